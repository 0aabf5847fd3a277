"""Master data go into files and come back unchanged; what comes from elsewhere is read as it was meant, or refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kasse.domain.catalogue import Article
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.sheets import Sheet, workbook
from kasse.sheets.declared import ALL, ARTICLES, MENUS, PRODUCT_GROUPS
from kasse.sheets.preview import preview
from kasse.sheets.table import MOST_ROWS
from kasse.sheets.transfer import as_csv, as_workbook, read_table
from tests.sheets import examples
from tests.store.house import small_master

DAY = date(2026, 5, 4)
Out = Callable[[Sheet[Any], Sequence[Any]], bytes]
FORMATS = pytest.mark.parametrize("out", [as_csv, as_workbook], ids=["csv", "xlsx"])


def texts(content: bytes) -> list[tuple[str, ...]]:
    """Headings and cells of a file."""
    table = read_table(ARTICLES, content)
    return [table.headings, *(row.cells for row in table.rows)]


def book(*lines: Sequence[object], title: str = "Liste") -> bytes:
    """A workbook as other programs write them."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = title
    for line in lines:
        sheet.append(list(line))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


class TestThereAndBack:
    @FORMATS
    @pytest.mark.parametrize("sheet", ALL, ids=lambda sheet: sheet.key)
    def test_every_sheet_of_a_house_comes_back_unchanged(self, out: Out, sheet: Sheet[Any]) -> None:
        master = small_master()
        rows = list(sheet.rows(master).values())
        if not rows:
            return
        found = preview(sheet, master, read_table(sheet, out(sheet, rows)), day=DAY)
        assert (found.new, found.changed, found.errors, found.unknown_columns) == ((), (), (), ())
        assert found.unchanged == len(rows)

    @FORMATS
    @pytest.mark.parametrize("sheet", [each for each in ALL if not each.single], ids=lambda sheet: sheet.key)
    def test_a_list_is_carried_whole_to_a_house_that_has_nothing_of_it(
        self, out: Out, sheet: Sheet[Any]
    ) -> None:
        master = small_master()
        # What earlier versions allowed stays where it is, but no file brings it anew: a price below nothing.
        rows = [row for row in sheet.rows(master).values() if row != master.catalogue.articles[115]]
        if not rows:
            return
        table = read_table(sheet, out(sheet, rows))
        found = preview(sheet, sheet.with_rows(master, {}), table, day=DAY)
        assert found.errors == ()
        columns = [column for column in sheet.columns if column.in_files]
        carried = [[column.text(change.after) for column in columns] for change in found.new]
        assert carried == [[column.text(row) for column in columns] for row in rows]

    @FORMATS
    @given(
        name=st.text(max_size=20),
        cents=st.none() | st.integers(-1_000_00, 1_000_00),
        code=st.sampled_from(
            ["", "4006381333931", "0012", "=1+1", "'=1", "+49 30", "-5", "1E5", "#N/A", "1,5"]
        ),
        sides=st.lists(st.integers(1, 3), unique=True).map(tuple),
        flag=st.booleans(),
    )
    def test_whatever_stands_in_a_row_comes_back(
        self, out: Out, name: str, cents: int | None, code: str, sides: tuple[int, ...], flag: bool
    ) -> None:
        name = "".join(sign for sign in name if sign.isprintable())
        price = None if cents is None else Money(cents)
        article = Article(
            7, name, 10, (price,), scan_code=code, side_groups=sides, sold_out=flag, active=not flag
        )
        master = examples.house_with({7: article})
        table = read_table(examples.ARTICLES, out(examples.ARTICLES, [article]))
        found = preview(examples.ARTICLES, master, table, day=DAY)
        assert (found.unchanged, found.changed, found.errors) == (1, (), ())
        elsewhere = preview(examples.ARTICLES, examples.house_with({}), table, day=DAY)
        if name == name.strip():
            assert [change.after for change in elsewhere.new] == [article]

    @FORMATS
    def test_a_menu_with_ten_thousand_articles_fits(self, out: Out) -> None:
        master = small_master()
        menu = master.catalogue.menus[0]
        full = replace(menu, sections=(replace(menu.sections[0], articles=tuple(range(10_000, 14_000))),))
        table = read_table(MENUS, out(MENUS, [full]))
        house = replace(master, catalogue=replace(master.catalogue, menus=(full,)))
        assert preview(MENUS, house, table, day=DAY).unchanged == 1

    def test_what_does_not_fit_into_a_cell_is_said_and_not_cut_off(self) -> None:
        rows = [Article(1, "x" * 40_000, 10, ())]
        with pytest.raises(Refused, match="als CSV"):
            as_workbook(ARTICLES, rows)
        with pytest.raises(Refused, match="länger"):
            as_csv(ARTICLES, [Article(1, "x" * 200_000, 10, ())])

    def test_only_chosen_columns_go_along_and_always_the_key(self) -> None:
        rows = list(small_master().catalogue.articles.values())[:1]
        content = as_csv(ARTICLES, rows, [ARTICLES.column("price_1"), ARTICLES.column("name")])
        assert texts(content)[0] == ("Nummer", "Preis 1", "Bezeichnung")


