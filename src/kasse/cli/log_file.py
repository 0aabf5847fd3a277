"""The log of the program in its data folder: written for whoever looks for a fault, never needed to sell."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO, Self

FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
BYTES, OLD_ONES = 1_000_000, 5


class LogFile:
    """While it is open, records from INFO on go to `logs/kasse.log`. The file is made with the first record."""

    def __init__(self, folder: Path) -> None:
        self._handler = _Handler(folder / "logs" / "kasse.log")

    @property
    def path(self) -> Path | None:
        """Where the records are; None if none could be written."""
        return self._handler.file if self._handler.written else None

    def __enter__(self) -> Self:
        root = logging.getLogger()
        self._level = root.level
        root.addHandler(self._handler)
        root.setLevel(min(logging.INFO, root.level or logging.INFO))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        root = logging.getLogger()
        root.setLevel(self._level)
        root.removeHandler(self._handler)
        self._handler.close()


class _Handler(RotatingFileHandler):
    def __init__(self, file: Path) -> None:
        super().__init__(file, maxBytes=BYTES, backupCount=OLD_ONES, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter(FORMAT))
        self.setLevel(logging.INFO)
        self.file = file
        self.written = False

    def _open(self) -> IO[str]:  # type: ignore[override]
        self.file.parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def filter(self, record: logging.LogRecord) -> bool:
        """Libraries are heard only when something is wrong."""
        return record.levelno >= logging.WARNING or record.name.split(".")[0] == "kasse"

    def emit(self, record: logging.LogRecord) -> None:
        self.written = True
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002
        """A full disk or a folder that may not be written: the till sells on, and says so where it matters."""
        self.written = False
