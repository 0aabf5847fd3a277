"""`kasse master` on a real data folder: looked at while a till sells, taken over from a file while it is closed."""

from __future__ import annotations

import json
import signal
from contextlib import closing
from pathlib import Path

import pytest

from kasse.app.shop import Shop, Wiring
from kasse.cli.main import DONE, REFUSED, WRONG_USE
from kasse.ports.books import ActKind
from kasse.sheets.declared import ALL
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
    def test_all_lists_are_named_with_how_much_is_in_them(self, played: Command) -> None:
        assert played("master", "list") == DONE
        assert len(played.out.splitlines()) == len(ALL)
        found = played.json("master", "list")["sheets"]
        assert {each["key"] for each in found} == {sheet.key for sheet in ALL}
        assert next(each["rows"] for each in found if each["key"] == "business") == 1

    def test_rows_are_searched_as_on_the_screen(self, played: Command) -> None:
        assert played("master", "list", "Artikel", "helles") == DONE
        head, *rows = played.out.splitlines()
        assert head.startswith("Nummer")
        assert rows
        assert all("Helles" in row for row in rows)
        assert played("master", "list", "articles", "qqqq") == REFUSED
        assert "nichts" in played.err

    def test_every_list_can_be_shown_while_a_till_sells(self, played: Command) -> None:
        with closing(shop(played)):
            for sheet in ALL:
                assert played("master", "list", sheet.key, "--all") == DONE
                assert played("master", "export", sheet.key) == DONE
                assert played("master", "history", sheet.key) == DONE

    def test_one_row_is_told_whole(self, played: Command) -> None:
        number = played.json("master", "list", "articles", "helles")["rows"][0]["number"]
        assert played("master", "show", "articles", number) == DONE
        assert "Bezeichnung:" in played.out
        assert "Helles" in played.out
        assert played("master", "show", "business") == DONE
        assert "Firma:" in played.out

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("show", "articles", "999999"), "Nummer 999999 gibt es unter Artikel nicht"),
            (("show", "articles", "x"), "ganze Zahl"),
            (("list", "artikl"), "Eine Liste „artikl“ gibt es nicht. Es gibt: articles"),
        ],
    )
    def test_what_is_not_there_is_said(self, played: Command, arguments: tuple[str, ...], words: str) -> None:
        assert played("master", *arguments) == REFUSED
        assert words in played.err

    def test_no_command_is_wrong_use(self, played: Command) -> None:
        assert played("master") == WRONG_USE

    def test_no_pin_is_shown(self, played: Command) -> None:
        played("master", "list", "operators", "--json")
        assert "argon2" not in played.out


