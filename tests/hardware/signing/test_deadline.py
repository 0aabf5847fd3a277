"""A device that hangs delays nobody but itself."""

import io
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import pytest

from kasse.hardware.signing.deadline import DeadlineDevice
from kasse.hardware.signing.faults import Failure, Fault, FaultyDevice
from kasse.hardware.signing.lane import Call, Kind
from kasse.hardware.signing.on_demand import OnDemandDevice
from kasse.hardware.signing.software_tse import SoftwareTse
from kasse.ports.signing import (
    DeviceStatus,
    ExportCancelled,
    ExportRange,
    Finished,
    Progress,
    SigningError,
    SigningRefused,
    SigningTimeout,
    Tse,
)
from tests.conftest import ExpectedLog
from tests.contracts.signing import ORDER, RECEIPT, TILL
from tests.contracts.tse import Limits, TseContract, TseFactory, read_archive
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.switches import Switches

SHORT, LONG = 0.2, 20.0


class Factory:
    """A software TSE that is opened on demand, behind a deadline and perhaps without portions."""

    limits = Limits()

    def __init__(self, folder: Path) -> None:
        self.switches = Switches()
        self._clock = Clock()
        self._folder = folder

    def open(self) -> Tse:
        device = OnDemandDevice(lambda: SoftwareTse(self._folder, now=self._clock, by_itself=False))
        return DeadlineDevice(self.switches.behind(device), LONG, pause=0.0)

    def pass_time(self, seconds: int) -> None:
        self._clock.move(seconds)


class TestDeadlineDevice(TseContract):
    @pytest.fixture
    def factory(self, tmp_path: Path) -> TseFactory:
        return Factory(tmp_path)


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
        last = Call[object](Kind.LOOK, lambda: None)
        self.device._lane.put(last)
        assert last.wait(LONG)

    def sign_in_time(self) -> None:
        """Sign without the short deadline of these tests, which a busy machine may miss."""
        self.device.seconds = LONG
        self.device.sign(TILL, *RECEIPT)
        self.device.seconds = SHORT


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    rig.faulty.fault = None
    rig.device.seconds = LONG
    if not rig.device._closed:
        rig.wait_until_it_came_back()
        rig.device.close()


def test_a_silent_device_costs_one_deadline_and_then_nothing(rig: Rig) -> None:
    rig.faulty.fault = Fault.SILENT
    with pytest.raises(SigningTimeout, match="nicht innerhalb"):
        rig.device.sign(TILL, *RECEIPT)
    rig.device.seconds = 10_000.0  # who still waits now waits for ever
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
    rig.device.seconds = LONG
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
    rig.device.seconds = LONG
    assert len(rig.device.finished_since(TILL, 1)) == 1


def test_after_a_failure_the_device_is_left_alone_for_a_while(rig: Rig) -> None:
    rig.device.seconds = LONG
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
    rig.device.seconds = LONG
    with pytest.raises(SigningRefused):
        rig.device.finish(TILL, 99, *RECEIPT)
    assert rig.device.sign(TILL, *RECEIPT).transaction == 1


def test_a_lost_answer_is_found_afterwards(rig: Rig) -> None:
    rig.device.seconds = LONG
    rig.faulty.fault = Fault.ANSWER_LOST
    with pytest.raises(SigningError, match="verloren"):
        rig.device.sign(TILL, *RECEIPT)
    rig.faulty.fault = None
    rig.monotonic.seconds = 5.0
    assert [f.process_data for f in rig.device.finished_since(TILL, 0)] == [RECEIPT[1]]


def test_a_device_that_dies_after_the_start_leaves_an_open_transaction(rig: Rig) -> None:
    rig.device.seconds = LONG
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
    rig.device.seconds = 10_000.0
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

    def open_device() -> Tse:
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


def test_the_deadline_can_be_changed_while_selling(rig: Rig) -> None:
    rig.sign_in_time()
    rig.faulty.fault = Fault.SILENT
    rig.device.seconds = 0.01
    with pytest.raises(SigningTimeout, match=r"innerhalb von 0\.01 Sekunden"):
        rig.device.sign(TILL, *RECEIPT)


