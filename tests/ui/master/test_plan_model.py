"""Standing tables: none stands on another, none gets lost, and numbers stay unique."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.business import Area, Place
from kasse.domain.refused import Refused
from kasse.ui.master.plan_model import LEAST, MOST, SPAN, Floors, overlap

AREAS = {1: Area(1, "Gaststube"), 2: Area(2, "Terrasse")}


def floors(*places: Place) -> Floors:
    return Floors(AREAS, {place.number: place for place in places})


def table(number: int, x: int, y: int, width: int = 8, height: int = 8, area: int = 1) -> Place:
    return Place(number, area, x, y, width, height)


def clean(state: Floors) -> bool:
    return not any(overlap(a, b) for a, b in combinations(state.places.values(), 2))


ROOM = floors(*(table(i + 1, 1 + 12 * (i % 4), 1 + 12 * (i // 4)) for i in range(8)))
NUMBERS = st.frozensets(st.integers(1, 8), min_size=1)
STEP = st.integers(-60, 60)
DEEDS: st.SearchStrategy[Callable[[Floors], Floors]] = st.one_of(
    st.builds(lambda n, x, y: lambda f: f.moved(n, x, y), NUMBERS, STEP, STEP),
    st.builds(lambda n, x, y: lambda f: f.sized(n, x, y), NUMBERS, STEP, STEP),
    st.builds(lambda n, r: lambda f: f.rounded(n, is_round=r), NUMBERS, st.booleans()),
    st.builds(lambda n, s: lambda f: f.seated(n, s), NUMBERS, STEP),
    st.builds(lambda n, a: lambda f: f.lined_up(n, across=a), NUMBERS, st.booleans()),
    st.builds(lambda n: lambda f: f.spread(n), NUMBERS),
    st.builds(lambda n: lambda f: f.copied(n)[0], NUMBERS),
    st.builds(lambda a: lambda f: f.added(a)[0], st.integers(1, 2)),
    st.builds(lambda n, a: lambda f: f.brought(sorted(n), a), NUMBERS, st.integers(1, 2)),
    st.builds(lambda n: lambda f: f.stored_away(n, range(9)), NUMBERS),
)


class TestStanding:
    @given(st.lists(DEEDS, max_size=12))
    def test_whatever_is_done_no_table_stands_on_another_and_none_leaves_the_room(
        self, deeds: list[Callable[[Floors], Floors]]
    ) -> None:
        state = ROOM
        for deed in deeds:
            try:
                state = deed(state)
            except Refused:
                continue
            assert clean(state)
            for number, place in state.places.items():
                assert number == place.number
                assert place.x >= 0
                assert place.y >= 0
                assert max(place.x + place.width, place.y + place.height) <= SPAN
                assert min(place.width, place.height) >= LEAST
                assert max(place.width, place.height) <= MOST
            assert set(ROOM.places) <= set(state.places)

    def test_a_table_that_would_stand_on_another_stays_and_it_is_told(self) -> None:
        with pytest.raises(Refused, match="Tisch 1 stünde auf Tisch 2"):
            ROOM.moved([1], 11, 0)

    def test_a_table_beyond_the_wall_is_refused(self) -> None:
        with pytest.raises(Refused, match="nicht mehr im Raum"):
            ROOM.moved([1], -2, 0)

    def test_tables_that_stood_on_each_other_before_can_be_pulled_apart(self) -> None:
        state = floors(table(1, 0, 0), table(2, 4, 0), table(3, 40, 0))
        assert state.moved([3], 0, 8).places[3].y == 8
        assert clean(state.moved([2], 10, 0))

    def test_tables_of_different_areas_do_not_meet(self) -> None:
        state = floors(table(1, 0, 0), table(2, 30, 0, area=2))
        assert state.moved([2], -30, 0).places[2].x == 0

    def test_a_round_table_stays_round_when_it_grows(self) -> None:
        state = floors(replace(table(1, 0, 0, 8, 8), round=True)).sized([1], 4, 1)
        assert (state.places[1].width, state.places[1].height) == (12, 12)


class TestSeveral:
    def test_tables_stand_in_one_row_at_the_height_of_the_topmost(self) -> None:
        state = floors(table(1, 0, 4), table(2, 12, 0, 8, 12), table(3, 24, 9)).lined_up(
            [1, 2, 3], across=True
        )
        assert {2 * p.y + p.height for p in state.places.values()} == {12}

    def test_tables_stand_in_one_column(self) -> None:
        state = floors(table(1, 5, 0), table(2, 3, 12)).lined_up([1, 2], across=False)
        assert [p.x for p in state.places.values()] == [3, 3]

    @given(st.lists(st.integers(8, 20), min_size=3, max_size=8))
    def test_gaps_are_equal_but_for_an_eighth_and_the_ends_stay(self, gaps: list[int]) -> None:
        x, places = 0, []
        for i, gap in enumerate(gaps):
            places.append(table(i + 1, x, 0))
            x += gap
        state = floors(*places).spread([place.number for place in places])
        after = sorted(state.places.values(), key=lambda place: place.x)
        free = [b.x - a.x - a.width for a, b in pairwise(after)]
        assert max(free) - min(free) <= 1
        assert (after[0].x, after[-1].x) == (places[0].x, places[-1].x)

    def test_two_tables_are_not_spread(self) -> None:
        with pytest.raises(Refused, match="mindestens drei"):
            ROOM.spread([1, 2])

    def test_a_row_is_copied_below_with_new_numbers(self) -> None:
        state, new = floors(table(1, 0, 0), table(2, 12, 0)).copied([1, 2])
        assert new == (3, 4)
        assert [(state.places[n].x, state.places[n].y) for n in new] == [(0, 10), (12, 10)]


class TestMore:
    def test_a_new_table_has_the_next_free_number_of_its_area(self) -> None:
        state = floors(table(1, 0, 0), table(20, 0, 0, area=2), table(21, 12, 0, area=2))
        assert state.added(2)[1] == 22
        assert state.added(1)[1] == 2

    def test_a_number_that_is_set_aside_is_passed_over(self) -> None:
        assert floors(table(994, 0, 0)).added(1)[1] == 996

    def test_a_taken_number_is_refused_with_the_way_to_it(self) -> None:
        state = floors(table(1, 0, 0), replace(table(2, 12, 0), active=False))
        with pytest.raises(Refused, match="zurückgeholt"):
            state.renumbered(1, 2)
        assert set(state.renumbered(1, 7).places) == {2, 7}

    def test_a_table_that_nobody_knows_yet_is_gone_others_are_put_away(self) -> None:
        state = floors(table(1, 0, 0), table(2, 12, 0)).stored_away([1, 2], {1})
        assert set(state.places) == {1}
        assert [place.number for place in state.stored()] == [1]
        assert state.standing(1) == ()

    def test_a_table_comes_back_where_it_stood_else_where_there_is_room(self) -> None:
        state = floors(
            replace(table(1, 0, 0), active=False), table(2, 0, 0), replace(table(3, 40, 0), active=False)
        )
        back = state.brought([1, 3], 1)
        assert clean(back)
        assert (back.places[3].x, back.places[3].y) == (40, 0)
        assert len(back.standing(1)) == 3

    def test_an_area_needs_a_name_of_its_own(self) -> None:
        state, number = ROOM.with_area(None, " Stüberl ")
        assert (number, state.areas[3].name) == (3, "Stüberl")
        for name in ("", "  ", "terrasse", "x" * 41):
            with pytest.raises(Refused):
                ROOM.with_area(1, name)
