"""The archives of the TSE in an audit package: those stored of the period, copied, and checked as they lie there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from kasse.app.audit_ground import MOST_TOLD, ZONE, Audited, Ground, Place
from kasse.app.beside import Cancelled, Tell
from kasse.fiscal.de.findings import Verdict
from kasse.fiscal.de.tse_archive.check import CheckCancelled, check_archive
from kasse.fiscal.de.tse_archive.tar import ArchiveError
from kasse.ports.bons import Day
from kasse.store.acts import transactions_in
from kasse.store.reading import SqlReading
from kasse.usecases.archive_tse import FOLDER, Archived, archives, copy_archive


@dataclass(frozen=True, slots=True)
class Missing:
    """Transactions of a device that stand in no stored archive."""

    terminal: int
    serial: str
    first: int
    last: int


Within = tuple[float, float]
"""How far everything is before and after."""


def missing_archives(books: Sequence[SqlReading], engine: Engine, days: Sequence[Day]) -> Iterator[Missing]:
    """What was signed in these days and stands in no stored archive.

    Raises:
        BooksError: the books cannot be read.
    """
    for each, serial, low, high, chosen in _stored(books, engine, days):
        missing = _uncovered(chosen, low, high)
        if missing is not None:
            yield Missing(each.terminal, serial, *missing)


def _stored(
    books: Sequence[SqlReading], engine: Engine, days: Sequence[Day]
) -> Iterator[tuple[SqlReading, str, int, int, Sequence[Archived]]]:
    """For each till and device: the lowest and the highest transaction, and the archives that have some of them."""
    for each in books:
        own = [day for day in days if day.terminal == each.terminal]
        if not own:
            continue
        stored = list(archives(each))
        span = (min(day.after for day in own) + 1, max(day.last for day in own))
        for serial, low, high in transactions_in(engine, each.terminal, *span):
            chosen = [a for a in stored if a.serial == serial and a.first <= high and a.last >= low]
            yield each, serial, low, high, chosen


def copy_archives(
    tell: Tell, ground: Ground, place: Place, audited: Audited, days: Sequence[Day], within: Within
) -> None:
    """The stored archives with what was signed in the period; what is in none of them is told."""
    wanted = [
        archive
        for each, *_, chosen in _stored(ground.books, ground.engine, days)
        for archive in reversed(chosen)
        if each.terminal == ground.terminal or (ground.folder / FOLDER / archive.file).exists()
    ]
    if {day.terminal for day in days} - {ground.terminal}:
        audited.hints.append("Die TSE-Archive der anderen Kassen liegen in deren Datenordnern.")
    audited.hints += [
        f"Die Transaktionen {m.first} bis {m.last} der TSE {m.serial[:16]}… ({ground.till(m.terminal)}) stehen in "
        "keinem abgelegten TSE-Archiv. Ein frisches schreibt kasse export tse."
        for m in missing_archives(ground.books, ground.engine, days)
    ]
    for done, archive in enumerate(wanted):
        begin = within[0] + (within[1] - within[0]) * done / len(wanted)
        _archive(tell, ground, place, audited, archive, begin)


def _uncovered(stored: Sequence[Archived], low: int, high: int) -> tuple[int, int] | None:
    """From the first transaction on that is in no archive."""
    reached = low - 1
    for archive in sorted(stored, key=lambda a: a.first):
        if archive.first <= reached + 1:
            reached = max(reached, archive.last)
    return None if reached >= high else (reached + 1, high)


def _archive(
    tell: Tell, ground: Ground, place: Place, audited: Audited, archive: Archived, part: float
) -> None:
    name, problems = f"tse/{archive.file}", list[str]()

    def going(_done: int, _total: int) -> bool:
        return tell("TSE-Archive", part)

    if not going(0, 1):
        raise Cancelled
    try:
        place.write(
            name,
            f"TSE-Archiv vom {archive.taken_at.astimezone(ZONE):%d.%m.%Y}",
            lambda file: problems.append(copy_archive(archive, ground.folder, file)),  # type: ignore[arg-type]
        )
    except FileNotFoundError:
        place.path(name).unlink(missing_ok=True)
        audited.findings.append(f"TSE-Archiv {archive.number} ({archive.file}) fehlt im Ordner der Archive.")
        return
    try:
        with place.path(name).open("rb") as file:
            report = check_archive(file, going, is_selection=not archive.whole)
    except CheckCancelled as cancelled:
        raise Cancelled from cancelled
    except ArchiveError as error:
        problems.append(f"TSE-Archiv {archive.number}: {error}")
    else:
        if report.verdict is Verdict.WRONG:
            problems += [f"TSE-Archiv {archive.number}: {text}" for text in report.wrong.shown[:MOST_TOLD]]
    audited.findings += [problem for problem in problems if problem]
