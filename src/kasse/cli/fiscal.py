"""`kasse fiscal`: checks after German law, of our own and of foreign receipts and exports. Needs no books.

What only some of them need is imported there, so that a till that opens does not wait for it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kasse.cli import fiscal_dsfinvk
from kasse.domain.refused import Refused

if TYPE_CHECKING:
    from kasse.fiscal.de.findings import Told
    from kasse.fiscal.de.foreign_qr import QrReport
    from kasse.fiscal.de.tse_archive.check import ArchiveReport, DeviceReport

MOST_SHOWN = 50
"""So many findings of a kind are shown to people; programs get more."""
MOST_TEXT = 10 << 20
"""Bytes of QR codes in one file."""

_VERDICTS = {"valid": "gültig", "unknown": "nicht (vollständig) prüfbar", "wrong": "falsch"}


class Output(Protocol):
    """Where results go."""

    def say(self, text: str, facts: object) -> None:
        """The result: a text for people, or facts for programs."""

    def progress(self, name: str, part: float) -> None:
        """How far a long job has come, from 0 to 1."""


def declare(verb: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the parser of the command line what there is; `verb` makes a parser from a name and what it does."""
    qr = verb("check-qr", "prüft den QR-Code eines Kassenbelegs, von welcher Kasse er auch ist")
    help_ = (
        "der Text des QR-Codes (beginnt mit V0;), oder eine Datei mit einem je Zeile, oder - für die Eingabe"
    )
    qr.add_argument_group("Was gemeint ist").add_argument("code", metavar="TEXT|DATEI|-", help=help_)
    tar = verb("check-tar", "prüft den Export (TAR) einer TSE, von welchem Hersteller sie auch ist")
    meant = tar.add_argument_group("Was gemeint ist")
    meant.add_argument("archive", metavar="DATEI", type=Path, help="der Export")
    help_ = "der Export ist eine Auswahl (nach Kasse, Zeit oder Transaktion): Lücken sind dann kein Fehler"
    meant.add_argument("--selection", action="store_true", help=help_)
    fiscal_dsfinvk.declare(verb)


def carry_out(options: argparse.Namespace, out: Output) -> int:
    """Do what was asked for. Returns 0 valid, 1 not.

    Raises:
        Refused: it cannot be done; the text says what to do.
    """
    return _VERBS[options.fiscal](options, out)


# --- check-qr ---------------------------------------------------------------------------------------------


def _check_qr(options: argparse.Namespace, out: Output) -> int:
    from kasse.fiscal.de.foreign_qr import check_qr

    reports = [check_qr(text) for text in _codes(options.code)]
    fine = all(report.is_fine for report in reports)
    texts = [_qr_text(report) for report in reports]
    if len(reports) > 1:
        good = sum(report.is_fine for report in reports)
        texts.append(f"{good} von {len(reports)} QR-Codes ohne Beanstandung.")
    out.say("\n\n".join(texts), {"fine": fine, "codes": [_qr_facts(report) for report in reports]})
    return 0 if fine else 1


