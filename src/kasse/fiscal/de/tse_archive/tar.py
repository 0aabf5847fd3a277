"""Walking through a TAR of unknown origin: nothing is unpacked, no name is used as a path, no size is believed.

`tarfile` reads single headers here, but not the archive: with it, extra headers may call each other without
end, ask for any amount of memory, and one damaged block hides all that follows.
"""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

BLOCK = tarfile.BLOCKSIZE
MOST_BYTES = 1 << 20
"""Of one file. TSEs take 64 KiB of processData at most, and certificates have a few KiB."""
_MOST_EXTRA = 1 << 16
"""Of an extra header. It carries a name, and names in these archives have some hundred characters."""

_ZEROS = bytes(BLOCK)
_FILES = frozenset({tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE})
_PAX = frozenset({tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE})
_EXTRA = _PAX | {tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}
_WITHOUT_CONTENT = {
    tarfile.LNKTYPE: "ein Verweis auf eine andere Datei",
    tarfile.SYMTYPE: "ein Verweis auf eine andere Datei",
    tarfile.CHRTYPE: "ein Gerät",
    tarfile.BLKTYPE: "ein Gerät",
    tarfile.FIFOTYPE: "ein Gerät",
    tarfile.DIRTYPE: "ein Ordner",
}
_OTHER_FORMATS = (
    (b"PK\x03\x04", "eine ZIP-Datei"),
    (b"PK\x05\x06", "eine ZIP-Datei"),
    (b"\x1f\x8b", "mit gzip gepackt"),
    (b"BZh", "mit bzip2 gepackt"),
    (b"\xfd7zXZ", "mit xz gepackt"),
    (b"7z\xbc\xaf", "eine 7-Zip-Datei"),
    (b"%PDF", "ein PDF"),
)


class ArchiveError(ValueError):
    """This is no TAR archive at all. The message is German and says what it is or what to do."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive, or (with no name) damage between the files. Names are not to be trusted."""

    name: str
    end: int
    """So many bytes of the archive are behind us."""
    content: bytes | None
    """None: not asked for, or there is a trouble."""
    trouble: str
    """German words that follow the name, or a whole sentence where there is no name; empty if all is well."""


def members(stream: BinaryIO, wanted: Callable[[str], bool] = lambda _: True) -> Iterator[Member]:
    """Go through a seekable stream from its beginning; only the content of files `wanted` by name is read.

    Raises:
        ArchiveError: it is no TAR.
        OSError: the stream cannot be read.
    """
    return _Walk(stream, wanted).members()


