"""An export as it is written: the dialect of the CSV files, index.xml, and whole or not at all."""

import csv
import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.dsfinvk.rows import Row, RowFormat
from kasse.fiscal.de.dsfinvk.tables import DTD, INDEX, TABLES, Table, certificate_parts, roman
from kasse.fiscal.de.dsfinvk.writer import ExportWriter, Supplier

SUPPLIER = Supplier("Gasthof <Zur Post> & Co.", "Passau", "März 2026")
FILES = {INDEX, DTD, *(table.file for table in TABLES.values())}
CLOSING = ("KASSE 1", "2026-03-14T22:05:31+01:00", 7)
PAYMENT: Row = ("4711", "Bar", "", "EUR", None, 1234)


def read_all(target: Path) -> dict[str, bytes]:
    if target.is_dir():
        return {path.name: path.read_bytes() for path in target.iterdir()}
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=";", strict=True))


def columns_of(table: ET.Element) -> list[tuple[str, int]]:
    """Name and size of each column that index.xml describes."""
    return [
        (
            column.findtext("Name", ""),
            int(column.findtext("MaxLength") or column.findtext("Numeric/Accuracy") or 0),
        )
        for column in table.iterfind("VariableLength/VariableColumn")
    ]


@pytest.fixture(params=["export", "export.zip"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


def test_there_are_twenty_tables_with_219_columns() -> None:
    assert len(TABLES) == 20
    assert sum(len(table.columns) for table in TABLES.values()) == 219
    assert all(
        table.header[:3] == ("Z_KASSE_ID", "Z_ERSTELLUNG", "Z_NR")
        and all(c.is_key for c in table.columns[:3])
        for table in TABLES.values()
    )


def test_an_export_without_rows_has_every_file_with_its_header(target: Path) -> None:
    with ExportWriter(target, supplier=SUPPLIER):
        pass
    files = read_all(target)
    assert set(files) == FILES
    for table in TABLES.values():
        assert files[table.file] == (";".join(table.header) + "\r\n").encode()


def test_rows_of_all_tables_may_come_in_any_order(target: Path) -> None:
    with ExportWriter(target, supplier=SUPPLIER) as export:
        closing = export.closing(*CLOSING)
        closing.append("datapayment", [PAYMENT])
        closing.append("allocation_groups", [("4711", "Tisch 5")])
        closing.append("datapayment", iter([PAYMENT]))
        export.closing("KASSE 1", "2026-03-15T22:00:00+01:00", 8).append("datapayment", [PAYMENT])
    files = read_all(target)
    first = b"KASSE 1;2026-03-14T22:05:31+01:00;7;4711;"
    header = ";".join(TABLES["datapayment"].header).encode()
    assert files["datapayment.csv"].split(b"\r\n") == [
        header,
        first + b"Bar;;EUR;;12,34",
        first + b"Bar;;EUR;;12,34",
        b"KASSE 1;2026-03-15T22:00:00+01:00;8;4711;Bar;;EUR;;12,34",
        b"",
    ]
    assert files["allocation_groups.csv"].endswith(first + b"Tisch 5\r\n")


@pytest.mark.parametrize(
    ("table", "row", "text"),
    [
        ("vat", (1, 1900, "allgemeiner Satz"), "1;19,00;allgemeiner Satz"),
        ("payment", ("Bar", "", -5), "Bar;;-0,05"),
        ("transactions_vat", ("9", 2, 107, 100, -7), "9;2;1,07000;1,00000;-0,07000"),
        ("lines_vat", ("9", "1", 1, None, 0, 10**12), "9;1;1;;0,00000;10000000000,00000"),
        (
            "subitems",
            ("9", "1", "A", "", "", "", "", -1500, 1000, "", 1, None, None, None),
            "9;1;A;;;;;-1,500;1,000;;1;;;",
        ),
    ],
)
def test_numbers_have_exactly_the_decimals_of_their_column(table: str, row: Row, text: str) -> None:
    assert RowFormat(TABLES[table]).lines("K", [row]) == f"K;{text}\r\n".encode()


texts = st.one_of(
    st.none(), st.text(st.characters(codec="utf-8"), max_size=8), st.sampled_from(["1;2", '"', "a\r\nb"])
)
numbers = st.one_of(st.none(), st.integers(-(10**13), 10**13))


@given(st.data(), st.sampled_from(list(TABLES.values())), st.integers(1, 5))
def test_any_reader_of_csv_gets_back_what_was_written(data: st.DataObject, table: Table, count: int) -> None:
    columns = table.columns[3:]
    row = st.tuples(*(numbers if column.is_number else texts for column in columns))
    rows = data.draw(st.lists(row, min_size=count, max_size=count))
    read = rows_of(RowFormat(table).lines("K;Z;1", rows))
    assert len(read) == len(rows)
    for fields, values in zip(read, rows, strict=True):
        assert fields[:3] == ["K", "Z", "1"]
        for column, field, value in zip(columns, fields[3:], values, strict=True):
            if value is None:
                assert not field
            elif column.is_number:
                places = {0: 0, 2: 2, 3: 3, 5: 5}[column.size]
                assert len(field.partition(",")[2]) == places
                smallest = {0: 1, 2: 1, 3: 1, 5: 1000}[column.size]
                assert int(field.replace(",", "")) == value * smallest
            else:
                assert field == value


def test_only_what_needs_quotation_marks_gets_them(target: Path) -> None:
    with ExportWriter(target, supplier=SUPPLIER) as export:
        closing = export.closing('Kasse "eins"', "2026-03-14T22:05:31+01:00", 1)
        closing.append(
            "allocation_groups", [("1", "Tisch 5"), ("2", "5;6"), ("3", 'der "Runde"'), ("4", None)]
        )
    assert read_all(target)["allocation_groups.csv"].decode().split("\r\n")[1:-1] == [
        '"Kasse ""eins""";2026-03-14T22:05:31+01:00;1;1;Tisch 5',
        '"Kasse ""eins""";2026-03-14T22:05:31+01:00;1;2;"5;6"',
        '"Kasse ""eins""";2026-03-14T22:05:31+01:00;1;3;"der ""Runde"""',
        '"Kasse ""eins""";2026-03-14T22:05:31+01:00;1;4;',
    ]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (("1", "Bar", "", "EUR", None), ValueError),
        (("1", "Bar", "", "EUR", None, "12,34"), TypeError),
        (("1", "Bar", "", "EUR", None, 12.34), TypeError),
        ((1, "Bar", "", "EUR", None, 1234), TypeError),
    ],
)
def test_a_row_of_another_shape_is_a_mistake_and_leaves_no_export(
    target: Path, row: Row, error: type[Exception]
) -> None:
    with pytest.raises(error), ExportWriter(target, supplier=SUPPLIER) as export:
        export.closing(*CLOSING).append("datapayment", [PAYMENT, row])
    assert not list(target.parent.iterdir())


