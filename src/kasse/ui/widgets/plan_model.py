"""What a table plan shows: tables in a raster of cells, their states, and things that only stand there."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QRectF

from kasse.ui.theme import table_paint
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import ClassSizes

MARGIN_X, MARGIN_Y = 16, 8


class TableState(Enum):
    """What the waiter must know of a table before touching it."""

    FREE = "frei"
    MINE = "meine"
    OTHER = "Kollege"
    LATE = "über Zeit"
    BILL = "Rechnung verlangt"
    RESERVED = "reserviert"


@dataclass(frozen=True, slots=True)
class StateLook:
    """The colours of a state by role, and the icon that is its second sign."""

    fill: str
    line: str
    ink: str
    second: str
    thick: int = 2
    icon: str = ""
    dashed: bool = False


STATE_LOOKS: dict[TableState, StateLook] = {
    TableState.FREE: StateLook("paper", "free_line", "ink", "muted"),
    TableState.MINE: StateLook("accent", "accent", "on_accent", "on_accent"),
    TableState.OTHER: StateLook("other", "other", "ink", "ink"),
    TableState.LATE: StateLook("warn", "warn_line", "warn_ink", "warn_ink", icon="clock-alert"),
    TableState.BILL: StateLook("info", "info_line", "info_ink", "info_ink", icon="receipt-euro"),
    TableState.RESERVED: StateLook("floor", "muted", "ink", "muted", icon="bookmark", dashed=True),
}
_PAINTED = {
    TableState.MINE: table_paint.MINE,
    TableState.LATE: table_paint.LATE,
    TableState.OTHER: table_paint.OTHER,
}


def state_look(state: TableState, look: Look) -> StateLook:
    """How a state looks now: in the colours that the house has chosen, else as usual. Its sign is always the same."""
    usual = STATE_LOOKS[state]
    paint = look.tables.get(_PAINTED.get(state, ""))
    if paint is None:
        return usual
    hue = look.hues[paint.hue]
    return replace(usual, fill=hue.fill, line=hue.spine, ink=paint.ink, second=paint.ink)


@dataclass(frozen=True, slots=True)
class PlanTable:
    """One table. column and row: its cell, counted from 0, halves allowed; columns and rows: cells it spans."""

    key: Hashable
    label: str
    state: TableState
    column: float
    row: float
    columns: float = 1
    rows: float = 1
    is_round: bool = False
    seats: int = 4
    amount: str = ""
    note: str = ""
    initials: str = ""
    unsent: str = ""


@dataclass(frozen=True, slots=True)
class Fixture:
    """A bar, a door: to find one's way."""

    label: str
    column: float
    row: float
    columns: float = 1
    rows: float = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """One area: its raster and what stands in it."""

    columns: int
    rows: int
    tables: tuple[PlanTable, ...]
    fixtures: tuple[Fixture, ...] = ()


@dataclass(frozen=True, slots=True)
class Raster:
    """Where cells lie on a floor of that size."""

    step_x: float
    step_y: float
    table: tuple[float, float]
    round: float

    @classmethod
    def of(cls, plan: Plan, width: float, height: float, sizes: ClassSizes) -> "Raster":
        step_x = (width - 2 * MARGIN_X) / max(1, plan.columns)
        step_y = (height - 2 * MARGIN_Y) / max(1, plan.rows)
        wide = min(sizes.plan_table[0], step_x - 16)
        high = min(sizes.plan_table[1], step_y - 24)
        return cls(step_x, step_y, (wide, high), min(sizes.plan_round, step_x - 16, step_y - 16))

    def table_box(self, table: PlanTable) -> QRectF:
        """The face of a table on the floor."""
        middle_x = MARGIN_X + (table.column + table.columns / 2) * self.step_x
        middle_y = MARGIN_Y + (table.row + table.rows / 2) * self.step_y
        wide, high = (self.round, self.round) if table.is_round else self.table
        wide += (table.columns - 1) * self.step_x
        high += (table.rows - 1) * self.step_y
        return QRectF(round(middle_x - wide / 2), round(middle_y - high / 2), round(wide), round(high))

    def fixture_box(self, fixture: Fixture) -> QRectF:
        return QRectF(
            MARGIN_X + fixture.column * self.step_x + 8,
            MARGIN_Y + fixture.row * self.step_y + 8,
            fixture.columns * self.step_x - 16,
            fixture.rows * self.step_y - 16,
        )
