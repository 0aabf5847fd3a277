"""The life of a till and its signing device: commissioning, another device in the middle of the day, the end.

Each step is a record, and the notification that the tax office is to get of it stands in the same act. The devices
are asked first: what a record says has happened.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from uuid import UUID

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind, Books, BooksError
from kasse.ports.notification import Reason
from kasse.ports.signing import DeviceState, SigningError, SigningRefused, Tse, TseSpec, TseSwitch
from kasse.settings.declared.fiscal_de import ACQUIRED_ON, TSE_KIND, TSE_PLACES
from kasse.usecases.archive_tse import ArchiveFailed
from kasse.usecases.device_events import (
    DeviceEvent,
    Event,
    all_events,
    device_events,
    last_of,
    new_event,
    write_event,
)
from kasse.usecases.move_cash import commission
from kasse.usecases.notify import notify_with
from kasse.usecases.outages import device_answers
from kasse.usecases.register_device import register_device
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Changed, Till

_LONGEST = 200
_SAME = (
    "Das ist die TSE, die schon in Gebrauch ist. Bitte die neue TSE anschließen und ihre Angaben eintragen."
)


class TakeArchive(Protocol):
    """Takes an archive of a device and puts it away (`usecases.archive_tse.take_archive`)."""

    def __call__(self, tse: Tse, *, whole: bool) -> int:
        """Its number; 0: nothing new.

        Raises:
            SigningError, ArchiveFailed, BooksError: as `take_archive`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Commissioned:
    """A till that is in service."""

    paid: Paid
    """The receipt that proved it."""
    notification: int | None
    changed: Changed = Changed.RECEIPTS | Changed.SHIFT | Changed.JOURNAL


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """Another device signs now."""

    old: str
    """Serial of the one before; empty: there was none."""
    new: str
    archive: int
    """Number of the last archive of the old one; 0: none could be taken."""
    trouble: str
    """German: why the old one could not be exported or signed off; empty if both was done."""
    changed: Changed = Changed.MASTER | Changed.JOURNAL


@dataclass(frozen=True, slots=True)
class Decommissioned:
    """A till that is out of service."""

    archive: int
    notification: int | None
    trouble: str
    changed: Changed = Changed.MASTER | Changed.JOURNAL


def take_up_service(till: Till) -> None:
    """When the program starts: know whether this till was decommissioned."""
    ended = _state(till.books, till.terminal.number)
    if ended is not None and ended.event is Event.DECOMMISSIONED:
        till.retired = ended.at.astimezone(till.zone).date()


def is_commissioned(till: Till) -> date | None:
    """Since when this till is in service; None: it was never commissioned, or decommissioned since."""
    state = _state(till.books, till.terminal.number)
    if state is None or state.event is not Event.COMMISSIONED:
        return None
    return state.at.astimezone(till.zone).date()


def commission_till(till: Till, operator: Operator, tse: Tse, *, key: UUID | None = None) -> Commissioned:
    """Put a till into service: set its device up, register it there, have a test receipt signed, notify.

    Raises:
        Refused: no right, in service already, or the device does not do its part.
        BooksError: it could not be written; done again, it goes on where it stopped.
    """
    _require(till, operator)
    since = is_commissioned(till)
    if since is not None:
        raise Refused(f"Diese Kasse ist schon seit {since:%d.%m.%Y} in Betrieb.")
    try:
        tse.set_up(till.terminal.serial)
    except SigningError as error:
        raise Refused(str(error)) from error
    retired, till.retired = till.retired, None
    try:
        paid = commission(till, operator, key=key)
        if paid.secured is None or not paid.secured.is_signed:
            why = "" if paid.secured is None else f" {paid.secured.error}"
            raise Refused(f"Der Testbeleg wurde nicht signiert, die Kasse ist nicht in Betrieb.{why}")
        event = new_event(till, Event.COMMISSIONED, till.fiscal.device(), receipt=paid.receipt.number)
        notification = _write(till, operator, event, Reason.COMMISSIONING, till.settings[ACQUIRED_ON])
    except BaseException:
        till.retired = retired
        raise
    till.on_notification()
    return Commissioned(paid, notification)


