"""Bytes over TCP to a device that may be off, slow or shared: every wait ends at one deadline."""

from __future__ import annotations

import select
import socket
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from kasse.ports.printing import DeviceError

_TIOCOUTQ = 0x5411
"""Linux: how many bytes the other side has not yet taken (socket(7), SIOCOUTQ)."""
_TICK = 0.01
_SEND_BUFFER = 4096


class Connection:
    """An open connection. All waiting on it ends at `deadline` on the monotonic clock, with DeviceError."""

    def __init__(self, link: socket.socket, deadline: float) -> None:
        self._link = link
        self._deadline = deadline
        self._begun = False

    def write(self, data: bytes, *, paper: bool = True) -> None:
        """Hand the bytes to the network. `paper` says that they are part of a page, no mere question."""
        self._begun = self._begun or paper
        try:
            self._link.settimeout(self._left())
            self._link.sendall(data)
        except TimeoutError as error:
            raise self._failed("Der Drucker nimmt nichts mehr an.") from error
        except OSError as error:
            raise self._failed("Die Verbindung zum Drucker ist abgebrochen.") from error

    def read(self, seconds: float) -> bytes:
        """What the device says next; empty if it says nothing within `seconds`."""
        try:
            ready, _, _ = select.select([self._link], [], [], min(seconds, self._left()))
            said = self._link.recv(256) if ready else b""
        except OSError as error:
            raise self._failed("Die Verbindung zum Drucker ist abgebrochen.") from error
        if ready and not said:
            raise self._failed("Der Drucker hat die Verbindung beendet.")
        return said

    def wait_until_taken(self) -> None:
        """Block until the device's side has acknowledged every byte, as far as this system can tell."""
        while outstanding(self._link):
            try:
                ready, _, _ = select.select([self._link], [], [], min(_TICK, self._left()))
                if ready and not self._link.recv(256):
                    return
            except OSError as error:
                raise self._failed("Die Verbindung zum Drucker ist abgebrochen.") from error
            if time.monotonic() >= self._deadline:
                raise self._failed("Der Drucker nimmt nichts mehr an.")

    def close_gently(self, linger: float) -> None:
        """Say that nothing more comes, and give the device `linger` seconds to close its side or to protest."""
        end = min(time.monotonic() + linger, self._deadline)
        try:
            self._link.shutdown(socket.SHUT_WR)
            while (left := end - time.monotonic()) > 0:
                ready, _, _ = select.select([self._link], [], [], left)
                if not ready or not self._link.recv(256):
                    return
        except OSError as error:
            raise self._failed("Die Verbindung zum Drucker ist abgebrochen.") from error

    def _left(self) -> float:
        return max(0.001, self._deadline - time.monotonic())

    def _failed(self, message: str) -> DeviceError:
        return DeviceError(message, begun=self._begun)


@contextmanager
def connected(host: str, port: int, *, connect_seconds: float, seconds: float) -> Iterator[Connection]:
    """A connection for one job, closed at the end. The whole job has `seconds`, the greeting `connect_seconds`.

    Raises:
        DeviceError: nobody answers, or a deadline passed.
    """
    deadline = time.monotonic() + seconds
    try:
        link = socket.create_connection((host, port), timeout=min(connect_seconds, seconds))
    except TimeoutError as error:
        raise DeviceError(f"Der Drucker {host}:{port} antwortet nicht. Ist er eingeschaltet?") from error
    except OSError as error:
        raise DeviceError(f"Der Drucker {host}:{port} ist nicht erreichbar. Ist er eingeschaltet?") from error
    with link:
        # What waits on our side has not been accepted by anybody: let it be little.
        link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        yield Connection(link, deadline)


def outstanding(link: socket.socket) -> int:
    """How many sent bytes the other side has not acknowledged; 0 where the system cannot tell."""
    if sys.platform != "linux":
        return 0
    import fcntl

    answer = fcntl.ioctl(link.fileno(), _TIOCOUTQ, struct.pack("i", 0))
    return int(struct.unpack("i", answer)[0])
