"""Quantities as they are typed: whole ones, and parts with a comma ("0,5", "0,235")."""

from __future__ import annotations

from collections.abc import Callable

from kasse.domain.quantity import ONE, Quantity
from kasse.ui import wording
from kasse.ui.questions import NumberQuestion, Question, typed_digits
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.number_pad import COMMA

MOST_DIGITS = 4
DECIMALS = 3
COUNTS = tuple(Quantity.of(count) for count in range(2, 11))
PARTS = (Quantity(500), Quantity(250), Quantity(125))
"""Parts of a portion that a tap chooses."""


def typed_quantity(before: str, sign: str) -> str:
    """What is typed after one more key of the pad; a comma at the beginning stands for "0,"."""
    if sign == COMMA:
        return before if COMMA in before else f"{before or '0'}{COMMA}"
    if COMMA not in before:
        return typed_digits(before, sign, MOST_DIGITS)
    if sign in ("C", "back"):
        return before[:-1] if sign == "back" and before != f"0{COMMA}" else ""
    more = sign.isascii() and sign.isdigit() and len(before.partition(COMMA)[2]) < DECIMALS
    return before + sign if more else before


def quantity_of(typed: str) -> Quantity:
    """The quantity that is typed; one where nothing is, or where it is nothing."""
    return (Quantity.parse(typed) if typed else ONE) or ONE


def _nothing(_count: int) -> None:
    """A weight is told as a quantity."""


class WeightQuestion(NumberQuestion):
    """Asks for a weight: typed without a comma it is in grams, with one in kilograms."""

    most_digits = 5
    takes_comma = True

    def __init__(self, title: str, answered: Callable[[Quantity], None]) -> None:
        super().__init__(title, _nothing, confirm="Bonieren", hint="In Gramm: 2 3 5 sind 0,235 kg.")
        self._told = answered

    @property
    def weight(self) -> Quantity:
        """What is typed so far."""
        if COMMA in self.typed:
            return Quantity.parse(self.typed)
        return Quantity(self.value)

    def shown(self) -> str:
        return f"{self.weight.thousandths // 1000},{self.weight.thousandths % 1000:03} kg"

    def type(self, sign: str) -> None:
        if sign == COMMA or COMMA in self.typed:
            self.typed = typed_quantity(self.typed, sign)
        else:
            super().type(sign)

    def accept(self) -> None:
        if self.weight:
            self._told(self.weight)


class HowMany(Question):
    """Asks how much of an article is wanted: by a tap on a number or a part, or typed on the pad.

    `others` stand below and answer through `chosen`.
    """

    takes_digits = True
    takes_comma = True

    def __init__(
        self,
        title: str,
        answered: Callable[[Quantity], None],
        others: tuple[Choice, ...],
        chosen: Callable[[object], None],
    ) -> None:
        super().__init__(title, confirm="Bonieren", close="Abbrechen")
        self._answered = answered
        self._others = others
        self._told = chosen
        self._typed = ""

    def page(self) -> ChoicePage:
        counts = tuple(Choice(count, f"{count} ×") for count in COUNTS)
        parts = tuple(Choice(part, f"{wording.portions(part)} Portion") for part in PARTS)
        sections = (Section("", counts), Section("", parts), Section("", self._others))
        hint = "Oder eintippen, auch mit Komma."
        return ChoicePage(f"{self.title}: {self._typed or '0'}", sections, hint, self.close)

    def choose(self, key: object) -> None:
        if isinstance(key, Quantity):
            self._answered(key)
        else:
            self._told(key)

    def type(self, sign: str) -> None:
        self._typed = typed_quantity(self._typed, sign)

    def accept(self) -> None:
        if self._typed and Quantity.parse(self._typed):
            self._answered(Quantity.parse(self._typed))
