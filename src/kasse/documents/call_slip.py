"""Slips that call a course: what waited on an earlier slip is wanted now."""

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
class CourseCall:
    """Which course is wanted where, and who says so."""

    label: str
    """The table as people call it."""
    operator: str
    station: str
    course: int


def call_slip_page(
    lines: Sequence[Line],
    call: CourseCall,
    *,
    at: datetime,
    zone: ZoneInfo,
    repeated: bool = False,
    instead_of: str = "",
) -> Page:
    """The call of a course at one station, with what it consists of there.

    `repeated`, `instead_of`: see `kitchen_slip_page`.
    """
    writer = PageWriter(f"{call.station} Abruf {call.course}. Gang {call.label}")
    if instead_of:
        writer.banner(f"statt {instead_of}", size=Size.NORMAL)
    if repeated:
        writer.banner("WIEDERHOLUNG")
    writer.row(Cell(call.label), fitting(clock(at, zone), Align.RIGHT), size=Size.DOUBLE, bold=True)
    writer.pair(f"{call.operator} · {call.station}", "Abruf")
    writer.banner(f"{call.course}. GANG ABRUFEN", size=Size.DOUBLE)
    for line in lines:
        writer.row(Cell(f"{line.quantity}×", _BIG, Align.RIGHT), Cell(line.name), size=Size.TALL)
    return writer.page()
