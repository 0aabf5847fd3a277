"""What people do with the signing devices of a desk: change them, archive them, ask what became of it."""

from __future__ import annotations

from typing import cast

from kasse.domain.staff import Operator
from kasse.fiscal.de.germany import Germany
from kasse.fiscal.de.tse_archive.verdict import archive_verdict
from kasse.hardware.signing.faults import FaultyDevice
from kasse.hardware.signing.opening import open_tse
from kasse.ports.signing import Tse, TseSpec
from kasse.usecases.archive_tse import Archived, archives, take_archive
from kasse.usecases.device_events import DeviceEvent, device_events
from kasse.usecases.device_life import Commissioned, DeviceChanged, change_device, commission_till
from tests.store.house import Desk

OTHER = TseSpec("software", {"folder": "tse-other"})


class DeskSwitch:
    """Implements `kasse.ports.signing.TseSwitch` for a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.opened: list[FaultyDevice] = []

    @property
    def current(self) -> Tse:
        return tse(self._desk)

    def open(self, spec: TseSpec) -> Tse:
        desk = self._desk
        device = FaultyDevice(open_tse(spec, folder=desk.folder, secrets=None, now=desk.now))
        self.opened.append(device)
        return device

    def switch(self, spec: TseSpec, device: Tse) -> None:
        assert spec.kind
        desk = self._desk
        tse(desk).close()
        desk.faults = cast("FaultyDevice", device)
        cast("Germany", desk.till.fiscal).use(device, is_test=True)


def tse(desk: Desk) -> FaultyDevice:
    """The device that signs for the desk now."""
    assert desk.faults is not None
    return desk.faults


def archive(desk: Desk, *, whole: bool = False) -> Archived | None:
    """Take an archive of it."""
    return take_archive(desk.till, tse=tse(desk), folder=desk.folder, check=archive_verdict, whole=whole)


def numbered_archive(desk: Desk, device: Tse, *, whole: bool) -> int:
    """As `device_life` wants it."""
    taken = take_archive(desk.till, tse=device, folder=desk.folder, check=archive_verdict, whole=whole)
    return taken.number if taken else 0


def commission(desk: Desk, by: Operator | None = None) -> Commissioned:
    """Put the till into service."""
    return commission_till(desk.till, by or desk.boss, tse(desk))


def change(desk: Desk, spec: TseSpec = OTHER, reason: str = "Zertifikat läuft ab") -> DeviceChanged:
    """Let another device sign."""
    return change_device(
        desk.till, desk.boss, DeskSwitch(desk), spec, reason=reason,
        archive=lambda device, *, whole: numbered_archive(desk, device, whole=whole),
    )  # fmt: skip


def events(desk: Desk) -> list[DeviceEvent]:
    """All events of the till, oldest first."""
    return list(device_events(desk.books, desk.terminal))


def all_archives(desk: Desk) -> list[Archived]:
    """All archives of the till, newest first."""
    return list(archives(desk.books))
