"""`kasse doctor` says what a till would stumble over, before it does."""

import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from kasse.app import doctor
from kasse.app.services import AppServices
from kasse.cli.services import Check, Health
from kasse.domain.tax import Country
from kasse.ports.books import ActKind
from kasse.settings.declared.fiscal_de import TSE_KIND
from tests.app.houses import NOON, in_country, open_shop, with_printer
from tests.hardware.printers.listener import Listener

pytestmark = pytest.mark.usefixtures("quick_disk")


def look(folder: Path) -> dict[str, Check]:
    found: Sequence[Check] = AppServices().doctor(folder)
    return {check.name: check for check in found}


def test_a_machine_that_has_everything_is_well(tmp_path: Path) -> None:
    open_shop(tmp_path).close()
    checks = look(tmp_path)
    assert [check for check in checks.values() if check.health is Health.WRONG] == []
    assert list(checks)[:3] == ["Python", "SQLite", "Qt"]
    assert checks["Betrieb"].text == "Wirtshaus Zum Hirschen, Kasse 1"
    assert "nicht für echte Umsätze" in checks["TSE"].text


def test_looking_changes_nothing(tmp_path: Path) -> None:
    look(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_till_that_is_open_is_no_trouble(tmp_path: Path) -> None:
    with closing(open_shop(tmp_path)):
        checks = look(tmp_path)
    assert checks["TSE"] == Check("TSE", Health.NOTE, "wird gerade von einer laufenden kasse benutzt.")
    assert checks["Bücher"].health is Health.OK


def test_a_damaged_tse_is_found(tmp_path: Path) -> None:
    open_shop(tmp_path).close()
    (tmp_path / "tse" / "key.pem").write_text("no key")
    assert look(tmp_path)["TSE"].health is Health.WRONG


def test_an_sqlite_that_can_lose_data_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pysqlite3.dbapi2.sqlite_version_info", (3, 40, 1))
    assert look(tmp_path)["SQLite"].health is Health.WRONG


def test_a_full_disk_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage._replace(free=100_000_000))  # type: ignore[attr-defined]
    check = look(tmp_path)["Speicherplatz"]
    assert (check.health, check.text[:14]) == (Health.WRONG, "nur 0,1 GB fre")


def test_a_folder_that_cannot_be_written_is_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert look(tmp_path / "file")["Datenordner"].health is Health.WRONG


def test_a_broken_configuration_is_found(tmp_path: Path) -> None:
    open_shop(tmp_path).close()
    (tmp_path / "kasse.toml").write_text("till = 1")
    check = look(tmp_path)["Bücher"]
    assert check.health is Health.WRONG
    assert "kasse.toml" in check.text


def test_a_terminal_that_is_not_set_up_is_found(tmp_path: Path) -> None:
    open_shop(tmp_path).close()
    (tmp_path / "kasse.toml").write_text("terminal = 4")
    assert "Kasse 4" in look(tmp_path)["Betrieb"].text


def test_a_country_that_cannot_be_signed_for_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kasse.app.shop.NOT_YET", {})
    open_shop(tmp_path, in_country(Country.AT)).close()
    monkeypatch.undo()
    checks = look(tmp_path)
    assert "RKSV" in checks["Betrieb"].text
    assert "TSE" not in checks


def test_a_network_printer_that_answers_is_well(tmp_path: Path) -> None:
    listener = Listener()
    try:
        open_shop(tmp_path, with_printer(kind="network", address=f"127.0.0.1:{listener.port}")).close()
        check = look(tmp_path)["Drucker Küche"]
    finally:
        listener.close()
    assert (check.health, check.text.partition(",")[0]) == (Health.OK, f"127.0.0.1:{listener.port}")


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "network", "address": "127.0.0.1:1"},
        {"kind": "network", "address": "kitchen:nine"},
        {"kind": "device", "address": "/nowhere/lp0"},
        {"kind": "pigeon"},
        {"profile": "unknown"},
    ],
)
def test_a_printer_that_cannot_print_is_found(tmp_path: Path, changes: dict[str, str]) -> None:
    open_shop(tmp_path, with_printer(**changes)).close()
    assert look(tmp_path)["Drucker Küche"].health is Health.WRONG


def test_another_tse_is_named_and_not_asked_behind_the_tills_back(tmp_path: Path) -> None:
    with closing(open_shop(tmp_path)) as shop, shop.till.books.act(ActKind.SETTING, at=NOON) as act:
        act.save_setting(TSE_KIND.key, "epson", shop.till.settings.scope_for(TSE_KIND))
    assert look(tmp_path)["TSE"] == Check("TSE", Health.OK, "Epson. Wie es ihr geht, sagt: kasse tse status")
