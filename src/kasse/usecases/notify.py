"""The notification to the tax office (Kassenmeldung): gathering its facts, making it, noting that it was handed in.

Each one names all tills of the site and takes the place of the one before. What was made is a sealed record; files
and packages are written from it (`app`), mails wait in the outbox until a lane carries them out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from kasse import __version__
from kasse.domain.business import Terminal
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Act, ActKind, Record, RecordKind
from kasse.ports.notification import Notification, NotificationForm, NotifiedTill, Reason
from kasse.ports.outbox import Job, JobKind
from kasse.settings import Settings
from kasse.settings.declared.fiscal_de import (
    ACQUIRED_ON,
    BSI_ID,
    FISCAL_ADDRESSES,
    MEINFISKAL,
    TILL_ART,
    TILL_MAKER,
    TILL_MODEL,
)
from kasse.usecases.device_events import DeviceEvent, Event, all_events, last_of
from kasse.usecases.till import Changed, Till

SOFTWARE = "kasse"
MAIL_LANE = "mail"
"""Target of jobs that are to be mailed."""
NOT_HERE = "In diesem Land gibt es keine Kassenmeldung."
_LONGEST = 200


class Records(Protocol):
    """What is asked of books; see `kasse.ports.books.Books`."""

    def record(self, kind: RecordKind, number: int) -> Record | None: ...

    def latest_records(self, kind: RecordKind, limit: int = 100) -> Sequence[Record]: ...


@dataclass(frozen=True, slots=True)
class NotificationView:
    """One notification as lists and screens show it."""

    number: int
    made_at: datetime
    operator: int
    """0: made by itself."""
    notification: Notification
    xml: str
    xml_sha256: str
    due_on: date
    missing: tuple[str, ...]
    hints: tuple[str, ...]
    meinfiskal: bool
    """Whether it was made for MeinFiskal, too."""
    mailed_to: tuple[str, ...]
    handed_in_on: date | None
    handed_in_how: str

    @property
    def names_test_device(self) -> bool:
        """Whether a till of it works with a device that is not certified: then it must not be handed in."""
        return any(till.tse_is_test and till.ended_on is None for till in self.notification.tills)


@dataclass(frozen=True, slots=True)
class NotificationMade:
    """A notification that is durable."""

    number: int
    form: NotificationForm
    changed: Changed = Changed.JOURNAL


# --- making one ----------------------------------------------------------------------------------------------------


def make_notification(
    till: Till, operator: Operator | None = None, *, mail: bool = False
) -> NotificationMade:
    """Make one at any time. `operator` None: whoever may use the data folder. `mail`: to the addresses of the setting.

    Raises:
        Refused: no right, no notification in this country, or nobody to mail it to.
        BooksError: it could not be written.
    """
    if operator is not None:
        till.staff.require(operator, Right.SETTINGS)
    if mail and not till.settings[FISCAL_ADDRESSES]:
        raise Refused("Es ist keine Mailadresse für Kassenmeldungen eingetragen (Einstellungen, Finanzamt).")
    today = till.now().astimezone(till.zone).date()
    made = _gather(till, Reason.ON_DEMAND, today, {})
    if made is None:
        raise Refused(NOT_HERE)
    with till.books.act(
        ActKind.NOTIFICATION, at=till.now(), operator=operator.number if operator else 0
    ) as act:
        number = _write(till, act, *made, mail=mail)
    till.on_notification()
    return NotificationMade(number, made[1])


def notify_with(
    till: Till, act: Act, reason: Reason, happening: DeviceEvent, happened_on: date
) -> int | None:
    """Within the act of an event: make the notification that follows it, and queue its mail. Its number, if any.

    `till.on_notification` is to be called once the act is durable.
    """
    made = _gather(till, reason, happened_on, {till.terminal.number: happening})
    return None if made is None else _write(till, act, *made, mail=True)


def _write(till: Till, act: Act, facts: Notification, form: NotificationForm, *, mail: bool) -> int:
    addresses = till.settings[FISCAL_ADDRESSES] if mail else ()
    body = {
        **facts.as_record(),
        "xml": form.xml,
        "xml_sha256": hashlib.sha256(form.xml.encode("utf-8")).hexdigest(),
        "due_on": form.due_on.isoformat(),
        "missing": list(form.missing),
        "hints": list(form.hints),
        "meinfiskal": int(till.settings[MEINFISKAL]),
        "mailed_to": list(addresses),
    }
    number = act.add_record(RecordKind.NOTIFICATION, body)
    act.body["notification"] = number
    if addresses:
        payload = {"mail": "notification", "number": number, "to": list(addresses)}
        act.follow_up(Job(JobKind.MAIL, MAIL_LANE, payload))
    return number


# --- its facts -----------------------------------------------------------------------------------------------------


def _gather(
    till: Till, reason: Reason, happened_on: date, happening: Mapping[int, DeviceEvent]
) -> tuple[Notification, NotificationForm] | None:
    """What is known now. `happening`: events, by terminal, that are being written with it."""
    events = {number: list(each) for number, each in all_events(till.books).items()}
    for number, event in happening.items():
        events.setdefault(number, []).append(event)
    stored = till.books.settings()
    first_use = _first_use(events, till.zone)
    business, site = till.house.business, till.house.business.site
    facts = Notification(
        reason=reason,
        happened_on=happened_on,
        firm=business.name,
        owner=business.owner,
        street=business.street,
        postcode=business.postcode,
        city=business.city,
        tax_number=business.tax_number,
        tax_office=business.tax_office,
        site_name=site.name,
        site_street=site.street,
        site_postcode=site.postcode,
        site_city=site.city,
        tills=tuple(
            _till_facts(
                number,
                till,
                events.get(number, ()),
                Settings(stored, number),
                first_use,
                happening.get(number),
            )
            for number in sorted(till.house.terminals.keys() | events.keys())
        ),
    )
    form = till.fiscal.notification_form(facts)
    return None if form is None else (facts, form)


def _first_use(events: Mapping[int, Sequence[DeviceEvent]], zone: ZoneInfo) -> Mapping[str, date]:
    """The day from which each device signed for any of the tills."""
    found: dict[str, date] = {}
    for each in events.values():
        for event in each:
            if event.event is Event.IN_USE:
                day = event.at.astimezone(zone).date()
                found[event.serial] = min(day, found.get(event.serial, day))
    return found


def _till_facts(
    number: int,
    till: Till,
    events: Sequence[DeviceEvent],
    settings: Settings,
    first_use: Mapping[str, date],
    happening: DeviceEvent | None,
) -> NotifiedTill:
    known = till.house.terminals.get(number)
    latest = events[-1] if events else None
    if known is None:  # gone from the master data, and still to be reported as out of use
        known = Terminal(number, latest.name if latest else "", latest.client_id if latest else "")
    is_this = number == till.terminal.number
    device = last_of(events, Event.IN_USE)
    began = last_of(events, Event.COMMISSIONED)
    ended = last_of(events, Event.COMMISSIONED, Event.DECOMMISSIONED)
    if ended is began:
        ended = None
    is_new_device = device is not None and device is happening  # what was typed in belongs to the one before
    typed_bsi_id = "" if is_new_device else settings[BSI_ID]
    return NotifiedTill(
        number=number,
        name=known.name,
        serial=known.serial,
        art=settings[TILL_ART],
        maker=settings[TILL_MAKER],
        model=settings[TILL_MODEL],
        software=SOFTWARE,
        software_version=latest.software if latest is not None and not is_this else __version__,
        tse_serial=device.serial if device else "",
        tse_maker=device.maker if device else "",
        tse_form=device.form if device else None,
        tse_started_on=first_use.get(device.serial) if device else None,
        tse_is_test=device.is_test if device else False,
        bsi_id=(device.certification_id if device else "") or typed_bsi_id,
        acquired_on=settings[ACQUIRED_ON],
        started_on=began.at.astimezone(till.zone).date() if began else None,
        ended_on=ended.at.astimezone(till.zone).date() if ended else None,
        end_reason=ended.reason if ended else "",
    )


# --- what was made -------------------------------------------------------------------------------------------------


def notifications(books: Records, limit: int = 100) -> Sequence[NotificationView]:
    """What this till has made, newest first."""
    return [_view(books, record) for record in books.latest_records(RecordKind.NOTIFICATION, limit)]


def find_notification(books: Records, number: int) -> NotificationView:
    """One of them.

    Raises:
        KeyError: there is none with that number.
    """
    record = books.record(RecordKind.NOTIFICATION, number)
    if record is None:
        raise KeyError(number)
    return _view(books, record)


def _view(books: Records, record: Record) -> NotificationView:
    body = record.body
    handed_in: Mapping[str, Any] = {}
    if (found := books.record(RecordKind.HANDED_IN, record.number)) is not None:
        handed_in = found.body
    return NotificationView(
        number=record.number,
        made_at=record.at,
        operator=record.operator,
        notification=Notification.of_record(body),
        xml=body["xml"],
        xml_sha256=body["xml_sha256"],
        due_on=date.fromisoformat(body["due_on"]),
        missing=tuple(body["missing"]),
        hints=tuple(body["hints"]),
        meinfiskal=bool(body["meinfiskal"]),
        mailed_to=tuple(body["mailed_to"]),
        handed_in_on=date.fromisoformat(handed_in["on"]) if handed_in else None,
        handed_in_how=handed_in.get("how", ""),
    )


def still_to_hand_in(books: Records) -> NotificationView | None:
    """The notification whose date runs: of those made by themselves since the last one handed in, the oldest.

    Only it has to be met: handing in a later one does as well, since each names everything. One that names a test
    device is not to be handed in.
    """
    oldest = None
    for view in notifications(books):
        if view.handed_in_on is not None:
            break
        if view.notification.reason is not Reason.ON_DEMAND and not view.names_test_device:
            oldest = view
    return oldest


def hand_in(till: Till, operator: Operator | None, number: int, *, on: date, how: str) -> Changed:
    """Note that a notification was handed in: when, and by which way.

    Raises:
        Refused: no right, no such notification, noted before, a day that cannot be, or no way.
        BooksError: it could not be written.
    """
    if operator is not None:
        till.staff.require(operator, Right.SETTINGS)
    try:
        view = find_notification(till.books, number)
    except KeyError:
        raise Refused(f"Eine Kassenmeldung {number} gibt es nicht.") from None
    if view.handed_in_on is not None:
        raise Refused(
            f"Die Kassenmeldung {number} ist schon als abgegeben vermerkt ({view.handed_in_on:%d.%m.%Y})."
        )
    made_on, today = (at.astimezone(till.zone).date() for at in (view.made_at, till.now()))
    if not made_on <= on <= today:
        raise Refused(f"Bitte einen Tag vom {made_on:%d.%m.%Y} bis heute angeben.")
    way = " ".join(how.split())
    if not way or len(way) > _LONGEST:
        raise Refused("Bitte kurz angeben, wie sie abgegeben wurde, etwa „ELSTER, XML hochgeladen“.")
    with till.books.act(
        ActKind.NOTIFICATION, at=till.now(), operator=operator.number if operator else 0
    ) as act:
        act.add_record(RecordKind.HANDED_IN, {"on": on.isoformat(), "how": way}, number)
        act.body["handed_in"] = number
    return Changed.JOURNAL


def print_notification(till: Till, operator: Operator, number: int) -> Changed:
    """Print the sheet of a notification.

    Raises:
        Refused: no right, no such notification, or no printer.
        BooksError: it could not be written.
    """
    till.staff.require(operator, Right.SETTINGS)
    if till.books.record(RecordKind.NOTIFICATION, number) is None:
        raise Refused(f"Eine Kassenmeldung {number} gibt es nicht.")
    if not till.terminal.receipt_printer:
        raise Refused("An dieser Kasse ist kein Drucker für Belege eingerichtet.")
    with till.books.act(ActKind.REPRINT, at=till.now(), operator=operator.number) as act:
        act.body["notification"] = number
        payload = {"paper": "notification", "number": number}
        act.follow_up(Job(JobKind.PRINT, till.terminal.receipt_printer, payload))
    return Changed.JOURNAL
