"""*Bezahlen* held: the banknotes stand above the finger; only lifting off on one of them settles the bill."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kasse.domain.money import Money
from kasse.ui.widgets.fan_key import FanKey
from tests.ui.pay.at_the_table import FOUR, TABLE, AtTheTable


def held(table: AtTheTable) -> FanKey:
    """The key under the finger, after the time that holding takes."""
    key = table.at_work.orders.main_key
    QTest.mousePress(key, Qt.MouseButton.LeftButton, pos=key.rect().center())
    if key._hold.isActive():
        key._hold.stop()
        key._hold.timeout.emit()
    return key


def lift(table: AtTheTable, key: FanKey, there: QPoint) -> None:
    QTest.mouseMove(key, there)
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton, pos=there)
    table.at_work.settle()


def place_of(key: FanKey, label: str) -> QPoint:
    middle = key.panel.box_of(key.panel.index_of(label)).center() * key.look.metrics.scale
    return key.mapFromGlobal(key.panel.mapToGlobal(middle.toPoint()))


def test_what_is_not_sent_yet_is_sent_and_then_paid_with_the_note(table: AtTheTable) -> None:
    before = table.serve("Wiener Schnitzel")
    table.at_work.program.open_table(TABLE)
    table.at_work.tap_section("Beliebt")
    table.at_work.tap_tile("Helles 0,5")
    key = held(table)
    lift(table, key, place_of(key, "50"))
    table.at_work.settle()
    (receipt,) = table.receipts()
    assert len(receipt.lines) == 2
    assert receipt.total > before
    assert receipt.change == Money(50_00) - receipt.total
    assert table.change.startswith("Rückgeld")
    assert table.tab() is None


def test_lifting_off_beside_the_notes_books_nothing(table: AtTheTable) -> None:
    table.serve(*FOUR)
    table.at_work.program.open_table(TABLE)
    key = held(table)
    assert key.panel.isVisible()
    lift(table, key, QPoint(-200, 10))
    assert not key.panel.isVisible()
    assert table.receipts() == []
    assert table.at_work.window.shown == "orders"


def test_lifting_off_where_it_was_pressed_opens_the_bill(table: AtTheTable) -> None:
    table.serve(*FOUR)
    table.at_work.program.open_table(TABLE)
    key = held(table)
    lift(table, key, key.rect().center())
    assert table.at_work.window.shown == "pay"
    assert table.receipts() == []


def test_nothing_is_offered_where_nothing_is_owed_or_the_key_means_something_else(table: AtTheTable) -> None:
    table.at_work.program.open_table(TABLE)
    key = held(table)
    assert not key.panel.isVisible()
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton, pos=QPoint(-200, 10))
    assert table.receipts() == []
