"""Sizes follow from the screen: its class, its scale, and zones that never collide."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.ui.theme.metrics import Box, Metrics, ScreenClass
from kasse.ui.theme.zones import closing_zones, order_zones, pay_zones, rail_zones, sign_in_zones, table_zones

lying = st.builds(
    Metrics, st.integers(1024, 2600), st.integers(640, 1600), st.just(1.0), left_handed=st.booleans()
)
standing = st.builds(
    Metrics, st.integers(768, 1600), st.integers(1024, 2600), st.just(1.0), left_handed=st.booleans()
)
screens = st.one_of(lying, standing)


@pytest.mark.parametrize(
    ("pixels", "dpi", "scale", "kind"),
    [
        ((1280, 800), 149, 1.25, ScreenClass.K),
        ((1024, 768), 85, 1.0, ScreenClass.M),
        ((1920, 1080), 141, 1.5, ScreenClass.L),
        ((1280, 800), 100, 1.0, ScreenClass.L),
        ((1920, 1080), 96, 1.0, ScreenClass.XL),
    ],
)
def test_a_panel_gets_its_class(pixels: tuple[int, int], dpi: float, scale: float, kind: ScreenClass) -> None:
    metrics = Metrics.of(*pixels, dpi)
    assert (metrics.scale, metrics.screen_class) == (scale, kind)


def test_larger_text_takes_the_next_smaller_class_and_never_smaller_keys() -> None:
    assert Metrics.of(1280, 800, text_percent=125).screen_class is ScreenClass.K
    assert Metrics.of(1280, 800, text_percent=125).scale == 1.25


def test_a_scale_set_by_hand_beats_what_the_panel_says() -> None:
    assert Metrics.of(1920, 1080, 300, calibrated=1.0).scale == 1.0


@given(st.integers(768, 2200), st.integers(1024, 4000), st.floats(50, 400), st.sampled_from([100, 125, 150]))
def test_no_scale_leaves_less_than_the_least_screen_that_stands(
    width: int, height: int, dpi: float, text: int
) -> None:
    if height > width:
        metrics = Metrics.of(width, height, dpi, text_percent=text)
        assert (metrics.width >= 768, metrics.height >= 1024) == (True, True)
        assert metrics.is_tall


@given(st.integers(1024, 4000), st.integers(640, 2200), st.floats(50, 400))
def test_no_scale_leaves_less_than_the_least_screen(width: int, height: int, dpi: float) -> None:
    if width >= height:
        metrics = Metrics.of(width, height, dpi)
        assert metrics.width >= 1024
        assert metrics.height >= 640


def test_the_order_screen_stands_as_it_was_drawn() -> None:
    zones = order_zones(Metrics(1280, 800))
    assert zones.ticket == Box(8, 64, 384, 672)
    assert zones.tiles == Box(400, 192, 632, 544)
    assert (zones.tile_columns, zones.tile_rows) == (5, 6)
    assert zones.rail.pad == Box(1040, 288, 232, 280)
    assert zones.rail.second == Box(1040, 584, 232, 64)
    assert zones.rail.main == Box(1040, 656, 232, 80)


@pytest.mark.parametrize(
    ("size", "tiles", "rows"),
    [((1024, 640), (4, 4), 1), ((1024, 768), (4, 6), 3), ((1280, 720), (5, 5), 2), ((1920, 1080), (8, 8), 4)],
)
def test_each_class_has_its_tiles_and_actions(
    size: tuple[int, int], tiles: tuple[int, int], rows: int
) -> None:
    zones = order_zones(Metrics(*size))
    assert (zones.tile_columns, zones.tile_rows) == tiles
    assert zones.rail.action_rows == rows


def test_the_pay_screen_stands_as_it_was_drawn() -> None:
    zones = pay_zones(Metrics(1024, 768))
    assert zones.payment == Box(568, 64, 448, 640)
    assert zones.amount == Box(568, 64, 448, 128)
    assert (zones.tips.y, zones.notes.y, zones.pad.y, zones.cash.y, zones.cash.h) == (200, 272, 344, 632, 72)


def test_on_a_screen_that_stands_the_card_lies_below_the_ticket_and_the_rail_beside_both() -> None:
    zones = order_zones(Metrics(768, 1024))
    assert (zones.ticket.w, zones.tiles.w) == (536, 536)
    assert zones.ticket.bottom < zones.tabs.y < zones.tiles.y
    assert zones.rail.whole == Box(552, 64, 208, 896)
    assert (zones.tile_columns, zones.rail.action_rows) == (4, 4)


def test_sign_in_and_closing_stand_as_they_were_drawn() -> None:
    sign_in = sign_in_zones(Metrics(1280, 800))
    assert sign_in.tiles == Box(48, 184, 800, 496)
    assert sign_in.pin == Box(896, 56, 336, 624)
    closing = closing_zones(Metrics(1280, 800))
    assert (closing.headline.w, closing.paper.w, closing.main.h) == (864, 392, 80)


@given(screens)
def test_zones_stay_within_the_content_and_never_overlap(metrics: Metrics) -> None:
    order, pay = order_zones(metrics), pay_zones(metrics)
    tables, closing = table_zones(metrics), closing_zones(metrics)
    signin = sign_in_zones(metrics)
    rail = rail_zones(metrics)
    keys = [rail.actions, rail.pad, rail.second, rail.main]
    offers = [pay.tips] if pay.tips_share_the_note_row else [pay.tips, pay.notes]
    groups = (
        [order.ticket, order.tabs, order.tiles, *keys],
        [tables.floor, tables.legend, *keys],
        [pay.open_items, pay.guest_tabs, pay.guest, pay.amount, *offers, pay.pad, pay.card, pay.cash],
        [pay.paper, pay.after],
        [
            closing.headline,
            closing.chart,
            closing.paper,
            closing.report,
            closing.count,
            closing.hint,
            closing.main,
        ],
    )
    assert not any(
        one.overlaps(other) for one, other in combinations((signin.head, signin.tiles, signin.pin), 2)
    )
    for boxes in groups:
        assert all(metrics.content.contains(box) for box in boxes)
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


@given(screens)
def test_what_the_finger_must_hit_is_never_small(metrics: Metrics) -> None:
    order, pay = order_zones(metrics), pay_zones(metrics)
    digits = (*order.rail.pad.cells(3, 4), *pay.pad.cells(4, 4))
    assert min(min(cell.w, cell.h) for cell in digits) >= 64
    assert min(order.rail.second.h, order.rail.main.h, pay.cash.h) >= 64
    tiles = order.tiles.cells(order.tile_columns, order.tile_rows)
    assert min(min(cell.w, cell.h) for cell in tiles) >= 64
    actions = order.rail.actions.cells(2, order.rail.action_rows)
    assert min(cell.h for cell in actions) >= 56
    assert min(cell.h for cell in order.tabs.cells(order.tab_columns, order.tab_rows)) >= 48


@given(screens)
def test_the_left_hand_gets_the_mirror_of_the_zones(metrics: Metrics) -> None:
    left = Metrics(metrics.width, metrics.height, left_handed=True)
    right = Metrics(metrics.width, metrics.height)
    assert order_zones(left).ticket.right == metrics.width - order_zones(right).ticket.x
    assert rail_zones(left).main.x == 8


@given(st.builds(Box, st.integers(0, 99), st.integers(0, 99), st.integers(300, 900), st.integers(300, 900)))
def test_cells_fill_their_box_to_the_last_pixel(box: Box) -> None:
    cells = box.cells(4, 3)
    assert (cells[0].x, cells[0].y) == (box.x, box.y)
    assert (cells[-1].right, cells[-1].bottom) == (box.right, box.bottom)
    assert not any(one.overlaps(other) for one, other in combinations(cells, 2))
