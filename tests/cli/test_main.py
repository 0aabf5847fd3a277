"""The command line: what it understands, how it says no, and what it leaves for whoever looks for a fault."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import pytest

from kasse import __version__
from kasse.cli import main
from kasse.cli.log_file import LogFile
from kasse.cli.main import DONE, REFUSED, WRONG_USE, data_folder
from kasse.cli.services import Check, Health, Migration, Progress, Proof, Services
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.ports.books import BooksError
from tests.conftest import ExpectedLog

VERBS = (
    "setup", "demo", "play", "verify", "backup", "restore", "export", "notification", "tse", "audit", "report", "check", "migrate",
    "doctor", "fiscal",
)  # fmt: skip
CLEAN = Proof(10, 40, 3, 6, 0, [])


class FakeServices:
    """The few services that these commands ask: notes the folder it is asked about; answers `verify` as told."""

    def __init__(self, proof: Callable[[], Proof] = lambda: CLEAN) -> None:
        self.folders: list[Path] = []
        self.shown: list[tuple[Path, bool, str]] = []
        self.no_display = ""
        self._proof = proof

    def has_books(self, folder: Path) -> bool:
        return folder.name != "empty"

    def verify(self, folder: Path, progress: Progress) -> Proof:
        self.folders.append(folder)
        progress(1, 2)
        return self._proof()

    def backup(self, folder: Path, target: Path, progress: Progress) -> None:
        raise BooksError("Die Sicherung ist nicht gelungen.")

    def migrate(self, folder: Path) -> Migration:
        return Migration("0001", "0002", folder / "backup.sqlite")

    def doctor(self, folder: Path) -> Sequence[Check]:
        return [Check("Python", Health.OK, "3.11.2"), Check("Drucker Küche", Health.WRONG, "antwortet nicht")]

    def can_show(self) -> str:
        return self.no_display

    def show(self, folder: Path, setup: Master | None, window: str) -> int:
        self.shown.append((folder, setup is not None, window))
        return DONE


def run(arguments: Sequence[str], services: FakeServices) -> int:
    return main.run(list(arguments), cast("Services", services))


@pytest.fixture(autouse=True)
def _no_folder_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test may touch the data of the person who runs it."""
    monkeypatch.setenv("KASSE_DATA", str(tmp_path / "kasse"))


def failing(error: BaseException) -> FakeServices:
    def fail() -> Proof:
        raise error

    return FakeServices(fail)


# --- help and wrong use -----------------------------------------------------------------------------------


def test_the_help_is_german_and_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"], FakeServices()) == DONE
    told = capsys.readouterr().out
    assert told.startswith("Aufruf: kasse")
    assert [verb for verb in VERBS if f"    {verb}" not in told] == []
    assert [word for word in ("usage", "options", "positional", "show ", "exit") if word in told] == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb, "--help"], FakeServices()) == DONE
    told = capsys.readouterr().out
    assert told.startswith(f"Aufruf: kasse {verb}")
    assert "--data ORDNER" in told


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"], FakeServices()) == DONE
    assert capsys.readouterr().out == f"kasse {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sell"], "einen Befehl 'sell' gibt es nicht; es gibt: 'setup', 'demo'"),
        (["verify", "--fast"], "unbekannte Angaben: --fast"),
        (["play"], "es fehlt: TAG.toml"),
        (["backup"], "es fehlt: DATEI"),
        (["--data"], "--data braucht eine Angabe"),
        (["demo", "--days", "0"], "--days braucht eine ganze Zahl und nicht '0'"),
        (["demo", "--days", "viele"], "--days braucht eine ganze Zahl und nicht 'viele'"),
        (["demo", "--seed", "x"], "--seed braucht eine ganze Zahl"),
        (["demo", "--show=1"], "--show nimmt keine Angabe: '1'"),
        (["--window", "large"], "--window: „large“ ist keine Größe wie 1280x800"),
        (["--dat=x"], "unbekannte Angaben: --dat=x"),
    ],
)
def test_wrong_use_is_told_in_one_german_sentence(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments, FakeServices()) == WRONG_USE
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("kasse: ")
    assert words in told.err
    assert told.err.count("\n") == 1


