"""A network printer's socket on loopback, with the faults of real ones."""

import contextlib
import select
import socket
import struct
import threading
from enum import Enum, auto


class Mood(Enum):
    """What the device does with a connection."""

    RECORD = auto()
    RESET_AFTER_40 = auto()
    NEVER_READ = auto()


class Listener:
    """Takes one connection at a time. `answers` maps a question to the reply of a printer that talks back."""

    def __init__(self, answers: dict[bytes, bytes] | None = None) -> None:
        self.jobs: list[bytes] = []
        self.mood = Mood.RECORD
        self.answers = answers or {}
        self._server: socket.socket | None = None
        self._thread: threading.Thread | None = None
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        self.open()

    def open(self) -> None:
        """Listen (again)."""
        self._server = socket.create_server(("127.0.0.1", self.port))
        # A printer without paper takes a few bytes, and then no more. Accepted sockets inherit the size.
        self._server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self._stop, self._stopped = socket.socketpair()
        self._thread = threading.Thread(
            target=self._serve, args=(self._server, self._stopped), name="listener"
        )
        self._thread.start()

    def close(self) -> None:
        """Refuse connections from now on."""
        if self._thread is not None and self._server is not None:
            self._stop.close()
            self._thread.join()
            self._stopped.close()
            self._server.close()
            self._thread = None

    def _serve(self, server: socket.socket, stopped: socket.socket) -> None:
        while True:
            ready, _, _ = select.select([server, stopped], [], [])
            if stopped in ready:
                return
            link, _ = server.accept()
            with link, contextlib.suppress(ConnectionError):
                self._handle(link, stopped)

    def _handle(self, link: socket.socket, stopped: socket.socket) -> None:
        match self.mood:
            case Mood.NEVER_READ:
                select.select([stopped], [], [])
            case Mood.RESET_AFTER_40:
                got = 0
                while got < 40 and (part := link.recv(40 - got)):
                    got += len(part)
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            case Mood.RECORD:
                self._record(link)

    def _record(self, link: socket.socket) -> None:
        job, asked = b"", b""
        while part := link.recv(4096):
            asked += part
            for question, answer in self.answers.items():
                if question in asked:
                    link.sendall(answer)
                    asked = asked.replace(question, b"")
                    part = part.replace(question, b"")
            job += part
        if job:
            self.jobs.append(job)
