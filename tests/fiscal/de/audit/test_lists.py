"""The lists for an auditor: what the journal keeps in German words, and nothing in it that a spreadsheet carries out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.audit import change_log, journal_list
from kasse.fiscal.de.audit.csv_file import write_csv
from kasse.fiscal.de.audit.words import ACTS, AMOUNTS, FIELDS, FLAGS, TABLES
from kasse.fiscal.de.outage_report import inert
from kasse.ports.books import ActKind
from kasse.ports.journal import ActLine
from kasse.store.master import SECRET_COLUMNS
from kasse.store.tables.master import MASTER

ZONE = ZoneInfo("Europe/Berlin")
NAMES: Mapping[int, str] = {9: "Chefin"}
AT = 1_778_000_000_000


def line(body: object, kind: str = "master_data", operator: int = 9) -> ActLine:
    return ActLine(
        1, 7, AT, "2026-05-05", kind, operator, body if isinstance(body, str) else json.dumps(body)
    )


def changes(body: object) -> Sequence[tuple[str, ...]]:
    return [row[6:] for row in change_log.change_rows([line(body)], NAMES, ZONE)]


def test_every_kind_of_act_table_and_field_has_a_german_name() -> None:
    assert set(ACTS) == {kind.value for kind in ActKind}
    assert set(TABLES) == {table.name for table in MASTER}
    columns = {
        c.name for table in MASTER for c in table.columns if not c.primary_key and table.name != "business"
    }
    assert columns <= set(FIELDS)
    assert set(FIELDS) >= FLAGS | AMOUNTS
    assert set(FIELDS) >= SECRET_COLUMNS


def test_a_change_is_told_with_old_and_new_value_in_the_words_of_the_shop() -> None:
    change = {"table": "article", "key": [101], "prices": ["[450,null]", "[480,500]"], "sold_out": [0, 1]}
    assert changes({"changes": [change]}) == [
        ("Artikel", "101", "Preise", "4,50 / –", "4,80 / 5,00"),
        ("Artikel", "101", "Ausverkauft", "nein", "ja"),
    ]
    price = {"table": "planned_price", "key": [101, 1, "2026-06-01"], "new": 1, "price": [None, 480]}
    assert changes({"changes": [price]}) == [
        ("Geplanter Preis", "101, 1, 2026-06-01", "Eintrag", "", "angelegt"),
        ("Geplanter Preis", "101, 1, 2026-06-01", FIELDS["price"], "", "4,80"),
    ]
    gone = {"table": "area", "key": [3], "gone": 1, "name": ["Garten", None]}
    assert changes({"changes": [gone]}) == [
        ("Bereich", "3", "Eintrag", "", "gelöscht"),
        ("Bereich", "3", "Name", "Garten", ""),
    ]
    level = {"table": "password_level", "key": [1], "rights": ['["pay"]', '["pay","void"]']}
    assert changes({"changes": [level]}) == [
        ("Passwortebene", "1", "Rechte", "Kassieren", "Kassieren, Storno")
    ]
    setting = {"settings": [["terminal:2", "tse.deadline_seconds", "5", None]]}
    assert changes(setting) == [("Einstellung", "Kasse 2", "Wartezeit auf die TSE", "5 Sekunden", "Standard")]


@pytest.mark.parametrize(
    ("key", "old", "new", "shown"),
    [
        ("tse.kind", "software", "epson", ("Software-TSE (nur zum Testen)", "Epson")),
        ("tse.outage_slips", "1", "0", ("an", "aus")),
        ("tse.fiskaly_key", None, "2026-05-05T12:00:00+00:00", ("nicht gesetzt", "gesetzt")),
        ("receipt.copies", "viele", "2", ("viele", "2")),
        ("gab.es.einmal", None, "7", ("", "7")),
    ],
)
def test_a_setting_is_told_as_the_screen_shows_it_and_what_no_longer_fits_as_it_stands(
    key: str, old: str | None, new: str | None, shown: tuple[str, str]
) -> None:
    assert [row[3:] for row in changes({"settings": [["everywhere", key, old, new]]})] == [shown]


def test_of_the_business_only_the_fields_that_differ_are_told() -> None:
    old, new = {"name": "Linde", "city": "Passau"}, {"name": "Linde", "city": "Wien"}
    change = {"table": "business", "key": [1], "body": [json.dumps(old), json.dumps(new)]}
    assert changes({"changes": [change]}) == [("Betrieb", "", "Ort", "Passau", "Wien")]


def test_who_when_and_where_stand_before_each_change() -> None:
    (row,) = change_log.change_rows(
        [line({"changes": [{"table": "area", "rows": 3}]}, operator=9)], NAMES, ZONE
    )
    assert row == (
        "1", "7", "05.05.2026 18:53:20", "2026-05-05", "9", "Chefin", "Bereich", "", "Ersteinrichtung", "",
        "3 Einträge",
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "7",
        "[]",
        '{"changes": 7}',
        '{"changes": [7]}',
        '{"changes": [{"table": "x"}]}',
        '{"settings": [[1]]}',
    ],
)
def test_what_somebody_wrote_nonsense_into_is_shown_as_it_stands(body: str) -> None:
    assert changes(body)[-1][0] == "nicht lesbar"
    assert changes(body)[-1][4] == body


@given(st.text())
def test_whatever_stands_in_an_act_it_becomes_a_row(body: str) -> None:
    list(change_log.change_rows([line(body)], NAMES, ZONE))
    (row,) = journal_list.gap_rows([line(body, kind=body)], lambda _t, _n: False, NAMES, ZONE)
    assert len(row) == len(journal_list.COLUMNS)


def test_a_gap_is_told_with_time_kind_operator_and_what_it_was_about() -> None:
    found = [line({"receipt": 12, "reason": "Papierstau"}, "reprint"), line({}, "order")._replace(seq=8)]
    rows = list(journal_list.gap_rows(found, lambda _t, number: number == 8, NAMES, ZONE))
    assert rows == [
        (
            "1", "7", "05.05.2026 18:53:20", "2026-05-05", "Kopie gedruckt", "9", "Chefin",
            "Beleg 12, Grund Papierstau",
        )
    ]  # fmt: skip


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_a_spreadsheet_reads_every_cell_as_text(rows: list[tuple[str, str]]) -> None:
    file = io.BytesIO()
    assert write_csv(file, ("a", "b"), rows) == len(rows)
    text = file.getvalue().decode("utf-8-sig")
    assert file.getvalue().startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert read[1:] == [[inert(cell) for cell in row] for row in rows]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in read[1:] for cell in row)
