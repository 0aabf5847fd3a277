"""The files of a TSE's export, one after the other: log messages, certificates, info.csv, and what else lies there."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kasse.fiscal.de.findings import Finding, Grade, shown
from kasse.fiscal.de.tse_archive.certificates import Certificate, read_certificates
from kasse.fiscal.de.tse_archive.log import AuditLog, SystemLog, TransactionLog, UnreadableLogError, read_log
from kasse.fiscal.de.tse_archive.names import INFO, disagreement
from kasse.fiscal.de.tse_archive.tar import Member, members

LOG_ENDING = ".log"
_MOST_CELLS = 1_000


@dataclass(frozen=True, slots=True)
class Info:
    """What info.csv says: one line for the device, or (since TR-03151-1) one for each of its components."""

    lines: tuple[tuple[tuple[str, str], ...], ...]
    """Pairs of label ("manufacturer") and value, line by line."""

    @property
    def labels(self) -> frozenset[str]:
        """All labels that occur."""
        return frozenset(label for line in self.lines for label, _ in line)


Content = TransactionLog | SystemLog | AuditLog | tuple[Certificate, ...] | Info


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the archive, or (with no name) damage between the files."""

    name: str
    """As it stands there: never to be used as a path, and to be shown only by `findings.shown`."""
    end: int
    """So many bytes of the archive are read."""
    content: Content | None
    """None: it is not readable, and `findings` say why."""
    findings: tuple[Finding, ...] = ()


def read_archive(stream: BinaryIO) -> Iterator[Entry]:
    """Read an export from the beginning of a seekable stream, in the order of the archive, one file at a time.

    Signatures are not checked; `check.check_archive` does that. Only a TAR that is none ends it early.

    Raises:
        ArchiveError: it is no TAR.
        OSError: the stream cannot be read.
    """
    for member in members(stream):
        yield _entry(member)


def archive_certificates(stream: BinaryIO) -> Iterator[Certificate]:
    """The certificates alone, under whichever names they lie there; log messages are passed over unread.

    Raises:
        ArchiveError, OSError: as `read_archive`.
    """
    for member in members(stream, lambda name: not name.lower().endswith(LOG_ENDING) and name != INFO):
        if member.content is not None:
            yield from read_certificates(member.content)


def _entry(member: Member) -> Entry:
    if not member.name:
        return Entry("", member.end, None, (Finding(Grade.WRONG, member.trouble),))
    name = shown(member.name)
    findings: list[Finding] = []
    if "/" in member.name or "\\" in member.name or not member.name.isprintable():
        findings.append(Finding(Grade.WRONG, f"„{name}“ ist kein Name, den eine TSE einer Datei gibt."))
    if member.content is None:
        findings.append(Finding(Grade.WRONG, f"„{name}“ {member.trouble}."))
        return Entry(member.name, member.end, None, tuple(findings))
    content, finding = _content(member.name, name, member.content)
    if finding is not None:
        findings.append(finding)
    return Entry(member.name, member.end, content, tuple(findings))


def _content(name: str, told: str, raw: bytes) -> tuple[Content | None, Finding | None]:
    if name == INFO:
        return _info(raw)
    if name.lower().endswith(LOG_ENDING):
        try:
            log = read_log(raw)
        except UnreadableLogError as error:
            return None, Finding(Grade.WRONG, f"„{told}“ {error}.")
        differs = disagreement(name, log)
        return log, Finding(Grade.WRONG, f"„{told}“ {shown(differs)}.") if differs else None
    certificates = tuple(read_certificates(raw))
    if certificates:
        return certificates, None
    return None, Finding(Grade.UNKNOWN, f"„{told}“ ist nichts, was kasse in einem TSE-Export kennt.")


def _info(raw: bytes) -> tuple[Info | None, Finding | None]:
    """Pairs of label and value; maker and version have to be among them."""
    try:
        text = raw.decode("utf-8-sig")
        rows = [row for row in csv.reader(text.splitlines(), strict=True) if row]
    except (UnicodeDecodeError, csv.Error):
        return None, Finding(Grade.WRONG, "info.csv ist nicht lesbar.")
    if sum(len(row) for row in rows) > _MOST_CELLS:
        return None, Finding(Grade.WRONG, "info.csv ist länger, als es sein kann, und wurde nicht gelesen.")
    lines = tuple(
        tuple(
            (label.strip().rstrip(":").lower(), value)
            for label, value in zip(row[::2], row[1::2], strict=False)
        )
        for row in rows
    )
    info = Info(lines)
    missing = [label for label in ("manufacturer", "version") if label not in info.labels]
    if missing:
        return info, Finding(Grade.WRONG, f"In info.csv fehlt: {', '.join(missing)}.")
    return info, None
