"""Going to a folder, or to a file in one, by taps. Drives may be slow or gone, so they are read behind the screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kasse.ui import wording
from kasse.ui.fiscal.places import Drive, drives
from kasse.ui.settings.asking import A, Asking, Host
from kasse.ui.settings.asks import Browsed
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.text_entry import TextAsk

MOST = 200
"""So many folders and files of one folder are shown."""
HERE, UP, TYPE, NOTHING = "here", "up", "type", "nothing"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder as it was read. trouble: why it could not be."""

    folder: Path
    folders: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    trouble: str = ""
    drives: tuple[Drive, ...] = ()
    """Sticks and disks that are plugged in."""


def read_place(folder: Path, endings: tuple[str, ...], *, files: bool) -> Place:
    """Read a folder. Hidden names are left out."""
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
        folders = [path.name for path in entries if path.is_dir() and not path.name.startswith(".")]
        found = [
            path.name
            for path in entries
            if files and path.is_file() and (not endings or path.suffix.lower() in endings)
        ]
    except OSError as error:
        trouble = f"{folder} lässt sich nicht lesen ({error.strerror})."
        return Place(folder, trouble=trouble, drives=tuple(drives()))
    return Place(folder, tuple(folders[:MOST]), tuple(found[:MOST]), drives=tuple(drives()))


class Browsing(Asking[A]):
    """A folder at a time."""

    def __init__(self, host: Host[A], setting: A, asked: Browsed) -> None:
        super().__init__(host, setting)
        self._files, self._endings = asked.files, asked.endings
        start = asked.start.parent if asked.start is not None and asked.files else asked.start
        self._folder = start or Path.home()
        self._is_typing = False

    def open(self) -> None:
        self._is_typing = False
        self._show(Place(self._folder), "Wird gelesen …")
        folder = self._folder

        def read(place: Place) -> None:
            if folder == self._folder and not self._is_typing and self.host.is_asking(self):
                self._show(place, place.trouble or str(folder))

        self.host.desk.do(
            self.host.desk.drives,
            lambda: read_place(folder, self._endings, files=self._files),
            asker=self.host.view,
            then=read,
        )

    def _show(self, place: Place, hint: str) -> None:
        first = [Choice(UP, "Eine Ebene höher", icon="chevron-up")]
        if not self._files:
            first.insert(0, Choice(HERE, "Diesen Ordner nehmen", icon="check", off=place.trouble))
        first.append(Choice(TYPE, "Pfad eingeben", icon="keyboard"))
        first.append(Choice(NOTHING, "Wie üblich", icon="undo-2"))
        folders = tuple(Choice(("folder", name), name, icon="folder") for name in place.folders)
        files = tuple(Choice(("file", name), name, icon="file-text") for name in place.files)
        plugged = tuple(
            Choice(
                ("drive", str(drive.path)),
                drive.name,
                f"{wording.size(drive.free)} frei",
                icon="hard-drive-download",
            )
            for drive in place.drives
        )
        sections = [Section("", tuple(first))]
        sections += [
            Section(title, part)
            for title, part in (("Stick oder Laufwerk", plugged), ("Ordner", folders), ("Dateien", files))
            if part
        ]
        self.host.view.open_choices(ChoicePage(self.setting.label, tuple(sections), hint))

    def choose(self, key: object) -> None:
        match key:
            case "here":
                self._end(str(self._folder))
            case "up":
                self._go(self._folder.parent)
            case "nothing":
                self._end("")
            case "type":
                self._is_typing = True
                ask = TextAsk(
                    self.setting.label, str(self._folder), hint=self.setting.help, most=1000, lift=False
                )
                self.host.view.open_text(ask)
            case ("drive", str(path)):
                self._go(Path(path))
            case ("folder", str(name)):
                self._go(self._folder / name)
            case ("file", str(name)):
                self._end(str(self._folder / name))

    def type(self, text: str) -> None:
        self._end(text)

    def cancel(self) -> None:
        if self._is_typing:
            self.open()
        else:
            self.host.end_asking()

    def _go(self, folder: Path) -> None:
        self._folder = folder
        self.open()

    def _end(self, text: str) -> None:
        if self.take(text):
            self.host.end_asking()
