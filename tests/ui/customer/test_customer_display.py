"""The guest's screen: it shows what is ordered, due and given back, and never anything of anybody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from shiboken6 import isValid

from kasse.settings import Setting
from kasse.settings.declared.customer_display import DISPLAY, SLIDES, TIPS
from kasse.ui.customer.display import CustomerDisplay
from kasse.ui.customer.view import CustomerView
from kasse.ui.guest import GuestBill
from kasse.ui.slides import pictures_in, read_picture
from kasse.usecases.change_setting import Change, change_settings
from kasse.usecases.till import Changed
from tests.ui.at_work import TillAtWork


def set_up(work: TillAtWork, **texts: str) -> CustomerDisplay:
    keys: dict[str, Setting[Any]] = {"where": DISPLAY, "slides": SLIDES, "tips": TIPS}
    scope = work.shop.till.settings.scope_for(DISPLAY)
    changes = [Change(keys[name], text, scope) for name, text in texts.items()]
    change_settings(work.shop.till, None, changes)
    work.desk.changed.emit(Changed.SETTINGS)
    return work.program.customer


@pytest.fixture
def display(at_work: TillAtWork) -> CustomerDisplay:
    """A till with a guest's screen beside it, and a waiter at table 12."""
    made = set_up(at_work, where="window", tips="1")
    at_work.sign_in()
    at_work.open_table(12)
    return made


def order(work: TillAtWork) -> None:
    work.tap_section("Bier")
    work.tap_tile("Helles 0,5")


def give(work: TillAtWork) -> None:
    """A banknote larger than what is due."""
    work.tap(next(key for key in work.pay.note_keys if key.isVisible()))
    work.settle()


def view_of(display: CustomerDisplay) -> CustomerView:
    assert display.view is not None
    return display.view


def bill_of(display: CustomerDisplay) -> GuestBill:
    bill = display.seen
    assert bill is not None
    return bill


def test_the_guest_sees_each_article_as_it_is_ordered(display: CustomerDisplay, at_work: TillAtWork) -> None:
    assert display.seen is None
    order(at_work)
    assert [line.name for line in bill_of(display).lines] == ["Helles 0,5"]
    assert bill_of(display).total == "4,70 €"
    assert view_of(display).paper.isVisible()


def test_he_sees_nobody_elses_table(display: CustomerDisplay, at_work: TillAtWork) -> None:
    order(at_work)
    at_work.send()
    at_work.tap(at_work.orders.top.back_key)
    at_work.open_table(13)
    assert display.seen is None


def test_what_he_has_to_pay_what_he_gave_and_what_goes_back(
    display: CustomerDisplay, at_work: TillAtWork
) -> None:
    order(at_work)
    at_work.send()
    at_work.to_pay()
    assert bill_of(display).total_label == "Zu zahlen"
    give(at_work)
    paid = bill_of(display)
    receipt = at_work.last_receipt()
    assert paid.is_paid
    assert paid.back == f"{receipt.change} €"
    assert paid.total == f"{receipt.total} €"


def test_his_change_stands_when_the_waiter_is_elsewhere_already(
    display: CustomerDisplay, at_work: TillAtWork
) -> None:
    order(at_work)
    at_work.send()
    at_work.to_pay()
    give(at_work)
    at_work.program.show_tables()
    assert bill_of(display).is_paid
    display.thanked()
    assert display.seen is None


def test_a_tip_that_he_taps_is_on_the_bill(display: CustomerDisplay, at_work: TillAtWork) -> None:
    order(at_work)
    at_work.send()
    at_work.to_pay()
    view = view_of(display)
    QCoreApplication.processEvents()
    key = next(key for key in view.tips if key.isVisible() and "10 %" in key.on_it.label)
    at_work.tap(key)
    assert at_work.program.payment.bill().tip.cents > 0
    assert bill_of(display).lines[-1].name == "Trinkgeld"


def test_without_a_touch_screen_no_tip_is_asked_for(at_work: TillAtWork) -> None:
    display = set_up(at_work, where="window", tips="0")
    at_work.sign_in()
    at_work.open_table(12)
    order(at_work)
    at_work.send()
    at_work.to_pay()
    assert not any(key.isVisible() for key in view_of(display).tips)


def test_the_second_window_never_takes_the_focus_from_the_till(
    display: CustomerDisplay, at_work: TillAtWork
) -> None:
    order(at_work)
    QTest.mouseClick(view_of(display).paper, Qt.MouseButton.LeftButton)
    assert not view_of(display).hasFocus()


def test_it_goes_where_the_settings_say_and_away_again(at_work: TillAtWork) -> None:
    display = set_up(at_work, where="2")
    assert display.view is None, "there is one screen only here"
    assert not at_work.desk.guests.watched, "so nobody makes up bills that nobody sees"
    set_up(at_work, where="window")
    shown = view_of(display)
    assert shown.isVisible()
    set_up(at_work, where="off")
    assert not shown.isVisible()


class TestPictures:
    def test_the_pictures_of_a_folder_are_shown_while_nobody_is_served(
        self, at_work: TillAtWork, tmp_path: Path
    ) -> None:
        picture = QImage(QSize(640, 480), QImage.Format.Format_RGB32)
        picture.fill(QColor("#ff0000"))
        assert picture.save(str(tmp_path / "a.png"))
        display = set_up(at_work, where="window", slides=str(tmp_path))
        view = view_of(display)
        at_work.qtbot.waitUntil(lambda: view.has_picture)
        middle = view.grab().toImage().pixelColor(view.width() // 2, view.height() // 2)
        assert middle == QColor("#ff0000")

    def test_what_is_no_picture_is_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
        (tmp_path / "notes.txt").write_text("x")
        assert [path.name for path in pictures_in(tmp_path)] == ["b.png"]
        assert read_picture(tmp_path / "b.png", 100, 100) is None
        assert read_picture(tmp_path / "gone.png", 100, 100) is None
        assert pictures_in(tmp_path / "nowhere") == ()
        assert pictures_in(None) == ()

    def test_a_picture_fits_the_screen_as_it_was_held(self, tmp_path: Path) -> None:
        picture = QImage(QSize(400, 200), QImage.Format.Format_RGB32)
        picture.fill(QColor("#00ff00"))
        assert picture.save(str(tmp_path / "wide.png"))
        read = read_picture(tmp_path / "wide.png", 100, 100)
        assert read is not None
        assert (read.width(), read.height()) == (100, 50)


def test_the_window_goes_with_the_till(at_work: TillAtWork) -> None:
    display = set_up(at_work, where="window")
    view = view_of(display)
    at_work.close()
    QCoreApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)
    assert display.view is None
    assert not isValid(view)
