"""Who of the guests takes what of a table; what nobody has taken is still open. Shares always add up to the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Line, divide_line, equal_shares, take_part
from kasse.domain.quantity import ONE


@dataclass(slots=True)
class Guest:
    """One payer with the shares that are his, by line id."""

    number: int
    parts: dict[str, Line] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """His shares."""
        return tuple(self.parts.values())

    @property
    def total(self) -> Money:
        """What they cost."""
        return Money.sum(line.amount for line in self.parts.values())

    def take(self, part: Line) -> None:
        """More for him."""
        mine = self.parts.get(part.id)
        self.parts[part.id] = part if mine is None else mine.plus(part)


class Shares:
    """The lines of a table, shared out. A guest who has taken nothing pays whatever is open."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = tuple(lines)
        self.guests = [Guest(1)]
        self.guest = self.guests[0]
        self._count = 1

    @property
    def open(self) -> tuple[Line, ...]:
        """What nobody has taken."""
        rest = []
        for line in self._lines:
            left = line
            for guest in self.guests:
                if line.id in guest.parts:
                    left = left.minus(guest.parts[line.id])
            if not left.is_nothing:
                rest.append(left)
        return tuple(rest)

    @property
    def due(self) -> tuple[Line, ...]:
        """What the chosen guest is to pay: his shares, or all that is open when he has taken nothing."""
        return self.guest.lines or self.open

    @property
    def is_whole(self) -> bool:
        """Whether that is the whole table."""
        return self.due == self._lines

    @property
    def rest(self) -> Money:
        """What is left when the chosen guest has paid."""
        return Money.sum(line.amount for line in self._lines) - Money.sum(line.amount for line in self.due)

    def give(self, line_id: object, *, whole: bool = False) -> None:
        """One portion of an open line, or all of it, to the chosen guest."""
        line = next((line for line in self.open if line.id == line_id), None)
        if line is not None:
            part = line if whole or line.quantity <= ONE else take_part(line, ONE)[0]
            self.guest.take(part)

    def give_back(self, line_id: object, *, whole: bool = False) -> None:
        """One portion of the guest's share, or all of it, is open again."""
        mine = self.guest.parts.pop(str(line_id), None)
        if mine is not None and not whole and mine.quantity > ONE:
            rest = mine.minus(take_part(mine, ONE)[0])
            if not rest.is_nothing:
                self.guest.parts[mine.id] = rest

    def take_all(self) -> None:
        """All that is open is for the chosen guest."""
        for line in self.open:
            self.guest.take(line)

    def return_all(self) -> None:
        """The chosen guest has taken nothing."""
        self.guest.parts.clear()

    def halve(self) -> None:
        """The chosen guest takes half of what he has, or of what is open when he has nothing."""
        lines = self.due
        self.guest.parts.clear()
        for line in lines:
            half = divide_line(line, [1, 1])[0]
            if not half.is_nothing:
                self.guest.parts[line.id] = half

    def split(self, count: int) -> None:
        """All that is open in equal parts for so many guests; their sums differ by one cent at most.

        Raises:
            Refused: less than a cent for each.
        """
        shares = equal_shares(self.open, count)
        self.guests = [guest for guest in self.guests if guest.parts]
        first = len(self.guests)
        for share in shares:
            guest = self._new_guest()
            for line in share:
                guest.take(line)
        self.guest = self.guests[first]

    def add_guest(self) -> None:
        """One more payer, and he is the chosen one."""
        self.guest = self._new_guest()

    def choose(self, number: object) -> None:
        """Another payer."""
        self.guest = next((guest for guest in self.guests if guest.number == number), self.guest)

    def paid(self, lines: Sequence[Line]) -> None:
        """The chosen guest has paid; `lines` is what is open on the table now."""
        self._lines = tuple(lines)
        self.guests = [guest for guest in self.guests if guest is not self.guest and guest.parts]
        if not self.guests:
            self._new_guest()
        self.guest = self.guests[0]

    def total_of(self, guest: Guest) -> Money:
        """What a guest is to pay."""
        return guest.total if guest.parts else ZERO

    def _new_guest(self) -> Guest:
        if self.guests:
            self._count += 1
        guest = Guest(self._count)
        self.guests.append(guest)
        return guest
