"""JSON over HTTPS to a cloud TSE: one kept connection, every wait bounded, every answer bounded, no secret told."""

from __future__ import annotations

import http.client
import json
import select
import ssl
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

from kasse.ports.signing import SigningError, SigningTimeout

MOST_BYTES = 16 * 1024 * 1024
"""No answer but an export is longer: a page of a hundred transactions of 64 KiB each fits."""
_CHUNK = 64 * 1024
_FIRST_PAUSE = 0.25
_MOST_TRIES = 3
_IDLE_SECONDS = 45.0
"""Balancers in front of services forget a quiet connection after a minute without saying so."""
_LONGEST_WAIT = 3600.0


class Unreachable(SigningError):  # noqa: N818 - a state of the line
    """Nobody was there: the service has certainly not heard of the question."""


class AnswerLost(SigningError):  # noqa: N818 - what happened to it
    """The question went out and no whole answer came back: it may have been carried out."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service answered, whatever it means."""

    status: int
    content: bytes
    retry_after: float | None = None
    """Seconds to wait before asking again, if it says so."""

    @property
    def ok(self) -> bool:
        """Whether it did what it was asked for."""
        return 200 <= self.status < 300

    @property
    def is_passing(self) -> bool:
        """Whether the service itself calls this a passing trouble (499: it lost us before it was done)."""
        return self.status in (429, 499, 500, 502, 503, 504)


