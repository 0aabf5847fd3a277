"""A Swissbit stick at a till, with its switches."""

from __future__ import annotations

from pathlib import Path

from kasse.hardware.signing.swissbit.device import SwissbitTse
from kasse.hardware.signing.swissbit.worm_api import WormApi
from kasse.ports.signing import TseSpec
from tests.contracts.tse import Limits
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
    def switches(self) -> Stick:
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
