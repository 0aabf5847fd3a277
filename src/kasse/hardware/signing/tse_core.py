"""The signing core of the software TSE: transactions, and notes about itself, signed one after the other."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kasse.fiscal.de.client_id import is_client_id
from kasse.fiscal.de.log_message import (
    FINISH,
    START,
    LogMessage,
    log_moment,
    signed_bytes,
    signed_event_bytes,
    whole_message,
)
from kasse.hardware.signing.tse_memory import TseMemory, started_by
from kasse.hardware.signing.tse_record import Care, Open, State
from kasse.ports.signing import DeviceState, Finished, SigningError, SigningRefused, Started

# What certified devices grant at most (512 with some, 2000 with others).
MOST_OPEN = 512
_MOST_DATA = 64 * 1024
MOST_COUNTED = 2**32 - 1
"""Counters are unsigned 32 bit (BSI TR-03153)."""


class TseCore:
    """Signs for registered tills while it is fit. `now` gives the time (aware); a time before the last one signed
    counts as the last one.

    Every operation raises SigningError.
    """

    def __init__(self, folder: Path, *, algorithm: str, now: Callable[[], datetime]) -> None:
        self._now = now
        self.memory = TseMemory(folder, algorithm=algorithm, now=now)
        self._ends_at = self.memory.certificate_until.timestamp()
        self._test_until = 0.0
        self._time_until = 0.0
        self._fit_until = 0.0

    def wants_attention(self, client_id: str) -> bool:
        """Whether it would sign nothing now for this till: somebody has to look after it."""
        _, state = self.memory.ready()
        return client_id not in state.care.clients or self._now().timestamp() >= self._fit_until

    @property
    def care(self) -> Care:
        """Who may sign, and where in its life the device is."""
        return self.memory.ready()[1].care

    def start(self, client_id: str) -> Started:
        """Begin a transaction."""
        log, state = self.memory.ready()
        at = self._check(state, client_id)
        if len(state.open) >= MOST_OPEN:
            raise SigningRefused(f"Die TSE hat schon {MOST_OPEN} offene Transaktionen.", "MOST_TRANSACTIONS")
        number = state.transaction + 1
        message = self._message(START, client_id, "", b"", number, state.counter + 1, at)
        der, signature = self._signed(message)
        started = started_by(message, signature)
        now_open = {**state.open, number: Open(client_id, started, log.end)}
        self.memory.keep(State(message.counter, number, at, now_open, state.care, state.care_frame), der)
        return started

    def finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> Finished:
        """End a transaction."""
        _, state = self.memory.ready()
        at = self._check(state, client_id)
        data = _checked(process_data)
        begun = state.open.get(transaction)
        if begun is None or begun.client_id != client_id:
            raise SigningRefused(
                f"Eine offene Transaktion {transaction} dieser Kasse kennt die TSE nicht.", "NO_TRANSACTION"
            )
        message = self._message(FINISH, client_id, process_type, data, transaction, state.counter + 1, at)
        der, signature = self._signed(message)
        now_open = {number: other for number, other in state.open.items() if number != transaction}
        after = State(message.counter, state.transaction, at, now_open, state.care, state.care_frame)
        self.memory.keep(after, der)
        return _finished(message, signature, begun.started, process_data)

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        """Start and finish at once, and wait for the disk only once."""
        _, state = self.memory.ready()
        at = self._check(state, client_id)
        data = _checked(process_data)
        number = state.transaction + 1
        begin = self._message(START, client_id, "", b"", number, state.counter + 1, at)
        begin_der, begin_signature = self._signed(begin)
        end = self._message(FINISH, client_id, process_type, data, number, state.counter + 2, at)
        der, signature = self._signed(end)
        after = State(end.counter, number, at, state.open, state.care, state.care_frame)
        self.memory.keep(after, begin_der + der)
        return _finished(end, signature, started_by(begin, begin_signature), process_data)

    def open_transactions(self, client_id: str) -> Sequence[int]:
        """The transactions that this client has started and not finished, ascending."""
        _, state = self.memory.ready()
        return tuple(sorted(number for number, begun in state.open.items() if begun.client_id == client_id))

    def finished_since(self, client_id: str, transaction: int) -> Sequence[Finished]:
        """What this client has finished with a number above `transaction`; reads the file's end only as far."""
        _, state = self.memory.ready()
        if transaction >= state.transaction:
            return ()
        found: list[Finished] = []
        ends: dict[int, tuple[LogMessage, bytes]] = {}
        for message, signature in self.memory.backwards():
            if message.operation != START:
                ends[message.transaction] = (message, signature)
                continue
            # Starts stand in the order of their numbers, and no finish before its start.
            if message.transaction <= transaction:
                break
            end = ends.pop(message.transaction, None)
            if end is not None and message.client_id == client_id:
                found.append(_finished(*end, started_by(message, signature), end[0].process_data.decode()))
        return tuple(sorted(found, key=lambda finished: finished.transaction))

    def _check(self, state: State, client_id: str) -> int:
        """Whether this till may sign now; gives the time to sign with."""
        if client_id not in state.care.clients or state.care.state is not DeviceState.READY:
            self._check_client(client_id)
            check_life(state.care)
            raise not_registered(client_id)
        at = self._now().timestamp()
        if at >= self._fit_until:
            raise self._unfit(at)
        return max(state.log_time, int(at))

    def _unfit(self, at: float) -> SigningError:
        if at >= self._ends_at:
            day = self.memory.certificate_until.astimezone(UTC)
            return SigningError(
                f"Das Zertifikat der TSE ist am {day:%d.%m.%Y} abgelaufen. Bitte eine neue TSE einrichten.",
                "CERTIFICATE_EXPIRED",
            )
        if at >= self._test_until:
            return SigningError("Die TSE braucht erst einen Selbsttest.", "NEEDS_SELF_TEST")
        return SigningError("Die Uhr der TSE ist nicht gestellt.", "NO_TIME_SET")

    def _reckon(self) -> None:
        self._fit_until = min(self._ends_at, self._test_until, self._time_until)

    @staticmethod
    def _check_client(client_id: str) -> None:
        if not is_client_id(client_id):
            raise SigningRefused(
                f"„{client_id}“ kann keine Seriennummer einer Kasse sein: höchstens 30 Zeichen, "
                "nur Buchstaben ohne Umlaute, Ziffern, Leerzeichen und ' ( ) + - , . =",
                "CLIENT_ID",
            )

    def _message(
        self,
        operation: str,
        client_id: str,
        process_type: str,
        data: bytes,
        number: int,
        counter: int,
        at: int,
    ) -> LogMessage:
        _check_counter(counter)
        key = self.memory.key
        return LogMessage(
            operation,
            client_id,
            process_type,
            data,
            number,
            self.memory.serial,
            key.algorithm,
            counter,
            str(at),
        )

    def _signed(self, message: LogMessage) -> tuple[bytes, bytes]:
        signed = signed_bytes(message)
        signature = self.memory.key.sign(signed)
        return whole_message(signed, signature), signature

    def _note(self, event: str | None, fields: bytes = b"", *, care: Care | None = None) -> None:
        """Make durable that something happened to the device, and what it changed; without an event only that."""
        _, state = self.memory.ready()
        after = replace(state) if care is None else replace(state, care=care)
        message = self._event(after, event, fields) if event is not None and self._can_note(state) else b""
        if message or care is not None:
            self.memory.keep(after, message, with_care=care is not None)

    def _can_note(self, before: State) -> bool:
        """At the end of its life a device signs nothing, not even what happens to it."""
        return before.care.state is not DeviceState.DISABLED and self._now().timestamp() < self._ends_at

    def _event(self, state: State, event: str, fields: bytes) -> bytes:
        """A signed system log; counts on in `state`."""
        _check_counter(state.counter + 1)
        state.counter += 1
        state.log_time = max(state.log_time, int(self._now().timestamp()))
        signed = signed_event_bytes(
            event,
            fields,
            serial=self.memory.serial,
            algorithm=self.memory.key.algorithm,
            counter=state.counter,
            log_time=str(state.log_time),
        )
        return whole_message(signed, self.memory.key.sign(signed))


