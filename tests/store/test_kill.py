"""Kill the till at every moment of an order and of a payment: nothing that a waiter was told is lost."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kasse.fiscal.de.processes import ABORTED
from kasse.store.engine import sqlite_url
from kasse.usecases.open_till import INTERRUPTED
from tests.store.house import BEER, BOOK, Desk, assert_clean, new_books
from tests.store.strace import needs_strace, watched

KILLED = -signal.SIGKILL


class Nursery:
    """Brings up tills that die, one after the other."""

    def __init__(self, process: subprocess.Popen[str], born: Path, folder: Path) -> None:
        self._process = process
        self._born = born
        self._folder = folder
        self._count = 0

    def folder(self) -> Path:
        """A new data folder: a house that has been set up, and nothing sold yet."""
        self._count += 1
        folder = self._folder / f"till-{self._count}"
        shutil.copytree(self._born, folder)
        return folder

    def ask(self, **run: Any) -> dict[str, int]:
        """Begin a run; the first thing that is heard of it."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(run, default=str) + "\n")
        self._process.stdin.flush()
        return self.hear()

    def hear(self) -> dict[str, int]:
        """The next thing that is heard."""
        assert self._process.stdout is not None
        heard: dict[str, int] = json.loads(self._process.stdout.readline())
        return heard

    def live(self, folder: Path, die_at: int, deeds: int = 1) -> int:
        """Let a till live and die; how it ended."""
        return self.ask(folder=folder, die_at=die_at, deeds=deeds)["ended"]


@pytest.fixture(scope="module")
def born(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a house that has been set up."""
    folder = tmp_path_factory.mktemp("born") / "data"
    url = new_books(folder, tmp_path_factory.getbasetemp())
    with Desk(url, folder):
        pass
    return folder


@pytest.fixture
def nursery(born: Path, tmp_path: Path) -> Iterator[Nursery]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.child"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Nursery(process, born, tmp_path)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait() == 0


def told(folder: Path) -> list[tuple[str, int]]:
    """What the waiter was told before the end: kind and number."""
    acks = folder / "acks"
    lines = acks.read_text().splitlines() if acks.exists() else []
    return [(kind, int(number)) for _, kind, number in (line.split() for line in lines)]


def check_signed_once(desk: Desk) -> None:
    """The device has signed what the books say it has, and nothing else; what came to nothing is ended as such."""
    assert desk.faults is not None
    device = desk.faults.finished_since("LINDE-1", 0)
    with desk.reader.connect() as connection:
        known = connection.exec_driver_sql(
            "SELECT tx FROM signature WHERE tx IS NOT NULL AND subject<>'abort'"
        )
        transactions = sorted(row[0] for row in known)
    assert [f.transaction for f in device if f.process_data != ABORTED] == transactions


def check_survivor(folder: Path) -> set[str]:
    """Open the till again and check the law; what the start-up had to do."""
    url = sqlite_url(folder)
    with Desk(url, folder) as desk:
        done = set()
        for kind, number in told(folder):
            if kind == "order":
                assert desk.books.order(number).number == number
            else:
                stored = desk.books.receipt(number)
                assert not stored.aborted
                assert stored.secured is not None
                assert stored.secured.is_signed
        assert desk.books.pending() == []
        assert desk.recovered.skipped == 0
        for number in desk.recovered.aborted:
            done.add("aborted")
            broken = desk.books.receipt(number).receipt
            if broken.reverses is None and broken.table is not None:
                tab = desk.books.tab(broken.table)
                assert tab is not None
                assert {line.id for line in broken.lines} <= {line.id for line in tab.lines}
        for number in desk.recovered.finished:
            done.add("finished")
            secured = desk.books.receipt(number).secured
            assert secured is not None
            assert secured.is_signed
        if desk.recovered.orders:
            done.add("order")
        assert_clean(url)
        desk.order(BEER, BOOK, table=30)
        receipt = desk.pay(30).receipt
        numbers = [stored.receipt.number for stored in desk.books.latest_receipts(1000)]
        assert numbers == list(range(receipt.number, 0, -1))
        for left in desk.books.open_tabs():
            desk.pay(left.table)
        check_signed_once(desk)
    assert_clean(url)
    return done


def test_killed_at_any_moment_the_till_loses_and_doubles_nothing(nursery: Nursery) -> None:
    done: set[str] = set()
    ends = 0
    for die_at in range(1, 500):
        folder = nursery.folder()
        ended = nursery.live(folder, die_at)
        done |= check_survivor(folder)
        if ended == 0:
            break
        assert ended == KILLED
        ends += 1
    # Six deeds, each with two commits and a signature in two steps, before and after; and what the start adds.
    assert ends >= 6 * 8
    assert done == {"aborted", "finished", "order"}


def test_killed_again_while_it_recovers_the_till_still_loses_nothing(nursery: Nursery) -> None:
    done: set[str] = set()
    for die_at in range(5, 30, 2):
        first = nursery.folder()
        assert nursery.live(first, die_at) == KILLED
        for die_again in (3, 4, 5, 6, 7, 8):
            folder = nursery.folder()
            shutil.rmtree(folder)
            shutil.copytree(first, folder)
            assert nursery.live(folder, die_again) == KILLED
            done |= check_survivor(folder)
    assert done == {"aborted", "finished", "order"}


def test_an_order_that_the_device_never_signed_is_noted_as_an_outage(nursery: Nursery) -> None:
    outcomes = set()
    for die_at in range(5, 12):
        folder = nursery.folder()
        assert nursery.live(folder, die_at) == KILLED
        with Desk(sqlite_url(folder), folder) as desk:
            if desk.recovered.orders:
                with desk.reader.connect() as connection:
                    outcomes.add(connection.exec_driver_sql("SELECT error FROM signature").scalar_one())
            assert_clean(desk.url)
    assert outcomes == {INTERRUPTED, ""}


# --- at every write of the database and of the signing device ------------------------------------------------


@needs_strace
def test_killed_at_any_write_the_till_loses_and_doubles_nothing(nursery: Nursery) -> None:
    done: set[str] = set()
    for system_call, step in (("pwrite64", 4), ("fdatasync", 1)):
        for when in range(1, 1000, step):
            folder = nursery.folder()
            held = nursery.ask(folder=folder, hold=True)["held"]
            with watched(held, f"{system_call}:signal=KILL:when={when}"):
                ended = nursery.hear()["ended"]
            done |= check_survivor(folder)
            if ended == 0:
                break
            assert ended == KILLED
    assert done == {"aborted", "finished", "order"}
