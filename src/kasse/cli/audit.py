"""`kasse audit` and `kasse check`: the package for an audit visit, and the self-check, for people and for programs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kasse.cli.export import Arguments, add_period, require_period
from kasse.cli.interrupt import stop_flag
from kasse.ports.self_check import AREA_NAMES, LIGHT_NAMES, Fault, Light

if TYPE_CHECKING:
    from kasse.cli.commands import Output
    from kasse.cli.services import Checked, Services
    from kasse.ports.audit import AuditWritten

CANCELLED = "Abgebrochen; es ist nichts geschrieben."
_COLOURS = {Light.AMBER: "gelb", Light.RED: "rot"}


def declare(options: Arguments, what: Arguments) -> None:
    """What `kasse audit` is told."""
    add_period(options)
    what.add_argument("target", type=Path, metavar="ZIEL", help="ein neuer Ordner, oder eine neue Datei .zip")


def audit(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    """Write the package. Returns 0 without a finding, 1 with findings or cancelled.

    Raises:
        Refused, BooksError: it cannot be done; the text says what to do.
    """
    require_period(options)
    with stop_flag() as stopped:
        written = services.audit(folder, options.target, options.first, options.last, _tell(out, stopped))
    if written is None:
        out.say(CANCELLED, {"cancelled": True})
        return 1
    out.say(_audit_text(written), _audit_facts(written))
    return 1 if written.findings else 0


def check(_options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    """Check the books now. Returns 0 if all is well, 1 if not or cancelled.

    Raises:
        Refused, BooksError: it cannot be done; the text says what to do.
    """
    with stop_flag() as stopped:
        checked = services.check(folder, _tell(out, stopped))
    if checked is None:
        out.say("Abgebrochen; was vorher galt, gilt weiter.", {"cancelled": True})
        return 1
    out.say(_check_text(checked), _check_facts(checked))
    return 0 if checked.state.light is Light.GREEN else 1


def _tell(out: Output, stopped: Callable[[], bool]) -> Callable[[str, float], bool]:
    def tell(step: str, part: float) -> bool:
        out.progress(step, part)
        return not stopped()

    return tell


def _audit_text(written: AuditWritten) -> str:
    closings = "1 Abschluss" if written.closings == 1 else f"{written.closings} Abschlüsse"
    period = f"{written.first:%d.%m.%Y} bis {written.last:%d.%m.%Y}"
    lines = [
        f"{closings} vom {period} mit {written.bons} Bons liegen in {written.target}:",
        *(f"  {name}" for name in written.files),
        *written.hints,
    ]
    if written.findings:
        lines += ["Die Prüfung hat etwas zu beanstanden; es steht auch in der Übersicht:", *written.findings]
    else:
        lines.append("Die Prüfung hat nichts zu beanstanden.")
    return "\n".join(lines)


def _audit_facts(written: AuditWritten) -> dict[str, Any]:
    return {
        "target": str(written.target),
        "from": written.first.isoformat(),
        "to": written.last.isoformat(),
        "closings": written.closings,
        "bons": written.bons,
        "files": list(written.files),
        "findings": list(written.findings),
        "hints": list(written.hints),
    }


def _check_text(checked: Checked) -> str:
    state, seen = checked.state, checked.examined
    closings = ""
    if seen.closings is not None:
        first, last = seen.closings
        closings = f", Abschluss {first}" if first == last else f", Abschlüsse {first} bis {last}"
    archives = "1 TSE-Archiv" if seen.archives == 1 else f"{seen.archives} TSE-Archive"
    books = f"{seen.acts} Einträge mit {seen.rows} Zeilen, {seen.signatures} Signaturen"
    lines = [
        f"Selbstprüfung: {LIGHT_NAMES[state.light]}.",
        f"Geprüft: {books}{closings}, {archives}.",
        *(_fault_text(fault, checked) for fault in state.faults),
    ]
    if state.more:
        lines.append(f"  … und {state.more} weitere Funde dieser Art.")
    if not checked.sealed:
        lines.append("Die Kasse ist geöffnet, darum ist das Ergebnis nicht aufgezeichnet.")
    return "\n".join(lines)


def _fault_text(fault: Fault, checked: Checked) -> str:
    since = f"{fault.since.astimezone(checked.zone):%d.%m.%Y %H:%M}"
    due = f", bis {fault.due:%d.%m.%Y}" if fault.due else ""
    return f"  {_COLOURS[fault.light]:4}  {AREA_NAMES[fault.area]}, seit {since}{due}: {fault.text}"


def _check_facts(checked: Checked) -> dict[str, Any]:
    state, seen = checked.state, checked.examined
    return {
        "light": state.light.value,
        "sealed": checked.sealed,
        "acts": seen.acts,
        "rows": seen.rows,
        "signatures": seen.signatures,
        "closings": None if seen.closings is None else list(seen.closings),
        "archives": seen.archives,
        "whole": seen.whole,
        "more": state.more,
        "faults": [
            {
                "area": fault.area.value,
                "light": fault.light.value,
                "text": fault.text,
                "since": fault.since.isoformat(),
                "due": fault.due.isoformat() if fault.due else None,
            }
            for fault in state.faults
        ],
    }
