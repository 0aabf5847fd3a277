"""The log is brought into the file while nobody waits, so that a commit waits for the disk once and never more."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from kasse.store import writer as module
from kasse.store.engine import reading_engine, writing_engine
from kasse.store.writer import LONG, Writer
from tests.store.strace import needs_strace

ROUNDS = 3
WORK = f"""
import os, sys
from kasse.store import writer as module
from kasse.store.engine import writing_engine
from tests.store.test_rest import note

module.PAUSE_SECONDS = 3600
writer = module.Writer(writing_engine(sys.argv[1]))
note(writer, 5_000_000)
for _ in range({ROUNDS}):
    writer.rest()
    writer.rest()
    for size in (1, 1, 5_000_000):
        os.write(1, b"(")
        note(writer, size)
        os.write(1, b")")
writer.close()
"""
"""A till that rests three times, and tells when it writes."""


def note(writer: Writer, size: int) -> None:
    """Write something of this size."""
    with writer.transaction() as connection:
        connection.exec_driver_sql("INSERT OR REPLACE INTO setting VALUES ('', 'a', ?)", ("x" * size,))


def length(writer: Writer) -> int:
    """Pages in the log."""
    with writer.turn:
        driver: Any = writer.connection().connection.driver_connection
        found: int = driver.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1]
        return found


@pytest.fixture
def writer(books_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Writer]:
    """With a long log, and a thread that comes late."""
    monkeypatch.setattr(module, "PAUSE_SECONDS", 3600)
    writer = Writer(writing_engine(books_url))
    note(writer, 4100 * LONG)
    yield writer
    writer.close()


@pytest.fixture
def reader(books_url: str) -> Iterator[Engine]:
    engine = reading_engine(books_url)
    yield engine
    engine.dispose()


def test_a_long_log_is_brought_into_the_file_once_nothing_was_written_for_a_while(writer: Writer) -> None:
    assert length(writer) > LONG
    writer.rest()
    assert length(writer) > LONG
    writer.rest()
    assert length(writer) == 1


def test_while_there_is_work_the_log_stays_as_it_is(writer: Writer) -> None:
    for _ in range(4):
        writer.rest()
        note(writer, 1)
    assert length(writer) > LONG


def test_a_short_log_is_not_worth_it(writer: Writer) -> None:
    writer.rest()
    writer.rest()
    note(writer, 1)
    before = length(writer)
    writer.rest()
    writer.rest()
    assert length(writer) == before


def test_nobody_is_held_up_by_a_till_at_rest_and_it_holds_up_nobody(writer: Writer, reader: Engine) -> None:
    with reader.connect() as connection, connection.begin():  # somebody reads for long
        before = connection.exec_driver_sql("SELECT value FROM setting").scalar_one()
        note(writer, 4100 * LONG - 1)
        writer.rest()
        writer.rest()
        assert length(writer) > LONG
        assert connection.exec_driver_sql("SELECT value FROM setting").scalar_one() == before
    writer.rest()
    writer.rest()
    assert length(writer) == 1


def test_it_rests_by_itself(books_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run, rested = module._run_checkpoint, threading.Event()

    def told(driver: object, mode: str) -> tuple[int, int, int]:
        found = run(driver, mode)
        if mode == "NOOP" and found[1] == 1:
            rested.set()
        return found

    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(module, "_run_checkpoint", told)
    writer = Writer(writing_engine(books_url))
    note(writer, 4100 * LONG)
    assert rested.wait(60)
    note(writer, 1)
    writer.close()


def test_a_fault_meanwhile_is_told_and_loses_nothing(
    writer: Writer, reader: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = module._run_checkpoint

    def fail(driver: object, mode: str) -> tuple[int, int, int]:
        if mode == "PASSIVE":
            raise dbapi2.OperationalError("disk I/O error")
        return run(driver, mode)

    monkeypatch.setattr(module, "_run_checkpoint", fail)
    writer.rest()
    with pytest.raises(OperationalError, match="disk I/O error"):
        writer.rest()
    monkeypatch.undo()
    note(writer, 7)
    with reader.connect() as connection:
        assert connection.exec_driver_sql("SELECT value FROM setting").scalar_one() == "x" * 7


def test_a_till_that_never_rests_keeps_its_log_bounded(writer: Writer) -> None:
    for _ in range(40):
        note(writer, 4100 * LONG)
    assert length(writer) < 16_000 + 2 * LONG


@needs_strace
def test_a_commit_waits_for_the_disk_once_also_after_a_rest(books_url: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    strace = ["strace", "-f", "-y", "-qq", "-o", str(trace), "-e", "trace=fsync,fdatasync,write"]
    subprocess.run([*strace, sys.executable, "-c", WORK, books_url], check=True, stdout=subprocess.DEVNULL)
    waits = re.findall(r'write\(1<.*?"(.)"|sync\(\d+<(.*?)>', trace.read_text())
    assert [file for _, file in waits].count(books_url.removeprefix("sqlite:///")) >= ROUNDS
    told = "".join(word or "." for word, _ in waits)
    assert re.findall(r"\((.*?)\)", told) == ["."] * (3 * ROUNDS), told