class TestForSpreadsheets:
    def test_csv_opens_in_a_german_spreadsheet(self) -> None:
        article = Article(7, "Käse; groß", 10, (Money(1250),))
        content = as_csv(examples.ARTICLES, [article])
        assert content.startswith(b"\xef\xbb\xbfNummer;Bezeichnung;")
        assert '7;"Käse; groß";10;12,50;'.encode() in content

    def test_lists_of_two_numbers_are_not_taken_for_a_fraction(self) -> None:
        assert b"10; 20" in as_csv(examples.ARTICLES, [Article(7, "A", 10, (), side_groups=(10, 20))])

    @pytest.mark.parametrize("name", ["=1+1", "+1", "@SUM(A1)", "-x", "=cmd|'/c calc'!A0", "'=1", "\t=1"])
    def test_a_text_never_becomes_a_formula(self, name: str) -> None:
        article = Article(7, name, 10, ())
        line = as_csv(examples.ARTICLES, [article]).decode("utf-8-sig").splitlines()[1]
        assert line.split(";")[1].strip('"').startswith("'")
        sheet = load_workbook(io.BytesIO(as_workbook(examples.ARTICLES, [article]))).worksheets[0]
        assert sheet["B2"].data_type == "s"
        assert sheet["B2"].number_format == "@"
        assert b"<f>" not in _sheet_xml(as_workbook(examples.ARTICLES, [article]))

    def test_prices_are_numbers_in_a_workbook_and_codes_are_texts(self) -> None:
        article = Article(7, "Bier", 10, (Money(450),), scan_code="4006381333931")
        sheet = load_workbook(io.BytesIO(as_workbook(examples.ARTICLES, [article]))).worksheets[0]
        assert (sheet["A2"].value, sheet["D2"].value, sheet["G2"].value) == (7, 4.5, "4006381333931")


