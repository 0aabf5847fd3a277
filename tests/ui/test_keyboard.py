"""The till without a finger: every key of a sale on the keyboard, and what has the keyboard is seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kasse.domain.money import Money
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.key import Key
from tests.ui.at_work import SOFT_HYPHEN, TillAtWork

KEYS = Qt.Key
ARROWS = (KEYS.Key_Right, KEYS.Key_Down, KEYS.Key_Left, KEYS.Key_Up)


class Typist:
    """Types to whatever has the keyboard, as a person does who sees only the screen."""

    def __init__(self, work: TillAtWork) -> None:
        self.work = work

    @property
    def at(self) -> QWidget:
        """What has the keyboard now; the screen, where the window is not in front."""
        screen = self.work.window.view(self.work.window.shown or "")
        has: QWidget | None = screen.focusWidget()  # the stubs promise one always
        return screen if has is None or not has.isVisible() else has

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.at, key)
            self.work.settle()

    def type(self, signs: str) -> None:
        for sign in signs:
            QTest.keyClicks(self.at, sign)

    def walk_to(self, name: str) -> None:
        """By arrows to the cell of that name: along the row, then down, as somebody reads."""
        self.press(KEYS.Key_Down)
        cells = self.at
        assert isinstance(cells, Cells)
        names = [
            cells.cell_name(i).replace(SOFT_HYPHEN, "").split(", ")[0] for i in range(cells.cell_count())
        ]
        goal = cells.cell_box(names.index(name)).center()
        for _ in range(60):
            here = cells.cell_box(cells._cursor).center()
            if (here - goal).manhattanLength() < 1:
                return
            ways = (goal.x() - here.x() > 1, goal.y() - here.y() > 1, here.x() - goal.x() > 1)
            self.press(next((key for key, is_it in zip(ARROWS, ways, strict=False) if is_it), KEYS.Key_Up))
        raise AssertionError(f"the arrows do not lead to {name}")


@pytest.fixture
def typist(at_work: TillAtWork, qapp: QApplication) -> Typist:
    at_work.window.activateWindow()
    return Typist(at_work)


def test_a_whole_sale_is_made_on_the_keyboard_alone(at_work: TillAtWork, typist: Typist) -> None:
    typist.walk_to("Anna Berger")
    typist.press(KEYS.Key_Return)
    typist.type("1111")
    typist.press(KEYS.Key_Return)
    at_work.until(lambda: at_work.window.shown == "tables")
    typist.type("12")
    typist.press(KEYS.Key_Return)
    assert at_work.window.shown == "orders"
    typist.walk_to("Helles 0,5")
    typist.press(KEYS.Key_Return)
    typist.walk_to("Radler 0,5")
    typist.press(KEYS.Key_Return)
    typist.press(KEYS.Key_F12)
    assert [line.name for block in at_work.orders.ticket.model.sent for line in block.lines] == [
        "Helles 0,5",
        "Radler 0,5",
    ]
    typist.press(KEYS.Key_F11)
    at_work.until(lambda: at_work.window.shown == "pay")
    typist.type("20")
    typist.press(KEYS.Key_F12)
    receipt = at_work.last_receipt()
    assert receipt.change == Money(2000) - receipt.total
    typist.press(KEYS.Key_Return)
    assert at_work.window.shown == "tables"


def test_a_question_in_the_place_of_the_tiles_is_answered_by_arrows(
    at_work: TillAtWork, typist: Typist
) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    typist.walk_to("Wiener Schnitzel")
    typist.press(KEYS.Key_Return)
    typist.walk_to("mit Pommes frites")
    typist.press(KEYS.Key_Return)
    assert at_work.orders.ticket.model.new[0].note.startswith("+ mit Pommes frites")
    assert not isinstance(typist.at, Key)


def test_plus_and_minus_change_the_newest_line(at_work: TillAtWork, typist: Typist) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5")
    typist.type("++")
    assert [line.quantity for line in at_work.orders.ticket.model.new] == ["3"]
    typist.type("-")
    assert [line.quantity for line in at_work.orders.ticket.model.new] == ["2"]
    typist.type("--")
    assert not at_work.orders.ticket.model.new


def test_minus_on_a_sent_line_asks_for_the_reason_and_plus_orders_it_again(
    at_work: TillAtWork, typist: Typist
) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5", times=2)
    at_work.send()
    line = at_work.orders.ticket.model.sent[0].lines[0]
    at_work.orders.line_tapped.emit(line.key)
    typist.type("+")
    assert [new.name for new in at_work.orders.ticket.model.new] == ["Helles 0,5"]
    typist.type("-")
    at_work.orders.line_tapped.emit(line.key)
    typist.type("-")
    assert at_work.orders.middle.choices.isVisible()
    typist.press(KEYS.Key_Escape)
    assert at_work.orders.middle.showing_tiles


def test_escape_leads_back_step_by_step(at_work: TillAtWork, typist: Typist) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    typist.press(KEYS.Key_F10)
    assert not at_work.orders.middle.showing_tiles
    typist.press(KEYS.Key_Escape)
    assert at_work.orders.middle.choices.isHidden()
    assert at_work.window.shown == "orders"
    typist.press(KEYS.Key_Escape)
    at_work.until(lambda: at_work.window.shown == "tables")


def test_tab_reaches_every_key_that_can_be_seen(at_work: TillAtWork, typist: Typist) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.orders.setFocus()
    reached: set[QWidget] = set()
    for _ in range(200):
        QTest.keyClick(typist.at, KEYS.Key_Tab)
        if typist.at in reached:
            break
        reached.add(typist.at)
    keys = {key for key in at_work.orders.findChildren(Key) if key.isVisible()}
    cells = {cells for cells in at_work.orders.findChildren(Cells) if cells.isVisible()}
    assert keys <= reached
    assert cells <= reached


def test_what_has_the_keyboard_has_a_ring_of_two_pixels(at_work: TillAtWork, typist: Typist) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    key = at_work.orders.main_key
    line = at_work.window.look.tokens.color("select_line")

    def ringed() -> bool:
        picture = key.grab().toImage()
        middle = picture.height() // 2
        return all(picture.pixelColor(x, middle).name() == line.name() for x in (0, 1))

    at_work.orders.setFocus()
    assert not ringed(), "nobody has asked for it"
    key.setFocus(Qt.FocusReason.TabFocusReason)
    at_work.until(key.hasFocus)
    assert ringed()
