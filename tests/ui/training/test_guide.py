"""Whoever practises is led through the common jobs, and the till counts his taps; nobody else sees anything of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kasse.ports.books import Series
from kasse.sheets.declared import OPERATORS
from kasse.ui.tables.view import TablesAction
from kasse.ui.training.guide import Guide, Phase, names_of
from kasse.ui.training.jobs import BY_KEY, JOBS, JobKey
from kasse.ui.training.strip import TrainingStrip
from kasse.ui.training.watch import Tables
from kasse.ui.widgets.cells import Cells
from kasse.usecases.cards import assign_card
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.till import Changed
from tests.ui.at_work import TillAtWork, key_named
from tests.ui.taps import cell_called
from tools import tap_table

TRAINEE, BOSS, CARD = "Übungsbediener", "Georg Hirsch", "04A3B2C1D0"


class Practice:
    """Somebody practises, with a finger that touches the window as a real one does."""

    def __init__(self, work: TillAtWork) -> None:
        self.work = work

    @property
    def guide(self) -> Guide:
        return self.work.program.guide

    @property
    def strip(self) -> TrainingStrip:
        return self.guide.strip

    def touch(self, part: QWidget, at: QPoint | None = None) -> None:
        assert part.isVisible()
        place = part.mapTo(self.work.window, at or part.rect().center())
        QTest.mouseClick(self.work.window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
        self.work.settle()

    def cell(self, cells: Cells, name: str) -> None:
        self.touch(cells, cells.center_of(cell_called(cells, name)).toPoint())

    def begin(self, job: JobKey) -> None:
        """Open the list, and go on to that job."""
        if not self.strip.is_open:
            self.touch(self.strip.open_key)
        while self.guide.job.key is not job:
            self.touch(self.strip.next_key)

    def order(self, count: int, table: str = "Tisch 12") -> None:
        """So many of the same article at a table, sent."""
        self.work.program.show_tables()
        self.cell(self.work.tables.plan, table)
        for _ in range(count):
            self.cell(self.work.orders.middle.tiles, "Helles 0,5")
        self.touch(self.work.orders.second_key)

    def is_in(self, phase: Phase) -> bool:
        return self.guide.phase is phase

    @property
    def words(self) -> str:
        lesson = self.strip.lesson
        return f"{lesson.title} {lesson.note}"


@pytest.fixture
def practice(at_work: TillAtWork) -> Practice:
    """Somebody who practises and may do everything."""
    till = at_work.shop.till
    staff = till.staff.operators.values()
    trainee, boss = (next(o for o in staff if o.name == name) for name in (TRAINEE, BOSS))
    change_master(till, None, [Edit(OPERATORS, trainee, replace(trainee, level=boss.level))])
    at_work.sign_in(TRAINEE)
    return Practice(at_work)


def test_nobody_else_sees_anything_of_it(at_work: TillAtWork) -> None:
    at_work.sign_in("Anna Berger")
    assert "guide" not in vars(at_work.program)


def test_it_is_a_key_in_the_status_line_until_it_is_opened_and_covers_no_screen(practice: Practice) -> None:
    window = practice.work.window
    assert practice.strip.open_key.isVisible()
    practice.touch(practice.strip.open_key)
    assert practice.strip.fold_key.isVisible()
    assert window.status.geometry().contains(practice.strip.geometry())
    practice.touch(practice.strip.fold_key)
    assert not practice.strip.fold_key.isVisible()
    practice.work.program.sign_out()
    practice.work.settle()
    practice.work.sign_in("Anna Berger")
    assert not practice.strip.isVisible()
    assert not practice.work.is_training()


def test_a_job_is_named_counted_and_held_against_its_aim_and_the_next_one_follows(practice: Practice) -> None:
    practice.begin(JobKey.ORDER)
    name = names_of(practice.work.shop.till, Tables(12, 13))["article"]
    assert f"1 von 10 · 3 × {name} an Tisch 12 senden." in practice.words
    practice.order(3)
    assert practice.guide.phase is Phase.DONE
    lesson = practice.strip.lesson
    assert (lesson.count, lesson.aim) == (5, 3)
    assert "Kürzer: Tisch; Artikel halten und auf 3 ziehen; Senden" in practice.words
    practice.touch(practice.strip.next_key)
    assert practice.guide.job.key is JobKey.AGAIN


def test_taps_on_the_list_itself_and_before_the_job_begins_do_not_count(practice: Practice) -> None:
    practice.order(3)
    practice.begin(JobKey.AGAIN)
    assert practice.guide.phase is Phase.RUNNING, "the table is open already"
    assert practice.guide.taps.count == 0
    practice.work.program.show_tables()
    practice.begin(JobKey.MOVE)
    assert practice.guide.taps.count == 0


def test_what_must_be_there_before_is_said_and_counted_from_then_on(practice: Practice) -> None:
    practice.begin(JobKey.VOID)
    assert "Zuerst an Tisch 12 etwas bestellen" in practice.words
    assert practice.is_in(Phase.WAITING)
    practice.order(3)
    practice.work.program.open_table(12)
    assert practice.is_in(Phase.RUNNING)


def test_a_typed_digit_is_a_tap(practice: Practice) -> None:
    practice.begin(JobKey.ORDER)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Return):
        QTest.keyClick(practice.work.window.windowHandle(), key)
    assert practice.work.window.shown == "orders"
    assert practice.guide.taps.count == 3


def test_the_best_try_is_remembered(practice: Practice) -> None:
    practice.begin(JobKey.ORDER)
    practice.order(4)
    practice.touch(practice.strip.next_key)
    practice.begin(JobKey.ORDER)
    practice.work.program.show_tables()
    practice.order(3)
    practice.touch(practice.strip.next_key)
    practice.begin(JobKey.ORDER)
    practice.work.program.show_tables()
    assert "Bisher am besten: 5" in practice.words


def test_the_whole_way_of_a_table_is_recognised(practice: Practice) -> None:
    work, guide = practice.work, practice.guide
    practice.begin(JobKey.ORDER)
    practice.order(3)
    practice.touch(practice.strip.next_key)
    work.program.open_table(12)
    practice.order(3)
    assert guide.phase is Phase.DONE, "the same round again"
    practice.touch(practice.strip.next_key)
    work.program.open_table(12)
    practice.cell(work.orders.ticket, "3 Helles 0,5")
    practice.touch(key_named(work.orders, "Storno"))
    practice.cell(work.orders.middle.choices.cells, work.shop.till.house.void_reasons[0])
    assert guide.phase is Phase.DONE, "one voided"


def test_the_day_is_closed_in_practice_only(practice: Practice) -> None:
    work = practice.work
    practice.begin(JobKey.CLOSE)
    practice.touch(work.tables.keys[TablesAction.REGISTER])
    practice.cell(work.tables.choices.cells, "Tagesabschluss")
    work.until(lambda: work.closing.main_key.off_reason is None)
    practice.touch(work.closing.main_key)
    work.until(lambda: practice.guide.phase is Phase.DONE)
    assert practice.strip.lesson.count == 3
    assert work.shop.till.books.last_number(Series.CLOSING) == 0
    assert "Übung" in work.notice


def test_an_article_is_sold_out_in_practice_only(practice: Practice) -> None:
    work = practice.work
    practice.begin(JobKey.SOLD_OUT)
    work.program.open_table(12)
    work.hold(work.orders.middle.tiles, "Helles 0,5")
    practice.cell(work.orders.middle.choices.cells, "Ausverkauft")
    assert practice.guide.phase is Phase.DONE
    article = work.shop.till.catalogue.named("Helles 0,5")
    assert not work.shop.till.availability(article).gone


def test_a_card_changes_the_operator_with_one_tap(practice: Practice) -> None:
    work = practice.work
    till = work.shop.till
    anna = next(o for o in till.staff.operators.values() if o.name == "Anna Berger")
    assign_card(till, None, anna.number, CARD)
    work.desk.changed.emit(Changed.MASTER)
    practice.begin(JobKey.CHANGE)
    work.clock.hurried = True
    click: Callable[..., None] = QTest.keyClick  # the stubs do not know that a sign will do, too
    for sign in CARD:
        click(work.window.windowHandle(), sign)
    QTest.keyClick(work.window.windowHandle(), Qt.Key.Key_Return)
    work.until(lambda: work.program.operator is not None and work.program.operator.name == "Anna Berger")
    assert practice.guide.taps.count == 1
    assert practice.guide.phase is Phase.DONE


def test_whoever_may_not_do_a_job_is_not_asked_to(at_work: TillAtWork) -> None:
    at_work.sign_in(TRAINEE)
    practice = Practice(at_work)
    practice.touch(practice.strip.open_key)
    till, trainee = at_work.shop.till, at_work.program.operator
    assert trainee is not None
    allowed = [job for job in JOBS if till.staff.may(trainee, job.right)]
    assert len(allowed) < len(JOBS)
    assert f"1 von {len(allowed)} " in practice.words


def test_the_aims_are_those_that_are_measured() -> None:
    measured = tap_table.JOBS
    aims = {key: BY_KEY[key].aim for key in JobKey if key is not JobKey.PAY}
    assert aims == {key: measured[key].aim for key in aims}
    assert BY_KEY[JobKey.PAY].aim == measured["J3 Plan"].aim, "it is taught from the plan of the tables"
