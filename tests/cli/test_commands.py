"""The commands on real data folders: played, proved, backed up, restored, refused."""

import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kasse import resources
from kasse.app.services import AppServices
from kasse.cli import commands
from kasse.cli.main import DONE, REFUSED, parser, run
from kasse.store.engine import BOOKS_FILE
from kasse.store.upgrade import HEAD
from tests.cli.play.conftest import written

pytestmark = pytest.mark.usefixtures("quick_disk")

SIGN_IN = 'at = "10:00", by = "Petra Steiner", do = "sign_in"'
BY = 'by = "Petra Steiner"'
ORDER = f'{BY}, do = "order", table = 12, lines = ["3 x Helles 0,5", "Frittatensuppe"]'
PAY = f'{BY}, do = "pay", table = 12, with = "BA"'
NEXT_DAY = 'business = "demo"\nstart = "2026-11-21 09:30"\n'


class Command:
    """The command on one data folder, and what it said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: object) -> int:
        code = run([*map(str, arguments), "--data", str(self.folder)], AppServices())
        self.out, self.err = self._capsys.readouterr()
        return code

    def json(self, *arguments: object) -> dict[str, Any]:
        assert self(*arguments, "--json") == DONE, self.err
        facts: dict[str, Any] = json.loads(self.out)
        return facts

    def acts(self) -> int:
        return int(self.json("verify")["acts"])


@pytest.fixture
def kasse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path / "data", capsys)


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a day into a file."""

    def write_day(*steps: str, name: str = "tag.toml", **more: str) -> Path:
        path = tmp_path / name
        path.write_text(written(*steps, **more), encoding="utf-8")
        return path

    return write_day


def test_a_written_day_is_played_and_can_be_proved(kasse: Command, write: Write) -> None:
    assert kasse("play", write(SIGN_IN, ORDER, PAY)) == DONE
    assert "Umsatz 20,00 €" in next(line for line in kasse.out.splitlines() if line.startswith("Rechnungen"))
    assert f"Prüfen: kasse verify --data {kasse.folder}" in kasse.out
    assert kasse("verify") == DONE
    assert kasse.out.endswith("Kette, Summen, Nummern, Verweise und Signaturen stimmen.\n")


def test_programs_get_the_same_as_json(kasse: Command, write: Write) -> None:
    facts = kasse.json("play", write(SIGN_IN, ORDER, PAY))
    assert (facts["receipts"], facts["revenue_cents"], facts["signed"]) == (1, 2000, 2)
    assert facts["data"] == str(kasse.folder)
    proof = kasse.json("verify")
    assert (proof["clean"], proof["receipts"], proof["signatures"]) == (True, 1, 2)


def test_papers_come_out_of_the_virtual_printers(kasse: Command, write: Write) -> None:
    kasse("play", write(SIGN_IN, ORDER, PAY))
    papers = kasse.folder / "papers"
    assert {p.name for p in papers.iterdir() if list(p.glob("*.txt"))} == {"Beleg", "Küche", "Schank"}


def test_a_day_with_an_impossible_step_leaves_no_trace(kasse: Command, write: Write) -> None:
    assert kasse("play", write(SIGN_IN, ORDER, PAY, PAY)) == REFUSED
    assert kasse.err.startswith("kasse: tag.toml, Zeile 7: „pay“: ")
    assert kasse.out == ""
    assert not (kasse.folder / BOOKS_FILE).exists()


def test_a_faulty_file_is_refused_with_file_and_line_of_all_faults(kasse: Command, write: Write) -> None:
    day = write(SIGN_IN, f'{BY}, do = "fly"', f'{BY}, do = "order", table = 99, lines = ["Nektar"]')
    assert kasse("play", day) == REFUSED
    lines = kasse.err.splitlines()
    assert lines[0].startswith("kasse: tag.toml, Zeile 5: ")
    assert all(line.startswith("kasse: tag.toml, Zeile 6: ") for line in lines[1:])
    assert len(lines) >= 3
    assert not kasse.folder.exists()


def test_a_file_that_is_not_there_is_refused(kasse: Command, tmp_path: Path) -> None:
    assert kasse("play", tmp_path / "nirgends.toml") == REFUSED
    assert kasse.err.count("\n") == 1
    assert "nirgends.toml" in kasse.err


def test_the_same_day_is_not_played_twice(kasse: Command, write: Write) -> None:
    day = write(SIGN_IN, ORDER, PAY)
    kasse("play", day)
    acts = kasse.acts()
    assert kasse("play", day) == REFUSED
    assert "im Journal steht aber schon etwas" in kasse.err
    assert kasse.acts() == acts


