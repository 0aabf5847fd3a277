"""The switchboard of the contract, for devices whose faults are those of `FaultyDevice`."""

from kasse.hardware.signing.faults import Fault, FaultyDevice
from kasse.ports.signing import Tse


class Switches:
    """Puts each device that is opened behind the same fault."""

    def __init__(self) -> None:
        self._fault: Fault | None = None
        self._device: FaultyDevice | None = None

    def behind(self, tse: Tse) -> Tse:
        self._device = FaultyDevice(tse)
        self._device.fault = self._fault
        return self._device

    def unplug(self) -> None:
        self._switch(Fault.OUT)

    def lose_answers(self) -> None:
        self._switch(Fault.ANSWER_LOST)

    def mend(self) -> None:
        self._switch(None)

    def _switch(self, fault: Fault | None) -> None:
        self._fault = fault
        if self._device is not None:
            self._device.fault = fault
