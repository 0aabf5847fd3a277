"""Settings written to a file, and taken over from one after a look at what would change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kasse.ui.settings.foot_bar import Foot
from kasse.ui.settings.showing import changes_word, preview_rows, preview_sheet
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.change_setting import SettingChanged
from kasse.usecases.settings_file import (
    ENDING,
    Preview,
    Written,
    preview,
    read_settings_file,
    take_over,
    write_settings,
)

if TYPE_CHECKING:
    from kasse.ui.settings.screen import SettingsScreen

MOST = 12
"""So many files are offered, the newest first."""


class Files:
    """The page *Daten · Datei*."""

    def __init__(self, screen: SettingsScreen) -> None:
        self._screen = screen
        self.is_open = False
        self._files: Sequence[Path] = ()
        self._name = self._content = ""
        self._plan: Preview | None = None

    def open(self) -> None:
        """Show what can be done, and look for files behind the screen."""
        self.is_open, self._plan = True, None
        screen = self._screen
        self._show()

        def found(files: Sequence[Path]) -> None:
            self._files = files[:MOST]
            if self.is_open and self._plan is None:
                self._show()

        screen.desk.do(
            screen.desk.drives, partial(screen.till.exports.files, ENDING), asker=screen, then=found
        )

    def leave(self) -> None:
        """Another page is shown."""
        self.is_open, self._plan = False, None

    @property
    def previewing(self) -> bool:
        """Whether what a file would change is shown."""
        return self._plan is not None

    def _show(self) -> None:
        screen = self._screen
        unsaved = "Bitte zuerst speichern oder verwerfen." if len(screen.draft) else ""
        out = (Choice("write", "In Datei schreiben", icon="download", off=unsaved),)
        files = [
            Choice(("file", str(path)), path.stem, icon="file-text", off=unsaved) for path in self._files
        ]
        files.append(Choice("other", "Andere Datei …", icon="keyboard", off=unsaved))
        sections = (
            Section("Ausgeben", out, "alles, was nicht auf dem Standard steht, ohne Passwörter"),
            Section("Einlesen", tuple(files), "zeigt zuerst, was sich ändern würde"),
        )
        screen.view.open_choices(ChoicePage("Einstellungen als Datei", sections, close="Zurück"))
        screen.show_foot()

    def choose(self, key: object) -> None:
        """A choice was tapped."""
        match key:
            case "write":
                self._write()
            case "other":
                hint = "Der ganze Pfad, etwa /media/usb/einstellungen.toml."
                self._screen.view.open_text(
                    TextAsk("Datei mit Einstellungen", hint=hint, most=1000, lift=False)
                )
            case ("file", str(path)):
                self.read(path)

    def _write(self) -> None:
        screen, operator = self._screen, self._screen.operator
        if operator is None:
            return

        def written(result: Written) -> None:
            screen.desk.board.say("Die Einstellungen sind geschrieben:", result.place)
            self.open()

        work = partial(write_settings, screen.till, operator)
        screen.desk.do(screen.desk.drives, work, asker=screen, then=written)

    def read(self, path: str) -> None:
        """Look at a file."""
        screen, operator = self._screen, self._screen.operator
        file = Path(path.strip())

        def look() -> tuple[str, Preview]:
            content = read_settings_file(screen.till, file)
            return content, preview(screen.till, content, operator)

        def seen(found: tuple[str, Preview]) -> None:
            if self.is_open:
                self._name, (self._content, self._plan) = file.name, found
                self.show_preview()

        def refused(reason: str) -> None:
            screen.desk.board.say(reason)
            if self.is_open:
                self._show()

        screen.desk.do(screen.desk.drives, look, asker=screen, then=seen, refused=refused)

    def show_preview(self) -> None:
        """Show what a file would change."""
        screen, plan, seen = self._screen, self._plan, self._screen.seen
        if plan is None or seen is None:
            return
        rows = preview_rows(plan, seen)
        screen.view.open_detail(preview_sheet(plan, self._name), rows, None, "Es ändert sich nichts.")
        off = (
            "In der Datei passt etwas nicht."
            if plan.wrong
            else ""
            if plan.planned
            else "Es ändert sich nichts."
        )
        word = changes_word(len(plan.planned))
        screen.view.show_foot(
            Foot("Noch ist nichts geändert.", "Abbrechen", main=f"{word} übernehmen", main_off=off)
        )

    def take_over(self) -> None:
        """What was looked at is to be so."""
        screen, operator, plan = self._screen, self._screen.operator, self._plan
        if operator is None or plan is None:
            return

        def done(result: SettingChanged) -> None:
            screen.desk.board.say(f"{changes_word(len(plan.planned))} übernommen.", result.also)
            self.open()

        work = partial(take_over, screen.till, self._content, operator, name=self._name)
        screen.desk.do(screen.desk.books, work, asker=screen, then=done)
