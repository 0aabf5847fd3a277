"""The catalogue in a file of master data: groups with their articles, side groups, menus."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from kasse.cli.toml_table import Table, as_all, as_money, as_text, by_number
from kasse.domain.business import House
from kasse.domain.business_case import SELLABLE, BusinessCase
from kasse.domain.catalogue import (
    LEVELS,
    Article,
    Catalogue,
    FunctionCode,
    MainGroup,
    Menu,
    MenuSection,
    PlannedPrice,
    ProductGroup,
    SaleTimes,
    SideGroup,
)
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.domain.tax import TaxClass

HUES = (
    "Ziegel", "Honig", "Petrol", "Kobalt", "Pflaume", "Wiese",
    "Himmel", "Kürbis", "Flieder", "Senf", "Tanne", "Himbeere",
)  # fmt: skip
"""The colours that a group or article may have."""


_FILE_NAME = re.compile(r"[^./\\][^/\\]{0,99}")


class CatalogueReader:
    """Reads groups with their articles, side groups and menus, and checks what refers to what."""

    def __init__(self, top: Table, house: House) -> None:
        self._top = top
        self._business = house.business
        self._units = house.units
        self._article_tables: list[tuple[Table, int, Article]] = []

    def read(self) -> Catalogue:
        """The catalogue; what is wrong has been noted in the table."""
        top = self._top
        main_groups = by_number(
            ((t, t.number("number", least=1), _main_group(t)) for t in top.tables("main_group")),
            "Hauptgruppe",
        )
        groups = by_number(
            ((t, t.number("number", least=1), self._group(t, main_groups)) for t in top.tables("group")),
            "Warengruppe",
        )
        articles = by_number(self._article_tables, "Artikel")
        sides = by_number(
            ((t, t.number("number", least=1), _side_group(t, articles)) for t in top.tables("side_group")),
            "Beilagengruppe",
        )
        for table, _, article in self._article_tables:
            for number in article.side_groups:
                table.one_of("side_groups", number, sides, "Eine Beilagengruppe")
            if article.take_away_group is not None:
                table.one_of("take_away_group", article.take_away_group, groups, "Eine Warengruppe")
            for number in article.units:
                table.one_of("units", number, self._units, "Einen Betrieb")
        menus = by_number(
            ((t, t.number("number", least=1), _menu(t, articles)) for t in top.tables("menu")), "Karte"
        )
        return Catalogue(
            self._business.country,
            articles,
            groups,
            main_groups,
            sides,
            tuple(menus.values()),
            planned=_planned_prices(top, articles),
            small_business=self._business.small_business,
        )

    def _group(self, table: Table, main_groups: Mapping[int, MainGroup]) -> ProductGroup:
        number, main_group = table.number("number", least=1), table.number("main_group", least=1)
        table.one_of("main_group", main_group, main_groups, "Eine Hauptgruppe")
        for each in table.tables("articles"):
            self._article_tables.append((each, each.number("number", least=1), _article(each, number)))
        return ProductGroup(
            number=number,
            name=table.text("name"),
            main_group=main_group,
            tax_class=table.choice("tax", TaxClass),
            hue=_hue(table, "Petrol"),
            station=table.text("station", ""),
            course=table.number("course", 0, most=99),
            active=table.flag("active", default=True),
        )


def _main_group(table: Table) -> MainGroup:
    return MainGroup(
        table.number("number", least=1), table.text("name"), active=table.flag("active", default=True)
    )


def _hue(table: Table, default: str) -> str:
    hue = table.text("hue", default)
    if hue and hue not in HUES:
        table.wrong(f"„hue“ muss eine der Farben {', '.join(HUES)} sein.", "hue")
    return hue


def _prices(table: Table) -> tuple[Money | None, ...]:
    """`price` for level 1 only, or `prices` by level; an empty text means: as level 1."""
    if table.has("price"):
        return (table.money("price"),)
    value = table.raw("prices")
    if value is None:
        return ()
    texts = as_all(value, as_text)
    if texts is None or not 1 <= len(texts) <= LEVELS or not texts[0]:
        table.wrong(f'„prices“ muss eine Liste von 1 bis {LEVELS} Beträgen wie "4,90" sein.', "prices")
        return ()
    try:
        return tuple(as_money(text) if text else None for text in texts)
    except Refused as refusal:
        table.wrong(str(refusal), "prices")
        return ()


def _cost(table: Table, key: str) -> Money | None:
    """What one costs, net; None if the file does not say so."""
    if not table.has(key):
        return None
    cost = table.money(key)
    if cost.cents < 0:
        table.wrong(f"„{key}“ darf nicht negativ sein.", key)
    return cost


def _hours(table: Table) -> str:
    """When in the week it is sold; empty: always."""
    text = table.text("sold_times", "")
    try:
        return str(SaleTimes.parse(text))
    except Refused as refusal:
        table.wrong(str(refusal), "sold_times")
        return ""


def _article(table: Table, group: int) -> Article:
    function = table.choice("function", FunctionCode) if table.has("function") else None
    take_away = table.number("take_away_group", least=1) if table.has("take_away_group") else None
    article = Article(
        number=table.number("number", least=1),
        name=table.text("name"),
        group=group,
        prices=_prices(table),
        open_price=table.flag("open_price"),
        zero_allowed=table.flag("zero_allowed"),
        by_weight=table.flag("by_weight"),
        side_groups=table.numbers("side_groups", ()),
        take_away_group=take_away,
        button_text=table.text("button", ""),
        hue=_hue(table, ""),
        function=function,
        scan_code=table.text("scan_code", ""),
        sold_out=table.flag("sold_out"),
        active=table.flag("active", default=True),
        case=table.choice("case", BusinessCase, BusinessCase.SALE),
        agency=table.number("agency", 0),
        price_level=table.number("price_level", 0, most=LEVELS),
        purchase_price=_cost(table, "purchase_price"),
        calculated_price=_cost(table, "calculated_price"),
        units=table.numbers("units", ()),
        picture=table.text("picture", ""),
        discount_percents=table.numbers("discount_percents", ()),
        amount_discounts=table.flag("amount_discounts", default=True),
        sold_times=_hours(table),
        sold_from=table.day("sold_from") if table.has("sold_from") else None,
        sold_until=table.day("sold_until") if table.has("sold_until") else None,
    )
    if article.picture and not _FILE_NAME.fullmatch(article.picture):
        table.wrong("„picture“ muss der bloße Name einer Datei sein, etwa schnitzel.png.", "picture")
    if article.case not in SELLABLE:
        words = ", ".join(sorted(case.value for case in SELLABLE))
        table.wrong(f"„case“ muss eines von {words} sein.", "case")
    if any(price is not None and price.cents < 0 for price in article.prices):
        table.wrong(f"„{article.name}“ hat einen negativen Preis.")
    if not article.prices and not article.open_price and function is None:
        table.wrong(f"„{article.name}“ hat keinen Preis. Bitte price, prices oder open_price angeben.")
    return article


def _side_group(table: Table, articles: Mapping[int, Article]) -> SideGroup:
    group = SideGroup(
        number=table.number("number", least=1),
        name=table.text("name"),
        articles=table.numbers("articles"),
        least=table.number("least", 0, most=99),
        most=table.number("most", 9, least=1, most=99),
        free=table.flag("free"),
    )
    for number in group.articles:
        table.one_of("articles", number, articles, "Einen Artikel")
    if group.least > group.most:
        table.wrong(f"„{group.name}“ verlangt mehr, als erlaubt ist (least über most).", "least")
    return group


def _menu(table: Table, articles: Mapping[int, Article]) -> Menu:
    sections = []
    for each in table.tables("sections"):
        section = MenuSection(each.text("name"), each.numbers("articles"), _hue(each, ""))
        for number in section.articles:
            if number:  # 0 leaves a place free
                each.one_of("articles", number, articles, "Einen Artikel")
        each.end()
        sections.append(section)
    return Menu(
        table.number("number", least=1),
        table.text("name"),
        tuple(sections),
        table.number("price_level", 1, least=1, most=LEVELS),
    )


def _planned_prices(top: Table, articles: Mapping[int, Article]) -> tuple[PlannedPrice, ...]:
    found: dict[tuple[date, int, int], PlannedPrice] = {}
    for table in top.tables("planned_price"):
        planned = PlannedPrice(
            article=table.number("article", least=1),
            level=table.number("level", 1, least=1, most=LEVELS),
            valid_from=table.day("valid_from"),
            price=None if table.raw("price") == "" else table.money("price"),
        )
        table.one_of("article", planned.article, articles, "Einen Artikel")
        if planned.price is None and planned.level == 1:
            table.wrong("Preis 1 kann nicht leer sein.", "price")
        if planned.price is not None and planned.price.cents < 0:
            table.wrong("„price“ darf nicht negativ sein.", "price")
        place = (planned.valid_from, planned.article, planned.level)
        if place in found:
            table.wrong("Für diesen Tag ist diese Preisebene schon geplant.", "article")
        found[place] = planned
        table.end()
    return tuple(found[place] for place in sorted(found))
