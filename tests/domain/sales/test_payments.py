"""Payments settle a total to the cent, in every mix, and the change is right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.business import PaymentKind
from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused
from kasse.domain.sales import Payment, Tender, settle
from tests.domain.examples import CARD, CASH, FRANCS, ROOM


def cash(cents: int) -> Tender:
    return Tender(CASH, Money(cents))


def card(cents: int) -> Tender:
    return Tender(CARD, Money(cents))


def francs(cents: int) -> Tender:
    return Tender(FRANCS, Money(cents))


def settled(total: int, *tenders: Tender) -> tuple[list[tuple[str, int, int, int]], int]:
    payments, change = settle(Money(total), tenders, CASH)
    return [(p.code, p.amount.cents, p.given.cents, p.change.cents) for p in payments], change.cents


TENDERS = st.builds(
    Tender, st.sampled_from([CASH, CARD, ROOM, FRANCS]), st.builds(Money, st.integers(1, 20_000))
)


@given(st.integers(1, 30_000), st.lists(TENDERS, min_size=1, max_size=5))
def test_whatever_is_given_is_refused_or_settles_the_total_to_the_cent(
    total: int, tenders: list[Tender]
) -> None:
    given_in_all = sum(t.worth.cents for t in tenders)
    cashless = sum(t.worth.cents for t in tenders if t.method.kind is not PaymentKind.CASH)
    if given_in_all < total or cashless > total:
        with pytest.raises(Refused):
            settle(Money(total), tenders, CASH)
        return
    payments, change = settle(Money(total), tenders, CASH)
    assert Money.sum(p.amount for p in payments) == Money(total)
    assert change == Money(given_in_all - total)
    # The drawer of own money: what went in less what went out.
    own = [p for p in payments if p.kind is PaymentKind.CASH and not p.currency]
    own_given = sum(t.amount.cents for t in tenders if t.method is CASH)
    assert sum(p.amount.cents for p in own) == own_given - change.cents
    # The drawer of foreign money keeps all of it.
    assert sum(p.given.cents for p in payments if p.currency) == sum(
        t.amount.cents for t in tenders if t.method is FRANCS
    )
    for payment in payments[: len(tenders)]:
        assert payment.amount >= ZERO
        assert payment.currency or payment.amount == payment.given - payment.change


def test_exact_cash_gives_no_change() -> None:
    assert settled(1250, cash(1250)) == ([("BA", 1250, 1250, 0)], 0)


def test_change_goes_back_in_own_cash() -> None:
    assert settled(1250, cash(2000)) == ([("BA", 1250, 2000, 750)], 750)


def test_card_and_cash_together_give_change_from_the_cash() -> None:
    assert settled(5000, card(3000), cash(2500)) == ([("EC", 3000, 3000, 0), ("BA", 2000, 2500, 500)], 500)


def test_change_comes_out_of_the_last_note_and_then_out_of_earlier_ones() -> None:
    assert settled(4000, cash(5000), cash(5000)) == ([("BA", 4000, 5000, 1000), ("BA", 0, 5000, 5000)], 6000)


def test_foreign_cash_is_worth_its_rate_and_change_is_own_cash() -> None:
    assert settled(1000, francs(2000)) == ([("CHF", 2100, 2000, 0), ("BA", -1100, -1100, 0)], 1100)
    payment = settle(Money(1050), [francs(1000)], CASH)[0][0]
    assert (payment.amount, payment.given, payment.currency) == (Money(1050), Money(1000), "CHF")
    assert payment.rate_micros == 1_050_000


def test_with_own_cash_on_the_table_change_comes_out_of_that() -> None:
    assert settled(2500, francs(2000), cash(1000)) == ([("CHF", 2100, 2000, 0), ("BA", 400, 1000, 600)], 600)
    assert settled(1000, cash(500), francs(2000)) == (
        [("BA", 0, 500, 500), ("CHF", 2100, 2000, 0), ("BA", -1100, -1100, 0)],
        1600,
    )


@given(st.integers(1, 10**6), st.integers(1, 10**8))
def test_foreign_cash_is_rounded_to_the_nearest_cent_once(cents: int, rate_micros: int) -> None:
    tender = Tender(replace(FRANCS, rate_micros=rate_micros), Money(cents))
    assert abs(2 * (tender.worth.cents * 1_000_000 - cents * rate_micros)) <= 1_000_000


def test_too_little_is_refused_with_what_is_missing() -> None:
    with pytest.raises(Refused, match=r"Es fehlen noch 2,50 €"):
        settle(Money(1250), [card(500), cash(500)], CASH)
    with pytest.raises(Refused, match=r"Es fehlen noch 12,50 €"):
        settle(Money(1250), [], CASH)


@pytest.mark.parametrize(
    "tenders", [[card(1251)], [Tender(ROOM, Money(1000)), card(251)], [card(1251), cash(100)]]
)
def test_without_cash_no_more_is_taken_than_is_due(tenders: list[Tender]) -> None:
    with pytest.raises(Refused, match=r"Ohne Bargeld geht nur bis 12,50 €"):
        settle(Money(1250), tenders, CASH)


def test_what_costs_nothing_is_settled_by_nothing() -> None:
    assert settled(0) == ([], 0)
    with pytest.raises(Refused, match="Es ist nichts zu zahlen"):
        settle(ZERO, [cash(500)], CASH)


@pytest.mark.parametrize("cents", [0, -500])
def test_nothing_and_less_is_no_payment(cents: int) -> None:
    with pytest.raises(Refused, match="größer als 0"):
        settle(Money(1250), [cash(2000), card(cents)], CASH)


def test_more_deposit_back_than_sold_is_paid_out_in_cash() -> None:
    payments, change = settle(Money(-45), [], CASH)
    assert payments == (Payment("BA", "Bar", PaymentKind.CASH, Money(-45), Money(-45)),)
    assert change == Money(45)
    with pytest.raises(Refused, match="Ausgezahlt wird bar"):
        settle(Money(-45), [card(45)], CASH)


def test_foreign_cash_without_a_rate_is_refused() -> None:
    with pytest.raises(Refused, match="kein Kurs eingetragen"):
        settle(Money(100), [Tender(replace(FRANCS, rate_micros=0), Money(500))], CASH)


def test_a_payment_back_is_what_was_kept_and_not_what_was_put_on_the_table() -> None:
    kept, _ = settle(Money(1250), [cash(2000)], CASH)
    assert kept[0].negated() == Payment("BA", "Bar", PaymentKind.CASH, Money(-1250), Money(-1250))
    foreign, _ = settle(Money(1000), [francs(2000)], CASH)
    assert [(p.amount, p.given) for p in (each.negated() for each in foreign)] == [
        (Money(-2100), Money(-2000)),
        (Money(1100), Money(1100)),
    ]
