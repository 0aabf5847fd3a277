"""A touch layout that somebody else made: it comes through its form unchanged, and nothing broken gets through."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.catalogue import PlannedPrice
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.usecases.touch_layout import Wish, levels_of, make_ready, wish_of
from kasse.usecases.touch_layout_form import PORTION, LayoutError, as_parts, from_parts
from tests.app.houses import demo
from tests.domain.examples import CATALOGUE

TODAY = date(2026, 11, 20)
SMALL = replace(demo(), catalogue=CATALOGUE)


def wish(master: Master, **more: Any) -> Wish:
    made = wish_of(master, master.catalogue, TODAY, 0, order="arranged", prices=True)
    return replace(made, **more)


@given(st.sampled_from(["arranged", "name", "number"]), st.booleans(), st.booleans())
def test_what_was_made_is_what_is_read(order: str, prices: bool, fills: bool) -> None:
    master = demo()
    sold = replace(master.catalogue, fills_levels=fills)
    made = make_ready(sold, levels_of(master, sold), order=order, prices=prices)
    assert from_parts(as_parts(made), sold) == made


def test_a_large_layout_comes_in_parts_and_lets_others_in_between() -> None:
    master = demo()
    one = master.catalogue.named("Radler 0,5")
    many = {number: replace(one, number=number) for number in range(10_000, 10_000 + 3 * PORTION)}
    master = replace(
        master, catalogue=replace(master.catalogue, articles={**master.catalogue.articles, **many})
    )
    rests: list[None] = []
    made = make_ready(master.catalogue, range(1, 10), give_way=lambda: rests.append(None))
    parts = as_parts(made)
    assert len(rests) >= 15
    assert len(parts) >= 4
    rests.clear()
    from_parts(parts, master.catalogue, lambda: rests.append(None))
    assert len(rests) == len(parts) - 1


def test_two_tills_with_the_same_rules_share_a_layout_and_others_do_not() -> None:
    texts = {
        wish(SMALL, **change).text
        for change in (
            {},
            {"unit": 2},
            {"order": "name"},
            {"prices": False},
            {"version": 7},
            {"fills_levels": False},
            {"take_away_level": 2},
            {"priced_on": "2026-11-01"},
        )
    }
    assert len(texts) == 8
    assert wish(SMALL).text == wish(SMALL).text


def test_another_day_is_another_layout_only_where_planned_prices_begin() -> None:
    planned = PlannedPrice(200, 1, date(2026, 11, 25), Money(5_00))
    later = replace(SMALL, catalogue=replace(CATALOGUE, planned=(planned,)))

    def on(day: int) -> str:
        return wish_of(later, later.catalogue, date(2026, 11, day), 0, order="arranged", prices=True).text

    assert on(20) == on(24) != on(25) == on(26)


PARTS = as_parts(make_ready(CATALOGUE, levels_of(SMALL, CATALOGUE)))


def head(**changes: Any) -> str:
    return json.dumps({**json.loads(PARTS[0]), **changes})


def keys(change: Callable[[list[Any]], object]) -> str:
    found = json.loads(PARTS[1])
    change(found)
    return json.dumps(found)


@pytest.mark.feature("M-WEI-03")
@pytest.mark.parametrize(
    "parts",
    [
        [],
        PARTS[:-1],
        [*PARTS, PARTS[-1]],
        ["", *PARTS[1:]],
        [PARTS[0][:-3], *PARTS[1:]],
        ["[" * 100_000, *PARTS[1:]],
        ["17", *PARTS[1:]],
        [head(form=2), *PARTS[1:]],
        [head(levels=[]), *PARTS[1:]],
        [head(levels=[1, 2, 10**9]), *PARTS[1:]],
        [head(levels=["1"]), *PARTS[1:]],
        [head(menus=[]), *PARTS[1:]],
        [head(menus=[[1, "Karte", 1, [["Seite", "", [987_654]]]]]), *PARTS[1:]],
        [head(menus=[[1, "Karte", 0, [["Seite", "", [200]]]]]), *PARTS[1:]],
        [head(menus=[[1, ["Karte"], 1, []]]), *PARTS[1:]],
        [head(menus=[[True, "Karte", 1, []]]), *PARTS[1:]],
        [PARTS[0], keys(lambda found: found.pop(0))],
        [PARTS[0], keys(lambda found: found[0].pop())],
        [PARTS[0], keys(lambda found: found[0][3].append("1,00"))],
        [PARTS[0], keys(lambda found: found[0].__setitem__(1, None))],
        [PARTS[0], keys(lambda found: found[0].__setitem__(0, 987_654))],
        [PARTS[0], keys(lambda found: found[0].__setitem__(3, "1,00"))],
    ],
)
def test_nothing_of_a_broken_layout_is_used(parts: list[str]) -> None:
    with pytest.raises(LayoutError):
        from_parts(parts, CATALOGUE)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(st.lists(st.text(max_size=30) | _JSON.map(json.dumps), max_size=3), _JSON)
def test_whatever_lies_there_a_till_only_learns_that_it_is_no_layout(parts: list[str], menus: object) -> None:
    for tried in (parts, [head(parts=len(parts), menus=menus), *parts]):
        with pytest.raises(LayoutError):
            from_parts(tried, CATALOGUE)
