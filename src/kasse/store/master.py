"""Master data between tables and values, and what changed from one state to the next."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Table

from kasse.domain.business import (
    Agency,
    Area,
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
from kasse.domain.business_case import BusinessCase
from kasse.domain.catalogue import (
    Article,
    Catalogue,
    FunctionCode,
    MainGroup,
    Menu,
    MenuSection,
    PlannedPrice,
    ProductGroup,
    SideGroup,
)
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.staff import Operator, PasswordLevel, Right, Staff
from kasse.domain.tax import TaxClass
from kasse.store.rows import business_of, business_text, dump
from kasse.store.statements import add_rows, run
from kasse.store.tables import master as tables

Row = Sequence[Any]
T = TypeVar("T")
SECRET_COLUMNS = frozenset({"pin_hash", "card"})
"""Columns whose values stay out of the journal; that they changed is written down."""


def _cents(price: Money | None) -> int | None:
    return None if price is None else price.cents


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(json.loads(text)) if text != "[]" else ()


def _day_text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _article_row(a: Article) -> tuple[Any, ...]:
    return (
        a.number, a.name, a.group, dump([_cents(p) for p in a.prices]),
        int(a.open_price), int(a.zero_allowed), dump(list(a.side_groups)), a.take_away_group, a.button_text,
        a.hue, None if a.function is None else a.function.value, a.scan_code, int(a.sold_out), int(a.active),
        a.case.value, a.agency, a.price_level, _cents(a.purchase_price), _cents(a.calculated_price),
        dump(list(a.units)), a.picture, dump(list(a.discount_percents)), int(a.amount_discounts),
        a.sold_times, _day_text(a.sold_from), _day_text(a.sold_until), int(a.by_weight),
    )  # fmt: skip


def _article(r: Row) -> Article:
    return Article(
        r[0], r[1], r[2], tuple(_money(p) for p in json.loads(r[3])), bool(r[4]), bool(r[5]), _numbers(r[6]),
        r[7], r[8], r[9], None if r[10] is None else FunctionCode(r[10]), r[11], bool(r[12]), bool(r[13]),
        BusinessCase(r[14]), r[15], r[16], _money(r[17]), _money(r[18]), _numbers(r[19]), r[20],
        _numbers(r[21]), bool(r[22]), r[23], _day(r[24]), _day(r[25]), bool(r[26]),
    )  # fmt: skip


def _section_record(s: MenuSection) -> list[Any]:
    """A section without a hue is kept as it was before there were hues."""
    return [s.name, list(s.articles), *([s.hue] if s.hue else [])]


def _menu(r: Row) -> Menu:
    sections = tuple(MenuSection(name, tuple(articles), *hue) for name, articles, *hue in json.loads(r[2]))
    return Menu(r[0], r[1], sections, r[3])


def _method_rows(methods: Iterable[PaymentMethod]) -> list[tuple[Any, ...]]:
    return [
        (
            m.code,
            pos,
            m.name,
            m.kind.value,
            int(m.opens_drawer),
            m.currency,
            m.rate_micros,
            int(m.active),
            m.rank,
        )
        for pos, m in enumerate(methods)
    ]


def _operator_row(o: Operator) -> tuple[Any, ...]:
    return (
        o.number, o.name, o.level, o.pin_hash, int(o.training), int(o.active), o.price_level,
        dump(list(o.discount_percents)), dump(list(o.discount_amounts)), o.card, o.language, int(o.menus),
        dump(list(o.favourites)),
    )  # fmt: skip


def _rows_of(master: Master) -> Mapping[Table, list[tuple[Any, ...]]]:
    """Every row that a state of the master data consists of."""
    house, catalogue, staff = master.house, master.catalogue, master.staff
    return {
        tables.BUSINESS: [(1, business_text(house.business))],
        tables.MAIN_GROUP: [(g.number, g.name, int(g.active)) for g in catalogue.main_groups.values()],
        tables.PRODUCT_GROUP: [
            (g.number, g.name, g.main_group, g.tax_class.value, g.hue, g.station, g.course, int(g.active))
            for g in catalogue.groups.values()
        ],
        tables.SIDE_GROUP: [
            (g.number, g.name, dump(list(g.articles)), g.least, g.most, int(g.free))
            for g in catalogue.side_groups.values()
        ],
        tables.ARTICLE: [_article_row(a) for a in catalogue.articles.values()],
        tables.MENU: [
            (m.number, m.name, dump([_section_record(s) for s in m.sections]), m.price_level)
            for m in catalogue.menus
        ],
        tables.OPERATOR: [_operator_row(o) for o in staff.operators.values()],
        tables.PASSWORD_LEVEL: [
            (p.number, p.name, dump(sorted(r.value for r in p.rights))) for p in staff.levels.values()
        ],
        tables.TERMINAL: [
            (t.number, t.name, t.serial, t.receipt_printer, t.unit, t.price_level, int(t.active))
            for t in house.terminals.values()
        ],
        tables.AREA: [(a.number, a.name) for a in house.areas.values()],
        tables.PLACE: [
            (p.number, p.area, p.x, p.y, p.width, p.height, int(p.round), p.seats, int(p.active))
            for p in house.places.values()
        ],
        tables.PAYMENT_METHOD: _method_rows(house.payment_methods.values()),
        tables.INTERNAL_ACCOUNT: [
            (a.number, a.name, a.price_level, a.pricing.value, a.percent, int(a.active))
            for a in house.internal_accounts.values()
        ],
        tables.PRINTER: [
            (p.name, p.kind, p.address, p.profile, dump(list(p.stations))) for p in house.printers.values()
        ],
        tables.AGENCY: [
            (a.number, a.name, a.street, a.postcode, a.city, a.country, a.tax_number, a.vat_id, int(a.active))
            for a in house.agencies.values()
        ],
        tables.WORDS: [("void_reason", i, text) for i, text in enumerate(house.void_reasons)]
        + [("remark", i, text) for i, text in enumerate(house.remarks)],
        tables.UNIT: [(u.number, u.name, int(u.active)) for u in house.units.values()],
        tables.PLANNED_PRICE: [
            (p.article, p.level, p.valid_from.isoformat(), _cents(p.price)) for p in catalogue.planned
        ],
    }


def load_master(connection: Connection) -> Master | None:
    """The master data as stored; None while there are none."""

    def all_of(table: Table, order: str = "") -> Sequence[Row]:
        rows: Sequence[Row] = run(
            connection, f"SELECT * FROM {table.name} ORDER BY {order or '1'}"
        ).fetchall()
        return rows

    def by_first(table: Table, make: Callable[[Row], T], order: str = "") -> dict[Any, T]:
        return {row[0]: make(row) for row in all_of(table, order)}

    business = all_of(tables.BUSINESS)
    if not business:
        return None
    head = business_of(business[0][1])
    words = all_of(tables.WORDS, "kind, pos")
    house = House(
        business=head,
        terminals=by_first(
            tables.TERMINAL, lambda r: Terminal(r[0], r[1], r[2], r[3], r[4], r[5], bool(r[6]))
        ),
        areas=by_first(tables.AREA, lambda r: Area(*r)),
        places=by_first(
            tables.PLACE, lambda r: Place(r[0], r[1], r[2], r[3], r[4], r[5], bool(r[6]), r[7], bool(r[8]))
        ),
        payment_methods=by_first(
            tables.PAYMENT_METHOD,
            lambda r: PaymentMethod(r[0], r[2], PaymentKind(r[3]), bool(r[4]), r[5], r[6], bool(r[7]), r[8]),
            "pos",
        ),
        internal_accounts=by_first(
            tables.INTERNAL_ACCOUNT,
            lambda r: InternalAccount(r[0], r[1], r[2], Pricing(r[3]), r[4], bool(r[5])),
        ),
        printers=by_first(tables.PRINTER, lambda r: Printer(r[0], r[1], r[2], r[3], tuple(json.loads(r[4])))),
        void_reasons=tuple(r[2] for r in words if r[0] == "void_reason"),
        remarks=tuple(r[2] for r in words if r[0] == "remark"),
        agencies=by_first(
            tables.AGENCY, lambda r: Agency(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], bool(r[8]))
        ),
        units=by_first(tables.UNIT, lambda r: Unit(r[0], r[1], bool(r[2]))),
    )
    catalogue = Catalogue(
        country=head.country,
        articles=by_first(tables.ARTICLE, _article),
        groups=by_first(
            tables.PRODUCT_GROUP,
            lambda r: ProductGroup(r[0], r[1], r[2], TaxClass(r[3]), r[4], r[5], r[6], bool(r[7])),
        ),
        main_groups=by_first(tables.MAIN_GROUP, lambda r: MainGroup(r[0], r[1], bool(r[2]))),
        side_groups=by_first(
            tables.SIDE_GROUP,
            lambda r: SideGroup(r[0], r[1], tuple(json.loads(r[2])), r[3], r[4], bool(r[5])),
        ),
        menus=tuple(_menu(r) for r in all_of(tables.MENU)),
        planned=tuple(
            PlannedPrice(r[0], r[1], date.fromisoformat(r[2]), _money(r[3]))
            for r in all_of(tables.PLANNED_PRICE, "valid_from, article, level")
        ),
        small_business=head.small_business,
    )
    staff = Staff(
        operators=by_first(
            tables.OPERATOR,
            lambda r: Operator(
                r[0],
                r[1],
                r[2],
                r[3],
                bool(r[4]),
                bool(r[5]),
                r[6],
                _numbers(r[7]),
                _numbers(r[8]),
                r[9],
                r[10],
                bool(r[11]),
                _numbers(r[12]),
            ),
        ),
        levels=by_first(
            tables.PASSWORD_LEVEL,
            lambda r: PasswordLevel(r[0], r[1], frozenset(Right(x) for x in json.loads(r[2]))),
        ),
    )
    return Master(house, catalogue, staff, master_version(connection))


def master_version(connection: Connection, *, lock: bool = False) -> int:
    """How often the master data were changed. `lock`: so it stays until the transaction ends."""
    until = " FOR UPDATE" if lock and connection.dialect.name != "sqlite" else ""
    number: int = run(connection, f"SELECT number FROM master_version WHERE id=1{until}").scalar_one()
    return number


def _keyed(table: Table, rows: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    width = len(table.primary_key.columns)
    return {row[:width]: row for row in rows}


def store_master(connection: Connection, before: Master | None, after: Master) -> list[dict[str, object]]:
    """Write the rows that differ; returns what changed: table, key, old and new values (GoBD Rz. 107 ff.)."""
    old_rows = {} if before is None else _rows_of(before)
    changes: list[dict[str, object]] = []
    for table, rows in _rows_of(after).items():
        old = _keyed(table, old_rows.get(table, []))
        new = _keyed(table, rows)
        gone = [key for key in old if key not in new]
        changed = [key for key, row in new.items() if key in old and old[key] != row]
        added = [row for key, row in new.items() if key not in old]
        where = " AND ".join(f"{column.name}=?" for column in table.primary_key.columns)
        for key in (*gone, *changed):
            run(connection, f"DELETE FROM {table.name} WHERE {where}", key)
        fresh = added + [new[key] for key in changed]
        if fresh:
            add_rows(connection, table, fresh)
        if before is None:
            changes += [{"table": table.name, "rows": len(fresh)}] if fresh else []
            continue
        changes.extend(_change(table, old[key], None) for key in gone)
        changes.extend(_change(table, old[key], new[key]) for key in changed)
        changes.extend(_change(table, None, row) for row in added)
    return changes


def _change(table: Table, old: Row | None, new: Row | None) -> dict[str, object]:
    names = [column.name for column in table.columns]
    whole = new or old or ()
    width = len(table.primary_key.columns)
    change: dict[str, object] = {"table": table.name, "key": list(whole[:width])}
    if old is None or new is None:
        change["new" if old is None else "gone"] = 1
    for i, name in enumerate(names):
        before = None if old is None else old[i]
        after = None if new is None else new[i]
        if before != after and i >= width:
            pair = [before, after]
            change[name] = [each and "•" for each in pair] if name in SECRET_COLUMNS else pair
    return change
