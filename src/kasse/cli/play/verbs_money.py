"""Verbs for money: pay whole or split, internal accounts, bills, reversals, cash in and out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kasse.cli.play.names import LAST, StepTable, as_percent
from kasse.cli.play.playing import Deed, Outcome, Play, present, take
from kasse.cli.toml_table import as_money, as_whole
from kasse.domain.business import PaymentMethod
from kasse.domain.business_case import MOVES, BusinessCase
from kasse.domain.catalogue import FunctionCode
from kasse.domain.customers import Customer, invoice_customer
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line, Tab, equal_shares, share_of_amount
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill, BillDiscount, Tender, discount_amount, discount_percent
from kasse.domain.staff import Operator
from kasse.usecases.book_internal import book_internal
from kasse.usecases.move_cash import move_cash, pay_receivable
from kasse.usecases.print_again import print_interim_bill, print_invoice, reprint_receipt
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.take_payment import take_payment
from kasse.usecases.use_function import open_drawer, use_function
from kasse.usecases.vouchers import set_off_voucher

Share = Callable[[Tab], list[Line]]
"""What of a tab is settled."""

_SHARE = re.compile(r"1/(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Way:
    """A way to pay and how much; without an amount: what is left to pay."""

    method: PaymentMethod
    amount: Money | None
    voucher: str = ""


def read_pay(step: StepTable) -> Deed:
    """Take a payment for the whole tab or a share of it."""
    table, share, ways = step.place(), _share(step), _ways(step)
    tip = step.money("tip", ZERO)
    discount = _discount(step)
    vouchers = step.texts("set_off", ())
    customer, entertainment = _customer(step), step.flag("entertainment")
    label = step.text("as", "")

    def do(play: Play, operator: Operator | None) -> Outcome:
        waiter = present(operator)
        tab = play.tab(waiter, table)
        parts = None if share is None else share(tab)
        lines = tab.lines if parts is None else tuple(parts)
        discounts = () if discount is None else (discount(lines),)
        for number in vouchers:
            discounts = (*discounts, set_off_voucher(play.till, lines, number, discounts))
        tenders = _tenders(Bill(lines, discounts, tip).total, ways)
        paid = take_payment(
            play.till,
            waiter,
            table,
            tenders,
            parts=parts,
            discounts=discounts,
            tip=tip,
            customer=customer,
            entertainment=entertainment,
        )
        return play.receipt_issued(paid, label)

    return do


def read_internal(step: StepTable) -> Deed:
    """Settle a tab or a share of it on an internal account."""
    table, account, share = step.place(), step.account("account"), _share(step)
    label = step.text("as", "")

    def do(play: Play, operator: Operator | None) -> Outcome:
        waiter = present(operator)
        parts = None if share is None else share(play.tab(waiter, table))
        return play.receipt_issued(book_internal(play.till, waiter, table, account, parts=parts), label)

    return do


def read_interim_bill(step: StepTable) -> Deed:
    """Print what is open on a table."""
    table = step.place()

    def do(play: Play, operator: Operator | None) -> Outcome:
        return play.noted(print_interim_bill(play.till, present(operator), table))

    return do


def read_reverse(step: StepTable) -> Deed:
    """Take a receipt back by a counter-receipt."""
    receipt, reason, label = _receipt(step), step.text("reason"), step.text("as", "")

    def do(play: Play, operator: Operator | None) -> Outcome:
        paid = reverse_receipt(play.till, present(operator), receipt(play), reason)
        return play.receipt_issued(paid, label)

    return do


def read_reprint(step: StepTable) -> Deed:
    """Print a receipt again, as a copy."""
    receipt, entertainment = _receipt(step), step.flag("entertainment")

    def do(play: Play, operator: Operator | None) -> Outcome:
        reprint_receipt(play.till, present(operator), receipt(play), entertainment=entertainment)
        return Outcome()

    return do


def read_invoice(step: StepTable) -> Deed:
    """Print a receipt as an invoice for somebody who asks for it after the payment."""
    receipt, asked = _receipt(step), _customer(step) or Customer("")

    def do(play: Play, operator: Operator | None) -> Outcome:
        customer = invoice_customer(asked.name, asked.street, asked.postcode, asked.city, vat_id=asked.vat_id)
        print_invoice(play.till, present(operator), receipt(play), customer)
        return Outcome()

    return do


def read_cash_in(step: StepTable) -> Deed:
    """Put money into the drawer."""
    return _cash(step, 1)


def read_cash_out(step: StepTable) -> Deed:
    """Take money out of the drawer."""
    return _cash(step, -1)


def _cash(step: StepTable, sign: int) -> Deed:
    amount, label = step.money("amount"), step.text("as", "")
    case = step.choice("case", BusinessCase) if step.has("case") else None
    reason = step.text("reason", None if case is None else "")
    if amount.cents < 0:
        step.wrong("Der Betrag steht ohne Vorzeichen da.", "amount")
    if case is not None and case not in MOVES:
        step.wrong(f"„case“ muss eines von {', '.join(sorted(MOVES))} sein.", "case")

    def do(play: Play, operator: Operator | None) -> Outcome:
        moved = move_cash(play.till, present(operator), amount.times(sign), reason, movement=case)
        return play.receipt_issued(moved, label)

    return do


def read_collect(step: StepTable) -> Deed:
    """Take the money for what was sold on account."""
    receipt, ways, label = _receipt(step), _ways(step), step.text("as", "")
    amount = step.money("amount") if step.has("amount") else None

    def do(play: Play, operator: Operator | None) -> Outcome:
        till = play.till
        number = f"{till.terminal.number}-{receipt(play)}"
        found = till.books.voucher(f"Beleg {number}")
        due = amount or (ZERO if found is None else found.balance)
        paid = pay_receivable(till, present(operator), number, _tenders(due, ways), amount=amount)
        return play.receipt_issued(paid, label)

    return do


def read_function(step: StepTable) -> Deed:
    """Use a function article."""
    number = step.article()
    amount = step.money("amount") if step.has("amount") else None
    label = step.text("as", "")
    article = step.names.master.catalogue.articles.get(number)
    if article is not None and not isinstance(article.function, FunctionCode):
        step.wrong(f"„{article.name}“ ist keine Funktion, sondern wird boniert.", "article")

    def do(play: Play, operator: Operator | None) -> Outcome:
        paid = use_function(play.till, present(operator), number, amount)
        return Outcome() if paid is None else play.receipt_issued(paid, label)

    return do


def read_drawer(_step: StepTable) -> Deed:
    """Open the drawer without a sale."""

    def do(play: Play, operator: Operator | None) -> Outcome:
        return play.noted(open_drawer(play.till, present(operator)))

    return do


def _share(step: StepTable) -> Share | None:
    """`lines`, `amount` or `share`: what of the tab is settled; None for all of it."""
    refs = step.line_refs("lines")
    amount = step.money("amount") if step.has("amount") else None
    text = step.text("share") if step.has("share") else None
    if sum(each is not None for each in (refs, amount, text)) > 1:
        step.wrong("Geteilt wird entweder nach „lines“, nach „amount“ oder nach „share“.")
    if refs is not None:
        return lambda tab: take(tab, refs)
    if amount is not None:
        return lambda tab: share_of_amount(tab.lines, amount)[0]
    if text is None:
        return None
    found = _SHARE.fullmatch(text.strip())
    count = int(found[1]) if found else 0
    if not 1 <= count <= 99:
        step.wrong("„share“ ist ein Anteil von 1/2 bis 1/99.", "share")
    return lambda tab: list(tab.lines) if count == 1 else equal_shares(tab.lines, count)[0]


def _discount(step: StepTable) -> Callable[[tuple[Line, ...]], BillDiscount] | None:
    """`discount`: "10 %" or "5,00" off the whole."""
    if not step.has("discount"):
        return None
    value = step.raw("discount")
    try:
        if isinstance(value, str) and value.strip().endswith("%"):
            points = as_percent(value) or 0
            return lambda lines: discount_percent(lines, points)
        amount = as_money(value)
    except Refused as refusal:
        step.wrong(str(refusal), "discount")
        return None
    if amount is None:
        step.wrong('„discount“ ist ein Anteil wie "10 %" oder ein Betrag wie "5,00".', "discount")
        return None
    return lambda lines: discount_amount(lines, amount)


def _ways(step: StepTable) -> tuple[Way, ...]:
    """`with`: a code, or a list of codes and tables; `given`: what a single way is given."""
    value = step.raw("with")
    given = step.money("given") if step.has("given") else None
    single = isinstance(value, str)
    if single:
        value = [value]
    if not isinstance(value, list) or not value:
        step.wrong('Es fehlt „with“: eine Zahlungsart wie "BA" oder eine Liste davon.', "with")
        return ()
    if given is not None and not single:
        step.wrong("„given“ gilt für eine einzige Zahlungsart. Sonst steht „amount“ bei jeder.", "given")
    ways = [way for index, each in enumerate(value) if (way := _way(step, each, index, given)) is not None]
    if sum(way.amount is None for way in ways) > 1:
        step.wrong("Nur eine Zahlungsart kann ohne Betrag den Rest begleichen.", "with")
    return tuple(ways)


def _customer(step: StepTable) -> Customer | None:
    """`customer`: a name, or a table with name and address."""
    if not step.has("customer"):
        return None
    value = step.raw("customer")
    if isinstance(value, str):
        return Customer(value)
    table = step.table("customer")
    customer = Customer(
        name=table.text("name"),
        street=table.text("street", ""),
        postcode=table.text("postcode", ""),
        city=table.text("city", ""),
        vat_id=table.text("vat_id", ""),
        number=table.text("number", ""),
    )
    table.end()
    return customer


def _way(step: StepTable, value: object, index: int, given: Money | None) -> Way | None:
    amount = given
    code: object = value
    voucher = ""
    if isinstance(value, Mapping):
        code, voucher = value.get("way"), str(value.get("voucher", ""))
        unknown = set(value) - {"way", "amount", "voucher"}
        if unknown:
            step.wrong(f"Ein Feld „{min(unknown)}“ gibt es hier nicht.", "with", index, min(unknown))
        try:
            amount = as_money(value["amount"]) if "amount" in value else None
        except Refused as refusal:
            step.wrong(str(refusal), "with", index, "amount")
            return None
        if "amount" in value and amount is None:
            step.wrong('„amount“ muss ein Betrag in Anführungszeichen wie "12,50" sein.', "with", index)
    try:
        method = step.names.master.house.payment_method(str(code))
    except Refused as refusal:
        step.wrong(str(refusal), "with", index)
        return None
    if method.currency and amount is None:
        step.wrong(f"Für {method.name} muss dastehen, wie viel gegeben wird.", "with", index)
    return Way(method, amount, voucher)


def _tenders(total: Money, ways: tuple[Way, ...]) -> list[Tender]:
    """What the guest gives. The way without an amount takes what is left, or falls away if nothing is."""
    fixed = [Tender(way.method, way.amount, way.voucher) for way in ways if way.amount is not None]
    rest = total - Money.sum(tender.worth for tender in fixed)
    tenders = []
    for way in ways:
        if way.amount is not None:
            tenders.append(Tender(way.method, way.amount, way.voucher))
        elif rest.cents > 0:
            tenders.append(Tender(way.method, rest, way.voucher))
    return tenders


def _receipt(step: StepTable) -> Callable[[Play], int]:
    """`receipt`: a number, the label that an earlier step gave by `as`, or "last"."""
    value = step.raw("receipt") if step.has("receipt") else LAST
    number = as_whole(value)
    if number is not None:
        return lambda _play: number
    if not isinstance(value, str) or (value != LAST and value not in step.names.labels):
        step.wrong(f"Einen Beleg „{value}“ gibt es bis hierher nicht.", "receipt")
    label = str(value)

    def find(play: Play) -> int:
        if label not in play.receipts:
            raise Refused("Bis hierher ist kein Beleg ausgestellt.")
        return play.receipts[label]

    return find
