"""The list of a sheet: searched, filtered, sorted, with the columns that are wanted; rows are opened or marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kasse.sheets.listing import State
from kasse.ui.master.lists import Sight
from kasse.ui.master.page import Page
from kasse.ui.master.showing import counted, filterable, heads_of, shown_cell
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.widgets.chip_row import Chip
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.table_lines import Lines

if TYPE_CHECKING:
    from kasse.ui.master.screen import MasterScreen

MOST_FILTERS = 2
COLUMNS, FILES = "columns", "files"
NOTHING, NOTHING_FOUND = (
    "Hier ist noch nichts eingetragen.",
    "Dazu wurde hier nichts gefunden. Ein anderes Wort versuchen, oder einen Filter lösen.",
)


class ListPage(Page):
    """The page that everything else leads back to."""

    def __init__(self, screen: MasterScreen) -> None:
        super().__init__(screen)
        self.rows: Sequence[Any] = ()
        """What is seen, in that order."""
        self._asks = ""
        """What the choices are about: the key of a column, or COLUMNS; empty while the list is shown."""

    @property
    def _sight(self) -> Sight:
        return self.screen.lists.sight(self.screen.sheet)

    # Showing.

    def show(self) -> None:
        """Show list, keys and foot as they are now."""
        self._asks = ""
        self.refresh()
        self.screen.view.open_list()

    def refresh(self) -> None:
        """Show other rows."""
        screen, view = self.screen, self.screen.view
        sheet, lists = screen.sheet, screen.lists
        self.rows = rows = screen.found(sheet)
        listing, columns = lists.listing(sheet), lists.columns(sheet)
        heads = heads_of(sheet, columns, listing.rows)
        wide = next(i for i, head in enumerate(heads) if head.stretch)

        def text(row: int, column: int) -> str:
            return shown_cell(listing, rows[row], columns[column], says_state=column == wide)

        lines = Lines(
            heads,
            len(rows),
            text,
            lambda row: not sheet.is_active(rows[row]),
            markable=not sheet.single,
            sort=self._sight.sort,
            descending=self._sight.descending,
        )
        view.show_list(lines, self._marked(), NOTHING_FOUND if len(listing) else NOTHING)
        view.show_chips(self._chips())
        self._show_foot()

    def changed(self) -> None:
        if not self._asks:
            self.refresh()

    def _marked(self) -> frozenset[int]:
        marked, key_of = self._sight.marked, self.screen.sheet.key_of
        if not marked:
            return frozenset()
        return frozenset(i for i, row in enumerate(self.rows) if key_of(row) in marked)

    def _chips(self) -> list[Chip]:
        screen, sheet, sight = self.screen, self.screen.sheet, self._sight
        chips = []
        if sheet.put_away is not None:
            chips.append(Chip(State.ACTIVE, "Aktiv", chosen=sight.state is not State.PUT_AWAY))
            chips.append(Chip(State.PUT_AWAY, "Stillgelegt", chosen=sight.state is not State.ACTIVE))
        for column in filterable(sheet, screen.lists.columns(sheet))[:MOST_FILTERS]:
            only = sight.only.get(column.key, frozenset())
            label = column.label
            if only:
                first = min(only) or "leer"
                label = f"{label}: {first}" if len(only) == 1 else f"{label}: {len(only)}"
            chips.append(Chip(("filter", column.key), label, chosen=bool(only)))
        chips.append(Chip(COLUMNS, "Spalten", "layout-grid", gap=bool(chips)))
        chips.append(Chip(FILES, "Datei", "hard-drive-download", off=screen.lacking_right()))
        for number, kind in enumerate(screen.kinds(sheet)):
            chips.append(
                Chip(("special", number), kind.label, kind.icon, kind=KeyKind.SECOND, gap=number == 0)
            )
        return chips

    def _show_foot(self) -> None:
        screen, sheet = self.screen, self.screen.sheet
        marked = len(self._sight.marked)
        if marked:
            unseen = marked - len(self._marked())
            words = f"{marked} gewählt" + (f", davon {unseen} gerade nicht zu sehen" if unseen else "")
            foot = Foot(words, "Auswahl lösen", "", "Gemeinsam ändern", screen.lacking_right(), "pencil")
        else:
            count, every = len(self.rows), len(screen.lists.listing(sheet))
            words = counted(sheet, count) if count == every else f"{count} von {counted(sheet, every)}"
            main = "" if sheet.blank is None else "Neu anlegen"
            foot = Foot(words, main=main, main_off=screen.lacking_right(), main_icon="plus")
        screen.view.show_foot(foot)

    # Taps.

    def chip(self, key: object) -> None:
        match key:
            case State() as state:
                self._sight.toggle(state)
                self._look_again()
            case "columns":
                self._ask_columns()
            case "files":
                self.screen.open_files()
            case ("filter", str(column)):
                self._ask_filter(column)
            case ("special", int(number)):
                marked = self.screen.lists.marked_rows(self.screen.sheet)
                chosen = self.screen.sheet.key_of(marked[0]) if len(marked) == 1 else None
                self.screen.open_special(number, chosen)

    def sort(self, key: object) -> None:
        """The head of a column was tapped."""
        self._sight.sort_by(str(key))
        self._look_again()

    def _look_again(self) -> None:
        """The list is looked at in another way."""
        self.screen.look_again()
        self.refresh()

    def open(self, row: int) -> None:
        """A row was tapped."""
        self.screen.open_form(self.rows[row])

    def mark(self, row: int) -> None:
        """The mark of a row was tapped."""
        self._sight.marked ^= {self.screen.sheet.key_of(self.rows[row])}
        self._show_marks()

    def mark_all(self) -> None:
        """All that is seen, or none of it if all is marked already."""
        keys = {self.screen.sheet.key_of(row) for row in self.rows}
        if keys <= self._sight.marked:
            self._sight.marked -= keys
        else:
            self._sight.marked |= keys
        self._show_marks()

    def _show_marks(self) -> None:
        self.screen.view.show_marks(self._marked())
        self._show_foot()

    def second(self) -> None:
        self._sight.marked.clear()
        self._show_marks()

    def main(self) -> None:
        if self._sight.marked:
            self.screen.open_several()
        else:
            self.screen.open_new()

    def back(self) -> None:
        if self._asks:
            self.show()
        else:
            self.screen.leave()

    # Filters and columns.

    def _ask_filter(self, key: str) -> None:
        self._asks = key
        screen, sight = self.screen, self._sight
        column = screen.sheet.column(key)
        only = sight.only.get(key, frozenset())
        values = screen.lists.listing(screen.sheet).values(column, sight.state)
        choices = tuple(
            Choice(("value", text), text or "leer", str(count), chosen=text in only) for text, count in values
        )
        every = Choice("all", "Alle", chosen=not only)
        page = ChoicePage(column.label, (Section("", (every, *choices)),), close="Fertig", done=True)
        screen.view.open_choices(page)
        screen.view.show_foot(Foot(f"{column.label}: nur was gewählt ist, steht in der Liste."))

    def _ask_columns(self) -> None:
        self._asks = COLUMNS
        screen = self.screen
        shown = {column.key for column in screen.lists.columns(screen.sheet)}
        choices = tuple(
            Choice(("column", column.key), column.label, chosen=column.key in shown)
            for column in screen.sheet.columns[1:]
        )
        usual = Choice("usual", "Wie üblich", icon="undo-2")
        sections = (Section("", choices), Section("", (usual,)))
        screen.view.open_choices(ChoicePage("Spalten der Liste", sections, close="Fertig", done=True))
        screen.view.show_foot(Foot("Was gewählt ist, steht in der Liste."))

    def choice(self, key: object) -> None:
        sight, sheet = self._sight, self.screen.sheet
        match key:
            case "all":
                self._leave_only(frozenset())
            case ("value", str(text)):
                self._leave_only(sight.only.get(self._asks, frozenset()) ^ {text})
            case "usual":
                sight.columns = ()
            case ("column", str(column)):
                shown = {each.key for each in self.screen.lists.columns(sheet)} ^ {column}
                sight.columns = tuple(each.key for each in sheet.columns if each.key in shown)
        if self._asks == COLUMNS:
            self._ask_columns()
        else:
            self._ask_filter(self._asks)

    def _leave_only(self, texts: frozenset[str]) -> None:
        """Rows that show one of these in the column that is asked for; none of them: all rows."""
        others = {key: only for key, only in self._sight.only.items() if key != self._asks}
        self._sight.only = {**others, self._asks: texts} if texts else others
        self.screen.look_again()
