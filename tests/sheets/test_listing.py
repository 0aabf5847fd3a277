"""A list of master data shows what somebody looks for: however it is spelt, in the order that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.catalogue import Article
from kasse.domain.money import Money
from kasse.sheets.cells import collation, needle, needles
from kasse.sheets.listing import Listing, State, Wanted, chosen_columns
from tests.sheets.examples import ACTIVE, ARTICLES, GROUP, MASTER, NAME, NUMBER, PRICE, house_with


def article(number: int, name: str, cents: int | None = 100, **more: object) -> Article:
    made = Article(number, name, 10, (None if cents is None else Money(cents),))
    return replace(made, **more)  # type: ignore[arg-type]


def listing(*articles: Article) -> Listing[Article]:
    return Listing(ARTICLES, house_with({each.number: each for each in articles}))


def numbers(found: Listing[Article], query: str = "", **more: object) -> list[int]:
    return [each.number for each in found.find(Wanted(query, **more))]  # type: ignore[arg-type]


NAMES = st.text("aäeéoöuüßsAÄ nN-\u00ad", max_size=12)
ROWS = st.dictionaries(
    st.integers(1, 2_000),
    st.builds(
        article,
        st.just(1),
        NAMES,
        st.none() | st.integers(-500, 5000),
        active=st.booleans(),
        sold_out=st.booleans(),
        scan_code=st.sampled_from(["", "4006381333931"]),
    ),
    max_size=12,
).map(lambda found: {n: replace(a, number=n) for n, a in found.items()})


class TestSearching:
    @pytest.mark.parametrize(
        "query",
        ["käse", "kaese", "KÄSE", "ka\u0308se", "spätzle käse", "tzle", "kaesespaetzle", "Bergkäse Große", "grosse",
         "käse spätzle", "12,50", "12,5", "hauptsp", "101 käse", "beilage", "4006"],
    )  # fmt: skip
    def test_a_row_is_found_by_any_part_of_what_it_shows(self, query: str) -> None:
        wanted = article(
            101,
            "Große Käse-Spätzle (Bergkäse) Kä\u00adsespätzle",
            1250,
            side_groups=(1,),
            scan_code="4006381",
        )
        assert numbers(listing(article(7, "Bier", 450, group=20), wanted), query) == [101]

    @pytest.mark.parametrize("query", ["kase", "kässe", "101 bier", "xyz", "aus"])
    def test_nothing_is_guessed(self, query: str) -> None:
        assert numbers(listing(article(101, "Käse")), query) == []

    def test_a_switch_that_is_on_is_found_by_its_name(self) -> None:
        found = listing(article(1, "Suppe"), article(2, "Salat", sold_out=True))
        assert numbers(found, "ausverkauft") == [2]

    def test_the_number_goes_before_numbers_that_begin_so_before_names_before_the_rest(self) -> None:
        found = listing(
            article(7, "Wein 12"),
            article(8, "Kiste", 1200),
            article(112, "Pils"),
            article(120, "Alt"),
            article(12, "X"),
        )
        assert numbers(found, "12") == [12, 120, 7, 8, 112]

    def test_whoever_sorts_by_a_column_keeps_his_order_while_he_searches(self) -> None:
        found = listing(article(12, "B", 300), article(120, "A", 100), article(3, "12er", 200))
        assert numbers(found, "12", sort="price_1") == [120, 3, 12]

    @given(ROWS, st.lists(NAMES | st.sampled_from(["1", "12", "haupt", "€"]), max_size=4))
    def test_typing_on_finds_the_same_as_typing_it_all_at_once(
        self, rows: Mapping[int, Article], typed: list[str]
    ) -> None:
        master = house_with(rows)
        grown = Listing(ARTICLES, master)
        text = "".join(typed)
        for i in range(len(text) + 1):
            assert grown.find(Wanted(text[:i])) == Listing(ARTICLES, master).find(Wanted(text[:i]))

    @given(ROWS, NAMES)
    def test_what_is_found_holds_every_word_and_what_is_not_found_does_not(
        self, rows: Mapping[int, Article], query: str
    ) -> None:
        found = Listing(ARTICLES, house_with(rows))
        hits = found.find(Wanted(query, state=State.ALL))
        for row in found.rows:
            shown = needle(" ".join(found.text(row, each) for each in ARTICLES.columns if each is not ACTIVE))
            if row in hits:
                words = f"{shown} {needle(ACTIVE.label)} ausverkauft"
                assert all(word in words for word in needle(query).split())
            else:
                assert not all(word in needle(row.name) for word in needle(query).split())


class TestOrderAndFilters:
    def test_numbers_are_sorted_as_numbers_and_nothing_comes_last(self) -> None:
        found = listing(
            article(1, "A", 1000), article(2, "B", 200), article(3, "C", None), article(4, "D", -50)
        )
        assert numbers(found, sort="price_1") == [4, 2, 1, 3]
        assert numbers(found, sort="price_1", descending=True) == [1, 2, 4, 3]

    def test_texts_are_sorted_as_in_a_german_dictionary(self) -> None:
        names = ["Zander", "Äpfel", "apfel", "Apfelmus", "Öl", "Ofen", "Straße", "Strasse", "Éclair", "Eis"]
        found = listing(*(article(i, name) for i, name in enumerate(names, 1)))
        sort = [each.name for each in found.find(Wanted(sort="name"))]
        assert sort == [
            "apfel",
            "Äpfel",
            "Apfelmus",
            "Éclair",
            "Eis",
            "Ofen",
            "Öl",
            "Strasse",
            "Straße",
            "Zander",
        ]

    def test_what_a_row_names_is_shown_and_sorted_by_its_name(self) -> None:
        found = listing(article(1, "A", group=20), article(2, "B", group=11))
        assert [found.text(row, GROUP) for row in found.find(Wanted(sort="group"))] == ["Beilagen", "Bier"]

    def test_put_away_rows_are_left_out_unless_they_are_asked_for(self) -> None:
        found = listing(article(1, "A"), article(2, "B", active=False))
        assert numbers(found) == [1]
        assert numbers(found, state=State.PUT_AWAY) == [2]
        assert numbers(found, state=State.ALL) == [1, 2]

    def test_a_column_filters_by_some_of_the_values_that_stand_in_it(self) -> None:
        found = listing(
            article(1, "A", 100),
            article(2, "B", 200),
            article(3, "C", 100, active=False),
            article(4, "D", None),
        )
        assert found.values(PRICE) == [("", 1), ("1,00 €", 2), ("2,00 €", 1)]
        assert found.values(PRICE, State.ACTIVE) == [("", 1), ("1,00 €", 1), ("2,00 €", 1)]
        assert numbers(found, only={"price_1": frozenset({"1,00 €", ""})}) == [1, 4]
        assert numbers(found, "4", only={"price_1": frozenset({"1,00 €", ""})}) == [4]

    @given(
        ROWS, st.sampled_from([each.key for each in ARTICLES.columns]), st.booleans(), st.sampled_from(State)
    )
    def test_sorting_loses_and_adds_nothing(
        self, rows: Mapping[int, Article], sort: str, descending: bool, state: State
    ) -> None:
        found = Listing(ARTICLES, house_with(rows))
        plain = found.find(Wanted(state=state))
        ordered = found.find(Wanted(state=state, sort=sort, descending=descending))
        assert sorted(numbers_of(plain)) == sorted(numbers_of(ordered))

    @given(ROWS)
    def test_both_directions_differ_only_where_there_is_something(self, rows: Mapping[int, Article]) -> None:
        found = Listing(ARTICLES, house_with(rows))
        up, down = (
            [
                found.text(row, PRICE)
                for row in found.find(Wanted(state=State.ALL, sort="price_1", descending=way))
            ]
            for way in (False, True)
        )
        there = [text for text in up if text]
        assert down == there[::-1] + [""] * (len(up) - len(there))


def numbers_of(rows: object) -> list[int]:
    return [each.number for each in rows]  # type: ignore[attr-defined]


class TestStayingUpToDate:
    def test_what_was_known_of_unchanged_rows_is_kept_and_a_changed_row_is_found_anew(self) -> None:
        soup, beer = article(1, "Suppe"), article(2, "Bier")
        first = listing(soup, beer)
        first.prepare()
        second = Listing(ARTICLES, house_with({1: soup, 2: replace(beer, name="Wein")}), first)
        assert numbers(second, "wein") == [2]
        assert numbers(second, "bier") == []
        assert second.prepare()[0] is first.prepare()[0]

    def test_a_group_with_another_name_is_found_by_it(self) -> None:
        first = Listing(ARTICLES, MASTER)
        assert numbers(first, "hauptspeisen")
        groups = {**MASTER.catalogue.groups, 10: replace(MASTER.catalogue.groups[10], name="Warmes")}
        renamed = replace(MASTER, catalogue=replace(MASTER.catalogue, groups=groups))
        second = Listing(ARTICLES, renamed, first)
        assert numbers(second, "warmes") == numbers(first, "hauptspeisen")
        assert numbers(second, "hauptspeisen") == []


class TestColumns:
    def test_a_fresh_list_shows_what_the_sheet_foresees(self) -> None:
        assert list(chosen_columns(ARTICLES)) == [NUMBER, NAME, GROUP, PRICE]

    def test_chosen_columns_stand_in_the_chosen_order_behind_the_key(self) -> None:
        keys = ["price_1", "gone_since", "name", "number", "name"]
        assert list(chosen_columns(ARTICLES, keys)) == [NUMBER, PRICE, NAME]


class TestSpelling:
    @given(st.lists(st.text("aÄß€\u0308\u00ad\0x -", max_size=5), max_size=5))
    def test_many_texts_at_once_are_spelt_as_one_by_one(self, texts: list[str]) -> None:
        assert needles(texts) == [needle(text) for text in texts]

    @given(st.text())
    def test_upper_and_lower_case_are_sorted_together(self, text: str) -> None:
        assert collation(text.upper().lower())[0] == collation(text.lower().upper().lower())[0]
