"""`kasse notification` and `kasse export tse` on real data folders: what the tax office is told and handed."""

import hashlib
import tarfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from kasse.app.shop import Shop, Wiring
from kasse.cli.main import DONE, REFUSED, WRONG_USE
from kasse.domain.tax import Country
from kasse.settings.declared.fiscal_de import FISCAL_ADDRESSES, MEINFISKAL
from kasse.usecases.archive_tse import FOLDER
from kasse.usecases.change_setting import change_setting
from kasse.usecases.device_life import commission_till
from tests.app.houses import in_country, open_shop
from tests.app.test_tse_life import chef
from tests.cli.test_commands import ORDER, PAY, SIGN_IN, Command, Write, kasse, write

__all__ = ["kasse", "write"]

pytestmark = pytest.mark.usefixtures("quick_disk")


@pytest.fixture
def played(kasse: Command, write: Write) -> Command:
    """A house in which a little was sold."""
    kasse("play", write(SIGN_IN, ORDER, PAY))
    return kasse


def today() -> str:
    return f"{datetime.now():%d.%m.%Y}"  # noqa: DTZ005 - as the command reckons


# --- kasse notification --------------------------------------------------------------------------------------


@pytest.mark.feature("M-DE-02", "M-DE-08")
def test_a_notification_is_made_and_says_where_it_lies_and_what_is_missing(played: Command) -> None:
    assert played("notification", "make") == DONE
    place = played.folder / "notifications"
    (xml,) = place.glob("*.xml")
    assert str(xml) in played.out
    assert "Das fehlt noch:" in played.out
    assert "Test-TSE" in played.out
    assert "verantwortlich ist der Steuerpflichtige" in played.out
    made = played.json("notification", "make")
    assert made["number"] == 2
    assert made["xml_sha256"] == hashlib.sha256(Path(made["files"][0]).read_bytes()).hexdigest()


def test_what_was_made_is_listed_newest_first_with_what_became_of_it(played: Command) -> None:
    assert played("notification", "list") == DONE
    assert played.out == "Es gibt noch keine Kassenmeldung.\n"
    played("notification", "make")
    played("notification", "make")
    assert played("notification", "handed-in", 1, "--how", "ELSTER, XML hochgeladen") == DONE
    assert played.out == f"Kassenmeldung 1 ist als abgegeben vermerkt ({today()}).\n"
    played("notification", "list")
    second, first = played.out.splitlines()
    assert "auf Wunsch" in second
    assert f"abgegeben am {today()}: ELSTER, XML hochgeladen" in first
    found = played.json("notification", "list")["notifications"]
    assert [each["number"] for each in found] == [2, 1]
    assert found[1]["handed_in_how"] == "ELSTER, XML hochgeladen"


def test_what_is_to_be_mailed_waits_and_says_so(played: Command) -> None:
    assert played("notification", "make", "--mail") == REFUSED
    assert "keine Mailadresse" in played.err
    with closing(Shop(played.folder, Wiring(threads=False))) as shop:
        change_setting(shop.till, chef(shop.till), FISCAL_ADDRESSES, ("chef@hirschen.example",))
        change_setting(shop.till, chef(shop.till), MEINFISKAL, True)
        assert shop.tse is not None
        commission_till(shop.till, chef(shop.till), shop.tse.current)
    assert played("notification", "make", "--mail") == DONE
    assert "Mail an chef@hirschen.example: wartet" in played.out
    assert ".zip" in played.out
    played("notification", "list")
    second, first = played.out.splitlines()
    assert "Mail wartet" in second
    assert "Inbetriebnahme, abzugeben bis" in first


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("handed-in", 7, "--how", "ELSTER"), "Eine Kassenmeldung 7 gibt es nicht"),
        (("handed-in", 1, "--how", "ELSTER", "--on", "2020-01-01"), "bis heute"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    played: Command, arguments: tuple[object, ...], words: str
) -> None:
    played("notification", "make")
    assert played("notification", *arguments) == REFUSED
    assert words in played.err


