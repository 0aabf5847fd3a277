"""The payment screen: what is open, what this guest takes, how it is paid; then the change."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.pay.amount_panel import AmountPanel
from kasse.ui.pay.models import Offer, PaidModel, PayModel
from kasse.ui.pay.offer_keys import OFFERS, OfferKeys
from kasse.ui.pay.paid_panel import ChangePanel
from kasse.ui.pay.split_keys import SplitKeys, guest_sheet
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box, Metrics
from kasse.ui.theme.zones import PayZones, pay_zones, rail_zones
from kasse.ui.view import View, digit_of
from kasse.ui.widgets.choices import Choice, ChoicePage, ChoicePanel, Section
from kasse.ui.widgets.item_sheet import ItemSheet, SheetModel
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.number_pad import BACK, COMMA, NumberPad
from kasse.ui.widgets.tabs import Tab, Tabs
from kasse.ui.widgets.text_entry import TextAsk, TextEntry

__all__ = ["Choice", "Offer", "PaidModel", "PayModel", "PayView"]

ADD_GUEST = "add"


class PayView(View):
    """Two faces, one place each: the bill, and what was paid."""

    spoken = "Bezahlen"
    open_tapped = Signal(object)
    open_held = Signal(object)
    guest_tapped = Signal(object)
    guest_held = Signal(object)
    guest_chosen = Signal(object)
    guest_added = Signal()
    split_asked = Signal()
    split_into = Signal(object)
    all_taken = Signal()
    halved = Signal()
    all_returned = Signal()
    typed = Signal(str)
    """A key of the pad: "0"–"9", ",", "back", and "C" from a keyboard."""
    tip_chosen = Signal(object)
    note_given = Signal(object)
    way_chosen = Signal(object)
    choice_made = Signal(object)
    choices_closed = Signal()
    card = Signal()
    cash = Signal()
    words_typed = Signal(str)
    words_cancelled = Signal()
    paid_action = Signal(object)
    next_step = Signal()
    to_tables = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent, back="Bestellung")
        self._pay = PayModel("")
        self._paid: PaidModel | None = None
        self.open_sheet = ItemSheet(look, self, with_keys=True)
        self.guest_sheet = ItemSheet(look, self, with_keys=True)
        self.guests = Tabs(look, self, name="Gäste")
        self.amount = AmountPanel(look, self)
        self.pad = NumberPad(look, self, corners=(COMMA, BACK))
        self.split_key = self._sheet_key(self.open_sheet, KeyText("÷ gleich"))
        self.all_key = self._sheet_key(self.open_sheet, KeyText("Alles", icon="chevron-right"))
        self.half_key = self._sheet_key(self.guest_sheet, KeyText("Halb", icon="split"))
        self.return_key = self._sheet_key(self.guest_sheet, KeyText("Zurück", icon="chevron-left"))
        self.splits = SplitKeys(look, self.guest_sheet, self.split_into.emit)
        self.offers = OfferKeys(look, self, self.tip_chosen.emit, self.note_given.emit)
        self.tip_keys, self.note_keys = self.offers.tip_keys, self.offers.note_keys
        self.way_keys = [Key(look, KeyText(), parent=self) for _ in range(OFFERS)]
        self.card_key = Key(look, KeyText("Karte", icon="credit-card", px=22), KeyKind.SECOND, self)
        self.cash_key = Key(look, KeyText("Bar", icon="banknote", px=22), KeyKind.MAIN, self)
        self.choices = ChoicePanel(look, self)
        self.receipt = ItemSheet(look, self, ruled=False)
        self.change = ChangePanel(look, self)
        self.paid_keys = [Key(look, KeyText(), parent=self) for _ in range(2 * OFFERS)]
        self.second_key = Key(
            look, KeyText("Zu den Tischen", icon="chevron-left", px=20), KeyKind.SECOND, self
        )
        self.main_key = Key(look, KeyText("", px=20), KeyKind.MAIN, self)
        self.entry = TextEntry(look, self)
        self.entry.hide()
        self._connect()
        self._show_face()

    def _sheet_key(self, sheet: ItemSheet, on_it: KeyText) -> Key:
        return Key(self.look, on_it, parent=sheet, backdrop="paper")

    def _connect(self) -> None:
        self.open_sheet.tapped.connect(self.open_tapped)
        self.open_sheet.held.connect(self.open_held)
        self.guest_sheet.tapped.connect(self.guest_tapped)
        self.guest_sheet.held.connect(self.guest_held)
        self.guests.tapped.connect(self._guest)
        self.pad.pressed.connect(self.typed)
        pairs = (
            (self.split_key, self.split_asked),
            (self.all_key, self.all_taken),
            (self.half_key, self.halved),
            (self.return_key, self.all_returned),
            (self.card_key, self.card),
            (self.cash_key, self.cash),
            (self.second_key, self.to_tables),
            (self.main_key, self.next_step),
        )
        for key, signal in pairs:
            key.tapped.connect(signal)
            key.refused.connect(self.refused)
        for i, key in enumerate(self.way_keys):
            key.tapped.connect(lambda i=i: self._way(i))
            key.refused.connect(self.refused)
        for i, key in enumerate(self.paid_keys):
            key.tapped.connect(lambda i=i: self._paid_key(i))
            key.refused.connect(self.refused)
        self.choices.chosen.connect(self.choice_made)
        self.choices.refused.connect(self.refused)
        self.choices.closed.connect(self._close_choices)
        self.entry.accepted.connect(self.words_typed)
        self.entry.cancelled.connect(self.words_cancelled)

    # Showing.

    def show_pay(self, model: PayModel) -> None:
        """Show that bill; only what changed is painted again."""
        self._pay, self._paid = model, None
        self.top.show_title(model.title)
        self.top.show_back(model.back)
        self.open_sheet.show_sheet(
            SheetModel(
                model.open_title,
                model.open_help,
                model.open_lines,
                "Offen",
                model.open_total,
                "Nichts mehr offen",
            )
        )
        self.guest_sheet.show_sheet(guest_sheet(model))
        self.splits.show(model.splits)
        self.guests.show_tabs((*model.guests, Tab(ADD_GUEST, "Gast", icon="plus")), model.guest)
        self.guests.arrange(max(3, min(4, len(model.guests) + 1)), 1)
        self.amount.show_amount(model)
        for i, key in enumerate(self.way_keys):
            if i < len(model.ways):
                way = model.ways[i]
                key.show_text(KeyText(way.label, icon=way.icon, icon_above=True))
                key.switch(off=way.off or None)
        cash_first = model.usual_is_cash
        self.card_key.show_kind(KeyKind.SECOND if cash_first else KeyKind.MAIN)
        self.cash_key.show_kind(KeyKind.MAIN if cash_first else KeyKind.SECOND)
        self.split_key.show_label(model.split)
        self.all_key.show_label(model.take)
        self.card_key.show_text(KeyText(model.card, icon=model.card_icon, px=22))
        self.cash_key.show_label(model.cash)
        self.card_key.switch(off=model.pay_off or model.card_off or None)
        self.cash_key.switch(off=model.pay_off or None)
        self._show_face()

    def show_paid(self, model: PaidModel) -> None:
        """The change, until the next tap."""
        self._paid = model
        self.top.show_title(model.title)
        self.top.show_back(model.back)
        self.receipt.show_sheet(
            SheetModel(model.receipt, model.receipt_help, model.lines, model.foot, model.total)
        )
        self.change.show_paid(model)
        for i, key in enumerate(self.paid_keys):
            if i < len(model.actions):
                action = model.actions[i]
                key.show_text(KeyText(action.label, icon=action.icon, narrow=i >= OFFERS))
                key.show_kind(action.kind)
                key.choose(chosen=action.chosen)
                key.switch(off=action.off or None)
        self._lay_out_paid(self.metrics, pay_zones(self.metrics))
        self.second_key.show_label(model.second_label)
        self.main_key.show_label(model.next_label)
        self._show_face()

    def show_choices(self, page: ChoicePage) -> None:
        """Shares, foreign cash, discounts, reasons: in the place of the pad, after a payment in that of the change."""
        self.choices.show_page(page)
        self._lay_out_choices()
        self.choices.show()
        self.choices.raise_()

    def show_split(self, most: int = 12) -> None:
        """In how many equal parts; the number is reported by choice_made."""
        shares = tuple(Choice(n, f"÷ {n}", sub=f"{n} Gäste") for n in range(2, most + 1))
        self.show_choices(ChoicePage("Gleich teilen", (Section("", shares),), "Unter wie vielen Gästen?"))

    def hide_choices(self) -> None:
        self.choices.hide()

    @property
    def typing(self) -> bool:
        """Whether words are being typed."""
        return not self.entry.isHidden()

    def ask_words(self, ask: TextAsk) -> None:
        """Ask for words, in the place of everything below the top bar."""
        self.entry.show()
        self.entry.raise_()
        self._show_face()
        self.entry.ask(ask)

    def end_words(self) -> None:
        """Back to the bill, or to what was paid."""
        if self.typing:
            self.entry.hide()
            self._show_face()
            self.setFocus()

    def _show_face(self) -> None:
        bill_seen = self._paid is None and not self.typing
        paid_seen = self._paid is not None and not self.typing
        bill: tuple[QWidget, ...] = (
            self.open_sheet,
            self.guest_sheet,
            self.guests,
            self.amount,
            self.pad,
            self.card_key,
            self.cash_key,
        )
        for part in bill:
            part.setVisible(bill_seen)
        after: tuple[QWidget, ...] = (self.receipt, self.change, self.second_key, self.main_key)
        for part in after:
            part.setVisible(paid_seen)
        for i, key in enumerate(self.way_keys):
            key.setVisible(bill_seen and i < len(self._pay.ways))
        for i, key in enumerate(self.paid_keys):
            key.setVisible(paid_seen and self._paid is not None and i < len(self._paid.actions))
        self.choices.hide()
        self.offers.show(self._pay.tips, self._pay.notes, seen=bill_seen)

    # Taps.

    def _guest(self, key: object) -> None:
        if key == ADD_GUEST:
            self.guest_added.emit()
        else:
            self.guest_chosen.emit(key)

    def _way(self, i: int) -> None:
        self.way_chosen.emit(self._pay.ways[i].key)

    def _paid_key(self, i: int) -> None:
        if self._paid is not None:
            self.paid_action.emit(self._paid.actions[i].key)

    def _close_choices(self) -> None:
        self.choices.hide()
        self.choices_closed.emit()

    # Layout and keyboard.

    def lay_out(self, m: Metrics) -> None:
        zones = pay_zones(m)
        self.open_sheet.place(zones.open_items)
        self.guests.place(zones.guest_tabs)
        self.guest_sheet.place(zones.guest)
        for sheet, keys in (
            (self.open_sheet, (self.split_key, self.all_key)),
            (self.guest_sheet, (self.half_key, self.return_key)),
        ):
            for key, cell in zip(keys, sheet.keys_box().cells(2, 1), strict=True):
                key.place(cell)
        self.splits.lay_out()
        self.amount.place(zones.amount)
        self.offers.lay_out()
        cells = zones.pad.cells(4, 4)
        self.pad.place(Box(zones.pad.x, zones.pad.y, cells[2].right - zones.pad.x, zones.pad.h))
        for row, key in enumerate(self.way_keys):
            key.place(cells[row * 4 + 3])
        self.card_key.place(zones.card)
        self.cash_key.place(zones.cash)
        self._lay_out_paid(m, zones)
        self._lay_out_choices()
        self.entry.lay_out(m.content, rail_zones(m))

    def _lay_out_choices(self) -> None:
        zones = pay_zones(self.metrics)
        place = Box(zones.pad.x, zones.tips.y, zones.pad.w, zones.pad.bottom - zones.tips.y)
        if self._paid is not None:
            change = self.change.place_in_parent()
            place = Box(change.x, change.y, change.w, self.main_key.place_in_parent().y - 16 - change.y)
        self.choices.place(place)
        self.choices.lay_out(4 if place.w > 500 else 3, 72)

    def _lay_out_paid(self, m: Metrics, zones: PayZones) -> None:
        self.receipt.place(zones.paper)
        left, width = zones.after.x, zones.after.w
        main = Box(left, zones.card.y, width, zones.card.h)
        rows = 1 if self._paid is not None and len(self._paid.actions) <= OFFERS else 2
        high = rows * (m.sizes.pay_row + GAP) - GAP
        keys = Box(left, main.y - 16 - high, width, high)
        self.change.place(Box(left, zones.after.y, width, keys.y - GAP - zones.after.y))
        for key, cell in zip(self.paid_keys, keys.cells(4, rows), strict=False):
            key.place(cell)
        second, first = main.cells(2, 1)
        if m.left_handed:
            second, first = first, second
        self.second_key.place(second)
        self.main_key.place(first)

    def key(self, event: QKeyEvent) -> bool:
        if self.typing:
            return False
        if event.key() == Qt.Key.Key_Escape and not self.choices.isHidden():
            self._close_choices()
            return True
        if self._paid is not None:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and self.choices.isHidden():
                self.main_key.click()
            return enter
        if sign := digit_of(event):
            self.typed.emit(sign)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.cash_key if self._pay.usual_is_cash else self.card_key).click()
        elif event.key() == Qt.Key.Key_F11:
            self.card_key.click()
        elif event.key() == Qt.Key.Key_F12:
            self.cash_key.click()
        else:
            return False
        return True
