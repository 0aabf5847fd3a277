"""Between the screens of the till and the one that the guest looks at: what he is to see, and what he taps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:  # the sign-in screen does not wait for the words of later ones
    from kasse.ui.pay.models import Offer
    from kasse.ui.widgets.line_rows import TicketLine


@dataclass(frozen=True, slots=True)
class GuestBill:
    """What one guest is to see, ready to show. Nothing of the staff, nothing of other tables."""

    place: str
    """Table and time: "Tisch 12 · Freitag, 20.11.2026 · 19:54"."""
    lines: tuple[TicketLine, ...]
    total_label: str
    total: str
    details: tuple[tuple[str, str], ...] = ()
    """Under the sum, label and amount: "Gegeben", "50,00"."""
    back_label: str = ""
    back: str = ""
    """What goes back, stressed; empty for nothing."""
    tips: tuple[Offer, ...] = ()
    """What he may choose from, where his screen can be tapped."""
    is_paid: bool = False
    training: bool = False


class GuestBoard(QObject):
    """Lives on the GUI thread. While nobody watches, nobody need make up a bill."""

    shown = Signal(object)
    """A `GuestBill`, or None for nobody there."""
    tip_chosen = Signal(object)
    """The key of an offer was tapped by the guest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.watched = False
        self.bill: GuestBill | None = None

    def show(self, bill: GuestBill | None) -> None:
        """This is what the guest sees from now on."""
        if bill != self.bill:
            self.bill = bill
            self.shown.emit(bill)
