"""A device that hangs delays nobody but itself."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kasse.hardware.signing.deadline import DeadlineDevice, _Call
from kasse.hardware.signing.faults import Fault, FaultyDevice
from kasse.hardware.signing.on_demand import OnDemandDevice
from kasse.hardware.signing.software_tse import SoftwareTse
from kasse.ports.signing import SigningDevice, SigningError, SigningRefused, SigningTimeout
from tests.contracts.signing import ORDER, RECEIPT, TILL, SigningBench, SigningContract
from tests.hardware.signing.clock import Clock

SHORT, LONG = 0.2, 20.0


class TestDeadlineDevice(SigningContract):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[SigningBench[SigningDevice]]:
        def made() -> SigningDevice:
            return DeadlineDevice(OnDemandDevice(lambda: SoftwareTse(tmp_path, now=Clock())), LONG)

        bench = SigningBench[SigningDevice](made(), lambda: bench.device)

        def restart() -> SigningDevice:
            bench.device.close()
            bench.device = made()
            return bench.device

        bench.restart = restart
        yield bench
        bench.device.close()


class Monotonic:
    """Seconds that tests let pass."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Rig:
    """A software TSE that can fail, behind a deadline."""

    def __init__(self, folder: Path) -> None:
        self.faulty = FaultyDevice(SoftwareTse(folder, now=Clock()))
        self.monotonic = Monotonic()
        self.device = DeadlineDevice(self.faulty, SHORT, pause=5.0, monotonic=self.monotonic)

    def wait_until_it_came_back(self) -> None:
        """The lane works in order: what it answers now it answers after everything before."""
        last = _Call[object](lambda: None)
        self.device._calls.put(last)
        assert last.answered.acquire(timeout=LONG)

    def sign_in_time(self) -> None:
        """Sign without the short deadline of these tests, which a busy machine may miss."""
        self.device._seconds = LONG
        self.device.sign(TILL, *RECEIPT)
        self.device._seconds = SHORT


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    rig.faulty.fault = None
    rig.device._seconds = LONG
    if not rig.device._closed:
        rig.wait_until_it_came_back()
        rig.device.close()


def test_a_silent_device_costs_one_deadline_and_then_nothing(rig: Rig) -> None:
    rig.faulty.fault = Fault.SILENT
    with pytest.raises(SigningTimeout, match="nicht innerhalb"):
        rig.device.sign(TILL, *RECEIPT)
    rig.device._seconds = 10_000.0  # who still waits now waits for ever
    for _ in range(100):
        with pytest.raises(SigningTimeout):
            rig.device.sign(TILL, *RECEIPT)


def test_what_a_silent_device_signs_late_is_found_and_not_signed_twice(rig: Rig) -> None:
    rig.faulty.fault = Fault.SILENT
    with pytest.raises(SigningTimeout):
        rig.device.sign(TILL, *ORDER)
    with pytest.raises(SigningTimeout):
        rig.device.sign(TILL, *RECEIPT)
    rig.faulty.fault = None
    rig.wait_until_it_came_back()
    rig.device._seconds = LONG
    assert [f.process_data for f in rig.device.finished_since(TILL, 0)] == [ORDER[1]]
    assert rig.device.sign(TILL, *RECEIPT).transaction == 2


def test_a_call_given_up_in_the_queue_never_reaches_the_device(rig: Rig) -> None:
    rig.sign_in_time()
    rig.faulty.fault = Fault.SILENT
    answers: list[BaseException] = []

    def ask() -> None:
        try:
            rig.device.sign(TILL, *ORDER)
        except SigningTimeout as error:
            answers.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    rig.faulty.fault = None
    rig.wait_until_it_came_back()
    rig.device._seconds = LONG
    assert len(rig.device.finished_since(TILL, 1)) == 1


