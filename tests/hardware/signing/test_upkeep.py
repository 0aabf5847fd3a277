"""A signing device gets self test and time while nobody waits for it."""

from __future__ import annotations

import logging
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.hardware.signing.deadline import DeadlineDevice
from kasse.hardware.signing.faults import FaultyDevice
from kasse.hardware.signing.software_tse import SoftwareTse
from kasse.hardware.signing.upkeep import (
    AHEAD_SECONDS,
    EXPORT_REST_SECONDS,
    REST_SECONDS,
    RETRY_SECONDS,
    Upkeep,
)
from kasse.ports.signing import SigningError, SigningTimeout
from tests.contracts.signing import RECEIPT, TILL
from tests.hardware.signing.clock import Clock

HOUR = 3600.0
LONG = 20.0


class Monotonic:
    """Seconds that tests let pass."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Monotonic:
    return Monotonic()


@pytest.fixture
def upkeep(clock: Monotonic) -> Upkeep:
    upkeep = Upkeep(clock)
    upkeep.begin()
    return upkeep


class TestWhen:
    def test_a_device_that_is_not_in_use_is_left_alone(self, clock: Monotonic) -> None:
        upkeep = Upkeep(clock)
        upkeep.cared()
        assert upkeep.due_in() is None

    def test_at_opening_it_gets_at_once_what_is_due_and_no_more(self, upkeep: Upkeep) -> None:
        assert (upkeep.due_in(), upkeep.within) == (0.0, 0.0)

    def test_what_is_due_now_does_not_wait_for_a_rest(self, upkeep: Upkeep) -> None:
        upkeep.used(REST_SECONDS)
        assert upkeep.due_in() == 0.0

    def test_the_next_time_comes_hours_before_it_is_due(self, upkeep: Upkeep) -> None:
        upkeep.done(25 * HOUR)
        assert upkeep.due_in() == 25 * HOUR - AHEAD_SECONDS
        assert upkeep.within == AHEAD_SECONDS

    def test_who_has_just_sold_is_not_kept_waiting_by_a_self_test(
        self, upkeep: Upkeep, clock: Monotonic
    ) -> None:
        upkeep.done(25 * HOUR)
        clock.seconds += 20 * HOUR
        upkeep.used(REST_SECONDS)
        assert upkeep.due_in() == REST_SECONDS

    def test_what_was_exported_can_be_checked_and_deleted_first(
        self, upkeep: Upkeep, clock: Monotonic
    ) -> None:
        upkeep.done(25 * HOUR)
        clock.seconds += 20 * HOUR
        upkeep.used(EXPORT_REST_SECONDS)
        upkeep.used(REST_SECONDS)
        assert upkeep.due_in() == EXPORT_REST_SECONDS

    def test_where_it_is_not_known_how_long_it_lasts_it_is_done_at_the_next_rest(
        self, upkeep: Upkeep
    ) -> None:
        upkeep.done(0.0)
        assert upkeep.due_in() == REST_SECONDS

    def test_a_device_that_looks_after_itself_is_not_asked_again(self, upkeep: Upkeep) -> None:
        upkeep.done(None)
        assert upkeep.due_in() is None
        upkeep.cared()
        assert upkeep.due_in() == REST_SECONDS

    def test_a_device_that_was_away_gets_at_once_what_is_due(self, upkeep: Upkeep) -> None:
        upkeep.done(25 * HOUR)
        upkeep.again()
        assert (upkeep.due_in(), upkeep.within) == (0.0, 0.0)

    def test_what_failed_is_tried_again_a_while_later(self, upkeep: Upkeep) -> None:
        upkeep.failed()
        assert upkeep.due_in() == RETRY_SECONDS

    @given(st.floats(0.0, 100 * HOUR))
    def test_nothing_lapses_in_a_night_and_no_device_is_asked_without_end(self, left: float) -> None:
        upkeep = Upkeep(Monotonic())
        upkeep.begin()
        upkeep.done(left)
        due = upkeep.due_in()
        assert due is not None
        assert REST_SECONDS <= due <= max(left, REST_SECONDS)


class Noticed(FaultyDevice):
    """Tells when it was made ready, and can take its time over it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(SoftwareTse(folder, now=Clock()))
        self.left: float | SigningError | None = 25 * HOUR
        self.asked: list[tuple[str, float]] = []
        self.has_begun = threading.Semaphore(0)
        self.may_end = threading.Event()
        self.may_end.set()

    def make_ready(self, client_id: str, within: float = 0.0) -> float | None:
        self.asked.append((client_id, within))
        self.has_begun.release()
        assert self.may_end.wait(LONG)
        if isinstance(self.left, SigningError):
            raise self.left
        return self.left

    def was_asked(self) -> bool:
        return self.has_begun.acquire(timeout=LONG)


