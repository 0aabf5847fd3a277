"""What is asked when a control is tapped: something typed, picked, searched for, or put together line by line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, Protocol, TypeVar

from kasse.settings.kinds import Kind
from kasse.settings.search import folded
from kasse.ui.desk import Desk
from kasse.ui.settings.asks import Found, Listed, Named, Option, Picked, Typed
from kasse.ui.settings.dialog_view import DialogView
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.text_entry import TextAsk
from kasse.ui.widgets.tile_grid import Tile

MOST_FOUND = 60
ADD = "add"


class Asked(Protocol):
    """What has a value to ask for: a setting, a column of a sheet."""

    @property
    def label(self) -> str:
        """What it is called."""

    @property
    def help(self) -> str:
        """What it means, in a sentence."""

    @property
    def kind(self) -> Kind[Any]:
        """What it may be, and how it is typed."""


A = TypeVar("A", bound=Asked)
A_contra = TypeVar("A_contra", bound=Asked, contravariant=True)


class Host(Protocol[A_contra]):
    """The dialog that asks."""

    @property
    def view(self) -> DialogView:
        """Where it asks."""

    @property
    def desk(self) -> Desk:
        """The open till and its lanes."""

    def problem(self, setting: A_contra, text: str) -> str:
        """What is wrong with a text for a setting; empty if it fits."""

    def chosen(self, setting: A_contra, text: str | None) -> None:
        """That is to be its text; it is not saved yet."""

    def end_asking(self) -> None:
        """Back to the page."""

    def is_asking(self, asking: Asking[Any]) -> bool:
        """Whether that question is still open."""


class Asking(Generic[A]):
    """One question about one setting; it opens in the place of the page."""

    def __init__(self, host: Host[A], setting: A) -> None:
        self.host = host
        self.setting = setting

    def open(self) -> None:
        """Ask."""

    def foot(self) -> Foot:
        """What the foot says meanwhile."""
        return Foot(self.setting.help)

    def choose(self, key: object) -> None:
        """A choice was tapped."""

    def type(self, text: str) -> None:
        """Words were accepted."""

    def typing(self, text: str) -> None:
        """Words are being typed."""

    def pick(self, key: object) -> None:
        """Something found was tapped."""

    def cancel(self) -> None:
        """What was being typed, or the question, was given up."""
        self.host.end_asking()

    def take(self, text: str) -> bool:
        """Choose that text if it fits; else say what would."""
        if problem := self.host.problem(self.setting, text):
            self.host.desk.board.say(f"{self.setting.label}: {problem}")
            return False
        kind = self.setting.kind
        self.host.chosen(self.setting, kind.write(kind.read(text)))
        return True


class Typing(Asking[A]):
    """One line of text."""

    def __init__(self, host: Host[A], setting: A, asked: Typed) -> None:
        super().__init__(host, setting)
        self._asked = asked

    def open(self) -> None:
        asked = self._asked
        hint = f"{self.setting.help} {asked.hint}".strip()
        self.host.view.open_text(
            TextAsk(
                self.setting.label,
                asked.text,
                placeholder=asked.placeholder,
                most=asked.most,
                hint=hint,
                lift=False,
            )
        )

    def type(self, text: str) -> None:
        if self.take(text):
            self.host.end_asking()


class Picking(Asking[A]):
    """One of several, or some of them."""

    def __init__(self, host: Host[A], setting: A, asked: Picked, text: str) -> None:
        super().__init__(host, setting)
        self._asked = asked
        self._texts = text.split(",") if asked.several else [text]

    def open(self) -> None:
        several = self._asked.several
        choices = tuple(self._choice(option) for option in self._asked.options)
        self.host.view.open_choices(
            ChoicePage(
                self.setting.label,
                (Section("", choices),),
                close="Fertig" if several else "Zurück",
                done=several,
            )
        )

    def _choice(self, option: Option) -> Choice:
        hues = self.host.view.look.hues
        spine = hues[option.hue].spine if option.hue in hues else ""
        return Choice(option.text, option.label, chosen=option.text in self._texts, spine=spine)

    def choose(self, key: object) -> None:
        if not self._asked.several:
            if self.take(str(key)):
                self.host.end_asking()
            return
        self._texts = [text for text in self._texts if text] if key else self._texts
        if key in self._texts:
            self._texts.remove(str(key))
        else:
            self._texts.append(str(key))
        self.take(",".join(self._texts))
        self.open()


class Finding(Asking[A]):
    """One of very many, by a part of its name or by its number."""

    def __init__(self, host: Host[A], setting: A, asked: Found) -> None:
        super().__init__(host, setting)
        self._options = [(folded(f"{option.text} {option.label}"), option) for option in asked.options]

    def open(self) -> None:
        ask = TextAsk(
            self.setting.label,
            accept="Ersten nehmen",
            search=True,
            placeholder="Name oder Nummer",
            lift=False,
        )
        self.host.view.open_text(ask)
        self.typing("")

    def typing(self, text: str) -> None:
        tiles = [Tile(option.text, option.label, option.text) for option in self._found(text)[:MOST_FOUND]]
        self.host.view.entry.show_results([Tile("", "nichts"), *tiles])

    def type(self, text: str) -> None:
        found = self._found(text)
        if text and found:
            self.pick(found[0].text)
        else:
            self.host.desk.board.say("Bitte einen Namen oder eine Nummer eingeben, oder antippen.")

    def pick(self, key: object) -> None:
        if self.take(str(key)):
            self.host.end_asking()

    def _found(self, text: str) -> list[Option]:
        words = folded(text).split()
        return [option for name, option in self._options if all(word in name for word in words)]


class Listing(Asking[A]):
    """Lines, one by one. An emptied line goes."""

    def __init__(self, host: Host[A], setting: A, asked: Listed) -> None:
        super().__init__(host, setting)
        self._lines = list(asked.lines)
        self._word, self._longest = asked.word, asked.longest
        self._line: int | None = None

    def open(self) -> None:
        self._line = None
        lines = tuple(Choice(("line", i), line, icon="pencil") for i, line in enumerate(self._lines))
        more = (Choice(ADD, f"{self._word} hinzufügen", icon="plus"),)
        sections = (Section("", lines), Section("", more)) if lines else (Section("", more),)
        hint = f"Antippen ändert eine {self._word}." if lines else ""
        self.host.view.open_choices(ChoicePage(self.setting.label, sections, hint, "Fertig", done=True))

    def choose(self, key: object) -> None:
        match key:
            case ("line", int(number)):
                self._line = number
                self._ask(self._lines[number], f"Eine leere {self._word} wird entfernt.")
            case _:
                self._line = len(self._lines)
                self._ask("", "")

    def _ask(self, text: str, hint: str) -> None:
        ask = TextAsk(f"{self.setting.label}: {self._word}", text, hint=hint, most=self._longest, lift=False)
        self.host.view.open_text(ask)

    def type(self, text: str) -> None:
        lines = list(self._lines)
        lines[self._line : (self._line or 0) + 1] = [text] if text else []
        if self.take("\n".join(lines)):
            self._lines = lines
            self.open()

    def cancel(self) -> None:
        if self._line is None:
            self.host.end_asking()
        else:
            self.open()


class Naming(Asking[A]):
    """Short texts that have names."""

    def __init__(self, host: Host[A], setting: A, asked: Named) -> None:
        super().__init__(host, setting)
        self._entries: Mapping[str, str] = asked.entries
        self._name = ""

    def open(self) -> None:
        self._name = ""
        choices = tuple(Choice(name, name, text) for name, text in self._entries.items())
        page = ChoicePage(self.setting.label, (Section("", choices),), close="Fertig", done=True)
        self.host.view.open_choices(page)

    def choose(self, key: object) -> None:
        self._name = str(key)
        ask = TextAsk(f"{self.setting.label}: {self._name}", self._entries[self._name], lift=False, most=400)
        self.host.view.open_text(ask)

    def type(self, text: str) -> None:
        self._entries = {**self._entries, self._name: text}
        if self.take(self.setting.kind.write(self._entries)):
            self.open()

    def cancel(self) -> None:
        if self._name:
            self.open()
        else:
            self.host.end_asking()