class RestClient:
    """One server, asked by one thread at a time. Opens no connection before the first question.

    Plain http is spoken with this machine only; everywhere else certificates are checked. Redirections are
    not followed: secrets go where they were meant to go.

    Raises:
        SigningError: the address is none that may be used.
    """

    def __init__(
        self,
        name: str,
        address: str,
        *,
        trust: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        wait: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._base = checked_address(name, address)
        self._trust = trust
        self._context: ssl.SSLContext | None = None
        self._wait = wait
        self._monotonic = monotonic
        self._connection: http.client.HTTPConnection | None = None
        self._used_at = 0.0

    @property
    def address(self) -> str:
        """Where the server is, without a slash at the end."""
        return self._base.geturl()

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: object = None,
        seconds: float,
        again: bool,
        is_passing: Callable[[Reply], bool] = lambda reply: reply.is_passing,
    ) -> Reply:
        """Ask, and read the answer. All tries together take about `seconds`.

        `again` says that the same question may be asked twice without harm; then each try has half of the
        time, and a lost answer and passing troubles are tried again. A server that was not reached at all is
        tried again in any case.

        Raises:
            Unreachable: nobody was there.
            SigningTimeout: no answer in time.
            AnswerLost: the connection broke, or the answer is longer than any can be.
            SigningError: the server is not the one that it should be.
        """
        until = self._monotonic() + seconds
        pause = _FIRST_PAUSE
        for tries_left in reversed(range(_MOST_TRIES)):
            reply, failure = self._try(method, path, headers, body, seconds / 2 if again else seconds, again)
            if reply is not None:
                if not (again and is_passing(reply)):
                    return reply
                pause = pause if reply.retry_after is None else reply.retry_after
            if not tries_left or self._monotonic() + pause >= until:
                break
            self._wait(pause)
            pause *= 2
        if reply is None:
            raise failure or AssertionError("neither an answer nor a failure")
        return reply

    def fetch(
        self,
        address: str,
        *,
        headers: Mapping[str, str],
        seconds: float,
        problem: Callable[[Reply], SigningError],
    ) -> Generator[bytes, None, None]:
        """What lies at an address (of this server, or whole), as it comes, over a connection of its own.

        `seconds` is how long the line may be silent. Another server gets no headers, thus no secrets.

        Raises:
            SigningError: as with `ask`, or `problem` of an answer that is no file.
        """
        target = urlsplit(urljoin(self.address + "/", address))
        is_own = (target.scheme, target.netloc) == (self._base.scheme, self._base.netloc)
        if not is_own:
            checked_address(self._name, target.geturl(), loopback_too=_is_loopback(self._base))
        line = RestClient(
            self._name, f"{target.scheme}://{target.netloc}", trust=self._trust, wait=self._wait
        )
        with closing(line):
            yield from line._fetched(target, headers if is_own else {}, seconds, problem)

    def close(self) -> None:
        """Let go of the connection. Another question opens a new one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _try(
        self, method: str, path: str, headers: Mapping[str, str], body: object, seconds: float, again: bool
    ) -> tuple[Reply | None, SigningError | None]:
        try:
            return self._once(method, path, headers, body, seconds), None
        except Unreachable as failure:
            return None, failure
        except (SigningTimeout, AnswerLost) as failure:
            if not again:
                raise
            return None, failure

    def _once(
        self, method: str, path: str, headers: Mapping[str, str], body: object, seconds: float
    ) -> Reply:
        until = self._monotonic() + seconds
        response = self._asked(method, self._base.path + path, headers, body, seconds)
        content = bytearray()
        with closing(response):
            while chunk := self._chunk(response, until - self._monotonic()):
                content += chunk
                if len(content) > MOST_BYTES:
                    self.close()
                    raise AnswerLost(
                        f"Die Antwort von {self._name} ist zu lang. Bitte Adresse und Internetverbindung prüfen."
                    )
        self._used_at = self._monotonic()
        return Reply(response.status, bytes(content), _retry_after(response))

    def _fetched(
        self,
        target: SplitResult,
        headers: Mapping[str, str],
        seconds: float,
        problem: Callable[[Reply], SigningError],
    ) -> Generator[bytes, None, None]:
        path = target.path + (f"?{target.query}" if target.query else "")
        pause = _FIRST_PAUSE
        for tries_left in reversed(range(_MOST_TRIES)):
            try:
                response = self._asked("GET", path, headers, None, seconds)
                break
            except (Unreachable, SigningTimeout, AnswerLost):
                if not tries_left:
                    raise
            self._wait(pause)
            pause *= 2
        with closing(response):
            if response.status != 200:
                raise problem(Reply(response.status, self._chunk(response, seconds), _retry_after(response)))
            while chunk := self._chunk(response, seconds):
                yield chunk

    def _asked(
        self, method: str, target: str, headers: Mapping[str, str], body: object, seconds: float
    ) -> http.client.HTTPResponse:
        """Send the question and read the head of the answer."""
        connection = self._connected(seconds)
        all_headers = {"Accept": "*/*", "User-Agent": "kasse", **headers}
        payload = None
        if body is not None:
            payload = json.dumps(body, ensure_ascii=False).encode("utf-8")
            all_headers["Content-Type"] = "application/json; charset=utf-8"
        try:
            connection.request(method, target, body=payload, headers=all_headers)
            response = connection.getresponse()
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            self.close()
            raise self._failure(error) from error
        return response

    def _chunk(self, response: http.client.HTTPResponse, seconds: float) -> bytes:
        """The next part of the answer; empty at its end."""
        connection = self._connection
        try:
            if connection is not None and connection.sock is not None:
                connection.sock.settimeout(max(0.001, seconds))
            chunk = response.read1(_CHUNK)
            if not chunk and response.length:
                raise http.client.IncompleteRead(b"", response.length)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise self._failure(error) from error
        if not chunk and response.will_close:
            self.close()
        return chunk

    def _connected(self, seconds: float) -> http.client.HTTPConnection:
        if self._connection is not None:
            if not self._is_stale(self._connection):
                self._connection.sock.settimeout(seconds)
                return self._connection
            self.close()
        connection = self._new_connection(seconds)
        try:
            connection.connect()
        except ssl.SSLCertVerificationError as error:
            raise SigningError(
                f"Der Server {self._base.hostname} weist sich nicht gültig aus ({error.verify_message}). "
                "Bitte Datum und Uhrzeit dieses Rechners prüfen; stimmen sie, den Internetzugang prüfen lassen.",
                "TLS",
            ) from error
        except OSError as error:
            raise Unreachable(
                f"{self._name} ist nicht erreichbar ({self._base.hostname}). Bitte die Internetverbindung prüfen.",
                "NETWORK",
            ) from error
        self._connection = connection
        return connection

    def _new_connection(self, seconds: float) -> http.client.HTTPConnection:
        host, port = self._base.hostname or "", self._base.port
        if self._base.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=seconds)
        if self._context is None:
            self._context = self._trust()
        return http.client.HTTPSConnection(host, port, timeout=seconds, context=self._context)

    def _is_stale(self, connection: http.client.HTTPConnection) -> bool:
        """Whether the other side has hung up, as far as can be seen from here."""
        if connection.sock is None or self._monotonic() - self._used_at > _IDLE_SECONDS:
            return True
        readable, _, _ = select.select([connection.sock], [], [], 0)
        return bool(readable)

    def _failure(self, error: Exception) -> SigningError:
        if isinstance(error, TimeoutError):
            return SigningTimeout(
                f"{self._name} antwortet nicht. Bitte die Internetverbindung prüfen.", "TIMEOUT"
            )
        return AnswerLost(
            f"Die Verbindung zu {self._name} ist abgebrochen. Bitte die Internetverbindung prüfen.", "NETWORK"
        )


def checked_address(name: str, address: str, *, loopback_too: bool = True) -> SplitResult:
    """An address that may be used, without a slash at the end: https, or http on this machine.

    Raises:
        SigningError: it is another one. The message is German.
    """
    try:
        parts = urlsplit(address.strip().rstrip("/"))
        fine = bool(parts.hostname) and parts.port != 0 and not (parts.username or parts.password)
    except ValueError:
        fine = False
    if fine and (
        parts.scheme == "https" or (parts.scheme == "http" and loopback_too and _is_loopback(parts))
    ):
        return parts._replace(fragment="")
    raise SigningError(
        f"Die Adresse von {name} ist nicht brauchbar. Sie beginnt mit https:// und enthält keine Zugangsdaten; "
        "bitte in den Einstellungen der TSE prüfen."
    )


def _is_loopback(address: SplitResult) -> bool:
    host = address.hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _retry_after(response: http.client.HTTPResponse) -> float | None:
    text = response.headers.get("Retry-After", "").strip()
    return min(float(text), _LONGEST_WAIT) if text.isascii() and text.isdigit() and len(text) < 10 else None
