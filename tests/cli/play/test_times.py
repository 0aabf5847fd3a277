"""The clock on the wall of a written day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.cli.play.times import read_clock
from kasse.domain.refused import Refused

BERLIN = ZoneInfo("Europe/Berlin")
EVENING = datetime(2026, 11, 20, 22, 50, tzinfo=UTC)  # 23:50 on the wall


def shown(moment: datetime) -> str:
    return f"{moment.astimezone(BERLIN):%d.%m. %H:%M:%S}"


@pytest.mark.parametrize(
    ("value", "wall"),
    [
        ("23:55", "20.11. 23:55:00"),
        ("23:55:30", "20.11. 23:55:30"),
        (time(23, 55), "20.11. 23:55:00"),
        ("00:40", "21.11. 00:40:00"),
        ("05:59", "21.11. 05:59:00"),
        ("2026-11-22 11:30", "22.11. 11:30:00"),
        ("2026-11-22T11:30", "22.11. 11:30:00"),
        (datetime(2026, 11, 22, 11, 30), "22.11. 11:30:00"),  # noqa: DTZ001 - as TOML gives it
    ],
)
def test_a_time_is_what_the_clock_shows_next(value: object, wall: str) -> None:
    assert shown(read_clock(value, BERLIN, EVENING)) == wall


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("23:49", "liegt vor dem Schritt davor"),
        ("06:00", "liegt vor dem Schritt davor"),
        ("2026-11-20 12:00", "liegt vor dem Schritt davor"),
        ("24:10", "keine Uhrzeit"),
        ("halb acht", "keine Uhrzeit"),
        ("2026-11-22", "keine Uhrzeit"),
        (date(2026, 11, 22), "keine Uhrzeit"),
        (1130, "keine Uhrzeit"),
        (datetime(2026, 11, 22, 11, 30, tzinfo=UTC), "ohne Zeitzone"),
    ],
)
def test_a_time_that_cannot_be_next_is_refused(value: object, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_clock(value, BERLIN, EVENING)


def test_a_night_does_not_begin_twice() -> None:
    night = read_clock("02:30", BERLIN, EVENING)
    with pytest.raises(Refused, match="liegt vor dem Schritt davor"):
        read_clock("01:00", BERLIN, night)


def test_the_first_time_needs_a_date() -> None:
    with pytest.raises(Refused, match="braucht ein Datum"):
        read_clock("11:30", BERLIN, None)


def test_the_hour_that_the_clock_shows_twice_goes_on() -> None:
    first = read_clock("2026-10-25 02:50", BERLIN, None)
    again = read_clock("02:10", BERLIN, first)
    assert again - first == timedelta(minutes=20)


def test_the_hour_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(Refused, match="Beginn der Sommerzeit"):
        read_clock("2026-03-29 02:30", BERLIN, None)


@given(st.datetimes(datetime(2020, 1, 2), datetime(2035, 1, 1)), st.integers(0, 3 * 86_400))  # noqa: DTZ001
def test_no_step_ever_goes_back_in_time(wall: datetime, later: int) -> None:
    before = wall.replace(tzinfo=UTC, microsecond=0)
    moment = before + timedelta(seconds=later)
    local = moment.astimezone(BERLIN)
    read = read_clock(f"{local:%Y-%m-%d %H:%M:%S}", BERLIN, before)
    assert read >= before
    assert shown(read) == shown(moment)
