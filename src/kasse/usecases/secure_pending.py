"""Securing what is durable and waits for the signing device: orders and notes, whose guests need not wait for it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from kasse.domain.staff import Operator
from kasse.ports.books import Act, ActKind, AlreadySecured, Pending, RecordKind, Subject
from kasse.ports.fiscal import Process, Secured
from kasse.usecases.outages import note_outcome
from kasse.usecases.register_device import register_device
from kasse.usecases.till import Changed, Till


def secure_pending(
    till: Till, pending: Pending, process: Process | None, *, since: datetime, operator: int, cashier: str
) -> Secured | None:
    """Have it signed and write down how that went; None where nothing is asked for or all is done.

    Waits for the device, at most for its deadline: never call it on the lane that serves the screen.

    Raises:
        BooksError: the outcome could not be written. Another try writes the same outcome and signs nothing again;
            without one the next start asks the device.
    """
    if process is None or pending not in till.books.pending():
        till.unwritten.pop(pending, None)
        return None
    with till.securing:
        secured = till.unwritten.get(pending) or till.fiscal.secure(process)
        till.unwritten[pending] = secured
        if secured.is_signed and secured.serial not in till.known_devices:
            register_device(till)
        secured = note_outcome(till, secured, since=since, operator=operator, cashier=cashier)
        till.unwritten[pending] = secured
        with (
            suppress(AlreadySecured),
            till.books.act(ActKind.SECURED, at=till.now(), operator=operator) as act,
        ):
            act.secure(pending.subject, pending.number, secured)
            act.body[pending.subject.value] = pending.number
        till.unwritten.pop(pending, None)
    return secured


@dataclass(frozen=True, slots=True)
class Noted:
    """A note that is durable. It still has to be secured: `secure_note`."""

    note: int | None
    """Its number; None where the law asks for none."""
    changed: Changed = Changed.JOURNAL


def add_note(till: Till, act: Act, operator: Operator, name: str, text: str) -> int | None:
    """Add to an act what is worth securing beside orders and receipts; its number, None where nobody asks for it."""
    words = f"{text}; {operator.name}{' (Übung)' if operator.training else ''}"
    if till.fiscal.for_note(words) is None:
        return None
    return act.add_note(name, words, pending=True)


def secure_note(till: Till, number: int | None) -> Secured | None:
    """Have a note signed; see `secure_pending`. None: there is no note."""
    record = None if number is None else till.books.record(RecordKind.NOTE, number)
    if record is None or number is None:
        return None
    operator = till.staff.operators.get(record.operator)
    return secure_pending(
        till,
        Pending(Subject.NOTE, number),
        till.fiscal.for_note(record.body["text"]),
        since=record.at,
        operator=record.operator,
        cashier=operator.name if operator else "",
    )
