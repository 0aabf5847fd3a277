"""What has to be done without anything being wrong with the books: outages that last, certificates, notifications."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from kasse.domain.business import Business
from kasse.domain.shifts import Closing
from kasse.ports.books import Record, RecordKind, Series
from kasse.ports.fiscal import DeviceFacts
from kasse.ports.self_check import Area, Fault, Found, Light
from kasse.ports.signing import DeviceState, DeviceStatus
from kasse.usecases.device_warnings import CERTIFICATE_DAYS, DeviceWarning, Urgency, device_warnings
from kasse.usecases.notify import still_to_hand_in
from kasse.usecases.outages import outage_of

NOTIFICATION_DAYS: Final = 21
"""A notification that was not handed in is told after so long; the law gives a month (§ 146a (4) AO)."""


class BooksToCheck(Protocol):
    """What is asked of books; see `kasse.ports.books.Books`."""

    def last_device(self) -> DeviceFacts | None: ...

    def record(self, kind: RecordKind, number: int) -> Record | None: ...

    def latest_records(self, kind: RecordKind, limit: int = 100) -> Sequence[Record]: ...

    def last_number(self, series: Series) -> int: ...

    def closing(self, number: int) -> tuple[Closing, Business]: ...


def standing_duties(books: BooksToCheck, *, now: datetime, zone: ZoneInfo) -> Iterator[Fault]:
    """What the books say today. Whoever shows the light looks at the date, too: a duty that is late is grave.

    Raises:
        BooksError: the books cannot be read.
    """
    yield from _outage(books)
    device = books.last_device()
    if device is not None:
        yield from _certificate(device, now, zone)
    yield from _notification(books, now, zone)


def _outage(books: BooksToCheck) -> Iterator[Fault]:
    latest = books.latest_records(RecordKind.OUTAGE, 1)
    if not latest or books.record(RecordKind.OUTAGE_END, latest[0].number) is not None:
        return
    outage = outage_of(latest[0], None)
    text = (
        f"Die TSE ist ausgefallen (Ausfallnummer {outage.number}). Die Ursache muss unverzüglich behoben werden; "
        "verkauft wird solange mit Ausfallvermerk."
    )
    yield Fault(Area.OUTAGE, Light.AMBER, text, outage.began_at)


def device_findings(status: DeviceStatus, now: datetime, zone: ZoneInfo) -> Sequence[Found]:
    """What a device says of itself that has to be told. Its certificate stands in the books, and is told from there."""
    return [
        Found(Area.DEVICE, _light(warning), warning.text, warning.due, warning.topic)
        for warning in device_warnings(status, now, zone)
        if warning.topic != "certificate"
    ]


def _light(warning: DeviceWarning) -> Light:
    return Light.RED if warning.urgency is Urgency.STOPS else Light.AMBER


def _certificate(device: DeviceFacts, now: datetime, zone: ZoneInfo) -> Iterator[Fault]:
    ends = certificate_end(device)
    status = DeviceStatus(DeviceState.READY, certificate_until=ends)
    for warning in device_warnings(status, now, zone):
        since = now if ends is None else ends - timedelta(days=CERTIFICATE_DAYS[0])
        yield Fault(Area.DEVICE, _light(warning), warning.text, since, warning.due)


def certificate_end(device: DeviceFacts) -> datetime | None:
    """When the certificate of a device ends, as the books keep it; None if they keep none that can be read."""
    # Needed after the till has opened, and slow to load.
    from kasse.fiscal.de.tse_archive.certificates import read_certificates

    try:
        found = read_certificates(base64.b64decode(device.certificate, validate=True))
    except (binascii.Error, ValueError):
        return None
    return found[0].valid_until if found else None


def _notification(books: BooksToCheck, now: datetime, zone: ZoneInfo) -> Iterator[Fault]:
    view = still_to_hand_in(books)
    if view is None:
        return
    happened_on = view.notification.happened_on
    if (now.astimezone(zone).date() - happened_on).days < NOTIFICATION_DAYS:
        return
    text = (
        f"Die Kassenmeldung {view.number} ({happened_on:%d.%m.%Y}) ist noch nicht abgegeben. Bitte bei ELSTER "
        f"abgeben, spätestens am {view.due_on:%d.%m.%Y}, und das an der Kasse vermerken."
    )
    yield Fault(Area.NOTIFICATION, Light.AMBER, text, view.made_at, view.due_on)
