"""Transactions out of a device's TAR export, and a part of an export where the device hands out the whole only."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from kasse.fiscal.de.findings import shown
from kasse.fiscal.de.log_message import LogMessageError, log_moment
from kasse.fiscal.de.tse_archive.log import Operation, TransactionLog, UnreadableLogError, read_log
from kasse.fiscal.de.tse_archive.names import Named, read_name
from kasse.fiscal.de.tse_archive.tar import BLOCK, ArchiveError, Member, members
from kasse.ports.signing import (
    ExportCancelled,
    ExportRange,
    Finished,
    Progress,
    SigningError,
    Span,
    Started,
)


class Metered:
    """A sink that counts, tells its progress, and stops when nobody wants the export any more."""

    def __init__(self, sink: BinaryIO, progress: Progress | None, whole: int | None) -> None:
        self._sink = sink
        self._progress = progress
        self._whole = whole
        self.done = 0
        self.is_cancelled = False

    def take(self, data: bytes) -> bool:
        """Write; whether to go on."""
        self._sink.write(data)
        self.done += len(data)
        whole = None if self._whole is None else max(self._whole, self.done)
        if self._progress is not None and not self._progress(self.done, whole):
            self.is_cancelled = True
        return not self.is_cancelled

    def write(self, data: bytes) -> int:
        """Write as into a file.

        Raises:
            ExportCancelled: nobody wants it any more.
        """
        if not self.take(data):
            raise ExportCancelled
        return len(data)

    def ask(self, _done: int, _whole: int | None) -> bool:
        """Whether to go on, while something is prepared of which nothing is handed out yet."""
        if self._progress is not None and not self._progress(self.done, None):
            self.is_cancelled = True
        return not self.is_cancelled


def finished_in(archive: BinaryIO, client_id: str, after: int) -> tuple[Finished, ...]:
    """What a till has finished with a number above `after`, ascending, as the export tells it.

    Raises:
        SigningError: it is no readable export.
    """
    starts: dict[int, Started] = {}
    ends: dict[int, TransactionLog] = {}
    for log in _transactions(archive, client_id, after):
        if log.operation is Operation.START:
            starts[log.transaction] = started_of(log)
        elif log.operation is Operation.FINISH:
            ends[log.transaction] = log
    return tuple(_finished(ends[number], starts[number]) for number in sorted(ends) if number in starts)


def starts_in(archive: BinaryIO, client_id: str, after: int = 0) -> dict[int, Started]:
    """How the transactions of a till with a number above `after` began that the export does not see finished.

    Raises:
        SigningError: it is no readable export.
    """
    begun: dict[int, Started] = {}
    ended: set[int] = set()
    for log in _transactions(archive, client_id, after):
        if log.operation is Operation.START:
            begun[log.transaction] = started_of(log)
        elif log.operation is Operation.FINISH:
            ended.add(log.transaction)
    return {number: started for number, started in sorted(begun.items()) if number not in ended}


def start_in(archive: BinaryIO, client_id: str, transaction: int) -> Started | None:
    """How one transaction began.

    Raises:
        SigningError: it is no readable export.
    """
    for log in _transactions(archive, client_id, transaction - 1):
        if log.transaction == transaction and log.operation is Operation.START:
            return started_of(log)
    return None


def copy_range(archive: BinaryIO, sink: Metered, within: ExportRange) -> None:
    """Write the part of an export that lies in a range: its log messages, and all that is no log message.

    Raises:
        SigningError: it is no readable export.
    """
    begin = 0
    for member in _members(archive, lambda _: False):
        named = read_name(member.name)
        if named is None or _lies_within(named, within):
            archive.seek(begin)
            sink.write(archive.read(member.end - begin))
        begin = member.end
    sink.write(bytes(2 * BLOCK))


def _lies_within(named: Named, within: ExportRange) -> bool:
    if within.span is Span.TRANSACTIONS:
        return named.transaction is not None and within.first <= named.transaction <= within.last
    try:
        moment = log_moment(named.time)
    except LogMessageError:
        return False
    return within.first <= moment.timestamp() <= within.last


def _transactions(archive: BinaryIO, client_id: str, after: int) -> Iterator[TransactionLog]:
    def wanted(name: str) -> bool:
        named = read_name(name)
        return named is not None and named.transaction is not None and named.transaction > after

    for member in _members(archive, wanted):
        if member.content is None:
            continue
        try:
            log = read_log(member.content)
        except UnreadableLogError as error:
            raise _unreadable(f"{shown(member.name)} {error}") from error
        if isinstance(log, TransactionLog) and log.client_id == client_id and log.transaction > after:
            yield log


def _members(archive: BinaryIO, wanted: Callable[[str], bool]) -> Iterator[Member]:
    if not archive.seek(0, 2):
        return  # where nothing lies in a range some devices hand out nothing at all
    try:
        for member in members(archive, wanted):
            if member.trouble:
                raise _unreadable(shown(f"{member.name} {member.trouble}".strip()))
            yield member
    except (ArchiveError, OSError) as error:
        raise _unreadable(str(error)) from error


def _unreadable(what: str) -> SigningError:
    return SigningError(f"Der Export der TSE ist nicht lesbar ({what}). Bitte noch einmal versuchen.")


def started_of(log: TransactionLog) -> Started:
    """The answer that the device gave with this log message."""
    return Started(
        transaction=log.transaction,
        log_time=log.moment,
        raw_log_time=log.log_time,
        counter=log.counter,
        signature=base64.b64encode(log.signature).decode("ascii"),
    )


def _finished(log: TransactionLog, started: Started) -> Finished:
    return Finished(
        client_id=log.client_id,
        transaction=log.transaction,
        process_type=log.process_type,
        process_data=log.process_data.decode("utf-8", "replace"),
        started=started,
        log_time=log.moment,
        raw_log_time=log.log_time,
        counter=log.counter,
        signature=base64.b64encode(log.signature).decode("ascii"),
    )


def utc(seconds: int) -> datetime:
    """Seconds since 1970 as a moment (aware UTC).

    Raises:
        SigningError: no device means that.
    """
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SigningError("Die TSE nennt eine unmögliche Zeit. Bitte noch einmal versuchen.") from error
