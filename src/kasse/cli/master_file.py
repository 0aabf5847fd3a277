"""Master data written as TOML: the house, what it sells and who works there, read into a `Master`.

The demonstration house is such a file, and so is the house of a written day. The format stands in
`docs/played-day.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kasse import resources
from kasse.cli.catalogue_file import CatalogueReader
from kasse.cli.toml_source import Problem, TomlSource
from kasse.cli.toml_table import Table, by_number
from kasse.domain.business import (
    Agency,
    Area,
    Business,
    House,
    InternalAccount,
    PaymentKind,
    PaymentMethod,
    Place,
    Pricing,
    Printer,
    Terminal,
    Unit,
)
from kasse.domain.catalogue import LEVELS, Catalogue
from kasse.domain.master import Master
from kasse.domain.staff import Operator, PasswordLevel, Right, Staff
from kasse.domain.tax import Country

PRINTER_KINDS = ("virtual", "network", "device")

WHOLE = 100_00
"""Basis points of price 1 where an account goes by another rule."""
HashPin = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class MasterFile:
    """What a file of master data holds. `pins` are the test PINs by operator; they stand in no books."""

    master: Master
    pins: Mapping[int, str]


def load_master(path: Path, hash_pin: HashPin) -> MasterFile:
    """Read master data from a file; `hash_pin` makes the hash that is kept of a PIN.

    Raises:
        FileRefused: it cannot be read, or something in it is wrong: file and line of everything that is.
    """
    return read_master(TomlSource.load(path), hash_pin)


def demo_master(hash_pin: HashPin) -> MasterFile:
    """The demonstration house that is shipped."""
    return load_master(resources.path("demo", "business.toml"), hash_pin)


def read_master(source: TomlSource, hash_pin: HashPin, *where: str) -> MasterFile:
    """Read master data from a document, or from the table of it at `where`.

    Raises:
        FileRefused: file and line of everything that is wrong.
    """
    data = source.data
    for key in where:
        data = data[key]
    problems: list[Problem] = []
    top = Table(source, data, problems, *where)
    house = _House(top).read()
    catalogue = CatalogueReader(top, house).read()
    staff, pins = _staff(top, hash_pin)
    _check_printers(top, house, catalogue)
    _check_agencies(top, house, catalogue)
    top.end()
    top.raise_problems()
    return MasterFile(Master(house, catalogue, staff), pins)


class _House:
    """Reads the business, its rooms, ways to pay, accounts and devices."""

    def __init__(self, top: Table) -> None:
        self._top = top

    def read(self) -> House:
        top = self._top
        head = top.table("business")
        business = Business(
            name=head.text("name"),
            street=head.text("street"),
            postcode=head.text("postcode"),
            city=head.text("city"),
            country=head.choice("country", Country, Country.DE),
            tax_number=head.text("tax_number", ""),
            vat_id=head.text("vat_id", ""),
            owner=head.text("owner", ""),
            phone=head.text("phone", ""),
            greeting=head.text("greeting", ""),
            currency=head.text("currency", "EUR"),
            tax_office=head.text("tax_office", ""),
            site_name=head.text("site_name", ""),
            site_street=head.text("site_street", ""),
            site_postcode=head.text("site_postcode", ""),
            site_city=head.text("site_city", ""),
            small_business=head.flag("small_business"),
        )
        reasons, remarks = head.texts("void_reasons", ()), head.texts("remarks", ())
        head.end()
        printers = self._printers()
        areas, places = self._rooms()
        units = by_number(((t, t.number("number", least=1), _unit(t)) for t in top.tables("unit")), "Betrieb")
        terminals = by_number(
            (
                (t, t.number("number", least=1), self._terminal(t, printers, units))
                for t in top.tables("terminal")
            ),
            "Kasse",
        )
        if not terminals:
            top.wrong("Es fehlt eine Kasse ([[terminal]]).")
        return House(
            business=business,
            terminals=terminals,
            areas=areas,
            places=places,
            payment_methods=self._payments(),
            internal_accounts=by_number(
                ((t, t.number("number", least=1), _account(t)) for t in top.tables("internal_account")),
                "Internes Konto",
            ),
            printers=printers,
            void_reasons=reasons,
            remarks=remarks,
            agencies=by_number(
                ((t, t.number("number", least=1), _agency(t)) for t in top.tables("agency")), "Agentur"
            ),
            units=units,
        )

    def _terminal(self, table: Table, printers: Mapping[str, Printer], units: Mapping[int, Unit]) -> Terminal:
        printer, unit = table.text("receipt_printer", ""), table.number("unit", 0)
        if printer:
            table.one_of("receipt_printer", printer, printers, "Einen Drucker")
        if unit:
            table.one_of("unit", unit, units, "Einen Betrieb")
        return Terminal(
            table.number("number", least=1),
            table.text("name"),
            table.text("serial"),
            receipt_printer=printer,
            unit=unit,
            price_level=table.number("price_level", 0, most=LEVELS),
            active=table.flag("active", default=True),
        )

    def _printers(self) -> dict[str, Printer]:
        found: dict[str, Printer] = {}
        for table in self._top.tables("printer"):
            name, kind = table.text("name"), table.text("kind")
            if kind not in PRINTER_KINDS:
                table.wrong(f"„kind“ muss eines von {', '.join(PRINTER_KINDS)} sein.", "kind")
            if name in found:
                table.wrong(f"Einen Drucker {name} gibt es zweimal.", "name")
            found[name] = Printer(
                name,
                kind,
                address=table.text("address", ""),
                profile=table.text("profile", "default"),
                stations=table.texts("stations", ()),
            )
            table.end()
        return found

    def _rooms(self) -> tuple[dict[int, Area], dict[int, Place]]:
        areas, places = [], []
        for table in self._top.tables("area"):
            number = table.number("number", least=1)
            places += [(t, t.number("number", least=1), _place(t, number)) for t in table.tables("tables")]
            areas.append((table, number, Area(number, table.text("name"))))
        return by_number(areas, "Raum"), by_number(places, "Tisch")

    def _payments(self) -> dict[str, PaymentMethod]:
        found: dict[str, PaymentMethod] = {}
        for table in self._top.tables("payment"):
            code = table.text("code")
            if code in found:
                table.wrong(f"Eine Zahlungsart {code} gibt es zweimal.", "code")
            currency = table.text("currency", "")
            found[code] = PaymentMethod(
                code=code,
                name=table.text("name"),
                kind=table.choice("kind", PaymentKind),
                opens_drawer=table.flag("opens_drawer"),
                currency=currency,
                rate_micros=_rate(table) if currency else 0,
            )
            table.end()
        if not any(m.kind is PaymentKind.CASH and not m.currency for m in found.values()):
            self._top.wrong('Es fehlt eine Zahlungsart für Bargeld ([[payment]] mit kind = "cash").')
        return found


def _rate(table: Table) -> int:
    """ "1,05" → 1050000 millionths."""
    text = table.text("rate")
    whole, _, part = text.replace(",", ".").partition(".")
    digits = whole + part
    if not (digits.isascii() and digits.isdigit() and len(part) <= 6 and len(whole) <= 6 and int(digits)):
        table.wrong('„rate“ muss ein Kurs größer als 0 sein, etwa "1,0525".', "rate")
        return 0
    return int(whole or "0") * 1_000_000 + int(part.ljust(6, "0"))


def _place(table: Table, area: int) -> Place:
    return Place(
        number=table.number("number", least=1),
        area=area,
        x=table.number("x", 0),
        y=table.number("y", 0),
        width=table.number("width", 8, least=1),
        height=table.number("height", 8, least=1),
        round=table.flag("round"),
        seats=table.number("seats", 4),
        active=table.flag("active", default=True),
    )


def _unit(table: Table) -> Unit:
    return Unit(
        table.number("number", least=1), table.text("name"), active=table.flag("active", default=True)
    )


def _account(table: Table) -> InternalAccount:
    pricing = table.choice("pricing", Pricing, Pricing.LEVEL)
    if pricing is not Pricing.PERCENT and table.has("percent"):
        table.wrong('„percent“ gilt nur mit pricing = "percent".', "percent")
    return InternalAccount(
        table.number("number", least=1),
        table.text("name"),
        table.number("price_level", 1, least=1, most=LEVELS),
        pricing=pricing,
        percent=table.percent("percent") if pricing is Pricing.PERCENT else WHOLE,
        active=table.flag("active", default=True),
    )


def _agency(table: Table) -> Agency:
    return Agency(
        number=table.number("number", least=1),
        name=table.text("name"),
        street=table.text("street", ""),
        postcode=table.text("postcode", ""),
        city=table.text("city", ""),
        country=table.text("country", "DE"),
        tax_number=table.text("tax_number", ""),
        vat_id=table.text("vat_id", ""),
        active=table.flag("active", default=True),
    )


def _staff(top: Table, hash_pin: HashPin) -> tuple[Staff, dict[int, str]]:
    levels = by_number(
        ((t, t.number("number", least=1), _level(t)) for t in top.tables("level")), "Passwortebene"
    )
    rows, pins = [], {}
    for table in top.tables("operator"):
        number, level, pin = (
            table.number("number", least=1),
            table.number("level", least=1),
            table.text("pin"),
        )
        table.one_of("level", level, levels, "Eine Passwortebene")
        if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 12):
            table.wrong("„pin“ muss aus 4 bis 12 Ziffern bestehen.", "pin")
        operator = Operator(
            number=number,
            name=table.text("name"),
            level=level,
            pin_hash="" if top.faulty else hash_pin(pin),
            training=table.flag("training"),
            active=table.flag("active", default=True),
            price_level=table.number("price_level", 0, most=LEVELS),
            discount_percents=table.numbers("discount_percents", ()),
            discount_amounts=tuple(each.cents for each in table.moneys("discount_amounts", ())),
            language=table.text("language", ""),
            menus=table.flag("menus"),
            favourites=table.numbers("favourites", ()),
        )
        pins[number] = pin
        rows.append((table, number, operator))
    if not rows:
        top.wrong("Es fehlt ein Bediener ([[operator]]).")
    return Staff(by_number(rows, "Bediener"), levels), pins


def _level(table: Table) -> PasswordLevel:
    if table.raw("rights") == "all":
        rights = frozenset(Right)
    else:
        words = table.texts("rights")
        known = {right.value for right in Right}
        for word in words:
            table.one_of("rights", word, known, "Ein Recht")
        rights = frozenset(Right(word) for word in words if word in known)
    return PasswordLevel(table.number("number", least=1), table.text("name"), rights)


def _check_agencies(top: Table, house: House, catalogue: Catalogue) -> None:
    """Who sells must be named on the receipt."""
    for article in catalogue.articles.values():
        if article.agency and article.agency not in house.agencies:
            top.wrong(f"Eine Agentur {article.agency} gibt es nicht („{article.name}“).")


def _check_printers(top: Table, house: House, catalogue: Catalogue) -> None:
    """A slip that comes out nowhere would be a dish that nobody cooks."""
    served = {station for printer in house.printers.values() for station in printer.stations}
    for index, group in enumerate(catalogue.groups.values()):
        if group.station and group.station not in served:
            top.wrong(
                f"Für die Station „{group.station}“ druckt kein Drucker Bons.", "group", index, "station"
            )
