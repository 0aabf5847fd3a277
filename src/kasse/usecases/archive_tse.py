"""Archives of the signing device: exported at each closing, checked, put away with their hash, and proved later.

Only what was signed since the last archive is exported, where the device can do that; the first archive of a device
and its last are whole. What an archive leaves open (a transaction without its end) the next one takes again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from uuid import uuid4

from kasse.ports.books import ActKind, Record, RecordKind
from kasse.ports.signing import ExportRange, Progress, SigningRefused, Span, Tse
from kasse.ports.tse_archive import ArchiveVerdict, CheckArchive
from kasse.usecases.till import Till

FOLDER = "tse-archive"
"""Below the data folder."""
ALL = 1_000_000
"""More records than a till can have."""


class ArchiveFailed(Exception):  # noqa: N818 - an answer, not a fault
    """No archive could be taken. German; the device still has everything."""


class Records(Protocol):
    """What is asked of books; see `kasse.ports.books.Books`."""

    def latest_records(self, kind: RecordKind, limit: int = 100) -> Sequence[Record]: ...


@dataclass(frozen=True, slots=True)
class Archived:
    """An archive that was put away."""

    number: int
    taken_at: datetime
    file: str
    """Its name in the folder of archives."""
    serial: str
    whole: bool
    first: int
    """Transactions from here (0: from the beginning) …"""
    last: int
    """… up to here, as far as this till knows of them."""
    bytes: int
    sha256: str
    verdict: str
    """See `ports.tse_archive.ArchiveVerdict`."""
    messages: int
    open_transactions: int
    findings: tuple[str, ...]


def take_archive(
    till: Till,
    *,
    tse: Tse,
    folder: Path,
    check: CheckArchive,
    whole: bool = False,
    progress: Progress | None = None,
    operator: int = 0,
) -> Archived | None:
    """Export what the device signed since the last archive (or all), check it and put it away.

    None: nothing new has been signed. One that was found wrong is put away, too, and says so. `folder` is the data
    folder, in which only one at a time may do this. Selling goes on meanwhile, as far as the device can do both.

    Raises:
        SigningError: the device does not hand it out.
        ExportCancelled: `progress` said so.
        ArchiveFailed: it is not that of the device, or not whole, or there is no place for it.
        BooksError: it could not be written down.
    """
    serial = tse.info().serial
    last = till.books.last_transaction(serial)
    before = next((each for each in archives(till.books) if each.serial == serial), None)
    first = 0
    if not whole and before is not None:
        first = before.first if before.open_transactions else before.last + 1
        if first > last:
            return None
    place = folder / FOLDER
    try:
        place.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        draft = place / f".{uuid4().hex}.teil"
        try:
            verdict = _draft(draft, tse, check, first, last, progress)
            if verdict is None:  # the device cannot export a range, or not all of it
                first = 0
                verdict = _draft(draft, tse, check, 0, last, progress)
            if verdict is None or (serial not in verdict.serials and (verdict.messages or last)):
                raise ArchiveFailed("Was die TSE exportiert hat, ist nicht das Archiv dieser TSE.")
            return _put_away(till, draft, serial, first, last, verdict, operator)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise ArchiveFailed(
            f"Das Archiv lässt sich in {place} nicht ablegen ({error.strerror}). Bitte Rechte und Platz prüfen."
        ) from error


def _draft(
    path: Path, tse: Tse, check: CheckArchive, first: int, last: int, progress: Progress | None
) -> ArchiveVerdict | None:
    """Export into a file and check it; None if a range could not be had as asked for."""
    within = ExportRange(Span.TRANSACTIONS, first, last) if first else None
    with path.open("wb") as file:
        try:
            tse.export(file, within=within, progress=progress)
        except SigningRefused:
            if within is None:
                raise
            return None
        file.flush()
        os.fsync(file.fileno())
    verdict = check(path, within is not None)
    if within is not None and verdict.transactions < last - first + 1:
        return None  # transactions of a device are numbered without gaps (BSI TR-03153)
    return verdict


def _put_away(
    till: Till, draft: Path, serial: str, first: int, last: int, verdict: ArchiveVerdict, operator: int
) -> Archived:
    at = till.now()
    span = f"{first}-{last}" if first else f"bis-{last}"
    target = draft.with_name(f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{serial[:16]}-{span}.tar")
    if target.exists():
        target = target.with_stem(f"{target.stem}-{uuid4().hex[:8]}")
    size, digest = draft.stat().st_size, _sha256(draft)
    draft.rename(target)
    _sync_folder(target.parent)
    body: dict[str, Any] = {
        "file": target.name,
        "serial": serial,
        "whole": int(not first),
        "first": first,
        "last": last,
        "bytes": size,
        "sha256": digest,
        "verdict": verdict.verdict,
        "messages": verdict.messages,
        "open_transactions": verdict.open_transactions,
        "findings": list(verdict.findings),
    }
    with till.books.act(ActKind.TSE_ARCHIVE, at=at, operator=operator) as act:
        number = act.add_record(RecordKind.TSE_ARCHIVE, body)
        act.body["archive"] = number
    return _archived(number, at, body)


def _sweep(place: Path) -> None:
    """Take away what a power cut left half written."""
    for left in place.glob(".*.teil"):
        with suppress(OSError):
            left.unlink()


def _sync_folder(place: Path) -> None:
    if os.name == "posix":
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- what was put away ---------------------------------------------------------------------------------------------


def archives(books: Records, limit: int = ALL) -> Iterator[Archived]:
    """The archives of a till, newest first."""
    for record in books.latest_records(RecordKind.TSE_ARCHIVE, limit):
        yield _archived(record.number, record.at, record.body)


def _archived(number: int, at: datetime, body: Mapping[str, Any]) -> Archived:
    return Archived(
        number=number,
        taken_at=at,
        file=body["file"],
        serial=body["serial"],
        whole=bool(body["whole"]),
        first=body["first"],
        last=body["last"],
        bytes=body["bytes"],
        sha256=body["sha256"],
        verdict=body["verdict"],
        messages=body["messages"],
        open_transactions=body["open_transactions"],
        findings=tuple(body["findings"]),
    )


def archive_problems(
    found: Sequence[Archived],
    folder: Path,
    progress: Callable[[int, int], bool] = lambda _done, _all: True,
) -> list[str]:
    """What is wrong with stored archives, as German sentences: gone, changed, or found wrong when taken.

    `folder` is the data folder. Reads every byte of them; `progress` is told archives done and in all, and answers
    whether to go on.
    """
    problems: list[str] = []
    for done, archive in enumerate(found, 1):
        problem = archive_problem(archive, folder)
        if problem:
            problems.append(problem)
        if not progress(done, len(found)):
            break
    return problems


def archive_problem(archive: Archived, folder: Path) -> str:
    """What is wrong with one of them; empty if it is as it was put away."""
    who = f"TSE-Archiv {archive.number} ({archive.file})"
    try:
        intact = _sha256(folder / FOLDER / archive.file) == archive.sha256
    except FileNotFoundError:
        return f"{who} fehlt im Ordner {FOLDER}. Bitte aus der Sicherung zurückholen."
    except OSError as error:
        return f"{who} lässt sich nicht lesen ({error.strerror})."
    if not intact:
        return f"{who} wurde verändert. Bitte aus der Sicherung zurückholen."
    if archive.verdict == "wrong":
        first = archive.findings[0] if archive.findings else "Einzelheiten nennt kasse fiscal check-tar."
        return f"{who} war schon beim Ablegen fehlerhaft: {first}"
    return ""


def copy_archive(archive: Archived, folder: Path, target: BinaryIO) -> str:
    """Copy a stored archive; what is wrong with what was copied, else an empty text.

    Raises:
        OSError: one of the two files cannot be read or written.
    """
    digest = hashlib.sha256()
    with (folder / FOLDER / archive.file).open("rb") as source:
        while part := source.read(1 << 20):
            digest.update(part)
            target.write(part)
    intact = digest.hexdigest() == archive.sha256
    return "" if intact else f"TSE-Archiv {archive.number} ({archive.file}) wurde seit dem Ablegen verändert."