def test_the_next_day_goes_on_where_the_last_one_ended(kasse: Command, write: Write) -> None:
    kasse("play", write(SIGN_IN, ORDER, PAY))
    facts = kasse.json("play", write(SIGN_IN, ORDER, PAY, head=NEXT_DAY))
    assert (facts["first_receipt"], facts["last_receipt"]) == (2, 2)


def test_a_day_without_a_house_is_played_in_the_one_that_is_there(kasse: Command, write: Write) -> None:
    kasse("play", write(SIGN_IN, ORDER, PAY))
    sign_in = SIGN_IN + ', pin = "5555"'
    day = write(sign_in, ORDER, PAY, head='start = "2026-11-21 09:30"\n\n')
    assert kasse.json("play", day)["sales"] == 1


def test_the_days_of_one_house_are_not_played_in_another(
    kasse: Command, write: Write, tmp_path: Path
) -> None:
    kasse("play", write(SIGN_IN, ORDER, PAY))
    acts = kasse.acts()
    house = resources.text("demo", "business.toml").replace("Helles 0,5", "Dunkles 0,5", 1)
    (tmp_path / "haus.toml").write_text(house, encoding="utf-8")
    other = 'business = "haus.toml"\nstart = "2026-11-21 09:30"\n'
    assert kasse("play", write(SIGN_IN, head=other)) == REFUSED
    assert kasse.err.endswith("steht ein anderer Betrieb. Bitte mit --data einen leeren Ordner nennen.\n")
    assert kasse.acts() == acts


def test_a_changed_byte_is_found_and_named(kasse: Command, write: Write) -> None:
    kasse("play", write(SIGN_IN, ORDER, PAY))
    file = kasse.folder / BOOKS_FILE
    content = file.read_bytes()
    assert content.count(b"Beleg^") == 1
    file.write_bytes(content.replace(b"Beleg^", b"Beleq^"))
    assert kasse("verify") == REFUSED
    assert "Kasse 1, Journal " in kasse.out
    assert "wurde verändert" in kasse.out
    assert kasse("verify", "--json") == REFUSED
    facts = json.loads(kasse.out)
    assert facts["clean"] is False
    assert facts["findings"]


def test_a_backup_goes_to_another_machine_and_back(kasse: Command, write: Write, tmp_path: Path) -> None:
    kasse("play", write(SIGN_IN, ORDER, PAY))
    backup = tmp_path / "sicherung.sqlite"
    assert kasse("backup", backup) == DONE
    assert kasse.out == f"Gesichert nach {backup}.\n"
    proof = kasse.json("verify")
    kasse.folder = tmp_path / "other"
    assert kasse.json("restore", backup) == {"restored": str(backup), "kept": None}
    assert kasse.json("verify") == proof
    kept = kasse.json("restore", backup)["kept"]
    assert Path(kept).parent == kasse.folder


def test_a_backup_is_written_over_nothing(kasse: Command, write: Write, tmp_path: Path) -> None:
    kasse("play", write(SIGN_IN))
    (tmp_path / "there").write_text("precious")
    assert kasse("backup", tmp_path / "there") == REFUSED
    assert "gibt es schon" in kasse.err
    assert (tmp_path / "there").read_text() == "precious"


def test_an_old_backup_issues_no_number_twice(kasse: Command, write: Write, tmp_path: Path) -> None:
    kasse("play", write(SIGN_IN, ORDER, PAY))
    kasse("backup", tmp_path / "old")
    kasse("play", write(SIGN_IN, ORDER, PAY, head=NEXT_DAY))
    assert kasse("restore", tmp_path / "old") == REFUSED
    assert "Beleg 2 ist schon vergeben" in kasse.err
    assert kasse.json("verify")["receipts"] == 2


