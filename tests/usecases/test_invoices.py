"""Invoices made out to somebody, at the payment and after it, counted copies, and the Bewirtungsbeleg."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.documents.text import text
from kasse.domain.customers import LONGEST, Customer, invoice_customer
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.domain.sales import Tender
from kasse.ports.books import ActKind
from kasse.usecases.draw_paper import draw_paper, receipt_paper_page
from kasse.usecases.follow_ups import paper_name
from kasse.usecases.move_cash import move_cash
from kasse.usecases.open_till import open_till
from kasse.usecases.print_again import print_invoice, reprint_receipt
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.sign_receipt import sign_receipt
from kasse.usecases.take_payment import begin_payment, take_payment
from tests.domain.examples import CARD, CASH
from tests.store.house import BEER, BOOK, Desk
from tests.usecases.at_the_desk import jobs, last_act, state

OFFICE = invoice_customer("Sommer & Partner", "Uferweg 11 a", "88131", "Lindau", vat_id="de 298765432")
SOMEBODY = invoice_customer("Erika Muster", "Am Hang 2", "94032", "Passau")


def paper(desk: Desk, *, again: bool = False) -> str:
    """The newest paper."""
    page = draw_paper(desk.till, jobs(desk)[-1].payload, again=again)
    assert page is not None
    return text(page, 48)


def sold(desk: Desk) -> int:
    desk.order(BEER, BOOK)
    return desk.pay().receipt.number


# --- copies ---------------------------------------------------------------------------------------------


def test_every_copy_carries_its_own_number(desk: Desk) -> None:
    first, second = sold(desk), sold(desk)
    for number, copy in ((first, 1), (second, 1), (first, 2), (first, 3), (second, 2)):
        reprint_receipt(desk.till, desk.boss, number)
        assert last_act(desk).body == {"receipt": number, "copy": copy}
        assert f"KOPIE {copy}\n" in paper(desk)
        assert f"KOPIE {copy}\n" in paper(desk, again=True)


def test_a_paper_that_may_have_come_out_already_is_a_copy_that_nobody_counted(desk: Desk) -> None:
    sold(desk)
    assert "KOPIE\n" in paper(desk, again=True)
    assert "KOPIE" not in paper(desk)


def test_what_waits_for_its_signature_or_came_to_nothing_has_no_paper(desk: Desk) -> None:
    desk.order(BEER)
    draft = begin_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))])
    before = state(desk)
    with pytest.raises(Refused, match="abgesichert"):
        reprint_receipt(desk.till, desk.boss, draft.receipt.number)
    with pytest.raises(Refused, match="abgesichert"):
        print_invoice(desk.till, desk.boss, draft.receipt.number, OFFICE)
    assert state(desk) == before
    assert open_till(desk.till).aborted == (draft.receipt.number,)
    before = state(desk)
    with pytest.raises(Refused, match="kein Papier"):
        reprint_receipt(desk.till, desk.boss, draft.receipt.number)
    with pytest.raises(Refused, match="kein Papier"):
        print_invoice(desk.till, desk.boss, draft.receipt.number, OFFICE)
    assert state(desk) == before


# --- invoices -------------------------------------------------------------------------------------------


def test_a_guest_who_says_so_before_he_pays_gets_an_invoice_at_once(desk: Desk) -> None:
    desk.order(BEER, BOOK)
    paid = take_payment(desk.till, desk.boss, 12, [Tender(CARD, Money(29_30))], customer=OFFICE)
    assert desk.books.receipt(paid.receipt.number).receipt.customer == OFFICE
    shown = paper(desk)
    assert f"Rechnung 1-{paid.receipt.number}" in shown
    for wanted in ("Sommer & Partner", "Uferweg 11 a", "88131 Lindau", "USt-IdNr. DE298765432"):
        assert wanted in shown
    back = reverse_receipt(desk.till, desk.boss, paid.receipt.number, "Reklamation")
    assert back.receipt.customer == OFFICE  # the correction goes to whom the invoice went
    assert "Sommer & Partner" in paper(desk)


def test_an_invoice_asked_for_later_leaves_the_receipt_as_it_is(desk: Desk) -> None:
    number = sold(desk)
    before = desk.books.receipt(number)
    print_invoice(desk.till, desk.waiter, number, OFFICE)
    assert desk.books.receipt(number) == before
    assert list(desk.books.receipts_of_day()) == [before.receipt]
    shown = paper(desk)
    assert f"Rechnung zu Beleg 1-{number}" in shown
    assert "Sommer & Partner" in shown
    assert "KOPIE" not in shown
    act = last_act(desk)
    assert (act.kind, act.operator, act.body["receipt"]) == (ActKind.INVOICE, desk.waiter.number, number)
    customer = act.body["customer"]
    assert isinstance(customer, dict)
    assert Customer(**customer) == OFFICE
    assert paper_name(jobs(desk)[-1].payload) == f"Rechnung zu Beleg {number}"


def test_an_invoice_is_an_original_once_only(desk: Desk) -> None:
    number = sold(desk)
    print_invoice(desk.till, desk.boss, number, OFFICE)
    original = paper(desk)
    assert "KOPIE\n" in paper(desk, again=True)
    for copy in (1, 2):
        print_invoice(desk.till, desk.boss, number, OFFICE)
        shown = paper(desk)
        assert f"KOPIE {copy}\n" in shown
        assert set(original.splitlines()) < set(shown.splitlines())  # the same day of issue, too
    reprint_receipt(desk.till, desk.boss, number)
    assert "KOPIE 1\n" in paper(desk)  # of the receipt: that is another paper


def test_a_wrong_recipient_is_corrected_by_an_invoice_that_replaces_the_first(desk: Desk) -> None:
    number = sold(desk)
    print_invoice(desk.till, desk.boss, number, SOMEBODY)
    print_invoice(desk.till, desk.boss, number, OFFICE)
    shown = paper(desk)
    assert f"Berichtigte Rechnung zu Beleg 1-{number}" in shown.replace("\n", " ")
    assert "Ersetzt die Rechnung vom 04.05.2026." in shown
    assert "KOPIE" not in shown
    assert "Erika" not in shown
    print_invoice(desk.till, desk.boss, number, OFFICE)
    assert "KOPIE 1\n" in paper(desk)
    assert "Ersetzt die Rechnung vom 04.05.2026." in paper(desk)


def test_an_invoice_belongs_to_a_sale_that_stands(desk: Desk) -> None:
    moved = move_cash(desk.till, desk.boss, Money(50_00), "Wechselgeld").receipt.number
    reversed_ = sold(desk)
    back = reverse_receipt(desk.till, desk.boss, reversed_, "Reklamation").receipt.number
    desk.order(BEER)
    named = take_payment(
        desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))], customer=OFFICE
    ).receipt.number
    desk.order(BEER, by=desk.trainee)
    practised = desk.pay(by=desk.trainee).receipt.number
    before = state(desk)
    for number, why in (
        (moved, "kein Verkauf"),
        (back, "kein Verkauf"),
        (reversed_, f"storniert, mit Beleg {back}"),
        (named, "schon eine Rechnung an Sommer"),
        (practised, "Übung"),
        (99, "Beleg 99"),
    ):
        with pytest.raises(Refused, match=why):
            print_invoice(desk.till, desk.boss, number, SOMEBODY)
    with pytest.raises(Refused, match="Kopie"):
        print_invoice(desk.till, desk.till.staff.operators[3], named, SOMEBODY)
    desk.till.terminal = replace(desk.till.terminal, receipt_printer="")
    with pytest.raises(Refused, match="Belegdrucker"):
        print_invoice(desk.till, desk.boss, named, SOMEBODY)
    assert state(desk) == before


def test_whom_only_a_name_is_known_of_still_gets_an_invoice_with_his_address(desk: Desk) -> None:
    desk.order(BEER)
    half = Customer("Sommer & Partner")
    number = take_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))], customer=half).receipt.number
    print_invoice(desk.till, desk.boss, number, OFFICE)
    assert "Uferweg 11 a" in paper(desk)


def test_in_training_an_invoice_is_practised_and_says_so(desk: Desk) -> None:
    desk.order(BEER, by=desk.trainee)
    number = desk.pay(by=desk.trainee).receipt.number
    print_invoice(desk.till, desk.trainee, number, OFFICE)
    assert paper(desk).count("TRAINING – kein Beleg") >= 3


def test_a_recipient_is_whole_or_refused() -> None:
    assert (OFFICE.name, OFFICE.street, OFFICE.city) == ("Sommer & Partner", "Uferweg 11 a", "Lindau")
    assert (OFFICE.postcode, OFFICE.vat_id) == ("88131", "DE298765432")
    assert invoice_customer(" A  B ", "C", "", "D", country="at").country == "AT"
    whole = {"name": "A", "street": "B", "postcode": "1", "city": "C"}
    for field, value, why in (
        ("name", "  ", "fehlt: Name"),
        ("street", "", "fehlt: Straße"),
        ("city", "", "fehlt: Ort"),
        ("name", "x" * (LONGEST + 1), "zu lang"),
        ("vat_id", "12345", "USt-IdNr"),
        ("vat_id", "DE12345", "USt-IdNr"),
        ("vat_id", "keine", "USt-IdNr"),
        ("country", "Österreich", "zwei Buchstaben"),
    ):
        with pytest.raises(Refused, match=why):
            invoice_customer(**(whole | {field: value}))


@given(
    st.text(min_size=1, max_size=LONGEST),
    st.text(min_size=1, max_size=LONGEST),
    st.text(min_size=1, max_size=20),
    st.sampled_from(["", "DE 123.456.789", "atu12345678", "12345"]),
)
def test_whatever_is_typed_a_recipient_is_on_one_line_each_or_refused(
    name: str, street: str, city: str, vat_id: str
) -> None:
    try:
        customer = invoice_customer(name, street, "1", city, vat_id=vat_id)
    except Refused:
        blank = not all(
            any(c.isprintable() and not c.isspace() for c in each) for each in (name, street, city)
        )
        assert blank or vat_id == "12345"
    else:
        assert customer.has_address
        texts = (customer.name, customer.street, customer.city, customer.vat_id)
        assert all(each.isprintable() for each in texts)


# --- Bewirtungsbeleg ------------------------------------------------------------------------------------


def test_a_bewirtungsbeleg_comes_out_with_the_payment_when_the_guest_asks_for_it(desk: Desk) -> None:
    desk.order(BEER, BOOK)
    key = uuid4()
    for _ in range(2):  # sent twice, printed once
        take_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(29_30))], entertainment=True, key=key)
    receipts = [job.payload for job in jobs(desk) if job.payload["paper"] == "receipt"]
    assert receipts == [{"paper": "receipt", "number": 1, "copy": 0, "entertainment": True}]
    assert "Bewirtete Personen:" in paper(desk)
    assert "KOPIE" not in paper(desk)
    assert "Bewirtete Personen:" not in text(receipt_paper_page(desk.till, 1))


def test_a_bewirtungsbeleg_asked_for_later_is_a_copy_with_the_block(desk: Desk) -> None:
    number = sold(desk)
    assert "Bewirtete" not in paper(desk)
    reprint_receipt(desk.till, desk.waiter, number, entertainment=True)
    assert "Bewirtete Personen:" in paper(desk)
    assert "KOPIE 1\n" in paper(desk)
    assert last_act(desk).body == {"receipt": number, "copy": 1, "entertainment": True}


def test_nobody_is_entertained_by_a_cash_movement(desk: Desk) -> None:
    number = move_cash(desk.till, desk.boss, Money(50_00), "Wechselgeld").receipt.number
    before = state(desk)
    with pytest.raises(Refused, match="kein Verkauf"):
        reprint_receipt(desk.till, desk.boss, number, entertainment=True)
    assert state(desk) == before


def test_a_power_cut_between_payment_and_paper_forgets_no_bewirtungsbeleg(desk: Desk) -> None:
    desk.order(BEER)
    draft = begin_payment(desk.till, desk.boss, 12, [Tender(CASH, Money(4_40))], entertainment=True)
    process = desk.till.fiscal.for_receipt(draft.receipt)
    assert process is not None
    desk.till.fiscal.secure(process)  # signed, and then the light goes out
    assert open_till(desk.till).finished == (draft.receipt.number,)
    assert jobs(desk)[-1].payload["entertainment"] is True
    sign_receipt(desk.till, draft)  # a late answer writes nothing twice
    assert "Bewirtete Personen:" in paper(desk)