# --- folder and output ------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["--data", "x", "verify"], ["verify", "--data", "x"]])
def test_the_folder_may_stand_before_or_after_the_command(arguments: list[str]) -> None:
    services = FakeServices()
    assert run(arguments, services) == DONE
    assert services.folders == [Path("x")]


def test_the_folder_named_last_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    services = FakeServices()
    monkeypatch.setenv("KASSE_DATA", "from-the-environment")
    run(["verify"], services)
    run(["--data", "first", "verify", "--data", "second"], services)
    assert services.folders == [Path("from-the-environment"), Path("second")]


def test_without_a_word_the_data_lie_where_the_system_keeps_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KASSE_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", "/home/wirt/.local/share")
    assert data_folder(None) == Path("/home/wirt/.local/share/kasse")


@pytest.mark.parametrize("arguments", [["--json", "verify"], ["verify", "--json"]])
def test_programs_get_json(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments, FakeServices()) == DONE
    told = capsys.readouterr()
    assert json.loads(told.out) == {
        "clean": True,
        "acts": 10,
        "rows": 40,
        "receipts": 3,
        "signatures": 6,
        "outages": 0,
        "findings": [],
    }
    assert told.err == ""


def test_progress_is_shown_only_to_people(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["verify"], FakeServices())
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    run(["verify"], FakeServices())
    told = capsys.readouterr()
    assert "\rPrüfung …  50%" in told.err
    assert told.err.endswith("\r")
    assert told.out.startswith("Geprüft: 10 Einträge")


# --- refusals and faults ----------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [Refused("Das geht nicht."), BooksError("Das geht nicht.")])
def test_a_refusal_is_one_sentence_on_stderr(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify"], failing(error)) == REFUSED
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "kasse: Das geht nicht.\n")


def test_a_file_with_several_faults_is_told_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify"], failing(Refused("a.toml, Zeile 3: so\na.toml, Zeile 9: und so"))) == REFUSED
    assert capsys.readouterr().err == "kasse: a.toml, Zeile 3: so\nkasse: a.toml, Zeile 9: und so\n"


def test_a_fault_of_ours_is_one_sentence_and_its_details_are_in_the_log(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, expected_log: ExpectedLog
) -> None:
    with expected_log(logging.ERROR, "the command verify failed"):
        assert run(["verify"], failing(ZeroDivisionError("secret"))) == REFUSED
    log = tmp_path / "kasse" / "logs" / "kasse.log"
    told = capsys.readouterr()
    assert told.err == f"kasse: Unerwarteter Fehler. Einzelheiten stehen in {log}.\n"
    written = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError: secret" in written
    assert "Traceback" in written


def test_a_fault_that_cannot_be_written_down_is_told_itself(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, expected_log: ExpectedLog
) -> None:
    (tmp_path / "kasse").write_text("a file where the folder should be")
    with expected_log(logging.ERROR, "the command verify failed"):
        assert run(["verify"], failing(ZeroDivisionError("secret"))) == REFUSED
    told = capsys.readouterr().err
    assert told.startswith("kasse: Unerwarteter Fehler (ZeroDivisionError: secret).")
    assert told.count("\n") == 1


def test_who_breaks_off_is_told_that_nothing_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify"], failing(KeyboardInterrupt())) == REFUSED
    assert capsys.readouterr().err == "kasse: Abgebrochen. Was bis dahin gebucht ist, bleibt gebucht.\n"


