"""`kasse fiscal`: foreign receipts and exports, checked on the command line without any books."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from kasse.app.services import AppServices
from kasse.cli.main import DONE, REFUSED, WRONG_USE, run
from kasse.fiscal.de.log_message import START
from tests.fiscal.de.samples import QR, SERIAL
from tests.fiscal.de.tse_archive.device import Device

FORGED = QR.replace("21.42_", "21.43_")


@pytest.fixture(autouse=True)
def _no_folder_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KASSE_DATA", str(tmp_path / "kasse"))


class Command:
    """The command, and what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: object) -> int:
        code = run(["fiscal", *map(str, arguments)], AppServices())
        self.out, self.err = self._capsys.readouterr()
        return code

    def json(self, *arguments: object) -> dict[str, Any]:
        self(*arguments, "--json")
        facts: dict[str, Any] = json.loads(self.out)
        return facts


@pytest.fixture
def fiscal(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    device = Device()
    device.sale()
    device.event("selfTest")
    file = tmp_path / "export.tar"
    file.write_bytes(device.archive())
    return file


# --- check-qr ---------------------------------------------------------------------------------------------


def test_a_receipt_is_proven_and_what_it_does_not_prove_is_said(fiscal: Command) -> None:
    assert fiscal("check-qr", QR) == DONE
    assert fiscal.out.startswith("Signatur: gültig\n")
    assert f"TSE {SERIAL} (ecdsa-plain-SHA256, secp256r1)" in fiscal.out
    assert "Beginn 23.08.2021 14:36:27 UTC, Signatur 23.08.2021 14:36:33 UTC" in fiscal.out
    assert "Unbekannt:\n  Die Startzeit ist durch diese Signatur nicht geschützt" in fiscal.out
    assert fiscal.err == ""


def test_a_forged_receipt_ends_with_1(fiscal: Command) -> None:
    assert fiscal("check-qr", FORGED) == REFUSED
    assert fiscal.out.startswith("Signatur: falsch\n")
    assert "Falsch:\n  Die Signatur passt nicht" in fiscal.out


def test_programs_get_every_field_of_a_receipt(fiscal: Command) -> None:
    facts = fiscal.json("check-qr", QR)
    assert facts["fine"] is True
    (code,) = facts["codes"]
    assert (code["signature"], code["transaction"], code["counter"]) == ("valid", 1, 31)
    assert (code["start_time"], code["log_time"]) == ("2021-08-23T14:36:27.000Z", "2021-08-23T14:36:33.000Z")


def test_a_file_with_many_receipts_is_checked_line_by_line(fiscal: Command, tmp_path: Path) -> None:
    file = tmp_path / "codes.txt"
    file.write_text(f"{QR}\r\n{FORGED}\n\n{QR}\n", encoding="utf-8-sig")
    assert fiscal("check-qr", file) == REFUSED
    assert fiscal.out.endswith("2 von 3 QR-Codes ohne Beanstandung.\n")
    assert [code["fine"] for code in fiscal.json("check-qr", file)["codes"]] == [True, False, True]


def test_a_receipt_may_come_from_another_program(fiscal: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(QR.encode())))
    assert fiscal("check-qr", "-") == DONE


