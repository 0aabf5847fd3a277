"""Locks by time and date: when an article is sold, by the clock on the wall and the business date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.catalogue import Article, SaleTimes, not_now
from kasse.domain.catalogue.sale_times import DAY, Span
from kasse.domain.money import Money
from kasse.domain.refused import Refused

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
WEEK = 7 * DAY
SPANS = st.builds(
    Span,
    st.frozensets(st.integers(0, 6), min_size=1).map(sorted).map(tuple),
    st.integers(0, DAY - 1),
    st.integers(1, DAY),
).filter(lambda span: span.start != span.end)
TIMES = st.lists(SPANS, max_size=4).map(tuple).map(SaleTimes)
MINUTES = st.integers(0, WEEK - 1)


def at(minute: int) -> datetime:
    """A minute of the week."""
    return MONDAY + timedelta(minutes=minute)


def soup(times: str = "", since: date | None = None, until: date | None = None) -> Article:
    return Article(100, "Tagessuppe", 1, (Money(490),), sold_times=times, sold_from=since, sold_until=until)


@given(TIMES)
def test_times_are_written_so_that_they_are_read_again_as_they_were(times: SaleTimes) -> None:
    assert SaleTimes.parse(str(times)) == times


@given(TIMES, MINUTES)
def test_a_week_later_it_is_sold_just_as_now(times: SaleTimes, minute: int) -> None:
    assert times.hold(at(minute)) is times.hold(at(minute + WEEK))


@given(SPANS)
def test_a_span_is_as_long_on_each_of_its_days_as_it_says(span: Span) -> None:
    length = (span.end - span.start) % DAY or DAY
    only = Span(span.days[:1], span.start, span.end)
    assert sum(only.holds(minute // DAY, minute % DAY) for minute in range(WEEK)) == length


@given(TIMES, MINUTES)
def test_the_next_start_is_the_first_minute_at_which_it_is_sold_again(times: SaleTimes, minute: int) -> None:
    now = at(minute)
    begin = times.next_start(now)
    if times.hold(now):
        assert begin is None
    else:
        assert begin is not None
        assert times.hold(begin)
        assert begin - now <= timedelta(days=7)
        assert not times.hold(begin - timedelta(minutes=1))


@given(st.text(max_size=40))
def test_whatever_is_typed_is_times_or_refused_with_a_sentence(text: str) -> None:
    try:
        SaleTimes.parse(text)
    except Refused as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mo-Fr 11:00-14:30; Sa 18:00-02:00", "Mo-Fr 11:00-14:30; Sa 18:00-02:00"),
        ("mo–fr 11 – 14.30 Uhr", "Mo-Fr 11:00-14:30"),
        ("täglich 7-10", "07:00-10:00"),
        ("Mo, Mi, Fr 9-17", "Mo,Mi,Fr 09:00-17:00"),
        ("Fr-Mo", "Mo,Fr-So"),
        ("18-0", "18:00-24:00"),
        (" ; ", ""),
    ],
)
def test_times_may_be_typed_in_a_hurry(typed: str, kept: str) -> None:
    assert str(SaleTimes.parse(typed)) == kept


@pytest.mark.parametrize("typed", ["mittags", "Mo 11", "25-26", "9:75-10", "Mo-Mi-Fr 9-10", "11-11", "24-2"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match=r"[Bb]itte"):
        SaleTimes.parse(typed)


def test_saturday_night_is_over_on_sunday_morning() -> None:
    bar = SaleTimes.parse("Sa 18:00-02:00")
    saturday = MONDAY + timedelta(days=5)
    assert bar.hold(saturday.replace(hour=23))
    assert bar.hold(saturday + timedelta(days=1, hours=1, minutes=59))
    assert not bar.hold(saturday + timedelta(days=1, hours=2))
    assert not bar.hold(saturday.replace(hour=1))


def test_the_key_says_in_a_word_when_it_is_sold_again() -> None:
    lunch = soup("Mo-Fr 11:00-14:30")
    said = {hour: not_now(lunch, MONDAY.replace(hour=hour), MONDAY.date()) for hour in (9, 12, 15)}
    assert said[12] is None
    assert said[9] is not None
    assert said[9].word == "ab 11:00"
    assert said[9].sentence == "„Tagessuppe“ wird nur Mo-Fr 11:00-14:30 verkauft."
    assert said[15] is not None
    assert said[15].word == "ab Di"


def test_dates_are_those_of_the_till_and_both_belong_to_it() -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 24)
    goose = soup(since=first, until=last)
    words = {
        day: found.word if (found := not_now(goose, MONDAY, day)) else ""
        for day in (first - timedelta(days=1), first, last, last + timedelta(days=1))
    }
    assert list(words.values()) == ["ab 1.12.", "", "", "nicht mehr"]


def test_times_in_the_books_that_nobody_can_read_are_told_and_not_guessed() -> None:
    found = not_now(soup("mittags"), MONDAY, MONDAY.date())
    assert found is not None
    assert "Stammdaten" in found.sentence
