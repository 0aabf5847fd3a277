"""The input limit: who orders unusually much with one entry is asked once whether that is what he means."""

from __future__ import annotations

from collections.abc import Callable

from kasse.domain.money import Money
from kasse.domain.orders import Line
from kasse.domain.quantity import Quantity
from kasse.settings import Settings
from kasse.settings.declared.ordering import LIMIT_PRICE, LIMIT_QUANTITY
from kasse.ui import wording
from kasse.ui.questions import Question


def why_unusual(line: Line, settings: Settings) -> str:
    """Which limit of the house one entry is above, as a sentence; empty if none."""
    quantity, price = settings[LIMIT_QUANTITY], settings[LIMIT_PRICE]
    if quantity is not None and abs(line.quantity.thousandths) > Quantity.of(quantity).thousandths:
        return f"Das ist mehr als das Eingabelimit von {quantity}."
    if price is not None and abs(line.amount.cents) > price:
        return f"Das ist mehr als das Eingabelimit von {wording.euro(Money(price))}."
    return ""


class LimitQuestion(Question):
    """Asks whether that much is meant; the verb is on the next-step key, and the way back keeps what was typed."""

    def __init__(self, line: Line, why: str, confirmed: Callable[[], None], back: Callable[[], None]) -> None:
        what = f"{wording.portions(line.quantity)} × {line.name}"
        super().__init__(
            f"{what}: {wording.euro(line.amount)}",
            hint=f"{why} So bonieren?",
            confirm=f"{wording.portions(line.quantity)} × bonieren",
            close="Abbrechen",
        )
        self._confirmed = confirmed
        self._back = back

    def accept(self) -> None:
        self._confirmed()

    def dismiss(self) -> None:
        self._back()
