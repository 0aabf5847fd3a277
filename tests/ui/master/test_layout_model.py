"""Arranging the keys of a menu: nothing gets lost, nothing lies twice, every step can be taken back."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.catalogue import Menu, MenuSection
from kasse.domain.refused import Refused
from kasse.ui.master.layout_model import Arrangement, Spot
from kasse.ui.master.special_steps import Steps


def menu(*pages: tuple[int, ...]) -> Arrangement:
    return Arrangement(
        Menu(1, "Abend", tuple(MenuSection(f"Seite {i}", page) for i, page in enumerate(pages)))
    )


def lying(arrangement: Arrangement) -> Counter[int]:
    return Counter(number for page in arrangement.pages for number in page.articles if number)


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    numbers = st.lists(st.integers(1, 30), unique=True, max_size=10)
    pages = []
    for page in draw(st.lists(numbers, min_size=1, max_size=4)):
        holes = draw(st.lists(st.integers(0, 10), max_size=3))
        for hole in holes:
            page.insert(min(hole, len(page)), 0)
        while page and not page[-1]:
            page.pop()
        pages.append(tuple(page))
    return menu(*pages)


spots = st.builds(Spot, st.integers(0, 3), st.integers(0, 14))


class TestMoving:
    @given(arrangements(), spots, spots)
    def test_moving_keys_about_loses_none_and_doubles_none(
        self, before: Arrangement, a: Spot, b: Spot
    ) -> None:
        if max(a.page, b.page) >= len(before.pages):
            return
        try:
            after = before.moved(a, b)
        except Refused:
            return
        assert lying(after) == lying(before)
        assert after.at(b) == (before.at(a) or before.at(b))
        if before.at(a):
            assert after.at(a) == before.at(b)

    @given(arrangements(), spots, spots, st.integers(0, 14))
    def test_what_nobody_touches_stays_where_it_is(
        self, before: Arrangement, a: Spot, b: Spot, other: int
    ) -> None:
        if max(a.page, b.page) >= len(before.pages):
            return
        spot = Spot(a.page, other)
        try:
            after = before.moved(a, b)
        except Refused:
            return
        if spot not in (a, b):
            assert after.at(spot) == before.at(spot)

    def test_a_key_on_a_free_place_leaves_its_old_place_free(self) -> None:
        assert menu((1, 2, 3)).moved(Spot(0, 0), Spot(0, 5)).pages[0].articles == (0, 2, 3, 0, 0, 1)

    def test_free_places_at_the_end_are_no_places(self) -> None:
        assert menu((1, 2, 3)).moved(Spot(0, 2), Spot(0, 1)).taken(Spot(0, 2)).pages[0].articles == (1, 3)

    def test_an_article_lies_once_on_a_page(self) -> None:
        both = menu((1, 2), (2, 3))
        with pytest.raises(Refused, match="liegt schon auf der Seite „Seite 1“"):
            both.moved(Spot(0, 1), Spot(1, 1))
        with pytest.raises(Refused, match="liegt schon"):
            both.added(3, 1, None)

    def test_a_key_is_sent_to_the_first_free_place_of_another_page(self) -> None:
        after = menu((1, 2), (3, 0, 4)).sent(Spot(0, 0), 1)
        assert [page.articles for page in after.pages] == [(0, 2), (3, 1, 4)]


class TestPlaces:
    @given(arrangements(), spots)
    def test_a_place_put_in_and_closed_again_changes_nothing(self, before: Arrangement, spot: Spot) -> None:
        if spot.page < len(before.pages) and before.at(spot):
            assert before.widened(spot).closed(spot) == before

    def test_only_a_free_place_is_closed(self) -> None:
        with pytest.raises(Refused, match="nur ein freier Platz"):
            menu((1, 2)).closed(Spot(0, 0))

    def test_a_new_article_takes_the_place_that_was_chosen_else_the_first_free_one(self) -> None:
        assert menu((1, 0, 2)).added(7, 0, 5).pages[0].articles == (1, 0, 2, 0, 0, 7)
        assert menu((1, 0, 2)).added(7, 0, None).pages[0].articles == (1, 7, 2)
        assert menu((1, 0, 2)).added(7, 0, 0).pages[0].articles == (1, 7, 2)


class TestPages:
    def test_a_page_needs_a_name_of_its_own(self) -> None:
        with pytest.raises(Refused, match="braucht einen Namen"):
            menu(()).page_added("  ")
        with pytest.raises(Refused, match="gibt es schon"):
            menu(()).page_added("seite 0")
        assert menu(()).page_renamed(0, "Seite 0") == menu(())

    def test_pages_change_their_order_and_stop_at_the_ends(self) -> None:
        pages = menu((1,), (2,), (3,))
        assert [page.name for page in pages.page_moved(0, 1).pages] == ["Seite 1", "Seite 0", "Seite 2"]
        assert pages.page_moved(0, -1) == pages
        assert pages.page_moved(2, 1) == pages

    def test_a_page_that_goes_takes_its_places_along(self) -> None:
        assert lying(menu((1,), (2,)).page_removed(0)) == {2: 1}


class TestSteps:
    @given(st.lists(st.integers(0, 5), min_size=1, max_size=60))
    def test_at_least_twenty_steps_are_taken_back_and_done_again(self, states: list[int]) -> None:
        steps = Steps(-1)
        way = [-1]
        way += [state for state in states if steps.do(state)]
        for expected in reversed(way[:-1]):
            steps.undo()
            assert steps.now == expected
        assert not steps.can_undo
        for expected in way[1:]:
            steps.redo()
            assert steps.now == expected
        assert not steps.can_redo
