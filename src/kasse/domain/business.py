"""The business itself: who it is, its terminals, tables, ways to pay, and accounts for what is not paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kasse.domain.refused import Refused
from kasse.domain.tax import Country


@dataclass(frozen=True, slots=True)
class Business:
    """What stands at the head of a receipt (§ 6 KassenSichV no. 1, § 14 UStG)."""

    name: str
    street: str
    postcode: str
    city: str
    country: Country
    tax_number: str = ""
    vat_id: str = ""
    owner: str = ""
    phone: str = ""
    greeting: str = ""
    """Closing words of the receipt."""
    currency: str = "EUR"
    tax_office: str = ""
    site_name: str = ""
    """Of the site (Betriebsstätte), where it is called otherwise or lies elsewhere than the firm; empty: as the firm."""
    site_street: str = ""
    site_postcode: str = ""
    site_city: str = ""
    small_business: bool = False
    """Kleinunternehmer: what it sells is free of value added tax (§ 19 UStG; Austria: § 6 (1) no. 27 UStG)."""

    @property
    def site(self) -> Site:
        """Where the tills stand (§ 12 AO)."""
        if not self.site_street:
            return Site(self.site_name or self.name, self.street, self.postcode, self.city)
        return Site(self.site_name or self.name, self.site_street, self.site_postcode, self.site_city)


@dataclass(frozen=True, slots=True)
class Site:
    """Name and address of a place of business."""

    name: str
    street: str
    postcode: str
    city: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """One till. `serial` is the number it is notified under and the TSE's clientId (§ 146a (4) AO)."""

    number: int
    name: str
    serial: str
    receipt_printer: str = ""
    """Name of the printer for receipts; empty: none."""
    unit: int = 0
    """The accounting unit that it sells for; 0: the house is not divided."""
    price_level: int = 0
    """The price level that is sold at here; 0: that of the menu."""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """An accounting unit of the house (buchhalterischer Betrieb): restaurant, bar, hotel."""

    number: int
    name: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Printer:
    """Where paper comes out. `address` is host:port for `network`, a path for `device`, empty for `virtual`."""

    name: str
    kind: str
    address: str = ""
    profile: str = "default"
    stations: tuple[str, ...] = ()
    """Preparation stations whose slips it prints."""


@dataclass(frozen=True, slots=True)
class Area:
    """A room or part of one (Gaststube, Terrasse)."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A table: its number and where it stands on the plan (grid units of an eighth of a table)."""

    number: int
    area: int
    x: int = 0
    y: int = 0
    width: int = 8
    height: int = 8
    round: bool = False
    seats: int = 4
    active: bool = True


class PaymentKind(StrEnum):
    """What a payment is to the law: cash is cash only (DSFinV-K ZAHLART_TYP)."""

    CASH = "cash"
    CARD = "card"
    OTHER = "other"
    """Any other way that is not cash (transfer, online)."""
    ROOM = "room"
    """Handed over to a room of the hotel."""
    ACCOUNT = "account"
    """On account: a receivable, paid later."""
    VOUCHER = "voucher"
    """A multi-purpose voucher of the house."""
    GIROCARD = "girocard"
    CREDIT_CARD = "credit_card"
    WALLET = "wallet"
    """A payment service (PayPal)."""
    PREPAID_CARD = "prepaid_card"


@dataclass(frozen=True, slots=True)
class PaymentMethod:
    """A way to pay, with the short code that reports and the accounting know (BA, EC, ZI)."""

    code: str
    name: str
    kind: PaymentKind
    opens_drawer: bool = False
    currency: str = ""
    """ISO code of foreign cash; empty: the shop's own currency."""
    rate_micros: int = 0
    """What one unit of the foreign currency is worth here, in millionths."""
    active: bool = True
    rank: int = 0
    """Ranked ones come first when somebody pays, the smallest rank at the front; 0: after them, as the house has it."""


class Pricing(StrEnum):
    """By what an internal account reckons what is booked to it (Sonderpreise)."""

    LEVEL = "level"
    """A price level."""
    PURCHASE = "purchase"
    """The purchase price of the last delivery."""
    CALCULATED = "calculated"
    """The calculated purchase price."""
    PERCENT = "percent"
    """A percentage of price 1."""


@dataclass(frozen=True, slots=True)
class InternalAccount:
    """Where goes what nobody pays: staff, own use, meeting (Interne Konten)."""

    number: int
    name: str
    price_level: int = 1
    pricing: Pricing = Pricing.LEVEL
    percent: int = 10_000
    """Basis points of price 1, where that is the rule."""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Agency:
    """Somebody in whose name and for whose account things are sold here (lottery, newspapers on commission)."""

    number: int
    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "DE"
    tax_number: str = ""
    vat_id: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class House:
    """Everything about the house that orders and payments look up."""

    business: Business
    terminals: Mapping[int, Terminal]
    areas: Mapping[int, Area]
    places: Mapping[int, Place]
    payment_methods: Mapping[str, PaymentMethod]
    internal_accounts: Mapping[int, InternalAccount]
    printers: Mapping[str, Printer]
    void_reasons: tuple[str, ...]
    remarks: tuple[str, ...]
    """Remarks to choose from with one tap."""
    agencies: Mapping[int, Agency] = field(default_factory=dict)
    units: Mapping[int, Unit] = field(default_factory=dict)

    def payment_method(self, code: str) -> PaymentMethod:
        """The way to pay with this code.

        Raises:
            Refused: there is none.
        """
        found = self.payment_methods.get(code)
        if found is None or not found.active:
            raise Refused(f"Eine Zahlungsart „{code}“ gibt es nicht.")
        return found

    def internal_account(self, number: int) -> InternalAccount:
        """The internal account with this number.

        Raises:
            Refused: there is none.
        """
        found = self.internal_accounts.get(number)
        if found is None or not found.active:
            raise Refused(f"Ein internes Konto {number} gibt es nicht.")
        return found

    def require_place(self, table: int) -> None:
        """Refuse a table that the house has not.

        Raises:
            Refused: no such table, or it is no longer used. Numbers below 0 are the counters of the terminals and always there.
        """
        place = self.places.get(table)
        if table >= 0 and (place is None or not place.active):
            raise Refused(f"Einen Tisch {table} gibt es nicht.")

    def station_printers(self, station: str) -> tuple[str, ...]:
        """The printers whose paper a preparation station reads."""
        return tuple(p.name for p in self.printers.values() if station in p.stations)


def counter_of(terminal: int) -> int:
    """The table number under which a terminal sells without a table (Direktverkauf)."""
    return -terminal


def table_name(table: int, name: str = "") -> str:
    """How a table is called on screen and paper."""
    if name:
        return name
    return "Direktverkauf" if table < 0 else f"Tisch {table}"
