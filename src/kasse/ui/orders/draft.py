"""What is to be ordered and not sent yet: is kept for each table, and can be undone. `keeping` writes it down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from uuid import UUID, uuid4

from kasse.domain.money import Money
from kasse.domain.orders import Line, Wish, compose
from kasse.domain.orders.compose import check_sides
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.usecases.remaining import require_left, require_offered
from kasse.usecases.till import Till

UNDO_STEPS = 50


class Pricing:
    """What a wish of one operator costs now, by the catalogue as it is."""

    def __init__(self, till: Till, operator: Operator) -> None:
        self._till = till
        self._operator = operator

    def line(self, wish: Wish) -> Line:
        """The priced line. Sides may still be missing: the ticket shows it while they are chosen.

        Raises:
            Refused: whatever else speaks against it.
        """
        catalogue = self._till.catalogue
        article = catalogue.article(wish.article)
        require_offered(self._till, (wish.article, *wish.sides), in_time=wish.in_time)
        groups = {g.number: replace(g, least=0) for g in catalogue.sides_for(article)}
        if groups:
            parts = {number: catalogue.article(number) for number in wish.sides}
            parts[article.number] = article
            catalogue = replace(catalogue, articles=parts, side_groups=groups, menus=())
        day = self._till.books.business_date
        return compose(wish, catalogue, day=day, at=self._till.now(), operator=self._operator.number)

    def require_left(self, lines: Iterable[DraftLine]) -> None:
        """Refuse lines that are more than is left, as far as this till knows. Practice takes nothing.

        Raises:
            Refused: says how much is there.
        """
        if not self._operator.training:
            require_left(self._till, (line.line for line in lines))

    def missing(self, wish: Wish) -> str:
        """What still has to be chosen with it, as a sentence; empty if nothing."""
        catalogue = self._till.catalogue
        try:
            check_sides(catalogue.article(wish.article), wish.sides, catalogue)
        except Refused as refusal:
            return str(refusal)
        return ""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A wish on the screen with its price. `missing`: what has to be chosen before it can be sent."""

    key: int
    wish: Wish
    line: Line
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Lines that were sent under one key. An answer that never came is asked for with the same key again."""

    key: UUID
    lines: tuple[DraftLine, ...]
    lost: bool = False
    """Nobody knows whether it was booked: it waits to be sent again, and cannot be changed."""

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What the use case gets."""
        return tuple(line.wish for line in self.lines)


_keys = count(1)


def priced(wish: Wish, pricing: Pricing) -> DraftLine:
    """A new line.

    Raises:
        Refused: the rules do not allow it.
    """
    return DraftLine(next(_keys), replace(wish, in_time=True), pricing.line(wish), pricing.missing(wish))


