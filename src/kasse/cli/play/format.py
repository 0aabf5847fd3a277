"""Reading a written day: everything is checked, with file and line, before anything is played."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kasse.cli.master_file import HashPin, MasterFile, demo_master, load_master, read_master
from kasse.cli.play.expect import Expectation, read_expect
from kasse.cli.play.names import Names, StepTable
from kasse.cli.play.playing import Deed
from kasse.cli.play.times import read_clock
from kasse.cli.play.verbs import VERBS
from kasse.cli.toml_source import Problem, TomlSource
from kasse.cli.toml_table import Table, gist
from kasse.domain.master import Master
from kasse.domain.refused import Refused

DEMO = "demo"
ZONE = "Europe/Berlin"


@dataclass(frozen=True, slots=True)
class Step:
    """A step made ready. `by` is the operator's number, 0 for a mishap; `line` is 0 for a step from no file."""

    index: int
    line: int
    at: datetime
    """UTC."""
    by: int
    verb: str
    deed: Deed
    expect: Expectation


@dataclass(frozen=True, slots=True)
class Day:
    """A day that can be played. `start` is when the till is opened (UTC)."""

    name: str
    start: datetime
    zone: ZoneInfo
    master: Master
    steps: tuple[Step, ...]
    seed: int | None = None
    """What the day was generated from."""


def load_day(path: Path, hash_pin: HashPin, own: Master | None = None) -> Day:
    """Read a day from a file; see `read_day`.

    Raises:
        FileRefused: it cannot be read, or something in it is wrong: file and line of everything that is.
    """
    return read_day(TomlSource.load(path), hash_pin, own)


def read_day(source: TomlSource, hash_pin: HashPin, own: Master | None = None) -> Day:
    """Read a day. `own` is the master data of the books, for days that name no business.

    Raises:
        FileRefused: file and line of everything that is wrong.
    """
    return _read(source, lambda head: _house(source, head, hash_pin, own))


def day_of(data: Mapping[str, Any], name: str, house: MasterFile) -> Day:
    """A day from data that stand in no file, for a house that has been read already.

    Raises:
        FileRefused: everything that is wrong.
    """

    def own(head: Table) -> MasterFile:
        head.has("business")
        return house

    return _read(TomlSource(name, data), own)


def _read(source: TomlSource, find_house: Callable[[Table], MasterFile]) -> Day:
    problems: list[Problem] = []
    head = Table(source, source.data, problems)
    zone = _zone(head)
    seed = head.number("seed") if head.has("seed") else None
    start = _start(head, zone)
    house = find_house(head)
    reader = _Steps(source, Names(house), problems, zone, start)
    rows = head.raw("step")
    if not isinstance(rows, list) or not rows:
        head.wrong("Es fehlen die Schritte ([[step]]).")
        rows = []
    steps = [reader.read(index, row) for index, row in enumerate(rows)]
    head.end()
    head.raise_problems()
    return Day(source.name, start, zone, house.master, tuple(s for s in steps if s is not None), seed)


def _zone(head: Table) -> ZoneInfo:
    name = head.text("zone", ZONE)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        head.wrong(f"Eine Zeitzone „{name}“ gibt es nicht. Gemeint ist vielleicht „{ZONE}“.", "zone")
        return ZoneInfo(ZONE)


def _start(head: Table, zone: ZoneInfo) -> datetime:
    try:
        return read_clock(head.raw("start") or "", zone, None)
    except Refused as refusal:
        head.wrong(f"„start“: {refusal}", "start")
        return datetime(2000, 1, 1, tzinfo=zone)  # what follows can still be checked against each other


def _house(source: TomlSource, head: Table, hash_pin: HashPin, own: Master | None) -> MasterFile:
    """The business of the day: the demonstration house, another file, written in the day, or that of the books."""
    if head.has("master"):
        return read_master(source, hash_pin, "master")
    if not head.has("business") and own is not None:
        return MasterFile(own, {})
    name = head.text("business", DEMO)
    if name == DEMO:
        return demo_master(hash_pin)
    folder = source.path.parent if source.path else Path()
    return load_master(folder / name, hash_pin)


class _Steps:
    """Reads one step after the other and keeps in mind what the next may build on."""

    def __init__(
        self, source: TomlSource, names: Names, problems: list[Problem], zone: ZoneInfo, start: datetime
    ) -> None:
        self._source = source
        self._names = names
        self._problems = problems
        self._zone = zone
        self._at = start
        self._present: set[int] = set()

    def read(self, index: int, row: object) -> Step | None:
        """One step; None if it is so wrong that nothing can be said about it."""
        if not isinstance(row, Mapping):
            problem = self._source.problem("Ein Schritt ist eine Tabelle.", "step", index)
            self._problems.append(problem)
            return None
        table = StepTable(self._source, row, self._problems, self._names, "step", index)
        self._tell_time(table)
        name = table.text("do")
        verb = VERBS.get(name)
        if verb is None:
            if name:
                table.wrong(f"Ein Verb „{name}“ gibt es nicht.{gist(name, VERBS)}", "do")
            return None
        by = 0 if verb.mishap else table.operator("by")
        deed = verb.read(table)
        expect = read_expect(table, verb.made)
        table.end()
        self._follow(table, name, by, refused=expect.refused is not None)
        label = row.get("as")
        if verb.labels and isinstance(label, str):
            self._names.labels.add(label)
        return Step(index, self._source.line("step", index), self._at, by, name, deed, expect)

    def _tell_time(self, table: StepTable) -> None:
        if not table.has("at"):
            return
        try:
            self._at = read_clock(table.raw("at"), self._zone, self._at)
        except Refused as refusal:
            table.wrong(f"„at“: {refusal}", "at")

    def _follow(self, table: StepTable, verb: str, by: int, *, refused: bool) -> None:
        """Keep track of who is signed in; nobody else can do anything."""
        if verb == "power_cut":
            self._present.clear()
        elif verb == "sign_in":
            if by in self._present:
                table.wrong("Dieser Bediener ist schon angemeldet.", "by")
            if not refused:
                self._present.add(by)
        elif by and by not in self._present:
            who = self._names.master.staff.operators.get(by)
            table.wrong(f"{who.name if who else by} ist nicht angemeldet.", "by")
        if verb == "sign_out" and not refused:
            self._present.discard(by)
