"""A till at work: what every use case needs to know and to reach."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Flag, auto
from zoneinfo import ZoneInfo

from kasse.domain.business import House, PaymentKind, PaymentMethod, Terminal
from kasse.domain.catalogue import Article, Availabilities, Availability, Catalogue, usual_level
from kasse.domain.master import Master
from kasse.domain.orders import Tab
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right, Staff
from kasse.ports.books import Act, Books, Pending, TabSummary
from kasse.ports.exports import Exports, NoExports
from kasse.ports.fiscal import Fiscal, Outage, Secured
from kasse.settings import Settings
from kasse.settings.declared.collective_tables import COLLECTIVE_TABLES
from kasse.settings.declared.ordering import FILL_PRICE_LEVELS, TAKE_AWAY_LEVEL
from kasse.settings.declared.tables import ONE_WAITER_TABLES, OPEN_TO_ALL
from kasse.settings.declared.units import LOCAL_AVAILABILITY
from kasse.settings.names import Names


class Changed(Flag):
    """What a deed changed; a screen compares it with what it shows and refreshes only that."""

    NOTHING = 0
    ORDERS = auto()
    TABLES = auto()
    RECEIPTS = auto()
    SHIFT = auto()
    MASTER = auto()
    JOURNAL = auto()
    SETTINGS = auto()
    AVAILABILITY = auto()
    """Articles were locked or unlocked, or fewer or more of them are left."""


def sold_on(written: Catalogue, day: date, fills_levels: bool, take_away_level: int) -> Catalogue:
    """What is sold on a business date by these settings, of a catalogue as it is written down."""
    catalogue = written.priced_on(day)
    if (catalogue.fills_levels, catalogue.take_away_level) == (fills_levels, take_away_level):
        return catalogue
    return replace(catalogue, fills_levels=fills_levels, take_away_level=take_away_level)


def _require_served(operator: Operator) -> None:
    if operator.menus:
        raise Refused("Vorbestellte Menüs werden zuerst abgerufen, von dem, der den Tisch bedient.")


def _nobody() -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class Till:
    """One terminal with its books, the law it is under, and its clock. Shared by all lanes."""

    terminal: Terminal
    books: Books
    fiscal: Fiscal
    master: Master
    now: Callable[[], datetime]
    """The till's clock: aware UTC."""
    zone: ZoneInfo
    """The clock on the wall."""
    settings: Settings = field(init=False)
    """As they are now; `usecases.change_setting` renews them."""
    availabilities: Availabilities = field(default_factory=Availabilities)
    """Locks and remaining quantities as this till knows them; whoever changes them renews this."""
    exports: Exports = field(default_factory=NoExports)
    """Where files go that are made for others."""
    known_devices: set[str] = field(default_factory=set)
    """Serials of signing devices that the books know."""
    unwritten: dict[Pending, Secured] = field(default_factory=dict)
    """How securing went that the books could not take when it had to be written."""
    outage: Outage | None = None
    """The outage of the signing device that lasts now; `usecases.outages` begins and ends it under `securing`."""
    securing: threading.RLock = field(default_factory=threading.RLock)
    """Held from the question to the device until its outcome is written, so that no outage ends in between.

    Nobody may wait for it within an act.
    """
    answer_ends_outage: bool = True
    """Whether a mere answer of the device proves that it signs again; False after one that proved nothing."""
    on_outage: Callable[[], None] = _nobody
    """Called when an outage has begun or ended; on any thread."""
    on_notification: Callable[[], None] = _nobody
    """Called when a notification to the tax office was made; on any thread."""
    retired: date | None = None
    """The day on which this till was decommissioned; `usecases.device_life` ends and begins its service."""
    on_settings: Callable[[], None] = _nobody
    """Called when the settings were renewed; on any thread."""
    _catalogue: tuple[Catalogue, tuple[date, bool, int], Catalogue] | None = field(
        default=None, init=False, repr=False
    )
    """The catalogue of the master data, business date and settings, and what is sold by them."""

    def __post_init__(self) -> None:
        self.read_settings()

    def read_settings(self) -> None:
        """Take the settings as the books keep them now."""
        names = Names(lambda: self.master)
        self.settings = Settings(self.books.settings(), self.terminal.number, names=names)
        self.on_settings()

    def read_availabilities(self) -> None:
        """Take locks and remaining quantities as the books keep them now."""
        self.availabilities = self.books.availabilities()

    @property
    def house(self) -> House:
        """The house as it is now."""
        return self.master.house

    @property
    def catalogue(self) -> Catalogue:
        """What is sold now: with the prices that hold on this till's business date, whether or not they are written down.

        Tills that share their books need not have the same date.
        """
        written, day = self.master.catalogue, self.books.business_date
        fills, away = self.settings[FILL_PRICE_LEVELS], self.settings[TAKE_AWAY_LEVEL] or 0
        seen = self._catalogue
        if seen is None or seen[0] is not written or seen[1] != (day, fills, away):
            self._catalogue = seen = (written, (day, fills, away), sold_on(written, day, fills, away))
        return seen[2]

    @property
    def staff(self) -> Staff:
        """Who works here now."""
        return self.master.staff

    @property
    def own_terminal(self) -> Terminal:
        """This till as the master data describe it now."""
        return self.house.terminals.get(self.terminal.number, self.terminal)

    def usual_level(self, operator: Operator, menu_level: int = 1) -> int:
        """The price level of what somebody sells here from a menu, where neither a hand nor the article decides."""
        own = self.own_terminal.price_level
        return usual_level(operator=operator.price_level, terminal=own, menu=menu_level)

    @property
    def unit(self) -> int:
        """The accounting unit that this till sells for; 0: for all of them."""
        return self.own_terminal.unit

    @property
    def unit_name(self) -> str:
        """What the accounting unit is called; empty where the house is not divided."""
        unit = self.house.units.get(self.unit)
        return unit.name if unit else ""

    @property
    def availability_unit(self) -> int:
        """Under which unit locks and remaining quantities of this till are kept; 0: one for the whole house."""
        return self.unit if self.settings[LOCAL_AVAILABILITY] else 0

    def availability(self, article: Article) -> Availability:
        """What of an article is left here; what is put down as sold out in its master data is locked."""
        known = self.availabilities.of(self.availability_unit, article.number)
        return replace(known, locked=True) if article.sold_out else known

    def own_cash(self) -> PaymentMethod:
        """The payment method for cash in the shop's own currency.

        Raises:
            Refused: the house has none.
        """
        for method in self.house.payment_methods.values():
            if method.kind is PaymentKind.CASH and not method.currency and method.active:
                return method
        raise Refused("Es ist keine Zahlungsart für Bargeld angelegt. Bitte unter Zahlungsarten anlegen.")

    def require_service(self) -> None:
        """Refuse what a till may not do once it was reported as out of use.

        Raises:
            Refused: it was decommissioned.
        """
        if self.retired is not None:
            raise Refused(
                f"Diese Kasse ist seit {self.retired:%d.%m.%Y} außer Betrieb. Verkauft werden kann erst wieder "
                "nach einer neuen Inbetriebnahme."
            )

    def require_access(self, operator: Operator, tab: Tab | None) -> None:
        """Refuse another waiter's table to those who may not touch it.

        Raises:
            Refused: the tab is somebody else's.
        """
        if tab is None or tab.operator == operator.number:
            return
        one_waiter = tab.table in self.settings[ONE_WAITER_TABLES]
        if one_waiter or not self.sees_all(operator):
            owner = self.staff.operators.get(tab.operator)
            name = owner.name if owner else str(tab.operator)
            only = "nur " if one_waiter else ""
            raise Refused(f"Diesen Tisch bedient {only}{name}. Bitte übergeben lassen.")

    def sees_all(self, operator: Operator) -> bool:
        """Whether somebody sees and settles what others ordered, too."""
        return self.settings[OPEN_TO_ALL] or self.staff.may(operator, Right.OTHERS_TABLES)

    def drafts_of(self, operator: Operator) -> int:
        """Under whose number it is kept what somebody has typed and not sent; 0: under that of all who see all."""
        return 0 if self.sees_all(operator) else operator.number

    def _menus_of(self, books: Act | Books, operator: Operator, table: int) -> Tab | None:
        """What is ordered ahead for a table, as whoever takes menu orders sees it."""
        order = books.menu_order(table)
        if order is None or not order.items:
            return None
        lines = tuple(item.line for item in order.items)
        return Tab(table, operator.number, lines[0].ordered_at, lines, version=order.version)

    def open_tabs(self, operator: Operator) -> Sequence[TabSummary]:
        """The tables as somebody sees them: whoever takes menu orders has those that menus are ordered for."""
        if not operator.menus:
            return self.books.open_tabs()
        return [
            TabSummary(
                table=order.table,
                name="",
                operator=operator.number,
                opened_at=order.items[0].line.ordered_at,
                total=order.total,
                guests=0,
                payer="",
                bill_printed=False,
                training=False,
            )
            for order in self.books.menu_orders()
        ]

    def _part(self, books: Act | Books, operator: Operator, table: int) -> tuple[Tab | None, int]:
        """What somebody has on a table, and under which `Tab.waiter` it is kept (or would be)."""
        training = operator.training
        all_ = self.sees_all(operator)
        first = books.tab(table, training=training, waiter=None if all_ else 0)
        alone = table in self.settings[ONE_WAITER_TABLES] or table in self.settings[COLLECTIVE_TABLES]
        if all_ or alone:
            self.require_access(operator, first)
        elif (own := books.tab(table, training=training, waiter=operator.number)) is not None:
            return own, own.waiter
        elif first is not None and first.operator != operator.number:
            return None, operator.number
        return first, first.waiter if first else 0

    def tab_of(self, books: Act | Books, operator: Operator, table: int) -> Tab | None:
        """What is open on a table for somebody: all of it, or, where tables are not open to all, what is his.

        Raises:
            Refused: another waiter alone may touch it.
        """
        if operator.menus:
            return self._menus_of(books, operator, table)
        return self._part(books, operator, table)[0]

    def tab_to_fill(self, act: Act, operator: Operator, table: int, at: datetime) -> Tab:
        """Where what somebody orders is going to stand: what is open for him there, or a new tab.

        Raises:
            Refused: another waiter alone may touch it.
        """
        _require_served(operator)
        tab, waiter = self._part(act, operator, table)
        return tab or Tab(table, operator.number, at, training=operator.training, waiter=waiter)

    def look(self, operator: Operator, table: int) -> Tab | None:
        """What somebody sees of a table: nothing, where another waiter alone may touch it."""
        try:
            return self.tab_of(self.books, operator, table)
        except Refused:
            return None

    def open_tab(self, books: Act | Books, operator: Operator, table: int) -> Tab:
        """What is open on a table for somebody.

        Raises:
            Refused: nothing is, or another waiter alone may touch it.
        """
        _require_served(operator)
        tab = self.tab_of(books, operator, table)
        if tab is not None:
            return tab
        others = self.others_at(operator, table)
        if others:
            raise Refused(f"Auf diesem Tisch hat nur {others} etwas offen.")
        raise Refused("Auf diesem Tisch ist nichts offen.")

    def others_at(self, operator: Operator, table: int) -> str:
        """Who else has something open on a table, of whom one sees nothing; empty for nobody."""
        if self.sees_all(operator):
            return ""
        numbers = [
            tab.operator
            for tab in self.books.open_tabs()
            if (tab.table, tab.training) == (table, operator.training) and tab.operator != operator.number
        ]
        known = self.staff.operators
        return " und ".join(known[n].name if n in known else f"Bediener {n}" for n in numbers)
