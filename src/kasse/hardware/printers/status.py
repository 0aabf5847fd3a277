"""What an ESC/POS printer says about itself: why it cannot print, and that it has printed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from kasse.hardware.transports.tcp import Connection
from kasse.ports.printing import DeviceError

ANSWER_SECONDS = 1.0
"""A printer on a network answers a real-time question at once, or not at all."""

_OFFLINE, _PAPER, _CAUSE, _ERROR = 1, 4, 2, 3
_TROUBLES: tuple[tuple[int, int, str], ...] = (
    (_CAUSE, 0x04, "Die Abdeckung des Druckers ist offen."),
    (_PAPER, 0x60, "Der Drucker hat kein Papier."),
    (_CAUSE, 0x20, "Der Drucker hat kein Papier."),
    (_ERROR, 0x08, "Das Messer des Druckers klemmt."),
    (_ERROR, 0x20, "Der Drucker ist gestört und muss aus- und eingeschaltet werden."),
    (_ERROR, 0x40, "Der Druckkopf ist zu heiß. Der Drucker druckt weiter, wenn er abgekühlt ist."),
    (_CAUSE, 0x40, "Der Drucker meldet einen Fehler."),
    (_OFFLINE, 0x08, "Der Drucker ist nicht bereit."),
)


def require_ready(connection: Connection) -> None:
    """Ask with DLE EOT before anything is printed.

    Raises:
        DeviceError: the printer says why it cannot print, or does not answer at all.
    """
    answers = {kind: _ask(connection, kind) for kind in (_OFFLINE, _CAUSE, _ERROR, _PAPER)}
    reason = trouble(answers)
    if reason:
        raise DeviceError(reason)


def trouble(answers: Mapping[int, int]) -> str:
    """Why a printer cannot print, from its answers to DLE EOT 1 to 4; empty if it can. Paper near its end is none."""
    for kind, bits, reason in _TROUBLES:
        if answers.get(kind, 0) & bits == bits:
            return reason
    return ""


def _ask(connection: Connection, kind: int) -> int:
    connection.write(bytes((0x10, 0x04, kind)), paper=False)
    end = time.monotonic() + ANSWER_SECONDS
    while (left := end - time.monotonic()) > 0:
        for byte in connection.read(left):
            # Answers to a real-time question have bits 1 and 4 set, 0 and 7 clear; others are automatic reports.
            if byte & 0x93 == 0x12:
                return byte
    raise DeviceError(
        "Der Drucker beantwortet die Statusfrage nicht. Papier und Abdeckung prüfen; kann er nicht antworten, "
        "ein Druckerprofil ohne Status wählen."
    )


def completion_request(job: int) -> bytes:
    """GS ( H: asks the printer to name this job when everything before has been printed."""
    return b"\x1d(H\x06\x0000" + _job_name(job)


def wait_for_completion(connection: Connection, job: int, *, until: float) -> None:
    """Block until the printer names the job.

    Raises:
        DeviceError: it does not until the monotonic time `until`.
    """
    _wait_for(connection, lambda said: b'7"' + _job_name(job) + b"\x00" in said, until)


COUNTED_REQUEST = b"\x1dr\x01"
"""GS r 1: asks for the paper status in its turn, so the answer means that all before was processed."""


def wait_for_count(connection: Connection, *, until: float) -> None:
    """Block until the printer answers COUNTED_REQUEST.

    Raises:
        DeviceError: it does not until the monotonic time `until`.
    """
    _wait_for(connection, lambda said: any(byte & 0x90 == 0 for byte in said), until)


def _wait_for(connection: Connection, arrived: Callable[[bytes], bool], until: float) -> None:
    said = b""
    while not arrived(said):
        left = until - time.monotonic()
        if left <= 0:
            raise DeviceError(
                "Der Drucker hat den Druck nicht bestätigt. Papier und Abdeckung prüfen.", begun=True
            )
        said += connection.read(left)


def _job_name(job: int) -> bytes:
    return f"{job % 10_000:04d}".encode()