def test_the_code_of_the_device_reaches_whoever_asked_and_whoever_asks_in_vain(rig: Rig) -> None:
    rig.device.seconds = LONG
    rig.faulty.fault = Failure("Der Speicher der TSE ist voll.", "0x1017")
    for _ in range(2):
        with pytest.raises(SigningError, match="voll") as caught:
            rig.device.sign(TILL, *RECEIPT)
        assert caught.value.code == "0x1017"


def test_a_deadline_that_passed_has_a_code_of_its_own(rig: Rig) -> None:
    rig.faulty.fault = Fault.SILENT
    for _ in range(2):
        with pytest.raises(SigningTimeout) as caught:
            rig.device.sign(TILL, *RECEIPT)
        assert caught.value.code == "TIMEOUT"


class Listener:
    """Hears when trouble begins and ends."""

    def __init__(self) -> None:
        self.heard: list[str | None] = []
        self.is_well_again = threading.Event()

    def __call__(self, trouble: SigningError | None) -> None:
        self.heard.append(None if trouble is None else trouble.code)
        if trouble is None:
            self.is_well_again.set()


def test_begin_and_end_of_trouble_are_told_once_each(tmp_path: Path) -> None:
    listener, monotonic = Listener(), Monotonic()
    faulty = FaultyDevice(SoftwareTse(tmp_path, now=Clock()))
    with closing(DeadlineDevice(faulty, LONG, on_change=listener, monotonic=monotonic)) as device:
        device.sign(TILL, *RECEIPT)
        assert listener.heard == []
        for fault in (Fault.OUT, Fault.ANSWER_LOST):
            faulty.fault = fault
            monotonic.seconds += 5
            for _ in range(3):
                with pytest.raises(SigningError):
                    device.sign(TILL, *RECEIPT)
                assert listener.heard == ["NO_DEVICE"]
        assert device.trouble is not None
        assert device.trouble.code == "NO_ANSWER"
        faulty.fault = None
        monotonic.seconds += 5
        assert len(device.finished_since(TILL, 1)) == 1
        assert listener.heard == ["NO_DEVICE"]  # to be reached is not to sign
        device.sign(TILL, *RECEIPT)
        assert listener.heard == ["NO_DEVICE", None]


def test_trouble_by_silence_ends_with_the_late_answer(rig: Rig) -> None:
    rig.faulty.fault = Fault.SILENT
    with pytest.raises(SigningTimeout):
        rig.device.sign(TILL, *RECEIPT)
    assert rig.device.trouble is not None
    rig.faulty.fault = None
    rig.wait_until_it_came_back()
    assert rig.device.trouble is None


