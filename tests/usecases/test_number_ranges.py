"""Bar tables, tables that stay open beyond a closing, and numbers that are set aside."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from kasse.domain.business import PaymentKind, Place
from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.refused import Refused
from kasse.settings.declared.bar_tables import BAR_TABLE_NUMBERS, BAR_TABLES
from kasse.settings.declared.register import TABLES_STAY_OPEN
from kasse.settings.kinds import NumberSet
from kasse.sheets.declared import PLACES, TERMINALS
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.change_setting import Change, change_setting, change_settings, waits_for
from kasse.usecases.close_day import close_day, look_at_day
from kasse.usecases.send_order import send_order
from kasse.usecases.settle_bar_table import leave_table
from kasse.usecases.sign_receipt import sign_receipt
from tests.store.house import BEER, Desk
from tests.usecases.at_the_desk import jobs, state, tab


@pytest.fixture
def bar(desk: Desk) -> Desk:
    """Tables 900 to 902, and bar tables in use."""
    edits = [Edit(PLACES, None, Place(number, 1)) for number in (900, 901, 902)]
    change_master(desk.till, desk.boss, edits)
    change_setting(desk.till, desk.boss, BAR_TABLES, True)
    return desk


class TestBarTables:
    @pytest.mark.feature("M-TIS-15")
    def test_a_bar_table_is_settled_in_cash_to_the_cent_when_it_is_left(self, bar: Desk) -> None:
        bar.order(BEER, table=901)
        due = tab(bar, 901).total
        draft = leave_table(bar.till, bar.boss, 901)
        assert draft is not None
        assert sign_receipt(bar.till, draft) is not None
        receipt = bar.books.receipt(draft.receipt.number).receipt
        assert [(p.kind, p.amount, p.change) for p in receipt.payments] == [(PaymentKind.CASH, due, Money(0))]
        assert receipt.table == 901
        assert bar.books.open_tabs() == []
        assert jobs(bar), "there is a paper"

    def test_the_same_key_again_settles_nothing_twice(self, bar: Desk) -> None:
        bar.order(BEER, table=901)
        key = uuid4()
        first = leave_table(bar.till, bar.boss, 901, key=key)
        bar.order(BEER, table=901)
        again = leave_table(bar.till, bar.boss, 901, key=key)
        assert first is not None
        assert again is not None
        assert again.receipt.number == first.receipt.number
        assert tab(bar, 901).total
        sign_receipt(bar.till, again)

    def test_others_stay_open_and_an_empty_one_is_just_left(self, bar: Desk) -> None:
        bar.order(BEER, table=12)
        before = state(bar)
        assert leave_table(bar.till, bar.waiter, 12) is None
        assert leave_table(bar.till, bar.waiter, 902) is None
        assert state(bar) == before

    def test_while_they_are_not_used_the_same_number_is_an_ordinary_table(self, desk: Desk) -> None:
        change_master(desk.till, desk.boss, [Edit(PLACES, None, Place(901, 1))])
        desk.order(BEER, table=901)
        assert leave_table(desk.till, desk.waiter, 901) is None
        assert tab(desk, 901).lines

    def test_whoever_may_not_take_money_leaves_it_open(self, bar: Desk) -> None:
        bar.order(BEER, table=901, by=bar.waiter)
        cook = replace(bar.till.staff.operators[3], number=bar.waiter.number)
        with pytest.raises(Refused, match="Kassieren"):
            leave_table(bar.till, cook, 901)
        assert tab(bar, 901).lines

    @pytest.mark.feature("M-TIS-16")
    def test_they_are_changed_only_while_all_of_them_are_settled(self, bar: Desk) -> None:
        bar.order(BEER, table=12)
        assert waits_for(bar.till, BAR_TABLES) == ""
        bar.order(BEER, table=901)
        sentence = "„Bartische verwenden“ lässt sich nur ändern, wenn alle Bartische kassiert sind. Noch offen: Tisch 901."
        assert waits_for(bar.till, BAR_TABLES) == sentence
        with pytest.raises(Refused, match=sentence):
            change_setting(bar.till, bar.boss, BAR_TABLES, False)
        bar.pay(901)
        change_setting(bar.till, bar.boss, BAR_TABLES, False)
        assert not bar.till.settings[BAR_TABLES]

    @pytest.mark.feature("M-TIS-16")
    def test_nor_does_a_table_become_one_while_it_is_open(self, bar: Desk) -> None:
        bar.order(BEER, table=12)
        with pytest.raises(Refused, match="Noch offen: Tisch 12"):
            change_setting(bar.till, bar.boss, BAR_TABLE_NUMBERS, NumberSet(((1, 20),)))


class TestClashes:
    @pytest.mark.feature("R-08")
    def test_a_range_that_runs_over_the_table_for_stock_is_refused_with_the_reason(self, bar: Desk) -> None:
        with pytest.raises(
            Refused, match="Tisch 995 ist für die Fassung aus dem Lager und für die Bartische zugleich"
        ):
            change_setting(bar.till, bar.boss, BAR_TABLE_NUMBERS, NumberSet(((900, 999),)))
        assert bar.till.settings[BAR_TABLE_NUMBERS] == NumberSet(((900, 989),))

    @pytest.mark.feature("R-08")
    def test_so_is_switching_it_on(self, desk: Desk) -> None:
        numbers = Change(BAR_TABLE_NUMBERS, "990-999")
        change_settings(desk.till, desk.boss, [numbers])
        with pytest.raises(Refused, match="Tisch 995"):
            change_setting(desk.till, desk.boss, BAR_TABLES, True)

    @pytest.mark.feature("R-08")
    def test_no_table_is_put_up_on_a_number_that_is_set_aside(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="Tisch 995 ist für die Fassung aus dem Lager reserviert"):
            change_master(desk.till, desk.boss, [Edit(PLACES, None, Place(995, 1))])
        assert 995 not in desk.books.master().house.places


class TestTablesThatStayOpen:
    @pytest.mark.feature("M-TW-19")
    def test_the_day_ends_and_they_are_settled_on_another_one(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, TABLES_STAY_OPEN, True)
        desk.order(BEER, table=12)
        desk.order(BEER, table=13)
        desk.pay(13)
        day = look_at_day(desk.till)
        assert (day.open_tables, day.staying) == ((), ("Tisch 12",))
        first = close_day(desk.till, desk.boss).closing
        assert first.figures.receipts == 1
        monday, due = tab(desk).lines[0].ordered_at, tab(desk).total
        desk.clock = desk.clock.replace(day=desk.clock.day + 1)
        desk.order(BEER, table=12)
        receipt = desk.pay(12).receipt
        assert receipt.total == due + due
        assert receipt.first_ordered_at == monday
        assert receipt.business_date > first.business_date
        assert close_day(desk.till, desk.boss).closing.figures.gross == due + due

    def test_otherwise_they_are_named_and_the_day_does_not_end(self, desk: Desk) -> None:
        desk.order(BEER, table=12)
        with pytest.raises(Refused, match="Noch offen: Tisch 12"):
            close_day(desk.till, desk.boss)

    @pytest.mark.feature("M-TW-19")
    def test_it_is_changed_only_before_the_first_order_of_the_date(self, desk: Desk) -> None:
        assert waits_for(desk.till, TABLES_STAY_OPEN) == ""
        desk.order(BEER, table=12)
        desk.pay(12)
        with pytest.raises(
            Refused, match=r"nur vor der ersten Bonierung.*Am 04\.05\. ist schon boniert.*an Tisch 12"
        ):
            change_setting(desk.till, desk.boss, TABLES_STAY_OPEN, True)
        close_day(desk.till, desk.boss)
        change_setting(desk.till, desk.boss, TABLES_STAY_OPEN, True)
        assert desk.till.settings[TABLES_STAY_OPEN]

    def test_practice_is_no_order(self, desk: Desk) -> None:
        send_order(desk.till, desk.trainee, 12, [Wish(BEER)])
        assert waits_for(desk.till, TABLES_STAY_OPEN) == ""


class TestWhatIsInUse:
    def test_an_open_table_is_not_put_away(self, desk: Desk) -> None:
        desk.order(BEER, table=12)
        place = desk.till.house.places[12]
        with pytest.raises(Refused, match=r"Tisch 12 ist noch offen. Bitte zuerst kassieren"):
            change_master(desk.till, desk.boss, [Edit(PLACES, place, replace(place, active=False))])
        desk.pay(12)
        change_master(desk.till, desk.boss, [Edit(PLACES, place, replace(place, active=False))])
        with pytest.raises(Refused, match="Einen Tisch 12 gibt es nicht"):
            desk.order(BEER, table=12)

    def test_nobody_puts_away_the_till_at_which_he_stands(self, desk: Desk) -> None:
        own, other = desk.till.house.terminals[1], desk.till.house.terminals[2]
        with pytest.raises(Refused, match="An dieser Kasse wird gerade gearbeitet"):
            change_master(desk.till, desk.boss, [Edit(TERMINALS, own, replace(own, active=False))])
        change_master(desk.till, desk.boss, [Edit(TERMINALS, other, replace(other, active=False))])
        assert not desk.books.master().house.terminals[2].active
