"""Where an export lies: a folder or a ZIP file, opened without trusting its names, sizes or structure."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from kasse.fiscal.de.dsfinvk.checks.findings import Findings
from kasse.fiscal.de.dsfinvk.tables import DTD, INDEX, TABLES
from kasse.fiscal.de.findings import shown

MOST_BYTES = 64 << 30
"""No export of a till is larger unpacked."""
_MOST_DIRECTORY = 2 << 20
_MOST_ENTRIES = 10_000
_BOMB_FACTOR, _BOMB_SIZE = 400, 1 << 30

DAMAGES = (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError)
"""What reading a damaged, encrypted or strangely packed file can raise."""


class UnreadableExportError(ValueError):
    """There is nothing to check. The message is a German sentence."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of an export."""

    size: int
    open: Callable[[], BinaryIO]


_WANTED = (INDEX, DTD, *(table.file for table in TABLES.values()))
_BY_FOLDED = {name.casefold(): name for name in _WANTED}


class Source:
    """The files of an export by their official names. To be closed; use it in a `with`."""

    def __init__(self, path: Path, findings: Findings) -> None:
        """Look what is there.

        Raises:
            UnreadableExportError: it is neither a folder nor a ZIP file with an export, or too large to be one.
        """
        self.files: dict[str, File] = {}
        self._archive: zipfile.ZipFile | None = None
        try:
            if path.is_dir():
                found = _in_folder(path)
            elif path.is_file():
                self._archive = _archive(path)
                found = _in_archive(self._archive, findings)
            else:
                raise UnreadableExportError(
                    f"{path} gibt es nicht. Bitte einen Ordner oder eine ZIP-Datei nennen."
                )
        except (*DAMAGES, struct.error, ValueError) as error:
            self.close()
            if isinstance(error, UnreadableExportError):
                raise
            raise UnreadableExportError(f"{path} ist nicht lesbar. Bitte die Datei neu besorgen.") from error
        self._take(found, findings)
        if not self.files:
            self.close()
            raise UnreadableExportError(
                f"In {path} liegt kein Export nach DSFinV-K: keine seiner 22 Dateien ist da."
            )

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the archive, if it is one."""
        if self._archive is not None:
            self._archive.close()

    def _take(self, found: list[tuple[str, File]], findings: Findings) -> None:
        for name, file in found:
            official = _BY_FOLDED.get(name.casefold())
            if official is None:
                findings.hint(
                    1,
                    "foreign-file",
                    f"Die Datei „{shown(name)}“ gehört nicht zu einem Export.",
                    file=shown(name),
                )
            elif official in self.files:
                findings.error(1, "double-file", "Diese Datei kommt zweimal vor.", file=official)
            else:
                self.files[official] = file
                if name != official:
                    findings.hint(1, "file-name", f"Diese Datei heißt hier „{shown(name)}“.", file=official)


def _in_folder(path: Path) -> list[tuple[str, File]]:
    found: list[tuple[str, File]] = []
    for count, entry in enumerate(path.iterdir()):
        if count >= _MOST_ENTRIES:
            raise UnreadableExportError(f"In {path} liegen zu viele Dateien, um ein Export zu sein.")
        # Only regular files: opening a pipe would wait for ever.
        if entry.is_file():
            found.append((entry.name, File(entry.stat().st_size, lambda entry=entry: entry.open("rb"))))  # type: ignore[misc]
    if sum(file.size for _, file in found) > MOST_BYTES:
        raise UnreadableExportError(f"{path} ist zu groß, um ein Export zu sein.")
    return sorted(found, key=lambda each: each[0])


def _directory_size(file: BinaryIO) -> int:
    """How long the ZIP's table of contents is, before anything reads it into memory."""
    end = file.seek(0, 2)
    start = max(0, end - 65_557)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise zipfile.BadZipFile("no end of central directory")
    size: int = struct.unpack_from("<L", tail, at + 12)[0]
    if at >= 20 and tail[at - 20 : at - 16] == b"PK\x06\x07":
        file.seek(struct.unpack_from("<Q", tail, at - 12)[0])
        record = file.read(56)
        if record[:4] == b"PK\x06\x06":
            size = struct.unpack_from("<Q", record, 40)[0]
    return size


def _archive(path: Path) -> zipfile.ZipFile:
    with path.open("rb") as file:
        if _directory_size(file) > _MOST_DIRECTORY:
            raise UnreadableExportError(f"In {path} liegen zu viele Dateien, um ein Export zu sein.")
    return zipfile.ZipFile(path)


def _in_archive(archive: zipfile.ZipFile, findings: Findings) -> list[tuple[str, File]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > _MOST_ENTRIES:
        raise UnreadableExportError("In dem Archiv liegen zu viele Dateien, um ein Export zu sein.")
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if size > MOST_BYTES or (size > _BOMB_SIZE and size > packed * _BOMB_FACTOR):
        raise UnreadableExportError("Das Archiv würde beim Auspacken übermäßig groß und wurde nicht geprüft.")
    folder = _folder_of_the_export(entries)
    found: list[tuple[str, File]] = []
    for entry in entries:
        # Names are only compared, nothing is ever unpacked under them: tricks with paths lead nowhere.
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.parent == folder:
            found.append((path.name, File(entry.file_size, _opener(archive, entry))))
        else:
            findings.hint(
                1, "foreign-file", f"Die Datei „{shown(entry.filename)}“ gehört nicht zu einem Export."
            )
    return found


def _opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: cast("BinaryIO", archive.open(entry))


def _folder_of_the_export(entries: list[zipfile.ZipInfo]) -> PurePosixPath:
    """The folder inside the archive where most of the files lie: some pack them one level down."""
    counts: dict[PurePosixPath, int] = {}
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.name.casefold() in _BY_FOLDED:
            counts[path.parent] = counts.get(path.parent, 0) + 1
    return max(counts, key=lambda folder: (counts[folder], -len(folder.parts)), default=PurePosixPath())