def test_after_a_failure_the_device_is_left_alone_for_a_while(rig: Rig) -> None:
    rig.device._seconds = LONG
    rig.faulty.fault = Fault.OUT
    with pytest.raises(SigningError, match="nicht erreichbar"):
        rig.device.sign(TILL, *RECEIPT)
    rig.faulty.fault = None
    rig.monotonic.seconds = 4.9
    with pytest.raises(SigningError, match="nicht erreichbar"):
        rig.device.sign(TILL, *RECEIPT)
    rig.monotonic.seconds = 5.0
    assert rig.device.sign(TILL, *RECEIPT).transaction == 1
    assert rig.device.sign(TILL, *RECEIPT).transaction == 2


def test_a_refusal_is_an_answer_and_not_a_failure(rig: Rig) -> None:
    rig.device._seconds = LONG
    with pytest.raises(SigningRefused):
        rig.device.finish(TILL, 99, *RECEIPT)
    assert rig.device.sign(TILL, *RECEIPT).transaction == 1


def test_a_lost_answer_is_found_afterwards(rig: Rig) -> None:
    rig.device._seconds = LONG
    rig.faulty.fault = Fault.ANSWER_LOST
    with pytest.raises(SigningError, match="verloren"):
        rig.device.sign(TILL, *RECEIPT)
    rig.faulty.fault = None
    rig.monotonic.seconds = 5.0
    assert [f.process_data for f in rig.device.finished_since(TILL, 0)] == [RECEIPT[1]]


def test_a_device_that_dies_after_the_start_leaves_an_open_transaction(rig: Rig) -> None:
    rig.device._seconds = LONG
    rig.faulty.fault = Fault.DIES_AFTER_START
    with pytest.raises(SigningError, match="während der Signatur"):
        rig.device.sign(TILL, *RECEIPT)
    rig.faulty.fault = None
    rig.monotonic.seconds = 5.0
    assert rig.device.open_transactions(TILL) == (1,)
    assert rig.device.finished_since(TILL, 0) == ()
    assert rig.device.finish(TILL, 1, *RECEIPT).transaction == 1


def test_closing_does_not_wait_for_a_device_that_owes_an_answer(rig: Rig) -> None:
    rig.faulty.fault = Fault.SILENT
    with pytest.raises(SigningTimeout):
        rig.device.info()
    rig.device._seconds = 10_000.0
    rig.device.close()


def test_a_hanging_device_does_not_keep_the_program_from_ending() -> None:
    program = (
        "import threading\n"
        "from kasse.hardware.signing.deadline import DeadlineDevice\n"
        "class Hanging:\n    def info(self): threading.Event().wait()\n"
        "try:\n    DeadlineDevice(Hanging(), 0.05).info()\n"
        "except Exception as error:\n    print(type(error).__name__)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert ended.stdout.split() == [b"SigningTimeout"]


def test_a_missing_device_is_looked_for_again(tmp_path: Path) -> None:
    plugged_in = False

    def open_device() -> SigningDevice:
        if not plugged_in:
            raise SigningError("Die TSE steckt nicht.")
        return SoftwareTse(tmp_path, now=Clock())

    with closing(OnDemandDevice(open_device)) as device:
        with pytest.raises(SigningError, match="steckt nicht"):
            device.sign(TILL, *RECEIPT)
        plugged_in = True
        assert device.sign(TILL, *RECEIPT).transaction == 1


@pytest.mark.parametrize("fault", [Fault.OUT, Fault.ANSWER_LOST, Fault.DIES_AFTER_START])
def test_a_fault_strikes_single_steps_too_and_passes(tmp_path: Path, fault: Fault) -> None:
    with closing(FaultyDevice(SoftwareTse(tmp_path, now=Clock()))) as device:
        transaction = device.start(TILL).transaction
        device.fault = fault
        assert device.fault is fault
        with pytest.raises(SigningError):
            device.finish(TILL, transaction, *RECEIPT)
        device.fault = None
        finished = [f.transaction for f in device.finished_since(TILL, 0)]
        assert (finished, list(device.open_transactions(TILL))) == (
            ([1], []) if fault is Fault.ANSWER_LOST else ([], [1])
        )
