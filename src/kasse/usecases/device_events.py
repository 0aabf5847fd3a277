"""What happened to a till and its signing device, as records: taken into use, commissioned, decommissioned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from kasse import __version__
from kasse.ports.books import Act, Record, RecordKind
from kasse.ports.fiscal import DeviceFacts
from kasse.usecases.till import Till


class Event(StrEnum):
    """What happened. The value is stored and never changes its meaning."""

    IN_USE = "in_use"
    """From now on this device signs for the till; `instead_of` is the one before."""
    COMMISSIONED = "commissioned"
    DECOMMISSIONED = "decommissioned"


@dataclass(frozen=True, slots=True)
class DeviceEvent:
    """One event in the life of a till. Empty: not known, or does not belong to this event."""

    event: Event
    at: datetime
    operator: int
    client_id: str
    name: str
    """Of the till."""
    software: str = ""
    """Version of kasse."""
    serial: str = ""
    """Of the signing device."""
    maker: str = ""
    model: str = ""
    certification_id: str = ""
    form: int | None = None
    description: str = ""
    is_test: bool = False
    instead_of: str = ""
    reason: str = ""
    """As somebody typed it."""
    archive: int = 0
    """Number of the archive of the device that was left; 0: none could be taken."""
    deregistered: bool = False
    """Whether the device that was left no longer knows the till."""
    disabled: bool = False
    trouble: str = ""
    """German: why the device that was left could not be exported or signed off."""
    receipt: int = 0
    """The receipt that proved that the device signs."""

    def body(self) -> dict[str, Any]:
        """As the books keep it; moment and operator stand in the journal."""
        values = {k: int(v) if isinstance(v, bool) else v for k, v in asdict(self).items()}
        return {k: v for k, v in values.items() if k not in ("at", "operator")}


class Records(Protocol):
    """What is asked of books; see `kasse.ports.books.Books`."""

    def records_by_terminal(self, kind: RecordKind) -> Mapping[int, Sequence[Record]]: ...


_FLAGS = ("is_test", "deregistered", "disabled")
_NAMES = frozenset(field.name for field in fields(DeviceEvent))


def event_of(record: Record) -> DeviceEvent:
    """The event that a record keeps; what a later version added is left out."""
    values = {k: v for k, v in record.body.items() if k in _NAMES}
    values |= {flag: bool(values.get(flag)) for flag in _FLAGS}
    return DeviceEvent(
        **{**values, "event": Event(values["event"]), "at": record.at, "operator": record.operator}
    )


def device_events(books: Records, terminal: int) -> Sequence[DeviceEvent]:
    """All events of one till, oldest first."""
    return all_events(books).get(terminal, ())


def all_events(books: Records) -> Mapping[int, Sequence[DeviceEvent]]:
    """The events of all tills in the same books, by terminal, oldest first."""
    found = books.records_by_terminal(RecordKind.DEVICE_EVENT)
    return {terminal: [event_of(record) for record in records] for terminal, records in found.items()}


def last_of(events: Sequence[DeviceEvent], *kinds: Event) -> DeviceEvent | None:
    """The latest event of these kinds."""
    return next((each for each in reversed(events) if each.event in kinds), None)


def new_event(till: Till, event: Event, device: DeviceFacts | None = None, **more: Any) -> DeviceEvent:
    """An event of this till now. `device`: the one that it is about."""
    made = DeviceEvent(event, till.now(), 0, till.terminal.serial, till.terminal.name, __version__, **more)
    if device is None:
        return made
    return replace(
        made,
        serial=device.serial,
        maker=device.maker,
        model=device.model,
        certification_id=device.certification_id,
        form=device.form,
        description=device.description,
        is_test=device.is_test,
    )


def write_event(act: Act, event: DeviceEvent) -> int:
    """Seal an event; returns its number."""
    number = act.add_record(RecordKind.DEVICE_EVENT, event.body())
    act.body.update(event=event.event.value, device_event=number)
    if event.serial:
        act.body["serial"] = event.serial
    return number
