"""Diebold Nixdorf's web service on a till, with its switches."""

from __future__ import annotations

from pathlib import Path

from kasse.hardware.signing.diebold.device import DieboldTse, open_device
from kasse.ports.signing import TseSpec
from tests.contracts.tse import Limits
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.diebold import ADMIN_PASSWORD, TIME_PASSWORD, FakeDiebold
from tests.hardware.signing.fakes.memory_secrets import MemorySecrets


class Service:
    """The web service on a till: the factory of the contract, and its switchboard."""

    limits = Limits(exports_when_disabled=False)

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.device = FakeDiebold(self.clock)
        self.secrets = MemorySecrets()
        self.secrets.set("diebold/admin_pin", ADMIN_PASSWORD)
        self.secrets.set("diebold/time_admin_pin", TIME_PASSWORD)
        self.folder = folder
        self.places = {"address": f"ws://127.0.0.1:{self.device.port}/"}

    @property
    def switches(self) -> Service:
        return self

    def open(self) -> DieboldTse:
        spec = TseSpec("diebold", self.places)
        return open_device(spec, folder=self.folder, secrets=self.secrets, now=self.clock)

    def pass_time(self, seconds: int) -> None:
        self.clock.move(seconds)

    def unplug(self) -> None:
        self.device.server.stop()
        self.device.power_cycle()

    def lose_answers(self) -> None:
        self.device.loses_answers = True

    def mend(self) -> None:
        self.device.loses_answers = False
        self.device.server.start()

    def close(self) -> None:
        self.device.server.stop()
