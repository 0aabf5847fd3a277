"""The automatic backup: whole and restorable after each closing, calm when it fails, and never at others' files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kasse.app import backups as at_work
from kasse.app.backups import Backups
from kasse.app.foot import ShopFoot
from kasse.app.services import AppServices
from kasse.app.shop import Shop, Wiring
from kasse.domain.staff import Right
from kasse.ports.outbox import JobKind
from kasse.settings.declared.data import BACKUP_FOLDER, BACKUPS_KEPT
from kasse.settings.model import Setting
from kasse.usecases.book_order import secure_order
from kasse.usecases.change_setting import change_setting
from kasse.usecases.close_day import close_day
from tests.app.houses import NOON, boss, demo, order, pay
from tests.app.test_self_check import Board
from tests.app.test_shared_books import till as shared_till

pytestmark = pytest.mark.usefixtures("quick_disk")


def set_to(shop: Shop, setting: Setting[Any], value: object) -> None:
    """Somebody who may do so changes a setting."""
    operators = shop.till.staff.operators.values()
    leader = next(o for o in operators if shop.till.staff.may(o, Right.SETTINGS))
    change_setting(shop.till, leader, setting, value)


class House:
    """A till with a stick, whose clocks are moved by hand."""

    def __init__(self, folder: Path, stick: Path) -> None:
        self.folder, self.stick = folder, stick
        self.at: datetime = NOON
        self.seconds = 0.0
        self.board = Board()
        self.shop = self._open()

    def _open(self) -> Shop:
        wiring = Wiring(now=lambda: self.at, notices=self.board, pictures=False, threads=False)
        shop = Shop(self.folder, wiring, setup=demo())
        url = f"sqlite:///{self.folder / 'books.sqlite'}"
        self.backups = Backups(
            shop.till, shop.outbox, self.board, self.folder, url, monotonic=lambda: self.seconds
        )
        return shop

    def reopen(self) -> None:
        self.shop.close()
        self.shop = self._open()

    def set_folder(self, folder: Path | None) -> None:
        set_to(self.shop, BACKUP_FOLDER, folder)

    def close_day(self) -> None:
        """A table is served and the day closed, half a day later."""
        secure_order(self.shop.till, order(self.shop.till).order)
        pay(self.shop.till)
        self.at += timedelta(hours=12)
        close_day(self.shop.till, boss(self.shop.till))
        self.at += timedelta(hours=12)

    @property
    def files(self) -> list[Path]:
        return sorted(self.stick.iterdir())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    (tmp_path / "stick").mkdir()
    house = House(tmp_path / "data", tmp_path / "stick")
    yield house
    house.shop.close()


class TestABackup:
    def test_after_a_closing_is_a_whole_till_that_can_be_restored(self, house: House, tmp_path: Path) -> None:
        house.set_folder(house.stick)
        house.close_day()
        assert house.backups.run_once()
        (file,) = house.files
        assert file.name == "kasse-KASSE-HIRSCHEN-1-2026-11-21-120000-tag-2026-11-20.sqlite"
        other = tmp_path / "other"
        assert AppServices().restore(other, file) is None
        assert AppServices().verify(other, lambda *_: True).findings == []
        with closing(Shop(other, Wiring(pictures=False, threads=False))) as restored:
            assert restored.till.books.business_date == house.shop.till.books.business_date

    def test_is_made_once_for_each_closing(self, house: House) -> None:
        house.set_folder(house.stick)
        for count in (1, 2, 3):
            house.close_day()
            assert house.backups.run_once()
            assert house.backups.run_once()
            assert len(house.files) == count

    def test_is_made_soon_after_a_folder_has_been_named(self, house: House) -> None:
        house.set_folder(house.stick)
        state = house.backups.state()
        assert state is not None
        assert state.made_at is None
        house.backups.run_once()
        state = house.backups.state()
        assert state is not None
        assert (state.made_at, state.is_well) == (house.at, True)

    def test_is_remembered_beyond_the_end_of_the_program(self, house: House) -> None:
        house.set_folder(house.stick)
        house.close_day()
        house.backups.run_once()
        before = house.backups.state()
        house.reopen()
        assert house.backups.state() == before
        house.backups.run_once()
        assert len(house.files) == 1

    def test_whose_memory_is_damaged_is_made_once_more(self, house: House) -> None:
        house.set_folder(house.stick)
        house.backups.run_once()
        for damage in (
            "{",
            "[]",
            '{"file": 1}',
            '{"file": "/a", "made_at": "2026-11-20", "business_date": ""}',
        ):
            (house.folder / "backup-1.json").write_text(damage, encoding="utf-8")
            house.at += timedelta(minutes=1)
            house.reopen()
            house.backups.run_once()
        assert len(house.files) == 5

    def test_is_not_made_where_no_folder_is_named(self, house: House) -> None:
        house.close_day()
        assert house.backups.run_once()
        assert house.backups.state() is None
        assert house.files == []

    def test_that_is_no_longer_wanted_is_forgotten(self, house: House) -> None:
        house.set_folder(house.stick / "gone")
        house.close_day()
        house.backups.run_once()
        house.set_folder(None)
        assert house.backups.run_once()
        assert house.board.open == {}
        assert JobKind.BACKUP not in house.shop.outbox.waiting_since(house.at + timedelta(days=1))

    def test_of_a_shared_database_is_the_business_of_its_server(
        self, tmp_path: Path, postgres_database: str
    ) -> None:
        with closing(shared_till(tmp_path / "one", 1, postgres_database)) as shop:
            set_to(shop, BACKUP_FOLDER, tmp_path)
            secure_order(shop.till, order(shop.till).order)
            pay(shop.till)
            close_day(shop.till, boss(shop.till))
            assert shop.backups.run_once()
            assert shop.backups.state() is None
            assert JobKind.BACKUP not in shop.outbox.waiting_since(NOON + timedelta(days=1))
        assert list(tmp_path.glob("*.sqlite")) == []


class TestAFailure:
    def test_is_told_once_does_not_hinder_the_closing_and_is_over_when_the_stick_is_back(
        self, house: House
    ) -> None:
        house.set_folder(house.stick)
        house.stick.rmdir()
        house.close_day()
        assert not house.backups.run_once()
        notice = house.board.open["backup"]
        assert "Stick oder das Laufwerk anschließen" in notice.text
        house.board.open.clear()
        house.seconds += 1_000
        assert not house.backups.run_once()
        assert house.board.open == {}, "the same is not told again"
        house.stick.mkdir()
        house.seconds += 10_000
        assert house.backups.run_once()
        assert len(house.files) == 1
        state = house.backups.state()
        assert state is not None
        assert state.is_well

    def test_makes_no_folder_where_a_stick_should_be(self, house: House) -> None:
        house.set_folder(house.stick / "kasse")
        house.close_day()
        house.backups.run_once()
        assert house.files == []

    def test_is_tried_again_with_growing_pauses_and_at_once_after_the_next_closing(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tries: list[float] = []
        make = house.backups._make

        def counted(*given: object) -> None:
            tries.append(house.seconds)
            make(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(house.backups, "_make", counted)
        house.set_folder(house.stick / "gone")
        house.close_day()
        for second in range(0, 3 * 3600, 20):
            house.seconds = float(second)
            house.backups.run_once()
        pauses = [later - sooner for sooner, later in pairwise(tries)]
        assert pauses[:7] == [60, 120, 240, 480, 960, 1920, 3600]
        before = len(tries)
        house.close_day()
        house.backups.run_once()
        assert len(tries) == before + 1

    def test_for_want_of_room_says_how_much_is_wanted_and_leaves_nothing_behind(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        house.set_folder(house.stick)
        house.close_day()
        usage = shutil.disk_usage(house.stick)._replace(free=1)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
        assert not house.backups.run_once()
        assert "0 MB frei" in house.board.open["backup"].text
        assert house.files == []

    def test_leaves_the_state_well_until_it_is_known(self, house: House) -> None:
        house.set_folder(house.stick)
        house.backups.run_once()
        for _ in range(4):
            house.close_day()
        state = house.backups.state()
        assert state is not None
        assert (state.days, state.is_well, state.trouble) == (4, False, "")

    def test_by_a_copy_that_cannot_be_read_counts_as_none(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def scribble(_source: str, file: Path, _progress: object) -> None:
            file.write_bytes(b"nothing of worth" * 1000)

        monkeypatch.setattr(at_work, "copy_books", scribble)
        house.set_folder(house.stick)
        assert not house.backups.run_once()
        assert house.files == []
        assert "nicht lesbar" in house.board.open["backup"].text


class TestTheFolder:
    def test_keeps_so_many_as_are_wanted_and_everything_that_is_not_ours(self, house: House) -> None:
        house.set_folder(house.stick)
        set_to(house.shop, BACKUPS_KEPT, 3)
        others = (
            "kasse-KASSE-HIRSCHEN-2-2020-01-01-120000-tag-2020-01-01.sqlite",
            "kasse-KASSE-HIRSCHEN-1-2020-01-01-120000-tag-2020-01-01.sqlite.zip",
            "alt-kasse-KASSE-HIRSCHEN-1-2020-01-01-120000-tag-2020-01-01.sqlite",
            "kasse-2026-11-20.sqlite",
            "Urlaub.jpg",
        )
        for name in others:
            (house.stick / name).write_bytes(b"x")
        made: list[str] = []
        for _ in range(5):
            house.close_day()
            house.backups.run_once()
            made.append(next(file.name for file in house.files if file.name not in {*others, *made}))
        assert {file.name for file in house.files} == {*others, *made[-3:]}

    def test_holds_no_file_that_counts_as_backup_after_a_power_cut_in_the_middle(self, house: House) -> None:
        house.set_folder(house.stick)
        house.close_day()
        house.shop.close()
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "tests.app.backup_child", str(house.folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "copying\n"
            child.kill()
        assert house.files, "something was written"
        assert [file for file in house.files if file.suffix == ".sqlite"] == []
        house.shop = house._open()
        house.at += timedelta(minutes=1)
        assert house.backups.run_once()
        assert [file.suffix for file in house.files] == [".sqlite"], "the half one is gone"


def test_a_till_at_work_makes_its_backup_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "stick"
    with closing(Shop(tmp_path / "data", Wiring(pictures=False, threads=False), setup=demo())) as shop:
        set_to(shop, BACKUP_FOLDER, stick)
    monkeypatch.setattr(at_work, "START_SECONDS", 0.0)
    board = Board()
    with closing(Shop(tmp_path / "data", Wiring(pictures=False, notices=board))):
        assert board.posted.wait(60)
        assert "Stick" in board.open["backup"].text


def test_the_foot_hears_of_a_check_that_waits_only_after_a_while(house: House) -> None:
    foot = ShopFoot(house.shop)
    assert not foot.shared
    secure_order(house.shop.till, order(house.shop.till).order)
    pay(house.shop.till)
    close_day(house.shop.till, boss(house.shop.till))
    assert dict(foot.read().late) == {}
    house.at += timedelta(minutes=11)
    assert foot.read().late[JobKind.SELF_CHECK] == 1
    assert JobKind.PRINT not in foot.read().late
