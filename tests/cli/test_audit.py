"""`kasse audit` and `kasse check` on real data folders: what people read, what programs get, and the exit codes."""

import signal
import zipfile
from pathlib import Path

import pytest

from kasse.cli.main import DONE, REFUSED, WRONG_USE
from tests.app.office import forge
from tests.cli.test_commands import ORDER, PAY, SIGN_IN, Command, Write, kasse, write

__all__ = ["kasse", "write"]

pytestmark = pytest.mark.usefixtures("quick_disk")

CLOSE = 'at = "23:00", by = "Petra Steiner", do = "close_day"'


@pytest.fixture
def closed(kasse: Command, write: Write) -> Command:
    """A folder with a closed day."""
    assert kasse("play", write(SIGN_IN, ORDER, PAY, CLOSE)) == DONE, kasse.err
    return kasse


def test_an_audit_visit_gets_one_package_with_everything(closed: Command, tmp_path: Path) -> None:
    target = tmp_path / "stick.zip"
    assert closed("audit", "--from", "2026-11-20", "--to", "20.11.2026", target) == DONE
    assert closed.out.startswith("1 Abschluss vom 20.11.2026 bis 20.11.2026 mit ")
    assert "nichts zu beanstanden" in closed.out
    with zipfile.ZipFile(target) as opened:
        names = opened.namelist()
    assert "uebersicht.pdf" in names
    assert any(name.startswith("tse/") for name in names)
    (tmp_path / "dsfinvk").mkdir()
    with zipfile.ZipFile(target) as opened:
        opened.extractall(tmp_path / "stick")
    assert closed("fiscal", "check-dsfinvk", tmp_path / "stick" / "dsfinvk.zip") == DONE
    (archive,) = (tmp_path / "stick" / "tse").iterdir()
    closed("fiscal", "check-tar", archive)
    assert "Falsch" not in closed.out


def test_programs_are_told_as_json(closed: Command, tmp_path: Path) -> None:
    facts = closed.json("audit", tmp_path / "p")
    assert (facts["closings"], facts["findings"], facts["from"]) == (1, [], "2026-11-20")
    assert "dsfinvk.zip" in facts["files"]
    checked = closed.json("check")
    assert (checked["light"], checked["sealed"], checked["closings"]) == ("green", True, [1, 1])


def test_what_is_wrong_with_the_package_is_told_and_ends_with_one(closed: Command, tmp_path: Path) -> None:
    forge(closed.folder, "UPDATE receipt SET total=total+1")
    assert closed("audit", tmp_path / "p") == REFUSED
    assert "etwas zu beanstanden" in closed.out
    assert "Bücher: Kasse 1" in closed.out
    assert (tmp_path / "p" / "uebersicht.pdf").exists()


def test_the_check_says_what_is_wrong_since_when(closed: Command) -> None:
    assert closed("check") == DONE
    assert "Selbstprüfung: in Ordnung." in closed.out
    forge(closed.folder, "UPDATE receipt SET total=total+1")
    assert closed("check") == REFUSED
    assert "Selbstprüfung: etwas stimmt nicht." in closed.out
    assert "rot   Bücher, seit " in closed.out


def test_ctrl_c_leaves_no_half_package(
    closed: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kasse.cli.main import Console

    def interrupt(_self: Console, _name: str, _part: float) -> None:
        signal.raise_signal(signal.SIGINT)

    stick = tmp_path / "stick"
    stick.mkdir()
    closed.json("audit", tmp_path / "first")  # has the archive taken, so that only the package is left to do
    with monkeypatch.context() as patch:
        patch.setattr(Console, "progress", interrupt)
        assert closed("audit", stick / "p") == REFUSED
        assert closed("check") == REFUSED
    assert "Abgebrochen" in closed.out
    assert list(stick.iterdir()) == []


def test_what_cannot_be_done_is_one_sentence(closed: Command, tmp_path: Path) -> None:
    assert closed("audit", "--from", "2026-11-21", "--to", "2026-11-20", tmp_path / "p") == REFUSED
    assert "endet, bevor er beginnt" in closed.err
    assert closed("audit", "--from", "2027-01-01", tmp_path / "p") == REFUSED
    assert "keinen Tagesabschluss" in closed.err
    assert closed("audit") == WRONG_USE
    assert "es fehlt: ZIEL" in closed.err


def test_without_books_there_is_nothing_to_check(kasse: Command, tmp_path: Path) -> None:
    for arguments in (("audit", tmp_path / "p"), ("check",)):
        assert kasse(*arguments) == REFUSED
        assert "sind keine Daten" in kasse.err
