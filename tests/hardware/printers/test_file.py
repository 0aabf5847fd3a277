import fcntl
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kasse.hardware.printers.file import FilePrinter
from kasse.hardware.printers.profiles import profile
from kasse.ports.printing import DeviceError
from tests.contracts.printing import PrinterContract, page
from tests.hardware.printers.escpos_reader import pulses, read


class FifoBench:
    """A named pipe behaves as a device file does: it may be missing, full, or break."""

    deadline = 0.3

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lp0"
        self._threads: list[threading.Thread] = []
        self._taken = b""
        self._reader = -1
        os.mkfifo(self._path)
        self.mend_it()
        self.printer = FilePrinter(self._path, profile("default"), job_seconds=self.deadline)

    def papers(self) -> list[str]:
        self._join()
        if self._reader >= 0:
            try:
                while part := os.read(self._reader, 1 << 20):
                    self._taken += part
            except BlockingIOError:
                pass  # drained
        return [paper.text for paper in read(self._taken)]

    def drawer_openings(self) -> int:
        self.papers()
        return pulses(self._taken).count(b"\x00\x19\xfa")

    def break_it(self) -> None:
        os.close(self._reader)
        self._reader = -1

    def mend_it(self) -> None:
        self._reader = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK)
        fcntl.fcntl(self._reader, fcntl.F_SETPIPE_SZ, 1 << 18)

    def break_midway(self) -> None:
        self.stall_it()

        def die() -> None:
            os.set_blocking(self._reader, True)
            os.read(self._reader, 40)
            self.break_it()

        self._threads.append(threading.Thread(target=die))
        self._threads[-1].start()

    def stall_it(self) -> None:
        fcntl.fcntl(self._reader, fcntl.F_SETPIPE_SZ, 4096)

    def close(self) -> None:
        self._join()
        if self._reader >= 0:
            self.break_it()

    def _join(self) -> None:
        for thread in self._threads:
            thread.join()


class TestFilePrinter(PrinterContract):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[FifoBench]:
        bench = FifoBench(tmp_path)
        yield bench
        bench.close()


def test_a_printer_that_is_not_plugged_in_is_reported(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="angesteckt"):
        FilePrinter(tmp_path / "lp7", profile("default")).print(page("Bon 1"))
    assert not (tmp_path / "lp7").exists()


def test_papers_are_appended_where_the_device_is_a_plain_file(tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    spool.touch()
    printer = FilePrinter(spool, profile("default"))
    printer.print(page("Bon 1"))
    printer.print(page("Bon 2"))
    assert [paper.lines[0].strip() for paper in read(spool.read_bytes())] == ["Bon 1", "Bon 2"]
