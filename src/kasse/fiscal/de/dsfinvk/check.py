"""Checking a whole export, our own or a foreign one, alone or against the archive of its TSE."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kasse.fiscal.de.dsfinvk.checks.archive import Archive
from kasse.fiscal.de.dsfinvk.checks.closing import closing
from kasse.fiscal.de.dsfinvk.checks.closing_checks import ClosingChecks
from kasse.fiscal.de.dsfinvk.checks.files import look
from kasse.fiscal.de.dsfinvk.checks.findings import Finding, Findings, Kind, Report, Severity
from kasse.fiscal.de.dsfinvk.checks.receipt_checks import ReceiptChecks
from kasse.fiscal.de.dsfinvk.checks.references import check_references
from kasse.fiscal.de.dsfinvk.checks.source import Source, UnreadableExportError
from kasse.fiscal.de.dsfinvk.checks.tse_checks import TseChecks
from kasse.fiscal.de.dsfinvk.checks.values import Amounts
from kasse.fiscal.de.dsfinvk.checks.walk import Walk

__all__ = ["Finding", "Kind", "Report", "Severity", "UnreadableExportError", "check_export"]


def _nothing(_part: float) -> None:
    pass


def check_export(
    path: Path,
    *,
    archive: BinaryIO | None = None,
    signatures: int = 1,
    progress: Callable[[float], None] = _nothing,
) -> Report:
    """Check a folder or ZIP file in all nine groups. Whatever it contains, the answer is a report.

    `archive` is the TSE's archive (TAR) of the same period, seekable. Every `signatures`-th signature is verified,
    none if it is 0. `progress` hears from 0 to 1 how far it is; what it raises ends the check.

    Raises:
        UnreadableExportError: there is no export. The message is a German sentence.
        ArchiveError: the archive is no TAR. The message is a German sentence.
        OSError: the archive cannot be read.
    """
    findings, amounts = Findings(), Amounts()
    with Source(path, findings) as source:
        twice = max(1, 2 * sum(file.size for file in source.files.values()))
        done = 0

        def read(count: int) -> None:
            nonlocal done
            done += count
            progress(min(done / twice, 1.0))

        archived = Archive(archive) if archive is not None else None
        overview = look(source, findings, read)
        closings, receipts = ClosingChecks(findings, amounts), ReceiptChecks(findings, amounts)
        tse = TseChecks(findings, amounts, archived, signatures)
        count = 0
        with Walk(overview, findings, read) as walk:
            for key, rows in walk.closings():
                current = closing(key, rows, amounts)
                closings.begin(current)
                tse.begin(current)
                for receipt in walk.receipts(key):
                    receipts.check(receipt, current)
                    tse.check(receipt, current)
                closings.end(current)
                count += current.receipts
        tse.end()
        check_references(overview, receipts.ids, findings, read)
        progress(1.0)
        return Report(
            kinds=findings.kinds(),
            files=len(source.files),
            rows=sum(looked.rows for looked in overview.sheets.values()),
            closings=len(overview.order),
            receipts=count,
            signatures=tse.verified,
            archived=len(archived) if archived is not None else None,
        )
