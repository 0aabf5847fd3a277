"""The parts of an audit package, one after the other, into a folder that nobody sees yet."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO

from sqlalchemy import Engine

from kasse import __version__
from kasse.app.audit_archives import copy_archives
from kasse.app.audit_ground import MOST_TOLD, ZONE, Audited, Ground, Place
from kasse.app.beside import Cancelled, Tell
from kasse.app.examining import export_errors, prove_books
from kasse.app.exporting import Choice, Written, write_dsfinvk
from kasse.app.till_facts import procedure_facts
from kasse.documents.a4_pdf import a4_pdf
from kasse.documents.audit_sheet import AuditFacts, ClosingLine, OutageLine, audit_sheet
from kasse.documents.procedures import procedures_document, procedures_text
from kasse.fiscal.de.audit import change_log, journal_list
from kasse.fiscal.de.audit.csv_file import write_csv
from kasse.fiscal.de.outage_report import outage_report
from kasse.ports.bons import Day
from kasse.ports.books import Pending
from kasse.ports.fiscal import Outage
from kasse.store.acts import act_lines, span_of
from kasse.usecases.outages import all_outages
from kasse.usecases.self_check import next_plan

DSFINVK = "dsfinvk.zip"
_TRANSACTIONS = "transactions.csv"
_EXPORT, _PROVED, _ARCHIVES = 0.65, 0.8, 0.9
"""How far everything is after each of the long parts."""


def write_parts(
    tell: Tell,
    engine: Engine,
    folder: Path,
    terminal: int,
    target: Path,
    first: date | None,
    last: date | None,
    made_at: datetime,
) -> Audited:
    """Write and test everything; see `kasse.app.audit.write_audit`.

    Raises:
        Cancelled, OSError, Refused, BooksError.
    """
    ground = Ground(engine, folder, terminal, made_at)
    audited = Audited(first or date.min, last or made_at.astimezone(ZONE).date())
    place = Place(target, audited)

    def step(name: str, part: float) -> None:
        if not tell(name, part):
            raise Cancelled

    written = _dsfinvk(tell, ground, place, audited, Choice(first, last))
    audited.first = first or min(day.business_date for day in written.days)
    audited.last = last or max(audited.last, *(day.business_date for day in written.days))
    bons, is_bon = _bons(ground, place.path(DSFINVK))
    audited.closings, audited.bons = len(written.days), sum(bons.values())
    _prove(tell, ground, audited)
    copy_archives(tell, ground, place, audited, written.days, (_PROVED, _ARCHIVES))
    step("Listen", _ARCHIVES)
    outages = _outages(ground, audited)
    place.write(
        "ausfallbericht.csv",
        "Ausfälle der TSE mit allem, was ohne Signatur blieb",
        lambda file: file.write(outage_report([(o, p) for _, o, p in outages], ZONE)),
    )
    place.write(
        "aenderungen.csv", "Änderungen der Stammdaten und Einstellungen", _changes(ground, first, last)
    )
    step("Listen", 0.93)
    place.write("journalliste.csv", "jede Nummer, die kein Bon ist", _gaps(ground, written.days, is_bon))
    step("Verfahrensdokumentation", 0.96)
    text = procedures_text(procedure_facts(engine, ground.books, ground.master, terminal, made_at, ZONE))
    place.write(
        "verfahrensdokumentation.pdf",
        "Verfahrensdokumentation",
        lambda file: a4_pdf(procedures_document(text), file, author=ground.master.house.business.name),
    )
    place.write(
        "verfahrensdokumentation.txt", "dieselbe als Text", lambda file: file.write(text.encode("utf-8"))
    )
    step("Übersicht", 0.98)
    sheet = audit_sheet(_sheet_facts(ground, audited, written, bons, outages), ZONE)
    place.write(
        "uebersicht.pdf",
        "Übersicht",
        lambda file: a4_pdf(sheet, file, author=ground.master.house.business.name),
    )
    return audited


# --- DSFinV-K, and what its Bons are ----------------------------------------------------------------------------


def _dsfinvk(tell: Tell, ground: Ground, place: Place, audited: Audited, choice: Choice) -> Written:
    def progress(done: int, total: int) -> bool:
        return tell("DSFinV-K", _EXPORT * (done / total if total else 1.0))

    written = write_dsfinvk(ground.engine, place.path(DSFINVK), choice, progress)
    if written is None:
        raise Cancelled
    place.note(DSFINVK, "Export nach DSFinV-K 2.4")
    audited.findings += [f"DSFinV-K: {text}" for text in export_errors(written.report)]
    if written.report.hints:
        audited.hints.append(
            f"Der Selbsttest des Exports gibt {written.report.hints} Hinweise; "
            "kasse fiscal check-dsfinvk dsfinvk.zip zeigt sie."
        )
    if written.open_acts:
        audited.hints.append("Was seit dem letzten Abschluss gebucht wurde, ist in DSFinV-K nicht enthalten.")
    return written


def _bons(ground: Ground, archive: Path) -> tuple[Counter[str], Callable[[int, int], bool]]:
    """How many Bons of each type, and whether a number of a terminal is one: as the export itself says."""
    terminals = {t.serial: number for number, t in ground.master.house.terminals.items()}
    kinds: Counter[str] = Counter()
    numbers: dict[int, set[int]] = {number: set() for number in terminals.values()}
    with zipfile.ZipFile(archive) as opened, opened.open(_TRANSACTIONS) as raw:
        rows = csv.reader(io.TextIOWrapper(raw, encoding="utf-8", newline=""), delimiter=";")
        head = next(rows)
        till, bon, kind = (head.index(name) for name in ("Z_KASSE_ID", "BON_ID", "BON_TYP"))
        for row in rows:
            kinds[row[kind]] += 1
            numbers[terminals[row[till]]].add(int(row[bon]))
    return kinds, lambda terminal, number: number in numbers[terminal]


def _gaps(
    ground: Ground, days: Sequence[Day], is_bon: Callable[[int, int], bool]
) -> Callable[[IO[bytes]], int]:
    def lines(file: IO[bytes]) -> int:
        spans: dict[int, tuple[int, int]] = {}
        for day in days:
            begin, end = spans.get(day.terminal, (day.after + 1, day.last))
            spans[day.terminal] = (min(begin, day.after + 1), max(end, day.last))
        found = (
            line for terminal, span in spans.items() for line in act_lines(ground.engine, terminal, *span)
        )
        rows = journal_list.gap_rows(found, is_bon, ground.names, ZONE)
        return write_csv(file, journal_list.COLUMNS, rows)

    return lines


def _changes(ground: Ground, first: date | None, last: date | None) -> Callable[[IO[bytes]], int]:
    def lines(file: IO[bytes]) -> int:
        found = (
            line
            for each in ground.books
            for line in act_lines(
                ground.engine,
                each.terminal,
                *span_of(ground.engine, each.terminal, first, last),
                kinds=change_log.KINDS,
            )
        )
        return write_csv(file, change_log.COLUMNS, change_log.change_rows(found, ground.names, ZONE))

    return lines


# --- books, archives, outages -----------------------------------------------------------------------------------


def _prove(tell: Tell, ground: Ground, audited: Audited) -> None:
    """The proof of the books as the self-check would make it now; the last whole one is told where this is not."""
    own = next((each for each in ground.books if each.terminal == ground.terminal), ground.books[0])
    plan = next_plan(own, ground.made_at)
    report = prove_books(tell, ground.engine, plan, 0, _EXPORT, _PROVED)
    audited.findings += [f"Bücher: {finding}" for finding in report.findings[:MOST_TOLD]]
    if len(report.findings) > MOST_TOLD:
        audited.findings.append(
            f"Bücher: … und {len(report.findings) - MOST_TOLD} weitere; kasse verify zeigt sie."
        )
    if not plan.whole:
        audited.hints.append(
            "Die Bücher sind groß: Geprüft wurde die Kette seit der letzten Selbstprüfung. Die ganze Prüfung macht "
            "kasse verify."
        )


def _outages(ground: Ground, audited: Audited) -> list[tuple[int, Outage, Sequence[Pending]]]:
    """The outages that lasted on any day of the period, with their terminal and what they left unsigned."""
    found = []
    for each in ground.books:
        for outage in all_outages(each):
            ended = (outage.ended_at or ground.made_at).astimezone(ZONE).date()
            if outage.began_at.astimezone(ZONE).date() <= audited.last and ended >= audited.first:
                found.append((each.terminal, outage, each.without_signature(outage.number)))
    return found


# --- the sheet --------------------------------------------------------------------------------------------------


def _sheet_facts(
    ground: Ground,
    audited: Audited,
    written: Written,
    bons: Counter[str],
    outages: Sequence[tuple[int, Outage, Sequence[Pending]]],
) -> AuditFacts:
    books = {each.terminal: each for each in ground.books}
    closings = []
    for day in written.days:
        closing = books[day.terminal].closing(day.number)[0]
        closings.append(
            ClosingLine(
                ground.till(day.terminal),
                day.number,
                day.business_date,
                day.closed_at,
                closing.figures.receipts,
                closing.figures.gross,
                closing.figures.cash_expected,
            )
        )
    serials = {device["serial"] for day in written.days for device in (day.frozen or {}).get("devices", ())}
    devices = [books[day.terminal].device(serial) for day in written.days[:1] for serial in serials]
    return AuditFacts(
        business=ground.master.house.business,
        first=audited.first,
        last=audited.last,
        made_at=ground.made_at,
        version=__version__,
        files=audited.parts,
        closings=closings,
        bons=bons,
        outages=[
            OutageLine(ground.till(terminal), o.number, o.began_at, o.ended_at, len(unsigned), o.cause)
            for terminal, o, unsigned in outages
        ],
        findings=audited.findings,
        hints=audited.hints,
        is_test=any(device is not None and device.is_test for device in devices),
    )
