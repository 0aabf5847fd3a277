"""A manager finds rows: by the tree, by typing, by filters, by the head of a column."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScroller

from kasse.domain.staff import Right
from kasse.domain.staff.operators import RIGHT_NAMES
from kasse.sheets.declared import ALL, ARTICLES
from kasse.ui.master.view import Mode
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from tests.ui.at_work import TillAtWork
from tests.ui.master.conftest import WAITER, Office


class TestTheWayThere:
    def test_a_manager_opens_it_from_the_register(self, office: Office) -> None:
        work = office.work
        work.program.tables.register.open()
        work.choose(work.tables.choices, "Stammdaten")
        assert work.window.shown == "master"
        assert len(office.titles()) == len(office.stored())

    def test_a_waiter_is_told_which_right_is_missing(self, at_work: TillAtWork) -> None:
        at_work.sign_in(WAITER)
        at_work.program.tables.register.open()
        at_work.choose(at_work.tables.choices, "Stammdaten")
        assert at_work.window.shown == "tables"
        assert RIGHT_NAMES[Right.MASTER_DATA] in at_work.notice
        at_work.program.show_master("Artikel")
        assert at_work.window.shown == "tables"

    def test_the_screen_costs_a_till_nothing_that_never_opens_it(self, at_work: TillAtWork) -> None:
        at_work.program.prepare()
        at_work.sign_in()
        assert "master" not in vars(at_work.program)

    @pytest.mark.parametrize("sheet", ALL, ids=lambda sheet: sheet.key)
    def test_every_sheet_is_reached_by_its_path_and_by_taps(self, office: Office, sheet) -> None:  # type: ignore[no-untyped-def]
        office.open(f"{sheet.page}/{sheet.label}")
        assert office.screen.sheet is sheet
        other = next(each for each in ALL if each.page != sheet.page and not each.single)
        office.open(other.label)
        office.work.tap_cell(office.view.tree, sheet.page)
        office.work.tap_cell(office.view.tree, sheet.label)
        assert office.screen.sheet is sheet
        assert office.shows(Mode.ROWS if sheet.single else Mode.LIST)

    def test_a_path_opens_a_row(self, office: Office) -> None:
        office.open("Speisekarte/Artikel/130")
        assert office.view.rows.title == "Hirschgulasch"
        office.open("articles/Rindergulasch")
        assert office.view.rows.title == "Rindergulasch"

    def test_it_leads_back_to_the_tables(self, office: Office) -> None:
        office.open("Artikel")
        office.work.tap(office.view.top.back_key)
        assert office.work.window.shown == "tables"


class TestFinding:
    def test_what_is_typed_is_found_whatever_sheet_is_open(self, office: Office) -> None:
        office.open("Drucker")
        office.search("Gulasch")
        assert office.screen.sheet is ARTICLES
        assert office.titles() == ["Hirschgulasch", "Rindergulasch"]
        nodes = {node.label: node for node in office.view.tree.nodes}
        assert nodes["Artikel"].count == "2"
        assert nodes["Geräte"].quiet
        office.work.tap(office.view.search.key)
        assert office.screen.sheet.label == "Drucker"

    def test_the_list_gets_shorter_with_every_letter(self, office: Office) -> None:
        office.open("Artikel")
        counts = []
        for letter in "kaese":
            office.view.search.field.insert(letter)
            counts.append(len(office.titles()))
        assert counts == sorted(counts, reverse=True)
        assert all("käse" in title.casefold() for title in office.titles())

    def test_a_sheet_is_found_by_its_name_and_shows_everything(self, office: Office) -> None:
        office.open("Artikel")
        office.search("Warengruppen")
        assert office.screen.sheet.key == "product_groups"
        assert len(office.titles()) == len(office.stored(office.screen.sheet))

    def test_a_filter_leaves_what_was_chosen(self, office: Office) -> None:
        office.open("Artikel")
        office.chip("Warengruppe")
        office.choose("Salate")
        office.work.tap(office.view.choices.close_key)
        group = next(group for group in office.stored(ALL[1]).values() if group.name == "Salate")
        shown = {office.screen.list_page.rows[i].group for i in range(len(office.titles()))}
        assert shown == {group.number}
        assert f"{len(office.titles())} von" in office.words
        office.chip("Warengruppe: Salate")
        office.choose("Alle")
        office.work.tap(office.view.choices.close_key)
        assert len(office.titles()) == len(office.stored())

    def test_a_tap_on_a_head_sorts_up_down_and_as_the_house_has_it(self, office: Office) -> None:
        office.open("Artikel")
        usual = office.titles()
        office.tap_head("Preis 1")
        first = [row.price(1) for row in office.screen.list_page.rows if row.prices]
        assert first == sorted(first)
        office.tap_head("Preis 1")
        first = [row.price(1) for row in office.screen.list_page.rows if row.prices]
        assert first == sorted(first, reverse=True)
        office.tap_head("Preis 1")
        assert office.titles() == usual

    def test_columns_are_chosen_and_kept(self, office: Office) -> None:
        office.open("Artikel")
        office.chip("Spalten")
        office.choose("Preis 3")
        office.choose("Preis 2")
        office.work.tap(office.view.choices.close_key)
        labels = [head.label for head in office.view.table.lines.shown.heads]
        assert "Preis 3" in labels
        assert "Preis 2" not in labels
        office.open("Warengruppen")
        office.open("Artikel")
        assert [head.label for head in office.view.table.lines.shown.heads] == labels

    def test_a_finger_searches_with_the_keyboard_on_the_screen(self, look: Look, office: Office) -> None:
        look.set(metrics=Metrics(1024, 768))
        office.open("Artikel")
        view = office.view
        office.work.tap(view.search.key)
        for letter in "gulasch":
            office.work.tap(view.keyboard.letters[letter])
        assert office.titles() == ["Hirschgulasch", "Rindergulasch"]
        office.tap_row("Rindergulasch")
        assert view.rows.title == "Rindergulasch"
        assert not view.keyboard.isVisible()

    def test_the_keyboard_alone_is_enough(self, office: Office) -> None:
        office.open("Artikel")
        QTest.keyClicks(office.view, "gulasch")
        QTest.keyClick(office.view.search.field, Qt.Key.Key_Down)
        QTest.keyClick(office.view.table, Qt.Key.Key_Down)
        QTest.keyClick(office.view.table, Qt.Key.Key_Space)
        assert office.words.startswith("1 gewählt")
        QTest.keyClick(office.view.table, Qt.Key.Key_Return)
        assert office.view.rows.title == "Rindergulasch"
        QTest.keyClick(office.view, Qt.Key.Key_Escape)
        assert office.shows(Mode.LIST)
        QTest.keyClick(office.view, Qt.Key.Key_Escape)
        assert office.view.search.text == ""
        QTest.keyClick(office.view, Qt.Key.Key_Escape)
        assert office.work.window.shown == "tables"


class TestScrolling:
    def drag(self, office: Office, start: QPoint, end: QPoint, *, scrolls: bool = False) -> None:
        viewport = office.view.table.viewport()

        def send(kind: QMouseEvent.Type, at: QPoint, held: Qt.MouseButton) -> None:
            spot = QPointF(at)
            button = (
                Qt.MouseButton.NoButton if kind is QMouseEvent.Type.MouseMove else Qt.MouseButton.LeftButton
            )
            event = QMouseEvent(
                kind, spot, viewport.mapToGlobal(spot), button, held, Qt.KeyboardModifier.NoModifier
            )
            QCoreApplication.sendEvent(viewport, event)

        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        send(QMouseEvent.Type.MouseButtonPress, start, left)
        for i in range(1, 6):
            send(QMouseEvent.Type.MouseMove, start + (end - start) * i / 5, left)
        if scrolls:
            office.work.until(lambda: office.view.table.verticalScrollBar().value() > 0)
        send(QMouseEvent.Type.MouseButtonRelease, end, none)

    def test_a_finger_that_draws_the_list_opens_nothing(self, office: Office) -> None:
        office.open("Artikel")
        self.drag(office, QPoint(200, 380), QPoint(200, 100), scrolls=True)
        assert office.shows(Mode.LIST)
        assert office.words == f"{len(office.titles())} Artikel"

    def test_a_finger_that_slides_off_a_row_opens_nothing(self, office: Office) -> None:
        office.open("Drucker")
        self.drag(office, QPoint(200, 20), QPoint(200, 80))
        assert office.shows(Mode.LIST)

    def test_a_tap_after_the_throw_has_ended_opens_the_row_under_the_finger(self, office: Office) -> None:
        office.open("Artikel")
        self.drag(office, QPoint(200, 380), QPoint(200, 300), scrolls=True)
        scroller = QScroller.scroller(office.view.table.viewport())
        office.work.until(lambda: scroller.state() is QScroller.State.Inactive)
        office.tap_row("Rindergulasch")
        assert office.view.rows.title == "Rindergulasch"
