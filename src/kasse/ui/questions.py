"""What a screen asks in the place of its tiles: one of several things, a number, an amount."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kasse.domain.money import Money
from kasse.ui.widgets.choices import Choice, ChoicePage, Section


@dataclass
class Question:
    """Asks for one of several things; the answer closes it.

    `confirm` is the verb on the next-step key; empty: a choice is the only answer.
    """

    title: str
    sections: tuple[Section, ...] = ()
    chosen: Callable[[object], None] | None = None
    hint: str = ""
    confirm: str = ""
    close: str = "Zurück"
    done: bool = False
    closes = True
    """Whether a choice is the whole answer."""
    takes_digits = False
    """Whether the pad belongs to it."""
    takes_comma = False
    """Whether the pad has a comma for it."""

    def page(self) -> ChoicePage:
        """What is to be seen now."""
        return ChoicePage(self.title, self.sections, self.hint, self.close, done=self.done)

    def choose(self, key: object) -> None:
        """A choice was tapped."""
        if self.chosen is not None:
            self.chosen(key)

    def type(self, sign: str) -> None:
        """A key of the pad."""

    def accept(self) -> None:
        """The next-step key was tapped."""

    def dismiss(self) -> None:
        """It was closed without an answer."""


def one_of(
    title: str,
    choices: Sequence[Choice],
    chosen: Callable[[object], None],
    *,
    hint: str = "",
    close: str = "Zurück",
) -> Question:
    """A question with one section."""
    return Question(title, (Section("", tuple(choices)),), chosen, hint, close=close)


class NumberQuestion(Question):
    """Asks for a whole number, typed on the pad."""

    most_digits = 4
    takes_digits = True

    def __init__(
        self,
        title: str,
        answered: Callable[[int], None],
        *,
        confirm: str = "Übernehmen",
        hint: str = "Auf dem Ziffernblock eingeben.",
        typed: str = "",
        sections: tuple[Section, ...] = (),
        chosen: Callable[[object], None] | None = None,
    ) -> None:
        super().__init__(title, sections, chosen, hint, confirm, "Abbrechen")
        self._answered = answered
        self.typed = typed

    @property
    def value(self) -> int:
        """What is typed so far."""
        return int(self.typed or 0)

    def shown(self) -> str:
        """The value as it stands in the title."""
        return self.typed or "0"

    def page(self) -> ChoicePage:
        return ChoicePage(f"{self.title}: {self.shown()}", self.sections, self.hint, self.close)

    def type(self, sign: str) -> None:
        self.typed = typed_digits(self.typed, sign, self.most_digits)

    def accept(self) -> None:
        self._answered(self.value)


class AmountQuestion(NumberQuestion):
    """Asks for a sum; typed without comma, the last two digits are cents."""

    most_digits = 8

    def __init__(
        self,
        title: str,
        answered: Callable[[Money], None],
        *,
        confirm: str = "Übernehmen",
        hint: str = "In Cent eingeben: 1 2 5 0 sind 12,50 €.",
    ) -> None:
        super().__init__(title, lambda cents: answered(Money(cents)), confirm=confirm, hint=hint)

    def shown(self) -> str:
        return f"{Money(self.value)} €"


class PinQuestion(Question):
    """Asks for somebody's PIN; dots stand for its digits, of which the first may be 0."""

    takes_digits = True
    most_digits = 12

    def __init__(self, title: str, answered: Callable[[str], None], *, confirm: str, hint: str = "") -> None:
        super().__init__(title, hint=hint, confirm=confirm, close="Abbrechen")
        self._answered = answered
        self._typed = ""

    def page(self) -> ChoicePage:
        return ChoicePage(f"{self.title}: {'●' * len(self._typed)}", (), self.hint, self.close)

    def type(self, sign: str) -> None:
        if sign == "C":
            self._typed = ""
        elif sign == "back":
            self._typed = self._typed[:-1]
        elif sign.isdigit() and len(self._typed) < self.most_digits:
            self._typed += sign

    def accept(self) -> None:
        typed, self._typed = self._typed, ""
        self._answered(typed)


def typed_digits(before: str, sign: str, most: int) -> str:
    """The digits after one more key of the pad; leading zeros fall away."""
    if sign == "C":
        return ""
    if sign == "back":
        return before[:-1]
    if sign.isdigit() and len(before) < most:
        return (before + sign).lstrip("0")
    return before
