"""Who may see the back office, and how one gets about in it by finger and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.ports.notices import Level, Notice
from kasse.ui.board_notices import BoardNotices
from tests.ui.fiscal.back_office import WAITER, BackOffice

TABS = ["TSE", "TSE einrichten", "Ausfälle", "Kassenmeldung", "Nachschau", "Selbstprüfung", "Bargeld"]


def test_the_boss_opens_it_from_the_menu_of_the_till_and_finds_every_section(office: BackOffice) -> None:
    office.open()
    tabs = office.view.tabs
    assert [tabs.cell_name(i).split(",")[0] for i in range(tabs.cell_count())] == TABS
    for label in TABS:
        office.tab(label)
        assert tabs.cell_name(TABS.index(label)).endswith("hier")
        assert "TEST-TSE" in office.work.window.status.cell_name(0)
    office.work.tap(office.view.top.back_key)
    assert office.work.window.shown == "tables"


def test_a_waiter_is_told_which_right_is_missing(office: BackOffice) -> None:
    office.open(who=WAITER)
    assert office.work.window.shown == "tables"
    assert "„Einstellungen“" in office.notice
    office.work.program.show_fiscal("tse")
    assert office.work.window.shown == "tables"


def test_everything_can_be_reached_with_a_keyboard(office: BackOffice) -> None:
    office.open("TSE")
    view = office.view
    view.setFocus()
    for number, key in enumerate((Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F3)):
        QTest.keyClick(view, key)
        office.work.settle()
        assert view.tabs.cell_name(number).endswith("hier")
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.tabs.chosen == "set-up"
    office.work.settle()
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.left.rows.chosen == "swissbit"
    QTest.keyClick(view, Qt.Key.Key_Return)
    office.work.settle()
    assert view.left.settings.rows[0].label == "Bibliothek"
    settings = view.left.settings
    settings.setFocus()
    QTest.keyClick(settings, Qt.Key.Key_Space)
    QTest.keyClicks(view.entry.field, "/lib/x.so")
    QTest.keyClick(view.entry.field, Qt.Key.Key_Return)
    assert not view.typing
    assert "/lib/x.so" in settings.cell_name(0)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert office.work.window.shown == "tables"


def test_typing_is_left_without_anything_changed(office: BackOffice) -> None:
    office.open("Kassenmeldung")
    office.tap("Angaben")
    office.change("Hersteller der Kasse")
    QTest.keyClicks(office.view.entry.field, "xyz")
    QTest.keyClick(office.view.entry.field, Qt.Key.Key_Escape)
    assert not office.view.typing
    assert "xyz" not in str(office.control("Hersteller der Kasse"))


def test_a_card_is_scrolled_with_the_arrows_when_it_is_long(office: BackOffice) -> None:
    office.sell()
    office.open("TSE")
    sheet = office.view.left.sheet
    assert sheet.content_height() > sheet.view_box().height()
    sheet.setFocus()
    QTest.keyClick(sheet, Qt.Key.Key_Down)
    assert sheet._offset > 0
    for _ in range(40):
        QTest.keyClick(sheet, Qt.Key.Key_PageDown)
    assert sheet._offset == sheet.content_height() - sheet.view_box().height()


def test_a_screen_reader_hears_what_is_wrong_beside_what_is_right(office: BackOffice) -> None:
    office.open("TSE")
    words = office.view.left.sheet.accessibleDescription()
    assert "TEST-TSE: nur zum Üben" in words
    assert "(Achtung)" in words
    assert office.view.left.sheet.accessibleName() == "TSE"


def test_news_of_the_signing_device_lead_to_its_page(office: BackOffice) -> None:
    office.table.sign_in()
    board = office.work.desk.board
    BoardNotices(board).post(Notice("signing", Level.WARNING, "Die TSE ist ausgefallen."))
    office.work.until(lambda: "ausgefallen" in office.notice)
    office.work.tap(office.work.window.status.answer_keys[0])
    assert office.work.window.shown == "fiscal"
    assert office.view.tabs.chosen == "tse"
