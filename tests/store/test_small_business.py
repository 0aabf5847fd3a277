"""A day of a Kleinunternehmer (§ 19 UStG): all that the house sells as its own is free of tax, on paper and for auditors."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kasse.app.exporting import Choice, export_dsfinvk
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.sales import Tender
from kasse.domain.tax import Country, exempt
from kasse.store.engine import reading_engine
from kasse.usecases.take_payment import take_payment
from kasse.usecases.vouchers import set_off_voucher
from tests.domain.examples import CARD
from tests.store.day import play
from tests.store.house import BEER, NEWSPAPER, SOUP, TASTING, Desk, assert_clean, new_books, small_master
from tests.usecases.at_the_desk import tab

FREE = "6"


@cache
def free_of_tax() -> Master:
    master = small_master()
    business = replace(master.house.business, small_business=True)
    return replace(
        master,
        house=replace(master.house, business=business),
        catalogue=replace(master.catalogue, small_business=True),
    )


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path / "data"
    url = new_books(folder, tmp_path_factory.getbasetemp())
    with Desk(url, folder, setup=free_of_tax()) as opened:
        yield opened


def told(desk: Desk, number: int) -> str:
    secured = desk.books.receipt(number).secured
    assert secured is not None
    return secured.process.process_data


def test_the_books_keep_that_the_house_is_one(desk: Desk) -> None:
    master = desk.books.master()
    assert master.house.business.small_business
    assert master.catalogue.small_business


def test_its_turnover_stands_in_the_fifth_sum_and_that_of_others_where_it_stood(desk: Desk) -> None:
    desk.order(SOUP, BEER)
    receipt = desk.pay().receipt
    assert [(t.rate, t.tax) for t in receipt.taxes] == [(exempt(Country.DE), Money(0))]
    assert told(desk, receipt.number) == "Beleg^0.00_0.00_0.00_0.00_10.30^10.30:Bar"
    desk.order(SOUP, NEWSPAPER)
    assert told(desk, desk.pay().receipt.number) == "Beleg^0.00_2.20_0.00_0.00_5.90^8.10:Bar"


def test_a_single_purpose_voucher_is_sold_and_redeemed_free_of_tax(desk: Desk) -> None:
    desk.order(Wish(TASTING, voucher="E-1"))
    assert told(desk, desk.pay().receipt.number) == "Beleg^0.00_0.00_0.00_0.00_19.00^19.00:Bar"
    desk.order(*[BEER] * 5)
    off = set_off_voucher(desk.till, tab(desk).lines, "E-1")
    paid = take_payment(desk.till, desk.boss, 12, [Tender(CARD, Money(3_00))], discounts=[off]).receipt
    assert told(desk, paid.number) == "Beleg^0.00_0.00_0.00_0.00_3.00^3.00:Unbar"
    assert_clean(desk.url)


def test_a_day_with_everything_in_it_is_exported_under_the_key_for_what_is_free_of_tax(
    desk: Desk, tmp_path: Path
) -> None:
    play(desk)
    assert_clean(desk.url)
    engine = reading_engine(desk.url)
    written = export_dsfinvk(engine, tmp_path / "export", Choice(), lambda _done, _total: True)
    engine.dispose()
    assert written is not None
    assert [(kind.name, kind.shown[0]) for kind in written.report.kinds] == []
    with (tmp_path / "export" / "businesscases.csv").open(encoding="utf-8", newline="") as file:
        sales = [row for row in csv.DictReader(file, delimiter=";") if row["GV_TYP"] == "Umsatz"]
    own = [row for row in sales if row["AGENTUR_ID"] == "0"]
    assert {row["UST_SCHLUESSEL"] for row in own} == {FREE}
    assert all(row["Z_UMS_BRUTTO"] == row["Z_UMS_NETTO"] for row in own)
    assert {row["UST_SCHLUESSEL"] for row in sales if row["AGENTUR_ID"] == "1"} <= {"2"}
    with (tmp_path / "export" / "vat.csv").open(encoding="utf-8", newline="") as file:
        rates = {row["UST_SCHLUESSEL"]: row["UST_SATZ"] for row in csv.DictReader(file, delimiter=";")}
    assert rates[FREE] == "0,00"
