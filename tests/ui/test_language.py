"""German and English: the operator's own language, and nothing on the cashier's screens that was forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kasse.cli.master_file import MasterFile
from kasse.domain.master import Master
from kasse.settings.declared.screen import LANGUAGE
from kasse.ui import language
from kasse.ui.customer.view import CustomerView
from kasse.ui.guest import GuestBill
from kasse.ui.orders.actions import OrderAction
from kasse.ui.pay.models import Offer
from kasse.ui.speaking import own_names
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.line_rows import TicketLine
from kasse.usecases.change_setting import change_setting
from tests.ui.at_work import TillAtWork, free, key_named, open_at_work
from tools import translations

WORD = re.compile(r"[^\W\d_]{2}")
OWN = frozenset({"kasse", "TSE", "TEST-TSE", "PIN", "Name", "Test", "Test-TSE", "ct", "min", "CHF"})
"""Words that are the same in both languages."""


@dataclass
class Reading:
    """What was read on the screens, and what of it was put into English."""

    german: set[str] = field(default_factory=set)
    english: set[str] = field(default_factory=set)

    def forgotten(self, names: frozenset[str]) -> list[str]:
        """What stayed as it was: neither English already, nor a name or a part of one."""
        known = _letters(" ".join((*self.english, *names, *OWN)))
        return sorted(
            words
            for words in self.german - self.english
            if any(WORD.search(part) and _letters(part) not in known for part in re.split(r" · |, ", words))
        )


def _letters(words: str) -> str:
    return re.sub(r"[\W\d_]", "", words)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    made, plain = Reading(), language.shown

    def shown(words: str) -> str:
        said = plain(words)
        (made.german if said == words else made.english).add(said)
        return said

    monkeypatch.setattr(language, "shown", shown)
    return made


def _speaking(master: Master, number: int, code: str) -> Master:
    operators = dict(master.staff.operators)
    operators[number] = replace(operators[number], language=code)
    return replace(master, staff=replace(master.staff, operators=operators))


@pytest.fixture
def at_work_in_english(
    tmp_path: Path, look: Look, qtbot: QtBot, demo_house: MasterFile
) -> Iterator[TillAtWork]:
    """Anna Berger's screens are English."""
    anna = next(op for op in demo_house.master.staff.operators.values() if op.name == "Anna Berger")
    master = _speaking(demo_house.master, anna.number, "en")
    work = open_at_work(tmp_path, look, qtbot, master, dict(demo_house.pins))
    yield work
    free(work)


def _names(work: TillAtWork) -> frozenset[str]:
    till = work.shop.till
    ways = (method.name for method in till.house.payment_methods.values())
    return frozenset((*own_names(Master(till.house, till.catalogue, till.staff)), *ways))


def _names_on(widget: QWidget) -> set[str]:
    return {child.accessibleName() for child in widget.findChildren(QWidget) if child.isVisible()}


def test_an_english_waiter_reads_no_german_from_sign_in_to_closing(
    at_work_in_english: TillAtWork, reading: Reading
) -> None:
    work = at_work_in_english
    work.sign_in()
    reading.german.clear()

    def look() -> None:
        work.window.grab()

    look()
    work.open_table(12)
    look()
    work.tap_tile("Pils vom Fass 0,5")
    work.tap_tile("Wiener Schnitzel")
    look()
    work.answer("mit Pommes frites")
    look()
    work.tap(key_named(work.orders, "Mehr"))
    look()
    work.tap(key_named(work.orders, "Mehr"))
    work.send()
    look()
    work.to_pay()
    look()
    work.tap(key_named(work.pay, "Mehr"))
    look()
    work.tap(key_named(work.pay, "Mehr"))
    work.digits(work.pay.pad, "50")
    look()
    work.pay_cash()
    look()
    work.tap(work.pay.main_key)
    work.program.show_receipts()
    work.settle()
    look()
    work.program.show_closing()
    work.settle()
    look()
    forgotten = reading.forgotten(_names(work))
    assert not forgotten, "\n".join(forgotten)


def test_an_english_waiter_reads_no_german_on_the_other_ways_either(
    at_work_in_english: TillAtWork, reading: Reading
) -> None:
    work = at_work_in_english
    work.sign_in()
    reading.german.clear()
    work.open_table(12)
    work.tap_tile("Helles 0,5", times=2)
    work.send()
    for action in (
        OrderAction.SEARCH,
        OrderAction.TRANSFER,
        OrderAction.INTERNAL,
        OrderAction.TABLE_NAME,
        OrderAction.GUESTS,
        OrderAction.HANDOVER,
    ):
        work.orders.action.emit(action)
        work.window.grab()
        work.key_press(Qt.Key.Key_Escape)
    work.orders.line_tapped.emit(work.orders.ticket.model.sent[0].lines[0].key)
    for action in (OrderAction.VOID, OrderAction.PRICE, OrderAction.DISCOUNT, OrderAction.NOTE):
        work.orders.action.emit(action)
        work.window.grab()
        work.key_press(Qt.Key.Key_Escape)
    work.program.show_tables()
    for key in work.tables.findChildren(Key):
        if key.isVisible() and key.on_it.label in ("Kasse", "Umbuchen", "Übergabe", "Meine", "Liste"):
            work.tap(key)
            work.settle()
            work.window.grab()
            work.key_press(Qt.Key.Key_Escape)
    for way in (
        work.program.show_papers,
        work.program.show_last_orders,
        work.program.show_receivables,
        work.program.show_settlement,
        work.program.show_units,
    ):
        way()
        work.settle()
        work.window.grab()
    forgotten = reading.forgotten(_names(work))
    assert not forgotten, "\n".join(forgotten)