def test_what_is_broken_off_leaves_nothing_behind(target: Path) -> None:
    def rows() -> Iterator[Row]:
        yield from [PAYMENT] * 5000
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), ExportWriter(target, supplier=SUPPLIER) as export:
        export.closing(*CLOSING).append("datapayment", rows())
    assert not list(target.parent.iterdir())


def test_packing_can_be_broken_off_and_leaves_nothing_behind(tmp_path: Path) -> None:
    heard: list[float] = []

    def stop(part: float) -> None:
        heard.append(part)
        if part > 0.5:
            raise InterruptedError

    with (
        pytest.raises(InterruptedError),
        ExportWriter(tmp_path / "e.zip", supplier=SUPPLIER, progress=stop) as export,
    ):
        export.closing(*CLOSING).append("datapayment", [PAYMENT] * 5000)
    assert 0.5 < heard[-1] <= 1
    assert not list(tmp_path.iterdir())


def test_packing_tells_how_far_it_is(tmp_path: Path) -> None:
    heard: list[float] = []
    with ExportWriter(tmp_path / "e.zip", supplier=SUPPLIER, progress=heard.append):
        pass
    assert heard == sorted(heard)
    assert heard[-1] == 1


def test_an_export_never_takes_the_place_of_another(target: Path) -> None:
    with ExportWriter(target, supplier=SUPPLIER):
        pass
    before = read_all(target)
    with pytest.raises(FileExistsError), ExportWriter(target, supplier=SUPPLIER):
        pass
    assert read_all(target) == before


