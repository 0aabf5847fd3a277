"""Tax classes are looked at: what holds, what is coming, what was, and which groups use it; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget

from kasse.cli.master_file import MasterFile
from kasse.domain.catalogue import Catalogue, ProductGroup
from kasse.domain.tax import Country, TaxClass, rate_for, rate_periods
from kasse.sheets.words import TAX_CLASSES
from kasse.ui.master.taxes_page import TaxesPage
from kasse.ui.master.taxes_showing import LAW, now_and_next, rates, rows_of, sheet_of
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.widgets.fact_sheet import Fact, Words
from tests.ui.at_work import TillAtWork
from tests.ui.master.special_host import TillHost, stand, tap_cell

Show = Callable[[QWidget], QWidget]
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.fixture
def catalogue(demo_house: MasterFile) -> Catalogue:
    return demo_house.master.catalogue


@given(st.sampled_from(Country), st.sampled_from(TaxClass), DAYS, st.booleans())
def test_what_is_shown_for_a_day_is_what_is_booked_on_it(
    country: Country, tax_class: TaxClass, day: date, take_away: bool
) -> None:
    now, coming = now_and_next(rate_periods(country, tax_class), day)
    assert (now.take_away if take_away else now.in_house) == rate_for(
        country, tax_class, day, take_away=take_away
    )
    assert now.since <= day
    assert coming is None or coming.since > day


@given(st.sampled_from(Country), st.sampled_from(TaxClass))
def test_periods_follow_one_another_and_each_changes_something(country: Country, tax_class: TaxClass) -> None:
    periods = rate_periods(country, tax_class)
    for before, after in pairwise(periods):
        assert before.since < after.since
        assert (before.in_house, before.take_away) != (after.in_house, after.take_away)


def test_every_class_has_a_row_with_its_rates_and_groups(catalogue: Catalogue) -> None:
    rows = rows_of(catalogue, date(2026, 11, 20))
    assert {row.key for row in rows} == set(TaxClass)
    food = next(row for row in rows if row.key is TaxClass.FOOD)
    assert food.value == "7 %"
    milk = next(row for row in rows if row.key is TaxClass.MILK_DRINK)
    assert milk.value == "19 % / 7 %"


def test_what_is_coming_is_told_with_its_day(catalogue: Catalogue) -> None:
    austria = replace(catalogue, country=Country.AT)
    row = next(r for r in rows_of(austria, date(2026, 6, 30)) if r.key is TaxClass.BASIC_FOOD)
    assert (row.value, row.mark) == ("10 %", "ab 01.07.2026")
    sheet = sheet_of(austria, TaxClass.BASIC_FOOD, date(2026, 6, 30))
    assert any(isinstance(b, Words) and "Ab 01.07.2026: 4,9 %" in b.text for b in sheet.blocks)
    after = next(r for r in rows_of(austria, date(2026, 7, 1)) if r.key is TaxClass.BASIC_FOOD)
    assert (after.value, after.mark) == ("4,9 %", "")


def test_the_course_of_a_class_is_told_period_by_period(catalogue: Catalogue) -> None:
    sheet = sheet_of(catalogue, TaxClass.FOOD, date(2026, 11, 20))
    facts = [(block.label, block.value) for block in sheet.blocks if isinstance(block, Fact)]
    assert facts[2:4] == [
        ("ab 01.01.2026", "7 %"),
        ("01.01.2024 bis 31.12.2025", "im Haus 19 %, zum Mitnehmen 7 %"),
    ]
    assert facts[-1][0] == "bis 30.06.2020"
    assert rates(rate_periods(Country.DE, TaxClass.FOOD)[-1]) == "7 %"
    assert Words(LAW, quiet=True) in sheet.blocks


def test_groups_that_are_put_away_use_nothing(catalogue: Catalogue) -> None:
    only = {
        1: ProductGroup(1, "Suppen", 1, TaxClass.FOOD),
        2: ProductGroup(2, "Alt", 1, TaxClass.FOOD, active=False),
    }
    rows = rows_of(replace(catalogue, groups=only), date(2026, 11, 20))
    assert rows[0].note == "Suppen"
    assert {row.note for row in rows[1:]} == {"von keiner Warengruppe verwendet"}


def test_a_tap_shows_a_class_and_a_group_opens_its_own(at_work: TillAtWork, show: Show, look: Look) -> None:
    look.set(metrics=Metrics(1024, 768))
    host = TillHost(at_work)
    page = TaxesPage(host)
    show(page.widget)
    stand(page.widget)
    drinks = next(n for n, g in host.master.catalogue.groups.items() if g.tax_class is TaxClass.DRINK)
    page.open(drinks)
    assert page.widget.sheet.sheet.title == TAX_CLASSES[TaxClass.DRINK.value]
    tap_cell(page.widget.list, "Speisen")
    assert page.widget.sheet.sheet.title == "Speisen"
    assert "Gesetz" in host.foot.words
    assert page.leave()
