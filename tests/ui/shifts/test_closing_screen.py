"""Closing the day by taps: what is shown is what is frozen, and a day with loose ends stays open."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from kasse.domain.money import ZERO, Money
from kasse.domain.shifts import figures_of
from kasse.domain.shifts.closing import NO_FIGURES
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind, BooksError, Series
from kasse.ui.shifts.showing import Day, chart_of, checks_of, count_model, counted_total, hint_of
from kasse.ui.shifts.view import StripRow
from kasse.ui.tables.view import TablesAction
from kasse.usecases.close_day import DayState
from kasse.usecases.send_order import send_order
from kasse.usecases.till import Changed
from tests.conftest import ExpectedLog
from tests.ui.at_work import TillAtWork
from tests.ui.pay.at_the_table import FOUR, AtTheTable


@pytest.fixture
def evening(at_work: TillAtWork) -> AtTheTable:
    """A table that paid in cash, and one that paid by card."""
    table = AtTheTable(at_work)
    for key in ("cash_key", "card_key"):
        table.serve(*FOUR)
        table.ask_for_the_bill()
        table.tap(getattr(table.view, key))
    table.sign_in()
    return table


def open_closing(table: AtTheTable) -> None:
    table.at_work.program.show_closing()
    table.at_work.settle()


def rows(at_work: TillAtWork) -> dict[str, StripRow]:
    """What stands on the paper of figures, by its label."""
    model = at_work.closing.model
    assert model is not None
    return {row.label: row for section in model.strip.sections for row in section.rows}


def test_the_figures_of_the_screen_are_those_of_the_receipts(evening: AtTheTable) -> None:
    work = evening.at_work
    open_closing(evening)
    figures = figures_of(evening.receipts(), evening.till.zone)
    model = work.closing.model
    assert model is not None
    assert model.total == f"{figures.gross} €"
    assert dict(model.facts)["Rechnungen"] == "2"
    assert model.number == "Abschluss Nr. 1"
    shown = rows(work)
    assert [(shown[name].value, shown[name].middle) for name in ("Bar", "EC-Karte")] == [
        (str(amount), f"{count} ×") for _, _, count, amount in figures.payments
    ]
    for tax in figures.taxes:
        assert (shown[str(tax.rate)].value, shown[str(tax.rate)].middle) == (str(tax.tax), str(tax.gross))
    assert shown["Soll"].value == str(figures.cash_expected)
    assert sum(bar.total for bar in model.chart.bars) == pytest.approx(figures.gross.cents / 100, abs=2)
    assert model.chart.legend == ("Küche", "Getränke")


@pytest.mark.feature("R-09")
def test_the_day_is_closed_with_three_taps_and_the_till_date_moves_on(evening: AtTheTable) -> None:
    work = evening.at_work
    before = evening.till.books.business_date
    evening.taps = 0
    evening.tap(work.tables.keys[TablesAction.REGISTER])
    evening.taps += 1
    work.choose(work.tables.choices, "Tagesabschluss")
    work.settle()
    evening.tap(work.closing.main_key)
    assert evening.taps == 3
    assert work.window.shown == "tables"
    assert f"ist abgeschlossen, Nr. {evening.till.books.last_number(Series.CLOSING)}" in work.notice
    closing, _ = evening.till.books.closing(1)
    assert closing.figures.gross == Money.sum(receipt.total for receipt in evening.receipts())
    assert closing.counted is None
    assert evening.till.books.business_date > before == date(2026, 11, 20)
    evening.close_and_prove()


def test_notes_and_coins_are_counted_and_the_difference_is_frozen(evening: AtTheTable) -> None:
    work = evening.at_work
    open_closing(evening)
    evening.tap(work.closing.count_key)
    work.tap_cell(work.closing.count_grid, "20 €")
    work.digits(work.closing.pad, "2")
    work.tap_cell(work.closing.count_grid, "50 ct")
    work.digits(work.closing.pad, "3")
    counted = Money(41_50)
    evening.tap(work.closing.done_key)
    expected = rows(work)["Soll"].value
    assert rows(work)["Gezählt"].value == str(counted)
    assert rows(work)["Differenz"].value == str(counted - Money.parse(expected))
    evening.tap(work.closing.main_key)
    closing, _ = evening.till.books.closing(1)
    assert closing.counted == counted
    assert f"Differenz {closing.difference} €" in work.notice


def test_one_sum_takes_the_place_of_pieces_and_pieces_that_of_the_sum() -> None:
    assert counted_total({5000: "2", 20: "3"}) == Money(100_60)
    assert counted_total({0: "123456"}) == Money(1234_56)
    model = count_model({0: "123456"}, 0, Money(1000_00))
    assert (model.total, model.difference) == ("1.234,56 €", "234,56")
    assert count_model({}, 50000, None).expected == ""


def test_a_sum_that_was_counted_elsewhere_is_typed_at_once(evening: AtTheTable) -> None:
    work = evening.at_work
    open_closing(evening)
    evening.tap(work.closing.count_key)
    work.tap_cell(work.closing.count_grid, "500 €")
    work.digits(work.closing.pad, "1")
    work.tap_cell(work.closing.count_grid, "Summe")
    work.digits(work.closing.pad, "12345")
    evening.tap(work.closing.done_key)
    assert rows(work)["Gezählt"].value == "123,45"


def test_counting_is_given_up_without_trace(evening: AtTheTable) -> None:
    work = evening.at_work
    open_closing(evening)
    evening.tap(work.closing.count_key)
    evening.tap(work.closing.done_key)
    assert "noch nichts gezählt" in work.notice
    work.digits(work.closing.pad, "5")
    work.key_press(Qt.Key.Key_Escape)
    assert "Gezählt" not in rows(work)
    assert work.window.shown == "closing"
    evening.tap(work.closing.top.back_key)
    assert work.window.shown == "tables"


def test_a_day_with_open_tables_stays_open_and_says_which(evening: AtTheTable) -> None:
    work = evening.at_work
    evening.serve("Espresso", table=5)
    open_closing(evening)
    model = work.closing.model
    assert model is not None
    assert model.strip.checks[0].text == "Tisch 5 offen"
    evening.tap(work.closing.main_key)
    assert work.notice == "Noch offen: Tisch 5. Bitte zuerst kassieren oder umbuchen."
    assert evening.till.books.last_number(Series.CLOSING) == 0
    evening.ask_for_the_bill(5)
    evening.tap(evening.view.cash_key)
    open_closing(evening)
    evening.tap(work.closing.main_key)
    assert evening.till.books.last_number(Series.CLOSING) == 1


def test_what_is_not_sent_yet_is_not_forgotten_over_the_closing(evening: AtTheTable) -> None:
    work = evening.at_work
    work.program.open_table(7)
    work.tap_tile("Helles 0,5")
    work.program.show_tables()
    open_closing(evening)
    evening.tap(work.closing.main_key)
    assert work.notice == "Noch nicht gesendet: Tisch 7. Bitte zuerst senden oder verwerfen."


def test_a_table_that_opens_while_the_figures_are_looked_at_is_refused_by_the_books(
    evening: AtTheTable,
) -> None:
    work = evening.at_work
    open_closing(evening)
    send_order(evening.till, evening.operator(), 9, [evening.wish(1, "Espresso")])
    evening.tap(work.closing.main_key)
    assert work.notice.startswith("Noch offen: Tisch 9.")
    model = work.closing.model
    assert model is not None
    assert model.close_off.startswith("Noch offen: Tisch 9")


def test_figures_follow_what_happens_meanwhile(evening: AtTheTable) -> None:
    work = evening.at_work
    open_closing(evening)
    before = work.closing.model
    evening.serve("Espresso", table=5)
    open_closing(evening)
    work.desk.changed.emit(Changed.TABLES)
    work.settle()
    after = work.closing.model
    assert before is not None
    assert after is not None
    assert (before.close_off, after.strip.checks[0].done) == ("", False)


def test_the_interim_report_is_printed_and_closes_nothing(evening: AtTheTable) -> None:
    work = evening.at_work
    open_closing(evening)
    evening.tap(work.closing.report_key)
    assert work.notice.startswith("Umsatz bisher")
    assert evening.till.books.journal(limit=1)[0].kind is ActKind.REPORT
    assert evening.till.books.last_number(Series.CLOSING) == 0
    assert work.window.shown == "closing"


def test_whoever_may_not_close_sees_why(at_work: TillAtWork) -> None:
    table = AtTheTable(at_work)
    table.sign_in("Anna Berger")
    open_closing(table)
    table.tap(at_work.closing.main_key)
    assert "Tagesabschluss" in at_work.notice
    table.tap(at_work.closing.report_key)
    assert "Berichte" in at_work.notice
    assert "Soll" not in rows(at_work), "cash is counted blind"


def test_a_day_without_signatures_closes_all_the_same(at_work: TillAtWork) -> None:
    assert at_work.shop.faults is not None
    at_work.shop.faults.fault = Fault.OUT
    table = AtTheTable(at_work)
    table.serve(*FOUR)
    table.ask_for_the_bill()
    table.tap(table.view.cash_key)
    open_closing(table)
    table.tap(at_work.closing.main_key)
    assert table.till.books.last_number(Series.CLOSING) == 1
    table.close_and_prove()


def test_books_that_fail_leave_the_day_open_and_the_count_as_it_is(
    evening: AtTheTable, expected_log: ExpectedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = evening.at_work
    open_closing(evening)
    evening.tap(work.closing.count_key)
    work.digits(work.closing.pad, "1")
    evening.tap(work.closing.done_key)

    def fail(*_facts: object, **_more: object) -> None:
        raise BooksError("Der Datenträger ist voll.")

    with expected_log(logging.WARNING, "could not do it"), monkeypatch.context() as patch:
        patch.setattr(type(evening.till.books), "act", fail)
        evening.tap(work.closing.main_key)
    work.until(lambda: work.notice == "Das ist nicht gebucht worden. Der Datenträger ist voll.")
    assert rows(work)["Gezählt"].value == "500,00"
    evening.tap(work.closing.main_key)
    assert evening.till.books.closing(1)[0].counted == Money(500_00)


def test_an_empty_day_closes_with_nothing(at_work: TillAtWork) -> None:
    table = AtTheTable(at_work)
    table.sign_in()
    open_closing(table)
    table.tap(at_work.closing.main_key)
    assert table.till.books.closing(1)[0].figures.gross == ZERO


def test_each_main_group_has_its_part_of_the_hour_and_the_small_ones_share_one(
    at_work: TillAtWork,
) -> None:
    kitchen, drinks, goods, other = (Money(cents) for cents in (50_00, 30_00, 12_00, 3_00))
    groups = ((1, kitchen), (2, drinks), (3, goods), (9, other))
    figures = replace(NO_FIGURES, main_groups=groups, hours=((18, groups), (20, ((2, drinks),))))
    chart = chart_of(at_work.shop.till, figures)
    assert chart.legend == ("Küche", "Getränke", "Übriges")
    assert [(bar.label, bar.parts) for bar in chart.bars] == [
        ("18", (50, 30, 15)),
        ("19", (0, 0, 0)),
        ("20", (0, 30, 0)),
    ]


@pytest.mark.parametrize(
    ("business_date", "today", "hint"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), "Danach beginnt Sa 21.11.2026."),
        (date(2026, 11, 20), date(2026, 11, 21), "Danach beginnt Sa 21.11.2026."),
        (date(2026, 11, 20), date(2026, 11, 25), "Danach beginnt Mi 25.11.2026."),
        (date(2026, 11, 22), date(2026, 11, 20), "Danach beginnt Mo 23.11.2026."),
    ],
)
def test_what_begins_after_the_closing_is_said_before(business_date: date, today: date, hint: str) -> None:
    assert hint_of(business_date, today) == hint


def test_what_waits_for_the_device_is_on_the_list_of_things_to_do() -> None:
    state = DayState(NO_FIGURES, (0, ZERO), ("Tisch 1", "Tisch 2"))
    words = [(check.text, check.done) for check in checks_of(Day(state, 2), Money(1))]
    assert words == [
        ("2 Tische offen", False),
        ("2 Vorgänge warten auf die TSE", False),
        ("Bargeld gezählt", True),
    ]
    assert [check.text for check in checks_of(Day(state, 1), None)][1:] == [
        "1 Vorgang wartet auf die TSE",
        "Bargeld nicht gezählt",
    ]


@pytest.mark.feature("M-TIS-19")
def test_a_collective_table_stays_open_while_another_one_has_to_be_settled() -> None:
    def first(*open_tables: str) -> tuple[str, bool]:
        state = DayState(NO_FIGURES, (0, ZERO), open_tables, ("Tisch 31",))
        check = checks_of(Day(state, 0), None)[0]
        return check.text, check.done

    assert first() == ("Tisch 31 bleibt offen", True)
    assert first("Tisch 12") == ("Tisch 12 offen", False)