def _sheet_xml(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


class TestCsvFromElsewhere:
    @pytest.mark.parametrize(
        "content",
        [
            "Nr;Name\n1;Käse\n".encode(),
            "Nr;Name\r\n1;Käse\r\n".encode("utf-8-sig"),
            "Nr;Name\n1;Käse\n".encode("cp1252"),
            "Nr,Name\n1,Käse\n".encode(),
            "Nr\tName\n1\tKäse\n".encode(),
            "Nr\tName\n1\tKäse\n".encode("utf-16"),
            "sep=|\nNr|Name\n1|Käse\n".encode(),
            '"Nr","Name"\r"1","Käse"\r'.encode(),
            "\n\nMeine Artikel\nNr;Name;\n1;Käse;;\n;;\n".encode(),
        ],
    )
    def test_signs_and_delimiters_are_recognised(self, content: bytes) -> None:
        assert texts(content) == [("Nr", "Name"), ("1", "Käse")]

    def test_line_breaks_and_quotation_marks_belong_to_the_text(self) -> None:
        content = b'Nr;Text\r\n1;"Zeile 1\r\nZeile ""2"""\r\n2;b\r\n'
        assert texts(content)[1:] == [("1", 'Zeile 1\nZeile "2"'), ("2", "b")]
        assert [row.line for row in read_table(ARTICLES, content).rows] == [2, 3]

    def test_a_list_that_never_ends_is_refused(self) -> None:
        with pytest.raises(Refused, match=f"{MOST_ROWS}"):
            read_table(ARTICLES, b"a;b\n" + b"1;2\n" * (MOST_ROWS + 20))

    @pytest.mark.parametrize(
        "content", [b"", b"\n\n", b"a;b\n" + b";".join([b"1"] * 300), b"\0\0\0", b"a;b\n" + b"x" * 150_000]
    )
    def test_what_is_no_list_is_refused_in_a_sentence(self, content: bytes) -> None:
        with pytest.raises(Refused, match=r"\.$|\.\)"):
            read_table(ARTICLES, content)


class TestWorkbooksFromElsewhere:
    def test_numbers_days_and_switches_are_spelt_in_german(self) -> None:
        content = book(("a", "b", "c", "d", "e"), (7.0, 0.1 + 0.2, True, date(2026, 12, 31), 4006381333931))
        assert texts(content)[1] == ("7", "0,3", "ja", "31.12.2026", "4006381333931")

    def test_percentages_are_percent(self) -> None:
        made = Workbook()
        sheet = made.worksheets[0]
        sheet.append(["Name", "MwSt"])
        sheet.append(["Bier", 0.19])
        sheet["B2"].number_format = "0%"
        out = io.BytesIO()
        made.save(out)
        assert texts(out.getvalue())[1] == ("Bier", "19")

    def test_the_sheet_with_our_name_is_read_else_the_first(self) -> None:
        made = Workbook()
        made.worksheets[0].append(["x", "y"])
        made.create_sheet("Artikel").append(["Nummer", "Name"])
        out = io.BytesIO()
        made.save(out)
        assert read_table(ARTICLES, out.getvalue()).headings == ("Nummer", "Name")
        assert read_table(PRODUCT_GROUPS, out.getvalue()).headings == ("x", "y")

    def test_of_a_formula_its_last_result_counts_and_one_without_is_named(self) -> None:
        content = book(("Nr", "Preis"), (1, "=2+2"))
        with pytest.raises(Refused, match="In Zeile 2 steht eine Formel ohne Ergebnis"):
            read_table(ARTICLES, content)
        assert texts(_replaced(content, b"<v />", b"<v>4</v>"))[1] == ("1", "4")

    def test_a_bomb_is_not_unpacked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workbook, "MOST_UNPACKED", 1_000_000)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 2_000_000)
        assert len(out.getvalue()) < 10_000
        with pytest.raises(Refused, match="zu groß"):
            read_table(ARTICLES, out.getvalue())

    def test_cells_without_end_are_not_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workbook, "MOST_ELEMENTS", 800)
        with pytest.raises(Refused, match="zu viele Zellen"):
            read_table(ARTICLES, book(*[("a", "b")] * 300))

    def test_entities_do_not_unfold(self) -> None:
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        content = _replaced(book(("a", "b"), ("c", "d")), b"<worksheet", bomb + b"<worksheet")
        with pytest.raises(Refused, match="keine Arbeitsmappe"):
            read_table(ARTICLES, content)

    def test_a_lonely_cell_far_away_does_no_harm(self) -> None:
        content = _replaced(book(("a", "b"), ("c", "d")), b'r="2"', b'r="1048576"')
        assert read_table(ARTICLES, content).headings == ("a", "b")

    @pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0....", b"PK\x03\x04", b"PK\x03\x04" + b"x" * 100])
    def test_old_protected_and_broken_ones_are_refused_with_a_way_out(self, content: bytes) -> None:
        with pytest.raises(Refused, match=r"als \.xlsx oder \.csv speichern"):
            read_table(ARTICLES, content)

    @given(st.data())
    def test_a_damaged_workbook_is_read_or_refused(self, data: st.DataObject) -> None:
        parts = _parts(SAMPLE)
        name = data.draw(st.sampled_from(sorted(parts)))
        content = bytearray(parts[name])
        for _ in range(data.draw(st.integers(1, 8))):
            at = data.draw(st.integers(0, len(content) - 1))
            content[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=6) | CUT)
        parts[name] = bytes(content)
        _try(_packed(parts))

    @given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
    def test_any_bytes_are_a_table_or_refused(self, content: bytes) -> None:
        _try(content)
        _try(b"PK\x03\x04" + content)


SAMPLE = book(("Nummer", "Name", "Preis"), (1, "Bier", 4.5), (2, True, "x"))
CUT = st.sampled_from([b"<", b">", b"</c>", b'r="Z9"', b't="s"', b't="e"', b"<v>9e999</v>", b"99999999999"])


def _try(content: bytes) -> None:
    try:
        table = read_table(ARTICLES, content)
    except Refused as refusal:
        said = str(refusal)
    else:
        said = "."
        assert all(len(row.cells) == len(table.headings) for row in table.rows)
    assert said.endswith(".")


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook with something else in its first sheet."""
    parts = _parts(content)
    name = "xl/worksheets/sheet1.xml"
    assert old in parts[name], parts[name]
    return _packed({**parts, name: parts[name].replace(old, new)})
