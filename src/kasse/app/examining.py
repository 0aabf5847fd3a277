"""What the self-check looks at: books, an export of what was closed since, stored archives. Reads only.

Runs beside a till that sells, most of the time in a process of its own.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Engine

from kasse.app.beside import Cancelled, Tell
from kasse.app.checks import SignatureChecks
from kasse.app.config import read_config
from kasse.app.exporting import UNREADABLE, Choice, export_dsfinvk
from kasse.domain.refused import Refused
from kasse.domain.tax import Country
from kasse.fiscal.de.dsfinvk.check import Report as ExportReport
from kasse.fiscal.de.dsfinvk.check import Severity
from kasse.ports.books import BooksError, Series
from kasse.ports.self_check import Area, Examined, Found, Light
from kasse.store.connecting import reading
from kasse.store.engine import reading_engine, sqlite_url
from kasse.store.master import load_master
from kasse.store.reading import SqlReading, every_terminal
from kasse.store.verify import Report, reached_now, verify_books, verify_chain
from kasse.usecases.archive_tse import archive_problem, archives
from kasse.usecases.self_check import MOST_KEPT, Plan

log = logging.getLogger(__name__)

MOST_CLOSINGS = 31
"""So many of the latest closings are exported for a test: of years that nobody checked, not all at once."""
_BOOKS, _EXPORT = 0.7, 0.95
"""How far a check has come after each of its parts."""


class _Collected:
    """Findings by area: all are counted, some are kept."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.counts: Counter[Area] = Counter()

    def add(self, area: Area, light: Light, text: str) -> None:
        self.counts[area] += 1
        if self.counts[area] <= MOST_KEPT:
            self.found.append(Found(area, light, text))


def examine(tell: Tell, folder: Path, plan: Plan, workers: int = 0) -> Examined | None:
    """Look at all that `plan` asks for in the data folder. None: it was cancelled.

    `workers`: how many other processes may help with signatures.

    Raises:
        BooksError: the books cannot be read.
    """
    config = read_config(folder)
    engine = reading_engine(config.database_url or sqlite_url(folder))
    try:
        return _examine(tell, engine, folder, config.terminal, plan, workers)
    except Cancelled:
        return None
    finally:
        engine.dispose()


def _examine(tell: Tell, engine: Engine, folder: Path, terminal: int, plan: Plan, workers: int) -> Examined:
    begun = time.monotonic()
    collected = _Collected()
    reached = reached_now(engine)  # before the proof, since selling goes on
    report = prove_books(tell, engine, plan, workers, 0.0, _BOOKS)
    for finding in report.findings:
        collected.add(Area.BOOKS, Light.RED, str(finding))
    closings, count = None, 0
    try:
        own = _of_germany(engine, terminal)
        if own is not None:
            closings = _test_export(tell, engine, own, plan, collected)
            count = _look_at_archives(tell, own, folder, plan, collected)
    except UNREADABLE as error:
        log.info("these books cannot be read to their end", exc_info=error)
        collected.add(Area.BOOKS, Light.RED, "Die Bücher lassen sich nicht zu Ende lesen.")
    return Examined(
        found=tuple(collected.found),
        counts=dict(collected.counts),
        acts=report.acts,
        rows=report.rows,
        signatures=report.signatures,
        closings=closings,
        archives=count,
        whole=plan.whole,
        reached=reached,
        seconds=time.monotonic() - begun,
    )


def _of_germany(engine: Engine, terminal: int) -> SqlReading | None:
    """The books of the terminal, if Germany's law is that of the house."""
    with reading(engine) as connection:
        master = load_master(connection)
    if master is None or master.house.business.country is not Country.DE:
        return None
    return next((each for each in every_terminal(engine) if each.terminal == terminal), None)


def prove_books(tell: Tell, engine: Engine, plan: Plan, workers: int, start: float, end: float) -> Report:
    """The proof of the books, whole or from where the last one ended; tells from `start` to `end`.

    Raises:
        Cancelled: `tell` answered no.
    """
    progress = _within(tell, "Bücher", start, end)
    if plan.whole:
        with SignatureChecks(workers) as check:
            report = verify_books(engine, check, progress)
    else:
        report = verify_chain(engine, plan.reached, progress)
    if not report.complete:
        raise Cancelled
    return report


def export_errors(report: ExportReport) -> Sequence[str]:
    """The errors of an export's test as sentences, as many of each kind as are shown."""
    return [
        f"{found.place}: {found.text}" if found.place else found.text
        for kind in report.kinds
        if kind.severity is Severity.ERROR
        for found in kind.shown
    ]


def _test_export(
    tell: Tell, engine: Engine, own: SqlReading, plan: Plan, collected: _Collected
) -> tuple[int, int] | None:
    last = own.last_number(Series.CLOSING)
    if not last:
        return None
    first = min(max(plan.first_closing, last - MOST_CLOSINGS + 1), last)
    choice = Choice(first_number=first, last_number=last, terminal=own.terminal)
    try:
        with tempfile.TemporaryDirectory(prefix="kasse-selbsttest-") as name:
            written = export_dsfinvk(
                engine, Path(name) / "export", choice, _within(tell, "Export", _BOOKS, _EXPORT)
            )
    except Refused as error:  # the machine's disk, not the books
        collected.add(Area.CHECK, Light.AMBER, f"Der Export ließ sich nicht prüfen: {error}")
        return None
    except BooksError as error:
        collected.add(Area.EXPORT, Light.RED, str(error))
        return first, last
    if written is None:
        raise Cancelled
    for text in export_errors(written.report):
        collected.add(Area.EXPORT, Light.RED, text)
    collected.counts[Area.EXPORT] = written.report.errors
    return first, last


def _look_at_archives(tell: Tell, own: SqlReading, folder: Path, plan: Plan, collected: _Collected) -> int:
    """With a whole proof every byte of all archives, else those since the last check."""
    found = list(archives(own))
    if not plan.whole and plan.checked_at is not None:
        found = [archive for archive in found if archive.taken_at >= plan.checked_at]
    for done, archive in enumerate(found):
        if not tell("TSE-Archive", _EXPORT + (1 - _EXPORT) * done / len(found)):
            raise Cancelled
        if problem := archive_problem(archive, folder):
            collected.add(Area.ARCHIVES, Light.RED, problem)
    return len(found)


def _within(tell: Tell, step: str, start: float, end: float) -> Callable[[int, int], bool]:
    """Progress in counts, told as a part of the whole."""

    def progress(done: int, total: int) -> bool:
        return tell(step, start + (end - start) * (done / total if total else 1.0))

    return progress
