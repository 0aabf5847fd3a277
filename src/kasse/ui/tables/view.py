"""The table overview: where everybody begins. A table opens by a tap or by its number."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.tables.keys import ALL, AUTO_RAIL, KEYS, RAIL, TablesAction
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import BAR, GAP, Box, Metrics, ScreenClass
from kasse.ui.theme.zones import table_zones
from kasse.ui.view import View, digit_of
from kasse.ui.widgets.choices import ChoicePage, ChoicePanel
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.number_pad import NumberPad
from kasse.ui.widgets.plan_model import Plan
from kasse.ui.widgets.row_list import Row, RowList
from kasse.ui.widgets.table_plan import PlanLegend, TablePlan
from kasse.ui.widgets.tabs import Tab, Tabs
from kasse.ui.widgets.text_entry import TextAsk, TextEntry
from kasse.ui.widgets.tile_grid import Tile

__all__ = ["TablesAction", "TablesModel", "TablesView"]

SEARCH = 56
NOTHING_OPEN = "Es ist kein Tisch belegt."


@dataclass(frozen=True, slots=True)
class TablesModel:
    """One area, ready to show. main: the label of the next-step key without a number ("Tisch öffnen")."""

    areas: tuple[Tab, ...]
    area: Hashable
    plan: Plan
    only_mine: bool = False
    last_table: str = ""
    transfer_from: str = ""
    """Set while a table is moved: the number of the one that moves."""
    counter_off: str = ""
    """Why nothing is sold without a table here."""
    auto_table: bool = False
    """Whether *AUTO TISCH* is offered."""
    rows: tuple[Row, ...] | None = None
    """The tables as a list in the place of the plan; None: the plan."""


class TablesView(View):
    """The floor, the rail with pad, and *Tisch 12 öffnen* in the corner of the next step."""

    spoken = "Tische"
    area_chosen = Signal(object)
    table_tapped = Signal(object)
    table_held = Signal(object)
    table_dragged = Signal(object, object)
    number_entered = Signal(str)
    """The number typed, or the last table's when none was typed."""
    quick_sale = Signal()
    action = Signal(object)
    choice_made = Signal(object)
    choices_closed = Signal()
    number_typed = Signal()
    """The number on the pad is another one."""
    digit = Signal(str)
    """A key of the pad, while a question has it."""
    confirmed = Signal()
    search_asked = Signal()
    text_accepted = Signal(str)
    text_changed = Signal(str)
    text_cancelled = Signal()
    result_tapped = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._model = TablesModel((), None, Plan(1, 1, ()))
        self._typed = ""
        self._confirm = ""
        self.areas = Tabs(look, self.top, name="Bereiche")
        self.plan = TablePlan(look, self)
        self.legend = PlanLegend(look, self)
        self.rows = RowList(look, self, name="Tische")
        self.rows.holdable = True
        self.search_key = Key(look, KeyText("Tisch oder Gast suchen", icon="search"), parent=self)
        self.choices = ChoicePanel(look, self)
        self.pad = NumberPad(look, self)
        self.keys: dict[TablesAction, Key] = {}
        for action, on_it in KEYS.items():
            key = self.keys[action] = Key(look, on_it, parent=self)
            key.tapped.connect(lambda action=action: self.action.emit(action))
            key.refused.connect(self.refused)
        self.second_key = Key(look, KeyText("Direktverkauf", icon="zap", px=20), KeyKind.SECOND, self)
        self.main_key = Key(look, KeyText("Tisch öffnen", px=20), KeyKind.MAIN, self)
        self.entry = TextEntry(look, self)
        self.entry.results.setAccessibleName("Gefundene Tische")
        self.choices.hide()
        self.entry.hide()
        self._show_middle()
        self._connect()

    def _connect(self) -> None:
        self.areas.tapped.connect(self.area_chosen)
        self.plan.tapped.connect(self.table_tapped)
        self.plan.held.connect(self.table_held)
        self.plan.dragged.connect(self.table_dragged)
        self.rows.tapped.connect(self.table_tapped)
        self.rows.held.connect(self.table_held)
        self.search_key.tapped.connect(self.search_asked)
        self.pad.pressed.connect(self.type)
        self.second_key.tapped.connect(self._second)
        self.second_key.refused.connect(self.refused)
        self.main_key.tapped.connect(self._main)
        self.main_key.refused.connect(self.refused)
        self.choices.chosen.connect(self.choice_made)
        self.choices.refused.connect(self.refused)
        self.choices.closed.connect(self._close_choices)
        self.entry.accepted.connect(self.text_accepted)
        self.entry.changed.connect(self.text_changed)
        self.entry.cancelled.connect(self.text_cancelled)
        self.entry.result_tapped.connect(self.result_tapped)

    @property
    def typed(self) -> str:
        """What is typed so far."""
        return self._typed

    def show_tables(self, model: TablesModel) -> None:
        """Show that area; only what changed is painted again."""
        before, self._model = self._model, model
        if len(before.areas) != len(model.areas):
            self._place_areas()
        if before.auto_table is not model.auto_table:
            self._place_rail()
        self.areas.show_tabs(model.areas, model.area)
        self.plan.show_plan(model.plan)
        if model.rows is not None:
            none = f"Kein belegter Tisch beginnt mit {self._typed}." if self._typed else NOTHING_OPEN
            self.rows.show_list(model.rows, None, none)
        if (before.rows is None) is not (model.rows is None):
            self._show_middle()
        self.keys[TablesAction.ALL].choose(chosen=not model.only_mine)
        self.keys[TablesAction.MINE].choose(chosen=model.only_mine)
        self.keys[TablesAction.TRANSFER].choose(chosen=bool(model.transfer_from))
        self._show_number()

    def show_choices(self, page: ChoicePage) -> None:
        """Further actions in the place of the floor."""
        self._confirm = ""
        self.entry.hide()
        self._show_rail(seen=True)
        self._show_number()
        self.choices.show_page(page)
        self.choices.show()
        self._show_middle()

    def show_question(self, page: ChoicePage, confirm: str) -> None:
        """The same for what the pad answers: the next-step key says what it will do."""
        self.show_choices(page)
        self._confirm = confirm
        self._show_number()

    def ask_text(self, ask: TextAsk) -> None:
        """Ask for words; they cover floor and rail."""
        self._confirm = ""
        self._show_rail(seen=False)
        self.choices.hide()
        self.entry.show()
        self._show_middle()
        self.entry.ask(ask)

    def show_results(self, tiles: Sequence[Tile]) -> None:
        """What the search found."""
        self.entry.show_results(tiles)

    def show_floor(self) -> None:
        """Back from the choices to the tables."""
        self._confirm = ""
        self.choices.hide()
        self.entry.hide()
        self._show_rail(seen=True)
        self._show_middle()
        self._show_number()

    def _show_middle(self) -> None:
        """Plan or list, unless something is asked in their place."""
        free = self.choices.isHidden() and self.entry.isHidden()
        listed = self._model.rows is not None
        parts: tuple[tuple[QWidget, bool], ...] = (
            (self.plan, not listed), (self.legend, not listed), (self.rows, listed), (self.search_key, listed),
        )  # fmt: skip
        for part, wanted in parts:
            part.setVisible(free and wanted)

    def clear_number(self) -> None:
        self._typed = ""
        self._show_number()

    def type(self, sign: str) -> None:
        """A key of the pad or of a keyboard."""
        if self._confirm:
            self.digit.emit(sign)
            return
        if sign == "back":
            self._typed = self._typed[:-1]
        elif sign == "C":
            self._typed = ""
        elif sign.isdigit() and len(self._typed) < 5:
            self._typed = (self._typed + sign).lstrip("0")
        self._show_number()
        self.number_typed.emit()

    def hidden_actions(self) -> tuple[TablesAction, ...]:
        """Those that found no room on the rail, to be offered under *Kasse*."""
        shown = self._shown_actions()
        return tuple(action for action in ALL if action not in shown)

    def _shown_actions(self) -> tuple[TablesAction, ...]:
        rows = table_zones(self.metrics).rail.action_rows
        return (AUTO_RAIL if self._model.auto_table else RAIL)[rows]

    def _show_rail(self, *, seen: bool) -> None:
        shown = self._shown_actions()
        for action, key in self.keys.items():
            key.setVisible(seen and action in shown)
        for part in (self.pad, self.second_key, self.main_key):
            part.setVisible(seen)

    def _place_rail(self) -> None:
        rail, shown = table_zones(self.metrics).rail, self._shown_actions()
        # Standing screens have height for all: what there is takes it.
        rows = -(-len(shown) // 2) if self.metrics.is_tall else rail.action_rows
        for action, cell in zip(shown, rail.actions.cells(2, rows), strict=False):
            self.keys[action].place(cell)
        self._show_rail(seen=self.entry.isHidden())

    def lay_out(self, m: Metrics) -> None:
        zones = table_zones(m)
        rail = zones.rail
        self.plan.place(zones.floor)
        self.legend.place(zones.legend)
        whole = Box(zones.floor.x, zones.floor.y, zones.floor.w, zones.legend.bottom - zones.floor.y)
        self.search_key.place(Box(whole.x, whole.y, whole.w, SEARCH))
        self.rows.place(whole.inset(0, SEARCH + GAP, 0, 0))
        self.choices.place(whole)
        self.choices.lay_out(max(3, whole.w // 170), 88 if m.screen_class is ScreenClass.XL else 72)
        self._place_rail()
        self.pad.place(rail.pad)
        self.second_key.place(rail.second)
        self.main_key.place(rail.main)
        self._place_areas()
        both = Box(min(zones.floor.x, rail.whole.x), whole.y, m.content.w, rail.whole.h)
        self.entry.lay_out(both, rail)
        self.entry.raise_()

    def _place_areas(self) -> None:
        count = max(1, len(self._model.areas))
        room = self.top.tools_right - GAP - 8
        each = min(136 if self.metrics.width >= 1200 else 112, max(96, (room + GAP) // count - GAP))
        fitting = max(1, min(count, (room + GAP) // (each + GAP)))
        self.areas.place(Box(8, 8, fitting * (each + GAP) - GAP, BAR - 16))
        self.areas.arrange(fitting, 1)
        self.top.reserve(8 + fitting * (each + GAP))

    def key(self, event: QKeyEvent) -> bool:
        if sign := digit_of(event):
            self.type(sign)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.main_key.click()
        elif event.key() == Qt.Key.Key_F2:
            self.second_key.click()
        elif event.key() == Qt.Key.Key_Escape and not self.entry.isHidden():
            self.entry.cancelled.emit()
        elif event.key() == Qt.Key.Key_Escape and not self.choices.isHidden():
            self._close_choices()
        else:
            return False
        return True

    def _close_choices(self) -> None:
        self.show_floor()
        self.choices_closed.emit()

    def _second(self) -> None:
        if self._confirm:
            self._close_choices()
        else:
            self.quick_sale.emit()

    def _main(self) -> None:
        if self._confirm:
            self.confirmed.emit()
        else:
            self._enter()

    def _enter(self) -> None:
        number = self._typed or ("" if self._model.transfer_from else self._model.last_table)
        if number:
            self.clear_number()
            self.number_entered.emit(number)

    def _show_number(self) -> None:
        model = self._model
        if self._confirm:
            self.main_key.show_label(self._confirm)
            self.main_key.switch(off=None)
            self.second_key.show_text(KeyText("Abbrechen", px=20))
            self.second_key.switch(off=None)
            return
        self.second_key.switch(off=model.counter_off or None)
        self.second_key.show_text(KeyText("Direktverkauf", icon="zap", px=20))
        number = self._typed or ("" if model.transfer_from else model.last_table)
        if model.transfer_from:
            label = f"Auf Tisch {number} umbuchen" if number else f"Tisch {model.transfer_from} wohin?"
        else:
            label = f"Tisch {number} öffnen" if number else "Tisch öffnen"
        self.main_key.show_label(label)
        self.main_key.switch(off=None if number else "Tisch antippen oder die Nummer eingeben.")
        marked = number or model.transfer_from
        self.plan.choose(next((table.key for table in model.plan.tables if table.label == marked), None))
