"""What taps on the table overview mean: opening, moving and handing over tables, and what belongs to the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject

from kasse.domain.business import counter_of, table_name
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import TabSummary
from kasse.settings.declared.tables import COUNTER_SALE, ONLY_MINE
from kasse.ui import wording
from kasse.ui.desk import Desk
from kasse.ui.handing import Handing
from kasse.ui.navigation import Navigator
from kasse.ui.orders.draft import Drafts
from kasse.ui.questions import Question
from kasse.ui.tables.floor import area_tabs, floor_plan
from kasse.ui.tables.listing import list_rows
from kasse.ui.tables.moving import Moving
from kasse.ui.tables.opening import Opening
from kasse.ui.tables.register import RegisterMenu
from kasse.ui.tables.searching import Searching
from kasse.ui.tables.view import TablesAction, TablesModel, TablesView
from kasse.ui.widgets.row_list import Row
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.auto_table import has_auto_table
from kasse.usecases.hand_over import hand_over_off
from kasse.usecases.till import Changed

_WHICH = {
    TablesAction.TRANSFER: ("Welcher Tisch soll umziehen?", "Tisch antippen oder Nummer eingeben."),
    TablesAction.HANDOVER: (
        "Welcher Tisch wechselt den Bediener?",
        "Den eigenen antippen zum Übergeben, einen anderen zum Übernehmen.",
    ),
}
LIST, PLAN = "list", "plan"
NO_COUNTER_SALE = "Hier wird nur auf Tische verkauft."


class TablesScreen(QObject):
    """The floor of the house in the eyes of whoever is signed in."""

    def __init__(self, view: TablesView, desk: Desk, drafts: Drafts, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self.drafts = drafts
        self.navigator = navigator
        self.operator: Operator | None = None
        self.tabs: Sequence[TabSummary] = ()
        """What is open, as it was last read."""
        self._area: int | None = next(iter(self.till.house.areas), None)
        self._only_mine = False
        self._listed = False
        """The tables are a list and no plan."""
        self._last_table = ""
        self._moving: int | None = None
        self._choosing: TablesAction | None = None
        """What the next tap on a table is for, if not for opening it."""
        self._question: Question | None = None
        self.register = RegisterMenu(self)
        self.opening = Opening(self)
        self.searching = Searching(self)
        self._handing = Handing(self, self, lambda _: None)
        self.moving = Moving(self)
        self._words: Callable[[str], None] | None = None
        """Who waits for words."""
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.signed_out.connect(self.navigator.sign_out)
        view.area_chosen.connect(self._show_area)
        view.table_tapped.connect(self._tapped)
        view.table_held.connect(self._held)
        view.table_dragged.connect(self._move)
        view.number_entered.connect(self._number)
        view.number_typed.connect(self._narrow)
        view.quick_sale.connect(self._sell_directly)
        view.action.connect(self.act)
        view.choice_made.connect(self._choice)
        view.choices_closed.connect(self.close_question)
        view.digit.connect(self._typed)
        view.confirmed.connect(self._confirmed)
        view.text_accepted.connect(self._text)
        view.text_cancelled.connect(self.close_question)
        self.desk.changed.connect(self._changed)

    # Showing.

    def enter(self, operator: Operator) -> None:
        """Show the tables as they are now."""
        if operator != self.operator:
            self._only_mine = self.till.settings[ONLY_MINE]
        self.operator = operator
        self._moving = self._choosing = None
        self.close_question()
        self.view.clear_number()
        self.reload()

    def reload(self) -> None:
        """Read what is open; well below a millisecond."""
        books, operator = self.till.books, self.operator
        self.tabs = books.open_tabs() if operator is None else self.till.open_tabs(operator)
        self.refresh()

    def refresh(self) -> None:
        """Show the open room: also the minutes, which pass by themselves."""
        operator = self.operator
        if operator is None:
            return
        unsent = self.drafts.unsent(training=operator.training, waiter=self.till.drafts_of(operator))
        plan = floor_plan(
            self.till, self._area, self.tabs, operator=operator, unsent=unsent, only_mine=self._only_mine
        )
        moving = "" if self._moving is None else str(self._moving)
        self.view.show_tables(
            TablesModel(
                self._places(),
                LIST if self._listed else PLAN if self._area is None else self._area,
                plan,
                self._only_mine,
                self._last_table,
                moving,
                "" if self.till.settings[COUNTER_SALE] else NO_COUNTER_SALE,
                # Hidden while tables are brought together, too (Sammelmodus): the next tap has another meaning.
                has_auto_table(self.till, operator) and self._moving is None and self._choosing is None,
                self._rows(operator, unsent) if self._listed else None,
            )
        )
        keys = self.view.keys
        lacking = wording.missing_right(self.till.staff, operator, Right.TRANSFER)
        keys[TablesAction.TRANSFER].switch(off=lacking or None)
        keys[TablesAction.HANDOVER].switch(off=hand_over_off(self.till, operator) or None)

    def _places(self) -> tuple[Tab, ...]:
        """The rooms, and the list of what is open in all of them."""
        rooms = area_tabs(self.till.house) or (Tab(PLAN, "Plan"),)
        return (*rooms, Tab(LIST, "Liste", icon="list"))

    def _rows(self, operator: Operator, unsent: Mapping[int, int]) -> tuple[Row, ...]:
        return list_rows(
            self.till, self.tabs, operator=operator, unsent=unsent, only_mine=self._only_mine,
            begins=self.view.typed,
        )  # fmt: skip

    def _narrow(self) -> None:
        """The digits on the pad choose among the rows of the list."""
        if self._listed:
            self.refresh()

    def _show_area(self, area: object) -> None:
        self._listed = area == LIST
        if isinstance(area, int):
            self._area = area
        self.close_question()
        self.refresh()

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and Changed.TABLES in changed and self.view.isVisible():
            self.reload()

    # Tables.

    def _tapped(self, key: object) -> None:
        table = int(str(key))
        if self._choosing is TablesAction.HANDOVER:
            self._change_waiter(table)
        elif self._moving is not None:
            self._move(self._moving, table)
        elif self._choosing is TablesAction.TRANSFER:
            self._begin_move(table)
        else:
            self.open(table)

    def open(self, table: int) -> None:
        """Open a table for whoever may touch it."""
        self._last_table = str(table) if table >= 0 else self._last_table
        self.navigator.open_table(table)

    def _held(self, key: object) -> None:
        """A table held: straight to the bill."""
        table = int(str(key))
        if any(tab.table == table and tab.total for tab in self.tabs):
            self._last_table = str(table)
            self.navigator.pay(table)
        else:
            self.open(table)

    def _number(self, number: str) -> None:
        table = int(number)
        try:
            self.till.house.require_place(table)
        except Refused as refusal:
            self.desk.board.say(str(refusal))
            return
        self._tapped(table)

    def _sell_directly(self) -> None:
        self.navigator.open_table(counter_of(self.till.terminal.number))

    # Moving and handing over.

    def act(self, action: object) -> None:
        """A key of the rail."""
        match action:
            case TablesAction.ALL | TablesAction.MINE:
                self._only_mine = action is TablesAction.MINE
                self.refresh()
            case TablesAction.TRANSFER | TablesAction.HANDOVER:
                self._choose_table(action)
            case TablesAction.RECEIPTS:
                self.navigator.show_receipts()
            case TablesAction.REGISTER:
                self.register.open()
            case TablesAction.AUTO:
                self.opening.open_next()

    def _choose_table(self, action: TablesAction) -> None:
        again = self._choosing is action or (self._moving is not None and action is TablesAction.TRANSFER)
        self._choosing = self._moving = None
        typed = self.view.typed
        if typed:
            self.view.clear_number()
        if not again:
            self._choosing = action
            if typed:
                self._number(typed)
            else:
                self.desk.board.say(*_WHICH[action])
        self.refresh()

    def _begin_move(self, table: int) -> None:
        self._choosing = None
        if any(tab.table == table and tab.total for tab in self.tabs):
            self._moving = table
        else:
            self.desk.board.say(f"Auf Tisch {table} ist nichts offen.")
        self.refresh()

    def _move(self, source: object, target: object) -> None:
        self._moving = self._choosing = None
        if self.operator is not None and source != target:
            self.moving.move(self.operator, int(str(source)), int(str(target)))
        self.refresh()

    def _change_waiter(self, table: int) -> None:
        operator = self.operator
        self._choosing = None
        self.refresh()
        if operator is None:
            return
        here = [t for t in self.tabs if t.table == table and t.training is operator.training]
        mine = [t for t in here if t.operator == operator.number]
        if not here:
            self.desk.board.say(f"Auf {table_name(table)} ist nichts offen.")
        elif mine or len(here) == 1:
            self._handing.ask(operator, (mine or here)[0])
        else:
            self._handing.ask_whose(operator, here)

    # Questions.

    def ask(self, question: Question) -> None:
        """Ask in the place of the floor."""
        self._question = question
        if question.confirm:
            self.view.show_question(question.page(), question.confirm)
        else:
            self.view.show_choices(question.page())

    def ask_text(self, ask: TextAsk, answered: Callable[[str], None]) -> None:
        """Ask for words in the place of floor and rail."""
        self._question, self._words = None, answered
        self.view.ask_text(ask)

    def _text(self, words: str) -> None:
        answered = self._words
        self.close_question()
        if answered is not None:
            answered(words)

    def close_question(self) -> None:
        """Back to the tables."""
        self._question = self._words = None
        self.view.show_floor()
        self.view.setFocus()

    def _choice(self, key: object) -> None:
        question = self._question
        if question is not None:
            self.close_question()
            question.choose(key)

    def _typed(self, sign: str) -> None:
        if self._question is not None:
            self._question.type(sign)
            self.ask(self._question)

    def _confirmed(self) -> None:
        question = self._question
        if question is not None:
            self.close_question()
            question.accept()
