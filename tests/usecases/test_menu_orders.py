"""Menus ordered ahead: kept and changed by who takes them, recalled by who serves the table, and sold only then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as told
from hypothesis import strategies as st
from sqlalchemy import text as sql

from kasse.documents.text import text
from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind
from kasse.settings.declared.menus import MENU_DOCKETS, MENUS_STAY
from kasse.usecases.book_order import secure_order
from kasse.usecases.change_setting import change_setting
from kasse.usecases.close_day import close_day
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.draw_paper import draw_paper
from kasse.usecases.hand_over import hand_over, take_over
from kasse.usecases.in_use import keep_in_use
from kasse.usecases.menu_orders import cancel_menus, order_menus, recall_menus, waiting_menus
from kasse.usecases.send_order import send_order
from tests.store.house import BEER, GREETING, SCHNITZEL, SOUP, START, Desk, assert_clean, new_books, prove
from tests.usecases.at_the_desk import jobs, last_act, state, tab

SIDE = 111


def with_menu_taker(desk: Desk) -> Operator:
    """Operator 98 works here."""
    staff = desk.till.staff
    taker = Operator(98, "Menüs", 1, "hash", menus=True)
    operators = {**staff.operators, 98: taker}
    desk.till.master = replace(desk.till.master, staff=replace(staff, operators=operators))
    return taker


@pytest.fixture
def menus(desk: Desk) -> Operator:
    return with_menu_taker(desk)


def ahead(desk: Desk, table: int = 12) -> list[tuple[int, int]]:
    """What is ordered ahead: article and thousandths."""
    order = desk.books.menu_order(table)
    return [(i.wish.article, i.wish.quantity.thousandths) for i in order.items] if order else []


class TestTaking:
    @pytest.mark.feature("R-14")
    def test_what_is_ordered_ahead_is_kept_and_nothing_is_sold(self, desk: Desk, menus: Operator) -> None:
        order_menus(desk.till, menus, 12, [Wish(SOUP, Quantity.of(3)), Wish(BEER)])
        assert ahead(desk) == [(SOUP, 3000), (BEER, 1000)]
        assert (last_act(desk).kind, last_act(desk).operator) == (ActKind.MENU_ORDER, 98)
        assert desk.books.open_tabs() == []
        assert desk.books.pending() == []
        assert jobs(desk) == []

    @pytest.mark.feature("R-14")
    def test_they_are_his_tables(self, desk: Desk, menus: Operator) -> None:
        order_menus(desk.till, menus, 12, [Wish(SOUP)])
        assert [(t.table, t.operator) for t in desk.till.open_tabs(menus)] == [(12, 98)]
        seen = desk.till.look(menus, 12)
        assert seen is not None
        assert [line.article for line in seen.lines] == [SOUP]
        assert desk.till.open_tabs(desk.waiter) == []

    @pytest.mark.feature("R-14")
    def test_he_changes_his_mind_in_part_or_in_whole(self, desk: Desk, menus: Operator) -> None:
        order_menus(desk.till, menus, 12, [Wish(SOUP, Quantity.of(3)), Wish(BEER)])
        soup, beer = (item.line.id for item in desk.till.books.menu_order(12).items)  # type: ignore[union-attr]
        cancel_menus(desk.till, menus, 12, [(soup, ONE)], "Verzählt")
        assert ahead(desk) == [(SOUP, 2000), (BEER, 1000)]
        cancel_menus(desk.till, menus, 12, [(soup, Quantity.of(2)), (beer, ONE)], "Abgesagt")
        assert ahead(desk) == []
        assert last_act(desk).body["reason"] == "Abgesagt"
        order_menus(desk.till, menus, 12, [Wish(BEER)])
        assert ahead(desk) == [(BEER, 1000)]

    def test_the_same_key_again_keeps_it_once(self, desk: Desk, menus: Operator) -> None:
        key = uuid4()
        for _ in range(2):
            order_menus(desk.till, menus, 12, [Wish(SOUP)], key=key)
        assert ahead(desk) == [(SOUP, 1000)]

    def test_only_who_takes_menu_orders_takes_them(self, desk: Desk, menus: Operator) -> None:
        before = state(desk)
        with pytest.raises(Refused, match="Anna nimmt keine Menübestellungen auf"):
            order_menus(desk.till, desk.waiter, 12, [Wish(SOUP)])
        with pytest.raises(Refused, match="Tisch 99"):
            order_menus(desk.till, menus, 99, [Wish(SOUP)])
        with pytest.raises(Refused, match="nichts boniert"):
            order_menus(desk.till, menus, 12, [])
        assert state(desk) == before

    def test_a_voucher_is_not_ordered_ahead(self, desk: Desk, menus: Operator) -> None:
        with pytest.raises(Refused, match="lässt sich nicht vorbestellen"):
            order_menus(desk.till, menus, 12, [Wish(501)])
        assert ahead(desk) == []

    def test_he_sells_settles_and_moves_nothing(self, desk: Desk, menus: Operator) -> None:
        order_menus(desk.till, menus, 12, [Wish(SOUP)])
        before = state(desk)
        for deed in (
            lambda: send_order(desk.till, menus, 12, [Wish(SOUP)]),
            lambda: desk.pay(by=menus),
            lambda: describe_tab(desk.till, menus, 12, name="Mayer"),
        ):
            with pytest.raises(Refused, match="zuerst abgerufen"):
                deed()
        assert state(desk) == before

    def test_nobody_hands_him_a_table(self, desk: Desk, menus: Operator) -> None:
        desk.order(BEER, by=desk.waiter)
        with pytest.raises(Refused, match="hat keine Tische"):
            hand_over(desk.till, desk.waiter, 12, 98)
        with pytest.raises(Refused, match="hat keine Tische"):
            take_over(desk.till, menus, 12, 1)

    def test_a_table_that_menus_wait_for_is_not_put_away(self, desk: Desk, menus: Operator) -> None:
        order_menus(desk.till, menus, 12, [Wish(SOUP)])
        house = desk.till.master.house
        places = {**house.places, 12: replace(house.places[12], active=False)}
        after = replace(desk.till.master, house=replace(house, places=places))
        with pytest.raises(Refused, match="Für Tisch 12 sind Menüs vorbestellt"):
            keep_in_use(desk.till, desk.till.master, after)


class TestRecall:
    @pytest.mark.feature("R-14")
    def test_a_waiter_recalls_them_and_they_are_an_order_of_his(self, desk: Desk, menus: Operator) -> None:
        order_menus(desk.till, menus, 12, [Wish(SOUP, Quantity.of(3)), Wish(BEER)])
        assert len(waiting_menus(desk.till, desk.waiter, 12)) == 2
        sent = recall_menus(desk.till, desk.waiter, 12)
        assert secure_order(desk.till, sent.order) is not None, "signed as any order"
        assert [(line.article, line.operator) for line in tab(desk).lines] == [(SOUP, 1), (BEER, 1)]
        assert tab(desk).operator == 1
        assert {job.target for job in jobs(desk)} == {"Küche", "Theke"}
        assert ahead(desk) == []
        assert desk.pay(by=desk.waiter).receipt.operator == 1

    @pytest.mark.feature("R-14")
    def test_chosen_ones_are_recalled_and_the_others_wait(self, desk: Desk, menus: Operator) -> None:
        order_menus(desk.till, menus, 12, [Wish(SOUP), Wish(BEER)])
        soup, beer = (item.line.id for item in waiting_menus(desk.till, desk.waiter, 12))
        secure_order(desk.till, recall_menus(desk.till, desk.waiter, 12, [beer]).order)
        assert [line.article for line in tab(desk).lines] == [BEER]
        assert ahead(desk) == [(SOUP, 1000)]
        with pytest.raises(Refused, match="inzwischen abgerufen"):
            recall_menus(desk.till, desk.waiter, 12, [soup, beer])

    def test_sides_remarks_and_open_prices_come_along(self, desk: Desk, menus: Operator) -> None:
        wishes = [
            Wish(SCHNITZEL, sides=(SIDE,), remark="ohne Zwiebeln", take_away=True, course=2),
            Wish(302, price=Money(12_50)),
        ]
        order_menus(desk.till, menus, 12, wishes)
        sent = recall_menus(desk.till, desk.waiter, 12)
        direct = send_order(desk.till, desk.waiter, 14, wishes)
        for one in (sent, direct):
            secure_order(desk.till, one.order)
        recalled, ordered = ([b.line for b in each.order.bookings] for each in (sent, direct))
        assert [replace(line, id="", ordered_at=START) for line in recalled] == [
            replace(line, id="", ordered_at=START) for line in ordered
        ]

    def test_the_price_is_that_of_the_recall(self, desk: Desk, menus: Operator) -> None:
        order_menus(desk.till, menus, 12, [Wish(BEER)])
        catalogue = desk.till.master.catalogue
        dearer = replace(catalogue.articles[BEER], prices=(Money(999),))
        articles = {**catalogue.articles, BEER: dearer}
        desk.till.master = replace(desk.till.master, catalogue=replace(catalogue, articles=articles))
        secure_order(desk.till, recall_menus(desk.till, desk.waiter, 12).order)
        assert tab(desk).total == Money(999)

    def test_a_recall_that_is_sent_twice_is_booked_once(self, desk: Desk, menus: Operator) -> None:
        order_menus(desk.till, menus, 12, [Wish(SOUP)])
        key = uuid4()
        first = recall_menus(desk.till, desk.waiter, 12, key=key)
        assert recall_menus(desk.till, desk.waiter, 12, key=key).order == first.order
        secure_order(desk.till, first.order)
        with pytest.raises(Refused, match="keine Menüs vorbestellt"):
            recall_menus(desk.till, desk.waiter, 12, key=uuid4())

    def test_what_the_rules_do_not_allow_stays_ordered_ahead(self, desk: Desk, menus: Operator) -> None:
        order_menus(desk.till, menus, 12, [Wish(SOUP)])
        before = state(desk)
        cook = desk.till.staff.operators[3]
        for who, why in ((cook, "Bonieren"), (menus, "wer den Tisch bedient"), (desk.trainee, "Übung")):
            with pytest.raises(Refused, match=why):
                recall_menus(desk.till, who, 12)
        assert state(desk) == before
        assert ahead(desk) == [(SOUP, 1000)]

    @given(
        counts=st.lists(
            st.tuples(st.sampled_from([SOUP, BEER, GREETING]), st.integers(1, 5)), min_size=1, max_size=5
        ),
        data=st.data(),
    )
    @told(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_nothing_is_lost_or_doubled_between_order_and_recall(
        self, desk: Desk, menus: Operator, counts: list[tuple[int, int]], data: st.DataObject
    ) -> None:
        picks = data.draw(st.lists(st.booleans(), min_size=len(counts), max_size=len(counts)))
        order_menus(desk.till, menus, 20, [Wish(number, Quantity.of(n)) for number, n in counts])
        items = waiting_menus(desk.till, desk.boss, 20)
        for chosen in (True, False):
            ids = [item.line.id for item, pick in zip(items, picks, strict=True) if pick is chosen]
            if ids:
                secure_order(desk.till, recall_menus(desk.till, desk.boss, 20, ids).order)
        assert not waiting_menus(desk.till, desk.boss, 20)
        lines = tab(desk, 20).lines
        for number in (SOUP, BEER, GREETING):
            recalled = sum(line.quantity.thousandths for line in lines if line.article == number)
            assert recalled == 1000 * sum(n for article, n in counts if article == number)
        desk.pay(20)


class TestDockets:
    @pytest.mark.feature("M-RG-07")
    def test_they_come_at_the_recall_unless_the_house_wants_them_at_the_order(
        self, desk: Desk, menus: Operator
    ) -> None:
        change_setting(desk.till, desk.boss, MENU_DOCKETS, True)
        order_menus(desk.till, menus, 12, [Wish(SOUP, Quantity.of(2))])
        (job,) = jobs(desk)
        page = draw_paper(desk.till, job.payload)
        assert page is not None
        printed = text(page, 32)
        assert "MENÜBESTELLUNG" in printed
        assert "2×" in printed
        secure_order(desk.till, recall_menus(desk.till, desk.waiter, 12).order)
        assert jobs(desk) == [job], "not a second time"

    @pytest.mark.feature("M-RG-07")
    def test_at_a_mixed_recall_only_what_the_kitchen_does_not_know_comes_out(
        self, desk: Desk, menus: Operator
    ) -> None:
        change_setting(desk.till, desk.boss, MENU_DOCKETS, True)
        order_menus(desk.till, menus, 12, [Wish(SOUP, Quantity.of(2))])
        change_setting(desk.till, desk.boss, MENU_DOCKETS, False)
        order_menus(desk.till, menus, 12, [Wish(SOUP, Quantity.of(5))])
        before = len(jobs(desk))
        secure_order(desk.till, recall_menus(desk.till, desk.waiter, 12).order)
        (job,) = jobs(desk)[before:]
        page = draw_paper(desk.till, job.payload)
        assert page is not None
        assert "5×" in text(page, 32)
        assert "2×" not in text(page, 32)

    @pytest.mark.feature("M-RG-07")
    def test_a_kitchen_that_knows_is_told_of_a_cancellation(self, desk: Desk, menus: Operator) -> None:
        change_setting(desk.till, desk.boss, MENU_DOCKETS, True)
        order_menus(desk.till, menus, 12, [Wish(SOUP)])
        (item,) = waiting_menus(desk.till, desk.waiter, 12)
        cancel_menus(desk.till, menus, 12, [(item.line.id, ONE)], "Abgesagt")
        page = draw_paper(desk.till, jobs(desk)[-1].payload)
        assert page is not None
        assert "STORNO MENÜS" in text(page, 32)


class TestBooks:
    def test_they_outlast_the_day_unless_the_house_forbids_it(self, desk: Desk, menus: Operator) -> None:
        order_menus(desk.till, menus, 12, [Wish(SOUP)])
        close_day(desk.till, desk.boss)
        assert ahead(desk) == [(SOUP, 1000)]
        change_setting(desk.till, desk.boss, MENUS_STAY, False)
        with pytest.raises(Refused, match="Noch offen: Menübestellung Tisch 12"):
            close_day(desk.till, desk.boss)

    def test_two_tills_share_them_and_the_second_to_recall_is_told(self, tmp_path: Path, shop: str) -> None:
        with Desk(shop, tmp_path / "books", 1) as one, Desk(shop, tmp_path / "books", 2) as two:
            taker = with_menu_taker(one)
            order_menus(one.till, taker, 12, [Wish(SOUP)])
            secure_order(two.till, recall_menus(two.till, two.waiter, 12).order)
            with pytest.raises(Refused, match="keine Menüs vorbestellt"):
                recall_menus(one.till, one.waiter, 12)
        assert_clean(shop)

    def test_a_till_that_starts_again_still_has_them(self, tmp_path: Path, shop: str) -> None:
        with Desk(shop, tmp_path / "books") as before:
            order_menus(before.till, with_menu_taker(before), 12, [Wish(SOUP)])
        with Desk(shop, tmp_path / "books") as after:
            assert ahead(after) == [(SOUP, 1000)]
        assert_clean(shop)

    @pytest.mark.parametrize(
        "forgery",
        [
            "UPDATE menu_order SET items='[]'",
            "UPDATE menu_order SET version=7",
            "UPDATE menu_order SET items=replace(items, '3000', '2000')",
            "DELETE FROM menu_order",
        ],
    )
    def test_who_changes_them_behind_the_books_is_found(
        self, tmp_path: Path, shop: str, forgery: str
    ) -> None:
        with Desk(shop, tmp_path / "books") as desk:
            order_menus(desk.till, with_menu_taker(desk), 12, [Wish(SOUP, Quantity.of(3))])
            with desk.writer.connection().begin():
                desk.writer.connection().execute(sql(forgery))
        (finding,) = prove(shop).findings
        assert "Tisch 12" in finding.text

    @pytest.fixture
    def shop(self, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
        return new_books(tmp_path / "books", tmp_path_factory.getbasetemp())
