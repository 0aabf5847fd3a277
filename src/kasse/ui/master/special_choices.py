"""What several special editors ask: one of the twelve hues."""

from __future__ import annotations

from kasse.ui.theme.hues import HUE_ORDER
from kasse.ui.theme.look import Look
from kasse.ui.widgets.choices import Choice


def hue_choices(look: Look, chosen: str, none: str) -> list[Choice]:
    """The twelve hues, and what no hue means."""
    plain = Choice("", none, chosen=not chosen)
    return [plain, *(Choice(hue, hue, chosen=hue == chosen, spine=look.hues[hue].spine) for hue in HUE_ORDER)]
