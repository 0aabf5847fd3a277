"""What the Bons of a day have in common: what they need to know, and what they add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kasse.ports.bons import Place


@dataclass(slots=True)
class Totals:
    """What the Kassenabschlussmodul adds up: Bons of type Beleg only."""

    cases: dict[tuple[str, str, int, int], list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0, 0])
    )
    """(GV_TYP, GV_NAME, agency, key): gross, net, tax."""
    payments: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    currencies: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    rates: dict[int, int] = field(default_factory=dict)
    """Key and basis points of all that occurred, in any Bon."""
    articles: set[int] = field(default_factory=set)
    serials: dict[str, None] = field(default_factory=dict)
    """Serials of the devices that signed, in the order of their first use."""
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """What all Bons of a day need to know."""

    groups: Mapping[int, str]
    """Names of the product groups."""
    gtins: Mapping[int, str]
    currency: str
    device_ids: Callable[[str], int | None]
    """TSE_ID by serial; None where no device is known."""
    local: Callable[[int], str]
    """Milliseconds as the clock on the wall with offset."""
    place_of_order: Callable[[int, int], Place | None]
    """Of another day or terminal."""
    place_of_receipt: Callable[[int], Place | None]
    """Of another day."""
    tills: Mapping[int, str]
    """Z_KASSE_ID by terminal."""
    terminal: int
    closing: int
    """Number of the day's closing, 0 while it is open."""
    closed_at: datetime
