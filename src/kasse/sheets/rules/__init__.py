"""What must hold in the master data of a house: within a row, between rows, and for the whole."""

from __future__ import annotations

from dataclasses import dataclass

from kasse.domain.numbering import AUTO, BAR, COLLECTIVE, EXEMPT, FIXED, KINDS_OF_TABLES, ONE_WAITER, Span
from kasse.settings import Settings
from kasse.settings.declared.bar_tables import BAR_TABLE_NUMBERS, BAR_TABLES
from kasse.settings.declared.collective_tables import COLLECTIVE_TABLES
from kasse.settings.declared.handing_over import HAND_OVER, HAND_OVER_EXEMPT
from kasse.settings.declared.ordering import SHARED_EAN
from kasse.settings.declared.tables import AUTO_TABLES, ONE_WAITER_TABLES, OPEN_TO_ALL
from kasse.settings.kinds import NumberSet


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
    ranges: tuple[tuple[str, NumberSet, frozenset[str]], ...] = (
        (BAR, settings[BAR_TABLE_NUMBERS] if settings[BAR_TABLES] else NumberSet(), frozenset()),
        (AUTO, settings[AUTO_TABLES] if settings[OPEN_TO_ALL] else NumberSet(), frozenset()),
        (COLLECTIVE, settings[COLLECTIVE_TABLES], frozenset()),
        (ONE_WAITER, settings[ONE_WAITER_TABLES], KINDS_OF_TABLES),
        (EXEMPT, settings[HAND_OVER_EXEMPT] if settings[HAND_OVER] else NumberSet(), KINDS_OF_TABLES),
    )
    found = (
        Span(first, last, owner, shares=shares)
        for owner, numbers, shares in ranges
        for first, last in numbers.spans
    )
    return (*FIXED, *found)
