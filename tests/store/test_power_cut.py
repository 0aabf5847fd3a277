"""The current fails at any instant: what a disk may then hold opens, holds no half act, and all that was told.

A till is watched while it sells. From its system calls the files are made again as a disk may have them at an
instant: all that was synced, and of what was written since nothing, the first part, or pieces.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from kasse.store.engine import BOOKS_FILE, sqlite_url
from tests.store.house import BEER, Desk, assert_clean, new_books, prove

Told = list[tuple[str, int]]
"""Orders and receipts that the waiter was told are done."""
DEEDS = 5
SECTOR = 512
LINE = re.compile(r"^\d+ +(\w+)\((?:(\d+)<([^>]*)>|\"([^\"]*)\")(.*)\) += (-?\d+)")
CALLS = "pwrite64,write,lseek,fsync,fdatasync,ftruncate,unlink"
PLAY = """
import sys
from pathlib import Path
from kasse.store import engine
from tests.store import child
engine.WRITER_PRAGMAS = tuple(p.replace("synchronous=full", sys.argv[2]) for p in engine.WRITER_PRAGMAS)
child.live(Path(sys.argv[1]), 0, int(sys.argv[3]), 1, rests=sys.argv[4] == "rests")
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was done to a file and is not on the disk before the next sync."""

    offset: int
    """Where it was written; for a cut (no data) the new length, -1 if the file was taken away."""
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Event:
    """A system call that counts: a change, a sync (neither change nor words), or words to the waiter."""

    file: str = ""
    change: Change | None = None
    words: str = ""


@dataclass(slots=True)
class File:
    """A file as the disk has it, and what the disk has not promised yet."""

    kept: bytes
    there: bool = True
    pending: list[Change] = field(default_factory=list)

    def apply(self, change: Change) -> None:
        if change.data is None:
            self.there = change.offset >= 0
            self.kept = self.kept[: max(change.offset, 0)].ljust(max(change.offset, 0), b"\0")
            return
        self.there = True
        start, end = change.offset, change.offset + len(change.data)
        self.kept = self.kept[:start].ljust(start, b"\0") + change.data + self.kept[end:]

    def sync(self) -> None:
        for change in self.pending:
            self.apply(change)
        self.pending.clear()

    def after_the_cut(self, chance: random.Random) -> File:
        """What may be found when the current is back."""
        found = File(self.kept, self.there)
        survived = self.pending[: chance.randint(0, len(self.pending))]
        if chance.random() < 0.5:  # a disk keeps no order
            survived = [change for change in self.pending if chance.random() < 0.5]
        for change in survived:
            torn = change
            if change.data is not None and chance.random() < 0.3:
                torn = Change(
                    change.offset, change.data[: SECTOR * chance.randint(0, len(change.data) // SECTOR)]
                )
            found.apply(torn)
        return found


def unhexed(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def read_trace(trace: Path, folder: Path) -> list[Event]:
    """The events of a trace that belong to a data folder, in order."""
    events = []
    places: dict[str, int] = {}
    for line in trace.read_text(encoding="ascii").splitlines():
        found = LINE.match(line)
        if found is None or int(found[6]) < 0:
            continue
        call, descriptor, arguments, result = found[1], found[2], found[5], int(found[6])
        name = found[3] if descriptor else found[4]
        path = unhexed(name).decode() if name.startswith("\\x") else name
        data = re.search(r'"([^"]*)"', arguments)
        if descriptor == "1" and data is not None:
            events += [Event(words=words) for words in unhexed(data[1]).decode().splitlines()]
        if not path.startswith(str(folder)):
            continue
        file = path.removeprefix(f"{folder}/")
        if call in ("fsync", "fdatasync"):
            events.append(Event(file))
        elif call == "unlink":
            events.append(Event(file, Change(-1, None)))
        elif call == "ftruncate":
            events.append(Event(file, Change(int(arguments.split(",")[-1]), None)))
        elif call == "lseek":
            places[file] = result
        elif data is not None:
            written = unhexed(data[1])[:result]
            at = int(arguments.split(",")[-1]) if call == "pwrite64" else places.get(file, 0)
            places[file] = at + result if call == "write" else places.get(file, 0)
            events.append(Event(file, Change(at, written)))
    return events


@dataclass(frozen=True, slots=True)
class Evening:
    """A till that was watched while it sold."""

    before: Path
    """Its data folder before."""
    events: list[Event]

    def files_at(self, instant: int) -> dict[str, File]:
        files: dict[str, File] = {}
        for event in self.events[:instant]:
            if event.words or event.file.endswith("-shm"):
                continue
            if event.file not in files:
                path = self.before / event.file
                if path.is_dir():
                    continue
                files[event.file] = File(path.read_bytes() if path.exists() else b"", path.exists())
            file = files[event.file]
            if event.change is None:
                file.sync()
            else:
                file.pending.append(event.change)
        return files

    def told_by(self, instant: int) -> Told:
        """What the waiter was told before an instant."""
        words = [event.words.split() for event in self.events[:instant] if event.words]
        return [(kind, int(number)) for _, kind, number in words]

    def cut(self, instant: int, chance: random.Random, target: Path) -> Path:
        """The data folder as it may be found after the current failed at an instant."""
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.before, target)
        for name, file in self.files_at(instant).items():
            found = file.after_the_cut(chance)
            if found.there:
                (target / name).write_bytes(found.kept)
            else:
                (target / name).unlink(missing_ok=True)
        return target


def watch(tmp_path: Path, common: Path, synchronous: str, rests: str) -> Evening:
    before, folder = tmp_path / "before", tmp_path / "data"
    with Desk(new_books(before, common), before, hurried=True) as desk:
        desk.order(BEER, table=40)
    shutil.copytree(before, folder)
    trace = tmp_path / "trace"
    options = ["-f", "-y", "-xx", "-s", "200000", "-e", f"trace={CALLS}", "-o", str(trace)]
    play = [sys.executable, "-c", PLAY, str(folder), f"synchronous={synchronous}", str(DEEDS), rests]
    subprocess.run(["strace", *options, *play], check=True, stdout=subprocess.DEVNULL)
    evening = Evening(before, read_trace(trace, folder))
    assert len(evening.told_by(len(evening.events))) == 6 * DEEDS
    return evening


def missing(books: Path, told: Told) -> Told:
    """What the waiter was told and the books do not have. The file itself is sound."""
    connection = dbapi2.connect(str(books))
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        orders = connection.execute("SELECT 'order', number FROM customer_order").fetchall()
        signed = "SELECT 'receipt', number FROM signature WHERE subject='receipt' AND error=''"
        there = {*orders, *connection.execute(signed).fetchall()}
    finally:
        connection.close()
    return [each for each in told if each not in there]


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """The till as it is, with quiet moments in which its log is brought into the file."""
    return watch(tmp_path_factory.mktemp("evening"), tmp_path_factory.getbasetemp(), "full", "rests")


def test_the_files_after_the_last_sync_are_those_of_the_till(evening: Evening) -> None:
    files = evening.files_at(len(evening.events))
    for name in (BOOKS_FILE, "tse-1/log"):
        assert files[name].pending == []
        assert files[name].kept == (evening.before.parent / "data" / name).read_bytes()


def test_when_the_current_fails_nothing_that_was_told_is_lost_and_nothing_is_half(
    tmp_path: Path, evening: Evening
) -> None:
    chance = random.Random(20261120)
    for image in range(120):
        instant = chance.randint(1, len(evening.events))
        folder = evening.cut(instant, chance, tmp_path / "image")
        assert missing(folder / BOOKS_FILE, evening.told_by(instant)) == [], (image, instant)
        assert prove(sqlite_url(folder)).findings == [], (image, instant)


def test_when_the_current_fails_while_the_device_signs_the_next_start_knows_how_far_it_got(
    tmp_path: Path, evening: Evening
) -> None:
    chance = random.Random(20261120)
    signings = [place for place, e in enumerate(evening.events) if e == Event("tse-1/log")]
    signings = signings[4:-1]  # without self test and time when it was switched on, and without its closing
    assert len(signings) == 2 * 6 * DEEDS  # starts and finishes
    recovered: set[str] = set()
    for place in signings[3::4]:  # the finishes of payments, transfers, reversals
        for instant in (place, place + 2):
            folder = evening.cut(instant, chance, tmp_path / "image")
            recovered |= sell_on(folder, evening.told_by(instant))
    assert recovered == {"finished", "aborted", "order"}


def sell_on(folder: Path, told: Told) -> set[str]:
    """Open the till on what was found, and go on; what the start-up had to do."""
    with Desk(sqlite_url(folder), folder) as desk:
        assert desk.recovered.skipped == 0
        assert desk.books.pending() == []
        for kind, number in told:
            assert kind == "order" or not desk.books.receipt(number).aborted
        last = max((number for kind, number in told if kind == "order"), default=1)
        assert desk.order(BEER, table=30).order.number > last
        desk.pay(30)
        done = {
            "finished": desk.recovered.finished,
            "aborted": desk.recovered.aborted,
            "order": desk.recovered.orders,
        }
    assert_clean(sqlite_url(folder))
    return {name for name, numbers in done.items() if numbers}


def test_without_waiting_for_the_disk_this_would_be_noticed(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    evening = watch(tmp_path, tmp_path_factory.getbasetemp(), "normal", "")
    chance = random.Random(20261120)
    lost = 0
    for _ in range(60):
        instant = chance.randint(1, len(evening.events))
        folder = evening.cut(instant, chance, tmp_path / "image")
        try:
            lost += bool(missing(folder / BOOKS_FILE, evening.told_by(instant)))
        except dbapi2.DatabaseError:
            lost += 1  # not even the file is whole
    assert lost > 30
