"""Who serves: the right PIN opens the till, a wrong one is written down, practice looks like practice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from kasse.ports.books import ActKind
from kasse.ports.notices import Level, Notice
from kasse.settings.declared.screen import SIGN_IN_SLIDES, SIGN_IN_SLIDES_AFTER
from kasse.ui.board_notices import BoardNotices
from kasse.usecases.change_setting import Change, change_settings
from tests.ui.at_work import TillAtWork


def test_the_right_pin_opens_the_tables(at_work: TillAtWork) -> None:
    at_work.sign_in("Petra Steiner")
    assert at_work.shop.till.books.journal(limit=1)[0].kind is ActKind.LOGIN


@pytest.mark.feature("R-10")
def test_a_wrong_pin_is_told_and_written_down(at_work: TillAtWork) -> None:
    at_work.tap_cell(at_work.signin.tiles, "Anna Berger")
    at_work.digits(at_work.signin.pin.pad, "9999")
    at_work.tap(at_work.signin.pin.enter_key)
    at_work.settle()
    assert at_work.window.shown == "signin"
    act = at_work.shop.till.books.journal(limit=1)[0]
    assert (act.kind, act.operator) == (ActKind.LOGIN_REFUSED, 1)
    assert at_work.signin.pin.typed_digits == 0


def test_a_pin_can_be_typed_on_a_keyboard(at_work: TillAtWork) -> None:
    at_work.tap_cell(at_work.signin.tiles, "Anna Berger")
    QTest.keyClicks(at_work.signin, "1111")
    at_work.key_press(Qt.Key.Key_Return)
    at_work.until(lambda: at_work.window.shown == "tables")


def test_signing_out_shows_who_serves_and_forgets_the_pin(at_work: TillAtWork) -> None:
    at_work.sign_in()
    at_work.tap(at_work.tables.top.sign_out_key)
    at_work.settle()
    assert at_work.window.shown == "signin"
    assert at_work.shop.till.books.journal(limit=1)[0].kind is ActKind.LOGOUT


def test_practice_is_unmistakable_and_counts_for_nothing(at_work: TillAtWork) -> None:
    at_work.sign_in("Übungsbediener")
    assert at_work.is_training()
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5")
    at_work.send()
    assert at_work.shop.till.books.tab(12) is None
    assert at_work.shop.till.books.tab(12, training=True) is not None
    at_work.tap(at_work.orders.top.sign_out_key)
    at_work.settle()
    assert not at_work.is_training()
    at_work.sign_in()
    at_work.open_table(12)
    assert not at_work.orders.ticket.model.sent


def test_the_foot_names_the_test_device_and_the_printers(at_work: TillAtWork) -> None:
    foot = at_work.window.status
    assert [foot.cell_name(i).split(",")[0] for i in range(foot.cell_count())] == [
        "TEST-TSE",
        "Beleg",
        "Küche",
        "Schank",
    ]


def test_papers_that_wait_are_counted_in_the_foot(at_work: TillAtWork) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5")
    at_work.send()
    at_work.program.status.look()
    at_work.settle()
    foot = at_work.window.status
    assert "Schank · 1" in [foot.cell_name(i).split(",")[0] for i in range(foot.cell_count())]


@pytest.mark.feature("R-09")
def test_after_midnight_the_foot_names_the_day_that_still_counts(at_work: TillAtWork) -> None:
    day = at_work.shop.till.books.business_date
    at_work.clock.at += timedelta(hours=8)
    at_work.program.tick()
    assert at_work.window.status._long.startswith("Kassendatum Freitag, 20.11.2026")
    at_work.sign_in()
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5")
    at_work.send()
    assert at_work.shop.till.books.journal(limit=1)[0].business_date == day


def test_what_waits_for_a_lost_printer_comes_out_of_another_with_one_tap(at_work: TillAtWork) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5")
    at_work.send()
    BoardNotices(at_work.desk.board).post(Notice("printer:Schank", Level.WARNING, "Schank: kein Papier."))
    at_work.until(lambda: "Schank: kein Papier." in at_work.notice)
    assert not at_work.window.status.answer_keys[0].isVisible(), "nothing else is known yet"
    told = BoardNotices(at_work.desk.board)
    told.know(at_work.shop.till.house)
    told.post(Notice("printer:Schank", Level.WARNING, "Schank: kein Papier."))
    at_work.until(at_work.window.status.answer_keys[0].isVisible)
    at_work.tap(at_work.window.status.answer_keys[0])
    at_work.settle()
    assert at_work.shop.outbox.waiting() == {"Beleg": 1}


class TestPictures:
    @pytest.fixture
    def pictures(self, at_work: TillAtWork, tmp_path: Path) -> TillAtWork:
        """A till that shows a red picture at once while nobody is signed in."""
        folder = tmp_path / "Bitmaps"
        folder.mkdir()
        picture = QImage(QSize(640, 480), QImage.Format.Format_RGB32)
        picture.fill(QColor("#ff0000"))
        assert picture.save(str(folder / "a.png"))
        scope = at_work.shop.till.settings.scope_for(SIGN_IN_SLIDES)
        change_settings(
            at_work.shop.till,
            None,
            [Change(SIGN_IN_SLIDES, str(folder), scope), Change(SIGN_IN_SLIDES_AFTER, "0", scope)],
        )
        at_work.program.signin.enter()
        at_work.until(at_work.signin.slides.isVisible)
        return at_work

    def test_pictures_of_the_folder_are_shown_while_nobody_is_there(self, pictures: TillAtWork) -> None:
        slides = pictures.signin.slides
        shown = slides.grab().toImage()
        assert shown.pixelColor(shown.width() // 2, shown.height() // 2) == QColor("#ff0000")

    def test_one_tap_brings_the_waiters_back_and_does_nothing_else(self, pictures: TillAtWork) -> None:
        pictures.tap(pictures.signin.slides)
        assert not pictures.signin.slides.isVisible()
        assert pictures.program.signin.chosen is None
        pictures.sign_in()
        assert pictures.window.shown == "tables"

    def test_a_key_brings_them_back_too(self, pictures: TillAtWork) -> None:
        pictures.key_press(Qt.Key.Key_1)
        assert not pictures.signin.slides.isVisible()

    def test_they_come_back_when_the_till_is_left(self, pictures: TillAtWork) -> None:
        pictures.tap(pictures.signin.slides)
        pictures.sign_in()
        pictures.program.sign_out()
        pictures.until(pictures.signin.slides.isVisible)