class TestFiles:
    @pytest.mark.parametrize("name", ["artikel.xlsx", "artikel.csv"])
    def test_a_list_goes_out_is_changed_and_comes_back(
        self, played: Command, tmp_path: Path, name: str
    ) -> None:
        file = tmp_path / name
        assert played("master", "export", "articles", file) == DONE
        assert str(file) in played.out
        assert played("master", "export", "articles", file) == REFUSED
        assert played("master", "import", "articles", file, "--yes") == DONE
        assert "ist schon so" in played.out

    def test_first_comes_a_look_and_with_yes_the_deed(self, played: Command, tmp_path: Path) -> None:
        file = tmp_path / "neu.csv"
        file.write_text(
            "Nummer;Bezeichnung;Warengruppe;VK;MwSt\n9001;Grauburgunder;Schwäbisches;7,80;19\n", "utf-8"
        )
        assert played("master", "import", "articles", file) == DONE
        assert "neue Warengruppe" in played.out
        assert "neu: 9001 Bezeichnung Grauburgunder" in played.out
        assert played.out.endswith(
            "1 neu, 0 geändert, 0 wie bisher. Das war nur ein Blick; übernommen wird mit --yes.\n"
        )
        assert played("master", "show", "articles", "9001") == REFUSED
        assert played("master", "import", "articles", file, "--yes", "--by", CHIEF) == DONE
        assert played.out.endswith("Übernommen.\n")
        assert played.json("master", "show", "articles", "9001")["price_1"] == "7,80"
        with closing(shop(played)) as opened:
            act = next(a for a in opened.till.books.journal(limit=9) if a.kind is ActKind.MASTER_DATA)
            assert (act.operator, act.body["file"]) == (CHIEF, "neu.csv")

    def test_one_mistake_and_nothing_is_taken_over(self, played: Command, tmp_path: Path) -> None:
        file = tmp_path / "neu.csv"
        file.write_text("Nummer;Bezeichnung\n9001;Wein\n9002;" + "x" * 99 + "\n", encoding="utf-8")
        assert played("master", "import", "articles", file, "--yes") == REFUSED
        assert "passt nicht: Zeile 3, Bezeichnung: Bitte höchstens 60 Zeichen" in played.out
        assert "Übernommen ist nichts." in played.out
        assert played("master", "import", "articles", file, "--yes", "--json") == REFUSED
        facts = json.loads(played.out)
        assert (facts["done"], facts["errors"][-1]["line"]) == (False, 3)
        assert played("master", "show", "articles", "9001") == REFUSED

    def test_what_a_column_is_can_be_told(self, played: Command, tmp_path: Path) -> None:
        file = tmp_path / "neu.csv"
        number = played.json("master", "list", "articles", "helles")["rows"][0]["number"]
        file.write_text(f"Nr;Sonstwas;Preis\n{number};9,90;1\n", encoding="utf-8")
        told = ("--column", "Sonstwas=price_1", "--column", "Preis=")
        found = played.json("master", "import", "articles", file, *told)
        assert found["changed"][0]["cells"]["price_1"][1] == "9,90 €"
        assert found["unknown_columns"] == ["Preis"]
        assert played("master", "import", "articles", file, "--column", "Preis=preis_x") == REFUSED
        assert "keine Spalte von Artikel" in played.err
        assert played("master", "import", "articles", file, "--column", "Fehlt=name") == REFUSED
        assert "„Fehlt“ gibt es in der Datei nicht" in played.err

    def test_whoever_is_named_needs_the_right(self, played: Command, tmp_path: Path) -> None:
        file = tmp_path / "neu.csv"
        number = played.json("master", "list", "articles", "helles")["rows"][0]["number"]
        file.write_text(f"Nummer;Preis 1\n{number};9,90\n", encoding="utf-8")
        assert played("master", "import", "articles", file, "--yes", "--by", WAITER) == REFUSED
        assert "nicht erlaubt" in played.err

    def test_a_till_that_sells_is_not_changed_behind_its_back(self, played: Command, tmp_path: Path) -> None:
        file = tmp_path / "neu.csv"
        file.write_text("Nummer;Bezeichnung\n9001;Wein\n", encoding="utf-8")
        with closing(shop(played)):
            assert played("master", "import", "articles", file, "--yes") == REFUSED

    @pytest.mark.parametrize("step", ["Lesen", "Vergleichen", "Übernehmen"])
    def test_ctrl_c_at_any_step_leaves_everything_as_it_was(
        self, played: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        from kasse.cli.main import Console

        file = tmp_path / "neu.csv"
        file.write_text(
            "Nummer;Bezeichnung;Warengruppe;VK;MwSt\n9001;Wein;Elsass;7,80;19\n", encoding="utf-8"
        )
        acts = played.acts()
        seen: list[str] = []

        def interrupt(_self: Console, name: str, _part: float) -> None:
            if name == step and not seen:
                seen.append(name)
                signal.raise_signal(signal.SIGINT)

        with monkeypatch.context() as patch:
            patch.setattr(Console, "progress", interrupt)
            assert played("master", "import", "articles", file, "--yes") == REFUSED
        assert seen == [step]
        assert "Abgebrochen. Es ist nichts geändert" in played.err
        assert played("master", "show", "articles", "9001") == REFUSED
        assert played.acts() == acts

    def test_ctrl_c_leaves_no_half_file(
        self, played: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from kasse.cli.main import Console

        with monkeypatch.context() as patch:
            patch.setattr(Console, "progress", lambda *_: signal.raise_signal(signal.SIGINT))
            assert played("master", "export", "articles", tmp_path / "artikel.csv") == REFUSED
        assert "nichts geschrieben" in played.err
        assert not list(tmp_path.glob("*.csv"))

    @pytest.mark.parametrize("name", ["liste.pdf", "liste"])
    def test_other_kinds_of_files_are_refused(self, played: Command, tmp_path: Path, name: str) -> None:
        assert played("master", "export", "articles", tmp_path / name) == REFUSED
        assert ".xlsx oder .csv" in played.err
        (tmp_path / name).write_bytes(b"\0\1\2")
        assert played("master", "import", "articles", tmp_path / name) == REFUSED
        assert "keine Liste" in played.err


class TestHistory:
    def test_who_changed_what_is_told_with_old_and_new(self, played: Command, tmp_path: Path) -> None:
        file = tmp_path / "preise.csv"
        row = played.json("master", "list", "articles", "helles")["rows"][0]
        file.write_text(f"Nummer;Preis 1\n{row['number']};9,90\n", encoding="utf-8")
        played("master", "import", "articles", file, "--yes", "--by", CHIEF)
        assert played("master", "history", "articles", row["number"]) == DONE
        assert f"Preis 1: {row['price_1']} € → 9,90 €" in played.out
        (change,) = played.json("master", "history", "articles", row["number"])["changes"]
        assert (change["operator"], change["deed"], change["key"]) == (CHIEF, "changed", int(row["number"]))
        assert len(played.json("master", "history", "articles", "--limit", "1")["changes"]) == 1

    def test_where_nothing_happened_that_is_said(self, played: Command) -> None:
        assert played("master", "history", "articles", "999") == DONE
        assert played.out == "Bisher hat sich nichts geändert.\n"
