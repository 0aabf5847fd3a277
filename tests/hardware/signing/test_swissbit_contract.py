"""The Swissbit TSE keeps the contract of every TSE, through real C functions, with old and with new firmware."""

from pathlib import Path

import pytest

from tests.contracts.tse import TseContract
from tests.hardware.signing.fakes.worm_api_bench import Stick


class TestSwissbit(TseContract):
    @pytest.fixture
    def factory(self, tmp_path: Path) -> Stick:
        return Stick(tmp_path)


class TestSwissbitFirmware2(TseContract):
    """It exports the whole only; ranges are cut out by the driver."""

    @pytest.fixture
    def factory(self, tmp_path: Path) -> Stick:
        return Stick(tmp_path, firmware=(2, 0, 1))
