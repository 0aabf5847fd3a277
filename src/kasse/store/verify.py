"""The proof of the books: walks the chain and checks every sum, number, reference and signature in it.

Reads only; runs beside a till that sells (it looks at what was there when it began).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from kasse.store import rows
from kasse.store.chain import GENESIS
from kasse.store.connecting import reading
from kasse.store.proof.chain_walk import Place, walk_chain
from kasse.store.proof.lines import OpenTabs
from kasse.store.proof.menus import Menus
from kasse.store.proof.report import CheckSignatures, Claim, Finding, Report
from kasse.store.proof.vouchers import Vouchers
from kasse.store.proof.walk import UNREADABLE, Ground, Walk
from kasse.store.statements import Row, run, tuples
from kasse.store.tables import SEALED

__all__ = ["CheckSignatures", "Claim", "Finding", "Progress", "Report", "verify_books"]

Progress = Callable[[int, int], bool]
"""Acts done and acts in all; returns False to cancel."""


def verify_books(
    engine: Engine, check: CheckSignatures, progress: Progress = lambda _done, _total: True
) -> Report:
    """Prove the books of every terminal in a database. Whatever was done to them, the answer is a report."""
    report = Report()
    connection = engine.connect()
    if engine.dialect.name != "sqlite":  # SQLite shows every transaction one state of the books anyway
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    gc.freeze()  # millions of rows come and go; nothing of what is there before them does
    try:
        with ThreadPoolExecutor(1, "damage") as beside:
            damage = beside.submit(_damage, engine)
            with _unreadable_is_a_finding(engine, report), connection, connection.begin():
                _prove(connection, check, progress, report)
            with _unreadable_is_a_finding(engine, report):
                for text in damage.result():
                    report.find(text)
    finally:
        gc.unfreeze()
    report.findings.sort(key=lambda finding: (finding.terminal, finding.seq))
    return report


def verify_chain(
    engine: Engine,
    reached: Mapping[int, Place],
    progress: Progress = lambda _done, _total: True,
) -> Report:
    """Prove the chain of every terminal from the act where an earlier proof ended: what came since is as written.

    `reached`: number and hash of that act by terminal; terminals that are not in it are walked from their first.
    """
    report = Report()
    with _unreadable_is_a_finding(engine, report), engine.connect() as connection, connection.begin():
        counters = tuples(connection, "SELECT * FROM counter ORDER BY terminal")
        starts = {row[0]: reached.get(row[0], (0, GENESIS)) for row in counters}
        total = sum(row[1] - starts[row[0]][0] for row in counters)

        def goes_on() -> bool:
            report.complete = progress(report.acts, total)
            return report.complete

        for counter in counters:
            walk_chain(connection, counter, starts[counter[0]], report, goes_on)
            if not report.complete:
                break
    return report


def reached_now(engine: Engine) -> Mapping[int, Place]:
    """Number and hash of the last act of each terminal, as the books count them.

    Raises:
        BooksError: the database does not answer.
    """
    with reading(engine) as connection:
        found = tuples(connection, "SELECT terminal, journal, hash FROM counter")
    return {terminal: (seq, digest) for terminal, seq, digest in found}


@contextmanager
def _unreadable_is_a_finding(engine: Engine, report: Report) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error, *UNREADABLE) as error:
        text = f"Die Datenbank lässt sich nicht zu Ende lesen ({getattr(error, 'orig', error)})."
        if text not in {finding.text for finding in report.findings}:
            report.find(text)


def _prove(connection: Connection, check: CheckSignatures, progress: Progress, report: Report) -> None:
    def whole(table: str) -> list[Row]:
        return tuples(connection, f"SELECT * FROM {table} ORDER BY 1, 2")

    counters = whole("counter")
    total = sum(row[1] for row in counters if isinstance(row[1], int))

    def goes_on() -> bool:
        report.complete = progress(report.acts, total)
        return report.complete

    ground = Ground(
        connection=connection,
        devices={row[3]: rows.device_of(row[3:]) for row in whole("signing_device")},
        heads=frozenset(row[3] for row in whole("business_version")),
        tabs=OpenTabs(),
        vouchers=Vouchers(),
        menus=Menus(),
        check=check,
        report=report,
        goes_on=goes_on,
    )
    _strangers(connection, {row[0] for row in counters}, report)
    for counter in counters:
        try:
            Walk(ground, counter).run()
        except UNREADABLE:
            report.find("Der Zählerstand lässt sich nicht lesen.", counter[0])
        if not report.complete:
            return
    for proof in (ground.tabs, ground.vouchers, ground.menus):
        for problem in proof.problems(connection):
            report.find(problem)


def _damage(engine: Engine) -> list[str]:
    """What is wrong with the file itself. Rows are read by their index, so both have to say the same."""
    if engine.dialect.name != "sqlite":
        return []
    with engine.connect() as connection:
        said = tuples(connection, "PRAGMA integrity_check(10)")
    return [f"Die Datei ist beschädigt ({text})." for (text,) in said if text != "ok"]


def _strangers(connection: Connection, known: set[int], report: Report) -> None:
    """Rows of terminals that the books do not count, and transactions that stand there twice."""
    for table in SEALED:
        for (terminal,) in run(connection, f"SELECT DISTINCT terminal FROM {table.name}"):
            if terminal not in known:
                report.find(f"Zeilen in {table.name} ohne Zählerstand dieser Kasse.", terminal)
    twice = "SELECT serial, tx FROM signature WHERE tx IS NOT NULL GROUP BY serial, tx HAVING COUNT(*)>1"
    for serial, transaction in run(connection, twice):
        report.find(f"Die Transaktion {transaction} der TSE {serial} steht zweimal in den Büchern.")
