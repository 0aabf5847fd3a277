"""`kasse fiscal check-dsfinvk`: exports of any till, checked on the command line without any books."""

import json
from pathlib import Path
from typing import Any

import pytest

from kasse.app.services import AppServices
from kasse.cli.main import DONE, REFUSED, WRONG_USE, run
from tests.fiscal.de.dsfinvk.days import two_days
from tests.fiscal.de.dsfinvk.files import Files, cell
from tests.fiscal.de.dsfinvk.house import House


@pytest.fixture(autouse=True)
def _no_folder_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KASSE_DATA", str(tmp_path / "kasse"))


@pytest.fixture
def house() -> House:
    return two_days()


@pytest.fixture
def export(house: House, tmp_path: Path) -> Path:
    return house.export(tmp_path / "export.zip")


@pytest.fixture
def archive(house: House, tmp_path: Path) -> Path:
    path = tmp_path / "tse.tar"
    with path.open("wb") as file:
        house.tse.write_archive(file)
    return path


def check(*arguments: object) -> int:
    return run(["fiscal", "check-dsfinvk", *map(str, arguments)], AppServices())


def damaged(house: House, tmp_path: Path) -> Path:
    files = Files.of(house.export(tmp_path / "good"))
    cell("datapayment.csv", "BASISWAEH_BETRAG", "26,31", BON_ID="103")(files)
    cell("location.csv", "LOC_LAND", "DE")(files)
    cell("cashpointclosing.csv", "TAXONOMIE_VERSION", "2.3")(files)
    return files.write(tmp_path / "bad")


def test_a_good_export_is_said_to_be_good(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(export) == DONE
    out, err = capsys.readouterr()
    assert out == (
        f"Geprüft: {export}, 22 Dateien, 266 Zeilen, 3 Abschlüsse, 27 Bons; 26 Signaturen passen.\n"
        "Ergebnis: ohne Beanstandung\n"
    )
    assert err == ""


def test_the_archive_of_the_tse_is_compared(
    export: Path, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(export, "--tar", archive) == DONE
    assert "TSE-Export: 26 Transaktionen." in capsys.readouterr().out


def test_what_is_wrong_is_said_by_group(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(damaged(house, tmp_path)) == REFUSED
    lines = capsys.readouterr().out.splitlines()[1:]
    assert lines[:5] == [
        "3. Werte der Felder",
        "   Fehler: location.csv, Zeile 2: LOC_LAND „DE“ ist kein Land nach ISO 3166 mit drei Buchstaben, wie DEU.",
        "   Hinweis: cashpointclosing.csv, Zeile 2: TAXONOMIE_VERSION „2.3“ ist nicht 2.4, wonach hier geprüft wird.",
        "6. Beträge der Bons",
        "   Fehler: datapayment.csv, Abschluss 1, BON_ID 103: Gezahlt sind 26,31, UMS_BRUTTO ist 26,30.",
    ]
    assert "7. Summen der Abschlüsse" in lines
    assert lines[-1] == "Ergebnis: 6 Fehler, 1 Hinweis"


def test_programs_get_all_of_it(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(damaged(house, tmp_path), "--json") == REFUSED
    facts: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (facts["fine"], facts["errors"], facts["hints"]) == (False, 6, 1)
    assert (facts["closings"], facts["receipts"], facts["archived"]) == (3, 27, None)
    first = facts["findings"][0]
    assert (first["group"], first["severity"], first["kind"], first["count"]) == (3, "error", "country", 1)
    assert first["shown"][0]["line"] == 2


def test_hints_alone_are_no_failure(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = Files.of(house.export(tmp_path / "good"))
    files.content["liesmich.txt"] = b"Guten Tag"
    assert check(files.write(tmp_path / "more")) == DONE
    assert capsys.readouterr().out.endswith("Ergebnis: 0 Fehler, 1 Hinweis\n")


def test_of_many_findings_some_are_shown(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def anonymous(name: str, rows: Any) -> Any:
        return [(*row[:8], "", *row[9:]) for row in rows] if name == "transactions" else rows

    assert check(house.export(tmp_path / "e", anonymous)) == REFUSED
    assert "   … und 7 weitere dieser Art" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["nichts"], ["{export}", "--tar", "nichts"], ["{export}", "--tar", "{export}"]]
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    export: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert check(*[each.format(export=export) for each in arguments]) == REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("kasse: ")
    assert err.count("\n") == 1


def test_without_an_export_it_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert check() == WRONG_USE
    assert "es fehlt: ORDNER|ZIP" in capsys.readouterr().err
