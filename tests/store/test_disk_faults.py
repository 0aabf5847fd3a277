"""The disk is full or fails: the till says so in plain words, books nothing twice or half, and goes on."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kasse.fiscal.de.processes import ABORTED
from kasse.ports.books import ActKind
from kasse.store.books import NOT_WRITTEN, UNKNOWN
from kasse.store.connecting import NOT_READ
from kasse.store.engine import sqlite_url
from tests.store.house import BEER, Desk, assert_clean, new_books
from tests.store.strace import watched

ALL = [["order", 1], ["receipt", 1], ["receipt", 2]]
PLAIN_WORDS = {NOT_WRITTEN, UNKNOWN, NOT_READ}


class Disk:
    """Makes the disk under one till after the other fail."""

    def __init__(self, process: subprocess.Popen[str], born: Path, folder: Path) -> None:
        self._process = process
        self._born = born
        self._folder = folder
        self._count = 0

    def fail(self, injection: str) -> tuple[Path, list[Any]]:
        """Let a till sell on a disk that fails so: its folder, and what the cashier was told."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._count += 1
        folder = self._folder / f"till-{self._count}"
        shutil.copytree(self._born, folder)
        self._process.stdin.write(f"{folder}\n")
        self._process.stdin.flush()
        with watched(int(self._process.stdout.readline()), injection):
            assert self._process.stdout.readline() == "0\n"
        return folder, [json.loads(line) for line in (folder / "told").read_text().splitlines()]


@pytest.fixture(scope="module")
def born(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a house that has been set up."""
    folder = tmp_path_factory.mktemp("born") / "data"
    with Desk(new_books(folder, tmp_path_factory.getbasetemp()), folder):
        return folder


@pytest.fixture
def disk(born: Path, tmp_path: Path) -> Iterator[Disk]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.stubborn"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Disk(process, born, tmp_path)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait() == 0


def done(told: list[Any]) -> list[Any]:
    return [words for words in told if words[0] in ("order", "receipt")]


def troubles(told: list[Any]) -> set[str]:
    return {words[1] for words in told if words[0] == "trouble"}


def check_after(folder: Path, told: list[Any]) -> int:
    """What was told is there once, nothing is signed twice, and selling goes on; how often the TSE was out."""
    with Desk(sqlite_url(folder), folder) as desk:
        assert desk.recovered.skipped == 0
        assert desk.books.pending() == []
        acts = desk.books.journal(limit=1000)
        orders = [act.body["order"] for act in acts if act.kind is ActKind.ORDER]
        receipts = [r.receipt.number for r in desk.books.latest_receipts(10) if not r.aborted]
        for kind, number in done(told):
            assert number in (orders if kind == "order" else receipts)
        assert len(orders) <= 1
        assert len(receipts) <= 2
        sent = desk.order(BEER)
        desk.pay()
        assert sent.order.number == len(orders) + 1
        assert desk.faults is not None
        signed = [f for f in desk.faults.finished_since("LINDE-1", 0) if f.process_data != ABORTED]
        assert len(signed) <= len(orders) + len(receipts) + 2
    return assert_clean(sqlite_url(folder)).outages


@pytest.mark.parametrize(
    "step", ["fdatasync:error=EIO:when={}", "pwrite64:error=ENOSPC:when={}", "pwrite64:error=EIO:when={}"]
)
def test_after_one_fault_of_the_disk_everything_is_done_once(disk: Disk, step: str) -> None:
    felt = 0
    for when in range(1, *((16, 1) if "fdatasync" in step else (130, 9))):
        folder, told = disk.fail(step.format(when))
        assert done(told) == ALL, (when, told)
        assert troubles(told) <= PLAIN_WORDS
        felt += len(troubles(told)) + check_after(folder, told)
    assert felt


@pytest.mark.parametrize("step", ["fdatasync:error=EIO:when={}+", "pwrite64:error=ENOSPC:when={}+"])
def test_while_the_disk_takes_nothing_the_till_says_so_and_what_was_told_before_stays(
    disk: Disk, step: str
) -> None:
    for when in (1, 2, 4, 6, 8, 30):
        folder, told = disk.fail(step.format(when))
        assert troubles(told) <= PLAIN_WORDS
        assert done(told) == ALL[: len(done(told))]
        if done(told) != ALL:
            assert told[-1] == ["given up"]
        check_after(folder, told)
