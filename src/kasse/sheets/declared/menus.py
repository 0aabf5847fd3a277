"""Menus with their pages, and prices that are to hold from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any

from kasse.domain.catalogue import LEVELS, Menu, PlannedPrice
from kasse.domain.master import Master
from kasse.settings.kinds import Day, Number, Sections, Text
from kasse.settings.kinds.references import Referred
from kasse.sheets.columns import column, fact, head, money, of, renumbered
from kasse.sheets.model import Key, Sheet, next_free

PLANNED_FROM = date(2020, 1, 1)
"""A planned price without a day is none; rows need one, and no earlier day has tax rates."""


def _with_menus(master: Master, rows: Mapping[Any, Menu]) -> Master:
    menus = tuple(menu for _, menu in sorted(rows.items()))
    return replace(master, catalogue=replace(master.catalogue, menus=menus))


def _new_menu(master: Master) -> Menu:
    return Menu(next_free({menu.number: menu for menu in master.catalogue.menus}), "", ())


MENUS: Sheet[Menu] = Sheet(
    key="menus",
    label="Karten",
    one="Die Karte",
    page="Speisekarte",
    help="Was beim Bonieren zu sehen ist: Karten mit Seiten, auf denen die Tasten der Artikel liegen.",
    table="menu",
    columns=(
        head(Number(1, 999), "Nummer", "In der Reihenfolge der Nummern stehen die Karten zur Auswahl; die erste ist zuerst zu sehen."),
        fact("name", Text(40), "Name", "So heißt die Karte, etwa Mittagskarte oder Bar.", shown=True, together=False),
        fact("price_level", Number(1, LEVELS), "Preisebene", "Zu diesen Preisen verkauft die Karte, wenn nichts anderes gewählt wird.", shown=True, words=("preis 2", "abendpreis")),
        fact("sections", Sections(), "Seiten", "Seiten und ihre Artikel, wie „Suppen: 1,2,3; Salate: 7,8“; 0 lässt einen Platz frei.", shown=True, together=False, words=("touchbelegung", "tastenbelegung", "layout", "buttons")),
    ),
    rows=lambda master: {menu.number: menu for menu in master.catalogue.menus},
    with_rows=_with_menus,
    title=attrgetter("name"),
    blank=_new_menu,
    renamed=renumbered(),
    words=("speisekarte", "touchbelegung", "tastatur", "tastenbelegung", "mittagskarte", "layout"),
)  # fmt: skip


def planned_key(planned: PlannedPrice) -> str:
    """By which a planned price is known: article, level and day."""
    return f"{planned.article}/{planned.level}/{planned.valid_from.isoformat()}"


def _at(planned: PlannedPrice, key: Key) -> PlannedPrice:
    article, level, day = str(key).split("/")
    return PlannedPrice(int(article), int(level), date.fromisoformat(day), planned.price)


def _with_planned(master: Master, rows: Mapping[Any, PlannedPrice]) -> Master:
    ordered = tuple(sorted(rows.values(), key=lambda row: (row.valid_from, row.article, row.level)))
    return replace(master, catalogue=replace(master.catalogue, planned=ordered))


def _new_planned(master: Master) -> PlannedPrice:
    last = max((row.valid_from for row in master.catalogue.planned), default=PLANNED_FROM)
    return PlannedPrice(min(master.catalogue.articles, default=0), 1, last, None)


PLANNED_PRICES: Sheet[PlannedPrice] = Sheet(
    key="planned_prices",
    label="Geplante Preise",
    one="Der geplante Preis",
    page="Speisekarte",
    help="Preise, die von einem Tag an gelten. Mit dem neuen Kassendatum kommen sie in die Artikel und verschwinden hier.",
    table="planned_price",
    columns=(
        column("entry", Text(40), "Eintrag", "Artikel, Preisebene und Tag, an denen der Eintrag zu erkennen ist.", planned_key, None, together=False, in_files=False),
        of("article", Referred.ARTICLE, "Artikel", "Der Preis dieses Artikels wird ein anderer.", shown=True, together=False),
        fact("level", Number(1, LEVELS), "Preisebene", "In dieser Preisebene gilt der neue Preis.", shown=True, together=False),
        column(
            "valid_from",
            Day(),
            "Gültig ab",
            "Vom Beginn dieses Kassendatums an gilt der Preis.",
            attrgetter("valid_from"),
            lambda row, value: replace(row, valid_from=value or PLANNED_FROM),
            shown=True,
            together=False,
            words=("datum", "stichtag", "preisänderung"),
        ),
        money("price", "wie Preis 1", "Neuer Preis", "Der neue Preis mit Steuer; leer gilt dann Preis 1.", shown=True),
    ),
    rows=lambda master: {planned_key(row): row for row in master.catalogue.planned},
    with_rows=_with_planned,
    title=planned_key,
    blank=_new_planned,
    renamed=_at,
    words=("preisänderung", "preiserhöhung", "stichtag", "zukünftige preise"),
)  # fmt: skip
