"""What taps on the order screen do: at once on the ticket, and in the books when they are sent."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.domain.money import Money
from kasse.domain.orders import BookingKind, Tab
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind, BooksError
from kasse.ui.orders import screen as orders_screen
from kasse.ui.orders.actions import ACTION_KEYS, OrderAction
from kasse.ui.widgets.line_rows import TicketLine
from kasse.usecases.mark_sold_out import mark_sold_out
from kasse.usecases.send_order import send_order
from kasse.usecases.till import Till
from tests.conftest import ExpectedLog
from tests.ui.at_work import TillAtWork

BOSS = "Georg Hirsch"


def new_lines(at_work: TillAtWork) -> list[tuple[str, str]]:
    return [(line.quantity, line.name) for line in at_work.orders.ticket.model.new]


def sent_lines(at_work: TillAtWork) -> list[TicketLine]:
    return [line for block in at_work.orders.ticket.model.sent for line in block.lines]


def tab_of(at_work: TillAtWork, table: int = 12) -> Tab:
    tab = at_work.shop.till.books.tab(table)
    assert tab is not None
    return tab


def tap_line(at_work: TillAtWork, name: str) -> None:
    ticket = at_work.orders.ticket
    names = [ticket.cell_name(i) for i in range(ticket.cell_count())]
    index = next(i for i, spoken in enumerate(names) if name in spoken)
    QTest.mouseClick(ticket, Qt.MouseButton.LeftButton, pos=ticket.center_of(index).toPoint())


def do(at_work: TillAtWork, action: OrderAction) -> None:
    """Through the key on the rail, or through *Mehr*."""
    key = at_work.orders.keys.get(action)
    if key is not None and key.isVisible():
        at_work.tap(key)
    else:
        at_work.tap(at_work.orders.keys[OrderAction.MORE])
        at_work.answer(ACTION_KEYS[action].label)


@pytest.fixture
def waiter(at_work: TillAtWork) -> TillAtWork:
    """Anna at table 12."""
    at_work.sign_in()
    at_work.open_table(12)
    return at_work


@pytest.fixture
def boss(at_work: TillAtWork) -> TillAtWork:
    """The boss at table 12, with two beers sent."""
    at_work.sign_in(BOSS)
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5", times=2)
    at_work.send()
    tap_line(at_work, "Helles")
    return at_work


class TestDraft:
    def test_a_digit_before_the_article_counts_it(self, waiter: TillAtWork) -> None:
        waiter.digits(waiter.orders.pad, "12")
        assert waiter.orders.ticket.model.pending == "12"
        waiter.tap_tile("Helles 0,5")
        assert new_lines(waiter) == [("12", "Helles 0,5")]
        assert waiter.orders.ticket.model.pending == ""

    def test_a_number_and_times_after_the_article_count_it_too(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.digits(waiter.orders.pad, "4×")
        assert new_lines(waiter) == [("4", "Helles 0,5")]

    def test_a_held_tile_asks_how_many(self, waiter: TillAtWork) -> None:
        waiter.hold(waiter.orders.middle.tiles, "Helles 0,5")
        waiter.answer("3 ×")
        assert new_lines(waiter) == [("3", "Helles 0,5")]

    def test_what_is_typed_on_a_held_tile_counts_as_well(self, waiter: TillAtWork) -> None:
        waiter.hold(waiter.orders.middle.tiles, "Helles 0,5")
        waiter.digits(waiter.orders.pad, "15")
        waiter.tap(waiter.orders.main_key)
        assert new_lines(waiter) == [("15", "Helles 0,5")]

    def test_twenty_steps_can_be_undone(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5", times=12)
        waiter.tap_tile("Radler 0,5", times=12)
        for _ in range(20):
            waiter.tap(waiter.orders.tools.keys[OrderAction.UNDO])
        assert new_lines(waiter) == [("4", "Helles 0,5")]

    def test_a_new_line_goes_without_a_reason_and_comes_back_by_undo(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.tap_tile("Radler 0,5")
        tap_line(waiter, "Helles")
        waiter.tap(waiter.orders.keys[OrderAction.VOID])
        assert new_lines(waiter) == [("1", "Radler 0,5")]
        waiter.tap(waiter.orders.tools.keys[OrderAction.UNDO])
        assert new_lines(waiter) == [("1", "Helles 0,5"), ("1", "Radler 0,5")]

    def test_what_is_not_sent_waits_while_others_work_and_is_seen_on_the_plan(
        self, waiter: TillAtWork
    ) -> None:
        waiter.tap_tile("Helles 0,5", times=2)
        waiter.tap(waiter.orders.top.back_key)
        plan = waiter.tables.plan
        assert "2 nicht gesendet" in next(
            plan.cell_name(i) for i in range(plan.cell_count()) if plan.cell_key(i) == 12
        ).replace("+", "")
        waiter.tap(waiter.tables.top.sign_out_key)
        waiter.settle()
        waiter.sign_in(BOSS)
        waiter.open_table(12)
        assert new_lines(waiter) == [("2", "Helles 0,5")]
        assert "Anna Berger" in waiter.orders.ticket.model.new_head

    def test_take_away_changes_the_chosen_line_and_what_follows(self, waiter: TillAtWork) -> None:
        waiter.tap_section("Speisen")
        waiter.tap_tile("Käsespätzle")
        waiter.tap(waiter.orders.tools.keys[OrderAction.TAKE_AWAY])
        waiter.tap_tile("Spinatknödel")
        waiter.send()
        assert [line.take_away for line in tab_of(waiter).lines] == [True, True]

    def test_a_note_goes_with_the_line(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.tap(waiter.orders.keys[OrderAction.NOTE])
        QTest.keyClicks(waiter.orders.middle.text.field, "ohne Schaum")
        waiter.tap(waiter.orders.middle.text.accept_key)
        assert "ohne Schaum" in waiter.orders.ticket.model.new[0].note
        waiter.send()
        assert tab_of(waiter).lines[0].remark == "ohne Schaum"

    def test_a_course_is_chosen_for_a_line(self, waiter: TillAtWork) -> None:
        waiter.tap_section("Dessert")
        waiter.tap_tile("Apfelstrudel")
        do(waiter, OrderAction.COURSE)
        waiter.answer("3. Gang")
        waiter.send()
        assert tab_of(waiter).lines[0].course == 3

    def test_the_same_round_again_takes_two_taps(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5", times=2)
        waiter.tap_tile("Wiener Schnitzel")
        waiter.answer("mit Pommes frites")
        waiter.done()
        waiter.send()
        waiter.tap(waiter.orders.keys[OrderAction.ROUND])
        waiter.send()
        assert [(str(line.quantity), line.name) for line in tab_of(waiter).lines] == [
            ("2", "Helles 0,5"),
            ("1", "Wiener Schnitzel"),
        ] * 2
        assert [c.name for c in tab_of(waiter).lines[3].components[1:]] == ["mit Pommes frites"]

    def test_what_is_sold_out_says_so_and_is_not_ordered(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Hirschgulasch")
        assert "ausverkauft" in waiter.notice
        assert new_lines(waiter) == []


class TestSides:
    @pytest.mark.feature("R-06")
    def test_sides_are_asked_for_and_an_order_without_them_is_not_sent(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Zwiebelrostbraten")
        assert "Beilage fehlt" in waiter.orders.ticket.model.new[0].note
        waiter.done()
        waiter.tap(waiter.orders.second_key)
        waiter.settle()
        assert waiter.shop.till.books.tab(12) is None
        assert "fehlt noch" in waiter.notice
        waiter.answer("mit Bratkartoffeln")
        medium = [c.label for c in waiter.orders.middle.choices.cells._choices if "medium" in c.label.lower()]
        waiter.answer(medium[0])
        waiter.answer("extra Soße")
        waiter.done()
        waiter.send()
        line = tab_of(waiter).lines[0]
        assert [c.name for c in line.components[1:]] == ["mit Bratkartoffeln", medium[0], "extra Soße"]
        assert line.unit_price == Money(sum(c.unit_price.cents for c in line.components))

    def test_of_a_group_with_one_choice_the_last_tap_counts(self, waiter: TillAtWork) -> None:
        waiter.tap_section("Speisen")
        waiter.tap_tile("Gemischter Salat")
        labels = [c.label for c in waiter.orders.middle.choices.cells._choices]
        waiter.answer(labels[0])
        assert waiter.orders.middle.showing_tiles, "one is all it takes"
        waiter.tap(waiter.orders.keys[OrderAction.SIDES])
        waiter.answer(labels[1])
        waiter.done()
        waiter.send()
        assert [c.name for c in tab_of(waiter).lines[0].components[1:]] == [labels[1]]


class TestMenus:
    @pytest.mark.feature("R-04")
    def test_another_card_brings_its_subdivisions_and_its_price_level(self, waiter: TillAtWork) -> None:
        catalogue = waiter.shop.till.catalogue
        evening = next(menu for menu in catalogue.menus if menu.name == "Abendkarte")
        waiter.tap(waiter.orders.tools.keys[OrderAction.MENU])
        waiter.answer("Abendkarte")
        tabs = waiter.orders.middle.tabs
        assert [tabs.cell_name(i).split(",")[0] for i in range(tabs.cell_count())] == [
            section.name for section in evening.sections
        ]
        waiter.tap_section("Vorspeisen")
        dish = catalogue.named("Frittatensuppe")
        assert dish.price(2) != dish.price(1)
        waiter.tap_tile(dish.name)
        waiter.send()
        assert tab_of(waiter).total == dish.price(2)

    @pytest.mark.feature("M-WEI-04")
    def test_a_level_without_a_price_sells_at_level_one(self, waiter: TillAtWork) -> None:
        article = waiter.shop.till.catalogue.named("Wiener Schnitzel")
        waiter.tap(waiter.orders.tools.keys[OrderAction.PRICE_LEVEL])
        waiter.answer("Preisebene 7")
        waiter.tap_tile("Wiener Schnitzel")
        waiter.answer("ohne Beilage")
        waiter.done()
        waiter.send()
        line = tab_of(waiter).lines[0]
        assert line.price_level == 7
        assert line.unit_price == article.price(1)

    @pytest.mark.feature("R-05")
    def test_tiles_have_the_colour_of_their_group_and_sales_its_main_group(self, waiter: TillAtWork) -> None:
        catalogue = waiter.shop.till.catalogue
        waiter.tap_section("Bier")
        for tile in waiter.orders.middle.tiles.shown_items():
            article = catalogue.articles[int(str(waiter.orders.middle.tiles.item_key(tile)))]  # type: ignore[arg-type]
            assert getattr(tile, "hue", "") == (article.hue or catalogue.groups[article.group].hue)
        waiter.tap_tile("Helles 0,5")
        waiter.send()
        component = tab_of(waiter).lines[0].components[0]
        assert component.main_group == catalogue.groups[component.group].main_group

    def test_an_article_is_found_by_a_part_of_its_name_and_by_its_number(self, waiter: TillAtWork) -> None:
        number = waiter.shop.till.catalogue.named("Apfelstrudel").number
        for words in ("strud", str(number)):
            waiter.tap(waiter.orders.tools.keys[OrderAction.SEARCH])
            QTest.keyClicks(waiter.orders.middle.text.field, words)
            waiter.tap_cell(waiter.orders.middle.text.results, "Apfelstrudel")
        assert new_lines(waiter) == [("2", "Apfelstrudel")]

    def test_enter_takes_the_first_that_was_found(self, waiter: TillAtWork) -> None:
        waiter.key_press(Qt.Key.Key_F3)
        QTest.keyClicks(waiter.orders.middle.text.field, "helles")
        QTest.keyClick(waiter.orders.middle.text.field, Qt.Key.Key_Return)
        assert new_lines(waiter) == [("1", "Helles 0,5")]

    def test_an_open_price_is_typed_on_the_pad(self, waiter: TillAtWork) -> None:
        article = next(a for a in waiter.shop.till.catalogue.articles.values() if a.open_price)
        waiter.tap(waiter.orders.tools.keys[OrderAction.SEARCH])
        QTest.keyClicks(waiter.orders.middle.text.field, article.name)
        waiter.tap(waiter.orders.middle.text.accept_key)
        waiter.digits(waiter.orders.pad, "1250")
        waiter.tap(waiter.orders.main_key)
        assert waiter.orders.ticket.model.new[0].amount == "12,50"
        waiter.send()
        assert tab_of(waiter).total == Money(1250)


class TestEditor:
    @pytest.mark.feature("R-12")
    def test_one_of_four_beers_is_voided_with_a_reason_in_three_taps(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        at_work.open_table(12)
        at_work.digits(at_work.orders.pad, "4")
        at_work.tap_tile("Helles 0,5")
        at_work.send()
        tap_line(at_work, "Helles")
        at_work.tap(at_work.orders.keys[OrderAction.VOID])
        at_work.answer("Reklamation")
        at_work.settle()
        assert [str(line.quantity) for line in tab_of(at_work).lines] == ["3"]
        booking = at_work.shop.till.books.order(2).bookings[0]
        assert (booking.kind, booking.reason) == (BookingKind.VOID, "Reklamation")
        at_work.close()
        assert at_work.findings() == []

    def test_the_pad_says_how_many_are_voided_and_all_is_one_tap(self, boss: TillAtWork) -> None:
        boss.tap(boss.orders.keys[OrderAction.VOID])
        boss.answer("Alle 2")
        boss.answer("Falsch boniert")
        boss.settle()
        assert boss.shop.till.books.tab(12) is None

    @pytest.mark.feature("R-12")
    def test_a_price_is_changed_by_right(self, boss: TillAtWork) -> None:
        do(boss, OrderAction.PRICE)
        boss.digits(boss.orders.pad, "400")
        boss.tap(boss.orders.main_key)
        boss.settle()
        assert tab_of(boss).total == Money(800)
        assert boss.orders.ticket.model.total == "8,00 €"

    def test_without_the_right_the_key_says_so(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.send()
        tap_line(waiter, "Helles")
        waiter.tap(waiter.orders.keys[OrderAction.MORE])
        waiter.answer("Preis ändern")
        assert "Dazu fehlt das Recht „Preis ändern“." in waiter.notice

    def test_a_discount_on_a_line_is_taken_off_and_can_be_taken_back(self, boss: TillAtWork) -> None:
        before = tab_of(boss).total
        do(boss, OrderAction.DISCOUNT)
        boss.answer("50 %")
        boss.settle()
        assert tab_of(boss).total == before.times(1, 2)
        do(boss, OrderAction.DISCOUNT)
        boss.answer("Rabatt aufheben")
        boss.settle()
        assert tab_of(boss).total == before

    def test_an_article_is_marked_as_sold_out_and_stops_being_sold(self, boss: TillAtWork) -> None:
        boss.hold(boss.orders.middle.tiles, "Radler 0,5")
        boss.answer("Ausverkauft")
        boss.settle()
        boss.tap_tile("Radler 0,5")
        assert "ausverkauft" in boss.notice
        assert new_lines(boss) == []
        assert boss.shop.till.books.master().catalogue.named("Radler 0,5").sold_out


class TestTable:
    @pytest.mark.feature("R-03")
    def test_an_interim_bill_is_printed_and_the_plan_shows_it(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.send()
        do(waiter, OrderAction.INTERIM_BILL)
        waiter.settle()
        assert tab_of(waiter).bill_printed
        waiter.tap(waiter.orders.top.back_key)
        plan = waiter.tables.plan
        spoken = next(plan.cell_name(i) for i in range(plan.cell_count()) if plan.cell_key(i) == 12)
        assert "Rechnung verlangt" in spoken
        assert waiter.shop.outbox.waiting()["Beleg"] == 1

    @pytest.mark.feature("R-11")
    def test_payer_and_way_of_payment_are_noted_on_the_table(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.send()
        do(waiter, OrderAction.PAYER)
        waiter.answer("Name eingeben")
        QTest.keyClicks(waiter.orders.middle.text.field, "Kanzlei Moser")
        waiter.tap(waiter.orders.middle.text.accept_key)
        waiter.settle()
        do(waiter, OrderAction.PAYER)
        waiter.answer("Zimmer")
        waiter.settle()
        tab = tab_of(waiter)
        assert (tab.payer, tab.payment_code) == ("Kanzlei Moser", "ZI")
        assert "Kanzlei Moser" in waiter.orders.ticket.model.place

    def test_name_and_guests_stand_on_the_ticket(self, waiter: TillAtWork) -> None:
        do(waiter, OrderAction.TABLE_NAME)
        QTest.keyClicks(waiter.orders.middle.text.field, "Alois")
        waiter.tap(waiter.orders.middle.text.accept_key)
        waiter.settle()
        waiter.digits(waiter.orders.pad, "6")
        do(waiter, OrderAction.GUESTS)
        waiter.settle()
        assert "Alois" in waiter.orders.ticket.model.title
        assert "6 Gäste" in waiter.orders.ticket.model.place

    def test_part_of_a_line_moves_to_another_table(self, boss: TillAtWork) -> None:
        boss.digits(boss.orders.pad, "1")
        boss.tap(boss.orders.keys[OrderAction.TRANSFER])
        boss.digits(boss.orders.pad, "5")
        boss.tap(boss.orders.main_key)
        boss.settle()
        assert [str(line.quantity) for line in tab_of(boss).lines] == ["1"]
        assert [str(line.quantity) for line in tab_of(boss, 5).lines] == ["1"]

    def test_the_whole_table_moves_with_what_is_not_sent(self, boss: TillAtWork) -> None:
        tap_line(boss, "Helles")
        boss.tap_tile("Radler 0,5")
        tap_line(boss, "Radler")
        boss.tap(boss.orders.keys[OrderAction.TRANSFER])
        boss.tap_cell(boss.orders.middle.areas, "Stüberl")
        boss.tap_cell(boss.orders.middle.plan, "Tisch 20")
        boss.tap(boss.orders.main_key)
        boss.settle()
        assert boss.shop.till.books.tab(12) is None
        assert len(tab_of(boss, 20).lines) == 1
        assert new_lines(boss) == []
        boss.tap(boss.orders.top.back_key)
        boss.open_table(20)
        assert new_lines(boss) == [("1", "Radler 0,5")]

    def test_a_table_is_booked_to_an_internal_account(self, boss: TillAtWork) -> None:
        tap_line(boss, "Helles")
        do(boss, OrderAction.INTERNAL)
        boss.answer("Personal")
        boss.settle()
        assert boss.shop.till.books.tab(12) is None
        assert boss.last_receipt().reason == "Personal"

    @pytest.mark.feature("R-13")
    def test_a_function_article_puts_the_float_into_the_drawer(self, boss: TillAtWork) -> None:
        boss.tap(boss.orders.tools.keys[OrderAction.MENU])
        boss.answer("Kasse")
        boss.tap_tile("Bargeldbestand eingeben")
        boss.digits(boss.orders.pad, "20000")
        boss.tap(boss.orders.main_key)
        boss.settle()
        assert boss.last_receipt().cash == Money(20000)


class TestTroubles:
    def test_a_silent_signing_device_stops_no_tap(self, waiter: TillAtWork) -> None:
        faults = waiter.shop.faults
        assert faults is not None
        faults.fault = Fault.SILENT
        waiter.tap_tile("Helles 0,5")
        waiter.tap(waiter.orders.second_key)
        waiter.until(lambda: bool(sent_lines(waiter)))
        waiter.tap_tile("Radler 0,5")
        waiter.tap(waiter.orders.second_key)
        waiter.until(lambda: len(sent_lines(waiter)) == 2)
        assert waiter.desk.busy, "the device has not answered yet"
        waiter.tap_tile("Weißbier 0,5")
        assert new_lines(waiter) == [("1", "Weißbier 0,5")]
        faults.fault = None
        waiter.settle()

    def test_an_outage_is_told_once_and_until_it_is_over(self, waiter: TillAtWork) -> None:
        faults = waiter.shop.faults
        assert faults is not None
        faults.fault = Fault.OUT
        waiter.tap_tile("Helles 0,5")
        waiter.send()
        waiter.until(lambda: "Die TSE antwortet nicht." in waiter.notice)

    def test_an_order_that_the_books_could_not_take_stays_and_is_sent_once_in_the_end(
        self, waiter: TillAtWork, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
    ) -> None:
        books = type(waiter.shop.till.books)
        act = books.act

        def full(*_args: object, **_facts: object) -> object:
            raise BooksError("Die Festplatte ist voll. Bitte Platz schaffen.")

        waiter.tap_tile("Helles 0,5")
        monkeypatch.setattr(books, "act", full)
        with expected_log(logging.WARNING, "could not do it"):
            waiter.send()
        assert "Die Festplatte ist voll" in waiter.notice
        assert [line.note for line in waiter.orders.ticket.model.new] == ["Bitte noch einmal senden"]
        monkeypatch.setattr(books, "act", act)
        waiter.tap_tile("Radler 0,5")
        waiter.send()
        assert [line.name for line in tab_of(waiter).lines] == ["Helles 0,5", "Radler 0,5"]
        assert new_lines(waiter) == []
        waiter.close()
        assert waiter.findings() == []

    def test_an_order_whose_answer_was_lost_is_not_booked_twice(
        self, waiter: TillAtWork, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
    ) -> None:
        """The commit arrived, its answer did not: sending again finds it by its key."""
        tries: list[object] = []

        def lossy(till: Till, *args: object, **facts: object) -> object:
            sent = send_order(till, *args, **facts)  # type: ignore[arg-type]
            tries.append(facts["key"])
            if len(tries) == 1:
                raise BooksError("Ob gebucht wurde, ist unbekannt.")
            return sent

        monkeypatch.setattr(orders_screen, "send_order", lossy)
        waiter.tap_tile("Helles 0,5")
        with expected_log(logging.WARNING, "unbekannt"):
            waiter.send()
        assert len(waiter.orders.ticket.model.new) == 1
        waiter.send()
        assert tries[0] == tries[1]
        assert [str(line.quantity) for line in tab_of(waiter).lines] == ["1"]

    def test_what_is_refused_comes_back_to_be_changed(self, waiter: TillAtWork) -> None:
        """Somebody else marked it as sold out while it was being typed."""
        waiter.tap_tile("Helles 0,5")
        till = waiter.shop.till
        number = till.catalogue.named("Helles 0,5").number
        boss = next(op for op in till.staff.operators.values() if op.name == BOSS)
        mark_sold_out(till, boss, number, sold_out=True)
        waiter.send()
        assert "ausverkauft" in waiter.notice
        assert new_lines(waiter) == [("1", "Helles 0,5")]
        waiter.tap(waiter.orders.keys[OrderAction.VOID])
        assert new_lines(waiter) == []

    @pytest.mark.feature("R-10")
    def test_everything_done_by_taps_stands_in_the_journal(self, waiter: TillAtWork) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.send()
        kinds = [act.kind for act in waiter.shop.till.books.journal(limit=20)]
        for kind in (ActKind.LOGIN, ActKind.ORDER, ActKind.SECURED):
            assert kind in kinds


class TestKeyboard:
    def test_an_order_is_typed_sent_and_paid_without_touching(self, at_work: TillAtWork) -> None:
        at_work.sign_in()
        QTest.keyClicks(at_work.tables, "12")
        at_work.key_press(Qt.Key.Key_Return)
        assert at_work.window.shown == "orders"
        QTest.keyClicks(at_work.orders, "3")
        at_work.key_press(Qt.Key.Key_F3)
        QTest.keyClicks(at_work.orders.middle.text.field, "helles")
        QTest.keyClick(at_work.orders.middle.text.field, Qt.Key.Key_Return)
        at_work.key_press(Qt.Key.Key_F12)
        at_work.settle()
        assert [str(line.quantity) for line in tab_of(at_work).lines] == ["3"]
        at_work.key_press(Qt.Key.Key_Return)
        at_work.until(lambda: at_work.window.shown == "pay")
        at_work.key_press(Qt.Key.Key_Escape)
        assert at_work.window.shown == "orders"
        at_work.key_press(Qt.Key.Key_Escape)
        assert at_work.window.shown == "tables"
