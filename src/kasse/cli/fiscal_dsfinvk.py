"""`kasse fiscal check-dsfinvk`: what the check of an export found, for people and for programs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kasse.domain.refused import Refused

if TYPE_CHECKING:
    from kasse.fiscal.de.dsfinvk.check import Finding, Kind, Report

NAMES = {
    1: "Dateien und Form",
    2: "Stammdaten je Abschluss",
    3: "Werte der Felder",
    4: "Nummern und Zeiten",
    5: "Zusammenhang der Dateien",
    6: "Beträge der Bons",
    7: "Summen der Abschlüsse",
    8: "Inhalt und Signaturen der TSE",
    9: "Transaktionsnummern der TSE",
}
"""The groups of the check."""
_WORDS = {"error": ("Fehler", "Fehler"), "hint": ("Hinweis", "Hinweise")}


def declare(verb: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the parser what there is; `verb` makes a parser from a name and what it does."""
    check = verb("check-dsfinvk", "prüft einen Export nach DSFinV-K 2.4, von welcher Kasse er auch ist")
    meant = check.add_argument_group("Was gemeint ist")
    meant.add_argument("export", metavar="ORDNER|ZIP", type=Path, help="der Export")
    meant.add_argument(
        "--tar", metavar="DATEI", type=Path, help="auch mit diesem TSE-Export desselben Zeitraums vergleichen"
    )


def check(path: Path, tar: Path | None, progress: Callable[[float], None]) -> Report:
    """Check an export, alone or against the archive of its TSE.

    Raises:
        Refused: there is nothing to check; the text says what to do.
    """
    from kasse.fiscal.de.dsfinvk.check import UnreadableExportError, check_export
    from kasse.fiscal.de.tse_archive.tar import ArchiveError

    with ExitStack() as opened:
        archive = None
        try:
            if tar is not None:
                archive = opened.enter_context(tar.open("rb"))
                if not archive.seekable():
                    raise Refused(
                        f"{tar} ist keine gewöhnliche Datei. Bitte den Export erst in eine Datei kopieren."
                    )
            return check_export(path, archive=archive, progress=progress)
        except OSError as error:
            raise Refused(
                f"{error.filename or tar or path} lässt sich nicht lesen ({error.strerror}). Bitte den Pfad prüfen."
            ) from error
        except ArchiveError as error:
            raise Refused(f"{tar}: {error}") from error
        except UnreadableExportError as error:
            raise Refused(str(error)) from error


def report_text(path: Path, report: Report) -> str:
    """All of it for people: by group, the errors first."""
    counts = (
        f"{report.files} Dateien, {report.rows} Zeilen, {report.closings} Abschlüsse, {report.receipts} Bons"
    )
    lines = [f"Geprüft: {path}, {counts}; {report.signatures} Signaturen passen."]
    if report.archived is not None:
        lines.append(f"TSE-Export: {report.archived} Transaktionen.")
    group = 0
    for kind in report.kinds:
        if kind.group != group:
            group = kind.group
            lines.append(f"{group}. {NAMES[group]}")
        lines += [f"   {_word(kind)}: {_sentence(finding)}" for finding in kind.shown]
        if kind.count > len(kind.shown):
            lines.append(f"   … und {kind.count - len(kind.shown)} weitere dieser Art")
    if report.is_clean:
        lines.append("Ergebnis: ohne Beanstandung")
    else:
        errors, hints = _counted(report.errors, "error"), _counted(report.hints, "hint")
        lines.append(f"Ergebnis: {errors}, {hints}")
    return "\n".join(lines)


def _word(kind: Kind) -> str:
    return _WORDS[kind.severity.value][0]


def _counted(count: int, word: str) -> str:
    return f"{count} {_WORDS[word][count != 1]}"


def _sentence(finding: Finding) -> str:
    return f"{finding.place}: {finding.text}" if finding.place else finding.text


def report_facts(path: Path, report: Report) -> dict[str, Any]:
    """All of it for programs."""
    return {
        "export": str(path),
        "fine": not report.errors,
        "errors": report.errors,
        "hints": report.hints,
        "files": report.files,
        "rows": report.rows,
        "closings": report.closings,
        "receipts": report.receipts,
        "signatures_fit": report.signatures,
        "archived": report.archived,
        "findings": [
            {
                "group": kind.group,
                "severity": kind.severity.value,
                "kind": kind.name,
                "count": kind.count,
                "shown": [
                    {"file": found.file, "line": found.line, "key": found.key, "text": found.text}
                    for found in kind.shown
                ],
            }
            for kind in report.kinds
        ],
    }
