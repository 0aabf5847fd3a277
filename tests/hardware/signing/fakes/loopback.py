"""A server on loopback that can vanish and come back at the same port: what fake devices in the network stand on."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable


class LoopbackServer:
    """Each connection gets a thread that runs `serve`. `stop` cuts all of them and refuses new ones."""

    def __init__(self, serve: Callable[[socket.socket], None]) -> None:
        self._serve = serve
        self._lock = threading.Lock()
        self._links: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._server: socket.socket | None = None
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]

    def start(self) -> None:
        """Listen (again)."""
        if self._server is None:
            self._server = socket.create_server(("127.0.0.1", self.port))
            self._spawn(self._accept, self._server)

    def stop(self) -> None:
        """Be gone."""
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
        self.cut()
        while self._threads:
            self._threads.pop().join()

    def cut(self) -> None:
        """Break all connections."""
        with self._lock:
            for link in self._links:
                with contextlib.suppress(OSError):
                    link.shutdown(socket.SHUT_RDWR)

    def _spawn(self, work: Callable[[socket.socket], None], with_socket: socket.socket) -> None:
        thread = threading.Thread(target=work, args=(with_socket,), name="fake-tse", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                link, _ = server.accept()
                link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                with self._lock:
                    self._links.add(link)
                self._spawn(self._handle, link)

    def _handle(self, link: socket.socket) -> None:
        try:
            with contextlib.suppress(OSError):
                self._serve(link)
        finally:
            with self._lock:
                self._links.discard(link)
            link.close()
