"""What the hardware TSEs have in common: they sign step by step, and tell later what they last said."""

from __future__ import annotations

import base64
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, TypeVar

from kasse.fiscal.de.client_id import is_client_id
from kasse.fiscal.de.log_message import FINISH, START, LogMessage, LogMessageError, log_moment
from kasse.fiscal.de.verify import can_verify, fits
from kasse.hardware.signing.recent import Recent
from kasse.hardware.signing.tar_logs import finished_in, start_in
from kasse.ports.signing import (
    DeviceInfo,
    Finished,
    SigningError,
    SigningRefused,
    Started,
)

T = TypeVar("T")

MOST_TRANSACTIONS = 2**32 - 1
"""Transaction numbers have 32 bits."""


@dataclass(frozen=True, slots=True)
class Step:
    """One answer of a device: what it numbered, timed and signed."""

    transaction: int
    raw_log_time: str
    counter: int
    signature: bytes


class StepwiseTse(ABC):
    """The daily half of a Tse for a device that answers each step once.

    A lost answer is recognised by the device's last response, where it has one: the signature shows which
    question it answers. What that does not explain is looked up in an export.
    """

    def __init__(self) -> None:
        self._recent: Recent | None = None
        self._in_step: set[str] = set()

    @abstractmethod
    def info(self) -> DeviceInfo:
        """Who the device is."""

    @abstractmethod
    def _remembered(self) -> Recent:
        """The memory of this very device."""

    @abstractmethod
    def _start_step(self, client_id: str) -> Step:
        """Have the device begin a transaction."""

    @abstractmethod
    def _finish_step(self, client_id: str, transaction: int, process_type: str, data: bytes) -> Step:
        """Have the device end one."""

    @abstractmethod
    def _explains(self, client_id: str) -> bool:
        """Whether all that happened for this till is remembered now, after asking the device if it can tell."""

    @abstractmethod
    def _open(self, client_id: str) -> Sequence[int]:
        """The open transactions as the device lists them."""

    @abstractmethod
    def _export_transactions(self, client_id: str, first: int, sink: BinaryIO) -> None:
        """Write an export that has, of this till, at least the transactions from `first` on."""

    def start(self, client_id: str) -> Started:
        """Begin a transaction for this till."""
        check_client(client_id)
        self._catch_up(client_id)
        recent = self._memory()
        recent.ask_start(client_id)
        step = self._asked(client_id, lambda: self._start_step(client_id))
        started = _started(step)
        recent.started(client_id, started)
        return started

    def finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> Finished:
        """End a transaction with what happened."""
        data = process_data.encode("utf-8")
        self._catch_up(client_id)
        recent = self._memory()
        recent.ask_finish(client_id, transaction, process_type, process_data)
        step = self._asked(client_id, lambda: self._finish_step(client_id, transaction, process_type, data))
        started = recent.start_of(client_id, transaction)
        if started is None:
            started = self._exported_start(client_id, transaction)
        finished = _finished(client_id, process_type, process_data, started, step)
        recent.finished(finished)
        return finished

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        """Start and finish at once."""
        started = self.start(client_id)
        return self.finish(client_id, started.transaction, process_type, process_data)

    def open_transactions(self, client_id: str) -> Sequence[int]:
        """The transactions that this client has started and not finished, ascending."""
        return tuple(sorted(self._open(client_id)))

    def finished_since(self, client_id: str, transaction: int) -> Sequence[Finished]:
        """What this client has finished with a number above `transaction`, ascending by number."""
        self._catch_up(client_id)
        recent = self._memory()
        known = recent.since(client_id, transaction)
        if known is not None:
            return known
        with tempfile.TemporaryFile() as archive:
            self._export_transactions(client_id, transaction + 1, archive)
            found = finished_in(archive, client_id, transaction)
        recent.learn(client_id, transaction, found)
        return found

    def _memory(self) -> Recent:
        if self._recent is None:
            self._recent = self._remembered()
        return self._recent

    def _catch_up(self, client_id: str) -> None:
        """Learn what became of a question whose answer did not arrive, or find that it is not known."""
        if client_id in self._in_step:
            return
        if not self._explains(client_id):
            self._memory().forget(client_id)
        self._in_step.add(client_id)

    def _asked(self, client_id: str, work: Callable[[], T]) -> T:
        try:
            return work()
        except SigningRefused:
            self._memory().refused(client_id)
            raise
        except BaseException:
            self._in_step.discard(client_id)
            raise

    def _exported_start(self, client_id: str, transaction: int) -> Started:
        with tempfile.TemporaryFile() as archive:
            self._export_transactions(client_id, transaction, archive)
            started = start_in(archive, client_id, transaction)
        if started is None:
            self._in_step.discard(client_id)
            raise SigningError(
                f"Die TSE nennt den Beginn der Transaktion {transaction} nicht. Bitte die TSE neu anschließen."
            )
        return started

    def _explained_by(self, client_id: str, last: Step | None) -> bool:
        """Whether the device's last response to this till is the one we know, or answers what it was asked last."""
        recent = self._memory()
        asked = recent.asked(client_id)
        if last is None:
            return asked is None and recent.counter(client_id) is not None
        if last.counter == recent.counter(client_id):
            recent.refused(client_id)
            return True
        if asked is None:
            return False
        if asked.transaction is None:
            begun = any(self._fits(client_id, START, kind, "", last) for kind in ("", " "))
            if begun:
                recent.started(client_id, _started(last))
            return begun
        started = recent.start_of(client_id, asked.transaction)
        ended = asked.transaction == last.transaction and self._fits(
            client_id, FINISH, asked.process_type, asked.process_data, last
        )
        if started is not None and ended:
            recent.finished(_finished(client_id, asked.process_type, asked.process_data, started, last))
        return started is not None and ended

    def _fits(self, client_id: str, operation: str, process_type: str, process_data: str, step: Step) -> bool:
        info = self.info()
        message = LogMessage(
            operation=operation,
            client_id=client_id,
            process_type=process_type,
            process_data=process_data.encode("utf-8"),
            transaction=step.transaction,
            serial=bytes.fromhex(info.serial),
            algorithm=info.algorithm,
            counter=step.counter,
            log_time=step.raw_log_time,
        )
        return can_verify(info.algorithm) and fits(message, base64.b64decode(info.public_key), step.signature)