def _nobody() -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class Draft:
    """What one table is to get. Every change can be undone until it is sent."""

    operator: int = 0
    """Who typed the first line."""
    lines: tuple[DraftLine, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    key: UUID = field(default_factory=uuid4)
    """What the lines will be sent under. Kept with them: where it is booked, they are on the table already."""
    restored: bool = False
    """Whether a till that started again brought lines of it back."""
    tell: Callable[[], None] = _nobody
    """Called after each change."""
    _before: list[tuple[DraftLine, ...]] = field(default_factory=list)

    def __iter__(self) -> Iterator[DraftLine]:
        return iter(self.lines)

    @property
    def unsent(self) -> int:
        """How many portions are not known to be sent; a part of one counts as one."""
        waiting = [line for parcel in self.parcels if parcel.lost for line in parcel.lines]
        return sum(-(-line.wish.quantity.thousandths // 1000) for line in (*waiting, *self.lines))

    @property
    def total(self) -> Money:
        """What the lines cost that are still to be sent or on their way."""
        sending = (line for parcel in self.parcels for line in parcel.lines)
        return Money.sum(line.line.amount for line in (*sending, *self.lines))

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    def find(self, key: object) -> DraftLine | None:
        """The line with this key."""
        return next((line for line in self.lines if line.key == key), None)

    def add(self, wish: Wish, pricing: Pricing) -> DraftLine:
        """Put a wish on; the same once more makes the line longer instead of another one.

        Raises:
            Refused: the rules do not allow it; nothing has changed.
        """
        same = next((line for line in self.lines if replace(line.wish, quantity=wish.quantity) == wish), None)
        if same is not None and not same.missing:
            grown = replace(wish, quantity=same.wish.quantity + wish.quantity)
            return self.change(same.key, grown, pricing)  # sold still, or refused
        made = priced(wish, pricing)
        pricing.require_left((*self.lines, made))
        self._keep((*self.lines, made))
        return made

    def change(self, key: int, wish: Wish, pricing: Pricing) -> DraftLine:
        """Give a line another wish.

        Raises:
            Refused: the rules do not allow it; nothing has changed.
        """
        before = self.find(key)
        if before is None or wish.quantity > before.wish.quantity:
            wish = replace(wish, in_time=False)  # more of it is a new order, for which its time may be over
        made = DraftLine(key, replace(wish, in_time=True), pricing.line(wish), pricing.missing(wish))
        lines = tuple(made if line.key == key else line for line in self.lines)
        pricing.require_left(lines)
        self._keep(lines)
        return made

    def resize(self, key: int, quantity: Quantity, pricing: Pricing) -> None:
        """Give a line another quantity; none takes it away.

        Raises:
            Refused: out of range; nothing has changed.
        """
        line = self.find(key)
        if line is None:
            return
        if quantity:
            self.change(key, replace(line.wish, quantity=quantity), pricing)
        else:
            self.remove(key)

    def remove(self, key: int) -> None:
        """Take a line away."""
        self._keep(tuple(line for line in self.lines if line.key != key))

    def undo(self) -> None:
        """Take the last step back."""
        if self._before:
            self.lines = self._before.pop()
            self.tell()

    def pack(self) -> Parcel | None:
        """Take all lines for sending; None if there are none. What was undone before stays undone."""
        if not self.lines:
            return None
        parcel = Parcel(self.key, self.lines)
        self.parcels = (*self.parcels, parcel)
        self._begin_anew()
        return parcel

    def lost_parcels(self) -> tuple[Parcel, ...]:
        """Those to be sent again; from now on they are on their way."""
        lost = tuple(parcel for parcel in self.parcels if parcel.lost)
        self.parcels = tuple(replace(parcel, lost=False) for parcel in self.parcels)
        self.tell()
        return lost

    def arrived(self, key: UUID) -> None:
        """It is booked."""
        self.parcels = tuple(parcel for parcel in self.parcels if parcel.key != key)
        self.tell()

    def returned(self, key: UUID) -> None:
        """It was refused, so nothing of it is booked: its lines can be changed again."""
        for parcel in self.parcels:
            if parcel.key == key:
                self.key = self.key if self.lines else key
                self.lines = (*parcel.lines, *self.lines)
        self._before.clear()
        self.arrived(key)

    def failed(self, key: UUID) -> None:
        """Nobody knows whether it is booked."""
        self.parcels = tuple(replace(p, lost=True) if p.key == key else p for p in self.parcels)
        self.tell()

    def give_away(self) -> tuple[DraftLine, ...]:
        """All lines that are not on their way, for another table."""
        lines = self.lines
        self._begin_anew()
        return lines

    def take_over(self, lines: Iterable[DraftLine]) -> None:
        """Lines that were meant for another table."""
        self._keep((*self.lines, *lines))

    def bring_back(self, operator: int, key: UUID, lines: Iterable[DraftLine]) -> None:
        """Lines that a till before this one left behind."""
        self.operator = self.operator or operator
        self.key = self.key if self.lines else key
        self.lines = (*self.lines, *lines)
        self.restored = True
        self.tell()

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """What is changed inside is taken back at once."""
        earlier, lines = [*self._before], self.lines
        yield
        after, self.lines = self.lines, lines
        self._before = earlier
        self._keep(after)

    def _begin_anew(self) -> None:
        self.lines = ()
        self.key = uuid4()
        self.restored = False
        self._before.clear()
        self.tell()

    def _keep(self, lines: tuple[DraftLine, ...]) -> None:
        if _wanted(lines) != _wanted(self.lines):
            self._before.append(self.lines)
            del self._before[:-UNDO_STEPS]
        self.lines = lines
        self.tell()


def _wanted(lines: tuple[DraftLine, ...]) -> list[tuple[int, Wish]]:
    """What a step back would bring back; a new look at the prices is no step."""
    return [(line.key, line.wish) for line in lines]


class Drafts:
    """The drafts of all tables; leaving a table or the till to somebody else loses none."""

    def __init__(self, tell: Callable[[], None] = _nobody) -> None:
        self.tell = tell
        """Called after each change of one of them."""
        self._drafts: dict[tuple[int, bool, int], Draft] = {}

    def __iter__(self) -> Iterator[tuple[int, bool, Draft]]:
        """Table, whether it is practice, and draft of all in which something waits."""
        for (table, training, _), draft in self._drafts.items():
            if draft.lines or draft.parcels:
                yield table, training, draft

    def of(self, table: int, *, training: bool, waiter: int = 0) -> Draft:
        """The draft of a table; practice and business have their own.

        `waiter`: that of somebody who sees his own items only; 0: the table's, or the first that anybody has there.
        """
        here = {w: d for (t, practice, w), d in self._drafts.items() if (t, practice) == (table, training)}
        draft = here.get(waiter)
        if draft is None or not (draft.lines or draft.parcels):
            # Typed before tables were opened to all, or closed to others; or brought back by a till that started.
            others = [d for w, d in here.items() if not waiter or (w == 0 and d.operator == waiter)]
            draft = next((d for d in others if d.lines or d.parcels), draft)
        if draft is None:
            draft = self._drafts[table, training, waiter] = Draft(tell=self._told)
        return draft

    def move(self, table: int, to: int, *, training: bool, waiter: int = 0) -> None:
        """What is not sent yet goes with its guests. What is on its way stays with the table that it was sent for."""
        source = self.of(table, training=training, waiter=waiter)
        target = self.of(to, training=training, waiter=waiter)
        if source is target or not source.lines:
            return
        if not target.lines:
            # Both tables as they were kept a moment ago, and the key that they are sent under now: the same lines.
            target.operator, target.key, target.restored = source.operator, source.key, source.restored
        target.take_over(source.give_away())

    def _told(self) -> None:
        self.tell()

    def unsent(self, *, training: bool, waiter: int = 0) -> dict[int, int]:
        """How many portions are not sent, by table, where there are any. `waiter`: of somebody who sees his own only."""
        found: Counter[int] = Counter()
        for (table, practice, whose), draft in self._drafts.items():
            if practice is training and draft.unsent and (not waiter or waiter in {whose, draft.operator}):
                found[table] += draft.unsent
        return dict(found)

    @property
    def sending(self) -> bool:
        """Whether anything is on its way and not known to be booked."""
        return any(not p.lost for draft in self._drafts.values() for p in draft.parcels)

    @property
    def empty(self) -> bool:
        """Whether nothing at all waits."""
        return not any(self)