def change_device(
    till: Till, operator: Operator, devices: TseSwitch, spec: TseSpec, *, reason: str, archive: TakeArchive
) -> DeviceChanged:
    """Let another device sign from now on, also in the middle of a day; selling goes on.

    The new one is made ready first. The old one is exported and signed off as far as it still answers; that it did
    not is written down. What was ordered and not yet secured is secured by the new one.

    Raises:
        Refused: no right, no reason, or the new device cannot be used: the old one goes on.
        BooksError: it could not be written; the old one goes on.
    """
    _require(till, operator)
    till.require_service()
    why = _reason(reason)
    try:
        new = devices.open(spec)
    except SigningError as error:
        raise Refused(str(error)) from error
    try:
        serial = _made_ready(till, new)
        change = _exported(till, devices.current, archive)
        with till.securing:
            change = _left(till, devices.current, archive, replace(change, reason=why))
            _write_settings(till, operator, spec, devices.current)
            devices.switch(spec, new)
            register_device(till, change, operator=operator.number)
            till.answer_ends_outage = True
            device_answers(till)
    except SigningError as error:
        _let_go(new)
        raise Refused(str(error)) from error
    except BaseException:
        if devices.current is not new:
            _let_go(new)
        raise
    return DeviceChanged(change.instead_of, serial, change.archive, change.trouble)


def decommission_till(
    till: Till,
    operator: Operator,
    tse: Tse,
    *,
    reason: str,
    archive: TakeArchive,
    disable: bool = False,
    without_device: bool = False,
) -> Decommissioned:
    """Take a till out of service for good: last export, sign it off at its device, notify.

    `disable`: end the device's life, too. `without_device`: it is lost or broken, go on without it.

    Raises:
        Refused: no right, no reason, the day is not closed, or the device does not do its part.
        BooksError: it could not be written.
    """
    _require(till, operator)
    till.require_service()
    why = _reason(reason)
    _require_closed_day(till)
    event = new_event(till, Event.DECOMMISSIONED, till.books.last_device(), reason=why)
    with till.securing:
        try:
            if disable:
                _require_alone(till, tse)
            event = replace(event, archive=archive(tse, whole=True))
            _sign_off(till, tse)
            event = replace(event, deregistered=True)
            if disable:
                tse.disable()
                event = replace(event, disabled=True)
        except (SigningError, ArchiveFailed) as error:
            if not without_device:
                raise Refused(
                    f"{error} Ist die TSE verloren oder defekt, die Kasse ohne sie außer Betrieb nehmen."
                ) from error
            event = replace(event, trouble=str(error))
        notification = _write(till, operator, event, Reason.DECOMMISSIONING, None)
        till.retired = event.at.astimezone(till.zone).date()
    till.on_notification()
    return Decommissioned(event.archive, notification, event.trouble)


# --- steps ---------------------------------------------------------------------------------------------------------


def _require(till: Till, operator: Operator) -> None:
    till.staff.require(operator, Right.SETTINGS)
    if operator.training:
        raise Refused("In der Übung bleibt die Kasse, wie sie ist.")


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason or len(reason) > _LONGEST:
        raise Refused(f"Bitte einen Grund angeben (bis {_LONGEST} Zeichen); er steht in der Kassenmeldung.")
    return reason


def _state(books: Books, terminal: int) -> DeviceEvent | None:
    return last_of(device_events(books, terminal), Event.COMMISSIONED, Event.DECOMMISSIONED)


def _write(
    till: Till, operator: Operator, event: DeviceEvent, reason: Reason, happened_on: date | None
) -> int | None:
    """Seal an event with its notification. Returns the notification's number."""
    day = happened_on or event.at.astimezone(till.zone).date()
    with till.books.act(ActKind.DEVICE, at=event.at, operator=operator.number) as act:
        write_event(act, event)
        return notify_with(till, act, reason, event, day)


