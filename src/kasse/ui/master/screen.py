"""What taps on the screen of master data mean: which sheet, which page of it, saving, and leaving without losing anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from kasse.domain.staff import Operator
from kasse.settings.names import Names
from kasse.sheets import Key, Sheet
from kasse.sheets.declared import ALL
from kasse.ui import wording
from kasse.ui.desk import Desk
from kasse.ui.master.files_page import FilesPage
from kasse.ui.master.finding import Found, find, resolve
from kasse.ui.master.form_page import FormPage
from kasse.ui.master.habits import Habits
from kasse.ui.master.history_page import HistoryPage
from kasse.ui.master.host import Kind, Special
from kasse.ui.master.leaving import Leaving
from kasse.ui.master.list_page import ListPage
from kasse.ui.master.lists import Lists, prepared
from kasse.ui.master.page import Page
from kasse.ui.master.saving import Refusals, Saving
from kasse.ui.master.several_page import SeveralPage
from kasse.ui.master.showing import tree_of
from kasse.ui.master.special_page import SpecialHost, SpecialPage
from kasse.ui.master.view import MasterView
from kasse.ui.navigation import Navigator
from kasse.usecases.change_master import Edit
from kasse.usecases.till import Changed, Till


class MasterScreen(QObject):
    """Made once for its view; `enter(operator, path)` opens it."""

    def __init__(
        self,
        view: MasterView,
        desk: Desk,
        navigator: Navigator,
        specials: Sequence[Kind] = (),
        sheets: Sequence[Sheet[Any]] = ALL,
    ) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till: Till = desk.till
        self.navigator = navigator
        self.operator: Operator | None = None
        self.names = Names(lambda: self.till.master)
        self.habits = Habits(desk, sheets, self)
        self.lists = Lists(self.till.master, self.habits.sights)
        self.query = ""
        self._kinds = specials
        self._specials: dict[int, Special] = {}
        self._sheets = tuple(sheets)
        self._home = self.sheet = self._sheets[0]
        """`sheet`: what is seen; `_home`: where one is when nothing is searched for."""
        self._found: Found | None = None
        self._open_page = self.sheet.page
        self.list_page = ListPage(self)
        self.page: Page = self.list_page
        self.leaving = Leaving(self)
        self._saving = Saving(self)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.back.connect(self._back)
        view.node_chosen.connect(self._choose_node)
        view.searched.connect(lambda query: self.go(partial(self._search, query)))
        view.row_tapped.connect(self.list_page.open)
        view.row_marked.connect(self.list_page.mark)
        view.all_tapped.connect(self.list_page.mark_all)
        view.head_tapped.connect(self.list_page.sort)
        view.choice_made.connect(self._choice)
        view.choices_closed.connect(self._close_choices)
        for signal, name in (
            (view.chip_tapped, "chip"),
            (view.tapped, "tapped"),
            (view.row_chosen, "row"),
            (view.words_typed, "typed"),
            (view.words_cancelled, "type_cancelled"),
            (view.words_changed, "typing"),
            (view.result_chosen, "picked"),
            (view.second, "second"),
            (view.main, "main"),
        ):
            signal.connect(self._to_page(name))
        for tap in (view.head_tapped, view.chip_tapped, view.choice_made, view.words_typed):
            tap.connect(lambda *_: self.habits.keep())
        self.desk.changed.connect(self._changed)

    def _to_page(self, name: str) -> Callable[..., None]:
        """Whichever page is open by then hears it."""

        def tell(*what: object) -> None:
            getattr(self.page, name)(*what)

        return tell

    # Coming and going.

    def enter(self, operator: Operator, path: str = "") -> None:
        """Open the screen, at the sheet or the row of that path if there is one of that name."""
        if self.operator is None or operator.number != self.operator.number:
            self.page.drop()
        self.operator = operator
        self.leaving.end(show=False)
        self.lists.renew(self.till.master)
        self.query, self._found = "", None
        self.view.end_search()
        sheet, row = resolve(path, self.sheets, self.till.master)
        if not self.page.unsaved or sheet is not None:
            self._open_sheet(sheet or (self._home if self._home in self.sheets else self.sheets[0]))
            if row is not None:
                self.open_form(row)
        else:
            self.page.show()
        self._warm()

    @property
    def sheets(self) -> list[Sheet[Any]]:
        """The sheets that the operator may change."""
        staff, who = self.till.staff, self.operator
        return [sheet for sheet in self._sheets if who is None or staff.may(who, sheet.right)]

    @property
    def who(self) -> Operator:
        """Who sits before the screen. It is never open for nobody."""
        if self.operator is None:
            raise RuntimeError("nobody is there")
        return self.operator

    def lacking_right(self) -> str:
        """Why the sheet cannot be changed; empty if it can."""
        return wording.missing_right(self.till.staff, self.who, self.sheet.right)

    def leave(self) -> None:
        """Out of the screen."""
        self.go(self.navigator.show_tables)

    def go(self, follow: Callable[[], None]) -> None:
        """Do that, once nothing can be lost by it."""
        if self.busy or not self.page.may_leave():
            return
        if self.page.unsaved:
            self.leaving.ask(self.page.unsaved, follow)
        else:
            follow()

    def _back(self) -> None:
        if self.leaving.asks:
            self.leaving.end()
        else:
            self.page.back()

    def _warm(self) -> None:
        """Have all lists made ready for the search before anybody types."""
        sheets, master = self.sheets, self.till.master
        if self.lists.is_ready(sheets):
            return
        self.desk.do(
            self.desk.background,
            partial(prepared, sheets, master),
            asker=self,
            then=lambda made: self.lists.take(made, master),
        )

    # Showing.

    def show_tree(self) -> None:
        """The sheets; which is changed and not saved, and where something was found."""
        found = self._found
        changed = self.sheet.key if self.page.unsaved else ""
        page = self.sheet.page if found is not None else self._open_page
        counts, named = (found.counts, found.named) if found is not None else (None, ())
        nodes = tree_of(self.sheets, page, changed, counts, named)
        self.view.show_tree(nodes, ("sheet", self.sheet.key))

    def kinds(self, sheet: Sheet[Any]) -> list[Kind]:
        """The special editors of a sheet."""
        return [kind for kind in self._kinds if kind.sheet is sheet]

    def _show(self, page: Page) -> None:
        self.page = page
        page.show()
        self.show_tree()

    def _changed(self, changed: object) -> None:
        """Somebody changed something, here or elsewhere."""
        if not (
            isinstance(changed, Changed) and Changed.MASTER in changed and self.lists.renew(self.till.master)
        ):
            return
        if self.operator is None:
            return
        self.look_again()
        if self.view.isVisible() and not self.leaving.asks:
            self.page.changed()
            self.show_tree()

    # Finding.

    def found(self, sheet: Sheet[Any]) -> Sequence[Any]:
        """The rows of a sheet that are to be seen. All of them where only the sheet itself was found."""
        found = self._found
        if found is None:
            return self.lists.found(sheet, "")
        rows = found.rows.get(sheet.key, ())
        return self.lists.found(sheet, "") if not rows and sheet.key in found.named else rows

    def look_again(self) -> None:
        """What is searched for is sought again: the list is looked at in another way."""
        if self.query:
            self._found = find(self.query, self.sheets, self.lists, self._home)
            self.show_tree()

    def _search(self, query: str) -> None:
        self.query = query if query.strip() else ""
        self._found = find(self.query, self.sheets, self.lists, self._home) if self.query else None
        self.sheet = self._found.best if self._found is not None else self._home
        if self._found is None:
            self._open_sheet(self._home)
        else:
            self._show(self.list_page)

    def _choose_node(self, key: object) -> None:
        self.view.show_keyboard(shown=False)
        match key:
            case ("sheet", str(name)):
                sheet = next(sheet for sheet in self.sheets if sheet.key == name)
            case str(page):
                own = [sheet for sheet in self.sheets if sheet.page == page]
                counts = self._found.counts if self._found is not None else {}
                sheet = next((sheet for sheet in own if counts.get(sheet.key)), own[0])
            case _:
                return
        self.go(partial(self._open_sheet, sheet))

    def _open_sheet(self, sheet: Sheet[Any]) -> None:
        self.sheet = self._home = sheet
        self._open_page = sheet.page
        rows = self.lists.listing(sheet).rows
        if sheet.single and rows:
            self.open_form(rows[0])
        else:
            self._show(self.list_page)

    # Pages.

    def open_list(self) -> None:
        """Back to the list; from a single row to the tables."""
        if self.sheet.single:
            self.navigator.show_tables()
        else:
            self._show(self.list_page)

    def open_form(self, row: Any) -> None:
        """The form of a row."""
        self._show(FormPage(self, self.sheet, row))

    def open_new(self) -> None:
        """The form of a row that nobody has stored yet."""
        if self.sheet.blank is not None:
            self._show(FormPage(self, self.sheet, None, self.sheet.blank(self.till.master)))

    def open_copy(self, sheet: Sheet[Any], row: Any) -> None:
        """The form of a new row that is like that one."""
        if sheet.blank is not None:
            key = sheet.key_of(sheet.blank(self.till.master))
            self._show(FormPage(self, sheet, None, sheet.renamed(row, key)))

    def open_several(self) -> None:
        """The form of all rows that are marked."""
        rows = self.lists.marked_rows(self.sheet)
        if len(rows) == 1:
            self.open_form(rows[0])
        elif rows:
            self._show(SeveralPage(self, self.sheet, rows))

    def open_history(self, sheet: Sheet[Any], row: Any) -> None:
        """What a row was before."""
        self.go(lambda: self._show(HistoryPage(self, sheet, row)))

    def open_files(self) -> None:
        """The sheet as a file."""
        self._show(FilesPage(self, self.sheet))

    def open_special(self, number: int, key: Key | None) -> None:
        """A special editor of the sheet."""
        kind = self.kinds(self.sheet)[number]
        place = self._kinds.index(kind)
        if place not in self._specials:
            self._specials[place] = kind.make(SpecialHost(self))
        self._show(SpecialPage(self, self._specials[place], key))

    # Saving.

    @property
    def busy(self) -> bool:
        """Whether something is being saved."""
        return self._saving.busy

    def save(
        self, edits: Sequence[Edit], then: Callable[[], None], wrong: Refusals = lambda _problems: None
    ) -> None:
        """Have rows changed, all of them or none. What does not fit is told, and `wrong` hears where it lies."""
        self._saving.save(edits, then, wrong)

    # Taps on what covers the page.

    def _choice(self, key: object) -> None:
        if not self.leaving.answer(key):
            self.page.choice(key)

    def _close_choices(self) -> None:
        if self.leaving.asks:
            self.leaving.end()
        else:
            self.page.close_choices()
