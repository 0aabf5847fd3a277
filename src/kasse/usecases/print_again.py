"""Papers on demand: the interim bill of a table, and copies of receipts."""

from __future__ import annotations

from dataclasses import replace

from kasse.domain.business import table_name
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind
from kasse.usecases.follow_ups import interim_paper, receipt_paper
from kasse.usecases.secure_pending import Noted, add_note
from kasse.usecases.till import Changed, Till


def print_interim_bill(till: Till, operator: Operator, table: int) -> Noted:
    """Print what is open on a table, marked as no receipt (Zwischenrechnung).

    What is printed stands in the journal: lines, sums and taxes as they were. It is secured as SonstigerVorgang
    afterwards: `secure_pending.secure_note`.

    Raises:
        Refused: nothing open, somebody else's table, no printer.
        BooksError: it could not be written.
    """
    till.staff.require(operator, Right.PAY)
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


def reprint_receipt(till: Till, operator: Operator, number: int) -> Changed:
    """Print a receipt again, marked as copy with the number of the copy.

    Raises:
        Refused: no right, no such receipt, it came to nothing, no printer.
        BooksError: it could not be written.
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
    with till.books.act(ActKind.REPRINT, at=till.now(), operator=operator.number) as act:
        act.body["receipt"] = number
        for job in receipt_paper(till, number, copy=1):
            act.follow_up(job)
    return Changed.JOURNAL
