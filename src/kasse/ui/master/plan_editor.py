"""Standing tables: what taps and pulls on the floor mean, and which rows that changes."""

from __future__ import annotations

from collections.abc import Callable

from kasse.domain.business import Place
from kasse.domain.refused import Refused
from kasse.sheets import Key
from kasse.sheets.declared import AREAS, PLACES
from kasse.ui.master.host import Host
from kasse.ui.master.plan_model import TABLE, Floors, renumbered
from kasse.ui.master.plan_view import MEASURES, Measures, PlanView
from kasse.ui.master.special_editor import Editor
from kasse.ui.widgets.choices import Choice, Section
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.change_master import Edit

CHOOSE = "Bitte zuerst einen Tisch antippen."
TWO = "Bitte zuerst mehrere Tische wählen."
NO_AREA = "Bitte unter „Mehr“ zuerst einen Bereich anlegen."
HINT = "Einen Tisch ziehen stellt ihn um. Um mehrere herum ziehen wählt sie alle."
HINT_SEVERAL = "Jeder angetippte Tisch kommt dazu oder fällt weg."
HINT_ONE = "Ziehen stellt den Tisch um, seine Ecke macht ihn größer."


class PlanEditor(Editor[Floors]):
    """See `Special`; it is opened for a table, or `by_area` for an area; else for the first area."""

    widget: PlanView

    def __init__(self, host: Host, *, by_area: bool = False) -> None:
        self._by_area = by_area
        self._area = 0
        self._chosen: frozenset[int] = frozenset()
        self._several = False
        super().__init__(host, PlanView(host.look))
        view = self.widget
        view.area_tapped.connect(self._tap_area)
        view.canvas.tapped.connect(self._tap)
        view.canvas.floor_tapped.connect(lambda: self._choose_only(frozenset()))
        view.canvas.moved.connect(self._move)
        view.canvas.sized.connect(self._size)
        view.canvas.lassoed.connect(self._choose_only)
        view.tool.connect(self._tool)

    # What it edits.

    def read(self) -> Floors:
        """See `Editor`."""
        return Floors(self.master.house.areas, self.master.house.places)

    def edits(self, before: Floors, after: Floors) -> list[Edit]:
        """See `Editor`. New areas come before the tables in them."""
        areas = [Edit(AREAS, before.areas.get(n), area) for n, area in after.areas.items()]
        moved = renumbered(before, after)
        gone = [
            Edit(PLACES, place, moved.get(n)) for n, place in before.places.items() if n not in after.places
        ]
        known = {place.number for place in moved.values()}
        places = [
            Edit(PLACES, before.places.get(n), place) for n, place in after.places.items() if n not in known
        ]
        closed = [Edit(AREAS, area, None) for n, area in before.areas.items() if n not in after.areas]
        return [edit for edit in (*areas, *gone, *places, *closed) if edit.before != edit.after]

    def open(self, key: Key | None) -> None:
        """See `Special`."""
        if key is not None and self._by_area:
            self._area = int(key)
        elif key is not None and (place := self.master.house.places.get(int(key))) is not None:
            self._area, self._chosen = place.area, frozenset({place.number} if place.active else ())
        super().open(key)

    # Showing.

    def show(self) -> None:
        """See `Editor`."""
        now = self.now
        if self._area not in now.areas:
            self._area = min(now.areas, default=0)
        standing = {place.number for place in now.standing(self._area)}
        self._chosen &= standing
        tabs = [Tab(n, area.name) for n, area in sorted(now.areas.items())]
        self.widget.show_areas(tabs, self._area)
        self.widget.canvas.show_floor(now, self._area, self._chosen)
        places = self._places()
        is_round = bool(places) and all(place.round for place in places)
        measures = Measures(
            _common(places, lambda place: _tables(place.width)),
            _common(places, lambda place: _tables(place.height)),
            _common(places, lambda place: str(place.seats)),
        )
        self.widget.show_tools(
            measures, {**self._off(), **self.undo_off()}, several=self._several, is_round=is_round
        )

    def hint(self) -> str:
        """See `Editor`."""
        if self._several:
            return HINT_SEVERAL
        if len(self._chosen) == 1:
            return f"Tisch {min(self._chosen)}: {HINT_ONE}"
        return f"{len(self._chosen)} Tische gewählt. Ziehen stellt alle um." if self._chosen else HINT

    def _places(self) -> list[Place]:
        return [self.now.places[number] for number in sorted(self._chosen)]

    def _off(self) -> dict[str, str]:
        if not self.now.areas:
            return dict.fromkeys(("add", "several"), NO_AREA) | self._none_chosen()
        return {} if self._chosen else self._none_chosen()

    def _none_chosen(self) -> dict[str, str]:
        keys = ("round", "store", *(measure + sign for measure in MEASURES for sign in "+-"))
        return dict.fromkeys(keys, CHOOSE)

    # The floor.

    def _tap_area(self, area: object) -> None:
        self._area, self._chosen = int(str(area)), frozenset()
        self.refresh()

    def _tap(self, number: object) -> None:
        tapped = frozenset({int(str(number))})
        self._chosen = self._chosen ^ tapped if self._several else tapped
        self.refresh()

    def _choose_only(self, numbers: frozenset[int]) -> None:
        self._chosen = self._chosen | numbers if self._several else numbers
        self.refresh()

    def _move(self, number: int, dx: int, dy: int) -> None:
        if number not in self._chosen:
            self._chosen = frozenset({number})
        self.attempt(lambda: self.now.moved(self._chosen, dx, dy))

    def _size(self, number: int, dw: int, dh: int) -> None:
        self.attempt(lambda: self.now.sized([number], dw, dh))

    # Tools.

    def _tool(self, tool: object) -> None:
        name = str(tool)
        tools: dict[str, Callable[[], None]] = {
            "undo": self.undo,
            "redo": self.redo,
            "add": self._add,
            "several": self._switch_several,
            "round": self._round,
            "store": self._store,
            "more": self._more,
        }
        if name in tools:
            tools[name]()
        else:
            self._measure(name[:-1], 1 if name.endswith("+") else -1)

    def _measure(self, what: str, step: int) -> None:
        steps: dict[str, Callable[[], Floors]] = {
            "width": lambda: self.now.sized(self._chosen, step, 0),
            "height": lambda: self.now.sized(self._chosen, 0, step),
            "seats": lambda: self.now.seated(self._chosen, step),
        }
        self.attempt(steps[what])

    def _switch_several(self) -> None:
        self._several = not self._several
        self.refresh()

    def _add(self) -> None:
        def add() -> Floors:
            floors, number = self.now.added(self._area)
            self._chosen = frozenset({number})
            return floors

        self.attempt(add)

    def _round(self) -> None:
        makes_round = not all(place.round for place in self._places())
        self.attempt(lambda: self.now.rounded(self._chosen, is_round=makes_round))

    def _store(self) -> None:
        chosen, self._chosen = self._chosen, frozenset()
        known = [number for number in chosen if number in self.base.places]
        self.do(self.now.stored_away(chosen, self.base.places))
        if known:
            self.say("Weggeräumt. Unter „Mehr“ lässt sich ein Tisch zurückholen.")

    # More.

    def _more(self) -> None:
        chosen = len(self._chosen)
        one, two = "" if chosen else CHOOSE, "" if chosen > 1 else TWO
        number = one or ("" if chosen == 1 else "Bitte nur einen Tisch wählen.")
        stored = self.now.stored()
        tables = (
            Choice("row", "In eine Reihe", off=two),
            Choice("column", "In eine Spalte", off=two),
            Choice("spread", "Gleich verteilen", off=two),
            Choice("copy", "Kopieren", icon="copy", sub="mit neuen Nummern", off=one),
            Choice("area", "In anderen Bereich", icon="arrow-left-right", off=one),
            Choice("number", "Nummer", icon="pencil", off=number),
            Choice(
                "back", "Zurückholen", icon="undo-2", sub=f"{len(stored)} weggeräumt",
                off="" if stored else "Es ist kein Tisch weggeräumt.",
            ),
        )  # fmt: skip
        areas = (
            Choice("new_area", "Neuer Bereich", icon="plus"),
            Choice("name", "Bereich umbenennen", icon="pencil", off="" if self.now.areas else NO_AREA),
        )
        title = f"{chosen} Tische gewählt" if chosen != 1 else f"Tisch {min(self._chosen)}"
        self.choose_from(title, (Section("Tische", tables), Section("Bereiche", areas)), self._chosen_more)

    def _chosen_more(self, what: object) -> None:
        asks: dict[object, Callable[[], None]] = {
            "row": lambda: self._line_up(across=True),
            "column": lambda: self._line_up(across=False),
            "spread": self._spread,
            "copy": self._copy,
            "area": self._ask_area,
            "number": self._ask_number,
            "back": self._ask_back,
            "new_area": lambda: self.ask_words(TextAsk("Neuer Bereich", most=40), self._name_area),
            "name": self._ask_name,
        }
        asks[what]()

    def _line_up(self, *, across: bool) -> None:
        self.attempt(lambda: self.now.lined_up(self._chosen, across=across))

    def _spread(self) -> None:
        self.attempt(lambda: self.now.spread(self._chosen))

    def _copy(self) -> None:
        def copy() -> Floors:
            floors, numbers = self.now.copied(self._chosen)
            self._chosen = frozenset(numbers)
            return floors

        self.attempt(copy)

    def _ask_area(self) -> None:
        areas = [Choice(n, a.name) for n, a in sorted(self.now.areas.items()) if n != self._area]
        if not areas:
            raise Refused("Es gibt nur diesen Bereich. Bitte zuerst einen neuen anlegen.")
        self.choose_from("In welchen Bereich?", areas, self._bring)

    def _bring(self, area: object) -> None:
        chosen = self._chosen
        if self.attempt(lambda: self.now.brought(sorted(chosen), int(str(area)))):
            self._area, self._chosen = int(str(area)), chosen
            self.refresh()

    def _ask_number(self) -> None:
        ask = TextAsk("Nummer des Tisches", str(min(self._chosen)), most=5, lift=False)
        self.ask_words(ask, self._renumber)

    def _renumber(self, text: str) -> None:
        if not (text.isascii() and text.isdigit()):
            raise Refused("Bitte eine Nummer aus Ziffern eingeben.")
        floors = self.now.renumbered(min(self._chosen), int(text))
        self._chosen = frozenset({int(text)})
        self.do(floors)

    def _ask_back(self) -> None:
        areas = self.now.areas
        choices = [
            Choice(
                place.number, f"Tisch {place.number}", areas[place.area].name if place.area in areas else ""
            )
            for place in self.now.stored()
        ]
        self.choose_from("Welchen Tisch zurückholen?", choices, self._bring_back)

    def _bring_back(self, number: object) -> None:
        back = int(str(number))
        if self.attempt(lambda: self.now.brought([back], self._area)):
            self._chosen = frozenset({back})
            self.refresh()

    def _ask_name(self) -> None:
        name = self.now.areas[self._area].name
        self.ask_words(TextAsk("Name des Bereichs", name, most=40), self._rename_area)

    def _rename_area(self, name: str) -> None:
        self.do(self.now.with_area(self._area, name)[0])

    def _name_area(self, name: str) -> None:
        floors, self._area = self.now.with_area(None, name)
        self._chosen = frozenset()
        self.do(floors)


def _tables(units: int) -> str:
    """So many units in tables: 1, 1 ½, 2 ⅛."""
    whole, eighths = divmod(units, TABLE)
    part = ("", "⅛", "¼", "⅜", "½", "⅝", "¾", "⅞")[eighths]
    return f"{whole or ''} {part}".strip() if part else str(whole)


def _common(places: list[Place], of: Callable[[Place], str]) -> str:
    """What all of them have; "verschieden" where they differ."""
    found = {of(place) for place in places}
    return "" if not found else found.pop() if len(found) == 1 else "versch."
