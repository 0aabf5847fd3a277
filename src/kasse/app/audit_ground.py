"""What all parts of an audit package share: the books that they are written from, and the folder they go into."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from kasse.documents.audit_sheet import PackedFile
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.domain.tax import Country
from kasse.ports.books import BooksError
from kasse.store.connecting import reading
from kasse.store.master import load_master
from kasse.store.reading import SqlReading, every_terminal

ZONE = ZoneInfo("Europe/Berlin")
MOST_TOLD = 20
"""Findings of one kind of test that are told."""


@dataclass(slots=True)
class Audited:
    """What has been gathered so far."""

    first: date
    last: date
    parts: list[PackedFile] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    closings: int = 0
    bons: int = 0


class Ground:
    """What the parts are written from."""

    def __init__(self, engine: Engine, folder: Path, terminal: int, made_at: datetime) -> None:
        self.engine, self.folder, self.terminal, self.made_at = engine, folder, terminal, made_at
        self.books: Sequence[SqlReading] = every_terminal(engine)
        with reading(engine) as connection:
            master = load_master(connection)
        if master is None or not self.books:
            raise BooksError("Es sind noch keine Stammdaten angelegt.")
        if master.house.business.country is not Country.DE:
            raise Refused("Die Kassen-Nachschau gibt es nur nach deutschem Recht.")
        self.master: Master = master
        self.names = {o.number: o.name for o in master.staff.operators.values()}

    def till(self, terminal: int) -> str:
        """How a till is called."""
        known = self.master.house.terminals.get(terminal)
        return known.name if known else f"Kasse {terminal}"


class Place:
    """The folder that the parts are written into."""

    def __init__(self, folder: Path, audited: Audited) -> None:
        self._folder = folder
        self._audited = audited

    def write(self, name: str, what: str, fill: Callable[[IO[bytes]], object]) -> None:
        """A new file, filled by `fill`."""
        path = self._folder / name
        path.parent.mkdir(exist_ok=True)
        with path.open("xb") as file:
            fill(file)
        self.note(name, what)

    def note(self, name: str, what: str) -> None:
        """A file that is there."""
        path = self._folder / name
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._audited.parts.append(PackedFile(name, what, path.stat().st_size, digest))

    def path(self, name: str) -> Path:
        """Where a file lies."""
        return self._folder / name
