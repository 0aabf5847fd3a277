"""Troubles of a signing device can be switched on and written down in advance."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kasse.hardware.signing.faults import Failure, Fault, FaultyDevice
from kasse.hardware.signing.software_tse import SoftwareTse
from kasse.ports.signing import SigningError, SigningRefused
from tests.contracts.signing import ORDER, RECEIPT, TILL
from tests.hardware.signing.clock import Clock

pytestmark = pytest.mark.usefixtures("quick_disk")


@pytest.fixture
def device(tmp_path: Path) -> Iterator[FaultyDevice]:
    device = FaultyDevice(SoftwareTse(tmp_path, now=Clock()))
    device.set_up(TILL)
    yield device
    device.close()


def test_a_device_disappears_and_comes_back_as_it_is_written(device: FaultyDevice) -> None:
    device.script(None, Fault.OUT, Fault.OUT, Fault.ANSWER_LOST)
    signed: list[bool] = []
    for _ in range(6):
        try:
            device.sign(TILL, *RECEIPT)
            signed.append(True)
        except SigningError:
            signed.append(False)
    assert signed == [True, False, False, False, True, True]
    assert [f.transaction for f in device.finished_since(TILL, 0)] == [1, 2, 3, 4]


def test_a_fault_that_is_switched_takes_the_place_of_a_script(device: FaultyDevice) -> None:
    device.script(Fault.OUT, Fault.OUT)
    device.fault = None
    assert device.sign(TILL, *RECEIPT).transaction == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.CERTIFICATE_EXPIRED, "CERTIFICATE_EXPIRED"),
        (Fault.STORE_FULL, "STORE_FULL"),
        (Fault.SELF_TEST_FAILS, "SELF_TEST_FAILED"),
        (Fault.OUT, "NO_DEVICE"),
        (Failure("Die TSE meldet einen Fehler.", "0x1001"), "0x1001"),
    ],
)
def test_a_device_that_cannot_sign_says_why_with_its_code(
    device: FaultyDevice, fault: Fault | Failure, code: str
) -> None:
    begun = device.start(TILL)
    device.fault = fault
    for ask in (
        lambda: device.start(TILL),
        lambda: device.sign(TILL, *RECEIPT),
        lambda: device.finish(TILL, begun.transaction, *RECEIPT),
    ):
        with pytest.raises(SigningError) as caught:
            ask()
        assert caught.value.code == code
        assert not isinstance(caught.value, SigningRefused)
    device.fault = None
    assert device.finish(TILL, begun.transaction, *ORDER).transaction == begun.transaction
    assert device.open_transactions(TILL) == ()


def test_a_device_that_refuses_is_well_otherwise(device: FaultyDevice) -> None:
    device.fault = Fault.REFUSES
    with pytest.raises(SigningRefused):
        device.sign(TILL, *RECEIPT)
    assert device.status().open_transactions == 0


def test_its_status_shows_what_is_wrong(device: FaultyDevice) -> None:
    device.fault = Fault.STORE_FULL
    status = device.status()
    assert status.stored_bytes == status.capacity_bytes
    device.fault = Fault.CERTIFICATE_EXPIRED
    until = device.status().certificate_until
    assert until is not None
    assert until < Clock().time
    device.fault = Fault.SELF_TEST_FAILS
    assert device.status().self_test_passed is False
    with pytest.raises(SigningError, match="Selbsttest"):
        device.self_test(TILL)


def test_a_slow_device_answers_late_and_at_once_when_it_is_mended(device: FaultyDevice) -> None:
    device.slow_seconds = 0.01
    device.fault = Fault.SLOW
    assert device.sign(TILL, *RECEIPT).transaction == 1
    device.slow_seconds = 10_000.0
    answered = threading.Event()

    def ask() -> None:
        device.sign(TILL, *RECEIPT)
        answered.set()

    asker = threading.Thread(target=ask)
    asker.start()
    device.fault = None
    assert answered.wait(20)
    asker.join()


def test_a_device_that_is_pulled_out_while_it_exports_leaves_everything_in_it(device: FaultyDevice) -> None:
    for _ in range(150):
        device.sign(TILL, *RECEIPT)

    def pull(_done: int, _whole: int | None) -> bool:
        device.fault = Fault.OUT
        return True

    with pytest.raises(SigningError, match="nicht erreichbar"):
        device.export(io.BytesIO(), progress=pull)
    device.fault = None
    with pytest.raises(SigningRefused):
        device.delete_exported()
    assert len(device.finished_since(TILL, 0)) == 150
