"""A tiny screen for special editors: master data in memory, changed at once; a finger; what was said and asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kasse.domain.catalogue import Catalogue
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.sheets.check import problems
from kasse.ui.desk import Desk
from kasse.ui.master.special_view import SpecialView
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets.cells import Cells
from kasse.usecases.change_master import Edit, change_master, edited
from tests.ui.at_work import TillAtWork

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)


@dataclass
class FakeTill:
    """As much of a till as editors read."""

    master: Master
    now: Callable[[], datetime] = lambda: NOW

    @property
    def catalogue(self) -> Catalogue:
        return self.master.catalogue


@dataclass
class FakeBoard:
    """The line for news."""

    said: list[str] = field(default_factory=list)

    def say(self, title: str, text: str = "") -> None:
        self.said.append(f"{title} {text}".strip())


@dataclass
class FakeDesk:
    """Does every deed at once."""

    till: FakeTill
    board: FakeBoard = field(default_factory=FakeBoard)
    background: str = "background"
    books: str = "books"

    def do(
        self,
        lane: object,
        work: Callable[[], Any],
        *,
        asker: object,
        then: Callable[[Any], None] | None = None,
        refused: Callable[[str], None] | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        try:
            result = work()
        except Refused as refusal:
            (refused or self.board.say)(str(refusal))
            return
        if then is not None:
            then(result)


class FakeHost:
    """See `Host`. Changes are made in memory, each with its edits kept."""

    def __init__(self, look: Look, master: Master, operator: int = 9) -> None:
        self._look = look
        self._desk = FakeDesk(FakeTill(master))
        self._operator = master.staff.operators.get(operator) or next(iter(master.staff.operators.values()))
        self.saved: list[Sequence[Edit]] = []
        self.feet: list[Foot] = []
        self.backs = 0

    @property
    def desk(self) -> Desk:
        return cast("Desk", self._desk)

    @property
    def look(self) -> Look:
        return self._look

    @property
    def operator(self) -> Operator:
        return self._operator

    @property
    def master(self) -> Master:
        return self._desk.till.master

    @master.setter
    def master(self, master: Master) -> None:
        self._desk.till.master = master

    @property
    def said(self) -> list[str]:
        return self._desk.board.said

    @property
    def foot(self) -> Foot:
        return self.feet[-1]

    def change(self, edits: Sequence[Edit], then: Callable[[], None] | None = None) -> None:
        try:
            after = edited(self.master, edits)
            if found := problems(self.master, after):
                raise Refused(found[0].text)
        except Refused as refusal:
            self._desk.board.say(str(refusal))
            return
        self.saved.append(edits)
        self.master = after
        if then is not None:
            then()

    def show_foot(self, foot: Foot) -> None:
        self.feet.append(foot)

    def back(self) -> None:
        self.backs += 1


def stand(view: SpecialView, width: int = 728, height: int = 568) -> None:
    """As large as the screen of master data makes it on 1024 × 768."""
    view.place(Box(0, 0, width, height))


def tap(key: QWidget) -> None:
    """A key that can be seen."""
    assert key.isVisible(), f"{key.accessibleName()} is not to be seen"
    QTest.mouseClick(key, Qt.MouseButton.LeftButton, pos=key.rect().center())


def tap_cell(cells: Cells, name: str) -> None:
    """The cell that is called so."""
    assert cells.isVisible()
    names = [cells.cell_name(i).replace("\u00ad", "").split(", ")[0] for i in range(cells.cell_count())]
    assert name in names, f"no {name!r} among {names}"
    tap_index(cells, names.index(name))


def tap_index(cells: Cells, index: int) -> None:
    cells.make_visible(index)
    QTest.mouseClick(cells, Qt.MouseButton.LeftButton, pos=cells.center_of(index).toPoint())


def pull(widget: QWidget, start: QPointF, end: QPointF) -> None:
    """A finger that pulls something from one point of a widget to another."""
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start.toPoint())
    middle = (start + end) / 2
    for point in (middle.toPoint(), end.toPoint()):
        QTest.mouseMove(widget, point)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=QPoint(end.toPoint()))


def type_words(view: SpecialView, text: str) -> None:
    """Words into the field that is asked for, accepted with its key."""
    assert view.entry.isVisible()
    view.entry.field.clear()
    view.entry.field.insert(text)
    tap(view.entry.accept_key)


class TillHost:
    """The same at a real till: its books, its lanes."""

    def __init__(self, work: TillAtWork) -> None:
        self.work = work
        self.feet: list[Foot] = []
        self.backs = 0
        staff = work.shop.till.staff.operators
        self._operator = next(o for o in staff.values() if work.shop.till.staff.has_all_rights(o))

    @property
    def desk(self) -> Desk:
        return self.work.desk

    @property
    def look(self) -> Look:
        return self.work.window.status.look

    @property
    def operator(self) -> Operator:
        return self._operator

    @property
    def master(self) -> Master:
        return self.work.shop.till.master

    @property
    def foot(self) -> Foot:
        return self.feet[-1]

    def change(self, edits: Sequence[Edit], then: Callable[[], None] | None = None) -> None:
        till, who = self.work.shop.till, self._operator
        self.desk.do(
            self.desk.books,
            lambda: change_master(till, who, edits),
            asker=self.desk,
            then=lambda _result: then() if then is not None else None,
        )

    def show_foot(self, foot: Foot) -> None:
        self.feet.append(foot)

    def back(self) -> None:
        self.backs += 1