def test_a_listener_that_fails_costs_a_line_in_the_log_and_no_signature(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    def listener(trouble: SigningError | None) -> None:
        raise OSError("no room")

    faulty = FaultyDevice(SoftwareTse(tmp_path, now=Clock()))
    with closing(DeadlineDevice(faulty, LONG, pause=0.0, on_change=listener)) as device:
        faulty.fault = Fault.OUT
        with expected_log(logging.ERROR, "listener"), pytest.raises(SigningError, match="nicht erreichbar"):
            device.sign(TILL, *RECEIPT)
        faulty.fault = None
        with expected_log(logging.ERROR, "listener"):
            assert device.sign(TILL, *RECEIPT).transaction == 1


class Watched(OnDemandDevice):
    """Counts what reaches the device, and on which threads."""

    def __init__(self, tse: Tse) -> None:
        super().__init__(lambda: tse)
        self.signatures = 0
        self.looks = 0
        self.threads: set[str] = set()

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        self.signatures += 1
        self.threads.add(threading.current_thread().name)
        return super().sign(client_id, process_type, process_data)

    def status(self) -> DeviceStatus:
        self.looks += 1
        self.threads.add(threading.current_thread().name)
        return super().status()

    def self_test(self, client_id: str) -> None:
        self.threads.add(threading.current_thread().name)
        super().self_test(client_id)


def test_the_end_of_an_outage_is_noticed_without_a_sale_and_till_then_receipts_cost_nothing(
    tmp_path: Path,
) -> None:
    listener = Listener()
    faulty = FaultyDevice(SoftwareTse(tmp_path, now=Clock()))
    watched = Watched(faulty)
    with closing(DeadlineDevice(watched, LONG, probe_seconds=0.01, pause=0.0, on_change=listener)) as device:
        faulty.fault = Fault.OUT
        for _ in range(50):
            with pytest.raises(SigningError, match="nicht erreichbar"):
                device.sign(TILL, *RECEIPT)
        assert watched.signatures == 1
        faulty.fault = None
        assert listener.is_well_again.wait(LONG)
        assert listener.heard == ["NO_DEVICE", None]
        assert device.sign(TILL, *RECEIPT).transaction == 1
        assert watched.threads == {"signing-device"}


def test_after_a_hang_the_device_is_looked_after_before_a_receipt_waits_again(tmp_path: Path) -> None:
    listener = Listener()
    faulty = FaultyDevice(SoftwareTse(tmp_path, now=Clock()))
    with closing(DeadlineDevice(faulty, SHORT, probe_seconds=0.01, on_change=listener)) as device:
        faulty.fault = Fault.SILENT
        with pytest.raises(SigningTimeout):
            device.sign(TILL, *RECEIPT)
        faulty.fault = None
        assert listener.is_well_again.wait(LONG)
        device.seconds = LONG
        assert device.sign(TILL, *RECEIPT).transaction == 2


def test_a_device_that_answers_and_does_not_sign_does_not_go_in_and_out_of_trouble(tmp_path: Path) -> None:
    listener, monotonic = Listener(), Monotonic()
    faulty = FaultyDevice(SoftwareTse(tmp_path, now=Clock()))
    with closing(
        DeadlineDevice(faulty, LONG, probe_seconds=0.01, on_change=listener, monotonic=monotonic)
    ) as device:
        faulty.fault = Fault.CERTIFICATE_EXPIRED
        with pytest.raises(SigningError, match="abgelaufen"):
            device.sign(TILL, *RECEIPT)
        assert listener.is_well_again.wait(LONG)  # it can be reached, so it is tried once more
        for _ in range(20):
            with pytest.raises(SigningError, match="abgelaufen"):
                device.sign(TILL, *RECEIPT)
            monotonic.seconds += 7
        assert listener.heard == ["CERTIFICATE_EXPIRED", None, "CERTIFICATE_EXPIRED"]
        faulty.fault = None
        monotonic.seconds += 60
        device.sign(TILL, *RECEIPT)
        assert listener.heard[-1] is None


def test_care_and_signing_share_the_thread_of_the_device(tmp_path: Path) -> None:
    watched = Watched(SoftwareTse(tmp_path, now=Clock()))
    with closing(DeadlineDevice(watched, LONG)) as device:
        device.set_up(TILL)
        device.sign(TILL, *RECEIPT)
        device.self_test(TILL)
        device.status()
    assert watched.threads == {"signing-device"}


def test_care_has_more_time_than_a_receipt_and_not_for_ever(tmp_path: Path) -> None:
    faulty = FaultyDevice(SoftwareTse(tmp_path, now=Clock()))
    device = DeadlineDevice(faulty, SHORT, care_seconds=2 * SHORT)
    faulty.fault = Fault.SILENT
    with pytest.raises(SigningTimeout, match=r"innerhalb von 0\.4 Sekunden"):
        device.self_test(TILL)
    with pytest.raises(SigningTimeout, match="eingerichtet oder geprüft"):
        device.sign(TILL, *RECEIPT)
    faulty.fault = None
    device.close()


def test_receipts_are_signed_while_the_device_exports(tmp_path: Path, quick_disk: None) -> None:
    with closing(DeadlineDevice(OnDemandDevice(lambda: SoftwareTse(tmp_path, now=Clock())), LONG)) as device:
        before = [device.sign(TILL, *RECEIPT).transaction for _ in range(150)]
        meanwhile: list[int] = []

        def sell(_done: int, _whole: int | None) -> bool:
            meanwhile.append(device.sign(TILL, *RECEIPT).transaction)
            return True

        sink = io.BytesIO()
        device.export(sink, progress=sell)
        assert len(meanwhile) > 1
        assert read_archive(sink.getvalue(), device.info()).numbers() == set(before)
        device.delete_exported()
        assert [f.transaction for f in device.finished_since(TILL, 0)] == meanwhile


class ExportsAtOnce(OnDemandDevice):
    """A device that does nothing else while it exports, and does not get on until it is let."""

    def __init__(self, tse: Tse) -> None:
        super().__init__(lambda: tse)
        self.is_exporting = threading.Event()
        self.may_go_on = threading.Event()

    def export_portions(self, within: ExportRange | None) -> Generator[bytes, None, None] | None:
        return None

    def export(
        self, sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        self.is_exporting.set()
        assert self.may_go_on.wait(LONG)
        super().export(sink, within=within, progress=progress)


class InBackground:
    """A thread with what it ended with."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.error: Exception | None = None
        self._work = work
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._work()
        except Exception as error:  # noqa: BLE001 - looked at by the test
            self.error = error

    def join(self) -> None:
        self._thread.join(LONG)
        assert not self._thread.is_alive()


def test_a_receipt_waits_for_a_long_export_no_longer_than_its_deadline(tmp_path: Path) -> None:
    listener = Listener()
    busy = ExportsAtOnce(SoftwareTse(tmp_path, now=Clock()))
    with closing(DeadlineDevice(busy, LONG, on_change=listener)) as device:
        known = device.sign(TILL, *RECEIPT)
        device.seconds = SHORT
        sink = io.BytesIO()
        export = InBackground(lambda: device.export(sink))
        assert busy.is_exporting.wait(LONG)
        with pytest.raises(SigningTimeout, match="wird gerade exportiert"):
            device.sign(TILL, *RECEIPT)
        device.seconds = 10_000.0
        for _ in range(50):
            with pytest.raises(SigningTimeout, match="wird gerade exportiert"):
                device.sign(TILL, *RECEIPT)
        busy.may_go_on.set()
        export.join()
        assert export.error is None
        assert listener.heard == ["TIMEOUT", None]
        assert read_archive(sink.getvalue(), device.info()).numbers() == {known.transaction}
        assert device.finished_since(TILL, known.transaction) == ()
        device.seconds = LONG
        device.sign(TILL, *RECEIPT)


def test_an_export_that_does_not_get_on_is_given_up_and_writes_nothing_more(tmp_path: Path) -> None:
    busy = ExportsAtOnce(SoftwareTse(tmp_path, now=Clock()))
    with closing(DeadlineDevice(busy, LONG, care_seconds=SHORT)) as device:
        device.sign(TILL, *RECEIPT)
        sink = io.BytesIO()
        with pytest.raises(SigningTimeout, match="nicht innerhalb"):
            device.export(sink)
        busy.may_go_on.set()
        last = Call[object](Kind.LOOK, lambda: None)
        device._lane.put(last)
        assert last.wait(LONG)
        assert sink.getvalue() == b""
        with pytest.raises(SigningRefused):
            device.delete_exported()


@pytest.mark.parametrize("in_portions", [True, False])
def test_an_export_is_cancelled_by_whoever_asked_for_it(tmp_path: Path, in_portions: bool) -> None:
    tse = SoftwareTse(tmp_path, now=Clock())
    busy = ExportsAtOnce(tse)
    busy.may_go_on.set()
    with closing(DeadlineDevice(tse if in_portions else busy, LONG)) as device:
        device.sign(TILL, *RECEIPT)
        with pytest.raises(ExportCancelled):
            device.export(io.BytesIO(), progress=lambda _done, _whole: False)
        assert device.sign(TILL, *RECEIPT).transaction == 2
        assert device.trouble is None


def test_closing_ends_an_export_in_good_order(tmp_path: Path, quick_disk: None) -> None:
    device = DeadlineDevice(SoftwareTse(tmp_path, now=Clock()), LONG)
    for _ in range(150):
        device.sign(TILL, *RECEIPT)

    def close(_done: int, _whole: int | None) -> bool:
        device.close()
        return True

    with pytest.raises(SigningError, match="abgemeldet"):
        device.export(io.BytesIO(), progress=close)
    SoftwareTse(tmp_path, now=Clock()).close()
