"""Sending what is new, and paying when all of it has arrived. Nothing here waits, and nothing is booked twice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from kasse.domain.money import ZERO, Money
from kasse.ui.orders.draft import Draft, Parcel
from kasse.ui.orders.ticket_lines import short_title
from kasse.ui.pay.offers import note_offers
from kasse.ui.widgets.fan_key import Fanned
from kasse.usecases.book_order import OrderSent
from kasse.usecases.send_order import send_order
from kasse.usecases.unsent import send_once

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen


class Sending:
    """The two last keys of the rail."""

    def __init__(self, screen: OrdersScreen) -> None:
        self._screen = screen
        self._pay_when_sent = False
        self._given: Money | None = None
        self._send_patience = screen.desk.patience()
        self._pay_patience = screen.desk.patience()
        screen.view.send.connect(self.send)
        screen.view.pay.connect(self.pay)
        screen.view.note_given.connect(lambda cents: self.pay(Money(int(str(cents)))))
        screen.view.offer_notes(self._notes)

    def begin(self) -> None:
        """Another table: taps on it are new ones."""
        self._pay_when_sent = False
        self._send_patience = self._screen.desk.patience()
        self._pay_patience = self._screen.desk.patience()

    def send(self) -> None:
        """Send all that is new, and what got lost on its way before."""
        screen = self._screen
        if not self._send_patience.allows or screen.unfinished():
            return
        parcels = [*screen.draft.lost_parcels()]
        packed = screen.draft.pack()
        if packed is not None:
            parcels.append(packed)
        if not parcels:
            screen.desk.board.say("Es ist noch nichts boniert.")
            return
        self._send_patience.start()
        screen.selected = None
        for parcel in parcels:
            self._post(parcel)
        screen.refresh()

    def _post(self, parcel: Parcel) -> None:
        screen = self._screen
        table, draft = screen.table, screen.draft
        if screen.operator.menus:
            screen.recall.keep(draft, parcel)
            return
        send = partial(send_order, screen.till, screen.operator, table, parcel.wishes, key=parcel.key)
        screen.desk.do(
            screen.desk.books,
            partial(send_once, screen.till, screen.operator, parcel.key, send),
            asker=screen,
            then=partial(self._arrived, draft, parcel.key),
            refused=partial(self.refused, table, draft, parcel.key),
            failed=partial(self.failed, draft, parcel.key),
        )

    def _arrived(self, draft: Draft, key: UUID, sent: OrderSent) -> None:
        screen = self._screen
        draft.arrived(key)
        screen.booked(sent)
        if draft is screen.draft and self._pay_when_sent and not draft.parcels:
            self._pay_when_sent = False
            if screen.view.isVisible():
                screen.navigator.pay(screen.table, self._given)

    def refused(self, table: int, draft: Draft, key: UUID, reason: str) -> None:
        """Nothing of it is booked: its lines can be changed again."""
        draft.returned(key)
        self._pay_when_sent = False
        where = "" if table == self._screen.table else f"{short_title(table, None)}: "
        self._screen.desk.board.say(f"{where}{reason}")
        self._screen.layout_changed()  # it may have been refused for what another till has sold meanwhile

    def failed(self, draft: Draft, key: UUID) -> None:
        """Nobody knows whether it is booked."""
        draft.failed(key)
        self._pay_when_sent = False
        self._screen.refresh()

    def _notes(self) -> tuple[Fanned, ...]:
        """What the guest is likely to give for all that is on the ticket, sent or not."""
        screen = self._screen
        sent = screen.tab.total if screen.tab else ZERO
        spines = dict(screen.view.look.tokens.banknotes)
        return tuple(
            Fanned(offer.key, offer.label, offer.sub, spines.get(offer.note, ""))
            for offer in note_offers(sent + screen.draft.total)
        )

    def pay(self, given: Money | None = None) -> None:
        """To the bill, as soon as everything on it has arrived; `given` settles it there in cash."""
        screen = self._screen
        if not self._pay_patience.allows or screen.unfinished():
            return
        self._pay_patience.start()
        self._given = given
        if screen.draft.lines or screen.draft.unsent:
            self._pay_when_sent = True
            self.send()
        elif screen.draft.parcels:
            self._pay_when_sent = True
        elif screen.tab and screen.tab.lines:
            screen.navigator.pay(screen.table, given)
