"""Every sheet can be understood, its rows survive being written and read, and no fact of a row is forgotten."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.business import (
    Agency,
    Area,
    Business,
    InternalAccount,
    PaymentMethod,
    Place,
    Pricing,
    Printer,
    Terminal,
    Unit,
)
from kasse.domain.business_case import BusinessCase
from kasse.domain.catalogue import Article, MainGroup, Menu, PlannedPrice, ProductGroup, SideGroup
from kasse.domain.money import Money
from kasse.domain.staff import Operator, PasswordLevel, Right
from kasse.domain.tax import Country
from kasse.hardware.printers.profiles import profiles
from kasse.settings.kinds import HUES
from kasse.sheets import Column, Sheet, words
from kasse.sheets.columns import MOST
from kasse.sheets.declared import ALL, ARTICLES, BUSINESS, OPERATORS, VOID_REASONS, sheet
from kasse.sheets.declared.phrases import Phrase
from tests.store.house import small_master

LINE = st.text(st.characters(categories=("L", "N", "P")), max_size=10)
NUMBER = st.integers(1, 99)
LEVEL = st.integers(0, 9)
HUE = st.sampled_from(HUES)
PRICE = st.none() | st.integers(0, MOST).map(Money)
PERCENTS = st.lists(st.integers(0, 100), unique=True, max_size=10).map(sorted).map(tuple)
CENTS = st.lists(st.integers(1, 100_00), unique=True, max_size=10).map(sorted).map(tuple)
ROWS: Mapping[type, st.SearchStrategy[Any]] = {
    Article: st.builds(
        Article,
        number=NUMBER,
        name=LINE,
        prices=st.lists(PRICE, max_size=9).map(tuple),
        hue=st.just("") | HUE,
        case=st.sampled_from([BusinessCase(text) for text in words.CASES]),
        group=NUMBER,
        agency=NUMBER | st.just(0),
        price_level=LEVEL,
        side_groups=st.lists(NUMBER, unique=True, max_size=4).map(tuple),
        take_away_group=st.none() | NUMBER,
        units=st.lists(NUMBER, unique=True, max_size=4).map(tuple),
        purchase_price=PRICE,
        calculated_price=PRICE,
        button_text=LINE,
        scan_code=LINE,
        picture=LINE,
        discount_percents=PERCENTS,
        amount_discounts=st.booleans(),
    ),
    ProductGroup: st.builds(ProductGroup, number=NUMBER, name=LINE, hue=HUE, station=LINE, course=st.integers(0, 9), main_group=NUMBER),
    MainGroup: st.builds(MainGroup, number=NUMBER, name=LINE),
    SideGroup: st.builds(
        SideGroup,
        number=NUMBER,
        name=LINE,
        articles=st.lists(NUMBER, unique=True, max_size=4).map(tuple),
        least=st.integers(0, 9),
        most=st.integers(1, 9),
    ),
    Menu: st.builds(Menu, number=NUMBER, name=LINE, sections=st.just(small_master().catalogue.menus[0].sections), price_level=st.integers(1, 9)),
    PlannedPrice: st.builds(PlannedPrice, article=NUMBER, level=st.integers(1, 9), valid_from=st.dates(date(2020, 1, 1)), price=PRICE),
    Phrase: st.builds(Phrase, number=st.integers(1, 200), text=LINE),
    Place: st.builds(
        Place, number=NUMBER, area=NUMBER, x=st.integers(0, 400), y=st.integers(0, 400),
        width=st.integers(1, 400), height=st.integers(1, 400), seats=st.integers(0, 99),
    ),
    Area: st.builds(Area, number=NUMBER, name=LINE),
    Operator: st.builds(Operator, number=NUMBER, name=LINE, level=NUMBER, pin_hash=LINE, price_level=LEVEL, discount_percents=PERCENTS, discount_amounts=CENTS),
    PasswordLevel: st.builds(PasswordLevel, number=NUMBER, name=LINE, rights=st.frozensets(st.sampled_from(Right))),
    PaymentMethod: st.builds(PaymentMethod, code=LINE, name=LINE, currency=LINE.map(lambda t: t[:3]), rate_micros=st.integers(0, 10**12 - 1)),
    InternalAccount: st.builds(
        InternalAccount, number=NUMBER, name=LINE, price_level=st.integers(1, 9), percent=st.integers(0, 99_900)
    ),
    Terminal: st.builds(Terminal, number=NUMBER, name=LINE, serial=LINE, receipt_printer=LINE, unit=NUMBER, price_level=LEVEL),
    Printer: st.builds(
        Printer,
        name=LINE,
        kind=st.sampled_from(list(words.PRINTER_KINDS)),
        address=LINE,
        profile=st.sampled_from(list(words.PROFILES)),
        stations=st.lists(LINE.filter(bool), unique=True, max_size=3).map(tuple),
    ),
    Business: st.builds(Business, currency=st.just("EUR"), **dict.fromkeys(
        ("name", "street", "postcode", "city", "tax_number", "vat_id", "owner", "phone", "greeting", "tax_office",
         "site_name", "site_street", "site_postcode", "site_city"), LINE)),
    Unit: st.builds(Unit, number=NUMBER, name=LINE),
    Agency: st.builds(Agency, number=NUMBER, country=st.just("DE"), **dict.fromkeys(
        ("name", "street", "postcode", "city", "tax_number", "vat_id"), LINE)),
}  # fmt: skip
COLUMNS = [(each, column) for each in ALL for column in each.columns]


def row_type(each: Sheet[Any]) -> type:
    """What its rows are."""
    samples = {"units": Unit(1, "Bar"), "planned_prices": PlannedPrice(1, 1, date(2026, 1, 1), None)}
    return type(samples.get(each.key) or next(iter(each.rows(small_master()).values())))


def one(row: type) -> st.SearchStrategy[Any]:
    """Any row of that type."""
    return ROWS[row]


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.key)
class TestEachSheet:
    def test_it_can_be_understood_and_found(self, each: Sheet[Any]) -> None:
        assert re.fullmatch(r"[a-z_]+", each.key)
        assert re.fullmatch(r"[A-ZÄÖÜ].{20,220}\.", each.help)
        assert re.match(r"(Der|Die|Das) \w", each.one)
        assert each.page
        assert list(each.words) == [word.lower().strip() for word in each.words]
        assert len(set(each.words)) == len(each.words) > 0

    def test_a_list_shows_a_handful_of_its_columns(self, each: Sheet[Any]) -> None:
        shown = [column for column in each.columns if column.shown]
        assert 2 <= len(shown) <= 7

    def test_no_key_and_no_label_stands_for_two_columns(self, each: Sheet[Any]) -> None:
        keys = [column.key for column in each.columns]
        labels = [column.label for column in each.columns]
        assert len(set(keys)) == len(keys)
        assert len(set(labels)) == len(labels)

    def test_columns_of_one_group_stand_together(self, each: Sheet[Any]) -> None:
        groups = [column.group for column in each.columns if column.group]
        runs = [name for i, name in enumerate(groups) if i == 0 or groups[i - 1] != name]
        assert len(runs) == len(set(runs))

    def test_rows_that_are_put_back_leave_the_house_as_it_was(self, each: Sheet[Any]) -> None:
        master = small_master()
        assert each.with_rows(master, dict(each.rows(master))) == master

    def test_rows_stand_under_their_keys(self, each: Sheet[Any]) -> None:
        rows = each.rows(small_master())
        assert [each.key_of(row) for row in rows.values()] == list(rows)
        assert all(each.title(row) for row in rows.values())

    def test_a_new_row_has_a_free_key_and_can_be_kept(self, each: Sheet[Any]) -> None:
        master = small_master()
        if each.blank is None:
            assert each.single
            return
        row = each.blank(master)
        key = each.key_of(row)
        assert key not in each.rows(master)
        after = each.with_rows(master, {**each.rows(master), key: row})
        assert each.rows(after)[key] == row
        assert each.is_active(row)

    def test_a_copy_has_another_key(self, each: Sheet[Any]) -> None:
        rows = each.rows(small_master())
        if each.single or not rows or each.blank is None:
            return
        key = each.key_of(each.blank(small_master()))
        assert each.key_of(each.renamed(next(iter(rows.values())), key)) == key

    def test_what_is_put_away_can_be_used_again(self, each: Sheet[Any]) -> None:
        if each.put_away is None:
            assert "active" not in {field.name for field in fields(row_type(each))}
            return
        row = next(iter(each.rows(small_master()).values()), Unit(1, "Bar"))
        away = each.put_away(row, False)
        assert not each.is_active(away)
        assert each.put_away(away, True) == row


@pytest.mark.parametrize(("each", "column"), COLUMNS, ids=lambda each: each.key)
class TestEachColumn:
    def test_its_help_is_made_of_sentences(self, each: Sheet[Any], column: Column[Any, Any]) -> None:
        assert re.fullmatch(r"[A-ZÄÖÜ].{20,}\.", column.help)
        assert len(column.help) <= 220
        assert "  " not in column.help
        assert column.label
        assert len(column.label) <= 60
        assert re.fullmatch(r"[a-z_0-9]+", column.key)
        assert list(column.words) == [word.lower().strip() for word in column.words]
        assert len(set(column.words)) == len(column.words), each.key


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.key)
@given(data=st.data())
def test_what_is_written_of_a_row_is_read_again(each: Sheet[Any], data: st.DataObject) -> None:
    row = data.draw(one(row_type(each)))
    for column in each.columns:
        value = column.get(row)
        assert column.kind.read(column.kind.write(value)) == value
        assert column.kind.read(column.text(row)) == value
        assert isinstance(column.show(row), str)
        if column.put is not None:
            assert column.put(row, value) == row
            assert column.typed(row, column.text(row)) == row


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.key)
@given(data=st.data())
def test_what_one_row_has_can_be_given_to_another(each: Sheet[Any], data: st.DataObject) -> None:
    row, other = data.draw(one(row_type(each))), data.draw(one(row_type(each)))
    for column in each.columns:
        if column.put is not None:
            assert column.get(column.put(row, column.get(other))) == column.get(other)
        else:
            with pytest.raises(ValueError, match="only shown"):
                column.typed(row, column.text(other))


ELSEWHERE = {
    Operator: {"pin_hash": "a column tells whether there is one"},
    Article: {"prices": "nine columns"},
    PaymentMethod: {"rate_micros": "column rate"},
}
"""Fields without a column of that name, and why."""


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.key)
def test_every_fact_of_a_row_has_a_column(each: Sheet[Any]) -> None:
    row = row_type(each)
    have = {column.key for column in each.columns}
    assert {field.name for field in fields(row)} - have == set(ELSEWHERE.get(row, {}))


def test_no_two_sheets_share_a_key() -> None:
    assert len({each.key for each in ALL}) == len(ALL) == 19
    assert sheet("articles") is ARTICLES
    with pytest.raises(KeyError):
        sheet("guests")


def test_files_hold_no_pin_and_nothing_of_one() -> None:
    operator = Operator(1, "Anna", 1, "$argon2id$secret", card="$argon2id$card")
    for column in OPERATORS.columns:
        assert "argon" not in column.text(operator) + column.show(operator)
        assert column.in_files == (column.key not in ("pin", "card"))


def test_a_copied_operator_has_neither_pin_nor_card() -> None:
    operator = Operator(1, "Anna", 1, "hash", card="known")
    assert OPERATORS.renamed(operator, 2).pin_hash == OPERATORS.renamed(operator, 2).card == ""
    assert OPERATORS.column("number").typed(operator, "2").pin_hash == ""


def test_choices_stand_in_files_in_german() -> None:
    article = Article(1, "Bier", 20, (Money(490), None, Money(520)))
    assert ARTICLES.column("case").text(article) == "Verkauf"
    assert ARTICLES.column("open_price").text(article) == "nein"
    assert [ARTICLES.column(f"price_{n}").text(article) for n in (1, 2, 3)] == ["4,90", "", "5,20"]
    assert ARTICLES.column("price_2").show(article) == "wie Preis 1"


def test_a_price_that_is_taken_away_leaves_no_empty_places_behind() -> None:
    article = Article(1, "Bier", 20, (Money(490), None, Money(520)))
    assert ARTICLES.column("price_3").typed(article, "").prices == (Money(490),)


def test_the_business_is_one_row_with_name_address_and_tax_numbers() -> None:
    master = small_master()
    (row,) = BUSINESS.rows(master).values()
    changed = BUSINESS.column("vat_id").typed(row, "DE123456789")
    assert BUSINESS.with_rows(master, {1: changed}).house.business.vat_id == "DE123456789"
    assert {"name", "street", "postcode", "city", "tax_number", "vat_id"} <= {c.key for c in BUSINESS.columns}


def test_another_country_is_that_of_the_catalogue_too() -> None:
    master = small_master()
    row = BUSINESS.column("country").typed(master.house.business, "Österreich")
    assert BUSINESS.with_rows(master, {1: row}).catalogue.country is Country.AT


def test_a_site_that_differs_has_a_group_of_its_own() -> None:
    row = small_master().house.business
    for key, text in (("site_name", "Linde am See"), ("site_street", "Uferweg 2"), ("site_postcode", "94036"), ("site_city", "Passau")):  # fmt: skip
        column = BUSINESS.column(key)
        assert "Betriebsstätte" in column.group
        row = column.typed(row, text)
    assert row.site.name == "Linde am See"
    assert row.site.street == "Uferweg 2"
    assert row.name == "Gasthaus Zur Linde"


def test_reasons_that_are_taken_away_leave_no_gap() -> None:
    master = small_master()
    rows = dict(VOID_REASONS.rows(master))
    del rows[1]
    assert VOID_REASONS.with_rows(master, rows).house.void_reasons == ("Reklamation",)


def test_the_models_are_those_that_drivers_know() -> None:
    assert dict(words.PROFILES) == {name: each.label for name, each in profiles().items()}


def test_words_exist_for_all_that_the_domain_knows() -> None:
    assert set(words.PRICINGS) == set(Pricing)
    assert set(words.RIGHTS) == set(Right)


def test_an_account_reckons_by_purchase_price_when_told_so() -> None:
    account = InternalAccount(1, "Personal")
    changed = sheet("internal_accounts").column("pricing").typed(account, "Kalkulierter Einkaufspreis")
    assert changed == replace(account, pricing=Pricing.CALCULATED)