class _Walk:
    def __init__(self, stream: BinaryIO, wanted: Callable[[str], bool]) -> None:
        self._stream = stream
        self._wanted = wanted
        self._total = stream.seek(0, 2)
        self._at = stream.seek(0)
        self._long_name: str | None = None
        self._long_size: int | None = None

    def members(self) -> Iterator[Member]:
        ended = told_of_more = False
        damage: int | None = None
        while (block := self._read(BLOCK)) and len(block) == BLOCK:
            if block == _ZEROS:
                ended = True
                continue
            header = _header(block)
            if header is None:
                if self._at == BLOCK:
                    _refuse(block)
                damage = self._at - BLOCK if damage is None else damage
                continue
            if damage is not None:
                yield self._damage(f"Das Archiv ist von Byte {damage} bis {self._at - BLOCK} beschädigt.")
                damage = None
            if ended and not told_of_more:
                told_of_more = True
                yield self._damage("Hinter dem Ende des Archivs stehen noch weitere Dateien.")
            member = self._extra(header) if header.type in _EXTRA else self._member(header)
            if member is not None:
                yield member
        if not self._total:
            raise ArchiveError("Die Datei ist leer.")
        if damage is not None:
            yield self._damage(f"Das Archiv ist ab Byte {damage} beschädigt.")
        elif block:
            if self._at < BLOCK:
                _refuse(block)
            yield self._damage("Das Archiv endet mitten in einem Block.")
        if not ended:
            yield self._damage("Dem Archiv fehlt das Ende; es kann abgeschnitten sein.")

    def _read(self, size: int) -> bytes:
        """As many bytes as are left, at most `size`."""
        parts = self._stream.read(size)
        while parts and len(parts) < size and (more := self._stream.read(size - len(parts))):
            parts += more
        self._at += len(parts)
        return parts

    def _skip(self, size: int) -> None:
        if size:
            self._at = self._stream.seek(min(self._at + size, self._total))

    def _damage(self, text: str) -> Member:
        return Member("", self._at, None, text)

    def _extra(self, header: tarfile.TarInfo) -> Member | None:
        """A header that tells a long name or size of the file after it."""
        size, padded = header.size, _padded(header.size)
        if size > _MOST_EXTRA or self._at + size > self._total:
            trouble = "Ein Zusatz zu einem Dateinamen ist zu groß; er wurde nicht gelesen."
            if self._at + size > self._total:
                trouble = "Das Archiv bricht in einem Zusatz zu einem Dateinamen ab."
            self._skip(padded)
            return self._damage(trouble)
        content = self._read(padded)[:size]
        if header.type == tarfile.GNUTYPE_LONGNAME:
            self._long_name = _text(content.split(b"\0", 1)[0])
        elif header.type in _PAX:
            records = _pax_records(content)
            if records is None:
                return self._damage("Ein Zusatz zu einem Dateinamen ist nicht lesbar.")
            if b"path" in records:
                self._long_name = _text(records[b"path"])
            if b"size" in records and records[b"size"].isdigit() and len(records[b"size"]) < 20:
                self._long_size = int(records[b"size"])
        return None

    def _member(self, header: tarfile.TarInfo) -> Member | None:
        name = header.name if self._long_name is None else self._long_name
        size = header.size if self._long_size is None else self._long_size
        self._long_name = self._long_size = None
        name = name.removeprefix("./")
        strange = _WITHOUT_CONTENT.get(header.type, "")
        if strange:
            # As every TAR program does: these have no content, whatever size they claim.
            if header.type == tarfile.DIRTYPE and name in ("", "."):
                return None
            return Member(name or "?", self._at, None, f"ist {strange} und gehört nicht in einen TSE-Export")
        return self._file(name or "?", size, is_file=header.type in _FILES)

    def _file(self, name: str, size: int, *, is_file: bool) -> Member:
        left = self._total - self._at
        if size > left:
            self._skip(left)
            return Member(name, self._at, None, f"bricht ab: es fehlen {size - left} Bytes")
        if not is_file:
            trouble = "ist keine gewöhnliche Datei und wurde nicht gelesen"
        elif size > MOST_BYTES:
            trouble = (
                f"ist mit {size} Bytes größer, als eine Datei einer TSE sein kann, und wurde nicht gelesen"
            )
        elif self._wanted(name):
            content = self._read(_padded(size))[:size]
            return Member(name, self._at, content, "")
        else:
            trouble = ""
        self._skip(_padded(size))
        return Member(name, self._at, None, trouble)


def _padded(size: int) -> int:
    return size + -size % BLOCK


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _header(block: bytes) -> tarfile.TarInfo | None:
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return None
    return header if header.size >= 0 else None


def _pax_records(content: bytes) -> dict[bytes, bytes] | None:
    """Records "length key=value\\n"; None if they are something else."""
    records: dict[bytes, bytes] = {}
    at = 0
    while at < len(content) and content[at]:
        digits, blank, _ = content[at : at + 8].partition(b" ")
        if not blank or not digits.isdigit():
            return None
        record = content[at : at + int(digits)]
        key, equals, value = record[len(digits) + 1 : -1].partition(b"=")
        if not equals or record[-1:] != b"\n" or len(record) != int(digits):
            return None
        records[key] = value
        at += len(record)
    return records


def _refuse(block: bytes) -> None:
    """Say what it is, unless it looks like a TAR whose first block is damaged."""
    if block[257:262] == b"ustar":
        return
    for magic, what in _OTHER_FORMATS:
        if block.startswith(magic):
            raise ArchiveError(
                f"Das ist {what} und kein TAR-Archiv. Bitte auspacken und die TAR-Datei darin prüfen."
            )
    raise ArchiveError("Das ist kein TAR-Archiv, wie es eine TSE exportiert.")
