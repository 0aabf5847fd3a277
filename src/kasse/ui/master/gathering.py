"""Several of very many, in an order of their own: found by name one after another, taken out with a tap."""

from __future__ import annotations

from dataclasses import dataclass

from kasse.settings.kinds import Kind, NumbersOf, Referred
from kasse.settings.names import Names
from kasse.sheets.cells import needle
from kasse.ui.settings.asking import MOST_FOUND, A, Asking, Host
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.text_entry import TextAsk
from kasse.ui.widgets.tile_grid import Tile

ADD = "add"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What there is, by number."""

    names: dict[str, str]


def gathered(kind: Kind[object], names: Names) -> Gathered | None:
    """What may be gathered; None where there is so little that it is chosen from directly."""
    plain: object = kind
    if isinstance(plain, NumbersOf) and plain.of is Referred.ARTICLE:
        return Gathered({str(key): name for key, name in names.all(plain.of)})
    return None


class Gathering(Asking[A]):
    """A list with a key that adds to it."""

    def __init__(self, host: Host[A], setting: A, found: Gathered, text: str) -> None:
        super().__init__(host, setting)
        self._names = found.names
        self._sought = [(needle(f"{key} {name}"), key) for key, name in found.names.items()]
        self._keys = [part for part in text.split(",") if part]
        self._is_adding = False

    def open(self) -> None:
        self._is_adding = False
        there = tuple(
            Choice(("out", i), self._names.get(key, key), icon="x") for i, key in enumerate(self._keys)
        )
        sections = [Section("", (Choice(ADD, "Hinzufügen", icon="plus"),))]
        if there:
            sections.insert(0, Section("", there))
        hint = "Antippen nimmt etwas heraus." if there else ""
        self.host.view.open_choices(
            ChoicePage(self.setting.label, tuple(sections), hint, "Fertig", done=True)
        )

    def choose(self, key: object) -> None:
        match key:
            case ("out", int(number)):
                self._take([*self._keys[:number], *self._keys[number + 1 :]])
            case _:
                self._is_adding = True
                ask = TextAsk(
                    f"{self.setting.label}: hinzufügen",
                    accept="Ersten nehmen",
                    cancel="Fertig",
                    search=True,
                    placeholder="Name oder Nummer",
                    lift=False,
                )
                self.host.view.open_text(ask)
                self.typing("")

    def typing(self, text: str) -> None:
        tiles = [Tile(key, self._names[key], key) for key in self._found(text)[:MOST_FOUND]]
        self.host.view.entry.show_results(tiles)

    def type(self, text: str) -> None:
        found = self._found(text)
        if text and found:
            self.pick(found[0])
        else:
            self.host.desk.board.say("Bitte einen Namen oder eine Nummer eingeben, oder antippen.")

    def pick(self, key: object) -> None:
        self._take([*self._keys, str(key)])

    def cancel(self) -> None:
        if self._is_adding:
            self.open()
        else:
            self.host.end_asking()

    def _take(self, keys: list[str]) -> None:
        if self.take(",".join(keys)):
            self._keys = keys
            self.open()

    def _found(self, text: str) -> list[str]:
        words = needle(text).split()
        return [
            key for name, key in self._sought if key not in self._keys and all(word in name for word in words)
        ]
