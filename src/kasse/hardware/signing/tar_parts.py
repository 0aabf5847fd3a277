"""Archives that a cloud TSE hands out in several parts, joined to the one that was asked for."""

from __future__ import annotations

import tarfile
import time
from collections.abc import Generator, Sequence
from typing import BinaryIO

from kasse.fiscal.de.tse_archive.tar import ArchiveError, members
from kasse.ports.signing import SigningError

_BLOCK = tarfile.BLOCKSIZE


def joined(parts: Sequence[BinaryIO]) -> Generator[bytes, None, None]:
    """The files of all parts as one archive; what every part has, as certificates, once.

    Raises:
        SigningError: a part is damaged.
    """
    shared: set[str] = set()
    now = int(time.time())
    for part in parts:
        try:
            for member in members(part):
                if member.content is None:
                    raise _damaged(member.trouble)
                if member.name in shared:
                    continue
                if not member.name.endswith(".log"):
                    shared.add(member.name)
                header = tarfile.TarInfo(member.name)
                header.size, header.mtime, header.mode = len(member.content), now, 0o444
                yield header.tobuf(tarfile.PAX_FORMAT) + member.content + bytes(-header.size % _BLOCK)
        except ArchiveError as error:
            raise _damaged(str(error)) from error
    yield bytes(2 * _BLOCK)


def _damaged(trouble: str) -> SigningError:
    return SigningError(
        f"Ein Teil des Exports ist beschädigt: {trouble} Bitte den Export noch einmal starten.", "DAMAGED"
    )
