"""Before a file is taken over everybody sees what it would change, and every line that does not fit says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kasse.domain.business import Business
from kasse.domain.catalogue import Article, PlannedPrice
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.domain.tax import TaxClass
from kasse.sheets import Sheet
from kasse.sheets.declared import (
    ARTICLES,
    BUSINESS,
    PAYMENT_METHODS,
    PLANNED_PRICES,
    PRODUCT_GROUPS,
)
from kasse.sheets.headings import TAX_RATE, ColumnMapping, guessed, targets
from kasse.sheets.preview import Preview, preview
from kasse.sheets.reading import german_number
from kasse.sheets.transfer import read_table
from tests.sheets.examples import MASTER, house_with

DAY = date(2026, 5, 4)
SOUP = Article(7, "Suppe", 10, (Money(590),), scan_code="123")
BEER = Article(8, "Bier", 20, (Money(450), Money(400)))
HOUSE = house_with({7: SOUP, 8: BEER})


def look(
    content: str,
    sheet: Sheet[Any] = ARTICLES,
    master: Master = HOUSE,
    mapping: ColumnMapping | None = None,
) -> Preview:
    return preview(sheet, master, read_table(sheet, content.encode()), mapping, day=DAY)


def told(found: Preview) -> list[str]:
    return [str(error) for error in found.errors]


class TestWhatWouldChange:
    def test_changed_new_and_unchanged_rows_are_told_apart(self) -> None:
        found = look(
            "Nummer;Bezeichnung;Warengruppe;Preis 1\n7;Tagessuppe;10;6,50\n8;Bier;20;4,50\n9;Wein;20;7\n"
        )
        assert [change.after for change in found.changed] == [
            replace(SOUP, name="Tagessuppe", prices=(Money(650),))
        ]
        assert [change.after for change in found.new] == [Article(9, "Wein", 20, (Money(700),))]
        assert (found.unchanged, found.errors, found.unknown_columns) == (1, (), ())

    def test_each_changed_cell_says_what_it_is_and_what_it_would_be(self) -> None:
        (change,) = look("Nummer;Preis 1;Warengruppe;Preis 2\n7;6,50;Bier;5\n").changed
        assert [(each.column.label, each.old, each.new) for each in change.cells] == [
            ("Warengruppe", "Hauptspeisen", "Bier"),
            ("Preis 1", "5,90 €", "6,50 €"),
            ("Preis 2", "wie Preis 1", "5,00 €"),
        ]
        assert (change.line, change.key, change.title) == (2, 7, "Suppe")

    def test_columns_that_the_file_has_not_leave_values_alone(self) -> None:
        (change,) = look("Nummer;Bezeichnung\n8;Helles\n").changed
        assert change.after == replace(BEER, name="Helles")

    def test_an_empty_cell_empties_what_may_be_empty(self) -> None:
        (change,) = look("Nummer;Preis 2;EAN-Code\n8;;\n").changed
        assert change.after == replace(BEER, prices=(Money(450),))

    def test_headings_may_be_labels_or_keys_in_any_order_and_spelling(self) -> None:
        found = look("PRICE_1;bezeichnung ;Artikel-Nr.\n6,50;Suppe;7\n")
        assert [each.after.prices[0] for each in found.changed] == [Money(650)]

    def test_unknown_columns_are_named_and_left_out(self) -> None:
        assert look("Nummer;Bezeichnung;Lagerort\n7;Suppe;Keller\n").unknown_columns == ("Lagerort",)

    def test_a_file_without_a_single_known_column_is_refused(self) -> None:
        with pytest.raises(Refused, match="Nummer, Bezeichnung"):
            look("a;b\n1;2\n")


class TestErrors:
    def test_every_line_that_does_not_fit_says_where_and_why(self) -> None:
        found = look(
            "Nummer;Bezeichnung;Warengruppe;Preis 1\n"
            "7;Suppe;10;zwölf\n"
            "x;Salat;10;1\n"
            ";Salat;10;1\n"
            "8;Bier;Weine;1.000\n"
            "7;Suppe;10;5,90\n"
            "9;" + "x" * 99 + ";10;1\n"
        )
        assert told(found) == [
            "Zeile 2, Preis 1: Bitte einen Betrag von 0,00 bis 99.999,99 € angeben.",
            "Zeile 3, Nummer: Bitte eine ganze Zahl von 1 bis 999999 angeben.",
            "Zeile 4, Nummer: Hier muss etwas stehen.",
            (
                "Zeile 5, Warengruppe: Eine Warengruppe „Weine“ gibt es nicht. Bitte anlegen, oder eine Spalte mit dem "
                "Steuersatz zuordnen, dann wird sie vorgeschlagen."
            ),
            "Zeile 5, Preis 1: „1.000“ kann zweierlei heißen. Bitte 1000 oder 1,000 schreiben.",
            "Zeile 7, Bezeichnung: Bitte höchstens 60 Zeichen in einer Zeile angeben.",
        ]

    def test_the_same_row_twice_is_an_error(self) -> None:
        assert told(look("Nummer;Bezeichnung\n7;A\n9;C\n7;B\n")) == [
            "Zeile 4, Nummer: „7“ steht schon in Zeile 2."
        ]

    def test_where_nobody_makes_new_rows_none_come_from_a_file(self) -> None:
        closed = replace(ARTICLES, blank=None)
        (error,) = told(look("Nummer;Name\n99;Neu\n", closed))
        assert error == "Zeile 2, Nummer: Diese Zeile gibt es nicht, und neue werden hier nicht angelegt."

    def test_a_code_that_a_spreadsheet_shortened_is_not_taken(self) -> None:
        (error,) = told(look("Nummer;EAN-Code\n7;4,00638E+12\n"))
        assert error.startswith("Zeile 2, EAN-Code: „4,00638E+12“ ist eine gekürzte Zahl.")


class TestOtherSheets:
    def test_the_only_row_of_a_sheet_needs_no_key(self) -> None:
        found = look("Firma;Ort\nNeu GmbH;Köln\n", BUSINESS)
        (change,) = found.changed
        assert change.after == replace(MASTER.house.business, name="Neu GmbH", city="Köln")
        assert isinstance(change.before, Business)
        assert told(look("Firma;Ort\nA;B\nC;D\n", BUSINESS)) == ["Zeile 3: Hier gibt es nur eine Zeile."]

    def test_rows_known_by_a_code_of_their_own_are_made_under_it(self) -> None:
        head = PAYMENT_METHODS.columns[0].label
        (change,) = look(f"{head};Name\nPP;PayPal\n", PAYMENT_METHODS).new
        assert (change.key, change.title) == ("PP", "PayPal")

    def test_a_key_made_of_other_columns_finds_its_row(self) -> None:
        planned = PlannedPrice(7, 1, date(2026, 6, 1), Money(600))
        house = replace(HOUSE, catalogue=replace(HOUSE.catalogue, planned=(planned,)))
        found = look(
            "Artikel;Preisebene;Gültig ab;Neuer Preis\n7;1;01.06.2026;6,50\nBier;2;2026-06-01;3\n",
            PLANNED_PRICES,
            house,
        )
        assert [change.after for change in found.changed] == [replace(planned, price=Money(650))]
        assert [change.after for change in found.new] == [PlannedPrice(8, 2, date(2026, 6, 1), Money(300))]


FOREIGN = """\
Art.-Nr.;Artikelbezeichnung;Kategorie;VK brutto;MwSt.;GTIN;EK-Preis;Lager
501;Riesling 0,2;Wein;7.50;19%;4006381333931;2,10;3
502;Flammkuchen;Speisen;11,90 €;7;;;
503;Kaffee to go;Wein;3.20;0,07;;;
7;Suppe;Hauptspeisen;6.50;7 %;;;
"""


@pytest.mark.feature("M-IF-09")
class TestArticlesFromAnotherTill:
    def test_foreign_headings_are_understood(self) -> None:
        table = read_table(ARTICLES, FOREIGN.encode())
        assert guessed(ARTICLES, table.headings).targets == (
            "number", "name", "group", "price_1", TAX_RATE, "scan_code", "purchase_price", None,
        )  # fmt: skip

    def test_articles_come_with_price_code_and_the_product_groups_that_they_need(self) -> None:
        found = look(FOREIGN)
        assert told(found) == []
        assert [(group.name, group.tax_class) for group in found.groups] == [
            ("Wein", TaxClass.STANDARD),
            ("Speisen", TaxClass.REDUCED),
            ("Wein 7 %", TaxClass.REDUCED),
        ]
        wine, food, other = (group.number for group in found.groups)
        assert [change.after for change in found.new] == [
            Article(
                501, "Riesling 0,2", wine, (Money(750),), scan_code="4006381333931", purchase_price=Money(210)
            ),
            Article(502, "Flammkuchen", food, (Money(1190),)),
            Article(503, "Kaffee to go", other, (Money(320),)),
        ]
        assert [change.after for change in found.changed] == [
            replace(SOUP, prices=(Money(650),), scan_code="")
        ]
        assert found.new[0].cells[1].new == "Wein"

    def test_what_a_column_is_can_be_told_column_by_column(self) -> None:
        table = read_table(ARTICLES, b"Nr;Was;Netto;Brutto\n9;Wein;6,30;7,50\n")
        mapping = guessed(ARTICLES, table.headings)
        assert mapping.targets == ("number", None, None, "price_1")
        mapping = mapping.with_target(1, "name").with_target(2, "price_1").with_target(3, "price_1")
        assert mapping.targets == ("number", "name", None, "price_1")
        (change,) = preview(ARTICLES, HOUSE, table, mapping, day=DAY).new
        assert (change.after.name, change.after.prices) == ("Wein", (Money(750),))

    def test_every_target_is_a_column_of_the_sheet_or_the_rate_of_tax(self) -> None:
        assert [target.key for target in targets(ARTICLES)][-1] == TAX_RATE
        assert TAX_RATE not in [target.key for target in targets(PRODUCT_GROUPS)]

    def test_without_numbers_articles_are_known_by_their_names_and_new_ones_get_free_numbers(self) -> None:
        found = look("Produkt;Preis;MwSt\nSuppe;6,50;7\nWein;7;19\nSaft;4;19\n")
        assert [change.key for change in found.changed] == [7]
        assert [change.key for change in found.new] == [9, 10]
        assert [group.name for group in found.groups] == ["Artikel 19 %"]

    def test_a_name_that_several_bear_needs_the_number(self) -> None:
        house = house_with({7: SOUP, 8: replace(BEER, name="Suppe")})
        (error,) = told(look("Produkt;Preis\nSuppe;6,50\n", master=house))
        assert "gibt es mehrmals" in error

    def test_a_rate_that_does_not_fit_the_group_is_not_passed_over(self) -> None:
        assert told(look("Nummer;Warengruppe;MwSt\n7;20;7\n")) == [
            "Zeile 2, Warengruppe: 7 % passen nicht zur Warengruppe 20 mit 19 %. Bitte eine andere Warengruppe angeben."
        ]
        assert told(look("Nummer;MwSt\n8;7\n")) == [
            "Zeile 2, Steuersatz: 7 % passen nicht zur Warengruppe 20 mit 19 %. Bitte eine andere Warengruppe angeben."
        ]

    def test_a_rate_that_the_country_has_not_is_an_error(self) -> None:
        (error,) = told(look("Nummer;Bezeichnung;Gruppe;MwSt\n9;Wein;Wein;8\n"))
        assert (
            error == "Zeile 2, Warengruppe: Einen Steuersatz von 8 % gibt es nicht. Es gibt 19 %, 7 %, 0 %."
        )

    def test_our_own_files_never_ask_for_new_groups(self) -> None:
        assert look("Nummer;Bezeichnung;Warengruppe\n9;Wein;20\n").groups == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [("12.50", "12,5"), ("12,50 €", "12,5"), ("1.234,56", "1234,56"), ("1,234.56", "1234,56"), ("7 %", "7"),
     ("EUR 3", "3"), ("12,-", "12"), ("-4.5", "-4,5"), ("19,0000", "19"), ("abc", "abc"), ("", "")],
)  # fmt: skip
def test_numbers_are_understood_as_spreadsheets_and_other_programs_write_them(text: str, number: str) -> None:
    assert german_number(text) == number


def test_a_number_that_may_mean_two_things_is_not_guessed() -> None:
    with pytest.raises(Refused, match="zweierlei"):
        german_number("1.234")
