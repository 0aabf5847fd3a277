"""What will soon be wrong with a TSE is told in time, with the day by which something has to be done."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.ports.signing import DeviceState, DeviceStatus
from kasse.usecases.device_warnings import DeviceWarning, Urgency, device_warnings

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
WELL = DeviceStatus(
    DeviceState.READY, self_test_passed=True, time_is_set=True, certificate_until=NOW + timedelta(days=400),
    signatures_made=10, signatures_left=1_000_000, stored_bytes=10, capacity_bytes=1000, open_transactions=0,
    most_open_transactions=512,
)  # fmt: skip


def warned(**changes: object) -> list[DeviceWarning]:
    return list(device_warnings(replace(WELL, **changes), NOW, BERLIN))  # type: ignore[arg-type]


def test_of_a_device_that_is_well_nothing_is_said() -> None:
    assert warned() == []
    assert list(device_warnings(DeviceStatus(DeviceState.READY), NOW, BERLIN)) == []


@pytest.mark.parametrize(
    ("days", "urgency", "words"),
    [
        (91, None, ""),
        (90, Urgency.SOON, "in 90 Tagen"),
        (31, Urgency.SOON, "in 31 Tagen"),
        (30, Urgency.NOW, "in 30 Tagen"),
        (8, Urgency.NOW, "in 8 Tagen"),
        (7, Urgency.STOPS, "in 7 Tagen"),
        (1, Urgency.STOPS, "morgen"),
    ],
)
def test_the_end_of_the_certificate_is_told_90_30_and_7_days_before(
    days: int, urgency: Urgency | None, words: str
) -> None:
    found = warned(certificate_until=NOW + timedelta(days=days))
    assert [w.urgency for w in found] == ([] if urgency is None else [urgency])
    for warning in found:
        assert words in warning.text
        assert warning.due == date(2026, 5, 4) + timedelta(days=days)


def test_a_certificate_that_ends_today_and_one_that_has_ended_are_told_apart() -> None:
    (today,) = warned(certificate_until=NOW + timedelta(hours=1))
    assert "heute ab" in today.text
    (over,) = warned(certificate_until=NOW)
    assert "04.05.2026 abgelaufen" in over.text
    assert over.urgency is Urgency.STOPS


@pytest.mark.parametrize(
    ("stored", "urgency"), [(799, None), (800, Urgency.NOW), (949, Urgency.NOW), (950, Urgency.STOPS)]
)
def test_memory_is_told_from_80_percent_on(stored: int, urgency: Urgency | None) -> None:
    found = warned(stored_bytes=stored)
    assert [w.urgency for w in found] == ([] if urgency is None else [urgency])


def test_signatures_that_come_to_an_end_are_told() -> None:
    (percent,) = warned(signatures_made=800, signatures_left=200)
    assert "80 %" in percent.text
    (left,) = warned(signatures_made=None, signatures_left=1000)
    assert "nur noch 1000" in left.text
    assert warned(signatures_made=None, signatures_left=10**7) == []


@pytest.mark.parametrize(
    ("changes", "topic"),
    [
        ({"self_test_passed": False}, "self_test"),
        ({"time_is_set": False}, "time"),
        ({"state": DeviceState.DISABLED}, "state"),
        ({"state": DeviceState.NEW}, "state"),
        ({"open_transactions": 500}, "transactions"),
    ],
)
def test_whatever_else_keeps_it_from_signing_is_told(changes: dict[str, object], topic: str) -> None:
    assert [w.topic for w in warned(**changes)] == [topic]


@given(
    st.builds(
        DeviceStatus,
        st.sampled_from(DeviceState),
        certificate_until=st.none() | st.datetimes(timezones=st.just(UTC)),
        signatures_made=st.none() | st.integers(0, 2**32),
        signatures_left=st.none() | st.integers(0, 2**32),
        stored_bytes=st.none() | st.integers(0, 10**12),
        capacity_bytes=st.none() | st.integers(0, 10**12),
    )
)
def test_the_most_urgent_comes_first_and_nothing_twice(status: DeviceStatus) -> None:
    found = device_warnings(status, NOW, BERLIN)
    assert [w.urgency for w in found] == sorted((w.urgency for w in found), reverse=True)
    assert len({w.topic for w in found}) == len(found)
    assert all(w.text.endswith(".") for w in found)
