"""Cards and keys at the real till: one gesture signs in, takes over, or leaves; and a hand that types is never a reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from kasse.domain.staff import Operator
from kasse.ports.books import ActKind
from kasse.settings.declared.card_reader import (
    KEY_REMOVED,
    PIN_BESIDE_LOCK,
    READER_PREFIX,
    READER_SUFFIX,
    WAITER_LOCK,
)
from kasse.settings.declared.screen import SIGN_IN_SLIDES, START_VIEW
from kasse.settings.model import Setting
from kasse.sheets.declared import ARTICLES
from kasse.ui.training.jobs import BY_KEY, JobKey
from kasse.usecases.cards import assign_card
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.change_setting import Change, change_settings
from kasse.usecases.till import Changed
from tests.ui.at_work import TillAtWork

ANNA, PETRA = "04A3B2C1D0", "0123456789"


def put(work: TillAtWork, *changes: tuple[Setting[Any], str]) -> None:
    scope = work.shop.till.settings.scope_for(WAITER_LOCK)
    change_settings(work.shop.till, None, [Change(setting, text, scope) for setting, text in changes])
    work.desk.changed.emit(Changed.SETTINGS)


def named(work: TillAtWork, name: str) -> Operator:
    return next(o for o in work.shop.till.staff.operators.values() if o.name == name)


def give(work: TillAtWork, name: str, code: str) -> None:
    assign_card(work.shop.till, None, named(work, name).number, code)
    work.desk.changed.emit(Changed.MASTER)


def type_at_window(work: TillAtWork, text: str) -> None:
    """Keys as the operating system brings them: to the window, which passes them on."""
    click: Callable[..., None] = QTest.keyClick  # the stubs do not know that a sign will do, too
    for sign in text:
        click(work.window.windowHandle(), sign)


def read(work: TillAtWork, code: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """A reader types faster than any hand."""
    work.clock.hurried = True
    type_at_window(work, code)
    QTest.keyClick(work.window.windowHandle(), end)
    work.clock.hurried = False
    work.settle()


def drafted(work: TillAtWork) -> list[str]:
    """What is typed at the open table and not sent yet."""
    return [line.line.name for line in work.program.orders.draft.lines]


@pytest.fixture
def readers(at_work: TillAtWork) -> TillAtWork:
    """A till of which two waiters have cards."""
    give(at_work, "Anna Berger", ANNA)
    give(at_work, "Petra Steiner", PETRA)
    at_work.program.signin.refresh()
    return at_work


def kinds(work: TillAtWork, count: int) -> list[tuple[ActKind, int]]:
    return [(act.kind, act.operator) for act in reversed(work.shop.till.books.journal(limit=count))]


def test_one_gesture_signs_in(readers: TillAtWork) -> None:
    read(readers, ANNA)
    readers.until(lambda: readers.window.shown == "tables")
    assert readers.program.operator == named(readers, "Anna Berger")
    assert BY_KEY[JobKey.CHANGE].aim == 1


def test_another_card_takes_the_till_over_and_what_was_typed_is_there_again(readers: TillAtWork) -> None:
    anna, petra = named(readers, "Anna Berger"), named(readers, "Petra Steiner")
    read(readers, ANNA)
    readers.open_table(12)
    readers.tap_tile("Helles 0,5")
    read(readers, PETRA)
    readers.until(lambda: readers.program.operator == petra)
    assert readers.window.shown == "tables"
    assert kinds(readers, 2) == [(ActKind.LOGOUT, anna.number), (ActKind.LOGIN, petra.number)]
    read(readers, ANNA)
    readers.until(lambda: readers.program.operator == anna)
    readers.open_table(12)
    assert drafted(readers) == ["Helles 0,5"]


def test_whoever_takes_over_lands_where_he_would_after_signing_in(readers: TillAtWork) -> None:
    put(readers, (START_VIEW, "counter"))
    read(readers, ANNA)
    readers.until(lambda: readers.window.shown == "orders")
    read(readers, PETRA)
    readers.until(lambda: readers.program.operator == named(readers, "Petra Steiner"))
    assert readers.window.shown == "orders"


def test_ones_own_card_changes_nothing(readers: TillAtWork) -> None:
    read(readers, ANNA)
    readers.open_table(12)
    before = readers.shop.till.books.journal(limit=1)
    read(readers, ANNA)
    assert readers.window.shown == "orders"
    assert readers.shop.till.books.journal(limit=1) == before
    assert "schon angemeldet" in readers.notice


def test_an_unknown_card_is_told_in_one_sentence_and_written_down(readers: TillAtWork) -> None:
    read(readers, "9999999999")
    assert readers.window.shown == "signin"
    assert (
        readers.notice == "Diese Karte kennt die Kasse nicht. Die Leitung kann sie unter Bediener zuordnen."
    )
    assert kinds(readers, 1) == [(ActKind.LOGIN_REFUSED, 0)]


def test_a_pin_typed_by_hand_is_still_a_pin(readers: TillAtWork) -> None:
    readers.tap_cell(readers.signin.tiles, "Anna Berger")
    type_at_window(readers, "1111")
    QTest.keyClick(readers.window.windowHandle(), Qt.Key.Key_Return)
    readers.until(lambda: readers.window.shown == "tables")


def test_a_scanned_article_is_ordered_although_waiters_have_cards(readers: TillAtWork) -> None:
    code = "4006381333931"
    article = next(a for a in readers.shop.till.catalogue.articles.values() if a.name == "Helles 0,5")
    change_master(readers.shop.till, None, [Edit(ARTICLES, article, replace(article, scan_code=code))])
    readers.desk.changed.emit(Changed.MASTER)
    readers.settle()
    read(readers, ANNA)
    readers.open_table(12)
    readers.clock.hurried = True
    type_at_window(readers, code)
    QTest.keyClick(readers.window.windowHandle(), Qt.Key.Key_Return)
    readers.settle()
    assert drafted(readers) == ["Helles 0,5"]
    assert readers.program.operator == named(readers, "Anna Berger")


class TestSignsOfItsOwn:
    """A reader that is told to begin with signs is never mistaken for a keyboard, however slow it is."""

    @pytest.fixture
    def prefixed(self, readers: TillAtWork) -> TillAtWork:
        put(readers, (READER_PREFIX, "%K"), (READER_SUFFIX, "?"))
        return readers

    def test_its_code_stands_between_the_signs(self, prefixed: TillAtWork) -> None:
        read(prefixed, f"%K{ANNA}?", end=Qt.Key.Key_Tab)
        prefixed.until(lambda: prefixed.window.shown == "tables")

    def test_short_codes_are_codes_too(self, prefixed: TillAtWork) -> None:
        give(prefixed, "Petra Steiner", "4711")
        read(prefixed, "%K4711?")
        prefixed.until(lambda: prefixed.program.operator == named(prefixed, "Petra Steiner"))

    def test_without_them_nothing_is_a_card(self, prefixed: TillAtWork) -> None:
        read(prefixed, ANNA)
        assert prefixed.window.shown == "signin"

    def test_a_hand_that_types_the_first_sign_types_it(self, prefixed: TillAtWork) -> None:
        read(prefixed, f"%K{ANNA}?")
        prefixed.until(lambda: prefixed.window.shown == "tables")
        prefixed.clock.hurried = True
        type_at_window(prefixed, "%12")
        QTest.keyClick(prefixed.window.windowHandle(), Qt.Key.Key_Return)
        prefixed.settle()
        assert prefixed.window.shown == "orders"
        assert prefixed.program.orders.table == 12


class TestWaiterLock:
    """Whoever's key is in the lock is signed in."""

    @pytest.fixture
    def lock(self, readers: TillAtWork, tmp_path: Path) -> TillAtWork:
        folder = tmp_path / "Bitmaps"
        folder.mkdir()
        picture = QImage(QSize(640, 480), QImage.Format.Format_RGB32)
        picture.fill(QColor("#ff0000"))
        assert picture.save(str(folder / "a.png"))
        put(readers, (WAITER_LOCK, "1"), (SIGN_IN_SLIDES, str(folder)), (KEY_REMOVED, "LOGOUT"))
        readers.program.signin.enter()
        return readers

    @pytest.mark.feature("M-WEI-28")
    def test_pictures_of_the_folder_are_shown_until_a_key_is_put_in_and_again_when_it_is_taken_out(
        self, lock: TillAtWork
    ) -> None:
        slides = lock.signin.slides
        lock.until(slides.isVisible)
        shown = slides.grab().toImage()
        assert shown.pixelColor(shown.width() // 2, shown.height() // 2) == QColor("#ff0000")
        read(lock, ANNA)
        lock.until(lambda: lock.window.shown == "tables")
        assert not slides.isVisible()
        read(lock, "LOGOUT")
        assert lock.window.shown == "signin"
        assert kinds(lock, 1)[0][0] is ActKind.LOGOUT
        lock.until(slides.isVisible)

    def test_what_was_not_sent_is_there_when_the_key_is_put_in_again(self, lock: TillAtWork) -> None:
        read(lock, ANNA)
        lock.until(lambda: lock.window.shown == "tables")
        lock.open_table(12)
        lock.tap_tile("Helles 0,5")
        read(lock, "LOGOUT")
        read(lock, ANNA)
        lock.until(lambda: lock.window.shown == "tables")
        lock.open_table(12)
        assert drafted(lock) == ["Helles 0,5"]

    def test_a_lock_that_types_the_same_key_again_means_that_it_was_taken_out(self, lock: TillAtWork) -> None:
        put(lock, (KEY_REMOVED, ""))
        read(lock, ANNA)
        lock.until(lambda: lock.window.shown == "tables")
        lock.clock.monotonic()
        read(lock, ANNA)
        assert lock.window.shown == "signin"
        assert lock.program.operator is None

    def test_contacts_that_bounce_take_nothing_out(self, lock: TillAtWork) -> None:
        put(lock, (KEY_REMOVED, ""))
        read(lock, ANNA)
        lock.until(lambda: lock.window.shown == "tables")
        lock.clock.seconds = lock.program.cards._read_at
        read(lock, ANNA)
        assert lock.window.shown == "tables"

    def test_zeros_mean_that_it_was_taken_out(self, lock: TillAtWork) -> None:
        put(lock, (KEY_REMOVED, ""))
        read(lock, PETRA)
        lock.until(lambda: lock.window.shown == "tables")
        read(lock, "000000000000")
        assert lock.window.shown == "signin"

    def test_a_pin_still_signs_in_where_the_house_allows_it(self, lock: TillAtWork) -> None:
        lock.until(lock.signin.slides.isVisible)
        lock.tap(lock.signin.slides)
        lock.sign_in()
        assert lock.window.shown == "tables"

    def test_where_it_does_not_the_name_says_so(self, lock: TillAtWork) -> None:
        put(lock, (PIN_BESIDE_LOCK, "0"))
        lock.until(lock.signin.slides.isVisible)
        lock.tap(lock.signin.slides)
        lock.tap_cell(lock.signin.tiles, "Anna Berger")
        assert "mit dem Schlüssel" in lock.notice
        assert lock.program.signin.chosen is None
