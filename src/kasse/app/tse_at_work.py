"""The signing device of a German till: opened as settings say, and changed for another one while the till sells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from weakref import WeakKeyDictionary

from kasse.fiscal.de.germany import Germany
from kasse.hardware.signing.deadline import DeadlineDevice
from kasse.hardware.signing.faults import FaultyDevice
from kasse.hardware.signing.on_demand import OnDemandDevice
from kasse.ports.fiscal import DeviceFacts
from kasse.ports.signing import SigningError, Tse, TseSpec

SOFTWARE = "software"
"""The kind that is known to be no certified device before it answers."""


class TseAtWork:
    """Implements `kasse.ports.signing.TseSwitch`. Devices are opened on their own lanes, and again until it works:
    a damaged TSE is an outage and stops no till.
    """

    def __init__(
        self,
        spec: TseSpec,
        client_id: str,
        *,
        open_device: Callable[[TseSpec], Tse],
        known_device: Callable[[str], DeviceFacts | None],
        seconds: float,
        probe_seconds: float | None,
        monotonic: Callable[[], float],
        on_change: Callable[[SigningError | None], None],
    ) -> None:
        """`seconds`, `probe_seconds`: see `DeadlineDevice`. `on_change` hears of the device that signs, not of others."""
        self._open_device = open_device
        self._seconds = seconds
        self._probe_seconds = probe_seconds
        self._monotonic = monotonic
        self._on_change = on_change
        self._client_id = client_id
        self._least_seconds = 0.0
        self.spec = spec
        self.device, self.faults = self._built(spec)
        self._beside: WeakKeyDictionary[DeadlineDevice, FaultyDevice] = WeakKeyDictionary()
        self.fiscal = Germany(
            self.device, client_id, known_device=known_device, is_test=spec.kind == SOFTWARE
        )
        self._keep_ready()

    @property
    def current(self) -> Tse:
        """See `TseSwitch`."""
        return self.device

    @property
    def seconds(self) -> float:
        """So long a receipt waits for its signature."""
        return self._seconds

    @seconds.setter
    def seconds(self, seconds: float) -> None:
        self._seconds = seconds
        self.device.seconds = max(seconds, self._least_seconds)

    @contextmanager
    def patient(self, seconds: float) -> Iterator[None]:
        """Wait at least so long for every answer, whatever settings say, while no receipt is waited for."""
        self._least_seconds = seconds
        self.seconds = self._seconds
        try:
            yield
        finally:
            self._least_seconds = 0.0
            self.seconds = self._seconds

    def open(self, spec: TseSpec) -> Tse:
        """See `TseSwitch`."""
        device, faults = self._built(spec)
        self._beside[device] = faults
        return device

    def switch(self, spec: TseSpec, device: Tse) -> None:
        """See `TseSwitch`."""
        if not isinstance(device, DeadlineDevice):
            raise TypeError("not a device that was opened here")
        before = self.device
        self.spec, self.device, self.faults = spec, device, self._beside.pop(device)
        device.seconds = max(self._seconds, self._least_seconds)
        self.fiscal.use(device, is_test=spec.kind == SOFTWARE)
        with suppress(SigningError):  # it is out of use, whatever it says
            before.close()
        self._keep_ready()

    def close(self) -> None:
        """Let go of the device."""
        self.device.close()

    def _keep_ready(self) -> None:
        """Self test and time without anybody waiting for them; only where somebody looks after the device at all."""
        if self._probe_seconds is not None:
            self.device.keep_ready(self._client_id)

    def _built(self, spec: TseSpec) -> tuple[DeadlineDevice, FaultyDevice]:
        def changed(trouble: SigningError | None) -> None:
            if self.device is device:
                self._on_change(trouble)

        faults = FaultyDevice(OnDemandDevice(lambda: self._open_device(spec)))
        device = DeadlineDevice(
            faults,
            self._seconds,
            probe_seconds=self._probe_seconds,
            on_change=changed,
            monotonic=self._monotonic,
        )
        return device, faults