def _codes(given: str) -> list[str]:
    """The texts to be checked: what was given, or the lines of a file."""
    if given.lstrip().startswith("V0;"):
        return [given]
    try:
        if given == "-":
            raw = sys.stdin.buffer.read(MOST_TEXT + 1)
        else:
            with Path(given).open("rb") as file:
                raw = file.read(MOST_TEXT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "kein Dateiname"
        raise Refused(
            f"„{given}“ ist weder ein QR-Code eines Kassenbelegs (er beginnt mit V0;) "
            f"noch eine lesbare Datei ({reason})."
        ) from error
    if len(raw) > MOST_TEXT:
        raise Refused(f"„{given}“ ist zu groß. Bitte höchstens {MOST_TEXT >> 20} MB auf einmal prüfen.")
    text = raw.decode("utf-8-sig", "surrogateescape").strip()
    lines = [line.strip("\r") for line in text.split("\n") if line.strip()]
    # One code may stand in several lines only if it is the only one.
    return lines if lines and all(line.startswith("V0;") for line in lines) else [text]


def _qr_text(report: QrReport) -> str:
    from kasse.fiscal.de.findings import shown

    lines = [f"Signatur: {_VERDICTS[report.signature.value]}"]
    if report.client_id:
        lines.append(
            f"  Kasse „{shown(report.client_id)}“, Transaktion {_or_unknown(report.transaction)}, "
            f"Signaturzähler {_or_unknown(report.counter)}"
        )
        lines.append(f"  {shown(report.process_type)}: {shown(report.process_data, 1_000)}")
        lines.append(f"  Beginn {_moment(report.start_time)}, Signatur {_moment(report.log_time)}")
    if report.serial:
        lines.append(f"  TSE {report.serial} ({report.algorithm}, {report.curve})")
    lines += _listed("Bewiesen", report.valid)
    lines += _listed("Unbekannt", report.unknown)
    lines += _listed("Falsch", report.wrong)
    lines += _listed("Inhalt nicht nach DSFinV-K", report.content)
    lines += _listed("Anders geschrieben als vorgesehen", report.hints)
    return "\n".join(lines)


def _qr_facts(report: QrReport) -> dict[str, Any]:
    return {
        "signature": report.signature.value,
        "fine": report.is_fine,
        "client_id": report.client_id,
        "process_type": report.process_type,
        "process_data": report.process_data,
        "transaction": report.transaction,
        "counter": report.counter,
        "start_time": _iso(report.start_time),
        "log_time": _iso(report.log_time),
        "algorithm": report.algorithm,
        "curve": report.curve,
        "serial": report.serial,
        "valid": list(report.valid),
        "unknown": list(report.unknown),
        "wrong": list(report.wrong),
        "content": list(report.content),
        "hints": list(report.hints),
    }


# --- check-tar --------------------------------------------------------------------------------------------


def _check_tar(options: argparse.Namespace, out: Output) -> int:
    from kasse.fiscal.de.tse_archive.check import check_archive
    from kasse.fiscal.de.tse_archive.tar import ArchiveError

    def progress(done: int, size: int) -> bool:
        out.progress("Prüfung", done / size if size else 1.0)
        return True

    path: Path = options.archive
    try:
        with path.open("rb") as stream:
            if not stream.seekable():
                raise Refused(
                    f"{path} ist keine gewöhnliche Datei. Bitte den Export erst in eine Datei kopieren."
                )
            report = check_archive(stream, progress, is_selection=options.selection)
    except OSError as error:
        raise Refused(f"{path} lässt sich nicht lesen ({error.strerror}). Bitte den Pfad prüfen.") from error
    except ArchiveError as error:
        raise Refused(f"{path}: {error}") from error
    out.say(_archive_text(path, report), _archive_facts(path, report))
    return 0 if report.is_fine else 1


def _archive_text(path: Path, report: ArchiveReport) -> str:
    counts = (
        f"{report.starts} Beginn, {report.updates} Änderung, {report.finishes} Ende von Transaktionen, "
        f"{report.events} Ereignisse, {report.audits} Audit"
    )
    lines = [f"Geprüft: {path}, {report.files} Dateien, {report.messages} Protokolle: {counts}."]
    for device in report.devices[:MOST_SHOWN]:
        lines += _device_lines(device)
    lines += _told("Falsch", report.wrong)
    lines += _told("Unbekannt", report.unknown)
    lines += _told("Inhalt nicht nach DSFinV-K", report.content)
    lines.append(f"Ergebnis: {_VERDICTS[report.verdict.value]}")
    return "\n".join(lines)


def _device_lines(device: DeviceReport) -> list[str]:
    from kasse.fiscal.de.findings import shown

    counters = f"{device.first_counter} bis {device.last_counter}"
    span = f"{_moment(device.first_moment)} bis {_moment(device.last_moment)}"
    fit, wrong, unknown = device.signatures_fit, device.signatures_wrong, device.signatures_unknown
    lines = [
        f"TSE {device.serial} ({', '.join(device.algorithms)})",
        f"  Kassen: {', '.join(device.clients) or 'keine'}",
        f"  Signaturzähler {counters}, {span}",
        f"  {device.transactions} Transaktionen, davon {device.open_transactions} noch offen",
        f"  Signaturen: {fit} passen, {wrong} passen nicht, {unknown} nicht prüfbar",
    ]
    if device.certificate is not None and device.chain is not None:
        links = " ← ".join(f"„{shown(link.name)}“" for link in device.chain.links)
        life = f"{device.certificate.valid_from:%d.%m.%Y} bis {device.certificate.valid_until:%d.%m.%Y}"
        lines.append(f"  Zertifikat: {links}, gültig {life}")
    return lines


def _archive_facts(path: Path, report: ArchiveReport) -> dict[str, Any]:
    return {
        "file": str(path),
        "verdict": report.verdict.value,
        "fine": report.is_fine,
        "size": report.size,
        "files": report.files,
        "starts": report.starts,
        "updates": report.updates,
        "finishes": report.finishes,
        "events": report.events,
        "audits": report.audits,
        "certificates": report.certificates,
        "info": [] if report.info is None else [dict(line) for line in report.info.lines],
        "devices": [_device_facts(device) for device in report.devices],
        **{
            name: {"count": told.count, "shown": list(told.shown)}
            for name, told in (
                ("wrong", report.wrong),
                ("unknown", report.unknown),
                ("content", report.content),
            )
        },
    }


def _device_facts(device: DeviceReport) -> dict[str, Any]:
    certificate, chain = device.certificate, device.chain
    return {
        "serial": device.serial,
        "algorithms": list(device.algorithms),
        "clients": list(device.clients),
        "messages": device.messages,
        "first_counter": device.first_counter,
        "last_counter": device.last_counter,
        "first_moment": _iso(device.first_moment),
        "last_moment": _iso(device.last_moment),
        "transactions": device.transactions,
        "open_transactions": device.open_transactions,
        "signatures_fit": device.signatures_fit,
        "signatures_wrong": device.signatures_wrong,
        "signatures_unknown": device.signatures_unknown,
        "certificate": None if certificate is None else certificate.fingerprint,
        "valid_until": None if certificate is None else _iso(certificate.valid_until),
        "chain": [] if chain is None else [link.name for link in chain.links],
        "chain_is_whole": chain is not None and chain.is_whole,
    }


# --- check-dsfinvk ----------------------------------------------------------------------------------------


def _check_dsfinvk(options: argparse.Namespace, out: Output) -> int:
    path: Path = options.export
    report = fiscal_dsfinvk.check(path, options.tar, lambda part: out.progress("Prüfung", part))
    out.say(fiscal_dsfinvk.report_text(path, report), fiscal_dsfinvk.report_facts(path, report))
    return 1 if report.errors else 0


# --- words ------------------------------------------------------------------------------------------------


def _told(head: str, told: Told) -> list[str]:
    lines = _listed(head, told.shown[:MOST_SHOWN])
    if told.count > MOST_SHOWN:
        lines.append(f"  … und {told.count - MOST_SHOWN} weitere (mehr mit --json)")
    return lines


def _listed(head: str, sentences: tuple[str, ...]) -> list[str]:
    return [f"{head}:", *(f"  {sentence}" for sentence in sentences)] if sentences else []


def _or_unknown(number: int | None) -> str:
    return "?" if number is None else str(number)


def _moment(moment: datetime | None) -> str:
    return "?" if moment is None else f"{moment:%d.%m.%Y %H:%M:%S} UTC"


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


_VERBS: Mapping[str, Callable[[argparse.Namespace, Output], int]] = {
    "check-qr": _check_qr,
    "check-tar": _check_tar,
    "check-dsfinvk": _check_dsfinvk,
}
