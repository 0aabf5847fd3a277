"""The folder of a software TSE: key, certificate, and the log file with the state after each step."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kasse.fiscal.de.log_message import START, LogMessage, log_moment, read_message
from kasse.fiscal.de.tse_archive.certificates import read_certificates
from kasse.folder_lock import FolderInUse, FolderLock
from kasse.hardware.signing.log_file import MAX_BODY, DamagedFile, LogFile, sync_folder
from kasse.hardware.signing.tse_key import TseKey, certificate, make_key, read_key
from kasse.hardware.signing.tse_record import (
    Care,
    Open,
    State,
    frame_body,
    frame_head,
    frame_messages,
    is_transaction,
)
from kasse.ports.signing import DeviceState, SigningError, Started

_NEW = Care()
# Folders from before there was a set-up: whoever signed goes on signing.
_FROM_BEFORE = Care(DeviceState.READY, by_itself=True)


class TseMemory:
    """A folder on which no other process may work at the same time: `key.pem`, `certificate.pem`, `lock`, `log`.

    A first use makes the key (for `algorithm`; a key that is there keeps its own) and the certificate.

    Raises:
        SigningError: the folder is in use, damaged, or cannot be used; from every operation.
    """

    def __init__(self, folder: Path, *, algorithm: str, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._state: State | None = None
        self._log: LogFile | None = None
        self._closed = False
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = FolderLock(folder / "lock")
        except FolderInUse as error:
            raise SigningError(
                f"Die TSE im Ordner {folder} wird schon benutzt. Bitte das andere kasse-Programm, "
                "das auf diesen Ordner zugreift, beenden und noch einmal starten."
            ) from error
        except OSError as error:
            raise self._unusable(error) from error
        try:
            self.key: TseKey = self._load_key(algorithm)
            self.serial = hashlib.sha256(self.key.point).digest()
            """SHA-256 of the key's point."""
            path = folder / "certificate.pem"
            self.certificate = certificate(path, self.key, self.serial.hex(), now())
            """Base64 of the DER form."""
            self.certificate_until = self._until(path)
            self.ready()
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise self._unusable(error) from error
            raise

    def close(self) -> None:
        """Let go of the folder."""
        self._closed = True
        self._state = None
        log, self._log = self._log, None
        try:
            if log is not None:
                log.close()
        except OSError as error:
            raise self._unusable(error) from error
        finally:
            self._lock.release()

    def ready(self) -> tuple[LogFile, State]:
        """Log and state; after a failed write both are read anew, because the disk alone knows what it kept."""
        if self._log is not None and self._state is not None:
            return self._log, self._state
        if self._closed:
            raise SigningError("Die Test-TSE ist schon abgemeldet. Bitte das Programm neu starten.")
        try:
            if self._log is not None:
                self._log.close()
            self._log = LogFile(self._folder / "log")
            self._state = _last_state(self._log)
        except OSError as error:
            raise self._unusable(error) from error
        except (DamagedFile, ValueError) as error:
            raise self._damaged() from error
        return self._log, self._state

    def keep(self, state: State, messages: bytes, *, with_care: bool = False) -> None:
        """Make this state and these log messages durable: all of it or nothing."""
        log, _ = self.ready()
        if with_care:
            state.care_frame = log.end
        self._state = None  # unknown until the disk has answered
        try:
            log.append(frame_body(state, messages, with_care=with_care))
        except OSError as error:
            raise SigningError(
                f"Die Test-TSE kann nicht schreiben ({error.strerror}). Bitte Speicherplatz und Datenträger prüfen."
            ) from error
        self._state = state

    def forget(self, up_to: int, state: State, messages: bytes) -> None:
        """Let the log begin anew: without what stands before this place, and with `messages` at its end."""
        log, _ = self.ready()
        self._state = None
        draft = self._folder / "log.new"
        try:
            kept = list(self._between(log, up_to, log.end))
            draft.unlink(missing_ok=True)
            fresh = LogFile(draft)
            try:
                for part in _in_parts([*kept, messages]):
                    state = replace(state, care_frame=fresh.end)
                    fresh.append(frame_body(state, part, with_care=True))
            finally:
                fresh.close()
            log.close()
            self._log = None
            draft.replace(self._folder / "log")
            sync_folder(self._folder)
        except OSError as error:
            raise self._unusable(error) from error
        self.ready()

    def backwards(self) -> Iterator[tuple[LogMessage, bytes]]:
        """The log messages of transactions with their signatures, the newest first."""
        log, _ = self.ready()
        try:
            for body in log.backwards():
                for message in reversed(list(frame_messages(body, frame_head(body).messages_at))):
                    if is_transaction(message):
                        read, _, signature = read_message(message)
                        yield read, signature
        except OSError as error:
            raise self._unusable(error) from error
        except (DamagedFile, ValueError) as error:
            raise self._damaged() from error

    def frames(self, start: int, end: int) -> Iterator[bytes]:
        """The bodies of the frames between these places, the oldest first. The log may grow meanwhile."""
        frames = self.ready()[0].forwards(start, end)
        while True:
            try:
                body = next(frames, None)
            except OSError as error:
                raise self._unusable(error) from error
            except DamagedFile as error:
                raise self._damaged() from error
            if body is None:
                return
            yield body

    def _between(self, log: LogFile, start: int, end: int) -> Iterator[bytes]:
        for body in log.forwards(start, end):
            yield body[frame_head(body).messages_at :]

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

    def _until(self, path: Path) -> datetime:
        try:
            found = read_certificates(b64decode(self.certificate, validate=True))
        except ValueError:
            found = []
        if not found or found[0].serial != self.serial.hex():
            raise SigningError(
                f"Das Zertifikat {path} der Test-TSE gehört nicht zu ihrem Schlüssel oder ist beschädigt. "
                "Bitte den Ordner aus einer Sicherung zurückholen."
            )
        return found[0].valid_until

    def _load_key(self, algorithm: str) -> TseKey:
        path = self._folder / "key.pem"
        if path.exists():
            return read_key(path)
        log = self._folder / "log"
        if log.exists() and log.stat().st_size:
            raise SigningError(
                f"In {self._folder} fehlt der Schlüssel (key.pem) zur vorhandenen Aufzeichnung. "
                "Bitte den Ordner aus einer Sicherung zurückholen."
            )
        return make_key(path, algorithm)


