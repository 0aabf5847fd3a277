"""Archives that a cloud TSE hands out in several parts, joined to the one that was asked for."""

from __future__ import annotations

import tarfile
import time
from collections.abc import Sequence
from typing import BinaryIO

from kasse.fiscal.de.tse_archive.tar import ArchiveError, members
from kasse.ports.signing import ExportCancelled, Progress, SigningError

_BLOCK = tarfile.BLOCKSIZE


def join_archives(parts: Sequence[BinaryIO], sink: BinaryIO, tell: Progress) -> None:
    """Write the files of all parts as one archive; what every part has, as certificates, once.

    Raises:
        ExportCancelled: `tell` said so.
        SigningError: a part is damaged.
    """
    shared: set[str] = set()
    written, now = 0, int(time.time())
    for part in parts:
        try:
            for member in members(part):
                if member.content is None:
                    raise _damaged(member.trouble)
                if member.name in shared:
                    continue
                if not member.name.endswith(".log"):
                    shared.add(member.name)
                written += _write(sink, member.name, member.content, now)
                if not tell(written, None):
                    raise ExportCancelled
        except ArchiveError as error:
            raise _damaged(str(error)) from error
    sink.write(bytes(2 * _BLOCK))
    if not tell(written + 2 * _BLOCK, None):
        raise ExportCancelled


def _write(sink: BinaryIO, name: str, content: bytes, at: int) -> int:
    header = tarfile.TarInfo(name)
    header.size, header.mtime, header.mode = len(content), at, 0o444
    pieces = (header.tobuf(tarfile.PAX_FORMAT), content, bytes(-len(content) % _BLOCK))
    for piece in pieces:
        sink.write(piece)
    return sum(map(len, pieces))


def _damaged(trouble: str) -> SigningError:
    return SigningError(
        f"Ein Teil des Exports ist beschädigt: {trouble} Bitte den Export noch einmal starten.", "DAMAGED"
    )
