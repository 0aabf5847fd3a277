"""A tab: what is open on one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kasse.domain.customers import Customer
from kasse.domain.money import Money
from kasse.domain.orders.line import Line
from kasse.domain.refused import Refused


@dataclass(frozen=True, slots=True)
class Tab:
    """What is open on a table. Lines have been sent; what is not sent yet lives on the screen only."""

    table: int
    operator: int
    opened_at: datetime
    """When the first order of the tab was sent; the receipt prints it (AEAO to § 146a no. 2.2.3.6.2)."""
    lines: tuple[Line, ...] = ()
    name: str = ""
    guests: int = 0
    payer: str = ""
    """Who is going to pay (Rechnungsträger): a name or room, noted while the tab is open."""
    payment_code: str = ""
    """The payment method noted for it."""
    customer: Customer | None = None
    """To whom the invoice is to be made out, noted while the tab is open."""
    bill_printed: bool = False
    training: bool = False
    called: int = 0
    """The highest course that the kitchen was called for, or that went at once; later ones wait. 0: none was."""
    version: int = 0
    """Counts the changes; a change made to an older version is refused by the books."""
    waiter: int = 0
    """Whose part it is, where somebody else had the table first and each sees his own items only; 0: the table's."""

    @property
    def total(self) -> Money:
        """What is still to be paid."""
        return Money.sum(line.amount for line in self.lines)

    @property
    def waiting_courses(self) -> tuple[int, ...]:
        """The courses that are ordered and not called yet, the next one first. Only where courses wait at all."""
        return tuple(sorted({line.course for line in self.lines if line.course > self.called}))

    def line(self, line_id: str) -> Line:
        """The line with this id.

        Raises:
            Refused: it is not open here any more.
        """
        for line in self.lines:
            if line.id == line_id:
                return line
        raise Refused("Dieser Posten ist nicht mehr offen. Bitte den Tisch neu öffnen.")

    def with_lines(self, added: Iterable[Line]) -> Tab:
        """The tab with more lines; a line that is there already grows.

        Raises:
            ValueError: a line that has not been sent: without an id it would melt into another.
        """
        lines = list(self.lines)
        place = {line.id: i for i, line in enumerate(lines)}
        for line in added:
            if not line.id:
                raise ValueError(f"{line.name} has not been sent")
            if line.id in place:
                lines[place[line.id]] = lines[place[line.id]].plus(line)
            else:
                place[line.id] = len(lines)
                lines.append(line)
        return replace(self, lines=tuple(line for line in lines if not line.is_nothing))

    def without(self, parts: Sequence[Line]) -> Tab:
        """The tab less these parts of its lines.

        Raises:
            Refused: a part is larger than what is open of its line.
        """
        taken: dict[str, Line] = {}
        for part in parts:
            taken[part.id] = taken[part.id].plus(part) if part.id in taken else part
        rest = []
        for line in self.lines:
            if line.id not in taken:
                rest.append(line)
                continue
            part = taken.pop(line.id)
            if part == line:
                continue  # all of it, as almost always: nothing to reckon
            if not line.holds(part):
                raise Refused(f"Von „{line.name}“ ist nicht mehr so viel offen. Bitte den Tisch neu öffnen.")
            left = line.minus(part)
            if not left.is_nothing:
                rest.append(left)
        if taken:
            raise Refused("Ein Posten ist nicht mehr offen. Bitte den Tisch neu öffnen.")
        return replace(self, lines=tuple(rest))
