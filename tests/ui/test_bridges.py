"""Work and news come from other threads to the screen, in order, and never to a screen that is gone."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from kasse.ui.notices import Level, Notice, NoticeBoard
from kasse.ui.tasks import IdleLane, Tasks


@pytest.fixture
def lane() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1)


def test_an_answer_arrives_on_the_gui_thread(qtbot: QtBot, lane: ThreadPoolExecutor) -> None:
    tasks, asker = Tasks(lane), QObject()
    answers: list[tuple[bool, bool]] = []
    gui = QThread.currentThread()

    def then(done: Future[bool]) -> None:
        answers.append((done.result(), QThread.currentThread() is gui))

    tasks.run(lambda: threading.current_thread() is threading.main_thread(), asker=asker, then=then)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(False, True)]
    assert tasks.waiting == 0


def test_answers_come_in_the_order_of_the_questions(qtbot: QtBot, lane: ThreadPoolExecutor) -> None:
    tasks, asker = Tasks(lane), QObject()
    answers: list[int] = []
    for number in range(20):
        tasks.run(partial(int, number), asker=asker, then=lambda done: answers.append(done.result()))
    qtbot.waitUntil(lambda: len(answers) == 20)
    assert answers == list(range(20))


def test_what_the_work_raises_is_raised_by_the_answer(qtbot: QtBot, lane: ThreadPoolExecutor) -> None:
    tasks, asker = Tasks(lane), QObject()
    raised: list[BaseException | None] = []
    tasks.run(lambda: 1 // 0, asker=asker, then=lambda done: raised.append(done.exception()))
    qtbot.waitUntil(lambda: bool(raised))
    assert isinstance(raised[0], ZeroDivisionError)


def test_an_answer_to_a_closed_screen_is_dropped(qtbot: QtBot, lane: ThreadPoolExecutor) -> None:
    tasks, asker, other = Tasks(lane), QObject(), QObject()
    gate = threading.Event()
    answers: list[str] = []
    tasks.run(gate.wait, asker=asker, then=lambda _: answers.append("closed"))
    tasks.run(lambda: None, asker=other, then=lambda _: answers.append("open"))
    delete(asker)
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["open"]


def test_a_question_that_hangs_keeps_no_program_from_ending(qtbot: QtBot) -> None:
    lane = IdleLane("looks")
    tasks, asker = Tasks(lane), QObject()
    begun, gate = threading.Event(), threading.Event()
    answers: list[object] = []

    def hangs() -> bool:
        begun.set()
        return gate.wait(20)

    tasks.run(hangs, asker=asker, then=lambda done: answers.append(done.result()))
    tasks.run(lambda: 1 // 0, asker=asker, then=lambda done: answers.append(type(done.exception())))
    begun.wait(20)
    lane.shutdown()
    assert tasks.waiting == 2
    gate.set()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [True, ZeroDivisionError]


def warning(key: str, title: str = "Küche: Papier ist leer.") -> Notice:
    return Notice(key, Level.WARNING, title)


def test_news_from_another_thread_reaches_the_screen(qtbot: QtBot) -> None:
    board = NoticeBoard()
    with qtbot.waitSignal(board.changed):
        thread = threading.Thread(target=board.post, args=(warning("kitchen"),))
        thread.start()
        thread.join()
    assert board.shown == warning("kitchen")


def test_a_warning_stays_until_it_is_solved(qtbot: QtBot) -> None:
    board = NoticeBoard()
    board.post(warning("kitchen"))
    board.post(warning("bar"))
    QCoreApplication.processEvents()
    assert (board.shown, board.more) == (warning("bar"), 1)
    with qtbot.waitSignal(board.changed):
        board.solve("bar")
    assert (board.shown, board.more) == (warning("kitchen"), 0)


def test_the_same_matter_is_told_once(qtbot: QtBot) -> None:
    board = NoticeBoard()
    for count in (1, 2, 3):
        board.post(warning("kitchen", f"{count} Bons warten."))
    QCoreApplication.processEvents()
    assert [notice.title for notice in board.all()] == ["3 Bons warten."]


def test_a_fault_goes_before_a_warning() -> None:
    board = NoticeBoard()
    fault = Notice("tse", Level.FAULT, "TSE antwortet nicht.")
    board.post(fault)
    board.post(warning("kitchen"))
    QCoreApplication.processEvents()
    assert board.shown == fault


def test_an_answer_to_a_tap_is_seen_over_a_warning_and_goes_by_itself(qtbot: QtBot) -> None:
    board = NoticeBoard(info_ms=20)
    board.post(warning("kitchen"))
    QCoreApplication.processEvents()
    board.say("Hirschgulasch ist ausverkauft.")
    assert board.shown is not None
    assert board.shown.level is Level.INFO
    qtbot.waitUntil(lambda: board.shown == warning("kitchen"))


def test_solving_what_went_by_itself_is_no_error() -> None:
    board = NoticeBoard()
    board.solve("gone")
    QCoreApplication.processEvents()
    assert board.shown is None
