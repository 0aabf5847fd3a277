"""A house cannot be changed into one in which something is missing, clashes, or locks everybody out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kasse.domain.business import PaymentKind, PaymentMethod, Place, Pricing, Printer, Terminal, Unit
from kasse.domain.catalogue import Article, MainGroup, Menu, MenuSection, PlannedPrice
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.staff import Operator, PasswordLevel, Right
from kasse.sheets import Sheet, declared
from kasse.sheets.check import Rules, overreach, problems
from tests.store.house import BEER, SCHNITZEL, small_master

HOUSE = small_master()


def changed(sheet: Sheet[Any], *rows: Any, master: Master = HOUSE) -> Master:
    """The house with these rows."""
    return sheet.with_rows(master, {**sheet.rows(master), **{sheet.key_of(row): row for row in rows}})


def without(sheet: Sheet[Any], key: Any, master: Master = HOUSE) -> Master:
    """The house without a row."""
    return sheet.with_rows(master, {k: row for k, row in sheet.rows(master).items() if k != key})


def row(sheet: Sheet[Any], key: Any, **fields: Any) -> Any:
    """A row of the house with other values."""
    return replace(sheet.rows(HOUSE)[key], **fields)


def test_a_house_that_is_not_changed_has_no_problems() -> None:
    assert problems(HOUSE, HOUSE) == ()


Case = tuple[Sheet[Any], Callable[[], Any], str, str]
WRONG: list[Case] = [
    (declared.ARTICLES, lambda: row(declared.ARTICLES, BEER, name=" "), "name", "Namen eintragen"),
    (declared.ARTICLES, lambda: row(declared.ARTICLES, BEER, group=77), "group", "Eine Warengruppe 77 gibt es nicht"),
    (declared.ARTICLES, lambda: row(declared.ARTICLES, BEER, group=0), "group", "Bitte eine Warengruppe wählen"),
    (declared.ARTICLES, lambda: row(declared.ARTICLES, BEER, take_away_group=77), "take_away_group", "77 gibt es nicht"),
    (declared.ARTICLES, lambda: row(declared.ARTICLES, BEER, side_groups=(1, 9)), "side_groups", "Beilagengruppe 9"),
    (declared.ARTICLES, lambda: row(declared.ARTICLES, BEER, agency=9), "agency", "Einen Auftraggeber 9"),
    (declared.ARTICLES, lambda: row(declared.ARTICLES, BEER, units=(4,)), "units", "Einen Betrieb 4"),
    (declared.ARTICLES, lambda: row(declared.ARTICLES, BEER, prices=()), "price_1", "Preis 1 eintragen"),
    (declared.ARTICLES, lambda: row(declared.ARTICLES, BEER, prices=(Money(400), Money(-1))), "price_2", "Betrag von 0,00"),
    (declared.PRODUCT_GROUPS, lambda: row(declared.PRODUCT_GROUPS, 10, main_group=9), "main_group", "Hauptgruppe 9"),
    (declared.PRODUCT_GROUPS, lambda: row(declared.PRODUCT_GROUPS, 10, station="Grill"), "station", "druckt kein Drucker"),
    (declared.PRODUCT_GROUPS, lambda: row(declared.PRODUCT_GROUPS, 10, hue="Rosa"), "hue", "Zur Auswahl stehen"),
    (declared.SIDE_GROUPS, lambda: row(declared.SIDE_GROUPS, 1, least=3, most=2), "least", "mehr als höchstens 2"),
    (declared.SIDE_GROUPS, lambda: row(declared.SIDE_GROUPS, 1, articles=()), "articles", "nichts zu wählen"),
    (declared.SIDE_GROUPS, lambda: row(declared.SIDE_GROUPS, 1, articles=(9999,)), "articles", "Artikel 9999"),
    (declared.MENUS, lambda: Menu(7, "Neu", (MenuSection("Eins", (BEER, 0, 9999)),)), "sections", "Artikel 9999"),
    (declared.PLANNED_PRICES, lambda: PlannedPrice(9999, 1, declared.menus.PLANNED_FROM, Money(1)), "article", "9999"),
    (declared.PLANNED_PRICES, lambda: PlannedPrice(BEER, 1, declared.menus.PLANNED_FROM, None), "price", "nicht leer"),
    (declared.ARTICLES, lambda: row(declared.ARTICLES, BEER, sold_times="mittags"), "sold_times", "Mo-Fr 11:00-14:30"),
    (declared.ARTICLES, lambda: row(declared.ARTICLES, BEER, sold_from=date(2026, 12, 1), sold_until=date(2026, 11, 1)), "sold_until", "späteren Tag"),
    (declared.PLACES, lambda: Place(50, 9), "area", "Einen Bereich 9"),
    (declared.OPERATORS, lambda: Operator(98, "Menü", 1, "x"), "number", "für Menübestellungen reserviert"),
    (declared.OPERATORS, lambda: Operator(5, "Eva", 9, "x"), "level", "Eine Passwortebene 9"),
    (declared.PAYMENT_METHODS, lambda: PaymentMethod("USD", "Dollar", PaymentKind.CASH, currency="USD"), "rate", "Kurs"),
    (declared.PAYMENT_METHODS, lambda: PaymentMethod("USD", "Dollar", PaymentKind.CARD, currency="USD", rate_micros=1), "currency", "nur bei Bargeld"),
    (declared.PAYMENT_METHODS, lambda: PaymentMethod("USD", "Dollar", PaymentKind.CASH, currency="usd", rate_micros=1), "currency", "große Buchstaben"),
    (declared.INTERNAL_ACCOUNTS, lambda: row(declared.INTERNAL_ACCOUNTS, 1, pricing=Pricing.PERCENT, percent=0), "percent", "Prozent"),
    (declared.TERMINALS, lambda: Terminal(5, "Bar", "LINDE-1"), "serial", "hat schon Kasse 1"),
    (declared.TERMINALS, lambda: Terminal(5, "Bar", " "), "serial", "Seriennummer eintragen"),
    (declared.TERMINALS, lambda: Terminal(5, "Bar", "LÖWE_5"), "serial", "ohne Umlaute"),
    (declared.TERMINALS, lambda: Terminal(5, "Bar", "LINDE-5", receipt_printer="Weg"), "receipt_printer", "Einen Drucker „Weg“"),
    (declared.TERMINALS, lambda: Terminal(5, "Bar", "LINDE-5", unit=3), "unit", "Einen Betrieb 3"),
    (declared.PRINTERS, lambda: Printer("Grill", "network"), "address", "192.168.1.50:9100"),
    (declared.PRINTERS, lambda: Printer("Grill", "device"), "address", "Anschluss eintragen"),
    (declared.BUSINESS, lambda: row(declared.BUSINESS, 1, tax_number=""), "tax_number", "Steuernummer oder die USt-IdNr."),
    (declared.BUSINESS, lambda: row(declared.BUSINESS, 1, city=""), "city", "Ort der Firma"),
    (declared.BUSINESS, lambda: row(declared.BUSINESS, 1, site_street="Uferweg 2"), "site_street", "Postleitzahl und Ort"),
    (declared.VOID_REASONS, lambda: row(declared.VOID_REASONS, 1, text=""), "text", "Text eintragen"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "made", "column", "words"), WRONG, ids=lambda each: getattr(each, "key", None)
)
def test_what_cannot_be_is_told_with_its_row_and_what_to_do(
    sheet: Sheet[Any], made: Callable[[], Any], column: str, words: str
) -> None:
    wrong = made()
    found = problems(HOUSE, changed(sheet, wrong))
    assert [(each.sheet, each.row, each.column) for each in found] == [
        (sheet.key, sheet.key_of(wrong), column)
    ]
    assert words in found[0].text
    assert found[0].text.endswith(".")


def test_everything_new_that_is_well_filled_in_may_be() -> None:
    master = changed(declared.UNITS, Unit(1, "Bar"))
    for sheet, made in (
        (declared.MAIN_GROUPS, MainGroup(8, "Neu")),
        (declared.ARTICLES, Article(900, "Neu", 20, (Money(100),), units=(1,))),
        (declared.TERMINALS, Terminal(9, "Bar", "LINDE-9", "Beleg", unit=1)),
        (declared.PRINTERS, Printer("Grill", "network", "192.168.1.9", stations=("Grill",))),
    ):
        master = changed(sheet, made, master=master)
    assert problems(HOUSE, master) == ()


class TestWhatWasWrongBefore:
    def test_a_row_that_is_not_changed_is_not_complained_of(self) -> None:
        before = changed(declared.ARTICLES, Article(900, "", 77, ()))
        after = changed(declared.ARTICLES, row(declared.ARTICLES, BEER, name="Pils"), master=before)
        assert problems(before, after) == ()

    def test_a_row_may_be_mended_step_by_step(self) -> None:
        before = changed(declared.ARTICLES, Article(900, "", 20, ()))
        after = changed(declared.ARTICLES, Article(900, "Neu", 20, ()), master=before)
        assert problems(before, after) == ()


class TestWhatIsStillNeeded:
    @pytest.mark.parametrize(
        ("sheet", "key", "words"),
        [
            (declared.PRODUCT_GROUPS, 20, "Warengruppe 20 „Bier“ wird noch gebraucht, von Artikel"),
            (
                declared.MAIN_GROUPS,
                1,
                "wird noch gebraucht, von Warengruppe 10 „Hauptspeisen“ und 1 weiteren",
            ),
            (declared.AREAS, 1, "wird noch gebraucht, von Tisch 1 und 39 weiteren"),
            (declared.PASSWORD_LEVELS, 1, "wird noch gebraucht, von Bediener 1 „Anna“"),
            (declared.PRINTERS, "Beleg", "wird noch gebraucht, von Kasse 1"),
        ],
    )
    def test_what_others_name_cannot_go(self, sheet: Sheet[Any], key: Any, words: str) -> None:
        found = problems(HOUSE, without(sheet, key))
        assert (found[0].sheet, found[0].row) == (sheet.key, key)
        assert words in found[0].text

    def test_the_last_printer_of_a_kitchen_keeps_its_station(self) -> None:
        (found,) = problems(HOUSE, changed(declared.PRINTERS, Printer("Küche", "virtual")))
        assert (found.sheet, found.row, found.column) == ("printers", "Küche", "stations")

    def test_what_goes_with_all_that_name_it_may_go(self) -> None:
        rows = {k: g for k, g in HOUSE.catalogue.groups.items() if k != 10}
        articles = {k: a for k, a in HOUSE.catalogue.articles.items() if a.group != 10}
        menus = tuple(replace(m, sections=()) for m in HOUSE.catalogue.menus)
        catalogue = replace(HOUSE.catalogue, groups=rows, articles=articles, menus=menus)
        assert problems(HOUSE, replace(HOUSE, catalogue=catalogue)) == ()


class TestWhatMustStay:
    @pytest.mark.parametrize(
        "fields", [{"active": False}, {"level": 1}, {"pin_hash": ""}, {"training": True}]
    )
    def test_somebody_who_may_do_everything_can_always_sign_in(self, fields: dict[str, Any]) -> None:
        (found,) = problems(HOUSE, changed(declared.OPERATORS, row(declared.OPERATORS, 9, **fields)))
        assert found.sheet == "operators"
        assert "mit allen Rechten" in found.text

    def test_nor_can_the_right_be_taken_from_the_level_of_the_last_one(self) -> None:
        level = row(declared.PASSWORD_LEVELS, 2, rights=frozenset(Right) - {Right.VOID})
        (found,) = problems(HOUSE, changed(declared.PASSWORD_LEVELS, level))
        assert "mit allen Rechten" in found.text

    def test_it_is_enough_that_there_is_another_one(self) -> None:
        before = changed(declared.OPERATORS, Operator(10, "Chef", 2, "x"))
        after = changed(declared.OPERATORS, row(declared.OPERATORS, 9, active=False), master=before)
        assert problems(before, after) == ()

    @pytest.mark.parametrize("fields", [{"active": False}, {"kind": PaymentKind.CARD}])
    def test_cash_can_always_be_taken(self, fields: dict[str, Any]) -> None:
        found = problems(
            HOUSE, changed(declared.PAYMENT_METHODS, row(declared.PAYMENT_METHODS, "BA", **fields))
        )
        assert "Bargeld" in found[0].text

    def test_one_till_stays_in_use(self) -> None:
        rows = [replace(each, active=False) for each in HOUSE.house.terminals.values()]
        (found,) = problems(HOUSE, changed(declared.TERMINALS, *rows))
        assert "Wenigstens eine Kasse" in found.text


class TestCodes:
    BEFORE = changed(declared.ARTICLES, row(declared.ARTICLES, BEER, scan_code="40123455"))
    AFTER = changed(declared.ARTICLES, row(declared.ARTICLES, SCHNITZEL, scan_code="40123455"), master=BEFORE)

    def test_a_code_that_another_article_has_is_refused_and_its_owner_named(self) -> None:
        (found,) = problems(self.BEFORE, self.AFTER)
        assert (found.row, found.column) == (SCHNITZEL, "scan_code")
        assert f"hat schon Artikel {BEER}" in found.text

    def test_unless_the_house_allows_it(self) -> None:
        assert problems(self.BEFORE, self.AFTER, Rules(shared_codes=True)) == ()

    def test_the_code_of_an_article_that_was_put_away_is_free(self) -> None:
        before = changed(declared.ARTICLES, row(declared.ARTICLES, BEER, scan_code="40123455", active=False))
        after = changed(
            declared.ARTICLES, row(declared.ARTICLES, SCHNITZEL, scan_code="40123455"), master=before
        )
        assert problems(before, after) == ()

    def test_codes_that_were_shared_while_it_was_allowed_may_stay(self) -> None:
        renamed = replace(self.AFTER.catalogue.articles[SCHNITZEL], name="Schnitzel Wiener Art")
        assert problems(self.AFTER, changed(declared.ARTICLES, renamed, master=self.AFTER)) == ()


class TestRights:
    def test_nobody_gives_a_right_that_he_lacks(self) -> None:
        clerk = PasswordLevel(4, "Büro", frozenset({Right.MASTER_DATA}))
        before = changed(declared.PASSWORD_LEVELS, clerk)
        before = changed(declared.OPERATORS, Operator(5, "Eva", 4, "x"), master=before)
        eva, chief = before.staff.operators[5], before.staff.operators[9]
        more = changed(
            declared.PASSWORD_LEVELS, replace(clerk, rights=clerk.rights | {Right.VOID}), master=before
        )
        found = overreach(eva, before, more)
        assert found is not None
        assert "„Storno“ gibt nur, wer es selbst hat" in found.text
        assert overreach(chief, before, more) is None

    @pytest.mark.parametrize("fields", [{"level": 2}, {"pin_hash": "mine"}, {"active": False}])
    def test_nobody_changes_those_who_may_do_more(self, fields: dict[str, Any]) -> None:
        before = changed(declared.PASSWORD_LEVELS, PasswordLevel(4, "Büro", frozenset({Right.MASTER_DATA})))
        before = changed(declared.OPERATORS, Operator(5, "Eva", 4, "x"), master=before)
        eva = before.staff.operators[5]
        number = 5 if "level" in fields else 9
        after = changed(declared.OPERATORS, replace(before.staff.operators[number], **fields), master=before)
        assert overreach(eva, before, after) is not None
        assert overreach(before.staff.operators[9], before, after) is None

    def test_nobody_deletes_those_who_may_do_more_but_names_may_be_corrected(self) -> None:
        anna, chief = HOUSE.staff.operators[1], HOUSE.staff.operators[9]
        assert overreach(anna, HOUSE, without(declared.OPERATORS, 9)) is not None
        assert overreach(anna, HOUSE, changed(declared.OPERATORS, replace(chief, name="Maria"))) is None
        assert overreach(anna, HOUSE, HOUSE) is None


def test_a_table_on_a_number_that_is_set_aside_is_refused_with_the_reason() -> None:
    (found,) = problems(HOUSE, changed(declared.PLACES, Place(995, 1)))
    assert (found.sheet, found.row, found.column) == ("places", 995, "number")
    assert "Tisch 995 ist für die Fassung aus dem Lager reserviert" in found.text


def test_one_change_among_ten_thousand_articles_is_checked_while_the_finger_is_on_the_key() -> None:
    articles = {n: Article(n, f"Artikel {n}", 20, (Money(n),), scan_code=str(n)) for n in range(1, 10_001)}
    catalogue = replace(HOUSE.catalogue, articles={**articles, **HOUSE.catalogue.articles})
    before = replace(HOUSE, catalogue=catalogue)
    after = changed(declared.ARTICLES, replace(articles[5000], name="Anders"), master=before)
    # The best of three, in processor time: neither a busy machine nor the collector may fail what is quick.
    assert min(_processor_time(before, after) for _ in range(3)) < 0.1


def _processor_time(before: Master, after: Master) -> float:
    begun = time.process_time()
    assert problems(before, after) == ()
    return time.process_time() - begun
