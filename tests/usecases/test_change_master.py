"""Master data are changed with old and new value in the journal; what was booked stays; two tills do not undo each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kasse.domain.business import Place
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.ports.books import ActKind
from kasse.sheets import Sheet
from kasse.sheets.declared import (
    AGENCIES,
    ARTICLES,
    INTERNAL_ACCOUNTS,
    MAIN_GROUPS,
    OPERATORS,
    PAYMENT_METHODS,
    PLACES,
    PRODUCT_GROUPS,
    REMARKS,
    TERMINALS,
)
from kasse.store.act import SqlAct
from kasse.usecases.change_master import MOST_GONE, Edit, change_master, put_away, remove
from tests.store.house import BEER, SOUP, Desk
from tests.usecases.at_the_desk import last_act


def row(desk: Desk, sheet: Sheet[Any], key: object) -> Any:
    return sheet.rows(desk.till.master)[key]


class TestNumbers:
    """A table that was never booked may get another number; whatever the books know keeps its own."""

    def renumber(self, desk: Desk, sheet: Sheet[Any], key: object, new: int) -> None:
        before = row(desk, sheet, key)
        change_master(desk.till, desk.boss, [Edit(sheet, before, sheet.renamed(before, new))])

    def test_a_free_table_gets_another_number_with_all_that_is_known_of_it(self, desk: Desk) -> None:
        place = row(desk, PLACES, 30)
        self.renumber(desk, PLACES, 30, 130)
        assert row(desk, PLACES, 130) == replace(place, number=130)
        assert 30 not in desk.books.master().house.places
        desk.order(BEER, table=130)

    def test_a_booked_one_keeps_it_and_so_does_one_that_is_open(self, desk: Desk) -> None:
        desk.order(BEER, table=12)
        with pytest.raises(Refused, match="„Tisch 12“ steht schon in den Büchern und behält die Nummer"):
            self.renumber(desk, PLACES, 12, 130)
        desk.pay(12)
        with pytest.raises(Refused, match="steht schon in den Büchern"):
            self.renumber(desk, PLACES, 12, 130)

    def test_a_number_that_is_taken_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="Nummer 31 ist schon vergeben"):
            self.renumber(desk, PLACES, 30, 31)

    def test_an_article_keeps_its_number(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="Die Nummer lässt sich nicht ändern"):
            self.renumber(desk, ARTICLES, BEER, 7777)


class TestJournal:
    def test_the_act_holds_table_key_old_and_new(self, desk: Desk) -> None:
        beer = row(desk, ARTICLES, BEER)
        dearer = replace(beer, prices=(Money(480), *beer.prices[1:]))
        change_master(desk.till, desk.boss, [Edit(ARTICLES, beer, dearer)])
        act = last_act(desk)
        assert (act.kind, act.operator) == (ActKind.MASTER_DATA, desk.boss.number)
        assert act.body["changes"] == [
            {"table": "article", "key": [BEER], "prices": ["[440,null,390]", "[480,null,390]"]}
        ]

    def test_the_same_deed_twice_is_written_once(self, desk: Desk) -> None:
        beer, key = row(desk, ARTICLES, BEER), uuid4()
        edits = [Edit(ARTICLES, beer, replace(beer, name="Export"))]
        change_master(desk.till, desk.boss, edits, key=key)
        before = last_act(desk).seq
        change_master(desk.till, desk.boss, edits, key=key)
        assert last_act(desk).seq == before


class TestNothingBookedGoes:
    def test_an_article_that_was_sold_is_put_away_and_not_deleted(self, desk: Desk) -> None:
        desk.order(BEER)
        desk.pay()
        beer = row(desk, ARTICLES, BEER)
        before = last_act(desk).seq
        with pytest.raises(
            Refused, match=r"^Der Artikel „Helles“ wurde schon verkauft\. Bitte stilllegen statt löschen\.$"
        ):
            remove(desk.till, desk.boss, ARTICLES, [beer])
        assert last_act(desk).seq == before
        put_away(desk.till, desk.boss, ARTICLES, [beer])
        assert not row(desk, ARTICLES, BEER).active
        with pytest.raises(Refused, match="gibt es nicht"):
            desk.order(BEER)
        put_away(desk.till, desk.boss, ARTICLES, [row(desk, ARTICLES, BEER)], used=True)
        desk.order(BEER)

    def test_one_that_was_never_sold_may_go(self, desk: Desk) -> None:
        desk.order(SOUP)
        remove(desk.till, desk.boss, ARTICLES, [row(desk, ARTICLES, 309)])
        assert 309 not in desk.till.catalogue.articles

    @pytest.mark.parametrize(
        ("sheet", "key"),
        [(PRODUCT_GROUPS, 20), (MAIN_GROUPS, 2), (OPERATORS, 9), (PLACES, 12), (PAYMENT_METHODS, "BA"), (TERMINALS, 1)],
    )  # fmt: skip
    def test_whatever_the_books_name_stays(self, desk: Desk, sheet: Sheet[Any], key: object) -> None:
        desk.order(BEER)
        desk.pay()
        with pytest.raises(Refused, match=r"steht schon in den Büchern\. Bitte stilllegen statt löschen\."):
            remove(desk.till, desk.boss, sheet, [row(desk, sheet, key)])

    @pytest.mark.parametrize(("sheet", "key"), [(INTERNAL_ACCOUNTS, 2), (AGENCIES, 2), (PLACES, 40)])
    def test_what_they_do_not_name_may_go(self, desk: Desk, sheet: Sheet[Any], key: Any) -> None:
        desk.order(BEER)
        edits: list[Edit] = [Edit(sheet, row(desk, sheet, key), None)]
        if sheet is AGENCIES:
            lottery = [each for each in desk.till.catalogue.articles.values() if each.agency == key]
            edits += [Edit(ARTICLES, each, replace(each, agency=0)) for each in lottery]
        change_master(desk.till, desk.boss, edits)
        assert key not in sheet.rows(desk.till.master)

    def test_many_at_once_are_not_looked_for(self, desk: Desk) -> None:
        new = [Place(number, 1) for number in range(500, 501 + MOST_GONE)]
        change_master(desk.till, desk.boss, [Edit(PLACES, None, place) for place in new])
        with pytest.raises(Refused, match=f"höchstens {MOST_GONE}"):
            remove(desk.till, desk.boss, PLACES, new)
        remove(desk.till, desk.boss, PLACES, new[:MOST_GONE])

    def test_what_is_never_put_away_says_so(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="nicht stillgelegt, sondern gelöscht"):
            put_away(desk.till, desk.boss, REMARKS, [row(desk, REMARKS, 1)])
        remove(desk.till, desk.boss, REMARKS, [row(desk, REMARKS, 1)])
        assert desk.till.house.remarks == ()


@pytest.fixture
def other(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """The second till on the same books."""
    with Desk(desk.url, tmp_path / "data", terminal=2) as second:
        yield second


class TestTwoTills:
    def test_changes_of_different_rows_are_both_kept(self, desk: Desk, other: Desk) -> None:
        beer, soup = row(desk, ARTICLES, BEER), row(desk, ARTICLES, SOUP)
        change_master(other.till, other.boss, [Edit(ARTICLES, beer, replace(beer, name="Export"))])
        change_master(desk.till, desk.boss, [Edit(ARTICLES, soup, replace(soup, name="Brühe"))])
        names = {number: desk.till.catalogue.article(number).name for number in (BEER, SOUP)}
        assert names == {BEER: "Export", SOUP: "Brühe"}
        assert desk.books.master() == desk.till.master

    def test_of_two_changes_of_one_row_the_second_is_refused(self, desk: Desk, other: Desk) -> None:
        beer = row(desk, ARTICLES, BEER)
        change_master(other.till, other.boss, [Edit(ARTICLES, beer, replace(beer, name="Export"))])
        with pytest.raises(Refused, match=r"„Helles“ ist inzwischen anders\. Bitte neu öffnen"):
            change_master(desk.till, desk.boss, [Edit(ARTICLES, beer, replace(beer, name="Pils"))])
        assert desk.till.catalogue.article(BEER).name == "Export"

    def test_a_change_in_the_very_moment_of_writing_is_not_lost_either(
        self, desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        beer, soup = row(desk, ARTICLES, BEER), row(desk, ARTICLES, SOUP)
        read = desk.books.master_version
        calls: list[int] = []

        def read_and_be_overtaken() -> int:
            version = read()
            if not calls:
                calls.append(version)
                change_master(other.till, other.boss, [Edit(ARTICLES, beer, replace(beer, name="Export"))])
            return version

        monkeypatch.setattr(desk.books, "master_version", read_and_be_overtaken)
        change_master(desk.till, desk.boss, [Edit(ARTICLES, soup, replace(soup, name="Brühe"))])
        assert desk.till.catalogue.article(BEER).name == "Export"
        assert desk.books.master().catalogue.articles[SOUP].name == "Brühe"

    def test_whoever_is_overtaken_time_and_again_is_told(
        self, desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        beer, soup = row(desk, ARTICLES, BEER), row(desk, ARTICLES, SOUP)
        save = SqlAct.save_master

        def save_stale(act: SqlAct, master: Master) -> Master:
            return save(act, replace(master, version=max(1, master.version - 1)))

        change_master(other.till, other.boss, [Edit(ARTICLES, beer, replace(beer, name="Export"))])
        change_master(other.till, other.boss, [Edit(ARTICLES, row(other, ARTICLES, BEER), beer)])
        monkeypatch.setattr(SqlAct, "save_master", save_stale)
        with pytest.raises(Refused, match="Bitte noch einmal versuchen"):
            change_master(desk.till, desk.boss, [Edit(ARTICLES, soup, replace(soup, name="Brühe"))])
        assert desk.books.master().catalogue.articles[SOUP].name != "Brühe"


def test_ways_to_pay_stand_as_they_are_ranked_the_others_after_them(desk: Desk) -> None:
    before = list(desk.till.house.payment_methods)
    last, first = before[-1], before[0]
    ranks = {last: 1, first: 2}
    edits = [
        Edit(PAYMENT_METHODS, method, replace(method, rank=ranks[code]))
        for code, method in desk.till.house.payment_methods.items()
        if code in ranks
    ]
    change_master(desk.till, desk.boss, edits)
    ranked = [last, first, *before[1:-1]]
    assert list(desk.till.house.payment_methods) == ranked
    assert list(desk.books.master().house.payment_methods) == ranked
    for code in ranks:
        method = row(desk, PAYMENT_METHODS, code)
        change_master(desk.till, desk.boss, [Edit(PAYMENT_METHODS, method, replace(method, rank=0))])
    assert {m.rank for m in desk.books.master().house.payment_methods.values()} == {0}
