"""Everything on the screens can be read, in every theme and by every eye."""

from itertools import combinations

import pytest

from kasse.ui.theme.hues import HUE_ORDER, HUES
from kasse.ui.theme.tokens import DARK, LIGHT, SHAPE_PAIRS, TEXT_PAIRS, THEME_LABELS, THEMES, contrast, roles
from kasse.ui.widgets.plan_model import STATE_LOOKS, StateLook, TableState
from tests.ui.colour_vision import KINDS, distance, lightness

THEME = pytest.mark.parametrize("theme", THEMES)


def test_black_on_white_has_the_greatest_contrast_and_equals_have_none() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#136147", "#136147") == pytest.approx(1)


@THEME
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_text_stands_out_from_what_it_stands_on(theme: str, pair: tuple[str, str]) -> None:
    ink, ground = (getattr(THEMES[theme], role) for role in pair)
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("role", ["ink", "accent_text", "on_accent"])
def test_sum_and_change_stand_out_most(role: str) -> None:
    grounds = {"ink": ("paper", "select"), "accent_text": ("paper",), "on_accent": ("accent_down",)}[role]
    for tokens in (LIGHT, DARK):
        assert all(contrast(getattr(tokens, role), getattr(tokens, ground)) >= 7 for ground in grounds)


@THEME
@pytest.mark.parametrize("pair", SHAPE_PAIRS, ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_outlines_stand_out_from_the_floor(theme: str, pair: tuple[str, str]) -> None:
    line, ground = (getattr(THEMES[theme], role) for role in pair)
    assert contrast(line, ground) >= 2.95


@THEME
def test_names_and_prices_stand_out_on_every_hue(theme: str) -> None:
    for hue in HUES[theme].values():
        assert contrast(THEMES[theme].tile_ink, hue.fill) >= 10.6
        assert contrast(hue.price, hue.fill) >= 7.9
        assert contrast(hue.spine, hue.fill) >= 3.2


def test_every_theme_has_the_same_twelve_hues_and_every_hue_its_turn() -> None:
    assert {frozenset(hues) for hues in HUES.values()} == {frozenset(HUE_ORDER)}
    assert len(set(HUE_ORDER)) == 12
    assert set(THEME_LABELS) == set(THEMES) == set(HUES)


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_four_groups_stay_apart_for_every_eye(kind: str) -> None:
    spines = [HUES["light"][name].spine for name in HUE_ORDER[:4]]
    assert min(distance(one, other, kind) for one, other in combinations(spines, 2)) >= 10


def signature(theme: str, look: StateLook) -> tuple[str, str]:
    return getattr(THEMES[theme], look.fill), getattr(THEMES[theme], look.line)


@THEME
@pytest.mark.parametrize("kind", KINDS)
def test_two_table_states_never_look_alike_to_any_eye(theme: str, kind: str) -> None:
    for one, other in combinations(TableState, 2):
        first, second = STATE_LOOKS[one], STATE_LOOKS[other]
        pairs = zip(signature(theme, first), signature(theme, second), strict=True)
        apart = max(distance(a, b, kind) for a, b in pairs)
        assert apart >= (11 if first.dashed != second.dashed else 13.95), (one, other)


@THEME
def test_two_table_states_differ_in_grey_by_lightness_or_by_a_sign(theme: str) -> None:
    for one, other in combinations(TableState, 2):
        first, second = STATE_LOOKS[one], STATE_LOOKS[other]
        fills = [lightness(getattr(THEMES[theme], look.fill)) for look in (first, second)]
        signs = (first.icon, first.dashed) != (second.icon, second.dashed)
        assert signs or abs(fills[0] - fills[1]) >= 10, (one, other)


def test_every_colour_is_written_out() -> None:
    for tokens in THEMES.values():
        assert all(len(getattr(tokens, role)) == 7 for role in roles())
