"""A setting is found by what somebody has in mind, however it is spelt, and the best hit comes first."""

from __future__ import annotations

import time

import pytest

from bench.many_settings import synthetic
from kasse.settings.declared import ALL
from kasse.settings.search import Index, folded, marks, words_of

INDEX = Index(ALL)


@pytest.mark.feature("M-BET-02")
@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("Trinkgeld 10", "paying.tip_second"),
        ("Trinkgld 10", "paying.tip_second"),
        ("Ausfallbeleg nicht drucken", "tse.outage_slips"),
        ("leere Preisebene", "ordering.fill_price_levels"),
        ("ueberziehen Tisch Farbe", "tables.over_time_minutes"),
        ("überziehen tisch farbe", "tables.over_time_minutes"),
        ("Farbänderung (min.)", "tables.over_time_minutes"),
        ("Kellnerschloss", "reader.waiter_lock"),
        ("Kasenlade", "drawer.for_cash"),
        ("linkshänder", "screen.left_handed"),
        ("linkshaender", "screen.left_handed"),
        ("nachtmodus", "screen.theme"),
        ("Bonkopie", "receipt.copies"),
        ("z-bericht", "reports.z_copies"),
        ("schrift größer", "screen.text_size"),
        ("Wartezeit TSE", "tse.deadline_seconds"),
        ("passwörter sehen", "secrets.seen"),
        ("passwoerter einsehen", "secrets.seen"),
        ("usb-stick", "exports.folder"),
        ("Soll derselbe Tisch für alle Bediener zugänglich sein", "tables.open_to_all"),
    ],
)
def test_a_stranger_finds_the_setting_among_the_first_two(query: str, key: str) -> None:
    assert key in [hit.setting.key for hit in INDEX.find(query)[:2]]


@pytest.mark.parametrize("setting", ALL, ids=lambda s: s.key)
class TestEachSetting:
    def test_its_own_label_finds_it_first(self, setting: object) -> None:
        label = setting.label  # type: ignore[attr-defined]
        assert INDEX.find(label)[0].setting is setting
        assert INDEX.find(folded(label).upper())[0].setting is setting

    def test_it_is_found_while_its_label_is_being_typed(self, setting: object) -> None:
        label = setting.label  # type: ignore[attr-defined]
        assert setting in [hit.setting for hit in INDEX.find(label[:-2])[:3]]


def test_the_name_of_a_page_finds_what_stands_on_it() -> None:
    found = [hit.setting.page for hit in INDEX.find("Finanzamt/Kassenmeldung")]
    assert set(found[:5]) == {"Finanzamt/Kassenmeldung"}


def test_nothing_is_found_for_nothing_and_for_nonsense() -> None:
    assert list(INDEX.find("")) == list(INDEX.find(" .,- ")) == []
    assert list(INDEX.find("qqxyzzy")) == []


def test_umlauts_may_be_spelt_out_in_either_direction() -> None:
    assert folded("Größe Überzogen Fuß É") == "groesse ueberzogen fuss e"
    assert words_of("Küchen-Bon (2. Gang)") == ["kuechen", "bon", "2", "gang"]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("bon", "Bon-Schriftgröße und Küchenbons", ["Bon", "bon"]),
        ("ueberz", "Tisch überzogen nach", ["überz"]),
        ("Trinkgld", "Trinkgeld: erste Taste", ["Trinkgeld"]),
        ("groesse", "Größe der Schrift", ["Größe"]),
        ("der", "Größe der Schrift", []),
    ],
)
def test_what_was_searched_for_is_marked(query: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks(query, text)] == marked


def test_a_thousand_settings_are_searched_at_every_key_in_less_than_fifty_milliseconds() -> None:
    many = Index(synthetic(1000))
    took = []
    for end in range(1, len("Kuechenbon Schriftgrosse aendern") + 1):
        query = "Kuechenbon Schriftgrosse aendern"[:end]
        # Processor time: a busy machine must not fail what is quick.
        begun = time.process_time()
        many.find(query)
        took.append(time.process_time() - begun)
    assert max(took) < 0.05
