"""The connection to Diebold Nixdorf's web service: framed JSON, each answer known by the number of its question."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kasse.hardware.signing.diebold.errors import failure
from kasse.hardware.signing.output import Output
from kasse.ports.signing import SigningError, SigningTimeout

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

_BEGIN, _END = "\x02", "\x03\n"
MOST_BYTES = 8 * 1024 * 1024
"""An answer with a portion of an export is the longest."""
CONNECT_SECONDS, CLOSE_SECONDS = 2.0, 0.2
_MOST_STRAY = 50
"""Events and answers to questions that nobody waits for any more."""


class DieboldLink:
    """Used by one thread at a time. Every operation raises SigningError. Opens with the first question."""

    def __init__(self, address: str, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._address = checked_address(address)
        self._monotonic = monotonic
        self._connection: ClientConnection | None = None
        self._stack = ExitStack()
        self._number = 0
        self._is_closed = False
        self._opened = 0

    def open(self) -> int:
        """Open it if that is not done. Which connection it is: what was said to an earlier one is forgotten there."""
        self._open()
        return self._opened

    def ask(self, command: str, seconds: float, /, **parameters: Any) -> Output:
        """A command and its answer."""
        self.send(command, **parameters)
        return self.answer(command, seconds)

    def send(self, command: str, /, **parameters: Any) -> None:
        """Send a command; its answers, one or more, are fetched with `answer`."""
        from websockets.exceptions import ConnectionClosed

        connection = self._open()
        self._number += 1
        question = json.dumps({"Command": command, "PingPong": self._number, **parameters})
        try:
            connection.send(f"{_BEGIN}{question}{_END}")
        except (ConnectionClosed, OSError) as error:
            self.drop()
            raise self._lost() from error

    def answer(self, command: str, seconds: float) -> Output:
        """The next answer to the last command."""
        until = self._monotonic() + seconds
        for _ in range(_MOST_STRAY):
            value = self._next(until)
            if value.get("PingPong") != self._number:
                continue
            answer = _output(value)
            if answer.text_or("Command", command) != command:
                break
            if answer.text("Status") == "ok":
                return answer
            raise failure(_code(value))
        self.drop()
        raise _output({}).unreadable("PingPong")

    def drop(self) -> None:
        """Forget the connection with whatever may still come over it."""
        self._connection = None
        stack, self._stack = self._stack, ExitStack()
        stack.close()

    def close(self) -> None:
        """Let go for good."""
        self._is_closed = True
        self.drop()

    def _open(self) -> ClientConnection:
        from websockets.exceptions import WebSocketException
        from websockets.protocol import State
        from websockets.sync.client import connect

        if self._is_closed:
            raise SigningError("Die TSE ist schon abgemeldet. Bitte das Programm neu starten.")
        if self._connection is not None:
            if self._connection.protocol.state is State.OPEN:
                return self._connection
            self.drop()
        try:
            connection: ClientConnection = self._stack.enter_context(
                connect(
                    self._address,
                    compression=None,
                    proxy=None,
                    open_timeout=CONNECT_SECONDS,
                    close_timeout=CLOSE_SECONDS,
                    ping_interval=None,
                    max_size=MOST_BYTES,
                )
            )
        except (OSError, WebSocketException) as error:
            raise SigningError(
                f"Der TSE-Webservice unter {self._address} ist nicht erreichbar. Bitte prüfen, ob er auf diesem "
                "Rechner läuft und ob die TSE steckt.",
                "NETWORK",
            ) from error
        self._connection = connection
        self._opened += 1
        return connection

    def _next(self, until: float) -> dict[str, Any]:
        from websockets.exceptions import ConnectionClosed

        if self._connection is None:
            raise self._lost()
        try:
            raw = self._connection.recv(timeout=max(0.001, until - self._monotonic()))
        except TimeoutError as error:
            self.drop()
            raise SigningTimeout(
                "Die TSE antwortet nicht. Bitte die TSE und den TSE-Webservice prüfen.", "TIMEOUT"
            ) from error
        except (ConnectionClosed, OSError) as error:
            self.drop()
            raise self._lost() from error
        try:
            text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
            if not (text.startswith(_BEGIN) and text.endswith(_END)):
                raise ValueError("not framed")
            value = json.loads(text[len(_BEGIN) : -len(_END)])
        except (ValueError, RecursionError) as error:
            self.drop()
            raise _output({}).unreadable("Rahmen") from error
        if not isinstance(value, dict):
            self.drop()
            raise _output({}).unreadable("Objekt")
        return value

    def _lost(self) -> SigningError:
        return SigningError(
            "Die Verbindung zum TSE-Webservice ist abgebrochen. Bitte prüfen, ob er läuft und ob die TSE steckt.",
            "NETWORK",
        )


def checked_address(address: str) -> str:
    """An address that may be used: ws:// or wss://, without user and password.

    Raises:
        SigningError: it is another one.
    """
    try:
        parts = urlsplit(address.strip())
        fine = (
            parts.scheme in ("ws", "wss")
            and bool(parts.hostname)
            and parts.port != 0
            and "@" not in parts.netloc
        )
    except ValueError:
        fine = False
    if not fine:
        raise SigningError(
            "Die Adresse des TSE-Webservice ist nicht brauchbar. Sie sieht aus wie ws://localhost:10001/; "
            "bitte in den Einstellungen der TSE prüfen."
        )
    return address.strip()


def _output(value: object) -> Output:
    return Output(value, "Diebold-Nixdorf-TSE", "Bitte den TSE-Webservice neu starten.")


def _code(value: dict[str, Any]) -> int:
    code = value.get("Code")
    if isinstance(code, str) and code.lstrip("-").isdigit() and len(code) < 10:
        code = int(code)
    if not isinstance(code, int) or isinstance(code, bool):
        raise _output({}).unreadable("Code")
    return code
