"""What is left of an article: locked, sold out, or so many portions, for the whole house or for each unit."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import cast
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.domain.catalogue import Availability
from kasse.domain.orders import Wish
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.settings.declared.units import LOCAL_AVAILABILITY
from kasse.usecases.change_setting import change_setting
from kasse.usecases.close_day import close_day
from kasse.usecases.send_order import send_order
from kasse.usecases.set_availability import lock_article, set_remaining, unlock_article
from kasse.usecases.till import Changed
from kasse.usecases.transfer_lines import transfer_lines
from kasse.usecases.void_lines import void_lines
from tests.store.house import BEER, POTATO_SALAD, SCHNITZEL, SOUP, Desk, assert_clean, new_books
from tests.usecases.at_the_desk import last_act, state, tab
from tests.usecases.house_changes import with_article, with_terminal, with_units

OLD_SOLD_OUT = 306
LUNCH = Wish(SCHNITZEL, sides=(POTATO_SALAD,))


def left(desk: Desk, article: int) -> int | None:
    """Whole portions, by the books and by the till alike."""
    known = desk.books.availabilities().of(desk.till.availability_unit, article).left
    assert known == desk.till.availability(desk.till.catalogue.articles[article]).left
    return None if known is None else known.thousandths // 1000


def test_what_is_locked_is_sold_no_more_until_it_is_there_again(desk: Desk) -> None:
    assert Changed.AVAILABILITY in lock_article(desk.till, desk.boss, BEER)
    with pytest.raises(Refused, match="„Helles“ ist ausverkauft"):
        desk.order(BEER)
    unlock_article(desk.till, desk.boss, BEER)
    desk.order(BEER)


def test_a_lock_is_set_by_right_and_stands_in_the_journal_with_old_and_new(desk: Desk) -> None:
    before = state(desk)
    for deed in (lock_article, unlock_article):
        with pytest.raises(Refused, match="Stammdaten"):
            deed(desk.till, desk.waiter, BEER)
    with pytest.raises(Refused, match="Stammdaten"):
        set_remaining(desk.till, desk.waiter, BEER, ONE)
    with pytest.raises(Refused, match="Artikel mit der Nummer 999"):
        lock_article(desk.till, desk.boss, 999)
    with pytest.raises(Refused, match="zwischen 0 und 9999"):
        set_remaining(desk.till, desk.boss, BEER, Quantity(-1))
    assert state(desk) == before
    set_remaining(desk.till, desk.boss, BEER, Quantity.of(5))
    (told,) = cast("list[dict[str, object]]", last_act(desk).body["availability"])
    assert (told["article"], told["left"], last_act(desk).operator) == (BEER, [None, 5000], 9)


def test_what_older_master_data_call_sold_out_is_locked_and_can_be_unlocked(desk: Desk) -> None:
    with pytest.raises(Refused, match="„Maibowle“ ist ausverkauft"):
        desk.order(OLD_SOLD_OUT)
    changed = unlock_article(desk.till, desk.boss, OLD_SOLD_OUT)
    assert Changed.MASTER in changed
    desk.order(OLD_SOLD_OUT)
    assert not desk.books.master().catalogue.articles[OLD_SOLD_OUT].sold_out


def test_an_order_takes_from_what_is_left_and_no_more_than_that(desk: Desk) -> None:
    set_remaining(desk.till, desk.boss, BEER, Quantity.of(3))
    sent = desk.order(Wish(BEER, Quantity.of(2)))
    assert Changed.AVAILABILITY in sent.changed
    assert left(desk, BEER) == 1
    before = state(desk)
    with pytest.raises(Refused, match="Von „Helles“ ist noch 1 da"):
        desk.order(SOUP, Wish(BEER, Quantity.of(2)))
    assert (state(desk), left(desk, BEER)) == (before, 1)
    desk.order(BEER)
    with pytest.raises(Refused, match="„Helles“ ist ausverkauft"):
        desk.order(BEER)
    assert Changed.AVAILABILITY not in desk.order(SOUP).changed


def test_sides_are_counted_and_several_lines_of_an_order_together(desk: Desk) -> None:
    set_remaining(desk.till, desk.boss, POTATO_SALAD, Quantity.of(2))
    with pytest.raises(Refused, match="Von „Kartoffelsalat“ sind noch 2 da"):
        desk.order(LUNCH, Wish(SCHNITZEL, Quantity.of(2), sides=(POTATO_SALAD,)))
    desk.order(LUNCH, LUNCH)
    assert left(desk, POTATO_SALAD) == 0
    with pytest.raises(Refused, match="„Kartoffelsalat“ ist ausverkauft"):
        desk.order(LUNCH)


def test_the_same_order_sent_twice_takes_once(desk: Desk) -> None:
    set_remaining(desk.till, desk.boss, BEER, Quantity.of(3))
    key = uuid4()
    desk.order(BEER, key=key)
    desk.order(BEER, key=key)
    assert left(desk, BEER) == 2


def test_a_void_gives_back_and_a_transfer_or_a_payment_does_not(desk: Desk) -> None:
    set_remaining(desk.till, desk.boss, BEER, Quantity.of(5))
    desk.order(Wish(BEER, Quantity.of(3)))
    (line,) = tab(desk).lines
    sent = void_lines(desk.till, desk.boss, 12, [(line.id, Quantity.of(1))], "Falsch boniert")
    assert (left(desk, BEER), Changed.AVAILABILITY in sent.changed) == (3, True)
    transfer_lines(desk.till, desk.boss, 12, 13)
    desk.pay(13)
    assert left(desk, BEER) == 3


def test_practice_takes_nothing_but_does_not_sell_what_is_locked(desk: Desk) -> None:
    set_remaining(desk.till, desk.boss, BEER, Quantity.of(2))
    desk.order(Wish(BEER, Quantity.of(5)), by=desk.trainee)
    (line,) = tab(desk, training=True).lines
    void_lines(desk.till, desk.trainee, 12, [(line.id, Quantity.of(5))], "geübt")
    assert left(desk, BEER) == 2
    lock_article(desk.till, desk.boss, BEER)
    with pytest.raises(Refused, match="ausverkauft"):
        desk.order(BEER, by=desk.trainee)


def test_counting_ends_by_hand_and_with_the_day_and_locks_stay(desk: Desk) -> None:
    set_remaining(desk.till, desk.boss, BEER, Quantity.of(0))
    unlock_article(desk.till, desk.boss, BEER)
    assert left(desk, BEER) is None
    set_remaining(desk.till, desk.boss, BEER, Quantity.of(1))
    set_remaining(desk.till, desk.boss, BEER, None)
    desk.order(Wish(BEER, Quantity.of(20)))
    desk.pay()
    set_remaining(desk.till, desk.boss, BEER, Quantity.of(2))
    lock_article(desk.till, desk.boss, SOUP)
    close_day(desk.till, desk.boss)
    assert left(desk, BEER) is None
    with pytest.raises(Refused, match="„Tagessuppe“ ist ausverkauft"):
        desk.order(SOUP)
    desk.order(Wish(BEER, Quantity.of(20)))


@pytest.mark.feature("M-BET-09")
def test_each_unit_keeps_its_own_locks_and_counts_where_that_is_set(desk: Desk) -> None:
    with_units(desk.till, "Restaurant", "Bar")
    with_terminal(desk.till, unit=1)
    lock_article(desk.till, desk.boss, SOUP)
    with_terminal(desk.till, unit=2)
    with pytest.raises(Refused, match="ausverkauft"):
        desk.order(SOUP)
    change_setting(desk.till, desk.boss, LOCAL_AVAILABILITY, value=True)
    desk.order(SOUP)
    set_remaining(desk.till, desk.boss, BEER, Quantity.of(1))
    desk.order(BEER)
    with pytest.raises(Refused, match="„Helles“ ist ausverkauft"):
        desk.order(BEER)
    with_terminal(desk.till, unit=1)
    desk.order(BEER)
    set_remaining(desk.till, desk.boss, BEER, Quantity.of(7))
    desk.order(Wish(BEER, Quantity.of(2)))
    assert desk.books.availabilities().known[1, BEER].left == Quantity.of(5)
    assert desk.books.availabilities().known[2, BEER].left == Quantity.of(0)


@pytest.mark.feature("M-BET-09")
def test_what_was_locked_for_all_is_unlocked_in_one_unit_only(desk: Desk) -> None:
    with_units(desk.till, "Restaurant", "Bar")
    with_terminal(desk.till, unit=1)
    change_setting(desk.till, desk.boss, LOCAL_AVAILABILITY, value=True)
    with_article(desk.till, OLD_SOLD_OUT, price_level=0)
    unlock_article(desk.till, desk.boss, OLD_SOLD_OUT)
    with_units(desk.till, "Restaurant", "Bar")
    with_terminal(desk.till, unit=1)
    desk.order(OLD_SOLD_OUT)
    assert desk.books.availabilities().of(2, OLD_SOLD_OUT) == Availability(locked=True)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A till for many orders."""
    folder: Path = tmp_path_factory.mktemp("left") / "data"
    with Desk(new_books(folder, tmp_path_factory.getbasetemp()), folder, law="neutral") as desk:
        yield desk
        assert_clean(desk.url)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 12), st.lists(st.tuples(st.booleans(), st.integers(1, 5)), max_size=12))