@pytest.mark.parametrize("content", [b"", b"Hallo", b"V0;\xff\xfe" + b";" * 10, b"V0;" + b"9" * 20_000])
def test_a_file_that_holds_no_receipt_is_told_so(fiscal: Command, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "code.txt"
    file.write_bytes(content)
    assert fiscal("check-qr", file) == REFUSED
    assert fiscal.out.startswith("Signatur: nicht (vollständig) prüfbar\nFalsch:\n  ")


@pytest.mark.parametrize("given", ["missing.txt", ".", "nul\0byte", "x" * 5_000])
def test_neither_receipt_nor_file_is_one_sentence(fiscal: Command, given: str) -> None:
    assert fiscal("check-qr", given) == REFUSED
    assert fiscal.err.count("\n") == 1
    assert "weder ein QR-Code eines Kassenbelegs" in fiscal.err


def test_a_file_too_large_for_receipts_is_refused(fiscal: Command, tmp_path: Path) -> None:
    file = tmp_path / "code.txt"
    with file.open("wb") as stream:
        stream.truncate((10 << 20) + 1)
    assert fiscal("check-qr", file) == REFUSED
    assert "zu groß" in fiscal.err


def test_what_a_receipt_says_cannot_command_the_terminal(fiscal: Command) -> None:
    fiscal("check-qr", QR.replace("ERS ", "\x1b[2J"))
    assert "\x1b" not in fiscal.out


# --- check-tar --------------------------------------------------------------------------------------------


def test_an_honest_export_is_valid(fiscal: Command, archive: Path) -> None:
    assert fiscal("check-tar", archive) == DONE
    assert (
        "6 Dateien, 3 Protokolle: 1 Beginn, 0 Änderung, 1 Ende von Transaktionen, 1 Ereignisse" in fiscal.out
    )
    assert "Signaturzähler 1 bis 3, 21.11.2026 18:00:01 UTC bis 21.11.2026 18:00:03 UTC" in fiscal.out
    assert "Signaturen: 3 passen, 0 passen nicht, 0 nicht prüfbar" in fiscal.out
    assert "Zertifikat: „TSE“ ← „Wurzel“, gültig" in fiscal.out
    assert fiscal.out.endswith("Ergebnis: gültig\n")


def test_programs_get_every_figure_of_an_export(fiscal: Command, archive: Path) -> None:
    facts = fiscal.json("check-tar", archive)
    assert (facts["verdict"], facts["fine"], facts["files"], facts["certificates"]) == ("valid", True, 6, 2)
    assert (facts["starts"], facts["updates"], facts["finishes"], facts["events"]) == (1, 0, 1, 1)
    assert facts["info"] == [{"description": "Probe", "manufacturer": "Probe GmbH", "version": "1.0"}]
    (device,) = facts["devices"]
    assert (device["first_counter"], device["last_counter"], device["signatures_fit"]) == (1, 3, 3)
    assert device["chain"] == ["TSE", "Wurzel"]
    assert facts["wrong"] == {"count": 0, "shown": []}


def test_a_damaged_export_ends_with_1_and_a_list(fiscal: Command, archive: Path) -> None:
    archive.write_bytes(archive.read_bytes().replace(b"Beleg^11.90", b"Beleg^11.91"))
    assert fiscal("check-tar", archive) == REFUSED
    assert "Falsch:\n  „Unixt_" in fiscal.out
    assert "Die Signatur passt nicht zum Inhalt." in fiscal.out
    assert fiscal.out.endswith("Ergebnis: falsch\n")


def test_content_in_another_form_ends_with_1_although_it_is_signed(fiscal: Command, tmp_path: Path) -> None:
    device = Device()
    device.sale("Beleg^1,00_0.00_0.00_0.00_0.00^1.00:Bar")
    file = tmp_path / "export.tar"
    file.write_bytes(device.archive())
    assert fiscal("check-tar", file) == REFUSED
    assert "Inhalt nicht nach DSFinV-K:\n  Transaktion 1: Der Betrag „1,00“" in fiscal.out


def test_of_very_many_findings_people_see_the_first(fiscal: Command, tmp_path: Path) -> None:
    device = Device()
    for number in range(60):
        device.logs.append(device.message(START, number, client_id="K"))
        device.counter += 1
    file = tmp_path / "export.tar"
    file.write_bytes(device.archive())
    assert fiscal("check-tar", file) == REFUSED
    assert "  … und 9 weitere (mehr mit --json)" in fiscal.out
    assert fiscal.json("check-tar", file, "--selection")["wrong"]["count"] == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"PK\x03\x04" + bytes(600), "eine ZIP-Datei"), (b"", "leer"), (b"Hallo", "kein TAR-Archiv")],
)
def test_what_is_no_export_is_one_sentence(
    fiscal: Command, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "export.tar"
    file.write_bytes(content)
    assert fiscal("check-tar", file) == REFUSED
    assert fiscal.out == ""
    assert fiscal.err.startswith(f"kasse: {file}: ")
    assert words in fiscal.err
    assert fiscal.err.count("\n") == 1


@pytest.mark.parametrize("name", ["missing.tar", "."])
def test_an_export_that_cannot_be_read_is_one_sentence(fiscal: Command, tmp_path: Path, name: str) -> None:
    assert fiscal("check-tar", tmp_path / name) == REFUSED
    assert fiscal.err.endswith("Bitte den Pfad prüfen.\n")


def test_progress_is_shown_to_people(fiscal: Command, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert fiscal("check-tar", archive) == DONE
    assert "\rPrüfung … " in fiscal.err


# --- wrong use --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "es fehlt: BEFEHL"),
        (["check-foo"], "einen Befehl 'check-foo' gibt es nicht; es gibt: 'check-qr', 'check-tar'"),
        (["check-qr"], "es fehlt: TEXT|DATEI|-"),
        (["check-tar"], "es fehlt: DATEI"),
    ],
)
def test_wrong_use_is_told_in_one_german_sentence(fiscal: Command, arguments: list[str], words: str) -> None:
    assert fiscal(*arguments) == WRONG_USE
    assert words in fiscal.err
    assert fiscal.err.count("\n") == 1


@pytest.mark.parametrize("verb", ["check-qr", "check-tar"])
def test_every_check_explains_itself(fiscal: Command, verb: str) -> None:
    assert fiscal(verb, "--help") == DONE
    assert fiscal.out.startswith(f"Aufruf: kasse fiscal {verb}")