def test_a_reader_that_has_enough_is_no_fault(tmp_path: Path) -> None:
    """`kasse doctor | head -1`"""
    with subprocess.Popen(
        [sys.executable, "-m", "kasse", "doctor", "--data", str(tmp_path / "x")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdout.close()
        said = command.stderr.read()
    assert said == b""
    assert command.returncode == REFUSED


def test_the_command_is_there(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kasse", "verify", "--data", str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert (done.returncode, done.stdout) == (REFUSED, "")
    assert done.stderr == f"kasse: In {tmp_path} sind keine Daten. Bitte den Ordner mit --data nennen.\n"


# --- the log ----------------------------------------------------------------------------------------------


def test_the_log_has_what_matters_of_kasse_and_only_trouble_of_others(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    with LogFile(tmp_path) as file, expected_log(logging.WARNING, "library"):
        before = file.path
        logging.getLogger("kasse.dispatch").info("printer Küche is back")
        logging.getLogger("kasse.dispatch").debug("too small")
        logging.getLogger("library").info("chatter")
        logging.getLogger("library").warning("trouble")
        assert (before, file.path) == (None, tmp_path / "logs" / "kasse.log")
    logging.getLogger("kasse").info("afterwards")
    lines = (tmp_path / "logs" / "kasse.log").read_text(encoding="utf-8").splitlines()
    assert [line.rpartition(": ")[2] for line in lines] == ["printer Küche is back", "trouble"]


def test_nothing_to_tell_leaves_no_log(tmp_path: Path) -> None:
    with LogFile(tmp_path / "new"):
        pass
    assert not (tmp_path / "new").exists()


# --- the till ---------------------------------------------------------------------------------------------


def test_without_a_command_the_till_opens(tmp_path: Path) -> None:
    services = FakeServices()
    assert run(["--data", "x", "--window", "1280x800"], services) == DONE
    assert services.shown == [(Path("x"), False, "1280x800")]


def test_without_a_display_the_till_says_what_to_do_instead(capsys: pytest.CaptureFixture[str]) -> None:
    services = FakeServices()
    services.no_display = "Hier ist kein Bildschirm."
    assert run([], services) == REFUSED
    assert "kasse demo" in capsys.readouterr().err


def test_where_no_house_is_set_up_the_till_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--data", "empty"], FakeServices()) == REFUSED
    assert "noch kein Betrieb eingerichtet" in capsys.readouterr().err


def test_the_demonstration_opens_where_a_display_is() -> None:
    services = FakeServices()
    assert run(["demo", "--show", "--data", "empty", "--window", "800x600"], services) == DONE
    assert services.shown == [(Path("empty"), True, "800x600")]


# --- outcomes ---------------------------------------------------------------------------------------------


def test_books_with_faults_are_listed_and_end_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    findings = [f"Kasse 1, Journal {n}: verändert." for n in range(1, 61)]
    assert run(["verify"], FakeServices(lambda: Proof(60, 200, 3, 6, 0, findings))) == REFUSED
    told = capsys.readouterr().out.splitlines()
    assert told[1:3] == ["60 Beanstandungen:", "  Kasse 1, Journal 1: verändert."]
    assert told[-1] == "  … und 10 weitere (alle mit --json)."
    assert run(["verify", "--json"], FakeServices(lambda: Proof(60, 200, 3, 6, 0, findings))) == REFUSED
    facts = json.loads(capsys.readouterr().out)
    assert (facts["clean"], facts["findings"]) == (False, findings)


def test_the_doctor_ends_with_1_if_something_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"], FakeServices()) == REFUSED
    assert capsys.readouterr().out.splitlines() == [
        "ok       Python         3.11.2",
        "fehler   Drucker Küche  antwortet nicht",
    ]
    assert run(["doctor", "--json"], FakeServices()) == REFUSED
    facts = json.loads(capsys.readouterr().out)
    assert facts["well"] is False
    assert facts["checks"][1] == {"name": "Drucker Küche", "health": "fehler", "text": "antwortet nicht"}


def test_a_migration_says_from_where_to_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["migrate", "--data", "x"], FakeServices()) == DONE
    assert capsys.readouterr().out == (
        "Die Daten sind von Stand 0001 auf 0002 gebracht. Vorher gesichert nach x/backup.sqlite.\n"
    )
    assert run(["migrate", "--data", "x", "--json"], FakeServices()) == DONE
    assert json.loads(capsys.readouterr().out) == {
        "before": "0001",
        "after": "0002",
        "backup": "x/backup.sqlite",
    }


def test_a_backup_that_fails_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["backup", "b.sqlite"], FakeServices()) == REFUSED
    assert capsys.readouterr().err == "kasse: Die Sicherung ist nicht gelungen.\n"