def test_wrong_use_is_told(kasse: Command) -> None:
    assert kasse("notification") == WRONG_USE
    assert kasse("notification", "handed-in", "eins", "--how", "x") == WRONG_USE
    assert kasse("notification", "handed-in", 1) == WRONG_USE
    assert kasse("notification", "list") == REFUSED
    assert "sind keine Daten" in kasse.err


def test_a_till_at_work_is_not_opened_twice(played: Command) -> None:
    with closing(Shop(played.folder, Wiring(threads=False))):
        assert played("notification", "make") == REFUSED
        assert "laufenden kasse" in played.err
        assert played("notification", "list") == DONE


def test_files_that_cannot_be_written_are_told(played: Command) -> None:
    (played.folder / "notifications").write_text("a file where the folder should be")
    assert played("notification", "make") == REFUSED
    assert "Kassenmeldung 1 ist erstellt, aber" in played.err


def test_where_nobody_wants_to_know_none_is_made(kasse: Command) -> None:
    open_shop(kasse.folder, in_country(Country.CH)).close()
    assert kasse("notification", "make") == REFUSED
    assert "In diesem Land gibt es keine Kassenmeldung." in kasse.err
    assert kasse("export", "tse", "--fresh", kasse.folder / "x") == REFUSED
    assert "keine TSE" in kasse.err


# --- kasse export tse ----------------------------------------------------------------------------------------


def test_an_archive_is_taken_fresh_and_copied_with_its_hash(played: Command, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "tse"
    assert played("export", "tse", target) == REFUSED
    assert "Mit --fresh" in played.err
    assert played("export", "tse", "--fresh", target) == DONE
    assert played.out.startswith("1 Archiv der TSE")
    (archive,) = target.glob("*.tar")
    with tarfile.open(archive) as tar:
        assert "info.csv" in tar.getnames()
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert (target / "sha256.txt").read_text(encoding="utf-8") == f"{digest}  {archive.name}\n"
    assert played("fiscal", "check-tar", archive) in (DONE, REFUSED)
    assert "Signaturen: " in played.out
    assert " 0 passen nicht" in played.out


def test_the_archives_of_a_period_are_copied(played: Command, tmp_path: Path) -> None:
    assert played("export", "tse", "--fresh", tmp_path / "a") == DONE
    assert played.json("export", "tse", tmp_path / "b")["problems"] == []
    assert played("export", "tse", "--to", "2020-12-31", tmp_path / "c") == REFUSED
    assert played("export", "tse", "--from", "2026-11-21", "--to", "2026-11-20", tmp_path / "d") == REFUSED
    assert sorted(path.name for path in tmp_path.iterdir() if len(path.name) == 1) == ["a", "b"]


def test_an_archive_that_was_changed_or_is_gone_is_told(played: Command, tmp_path: Path) -> None:
    played("export", "tse", "--fresh", tmp_path / "a")
    played("export", "tse", "--fresh", tmp_path / "b")
    first, second = sorted((played.folder / FOLDER).iterdir())
    first.write_bytes(first.read_bytes() + b"x")
    second.unlink()
    assert played("export", "tse", tmp_path / "c") == REFUSED
    assert "verändert" in played.out
    assert "fehlt im Ordner" in played.out
    assert (tmp_path / "c" / first.name).exists()


def test_a_place_that_is_there_or_cannot_be_written_is_left_alone(played: Command, tmp_path: Path) -> None:
    played("export", "tse", "--fresh", tmp_path / "a")
    assert played("export", "tse", tmp_path / "a") == REFUSED
    assert "gibt es schon" in played.err
    (tmp_path / "file").write_text("")
    assert played("export", "tse", tmp_path / "file" / "x") == REFUSED
    assert "lässt sich nicht schreiben" in played.err
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []
