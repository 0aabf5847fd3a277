"""Papers on demand: the interim bill of a table, copies of receipts, and invoices for receipts."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from kasse.domain.business import table_name
from kasse.domain.customers import Customer
from kasse.domain.refused import Refused
from kasse.domain.sales import Receipt, ReceiptKind
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind, Pending, Subject
from kasse.ports.outbox import Job, JobKind
from kasse.settings.declared.papers import INTERIM_BILLS
from kasse.usecases.follow_ups import interim_paper, receipt_paper
from kasse.usecases.secure_pending import Noted, add_note
from kasse.usecases.till import Changed, Till


def print_interim_bill(till: Till, operator: Operator, table: int) -> Noted:
    """Print what is open on a table, marked as no receipt (Zwischenrechnung).

    What is printed stands in the journal: lines, sums and taxes as they were. It is secured as SonstigerVorgang
    afterwards: `secure_pending.secure_note`.

    Raises:
        Refused: nothing open, somebody else's table, no printer, or the house prints none.
        BooksError: it could not be written.
    """
    till.staff.require(operator, Right.PAY)
    if not till.settings[INTERIM_BILLS]:
        raise Refused("Zwischenrechnungen sind in den Einstellungen ausgeschaltet.")
    if not till.terminal.receipt_printer:
        raise Refused("An dieser Kasse ist kein Belegdrucker eingerichtet.")
    with till.books.act(ActKind.INTERIM_BILL, at=till.now(), operator=operator.number) as act:
        tab = till.open_tab(act, operator, table)
        if not tab.lines:
            raise Refused("Auf diesem Tisch ist nichts offen.")
        act.save_tab(replace(tab, bill_printed=True))
        job = interim_paper(till, tab, operator, act.at)
        act.body.update(table=table, total=tab.total.cents, bill=dict(job.payload))
        act.follow_up(job)
        text = f"Zwischenrechnung {table_name(table, tab.name)}: {tab.total}"
        note = add_note(till, act, operator, "Zwischenrechnung", text)
    return Noted(note, Changed.TABLES | Changed.JOURNAL)


def reprint_receipt(till: Till, operator: Operator, number: int, *, entertainment: bool = False) -> Changed:
    """Print a receipt again, marked as copy with the number of the copy.

    `entertainment`: with the block of a Bewirtungsbeleg below.

    Raises:
        Refused: no right, no such receipt, it came to nothing or is not signed yet, no printer, nothing was served.
        BooksError: it could not be written.
    """
    receipt = printable(till, operator, number)
    if entertainment and receipt.kind is not ReceiptKind.SALE:
        raise Refused(f"Beleg {number} ist kein Verkauf. Einen Bewirtungsbeleg gibt es nur zu einem Verkauf.")
    with till.books.act(ActKind.REPRINT, at=till.now(), operator=operator.number) as act:
        copy = len(till.books.acts_of_receipt(number, ActKind.REPRINT)) + 1
        act.body.update(receipt=number, copy=copy)
        if entertainment:
            act.body["entertainment"] = True
        for job in receipt_paper(till, number, copy=copy, entertainment=entertainment):
            act.follow_up(job)
    return Changed.JOURNAL


def print_invoice(till: Till, operator: Operator, number: int, customer: Customer) -> Changed:
    """Print a receipt made out to somebody who asks for an invoice after the payment; the receipt stays as it is.

    The first paper is the invoice, every further one for the same customer a counted copy. Another customer or address
    corrects it: that paper says which one it replaces (§ 31 (5) UStDV). The journal keeps who asked and for whom.

    Raises:
        Refused: no right, no such receipt, no sale, reversed, made out to somebody already, not signed yet, no printer.
        BooksError: it could not be written.
    """
    receipt = printable(till, operator, number)
    if receipt.kind is not ReceiptKind.SALE:
        raise Refused(f"Beleg {number} ist kein Verkauf. Eine Rechnung gibt es nur zu einem Verkauf.")
    if receipt.training != operator.training:
        raise Refused("Übung und Betrieb bleiben getrennt: Dieser Beleg gehört nicht dazu.")
    if receipt.customer is not None and receipt.customer.has_address:
        raise Refused(
            f"Beleg {number} ist schon eine Rechnung an {receipt.customer.name}. Bitte eine Kopie drucken."
        )
    with till.books.act(ActKind.INVOICE, at=till.now(), operator=operator.number) as act:
        reversal = till.books.reversal_of(number)
        if reversal is not None:
            raise Refused(f"Beleg {number} ist storniert, mit Beleg {reversal}. Dazu gibt es keine Rechnung.")
        earlier = till.books.acts_of_receipt(number, ActKind.INVOICE)
        issued_at, copy, replaces = act.at, 0, ""
        if earlier and earlier[-1].body["customer"] == asdict(customer):
            last = earlier[-1].body
            issued_at, replaces = datetime.fromisoformat(str(last["at"])), str(last["replaces"])
            copy = int(str(last["copy"])) + 1
        elif earlier:
            replaces = str(earlier[-1].body["at"])
        payload = {
            "paper": "invoice",
            "number": number,
            "customer": asdict(customer),
            "at": issued_at.isoformat(),
            "copy": copy,
            "replaces": replaces,
        }
        act.body.update({what: value for what, value in payload.items() if what not in ("paper", "number")})
        act.body["receipt"] = number
        act.follow_up(Job(JobKind.PRINT, till.terminal.receipt_printer, payload))
    return Changed.JOURNAL


def printable(till: Till, operator: Operator, number: int) -> Receipt:
    """A receipt that can be printed again by this operator.

    Raises:
        Refused: no right, no such receipt, it came to nothing or is not signed yet, no printer.
    """
    till.staff.require(operator, Right.REPRINT)
    if not till.terminal.receipt_printer:
        raise Refused("An dieser Kasse ist kein Belegdrucker eingerichtet.")
    try:
        stored = till.books.receipt(number)
    except KeyError:
        raise Refused(f"Einen Beleg {number} gibt es an dieser Kasse nicht.") from None
    if stored.aborted:
        raise Refused(f"Beleg {number} wurde abgebrochen und hat kein Papier.")
    if Pending(Subject.RECEIPT, number) in till.books.pending():
        raise Refused(f"Beleg {number} wird gerade noch abgesichert. Bitte gleich noch einmal.")
    return stored.receipt
