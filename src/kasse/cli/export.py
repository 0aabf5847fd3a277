"""`kasse export`: what auditors and tax advisers get, written into files. One row of `EXPORTS` for each kind."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kasse.domain.refused import Refused

if TYPE_CHECKING:
    from kasse.cli.commands import Output
    from kasse.cli.services import Services

Arguments = argparse._ArgumentGroup  # noqa: SLF001 - argparse has no public name for it
"""Where an export adds what it asks for."""


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of export as the command line knows it."""

    name: str
    text: str
    """German, for the help."""
    run: Callable[[argparse.Namespace, Path, Services, Output], int]
    add_options: Callable[[Arguments], None]
    """Adds what may be given, such as a period."""
    add_target: Callable[[Arguments], None]
    """Adds what must be given: `options.target`, most of the time."""


def day(text: str) -> date:
    """A day as 2026-11-07 or 07.11.2026, for argparse."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"„{text}“ ist kein Tag wie 2026-11-07 oder 07.11.2026")


def add_period(options: Arguments) -> None:
    """--from and --to: days, both included; the namespace has them as `first` and `last`."""
    options.add_argument("--from", dest="first", type=day, metavar="TAG", help="vom Tag an, etwa 2026-11-07")
    options.add_argument(
        "--to", dest="last", type=day, metavar="TAG", help="bis zu diesem Tag einschließlich"
    )


def add_file(what: Arguments) -> None:
    """The new file to write."""
    what.add_argument("target", type=Path, metavar="DATEI", help="die neue Datei")


def require_period(options: argparse.Namespace) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        Refused: it does.
    """
    if options.first and options.last and options.last < options.first:
        raise Refused("Der Zeitraum endet, bevor er beginnt. Bitte --from und --to prüfen.")


def export(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    """Write the export that was asked for. Returns 0 done, 1 found wrong.

    Raises:
        Refused, BooksError: it cannot be done; the text says what to do.
    """
    return next(kind for kind in EXPORTS if kind.name == options.export).run(options, folder, services, out)


def _outages(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    require_period(options)
    written = services.export_outages(folder, options.target, options.first, options.last)
    count = "1 Ausfall" if written.outages == 1 else f"{written.outages} Ausfälle"
    text = f"{count} der TSE mit {written.rows} Zeilen in {options.target} geschrieben."
    facts = {"file": str(options.target), "outages": written.outages, "rows": written.rows}
    out.say(text, facts)
    return 0


def _closings(text: str) -> tuple[int, int]:
    """7 or 7-12, for argparse."""
    first, dash, last = text.partition("-")
    if not first.isdecimal() or (dash and not last.isdecimal()):
        raise argparse.ArgumentTypeError(f"„{text}“ ist keine Nummer wie 7 und kein Bereich wie 7-12")
    return int(first), int(last) if dash else int(first)


def _add_closings(options: Arguments) -> None:
    add_period(options)
    options.add_argument(
        "--closing", type=_closings, metavar="NR", help="Nummer des Abschlusses, etwa 7 oder 7-12"
    )


def _cash_book(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.services import DsfinvkWanted

    require_period(options)
    first, last = options.closing or (None, None)
    wanted = DsfinvkWanted(options.first, options.last, first, last)
    written = services.export_cash_book(folder, options.target, wanted)
    text = f"{written.closings} Abschlüsse mit {written.rows} Barbewegungen in {options.target} geschrieben."
    out.say(text, {"file": str(options.target), "closings": written.closings, "rows": written.rows})
    return 0


def _add_archive(what: Arguments) -> None:
    what.add_argument("target", type=Path, metavar="ZIEL", help="ein neuer Ordner, oder eine neue Datei .zip")


def _dsfinvk(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.services import DsfinvkWanted

    require_period(options)
    first, last = options.closing or (None, None)

    def progress(done: int, total: int) -> bool:
        out.progress("Export", done / total if total else 1.0)
        return True

    wanted = DsfinvkWanted(options.first, options.last, first, last)
    written = services.export_dsfinvk(folder, options.target, wanted, progress)
    if written is None:
        out.say("Abgebrochen; es ist nichts geschrieben.", {"cancelled": True})
        return 1
    counted = f"{written.closings} Abschlüsse mit {written.receipts} Vorgängen ({written.rows} Zeilen)"
    lines = [f"{counted} in {options.target} geschrieben."]
    if written.open_acts:
        lines.append("Was seit dem letzten Abschluss gebucht wurde, ist nicht enthalten.")
    lines += ["Der Selbsttest hat Fehler gefunden:", *written.errors] if written.errors else []
    lines += [] if written.errors else ["Der Selbsttest hat nichts zu beanstanden."]
    facts = {
        "target": str(options.target),
        "closings": written.closings,
        "receipts": written.receipts,
        "rows": written.rows,
        "errors": list(written.errors),
        "hints": written.hints,
    }
    out.say("\n".join(lines), facts)
    return 1 if written.errors else 0


def _add_fresh(options: Arguments) -> None:
    add_period(options)
    help_ = "vorher die Kasse öffnen und ein Archiv von allem nehmen, was die TSE bewahrt"
    options.add_argument("--fresh", action="store_true", help=help_)


def _add_folder(what: Arguments) -> None:
    what.add_argument("target", type=Path, metavar="ORDNER", help="ein neuer Ordner")


def _tse(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    require_period(options)

    def progress(done: int, total: int) -> bool:
        out.progress("Kopie", done / total if total else 1.0)
        return True

    copied = services.export_tse(
        folder, options.target, options.first, options.last, progress, fresh=options.fresh
    )
    if copied is None:
        out.say("Abgebrochen; es ist nichts geschrieben.", {"cancelled": True})
        return 1
    count = "1 Archiv" if len(copied.files) == 1 else f"{len(copied.files)} Archive"
    lines = [f"{count} der TSE ({copied.bytes} Byte) mit Prüfsummen in {options.target} abgelegt."]
    lines += copied.problems
    if copied.other_tills:
        lines.append("Die Archive der anderen Kassen liegen in deren Datenordnern.")
    facts = {
        "target": str(options.target),
        "files": list(copied.files),
        "bytes": copied.bytes,
        "problems": list(copied.problems),
        "other_tills": copied.other_tills,
    }
    out.say("\n".join(lines), facts)
    return 1 if copied.problems else 0


EXPORTS: tuple[Export, ...] = (
    Export(
        "dsfinvk", "schreibt Abschlüsse als DSFinV-K für das Finanzamt", _dsfinvk, _add_closings, _add_archive
    ),
    Export("tse", "kopiert die Archive (TAR) der TSE, mit Prüfsummen", _tse, _add_fresh, _add_folder),
    Export("cash-book", "schreibt das Kassenbuch als CSV-Datei", _cash_book, _add_closings, add_file),
    Export("outages", "schreibt den Ausfallbericht der TSE als CSV-Datei", _outages, add_period, add_file),
)
