"""What a row was before: who changed what, when, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from kasse.sheets import Sheet
from kasse.ui.master.page import Page
from kasse.ui.settings.editors import EMPTY
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.widgets import fact_sheet as f
from kasse.ui.widgets.row_list import Row
from kasse.usecases.master_history import PastChange, row_history

if TYPE_CHECKING:
    from kasse.ui.master.screen import MasterScreen

READING = "Wird gelesen …"
NEVER = "Seit der Einrichtung ist hier nichts geändert worden."
MOST_FACTS = 2
"""So many facts of a change stand in its row; a tap on it shows all."""


class HistoryPage(Page):
    """Changes as a list; above it all about the one that is chosen."""

    def __init__(self, screen: MasterScreen, sheet: Sheet[Any], row: Any) -> None:
        super().__init__(screen)
        self._sheet = sheet
        self._row = row
        self._changes: Sequence[PastChange] | None = None
        self._chosen = 0

    def show(self) -> None:
        """Show what is known, and read it behind the screen if nothing is yet."""
        self._refresh()
        if self._changes is None:
            self._read()

    def changed(self) -> None:
        self._read()

    def _read(self) -> None:
        screen = self.screen
        work = partial(row_history, screen.till, self._sheet, self._sheet.key_of(self._row))

        def read(changes: Sequence[PastChange]) -> None:
            self._changes, self._chosen = changes, 0
            if screen.page is self:
                self._refresh()

        screen.desk.do(screen.desk.background, work, asker=screen, then=read)

    def _refresh(self) -> None:
        changes = self._changes or ()
        rows = [self._list_row(number, change) for number, change in enumerate(changes)]
        empty = READING if self._changes is None else NEVER
        view = self.screen.view
        view.open_detail(self._facts(), rows, self._chosen if rows else None, empty)
        view.show_foot(Foot("Jede Änderung steht im Journal.", main="Zum Eintrag", main_icon="chevron-left"))

    def _list_row(self, number: int, change: PastChange) -> Row:
        parts = [
            f"{fact.label}: {fact.old or EMPTY} → {fact.new or EMPTY}" for fact in change.facts[:MOST_FACTS]
        ]
        more = len(change.facts) - MOST_FACTS
        if more > 0:
            parts.append(f"und {more} mehr")
        title = " · ".join(parts) or change.deed.value.capitalize()
        return Row(number, title, self._when(change))

    def _when(self, change: PastChange) -> str:
        at = change.at.astimezone(self.screen.till.zone)
        return f"{at:%d.%m.%Y %H:%M} · {change.operator_name} · Kasse {change.terminal}"

    def _facts(self) -> f.Sheet:
        title = f"{self._sheet.title(self._row)}: Verlauf"
        if not self._changes:
            return f.Sheet(title, ())
        change = self._changes[self._chosen]
        blocks: list[f.Block] = [
            f.Words(f"{change.deed.value.capitalize()} am {self._when(change)}", strong=True)
        ]
        for fact in change.facts:
            told = fact.new if not fact.old else f"{fact.old} → {fact.new or EMPTY}"
            blocks.append(f.Fact(fact.label, told or EMPTY))
        return f.Sheet(title, tuple(blocks))

    def row(self, key: object) -> None:
        self._chosen = int(str(key))
        self._refresh()

    def main(self) -> None:
        self.back()

    def back(self) -> None:
        stored = self._sheet.rows(self.screen.till.master).get(self._sheet.key_of(self._row))
        if stored is None:
            self.screen.open_list()
        else:
            self.screen.open_form(stored)
