"""The TSE of a till for the command line: the till is opened for it, as the screen would do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kasse.app.archive_lane import ArchiveKeeper
from kasse.app.shop import Shop, Wiring
from kasse.app.tse_at_work import TseAtWork
from kasse.cli.services import TillCommissioned, TillDecommissioned, TseState
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.signing import DeviceState, DeviceStatus, SigningError
from kasse.settings.declared.fiscal_de import KIND_NAMES
from kasse.usecases.archive_tse import archives
from kasse.usecases.device_life import commission_till, decommission_till, is_commissioned
from kasse.usecases.device_warnings import device_warnings
from kasse.usecases.till import Till

_STATES = {
    DeviceState.NEW: "noch nicht eingerichtet",
    DeviceState.READY: "bereit",
    DeviceState.DISABLED: "stillgelegt",
}


@contextmanager
def _opened(folder: Path) -> Iterator[tuple[Till, TseAtWork, ArchiveKeeper]]:
    with closing(Shop(folder, Wiring(threads=False))) as shop:
        if shop.tse is None or shop.archives is None:
            raise Refused("An dieser Kasse gibt es keine TSE.")
        yield shop.till, shop.tse, shop.archives


def _operator(till: Till, number: int) -> Operator:
    operator = till.staff.operators.get(number)
    if operator is None:
        raise Refused(f"Einen Bediener {number} gibt es nicht.")
    return operator


def status(folder: Path) -> TseState:
    """How the device is and what is to be done soon.

    Raises:
        Refused: there is none, or it does not answer.
        BooksError: see `Shop`.
    """
    with _opened(folder) as (till, devices, _):
        try:
            found = devices.current.status()
            serial = "" if found.state is DeviceState.NEW else devices.current.info().serial
        except SigningError as error:
            raise Refused(str(error)) from error
        since = is_commissioned(till)
        service = f"in Betrieb seit {since:%d.%m.%Y}" if since else "nicht in Betrieb genommen"
        if till.retired is not None:
            service = f"außer Betrieb seit {till.retired:%d.%m.%Y}"
        last = next(archives(till.books, 1), None)
        lines = [
            ("Kasse", f"{till.terminal.serial}, {service}"),
            ("TSE", f"{KIND_NAMES[devices.spec.kind]}, {_STATES[found.state]}"),
            ("Seriennummer", serial),
            *_shown(found, till.zone),
            (
                "Letztes Archiv",
                "keines" if last is None else f"{_day(last.taken_at, till.zone)}, {last.file}",
            ),
        ]
        warnings = [each.text for each in device_warnings(found, till.now(), till.zone)]
        return TseState([(name, text) for name, text in lines if text], warnings)


def _shown(found: DeviceStatus, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    if found.certificate_until is not None:
        yield "Zertifikat bis", _day(found.certificate_until, zone)
    if found.stored_bytes is not None and found.capacity_bytes:
        yield "Speicher", f"{100 * found.stored_bytes // found.capacity_bytes} % belegt"
    if found.signatures_left is not None:
        yield "Signaturen übrig", str(found.signatures_left)
    if found.clients:
        yield "Angemeldete Kassen", ", ".join(found.clients)


def _day(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%d.%m.%Y}"


def commission(folder: Path, operator: int) -> TillCommissioned:
    """Put the till of a folder into service.

    Raises:
        Refused, BooksError: see `commission_till` and `Shop`.
    """
    with _opened(folder) as (till, devices, _):
        done = commission_till(till, _operator(till, operator), devices.current)
        return TillCommissioned(done.paid.receipt.number, done.notification)


def decommission(
    folder: Path, operator: int, reason: str, *, disable: bool, without_device: bool
) -> TillDecommissioned:
    """Take the till of a folder out of service.

    Raises:
        Refused, BooksError: see `decommission_till` and `Shop`.
    """
    with _opened(folder) as (till, devices, keeper):
        done = decommission_till(
            till,
            _operator(till, operator),
            devices.current,
            reason=reason,
            archive=keeper.take_number,
            disable=disable,
            without_device=without_device,
        )
        return TillDecommissioned(done.archive, done.notification, done.trouble)