def test_the_guided_list_of_practice_is_english_too(at_work: TillAtWork, reading: Reading) -> None:
    at_work.window.look.speak("en", _names(at_work))
    reading.german.clear()
    practice = next(op for op in at_work.shop.till.staff.operators.values() if op.training)
    at_work.sign_in(practice.name)
    at_work.window.look.speak("en", _names(at_work))
    reading.german.clear()
    at_work.settle()
    at_work.window.grab()
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5")
    at_work.send()
    at_work.window.grab()
    forgotten = reading.forgotten(_names(at_work))
    assert not forgotten, "\n".join(forgotten)


def test_the_sign_in_screen_is_in_the_language_of_the_till_before_and_after_a_waiter(
    at_work_in_english: TillAtWork,
) -> None:
    work = at_work_in_english
    assert "Wer bedient" in _names_on(work.signin)
    work.sign_in()
    assert "Open table" in _names_on(work.tables) | {work.tables.main_key.accessibleName()}
    assert "Sign out" in _names_on(work.tables)
    work.program.sign_out()
    work.settle()
    assert "Wer bedient" in _names_on(work.signin)


def test_a_till_that_speaks_english_does_so_to_all_who_have_no_language_of_their_own(
    at_work: TillAtWork,
) -> None:
    till = at_work.shop.till
    boss = next(op for op in till.staff.operators.values() if till.staff.may(op, LANGUAGE.right))
    at_work.desk.do(
        at_work.desk.books,
        lambda: change_setting(till, boss, LANGUAGE, "en"),
        asker=at_work.desk,
    )
    at_work.settle()
    assert "Who serves" in _names_on(at_work.signin)
    at_work.sign_in()
    assert "Sign out" in _names_on(at_work.tables)


def test_names_and_sums_stay_as_they_are() -> None:
    english = language.Catalogue("en")
    english.keep(frozenset({"Bar", "Karte"}))
    assert english.text("Bar") == "Bar"
    assert english.text("12,50 €") == "12,50 €"
    assert english.text("Käsespätzle") == "Käsespätzle"
    assert english.text("Notiz zu Käsespätzle") == "Note on Käsespätzle"


def test_days_and_parts_of_a_sentence_are_english_too() -> None:
    english = language.Catalogue("en")
    assert english.text("Freitag, 20.11.2026 · Theke") == "Friday, 20.11.2026 · Theke"
    assert english.text("Fr 20.11.2026") == "Fri 20.11.2026"
    assert english.text("Noch offen: Tisch 12. Bitte zuerst kassieren oder umbuchen.") == (
        "Still open: Table 12. Please settle or transfer first."
    )


def test_nothing_that_is_english_is_translated_again() -> None:
    english = language.Catalogue("en")
    values = {"n": "7", "a": "Xaver", "b": "Yvonne", "c": "Zenzi"}
    for context in translations.read().values():
        for source in context:
            german = language.PLACE.sub(lambda place: values.get(place[1], "8"), source)
            said = english.text(german)
            assert english.text(said) == said


def test_every_text_of_the_cashiers_screens_has_its_english() -> None:
    """`make translations` tells which; the catalogue is src/kasse/resources/translations/kasse_en.ts."""
    kept = translations.read()
    renewed = translations.renewed(kept, translations.found_texts())
    assert [source for source, target in renewed[translations.SCREENS].items() if not target] == []


def test_translations_keep_the_values_of_a_sentence() -> None:
    for context in translations.read().values():
        for source, target in context.items():
            said = {place.lower() for place in language.PLACE.findall(target)}
            assert said <= set(language.PLACE.findall(source)), source


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    """`make translations` compiles it."""
    assert translations.COMPILED.read_bytes() == translations.compiled(translations.read())


def test_what_follows_a_word_at_once_may_be_nothing_or_words_of_its_own() -> None:
    english = language.Catalogue("en")
    assert english.text("„Trinkgeld“ ist erledigt.") == "“Trinkgeld” is done."
    assert english.text("„Trinkgeld“ ist erledigt, Beleg 5.") == "“Trinkgeld” is done, Receipt 5."
    assert english.text("Gast 2 zahlt") == "Guest 2 pays"
    assert english.text("Gast 2 zahlt den Rest") == "Guest 2 pays the rest"


def test_what_a_guest_reads_stays_german_whoever_serves(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted, plain = set(), t.shown

    def shown(words: str, face: t.Face) -> str:
        painted.add(plain(words, face))
        return plain(words, face)

    monkeypatch.setattr(t, "shown", shown)
    display = CustomerView(look, "Wirtshaus")
    qtbot.addWidget(display)
    display.resize(1024, 768)
    look.speak("en")
    line = TicketLine(1, "1", "Helles 0,5", "4,70", "zum Mitnehmen")
    tip = Offer(1, "ohne", "Trinkgeld")
    for paid in (False, True):
        place = "Tisch 12 · Freitag, 20.11.2026"
        bill = GuestBill(
            place, (line,), "Zu zahlen", "4,70 €", (("Gegeben", "5,00"),), "Rückgeld", "0,30 €", (tip,), paid
        )
        display.show_bill(bill)
        display.grab()
    assert {"Zu zahlen", "Gegeben", "Rückgeld", "zum Mitnehmen", "ohne", "Trinkgeld", place} <= painted
