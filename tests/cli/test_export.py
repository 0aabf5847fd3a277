"""`kasse export` on real data folders: what auditors get, written once and whole, or one clear sentence."""

import csv
from pathlib import Path

import pytest

from kasse.cli.main import DONE, REFUSED, WRONG_USE
from tests.cli.test_commands import BY, ORDER, PAY, SIGN_IN, Command, Write, kasse, write

__all__ = ["kasse", "write"]

pytestmark = pytest.mark.usefixtures("quick_disk")

OUT, BACK = 'do = "tse_out"', 'do = "tse_back"'
NEXT_DAY = 'business = "demo"\nstart = "2026-11-21 09:30"\n'


def later(clock: str) -> str:
    """An order that some time has passed before."""
    return f'{BY}, do = "order", at = "{clock}", table = 14, lines = ["Helles 0,5"]'


def lines(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


@pytest.mark.feature("J-27", "J-28")
def test_the_outage_report_lists_all_that_went_without_signature(
    kasse: Command, write: Write, tmp_path: Path
) -> None:
    kasse("play", write(SIGN_IN, OUT, ORDER, PAY, BACK, later("11:00"), OUT, later("12:00")))
    file = tmp_path / "ausfall.csv"
    assert kasse("export", "outages", file) == DONE
    assert kasse.out == f"2 Ausfälle der TSE mit 3 Zeilen in {file} geschrieben.\n"
    found = lines(file)
    assert [(row["Ausfallnummer"], row["Art"], row["Bonnummer"]) for row in found] == [
        ("1", "Bestellung", "1"),
        ("1", "Beleg", "1"),
        ("2", "Bestellung", "3"),
    ]
    assert all(row["Hersteller"].startswith("kasse") for row in found)
    assert {len(row["Seriennummer"]) for row in found} == {64}
    assert found[0]["Ausfallzeitpunkt"].startswith("20.11.2026 10:00")
    assert found[0]["Ausfallende"].startswith("20.11.2026 11:00")
    assert found[2]["Ausfallende"] == ""
    assert all(row["Fehlercode"] for row in found)


def test_a_period_takes_the_outages_that_began_in_it(kasse: Command, write: Write, tmp_path: Path) -> None:
    kasse("play", write(SIGN_IN, OUT, ORDER, PAY, BACK, later("11:00")))
    kasse("play", write(SIGN_IN, OUT, ORDER, PAY, head=NEXT_DAY))
    for i, (period, wanted) in enumerate(
        [
            ((), ["1", "2"]),
            (("--from", "2026-11-21"), ["2"]),
            (("--to", "20.11.2026"), ["1"]),
            (("--from", "20.11.2026", "--to", "2026-11-20"), ["1"]),
            (("--from", "2026-11-22"), []),
        ]
    ):
        file = tmp_path / f"{i}.csv"
        assert kasse("export", "outages", *period, file) == DONE
        assert sorted({row["Ausfallnummer"] for row in lines(file)}) == wanted


def test_programs_are_told_as_json(kasse: Command, write: Write, tmp_path: Path) -> None:
    kasse("play", write(SIGN_IN, ORDER, PAY))
    file = tmp_path / "ausfall.csv"
    assert kasse.json("export", "outages", file) == {"file": str(file), "outages": 0, "rows": 0}
    assert lines(file) == []


def test_a_file_that_is_there_is_left_alone(kasse: Command, write: Write, tmp_path: Path) -> None:
    kasse("play", write(SIGN_IN, ORDER, PAY))
    file = tmp_path / "ausfall.csv"
    file.write_text("wichtig")
    assert kasse("export", "outages", file) == REFUSED
    assert "gibt es schon" in kasse.err
    assert file.read_text() == "wichtig"


def test_a_place_that_cannot_be_written_is_told(kasse: Command, write: Write, tmp_path: Path) -> None:
    kasse("play", write(SIGN_IN, ORDER, PAY))
    assert kasse("export", "outages", tmp_path / "nirgends" / "ausfall.csv") == REFUSED
    assert "lässt sich nicht schreiben" in kasse.err


def test_a_period_that_ends_before_it_begins_is_refused(kasse: Command, write: Write, tmp_path: Path) -> None:
    period = ("--from", "2026-11-21", "--to", "2026-11-20")
    assert kasse("export", "outages", *period, tmp_path / "a.csv") == REFUSED
    assert kasse.err == "kasse: Der Zeitraum endet, bevor er beginnt. Bitte --from und --to prüfen.\n"


def test_wrong_use_is_told_in_one_sentence(kasse: Command, tmp_path: Path) -> None:
    assert kasse("export", "outages", "--from", "gestern", tmp_path / "a.csv") == WRONG_USE
    assert "„gestern“ ist kein Tag wie 2026-11-07 oder 07.11.2026" in kasse.err
    assert kasse("export") == WRONG_USE
    assert kasse("export", "umsatz") == WRONG_USE
    assert "outages" in kasse.err


def test_without_books_nothing_is_written(kasse: Command, tmp_path: Path) -> None:
    assert kasse("export", "outages", tmp_path / "a.csv") == REFUSED
    assert "sind keine Daten" in kasse.err
    assert not (tmp_path / "a.csv").exists()


def test_the_cash_book_of_closed_days_is_made_at_any_time(
    kasse: Command, write: Write, tmp_path: Path
) -> None:
    close = f'{BY}, do = "close_day"'
    assert kasse("play", write(SIGN_IN, ORDER, PAY, close)) == DONE
    assert kasse("play", write(SIGN_IN, ORDER, PAY, close, head=NEXT_DAY)) == DONE
    file = tmp_path / "kassenbuch.csv"
    assert kasse("export", "cash-book", "--closing", "2", file) == DONE
    assert kasse.out == f"1 Abschlüsse mit 1 Barbewegungen in {file} geschrieben.\n"
    (row,) = lines(file)
    assert (row["Datum"], row["Beleg"], row["Ausgabe"]) == ("21.11.2026", "1-2", "")
    assert row["Einnahme"] == row["Bestand"] != ""
    assert kasse("export", "cash-book", "--closing", "3", tmp_path / "drei.csv") == REFUSED
    assert "keinen Tagesabschluss" in kasse.err
    assert kasse.json("export", "cash-book", tmp_path / "alle.csv") == {
        "file": str(tmp_path / "alle.csv"),
        "closings": 2,
        "rows": 2,
    }
