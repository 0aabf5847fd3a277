"""The outage report: every outage of the TSE with all that it left without signature, as CSV for an audit."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from kasse.ports.books import Pending, Subject
from kasse.ports.fiscal import Outage

COLUMNS = (
    "Hersteller", "Seriennummer", "Bonnummer", "Ausfallzeitpunkt", "Ausfallnummer", "Fehlercode",
    "Art", "Kasse", "Ausfallende", "Ursache",
)  # fmt: skip
_SUBJECTS = {
    Subject.RECEIPT: "Beleg",
    Subject.ORDER: "Bestellung",
    Subject.ABORT: "Belegabbruch",
}
OTHER = "Sonstiger Vorgang"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def outage_report(outages: Iterable[tuple[Outage, Sequence[Pending]]], zone: ZoneInfo) -> bytes:
    """One line for each receipt, order and abort; an outage that left none unsigned has a line without number.

    Semicolons, CRLF, UTF-8 with the mark by which Excel knows it, times by the clock on the wall. A text that a
    spreadsheet would take for a formula gets an apostrophe in front.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for outage, affected in outages:
        writer.writerows([inert(cell) for cell in row] for row in _rows(outage, affected, zone))
    return file.getvalue().encode("utf-8-sig")


def inert(text: str) -> str:
    """The text as nothing that a spreadsheet would carry out."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _rows(outage: Outage, affected: Sequence[Pending], zone: ZoneInfo) -> Iterator[list[str]]:
    began = _moment(outage.began_at, zone)
    ended = "" if outage.ended_at is None else _moment(outage.ended_at, zone)
    for number, subject in [(str(a.number), _SUBJECTS.get(a.subject, OTHER)) for a in affected] or [("", "")]:
        yield [
            outage.maker, outage.serial, number, began, str(outage.number), outage.code,
            subject, outage.client_id, ended, outage.cause,
        ]  # fmt: skip


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%d.%m.%Y %H:%M:%S}"