def check_client(client_id: str) -> None:
    """Refuse what no TSE takes as the serial number of a till.

    Raises:
        SigningRefused: it is none.
    """
    if not is_client_id(client_id):
        raise SigningRefused(
            f"„{client_id}“ kann keine Seriennummer einer Kasse sein: höchstens 30 Zeichen, "
            "nur Buchstaben ohne Umlaute, Ziffern, Leerzeichen und ' ( ) + - , . ="
        )


def _started(step: Step) -> Started:
    return Started(
        transaction=step.transaction,
        log_time=_moment(step.raw_log_time),
        raw_log_time=step.raw_log_time,
        counter=step.counter,
        signature=base64.b64encode(step.signature).decode("ascii"),
    )


def _finished(client_id: str, process_type: str, process_data: str, started: Started, step: Step) -> Finished:
    return Finished(
        client_id=client_id,
        transaction=step.transaction,
        process_type=process_type,
        process_data=process_data,
        started=started,
        log_time=_moment(step.raw_log_time),
        raw_log_time=step.raw_log_time,
        counter=step.counter,
        signature=base64.b64encode(step.signature).decode("ascii"),
    )


def _moment(raw: str) -> datetime:
    try:
        return log_moment(raw)
    except LogMessageError as error:
        raise SigningError("Die TSE nennt eine unlesbare Zeit. Bitte die TSE neu anschließen.") from error
