"""Bytes to a device file (/dev/usb/lp0, /dev/ttyUSB0) under a deadline."""

from __future__ import annotations

import errno
import os
import select
import time
from pathlib import Path

from kasse.ports.printing import DeviceError

_REASONS = {
    errno.ENOENT: "gibt es nicht. Ist der Drucker angesteckt?",
    errno.ENXIO: "antwortet nicht. Ist der Drucker eingeschaltet?",
    errno.ENODEV: "antwortet nicht. Ist der Drucker eingeschaltet?",
    errno.EACCES: "darf nicht beschrieben werden. Der Benutzer muss in der Gruppe „lp“ sein.",
    errno.EBUSY: "wird von einem anderen Programm benutzt.",
}


def write_all(path: Path, data: bytes, *, seconds: float) -> None:
    """Return when the device has taken every byte.

    Raises:
        DeviceError: the file is missing or may not be written, or the device did not take all within `seconds`.
    """
    if not hasattr(os, "O_NONBLOCK"):
        raise DeviceError(
            "Gerätedateien gibt es nur unter Linux. Bitte den Drucker über das Netzwerk anschließen."
        )
    deadline = time.monotonic() + seconds
    try:
        # Without blocking: a printer that is off would hold open() and write() for ever.
        handle = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_APPEND)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"lässt sich nicht öffnen ({error.strerror}).")
        raise DeviceError(f"{path} {reason}") from error
    try:
        _write(handle, path, data, deadline)
    finally:
        os.close(handle)


def _write(handle: int, path: Path, data: bytes, deadline: float) -> None:
    rest = memoryview(data)
    begun = False
    while rest:
        _wait(handle, path, deadline, begun=begun)
        try:
            taken = os.write(handle, rest)
        except BlockingIOError:
            continue
        except OSError as error:
            message = f"Die Verbindung zu {path} ist abgebrochen ({error.strerror})."
            raise DeviceError(message, begun=begun) from error
        rest = rest[taken:]
        begun = begun or taken > 0
    # A USB printer that is writable again has taken the last transfer, too.
    _wait(handle, path, deadline, begun=begun)


def _wait(handle: int, path: Path, deadline: float, *, begun: bool) -> None:
    left = deadline - time.monotonic()
    _, writable, _ = select.select([], [handle], [], max(0.0, left))
    if not writable:
        raise DeviceError(f"{path} nimmt nichts mehr an. Papier und Abdeckung prüfen.", begun=begun)
