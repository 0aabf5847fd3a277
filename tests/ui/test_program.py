"""The program from its window to its end: it opens, refuses and closes in good order."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kasse.app.services import AppServices
from kasse.app.shop import Shop, Wiring
from kasse.cli.master_file import MasterFile
from kasse.ports.books import ActKind, BooksError
from kasse.ports.notices import Level, Notice, Notices
from kasse.ui.desk import OpenTill
from kasse.ui.start import no_display, run
from kasse.ui.window import Window
from tests.conftest import ExpectedLog


@pytest.fixture
def opener(tmp_path: Path, demo_house: MasterFile) -> Callable[[Notices], OpenTill]:
    """Opens the demonstration house in a folder."""

    def open_till(notices: Notices) -> OpenTill:
        wiring = Wiring(notices=notices, pictures=False, threads=False)
        shop = Shop(tmp_path, wiring, setup=demo_house.master)
        return OpenTill(shop.till, lambda: None, shop.outbox.waiting, lambda _a, _b: None, shop.close)

    return open_till


def window() -> Window | None:
    """The program's window, if it is to be seen."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, Window) and w.isVisible()]
    return found[0] if found else None


@contextmanager
def when(is_so: Callable[[], bool], deed: Callable[[], object]) -> Generator[None]:
    """Do something in the running program as soon as it has come so far; a program that never does is ended.

    The timers end with the block: one that left a program that is over would end every later event loop
    of this process as soon as it begins.
    """
    look, give_up = QTimer(interval=5), QTimer(interval=20_000, singleShot=True)
    done: list[bool] = []

    def see() -> None:
        if is_so():
            look.stop()
            done.append(True)
            deed()

    look.timeout.connect(see)
    give_up.timeout.connect(lambda: QApplication.exit(99))
    look.start()
    give_up.start()
    try:
        yield
    finally:
        look.stop()
        give_up.stop()
    assert done, "the program has never come so far"


def sign_in_is_ready() -> bool:
    shown = window()
    return shown is not None and shown.shown == "signin" and "tables" in shown._views


def test_the_window_is_there_before_the_till_and_closing_it_closes_the_till(
    qapp: QApplication, opener: Callable[[Notices], OpenTill], tmp_path: Path
) -> None:
    seen: list[bool] = []

    def open_till(notices: Notices) -> OpenTill:
        seen.append(window() is not None)
        return opener(notices)

    def close() -> None:
        shown = window()
        assert shown is not None
        shown.close()

    with when(sign_in_is_ready, close):
        assert run(open_till, window=(1280, 800)) == 0
    assert seen == [True]
    shop = Shop(tmp_path, Wiring(pictures=False, threads=False))
    kinds = [act.kind for act in shop.till.books.journal(limit=10)]
    assert kinds[:2] == [ActKind.START, ActKind.STOP], "the books were let go of in good order"
    shop.close()
    assert not AppServices().verify(tmp_path, lambda _done, _all: True).findings


def test_while_a_screen_is_shown_no_lane_keeps_it_waiting_for_long(
    qapp: QApplication, opener: Callable[[Notices], OpenTill]
) -> None:
    before, turns = sys.getswitchinterval(), []

    def close() -> None:
        turns.append(sys.getswitchinterval())
        shown = window()
        assert shown is not None
        shown.close()

    with when(sign_in_is_ready, close):
        assert run(opener, window=(1280, 800)) == 0
    assert turns[0] <= 0.001 < before
    assert sys.getswitchinterval() == before


def test_a_till_that_cannot_be_opened_says_why_and_leaves_no_window(qapp: QApplication) -> None:
    def open_till(_notices: Notices) -> OpenTill:
        raise BooksError("Diese Daten sind von einer neueren Version.")

    with pytest.raises(BooksError, match="neueren Version"):
        run(open_till, window=(1280, 800))
    assert window() is None


def test_closing_the_window_while_the_till_opens_closes_the_till_all_the_same(
    qapp: QApplication, opener: Callable[[Notices], OpenTill], tmp_path: Path
) -> None:
    def open_till(notices: Notices) -> OpenTill:
        till = opener(notices)
        shown = window()
        assert shown is not None
        QTimer.singleShot(0, shown, shown.close)
        return till

    run(open_till, window=(1280, 800))
    Shop(tmp_path, Wiring(pictures=False, threads=False)).close()


def test_news_of_the_lanes_stand_in_the_foot_with_a_way_out(
    qapp: QApplication, opener: Callable[[Notices], OpenTill]
) -> None:
    told: list[tuple[str, str]] = []

    def open_till(notices: Notices) -> OpenTill:
        opened = opener(notices)
        lost = Notice("printer:Küche", Level.WARNING, "Küche: Papier ist leer.", "Nichts geht verloren.")
        QTimer.singleShot(0, qapp, lambda: notices.post(lost))
        return opened

    def look() -> None:
        shown = window()
        assert shown is not None
        notice = shown.status.notice
        assert notice is not None
        told.append((notice.title, notice.answers[0].label))
        shown.close()

    def is_told() -> bool:
        shown = window()
        return sign_in_is_ready() and shown is not None and shown.status.notice is not None

    with when(is_told, look):
        assert run(open_till, window=(1280, 800)) == 0
    assert told == [("Küche: Papier ist leer.", "An Beleg drucken")]


def test_what_nobody_caught_is_written_down_and_the_till_goes_on(
    qapp: QApplication,
    opener: Callable[[Notices], OpenTill],
    expected_log: ExpectedLog,
) -> None:
    told: list[str] = []

    def fail() -> None:
        shown = window()
        assert shown is not None
        try:
            raise ValueError("a fault of ours")
        except ValueError:
            sys.excepthook(*sys.exc_info())
        QTimer.singleShot(0, shown, look)

    def look() -> None:
        shown = window()
        assert shown is not None
        told.append(shown.status.notice.title if shown.status.notice else "")
        shown.close()

    with expected_log(logging.ERROR, "nobody caught this"), when(sign_in_is_ready, fail):
        assert run(opener, window=(1280, 800)) == 0
    assert told == ["Etwas ging nicht."]


def test_without_a_display_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert no_display() == "Hier ist kein Bildschirm, auf dem die Kasse sich zeigen kann."
    monkeypatch.setenv("DISPLAY", ":0")
    assert no_display() == ""
