"""What must hold in the master data of a house: within a row, between rows, and for the whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from kasse.domain.numbering import Span


@dataclass(frozen=True, slots=True)
class Rules:
    """What settings say of master data."""

    shared_codes: bool = False
    """Whether several articles may have the same EAN code."""
    spans: tuple[Span, ...] = field(default_factory=tuple)
    """Numbers of tables that are set aside for something."""
