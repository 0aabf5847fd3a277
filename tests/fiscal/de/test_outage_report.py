"""The outage report can be opened by anybody, tells every outage, and carries nothing out."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.outage_report import COLUMNS, inert, outage_report
from kasse.ports.books import Pending, Subject
from kasse.ports.fiscal import Outage

ZONE = ZoneInfo("Europe/Berlin")
OUT = Outage(
    15,
    datetime(2026, 11, 7, 17, 5, 33, tzinfo=UTC),
    datetime(2026, 11, 7, 18, 42, 5, tzinfo=UTC),
    "ab" * 32,
    "Swissbit",
    "KASSE-LINDE-01",
    "Die TSE ist nicht erreichbar.",
    "0x1017",
    "Kasse Theke",
    "Mia",
    "Theke",
)


def read(report: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(report.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.feature("J-27")
def test_the_report_names_maker_serial_receipt_time_number_and_code() -> None:
    affected = [Pending(Subject.ORDER, 9), Pending(Subject.RECEIPT, 2047), Pending(Subject.ABORT, 2048)]
    head, *lines = read(outage_report([(OUT, affected)], ZONE))
    assert head[:6] == [
        "Hersteller",
        "Seriennummer",
        "Bonnummer",
        "Ausfallzeitpunkt",
        "Ausfallnummer",
        "Fehlercode",
    ]
    assert [line[:7] for line in lines] == [
        ["Swissbit", "ab" * 32, number, "07.11.2026 18:05:33", "15", "0x1017", what]
        for number, what in (("9", "Bestellung"), ("2047", "Beleg"), ("2048", "Belegabbruch"))
    ]
    assert lines[0][7:] == ["KASSE-LINDE-01", "07.11.2026 19:42:05", "Die TSE ist nicht erreichbar."]


def test_an_outage_that_left_nothing_unsigned_or_lasts_is_told_all_the_same() -> None:
    lasting = Outage(16, OUT.began_at, None, "", "", "K", "aus", "ERROR", "", "", "")
    _, line = read(outage_report([(lasting, [])], ZONE))
    assert (line[2], line[4], line[8]) == ("", "16", "")


def test_excel_knows_the_letters_and_the_columns() -> None:
    report = outage_report([(OUT, [])], ZONE)
    assert report.startswith(b"\xef\xbb\xbfHersteller;Seriennummer;")
    assert report.endswith(b"\r\n")


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_nothing_in_it_is_carried_out_by_a_spreadsheet(formula: str) -> None:
    assert inert(formula) == f"'{formula}"


texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)


@given(texts, texts, texts, texts, texts)
def test_whatever_a_device_says_stays_in_its_cell(
    serial: str, maker: str, client: str, cause: str, code: str
) -> None:
    odd = Outage(1, OUT.began_at, None, serial, maker, client, cause, code, "", "", "")
    head, line = read(outage_report([(odd, [])], ZONE))
    assert head == list(COLUMNS)
    told = [maker, serial, "", "07.11.2026 18:05:33", "1", code, "", client, "", cause]
    assert line == [inert(cell) for cell in told]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in line)
