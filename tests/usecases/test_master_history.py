"""Whoever opens the history of a row reads in German who made what of what, and when; no PIN is ever seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kasse.domain.catalogue import MenuSection, PlannedPrice
from kasse.domain.money import Money
from kasse.domain.staff import Right
from kasse.settings.kinds import DOTS
from kasse.sheets import Sheet
from kasse.sheets.declared import (
    ALL,
    ARTICLES,
    BUSINESS,
    MENUS,
    OPERATORS,
    PASSWORD_LEVELS,
    PLANNED_PRICES,
    PRINTERS,
    REMARKS,
    VOID_REASONS,
)
from kasse.sheets.model import SINGLE
from kasse.usecases.change_master import Edit, change_master, remove
from kasse.usecases.master_history import Deed, row_history, sheet_history
from tests.store.house import BEER, Desk


def change(desk: Desk, sheet: Sheet[Any], key: Any, **fields: Any) -> None:
    row = sheet.rows(desk.till.master)[key]
    change_master(desk.till, desk.boss, [Edit(sheet, row, replace(row, **fields))])


def facts(desk: Desk, sheet: Sheet[Any], key: Any) -> list[tuple[str, str, str]]:
    """What the latest act did to a row."""
    return [(fact.label, fact.old, fact.new) for fact in row_history(desk.till, sheet, key)[0].facts]


class TestWords:
    def test_who_when_and_what_stand_there_newest_first(self, desk: Desk) -> None:
        change(desk, ARTICLES, BEER, name="Export")
        at = desk.clock
        change(desk, ARTICLES, BEER, name="Pils")
        newest, older = row_history(desk.till, ARTICLES, BEER)
        assert (older.operator_name, older.deed, older.key, older.title) == (
            "Chefin",
            Deed.CHANGED,
            BEER,
            "Pils",
        )
        assert abs((older.at - at).total_seconds()) < 2
        assert [(f.label, f.old, f.new) for f in newest.facts] == [("Bezeichnung", "Export", "Pils")]
        assert [(f.label, f.old, f.new) for f in older.facts] == [("Bezeichnung", "Helles", "Export")]

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"prices": (Money(480), None, Money(390))}, ("Preis 1", "4,40 €", "4,80 €")),
            ({"prices": (Money(440), Money(400), Money(390))}, ("Preis 2", "wie Preis 1", "4,00 €")),
            ({"prices": (Money(440),)}, ("Preis 3", "3,90 €", "wie Preis 1")),
            ({"group": 21}, ("Warengruppe", "Bier", "Kaffee mit Milch")),
            ({"sold_out": True}, ("Ausverkauft", "aus", "an")),
            ({"side_groups": (1, 2)}, ("Beilagengruppen", "", "Sättigungsbeilage, Salat")),
            ({"purchase_price": Money(110)}, ("Einkaufspreis", "unbekannt", "1,10 €")),
            ({"price_level": 2}, ("Feste Preisebene", "wie die Bestellung", "Preis 2")),
            ({"take_away_group": 30}, ("Warengruppe außer Haus", "", "Bücher")),
            ({"hue": "Honig"}, ("Farbe der Taste", "wie üblich", "Honig")),
        ],
    )
    def test_every_fact_of_an_article_in_the_words_of_its_column(
        self, desk: Desk, fields: dict[str, Any], told: tuple[str, str, str]
    ) -> None:
        change(desk, ARTICLES, BEER, **fields)
        assert facts(desk, ARTICLES, BEER) == [told]

    def test_facts_of_other_kinds(self, desk: Desk) -> None:
        change(desk, MENUS, 2, sections=(MenuSection("Heute", (100,)), MenuSection("Bier", (200,), "Honig")))
        assert facts(desk, MENUS, 2) == [("Seiten", "Heute", "Heute, Bier")]
        change(desk, PRINTERS, "Küche", stations=("Küche", "Pass"))
        assert facts(desk, PRINTERS, "Küche") == [("Stationen", "Küche", "Küche, Pass")]
        change(desk, PASSWORD_LEVELS, 3, rights=frozenset({Right.ORDER}))
        assert facts(desk, PASSWORD_LEVELS, 3) == [("Rechte", "", "Bonieren")]
        change(desk, BUSINESS, SINGLE, city="Vilshofen", owner="Resi Linde")
        assert sorted(facts(desk, BUSINESS, SINGLE)) == [
            ("Inhaber", "", "Resi Linde"),
            ("Ort", "Passau", "Vilshofen"),
        ]

    def test_a_pin_is_dots_before_and_after(self, desk: Desk) -> None:
        change(desk, OPERATORS, 1, pin_hash="another-hash")
        assert facts(desk, OPERATORS, 1) == [("PIN", DOTS, DOTS)]
        assert "hash" not in str(sheet_history(desk.till, OPERATORS))


class TestComingAndGoing:
    def test_a_new_row_tells_all_that_it_got_and_a_deleted_one_all_that_it_had(self, desk: Desk) -> None:
        wine = replace(desk.till.catalogue.article(BEER), number=777, name="Wein", scan_code="")
        change_master(desk.till, desk.boss, [Edit(ARTICLES, None, wine)])
        remove(desk.till, desk.boss, ARTICLES, [desk.till.catalogue.article(777)])
        gone, new = row_history(desk.till, ARTICLES, 777)
        assert (new.deed, gone.deed, gone.title) == (Deed.NEW, Deed.GONE, "Wein")
        assert ("Bezeichnung", "", "Wein") in [(f.label, f.old, f.new) for f in new.facts]
        assert ("Preis 1", "", "4,40 €") in [(f.label, f.old, f.new) for f in new.facts]
        assert ("Bezeichnung", "Wein", "") in [(f.label, f.old, f.new) for f in gone.facts]

    def test_planned_prices_are_known_by_article_level_and_day(self, desk: Desk) -> None:
        planned = PlannedPrice(BEER, 1, date(2026, 6, 1), Money(480))
        change_master(desk.till, desk.boss, [Edit(PLANNED_PRICES, None, planned)])
        (entry,) = row_history(desk.till, PLANNED_PRICES, "200/1/2026-06-01")
        assert [(f.label, f.old, f.new) for f in entry.facts] == [("Neuer Preis", "", "4,80 €")]

    def test_texts_of_one_list_are_not_told_among_those_of_another(self, desk: Desk) -> None:
        change(desk, REMARKS, 1, text="ohne Knoblauch")
        change(desk, VOID_REASONS, 2, text="Kalt")
        assert facts(desk, REMARKS, 1) == [("Bemerkung", "ohne Zwiebeln", "ohne Knoblauch")]
        assert facts(desk, VOID_REASONS, 2) == [("Grund", "Reklamation", "Kalt")]
        assert len([e for e in sheet_history(desk.till, REMARKS) if e.deed is Deed.CHANGED]) == 1


class TestWholeSheets:
    @pytest.mark.parametrize("sheet", ALL, ids=lambda sheet: sheet.key)
    def test_each_sheet_tells_of_its_own_rows_and_of_the_setting_up(
        self, desk: Desk, sheet: Sheet[Any]
    ) -> None:
        entries = sheet_history(desk.till, sheet)
        assert all(entry.deed is Deed.SET_UP and entry.key is None for entry in entries)

    def test_several_rows_of_one_act_are_told_one_by_one(self, desk: Desk) -> None:
        rows = [desk.till.catalogue.articles[number] for number in (100, 101)]
        change_master(
            desk.till,
            desk.boss,
            [Edit(ARTICLES, row, replace(row, name=f"Neu {row.number}")) for row in rows],
        )
        entries = [entry for entry in sheet_history(desk.till, ARTICLES) if entry.deed is Deed.CHANGED]
        assert {(entry.key, entry.title) for entry in entries} == {(100, "Neu 100"), (101, "Neu 101")}
        assert len({entry.seq for entry in entries}) == 1