def test_what_was_there_is_what_was_sold_and_what_is_left(
    evening: Desk, at_first: int, deeds: list[tuple[bool, int]]
) -> None:
    set_remaining(evening.till, evening.boss, BEER, Quantity.of(at_first))
    sold = 0
    for orders, many in deeds:
        try:
            if orders:
                send_order(evening.till, evening.boss, 12, [Wish(BEER, Quantity.of(many))])
                sold += many
            else:
                line = tab(evening).lines[-1]
                void_lines(evening.till, evening.boss, 12, [(line.id, Quantity.of(many))], "Storno")
                sold -= many
        except (Refused, AssertionError):
            pass
        assert left(evening, BEER) == at_first - sold >= 0
    if evening.books.tab(12):
        evening.pay()


def test_an_article_is_booked_only_at_its_times(desk: Desk) -> None:
    # 4 May 2026 is a Monday; the till's clock says noon in Berlin.
    with_article(desk.till, BEER, sold_times="Mo 11:00-14:30")
    desk.order(BEER)
    with_article(desk.till, BEER, sold_times="Mo 17:00-02:00")
    before = state(desk)
    with pytest.raises(Refused, match="„Helles“ wird nur Mo 17:00-02:00 verkauft"):
        desk.order(BEER)
    with_article(desk.till, POTATO_SALAD, sold_times="Di-So")
    with pytest.raises(Refused, match="wird nur Di-So verkauft"):
        send_order(desk.till, desk.waiter, 12, [LUNCH])
    assert state(desk) == before


def test_a_season_goes_by_the_business_date(desk: Desk) -> None:
    today = desk.books.business_date
    with_article(desk.till, BEER, sold_from=today, sold_until=today)
    desk.order(BEER)
    with_article(desk.till, BEER, sold_until=today - timedelta(days=1))
    with pytest.raises(Refused, match="gab es nur bis"):
        desk.order(BEER)
    with_article(desk.till, BEER, sold_from=today + timedelta(days=1), sold_until=None)
    with pytest.raises(Refused, match="gibt es erst ab"):
        desk.order(BEER)


def test_what_was_put_on_in_time_is_booked_when_its_time_is_over(desk: Desk) -> None:
    with_article(desk.till, BEER, sold_times="Mo 08:00-09:00")
    sent = send_order(desk.till, desk.waiter, 12, [Wish(BEER, in_time=True)])
    assert sent.tab is not None
    lock_article(desk.till, desk.boss, BEER)
    with pytest.raises(Refused, match="ausverkauft"):
        send_order(desk.till, desk.waiter, 12, [Wish(BEER, in_time=True)])
