"""The check of an archive in short, for what the books keep of it: implements `kasse.ports.tse_archive.CheckArchive`."""

from __future__ import annotations

from pathlib import Path

from kasse.fiscal.de.findings import Verdict
from kasse.fiscal.de.tse_archive.check import Progress, check_archive
from kasse.fiscal.de.tse_archive.tar import ArchiveError
from kasse.ports.tse_archive import ArchiveVerdict

MOST_FINDINGS = 10


def archive_verdict(
    path: Path, is_selection: bool, progress: Progress = lambda _done, _all: True
) -> ArchiveVerdict:
    """Check a stored or fresh archive. One that is no archive at all is wrong.

    Raises:
        CheckCancelled: `progress` said so.
        OSError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            report = check_archive(stream, progress, is_selection=is_selection)
    except ArchiveError as error:
        return ArchiveVerdict(Verdict.WRONG.value, (), 0, 0, 0, (str(error),))
    return ArchiveVerdict(
        verdict=report.verdict.value,
        serials=tuple(device.serial for device in report.devices),
        messages=report.messages,
        transactions=report.starts,
        open_transactions=sum(device.open_transactions for device in report.devices),
        findings=report.wrong.shown[:MOST_FINDINGS],
    )
