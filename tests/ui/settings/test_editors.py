"""Every kind of setting has an editor, and a finger gets a value into it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.domain.master import Master
from kasse.settings import Setting, kinds
from kasse.settings.kinds import (
    Amount,
    ArticleNumber,
    Choice,
    Colour,
    Day,
    Entries,
    File,
    Folder,
    Kind,
    Lines,
    Number,
    NumberSet,
    OperatorNumber,
    Percent,
    Printer,
    ProductGroupNumber,
    Ranges,
    Recipients,
    Switch,
    TableNumber,
    Text,
    Time,
    Weekdays,
)
from kasse.settings.names import Names
from kasse.ui.settings.browsing import read_place
from kasse.ui.settings.editors import ask, control, stepped
from kasse.ui.settings.view import Mode
from tests.ui.settings.conftest import Office


def one(kind: Kind[Any], default: Any) -> Setting[Any]:
    return Setting(
        key="try.it",
        kind=kind,
        default=default,
        label="Zum Versuch",
        help="Eine Einstellung, mit der nichts geschieht.",
        page="Probe/Seite",
    )


KINDS = [
    each
    for name, each in vars(kinds).items()
    if inspect.isclass(each) and hasattr(each, "bounds") and name != "Kind"
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.__name__)
def test_every_kind_has_an_editor(kind: type) -> None:
    for editor in (control, ask):
        assert editor.dispatch(kind) is not editor.dispatch(object)


def test_a_kind_without_editor_is_noticed() -> None:
    names = Names(lambda: (_ for _ in ()).throw(AssertionError))
    for editor in (control, ask):
        with pytest.raises(NotImplementedError, match="no editor"):
            editor(object(), None, names)


@pytest.mark.parametrize(
    ("kind", "value", "step", "after"),
    [
        (Number(1, 9), 3, 1, 4),
        (Number(1, 9), 3, -1, 2),
        (Number(1, 9), 9, 1, 9),
        (Number(5, 300, step=5), 30, -1, 25),
        (Number(5, 300, step=5), 32, 1, 35),
        (Number(5, 300, step=5), 32, -1, 30),
        (Percent(0, 50_00), 5_00, 1, 6_00),
        (Percent(0, 50_00), 7_50, -1, 7_00),
        (Percent(0, 50_00), 0, -1, 0),
    ],
)
def test_one_tap_goes_to_the_next_step_and_never_beyond_the_bounds(
    kind: object, value: int, step: int, after: int
) -> None:
    assert stepped(kind, value, step) == after


@pytest.fixture
def tried(office: Office) -> Callable[[Kind[Any], Any], Setting[Any]]:
    """Opens the dialog with that one setting."""

    def do(kind: Kind[Any], default: Any) -> Setting[Any]:
        setting = one(kind, default)
        office.screen._declared = (setting,)
        office.open()
        return setting

    return do


Tried = Callable[[Kind[Any], Any], Setting[Any]]


def chosen(office: Office, setting: Setting[Any]) -> Any:
    """What would be saved."""
    seen = office.screen.seen
    assert seen is not None
    assert office.view.mode is Mode.ROWS
    return seen.now[setting]


class TestTaps:
    def test_a_switch(self, office: Office, tried: Tried) -> None:
        setting = tried(Switch(), False)
        office.tap(setting)
        assert chosen(office, setting) is True

    def test_a_number_by_its_keys(self, office: Office, tried: Tried) -> None:
        setting = tried(Number(0, 9), 3)
        office.tap(setting, 1)
        assert chosen(office, setting) == 4

    def test_few_choices_side_by_side(self, office: Office, tried: Tried) -> None:
        setting = tried(Choice({"a": "eins", "b": "zwei"}), "a")
        office.tap(setting, ("choose", "b"))
        assert chosen(office, setting) == "b"

    def test_many_choices(self, office: Office, tried: Tried) -> None:
        setting = tried(Choice({str(i): f"Möglichkeit {i}" for i in range(9)}), "1")
        office.tap(setting)
        assert office.words == setting.help
        office.choose("Möglichkeit 7")
        assert chosen(office, setting) == "7"

    def test_days_of_the_week(self, office: Office, tried: Tried) -> None:
        setting = tried(Weekdays(), frozenset({0}))
        office.tap(setting)
        office.choose("Sonntag")
        office.choose("Montag")
        office.choose("Mittwoch")
        office.work.tap(office.view.choices.close_key)
        assert chosen(office, setting) == frozenset({2, 6})

    def test_a_colour(self, office: Office, tried: Tried) -> None:
        setting = tried(Colour(), "")
        office.tap(setting)
        office.choose("Kobalt")
        assert chosen(office, setting) == "Kobalt"

    @pytest.mark.parametrize(
        ("kind", "default", "first"),
        [
            (Printer(), "", lambda m: (next(iter(m.house.printers)), next(iter(m.house.printers)))),
            (OperatorNumber(), None, lambda m: next((o.number, o.name) for o in m.staff.operators.values())),
            (
                ProductGroupNumber(),
                None,
                lambda m: next((g.number, g.name) for g in m.catalogue.groups.values()),
            ),
            (TableNumber(), None, lambda m: next((n, f"Tisch {n}") for n in m.house.places)),
        ],
    )
    def test_something_of_the_house(
        self,
        office: Office,
        tried: Tried,
        kind: Kind[Any],
        default: Any,
        first: Callable[[Master], tuple[Any, str]],
    ) -> None:
        setting = tried(kind, default)
        key, name = first(office.work.shop.till.master)
        office.tap(setting)
        office.choose(name)
        assert chosen(office, setting) == key
        assert getattr(office.row(setting).control, "value", "") == name


class TestTyped:
    @pytest.mark.parametrize(
        ("kind", "default", "typed", "value"),
        [
            (Number(1, 300), 5, "120", 120),
            (Amount(), 0, "12,50", 1250),
            (Percent(), 0, "7,5", 750),
            (Text(20), "", "Tresen", "Tresen"),
            (Ranges(), NumberSet(), "9,1,4-6", NumberSet(((1, 1), (4, 6), (9, 9)))),
            (Time(), time(7), "18.30", time(18, 30)),
            (Day(), None, "31.12.2026", date(2026, 12, 31)),
        ],
    )
    def test_what_is_typed_is_taken(
        self, office: Office, tried: Tried, kind: Kind[Any], default: Any, typed: str, value: Any
    ) -> None:
        setting = tried(kind, default)
        office.tap(setting)
        assert setting.help in office.view.entry.asked.hint
        office.type(typed)
        assert chosen(office, setting) == value

    def test_what_does_not_fit_stays_and_says_what_would(self, office: Office, tried: Tried) -> None:
        setting = tried(Number(1, 300), 5)
        office.tap(setting)
        office.type("999")
        assert office.view.mode is Mode.TEXT
        assert "von 1 bis 300" in office.work.notice
        assert office.view.entry.field.text() == "999"
        office.work.tap(office.view.entry.cancel_key)
        assert chosen(office, setting) == 5

    def test_lines_are_added_changed_and_taken_away(self, office: Office, tried: Tried) -> None:
        setting = tried(Lines(1, 5), ("eins", "zwei"))
        office.tap(setting)
        office.choose("Zeile hinzufügen")
        office.type("drei")
        office.choose("eins")
        office.type("")
        office.choose("zwei")
        office.type("ZWEI")
        office.work.tap(office.view.choices.close_key)
        assert chosen(office, setting) == ("ZWEI", "drei")

    def test_the_last_line_stays_where_one_is_needed(self, office: Office, tried: Tried) -> None:
        setting = tried(Lines(1, 5), ("eins",))
        office.tap(setting)
        office.choose("eins")
        office.type("")
        assert "1 bis 5 Zeilen" in office.work.notice
        office.work.tap(office.view.entry.cancel_key)
        office.work.tap(office.view.choices.close_key)
        assert chosen(office, setting) == ("eins",)

    def test_mail_addresses_one_by_one(self, office: Office, tried: Tried) -> None:
        setting = tried(Recipients(), ())
        office.tap(setting)
        office.choose("Mailadresse hinzufügen")
        office.type("chef.linde")
        assert "ist keine Mailadresse" in office.work.notice
        office.type("chef@linde.de")
        office.work.tap(office.view.choices.close_key)
        assert chosen(office, setting) == ("chef@linde.de",)

    def test_entries_by_their_names(self, office: Office, tried: Tried) -> None:
        setting = tried(Entries(), {"Adresse": "10.0.0.1"})
        office.tap(setting)
        office.choose("Adresse")
        office.type("10.0.0.2")
        office.work.tap(office.view.choices.close_key)
        assert chosen(office, setting) == {"Adresse": "10.0.0.2"}


class TestFound:
    def test_an_article_is_searched_for_by_name_or_number(self, office: Office, tried: Tried) -> None:
        setting = tried(ArticleNumber(), None)
        article = next(a for a in office.work.shop.till.catalogue.articles.values() if a.name == "Helles 0,5")
        office.tap(setting)
        QTest.keyClicks(office.view.entry.field, "hell")
        office.work.tap_cell(office.view.entry.results, "Helles 0,5")
        assert chosen(office, setting) == article.number
        office.tap(setting)
        office.type(str(article.number))
        assert chosen(office, setting) == article.number

    def test_a_thousand_articles_are_no_list_to_read(self, office: Office, tried: Tried) -> None:
        setting = tried(ArticleNumber(), None)
        office.tap(setting)
        office.type("zzzz")
        assert "Namen oder eine Nummer" in office.work.notice


class TestPlaces:
    def test_a_folder_is_gone_to_by_taps(self, office: Office, tried: Tried, tmp_path: Path) -> None:
        (tmp_path / "Rechnungen" / "2026").mkdir(parents=True)
        setting = tried(Folder(), tmp_path)
        office.tap(setting)
        office.work.settle()
        office.choose("Rechnungen")
        office.work.settle()
        office.choose("2026")
        office.work.settle()
        office.choose("Eine Ebene höher")
        office.work.settle()
        office.choose("Diesen Ordner nehmen")
        assert chosen(office, setting) == tmp_path / "Rechnungen"

    def test_a_folder_may_be_typed_or_none(self, office: Office, tried: Tried, tmp_path: Path) -> None:
        setting = tried(Folder(), tmp_path)
        office.tap(setting)
        office.work.settle()
        office.choose("Pfad eingeben")
        office.type("rechnungen")
        assert "ganzen Pfad" in office.work.notice
        office.type("/media/usb")
        assert chosen(office, setting) == Path("/media/usb")
        office.tap(setting)
        office.work.settle()
        office.choose("Wie üblich")
        assert chosen(office, setting) is None

    def test_a_file_with_the_right_ending(self, office: Office, tried: Tried, tmp_path: Path) -> None:
        for name in ("logo.png", "brief.txt", ".versteckt.png"):
            (tmp_path / name).write_bytes(b"")
        setting = tried(File((".png",)), tmp_path / "alt.png")
        office.tap(setting)
        office.work.settle()
        office.choose("logo.png")
        assert chosen(office, setting) == tmp_path / "logo.png"

    def test_a_drive_that_is_gone_is_told(self, tmp_path: Path) -> None:
        place = read_place(tmp_path / "usb", (), files=False)
        assert place.folders == ()
        assert "lässt sich nicht lesen" in place.trouble


def test_esc_gives_a_question_up(office: Office, tried: Tried) -> None:
    setting = tried(Weekdays(), frozenset())
    office.tap(setting)
    QTest.keyClick(office.view, Qt.Key.Key_Escape)
    assert office.view.mode is Mode.ROWS
    setting = tried(Text(20), "so")
    office.tap(setting)
    QTest.keyClick(office.view.entry, Qt.Key.Key_Escape)
    assert chosen(office, setting) == "so"