def test_a_zip_can_grow_in_another_folder(tmp_path: Path) -> None:
    work, stick = tmp_path / "work", tmp_path / "stick"
    work.mkdir()
    stick.mkdir()
    with ExportWriter(stick / "e.zip", supplier=SUPPLIER, work=work) as export:
        export.closing(*CLOSING).append("datapayment", [PAYMENT])
        assert not list(stick.iterdir())
    assert [path.name for path in stick.iterdir()] == ["e.zip"]
    assert not list(work.iterdir())


def test_index_xml_describes_exactly_the_columns_of_the_files(target: Path) -> None:
    with ExportWriter(target, supplier=SUPPLIER) as export:
        export.closing(*CLOSING).append("vat", [(1, 1900, "19 %")])
    files = read_all(target)
    index = files[INDEX]
    assert index.startswith(b"\xef\xbb\xbf<?xml")
    assert index.count(b"\n") == index.count(b"\r\n")
    root = ET.fromstring(index.decode("utf-8-sig"))
    assert [child.tag for child in root] == ["Version", "DataSupplier", "Media"]
    assert [child.text for child in root[1]] == ["Gasthof <Zur Post> & Co.", "Passau", "März 2026"]
    tables = root.findall("Media/Table")
    assert [table.findtext("URL") for table in tables] == [table.file for table in TABLES.values()]
    for described, table in zip(tables, TABLES.values(), strict=True):
        assert described.findtext("Name") == table.logical_name
        assert described.findtext("VariableLength/RecordDelimiter") == "\r\n"
        assert columns_of(described) == [(column.name, column.size) for column in table.columns]
        assert rows_of(files[table.file])[0] == list(table.header)


def chain(length: int) -> str:
    return "".join(chr(65 + i // 1000) for i in range(length))


def test_a_long_certificate_gets_further_columns_in_header_and_index(target: Path) -> None:
    head: tuple[str | int, ...] = ("ab" * 32, "ecdsa-plain-SHA256", "unixTime", "UTF-8", "key")
    with ExportWriter(target, supplier=SUPPLIER) as export:
        closing = export.closing(*CLOSING)
        closing.append("tse", [(1, *head, *certificate_parts(chain(900)))])
        closing.append("tse", [(2, *head, *certificate_parts(chain(3500)))])
    files = read_all(target)
    header, short, long = rows_of(files["tse.csv"])
    assert header[-4:] == ["TSE_ZERTIFIKAT_I", "TSE_ZERTIFIKAT_II", "TSE_ZERTIFIKAT_III", "TSE_ZERTIFIKAT_IV"]
    assert short[-4:] == [chain(900), "", "", ""]
    assert "".join(long[-4:]) == chain(3500)
    root = ET.fromstring(files[INDEX].decode("utf-8-sig"))
    described = next(t for t in root.iterfind("Media/Table") if t.findtext("URL") == "tse.csv")
    assert [name for name, _ in columns_of(described)] == header


@given(st.integers(0, 5000))
def test_a_certificate_is_cut_after_every_thousand_characters(length: int) -> None:
    parts = certificate_parts(chain(length))
    assert "".join(parts) == chain(length)
    assert len(parts) >= 2
    assert all(len(part) == 1000 for part in parts[:-1]) or length <= 1000


def test_further_columns_are_counted_in_roman_numerals() -> None:
    assert [roman(n) for n in (1, 3, 4, 9, 10, 14, 39)] == ["I", "III", "IV", "IX", "X", "XIV", "XXXIX"]


def test_many_rows_take_no_more_memory_than_few(
    tmp_path: Path, peak: Callable[[Callable[[], None]], int]
) -> None:
    def export(count: int) -> Callable[[], None]:
        def write() -> None:
            with ExportWriter(tmp_path / f"{count}.zip", supplier=SUPPLIER) as made:
                closing = made.closing(*CLOSING)
                closing.append("datapayment", ((str(i), "Bar", "", "EUR", None, i) for i in range(count)))

        return write

    export(10)()
    few, many = peak(export(20_000)), peak(export(80_000))
    assert many < few * 1.3
