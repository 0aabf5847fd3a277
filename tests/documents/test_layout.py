from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.documents.layout import Columns, Line, lay_out
from kasse.documents.page import PageWriter, amount, fitting
from kasse.documents.text import text
from kasse.ports.paper import Align, Bar, Cell, Element, Page, Row, Size
from tests.documents.elements import amounts, elements

WIDTHS = st.sampled_from([Columns(48, 64, 24), Columns(42, 56, 21), Columns(32, 42, 16), Columns.even(48)])


def lines(page: Page, columns: Columns) -> list[Line]:
    return [each for each in lay_out(page, columns) if isinstance(each, Line)]


@given(st.lists(elements(), max_size=10), WIDTHS)
def test_no_line_is_longer_than_the_paper_is_wide(contents: Sequence[Element], columns: Columns) -> None:
    for line in lines(Page("Beliebig", tuple(contents)), columns):
        assert "\n" not in line.text
        assert len(line.text) <= columns.at(line.size)
        if line.invert:
            assert len(line.text) == columns.at(line.size)


@given(st.text("abcd ", min_size=1, max_size=90), amounts, WIDTHS, st.sampled_from(Size))
def test_an_amount_never_wraps(name: str, sum_: str, columns: Columns, size: Size) -> None:
    row = Row((Cell("2", 3, Align.RIGHT), Cell(name), Cell(sum_, 10, Align.RIGHT)), size)
    laid = lines(Page("Zeile", (row,)), columns)
    assert sum(sum_ in line.text for line in laid) == 1
    assert any(line.text.endswith(sum_) for line in laid)


@given(st.text("abcd ", min_size=1, max_size=200), WIDTHS)
def test_no_letter_of_a_name_is_lost(name: str, columns: Columns) -> None:
    writer = PageWriter("Name")
    writer.pair(name, "1,00")
    laid = "".join(line.text for line in lines(writer.page(), columns))
    assert sorted(laid.replace("1,00", "").replace(" ", "")) == sorted(name.replace(" ", ""))


def test_a_long_name_goes_on_in_its_own_column() -> None:
    writer = PageWriter("Zeile")
    writer.row(
        Cell("2", 3, Align.RIGHT), Cell("Lindauer Fischsuppe mit Safran"), amount("19,80"), Cell("B", 1)
    )
    assert text(writer.page(), 32) == ("  2 Lindauer             19,80 B\n    Fischsuppe mit\n    Safran\n")


def test_double_size_halves_the_columns() -> None:
    writer = PageWriter("Tisch")
    writer.row(Cell("Tisch 12"), fitting("18:05", Align.RIGHT), size=Size.DOUBLE)
    (line,) = lines(writer.page(), Columns(48, 64, 24))
    assert line.text == "Tisch 12           18:05"


def test_double_becomes_tall_where_a_word_would_be_broken() -> None:
    writer = PageWriter("Bon")
    writer.row(Cell("1×", 3, Align.RIGHT), Cell("Zwiebelrostbraten"), size=Size.DOUBLE)
    writer.banner("AUFSCHNITTPLATTE", size=Size.DOUBLE)
    row, banner = lines(writer.page(), Columns(32, 42, 16))
    assert row == Line(" 1× Zwiebelrostbraten", Size.TALL)
    assert banner.size is Size.DOUBLE
    _, narrow = lines(writer.page(), Columns(30, 40, 15))
    assert narrow.size is Size.TALL


def test_what_does_not_fit_side_by_side_is_stacked() -> None:
    writer = PageWriter("Tisch")
    writer.pair("Geburtstag Familie Obermüller", "1.234.567,00 und mehr")
    assert [line.text for line in lines(writer.page(), Columns(24, 24, 12))] == [
        "Geburtstag Familie",
        "Obermüller",
        "   1.234.567,00 und mehr",
    ]


def test_the_longest_bar_fills_its_room_and_nothing_shows_nothing() -> None:
    page = Page("Stunden", (Bar("12 Uhr", 1000, "10,00"), Bar("13 Uhr", 1, "0,01"), Bar("14 Uhr", 0, "0,00")))
    full, little, none = (line.text for line in lines(page, Columns.even(32)))
    assert full == "12 Uhr ██████████████      10,00"
    assert little == "13 Uhr █                    0,01"
    assert none == "14 Uhr                      0,00"


def test_a_bar_longer_than_the_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="thousandths"):
        Bar("12 Uhr", 1001, "10,00")


def test_two_rules_never_follow_each_other_and_none_begins_a_paper() -> None:
    writer = PageWriter("Linien")
    writer.rule()
    writer.text("x")
    writer.rule()
    writer.rule()
    assert len(writer.page().elements) == 2
