"""A manager changes rows: one, several, a copy; what does not fit is said where it stands, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.staff import Right
from kasse.ports.books import ActKind
from kasse.sheets.declared import (
    ARTICLES,
    BUSINESS,
    OPERATORS,
    PASSWORD_LEVELS,
    PLACES,
    PRODUCT_GROUPS,
    SIDE_GROUPS,
    VOID_REASONS,
)
from kasse.ui.master.view import Mode
from kasse.ui.widgets.setting_controls import Field, Toggle
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.send_order import send_order
from kasse.usecases.till import Changed
from tests.ui.master.conftest import BOSS, DEPUTY, Office

GOULASH, SOUP, BEER = 131, 101, 303


def elsewhere(office: Office, **fields: object) -> None:
    """Another manager changes the goulash."""
    till = office.work.shop.till
    before = office.article(GOULASH)
    change_master(till, None, [Edit(ARTICLES, before, replace(before, **fields))])  # type: ignore[arg-type]
    office.work.desk.changed.emit(Changed.MASTER)


class TestOneRow:
    def test_a_new_price_holds_for_the_next_order(self, office: Office) -> None:
        work = office.work
        office.open("Artikel")
        office.search("helles 0,5")
        office.tap_row("Helles 0,5")
        office.write("Preis 1", "5,90")
        assert office.row("Preis 1").changed
        assert "bisher: 4,70 €" in office.row("Preis 1").origin
        office.save()
        assert office.article(BEER).price(1) == Money(590)
        assert "„Helles 0,5“ ist gespeichert." in work.notice
        work.tap(office.view.top.back_key)
        work.tap(office.view.top.back_key)
        work.open_table(4)
        work.tap_tile("Helles 0,5")
        work.send()
        tab = work.shop.till.books.tab(4)
        assert tab is not None
        assert [line.unit_price for line in tab.lines] == [Money(590)]

    def test_it_stands_in_the_journal_and_in_the_history_of_the_row(self, office: Office) -> None:
        office.open(f"Artikel/{GOULASH}")
        office.write("Preis 1", "18,90")
        office.save()
        act = office.work.shop.till.books.journal(limit=1)[0]
        assert act.kind is ActKind.MASTER_DATA
        assert office.screen.who.number == act.operator
        office.chip("Verlauf")
        office.work.settle()
        assert office.shows(Mode.DETAIL)
        titles = [row.title for row in office.view.list.rows]
        assert any("17,50" in title and "18,90" in title for title in titles)
        assert "Georg Hirsch" in office.view.list.rows[0].note

    def test_wrong_input_says_what_fits_and_keeps_what_was_typed(self, office: Office) -> None:
        office.open(f"Artikel/{GOULASH}")
        office.write("Preis 1", "billig")
        assert office.shows(Mode.TEXT)
        assert office.view.entry.field.text() == "billig"
        assert "Preis 1: Bitte einen Betrag" in office.work.notice
        office.type("12,00")
        assert office.shows(Mode.ROWS)
        assert office.row("Preis 1").changed

    def test_what_does_not_fit_the_house_is_said_beside_its_fact(self, office: Office) -> None:
        office.open("Artikel")
        office.work.tap(office.view.foot.main_key)
        office.write("Nummer", str(GOULASH))
        office.write("Bezeichnung", "Doppelt")
        office.save()
        assert office.article(GOULASH).name == "Rindergulasch"
        assert "schon" in office.work.notice
        control = office.row("Bezeichnung").control
        assert isinstance(control, Field)
        assert control.value == "Doppelt"
        office.write("Nummer", "9950")
        office.write("Bezeichnung", "")
        office.save()
        assert 9950 not in office.stored()
        assert office.row("Bezeichnung").tone == "danger_ink"
        assert office.row("Bezeichnung").origin

    def test_a_change_is_dropped_and_a_single_fact_taken_back(self, office: Office) -> None:
        office.open(f"Artikel/{GOULASH}")
        office.write("Preis 1", "18,90")
        office.tap("Ausverkauft")
        assert office.words == "2 Änderungen, noch nicht gespeichert"
        office.tap("Preis 1", "undo")
        assert office.words == "1 Änderung, noch nicht gespeichert"
        office.work.tap(office.view.foot.second_key)
        assert office.words == "Alles ist gespeichert"
        control = office.row("Ausverkauft").control
        assert isinstance(control, Toggle)
        assert not control.on

    def test_nobody_leaves_without_saying_what_becomes_of_it(self, office: Office) -> None:
        office.open(f"Artikel/{GOULASH}")
        office.write("Preis 1", "18,90")
        office.work.tap_cell(office.view.tree, "Warengruppen")
        assert office.shows(Mode.CHOICES)
        office.work.tap(office.view.choices.close_key)
        assert office.row("Preis 1").changed
        office.work.tap_cell(office.view.tree, "Warengruppen")
        office.choose("Speichern und weiter")
        office.work.settle()
        assert office.article(GOULASH).price(1) == Money(1890)
        assert office.screen.sheet is PRODUCT_GROUPS
        office.open(f"Artikel/{GOULASH}")
        office.write("Preis 1", "20,00")
        office.work.tap(office.view.top.back_key)
        office.choose("Verwerfen und weiter")
        assert office.article(GOULASH).price(1) == Money(1890)
        assert office.shows(Mode.LIST)

    def test_a_search_asks_as_well_before_it_leaves_a_form(self, office: Office) -> None:
        office.open(f"Artikel/{GOULASH}")
        office.write("Preis 1", "18,90")
        office.search("s")
        office.work.tap(office.view.choices.close_key)
        assert office.view.search.text == ""
        assert office.row("Preis 1").changed
        office.search("s")
        office.choose("Verwerfen und weiter")
        assert office.shows(Mode.LIST)
        assert office.article(GOULASH).price(1) == Money(1750)

    def test_the_only_row_of_a_sheet_opens_at_once(self, office: Office) -> None:
        office.open("Betriebsdaten")
        assert office.shows(Mode.ROWS)
        office.write("Schlussworte der Rechnung", "Bis bald")
        office.save()
        assert office.work.shop.till.house.business.greeting == "Bis bald"
        office.work.tap(office.view.top.back_key)
        assert office.work.window.shown == "tables"
        assert office.stored(BUSINESS)

    def test_groups_of_a_form_are_reached_with_one_tap(self, office: Office) -> None:
        office.open(f"Artikel/{GOULASH}")
        office.chip("Taste")
        rows = office.view.rows
        index = rows.spot_of("button_text", 0)
        assert rows.view_box().contains(rows.shown_box(index).center())

    def test_several_of_very_many_are_gathered_by_name(self, office: Office) -> None:
        office.open("Beilagengruppen")
        group = next(iter(office.stored(SIDE_GROUPS).values()))
        office.open(f"Beilagengruppen/{group.number}")
        office.tap("Beilagen" if any(r.label == "Beilagen" for r in office.view.rows.rows) else "Artikel")
        office.choose("Hinzufügen")
        office.view.entry.field.insert("frittaten")
        office.work.tap(office.view.entry.accept_key)
        office.work.tap(office.view.choices.close_key)
        office.save()
        assert office.stored(SIDE_GROUPS)[group.number].articles == (*group.articles, SOUP)


class TestMaking:
    def test_a_new_row_gets_a_free_number_and_is_found(self, office: Office) -> None:
        office.open("Artikel")
        office.work.tap(office.view.foot.main_key)
        office.write("Bezeichnung", "Marillenknödel")
        office.write("Preis 1", "8,90")
        office.save()
        made = next(article for article in office.stored().values() if article.name == "Marillenknödel")
        assert made.price(1) == Money(890)
        office.search("marillenkn")
        assert office.titles() == ["Marillenknödel"]

    def test_a_copy_is_like_its_model_but_for_the_number(self, office: Office) -> None:
        office.open(f"Artikel/{GOULASH}")
        office.chip("Kopieren")
        office.write("Bezeichnung", "Gulasch klein")
        office.save()
        made = next(article for article in office.stored().values() if article.name == "Gulasch klein")
        assert replace(made, number=GOULASH, name="Rindergulasch") == office.article(GOULASH)

    def test_a_number_that_is_stored_does_not_change(self, office: Office) -> None:
        office.open(f"Artikel/{GOULASH}")
        office.tap("Nummer")
        assert office.shows(Mode.ROWS)
        assert "Die Nummer bleibt" in office.work.notice

    def test_a_table_that_was_never_booked_gets_another_number_and_a_booked_one_says_why_not(
        self, office: Office
    ) -> None:
        office.open("Tische/Tische/20")
        office.write("Nummer", "12")
        assert "schon vergeben" in office.work.notice
        office.type("77")
        assert office.row("Nummer").changed
        office.tap("Nummer", "undo")
        assert not office.row("Nummer").changed
        office.write("Nummer", "77")
        office.save()
        assert {20, 77} & set(office.stored(PLACES)) == {77}
        boss = office.screen.who
        send_order(office.work.shop.till, boss, 77, [Wish(BEER)])
        office.write("Nummer", "78")
        office.save()
        assert "steht schon in den Büchern" in office.work.notice
        assert {77, 78} & set(office.stored(PLACES)) == {77}

    def test_a_put_away_article_is_gone_from_the_tiles_and_comes_back(self, office: Office) -> None:
        work = office.work
        office.open("Artikel")
        office.tap_row("Frittatensuppe")
        office.chip("Stilllegen")
        work.settle()
        assert not office.article(SOUP).active
        work.tap(office.view.top.back_key)
        assert "Frittatensuppe" not in office.titles()
        office.chip("Stillgelegt")
        assert "Frittatensuppe (stillgelegt)" in office.titles()
        work.tap(office.view.top.back_key)
        work.open_table(4)
        work.tap_section("Speisen")
        tiles = work.orders.middle.tiles
        names = [tiles.cell_name(i).replace("\u00ad", "") for i in range(tiles.cell_count())]
        assert any("suppe" in name for name in names)
        assert not any("Frittaten" in name for name in names)

    def test_what_was_never_booked_may_be_deleted_after_a_question(self, office: Office) -> None:
        office.open("Stornogründe")
        first, *rest = [phrase.text for phrase in office.stored(VOID_REASONS).values()]
        office.tap_row(first)
        office.chip("Löschen")
        assert office.shows(Mode.CHOICES)
        office.choose("Löschen")
        office.work.settle()
        assert [phrase.text for phrase in office.stored(VOID_REASONS).values()] == rest
        assert office.shows(Mode.LIST)

    def test_what_was_booked_is_not_deleted_and_says_why(self, office: Office) -> None:
        work = office.work
        work.open_table(4)
        work.tap_tile("Helles 0,5")
        work.send()
        office.open(f"Artikel/{BEER}")
        office.chip("Löschen")
        office.choose("Löschen")
        work.settle()
        assert "stilllegen" in work.notice.casefold()
        assert office.shows(Mode.ROWS)
        assert office.article(BEER).active


class TestLeaving:
    def test_what_is_not_saved_waits_for_whoever_typed_it(self, office: Office) -> None:
        office.open(f"Artikel/{GOULASH}")
        office.write("Preis 1", "18,90")
        office.work.tap(office.view.top.back_key)
        office.work.program.sign_out()
        office.work.settle()
        office.work.sign_in(BOSS)
        office.open()
        assert office.shows(Mode.ROWS)
        assert office.row("Preis 1").changed

    def test_nobody_else_finds_it(self, office: Office) -> None:
        till = office.work.shop.till
        deputy = next(op for op in till.staff.operators.values() if op.name == DEPUTY)
        level = till.staff.levels[deputy.level]
        rights = level.rights | {Right.MASTER_DATA}
        change_master(till, None, [Edit(PASSWORD_LEVELS, level, replace(level, rights=rights))])
        office.open(f"Artikel/{GOULASH}")
        office.write("Preis 1", "18,90")
        office.work.program.sign_out()
        office.work.settle()
        office.work.sign_in(DEPUTY)
        office.work.program.show_master(f"Artikel/{GOULASH}")
        office.work.settle()
        assert office.shows(Mode.ROWS)
        assert not any(row.changed for row in office.view.rows.rows)


class TestTwoManagers:
    def test_the_second_one_is_told_and_keeps_what_he_typed(self, office: Office) -> None:
        office.open(f"Artikel/{GOULASH}")
        office.write("Preis 1", "18,90")
        elsewhere(office, name="Gulasch vom Rind")
        office.save()
        assert "inzwischen anders" in office.work.notice
        assert office.article(GOULASH).price(1) == Money(1750)
        assert office.row("Preis 1").changed
        office.work.tap(office.view.foot.second_key)
        assert office.view.rows.title == "Gulasch vom Rind"
        office.write("Preis 1", "18,90")
        office.save()
        assert office.article(GOULASH).price(1) == Money(1890)
        assert office.article(GOULASH).name == "Gulasch vom Rind"

    def test_a_form_without_changes_follows_what_others_do(self, office: Office) -> None:
        office.open(f"Artikel/{GOULASH}")
        elsewhere(office, name="Gulasch vom Rind")
        assert office.view.rows.title == "Gulasch vom Rind"
        office.work.tap(office.view.top.back_key)
        assert "Gulasch vom Rind" in office.titles()


class TestSeveral:
    def test_several_rows_get_a_value_in_one_act(self, office: Office) -> None:
        office.open("Artikel")
        office.mark("Frittatensuppe", "Leberknödelsuppe", "Obatzda mit Breze")
        assert office.words == "3 gewählt"
        office.work.tap(office.view.foot.main_key)
        assert office.view.rows.title == "3 Artikel gemeinsam ändern"
        control = office.row("Preis 1").control
        assert isinstance(control, Field)
        assert control.value == "verschieden"
        office.write("Preis 1", "5,90")
        assert office.words == "2 von 3 ändern sich"
        before = len(list(office.work.shop.till.books.journal()))
        office.save()
        assert [office.article(n).price(1) for n in (101, 102, 105)] == [Money(590)] * 3
        assert len(list(office.work.shop.till.books.journal())) == before + 1
        assert office.shows(Mode.LIST)
        assert office.words == f"{len(office.titles())} Artikel"

    def test_what_is_not_chosen_stays_as_it_is_in_each_row(self, office: Office) -> None:
        office.open("Artikel")
        names = {number: office.article(number).name for number in (101, 102)}
        office.mark(*names.values())
        office.work.tap(office.view.foot.main_key)
        office.tap("Ausverkauft")
        office.choose("An")
        office.save()
        assert all(office.article(number).sold_out for number in names)
        assert {number: office.article(number).name for number in names} == names

    def test_all_that_is_found_is_marked_with_one_tap(self, office: Office) -> None:
        office.open("Artikel")
        office.search("gulasch")
        office.view.table.head.all_marked.emit()
        assert office.words == "2 gewählt"
        office.search("suppe")
        assert "2 gerade nicht zu sehen" in office.words
        office.work.tap(office.view.foot.second_key)
        assert office.words.endswith("Artikel")

    def test_several_are_put_away_together(self, office: Office) -> None:
        office.open("Artikel")
        office.mark("Frittatensuppe", "Leberknödelsuppe")
        office.work.tap(office.view.foot.main_key)
        office.chip("Alle stilllegen")
        office.work.settle()
        assert not office.article(101).active
        assert not office.article(102).active


@pytest.mark.parametrize("sheet", [OPERATORS, PRODUCT_GROUPS], ids=lambda sheet: sheet.key)
def test_every_fact_of_every_row_has_a_control(office: Office, sheet) -> None:  # type: ignore[no-untyped-def]
    office.open(sheet.label)
    for row in sheet.rows(office.work.shop.till.master).values():
        office.screen.open_form(row)
        assert len(office.view.rows.rows) == len(sheet.columns)
