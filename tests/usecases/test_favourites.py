"""Favourites: everybody chooses his own, in his own order, without a right to change master data."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.domain.refused import Refused
from kasse.ports.books import ActKind
from kasse.usecases.favourites import favourites, set_favourite
from tests.store.house import BEER, COFFEE, SCHNITZEL, SOUP, Desk
from tests.usecases.at_the_desk import last_act, state

STEPS = st.lists(st.tuples(st.sampled_from((BEER, COFFEE, SCHNITZEL, SOUP)), st.booleans()), max_size=8)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_they_stand_in_the_order_in_which_they_were_chosen(desk: Desk, steps: list[tuple[int, bool]]) -> None:
    expected = list(favourites(desk.till, desk.waiter))
    for article, on in steps:
        set_favourite(desk.till, desk.waiter, article, on=on)
        expected = [n for n in expected if n != article] + ([article] if on else [])
    assert favourites(desk.till, desk.waiter) == tuple(expected)
    assert desk.books.master().staff.operators[desk.waiter.number].favourites == tuple(expected)


def test_a_choice_stands_in_the_journal_and_touches_nobody_else(desk: Desk) -> None:
    set_favourite(desk.till, desk.waiter, BEER, on=True)
    assert last_act(desk).kind is ActKind.MASTER_DATA
    assert last_act(desk).operator == desk.waiter.number
    assert favourites(desk.till, desk.boss) == ()


def test_what_is_not_on_the_card_is_refused(desk: Desk) -> None:
    before = state(desk)
    with pytest.raises(Refused, match="Artikel mit der Nummer 999"):
        set_favourite(desk.till, desk.waiter, 999, on=True)
    assert state(desk) == before
