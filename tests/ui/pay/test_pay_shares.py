"""Sharing a table out, in whatever order fingers do it, neither loses nor makes a cent."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import Receipt, ReceiptKind
from kasse.ui.pay.shares import Shares
from kasse.ui.pay.showing import share_words
from kasse.usecases.take_payment import Paid
from tests.domain.examples import bills, component, line, total, worth

AT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
DEEDS = (
    "give", "give_all_of", "third", "half", "all", "back", "back_all", "add", "choose", "split", "amount",
)  # fmt: skip


def beers(pieces: int, cents: int = 440) -> Line:
    return line(component(pieces * cents), quantity=Quantity.of(pieces))


def paid_for(lines: tuple[Line, ...]) -> Paid:
    """That a guest has paid those lines."""
    receipt = Receipt(
        1, 1, ReceiptKind.SALE, date(2026, 11, 20), AT, 1, "Anna", taxes=(), payments=(), lines=lines
    )
    return Paid(receipt, None)


def sum_of(shares: Shares) -> Money:
    return total(list(shares.open)) + Money.sum(guest.total for guest in shares.guests)


def do(shares: Shares, deed: str, number: int) -> None:
    """One tap, somewhere."""
    open_ids = [each.id for each in shares.open]
    own_ids = list(shares.guest.parts)
    match deed:
        case "give" if open_ids:
            shares.give(open_ids[number % len(open_ids)])
        case "give_all_of" if open_ids:
            each = shares.open[number % len(open_ids)]
            shares.give(each.id, each.quantity)
        case "third" if open_ids:
            shares.give_share(open_ids[number % len(open_ids)], 3)
        case "half":
            shares.halve()
        case "all":
            shares.take_all()
        case "back" if own_ids:
            shares.give_back(own_ids[number % len(own_ids)])
        case "back_all":
            shares.return_all()
        case "add" if len(shares.guests) < 6:
            shares.add_guest()
        case "choose":
            shares.choose(1 + number % len(shares.guests))
        case "split":
            shares.split(2 + number % 5)
        case "amount":
            shares.give_amount(Money(1 + number))


@given(bills(), st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 5000)), max_size=25))
def test_whatever_is_tapped_the_shares_add_up_to_the_table(
    lines: tuple[Line, ...], taps: list[tuple[str, int]]
) -> None:
    shares = Shares(lines)
    for deed, number in taps:
        try:
            do(shares, deed, number)
        except Refused:
            """A refusal changes nothing, and that is checked, too."""
        assert sum_of(shares) == total(lines)
        assert all(part.is_sound for guest in shares.guests for part in guest.parts.values())
        assert all(each.is_sound for each in shares.open)


@given(worth(20), st.integers(2, 9))
def test_equal_shares_of_guests_differ_by_a_cent_at_most(lines: tuple[Line, ...], count: int) -> None:
    shares = Shares(lines)
    shares.split(count)
    sums = [guest.total.cents for guest in shares.guests]
    assert len(sums) == count
    assert sum(sums) == total(lines).cents
    assert max(sums) - min(sums) <= 1
    assert shares.open == ()


def test_equal_shares_leave_alone_what_another_guest_has_taken() -> None:
    shares = Shares([line(component(1000), number=1), line(component(600), number=2)])
    shares.give("1-1-1")
    shares.add_guest()
    shares.split(3)
    assert [guest.total for guest in shares.guests] == [Money(1000), Money(200), Money(200), Money(200)]
    assert shares.guest.number == 2


def test_a_split_that_is_refused_leaves_the_guest_what_he_had() -> None:
    shares = Shares([line(component(1))])
    shares.take_all()
    with pytest.raises(Refused):
        shares.split(4)
    assert shares.guest.total == Money(1)


def test_half_means_half_of_what_was_taken_last() -> None:
    shares = Shares([line(component(1000), number=1), line(component(600), number=2)])
    shares.give("1-1-2")
    shares.give("1-1-1")
    shares.halve()
    assert [part.amount for part in shares.lines_of(shares.guest)] == [Money(500), Money(600)]
    shares.give_back("1-1-1")
    shares.halve()
    assert [part.amount for part in shares.lines_of(shares.guest)] == [Money(300)]


def test_who_has_taken_nothing_pays_what_is_open() -> None:
    first, second = line(component(1000), number=1), line(component(600), number=2)
    shares = Shares([first, second])
    assert (shares.is_whole, shares.due) == (True, (first, second))
    shares.give(first.id)
    shares.add_guest()
    assert (shares.is_whole, shares.due) == (False, (second,))


def test_after_a_payment_comes_whoever_has_shares_and_has_not_paid() -> None:
    first, second, third = (line(component(500), number=n) for n in (1, 2, 3))
    shares = Shares([first, second, third])
    shares.give(first.id)
    shares.add_guest()
    shares.give(second.id)
    assert shares.paid(paid_for(shares.due), [first, third])
    assert shares.guest.number == 1
    assert shares.paid(paid_for(shares.due), [third])
    assert (shares.guest.number, shares.due) == (3, (third,))
    assert shares.paid(paid_for(shares.due), [])
    assert shares.guest.number == 3, "nobody is left to pay"


def test_shares_that_fit_no_more_are_open_again() -> None:
    three = beers(3)
    shares = Shares([three])
    shares.give(three.id, Quantity.of(2))
    assert shares.rebase([beers(2)]), "two are still there"
    assert shares.open == ()
    assert not shares.rebase([beers(1)])
    assert shares.guest.parts == {}
    assert total(list(shares.open)) == Money(440)


def test_nobody_gets_more_than_there_is() -> None:
    shares = Shares([beers(2)])
    with pytest.raises(Refused):
        shares.give("1-1-1", Quantity.of(3))
    with pytest.raises(Refused):
        shares.give_amount(Money(881))
    assert shares.guest.total == ZERO
    shares.give("no such line")
    assert shares.guest.parts == {}


@pytest.mark.parametrize(
    ("thousandths", "words"),
    [(1000, "1"), (3000, "3"), (500, "½"), (249, "¼"), (334, "⅓"), (166, "0,17"), (1500, "1,5"), (143, "0,14"),
     (2333, "2,33"), (100, "0,1")],
)  # fmt: skip
def test_shares_are_written_short(thousandths: int, words: str) -> None:
    assert share_words(Quantity(thousandths)) == words
