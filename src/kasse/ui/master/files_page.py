"""The rows of a sheet written to a file, and taken over from one after a look at what would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kasse.domain.refused import Refused
from kasse.settings.kinds import File, Folder
from kasse.sheets import Sheet
from kasse.sheets.headings import ColumnMapping, guessed
from kasse.sheets.preview import Preview
from kasse.sheets.progress import Progress, Stopped
from kasse.sheets.table import Table
from kasse.ui.desk import Desk, once
from kasse.ui.master.importing import count_words, mapping_page, preview_rows, preview_sheet
from kasse.ui.master.showing import counted
from kasse.ui.master.view import MasterView
from kasse.ui.master.working import WorkingPage
from kasse.ui.settings.asking import Asking
from kasse.ui.settings.asks import Browsed
from kasse.ui.settings.browsing import Browsing
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.usecases.change_master import MasterChanged
from kasse.usecases.import_master import (
    CSV,
    ENDINGS,
    WORKBOOK,
    Written,
    preview,
    read_master_file,
    take_over,
    write_rows,
)

if TYPE_CHECKING:
    from kasse.ui.master.screen import MasterScreen

MOST_FILES = 12
"""So many files are offered, the newest first."""


_KIND = File(ENDINGS)


@dataclass(frozen=True, slots=True)
class Wish:
    """A file or a folder is asked for as if it were a setting."""

    label: str
    help: str = "Eine Arbeitsmappe (.xlsx) oder Tabelle (.csv), auch von einem Stick."
    kind: File | Folder = _KIND


class FilesPage(WorkingPage):
    """Out and in; nothing changes before somebody has seen what would."""

    def __init__(self, screen: MasterScreen, sheet: Sheet[Any]) -> None:
        super().__init__(screen)
        self.sheet = sheet
        self._files: Sequence[Path] = ()
        self._looked = False
        self._name = ""
        self._table: Table | None = None
        self._mapping = ColumnMapping(())
        self._plan: Preview | None = None
        self._heading: int | None = None
        self._maps = False
        self._asking: Asking[Wish] | None = None

    # Showing.

    def show(self) -> None:
        if self.shows_work(self._name or self.sheet.label):
            return
        if self._maps:
            self._show_mapping()
        elif self._plan is not None:
            self._show_preview()
        else:
            self._show_start()
            if not self._looked:
                self._look_for_files()

    def changed(self) -> None:
        """What was looked at may not be true any more."""
        if self._plan is not None and not self.doing:
            self._compare()

    def _rows(self) -> Sequence[Any]:
        marked = self.screen.lists.marked_rows(self.sheet)
        return marked or self.screen.list_page.rows

    def _show_start(self) -> None:
        rows, marked = self._rows(), self.screen.lists.sight(self.sheet).marked
        folder = self.screen.habits.folder
        which = "was gewählt ist" if marked else "was die Liste gerade zeigt"
        out = (
            Choice(("write", WORKBOOK), "Als Arbeitsmappe (.xlsx)", icon="upload"),
            Choice(("write", CSV), "Als Tabelle (.csv)", icon="upload"),
            Choice("folder", "Ordner wählen …", str(folder or "Exporte der Kasse")),
        )
        files = [Choice(("file", str(path)), path.name, icon="file-text") for path in self._files]
        files.append(Choice("other", "Andere Datei …", icon="folder"))
        sections = (
            Section("Ausgeben", out, f"{counted(self.sheet, len(rows))}, {which}"),
            Section("Einlesen", tuple(files), "zeigt zuerst, was sich ändern würde"),
        )
        self.screen.view.open_choices(ChoicePage(f"{self.sheet.label} als Datei", sections))
        self.screen.view.show_foot(Foot(self.doing))

    def _look_for_files(self) -> None:
        screen = self.screen

        def look() -> list[Path]:
            return [path for ending in ENDINGS for path in screen.till.exports.files(ending)]

        def found(files: list[Path]) -> None:
            self._files, self._looked = files[:MOST_FILES], True
            if screen.page is self and self._table is None and self._asking is None:
                self._show_start()

        screen.desk.do(screen.desk.drives, look, asker=screen, then=found)

    def _show_preview(self) -> None:
        plan, view = self._plan, self.screen.view
        if plan is None:
            return
        rows = preview_rows(plan)
        view.open_detail(preview_sheet(plan, self._name), rows, None, "Es ändert sich nichts.")
        count = len(plan.new) + len(plan.changed)
        off = self.doing or ("In der Datei passt etwas nicht." if plan.errors else "")
        off = off or ("" if count else "Es ändert sich nichts.")
        words = self.doing or "Noch ist nichts geändert."
        view.show_foot(Foot(words, "Spalten zuordnen", self.doing, f"{count_words(count)} übernehmen", off))

    def _show_mapping(self) -> None:
        table, view = self._table, self.screen.view
        if table is None:
            return
        page = mapping_page(self.sheet, table.headings, self._mapping, self._heading, self._name)
        view.open_choices(page)
        view.show_foot(Foot("Was ausgelassen wird, bleibt in der Kasse, wie es ist."))

    # Work behind the screen.

    def stopped(self) -> None:
        self._table = self._plan = None
        self._maps = False

    def _write(self, ending: str) -> None:
        screen = self.screen

        def written(result: Written) -> None:
            screen.desk.board.say(f"{self.sheet.label}: Die Datei ist geschrieben:", result.place)
            self._looked = False
            if screen.page is self:
                self.show()

        rows, folder = self._rows(), screen.habits.folder

        def work(progress: Progress) -> Written:
            return write_rows(
                screen.till, screen.who, self.sheet, rows, (), ending, progress=progress, folder=folder
            )

        self.do(screen.desk.drives, "Wird geschrieben …", work, written, kept=True)

    def _read(self, path: str) -> None:
        file = Path(path)
        screen = self.screen

        def read(table: Table) -> None:
            self._name, self._table = file.name, table
            self._mapping = guessed(self.sheet, table.headings)
            self._compare()

        work = partial(read_master_file, screen.till, self.sheet, file)
        self.do(screen.desk.drives, f"{file.name} wird gelesen …", work, read)

    def _compare(self) -> None:
        """What the file would change. Where no column is known, somebody says which is which."""
        screen, table, mapping = self.screen, self._table, self._mapping
        if table is None:
            return

        def look(progress: Progress) -> Preview | str:
            try:
                return preview(screen.till, self.sheet, table, mapping, screen.who, progress)
            except Stopped:
                raise
            except Refused as refusal:
                return str(refusal)

        def seen(found: Preview | str) -> None:
            self._maps, self._heading = isinstance(found, str), None
            self._plan = None if isinstance(found, str) else found
            if isinstance(found, str):
                screen.desk.board.say(found)
            self.show()

        self.do(screen.desk.background, "Wird verglichen …", look, seen)

    def _take_over(self) -> None:
        screen, plan = self.screen, self._plan
        if plan is None or screen.busy:
            return
        count = len(plan.new) + len(plan.changed)

        def done(_result: MasterChanged) -> None:
            screen.lists.renew(screen.till.master)
            screen.desk.board.say(f"{self.sheet.label}: {count_words(count)} übernommen.")
            if screen.page is self:
                screen.open_list()

        name, who = self._name, screen.who

        def work(progress: Progress) -> MasterChanged:
            deed = once(
                screen.till,
                lambda key: take_over(screen.till, who, plan, name=name, key=key, progress=progress),
            )
            return deed()

        self.do(screen.desk.books, "Wird übernommen …", work, done, kept=True)

    # Taps.

    def choice(self, key: object) -> None:
        if self._asking is not None:
            self._asking.choose(key)
            return
        if self.doing:
            return
        match key:
            case ("write", str(ending)):
                self._write(ending)
            case ("file", str(path)):
                self._read(path)
            case "other":
                wish = Wish(f"Datei: {self.sheet.label}")
                self._ask(wish, Browsed(None, files=True, endings=ENDINGS))
            case "folder":
                wish = Wish(
                    "Listen schreiben nach", "Ein Ordner auf diesem Rechner oder auf einem Stick.", Folder()
                )
                self._ask(wish, Browsed(self.screen.habits.folder))
            case ("heading", int(heading)):
                self._heading = heading
                self.show()
            case ("target", str(target)) if self._heading is not None:
                self._mapping = self._mapping.with_target(self._heading, target or None)
                self._heading = None
                self.show()

    def _ask(self, wish: Wish, what: Browsed) -> None:
        self._asking = Browsing(self, wish, what)
        self._asking.open()

    def close_choices(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        elif self._heading is not None:
            self._heading = None
            self.show()
        elif self._maps:
            self._maps = False
            self._compare()
        else:
            self.screen.open_list()

    def typed(self, text: str) -> None:
        if self._asking is not None:
            self._asking.type(text)

    def type_cancelled(self) -> None:
        if self._asking is not None:
            self._asking.cancel()

    def second(self) -> None:
        if not self.stop() and self._plan is not None and not self._maps:
            self._maps = True
            self.show()

    def main(self) -> None:
        if not self.doing and self._plan is not None and not self._maps:
            self._take_over()

    def back(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        elif self.stop():
            return
        elif self._heading is not None:
            self._heading = None
            self.show()
        elif self._table is not None:
            self._table = self._plan = None
            self._maps = False
            self.show()
        else:
            self.screen.open_list()

    # What asking for a file needs.

    @property
    def view(self) -> MasterView:
        """See `kasse.ui.settings.asking.Host`."""
        return self.screen.view

    @property
    def desk(self) -> Desk:
        """See `Host`."""
        return self.screen.desk

    def problem(self, setting: Wish, text: str) -> str:
        """See `Host`."""
        try:
            setting.kind.read(text)
        except Refused as refusal:
            return str(refusal)
        return ""

    def chosen(self, setting: Wish, text: str | None) -> None:
        """See `Host`."""
        self._asking = None
        if isinstance(setting.kind, Folder):
            self.screen.habits.folder = Path(text) if text else None
            self.screen.habits.keep()
            self.show()
        elif text:
            self._read(text)

    def end_asking(self) -> None:
        """See `Host`."""
        if self._asking is not None:
            self._asking = None
            self.show()

    def is_asking(self, asking: Asking[Any]) -> bool:
        """See `Host`."""
        return self._asking is asking and self.view.isVisible()
