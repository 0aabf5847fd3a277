"""Several rows at once: columns are given a value, how many rows change is told, and all are saved in one act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kasse.sheets import Sheet
from kasse.ui.master.asking import Fact
from kasse.ui.master.fact_page import FactPage
from kasse.ui.master.showing import in_groups, several_rows
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.widgets.chip_row import Chip
from kasse.usecases.change_master import Edit

if TYPE_CHECKING:
    from kasse.ui.master.screen import MasterScreen

AWAY, USE = "away", "use"
MOST_NAMED = 6


class SeveralPage(FactPage):
    """Only what somebody chooses here changes; everything else stays as it is in each row."""

    def __init__(self, screen: MasterScreen, sheet: Sheet[Any], rows: Sequence[Any]) -> None:
        super().__init__(screen, sheet)
        self.rows = tuple(rows)
        self.texts: dict[str, str] = {}
        """What is chosen, by key of the column."""
        self.columns = in_groups(c for c in sheet.columns if c.together and c.put is not None)

    @property
    def edits(self) -> list[Edit]:
        """The rows that become others."""
        made = []
        for row in self.rows:
            after = row
            for key, text in self.texts.items():
                after = self.sheet.column(key).typed(after, text)
            if after != row:
                made.append(Edit(self.sheet, row, after))
        return made

    @property
    def unsaved(self) -> str:
        return f"Die Änderung an {len(self.rows)} Zeilen" if self.texts else ""

    def show_form(self) -> None:
        view, sheet = self.view, self.sheet
        names = [sheet.title(row) for row in self.rows[:MOST_NAMED]]
        more = f" und {len(self.rows) - MOST_NAMED} weitere" if len(self.rows) > MOST_NAMED else ""
        rows = several_rows(self.seen, self.columns, self.rows, self.texts)
        view.show_rows(f"{len(self.rows)} {sheet.label} gemeinsam ändern", ", ".join(names) + more, rows)
        view.show_chips(self._chips())
        view.show_foot(self._foot())
        self.screen.show_tree()

    def _foot(self) -> Foot:
        count = len(self.edits)
        off = self.screen.lacking_right() or ("" if count else "Es ändert sich nichts.")
        words = (
            f"{count} von {len(self.rows)} ändern sich"
            if self.texts
            else "Antippen, was für alle gelten soll."
        )
        return Foot(words, "Verwerfen", "", f"{count} speichern" if count else "Speichern", off)

    def _chips(self) -> list[Chip]:
        sheet, off = self.sheet, self.screen.lacking_right()
        chips: list[Chip] = []
        if sheet.put_away is not None:
            if any(sheet.is_active(row) for row in self.rows):
                chips.append(Chip(AWAY, "Alle stilllegen", "archive", off=off))
            if not all(sheet.is_active(row) for row in self.rows):
                chips.append(Chip(USE, "Alle wieder verwenden", "rotate-ccw", off=off))
        groups = [group for group in dict.fromkeys(column.group for column in self.columns) if group]
        chips += [Chip(("group", group), group, gap=i == 0) for i, group in enumerate(groups)]
        return chips

    # Facts.

    def value(self, column: Fact) -> Any:
        text = self.texts.get(column.key)
        return column.get(self.rows[0]) if text is None else column.kind.read(text)

    def check(self, column: Fact, text: str) -> None:
        for row in self.rows:
            column.typed(row, text)

    def put(self, column: Fact, text: str) -> None:
        self.texts[column.key] = column.kind.write(column.kind.read(text))

    def tapped(self, what: object) -> None:
        if self.screen.busy or not isinstance(what, tuple):
            return
        column = self.sheet.column(str(what[0]))
        if what[1] == "undo":
            self.texts.pop(column.key, None)
            self.problems.pop(column.key, None)
            self.show_form()
        else:
            self.ask(column)

    # Saving.

    def main(self) -> None:
        if self.asking is None:
            self.save()

    def second(self) -> None:
        if self.asking is None:
            self.drop()
            self.screen.open_list()

    def drop(self) -> None:
        self.texts, self.problems = {}, {}

    def save(self) -> None:
        self._change(self.edits, "geändert")

    def _change(self, edits: Sequence[Edit], word: str) -> None:
        if not edits:
            self.desk.board.say("Es ändert sich nichts.")
            return

        def saved() -> None:
            self.drop()
            self.screen.lists.sight(self.sheet).marked.clear()
            self.desk.board.say(f"{len(edits)} {self.sheet.label} {word}.")
            self.screen.open_list()

        self.screen.save(edits, saved, self.refused)

    def changed(self) -> None:
        """What is stored is taken anew; what was chosen stays."""
        if self.screen.busy:
            return
        stored = self.sheet.rows(self.screen.till.master)
        keys = [self.sheet.key_of(row) for row in self.rows]
        self.rows = tuple(stored[key] for key in keys if key in stored)
        if not self.rows:
            self.drop()
            self.screen.open_list()
        elif self.asking is None:
            self.show_form()

    def chip(self, key: object) -> None:
        put_away = self.sheet.put_away
        match key:
            case ("group", str(group)):
                first = next(column for column in self.columns if column.group == group)
                self.view.rows.show_row(first.key)
            case "away" | "use" if put_away is not None:
                used = key == USE
                edits = [
                    Edit(self.sheet, row, put_away(row, used))
                    for row in self.rows
                    if self.sheet.is_active(row) != used
                ]
                self._change(edits, "wieder verwendet" if used else "stillgelegt")
