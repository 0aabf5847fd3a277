"""What the settings of *Zahlen* do to the payment screen, by taps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kasse.domain.money import ZERO, Money
from kasse.settings.declared import paying
from kasse.ui.orders.actions import OrderAction
from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import do, tab_of, tap_line
from tests.ui.settings.conftest import BOSS, Office, Put


def with_beer(work: TillAtWork, times: int = 4) -> None:
    """The boss is at table 12 with beer that is sent."""
    work.open_table(12)
    work.tap_tile("Helles 0,5", times=times)
    work.send()


def offered(work: TillAtWork) -> list[str]:
    """What the choices say that stand in the place of the pad."""
    return [choice.label for choice in work.pay.choices.cells._choices]


class TestDiscounts:
    @pytest.mark.feature("M-BON-08")
    def test_ten_percentages_are_offered_for_a_line_and_for_the_whole(self, office: Office, put: Put) -> None:
        steps = [2, 3, 5, 8, 10, 12, 15, 20, 30, 50]
        put(paying.LINE_DISCOUNTS, ",".join(map(str, steps)))
        put(paying.BILL_DISCOUNTS, ",".join(map(str, steps)))
        work = office.work
        with_beer(work)
        full = tab_of(work).total
        tap_line(work, "Helles")
        do(work, OrderAction.DISCOUNT)
        labels = [choice.label for choice in work.orders.middle.choices.cells._choices]
        assert [label for label in labels if label.endswith(" %")] == [f"{step} %" for step in steps]
        work.answer("12 %")
        work.settle()
        off_line = full - full.percent(12_00)
        assert tab_of(work).total == off_line
        work.to_pay()
        work.tap(work.pay.way_keys[3])
        assert [label for label in offered(work) if label.endswith(" %")] == [f"{step} %" for step in steps]
        work.choose(work.pay.choices, "30 %")
        work.pay_cash()
        assert work.last_receipt().total == off_line - off_line.percent(30_00)

    @pytest.mark.feature("M-BON-09")
    def test_ten_amounts_are_offered_for_a_line_and_for_the_whole(self, office: Office, put: Put) -> None:
        put(paying.DISCOUNT_AMOUNTS, "0,50; 1; 1,50; 2; 2,50; 3; 4; 5; 10; 500")
        work = office.work
        with_beer(work)
        full = tab_of(work).total
        tap_line(work, "Helles")
        do(work, OrderAction.DISCOUNT)
        choices = work.orders.middle.choices.cells._choices
        sums = [choice for choice in choices if choice.label.startswith("− ")]
        assert len(sums) == 10
        assert [choice.label for choice in sums if choice.off] == ["− 500,00"]
        work.answer("− 1,50")
        work.settle()
        assert tab_of(work).total == full - Money(150)
        work.to_pay()
        work.tap(work.pay.way_keys[3])
        assert len([label for label in offered(work) if label.startswith("− ")]) == 10
        work.choose(work.pay.choices, "− 2,00")
        work.pay_cash()
        assert work.last_receipt().total == full - Money(350)


def limit(work: TillAtWork, *, percents: tuple[int, ...], amounts: tuple[int, ...]) -> None:
    """The boss may give only those from now on."""
    till = work.shop.till
    boss = next(op for op in till.staff.operators.values() if op.name == BOSS)
    limited = replace(boss, discount_percents=percents, discount_amounts=amounts)
    staff = replace(till.staff, operators={**till.staff.operators, boss.number: limited})
    till.master = replace(till.master, staff=staff)
    work.program.signed_in(limited)


class TestWhoMayGiveThem:
    @pytest.mark.feature("M-BON-10")
    def test_an_operator_is_offered_his_own_steps(self, office: Office, put: Put) -> None:
        put(paying.LINE_DISCOUNTS, "5,10,20")
        put(paying.BILL_DISCOUNTS, "5,10,20")
        put(paying.DISCOUNT_AMOUNTS, "1; 2; 3")
        work = office.work
        limit(work, percents=(5, 10), amounts=(200,))
        with_beer(work)
        full = tab_of(work).total
        tap_line(work, "Helles")
        do(work, OrderAction.DISCOUNT)
        choices = work.orders.middle.choices.cells._choices
        assert [c.label for c in choices if not c.off] == ["5 %", "10 %", "− 2,00"]
        work.answer("10 %")
        work.settle()
        less = full - full.percent(10_00)
        assert tab_of(work).total == less
        work.to_pay()
        work.tap(work.pay.way_keys[3])
        offers = [c for c in work.pay.choices.cells._choices if "%" in c.label or c.label[0] == "−"]
        assert [c.label for c in offers if not c.off] == ["5 %", "10 %", "− 2,00"]
        work.choose(work.pay.choices, "− 2,00")
        work.pay_cash()
        assert work.last_receipt().total == less - Money(200)

    @pytest.mark.feature("M-BON-11")
    def test_what_is_sold_without_that_discount_keeps_its_price(self, office: Office, put: Put) -> None:
        put(paying.BILL_DISCOUNTS, "10,20")
        work = office.work
        till = work.shop.till
        known = till.master.catalogue
        radler = replace(known.named("Radler 0,5"), discount_percents=(10,), amount_discounts=False)
        changed = replace(known, articles={**known.articles, radler.number: radler})
        till.master = replace(till.master, catalogue=changed)
        work.open_table(12)
        work.tap_tile("Helles 0,5")
        work.tap_tile("Radler 0,5")
        work.send()
        full = tab_of(work).total
        beer = known.named("Helles 0,5").price(1)
        tap_line(work, "Radler")
        do(work, OrderAction.DISCOUNT)
        choices = work.orders.middle.choices.cells._choices
        assert [c.label for c in choices if not c.off] == ["10 %"]
        work.orders.middle.choices.close_key.click()
        work.to_pay()
        work.tap(work.pay.way_keys[3])
        work.choose(work.pay.choices, "20 %")
        work.pay_cash()
        assert work.last_receipt().total == full - beer.percent(20_00)


class TestTips:
    @pytest.mark.feature("M-BON-12")
    def test_four_percentages_of_tip_have_a_key_each(self, office: Office, put: Put) -> None:
        for setting, percent in zip(
            (paying.TIP_FIRST, paying.TIP_SECOND, paying.TIP_THIRD, paying.TIP_FOURTH),
            ("3", "6", "9", "12,5"),
            strict=True,
        ):
            put(setting, percent)
        work = office.work
        with_beer(work)
        total = tab_of(work).total
        work.to_pay()
        labels = [key.on_it.label for key in work.pay.tip_keys if key.isVisible()]
        assert labels[0] == "ohne"
        assert labels[2:] == ["3 %", "6 %", "9 %", "12,5 %"]
        spots = [key.geometry() for key in work.pay.tip_keys if key.isVisible()]
        assert not any(a.intersects(b) for i, a in enumerate(spots) for b in spots[:i])
        for i, points in enumerate((3_00, 6_00, 9_00, 12_50), 2):
            work.tap(work.pay.tip_keys[i])
            assert work.program.payment.paying.tip == total.percent(points)
        work.pay_cash()
        assert work.last_receipt().tip == total.percent(12_50)

    @pytest.mark.feature("M-BON-13")
    def test_no_tip_has_a_key_of_its_own_where_the_house_wants_it(self, office: Office, put: Put) -> None:
        work = office.work
        with_beer(work)
        work.to_pay()
        assert work.pay.tip_keys[0].on_it.label == "ohne"
        work.tap(work.pay.tip_keys[2])
        assert work.program.payment.paying.tip != ZERO
        work.tap(work.pay.tip_keys[0])
        assert work.program.payment.paying.tip == ZERO
        put(paying.NO_TIP, "0")
        work.open_table(12)
        work.to_pay()
        assert [key.on_it.label for key in work.pay.tip_keys if key.isVisible()][1:] == ["5 %", "10 %"]
        work.tap(work.pay.tip_keys[1])
        assert work.pay.tip_keys[0].on_it.label == "ohne", "what was chosen can be taken back"
        work.tap(work.pay.tip_keys[0])
        assert work.program.payment.paying.tip == ZERO

    @pytest.mark.feature("M-WEI-17")
    def test_with_an_article_for_tips_the_sum_on_the_pad_becomes_tip_with_one_tap(
        self, office: Office, put: Put
    ) -> None:
        work = office.work
        with_beer(work)
        total = tab_of(work).total
        work.to_pay()
        assert "Espresso" not in [key.on_it.label for key in work.pay.way_keys]
        article = work.shop.till.catalogue.named("Espresso")
        put(paying.TIP_ARTICLE, str(article.number))
        work.open_table(12)
        work.to_pay()
        key = work.pay.way_keys[2]
        assert key.on_it.label == article.label
        work.tap(key)
        assert "Ziffernblock" in work.notice
        work.digits(work.pay.pad, "3,50")
        work.tap(key)
        work.pay_cash()
        receipt = work.last_receipt()
        assert (receipt.tip, receipt.total) == (Money(350), total + Money(350))
