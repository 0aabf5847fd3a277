"""The settlements of all waiters are the day: what one collected for another, the other did not collect."""

from dataclasses import replace
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.money import ZERO, Money
from kasse.domain.sales import Receipt
from kasse.domain.shifts import Settlement, figures_of, settlement_of
from tests.domain.shifts.test_closing import days

BERLIN = ZoneInfo("Europe/Berlin")


@st.composite
def shared_days(draw: st.DrawFn) -> list[Receipt]:
    """A day on which every line was ordered by somebody else than may have collected it."""
    orderers = st.sampled_from([1, 2, 3])
    return [
        replace(receipt, lines=tuple(replace(line, operator=draw(orderers)) for line in receipt.lines))
        for receipt in draw(days())
    ]


def all_of(day: list[Receipt]) -> list[Settlement]:
    people = {r.operator for r in day} | {line.operator for r in day for line in r.lines}
    return [settlement_of(lambda: day, number, f"Bediener {number}", BERLIN) for number in sorted(people)]


@pytest.mark.feature("M-TIS-12")
@given(shared_days())
def test_what_one_ordered_and_did_not_collect_another_collected(day: list[Receipt]) -> None:
    settled = all_of(day)
    for each in settled:
        assert each.ordered + each.also_collected - each.not_collected == each.collected
    assert Money.sum(s.also_collected for s in settled) == Money.sum(s.not_collected for s in settled)


@pytest.mark.feature("M-TIS-12")
@given(shared_days())
def test_the_settlements_of_all_add_up_to_the_report_of_the_day(day: list[Receipt]) -> None:
    settled, figures = all_of(day), figures_of(day, BERLIN)
    assert Money.sum(s.ordered for s in settled) == figures.gross
    assert Money.sum(s.collected for s in settled) == figures.gross
    assert Money.sum(s.figures.tips for s in settled) == figures.tips
    assert Money.sum(s.figures.discounts for s in settled) == figures.discounts
    assert Money.sum(s.cash.balance for s in settled) == figures.cash_expected
    assert sum(s.figures.receipts for s in settled) == figures.receipts
    for group, amount in figures.main_groups:
        assert Money.sum(dict(s.main_groups).get(group, ZERO) for s in settled) == amount
    payments = list(chain.from_iterable(s.figures.payments for s in settled))
    for code, name, count, amount in figures.payments:
        mine = [p for p in payments if p[:2] == (code, name)]
        assert (sum(p[2] for p in mine), Money.sum(p[3] for p in mine)) == (count, amount)
