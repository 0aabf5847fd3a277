"""The order screen: ticket, menu, tiles, rail. It draws and reports taps; it knows nothing of orders."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.orders.actions import ACTION_KEYS, MORE_LINE, MORE_MENU, MORE_TABLE, RAIL, OrderAction
from kasse.ui.orders.parts import Middle, OrderTools, Transfer
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import BAR, Box, Metrics
from kasse.ui.theme.zones import order_zones, rail_zones
from kasse.ui.view import View, digit_of
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.fan_key import FanKey, Fanned
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.number_pad import CLEAR, COMMA, TIMES, NumberPad
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.text_entry import TextAsk
from kasse.ui.widgets.ticket import Ticket, TicketModel
from kasse.ui.widgets.tile_grid import Tile


@dataclass(frozen=True, slots=True)
class OrderHead:
    """The tools of the top bar. prices, menu: their labels ("Preise: Abend"), empty when there is one only.

    away_key: the word on the key that switches to take-away; empty: neither it nor its counterpart is there.
    """

    take_away: bool = False
    away_key: str = "AH"
    undo_off: str = "Es gibt nichts rückgängig zu machen."
    prices: str = ""
    menu: str = ""


class OrdersView(View):
    """Nothing on it moves: pages, sides, reasons, search and plan open in the place of the tiles."""

    spoken = "Bestellung"
    tile_tapped = Signal(object)
    tile_held = Signal(object)
    tile_slid = Signal(object, int)
    """So many of a tile, by a finger that rested on it and slid onto the number."""
    tile_refused = Signal(object)
    tab_chosen = Signal(object)
    line_tapped = Signal(object)
    line_held = Signal(object)
    typed = Signal(str)
    stepped = Signal(int)
    """One more (1) or one less (−1) of a line, from the keyboard."""
    """A key of the pad: "0"–"9", "C", "×", or "back" from a keyboard."""
    keyed = Signal(str)
    """The same from a keyboard, before it is reported as typed."""
    action = Signal(object)
    choice_made = Signal(object)
    choices_closed = Signal()
    text_accepted = Signal(str)
    text_changed = Signal(str)
    text_cancelled = Signal()
    result_tapped = Signal(object)
    transfer_area = Signal(object)
    transfer_target = Signal(object)
    transfer_cancelled = Signal()
    send = Signal()
    pay = Signal()
    transfer_confirmed = Signal()
    note_given = Signal(object)
    """A banknote that was held out over the next-step key, in cents."""
    confirmed = Signal()
    """The next-step key, while a question stands in the place of the tiles."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent, back="Tische")
        self._asking = False
        self.scan_ends: Callable[[], bool] = lambda: False
        """Asked at the enter key: whether it belongs to a code that a scanner has typed."""
        self.tools = OrderTools(self.top)
        self.ticket = Ticket(look, self)
        self.middle = Middle(look, self)
        self.pad = NumberPad(look, self, corners=(CLEAR, TIMES))
        self.keys: dict[OrderAction, Key] = {}
        for action in RAIL[4]:
            kind = KeyKind.DANGER if action is OrderAction.VOID else KeyKind.KEY
            self.keys[action] = Key(look, ACTION_KEYS[action], kind, self)
        self.second_key = Key(look, KeyText("Senden", icon="send", px=20), KeyKind.SECOND, self)
        self.main_key = FanKey(
            look,
            KeyText("Bezahlen", icon="wallet", px=22),
            KeyKind.MAIN,
            self,
            title="Bar gegeben",
            top=BAR,
        )
        self._connect()

    def _connect(self) -> None:
        middle = self.middle
        for action, key in (*self.keys.items(), *self.tools.keys.items()):
            key.tapped.connect(lambda action=action: self.action.emit(action))
            key.refused.connect(self.refused)
        self.ticket.tapped.connect(self.line_tapped)
        self.ticket.held.connect(self.line_held)
        self.pad.pressed.connect(self.typed)
        middle.tabs.tapped.connect(self.tab_chosen)
        middle.tiles.tapped.connect(self.tile_tapped)
        middle.tiles.held.connect(self.tile_held)
        middle.tiles.many.connect(self.tile_slid)
        middle.tiles.refused.connect(self.tile_refused)
        middle.choices.chosen.connect(self.choice_made)
        middle.choices.refused.connect(self.refused)
        middle.choices.closed.connect(self.choices_closed)
        middle.text.accepted.connect(self.text_accepted)
        middle.text.changed.connect(self.text_changed)
        middle.text.cancelled.connect(self.text_cancelled)
        middle.text.result_tapped.connect(self.result_tapped)
        middle.areas.tapped.connect(self.transfer_area)
        middle.plan.tapped.connect(self.transfer_target)
        self.second_key.tapped.connect(self._second)
        self.main_key.tapped.connect(self._main)
        self.main_key.slid.connect(self.note_given)
        self.second_key.refused.connect(self.refused)
        self.main_key.refused.connect(self.refused)

    # Showing.

    def show_head(self, head: OrderHead) -> None:
        self.tools.show(
            take_away=head.take_away,
            away_key=head.away_key,
            undo_off=head.undo_off,
            prices=head.prices,
            menu=head.menu,
        )

    def show_ticket(self, model: TicketModel, *, unsent: int = 0) -> None:
        """The ticket, and how many lines wait to be sent."""
        self.ticket.show_ticket(model)
        self.second_key.show_badge(str(unsent) if unsent else "")

    def switch_keys(self, off: Mapping[OrderAction, str], *, send_off: str = "", pay_off: str = "") -> None:
        """Which keys of the rail are off, and why; all others are on."""
        for action, key in self.keys.items():
            key.switch(off=off.get(action))
        self.second_key.switch(off=send_off or None)
        self.main_key.switch(off=pay_off or None)

    def offer_notes(self, notes: Callable[[], Sequence[Fanned]]) -> None:
        """What the next-step key offers while it is held, as long as it leads to the bill."""
        self.main_key.offers = lambda: () if self._asking or self.middle.transferring else notes()

    def show_sides_key(self, on_it: KeyText | None) -> None:
        """What stands on the key of the sides while it does something else; None: its own word."""
        key, on_it = self.keys[OrderAction.SIDES], on_it or ACTION_KEYS[OrderAction.SIDES]
        if key.on_it != on_it:
            key.show_text(on_it)

    def show_comma(self, *, on: bool) -> None:
        """A comma on the pad in the place of the ×."""
        self.pad.show_sign(TIMES, COMMA if on else TIMES)

    def show_menu(self, tabs: Sequence[Tab], chosen: Hashable | None, tiles: Sequence[Tile]) -> None:
        """A page of the menu; whatever stood in the place of the tiles goes."""
        self.middle.tabs.show_tabs(tabs, chosen)
        self.middle.tiles.show_items(tiles)
        self.show_tiles()

    def renew_menu(self, tabs: Sequence[Tab], chosen: Hashable | None, tiles: Sequence[Tile]) -> None:
        """The same page with other tiles, wherever the finger is; what stands in its place stays there."""
        self.middle.tabs.show_tabs(tabs, chosen)
        self.middle.tiles.replace_items(tiles)

    def show_counts(self, counts: Mapping[Hashable, str]) -> None:
        """What the table already has, by the key of the tile."""
        self.middle.tiles.show_counts(counts)

    def show_tiles(self) -> None:
        """Back to the tiles from whatever stood in their place."""
        self.middle.show_tiles()
        self._label_last_keys("")

    def show_choices(self, page: ChoicePage) -> None:
        """Sides, void reasons, courses, price levels … in the place of the tiles."""
        self._label_last_keys("")
        self.middle.show_choices(page)

    def show_question(self, page: ChoicePage, confirm: str) -> None:
        """The same for what the pad answers: the next-step key says what it will do."""
        self.middle.show_choices(page)
        self._label_last_keys(confirm)
        self._asking = True

    def show_more(self, off: Mapping[OrderAction, str], subs: Mapping[OrderAction, str]) -> None:
        """*Mehr*: what the rail has no room for; reasons for what is off, second lines for what is set.

        A tap reports the action like a key of the rail, through choice_made.
        """

        def choice(action: OrderAction) -> Choice:
            on_it = ACTION_KEYS[action]
            return Choice(
                action, on_it.label, icon=on_it.icon, sub=subs.get(action, ""), off=off.get(action, "")
            )

        on_rail = RAIL[rail_zones(self.metrics).action_rows]
        groups = (("Gewählter Posten", MORE_LINE), ("Tisch", MORE_TABLE), ("Karten", MORE_MENU))
        sections = [
            Section(title, tuple(choice(action) for action in actions if action not in on_rail))
            for title, actions in groups
        ]
        self.show_choices(ChoicePage("Mehr", tuple(section for section in sections if section.choices)))

    def ask_text(self, ask: TextAsk) -> None:
        """A remark, a table name, a search; in the place of tiles and rail."""
        self._show_rail(seen=False)
        self.middle.ask_text(ask)

    def show_results(self, tiles: Sequence[Tile]) -> None:
        self.middle.text.show_results(tiles)

    def show_transfer(self, transfer: Transfer) -> None:
        """Where to: a plan in the place of the tiles, the pad for a number, the next-step key says where."""
        self.middle.show_transfer(transfer)
        self._label_last_keys(transfer.confirm)

    def _show_rail(self, *, seen: bool) -> None:
        """The rail gives way to the keyboard while words are typed."""
        shown = RAIL[rail_zones(self.metrics).action_rows]
        for action, key in self.keys.items():
            key.setVisible(seen and action in shown)
        rest: tuple[QWidget, ...] = (self.pad, self.second_key, self.main_key)
        for part in rest:
            part.setVisible(seen)

    def _label_last_keys(self, confirm: str) -> None:
        self._asking = False
        self._show_rail(seen=True)
        badge = self.second_key.on_it.badge
        if not confirm:
            self.second_key.show_text(KeyText("Senden", icon="send", px=20, badge=badge))
            self.main_key.show_text(KeyText("Bezahlen", icon="wallet", px=22))
        else:
            self.second_key.show_text(KeyText("Abbrechen", px=20, badge=badge))
            self.main_key.show_text(KeyText(confirm, px=18, narrow=True))

    def _second(self) -> None:
        if self._asking:
            self.show_tiles()
            self.choices_closed.emit()
        else:
            (self.transfer_cancelled if self.middle.transferring else self.send).emit()

    def _main(self) -> None:
        if self._asking:
            self.confirmed.emit()
        else:
            (self.transfer_confirmed if self.middle.transferring else self.pay).emit()

    # Layout and keyboard.

    def lay_out(self, m: Metrics) -> None:
        zones = order_zones(m)
        rail = zones.rail
        self.ticket.place(zones.ticket)
        self.middle.lay_out(zones)
        shown = RAIL[rail.action_rows]
        for action, cell in zip(shown, rail.actions.cells(2, rail.action_rows), strict=True):
            self.keys[action].place(cell)
        self._show_rail(seen=self.middle.text.isHidden())
        self.pad.place(rail.pad)
        self.second_key.place(rail.second)
        self.main_key.place(rail.main)
        both = Box(
            min(zones.middle.x, rail.whole.x),
            zones.middle.y,
            zones.middle.w + 8 + rail.whole.w,
            zones.middle.h,
        )
        self.middle.text.lay_out(both, rail)
        self.middle.text.raise_()

    def key(self, event: QKeyEvent) -> bool:
        if sign := digit_of(event):
            self.keyed.emit(sign)
            self.typed.emit(sign)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.scan_ends():
                self.main_key.click()
        elif event.key() == Qt.Key.Key_F11:
            self.main_key.click()
        elif event.key() in _FUNCTION_KEYS:
            self._press(_FUNCTION_KEYS[event.key()])
        elif event.text() in ("+", "-") and self.middle.showing_tiles:
            self.stepped.emit(1 if event.text() == "+" else -1)
        elif event.key() == Qt.Key.Key_Escape and not self.middle.showing_tiles:
            self._asking = False
            self.middle.leave()
            if not self._asking:  # the way back may lead to an earlier question
                self.show_tiles()
        else:
            return False
        return True

    def _press(self, action: OrderAction | None) -> None:
        if action is None:
            self.second_key.click()
        elif (key := self.keys.get(action) or self.tools.keys.get(action)) is not None:
            key.click()
        else:
            self.action.emit(action)


# F12 sends, F11 goes on to payment; the others follow the rail from the top.
_FUNCTION_KEYS: dict[int, OrderAction | None] = {
    Qt.Key.Key_F2: OrderAction.SIDES,
    Qt.Key.Key_F3: OrderAction.SEARCH,
    Qt.Key.Key_F4: OrderAction.VOID,
    Qt.Key.Key_F5: OrderAction.NOTE,
    Qt.Key.Key_F6: OrderAction.TRANSFER,
    Qt.Key.Key_F7: OrderAction.ROUND,
    Qt.Key.Key_F8: OrderAction.UNDO,
    Qt.Key.Key_F9: OrderAction.TAKE_AWAY,
    Qt.Key.Key_F10: OrderAction.MORE,
    Qt.Key.Key_F12: None,
}
