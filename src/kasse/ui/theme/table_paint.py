"""Colours that the house has chosen for the states of occupied tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kasse.settings import Setting, Settings
from kasse.settings.declared import table_colours as declared

MINE, LATE, OTHER = "mine", "late", "other"
_SETTINGS: Mapping[str, tuple[Setting[str], Setting[str]]] = {
    MINE: (declared.OCCUPIED_BACK, declared.OCCUPIED_TEXT),
    LATE: (declared.OVER_TIME_BACK, declared.OVER_TIME_TEXT),
    OTHER: (declared.OTHERS_BACK, declared.OTHERS_TEXT),
}


@dataclass(frozen=True, slots=True)
class TablePaint:
    """A hue by its name, and the role of the colour that is written with."""

    hue: str
    ink: str


def table_paints(settings: Settings) -> dict[str, TablePaint]:
    """What is chosen, by state; a state without a colour of its own is left out."""
    return {
        state: TablePaint(settings[back], settings[text])
        for state, (back, text) in _SETTINGS.items()
        if settings[back]
    }
