"""A fake fiskaly, and drivers whose waiting costs no time."""

from __future__ import annotations

from kasse.hardware.signing.fiskaly.api import FiskalyApi
from kasse.hardware.signing.fiskaly.care import FiskalyTse
from kasse.hardware.signing.fiskaly.keys import Keys
from kasse.hardware.signing.rest import RestClient
from kasse.ports.signing import Tse
from tests.contracts.signing import OTHER_TILL, TILL
from tests.contracts.tse import Limits
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.fiskaly import API_KEY, API_SECRET, FakeFiskaly
from tests.hardware.signing.fakes.fiskaly_model import Tss
from tests.hardware.signing.fakes.http_fake import Fault, Request
from tests.hardware.signing.fakes.memory_secrets import MemorySecrets

DASHBOARD_TSS = "a4724605-7fc3-400e-aa26-e5f1f9b10af0"


class Rig:
    """A fake service, and a driver whose waiting costs no time."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.server = FakeFiskaly(self.clock)
        self.secrets = MemorySecrets()
        self.secrets.values |= {"fiskaly/api_key": API_KEY, "fiskaly/api_secret": API_SECRET}
        self.given_tss = DASHBOARD_TSS
        self.waits: list[float] = []
        self.seconds = 0.0
        self.limits = Limits(deletes=False)
        self.switches = self
        self.opened: list[Tse] = []

    def open(self) -> FiskalyTse:
        keys = Keys(self.secrets)
        rest = RestClient("fiskaly", self.server.address, wait=self._wait)
        device = FiskalyTse(
            FiskalyApi(rest, keys, monotonic=lambda: self.seconds), keys, self.given_tss, wait=self._wait
        )
        self.opened.append(device)
        return device

    def dashboard(self) -> Tss:
        return self.server.new_tss(DASHBOARD_TSS)

    def ready(self) -> FiskalyTse:
        """A device that two tills may use."""
        self.dashboard()
        device = self.open()
        device.set_up(TILL)
        device.register_client(OTHER_TILL)
        return device

    def pass_time(self, seconds: int) -> None:
        self.clock.move(seconds)

    def unplug(self) -> None:
        self.server.http.unplug()

    def lose_answers(self) -> None:
        self.server.http.fail(Fault.LOST, of=is_step)

    def mend(self) -> None:
        self.server.http.mend()

    def close(self) -> None:
        for device in self.opened:
            device.close()
        self.server.close()

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)


def is_step(request: Request) -> bool:
    return request.method == "PUT" and "/tx/" in request.path
