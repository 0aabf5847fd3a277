"""A file that only grows, frame by frame, each durable when it is acknowledged: the software TSE's memory.

A frame is its length and CRC-32, the body, and its length and a mark again, so that the file can be read from
its end. What a power cut left of the last frame was never acknowledged and is cut off on opening.

While the file is in use zeros stand behind the last frame: writing over them costs the disk about a third less than
making the file longer each time. Closing takes them away.
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
AHEAD = 256 * 1024
"""So many zeros are written at a time."""
_BLOCK = 256 * 1024

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
            self._written = self.end
            self._is_tidy = True
        except BaseException:
            os.close(self._descriptor)
            self._descriptor = -1
            raise

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor < 0:
            return
        try:
            if (
                self._is_tidy and self.end < self._written
            ):  # after an error nobody knows what stands behind the end: opening finds out
                os.ftruncate(self._descriptor, self.end)
                os.fsync(self._descriptor)
        finally:
            os.close(self._descriptor)
            self._descriptor = -1

    def append(self, body: bytes) -> None:
        """Write a frame and return once it is on the disk."""
        if not 0 < len(body) <= MAX_BODY:
            raise ValueError(f"a frame of {len(body)} bytes")
        frame = _HEAD.pack(len(body), zlib.crc32(body)) + body + _FOOT.pack(len(body), _MARK)
        self._is_tidy = False
        if self.end + len(frame) > self._written:
            self._write(self._written, bytes(AHEAD))
            self._written += AHEAD
        self._write(self.end, frame)
        _sync(self._descriptor)
        self.end += len(frame)
        self._is_tidy = True

    @staticmethod
    def frame_size(body: bytes) -> int:
        """How much of the file a frame with this body takes."""
        return len(body) + _AROUND

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

    def forwards(self, start: int, end: int) -> Iterator[bytes]:
        """The bodies between two ends of frames, the oldest first. The file may grow meanwhile."""
        at, block = start, b""
        while at < end:
            length = _HEAD.unpack_from(block)[0] if len(block) >= _HEAD.size else 0
            if not length or len(block) < length + _AROUND:
                block = self._bytes(at, min(_BLOCK, end - at))
                length = _HEAD.unpack_from(block)[0]
            body = block[_HEAD.size : _HEAD.size + length]
            if (length, zlib.crc32(body)) != _HEAD.unpack_from(block) or len(block) < length + _AROUND:
                raise DamagedFile(f"no frame at {at}")
            yield body
            at += length + _AROUND
            block = block[length + _AROUND :]

    def _write(self, start: int, content: bytes) -> None:
        os.lseek(self._descriptor, start, os.SEEK_SET)
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]

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
        """Where the last sound frame ends; behind it stand only zeros, and what one interrupted write leaves."""
        if not size or self._body_before(size) is not None:
            return size
        size = self._end_of_content(size)
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

    def _end_of_content(self, size: int) -> int:
        """Where the zeros begin with which the file ends; no more of them are taken than were written ahead."""
        ahead = min(size, AHEAD + MAX_BODY)
        tail = self._bytes(size - ahead, ahead)
        return size - ahead + len(tail.rstrip(b"\0"))
