"""Tills that die, and the law that holds for what they leave behind."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from kasse.fiscal.de.processes import ABORTED
from kasse.store.engine import sqlite_url
from tests.store.house import BEER, BOOK, Desk, assert_clean


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
