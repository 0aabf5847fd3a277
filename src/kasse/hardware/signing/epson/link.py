"""The connection to an Epson TSE: opened when it is needed, dropped whenever an answer is late, cut or unreadable."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from kasse.hardware.signing.epson import messages
from kasse.hardware.signing.epson.errors import failure
from kasse.hardware.signing.epson.messages import Message, MessageError
from kasse.ports.signing import SigningError, SigningTimeout

CONNECT_SECONDS = 2.0
OPEN_SECONDS = 10.0
_IN_USE_TRIES = 8
_IN_USE_PAUSE = 0.2
_MOST_STRAY = 20
"""Messages that answer nothing; a device sends one now and then."""
_CHUNK = 64 * 1024


class EpsonLink:
    """Used by one thread at a time. Every operation raises SigningError.

    A device that another till has open is asked for a moment longer (`wait` pauses between).
    """

    def __init__(
        self,
        host: str,
        port: int,
        device_id: str,
        *,
        wait: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._host = host
        self._port = port
        self._device_id = device_id
        self._wait = wait
        self._monotonic = monotonic
        self._socket: socket.socket | None = None
        self._received = bytearray()
        self._is_closed = False
        self.opened = 0
        """How often the device was opened: logins of an earlier time may be gone."""

    def operate(self, request: Mapping[str, Any], *, seconds: float) -> dict[str, Any]:
        """Ask the TSE; the whole answer as JSON."""
        self._open()
        answer = self._ask(
            messages.operate(self._device_id, request, seconds=seconds), "device_data", seconds + 1
        )
        text = answer.texts.get("resultdata", "")
        if not text:
            code = answer.texts.get("code", "")
            self.drop()
            raise failure(code or "SYSTEM_ERROR")
        try:
            return messages.read_result(text)
        except MessageError as error:
            raise self._unreadable() from error

    def release(self) -> None:
        """Let others have the device; the next question opens it again."""
        if self._socket is None:
            return
        with suppress(SigningError):  # it is let go in any case
            self._ask(messages.close_device(self._device_id), "close_device", CONNECT_SECONDS)
        self.drop()

    def close(self) -> None:
        """Let go for good."""
        self.release()
        self._is_closed = True

    def drop(self) -> None:
        """Forget the connection with whatever may still come over it."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._received.clear()

    def _open(self) -> None:
        if self._is_closed:
            raise SigningError("Die TSE ist schon abgemeldet. Bitte das Programm neu starten.")
        if self._socket is not None:
            return
        self._connect()
        for tries_left in reversed(range(_IN_USE_TRIES)):
            answer = self._ask(messages.open_device(self._device_id), "open_device", OPEN_SECONDS)
            code = answer.texts.get("code", "")
            if code == "OK":
                self.opened += 1
                return
            if code != "DEVICE_IN_USE" or not tries_left:
                self.drop()
                raise failure(code or "DEVICE_OPEN_ERROR")
            self._wait(_IN_USE_PAUSE)

    def _connect(self) -> None:
        try:
            self._socket = socket.create_connection((self._host, self._port), timeout=CONNECT_SECONDS)
        except OSError as error:
            raise SigningError(
                f"Die TSE {self._host}:{self._port} ist nicht erreichbar. Bitte Drucker oder TSE-Server "
                "einschalten und das Netzwerkkabel prüfen.",
                "NETWORK",
            ) from error
        self._receive("connect", OPEN_SECONDS)

    def _ask(self, question: bytes, kind: str, seconds: float) -> Message:
        if self._socket is None:
            raise self._lost()
        try:
            self._socket.settimeout(seconds)
            self._socket.sendall(question)
        except OSError as error:
            self.drop()
            raise self._lost() from error
        return self._receive(kind, seconds)

    def _receive(self, kind: str, seconds: float) -> Message:
        """The next message of this kind. The device may say other things in between."""
        until = self._monotonic() + seconds
        for _ in range(_MOST_STRAY):
            raw = self._next(until)
            try:
                message = messages.read_message(raw)
            except MessageError as error:
                raise self._unreadable() from error
            if message.kind == kind:
                return message
        raise self._unreadable()

    def _next(self, until: float) -> bytes:
        searched = 0
        while (end := self._received.find(messages.END, searched)) < 0:
            searched = len(self._received)
            if searched > messages.MOST_BYTES:
                raise self._unreadable()
            self._received += self._chunk(until)
        raw = bytes(self._received[:end])
        del self._received[: end + 1]
        return raw

    def _chunk(self, until: float) -> bytes:
        if self._socket is None:
            raise self._lost()
        try:
            self._socket.settimeout(max(0.001, until - self._monotonic()))
            chunk = self._socket.recv(_CHUNK)
        except TimeoutError as error:
            self.drop()
            raise SigningTimeout(
                "Die TSE antwortet nicht. Bitte Drucker oder TSE-Server und das Netzwerk prüfen.", "TIMEOUT"
            ) from error
        except OSError as error:
            self.drop()
            raise self._lost() from error
        if not chunk:
            self.drop()
            raise self._lost()
        return chunk

    def _unreadable(self) -> SigningError:
        self.drop()
        return SigningError(
            f"Unter {self._host}:{self._port} antwortet etwas, das keine Epson-TSE ist. "
            "Bitte Adresse und Port in den Einstellungen prüfen.",
            "UNREADABLE",
        )

    def _lost(self) -> SigningError:
        return SigningError(
            "Die Verbindung zur TSE ist abgebrochen. Bitte Drucker oder TSE-Server und das Netzwerk prüfen.",
            "NETWORK",
        )
