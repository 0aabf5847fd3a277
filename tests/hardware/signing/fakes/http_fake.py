"""A service on loopback that speaks real HTTP, with troubles to switch on."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


class Fault(Enum):
    """What goes wrong with an answer."""

    HANGS = auto()
    """Nothing comes until the fault is taken away; nothing was done."""
    STALLS = auto()
    """It is done; half of the answer comes, and then nothing more."""
    LOST = auto()
    """It is done, and the connection breaks before the answer."""
    TORN = auto()
    """It is done, and the connection breaks in the middle of the answer."""
    EXPIRED = auto()
    """401, as with a token that ran out."""
    BROKEN = auto()
    """503; nothing was done."""
    TOO_MANY = auto()
    """429 with Retry-After; nothing was done."""
    GARBAGE = auto()
    """It is done; the answer is no JSON."""
    STRANGE = auto()
    """It is done; every value in the answer has another type."""
    HUGE = auto()
    """The answer has no end."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: dict[str, str]
    content: bytes

    def one(self, name: str, otherwise: str = "") -> str:
        """A value of the query."""
        return dict(self.query).get(name, otherwise)

    def all(self, name: str) -> list[str]:
        """Values of a list in the query, written as name[]=… or name[0]=…"""
        return [value for key, value in self.query if key.partition("[")[0] == name]

    def json(self) -> Any:
        """The body as JSON; raises ValueError."""
        return json.loads(self.content.decode("utf-8"))


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered: bytes as they are, anything else as JSON."""

    status: int
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()

    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return b"" if self.body is None else json.dumps(self.body).encode("utf-8")


@dataclass(slots=True)
class Trouble:
    """A fault, for the next `times` requests that are meant."""

    fault: Fault
    times: int
    of: Callable[[Request], bool]
    retry_after: str = "1"


@dataclass
class HttpFake:
    """Serves from its making to `close`. `answer` runs for one request at a time."""

    answer: Callable[[Request], Response]
    certificate: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self._troubles: list[Trouble] = []
        self._failures: list[Exception] = []
        self._lock = threading.Lock()
        self._released = threading.Event()
        self._unplugged = False
        self._open: set[socket.socket] = set()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._server.fake = self
        if self.certificate is not None:
            self._server.socket = self.certificate.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        scheme = "http" if self.certificate is None else "https"
        return f"{scheme}://127.0.0.1:{self._server.server_port}"

    def fail(
        self,
        fault: Fault,
        *,
        times: int = 10**6,
        of: Callable[[Request], bool] = lambda _request: True,
        retry_after: str = "1",
    ) -> None:
        """Switch a fault on."""
        self._released.clear()
        self._troubles.append(Trouble(fault, times, of, retry_after))

    def unplug(self) -> None:
        """Break every connection off, and take no new one."""
        self._unplugged = True
        self.hang_up()

    def hang_up(self) -> None:
        """Break every connection off, as balancers do with quiet ones."""
        for link in list(self._open):
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """All is well again; what hangs is let go."""
        self._unplugged = False
        self._troubles.clear()
        self._released.set()

    def close(self) -> None:
        """Stop listening."""
        self.mend()
        self._server.shutdown()
        self._server.server_close()
        self.hang_up()
        self._thread.join()
        if self._failures:
            raise self._failures[0]

    def asked(self, method: str, of: str) -> list[Request]:
        """The requests so far with this method and these letters in their path."""
        return [each for each in self.requests if each.method == method and of in each.path]

    def handle(self, handler: _Handler) -> None:
        """Take a request and answer it, well or not."""
        request = _read(handler)
        trouble = self._trouble_for(request)
        fault = trouble.fault if trouble is not None else None
        if fault is Fault.HANGS:
            self._released.wait(30)
            handler.close_connection = True
            return
        if trouble is not None and fault in _INSTEAD:
            status, code = _INSTEAD[fault]
            after = (("Retry-After", trouble.retry_after),) if fault is Fault.TOO_MANY else ()
            self._send(
                handler, Response(status, {"status_code": status, "code": code, "message": "x"}, after)
            )
            return
        with self._lock:
            self.requests.append(request)
            try:
                response = self.answer(request)
            except Exception as error:  # told by `close`, on the thread of the test
                self._failures.append(error)
                raise
        self._send_badly(handler, response, fault)

    def _trouble_for(self, request: Request) -> Trouble | None:
        for trouble in self._troubles:
            if trouble.times > 0 and trouble.of(request):
                trouble.times -= 1
                return trouble
        return None

    def _send(self, handler: _Handler, response: Response) -> None:
        content = response.content()
        handler.send_response(response.status)
        for name, value in response.headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def _send_badly(self, handler: _Handler, response: Response, fault: Fault | None) -> None:
        match fault:
            case Fault.LOST:
                handler.close_connection = True
            case Fault.TORN | Fault.STALLS:
                content = response.content()
                handler.send_response(response.status)
                handler.send_header("Content-Length", str(len(content) + 100))
                handler.end_headers()
                handler.wfile.write(content[: len(content) // 2])
                handler.wfile.flush()
                if fault is Fault.STALLS:
                    self._released.wait(30)
                handler.close_connection = True
            case Fault.HUGE:
                handler.send_response(response.status)
                handler.end_headers()
                handler.close_connection = True
                with suppress(OSError):
                    while not self._released.is_set():
                        handler.wfile.write(b" " * 1_000_000)
            case Fault.GARBAGE:
                self._send(handler, Response(response.status, b"<html>Gateway \xff"))
            case Fault.STRANGE:
                self._send(handler, Response(response.status, _strange(response.body)))
            case _:
                self._send(handler, response)


_INSTEAD = {
    Fault.EXPIRED: (401, "E_UNAUTHORIZED"),
    Fault.BROKEN: (503, "E_TSS_LOCKED"),
    Fault.TOO_MANY: (429, ""),
}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    fake: HttpFake

    def verify_request(self, request: Any, client_address: Any) -> bool:
        return not self.fake._unplugged

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke off is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True

    def log_message(self, *_args: Any) -> None:
        """Nobody reads it."""


def _handler(fake: HttpFake) -> type[_Handler]:
    class Handler(_Handler):
        def setup(self) -> None:
            super().setup()
            fake.connections += 1
            fake._open.add(self.connection)

        def finish(self) -> None:
            fake._open.discard(self.connection)
            with suppress(OSError):
                super().finish()

        def answer_it(self) -> None:
            fake.handle(self)

        do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = answer_it

    return Handler


def _read(handler: _Handler) -> Request:
    parts = urlsplit(handler.path)
    return Request(
        method=handler.command,
        path=parts.path,
        query=tuple(parse_qsl(parts.query, keep_blank_values=True)),
        headers={name.lower(): value for name, value in handler.headers.items()},
        content=handler.rfile.read(int(handler.headers.get("Content-Length", "0"))),
    )


def _strange(value: Any) -> Any:
    """The same answer with every value of another type."""
    if isinstance(value, dict):
        return {name: _strange(each) for name, each in value.items()}
    if isinstance(value, list):
        return {"0": value[:1]}
    return [value] if isinstance(value, str) else "ä" if isinstance(value, int) else 7
