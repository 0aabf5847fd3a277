"""A folder in the hands of one process: the data of a till, and the files of a signing device. Below all layers."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderInUse(OSError):  # noqa: N818 - an answer, not a fault
    """Somebody else holds the folder."""


class FolderLock:
    """A lock on a file, held from construction until `release` or the death of the process.

    The operating system takes it back when the process dies, however it dies. Two in one process exclude each
    other too.

    Raises:
        FolderInUse: somebody else holds it.
        OSError: the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._descriptor)
        except OSError as error:
            self.release()
            raise FolderInUse(error.errno, error.strerror, str(path)) from error

    def release(self) -> None:
        """Let the next one in."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