def started_by(message: LogMessage, signature: bytes) -> Started:
    """What the device answered when it signed this start."""
    return Started(
        transaction=message.transaction,
        log_time=log_moment(message.log_time),
        raw_log_time=message.log_time,
        counter=message.counter,
        signature=b64encode(signature).decode("ascii"),
    )


def _last_state(log: LogFile) -> State:
    body = next(log.backwards(), None)
    if body is None:
        return State(0, 0, 0, {}, _NEW, None)
    head = frame_head(body)
    begun: dict[int, Open] = {}
    for number, frame in head.open:
        there = log.read(frame)
        for der in frame_messages(there, frame_head(there).messages_at):
            if is_transaction(der):
                message, _, signature = read_message(der)
                if message.operation == START and message.transaction == number:
                    begun[number] = Open(message.client_id, started_by(message, signature), frame)
    care, place = head.care, head.care_frame
    if care is not None:
        # Its own place is where it begins: it is the last one.
        place = log.end - log.frame_size(body)
    elif place is not None:
        care = frame_head(log.read(place)).care
        if care is None:
            raise DamagedFile(f"no care record at {place}")
    return State(head.counter, head.transaction, head.log_time, begun, care or _FROM_BEFORE, place)


def _in_parts(messages: Iterable[bytes]) -> Iterator[bytes]:
    """Messages joined to parts of which each fits into a frame with room for a head."""
    part: list[bytes] = []
    size = 0
    for each in messages:
        if part and size + len(each) > MAX_BODY // 2:
            yield b"".join(part)
            part, size = [], 0
        part.append(each)
        size += len(each)
    yield b"".join(part)
