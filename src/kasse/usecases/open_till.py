"""Opening the till: after a clean stop as after a power cut, everything begun is brought to its end."""

from __future__ import annotations

from dataclasses import dataclass

from kasse import __version__
from kasse.domain.business import table_name
from kasse.domain.orders import Tab
from kasse.domain.sales import Receipt
from kasse.ports.books import ActKind, Pending, RecordKind, Series, Subject
from kasse.ports.fiscal import Outage
from kasse.usecases.book_internal import take_back_prices
from kasse.usecases.cash_balance import carry_balances
from kasse.usecases.device_life import take_up_service
from kasse.usecases.outages import end_outage_if_answered, note_outcome, take_up_outage, unsigned
from kasse.usecases.planned_prices import apply_planned_prices
from kasse.usecases.recover_signature import last_explained, oldest_doubt, recover_signature
from kasse.usecases.register_device import register_device
from kasse.usecases.sign_receipt import finish_receipt
from kasse.usecases.take_payment import PART
from kasse.usecases.till import Till
from kasse.usecases.vouchers import unbook_vouchers


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the start-up found and did."""

    finished: tuple[int, ...]
    """Receipts that the device had signed: finished with that signature."""
    aborted: tuple[int, ...]
    """Receipts that the device had not signed: broken off, what they settled is open again."""
    orders: tuple[int, ...]
    """Orders that were not secured: now with the device's signature, or noted as unsigned."""
    skipped: int
    """Numbers that a device had signed and the books did not know, after an old backup was restored."""


def open_till(till: Till) -> Recovered:
    """Take up work. Asks the signing device how far it got with what the books began; never signs anything twice.

    Raises:
        BooksError: the books cannot be written.
    """
    with till.books.act(ActKind.START, at=till.now()) as act:
        act.body["version"] = __version__
    till.read_availabilities()
    take_up_service(till)
    take_up_outage(till)
    register_device(till)
    outage = till.outage
    doubt = oldest_doubt(till)
    finished: list[int] = []
    aborted: list[int] = []
    orders: list[int] = []
    for pending in till.books.pending():
        if pending.subject is not Subject.RECEIPT:
            _recover_waiting(till, pending, outage)
            if pending.subject is Subject.ORDER:
                orders.append(pending.number)
        elif _recover_receipt(till, pending):
            finished.append(pending.number)
        else:
            aborted.append(pending.number)
    end_outage_if_answered(till)
    skipped = _skip_ahead(till, doubt)
    carry_balances(till)
    apply_planned_prices(till)
    return Recovered(tuple(finished), tuple(aborted), tuple(orders), skipped)


def close_till(till: Till) -> None:
    """Write down that the program ended in good order."""
    with till.books.act(ActKind.STOP, at=till.now()) as act:
        act.body["version"] = __version__


def _recover_waiting(till: Till, pending: Pending, outage: Outage | None) -> None:
    """An order or a note: with the device's signature if there is one, else noted as unsigned."""
    subject, number = pending.subject, pending.number
    if subject is Subject.NOTE:
        note = till.books.record(RecordKind.NOTE, number)
        if note is None:
            return
        process, operator, begun = till.fiscal.for_note(note.body["text"]), note.operator, note.at
    else:
        order = till.books.order(number)
        process = till.fiscal.for_order(order.bookings, training=order.training)
        operator, begun = order.operator, order.at
    if process is None:
        return
    secured = recover_signature(till, process, pending, begun)
    with till.books.act(ActKind.SECURED, at=till.now(), operator=operator) as act:
        act.secure(subject, number, secured or unsigned(till, process, till.outage or outage))
        act.body.update({subject.value: number, "recovered": True})


def _recover_receipt(till: Till, pending: Pending) -> bool:
    """Finish a draft that the device has signed; break off one that it has not, and say which it was."""
    receipt = till.books.receipt(pending.number).receipt
    process = till.fiscal.for_receipt(receipt)
    secured = None
    if process is not None:
        secured = recover_signature(till, process, pending, receipt.issued_at)
    if secured is not None:
        begun = till.books.acts_of_receipt(receipt.number, ActKind.RECEIPT_BEGUN)
        entertainment = any(act.body.get("entertainment") for act in begun)
        finish_receipt(till, receipt, secured, entertainment=entertainment)
        return True
    _abort(till, receipt)
    ending = till.fiscal.for_abort(receipt)
    if ending is not None:
        noted = note_outcome(
            till,
            till.fiscal.secure(ending),
            since=till.now(),
            operator=receipt.operator,
            cashier=receipt.operator_name,
        )
        with till.books.act(ActKind.SECURED, at=till.now(), operator=receipt.operator) as act:
            act.secure(Subject.ABORT, receipt.number, noted)
            act.body.update(receipt=receipt.number, aborted=True)
    return False


def _abort(till: Till, receipt: Receipt) -> None:
    """The draft comes to nothing: nobody was told that it was paid, so its lines are open again."""
    with till.books.act(ActKind.RECEIPT_ABORTED, at=till.now(), operator=receipt.operator) as act:
        act.abort(receipt.number)
        unbook_vouchers(act, receipt)
        act.body["receipt"] = receipt.number
        lines = take_back_prices(till, act, receipt)
        if receipt.table is not None and receipt.reverses is None and receipt.lines:
            named = receipt.table_label != table_name(receipt.table)
            begun = till.books.acts_of_receipt(receipt.number, ActKind.RECEIPT_BEGUN)
            part = next((one.body[PART] for one in begun if PART in one.body), None)
            waiter, owner = part if isinstance(part, list) else (0, receipt.operator)
            tab = act.tab(receipt.table, training=receipt.training, waiter=waiter) or Tab(
                receipt.table,
                owner,
                receipt.first_ordered_at or receipt.issued_at,
                name=receipt.table_label if named else "",
                payer=receipt.payer,
                customer=receipt.customer if receipt.customer and receipt.customer.has_address else None,
                training=receipt.training,
                waiter=waiter,
            )
            act.save_tab(tab.with_lines(lines))


def _skip_ahead(till: Till, doubt: int) -> int:
    """If the device has signed more than the books know, an old backup was restored: skip the numbers it used."""
    receipts, orders = till.fiscal.signed_since(last_explained(till, doubt))
    if not receipts and not orders:
        return 0
    with till.books.act(ActKind.RESTORE, at=till.now()) as act:
        for _ in range(receipts):
            act.next_number(Series.RECEIPT)
        for _ in range(orders):
            act.next_number(Series.ORDER)
        act.body.update(skipped_receipts=receipts, skipped_orders=orders)
    return receipts + orders
