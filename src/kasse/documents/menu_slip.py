"""Dockets of meals that were ordered ahead, for houses whose kitchen wants to know before they are recalled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kasse.documents.head import clock
from kasse.documents.page import PageWriter, fitting
from kasse.domain.orders import Line
from kasse.ports.paper import Align, Cell, Page, Size

_BIG = 3


@dataclass(frozen=True, slots=True)
class MenuSlip:
    """For which table, by whom, at which station."""

    label: str
    operator: str
    station: str
    cancelled: bool = False


def menu_slip_page(
    lines: Sequence[Line],
    slip: MenuSlip,
    *,
    at: datetime,
    zone: ZoneInfo,
    repeated: bool = False,
    instead_of: str = "",
) -> Page:
    """What is ordered ahead at one station, or cancelled there. `repeated`, `instead_of`: see `kitchen_slip_page`."""
    writer = PageWriter(f"{slip.station} Menübestellung {slip.label}")
    if instead_of:
        writer.banner(f"statt {instead_of}", size=Size.NORMAL)
    if repeated:
        writer.banner("WIEDERHOLUNG")
    writer.row(Cell(slip.label), fitting(clock(at, zone), Align.RIGHT), size=Size.DOUBLE, bold=True)
    writer.pair(f"{slip.operator} · {slip.station}", "vorbestellt")
    writer.banner("STORNO MENÜS" if slip.cancelled else "MENÜBESTELLUNG", size=Size.DOUBLE)
    for line in lines:
        writer.row(Cell(f"{line.quantity}×", _BIG, Align.RIGHT), Cell(line.name), size=Size.TALL)
        for side in line.components[1:]:
            writer.row(Cell("", _BIG), Cell(f"+ {side.name}"))
        if line.remark:
            writer.row(Cell("", _BIG), Cell(line.remark), bold=True)
    return writer.page()
