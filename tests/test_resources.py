"""What is shipped beside the code can be used by the screens, by paper and by PDFs, and carries its licence."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from reportlab.pdfbase.ttfonts import TTFontFace

from kasse import resources

FONTS = sorted(resources.path("fonts").glob("*.ttf"))
ICONS = sorted(resources.path("icons").glob("*.svg"))
LETTERS = "äöüÄÖÜßẞ€„“–−×½⅛✓→"


def stem(path: Path) -> str:
    return path.stem


def test_three_weights_of_both_families_are_shipped() -> None:
    weights = ("Medium", "Regular", "SemiBold")
    families = ("IBMPlexSans", "IBMPlexSansCondensed")
    assert [font.stem for font in FONTS] == [
        f"{family}-{weight}" for family in families for weight in weights
    ]


@pytest.mark.parametrize("font", FONTS, ids=stem)
def test_a_font_has_every_letter_of_screen_and_paper(font: Path) -> None:
    glyphs = TTFontFace(str(font)).charToGlyph
    assert [letter for letter in LETTERS if ord(letter) not in glyphs] == []


@pytest.mark.parametrize("font", FONTS, ids=stem)
def test_all_figures_are_equally_wide_so_that_columns_stay_straight(font: Path) -> None:
    widths = TTFontFace(str(font)).charWidths
    assert {widths[ord(figure)] for figure in "0123456789"} == {540 if "Condensed" in str(font) else 600}


@pytest.mark.parametrize("family", ["IBM Plex Sans", "IBM Plex Sans Condensed"])
def test_the_screens_find_each_family_by_its_plain_name(family: str, qapp: QApplication) -> None:
    assert all(QFontDatabase.addApplicationFont(str(font)) >= 0 for font in FONTS)
    styles = QFontDatabase.styles(family)
    assert {QFontDatabase.weight(family, style) for style in styles} == {400, 500, 600}


@pytest.mark.parametrize("icon", ICONS, ids=stem)
def test_an_icon_can_be_drawn_in_the_colour_of_its_text(icon: Path, qapp: QApplication) -> None:
    svg = resources.text("icons", icon.name)
    assert 'stroke="currentColor"' in svg
    assert QSvgRenderer(svg.replace("currentColor", "#136147").encode()).isValid()


@pytest.mark.parametrize(
    ("folder", "licence", "words"),
    [("fonts", "OFL.txt", "SIL OPEN FONT LICENSE"), ("icons", "LICENSE.txt", "ISC License")],
)
def test_the_licence_lies_beside_the_files(folder: str, licence: str, words: str) -> None:
    assert words in resources.text(folder, licence)


def test_a_misspelt_name_is_noticed_where_it_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/prnter\.svg"):
        resources.path("icons", "prnter.svg")
