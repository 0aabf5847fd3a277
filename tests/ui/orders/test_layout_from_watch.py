"""A till that takes its touch layout from the background program, and sells just as well where there is none."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine

from kasse.app.watch import watch
from kasse.cli.master_file import MasterFile
from kasse.domain.catalogue import Levels
from kasse.ports.books import ActKind
from kasse.settings.declared.ordering import (
    ARTICLE_ORDER,
    FILL_PRICE_LEVELS,
    PRICE_ON_KEYS,
    TAKE_AWAY_LEVEL,
)
from kasse.settings.declared.touch_layout import LAYOUT_FROM_WATCH
from kasse.store.engine import writing_engine
from kasse.store.statements import run
from kasse.ui.orders import making
from kasse.ui.orders.layout import Layout
from kasse.ui.theme.look import Look
from kasse.usecases.change_setting import Change, change_settings
from kasse.usecases.till import Changed
from tests.conftest import ExpectedLog
from tests.ui.at_work import TillAtWork, free, open_at_work
from tests.ui.orders.ordering import new_lines


@pytest.fixture
def at_work(
    tmp_path: Path, look: Look, qtbot: QtBot, demo_house: MasterFile, postgres_database: str
) -> Iterator[TillAtWork]:
    """A till on shared books that is to take its layouts from the background program; nobody is there yet."""
    folder = tmp_path / "till"
    config(folder, postgres_database)
    config(tmp_path / "watch", postgres_database)
    work = open_at_work(folder, look, qtbot, demo_house.master, dict(demo_house.pins))
    change_settings(work.shop.till, None, [Change(LAYOUT_FROM_WATCH, LAYOUT_FROM_WATCH.kind.write(True))])
    yield work
    free(work)


def config(folder: Path, url: str) -> None:
    folder.mkdir()
    (folder / "kasse.toml").write_text(f'database_url = "{url}"\n', encoding="utf-8")


@pytest.fixture
def lay_ready(tmp_path: Path) -> Callable[[], None]:
    """One round of the background program."""
    return lambda: watch(tmp_path / "watch", lambda _news: None, lambda _seconds: True)


@pytest.fixture
def own_work(waiter: TillAtWork, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of which version of the master data the till has made a layout itself since the waiter stands at the table."""
    waiter.settle()
    made: list[int] = []
    real = making._make

    def noted(job: Any) -> Layout:
        made.append(job.wish.version)
        return real(job)

    monkeypatch.setattr(making, "_make", noted)
    return made


@pytest.fixture
def engine(postgres_database: str) -> Iterator[Engine]:
    made = writing_engine(postgres_database)
    yield made
    made.dispose()


def rename(work: TillAtWork, name: str) -> None:
    """Radler has another name on its key, in the books; the screens do not know yet."""
    till = work.shop.till
    radler = till.master.catalogue.named("Radler 0,5")
    articles = {**till.master.catalogue.articles, radler.number: replace(radler, button_text=name)}
    changed = replace(till.master, catalogue=replace(till.master.catalogue, articles=articles))
    with till.books.act(ActKind.MASTER_DATA, at=work.clock.now()) as act:
        till.master = act.save_master(changed)


def tell(work: TillAtWork) -> Layout:
    """The screens hear of it; the layout that is shown in the end."""
    before = work.program.orders.card.layout
    work.desk.changed.emit(Changed.MASTER)
    work.until(lambda: work.program.orders.card.layout is not before)
    return work.program.orders.card.layout


def names(work: TillAtWork) -> list[str]:
    return [tile.name for tile in work.orders.middle.tiles._items]


