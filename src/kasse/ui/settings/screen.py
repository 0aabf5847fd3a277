"""What taps in the dialog of settings mean: finding, choosing, saving, taking back, leaving."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from kasse.domain.staff import Operator
from kasse.settings import Setting
from kasse.settings.declared import ALL
from kasse.settings.names import Names
from kasse.settings.search import Hit, Index
from kasse.settings.values import EVERYWHERE, scope_of_terminal
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.settings.asking import Asking
from kasse.ui.settings.detail import Detail
from kasse.ui.settings.draft import Draft
from kasse.ui.settings.editors import stepped
from kasse.ui.settings.files import Files
from kasse.ui.settings.finding import resolve
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.settings.questions import Questions
from kasse.ui.settings.saving import Saving
from kasse.ui.settings.showing import (
    FILES,
    Level,
    Seen,
    has_own_somewhere,
    pages_of,
    row_of,
    tree_of,
    visible,
)
from kasse.ui.settings.view import Mode, SettingsView
from kasse.ui.widgets.tabs import Tab
from kasse.usecases.till import Changed

MOST_HITS = 40
NOTHING_FOUND = "Dazu wurde nichts gefunden. Ein anderes Wort versuchen, oder links eine Seite öffnen."


class SettingsScreen(QObject):
    """Made once for its view; `enter(operator, path)` opens it. What is not saved is kept for whoever changed it."""

    def __init__(
        self, view: SettingsView, desk: Desk, navigator: Navigator, settings: Sequence[Setting[Any]] = ALL
    ) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self.navigator = navigator
        self.operator: Operator | None = None
        self.names = Names(lambda: self.till.master)
        self.saving = Saving(self)
        self.questions = Questions(self)
        self.detail = Detail(self)
        self.files = Files(self)
        self._declared = settings
        self._settings: tuple[Setting[Any], ...] = ()
        self._index = Index(())
        self._levels = (
            Level(EVERYWHERE, "Alle Kassen"),
            Level(scope_of_terminal(self.till.terminal.number), f"Nur {self.till.terminal.name}"),
        )
        self._level = self._levels[0]
        self._page = self._area = self._query = ""
        self._hits: Sequence[Hit] = ()
        self._shows_hits = self._at_terminals = False
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.back.connect(self._back)
        view.level_chosen.connect(self._choose_level)
        view.node_chosen.connect(self._choose_node)
        view.searched.connect(self._search)
        view.filter_tapped.connect(self._filter)
        view.tapped.connect(self._tapped)
        view.second.connect(self._second)
        view.main.connect(self._main)
        view.choice_made.connect(self._choice)
        view.choices_closed.connect(self._close_choices)
        view.row_chosen.connect(self._row)
        view.secret_over.connect(self.end_asking)
        self.desk.changed.connect(self._changed)

    # Coming and going.

    def enter(self, operator: Operator, path: str = "") -> None:
        """Open the dialog, at the page or the setting of that path if there is one of that name."""
        if self.operator is None or operator.number != self.operator.number:
            self.draft.clear()
        self.operator = operator
        settings = visible(self.till, operator, self._declared)
        if settings != self._settings:
            self._settings, self._index = settings, Index(settings)
        self._end_search()
        page, setting = resolve(path, settings)
        pages = [page for names in pages_of(settings).values() for page in names]
        self._go_to(page or (self._page if self._page in pages else pages[0]))
        if setting is not None:
            self.view.rows.show_row(setting.key)

    def _back(self) -> None:
        """One step: from a question to its page, from there out of the dialog."""
        if self.view.mode is Mode.ROWS or (self.files.is_open and not self.files.previewing):
            self.saving.leave()
        else:
            self.end_asking()

    # Showing.

    @property
    def draft(self) -> Draft:
        """What is not saved yet."""
        return self.saving.draft

    @property
    def seen(self) -> Seen | None:
        """Everything that is shown is made from this; None while nobody is there."""
        if self.operator is None:
            return None
        return Seen(
            self.till, self.operator, self.names, self._level, self.draft, self._query, self._at_terminals
        )

    def refresh(self) -> None:
        """Show everything as it is now."""
        tabs = [Tab(level.scope, level.label) for level in self._levels]
        self.view.show_levels(tabs, self._level.scope)
        self.view.show_filter(on=self._at_terminals)
        self._show_tree()
        if self.detail.setting is not None:
            self.detail.refresh()
        elif self.files.previewing:
            self.files.show_preview()
        else:
            self._show_rows()
            self.show_foot()

    def show_foot(self) -> None:
        """What is to be saved; or what the open question is about."""
        asking = self.questions.asking
        if self.saving.asks_leave:
            self.view.show_foot(Foot())
        else:
            self.view.show_foot(self.saving.foot() if asking is None else asking.foot())

    def _shown_settings(self) -> Sequence[Setting[Any]]:
        return [s for s in self._settings if has_own_somewhere(s) or not self._at_terminals]

    def _show_tree(self) -> None:
        counts = Counter(hit.setting.page for hit in self._hits) if self._query else None
        pages = pages_of(self._shown_settings())
        area, chosen = ("", "") if self._shows_hits else (self._area, self._page)
        self.view.show_tree(tree_of(pages, area, self.draft.pages(), counts), chosen)

    def _show_rows(self) -> None:
        seen = self.seen
        if seen is None:
            return
        if self._shows_hits:
            rows = [row_of(hit.setting, seen, with_page=True) for hit in self._hits]
            title = f"Treffer für „{self._query.strip()}“"
            self.view.show_rows(title, self._count_hits() if rows else "", rows, NOTHING_FOUND)
            return
        area, _, name = self._page.partition("/")
        on_page = [s for s in self._shown_settings() if s.page == self._page]
        found = sum(hit.setting.page == self._page for hit in self._hits)
        remark = f"{area} · {found} Treffer für „{self._query.strip()}“" if self._query else area
        self.view.show_rows(name, remark, [row_of(setting, seen) for setting in on_page])

    def _count_hits(self) -> str:
        count, pages = len(self._hits), len({hit.setting.page for hit in self._hits})
        what = "1 Einstellung" if count == 1 else f"{count} Einstellungen"
        return f"{what} auf {'1 Seite' if pages == 1 else f'{pages} Seiten'}, die beste zuerst"

    # Finding.

    def _choose_level(self, scope: object) -> None:
        self._level = next(level for level in self._levels if level.scope == scope)
        self.end_asking()

    def _filter(self) -> None:
        self._at_terminals = not self._at_terminals
        shown = self._shown_settings()
        if shown and self._page not in {setting.page for setting in shown}:
            self._go_to(shown[0].page)
        self._search(self._query)

    def _search(self, query: str) -> None:
        """Something else stands in the field."""
        self._query = query if query.strip() else ""
        shown = set(self._shown_settings())
        self._hits = [hit for hit in self._index.find(self._query, MOST_HITS) if hit.setting in shown]
        self._shows_hits = bool(self._query)
        self.end_asking()

    def _end_search(self) -> None:
        self._query, self._hits, self._shows_hits = "", (), False
        self.view.end_search()

    def _choose_node(self, key: object) -> None:
        pages = pages_of(self._shown_settings())
        name = str(key)
        if name in pages:
            with_hits = {hit.setting.page for hit in self._hits}
            name = next((page for page in pages[name] if page in with_hits), pages[name][0])
        self.view.show_keyboard(shown=False)
        self._go_to(name)

    def _go_to(self, page: str) -> None:
        self._page, self._area = page, page.partition("/")[0]
        self._shows_hits = False
        self.end_asking()
        if page == FILES:
            self.files.open()

    # Changing.

    def _tapped(self, what: object) -> None:
        seen = self.seen
        if seen is None or self.saving.busy or not isinstance(what, tuple):
            return
        setting = next(setting for setting in self._settings if setting.key == what[0])
        match what[1]:
            case "more":
                self.detail.open(setting)
            case "undo":
                self._undo(setting, seen)
            case ("choose", str(text)):
                self.chosen(setting, text)
            case int(step):
                self._act(setting, step, seen)

    def _act(self, setting: Setting[Any], step: int, seen: Seen) -> None:
        value = seen.now[setting]
        if setting.elsewhere:
            self.desk.board.say(setting.elsewhere)
            self.navigator.show_fiscal("tse")
        elif isinstance(value, bool):
            self.chosen(setting, setting.kind.write(not value))
        elif step:
            self.chosen(setting, setting.kind.write(stepped(setting.kind, value, step)))
        else:
            self.questions.open(setting, value)

    def _undo(self, setting: Setting[Any], seen: Seen) -> None:
        """First what is not saved, then what is kept for this place: the way back."""
        scope = seen.now.scope_for(setting)
        if self.draft.has(setting, scope):
            self.draft.drop(setting, scope)
        else:
            self.draft.choose(setting, scope, None, self.till.settings)
        self.refresh()

    # What questions ask of their host.

    def problem(self, setting: Setting[Any], text: str) -> str:
        """See `Host`."""
        return self.till.settings.problem(setting, text)

    def chosen(self, setting: Setting[Any], text: str | None) -> None:
        """See `Host`."""
        seen = self.seen
        if seen is not None:
            self.draft.choose(setting, seen.now.scope_for(setting), text, self.till.settings)
            self.refresh()

    def is_asking(self, asking: Asking[Any]) -> bool:
        """See `Host`."""
        return self.questions.asking is asking and self.view.isVisible()

    def end_asking(self) -> None:
        """See `Host`."""
        self.questions.end()
        self.saving.asks_leave = False
        self.detail.leave()
        self.files.leave()
        self.view.open_rows()
        self.refresh()

    # Keys and choices.

    def _choice(self, key: object) -> None:
        if not self.saving.answer(key) and not self.questions.choose(key) and self.files.is_open:
            self.files.choose(key)

    def _close_choices(self) -> None:
        if self.saving.asks_leave:
            self._go_to(self._page)
        elif not self.questions.cancel():
            self._go_to(self._shown_settings()[0].page)

    def _row(self, key: object) -> None:
        if self.detail.setting is not None:
            self.detail.choose(key)

    def _second(self) -> None:
        if self.files.previewing:
            self.files.open()
        elif self.detail.setting is not None or self.questions.asking is not None:
            self.end_asking()
        else:
            self.saving.drop()

    def _main(self) -> None:
        if self.detail.setting is not None:
            self.detail.take_back()
        elif self.files.previewing:
            self.files.take_over()
        elif self.questions.asking is not None:
            self.end_asking()
        else:
            self.saving.save()

    def _changed(self, changed: object) -> None:
        """Somebody changed something, here or elsewhere."""
        if isinstance(changed, Changed) and Changed.SETTINGS in changed and self.view.isVisible():
            self.refresh()
