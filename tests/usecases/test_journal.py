"""Whatever somebody does at the till stands in the journal: who, when, what, in the order in which it happened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import Tender
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind
from kasse.usecases.book_internal import book_internal
from kasse.usecases.book_order import secure_order
from kasse.usecases.change_line import change_price, discount_line
from kasse.usecases.close_day import close_day, report_day
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.hand_over import hand_over
from kasse.usecases.move_cash import commission, move_cash
from kasse.usecases.open_till import close_till
from kasse.usecases.pins import hash_pin
from kasse.usecases.print_again import print_interim_bill, reprint_receipt
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.send_order import send_order
from kasse.usecases.set_availability import lock_article
from kasse.usecases.sign_in import sign_in, sign_out
from kasse.usecases.take_payment import begin_payment, take_payment
from kasse.usecases.till import Till
from kasse.usecases.transfer_lines import transfer_lines
from kasse.usecases.use_function import open_drawer
from kasse.usecases.void_lines import void_lines
from tests.domain.examples import CASH
from tests.store.house import BEER, SOUP, Desk
from tests.usecases.at_the_desk import last_act

Deed = Callable[[Till], object]

BEGUN_AND_FINISHED = [ActKind.RECEIPT_BEGUN, ActKind.RECEIPT_FINISHED]


def boss(till: Till) -> Operator:
    return till.staff.operators[9]


def with_pin(desk: Desk) -> None:
    """Give the boss the PIN 2468."""
    staff = desk.till.staff
    operators = {**staff.operators, 9: replace(desk.boss, pin_hash=hash_pin("2468"))}
    desk.till.master = replace(desk.till.master, staff=replace(staff, operators=operators))


def test_the_journal_begins_with_the_master_data_the_start_and_the_device(desk: Desk) -> None:
    kinds = [act.kind for act in reversed(desk.books.journal())]
    assert kinds == [ActKind.MASTER_DATA, ActKind.START, ActKind.DEVICE]


@pytest.mark.feature("R-10")
@pytest.mark.parametrize(
    ("deed", "kinds"),
    [
        (lambda t: send_order(t, boss(t), 12, [Wish(SOUP)]), [ActKind.ORDER]),
        (
            lambda t: secure_order(t, send_order(t, boss(t), 12, [Wish(SOUP)]).order),
            [ActKind.ORDER, ActKind.SECURED],
        ),
        (lambda t: void_lines(t, boss(t), 12, [("1-1-1", ONE)], "Falsch boniert"), [ActKind.ORDER]),
        (lambda t: change_price(t, boss(t), 12, "1-1-1", Money(1_00), "Stammgast"), [ActKind.ORDER]),
        (lambda t: discount_line(t, boss(t), 12, "1-1-1", basis_points=1000), [ActKind.ORDER]),
        (lambda t: transfer_lines(t, boss(t), 12, 20), [ActKind.ORDER]),
        (lambda t: hand_over(t, boss(t), 12, 1), [ActKind.TAB]),
        (lambda t: describe_tab(t, boss(t), 12, guests=2), [ActKind.TAB]),
        (lambda t: print_interim_bill(t, boss(t), 12), [ActKind.INTERIM_BILL]),
        (lambda t: begin_payment(t, boss(t), 12, [Tender(CASH, Money(8_80))]), [ActKind.RECEIPT_BEGUN]),
        (lambda t: take_payment(t, boss(t), 12, [Tender(CASH, Money(8_80))]), BEGUN_AND_FINISHED),
        (lambda t: book_internal(t, boss(t), 12, 1), BEGUN_AND_FINISHED),
        (lambda t: move_cash(t, boss(t), Money(5_00), "Wechselgeld"), BEGUN_AND_FINISHED),
        (lambda t: commission(t, boss(t)), BEGUN_AND_FINISHED),
        (lambda t: reverse_receipt(t, boss(t), 1, "Reklamation"), BEGUN_AND_FINISHED),
        (lambda t: reprint_receipt(t, boss(t), 1), [ActKind.REPRINT]),
        (lambda t: open_drawer(t, boss(t)), [ActKind.DRAWER]),
        (lambda t: report_day(t, boss(t)), [ActKind.REPORT]),
        (lambda t: lock_article(t, boss(t), BEER), [ActKind.MASTER_DATA]),
        (lambda t: sign_in(t, 9, "2468"), [ActKind.LOGIN]),
        (lambda t: sign_out(t, boss(t)), [ActKind.LOGOUT]),
        (close_till, [ActKind.STOP]),
    ],
)
def test_every_deed_stands_in_the_journal_with_who_and_when(
    desk: Desk, deed: Deed, kinds: list[ActKind]
) -> None:
    with_pin(desk)
    desk.order(Wish(BEER, Quantity.of(2)))
    desk.order(SOUP, table=30)
    desk.pay(30)
    before, begun = last_act(desk), desk.clock
    deed(desk.till)
    new = [act for act in reversed(desk.books.journal()) if act.seq > before.seq]
    assert [act.kind for act in new] == kinds
    for place, act in enumerate(new, 1):
        assert act.seq == before.seq + place
        assert begun < act.at <= desk.clock
        assert act.business_date == date(2026, 5, 4)
        assert act.operator == (0 if act.kind is ActKind.STOP else 9)


@pytest.mark.feature("R-10")
def test_a_closing_stands_in_the_journal_of_the_day_that_it_closes(desk: Desk) -> None:
    close_day(desk.till, desk.boss)
    act = last_act(desk)
    assert (act.kind, act.business_date, act.body["closing"]) == (ActKind.CLOSING, date(2026, 5, 4), 1)


@pytest.mark.feature("R-10")
def test_a_wrong_pin_stands_in_the_journal_too(desk: Desk) -> None:
    with_pin(desk)
    assert sign_in(desk.till, 9, "2468").name == "Chefin"
    with pytest.raises(Refused, match="PIN"):
        sign_in(desk.till, 9, "1357")
    assert (last_act(desk).kind, last_act(desk).operator) == (ActKind.LOGIN_REFUSED, 9)
    assert "1357" not in str(last_act(desk).body)
    with pytest.raises(Refused, match="Nummer 77"):
        sign_in(desk.till, 77, "2468")


def test_what_was_refused_did_not_happen(desk: Desk) -> None:
    before = last_act(desk)
    with pytest.raises(Refused):
        take_payment(desk.till, desk.boss, 12, [])
    assert last_act(desk) == before


@pytest.mark.parametrize("pin", ["123", "1234567890123", "12a4", "١٢٣٤", ""])
def test_a_pin_has_four_to_twelve_digits(pin: str) -> None:
    with pytest.raises(Refused, match="Ziffern"):
        hash_pin(pin)
