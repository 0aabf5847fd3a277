"""A file that only grows, frame by frame, each durable when it is acknowledged: the software TSE's memory.

A frame is its length and CRC-32, the body, and its length and a mark again, so that the file can be read from
its end. What a power cut left of the last frame was never acknowledged and is cut off on opening.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

_HEAD = struct.Struct("<II")
_FOOT = struct.Struct("<I4s")
_MARK = b"tse\n"
_AROUND = _HEAD.size + _FOOT.size
MAX_BODY = 128 * 1024

_sync = getattr(os, "fdatasync", os.fsync)


class DamagedFile(Exception):  # noqa: N818 - a state of the file
    """More of the file is unreadable than an interrupted write can explain."""


def sync_folder(folder: Path) -> None:
    """Make new and renamed files of a folder durable. Windows does that by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class LogFile:
    """Used by one thread at a time. OSError passes through: after one, open the file anew before going on.

    Raises:
        DamagedFile: on opening or reading.
    """

    def __init__(self, path: Path) -> None:
        fresh = not path.exists()
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        self._descriptor = os.open(path, flags, 0o600)
        try:
            if fresh:
                sync_folder(path.parent)
            size = os.lseek(self._descriptor, 0, os.SEEK_END)
            self.end = self._sound_end(size)
            """Where the next frame will begin."""
            if self.end < size:
                os.ftruncate(self._descriptor, self.end)
                os.fsync(self._descriptor)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def append(self, body: bytes) -> None:
        """Write a frame and return once it is on the disk."""
        if not 0 < len(body) <= MAX_BODY:
            raise ValueError(f"a frame of {len(body)} bytes")
        frame = _HEAD.pack(len(body), zlib.crc32(body)) + body + _FOOT.pack(len(body), _MARK)
        os.lseek(self._descriptor, self.end, os.SEEK_SET)
        rest = memoryview(frame)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]
        _sync(self._descriptor)
        self.end += len(frame)

    def read(self, start: int) -> bytes:
        """The body of the frame that begins here."""
        length, _ = _HEAD.unpack(self._bytes(start, _HEAD.size))
        body = self._body_before(start + length + _AROUND)
        if body is None:
            raise DamagedFile(f"no frame at {start}")
        return body

    def backwards(self) -> Iterator[bytes]:
        """All bodies, the newest first."""
        end = self.end
        while end:
            body = self._body_before(end)
            if body is None:
                raise DamagedFile(f"no frame ends at {end}")
            yield body
            end -= len(body) + _AROUND

    def _bytes(self, start: int, count: int) -> bytes:
        os.lseek(self._descriptor, start, os.SEEK_SET)
        read = os.read(self._descriptor, count)
        if len(read) < count:
            raise DamagedFile(f"the file ends before {start + count}")
        return read

    def _body_before(self, end: int) -> bytes | None:
        """The body of the frame that ends here, if a sound one does."""
        if end < _AROUND:
            return None
        length, mark = _FOOT.unpack(self._bytes(end - _FOOT.size, _FOOT.size))
        start = end - length - _AROUND
        if mark != _MARK or length > MAX_BODY or start < 0:
            return None
        whole = self._bytes(start, _HEAD.size + length)
        body = whole[_HEAD.size :]
        return body if _HEAD.unpack_from(whole) == (length, zlib.crc32(body)) else None

    def _sound_end(self, size: int) -> int:
        """Where the last sound frame ends; only what one interrupted write leaves may stand behind it."""
        if not size or self._body_before(size) is not None:
            return size
        torn = min(size, MAX_BODY + _AROUND)
        tail = self._bytes(size - torn, torn)
        at = len(tail)
        while (at := tail.rfind(_MARK, 0, at)) >= 0:
            end = size - torn + at + len(_MARK)
            if self._body_before(end) is not None:
                return end
        if torn < size:
            raise DamagedFile(f"the last {torn} bytes are not readable")
        return 0
