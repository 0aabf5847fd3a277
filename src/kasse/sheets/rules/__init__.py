"""What must hold in the master data of a house: within a row, between rows, and for the whole."""

from __future__ import annotations

from dataclasses import dataclass

from kasse.domain.numbering import FIXED, Span
from kasse.settings import Settings
from kasse.settings.declared.bar_tables import BAR_TABLE_NUMBERS, BAR_TABLES
from kasse.settings.declared.ordering import SHARED_EAN


@dataclass(frozen=True, slots=True)
class Rules:
    """What settings say of master data."""

    shared_codes: bool = False
    """Whether several articles may have the same EAN code."""
    spans: tuple[Span, ...] = FIXED
    """Numbers of tables that are set aside for something."""


def rules_of(settings: Settings) -> Rules:
    """The rules as the settings are now."""
    return Rules(shared_codes=settings[SHARED_EAN], spans=spans_of(settings))


def spans_of(settings: Settings) -> tuple[Span, ...]:
    """What numbers of tables are set aside for, by law of the till or by settings."""
    bar = settings[BAR_TABLE_NUMBERS].spans if settings[BAR_TABLES] else ()
    return (*FIXED, *(Span(first, last, "die Bartische") for first, last in bar))
