"""All master data as valid now, in one immutable value that screens and use cases share."""

from __future__ import annotations

from dataclasses import dataclass, field

from kasse.domain.business import House
from kasse.domain.catalogue import Catalogue
from kasse.domain.staff import Staff


@dataclass(frozen=True, slots=True)
class Master:
    """The house, what it sells, who works there."""

    house: House
    catalogue: Catalogue
    staff: Staff
    version: int = field(default=0, compare=False)
    """How often the books had changed them when they were read; 0: they are not from the books."""
