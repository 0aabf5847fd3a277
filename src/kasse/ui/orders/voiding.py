"""Taking back what was sent: how much of it by the pad, why by a tap."""

from __future__ import annotations

from collections.abc import Callable

from kasse.domain.orders import Line
from kasse.domain.quantity import ONE, Quantity
from kasse.ui import wording
from kasse.ui.orders.quantities import quantity_of, typed_quantity
from kasse.ui.questions import Question
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.key_face import KeyKind

_ALL = "all"


class VoidQuestion(Question):
    """One portion unless the pad says more; the reason books it."""

    closes = False
    takes_digits = True
    takes_comma = True

    def __init__(
        self,
        line: Line,
        reasons: tuple[str, ...],
        typed: str,
        answered: Callable[[Quantity, str], None],
    ) -> None:
        super().__init__(line.name, hint="Grund antippen, dann ist storniert.")
        self._line = line
        self._reasons = reasons or ("Storno",)
        self._typed = typed
        self._answered = answered
        self._whole = line.quantity <= ONE

    @property
    def quantity(self) -> Quantity:
        """How much is taken back."""
        wanted = self._line.quantity if self._whole else quantity_of(self._typed)
        return min(wanted, self._line.quantity)

    def page(self) -> ChoicePage:
        reasons = tuple(Choice(("why", r), r, kind=KeyKind.DANGER) for r in self._reasons)
        sections = [Section("", reasons)]
        if self._line.quantity > ONE:
            every = Choice(_ALL, f"Alle {wording.portions(self._line.quantity)}", chosen=self._whole)
            sections.append(Section("Menge", (every,), "oder auf dem Ziffernblock"))
        title = f"{wording.portions(self.quantity)} × {self._line.name} stornieren"
        return ChoicePage(title, tuple(sections), self.hint, self.close)

    def type(self, sign: str) -> None:
        self._whole = False
        self._typed = typed_quantity(self._typed, sign)

    def choose(self, key: object) -> None:
        if key == _ALL:
            self._whole = not self._whole
        elif isinstance(key, tuple):
            self.closes = True
            self._answered(self.quantity, str(key[1]))
