"""The Swissbit TSE keeps the contract of every TSE, through real C functions, with old and with new firmware."""

from pathlib import Path

import pytest

from kasse.hardware.signing.swissbit.device import SwissbitTse
from kasse.hardware.signing.swissbit.worm_api import WormApi
from kasse.ports.signing import TseSpec
from tests.contracts.tse import Limits, TseContract
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.memory_secrets import MemorySecrets
from tests.hardware.signing.fakes.worm_api import FakeSwissbit
from tests.hardware.signing.fakes.worm_api_library import WormLibrary


class Stick:
    """A stick at a till: the factory of the contract, and its switchboard."""

    limits = Limits()

    def __init__(self, folder: Path, firmware: tuple[int, int, int] = (1, 1, 0)) -> None:
        self.clock = Clock()
        self.stick = FakeSwissbit(self.clock, firmware=firmware)
        self.library = WormLibrary(self.stick)
        self.secrets = MemorySecrets()
        self.folder = folder
        self.places = {"mount": "/media/tse", "library": "unused"}

    @property
    def switches(self) -> "Stick":
        return self

    def open(self) -> SwissbitTse:
        spec = TseSpec("swissbit", self.places)
        api = WormApi(self.library)
        return SwissbitTse(spec, api, folder=self.folder, secrets=self.secrets, now=self.clock)

    def pass_time(self, seconds: int) -> None:
        self.clock.move(seconds)

    def unplug(self) -> None:
        self.stick.is_plugged = False
        self.stick.power_cycle()

    def lose_answers(self) -> None:
        self.stick.loses_answers = True

    def mend(self) -> None:
        self.stick.is_plugged = True
        self.stick.loses_answers = False


class TestSwissbit(TseContract):
    @pytest.fixture
    def factory(self, tmp_path: Path) -> Stick:
        return Stick(tmp_path)


class TestSwissbitFirmware2(TseContract):
    """It exports the whole only; ranges are cut out by the driver."""

    @pytest.fixture
    def factory(self, tmp_path: Path) -> Stick:
        return Stick(tmp_path, firmware=(2, 0, 1))
