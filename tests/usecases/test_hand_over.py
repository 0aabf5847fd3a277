"""A table changes its waiter: by whose leave, with whose turnover, and which tables never do."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as told
from hypothesis import strategies as st

from kasse.domain.orders import BookingKind, Wish
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind, Subject
from kasse.settings.declared.bar_tables import BAR_TABLES
from kasse.settings.declared.handing_over import HAND_OVER, HAND_OVER_EXEMPT, HAND_OVER_PIN, HAND_OVER_SALES
from kasse.settings.kinds import NumberSet
from kasse.usecases.book_order import secure_order
from kasse.usecases.change_line import discount_line
from kasse.usecases.change_setting import change_setting
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.hand_over import hand_over, hand_over_off, take_over
from kasse.usecases.pins import hash_pin
from kasse.usecases.send_order import send_order
from tests.store.house import BEER, SOUP, Desk
from tests.usecases.at_the_desk import jobs, last_act, state, tab

PIN = "2468"


@pytest.fixture
def bert(desk: Desk) -> Operator:
    """The other waiter, who knows his PIN."""
    staff = desk.till.staff
    bert = replace(staff.operators[2], pin_hash=hash_pin(PIN))
    operators = {**staff.operators, 2: bert}
    desk.till.master = replace(desk.till.master, staff=replace(staff, operators=operators))
    return bert


def take_right(desk: Desk) -> None:
    """Those of the service hand over no more."""
    staff = desk.till.staff
    level = staff.levels[1]
    levels = {**staff.levels, 1: replace(level, rights=level.rights - {Right.HAND_OVER})}
    desk.till.master = replace(desk.till.master, staff=replace(staff, levels=levels))


class TestWhetherAtAll:
    @pytest.mark.feature("M-TIS-10")
    def test_where_it_is_not_allowed_nobody_hands_over_or_takes_over(
        self, desk: Desk, bert: Operator
    ) -> None:
        desk.order(BEER, by=desk.waiter)
        assert hand_over_off(desk.till, desk.waiter) == ""
        change_setting(desk.till, desk.boss, HAND_OVER, False)
        before = state(desk)
        assert "nicht übergeben" in hand_over_off(desk.till, desk.waiter)
        with pytest.raises(Refused, match="nicht übergeben"):
            hand_over(desk.till, desk.waiter, 12, 2)
        with pytest.raises(Refused, match="nicht übergeben"):
            take_over(desk.till, bert, 12, 1)
        assert state(desk) == before

    @pytest.mark.feature("M-TIS-10")
    def test_a_waiter_takes_the_table_of_another_one(self, desk: Desk, bert: Operator) -> None:
        desk.order(BEER, by=desk.waiter)
        take_over(desk.till, bert, 12, 1)
        assert tab(desk).operator == 2
        assert (last_act(desk).kind, last_act(desk).operator) == (ActKind.TAB, 2)
        assert last_act(desk).body == {"table": 12, "handed_over": [1, 2]}
        desk.order(SOUP, by=desk.waiter)
        assert tab(desk).lines[0].operator == 1
        assert len(tab(desk).lines) == 1, "what is ordered there now is a part of its own"

    def test_nobody_takes_what_is_free_or_has_changed_hands_meanwhile(
        self, desk: Desk, bert: Operator
    ) -> None:
        with pytest.raises(Refused, match="nichts offen"):
            take_over(desk.till, bert, 12, 1)
        desk.order(BEER, by=desk.boss)
        with pytest.raises(Refused, match="inzwischen ein anderer"):
            take_over(desk.till, bert, 12, 1)

    @pytest.mark.feature("M-TIS-11")
    def test_it_takes_a_right_of_its_own(self, desk: Desk, bert: Operator) -> None:
        take_right(desk)
        assert hand_over_off(desk.till, desk.waiter) == "Dazu fehlt das Recht „Tischübergabe“."
        desk.order(BEER, by=desk.waiter)
        with pytest.raises(Refused, match="„Tischübergabe“ ist Anna nicht erlaubt"):
            hand_over(desk.till, desk.waiter, 12, 2)
        with pytest.raises(Refused, match="„Tischübergabe“ ist Bert nicht erlaubt"):
            take_over(desk.till, bert, 12, 1)
        take_over(desk.till, desk.boss, 12, 1)
        assert tab(desk).operator == 9

    def test_practice_stays_with_those_who_practise(self, desk: Desk, bert: Operator) -> None:
        desk.order(BEER, by=desk.waiter)
        with pytest.raises(Refused, match="Übung"):
            take_over(desk.till, desk.trainee, 12, 1)
        assert tab(desk).operator == 1


class TestTheOthersPin:
    @pytest.fixture(autouse=True)
    def _asked(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, HAND_OVER_PIN, True)

    @pytest.mark.feature("M-TIS-13")
    def test_whoever_gets_a_table_agrees_with_his_pin(self, desk: Desk, bert: Operator) -> None:
        desk.order(BEER, by=desk.waiter)
        hand_over(desk.till, desk.waiter, 12, bert.number, pin=PIN)
        assert tab(desk).operator == 2

    @pytest.mark.feature("M-TIS-13")
    def test_whoever_loses_one_does_too(self, desk: Desk, bert: Operator) -> None:
        desk.order(BEER, by=bert)
        take_over(desk.till, desk.waiter, 12, bert.number, pin=PIN)
        assert tab(desk).operator == 1

    @pytest.mark.feature("M-TIS-13")
    @pytest.mark.parametrize("pin", ["", "0000", "24688"])
    def test_a_wrong_one_changes_nothing_and_stands_in_the_journal(
        self, desk: Desk, bert: Operator, pin: str
    ) -> None:
        desk.order(BEER, by=bert)
        with pytest.raises(Refused, match="nicht die PIN von Bert"):
            take_over(desk.till, desk.waiter, 12, bert.number, pin=pin)
        assert tab(desk).operator == 2
        assert (last_act(desk).kind, last_act(desk).operator) == (ActKind.LOGIN_REFUSED, 2)
        assert last_act(desk).body == {"name": "Bert", "table": 12, "asked_by": 1}

    def test_nobody_gives_away_what_is_anothers_without_his_pin(self, desk: Desk, bert: Operator) -> None:
        desk.order(BEER, by=desk.waiter)
        with pytest.raises(Refused, match="Bitte zuerst übernehmen"):
            hand_over(desk.till, desk.boss, 12, bert.number, pin=PIN)
        assert tab(desk).operator == 1

    def test_his_right_is_enough_then(self, desk: Desk, bert: Operator) -> None:
        desk.order(BEER, by=bert)
        take_right(desk)
        staff = desk.till.staff
        operators = {**staff.operators, 2: replace(bert, level=2)}
        desk.till.master = replace(desk.till.master, staff=replace(staff, operators=operators))
        assert hand_over_off(desk.till, desk.waiter) == ""
        take_over(desk.till, desk.waiter, 12, 2, pin=PIN)
        assert tab(desk).operator == 1

    def test_who_has_left_is_not_asked_but_then_it_takes_the_own_right(
        self, desk: Desk, bert: Operator
    ) -> None:
        desk.order(BEER, by=bert)
        staff = desk.till.staff
        operators = {**staff.operators, 2: replace(bert, active=False, level=2)}
        desk.till.master = replace(desk.till.master, staff=replace(staff, operators=operators))
        cook = replace(staff.operators[3])
        with pytest.raises(Refused, match="Koch nicht erlaubt"):
            take_over(desk.till, cook, 12, 2)
        take_over(desk.till, desk.waiter, 12, 2)
        assert tab(desk).operator == 1


class TestSales:
    def test_without_them_what_was_ordered_stays_with_who_ordered_it(
        self, desk: Desk, bert: Operator
    ) -> None:
        desk.order(BEER, by=desk.waiter)
        handed = hand_over(desk.till, desk.waiter, 12, 2)
        assert handed.order is None
        assert [line.operator for line in tab(desk).lines] == [1]
        assert [line.operator for line in desk.pay(by=bert).receipt.lines] == [1]

    def test_with_them_it_counts_for_the_other_from_then_on_and_is_signed(
        self, desk: Desk, bert: Operator
    ) -> None:
        change_setting(desk.till, desk.boss, HAND_OVER_SALES, True)
        desk.order(Wish(BEER, Quantity.of(2)), SOUP, by=desk.waiter)
        before = tab(desk)
        slips = len(jobs(desk))
        handed = hand_over(desk.till, desk.waiter, 12, 2)
        assert handed.order is not None
        assert {booking.kind for booking in handed.order.bookings} == {BookingKind.TRANSFER}
        assert secure_order(desk.till, handed.order) is not None
        assert Subject.ORDER not in {pending.subject for pending in desk.books.pending()}
        after = tab(desk)
        assert (after.operator, [line.operator for line in after.lines]) == (2, [2, 2])
        assert (after.total, after.opened_at) == (before.total, before.opened_at)
        assert last_act(desk).kind is ActKind.SECURED
        assert len(jobs(desk)) == slips, "the kitchen has nothing to do with it"
        assert [line.operator for line in desk.pay(by=bert).receipt.lines] == [2, 2]

    def test_what_somebody_else_ordered_there_stays_his(self, desk: Desk, bert: Operator) -> None:
        change_setting(desk.till, desk.boss, HAND_OVER_SALES, True)
        desk.order(BEER, by=desk.waiter)
        desk.order(SOUP, by=desk.boss)
        take_over(desk.till, bert, 12, 1)
        assert [line.operator for line in tab(desk).lines] == [2, 9]

    def test_a_table_that_only_bears_a_name_has_none(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, HAND_OVER_SALES, True)
        describe_tab(desk.till, desk.waiter, 12, name="Mayer")
        assert hand_over(desk.till, desk.waiter, 12, 2).order is None
        assert tab(desk).operator == 2

    @pytest.mark.parametrize("with_sales", [False, True])
    def test_the_same_key_again_hands_over_once(self, desk: Desk, *, with_sales: bool) -> None:
        change_setting(desk.till, desk.boss, HAND_OVER_SALES, with_sales)
        desk.order(BEER, by=desk.waiter)
        key = uuid4()
        first = hand_over(desk.till, desk.waiter, 12, 2, key=key)
        before = state(desk)
        assert hand_over(desk.till, desk.waiter, 12, 2, key=key) == first
        assert state(desk) == before

    @given(cents=st.integers(0, 9_999), off=st.integers(0, 10_000), portions=st.integers(1, 9_000))
    @told(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_no_cent_is_lost_however_often_the_waiter_changes(
        self, desk: Desk, cents: int, off: int, portions: int
    ) -> None:
        change_setting(desk.till, desk.boss, HAND_OVER_SALES, True)
        sent = send_order(desk.till, desk.boss, 20, [Wish(BEER, Quantity(portions)), Wish(SOUP)])
        discount_line(desk.till, desk.boss, 20, sent.order.bookings[0].line.id, basis_points=off)
        total = tab(desk, 20).total
        for owner, taker in ((9, 1), (1, 2), (2, 9)):
            take_over(desk.till, desk.till.staff.operators[taker], 20, owner)
            assert tab(desk, 20).total == total
        assert desk.pay(20).receipt.total == total


class TestExempt:
    @pytest.mark.feature("M-TIS-14")
    def test_tables_set_aside_never_change_their_waiter(self, desk: Desk, bert: Operator) -> None:
        change_setting(desk.till, desk.boss, HAND_OVER_EXEMPT, NumberSet(((12, 14),)))
        desk.order(BEER, by=desk.waiter, table=12)
        desk.order(BEER, by=desk.waiter, table=15)
        with pytest.raises(Refused, match="Tisch 12 gehört zu den Tischen, die nicht übergeben werden"):
            hand_over(desk.till, desk.waiter, 12, 2)
        with pytest.raises(Refused, match="Tisch 12"):
            take_over(desk.till, bert, 12, 1)
        hand_over(desk.till, desk.waiter, 15, 2)
        assert (tab(desk).operator, tab(desk, 15).operator) == (1, 2)

    def test_they_may_be_bar_tables_but_not_the_one_for_stock(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, BAR_TABLES, True)
        change_setting(desk.till, desk.boss, HAND_OVER_EXEMPT, NumberSet(((900, 910),)))
        with pytest.raises(Refused, match="Tisch 995 ist für die Fassung"):
            change_setting(desk.till, desk.boss, HAND_OVER_EXEMPT, NumberSet(((990, 999),)))
