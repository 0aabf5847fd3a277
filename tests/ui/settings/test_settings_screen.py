"""A manager finds a setting, understands it, changes it, saves it, and takes it back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.domain.staff import Right
from kasse.domain.staff.operators import RIGHT_NAMES
from kasse.ports.books import ActKind
from kasse.settings import Setting
from kasse.settings.declared import ALL, cash, data, papers, paying, screen, tables, tse_access
from kasse.settings.declared.fiscal_de import BSI_ID, OUTAGE_SLIPS, TSE_DEADLINE, TSE_KIND
from kasse.ui.settings.showing import FILES
from kasse.ui.settings.view import Mode
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.widgets.setting_controls import Field, Stepper, Toggle
from tests.ui.at_work import TillAtWork
from tests.ui.settings.conftest import BOSS, DEPUTY, WAITER, Office

HERE = "terminal:1"


class TestTheWayThere:
    def test_a_manager_opens_it_from_the_register(self, office: Office) -> None:
        work = office.work
        work.program.tables.register.open()
        work.choose(work.tables.choices, "Einstellungen")
        assert work.window.shown == "settings"
        assert office.view.tree.chosen == ALL[0].page

    def test_a_waiter_is_told_which_right_is_missing(self, at_work: TillAtWork) -> None:
        at_work.sign_in(WAITER)
        at_work.program.tables.register.open()
        at_work.choose(at_work.tables.choices, "Einstellungen")
        assert at_work.window.shown == "tables"
        assert RIGHT_NAMES[Right.SETTINGS] in at_work.notice
        at_work.program.show_settings("Finanzamt/TSE")
        assert at_work.window.shown == "tables"

    @pytest.mark.feature("T-04")
    @pytest.mark.parametrize("setting", ALL, ids=lambda s: s.key)
    def test_every_setting_is_reached_by_its_path(self, office: Office, setting: Setting[Any]) -> None:
        for path in (setting.path, setting.path.replace("/", " – "), setting.key):
            office.open("Tische/Tischplan")
            office.open(path)
            assert office.view.tree.chosen == setting.page
            assert office.view.rows.isVisible()
            index = office.view.rows.spot_of(setting.key, "more")
            assert office.view.rows.view_box().contains(office.view.rows.shown_box(index).center())

    def test_a_path_is_enough_for_the_first_look_of_all(self, office: Office) -> None:
        office.open(BSI_ID.path)
        rows, tree = office.view.rows, office.view.tree
        assert rows.view_box().contains(rows.shown_box(rows.spot_of(BSI_ID.key, "more")).center())
        chosen = [node.key for node in tree.nodes].index(BSI_ID.page)
        assert tree.view_box().contains(tree.shown_box(chosen).center())

    @pytest.mark.feature("T-04")
    @pytest.mark.parametrize("page", sorted({setting.page for setting in ALL}))
    def test_every_page_is_reached_by_its_path_and_by_taps(self, office: Office, page: str) -> None:
        office.open(page)
        assert office.view.tree.chosen == page
        office.open("Daten/Ordner")
        area, name = page.split("/")
        office.tap_page(area)
        office.tap_page(name)
        assert office.view.tree.chosen == page
        assert office.shown() == [setting.key for setting in ALL if setting.page == page]

    def test_an_unknown_path_opens_the_dialog_where_it_was(self, office: Office) -> None:
        office.open("Zahlen/Rabatt")
        office.open("Gibt es nicht")
        assert office.view.tree.chosen == "Zahlen/Rabatt"

    def test_it_leads_back_to_where_it_was_opened(self, office: Office) -> None:
        office.open()
        office.work.tap(office.view.top.back_key)
        assert office.work.window.shown == "tables"


class TestFinding:
    @pytest.mark.feature("M-BET-02")
    @pytest.mark.parametrize(
        ("query", "setting"),
        [
            ("Trinkgeld 10", paying.TIP_SECOND),
            ("Ausfallbeleg nicht drucken", OUTAGE_SLIPS),
            ("ueberziehen Tisch Farbe", tables.OVER_TIME_MINUTES),
            ("kassenlade", papers.DRAWER_FOR_CASH),
        ],
    )
    def test_what_is_typed_is_found_and_can_be_changed_at_once(
        self, office: Office, query: str, setting: Setting[Any]
    ) -> None:
        office.open()
        office.search(query)
        assert setting.key in office.shown()[:2]
        row = office.row(setting)
        assert row.place == setting.page.replace("/", " · ")
        if isinstance(row.control, Toggle):
            office.tap(setting)
        else:
            assert isinstance(row.control, Stepper)
            office.tap(setting, 1)
        assert office.row(setting).changed

    def test_the_list_follows_every_letter_and_the_tree_says_where(self, office: Office) -> None:
        office.open()
        office.view.search.field.setFocus()
        for letter in "trinkgeld":
            QTest.keyClicks(office.view.search.field, letter)
            assert office.view.rows.title.startswith("Treffer für")
        nodes = {node.key: node for node in office.view.tree.nodes}
        assert nodes["Zahlen"].count == "6"
        assert nodes["Tische"].quiet
        office.tap_page("Zahlen")
        assert office.view.tree.chosen == "Zahlen/Trinkgeld"
        assert office.row(paying.TIP_FIRST).marks == ((0, len("Trinkgeld")),)

    def test_a_finger_searches_with_the_keyboard_on_the_screen(self, look: Look, office: Office) -> None:
        look.set(metrics=Metrics(1024, 768))
        office.open()
        view = office.view
        office.work.tap(view.search.key)
        for letter in "lade":
            office.work.tap(view.keyboard.letters[letter])
        office.work.tap(view.keyboard.back_key)
        office.work.tap(view.keyboard.letters["e"])
        assert view.search.text == "lade"
        first = view.rows.shown_box(view.rows.spot_of(office.shown()[0], 0))
        assert view.rows.view_box().contains(first)
        office.tap(papers.DRAWER_FOR_CASH)
        assert office.row(papers.DRAWER_FOR_CASH).changed
        office.work.tap(view.done_key)
        assert not view.keyboard.isVisible()
        assert view.foot.main_key.isVisible()

    def test_the_cross_ends_the_search(self, office: Office) -> None:
        office.open("Zahlen/Rabatt")
        office.search("lade")
        office.work.tap(office.view.search.key)
        assert office.view.search.text == ""
        assert office.shown() == [
            each.key for each in (paying.LINE_DISCOUNTS, paying.BILL_DISCOUNTS, paying.DISCOUNT_AMOUNTS)
        ]

    def test_nothing_found_says_what_to_do(self, office: Office) -> None:
        office.open()
        office.search("qqqq")
        assert office.shown() == []
        assert "Ein anderes Wort" in office.view.rows._empty

    @pytest.mark.feature("X-02")
    def test_the_filter_shows_what_tills_may_have_of_their_own_and_which_have(self, office: Office) -> None:
        office.store(papers.RECEIPT_COPIES, "3", HERE)
        office.open("Belege und Bons/Rechnung")
        assert office.shown() == [papers.RECEIPT_COPIES.key, papers.INTERIM_BILLS.key]
        office.work.tap(office.view.filter_key)
        assert office.view.filter_key.chosen
        assert office.shown() == [papers.RECEIPT_COPIES.key]
        assert "Kasse 1: 3" in office.row(papers.RECEIPT_COPIES).origin
        office.search("drucken")
        own = {setting.key for setting in ALL if setting.scope != "everywhere"}
        assert office.shown()
        assert set(office.shown()) <= own
        office.work.tap(office.view.filter_key)
        assert not set(office.shown()) <= own


class TestChanging:
    def test_a_change_is_marked_until_it_is_saved_and_then_stands_in_the_journal(
        self, office: Office
    ) -> None:
        office.open("Belege und Bons/Rechnung")
        assert office.words == "Alles ist gespeichert"
        office.tap(papers.RECEIPT_COPIES, 1)
        office.tap(papers.RECEIPT_COPIES, 1)
        office.tap(papers.INTERIM_BILLS)
        row = office.row(papers.RECEIPT_COPIES)
        assert (row.changed, row.origin) == (True, "Noch nicht gespeichert · bisher: 1")
        assert office.words == "2 Änderungen, noch nicht gespeichert"
        assert {node.key for node in office.view.tree.nodes if node.changed} == {
            "Belege und Bons",
            "Belege und Bons/Rechnung",
        }
        assert office.value(papers.RECEIPT_COPIES) == 1
        office.save()
        assert office.value(papers.RECEIPT_COPIES) == 3
        assert office.value(papers.INTERIM_BILLS) is False
        assert office.words == "Alles ist gespeichert"
        assert "2 Änderungen sind gespeichert." in office.work.notice
        act = office.work.shop.till.books.journal(limit=1)[0]
        assert act.kind is ActKind.SETTING
        assert len(act.body["settings"]) == 2  # type: ignore[arg-type]

    def test_what_is_dropped_is_as_it_was(self, office: Office) -> None:
        office.open("Belege und Bons/Rechnung")
        office.tap(papers.RECEIPT_COPIES, 1)
        office.work.tap(office.view.foot.second_key)
        assert not office.row(papers.RECEIPT_COPIES).changed
        assert office.words == "Alles ist gespeichert"

    def test_choosing_what_was_so_is_no_change(self, office: Office) -> None:
        office.store(papers.RECEIPT_COPIES, "2")
        office.open("Belege und Bons/Rechnung")
        office.tap(papers.RECEIPT_COPIES, 1)
        office.tap(papers.RECEIPT_COPIES, -1)
        assert office.words == "Alles ist gespeichert"

    def test_the_way_back_leads_first_to_what_is_saved_and_then_to_the_standard(self, office: Office) -> None:
        office.store(papers.RECEIPT_COPIES, "2")
        office.open("Belege und Bons/Rechnung")
        assert office.row(papers.RECEIPT_COPIES).origin == "Für alle Kassen · Standard: 1"
        office.tap(papers.RECEIPT_COPIES, 1)
        office.tap(papers.RECEIPT_COPIES, "undo")
        assert not office.row(papers.RECEIPT_COPIES).changed
        office.tap(papers.RECEIPT_COPIES, "undo")
        assert office.row(papers.RECEIPT_COPIES).control == Stepper("1", least=True, typed=True)
        office.save()
        row = office.row(papers.RECEIPT_COPIES)
        assert (row.origin, row.undo) == ("Standard", False)
        assert ("everywhere", papers.RECEIPT_COPIES.key) not in office.work.shop.till.settings.stored

    @pytest.mark.feature("M-BET-01")
    def test_what_holds_for_all_is_kept_apart_from_what_holds_at_one_till(self, office: Office) -> None:
        office.open("Belege und Bons/Rechnung")
        office.tap(papers.RECEIPT_COPIES, 1)
        office.work.tap_cell(office.view.levels, "Nur Kasse 1")
        office.tap(papers.RECEIPT_COPIES, 1)
        office.save()
        stored = office.work.shop.till.settings.stored
        assert stored["everywhere", papers.RECEIPT_COPIES.key] == "2"
        assert stored[HERE, papers.RECEIPT_COPIES.key] == "3"
        row = office.row(papers.RECEIPT_COPIES)
        assert row.origin == "Nur an dieser Kasse · für alle: 2"
        assert row.undo
        assert "gilt für alle Kassen" in office.row(papers.INTERIM_BILLS).off
        office.work.tap_cell(office.view.levels, "Alle Kassen")
        row = office.row(papers.RECEIPT_COPIES)
        assert isinstance(row.control, Stepper)
        assert row.control.value == "2"
        assert row.origin == "Für alle Kassen · Standard: 1 · Kasse 1: 3"

    def test_a_stored_text_that_does_not_fit_is_told_in_its_row(self, office: Office) -> None:
        till = office.work.shop.till
        with till.books.act(ActKind.SETTING, at=till.now()) as act:
            act.save_setting(TSE_DEADLINE.key, "viele", "everywhere")
        till.read_settings()
        office.work.until(lambda: "„Wartezeit auf die TSE“" in office.work.notice)
        shown = office.work.window.status.notice
        assert shown is not None
        office.work.window.status.notice_answered.emit(shown.key, shown.answers[0].key)
        assert office.view.tree.chosen == TSE_DEADLINE.page
        row = office.row(TSE_DEADLINE)
        assert "Gespeichert ist „viele“" in row.origin
        assert "Es gilt: 3 Sekunden" in row.origin
        office.tap(TSE_DEADLINE, "undo")
        office.save()
        assert office.row(TSE_DEADLINE).origin == "Standard"

    def test_a_switch_that_others_keep_on_says_so(self, office: Office) -> None:
        office.open("Bedienerabrechnung/Bargeld")
        office.tap(cash.CARRY_BALANCE)
        office.tap(cash.EXPORT_CASH_BOOK)
        assert "bleibt eingeschaltet" in office.row(cash.BOOK_CASH_OUT).off
        office.save()
        assert "„Bar-Umsatz automatisch ausbuchen“ ist damit auch eingeschaltet." in office.work.notice

    def test_what_does_nothing_without_a_switch_says_which(self, office: Office) -> None:
        office.open("Kasse und Bildschirm/Anzeige")
        assert office.row(screen.DARK_FROM).off == "Erst „Abends von selbst dunkel“ einschalten."
        office.tap(screen.DARK_BY_CLOCK)
        assert office.row(screen.DARK_FROM).off == ""

    def test_what_waits_for_settled_tables_says_what_is_open(self, office: Office) -> None:
        work = office.work
        work.open_table(12)
        work.tap_tile("Helles 0,5")
        work.send()
        office.open("Tische/Zugang")
        assert "Noch offen: Tisch 12." in office.row(tables.OPEN_TO_ALL).off
        office.tap(tables.OPEN_TO_ALL)
        assert "Noch offen: Tisch 12." in work.notice
        assert office.words == "Alles ist gespeichert"

    def test_what_an_assistant_sets_up_is_shown_and_leads_there(self, office: Office) -> None:
        office.open("Finanzamt/TSE")
        office.tap(TSE_KIND)
        assert "Assistent" in office.work.notice
        assert not len(office.screen.draft)


class TestRights:
    def test_whoever_lacks_a_right_sees_less(self, at_work: TillAtWork, office: Office) -> None:
        office.open("Daten/Passwörter")
        assert office.shown() == [data.SECRETS_SEEN.key]
        settings = [s.key for s in ALL if s.admin_only]
        assert settings == [data.SECRETS_SEEN.key]

    def test_only_somebody_with_every_right_sees_what_is_for_administrators(
        self, at_work: TillAtWork
    ) -> None:
        from dataclasses import replace

        till = at_work.shop.till
        boss = next(op for op in till.staff.operators.values() if op.name == BOSS)
        level = till.staff.levels[boss.level]
        less = replace(level, rights=level.rights - {Right.VOID})
        staff = replace(till.staff, levels={**till.staff.levels, boss.level: less})
        till.master = replace(till.master, staff=staff)
        at_work.sign_in(BOSS)
        office = Office(at_work, None)  # type: ignore[arg-type]
        office.open("Daten/Ordner")
        assert data.SECRETS_SEEN.page not in [node.key for node in office.view.tree.nodes]
        office.search("passwörter einsehen")
        assert data.SECRETS_SEEN.key not in office.shown()

    def test_the_deputy_has_no_key_to_the_dialog(self, at_work: TillAtWork) -> None:
        at_work.sign_in(DEPUTY)
        at_work.program.show_settings()
        assert at_work.window.shown == "tables"


class TestLeaving:
    @pytest.fixture
    def changed(self, office: Office) -> Office:
        office.open("Belege und Bons/Rechnung")
        office.tap(papers.RECEIPT_COPIES, 1)
        office.work.tap(office.view.top.back_key)
        assert office.view.mode is Mode.CHOICES
        return office

    def test_unsaved_changes_are_asked_for_with_the_verb_on_the_key(self, changed: Office) -> None:
        names = [changed.view.choices.cells.cell_name(i) for i in range(2)]
        assert names == ["Speichern und verlassen", "Verwerfen und verlassen"]
        assert changed.view.choices.close_key.on_it.label == "Weiter bearbeiten"

    def test_save_and_leave(self, changed: Office) -> None:
        changed.choose("Speichern und verlassen")
        changed.work.until(lambda: changed.work.window.shown == "tables")
        assert changed.value(papers.RECEIPT_COPIES) == 2

    def test_drop_and_leave(self, changed: Office) -> None:
        changed.choose("Verwerfen und verlassen")
        assert changed.work.window.shown == "tables"
        assert changed.value(papers.RECEIPT_COPIES) == 1
        changed.open()
        assert changed.words == "Alles ist gespeichert"

    def test_stay(self, changed: Office) -> None:
        changed.work.tap(changed.view.choices.close_key)
        assert changed.work.window.shown == "settings"
        assert changed.row(papers.RECEIPT_COPIES).changed

    def test_what_cannot_be_saved_keeps_everybody_there(self, changed: Office) -> None:
        till = changed.work.shop.till
        deputy = next(op for op in till.staff.operators.values() if op.name == DEPUTY)
        changed.screen.operator = deputy
        changed.choose("Speichern und verlassen")
        changed.work.settle()
        assert changed.work.window.shown == "settings"
        assert "nicht erlaubt" in changed.work.notice
        assert changed.words == "1 Änderung, noch nicht gespeichert"

    def test_changes_wait_for_whoever_made_them(self, office: Office) -> None:
        office.open("Belege und Bons/Rechnung")
        office.tap(papers.RECEIPT_COPIES, 1)
        office.work.program.sign_out()
        office.work.settle()
        office.work.sign_in(BOSS)
        office.open()
        assert office.words == "1 Änderung, noch nicht gespeichert"


class TestHistory:
    def test_it_tells_who_changed_it_and_one_tap_takes_it_back(self, office: Office) -> None:
        office.open(TSE_DEADLINE.path)
        for _ in range(2):
            office.tap(TSE_DEADLINE, 1)
            office.save()
        office.tap(TSE_DEADLINE, "more")
        office.work.settle()
        titles = [row.title for row in office.view.list.rows]
        assert titles == ["4 Sekunden → 5 Sekunden", "Standard → 4 Sekunden"]
        assert f"20.11.2026 18:30 · {BOSS} · alle Kassen" in office.view.list.rows[0].note
        assert office.view.foot.main_key.on_it.label == "Letzte Änderung zurücknehmen"
        office.work.tap(office.view.foot.main_key)
        office.work.settle()
        assert office.value(TSE_DEADLINE) == 4
        assert office.view.list.rows[0].title == "5 Sekunden → 4 Sekunden"

    def test_an_older_change_can_be_taken_back_too(self, office: Office) -> None:
        office.store(TSE_DEADLINE, "5")
        office.store(TSE_DEADLINE, "7")
        office.open(TSE_DEADLINE.path)
        office.tap(TSE_DEADLINE, "more")
        office.work.settle()
        office.work.tap_cell(office.view.list, "Standard → 5 Sekunden")
        office.work.tap(office.view.foot.main_key)
        office.work.settle()
        assert office.value(TSE_DEADLINE) == 3

    def test_what_was_never_changed_says_so(self, office: Office) -> None:
        office.open(TSE_DEADLINE.path)
        office.tap(TSE_DEADLINE, "more")
        office.work.settle()
        assert office.view.list._empty == "Diese Einstellung wurde noch nie geändert."
        assert office.view.foot.main_key.off_reason
        office.work.tap(office.view.foot.second_key)
        assert office.view.mode is Mode.ROWS


class TestKeyboardAlone:
    def key(self, office: Office, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        widget = office.work.window.focusWidget()
        QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)

    def test_a_setting_is_found_changed_and_saved_without_a_finger(self, office: Office) -> None:
        office.open()
        control = Qt.KeyboardModifier.ControlModifier
        self.key(office, Qt.Key.Key_F, control)
        QTest.keyClicks(office.view.search.field, "zwischenrechnung")
        self.key(office, Qt.Key.Key_Down)
        assert office.view.rows.hasFocus()
        self.key(office, Qt.Key.Key_Right)
        self.key(office, Qt.Key.Key_Return)
        assert office.row(papers.INTERIM_BILLS).changed
        self.key(office, Qt.Key.Key_S, control)
        office.work.settle()
        assert office.value(papers.INTERIM_BILLS) is False
        self.key(office, Qt.Key.Key_Escape)
        assert office.view.search.text == ""
        self.key(office, Qt.Key.Key_Escape)
        assert office.work.window.shown == "tables"

    def test_whoever_just_types_is_searching(self, office: Office) -> None:
        office.open()
        office.view.setFocus()
        for letter in "lade":
            self.key(office, getattr(Qt.Key, f"Key_{letter.upper()}"))
        assert office.view.search.text == "lade"

    def test_tab_leads_through_everything_that_can_be_tapped(self, office: Office) -> None:
        office.open("Belege und Bons/Rechnung")
        office.view.setFocus()
        reached = set()
        for _ in range(30):
            self.key(office, Qt.Key.Key_Tab)
            reached.add(office.work.window.focusWidget())
        assert {
            office.view.tree,
            office.view.rows,
            office.view.filter_key,
            office.view.search.field,
            office.view.levels,
            office.view.top.back_key,
        } <= reached

    def test_the_arrows_lead_to_every_control(self, office: Office) -> None:
        office.open("Belege und Bons/Rechnung")
        rows = office.view.rows
        rows.setFocus()
        names = set()
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
            names.add(rows.cell_name(rows._cursor))
            QTest.keyClick(rows, key)
        names.add(rows.cell_name(rows._cursor))
        assert "Bonexemplare, Einzelheiten" in names
        assert "Bonexemplare, mehr, 1" in names
        assert "Zwischenrechnung, an" in names


@pytest.mark.parametrize("size", [(1024, 768), (1280, 800), (1024, 640), (1920, 1080)])
@pytest.mark.parametrize("page", [*dict.fromkeys(setting.page for setting in ALL), FILES])
def test_every_control_of_every_page_can_be_reached_by_a_finger(
    look: Look, office: Office, page: str, size: tuple[int, int]
) -> None:
    look.set(metrics=Metrics(*size))
    office.work.window.resize(*size)
    office.open()
    office.screen._choose_node(page)
    if page == FILES:
        assert office.view.choices.isVisible()
        return
    rows = office.view.rows
    assert rows.cell_count() >= 2 * len(rows.rows)
    for index in range(rows.cell_count()):
        rows.make_visible(index)
        box = rows.shown_box(index)
        assert rows.view_box().contains(box), rows.cell_name(index)
        assert rows.cell_at(box.center()) == index
        assert min(box.width(), box.height()) >= 48


def test_nothing_secret_stands_among_what_is_shown(office: Office) -> None:
    office.store(tse_access.FISKALY_KEY, "live_geheim")
    office.open(tse_access.FISKALY_KEY.path)
    assert "geheim" not in repr(office.view.rows.rows)
    assert office.row(tse_access.FISKALY_KEY).control == Field("••••••••", "key-round")