@pytest.mark.feature("M-WEI-03")
@pytest.mark.parametrize(
    "rules",
    [
        (),
        (Change(ARTICLE_ORDER, "name"), Change(PRICE_ON_KEYS, "0")),
        (Change(FILL_PRICE_LEVELS, "0"), Change(TAKE_AWAY_LEVEL, "3")),
    ],
)
def test_a_till_takes_the_layout_that_lies_ready_and_it_is_the_one_that_it_would_make(
    waiter: TillAtWork, own_work: list[int], lay_ready: Callable[[], None], rules: tuple[Change, ...]
) -> None:
    change_settings(waiter.shop.till, None, rules)
    waiter.tap_section("Bier")
    rename(waiter, "Radler neu")
    lay_ready()
    taken = tell(waiter)
    assert own_work == []
    assert "Radler neu" in names(waiter)
    waiter.tap_tile("Radler neu")
    assert new_lines(waiter) == [("1", "Radler 0,5")]
    own = Layout(taken.catalogue, taken.unit, taken.rules)
    assert taken.menus == own.menus
    for menu in own.menus:
        assert taken.tabs(menu) == own.tabs(menu)
        for section in range(len(menu.sections)):
            chosen = [Levels(level) for level in range(1, 10)]
            for levels in (Levels(0, menu.price_level), *chosen, Levels(take_away=3)):
                assert taken.tiles(menu, section, levels) == own.tiles(menu, section, levels)


@pytest.mark.feature("M-WEI-03")
def test_a_till_takes_the_layout_from_a_real_background_program(
    waiter: TillAtWork, own_work: list[int], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "kasse", "watch", "--json", "--data", str(tmp_path / "watch")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert json.loads(program.stdout.readline())["what"] == "made"
        rename(waiter, "Radler neu")
        assert json.loads(program.stdout.readline())["what"] == "made"
        tell(waiter)
        program.terminate()
        assert json.loads(program.stdout.readline())["what"] == "ended"
    assert program.returncode == 0
    assert own_work == []
    waiter.tap_section("Bier")
    assert "Radler neu" in names(waiter)


@pytest.mark.feature("M-WEI-03")
def test_it_waits_a_moment_for_a_layout_that_is_still_being_made(
    waiter: TillAtWork, own_work: list[int], lay_ready: Callable[[], None]
) -> None:
    rename(waiter, "Radler neu")
    waiter.clock.hurried = True  # no time passes for the till
    before = waiter.program.orders.card.layout
    waiter.desk.changed.emit(Changed.MASTER)
    waiter.settle()
    assert waiter.program.orders.card.layout is before
    waiter.tap_section("Bier")
    waiter.tap_tile("Helles 0,5")
    assert new_lines(waiter) == [("1", "Helles 0,5")], "nobody waits meanwhile"
    lay_ready()
    waiter.until(lambda: waiter.program.orders.card.layout is not before)
    assert own_work == []
    assert "Radler neu" in names(waiter)


@pytest.mark.feature("M-WEI-03")
def test_where_nobody_makes_it_the_till_makes_it_itself(waiter: TillAtWork, own_work: list[int]) -> None:
    waiter.tap_section("Bier")
    rename(waiter, "Radler neu")
    tell(waiter)
    assert len(own_work) == 1
    assert "Radler neu" in names(waiter)


@pytest.mark.feature("M-WEI-03")
def test_a_layout_of_older_master_data_is_never_taken(
    waiter: TillAtWork, own_work: list[int], lay_ready: Callable[[], None]
) -> None:
    lay_ready()
    rename(waiter, "Radler neu")
    tell(waiter)
    assert len(own_work) == 1
    waiter.tap_section("Bier")
    assert "Radler neu" in names(waiter)


@pytest.mark.feature("M-WEI-03")
@pytest.mark.parametrize("broken", ["''", "'{'", "'{\"form\": 99}'", "substr(body, 1, 40)"])
def test_what_lies_there_and_is_not_readable_costs_nothing_but_a_line_in_the_log(
    waiter: TillAtWork,
    own_work: list[int],
    lay_ready: Callable[[], None],
    engine: Engine,
    broken: str,
    expected_log: ExpectedLog,
) -> None:
    rename(waiter, "Radler neu")
    lay_ready()
    with engine.begin() as connection:
        run(connection, f"UPDATE touch_layout SET body={broken}")
    with expected_log(logging.WARNING, "not readable"):
        tell(waiter)
    assert len(own_work) == 1
    waiter.tap_section("Bier")
    assert "Radler neu" in names(waiter)


def test_switched_off_nothing_is_taken(
    waiter: TillAtWork, own_work: list[int], lay_ready: Callable[[], None]
) -> None:
    rename(waiter, "Radler neu")
    lay_ready()
    text = LAYOUT_FROM_WATCH.kind.write(False)
    change_settings(waiter.shop.till, None, [Change(LAYOUT_FROM_WATCH, text)])
    tell(waiter)
    assert len(own_work) == 1
