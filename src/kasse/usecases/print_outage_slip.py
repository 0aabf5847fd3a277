"""The slips of an outage once more, whenever somebody asks for them."""

from __future__ import annotations

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind
from kasse.ports.outbox import Job, JobKind
from kasse.usecases.outages import find_outage
from kasse.usecases.till import Changed, Till


def print_outage_slip(till: Till, operator: Operator, number: int, *, over: bool) -> Changed:
    """Print the slip of an outage as it began, or (`over`) that of its end with everything it left unsigned.

    Raises:
        Refused: no right, no such outage, it still lasts, or no printer.
        BooksError: it could not be written.
    """
    till.staff.require(operator, Right.REPRINT)
    if not till.terminal.receipt_printer:
        raise Refused("An dieser Kasse ist kein Belegdrucker eingerichtet.")
    try:
        outage = find_outage(till.books, number)
    except KeyError:
        raise Refused(f"Einen Ausfall {number} gibt es an dieser Kasse nicht.") from None
    if over and outage.ended_at is None:
        raise Refused("Der Ausfall dauert noch an. Den Fehlerbehebungsbeleg gibt es, wenn er vorbei ist.")
    paper = "recovery" if over else "outage"
    with till.books.act(ActKind.REPRINT, at=till.now(), operator=operator.number) as act:
        act.body.update(paper=paper, outage=number)
        act.follow_up(Job(JobKind.PRINT, till.terminal.receipt_printer, {"paper": paper, "number": number}))
    return Changed.JOURNAL
