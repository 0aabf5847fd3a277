"""The form of one row: every fact with its control; saved as a whole, copied, put away, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kasse.domain.refused import Refused
from kasse.settings.kinds import Switch
from kasse.sheets import Key, Sheet
from kasse.ui.master.asking import Fact
from kasse.ui.master.fact_page import FactPage
from kasse.ui.master.showing import FIRST_GROUP, form_rows, in_groups, off_reason
from kasse.ui.settings.editors import stepped
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.settings.showing import changes_word
from kasse.ui.widgets.chip_row import Chip
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.key_face import KeyKind
from kasse.usecases.change_master import Edit

if TYPE_CHECKING:
    from kasse.ui.master.screen import MasterScreen

FIRST_SAVE = "Bitte zuerst speichern oder verwerfen."
HISTORY, COPY, AWAY, USE, DELETE = "history", "copy", "away", "use", "delete"


class FormPage(FactPage):
    """`before`: the row as it is stored; None: it is new. `start`: what a new one begins with."""

    def __init__(
        self, screen: MasterScreen, sheet: Sheet[Any], before: Any | None, start: Any | None = None
    ) -> None:
        super().__init__(screen, sheet)
        self.before = before
        self._start = before if start is None else start
        self.now = self._start
        self._asks_delete = False
        self.columns = in_groups(sheet.columns)

    @property
    def is_new(self) -> bool:
        """Whether nobody has stored it yet."""
        return self.before is None

    @property
    def changed_columns(self) -> list[Fact]:
        """The facts that are others now."""
        return [column for column in self.columns if column.get(self.now) != column.get(self._start)]

    @property
    def unsaved(self) -> str:
        count = len(self.changed_columns)
        if self.is_new:
            return "Das Neue"
        return changes_word(count) if count else ""

    # Showing.

    def show_form(self) -> None:
        view, sheet = self.view, self.sheet
        title = sheet.title(self.now) or ("Neu" if self.is_new else str(sheet.key_of(self.now)))
        parts = [sheet.label]
        if not sheet.single:
            parts.append(f"{sheet.columns[0].label} {sheet.key_of(self.now)}")
        if not sheet.is_active(self.now):
            parts.append("stillgelegt")
        rows = form_rows(self.seen, self.columns, self._start, self.now, is_new=self.is_new)
        view.show_rows(title, " · ".join(parts), rows)
        view.show_chips(self._chips())
        view.show_foot(self._foot())
        self.screen.show_tree()

    def _foot(self) -> Foot:
        lacking = self.screen.lacking_right()
        if self.screen.busy:
            busy = "Wird gerade gespeichert."
            return Foot(busy, "Verwerfen", busy, "Speichern", busy)
        if self.is_new:
            return Foot("Noch nicht gespeichert", "Verwerfen", "", "Anlegen", lacking)
        unsaved = self.unsaved
        off = "" if unsaved else "Es ist nichts geändert."
        if self.problems:
            words = "So lässt es sich nicht speichern."
        elif unsaved:
            words = f"{unsaved}, noch nicht gespeichert"
        else:
            words = "Alles ist gespeichert"
        return Foot(words, "Verwerfen", off, "Speichern", lacking or off)

    def _chips(self) -> list[Chip]:
        screen, sheet = self.screen, self.sheet
        chips: list[Chip] = []
        if not self.is_new:
            off = FIRST_SAVE if self.unsaved else ""
            away = screen.lacking_right() or off
            chips.append(Chip(HISTORY, "Verlauf", "history"))
            if sheet.blank is not None:
                chips.append(Chip(COPY, "Kopieren", "copy", off=away))
            if sheet.put_away is not None and sheet.is_active(self.now):
                chips.append(Chip(AWAY, "Stilllegen", "archive", off=away))
            elif sheet.put_away is not None:
                chips.append(Chip(USE, "Wieder verwenden", "rotate-ccw", off=away))
            if sheet.blank is not None:
                chips.append(Chip(DELETE, "Löschen", "trash-2", off=away, kind=KeyKind.DANGER))
            chips += [
                Chip(("special", number), kind.label, kind.icon, off=off, kind=KeyKind.SECOND)
                for number, kind in enumerate(screen.kinds(sheet))
            ]
        groups = list(dict.fromkeys(column.group for column in self.columns))
        if len(groups) > 1:
            chips += [
                Chip(("group", group), group or FIRST_GROUP, gap=i == 0) for i, group in enumerate(groups)
            ]
        return chips

    # Facts.

    def value(self, column: Fact) -> Any:
        return column.get(self.now)

    def check(self, column: Fact, text: str) -> None:
        row = self._with(column, text)
        sheet = self.sheet
        if self.is_new or (key := sheet.key_of(row)) == sheet.key_of(self.before):
            return
        if sheet.key_changes and key in sheet.rows(self.screen.till.master):
            raise Refused(f"{sheet.columns[0].label} {key} ist schon vergeben.")
        if not sheet.key_changes:
            raise Refused("Daran ist der Eintrag zu erkennen; es bleibt. Bitte kopieren und diesen löschen.")

    def put(self, column: Fact, text: str) -> None:
        self.now = self._with(column, text)

    def _with(self, column: Fact, text: str) -> Any:
        if column is self.sheet.columns[0] and not self.sheet.single:
            return self.sheet.renamed(self.now, column.kind.read(text))
        return column.typed(self.now, text)

    def tapped(self, what: object) -> None:
        if self.screen.busy or not isinstance(what, tuple):
            return
        column, step = self.sheet.column(str(what[0])), what[1]
        if off_reason(self.sheet, column, is_new=self.is_new):
            return
        value = column.get(self.now)
        match step:
            case "undo":
                self._take_back(column)
            case ("choose", str(text)):
                self._choose(column, text)
            case int() if isinstance(column.kind, Switch):
                self._choose(column, column.kind.write(not value))
            case int() if step:
                self._choose(column, column.kind.write(stepped(column.kind, value, step)))
            case 0:
                self.ask(column)

    def _choose(self, column: Fact, text: str) -> None:
        if problem := self.problem(column, text):
            self.desk.board.say(f"{column.label}: {problem}")
        else:
            self.chosen(column, text)

    def _take_back(self, column: Fact) -> None:
        if column is self.sheet.columns[0] and not self.sheet.single:
            self.now = self.sheet.renamed(self.now, column.get(self._start))
        elif column.put is not None:
            self.now = column.put(self.now, column.get(self._start))
        self.problems.pop(column.key, None)
        self.show_form()

    # Saving.

    def main(self) -> None:
        if self.asking is None and not self._asks_delete:
            self.save()

    def second(self) -> None:
        if self.asking is None and not self._asks_delete:
            self.drop()
            self.screen.open_list() if self.is_new else self.show()

    def drop(self) -> None:
        if self.before is not None:
            stored = self.sheet.rows(self.screen.till.master).get(self.sheet.key_of(self.before))
            self.before = self._start = self.before if stored is None else stored
        self.now = self._start
        self.problems = {}

    def save(self) -> None:
        row = self.now
        word = "angelegt" if self.is_new else "gespeichert"

        def saved() -> None:
            self.desk.board.say(f"„{self.sheet.title(row)}“ ist {word}.")
            self.reload(self.sheet.key_of(row))

        self._change(Edit(self.sheet, self.before, row), saved)

    def reload(self, key: Key) -> None:
        """Show the row as it is stored now; back to the list if there is none any more."""
        stored = self.sheet.rows(self.screen.till.master).get(key)
        if stored is None:
            self._start = self.now = self.before
            self.screen.open_list()
            return
        self.before = self._start = self.now = stored
        self.problems = {}
        if self.screen.page is self:
            self.show()

    def changed(self) -> None:
        """Somebody changed something. What is not saved here stays as it was typed."""
        if self.asking is not None or self._asks_delete or self.screen.busy:
            return
        if self.before is not None and not self.unsaved:
            self.reload(self.sheet.key_of(self.before))
        else:
            self.show_form()

    def _change(self, edit: Edit, saved: Any) -> None:
        self.screen.save((edit,), saved, self.refused)
        self.view.show_foot(self._foot())

    # Keys above the form.

    def chip(self, key: object) -> None:
        match key:
            case ("group", str(group)):
                first = next(column for column in self.columns if column.group == group)
                self.view.rows.show_row(first.key)
            case ("special", int(number)):
                self.screen.open_special(number, self.sheet.key_of(self.now))
            case "history":
                self.screen.open_history(self.sheet, self.before)
            case "copy":
                self.screen.open_copy(self.sheet, self.before)
            case "away":
                self._put_away(used=False)
            case "use":
                self._put_away(used=True)
            case "delete":
                self._ask_delete()

    def _put_away(self, *, used: bool) -> None:
        sheet, before = self.sheet, self.before
        if sheet.put_away is None or before is None:
            return
        after = sheet.put_away(before, used)

        def saved() -> None:
            word = "wird wieder verwendet" if used else "ist stillgelegt"
            self.desk.board.say(f"„{sheet.title(after)}“ {word}.")
            self.reload(sheet.key_of(after))

        self._change(Edit(sheet, before, after), saved)

    def _ask_delete(self) -> None:
        self._asks_delete = True
        delete = Choice(DELETE, "Löschen", icon="trash-2", kind=KeyKind.FINAL_DANGER)
        title = f"„{self.sheet.title(self.before)}“ löschen?"
        hint = "Was schon gebucht wurde, lässt sich nur stilllegen."
        self.view.open_choices(ChoicePage(title, (Section("", (delete,)),), hint, "Behalten"))
        self.view.show_foot(Foot(hint))

    def choice(self, key: object) -> None:
        if not self._asks_delete:
            super().choice(key)
            return
        self._asks_delete = False
        before = self.before

        def gone() -> None:
            self.desk.board.say(f"„{self.sheet.title(before)}“ ist gelöscht.")
            self.screen.open_list()

        self.show()
        self._change(Edit(self.sheet, before, None), gone)

    def close_choices(self) -> None:
        self._asks_delete = False
        super().close_choices()

    def back(self) -> None:
        if self._asks_delete:
            self._asks_delete = False
            self.show()
        else:
            super().back()
