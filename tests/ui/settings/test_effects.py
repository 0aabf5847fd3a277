"""What settings do to the screens: no switch is dead."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest

from kasse.domain.money import Money
from kasse.ports.books import ActKind
from kasse.settings import Settings
from kasse.settings.declared import data, ordering, papers, paying, register, screen, table_colours, tables
from kasse.ui.orders.actions import OrderAction
from kasse.ui.screen_settings import is_dark_time
from kasse.ui.theme.look import Look
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.plan_model import TableState
from tests.ui.at_work import TillAtWork
from tests.ui.settings.conftest import BOSS, WAITER, Office, Put

HERE = "terminal:1"


class TestTheScreen:
    @pytest.fixture(autouse=True)
    def _light_again(self, look: Look) -> Any:
        yield
        look.set(theme="light")

    def test_the_colours_change_with_the_save(self, office: Office, put: Put) -> None:
        put(screen.THEME, "dark")
        assert office.work.window.look.theme == "dark"

    def test_the_light_chosen_at_the_register_is_kept_for_this_till(self, at_work: TillAtWork) -> None:
        at_work.sign_in(WAITER)
        at_work.program.tables.register.open()
        at_work.choose(at_work.tables.choices, "Dunkel")
        at_work.settle()
        assert at_work.window.look.theme == "dark"
        assert at_work.shop.till.settings.stored[HERE, screen.THEME.key] == "dark"

    def test_in_the_evening_it_turns_dark_by_itself_and_back_in_the_morning(
        self, office: Office, put: Put
    ) -> None:
        put(screen.DARK_FROM, "19:00")
        put(screen.DARK_BY_CLOCK, "1")
        work = office.work
        themes = []
        for hour in (17, 19, 23, 3, 7, 12):
            work.clock.at = datetime(2026, 11, 20 + (hour < 17), hour - 1, 30, tzinfo=UTC)
            work.program.tick()
            themes.append(work.window.look.theme)
        assert themes == ["light", "dark", "dark", "dark", "light", "light"]

    def test_what_was_chosen_by_hand_stays_until_the_next_change(self, office: Office, put: Put) -> None:
        put(screen.DARK_BY_CLOCK, "1")
        work = office.work
        assert work.window.look.theme == "dark"  # it is 18:30
        work.window.look.set(theme="strong")
        work.clock.later(minutes=10)
        work.program.tick()
        assert work.window.look.theme == "strong"

    @pytest.mark.parametrize(("first", "last", "noon"), [("18:00", "07:00", False), ("07:00", "18:00", True)])
    def test_the_dark_hours_may_reach_over_midnight(self, first: str, last: str, noon: bool) -> None:
        keys = {screen.DARK_BY_CLOCK.key: "1", screen.DARK_FROM.key: first, screen.DARK_UNTIL.key: last}
        settings = Settings({("everywhere", key): text for key, text in keys.items()}, 1)
        at = screen.DARK_FROM.kind.read
        assert is_dark_time(settings, at("12:00")) is noon
        assert is_dark_time(settings, at("23:00")) is not noon
        assert is_dark_time(settings, at(first))
        assert not is_dark_time(settings, at(last))

    def test_text_scale_and_hand_change_the_measures(self, office: Office, put: Put) -> None:
        window = office.work.window
        put(screen.LEFT_HANDED, "1")
        assert window.look.metrics.left_handed
        window.resize(1920, 1200)
        put(screen.SCALE, "1.5")
        assert window.look.metrics.scale == 1.5
        put(screen.SCALE, "auto")
        put(screen.TEXT_SIZE, "125")
        assert window.look.metrics.scale == 1.25
        put(screen.TEXT_SIZE, "100")
        put(screen.LEFT_HANDED, "0")
        window.resize(1280, 800)
        window.fit()
        assert (window.look.metrics.scale, window.look.metrics.left_handed) == (1, False)

    def test_a_hint_stands_as_long_as_is_set(self, office: Office, put: Put) -> None:
        put(screen.NOTICE_SECONDS, "9")
        assert office.work.desk.board._info_ms == 9000
        put(screen.NOTICE_SECONDS, "2")
        assert office.work.desk.board._info_ms == 2000

    def test_the_second_of_two_taps_counts_after_the_time_that_is_set(self, office: Office, put: Put) -> None:
        patience = office.work.desk.patience()
        put(screen.SAME_TAP, "1500")
        office.work.clock.hurried = True
        patience.start()
        office.work.clock.seconds += 1.4
        assert not patience.allows
        office.work.clock.seconds += 0.2
        assert patience.allows


class TestSigningIn:
    def test_whoever_sells_over_the_counter_starts_there(self, office: Office, put: Put) -> None:
        put(screen.START_VIEW, "counter")
        office.work.program.sign_out()
        office.work.settle()
        staff = office.work.shop.till.staff.operators.values()
        office.work.program.signed_in(next(op for op in staff if op.name == WAITER))
        assert office.work.window.shown == "orders"
        assert office.work.program.orders.table == -1

    def test_after_the_payment_the_green_key_signs_out(self, office: Office, put: Put) -> None:
        put(screen.SIGN_OUT_AFTER_SALE, "1")
        work = office.work
        work.open_table(12)
        work.tap_tile("Helles 0,5")
        work.send()
        work.to_pay()
        work.pay_cash()
        assert work.pay.main_key.on_it.label == "Abmelden"
        work.tap(work.pay.main_key)
        work.settle()
        assert work.window.shown == "signin"

    def test_whoever_is_away_for_long_is_signed_out_and_loses_nothing(self, office: Office, put: Put) -> None:
        put(screen.SIGN_OUT_MINUTES, "5")
        work = office.work
        work.open_table(12)
        work.tap_tile("Helles 0,5")
        work.settle()
        work.clock.hurried = True
        QTest.mouseClick(work.orders.ticket, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        work.clock.seconds += 299
        work.program.tick()
        assert work.window.shown == "orders"
        QTest.mouseClick(work.orders.ticket, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        work.clock.seconds += 299
        work.program.tick()
        assert work.window.shown == "orders"
        work.clock.seconds += 2
        work.program.tick()
        work.settle()
        assert work.window.shown == "signin"
        assert not work.program.drafts.empty

    def test_nobody_is_watched_where_nobody_is_signed_out(self, office: Office, put: Put) -> None:
        put(screen.SIGN_OUT_MINUTES, "5")
        assert office.work.program.screen_settings._watching
        put(screen.SIGN_OUT_MINUTES, "0")
        assert not office.work.program.screen_settings._watching


class TestTables:
    @pytest.mark.feature("M-TIS-18")
    def test_a_table_is_over_time_after_the_minutes_that_are_set(self, office: Office, put: Put) -> None:
        work = office.work
        work.open_table(12)
        work.tap_tile("Helles 0,5")
        work.send()
        put(tables.OVER_TIME_MINUTES, "90")

        def state() -> TableState:
            work.program.tables.reload()
            for area in work.shop.till.house.areas:
                work.program.tables._show_area(area)
                for table in work.tables.plan._plan.tables:
                    if table.key == 12:
                        return table.state
            raise AssertionError

        work.clock.later(minutes=89)
        assert state() is TableState.MINE
        work.clock.later(minutes=1)
        assert state() is TableState.LATE

    @pytest.mark.feature("M-TIS-17")
    def test_plan_and_legend_follow_the_colours_that_are_chosen(self, office: Office, put: Put) -> None:
        work = office.work
        work.open_table(12)
        work.tap_tile("Helles 0,5")
        work.send()
        work.tap(work.orders.top.back_key)
        plan, hues = work.tables.plan, work.window.look.hues
        work.program.show_tables()

        def seen() -> set[str]:
            """Colours on the table, and in the legend."""
            box = plan.cell_box(plan.index_of(12) or 0)
            table, legend = plan.grab().toImage(), work.tables.legend.grab().toImage()
            corner = QPoint(round(box.x()) + 12, round(box.bottom()))
            on_table = {table.pixelColor(corner - QPoint(0, up)).name().upper() for up in range(4, 14)}
            all_of = {legend.pixelColor(x, 20).name().upper() for x in range(legend.width())}
            return on_table & all_of

        assert work.window.look.tokens.accent in seen()
        put(table_colours.OCCUPIED_BACK, "Kobalt")
        put(table_colours.OVER_TIME_BACK, "Himbeere")
        put(table_colours.OTHERS_BACK, "Senf")
        assert hues["Kobalt"].fill in seen()
        work.clock.later(minutes=60)
        work.program.tick()
        assert hues["Himbeere"].fill in seen()
        work.program.sign_out()
        work.settle()
        work.sign_in("Petra Steiner")
        assert hues["Senf"].fill in seen()

    def test_the_plan_begins_with_the_own_tables_only(self, office: Office, put: Put) -> None:
        put(tables.ONLY_MINE, "1")
        office.work.program.sign_out()
        office.work.settle()
        office.work.sign_in(WAITER)
        assert office.work.tables._model.only_mine

    def test_nothing_is_sold_over_the_counter_where_that_is_off(self, office: Office, put: Put) -> None:
        put(tables.COUNTER_SALE, "0")
        office.work.tap(office.work.tables.second_key)
        assert office.work.window.shown == "tables"
        assert "nur auf Tische" in office.work.notice


class TestOrderingAndPaying:
    def test_as_many_courses_as_are_set(self, office: Office, put: Put) -> None:
        put(ordering.COURSES, "3")
        work = office.work
        work.open_table(12)
        work.tap_tile("Helles 0,5")
        work.program.orders.act(OrderAction.COURSE)
        names = [choice.label for choice in work.orders.middle.choices.cells._choices]
        assert names == ["ohne Gang", "1. Gang", "2. Gang", "3. Gang"]

    def test_the_tips_and_discounts_that_are_set_are_offered(self, office: Office, put: Put) -> None:
        put(paying.TIP_FIRST, "7,5")
        put(paying.TIP_SECOND, "0")
        put(paying.BILL_DISCOUNTS, "3,12")
        put(paying.LINE_DISCOUNTS, "30")
        work = office.work
        work.open_table(12)
        work.tap_tile("Helles 0,5")
        work.send()
        line = work.shop.till.books.tab(12)
        assert line is not None
        work.program.orders.selected = line.lines[0].id
        work.program.orders.act(OrderAction.DISCOUNT)
        assert "30 %" in [choice.label for choice in work.orders.middle.choices.cells._choices]
        work.orders.middle.choices.close_key.click()
        work.to_pay()
        labels = [offer.label for offer in work.pay._pay.tips]
        assert labels[-1] == "7,5 %"
        assert len(labels) == 3
        work.program.payment.ways.choose("more")
        offered = [choice.label for choice in work.pay.choices.cells._choices]
        assert [label for label in offered if label.endswith(" %")] == ["3 %", "12 %"]

    def test_the_usual_way_to_pay_is_the_green_one(self, office: Office, put: Put) -> None:
        put(paying.USUAL_WAY, "card")
        work = office.work
        work.open_table(12)
        work.tap_tile("Helles 0,5")
        work.send()
        work.to_pay()
        assert work.pay.card_key.kind is KeyKind.MAIN
        assert work.pay.cash_key.kind is KeyKind.SECOND


class TestTheRegister:
    def test_the_reasons_that_are_set_are_offered(self, office: Office, put: Put) -> None:
        put(register.CASH_OUT_REASONS, "Bank\nBlumen")
        work = office.work
        work.program.tables.register.open()
        work.choose(work.tables.choices, "Entnahme")
        work.digits(work.tables.pad, "500")
        work.tap(work.tables.main_key)
        assert [choice.label for choice in work.tables.choices.cells._choices] == ["Bank", "Blumen"]

    def test_the_day_waits_for_the_count(self, office: Office, put: Put) -> None:
        put(register.COUNT_BEFORE_CLOSING, "1")
        work = office.work
        work.program.show_closing()
        work.settle()
        assert work.closing.main_key.off_reason == "Bitte zuerst das Bargeld zählen."
        work.program.closing._counted = Money(0)
        work.program.closing.refresh()
        assert work.closing.main_key.off_reason is None

    def test_exports_go_to_the_folder_that_is_set(self, office: Office, put: Put, tmp_path: Any) -> None:
        put(data.EXPORT_FOLDER, str(tmp_path / "ausgaben"))
        place = office.work.shop.till.exports.write("x.csv", b"")
        assert place == str(tmp_path / "ausgaben" / "x.csv")


class TestPrinters:
    def test_a_lost_printer_is_tried_again_as_late_as_is_set(self, office: Office, put: Put) -> None:
        put(papers.RETRY_SECONDS, "5")
        lane = next(iter(office.work.shop.lanes.values()))
        pauses = []
        for tries in range(6):
            lane._wait(tries)
            pauses.append(lane._pause)
        assert pauses == [1, 2, 5, 5, 5, 5]
        put(papers.RETRY_SECONDS, "60")
        lane._wait(9)
        assert lane._pause == 60

    def test_a_drawer_may_be_as_late_as_is_set(self, office: Office, put: Put) -> None:
        put(papers.DRAWER_SECONDS, "60")
        lane = next(iter(office.work.shop.lanes.values()))
        assert lane._drawer_seconds() == 60

    def test_as_many_papers_are_kept_as_are_set(self, office: Office, put: Put) -> None:
        work = office.work
        put(papers.KEPT_PAPERS, "20")
        folder = work.shop.folder / "papers" / "Beleg"
        work.open_table(12)
        for _ in range(23):
            work.tap_tile("Helles 0,5")
            work.send()
            work.program.orders.act(OrderAction.INTERIM_BILL)
            work.settle()
            work.shop.print_waiting()
        assert len(list(folder.glob("*.txt"))) == 20


def test_another_tills_change_is_known_at_the_next_sign_in(at_work: TillAtWork) -> None:
    till = at_work.shop.till
    with till.books.act(ActKind.SETTING, at=till.now()) as act:
        act.save_setting(papers.RECEIPT_COPIES.key, "4", "everywhere")
    assert till.settings[papers.RECEIPT_COPIES] == 1
    at_work.sign_in(BOSS)
    QCoreApplication.processEvents()
    assert till.settings[papers.RECEIPT_COPIES] == 4
