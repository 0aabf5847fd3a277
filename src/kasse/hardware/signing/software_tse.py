"""The shipped software TSE: signs really, keeps what it signed, and is no certified device.

Its folder holds `key.pem`, `certificate.pem`, `lock`, and `log`, a file of log messages as a certified TSE
would export them, each group with the state after it, so that a restart needs to read the last one only.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from kasse.fiscal.de.client_id import is_client_id
from kasse.fiscal.de.log_message import (
    FINISH,
    START,
    LogMessage,
    log_moment,
    read_message,
    signed_bytes,
    whole_message,
)
from kasse.folder_lock import FolderInUse, FolderLock
from kasse.hardware.signing.log_file import DamagedFile, LogFile
from kasse.hardware.signing.tse_key import certificate, make_key, read_key
from kasse.ports.signing import DeviceInfo, Finished, SigningError, SigningRefused, Started

ALGORITHM = "ecdsa-plain-SHA256"
LOG_TIME_FORMAT = "unixTime"
DESCRIPTION = "kasse Software-TSE (TEST, nicht zertifiziert)"

# What certified devices grant at most (512 with some, 2000 with others).
_MAX_OPEN = 512
_MAX_PROCESS_DATA = 64 * 1024

_ECDSA = ec.ECDSA(hashes.SHA256())
_STATE = struct.Struct("<IIqH")  # signature counter, transaction, log time, number of open transactions
_OPEN = struct.Struct("<IQ")  # transaction, where the frame with its start begins
_UINT32 = 2**32 - 1


@dataclass(slots=True)
class _Open:
    """A transaction that was started and not finished."""

    client_id: str
    started: Started
    frame: int


@dataclass(slots=True)
class _State:
    """What the device has to remember."""

    counter: int
    transaction: int
    log_time: int
    open: dict[int, _Open]


class SoftwareTse:
    """A SigningDevice in a folder, on which no other process may work at the same time.

    `now` gives the time (aware); a time before the last one signed counts as the last one.
    A first use makes the key and a self-signed certificate.

    Raises:
        SigningError: the folder is in use, damaged, or cannot be written.
    """

    def __init__(self, folder: Path, *, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now
        self._state: _State | None = None
        self._log: LogFile | None = None
        self._closed = False
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise self._unusable(error) from error
        try:
            self._lock = FolderLock(folder / "lock")
        except FolderInUse as error:
            raise SigningError(
                f"Die TSE im Ordner {folder} wird schon benutzt. Bitte das andere kasse-Programm, "
                "das auf diesen Ordner zugreift, beenden und noch einmal starten."
            ) from error
        except OSError as error:
            raise self._unusable(error) from error
        try:
            self._key = self._load_key()
            point = self._key.public_key().public_bytes(
                serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
            )
            self._serial = hashlib.sha256(point).digest()
            self._info = DeviceInfo(
                serial=self._serial.hex(),
                public_key=base64.b64encode(point).decode("ascii"),
                algorithm=ALGORITHM,
                log_time_format=LOG_TIME_FORMAT,
                certificates=(certificate(folder / "certificate.pem", self._key, self._serial.hex(), now()),),
                description=DESCRIPTION,
                is_test=True,
            )
            self._ready()
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise self._unusable(error) from error
            raise

    def info(self) -> DeviceInfo:
        """Who the device is."""
        return self._info

    def start(self, client_id: str) -> Started:
        """Begin a transaction for this till."""
        log, state = self._ready()
        self._check_client(client_id)
        if len(state.open) >= _MAX_OPEN:
            raise SigningRefused(f"Die TSE hat schon {_MAX_OPEN} offene Transaktionen.")
        number = state.transaction + 1
        der, started = self._started(client_id, number, state)
        now_open = {**state.open, number: _Open(client_id, started, log.end)}
        self._keep(log, _State(started.counter, number, int(started.raw_log_time), now_open), der)
        return started

    def finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> Finished:
        """End a transaction with what happened."""
        log, state = self._ready()
        data = self._checked_data(process_data)
        begun = state.open.get(transaction)
        if begun is None or begun.client_id != client_id:
            raise SigningRefused(f"Eine offene Transaktion {transaction} dieser Kasse kennt die TSE nicht.")
        der, finished = self._finished(client_id, process_type, process_data, data, begun.started, state)
        now_open = {number: other for number, other in state.open.items() if number != transaction}
        after = _State(finished.counter, state.transaction, int(finished.raw_log_time), now_open)
        self._keep(log, after, der)
        return finished

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        """Start and finish at once, and wait for the disk only once."""
        log, state = self._ready()
        self._check_client(client_id)
        data = self._checked_data(process_data)
        number = state.transaction + 1
        start_der, started = self._started(client_id, number, state)
        between = _State(started.counter, number, int(started.raw_log_time), state.open)
        der, finished = self._finished(client_id, process_type, process_data, data, started, between)
        after = _State(finished.counter, number, int(finished.raw_log_time), state.open)
        self._keep(log, after, start_der, der)
        return finished

    def open_transactions(self, client_id: str) -> Sequence[int]:
        """The transactions that this client has started and not finished, ascending."""
        _, state = self._ready()
        return tuple(sorted(number for number, begun in state.open.items() if begun.client_id == client_id))

    def finished_since(self, client_id: str, transaction: int) -> Sequence[Finished]:
        """What this client has finished with a number above `transaction`; reads the file's end only as far."""
        log, state = self._ready()
        if transaction >= state.transaction:
            return ()
        found: list[Finished] = []
        ends: dict[int, tuple[LogMessage, bytes]] = {}
        for message, signature in self._backwards(log):
            if message.operation != START:
                ends[message.transaction] = (message, signature)
                continue
            # Starts stand in the order of their numbers, and no finish before its start.
            if message.transaction <= transaction:
                break
            end = ends.pop(message.transaction, None)
            if end is not None and message.client_id == client_id:
                found.append(_finished(*end, _started(message, signature)))
        return tuple(sorted(found, key=lambda finished: finished.transaction))

    def close(self) -> None:
        """Let go of the folder."""
        self._closed = True
        if self._log is not None:
            self._log.close()
            self._log = None
        self._state = None
        self._lock.release()

    def _started(self, client_id: str, number: int, state: _State) -> tuple[bytes, Started]:
        message = self._message(START, client_id, "", b"", number, state)
        der, signature = self._signed(message)
        return der, _started(message, signature)

    def _finished(
        self, client_id: str, process_type: str, text: str, data: bytes, started: Started, state: _State
    ) -> tuple[bytes, Finished]:
        message = self._message(FINISH, client_id, process_type, data, started.transaction, state)
        der, signature = self._signed(message)
        return der, _finished(message, signature, started, text)

    def _message(
        self, operation: str, client_id: str, process_type: str, data: bytes, number: int, state: _State
    ) -> LogMessage:
        counter = state.counter + 1
        if counter > _UINT32:
            raise SigningError("Die Test-TSE hat keine Signaturnummern mehr. Bitte eine neue anlegen.")
        log_time = max(state.log_time, int(self._now().timestamp()))
        return LogMessage(
            operation, client_id, process_type, data, number, self._serial, ALGORITHM, counter, str(log_time)
        )

    def _signed(self, message: LogMessage) -> tuple[bytes, bytes]:
        signed = signed_bytes(message)
        r, s = decode_dss_signature(self._key.sign(signed, _ECDSA))
        signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        return whole_message(signed, signature), signature

    @staticmethod
    def _check_client(client_id: str) -> None:
        if not is_client_id(client_id):
            raise SigningRefused(
                f"„{client_id}“ kann keine Seriennummer einer Kasse sein: höchstens 30 Zeichen, "
                "nur Buchstaben ohne Umlaute, Ziffern, Leerzeichen und ' ( ) + - , . ="
            )

    @staticmethod
    def _checked_data(process_data: str) -> bytes:
        data = process_data.encode()
        if len(data) > _MAX_PROCESS_DATA:
            raise SigningRefused(f"Ein Vorgang mit {len(data)} Zeichen ist der TSE zu lang.")
        return data

    def _keep(self, log: LogFile, state: _State, *messages: bytes) -> None:
        head = _STATE.pack(state.counter, state.transaction, state.log_time, len(state.open))
        begun = [_OPEN.pack(number, opened.frame) for number, opened in state.open.items()]
        self._state = None  # unknown until the disk has answered
        try:
            log.append(b"".join((head, *begun, *messages)))
        except OSError as error:
            raise SigningError(
                f"Die Test-TSE kann nicht schreiben ({error.strerror}). Bitte Speicherplatz und Datenträger prüfen."
            ) from error
        self._state = state

    def _ready(self) -> tuple[LogFile, _State]:
        """Log and state; after a failed write both are read anew, because the disk alone knows what it kept."""
        if self._log is not None and self._state is not None:
            return self._log, self._state
        if self._closed:
            raise SigningError("Die Test-TSE ist schon abgemeldet. Bitte das Programm neu starten.")
        if self._log is not None:
            self._log.close()
        try:
            self._log = LogFile(self._folder / "log")
            self._state = self._last_state(self._log)
        except OSError as error:
            raise self._unusable(error) from error
        except DamagedFile as error:
            raise self._damaged() from error
        return self._log, self._state

    def _last_state(self, log: LogFile) -> _State:
        body = next(log.backwards(), None)
        if body is None:
            return _State(0, 0, 0, {})
        counter, transaction, log_time, count = _STATE.unpack_from(body)
        entries = _OPEN.iter_unpack(body[_STATE.size : _STATE.size + count * _OPEN.size])
        begun: dict[int, _Open] = {}
        for number, frame in entries:
            for message, signature in _messages(log.read(frame)):
                if message.operation == START and message.transaction == number:
                    begun[number] = _Open(message.client_id, _started(message, signature), frame)
        return _State(counter, transaction, log_time, begun)

    def _backwards(self, log: LogFile) -> Iterator[tuple[LogMessage, bytes]]:
        try:
            for body in log.backwards():
                yield from reversed(list(_messages(body)))
        except OSError as error:
            raise self._unusable(error) from error
        except DamagedFile as error:
            raise self._damaged() from error

    def _damaged(self) -> SigningError:
        return SigningError(
            f"Die Aufzeichnung der Test-TSE in {self._folder} ist beschädigt. "
            "Bitte den Ordner aus einer Sicherung zurückholen."
        )

    def _unusable(self, error: OSError) -> SigningError:
        return SigningError(
            f"Der Ordner {self._folder} der Test-TSE ist nicht benutzbar ({error.strerror}). "
            "Bitte Rechte und Datenträger prüfen."
        )

    def _load_key(self) -> ec.EllipticCurvePrivateKey:
        path = self._folder / "key.pem"
        if path.exists():
            return read_key(path)
        log = self._folder / "log"
        if log.exists() and log.stat().st_size:
            raise SigningError(
                f"In {self._folder} fehlt der Schlüssel (key.pem) zur vorhandenen Aufzeichnung. "
                "Bitte den Ordner aus einer Sicherung zurückholen."
            )
        return make_key(path)


def _started(message: LogMessage, signature: bytes) -> Started:
    return Started(
        transaction=message.transaction,
        log_time=log_moment(message.log_time),
        raw_log_time=message.log_time,
        counter=message.counter,
        signature=base64.b64encode(signature).decode("ascii"),
    )


def _finished(message: LogMessage, signature: bytes, started: Started, text: str | None = None) -> Finished:
    return Finished(
        client_id=message.client_id,
        transaction=message.transaction,
        process_type=message.process_type,
        process_data=message.process_data.decode() if text is None else text,
        started=started,
        log_time=log_moment(message.log_time),
        raw_log_time=message.log_time,
        counter=message.counter,
        signature=base64.b64encode(signature).decode("ascii"),
    )


def _messages(body: bytes) -> Iterator[tuple[LogMessage, bytes]]:
    count = _STATE.unpack_from(body)[3]
    at = _STATE.size + count * _OPEN.size
    while at < len(body):
        # DER: a SEQUENCE says its own length, in one byte or in as many as the first one counts.
        size, head = body[at + 1], 2
        if size > 0x80:
            head += size & 0x7F
            size = int.from_bytes(body[at + 2 : at + head], "big")
        message, _, signature = read_message(body[at : at + head + size])
        yield message, signature
        at += head + size
