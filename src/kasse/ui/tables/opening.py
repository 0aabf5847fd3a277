"""Other ways to a table than tapping it: *AUTO TISCH*, a free one for a name, the overview of all waiters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from kasse.domain.business import table_name
from kasse.domain.money import Money
from kasse.domain.staff import Operator, Right
from kasse.ports.books import TabSummary
from kasse.settings.declared.tables import BOSS_OVERVIEW
from kasse.ui import wording
from kasse.ui.desk import once
from kasse.ui.questions import NumberQuestion, Question
from kasse.ui.widgets.choices import Choice, Section
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.auto_table import AutoTable, next_auto_table
from kasse.usecases.describe_tab import describe_tab, next_free_table
from kasse.usecases.till import Till

if TYPE_CHECKING:
    from kasse.ui.tables.screen import TablesScreen


class TableQuestion(NumberQuestion):
    """Asks for a table and offers one; the first digit that is typed takes its place."""

    most_digits = 5
    _offered = True

    def type(self, sign: str) -> None:
        if self._offered and sign.isdigit():
            self.typed = ""
        self._offered = False
        super().type(sign)


class Opening:
    """Works for the table overview."""

    def __init__(self, screen: TablesScreen) -> None:
        self._screen = screen
        self._till = screen.till

    # The next free one.

    def open_next(self) -> None:
        """*AUTO TISCH*."""
        screen, operator = self._screen, self._screen.operator
        if operator is None:
            return

        def found(table: AutoTable) -> None:
            screen.open(table.table)

        busy = screen.drafts.unsent(training=operator.training).keys()
        deed = partial(next_auto_table, self._till, operator, frozenset(busy))
        screen.desk.do(
            screen.desk.books, once(self._till, lambda key: deed(key=key)), asker=screen, then=found
        )

    # One for a name.

    def ask_name(self) -> None:
        """Who is to get a table."""
        ask = TextAsk("Für wen ist der Tisch?", accept="Weiter", most=40, placeholder="Name")
        self._screen.ask_text(ask, self._ask_number)

    def _ask_number(self, name: str) -> None:
        screen, operator = self._screen, self._screen.operator
        name = name.strip()
        if operator is None or not name:
            screen.desk.board.say("Bitte einen Namen eingeben.")
            return
        free = next_free_table(self._till, operator, screen.drafts.unsent(training=operator.training))
        hint = "Der nächste freie Tisch. Ein anderer wird auf dem Ziffernblock eingegeben."
        if free is None:
            hint = "Ab der eingestellten Nummer ist keiner frei. Bitte eine Nummer eingeben."
        screen.ask(
            TableQuestion(
                f"{name} an Tisch",
                partial(self._open_for, operator, name),
                confirm="Tisch öffnen",
                hint=hint,
                typed="" if free is None else str(free),
            )
        )

    def _open_for(self, operator: Operator, name: str, table: int) -> None:
        screen = self._screen

        def refused(reason: str) -> None:
            self._ask_number(name)
            screen.desk.board.say(reason)

        screen.desk.do(
            screen.desk.books,
            partial(describe_tab, self._till, operator, table, name=name, only_free=True),
            asker=screen,
            then=lambda _: screen.open(table),
            refused=refused,
        )

    # Those of all waiters.

    def greets(self, operator: Operator) -> bool:
        """Whether somebody who signs in sees first what all waiters have open."""
        wanted = self._till.settings[BOSS_OVERVIEW] and self._till.staff.may(operator, Right.OTHERS_TABLES)
        return wanted and bool(_of(self._till.books.open_tabs(), operator))

    def show_all(self) -> None:
        """All tables in use, by waiter; one tap opens."""
        screen, operator = self._screen, self._screen.operator
        if operator is None:
            return
        tabs = _of(self._till.books.open_tabs(), operator)
        if not tabs:
            screen.desk.board.say("Es ist kein Tisch belegt.")
            return
        sections = tuple(
            self._section(number, [tab for tab in tabs if tab.operator == number])
            for number in sorted({tab.operator for tab in tabs})
        )
        title = f"Belegte Tische: {len(tabs)}, {Money.sum(tab.total for tab in tabs)} €"
        screen.ask(
            Question(title, sections, lambda table: screen.open(int(str(table))), close="Zum Tischplan")
        )

    def _section(self, number: int, tabs: Sequence[TabSummary]) -> Section:
        count = "1 Tisch" if len(tabs) == 1 else f"{len(tabs)} Tische"
        total = Money.sum(tab.total for tab in tabs)
        title = f"{_name(self._till, number)} · {count} · {total} €"
        return Section(title, tuple(self._choice(tab) for tab in tabs))

    def _choice(self, tab: TabSummary) -> Choice:
        minutes = wording.minutes_since(tab.opened_at, self._till.now())
        return Choice(tab.table, table_name(tab.table, tab.name), f"{tab.total} € · {minutes} min")


def _of(tabs: Sequence[TabSummary], operator: Operator) -> list[TabSummary]:
    return [tab for tab in tabs if tab.training is operator.training]


def _name(till: Till, number: int) -> str:
    owner = till.staff.operators.get(number)
    return owner.name if owner else f"Bediener {number}"
