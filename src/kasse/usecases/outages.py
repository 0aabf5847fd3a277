"""Outages of the signing device: one record for each, from the first failure until the device works again.

AEAO to § 146a no. 1.14: selling goes on; begin, end and cause are kept, and nothing is signed later. An outage is
the device's: it is not there, does not answer in time, or refuses to sign. What merely was under way when the program
was stopped (`ports.fiscal.INTERRUPTED`) is none as long as the device answers afterwards, since then nobody had to
sell without it; while an outage lasts, what was under way belongs to that outage too.

While all is well, and while an outage lasts, nothing is read or written here: only begin and end are acts.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from kasse.ports.books import ActKind, Pending, Record, RecordKind
from kasse.ports.fiscal import INTERRUPTED, Outage, Process, Secured, Trouble
from kasse.ports.outbox import Job, JobKind
from kasse.settings.declared.fiscal_de import OUTAGE_SLIPS, TSE_KIND
from kasse.usecases.till import Till

log = logging.getLogger(__name__)

MAKERS: Mapping[str, str] = {
    "software": "kasse (Test)",
    "swissbit": "Swissbit",
    "swissbit_cloud": "Swissbit",
    "fiskaly": "fiskaly",
    "epson": "Epson",
    "diebold": "Diebold Nixdorf",
}
"""Who makes the devices of a kind, for when a device does not say so itself. By the values of `TSE_KIND`."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Records(Protocol):
    """What is asked of books; see `kasse.ports.books.Books`."""

    def record(self, kind: RecordKind, number: int) -> Record | None: ...

    def latest_records(self, kind: RecordKind, limit: int = 100) -> Sequence[Record]: ...

    def without_signature(self, outage: int) -> Sequence[Pending]: ...


# --- while selling -----------------------------------------------------------------------------------------------


def note_outcome(
    till: Till, secured: Secured, *, since: datetime, operator: int = 0, cashier: str = ""
) -> Secured:
    """What follows from how securing went: an outage begins, goes on, or ends. Returns it with its outage.

    `since`: when that was booked which had to be secured; if an outage begins, it is its begin. To be called under
    `till.securing`, before the outcome is written.

    Raises:
        BooksError: the begin or the end could not be written; the outcome can be handed in again.
    """
    if secured.is_signed:
        till.answer_ends_outage = True
        if till.outage is not None:
            _end(till, till.outage)
        return secured
    if secured.outage:
        return secured
    trouble = Trouble(secured.error, secured.code)
    outage = till.outage or _begin(till, trouble, secured.serial, since, operator, cashier)
    return replace(secured, serial=secured.serial or outage.serial, outage=outage.number, code="")


def device_answers(till: Till) -> None:
    """The device answered a question, without having signed: the outage ends. Any thread may call, outside of acts.

    A device can answer well and sign nothing, with its certificate expired or its memory full. So an answer that
    was followed by another failure counts for nothing until something has been signed.

    Raises:
        BooksError: the end could not be written.
    """
    with till.securing:
        if till.outage is not None and till.answer_ends_outage:
            _end(till, till.outage)
            till.answer_ends_outage = False


def unsigned(till: Till, process: Process, outage: Outage | None) -> Secured:
    """How it is written down that something has no signature which was under way when the program ended.

    `outage`: that of then, or of now.
    """
    if outage is not None:
        return Secured(process, serial=outage.serial, error=outage.cause, outage=outage.number)
    device = till.fiscal.device()
    return Secured(process, serial=device.serial if device else "", error=INTERRUPTED)


# --- at the start --------------------------------------------------------------------------------------------------


def take_up_outage(till: Till) -> None:
    """Know again what was open when the program ended; a device that does not answer now begins an outage.

    Raises:
        BooksError: the begin could not be written.
    """
    with till.securing:
        till.outage = _open_outage(till.books)
        if till.outage is not None:
            till.on_outage()
        elif (trouble := till.fiscal.trouble()) is not None:
            _begin(till, trouble, "", till.now(), 0, "")


def end_outage_if_answered(till: Till) -> None:
    """After a start: ask a device that was out when the program ended whether it is there.

    Raises:
        BooksError: the end could not be written.
    """
    if till.outage is not None and till.fiscal.trouble() is None:
        device_answers(till)


