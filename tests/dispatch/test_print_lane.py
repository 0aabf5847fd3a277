"""A printer that is off, slow or in trouble delays nobody but itself, and no paper is lost or doubled in silence."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from kasse.dispatch.print_lane import FAULTS, PAUSES, PrintLane
from kasse.ports.books import ActKind
from kasse.ports.notices import Level, Notice
from kasse.ports.outbox import Job, JobKind
from kasse.ports.paper import Page, Text
from kasse.ports.printing import DeviceError
from kasse.store.books import SqlBooks
from kasse.store.engine import reading_engine, sqlite_url, writing_engine
from kasse.store.outbox import SqlOutbox
from kasse.store.upgrade import upgrade
from kasse.store.writer import Writer
from tests.conftest import ExpectedLog

START = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
PATIENCE = 20.0
OUT = DeviceError("Der Drucker hat kein Papier.")
TORN = DeviceError("Der Drucker ist mitten im Bon ausgefallen.", begun=True)


class FakePrinter:
    """Prints onto a list; fails, breaks or hangs when told."""

    columns = 42

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.openings = 0
        self.trouble: BaseException | None = None
        self.hand: Callable[[], None] = lambda: None
        """What happens while a page is being printed."""

    def print(self, page: Page) -> None:
        self.hand()
        if self.trouble is not None:
            raise self.trouble
        self.pages.append(page.title)

    def open_drawer(self) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.openings += 1


class Board:
    """Keeps every notice that was posted, and those that stand."""

    def __init__(self) -> None:
        self.posted: list[Notice] = []
        self.standing: dict[str, Notice] = {}

    def post(self, notice: Notice) -> None:
        self.posted.append(notice)
        self.standing[notice.topic] = notice

    def clear(self, topic: str) -> None:
        self.standing.pop(topic, None)


class Rig:
    """Books with an outbox, lanes with printers, and a clock that stands until it is moved."""

    def __init__(self, folder: Path) -> None:
        self.now = START
        self.board = Board()
        self.broken: set[str] = set()
        """Papers that the program cannot make."""
        self._folder = folder
        self.printers: dict[str, FakePrinter] = {}
        self.lanes: dict[str, PrintLane] = {}
        self.open()

    def open(self) -> None:
        url = sqlite_url(self._folder)
        engine = writing_engine(url)
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=off"))
        upgrade(engine, url, backups=self._folder, now=self.now)
        self.writer, self.reader = Writer(engine), reading_engine(url)
        self.books = SqlBooks(self.writer, self.reader, 1, today=self.now.date())
        self.outbox = SqlOutbox(self.writer, self.reader, 1)
        self.lanes = {}

    def close(self) -> None:
        self.writer.close()
        self.reader.dispose()

    def restart(self) -> None:
        """The program dies, and starts again."""
        self.close()
        self.open()

    def lane(self, name: str = "Küche") -> PrintLane:
        if name not in self.lanes:
            printer = self.printers.setdefault(name, FakePrinter())
            self.lanes[name] = PrintLane(
                name,
                printer,
                self.outbox,
                self._draw,
                self.board,
                lambda: self.now,
                name_of=lambda payload: str(payload["paper"]),
            )
        return self.lanes[name]

    def printer(self, name: str = "Küche") -> FakePrinter:
        self.lane(name)
        return self.printers[name]

    def queue(self, *papers: str, target: str = "Küche", kind: JobKind = JobKind.PRINT) -> None:
        with self.books.act(ActKind.REPORT, at=self.now) as act:
            for paper in papers:
                act.follow_up(Job(kind, target, {"paper": paper}))

    def open_drawer(self) -> None:
        self.queue("Schublade", kind=JobKind.DRAWER)

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def _draw(self, payload: Mapping[str, Any], again: bool) -> Page | None:
        paper = payload["paper"]
        if paper in self.broken:
            raise KeyError(paper)
        title = f"{paper} (Wiederholung)" if again else paper
        return None if paper == "nichts" else Page(title, (Text(title),))


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    rig.close()


def test_papers_come_out_in_the_order_in_which_they_were_booked(rig: Rig) -> None:
    rig.queue("Bon 1", "Bon 2")
    rig.queue("Bon 3")
    assert rig.lane().run_once() is None
    assert rig.printer().pages == ["Bon 1", "Bon 2", "Bon 3"]
    assert rig.outbox.waiting() == {}


def test_what_waits_is_tried_again_after_longer_and_longer_pauses(rig: Rig) -> None:
    rig.queue("Bon 1")
    rig.printer().trouble = OUT
    for pause in (*PAUSES, PAUSES[-1]):
        assert rig.lane().run_once() == pause
        rig.later(pause / 2)
        assert rig.lane().run_once() == pause / 2
        rig.later(pause / 2)
    rig.printer().trouble = None
    assert rig.lane().run_once() is None
    assert rig.printer().pages == ["Bon 1"]


def test_later_papers_wait_behind_the_one_that_failed(rig: Rig) -> None:
    rig.queue("Bon 1")
    rig.printer().trouble = OUT
    rig.lane().run_once()
    rig.printer().trouble = None
    rig.queue("Bon 2")
    rig.lane().run_once()
    assert rig.printer().pages == []
    rig.later(PAUSES[0])
    rig.lane().run_once()
    assert rig.printer().pages == ["Bon 1", "Bon 2"]


def test_a_dead_printer_delays_no_other(rig: Rig) -> None:
    rig.printer("Küche").trouble = OUT
    rig.queue("Schnitzel", target="Küche")
    rig.queue("Helles", target="Schank")
    rig.lane("Küche").run_once()
    rig.lane("Schank").run_once()
    assert rig.printer("Schank").pages == ["Helles"]
    assert rig.outbox.waiting() == {"Küche": 1}


def test_while_one_printer_hangs_another_prints(rig: Rig) -> None:
    hangs, may_go_on, printed = threading.Event(), threading.Event(), threading.Event()

    def hang() -> None:
        hangs.set()
        may_go_on.wait(PATIENCE)

    rig.printer("Küche").hand = hang
    rig.printer("Schank").hand = printed.set
    rig.queue("Schnitzel", target="Küche")
    rig.lane("Küche").start()
    assert hangs.wait(PATIENCE)
    rig.lane("Schank").start()
    rig.queue("Helles", target="Schank")
    rig.lane("Schank").wake()
    assert printed.wait(PATIENCE)
    assert rig.printer("Küche").pages == []
    may_go_on.set()
    for lane in rig.lanes.values():
        lane.end()
        lane.join(PATIENCE)
    assert rig.printer("Küche").pages == ["Schnitzel"]
    assert rig.printer("Schank").pages == ["Helles"]


def test_a_lost_printer_is_told_once_and_once_when_it_is_back(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    rig.queue("Bon 1")
    rig.printer().trouble = OUT
    for _ in range(5):
        rig.lane().run_once()
        rig.later(PAUSES[-1])
    assert rig.board.posted == [
        Notice(
            "printer:Küche",
            Level.WARNING,
            "Küche: Der Drucker hat kein Papier.",
            "1 Bon wartet, nichts geht verloren.",
        )
    ]
    rig.printer().trouble = None
    rig.lane().run_once()
    assert [n.level for n in rig.board.posted] == [Level.WARNING, Level.INFO]
    assert rig.board.standing["printer:Küche"].title == "Küche druckt wieder."
    assert [r.getMessage() for r in caplog.records if r.name == "kasse.dispatch.print_lane"] == [
        "printer Küche is lost: Der Drucker hat kein Papier.",
        "printer Küche is back",
    ]


def test_the_banner_counts_the_papers_that_wait(rig: Rig) -> None:
    rig.queue("Bon 1")
    rig.printer().trouble = OUT
    rig.lane().run_once()
    rig.queue("Bon 2", "Bon 3")
    rig.open_drawer()
    rig.lane().run_once()
    assert rig.board.standing["printer:Küche"].text == "3 Bons warten, nichts geht verloren."


def test_a_paper_that_was_torn_is_printed_again_and_says_so(rig: Rig) -> None:
    rig.queue("Bon 1")
    rig.printer().trouble = TORN
    rig.lane().run_once()
    rig.printer().trouble = OUT  # that nothing more came out does not bring back what has
    rig.later(PAUSES[0])
    rig.lane().run_once()
    rig.printer().trouble = None
    rig.later(PAUSES[1])
    rig.lane().run_once()
    assert rig.printer().pages == ["Bon 1 (Wiederholung)"]


def test_a_paper_that_never_began_is_no_repetition(rig: Rig) -> None:
    rig.queue("Bon 1")
    rig.printer().trouble = OUT
    rig.lane().run_once()
    rig.restart()
    rig.printer().trouble = None
    rig.lane().run_once()
    assert rig.printer().pages == ["Bon 1"]


def test_after_a_power_cut_while_printing_the_second_paper_is_marked(rig: Rig) -> None:
    class PowerCut(BaseException):
        pass

    def cut() -> None:
        raise PowerCut

    rig.queue("Bon 1", "Bon 2")
    rig.printer().hand = cut
    with pytest.raises(PowerCut):
        rig.lane().run_once()
    rig.restart()
    rig.printer().hand = lambda: None
    rig.lane().run_once()
    assert rig.printer().pages == ["Bon 1 (Wiederholung)", "Bon 2"]


def test_nothing_that_was_printed_is_printed_again_after_a_restart(rig: Rig) -> None:
    rig.queue("Bon 1")
    rig.lane().run_once()
    rig.restart()
    rig.lane().run_once()
    assert rig.printer().pages == ["Bon 1"]


def test_what_waited_when_the_program_ended_is_printed_by_the_next(rig: Rig) -> None:
    rig.queue("Bon 1", "Bon 2")
    rig.printer().trouble = OUT
    rig.lane().run_once()
    rig.restart()
    rig.printer().trouble = None
    printed = threading.Event()
    rig.printer().hand = lambda: printed.set() if rig.printer().pages else None
    rig.lane().start()
    assert printed.wait(PATIENCE)
    rig.lane().end()
    rig.lane().join(PATIENCE)
    assert rig.printer().pages == ["Bon 1", "Bon 2"]


def test_somebody_who_says_that_the_printer_works_is_believed_at_once(rig: Rig) -> None:
    rig.queue("Bon 1")
    rig.printer().trouble = OUT
    rig.lane().run_once()
    rig.printer().trouble = None
    rig.lane().hurry()
    assert rig.lane().run_once() is None
    assert rig.printer().pages == ["Bon 1"]


def test_a_clock_that_is_set_back_holds_up_no_paper(rig: Rig) -> None:
    rig.queue("Bon 1")
    rig.printer().trouble = OUT
    rig.lane().run_once()
    rig.printer().trouble = None
    rig.later(-3600)
    assert rig.lane().run_once() is None
    assert rig.printer().pages == ["Bon 1"]


def test_a_paper_that_cannot_be_made_is_set_aside_and_blocks_no_other(
    rig: Rig, expected_log: ExpectedLog
) -> None:
    rig.queue("Bon 1", "Bon 2")
    rig.broken.add("Bon 1")
    with expected_log(logging.ERROR, "Bon 1 could not be made") as told:
        for pause in PAUSES[: FAULTS - 1]:
            assert rig.lane().run_once() == pause
            rig.later(pause)
        assert rig.lane().run_once() is None
    assert len(told) == FAULTS
    assert rig.printer().pages == ["Bon 2"]
    assert rig.outbox.waiting() == {}
    assert [(job.job.payload, job.error) for job in rig.outbox.aside()] == [
        ({"paper": "Bon 1"}, "KeyError('Bon 1')")
    ]
    notice = rig.board.standing["paper:Küche"]
    assert (notice.level, notice.title) == (Level.WARNING, "Küche: Bon 1 lässt sich nicht drucken.")


def test_papers_set_aside_are_told_together(rig: Rig, expected_log: ExpectedLog) -> None:
    rig.queue("Bon 1", "Bon 2")
    rig.broken |= {"Bon 1", "Bon 2"}
    with expected_log(logging.ERROR, "could not be made"):
        while (pause := rig.lane().run_once()) is not None:
            rig.later(pause)
    assert rig.board.standing["paper:Küche"].title == "Küche: Bon 2 und 1 weitere lassen sich nicht drucken."


def test_what_was_set_aside_is_tried_again_when_the_program_starts_anew(
    rig: Rig, expected_log: ExpectedLog
) -> None:
    rig.queue("Bon 1")
    rig.broken.add("Bon 1")
    with expected_log(logging.ERROR, "could not be made"):
        while (pause := rig.lane().run_once()) is not None:
            rig.later(pause)
    rig.restart()
    rig.broken.clear()
    rig.lane().hurry()
    rig.lane().run_once()
    assert rig.printer().pages == ["Bon 1"]
    assert rig.outbox.aside() == []
    assert "paper:Küche" not in rig.board.standing


def test_a_fault_in_the_driver_is_no_reason_to_print_without_mark(
    rig: Rig, expected_log: ExpectedLog
) -> None:
    rig.queue("Bon 1")
    rig.printer().trouble = ZeroDivisionError("driver")
    with expected_log(logging.ERROR, "could not be made"):
        rig.lane().run_once()
    rig.printer().trouble = None
    rig.later(PAUSES[0])
    rig.lane().run_once()
    assert rig.printer().pages == ["Bon 1 (Wiederholung)"]


def test_a_paper_with_nothing_on_it_is_done_without_paper(rig: Rig) -> None:
    rig.queue("nichts", "Bon 2")
    rig.lane().run_once()
    assert rig.printer().pages == ["Bon 2"]


def test_the_drawer_opens_before_the_papers_that_wait(rig: Rig) -> None:
    rig.queue("Bon 1")
    rig.printer().trouble = OUT
    rig.lane().run_once()
    rig.printer().trouble = None
    rig.open_drawer()
    rig.lane().run_once()
    assert (rig.printer().openings, rig.printer().pages) == (1, [])


def test_a_drawer_that_stays_shut_is_told_and_not_tried_again(rig: Rig) -> None:
    rig.open_drawer()
    rig.printer().trouble = OUT
    assert rig.lane().run_once() is None
    assert rig.board.posted == [
        Notice(
            "drawer:Küche",
            Level.INFO,
            "Schublade: Der Drucker hat kein Papier.",
            "Bitte mit dem Schlüssel öffnen.",
        )
    ]
    rig.printer().trouble = None
    rig.later(1)
    rig.lane().run_once()
    assert rig.printer().openings == 0


def test_no_drawer_springs_open_minutes_later(rig: Rig) -> None:
    rig.open_drawer()
    rig.restart()
    rig.later(120)
    rig.lane().run_once()
    assert rig.printer().openings == 0
    assert rig.board.standing["drawer:Küche"].title == "Schublade: Der Drucker war zu lange nicht bereit."


def test_a_drawer_never_opens_twice_for_one_sale(rig: Rig) -> None:
    class PowerCut(BaseException):
        pass

    rig.open_drawer()
    rig.printer().trouble = PowerCut()
    with pytest.raises(PowerCut):
        rig.lane().run_once()
    rig.restart()
    rig.printer().trouble = None
    rig.lane().run_once()
    assert rig.printer().openings == 0


def test_books_that_cannot_be_reached_do_not_end_the_lane(
    rig: Rig, expected_log: ExpectedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    away, printed = threading.Event(), threading.Event()
    begin = rig.outbox.begin

    def gone(_job: int) -> None:
        away.set()
        raise ConnectionError("the database is away")

    rig.queue("Bon 1")
    rig.printer().hand = printed.set
    monkeypatch.setattr(rig.outbox, "begin", gone)
    monkeypatch.setattr(rig.outbox, "failed", lambda *_, **__: gone(0))
    with expected_log(logging.ERROR, "Küche"):
        rig.lane().start()
        assert away.wait(PATIENCE)
        monkeypatch.undo()
        assert rig.outbox.begin == begin
        while not printed.wait(0.05):
            rig.lane().hurry()
        rig.lane().end()
        rig.lane().join(PATIENCE)
    assert rig.printer().pages == ["Bon 1"]


def test_a_program_that_has_ended_writes_no_more(rig: Rig, expected_log: ExpectedLog) -> None:
    """A paper may come out after the data folder was let go; it is then marked when it comes a second time."""
    prints, closed = threading.Event(), threading.Event()

    def slowly() -> None:
        prints.set()
        closed.wait(PATIENCE)

    rig.queue("Bon 1")
    rig.printer().hand = slowly
    lane = rig.lane()
    lane.start()
    assert prints.wait(PATIENCE)
    lane.end()
    lane.join(0)
    rig.close()
    closed.set()
    lane.join(PATIENCE)
    rig.open()
    rig.printer().hand = lambda: None
    rig.lane().run_once()
    assert rig.printer().pages == ["Bon 1", "Bon 1 (Wiederholung)"]