def _let_go(device: Tse) -> None:
    with suppress(SigningError):  # what went wrong before is what matters
        device.close()


def _made_ready(till: Till, new: Tse) -> str:
    """The new device, set up and registered; its serial."""
    before = last_of(device_events(till.books, till.terminal.number), Event.IN_USE)
    if new.status().state is DeviceState.NEW:  # most do not tell who they are before
        new.set_up(till.terminal.serial)
    serial = new.info().serial
    if before is not None and before.serial == serial:
        raise Refused(_SAME)
    new.set_up(till.terminal.serial)
    return serial


def _exported(till: Till, old: Tse, archive: TakeArchive) -> DeviceEvent:
    """Export the old device whole while selling goes on."""
    change = new_event(till, Event.IN_USE)
    before = last_of(device_events(till.books, till.terminal.number), Event.IN_USE)
    if before is None:
        return change
    change = replace(change, instead_of=before.serial)
    try:
        return replace(change, archive=archive(old, whole=True))
    except (SigningError, ArchiveFailed) as error:
        return replace(change, trouble=str(error))


def _left(till: Till, old: Tse, archive: TakeArchive, change: DeviceEvent) -> DeviceEvent:
    """While nothing is signed: export what came since, and sign the till off."""
    if not change.instead_of:
        return change
    try:
        if change.archive:
            change = replace(change, archive=archive(old, whole=False) or change.archive)
        _sign_off(till, old)
        return replace(change, deregistered=True)
    except (SigningError, ArchiveFailed) as error:
        return replace(change, trouble=change.trouble or str(error))


def _sign_off(till: Till, tse: Tse) -> None:
    """Have the device forget this till; that it has done so before is no fault."""
    client = till.terminal.serial
    try:
        tse.deregister_client(client)
    except SigningRefused:
        if client in tse.status().clients or tse.open_transactions(client):
            raise


def _write_settings(till: Till, operator: Operator, spec: TseSpec, old: Tse) -> None:
    try:
        with till.books.act(ActKind.SETTING, at=till.now(), operator=operator.number) as act:
            for key, text, scope in (
                (TSE_KIND.key, TSE_KIND.kind.write(spec.kind), till.settings.scope_for(TSE_KIND)),
                (TSE_PLACES.key, TSE_PLACES.kind.write(spec.places), till.settings.scope_for(TSE_PLACES)),
            ):
                act.save_setting(key, text, scope)
    except BooksError:
        _sign_on_again(till, old)
        raise
    till.read_settings()


def _sign_on_again(till: Till, old: Tse) -> None:
    try:
        old.register_client(till.terminal.serial)
    except SigningError as error:
        raise Refused(
            f"Der Wechsel ließ sich nicht speichern, und die bisherige TSE antwortet nicht mehr: {error}"
        ) from error


def _require_closed_day(till: Till) -> None:
    if till.books.pending():
        raise Refused("Ein Vorgang wird gerade noch abgesichert. Bitte gleich noch einmal.")
    if next(till.books.receipts_of_day(), None) is not None:
        raise Refused("Seit dem letzten Abschluss wurde verkauft. Bitte zuerst den Tag abschließen.")
    others = [n for n in till.house.terminals if n != till.terminal.number and not _is_retired(till, n)]
    if not others and any(tab.total for tab in till.books.open_tabs() if not tab.training):
        raise Refused("Es sind noch Tische offen, und dies ist die letzte Kasse. Bitte zuerst kassieren.")


def _is_retired(till: Till, terminal: int) -> bool:
    state = last_of(all_events(till.books).get(terminal, ()), Event.COMMISSIONED, Event.DECOMMISSIONED)
    return state is not None and state.event is Event.DECOMMISSIONED


def _require_alone(till: Till, tse: Tse) -> None:
    others = [client for client in tse.status().clients if client != till.terminal.serial]
    if others:
        raise Refused(f"Diese TSE benutzen noch andere Kassen ({', '.join(others)}). Sie bleibt in Betrieb.")
