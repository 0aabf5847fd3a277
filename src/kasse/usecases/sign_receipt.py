"""Draft before device: how every receipt gets its number, its signature and its follow-up jobs.

The numbered draft is durable before the signing device hears of it, so that after a power cut the device can be
asked how far it got, instead of signing twice or skipping a number.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from kasse.domain.refused import Refused
from kasse.domain.sales import Receipt
from kasse.domain.staff import Operator
from kasse.ports.books import Act, ActKind, AlreadyBooked, AlreadySecured, Pending, Series, Subject
from kasse.ports.fiscal import Process, Secured
from kasse.usecases.follow_ups import drawer, receipt_paper
from kasse.usecases.outages import note_outcome
from kasse.usecases.recover_signature import recover_signature
from kasse.usecases.register_device import register_device
from kasse.usecases.till import Till
from kasse.usecases.vouchers import book_vouchers


@dataclass(frozen=True, slots=True)
class Draft:
    """A receipt that is durable."""

    receipt: Receipt
    process: Process | None
    """What the device is still to sign; None: the receipt is finished already."""
    again: bool = False
    """An earlier try with the same key has booked it, and perhaps had it signed."""
    quiet: bool = False
    """Nothing follows: no paper, and the drawer stays shut."""
    entertainment: bool = False
    """The paper has the block of a Bewirtungsbeleg."""


Compose = Callable[[Act, int], Receipt]
"""Given the act and the receipt's number: the receipt, with the tabs saved as they are afterwards."""


def begin_receipt(
    till: Till,
    operator: Operator,
    compose: Compose,
    *,
    key: UUID | None,
    quiet: bool = False,
    entertainment: bool = False,
) -> Draft:
    """Book the numbered draft. The same key again books nothing and answers as the first time.

    Raises:
        Refused: `compose` refuses; nothing is booked.
        BooksError: it could not be written; look the key up before trying again.
    """
    till.require_service()
    try:
        with till.books.act(ActKind.RECEIPT_BEGUN, at=till.now(), operator=operator.number, key=key) as act:
            receipt = compose(act, act.next_number(Series.RECEIPT))
            book_vouchers(act, receipt)
            process = till.fiscal.for_receipt(receipt)
            act.begin_receipt(receipt, pending=process is not None)
            act.body["receipt"] = receipt.number
            if entertainment:
                act.body["entertainment"] = True
            if process is None and not quiet:
                _follow(till, act, receipt, entertainment=entertainment)
    except AlreadyBooked as earlier:
        number = earlier.booked.body.get("receipt")
        if not isinstance(number, int):
            raise
        stored = till.books.receipt(number)
        if stored.aborted:
            raise Refused(
                f"Beleg {number} wurde durch einen Ausfall abgebrochen. Bitte neu kassieren."
            ) from earlier
        waits = any(p.subject is Subject.RECEIPT and p.number == number for p in till.books.pending())
        process = till.fiscal.for_receipt(stored.receipt) if waits else None
        return Draft(stored.receipt, process, again=True, quiet=quiet, entertainment=entertainment)
    return Draft(receipt, process, quiet=quiet, entertainment=entertainment)


def sign_receipt(till: Till, draft: Draft) -> Secured | None:
    """Have a draft signed and finish it. An outage finishes it too: the law foresees it.

    What an earlier try has had signed is not signed again.

    Waits for the device, at most for its deadline: never call it on the lane that serves the screen.

    Raises:
        BooksError: the outcome could not be written; the next start finds the draft and finishes it.
    """
    number = draft.receipt.number
    process, receipt = draft.process, draft.receipt
    if process is None:
        return till.books.receipt(number).secured if draft.again else None
    with till.securing:
        pending = Pending(Subject.RECEIPT, number)
        earlier = recover_signature(till, process, pending, receipt.issued_at) if draft.again else None
        secured = earlier or till.fiscal.secure(process)
        if secured.is_signed and secured.serial not in till.known_devices:
            register_device(till)
        secured = note_outcome(
            till, secured, since=receipt.issued_at, operator=receipt.operator, cashier=receipt.operator_name
        )
        finish_receipt(till, receipt, secured, quiet=draft.quiet, entertainment=draft.entertainment)
    return secured


def finish_receipt(
    till: Till, receipt: Receipt, secured: Secured, *, quiet: bool = False, entertainment: bool = False
) -> None:
    """Write the signature (or outage) of a draft down, with the jobs that follow; once, however often it is tried."""
    with (
        suppress(AlreadySecured),
        till.books.act(ActKind.RECEIPT_FINISHED, at=till.now(), operator=receipt.operator) as act,
    ):
        act.secure(Subject.RECEIPT, receipt.number, secured)
        act.body["receipt"] = receipt.number
        if not quiet:
            _follow(till, act, receipt, entertainment=entertainment)


def _follow(till: Till, act: Act, receipt: Receipt, *, entertainment: bool) -> None:
    paper = receipt_paper(till, receipt.number, entertainment=entertainment)
    for job in (*paper, *drawer(till, receipt)):
        act.follow_up(job)
