"""What every signing device promises day by day. `tests.contracts.tse` has the whole contract, for drivers."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Generic, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.fiscal.de.log_message import FINISH, START, LogMessage, log_moment
from kasse.fiscal.de.verify import fits
from kasse.ports.signing import DeviceInfo, Finished, SigningDevice, SigningError, SigningRefused, Started

TILL, OTHER_TILL = "KASSE-1", "KASSE-2"
RECEIPT = ("Kassenbeleg-V1", "Beleg^4.05_3.00_0.00_0.00_0.00^7.05:Bar")
ORDER = ("Bestellung-V1", '2;"Käsespätzle ""groß"" – süß & scharf €";9.50\r-1;"Weißbier 0,5";4.90')


D = TypeVar("D", bound=SigningDevice)


@dataclass
class SigningBench(Generic[D]):
    """A device with the means to lose it."""

    device: D
    restart: Callable[[], D]
    """Switch it off and on again; gives the device as it is then."""


def signature_fits(info: DeviceInfo, finished: Finished) -> bool:
    """Whether the signature under a finished transaction fits the message that is rebuilt from it."""
    return _fits(
        info,
        FINISH,
        finished.client_id,
        finished.process_type,
        finished.process_data,
        finished,
        finished.transaction,
    )


def start_fits(info: DeviceInfo, client_id: str, started: Started) -> bool:
    """Whether the signature under a start fits; devices write no process type there, or a blank."""
    return any(_fits(info, START, client_id, kind, "", started, started.transaction) for kind in ("", " "))


def _fits(
    info: DeviceInfo,
    operation: str,
    client_id: str,
    kind: str,
    data: str,
    step: Started | Finished,
    number: int,
) -> bool:
    point = base64.b64decode(info.public_key, validate=True)
    message = LogMessage(
        operation=operation,
        client_id=client_id,
        process_type=kind,
        process_data=data.encode(),
        transaction=number,
        serial=hashlib.sha256(point).digest(),
        algorithm=info.algorithm,
        counter=step.counter,
        log_time=step.raw_log_time,
    )
    return fits(message, point, base64.b64decode(step.signature, validate=True))


class SigningContract:
    """Subclasses give the fixture `bench`."""

    @pytest.fixture
    def bench(self) -> SigningBench[SigningDevice]:
        raise NotImplementedError

    @pytest.fixture
    def device(self, bench: SigningBench[SigningDevice]) -> SigningDevice:
        return bench.device

    def test_the_device_is_known_by_its_key(self, device: SigningDevice) -> None:
        info = device.info()
        point = base64.b64decode(info.public_key, validate=True)
        assert point[0] == 0x04
        assert info.serial == hashlib.sha256(point).hexdigest()
        assert all(base64.b64decode(each, validate=True)[0] == 0x30 for each in info.certificates)
        assert point in base64.b64decode(info.certificates[0])
        assert info.description

    def test_start_and_finish_are_signed_one_after_the_other(self, device: SigningDevice) -> None:
        started = device.start(TILL)
        finished = device.finish(TILL, started.transaction, *RECEIPT)
        assert finished.started == started
        assert finished.transaction == started.transaction
        assert finished.counter > started.counter
        assert finished.log_time >= started.log_time
        assert (finished.client_id, finished.process_type, finished.process_data) == (TILL, *RECEIPT)
        assert start_fits(device.info(), TILL, started)
        assert signature_fits(device.info(), finished)

    def test_both_can_be_had_at_once(self, device: SigningDevice) -> None:
        finished = device.sign(TILL, *RECEIPT)
        assert finished.counter > finished.started.counter
        assert start_fits(device.info(), TILL, finished.started)
        assert signature_fits(device.info(), finished)
        assert device.open_transactions(TILL) == ()

    def test_umlauts_quotes_and_line_ends_are_signed_as_they_are(self, device: SigningDevice) -> None:
        finished = device.sign(TILL, *ORDER)
        assert finished.process_data == ORDER[1]
        assert signature_fits(device.info(), finished)
        assert device.finished_since(TILL, finished.transaction - 1) == (finished,)

    @settings(
        max_examples=20,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(st.text(max_size=400))
    def test_any_text_is_signed_and_found_again(self, device: SigningDevice, text: str) -> None:
        finished = device.sign(TILL, "SonstigerVorgang", text)
        assert signature_fits(device.info(), finished)
        assert device.finished_since(TILL, finished.transaction - 1) == (finished,)

    def test_numbers_and_times_only_rise(self, bench: SigningBench[SigningDevice]) -> None:
        device = bench.device
        all_finished = [device.sign(TILL, *RECEIPT) for _ in range(3)]
        device = bench.restart()
        all_finished += [device.sign(TILL, *RECEIPT) for _ in range(3)]
        transactions = [finished.transaction for finished in all_finished]
        counters = [n for finished in all_finished for n in (finished.started.counter, finished.counter)]
        times = [t for finished in all_finished for t in (finished.started.log_time, finished.log_time)]
        assert transactions == sorted(set(transactions))
        assert counters == sorted(set(counters))
        assert times == sorted(times)

    def test_log_times_are_utc_and_mean_what_was_signed(self, device: SigningDevice) -> None:
        finished = device.sign(TILL, *RECEIPT)
        assert finished.log_time.utcoffset() == timedelta(0)
        assert finished.log_time.tzinfo is UTC
        assert log_moment(finished.raw_log_time) == finished.log_time
        assert log_moment(finished.started.raw_log_time) == finished.started.log_time

    def test_a_transaction_that_nobody_started_is_refused(self, device: SigningDevice) -> None:
        started = device.start(TILL)
        with pytest.raises(SigningRefused):
            device.finish(TILL, started.transaction + 1, *RECEIPT)
        with pytest.raises(SigningRefused):
            device.finish(OTHER_TILL, started.transaction, *RECEIPT)
        assert device.finish(TILL, started.transaction, *RECEIPT).transaction == started.transaction

    def test_a_transaction_is_finished_once(self, device: SigningDevice) -> None:
        started = device.start(TILL)
        device.finish(TILL, started.transaction, *RECEIPT)
        with pytest.raises(SigningRefused):
            device.finish(TILL, started.transaction, *RECEIPT)

    def test_a_serial_number_that_exports_cannot_carry_is_refused(self, device: SigningDevice) -> None:
        for client_id in ("", "KASSE_1", "KASSE/1", "Käse", "K" * 31):
            with pytest.raises(SigningRefused):
                device.start(client_id)
            with pytest.raises(SigningRefused):
                device.sign(client_id, *RECEIPT)

    def test_open_transactions_are_listed_for_their_till(self, bench: SigningBench[SigningDevice]) -> None:
        device = bench.device
        first, others, second = device.start(TILL), device.start(OTHER_TILL), device.start(TILL)
        device.sign(TILL, *RECEIPT)
        assert device.open_transactions(TILL) == (first.transaction, second.transaction)
        device = bench.restart()
        assert device.open_transactions(TILL) == (first.transaction, second.transaction)
        assert device.open_transactions(OTHER_TILL) == (others.transaction,)
        finished = device.finish(TILL, first.transaction, *RECEIPT)
        assert finished.started == first
        assert signature_fits(device.info(), finished)
        assert device.open_transactions(TILL) == (second.transaction,)

    def test_what_was_finished_and_not_told_is_found(self, bench: SigningBench[SigningDevice]) -> None:
        known = bench.device.sign(TILL, *RECEIPT)
        begun = bench.device.start(TILL)
        bench.device.sign(OTHER_TILL, *RECEIPT)
        second = bench.device.sign(TILL, *ORDER)
        first = bench.device.finish(TILL, begun.transaction, *RECEIPT)
        bench.device.start(TILL)
        device = bench.restart()
        assert device.finished_since(TILL, known.transaction) == (first, second)
        assert device.finished_since(TILL, first.transaction) == (second,)
        assert device.finished_since(TILL, second.transaction) == ()
        assert device.finished_since(TILL, second.transaction + 100) == ()
        assert device.finished_since("KASSE-3", 0) == ()

    def test_the_device_stays_the_same_over_a_restart(self, bench: SigningBench[SigningDevice]) -> None:
        info = bench.device.info()
        assert bench.restart().info() == info

    def test_a_closed_device_answers_nothing(self, device: SigningDevice) -> None:
        device.close()
        with pytest.raises(SigningError):
            device.sign(TILL, *RECEIPT)
        device.close()
