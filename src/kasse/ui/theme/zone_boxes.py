"""What the zones of each screen are called."""

from dataclasses import dataclass

from kasse.ui.theme.metrics import Box


@dataclass(frozen=True, slots=True)
class RailZones:
    """The column of keys at the working hand: actions, pad, second key, next step; built from below."""

    whole: Box
    actions: Box
    action_rows: int
    pad: Box
    second: Box
    main: Box


@dataclass(frozen=True, slots=True)
class OrderZones:
    ticket: Box
    tabs: Box
    tab_columns: int
    tab_rows: int
    tiles: Box
    tile_columns: int
    tile_rows: int
    middle: Box
    rail: RailZones


@dataclass(frozen=True, slots=True)
class TableZones:
    floor: Box
    legend: Box
    rail: RailZones


@dataclass(frozen=True, slots=True)
class PayZones:
    open_items: Box
    guest_tabs: Box
    guest: Box
    payment: Box
    amount: Box
    tips: Box
    notes: Box
    pad: Box
    card: Box
    cash: Box
    paper: Box
    """The receipt, after the payment."""
    after: Box
    """Change and keys beside it; its lowest part is the row of card and cash."""

    @property
    def tips_share_the_note_row(self) -> bool:
        """On low screens tips and notes take turns in one row."""
        return self.tips == self.notes


@dataclass(frozen=True, slots=True)
class SignInZones:
    head: Box
    tiles: Box
    columns: int
    rows: int
    gap: int
    pin: Box


@dataclass(frozen=True, slots=True)
class ClosingZones:
    headline: Box
    chart: Box
    paper: Box
    report: Box
    count: Box
    hint: Box
    main: Box
