"""What the books promise about master data and what is left today, on whatever database they are kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.domain.business import Place, Unit
from kasse.domain.catalogue import Article, Availabilities, Availability
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.ports.books import ActKind, Books, MasterMoved
from kasse.sheets.declared import ARTICLES
from kasse.usecases.book_internal import book_internal
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.renew_master import renew_master
from kasse.usecases.sign_in import sign_in
from kasse.usecases.till import Changed
from tests.domain.examples import CARD, CASH, FRANCS
from tests.store.day import play
from tests.store.house import (
    BEER,
    BOOK,
    COFFEE,
    NEWSPAPER,
    POTATO_SALAD,
    SCHNITZEL,
    SOUP,
    START,
    Desk,
    assert_clean,
    small_master,
)

OpenDesk = Callable[..., Desk]
many = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)
lefts = st.none() | st.integers(0, 10**7).map(Quantity)
availabilities = st.builds(Availability, st.booleans(), lefts)


def save(books: Books, master: Master, *, minutes: int = 0) -> Master:
    with books.act(ActKind.MASTER_DATA, at=START + timedelta(minutes=minutes), operator=9) as act:
        return act.save_master(master)


def with_article(master: Master, article: Article) -> Master:
    articles = {**master.catalogue.articles, article.number: article}
    return replace(master, catalogue=replace(master.catalogue, articles=articles))


def named(master: Master, number: int, name: str) -> Master:
    return with_article(master, replace(master.catalogue.articles[number], name=name))


def put(books: Books, unit: int, article: int, left: int | None, *, locked: bool = False) -> None:
    kept = Availability(locked, None if left is None else Quantity(left))
    with books.act(ActKind.MASTER_DATA, at=START) as act:
        act.set_availability(unit, article, kept)


def take(books: Books, unit: int, taken: Mapping[int, int]) -> Mapping[int, Quantity]:
    """Take so many thousandths, and refuse where there are not enough."""
    with books.act(ActKind.ORDER, at=START) as act:
        lacking = act.take_remaining(unit, {article: Quantity(much) for article, much in taken.items()})
        if lacking:
            raise Refused(", ".join(f"{a}: {left.thousandths}" for a, left in lacking.items()))
    return lacking


def mark_sold_out(desk: Desk, number: int, *, sold_out: bool) -> None:
    """Change the master data of one article on a till."""
    was = desk.till.master.catalogue.articles[number]
    change_master(desk.till, desk.boss, [Edit(ARTICLES, was, replace(was, sold_out=sold_out))])


class BackOfficeContract:
    """Subclasses bring the fixtures `open_desk` and `desk`, as for `BooksContract`."""

    # --- master data of several tills ----------------------------------------------------------------------------

    def test_master_data_that_another_till_has_changed_are_not_overwritten(self, open_desk: OpenDesk) -> None:
        one, two = open_desk(law="neutral"), open_desk(2, law="neutral")
        assert one.till.master.version == two.till.master.version
        save(one.books, named(one.till.master, BEER, "Märzen"))
        before = len(two.books.journal())
        with pytest.raises(MasterMoved, match="Bitte noch einmal"):
            save(two.books, named(two.till.master, SOUP, "Gulaschsuppe"))
        assert len(two.books.journal()) == before
        save(two.books, named(two.books.master(), SOUP, "Gulaschsuppe"))
        names = {number: a.name for number, a in one.books.master().catalogue.articles.items()}
        assert (names[BEER], names[SOUP]) == ("Märzen", "Gulaschsuppe")

    def test_the_version_counts_changes_and_goes_with_the_master_data(self, desk: Desk) -> None:
        books = desk.books
        version = books.master_version()
        assert books.master().version == version > 0
        saved = save(books, named(books.master(), BEER, "Märzen"))
        assert saved.version == books.master_version() == books.master().version == version + 1
        assert save(books, saved).version == books.master_version() == version + 1  # nothing was changed
        assert save(books, replace(small_master(), version=0)).version == version + 2  # a house set up anew

    def test_what_another_till_has_changed_is_taken_over_when_somebody_signs_in(
        self, open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("kasse.usecases.sign_in.pin_matches", lambda _pin, _hash: True)
        one, two = open_desk(law="neutral"), open_desk(2, law="neutral")
        assert renew_master(two.till) == Changed.NOTHING
        mark_sold_out(one, BEER, sold_out=True)
        assert not two.till.catalogue.articles[BEER].sold_out
        sign_in(two.till, 1, "1111")
        assert two.till.catalogue.articles[BEER].sold_out
        assert renew_master(two.till) == Changed.NOTHING
        mark_sold_out(two, BEER, sold_out=False)
        assert renew_master(one.till) == Changed.MASTER
        assert one.till.master == two.till.master

    def test_a_change_builds_upon_what_another_till_has_changed(self, open_desk: OpenDesk) -> None:
        one, two = open_desk(law="neutral"), open_desk(2, law="neutral")
        mark_sold_out(one, BEER, sold_out=True)
        mark_sold_out(two, SOUP, sold_out=True)
        change_master(one.till, one.boss, [])
        articles = one.till.catalogue.articles
        assert (articles[BEER].sold_out, articles[SOUP].sold_out) == (True, True)
        assert one.till.master.version == one.books.master_version()

    def test_a_till_that_reads_while_another_writes_sees_one_state(self, open_desk: OpenDesk) -> None:
        one, two = open_desk(law="neutral"), open_desk(2, law="neutral")
        master = save(one.books, both_named(one.books.master(), "0"))
        halt = threading.Event()
        seen: list[Master] = []

        def read() -> None:
            while not halt.is_set():
                seen.append(two.books.master())

        reader = threading.Thread(target=read)
        reader.start()
        for i in range(1, 30):
            master = save(one.books, both_named(master, str(i)))
        halt.set()
        reader.join()
        assert seen
        for found in seen:
            assert found.house.void_reasons == (found.catalogue.articles[BEER].name,)

    # --- how they came to be so ----------------------------------------------------------------------------------

    def test_changes_of_master_data_are_told_newest_first_whoever_made_them(
        self, open_desk: OpenDesk
    ) -> None:
        one, two = open_desk(law="neutral"), open_desk(2, law="neutral")
        desks = (one, two, one)
        for i, desk in enumerate(desks, 1):
            save(desk.books, named(desk.books.master(), BEER, f"Bier {i}"), minutes=i)
        save(one.books, named(one.books.master(), SOUP, "Suppe"), minutes=4)
        with one.books.act(ActKind.REPORT, at=START + timedelta(hours=1)) as act:
            act.body["changes"] = [{"table": "article", "key": [BEER]}]  # no change of master data
        found = one.books.master_changes("article", BEER)
        assert [each.change["name"] for each in found] == [
            ["Bier 2", "Bier 3"], ["Bier 1", "Bier 2"], ["Helles", "Bier 1"],
        ]  # fmt: skip
        assert [each.terminal for each in found] == [1, 2, 1]
        latest = found[0]
        assert (latest.at, latest.operator, latest.kind) == (
            START + timedelta(minutes=3),
            9,
            ActKind.MASTER_DATA,
        )
        assert latest.change == {"table": "article", "key": [BEER], "name": ["Bier 2", "Bier 3"]}
        assert [each.change["key"] for each in one.books.master_changes("article", limit=2)] == [
            [SOUP],
            [BEER],
        ]
        assert one.books.master_changes("article", 4711) == []
        assert one.books.master_changes("unit") == []
        assert {each.change["table"] for each in one.books.master_changes() if "rows" in each.change} > {
            "article",
            "operator",
        }

    def test_changes_are_read_on_however_many_acts_lie_between(self, desk: Desk) -> None:
        master = save(desk.books, named(desk.books.master(), SOUP, "Suppe"))
        for i in range(120):  # several in the same moment, too
            master = save(desk.books, named(master, BEER, f"Bier {i}"), minutes=i // 7)
        assert len(desk.books.master_changes("article", BEER, limit=1000)) == 120
        assert len(desk.books.master_changes("article", BEER, limit=77)) == 77
        (first,) = desk.books.master_changes("article", SOUP)
        assert first.change["name"] == ["Tagessuppe", "Suppe"]
        told = [each.change["name"][1] for each in desk.books.master_changes("article", BEER, limit=1000)]
        assert told == [f"Bier {i}" for i in range(119, -1, -1)]

    # --- what was ever booked must stay --------------------------------------------------------------------------

    def test_what_a_day_used_was_booked_and_what_is_new_was_not(self, open_desk: OpenDesk) -> None:
        desk = open_desk()
        play(desk)
        booked: dict[str, tuple[Any, ...]] = {
            "article": (SCHNITZEL, POTATO_SALAD, BEER, COFFEE, BOOK, NEWSPAPER),  # with it, and as a side
            "operator": (9, 90),
            "place": (1, 2, 8, 20, 21),
            "payment_method": (CASH.code, CARD.code, FRANCS.code),
            "internal_account": (1,),
            "product_group": (10, 20, 30),
            "main_group": (1, 2),
            "agency": (1,),
            "terminal": (1,),
        }
        unused: dict[str, tuple[Any, ...]] = {
            "article": (4711, 10, 1, 0),
            "operator": (3, 4711),
            "place": (40, 4711),
            "payment_method": ("XX",),
            "internal_account": (2, 4711),
            "product_group": (4711, 700, 0),
            "main_group": (4711, 700, 0),
            "agency": (2, 4711),
            "terminal": (2, 4711),
            "unit": (1,),
            "menu": (1,),
            "password_level": (2,),
            "planned_price": (BEER,),
            "words": ("remark",),
        }
        for table, keys in booked.items():
            assert [key for key in keys if not desk.books.was_booked(table, key)] == [], table
        for table, keys in unused.items():
            assert [key for key in keys if desk.books.was_booked(table, key)] == [], table
        with pytest.raises(KeyError):
            desk.books.was_booked("journal", 1)

    def test_what_still_lies_open_on_a_table_was_booked(self, desk: Desk) -> None:
        assert not desk.books.was_booked("place", 7)
        desk.order(BEER, table=7, by=desk.waiter)
        assert desk.books.was_booked("place", 7)
        assert desk.books.was_booked("operator", 1)
        assert desk.books.was_booked("article", BEER)
        assert not desk.books.was_booked("article", SOUP)

    def test_what_a_name_says_is_no_booking(self, desk: Desk) -> None:
        master = desk.books.master()
        odd = ['[4711,"', '",4711,"', '",4711,1,1,', ",4711,1,"]
        for number, name in enumerate(odd, 900):
            master = with_article(master, Article(number, name, 20, (Money(100),)))
        desk.till.master = save(desk.books, master)
        desk.order(*range(900, 904), table=7)
        for table in ("article", "agency", "product_group", "main_group"):
            assert not desk.books.was_booked(table, 4711), table
        assert desk.books.was_booked("article", 903)

    def test_an_account_was_booked_whatever_it_was_called_then(self, desk: Desk) -> None:
        desk.order(SOUP, table=4)
        book_internal(desk.till, desk.boss, 4, 1)
        master = desk.books.master()
        accounts = {**master.house.internal_accounts}
        accounts[1] = replace(accounts[1], name="Mannschaft")
        save(desk.books, replace(master, house=replace(master.house, internal_accounts=accounts)))
        assert desk.books.was_booked("internal_account", 1)
        assert not desk.books.was_booked("internal_account", 2)

    def test_a_unit_was_booked_once_a_till_sold_for_it(self, open_desk: OpenDesk) -> None:
        desk = open_desk(law="neutral")
        master = desk.books.master()
        house = replace(master.house, units={n: Unit(n, f"Betrieb {n}") for n in (1, 2, 3)})
        for terminal, unit in ((1, 1), (1, 2), (4, 3)):
            terminals = {**house.terminals, terminal: replace(house.terminals[terminal], unit=unit)}
            house = replace(house, terminals=terminals)
            master = save(desk.books, replace(master, house=house))
        assert [n for n in (1, 2, 3) if desk.books.was_booked("unit", n)] == [
            1,
            2,
        ]  # no till 4 was ever opened

    # --- what is left today --------------------------------------------------------------------------------------

    @many
    @given(
        kept=st.dictionaries(st.tuples(st.integers(0, 3), st.integers(1, 5)), availabilities, max_size=6),
        later=st.dictionaries(st.tuples(st.integers(0, 3), st.integers(1, 5)), availabilities, max_size=6),
    )
    def test_what_is_left_comes_back_as_it_was_set(
        self,
        desk: Desk,
        kept: dict[tuple[int, int], Availability],
        later: dict[tuple[int, int], Availability],
    ) -> None:
        before = desk.books.availabilities().known
        gone = dict.fromkeys(before, Availability())
        state = {**gone, **kept}
        for wanted in (state, later):
            with desk.books.act(ActKind.MASTER_DATA, at=START) as act:
                for (unit, article), availability in wanted.items():
                    act.set_availability(unit, article, availability)
            state = {**state, **wanted}
            known = {place: value for place, value in state.items() if value != Availability()}
            assert desk.books.availabilities() == Availabilities(known)

    def test_the_journal_tells_what_is_left_and_what_it_was(self, desk: Desk) -> None:
        put(desk.books, 1, BEER, 10_000)
        assert desk.books.journal(limit=1)[0].body["availability"] == [
            {"unit": 1, "article": BEER, "locked": [0, 0], "left": [None, 10_000]}
        ]
        with desk.books.act(ActKind.MASTER_DATA, at=START) as act:
            act.set_availability(1, BEER, Availability(locked=True))
            act.set_availability(0, SOUP, Availability(left=Quantity(0)))
        assert desk.books.journal(limit=1)[0].body["availability"] == [
            {"unit": 1, "article": BEER, "locked": [0, 1], "left": [10_000, None]},
            {"unit": 0, "article": SOUP, "locked": [0, 0], "left": [None, 0]},
        ]
        assert desk.books.availabilities().of(1, BEER) == Availability(locked=True)
        assert desk.books.availabilities().of(0, BEER) == Availability()

    def test_what_is_ordered_is_taken_and_what_is_voided_comes_back(self, desk: Desk) -> None:
        books = desk.books
        put(books, 0, BEER, 10_000)
        put(books, 1, BEER, 3_000)
        put(books, 0, COFFEE, None, locked=True)
        take(books, 0, {BEER: 2_500, SOUP: 1_000, COFFEE: 1_000})  # of soup and coffee nobody counts
        assert books.availabilities().of(0, BEER).left == Quantity(7_500)
        take(books, 0, {BEER: -500})
        take(books, 0, {BEER: 8_000})
        assert books.availabilities().of(0, BEER).left == Quantity(0)
        assert books.availabilities().of(1, BEER).left == Quantity(3_000)
        assert take(books, 0, {}) == {}

    def test_never_less_than_nothing_is_left(self, desk: Desk) -> None:
        books = desk.books
        put(books, 0, BEER, 1_000)
        put(books, 0, SOUP, 5_000)
        with pytest.raises(Refused, match=f"^{BEER}: 1000$"):
            take(books, 0, {SOUP: 2_000, BEER: 1_001})
        assert books.availabilities().of(0, SOUP).left == Quantity(5_000)  # all of it, or nothing
        put(books, 0, BEER, 0)
        with pytest.raises(Refused):
            take(books, 0, {BEER: 1})
        take(books, 0, {BEER: -1_000})
        assert books.availabilities().of(0, BEER).left == Quantity(1_000)

    def test_an_act_that_breaks_takes_nothing(self, desk: Desk) -> None:
        put(desk.books, 0, BEER, 1_000)

        def take_and_break() -> None:
            with desk.books.act(ActKind.ORDER, at=START) as act:
                act.take_remaining(0, {BEER: Quantity(1_000)})
                act.set_availability(0, SOUP, Availability(locked=True))
                raise KeyError

        with pytest.raises(KeyError):
            take_and_break()
        assert desk.books.availabilities() == Availabilities({(0, BEER): Availability(left=Quantity(1_000))})

    def test_two_tills_at_once_never_take_the_last_one_twice(self, open_desk: OpenDesk) -> None:
        desks = [open_desk(number, law="neutral") for number in (1, 2)]
        put(desks[0].books, 0, BEER, 20_000)
        put(desks[0].books, 0, SOUP, 20_000)
        served: list[int] = []
        ready = threading.Barrier(2)

        def serve(desk: Desk, articles: tuple[int, int]) -> None:
            ready.wait()
            for _ in range(15):
                try:
                    take(desk.books, 0, dict.fromkeys(articles, 1_000))
                except Refused:
                    continue
                served.append(desk.terminal)

        ways = ((BEER, SOUP), (SOUP, BEER))  # each the other way round, and still nobody waits for ever
        threads = [threading.Thread(target=serve, args=each) for each in zip(desks, ways, strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(served) == 20
        left = desks[1].books.availabilities()
        assert (left.of(0, BEER).left, left.of(0, SOUP).left) == (Quantity(0), Quantity(0))
        assert_clean(desks[0].url)

    # --- places and the like -------------------------------------------------------------------------------------

    def test_what_was_put_away_stays_in_the_books(self, desk: Desk) -> None:
        master = desk.books.master()
        house = replace(
            master.house,
            places={**master.house.places, 40: Place(40, 1, active=False)},
            terminals={**master.house.terminals, 4: replace(master.house.terminals[4], active=False)},
        )
        save(desk.books, replace(master, house=house))
        found = desk.books.master().house
        assert not found.places[40].active
        assert not found.terminals[4].active


def both_named(master: Master, name: str) -> Master:
    """The same text in the first and in the last table that is written."""
    renamed = named(master, BEER, name)
    return replace(renamed, house=replace(renamed.house, void_reasons=(name,)))
