"""Who may give which discount, and on what: refused by the books and not only hidden on the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kasse.domain.money import Money
from kasse.domain.orders import Line
from kasse.domain.refused import Refused
from kasse.domain.sales import BillDiscount, Tender, allowed_lines, discount_amount, discount_percent
from kasse.domain.staff import Operator
from kasse.usecases.change_line import discount_line
from kasse.usecases.take_payment import take_payment
from tests.domain.examples import CASH
from tests.store.house import BEER, BOOK, Desk
from tests.usecases.at_the_desk import state, tab


def lines(desk: Desk) -> tuple[Line, ...]:
    return tab(desk).lines


def limited(desk: Desk) -> Operator:
    """The boss, who may give 5 and 10 percent, and 1 or 2 euros."""
    return replace(desk.boss, discount_percents=(5, 10), discount_amounts=(100, 200))


def restrict(desk: Desk, number: int, *percents: int, amounts: bool) -> None:
    """Only those percentages on an article, and amounts or none."""
    catalogue = desk.till.master.catalogue
    article = replace(catalogue.articles[number], discount_percents=percents, amount_discounts=amounts)
    changed = replace(catalogue, articles={**catalogue.articles, number: article})
    desk.till.master = replace(desk.till.master, catalogue=changed)


def pay(desk: Desk, operator: Operator, discount: BillDiscount) -> Money:
    due = tab(desk).total - discount.total
    return take_payment(desk.till, operator, 12, [Tender(CASH, due)], discounts=[discount]).receipt.total


@pytest.mark.feature("M-BON-10")
def test_an_operator_gives_only_the_steps_that_are_his(desk: Desk) -> None:
    desk.order(BEER, BOOK)
    line, who = lines(desk)[0], limited(desk)
    before = state(desk)
    given: list[dict[str, Any]] = [{"basis_points": 15_00}, {"basis_points": 5_50}, {"amount": Money(150)}]
    for wrong in given:
        with pytest.raises(Refused, match="nicht geben"):
            discount_line(desk.till, who, 12, line.id, **wrong)
    for discount in (discount_percent(lines(desk), 15_00), discount_amount(lines(desk), Money(150))):
        with pytest.raises(Refused, match="nicht geben"):
            pay(desk, who, discount)
    assert state(desk) == before
    discount_line(desk.till, who, 12, line.id, amount=Money(200))
    discount_line(desk.till, who, 12, line.id, basis_points=0)
    discount_line(desk.till, who, 12, line.id, basis_points=5_00)
    due = tab(desk).total
    assert pay(desk, who, discount_percent(lines(desk), 10_00)) == due - due.percent(10_00)


@pytest.mark.feature("M-BON-11")
def test_an_article_is_sold_only_with_its_percentages_and_with_amounts_or_without(desk: Desk) -> None:
    restrict(desk, BOOK, 10, amounts=False)
    desk.order(BEER, BOOK)
    book = next(line for line in lines(desk) if line.article == BOOK)
    before = state(desk)
    given: list[dict[str, Any]] = [{"basis_points": 20_00}, {"amount": Money(100)}]
    for wrong in given:
        with pytest.raises(Refused, match="gibt es diesen Rabatt nicht"):
            discount_line(desk.till, desk.boss, 12, book.id, **wrong)
    with pytest.raises(Refused):
        pay(desk, desk.boss, discount_amount(lines(desk), tab(desk).total))
    assert state(desk) == before
    rest = allowed_lines(lines(desk), desk.till.catalogue, 20_00)
    assert [line.article for line in rest] == [BEER]
    due = tab(desk).total
    off = discount_percent(rest, 20_00)
    assert off.total == rest[0].amount.percent(20_00)
    assert pay(desk, desk.boss, off) == due - off.total


@pytest.mark.feature("M-BON-11")
def test_zero_percent_alone_means_that_an_article_is_never_cheaper(desk: Desk) -> None:
    restrict(desk, BOOK, 0, amounts=False)
    desk.order(BOOK)
    for points in (1_00, 10_00, 100_00):
        assert allowed_lines(lines(desk), desk.till.catalogue, points) == ()