def test_what_is_no_backup_is_not_restored(kasse: Command, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Lieber Wirt, …")
    assert kasse("restore", tmp_path / "letter.txt") == REFUSED
    assert "ist keine Sicherung von kasse" in kasse.err


def test_books_that_are_up_to_date_need_no_migration(kasse: Command, write: Write) -> None:
    kasse("play", write(SIGN_IN))
    assert kasse("migrate") == DONE
    assert kasse.out == f"Die Daten sind schon auf dem Stand {HEAD}, den diese Version braucht.\n"


def test_the_doctor_finds_a_played_folder_well(kasse: Command, write: Write) -> None:
    kasse("play", write(SIGN_IN))
    assert kasse.json("doctor")["well"] is True


@pytest.mark.parametrize("verb", ["verify", "migrate"])
def test_where_there_is_nothing_nothing_is_made(kasse: Command, verb: str) -> None:
    assert kasse(verb) == REFUSED
    assert kasse.err == f"kasse: In {kasse.folder} sind keine Daten. Bitte den Ordner mit --data nennen.\n"
    assert not kasse.folder.exists()


# --- a house of one's own ---------------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The demonstration house under another name."""
    path = tmp_path / "haus.toml"
    text = resources.text("demo", "business.toml").replace("Wirtshaus Zum Hirschen", "Gasthaus Zur Linde")
    path.write_text(text, encoding="utf-8")
    return path


def test_a_house_is_set_up_from_a_file_and_sells(kasse: Command, house: Path, write: Write) -> None:
    assert kasse("setup", house) == DONE
    assert kasse.out.startswith("Gasthaus Zur Linde ist in ")
    assert kasse.json("doctor")["well"] is True
    head = f'business = "{house.name}"\nstart = "2030-01-07 09:30"\n'
    assert kasse.json("play", write(SIGN_IN, ORDER, PAY, head=head))["sales"] == 1


def test_a_house_that_is_there_is_never_replaced(kasse: Command, house: Path) -> None:
    assert kasse("setup", house) == DONE
    acts = kasse.acts()
    assert kasse("setup", house) == REFUSED
    assert "ist schon ein Betrieb eingerichtet" in kasse.err
    assert kasse.acts() == acts


def test_master_data_with_faults_set_up_nothing(kasse: Command, house: Path) -> None:
    house.write_text(
        house.read_text(encoding="utf-8").replace('country = "DE"', 'country = "XX"'), encoding="utf-8"
    )
    assert kasse("setup", house) == REFUSED
    assert kasse.err.startswith("kasse: haus.toml, Zeile ")
    assert not kasse.folder.exists()


def test_a_house_in_austria_is_not_set_up_before_it_can_be_signed_for(kasse: Command, house: Path) -> None:
    text = house.read_text(encoding="utf-8").replace('country = "DE"', 'country = "AT"')
    house.write_text(text, encoding="utf-8")
    assert kasse("setup", house) == REFUSED
    assert "RKSV" in kasse.err
    assert kasse.err.count("\n") == 1
    assert not kasse.folder.exists()


# --- the demonstration ------------------------------------------------------------------------------------


def test_the_demonstration_plays_on_and_stays_provable(kasse: Command, write: Write) -> None:
    """Without a display `make run` plays a day, too: the one after the last that the books know."""
    kasse("play", write(SIGN_IN, ORDER, PAY))
    facts = kasse.json("demo", "--show", "--seed", 7)
    assert facts["seeds"] == [7]
    assert facts["started_at"] == "2026-11-21T08:30:00+00:00"
    assert facts["first_receipt"] == 2
    assert facts["receipts"] >= 150
    proof = kasse.json("verify")
    assert (proof["clean"], proof["receipts"]) == (True, facts["last_receipt"])


def test_the_demonstration_does_not_move_into_another_house(
    kasse: Command, write: Write, tmp_path: Path
) -> None:
    house = resources.text("demo", "business.toml").replace("Helles 0,5", "Dunkles 0,5", 1)
    (tmp_path / "haus.toml").write_text(house, encoding="utf-8")
    kasse("play", write(SIGN_IN, head='business = "haus.toml"\nstart = "2026-11-20 09:30"\n'))
    acts = kasse.acts()
    assert kasse("demo") == REFUSED
    assert "steht ein anderer Betrieb" in kasse.err
    assert kasse.acts() == acts


# --- Ctrl-C -----------------------------------------------------------------------------------------------


class Impatient:
    """Presses Ctrl-C when something has come as far as this."""

    def __init__(self, name: str, times: int = 1) -> None:
        self.said: list[str] = []
        self._name = name
        self._times = times

    def say(self, text: str, facts: object) -> None:
        self.said.append(text)

    def progress(self, name: str, part: float) -> None:
        if name == self._name and part > 0:
            for _ in range(self._times):
                signal.raise_signal(signal.SIGINT)


LONG = [SIGN_IN, *[ORDER, PAY] * 60]


def play_impatiently(kasse: Command, day: Path, out: Impatient) -> None:
    options = parser().parse_args(["play", str(day)])
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        commands.carry_out(options, kasse.folder, AppServices(), out)
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_ends_a_day_after_the_step_at_hand(kasse: Command, write: Write) -> None:
    out = Impatient("Spiel")
    play_impatiently(kasse, write(*LONG), out)
    assert "Vorzeitig beendet." in out.said[0]
    proof = kasse.json("verify")
    assert proof["clean"] is True
    assert 0 < proof["receipts"] < 60


def test_ctrl_c_in_the_rehearsal_has_played_nothing(kasse: Command, write: Write) -> None:
    out = Impatient("Probe")
    play_impatiently(kasse, write(*LONG), out)
    assert out.said == []
    assert not (kasse.folder / BOOKS_FILE).exists()


def test_ctrl_c_twice_does_not_wait(kasse: Command, write: Write) -> None:
    play_impatiently(kasse, write(*LONG), Impatient("Spiel", times=2))
    assert kasse.json("verify")["clean"] is True
