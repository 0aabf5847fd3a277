"""Whatever colours a house chooses for its tables: what stands on them can be read, and their signs stay."""

from __future__ import annotations

from itertools import product

import pytest

from kasse.settings.declared.table_colours import INKS
from kasse.settings.kinds import HUES as NAMES
from kasse.ui.theme.hues import HUES
from kasse.ui.theme.look import Look
from kasse.ui.theme.table_paint import LATE, MINE, OTHER, TablePaint
from kasse.ui.theme.tokens import THEMES, contrast
from kasse.ui.widgets.plan_model import STATE_LOOKS, TableState, state_look

PAINTED = {TableState.MINE: MINE, TableState.LATE: LATE, TableState.OTHER: OTHER}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("state", PAINTED, ids=lambda state: state.name)
@pytest.mark.feature("M-TIS-17")
def test_every_text_can_be_read_on_every_hue_in_every_theme(
    look: Look, theme: str, state: TableState
) -> None:
    look.set(theme=theme)
    for hue, ink in product(NAMES, INKS):
        look.paint_tables({PAINTED[state]: TablePaint(hue, ink)})
        shown = state_look(state, look)
        for text in (shown.ink, shown.second):
            assert contrast(getattr(THEMES[theme], text), shown.fill) >= 4.5, (hue, ink)
        assert contrast(shown.line, THEMES[theme].floor) >= 3, hue


def test_every_hue_that_may_be_chosen_is_one_of_every_theme() -> None:
    assert all(set(NAMES) == set(hues) for hues in HUES.values())


def test_the_sign_of_a_state_is_not_a_matter_of_taste(look: Look) -> None:
    look.paint_tables({name: TablePaint("Honig", "ink") for name in PAINTED.values()})
    for state in TableState:
        assert state_look(state, look).icon == STATE_LOOKS[state].icon


def test_without_a_choice_and_for_other_states_everything_is_as_usual(look: Look) -> None:
    look.paint_tables({LATE: TablePaint("Kobalt", "info_ink")})
    for state in TableState:
        assert (state_look(state, look) == STATE_LOOKS[state]) is (state is not TableState.LATE)
