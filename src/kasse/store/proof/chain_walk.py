"""For the proof of the books: the chain alone, from an act that was proved before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from sqlalchemy import Connection

from kasse.store.chain import GENESIS, act_hash
from kasse.store.proof.report import Report
from kasse.store.proof.walk import PORTION, UNREADABLE
from kasse.store.statements import Row, run, tuples
from kasse.store.tables import SEALED_DETAILS

Place = tuple[int, str]
"""Number and hash of an act."""


def walk_chain(
    connection: Connection, counter: Row, start: Place, report: Report, goes_on: Callable[[], bool]
) -> None:
    """Prove that the acts after `start` follow each other and are as they were written.

    Numbers, sums and signatures are not looked at: that is the whole walk's.
    """
    terminal, last = counter[0], counter[1]
    seq, previous = start
    if seq and _hash_of(connection, terminal, seq) != previous:
        report.find("Der zuletzt geprüfte Eintrag ist nicht mehr derselbe.", terminal, seq)
        seq, previous = 0, GENESIS
    for first in range(seq + 1, last + 1, PORTION):
        upto = min(first + PORTION - 1, last)
        details = _details(connection, terminal, first, upto)
        span = (terminal, first, upto)
        acts = "SELECT * FROM journal WHERE terminal=? AND seq BETWEEN ? AND ? ORDER BY seq"
        for act in tuples(connection, acts, span):
            if act[1] != seq + 1:
                report.find(f"Es fehlen Einträge: erwartet {seq + 1}.", terminal, act[1])
            seq = act[1]
            if act[8] != previous:
                report.find("Die Kette ist unterbrochen.", terminal, seq)
            previous = act[9]
            rows = details.pop(seq, [])
            report.acts += 1
            report.rows += 1 + len(rows)
            if not _unchanged(act, rows):
                report.find("Der Eintrag oder eine seiner Zeilen wurde verändert.", terminal, seq)
        for orphan in details:
            report.find("Zeilen ohne Eintrag im Journal.", terminal, orphan)
        if not goes_on():
            return
    if (seq, previous) != (last, counter[2]):
        report.find("Der letzte Eintrag ist nicht der, den der Zähler nennt.", terminal, last)


def _hash_of(connection: Connection, terminal: int, seq: int) -> object:
    return run(connection, "SELECT hash FROM journal WHERE terminal=? AND seq=?", (terminal, seq)).scalar()


def _details(connection: Connection, terminal: int, first: int, last: int) -> dict[int, list[list[object]]]:
    found: dict[int, list[list[object]]] = defaultdict(list)
    for table in SEALED_DETAILS:
        within = "WHERE terminal=? AND seq BETWEEN ? AND ? ORDER BY seq, pos"
        for row in tuples(connection, f"SELECT * FROM {table.name} {within}", (terminal, first, last)):
            found[row[1]].append([table.name, *row[2:]])
    return found


def _unchanged(act: Row, rows: list[list[object]]) -> bool:
    try:
        return bool(act_hash(act[:9], rows) == act[9])
    except UNREADABLE:  # something that is neither number nor text
        return False
