"""`kasse watch` on real books: what it lays ready, for whom, and what it does when the database is gone for a while."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from kasse.app.services import AppServices
from kasse.app.shop import Shop
from kasse.app.watch import watch
from kasse.cli.services import BooksAway, BooksBack, LayoutsLaidReady, NothingAsked, WatchNews
from kasse.domain.business import Unit
from kasse.ports.books import ActKind, BooksError
from kasse.settings.declared.touch_layout import LAYOUT_FROM_WATCH
from kasse.store.engine import lock_folder, reading_engine
from kasse.store.statements import run
from kasse.store.touch_layouts import SqlLayouts
from kasse.usecases.change_setting import Change, change_settings
from tests.app.houses import NOON
from tests.app.test_shared_books import till
from tests.conftest import ExpectedLog

pytestmark = pytest.mark.usefixtures("quick_disk")


OWN = "watch"


@pytest.fixture
def url(postgres_database: str) -> str:
    return postgres_database


@pytest.fixture
def one(tmp_path: Path, url: str) -> Iterator[Shop]:
    """The first of two tills, with layouts from the background program switched on."""
    with closing(till(tmp_path / "two", 2, url)), closing(till(tmp_path / "one", 1, url)) as shop:
        switch(shop, on=True)
        yield shop


@pytest.fixture
def workstation(tmp_path: Path, url: str) -> Path:
    """The folder of the workstation that the background program runs on."""
    folder = tmp_path / OWN
    folder.mkdir()
    (folder / "kasse.toml").write_text(f'database_url = "{url}"\n', encoding="utf-8")
    return folder


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    made = reading_engine(url)
    yield made
    made.dispose()


def switch(shop: Shop, *, on: bool) -> None:
    text = LAYOUT_FROM_WATCH.kind.write(on)
    change_settings(shop.till, None, [Change(LAYOUT_FROM_WATCH, text)])


def rename(shop: Shop, name: str) -> None:
    master = shop.till.master
    radler = master.catalogue.named("Radler 0,5")
    articles = {**master.catalogue.articles, radler.number: replace(radler, button_text=name)}
    changed = replace(master, catalogue=replace(master.catalogue, articles=articles))
    with shop.till.books.act(ActKind.MASTER_DATA, at=NOON) as act:
        shop.till.master = act.save_master(changed)


def rounds(folder: Path, *between: Callable[[], object]) -> tuple[list[WatchNews], list[float]]:
    """What is told and how long is waited, with something happening after each round; it ends after the last."""
    told: list[WatchNews] = []
    waited: list[float] = []
    happenings = list(between)

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        if not happenings:
            return True
        happenings.pop(0)()
        return False

    watch(folder, told.append, wait)
    return told, waited


def nothing() -> None:
    """Nothing happens."""


@pytest.mark.feature("M-WEI-03")
def test_it_makes_a_layout_when_the_master_data_have_changed_and_not_before(
    one: Shop, workstation: Path, engine: Engine
) -> None:
    told, waited = rounds(workstation, nothing, lambda: rename(one, "Radler neu"), nothing)
    first, second = (news for news in told if isinstance(news, LayoutsLaidReady))
    assert (first.layouts, first.tills) == (1, 2), "two tills with the same rules share one"
    assert second.version == one.till.master.version > first.version
    assert len(told) == 2
    assert waited == [1.0] * 4
    lying = SqlLayouts(engine).wishes()
    assert [wish.split()[0] for wish in lying] == [f"version={second.version}"], "the old one is gone"
    parts = "".join(SqlLayouts(engine).take(lying[0]))
    assert "Radler neu" in parts
    assert "picture" not in parts


def test_tills_of_other_units_get_layouts_of_their_own(one: Shop, workstation: Path, engine: Engine) -> None:
    def divide() -> None:
        house = one.till.house
        terminals = {**house.terminals, 2: replace(house.terminals[2], unit=2)}
        units = {1: Unit(1, "Restaurant"), 2: Unit(2, "Bar")}
        with one.till.books.act(ActKind.MASTER_DATA, at=NOON) as act:
            act.save_master(replace(one.till.master, house=replace(house, units=units, terminals=terminals)))

    told, _ = rounds(workstation, divide, nothing)
    assert [news.layouts for news in told if isinstance(news, LayoutsLaidReady)] == [1, 2]
    assert len(SqlLayouts(engine).wishes()) == 2


def test_where_no_till_asks_nothing_is_made_and_it_says_so_once(
    one: Shop, workstation: Path, engine: Engine
) -> None:
    told, _ = rounds(
        workstation, lambda: switch(one, on=False), nothing, lambda: switch(one, on=True), nothing
    )
    assert [type(news) for news in told] == [LayoutsLaidReady, NothingAsked, LayoutsLaidReady]
    assert SqlLayouts(engine).wishes() != []


def test_what_another_version_left_behind_is_made_anew(one: Shop, workstation: Path, engine: Engine) -> None:
    rounds(workstation)
    with engine.begin() as connection:
        run(connection, "UPDATE touch_layout SET body=''")
    rounds(workstation)
    (wish,) = SqlLayouts(engine).wishes()
    assert all(SqlLayouts(engine).take(wish))


@pytest.mark.feature("M-WEI-03")
def test_a_database_that_is_gone_for_a_while_is_asked_again_with_growing_pauses(
    one: Shop, workstation: Path, url: str, expected_log: ExpectedLog
) -> None:
    with expected_log(logging.WARNING, "the books do not answer"):
        told, waited = rounds(
            workstation, lambda: close_database(url), nothing, nothing, lambda: open_database(url), nothing
        )
    kinds = [type(news) for news in told]
    assert kinds == [LayoutsLaidReady, BooksAway, BooksAway, BooksAway, BooksBack]
    assert waited == [1.0, 2.0, 4.0, 8.0, 1.0, 1.0]


def test_pauses_end_growing_at_a_minute(
    one: Shop, workstation: Path, url: str, expected_log: ExpectedLog
) -> None:
    close_database(url)
    try:
        with expected_log(logging.WARNING, "the books do not answer"):
            _, waited = rounds(workstation, *[nothing] * 7)
    finally:
        open_database(url)
    assert waited == [2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]


@contextmanager
def maintenance(url: str) -> Iterator[psycopg.Connection]:
    server = url.replace("+psycopg", "").rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        yield connection


def close_database(url: str) -> None:
    """Nobody gets in, and those inside are thrown out."""
    name = url.rpartition("/")[2]
    with maintenance(url) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname=%s", (name,)
        )


def open_database(url: str) -> None:
    with maintenance(url) as connection:
        connection.execute(f"ALTER DATABASE {url.rpartition('/')[2]} ALLOW_CONNECTIONS true".encode())


def test_two_such_workstations_do_not_disturb_each_other(
    one: Shop, workstation: Path, tmp_path: Path, engine: Engine
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "kasse.toml").write_text((workstation / "kasse.toml").read_text())
    told: list[WatchNews] = []

    def both() -> None:
        rename(one, "Radler neu")
        told.extend(rounds(other, nothing)[0])

    rounds(workstation, both, nothing)
    (wish,) = SqlLayouts(engine).wishes()
    assert wish.startswith(f"version={one.till.master.version} ")
    assert "Radler neu" in "".join(SqlLayouts(engine).take(wish))
    assert [type(news) for news in told] == [LayoutsLaidReady]


def test_books_of_one_till_alone_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BooksError, match=r"nur für mehrere Kassen.*database_url in kasse\.toml"):
        rounds(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_books_of_another_form_are_refused(workstation: Path, url: str) -> None:
    with pytest.raises(BooksError, match="anderen Version oder noch nicht eingerichtet"):
        rounds(workstation)


def test_a_folder_that_another_program_has_is_refused(workstation: Path) -> None:
    with lock_folder(workstation), pytest.raises(BooksError, match="schon von einer laufenden kasse"):
        rounds(workstation)


@pytest.mark.feature("M-WEI-03")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_the_command_says_a_line_for_each_rebuild_and_ends_cleanly(
    one: Shop, workstation: Path, end: signal.Signals
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "kasse", "watch", "--json", "--data", str(workstation)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        first = json.loads(command.stdout.readline())
        rename(one, "Radler neu")
        second = json.loads(command.stdout.readline())
        command.send_signal(end)
        rest, trouble = command.communicate(timeout=30)
    assert (first["what"], second["what"]) == ("made", "made")
    assert second["version"] == one.till.master.version
    assert [json.loads(line)["what"] for line in rest.splitlines()] == ["ended"]
    assert trouble == ""
    assert command.returncode == 0


def test_the_proof_of_the_books_minds_no_layouts(one: Shop, workstation: Path, tmp_path: Path) -> None:
    rounds(workstation)
    proof = AppServices().verify(tmp_path / "one", lambda _done, _total: True)
    assert proof.findings == []
