"""Prices that are to hold from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kasse.domain.money import Money


@dataclass(frozen=True, slots=True)
class PlannedPrice:
    """From the beginning of that business date a price level of an article has this price; None: as level 1."""

    article: int
    level: int
    valid_from: date
    price: Money | None
