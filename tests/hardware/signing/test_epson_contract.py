"""The Epson TSE keeps the contract of every TSE, over a real socket: alone, with newer firmware, and shared."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.tse import TseContract
from tests.hardware.signing.fakes.epson_bench import Printer


class TestEpson(TseContract):
    @pytest.fixture
    def factory(self, tmp_path: Path) -> Iterator[Printer]:
        printer = Printer(tmp_path)
        yield printer
        printer.close()


class TestEpsonFirmware2(TseContract):
    """It exports the whole only; ranges are cut out by the driver."""

    @pytest.fixture
    def factory(self, tmp_path: Path) -> Iterator[Printer]:
        printer = Printer(tmp_path, firmware=(2, 0, 1))
        yield printer
        printer.close()


class TestEpsonShared(TseContract):
    """Freed after every deed."""

    @pytest.fixture
    def factory(self, tmp_path: Path) -> Iterator[Printer]:
        printer = Printer(tmp_path, shared=True)
        yield printer
        printer.close()
