"""What is typed and not sent is never lost: undone exactly, sent once, back when it was refused."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.orders import Line, Wish, compose
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.ui.orders.draft import UNDO_STEPS, Draft, DraftLine, Drafts
from tests.domain.examples import CATALOGUE, DAY, NOON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kasse.ui.orders.draft import Pricing

PLAIN = (101, 200, 202, 300)


class Prices:
    """Prices of the example catalogue; no sides are missing."""

    def line(self, wish: Wish) -> Line:
        return compose(wish, CATALOGUE, day=DAY, at=NOON, operator=1)

    def missing(self, wish: Wish) -> str:
        return ""

    def require_left(self, lines: Iterable[DraftLine]) -> None:
        """There is plenty of everything."""


PRICES = cast("Pricing", Prices())


def pieces(lines: Iterable[DraftLine]) -> Counter[int]:
    """Thousandths of each article."""
    counted: Counter[int] = Counter()
    for line in lines:
        counted[line.wish.article] += line.wish.quantity.thousandths
    return counted


def in_hand(draft: Draft) -> Counter[int]:
    """Everything that is not known to be booked."""
    return sum((pieces(parcel.lines) for parcel in draft.parcels), pieces(draft.lines))


steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(PLAIN), st.integers(1, 9)),
        st.tuples(st.sampled_from(["send", "arrive", "refuse", "fail", "again"]), st.just(0), st.just(0)),
    ),
    max_size=40,
)


@given(steps)
def test_every_portion_is_in_hand_or_booked_once(steps: list[tuple[str, int, int]]) -> None:
    draft, typed, booked = Draft(), Counter[int](), Counter[int]()
    for step, article, count in steps:
        waiting = next((parcel for parcel in draft.parcels if not parcel.lost), None)
        match step:
            case "add":
                draft.add(Wish(article, Quantity.of(count)), PRICES)
                typed[article] += count * 1000
            case "send":
                draft.pack()
            case "arrive" if waiting:
                booked += pieces(waiting.lines)
                draft.arrived(waiting.key)
            case "refuse" if waiting:
                draft.returned(waiting.key)
            case "fail" if waiting:
                draft.failed(waiting.key)
            case "again":
                draft.lost_parcels()
        assert in_hand(draft) + booked == typed


@given(st.lists(st.tuples(st.sampled_from(PLAIN), st.integers(1, 9)), min_size=1, max_size=UNDO_STEPS))
def test_undo_leads_back_step_by_step(wishes: list[tuple[int, int]]) -> None:
    draft = Draft()
    states = []
    for article, count in wishes:
        states.append(draft.lines)
        draft.add(Wish(article, Quantity.of(count)), PRICES)
    for before in reversed(states):
        assert draft.can_undo
        draft.undo()
        assert draft.lines == before


def test_at_least_twenty_steps_can_be_undone() -> None:
    assert UNDO_STEPS >= 20


def test_what_was_sent_is_not_undone() -> None:
    draft = Draft()
    draft.add(Wish(PLAIN[0]), PRICES)
    draft.pack()
    assert not draft.can_undo


def test_a_refused_wish_changes_nothing() -> None:
    draft = Draft()
    draft.add(Wish(PLAIN[0]), PRICES)
    with pytest.raises(Refused):
        draft.add(Wish(PLAIN[0], Quantity.of(9999)), PRICES)
    with pytest.raises(Refused):
        draft.add(Wish(999_999), PRICES)
    assert pieces(draft) == Counter({PLAIN[0]: 1000})


def test_a_note_makes_a_line_of_its_own() -> None:
    draft = Draft()
    draft.add(Wish(PLAIN[0]), PRICES)
    draft.add(Wish(PLAIN[0], remark="ohne"), PRICES)
    draft.add(Wish(PLAIN[0]), PRICES)
    assert [line.wish.quantity for line in draft] == [Quantity.of(2), Quantity.of(1)]


def test_practice_has_drafts_of_its_own() -> None:
    drafts = Drafts()
    drafts.of(12, training=True).add(Wish(PLAIN[0]), PRICES)
    assert drafts.unsent(training=False) == {}
    assert drafts.unsent(training=True) == {12: 1}
    assert not drafts.empty


def test_what_moves_to_a_free_table_goes_under_the_key_that_it_was_kept_under() -> None:
    drafts = Drafts()
    source = drafts.of(12, training=False)
    source.operator = 3
    source.add(Wish(PLAIN[0]), PRICES)
    key = source.key
    drafts.move(12, 14, training=False)
    target = drafts.of(14, training=False)
    assert (target.key, target.operator, pieces(target)) == (key, 3, Counter({PLAIN[0]: 1000}))
    assert source.key != key
    assert drafts.unsent(training=False) == {14: 1}


@given(steps)
def test_no_two_orders_go_under_one_key_and_each_change_is_told(steps: list[tuple[str, int, int]]) -> None:
    told: list[object] = []
    drafts = Drafts(lambda: told.append(None))
    draft = drafts.of(12, training=False)
    booked: set[object] = set()
    for step, article, count in steps:
        before, heard = (draft.lines, draft.parcels, draft.key), len(told)
        waiting = next((parcel for parcel in draft.parcels if not parcel.lost), None)
        match step:
            case "add":
                draft.add(Wish(article, Quantity.of(count)), PRICES)
            case "send":
                draft.pack()
            case "arrive" if waiting:
                draft.arrived(waiting.key)
                booked.add(waiting.key)
            case "refuse" if waiting:
                draft.returned(waiting.key)
            case "fail" if waiting:
                draft.failed(waiting.key)
            case "again":
                draft.lost_parcels()
        in_use = [draft.key, *(parcel.key for parcel in draft.parcels)]
        assert len(set(in_use)) == len(in_use)
        assert not booked.intersection(in_use)
        assert len(told) > heard or before == (draft.lines, draft.parcels, draft.key)