# --- what the books know -------------------------------------------------------------------------------------------


def find_outage(books: Records, number: int) -> Outage:
    """An outage as it is now.

    Raises:
        KeyError: there is none with that number.
    """
    begun = books.record(RecordKind.OUTAGE, number)
    if begun is None:
        raise KeyError(number)
    return outage_of(begun, books.record(RecordKind.OUTAGE_END, number))


def all_outages(books: Records) -> Iterator[Outage]:
    """All outages of a terminal, oldest first."""
    latest = books.latest_records(RecordKind.OUTAGE, 1)
    count = latest[0].number if latest else 0
    ends = {end.number: end for end in books.latest_records(RecordKind.OUTAGE_END, count)}
    for begun in reversed(books.latest_records(RecordKind.OUTAGE, count)):
        yield outage_of(begun, ends.get(begun.number))


def outage_of(begun: Record, end: Record | None) -> Outage:
    """The outage of its record, and of that of its end."""
    body = begun.body
    return Outage(
        number=begun.number,
        began_at=_moment(body["began_at"]),
        ended_at=None if end is None else _moment(end.body["ended_at"]),
        serial=body["serial"],
        maker=body["maker"],
        client_id=body["client_id"],
        cause=body["cause"],
        code=body["code"],
        register=body["register"],
        cashier=body["cashier"],
        printer=body["printer"],
    )


# --- begin and end -------------------------------------------------------------------------------------------------


def _open_outage(books: Records) -> Outage | None:
    latest = books.latest_records(RecordKind.OUTAGE, 1)
    ended = not latest or books.record(RecordKind.OUTAGE_END, latest[0].number) is not None
    return None if ended else outage_of(latest[0], None)


def _begin(till: Till, trouble: Trouble, serial: str, since: datetime, operator: int, cashier: str) -> Outage:
    # A commit that raised may have arrived all the same, so an earlier try may be in the books.
    outage = _open_outage(till.books) or _write_begin(till, trouble, serial, since, operator, cashier)
    log.info("outage %d of the signing device: %s (%s)", outage.number, outage.cause, outage.code)
    till.outage = outage
    till.on_outage()
    return outage


def _write_begin(
    till: Till, trouble: Trouble, serial: str, since: datetime, operator: int, cashier: str
) -> Outage:
    device = till.fiscal.device() if serial else till.books.last_device()
    body = {
        "began_at": _millis(since),
        "serial": device.serial if device else serial,
        "maker": (device.maker if device else "") or MAKERS[till.settings[TSE_KIND]],
        "client_id": till.terminal.serial,
        "cause": trouble.error,
        "code": trouble.code,
        "register": till.terminal.name,
        "cashier": cashier,
        "printer": till.terminal.receipt_printer,
    }
    with till.books.act(ActKind.OUTAGE, at=till.now(), operator=operator) as act:
        number = act.add_record(RecordKind.OUTAGE, body)
        act.body["outage"] = number
        for job in _slips(till, "outage", number):
            act.follow_up(job)
        begun = Record(RecordKind.OUTAGE, number, act.at, operator, body)
    return outage_of(begun, None)


def _end(till: Till, outage: Outage) -> None:
    if till.books.record(RecordKind.OUTAGE_END, outage.number) is None:  # see `_begin`
        _write_end(till, outage)
    log.info("outage %d of the signing device is over", outage.number)
    till.outage = None
    till.on_outage()


def _write_end(till: Till, outage: Outage) -> None:
    at = till.now()
    with till.books.act(ActKind.OUTAGE_END, at=at) as act:
        # A clock that was set back meanwhile must not end it before it began.
        body = {"ended_at": _millis(max(at, outage.began_at))}
        act.add_record(RecordKind.OUTAGE_END, body, outage.number)
        act.body["outage"] = outage.number
        for job in _slips(till, "recovery", outage.number):
            act.follow_up(job)


def _slips(till: Till, paper: str, number: int) -> Iterator[Job]:
    if till.terminal.receipt_printer and till.settings[OUTAGE_SLIPS]:
        yield Job(JobKind.PRINT, till.terminal.receipt_printer, {"paper": paper, "number": number})


def _millis(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _moment(millis: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=millis)
