"""A printer in the network, port 9100: connect, print, make sure, close – for every page anew.

Printers serve one connection at a time; a till that kept it would lock the others out.
"""

from __future__ import annotations

import itertools
import time
from contextlib import AbstractContextManager

from kasse.hardware.printers import status
from kasse.hardware.printers.escpos import DRAWER_PULSE, encode
from kasse.hardware.printers.profiles import PrinterProfile, Proof
from kasse.hardware.transports.tcp import Connection, connected
from kasse.ports.paper import Page

PORT = 9100
CONNECT_SECONDS = 4.0
JOB_SECONDS = 15.0
LINGER_SECONDS = 0.5
"""How long a printer that confirms nothing may take to close its side or to break the connection off."""


class NetworkPrinter:
    """Sends each page over a connection of its own.

    How far "accepted" goes depends on the profile: with a proof the printer itself has said that everything is
    printed; without, its network side has taken every byte and has not broken off.
    """

    def __init__(
        self,
        host: str,
        port: int,
        profile: PrinterProfile,
        *,
        connect_seconds: float = CONNECT_SECONDS,
        job_seconds: float = JOB_SECONDS,
    ) -> None:
        self._address = (host, port)
        self._profile = profile
        self._connect_seconds = connect_seconds
        self._job_seconds = job_seconds
        self._jobs = itertools.count(1)

    @property
    def columns(self) -> int:
        """Characters of normal size in a line."""
        return self._profile.columns.normal

    def print(self, page: Page) -> None:
        """Print and cut. See `kasse.ports.printing.Printer`."""
        job = encode(page, self._profile)
        until = time.monotonic() + self._job_seconds
        with self._connected() as connection:
            if self._profile.status:
                status.require_ready(connection)
            match self._profile.proof:
                case Proof.REQUEST:
                    number = next(self._jobs)
                    connection.write(job + status.completion_request(number))
                    status.wait_for_completion(connection, number, until=until)
                case Proof.COUNTED:
                    connection.write(job + status.COUNTED_REQUEST)
                    status.wait_for_count(connection, until=until)
                case Proof.NONE:
                    _hand_over(connection, job)

    def open_drawer(self) -> None:
        """Send the pulse. See `kasse.ports.printing.Printer`."""
        with self._connected() as connection:
            _hand_over(connection, DRAWER_PULSE)

    def _connected(self) -> AbstractContextManager[Connection]:
        host, port = self._address
        return connected(host, port, connect_seconds=self._connect_seconds, seconds=self._job_seconds)


def _hand_over(connection: Connection, job: bytes) -> None:
    """Without a proof: every byte taken by the printer's network side, which then does not break off."""
    connection.write(job)
    connection.wait_until_taken()
    connection.close_gently(LINGER_SECONDS)