@pytest.fixture
def noticed(tmp_path: Path) -> Noticed:
    return Noticed(tmp_path)


def kept(noticed: Noticed, clock: Monotonic) -> DeadlineDevice:
    device = DeadlineDevice(noticed, LONG, probe_seconds=0.01, monotonic=clock)
    device.keep_ready(TILL)
    return device


def test_a_device_is_made_ready_before_anybody_sells(noticed: Noticed, clock: Monotonic) -> None:
    with closing(kept(noticed, clock)):
        assert noticed.was_asked()
    assert noticed.asked == [(TILL, 0.0)]


def test_a_device_beside_the_one_in_use_is_asked_for_nothing(noticed: Noticed, clock: Monotonic) -> None:
    with closing(DeadlineDevice(noticed, LONG, monotonic=clock)) as device:
        device.sign(TILL, *RECEIPT)
        clock.seconds += 30 * HOUR
        device.status()
    assert noticed.asked == []


def test_in_the_night_it_is_made_ready_for_the_next_day(noticed: Noticed, clock: Monotonic) -> None:
    with closing(kept(noticed, clock)) as device:
        assert noticed.was_asked()
        clock.seconds += 12 * HOUR
        device.sign(TILL, *RECEIPT)
        clock.seconds += 8 * HOUR
        device.status()  # whoever looks wakes the lane, whose own waiting is by the clock of the machine
        assert noticed.was_asked()
    assert noticed.asked == [(TILL, 0.0), (TILL, AHEAD_SECONDS)]


def test_what_fails_costs_no_receipt_its_signature(
    noticed: Noticed, clock: Monotonic, caplog: pytest.LogCaptureFixture
) -> None:
    noticed.left = SigningError("Die TSE hat ihren Selbsttest nicht bestanden.", "SELF_TEST_FAILED")
    with caplog.at_level(logging.INFO), closing(kept(noticed, clock)) as device:
        assert noticed.was_asked()
        assert device.sign(TILL, *RECEIPT).transaction == 1
        assert device.trouble is None
        clock.seconds += RETRY_SECONDS
        device.status()
        assert noticed.was_asked()
    assert "Selbsttest nicht bestanden" in caplog.text


def test_who_sells_into_a_self_test_waits_no_longer_than_the_deadline_and_the_next_one_not_at_all(
    noticed: Noticed, clock: Monotonic
) -> None:
    noticed.may_end.clear()
    with closing(kept(noticed, clock)) as device:
        assert noticed.was_asked()
        device.seconds = 0.05
        with pytest.raises(SigningTimeout, match="eingerichtet oder geprüft"):
            device.sign(TILL, *RECEIPT)
        device.seconds = 10_000.0  # who still waits now waits for ever
        with pytest.raises(SigningTimeout):
            device.sign(TILL, *RECEIPT)
        noticed.may_end.set()
        assert noticed.was_asked()  # it answers again: a probe has seen that, and what is due now is done
        assert device.sign(TILL, *RECEIPT).transaction == 1
