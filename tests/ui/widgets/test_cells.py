"""What tiles, tickets and plans promise to a finger and to a keyboard."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.choices import Choice, ChoicePage, ChoicePanel, Section
from kasse.ui.widgets.grid import MoreCell
from kasse.ui.widgets.line_rows import LineState, TicketLine
from kasse.ui.widgets.table_plan import TablePlan
from kasse.ui.widgets.tabs import Tab, Tabs
from kasse.ui.widgets.ticket import Ticket
from kasse.ui.widgets.tile_grid import FREE, Tile, TileGrid
from tests.ui.conftest import Finger, PaintWatch
from tools import screen_samples as samples

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def tiles(look: Look, show: Show) -> TileGrid:
    grid = TileGrid(look)
    show(grid)
    grid.place(Box(0, 0, 632, 544))
    grid.arrange(5, 6)
    grid.show_items(samples.tiles())
    QCoreApplication.processEvents()
    return grid


@pytest.fixture
def ticket(look: Look, show: Show) -> Ticket:
    paper = Ticket(look)
    show(paper)
    paper.place(Box(0, 0, 384, 672))
    paper.show_ticket(samples.ticket())
    QCoreApplication.processEvents()
    return paper


def colors(widget: QWidget, x: float, y: float) -> str:
    return widget.grab().toImage().pixelColor(int(x), int(y)).name()


class TestTiles:
    def test_a_tap_reports_the_article(self, tiles: TileGrid, qtbot: QtBot) -> None:
        with qtbot.waitSignal(tiles.tapped) as tapped:
            Finger(tiles).tap(1)
        assert tapped.args == ["Helles 0,5"]

    def test_ten_quick_taps_are_ten_beers(self, tiles: TileGrid) -> None:
        beers: list[object] = []
        tiles.tapped.connect(beers.append)
        for _ in range(5):
            Finger(tiles).tap(0)
            QTest.mouseDClick(tiles, Qt.MouseButton.LeftButton, pos=Finger(tiles).point(0))
            Finger(tiles).release(0)
        assert len(beers) == 10

    def test_a_finger_that_slides_off_orders_nothing(self, tiles: TileGrid) -> None:
        ordered: list[object] = []
        tiles.tapped.connect(ordered.append)
        Finger(tiles).slide_off(0)
        assert ordered == []
        assert tiles.pressed_cell() is None

    def test_a_pressed_tile_looks_pressed_on_the_next_frame(self, tiles: TileGrid, look: Look) -> None:
        spot = tiles.center_of(1) - QPointF(0, 10)
        Finger(tiles).press(1)
        assert colors(tiles, spot.x(), spot.y()) == look.hues["Honig"].edge.lower()
        Finger(tiles).release(1)
        assert colors(tiles, spot.x(), spot.y()) == look.hues["Honig"].fill.lower()

    def test_a_long_press_is_no_tap(self, tiles: TileGrid, qtbot: QtBot) -> None:
        taps: list[object] = []
        tiles.tapped.connect(taps.append)
        with qtbot.waitSignal(tiles.held, timeout=2000) as held:
            Finger(tiles).press(2)
        Finger(tiles).release(2)
        assert held.args == ["Weißbier 0,5"]
        assert taps == []

    def test_what_is_sold_out_says_so_and_is_not_ordered(self, tiles: TileGrid, qtbot: QtBot) -> None:
        index = tiles.index_of("Hirschgulasch")
        assert index is not None
        assert "ausverkauft" in tiles.cell_name(index)
        with qtbot.assertNotEmitted(tiles.tapped), qtbot.waitSignal(tiles.refused) as refused:
            Finger(tiles).tap(index)
        assert refused.args == ["Hirschgulasch"]

    def test_a_free_place_is_passed_over_by_fingers_and_keys(self, tiles: TileGrid, qtbot: QtBot) -> None:
        beer, wine = Tile("beer", "Bier"), Tile("wine", "Wein")
        tiles.show_items([beer, FREE, wine])
        with qtbot.assertNotEmitted(tiles.tapped), qtbot.assertNotEmitted(tiles.refused):
            Finger(tiles).tap(1)
        with qtbot.waitSignal(tiles.tapped) as tapped:
            QTest.keyClick(tiles, Qt.Key.Key_Right)
            QTest.keyClick(tiles, Qt.Key.Key_Return)
        assert tapped.args == ["wine"]

    def test_what_is_left_stands_on_the_tile_and_the_name_makes_room_for_it(self, tiles: TileGrid) -> None:
        rare = Tile("rare", "Zwiebel\u00adrost\u00adbraten", "26,50", left="12")
        tiles.show_items([replace(rare, left=""), rare, replace(rare, sold_out=True, left="0")])
        assert [tiles.cell_name(i).split(", ")[-1] for i in range(3)] == [
            "26,50 Euro",
            "noch 12",
            "ausverkauft",
        ]
        room = [max(t.width(line, face) for line in lines) for lines, face in map(tiles.name_lines, (0, 1))]
        badge = tiles.cell_box(1).width() - 22 - room[1]
        assert badge >= 24

    def test_the_last_cell_leads_to_the_other_pages_and_round_again(self, tiles: TileGrid) -> None:
        seen: list[object] = []
        for _ in range(tiles.pages):
            shown = tiles.shown_items()
            seen += [item.key for item in shown if isinstance(item, Tile)]
            assert isinstance(shown[-1], MoreCell)
            Finger(tiles).tap(len(shown) - 1)
        assert seen == [tile.key for tile in samples.tiles()]
        assert tiles.page == 0

    def test_a_long_press_on_the_way_on_is_a_tap_like_any_other(self, tiles: TileGrid, qtbot: QtBot) -> None:
        last = len(tiles.shown_items()) - 1
        finger = Finger(tiles)
        finger.press(last)
        assert not tiles._hold.isActive()
        finger.release(last)
        assert tiles.page == 1

    def test_the_way_on_stays_in_its_corner_on_a_short_page(self, tiles: TileGrid) -> None:
        corner = tiles.cell_box(len(tiles.shown_items()) - 1)
        for _ in range(tiles.pages - 1):
            tiles.next_page()
        assert tiles.cell_box(len(tiles.shown_items()) - 1) == corner

    def test_changing_the_page_makes_and_destroys_no_widget(self, tiles: TileGrid) -> None:
        before = tiles.findChildren(QWidget)
        tiles.next_page()
        assert tiles.findChildren(QWidget) == before

    def test_a_new_count_paints_that_tile_only(self, tiles: TileGrid) -> None:
        watch = PaintWatch(tiles)
        counts = {tile.key: tile.count for tile in samples.tiles() if tile.count}
        share = watch.after(lambda: tiles.show_counts({**counts, "Helles 0,5": "1"}))
        assert 0 < share < 1 / 20
        assert watch.after(lambda: tiles.show_counts({**counts, "Helles 0,5": "1"})) == 0

    def test_arrows_and_enter_order_too(self, tiles: TileGrid, qtbot: QtBot) -> None:
        tiles.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(tiles, Qt.Key.Key_Right)
        QTest.keyClick(tiles, Qt.Key.Key_Down)
        with qtbot.waitSignal(tiles.tapped) as tapped:
            QTest.keyClick(tiles, Qt.Key.Key_Return)
        assert tapped.args == ["Zwiebelrostbraten"]
        assert tiles.accessibleDescription() == "Zwiebelrostbraten, 26,50 Euro, 1 auf dem Tisch, 7 von 30"

    def test_the_cell_with_the_keyboard_has_a_ring(self, tiles: TileGrid, look: Look) -> None:
        tiles.setFocus(Qt.FocusReason.TabFocusReason)
        assert colors(tiles, 60, 1) == look.tokens.select_line.lower()

    @pytest.mark.parametrize(
        "name", ["Erdbeer\u00adrhabarber\u00adschorle groß", "Schwammerl Rahm\u00adsoße"]
    )
    def test_a_long_name_fits_without_an_ellipsis(self, tiles: TileGrid, name: str) -> None:
        tiles.show_items([Tile("x", name, "5,20")])
        lines, _ = tiles.name_lines(0)
        assert len(lines) in (2, 3)
        assert "…" not in "".join(lines)
        assert "".join(lines).replace("-", "").replace(" ", "") == name.replace("\u00ad", "").replace(" ", "")


class TestTicket:
    def test_a_tap_on_a_line_reports_it(self, ticket: Ticket, qtbot: QtBot) -> None:
        index = ticket.index_of(4)
        assert index is not None
        with qtbot.waitSignal(ticket.tapped) as tapped:
            Finger(ticket).tap(index)
        assert tapped.args == [4]

    def test_sent_and_new_lines_are_told_apart_by_name(self, ticket: Ticket) -> None:
        names = [ticket.cell_name(i) for i in range(ticket.cell_count())]
        assert "void" in names[1]
        assert names[-1].endswith("new")

    def test_another_line_paints_its_row_and_the_sum_only(self, ticket: Ticket) -> None:
        model = ticket.model
        more = (*model.new, TicketLine(8, "1", "Espresso", "2,80", state=LineState.NEW))
        watch = PaintWatch(ticket)
        share = watch.after(
            lambda: ticket.show_ticket(replace(model, new=more, total="114,40 €", selected=8))
        )
        assert 0 < share < 0.4

    def test_the_same_ticket_again_paints_nothing(self, ticket: Ticket) -> None:
        assert PaintWatch(ticket).after(lambda: ticket.show_ticket(ticket.model)) == 0

    def test_the_newest_line_is_always_in_sight(self, ticket: Ticket) -> None:
        model = ticket.model
        for n in range(20):
            new = (*model.new, TicketLine(100 + n, "1", f"Artikel {n}", "1,00", state=LineState.NEW))
            model = replace(model, new=new, selected=100 + n)
            ticket.show_ticket(model)
        index = ticket.index_of(119)
        assert index is not None
        assert ticket.view_box().contains(ticket.shown_box(index))

    def test_a_long_ticket_scrolls_by_finger_and_a_scroll_is_no_tap(
        self, ticket: Ticket, qtbot: QtBot
    ) -> None:
        lines = tuple(TicketLine(n, "1", f"Artikel {n}", "1,00", state=LineState.NEW) for n in range(30))
        ticket.show_ticket(replace(ticket.model, sent=(), new=lines, selected=None))
        ticket.scroll_to(0)
        before = ticket.shown_box(5).top()
        with qtbot.assertNotEmitted(ticket.tapped):
            Finger(ticket).drag(QPointF(200, 500), QPointF(200, 300))
        assert ticket.shown_box(5).top() == before - 200

    def test_a_number_without_article_is_seen_where_the_article_will_land(self, ticket: Ticket) -> None:
        plain = ticket.grab().toImage()
        ticket.show_ticket(samples.ticket(pending="3"))
        assert ticket.grab().toImage() != plain

    def test_void_new_and_sent_lines_look_different(self, ticket: Ticket) -> None:
        pictures = []
        for state in LineState:
            line = TicketLine(1, "1", "Helles", "4,70", state=state)
            ticket.show_ticket(replace(ticket.model, sent=(), new=(line,), selected=None))
            pictures.append(ticket.grab().toImage())
        assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


class TestPlan:
    @pytest.fixture
    def plan(self, look: Look, show: Show) -> TablePlan:
        floor = TablePlan(look)
        show(floor)
        floor.place(Box(0, 0, 1024, 624))
        floor.show_plan(samples.plan())
        return floor

    def test_a_tap_reports_the_table(self, plan: TablePlan, qtbot: QtBot) -> None:
        index = plan.index_of(12)
        assert index is not None
        with qtbot.waitSignal(plan.tapped) as tapped:
            Finger(plan).tap(index)
        assert tapped.args == [12]

    def test_a_table_pulled_onto_another_reports_both_and_is_no_tap(
        self, plan: TablePlan, qtbot: QtBot
    ) -> None:
        start, end = plan.index_of(5), plan.index_of(1)
        assert start is not None
        assert end is not None
        with qtbot.assertNotEmitted(plan.tapped), qtbot.waitSignal(plan.dragged) as dragged:
            Finger(plan).drag(plan.center_of(start), plan.center_of(end))
        assert dragged.args == [5, 1]

    def test_a_table_says_all_it_shows(self, plan: TablePlan) -> None:
        index = plan.index_of(17)
        assert index is not None
        assert plan.cell_name(index) == "Tisch 17, meine, 17,60, 6 min, +2 nicht gesendet"

    def test_a_table_that_changes_paints_itself_only(self, plan: TablePlan) -> None:
        before = samples.plan()
        tables = tuple(replace(table, amount="99,90") if table.key == 2 else table for table in before.tables)
        assert 0 < PaintWatch(plan).after(lambda: plan.show_plan(replace(before, tables=tables))) < 0.1

    def test_tables_never_lie_on_each_other(self, plan: TablePlan) -> None:
        boxes = [plan.cell_box(i) for i in range(plan.cell_count())]
        assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_a_choice_that_is_off_tells_its_reason(look: Look, show: Show, qtbot: QtBot) -> None:
    panel = ChoicePanel(look)
    show(panel)
    panel.place(Box(0, 0, 632, 544))
    panel.lay_out(4, 72)
    choices = (Choice("a", "Verbont"), Choice("b", "Bruch", off="Dazu fehlt das Recht."))
    panel.show_page(ChoicePage("Grund", (Section("", choices),)))
    with qtbot.waitSignal(panel.chosen) as chosen:
        Finger(panel.cells).tap(0)
    with qtbot.waitSignal(panel.refused) as refused:
        Finger(panel.cells).tap(1)
    assert (chosen.args, refused.args) == (["a"], ["Dazu fehlt das Recht."])
    assert "Dazu fehlt das Recht." in panel.cells.cell_name(1)


def test_many_choices_move_closer_before_they_scroll(look: Look, show: Show) -> None:
    panel = ChoicePanel(look)
    show(panel)
    panel.place(Box(0, 0, 632, 300))
    panel.lay_out(4, 80)
    panel.show_page(ChoicePage("", (Section("", tuple(Choice(n, str(n)) for n in range(12))),)))
    assert panel.cells.content_height() <= panel.cells.view_box().height()
    assert min(panel.cells.cell_box(i).height() for i in range(12)) >= 56


def test_too_many_tabs_turn_pages(look: Look, show: Show) -> None:
    tabs = Tabs(look)
    show(tabs)
    tabs.place(Box(0, 0, 632, 112))
    tabs.arrange(4, 2)
    tabs.show_tabs([Tab(n, f"Karte {n}") for n in range(12)], 3)
    assert tabs.pages == 2
    assert "hier" in tabs.cell_name(3)
