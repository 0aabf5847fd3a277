"""Who of the guests takes what of a table; what nobody has taken is still open. Shares always add up to the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kasse.domain.customers import Customer
from kasse.domain.money import Money
from kasse.domain.orders import Line, divide_line, equal_shares, share_of_amount, take_part
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.usecases.take_payment import Paid


@dataclass(slots=True)
class Guest:
    """One payer with the shares that are his, by line id."""

    number: int
    parts: dict[str, Line] = field(default_factory=dict)
    paid: Paid | None = None
    """What he has paid; None: he has still to."""
    last: str = ""
    """The line of which he took last."""
    customer: Customer | None = None
    """To whom his invoice is made out."""
    entertainment: bool = False
    """Whether his receipt has the block of a Bewirtungsbeleg."""

    @property
    def total(self) -> Money:
        """What his shares cost."""
        return Money.sum(line.amount for line in self.parts.values())

    def take(self, part: Line) -> None:
        """More for him."""
        mine = self.parts.get(part.id)
        self.parts[part.id] = part if mine is None else mine.plus(part)
        self.last = part.id

    def keep(self, part: Line) -> None:
        """Of this line he has only that much."""
        if part.is_nothing:
            self.parts.pop(part.id, None)
        else:
            self.parts[part.id] = part


class Shares:
    """The lines of a table, shared out. A guest who has taken nothing pays whatever is open."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = tuple(lines)
        self._order = {line.id: i for i, line in enumerate(lines)}
        self.guests = [Guest(1)]
        self.guest = self.guests[0]

    @property
    def open(self) -> tuple[Line, ...]:
        """What nobody has taken."""
        rest = []
        for line in self._lines:
            taken = self._taken(line.id)
            left = line if taken is None else line.minus(taken)
            if not left.is_nothing:
                rest.append(left)
        return tuple(rest)

    def lines_of(self, guest: Guest) -> tuple[Line, ...]:
        """The shares of a guest, in the order of the table."""
        return tuple(sorted(guest.parts.values(), key=lambda line: self._order.get(line.id, 0)))

    @property
    def due(self) -> tuple[Line, ...]:
        """What the chosen guest is to pay: his shares, or all that is open when he has taken nothing."""
        return self.lines_of(self.guest) or self.open

    @property
    def is_whole(self) -> bool:
        """Whether nobody shares: one guest pays the whole table."""
        return len(self.guests) == 1 and not self.guest.parts

    def others_with(self, line_id: str) -> tuple[Guest, ...]:
        """Who else has, or had, a part of that line."""
        return tuple(
            guest
            for guest in self.guests
            if guest is not self.guest
            and (
                line_id in guest.parts
                or (guest.paid is not None and any(p.id == line_id for p in guest.paid.receipt.lines))
            )
        )

    # Giving and taking.

    def give(self, line_id: object, quantity: Quantity | None = None) -> None:
        """So much of an open line to the chosen guest; None: one portion, or less if there is less.

        Raises:
            Refused: so much is not open.
        """
        line = self._open_line(line_id)
        if line is not None:
            wanted = min(line.quantity, ONE) if quantity is None else quantity
            self.guest.take(line if wanted == line.quantity else take_part(line, wanted)[0])

    def give_share(self, line_id: object, weight: int) -> None:
        """One of so many equal parts of an open line to the chosen guest."""
        line = self._open_line(line_id)
        if line is not None:
            self.guest.take(divide_line(line, [1] * weight)[0])

    def give_amount(self, amount: Money) -> None:
        """A share of everything that is open, worth exactly so much, to the chosen guest.

        Raises:
            Refused: more than is open, or nothing.
        """
        for part in share_of_amount(self.open, amount)[0]:
            self.guest.take(part)

    def give_back(self, line_id: object) -> None:
        """The guest's share of a line is open again."""
        self.guest.parts.pop(str(line_id), None)

    def keep_share(self, line_id: object, weight: int) -> None:
        """The guest keeps one of so many equal parts of what he has of a line; the others are open again."""
        mine = self.guest.parts.get(str(line_id))
        if mine is not None:
            self.guest.keep(divide_line(mine, [1] * weight)[0])

    def halve(self) -> None:
        """The guest keeps half of the line that he took last, so that another one can take the other half.

        Raises:
            Refused: he has taken nothing.
        """
        if not self.guest.parts:
            raise Refused("Zuerst links einen Posten antippen, dann lässt er sich halbieren.")
        last = self.guest.last if self.guest.last in self.guest.parts else next(reversed(self.guest.parts))
        self.keep_share(last, 2)

    def take_all(self) -> None:
        """All that is open is for the chosen guest."""
        for line in self.open:
            self.guest.take(line)

    def return_all(self) -> None:
        """The chosen guest has taken nothing."""
        self.guest.parts.clear()

    def split(self, count: int) -> None:
        """All that is not another guest's in equal parts for so many guests; their sums differ by a cent at most.

        Raises:
            Refused: less than a cent for each.
        """
        own = dict(self.guest.parts)
        self.guest.parts.clear()
        try:
            shares = equal_shares(self.open, count)
        except Refused:
            self.guest.parts.update(own)
            raise
        free = [guest for guest in self.guests if guest.paid is None and not guest.parts]
        free.sort(key=lambda guest: guest is not self.guest)
        for share in shares:
            guest = free.pop(0) if free else self._new_guest()
            for line in share:
                guest.take(line)

    # The guests.

    def add_guest(self) -> None:
        """One more payer, and he is the chosen one."""
        self.guest = self._new_guest()

    def choose(self, number: object) -> None:
        """Another payer."""
        self.guest = next((guest for guest in self.guests if guest.number == number), self.guest)

    def paid(self, paid: Paid, lines: Sequence[Line]) -> bool:
        """The chosen guest has paid, the next one is chosen; `lines` is what is open on the table now.

        False: the table is no longer what was shared out, so that nobody has taken anything.
        """
        self.guest.paid = paid
        self.guest.parts.clear()
        fits = self.rebase(lines)
        waiting = [guest for guest in self.guests if guest.paid is None]
        with_shares = [guest for guest in waiting if guest.parts]
        if with_shares or waiting:
            self.guest = (with_shares or waiting)[0]
        elif lines:
            self.add_guest()
        return fits

    def rebase(self, lines: Sequence[Line]) -> bool:
        """The table has other lines now. False: the shares do not fit them any more and are all open again."""
        self._lines = tuple(lines)
        self._order = {line.id: i for i, line in enumerate(lines)}
        there = {line.id: line for line in lines}
        for line_id in {line_id for guest in self.guests for line_id in guest.parts}:
            taken = self._taken(line_id)
            if taken is not None and (line_id not in there or not there[line_id].holds(taken)):
                for guest in self.guests:
                    guest.parts.clear()
                return False
        return True

    def _open_line(self, line_id: object) -> Line | None:
        return next((line for line in self.open if line.id == line_id), None)

    def _taken(self, line_id: str) -> Line | None:
        """All that guests have taken of a line."""
        taken: Line | None = None
        for guest in self.guests:
            part = guest.parts.get(line_id)
            if part is not None:
                taken = part if taken is None else taken.plus(part)
        return taken

    def _new_guest(self) -> Guest:
        guest = Guest(max((guest.number for guest in self.guests), default=0) + 1)
        self.guests.append(guest)
        return guest
