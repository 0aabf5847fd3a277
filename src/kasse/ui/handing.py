"""Asking who gets a table or gives it up, and for the PIN of the other one, on whatever screen asks in its middle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject

from kasse.domain.business import table_name
from kasse.domain.orders import Tab
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import TabSummary
from kasse.settings.declared.handing_over import HAND_OVER_PIN
from kasse.ui.desk import Desk, once
from kasse.ui.questions import PinQuestion, Question, one_of
from kasse.ui.widgets.choices import Choice, Section
from kasse.usecases.hand_over import HandedOver, hand_over, take_over

TAKE = "take"


class Host(Protocol):
    """The screen that asks."""

    desk: Desk

    def ask(self, question: Question) -> None:
        """Ask in the place of what it shows."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A table that is to go from one to another; `other` is who is not signed in."""

    table: int
    other: int
    takes: bool

    @property
    def verb(self) -> str:
        return "übernehmen" if self.takes else "übergeben"


class Handing:
    """Both ways: whoever is signed in hands over what is his, and takes over what is another's."""

    def __init__(self, screen: QObject, host: Host, done: Callable[[HandedOver], None]) -> None:
        self._screen, self._host, self._done = screen, host, done
        self._desk = host.desk
        self._till = host.desk.till

    def ask(self, operator: Operator, tab: TabSummary) -> None:
        """Ask what is to become of an open table."""
        mine = tab.operator == operator.number
        sections = []
        if not mine:
            owner = self._till.staff.operators.get(tab.operator)
            name = owner.name if owner else str(tab.operator)
            take = Choice(TAKE, "Selbst übernehmen", f"von {name}", icon="hand")
            sections.append(Section("", (take,)))
        if mine or (not self._till.settings[HAND_OVER_PIN] and self._may_touch(operator, tab)):
            others = receivers(self._till.staff.operators.values(), operator, but=tab.operator)
            sections.append(Section("" if mine else "Übergeben an", tuple(others)))
        title = f"{table_name(tab.table, tab.name)} " + (
            "übergeben an …" if mine else "wechselt den Bediener"
        )

        def chosen(key: object) -> None:
            takes = key == TAKE
            self._agree(operator, _Change(tab.table, tab.operator if takes else int(str(key)), takes=takes))

        self._host.ask(Question(title, tuple(sections), chosen))

    def ask_whose(self, operator: Operator, parts: Sequence[TabSummary]) -> None:
        """Several others have something on that table: ask whose it is about."""
        known = self._till.staff.operators
        names = [known[part.operator].name if part.operator in known else "" for part in parts]
        choices = [
            Choice(i, names[i] or str(part.operator), f"{part.total} €") for i, part in enumerate(parts)
        ]
        title = f"{table_name(parts[0].table)}: von wem?"
        self._host.ask(one_of(title, choices, lambda key: self.ask(operator, parts[int(str(key))])))

    def _may_touch(self, operator: Operator, tab: TabSummary) -> bool:
        try:
            self._till.require_access(operator, self._part(tab))
        except Refused:
            return False
        return True

    def _part(self, tab: TabSummary) -> Tab | None:
        return self._till.books.tab(tab.table, training=tab.training, waiter=tab.waiter)

    def _agree(self, operator: Operator, change: _Change) -> None:
        other = self._till.staff.operators.get(change.other)
        if self._till.settings[HAND_OVER_PIN] and other is not None and other.active:
            self._ask_pin(operator, change, other)
        else:
            self._do(operator, change, "")

    def _ask_pin(self, operator: Operator, change: _Change, other: Operator, hint: str = "") -> None:
        words = hint or f"{other.name} gibt die eigene PIN ein."
        verb = change.verb.capitalize()

        def typed(pin: str) -> None:
            self._do(operator, change, pin)

        self._host.ask(PinQuestion(f"PIN von {other.name}", typed, confirm=verb, hint=words))

    def _do(self, operator: Operator, change: _Change, pin: str) -> None:
        deed = take_over if change.takes else hand_over

        def work(key: UUID) -> HandedOver:
            return deed(self._till, operator, change.table, change.other, pin=pin, key=key)

        def done(handed: HandedOver) -> None:
            if handed.order is not None:
                self._desk.secure(handed.order)
            who = operator if change.takes else self._till.staff.operator(change.other)
            self._desk.board.say(f"{table_name(change.table)} bedient jetzt {who.name}.")
            self._done(handed)

        def refused(reason: str) -> None:
            other = self._till.staff.operators.get(change.other)
            self._desk.board.say(reason)
            if pin and other is not None:
                self._ask_pin(operator, change, other, reason)

        # The hash of a PIN is made to take its time, so not on the lane of the books.
        lane = self._desk.background if pin else self._desk.books
        self._desk.do(lane, once(self._till, work), asker=self._screen, then=done, refused=refused)


def receivers(operators: Iterable[Operator], giver: Operator, *, but: int = 0) -> list[Choice]:
    """Who can get a table: whoever works in the same books; not `but`, who has it already."""
    return [
        Choice(op.number, op.name, icon="user")
        for op in operators
        if op.active
        and not op.menus
        and op.training is giver.training
        and op.number not in (giver.number, but)
    ]