def check_life(care: Care) -> None:
    """Raise SigningError unless the device is between set-up and the end of its life."""
    if care.state is DeviceState.NEW:
        raise SigningError(
            "Die TSE ist noch nicht eingerichtet. Bitte in den Einstellungen einrichten.", "NOT_INITIALIZED"
        )
    if care.state is DeviceState.DISABLED:
        raise SigningError(
            "Die TSE ist für immer außer Betrieb genommen. Bitte eine neue einrichten.", "DISABLED"
        )


def not_registered(client_id: str) -> SigningRefused:
    """This till is none of the device's."""
    return SigningRefused(
        f"Die Kasse {client_id} ist bei der TSE nicht angemeldet. Bitte in den Einstellungen anmelden.",
        "CLIENT_NOT_REGISTERED",
    )


def _check_counter(counter: int) -> None:
    if counter > MOST_COUNTED:
        raise SigningError(
            "Die Test-TSE hat keine Signaturnummern mehr. Bitte eine neue anlegen.", "SIGNATURES_EXCEEDED"
        )


def _checked(process_data: str) -> bytes:
    data = process_data.encode()
    if len(data) > _MOST_DATA:
        raise SigningRefused(f"Ein Vorgang mit {len(data)} Zeichen ist der TSE zu lang.", "DATA_LENGTH")
    return data


def _finished(message: LogMessage, signature: bytes, started: Started, text: str) -> Finished:
    return Finished(
        client_id=message.client_id,
        transaction=message.transaction,
        process_type=message.process_type,
        process_data=text,
        started=started,
        log_time=log_moment(message.log_time),
        raw_log_time=message.log_time,
        counter=message.counter,
        signature=b64encode(signature).decode("ascii"),
    )
