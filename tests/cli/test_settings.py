"""`kasse settings` on a real data folder: looked at while a till sells, changed while it is closed."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from kasse.app.shop import Shop, Wiring
from kasse.cli.main import DONE, REFUSED, WRONG_USE
from kasse.ports.books import ActKind
from kasse.settings.declared import ALL, papers
from tests.cli.test_commands import ORDER, SIGN_IN, Command, Write, kasse, write

__all__ = ["kasse", "write"]

pytestmark = pytest.mark.usefixtures("quick_disk")
CHIEF = 6
"""Has every right in the demonstration house."""
WAITER = 1


@pytest.fixture
def played(kasse: Command, write: Write) -> Command:
    """A house in which a little was ordered."""
    kasse("play", write(SIGN_IN, ORDER))
    return kasse


def shop(played: Command) -> Shop:
    return Shop(played.folder, Wiring(pictures=False, threads=False))


class TestLooking:
    def test_all_are_listed_with_their_value_and_where_it_comes_from(self, played: Command) -> None:
        assert played("settings", "list") == DONE
        assert len(played.out.splitlines()) == len(ALL)
        assert "receipt.copies" in played.out
        found = played.json("settings", "list")["settings"]
        assert [each["key"] for each in found] == [setting.key for setting in ALL]
        assert all(set(each) == {"key", "label", "page", "value", "shown", "origin"} for each in found)

    def test_they_are_searched_as_on_the_screen(self, played: Command) -> None:
        assert played("settings", "list", "Ausfallbeleg", "nicht", "drucken") == DONE
        assert played.out.splitlines()[0].startswith("tse.outage_slips")
        assert played("settings", "list", "qqqq") == REFUSED
        assert "keine Einstellung" in played.err

    def test_one_is_explained(self, played: Command) -> None:
        assert played("settings", "get", "tse.deadline_seconds") == DONE
        assert "Wartezeit auf die TSE: 3 Sekunden · Standard" in played.out
        assert "erlaubt: 1 bis 30 Sekunden" in played.out

    def test_a_wrong_name_is_helped_with(self, played: Command) -> None:
        assert played("settings", "get", "reciept.copies") == REFUSED
        assert "Gemeint ist vielleicht receipt.copies." in played.err

    def test_looking_is_possible_while_the_till_sells(self, played: Command) -> None:
        with closing(shop(played)):
            assert played("settings", "get", "receipt.copies") == DONE
            assert played("settings", "export") == DONE

    def test_no_command_is_wrong_use(self, played: Command) -> None:
        assert played("settings") == WRONG_USE


class TestChanging:
    def test_a_value_is_set_for_all_or_here_and_stands_in_the_journal(self, played: Command) -> None:
        assert played("settings", "set", "receipt.copies", "3") == DONE
        assert played.out == "Bonexemplare: 3 · für alle Kassen\n"
        assert played("settings", "set", "receipt.copies", "2", "--here", "--by", CHIEF) == DONE
        assert played.out == "Bonexemplare: 2 · nur an dieser Kasse\n"
        with closing(shop(played)) as opened:
            acts = [a for a in opened.till.books.journal(limit=9) if a.kind is ActKind.SETTING]
            assert [(act.operator, act.body["settings"]) for act in acts] == [
                (CHIEF, [["terminal:1", "receipt.copies", None, "2"]]),
                (0, [["everywhere", "receipt.copies", None, "3"]]),
            ]

    def test_without_a_value_the_standard_holds_again(self, played: Command) -> None:
        played("settings", "set", "receipt.copies", "3")
        assert played("settings", "set", "receipt.copies") == DONE
        assert played.json("settings", "get", "receipt.copies")["origin"] is None

    def test_values_are_typed_as_on_the_screen(self, played: Command) -> None:
        for value in ("7,5", "7,5 %"):
            assert played("settings", "set", "paying.tip_first", value) == DONE
        assert played.json("settings", "get", "paying.tip_first")["shown"] == "7,5 %"
        assert played("settings", "set", "drawer.for_cash", "nein") == DONE
        assert played.json("settings", "get", "drawer.for_cash")["value"] == "0"

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("receipt.copies", "99", "von 1 bis 5"),
            ("reports.printer", "Altbau", "gibt es nicht"),
            ("tse.fiskaly_key", "geheim", "nur am Bildschirm"),
            ("tse.kind", "epson", "Kasse → Finanzamt → TSE einrichten"),
            ("tse.kind", "irgendeine", "Kasse → Finanzamt → TSE einrichten"),
            ("tse.places", "usb", "Kasse → Finanzamt → TSE einrichten"),
        ],
    )
    def test_what_does_not_fit_is_refused_in_a_sentence(
        self, played: Command, name: str, value: str, words: str
    ) -> None:
        assert played("settings", "set", name, value) == REFUSED
        assert words in played.err
        assert "geheim" not in played.err
        assert played.json("settings", "get", name)["origin"] is None

    def test_whoever_is_named_needs_the_right(self, played: Command) -> None:
        assert played("settings", "set", "receipt.copies", "3", "--by", WAITER) == REFUSED
        assert "nicht erlaubt" in played.err

    def test_a_till_that_sells_is_not_changed_behind_its_back(self, played: Command) -> None:
        with closing(shop(played)):
            assert played("settings", "set", "receipt.copies", "3") == REFUSED
        assert played.json("settings", "get", "receipt.copies")["value"] == "1"


class TestFiles:
    def test_a_file_carries_settings_from_one_till_to_another(self, played: Command, tmp_path: Path) -> None:
        file = tmp_path / "einstellungen.toml"
        played("settings", "set", "receipt.copies", "3")
        assert played("settings", "export", file) == DONE
        assert '"receipt.copies" = 3' in file.read_text(encoding="utf-8")
        assert played("settings", "export", file) == REFUSED
        played("settings", "set", "receipt.copies")
        assert played("settings", "import", file, "--dry-run") == DONE
        assert "Bonexemplare (alle Kassen): Standard → 3" in played.out
        assert played.json("settings", "get", "receipt.copies")["value"] == "1"
        assert played("settings", "import", file) == DONE
        assert "1 Einstellung übernommen." in played.out
        assert played.json("settings", "get", "receipt.copies")["value"] == "3"
        assert played("settings", "import", file) == DONE
        assert "ist schon so" in played.out

    def test_without_a_name_the_file_goes_to_the_output(self, played: Command) -> None:
        assert played("settings", "export") == DONE
        assert "form = 1" in played.out

    def test_one_mistake_and_nothing_is_taken_over(self, played: Command, tmp_path: Path) -> None:
        file = tmp_path / "neu.toml"
        file.write_text(
            'form = 1\n[alle]\n"receipt.copies" = 2\n"tse.deadline_seconds" = 99\n', encoding="utf-8"
        )
        assert played("settings", "import", file) == REFUSED
        assert "passt nicht: Wartezeit auf die TSE" in played.out
        assert "Übernommen ist nichts." in played.out
        assert played("settings", "import", file, "--json") == REFUSED
        assert json.loads(played.out)["done"] is False
        assert played.json("settings", "get", "receipt.copies")["value"] == "1"

    def test_which_tse_signs_is_not_taken_over_and_the_way_to_it_is_named(
        self, played: Command, tmp_path: Path
    ) -> None:
        file = tmp_path / "neu.toml"
        file.write_text(
            'form = 1\n["kasse-1"]\n"tse.kind" = "epson"\n"tse.places" = "host: 10.0.0.7"\n'
            '[alle]\n"receipt.copies" = 2\n',
            encoding="utf-8",
        )
        assert played("settings", "import", file) == DONE
        for label in ("Art der TSE", "Angaben zur TSE"):
            assert f"bleibt liegen: „{label}“ wird nicht aus einer Datei übernommen." in played.out
        assert played.out.count("Kasse → Finanzamt → TSE einrichten") == 2
        assert played.json("settings", "get", "tse.kind")["origin"] is None
        assert played.json("settings", "get", "tse.places")["origin"] is None
        assert played.json("settings", "get", "receipt.copies")["value"] == "2"

    def test_a_file_that_is_none_is_refused(self, played: Command, tmp_path: Path) -> None:
        assert played("settings", "import", tmp_path / "gibt-es-nicht.toml") == REFUSED
        assert "lässt sich nicht lesen" in played.err
        (tmp_path / "brief.toml").write_text("Hallo", encoding="utf-8")
        assert played("settings", "import", tmp_path / "brief.toml") == REFUSED
        assert "keine Datei mit Einstellungen" in played.err


def test_the_doctor_tells_what_is_stored_and_does_not_fit(played: Command) -> None:
    with closing(shop(played)) as opened, opened.till.books.act(ActKind.SETTING, at=opened.till.now()) as act:
        act.save_setting(papers.RECEIPT_COPIES.key, "viele", "everywhere")
    played("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(played.out)["checks"]}
    assert checks["Einstellungen"]["health"] == "hinweis"
    assert "Bonexemplare: Bitte eine ganze Zahl von 1 bis 5 angeben." in checks["Einstellungen"]["text"]
