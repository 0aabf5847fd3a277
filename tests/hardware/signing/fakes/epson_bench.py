"""A printer with an Epson TSE in the network of a till, with its switches."""

from __future__ import annotations

from pathlib import Path

from kasse.hardware.signing.epson.device import EpsonTse, open_device
from kasse.ports.signing import TseSpec
from tests.contracts.tse import Limits
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.epson import FakeEpson
from tests.hardware.signing.fakes.memory_secrets import MemorySecrets


class Printer:
    """A printer with a TSE in the network of a till: the factory of the contract, and its switchboard."""

    def __init__(
        self, folder: Path, *, firmware: tuple[int, int, int] = (1, 1, 0), shared: bool = False
    ) -> None:
        self.clock = Clock()
        self.device = FakeEpson(self.clock, firmware=firmware)
        self.device.stick.test_was_asked = True  # printers test it when they are switched on
        self.secrets = MemorySecrets()
        self.folder = folder
        self.limits = Limits(deletes=not shared)
        self.places = {
            "host": "127.0.0.1",
            "port": str(self.device.port),
            "shared": "ja" if shared else "nein",
        }

    @property
    def switches(self) -> Printer:
        return self

    def open(self) -> EpsonTse:
        spec = TseSpec("epson", self.places)
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
