"""Text as it is really painted: each kind of key in each state, news, table states, and tiles under the finger."""

from itertools import product

import pytest

from kasse.ui.theme.hues import HUES
from kasse.ui.theme.tokens import THEMES, contrast
from kasse.ui.widgets.key_face import KeyKind, KeyState, face_of
from kasse.ui.widgets.plan_model import STATE_LOOKS, TableState
from kasse.ui.widgets.status_line import _STYLES
from kasse.ui.widgets.tile_grid import pressed_fill

THEME = pytest.mark.parametrize("theme", THEMES)
LEAST = 4.5
"""WCAG 2.2, 1.4.3."""


def on(theme: str, ink: str, ground: str) -> float:
    tokens = THEMES[theme]
    return contrast(getattr(tokens, ink), getattr(tokens, ground))


@THEME
def test_every_key_can_be_read_at_rest_pressed_and_chosen(theme: str) -> None:
    for kind, pressed, chosen in product(KeyKind, (False, True), (False, True)):
        face = face_of(kind, KeyState(pressed=pressed, chosen=chosen))
        grounds = [face.fill] if face.fill else ["ground", "paper"]
        for ground, ink in product(grounds, (face.ink, face.sub_ink)):
            assert on(theme, ink, ground) >= LEAST, (kind, pressed, chosen, ink, ground)


@THEME
def test_a_key_that_is_off_can_still_be_made_out(theme: str) -> None:
    face = face_of(KeyKind.KEY, KeyState(off=True))
    assert on(theme, face.ink, face.fill) >= 3


@THEME
def test_counters_and_news_can_be_read(theme: str) -> None:
    pairs = [("on_strong", "strong"), ("ink", "key"), ("warn_ink", "warn")]
    pairs += [(style.ink, style.fill) for style in _STYLES.values()]
    for ink, ground in pairs:
        assert on(theme, ink, ground) >= LEAST, (ink, ground)


@THEME
def test_number_and_amount_of_a_table_can_be_read_in_every_state(theme: str) -> None:
    for state in TableState:
        look = STATE_LOOKS[state]
        assert on(theme, look.ink, look.fill) >= LEAST, state
        assert on(theme, look.second, look.fill) >= LEAST, state


@THEME
def test_a_tile_can_be_read_while_the_finger_is_on_it(theme: str) -> None:
    for name, hue in HUES[theme].items():
        fill = pressed_fill(THEMES[theme], hue).name()
        assert contrast(THEMES[theme].tile_ink, fill) >= LEAST, name
        assert contrast(hue.price, fill) >= LEAST, name
