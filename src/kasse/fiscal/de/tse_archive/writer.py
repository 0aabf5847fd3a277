"""Writing an export of a TSE: a TAR stream of log messages, certificates and info.csv (BSI TR-03151, TR-03153)."""

from __future__ import annotations

import tarfile
from datetime import datetime
from typing import Protocol

from kasse.fiscal.de.tse_archive.certificates import read_certificates
from kasse.fiscal.de.tse_archive.log import read_log
from kasse.fiscal.de.tse_archive.names import INFO, certificate_name, log_name

_BLOCK = tarfile.BLOCKSIZE


class Sink(Protocol):
    """Where the archive goes: a file opened for writing bytes, or anything alike."""

    def write(self, data: bytes, /) -> object:
        """Take all of it, or raise OSError."""


class TarWriter:
    """Writes one archive into a sink, from first to last, and keeps nothing of it.

    `at` (aware) is the time of the export. Order: `add_info`, then log messages in the order of their counters
    and certificates in any order, then `finish`; without `finish` the archive is none. Errors of the sink
    pass through.
    """

    def __init__(self, sink: Sink, *, at: datetime) -> None:
        self._sink = sink
        self._at = int(at.timestamp())
        self._last: dict[bytes, int] = {}
        self._certificates: set[str] = set()

    def add_info(self, *, description: str, manufacturer: str, version: str) -> None:
        """Write info.csv: what the device says of itself."""
        pairs = (("description:", description), ("manufacturer:", manufacturer), ("version:", version))
        cells = [cell.replace('"', '""') for pair in pairs for cell in pair]
        line = ",".join(f'"{cell}"' for cell in cells) + "\n"
        self._write(INFO, line.encode("utf-8"))

    def add_log(self, message: bytes) -> str:
        """Write a whole log message (DER), of any kind and version. Returns the name of its file.

        Raises:
            UnreadableLogError: it is none.
            ValueError: counters of its device do not rise, or its client id cannot stand in a file name.
        """
        log = read_log(message)
        if log.counter <= self._last.get(log.serial, -1):
            raise ValueError(f"signature counter {log.counter} after {self._last[log.serial]}")
        # Within one device the rising counter tells all names apart; a second one needs the file counter.
        others = list(self._last).index(log.serial) if log.serial in self._last else len(self._last)
        name = log_name(log, others or None)
        self._last[log.serial] = log.counter
        self._write(name, message)
        return name

    def add_certificate(self, der: bytes) -> str:
        """Write a certificate (DER), once for each key. Returns the name of its file.

        Raises:
            ValueError: it is no certificate with a key on a curve.
        """
        found = read_certificates(der)
        if len(found) != 1 or found[0].serial is None:
            raise ValueError("no certificate with a key on a curve")
        name = certificate_name(found[0].serial)
        if name not in self._certificates:
            self._certificates.add(name)
            self._write(name, der)
        return name

    def finish(self) -> None:
        """Write the end of the archive; the sink stays open."""
        self._sink.write(bytes(2 * _BLOCK))

    def _write(self, name: str, content: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = len(content), self._at, 0o444
        # Plain ustar; only a name beyond its 100 characters gets the extra header that POSIX has for that.
        self._sink.write(member.tobuf(tarfile.PAX_FORMAT))
        self._sink.write(content)
        self._sink.write(bytes(-len(content) % _BLOCK))
