"""Fonts and icons come from the program itself, and figures stand straight under one another."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication

from kasse.ui.theme import fonts
from kasse.ui.theme.icons import Icons, shipped_icons
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.widgets.text import SOFT_HYPHEN, Face, broken, elided, width

UI = Path(fonts.__file__).parents[1]


@pytest.mark.parametrize("condensed", [False, True])
@pytest.mark.parametrize("weight", [fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD])
def test_every_face_is_the_shipped_one(qapp: QApplication, weight: int, condensed: bool) -> None:
    face = fonts.font(20, weight, condensed=condensed)
    assert QFontInfo(face).family() == (fonts.CONDENSED if condensed else fonts.SANS)
    assert QRawFont.fromFont(face).weight() == weight


@pytest.mark.parametrize("condensed", [False, True])
def test_all_figures_of_all_weights_are_equally_wide(qapp: QApplication, condensed: bool) -> None:
    widths = {
        round(width(digit, Face(40, weight, condensed=condensed)), 1)
        for digit in "0123456789"
        for weight in (fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD)
    }
    assert len(widths) == 1


def test_all_signs_of_a_german_bill_are_in_the_font(qapp: QApplication) -> None:
    raw = QRawFont.fromFont(fonts.font(20))
    assert all(raw.supportsCharacter(ord(sign)) for sign in "äöüÄÖÜßẞ€„“–−×½⅛✓→…·÷")


def test_every_icon_named_in_the_screens_is_shipped() -> None:
    import re

    shipped = set(shipped_icons())
    named: set[str] = set()
    for file in UI.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        named |= set(re.findall(r'icon="([a-z0-9-]+)"', text)) | set(
            re.findall(r'look\.icon\("([a-z0-9-]+)"', text)
        )
    assert named
    assert named <= shipped


def test_an_icon_is_drawn_once_for_each_colour_and_size(qapp: QApplication) -> None:
    icons = Icons()
    once = icons.pixmap("check", "#136147", 22, 2.0)
    assert icons.pixmap("check", "#136147", 22, 2.0) is once
    assert (once.width(), once.devicePixelRatio()) == (44, 2.0)
    assert once.toImage().pixelColor(16, 30).name().upper() != "#000000"


def test_a_name_breaks_where_the_article_editor_said(qapp: QApplication) -> None:
    face = Face(18, fonts.MEDIUM, condensed=True)
    name = f"Zwiebel{SOFT_HYPHEN}rost{SOFT_HYPHEN}braten"
    assert broken(name, 90, face, 2) == ("Zwiebel-", "rostbraten")
    assert broken(name, 300, face, 2) == ("Zwiebelrostbraten",)
    assert broken("Pils vom Fass 0,5", 90, face, 2) == ("Pils vom", "Fass 0,5")


def test_even_a_name_without_breaks_is_not_lost(qapp: QApplication) -> None:
    face = Face(18, condensed=True)
    for room in (4, 20, 60):
        assert broken("Donaudampfschiff", room, face, 2)
    assert elided("Donaudampfschiff", 60, face).endswith("…")


def test_another_theme_reaches_everything_at_once(qapp: QApplication) -> None:
    look = Look("light", Metrics(1280, 800))
    told: list[str] = []
    look.changed.connect(lambda: told.append(look.theme))
    look.set(theme="dark")
    look.set(theme="dark")
    assert told == ["dark"]
    assert look.tokens.color("ground").name().upper() == "#101513"
