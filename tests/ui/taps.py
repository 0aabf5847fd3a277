"""A finger that counts: a tap, a long press and a drag are one gesture each, a typed digit is one too."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.fan_key import FanKey
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.number_pad import NumberPad
from kasse.ui.widgets.tile_grid import TileGrid
from tests.ui.at_work import SOFT_HYPHEN, TillAtWork, key_named


def cell_called(cells: Cells, name: str) -> int:
    """The index of the cell of that name, which has to be seen without turning a page or scrolling."""
    names = [cells.cell_name(i).replace(SOFT_HYPHEN, "").split(", ")[0] for i in range(cells.cell_count())]
    assert name in names, f"no {name!r} among {names}"
    index = names.index(name)
    assert cells.view_box().contains(cells.shown_box(index).center()), f"{name!r} is out of sight"
    return index


@dataclass
class Finger:
    """Touches the real widgets of a till at work, waits for what comes of it, and counts its gestures."""

    work: TillAtWork
    count: int = 0

    def tap(self, key: QWidget) -> None:
        """One tap on a key that is seen and on."""
        assert not isinstance(key, Key) or key.off_reason is None, key.accessibleName()
        self.work.tap(key)
        self._done()

    def tap_named(self, parent: QWidget, label: str) -> None:
        """One tap on the key with that word on it."""
        self.tap(key_named(parent, label))

    def cell(self, cells: Cells, name: str) -> None:
        """One tap on a cell."""
        QTest.mouseClick(cells, Qt.MouseButton.LeftButton, pos=self._point(cells, name))
        self._done()

    def hold(self, cells: Cells, name: str) -> None:
        """One long press on a cell, without waiting for the time that it takes."""
        point = self._point(cells, name)
        self._press_long(cells, point)
        QTest.mouseRelease(cells, Qt.MouseButton.LeftButton, pos=point)
        self._done()

    def hold_and_slide(self, tiles: TileGrid, name: str, number: str) -> None:
        """A long press on a tile, on to the number beside it, and off: the finger touches the screen once."""
        point = self._point(tiles, name)
        self._press_long(tiles, point)
        assert tiles.fan is not None
        scale, bleed = tiles.look.metrics.scale, tiles.bleed
        middle = (tiles.fan.boxes[int(number)].center() + QPointF(bleed, bleed)) * scale
        QTest.mouseMove(tiles, middle.toPoint())
        QTest.mouseRelease(tiles, Qt.MouseButton.LeftButton, pos=middle.toPoint())
        self._done()

    def hold_and_slide_key(self, key: FanKey, label: str) -> None:
        """A long press on a key, on to an offer above it, and off."""
        QTest.mousePress(key, Qt.MouseButton.LeftButton, pos=key.rect().center())
        assert key._hold.isActive(), "nothing comes of holding it"
        key._hold.stop()
        key._hold.timeout.emit()
        panel = key.panel
        assert panel.isVisible()
        middle = panel.box_of(panel.index_of(label)).center() * panel.look.metrics.scale
        there = key.mapFromGlobal(panel.mapToGlobal(middle.toPoint()))
        QTest.mouseMove(key, there)
        QTest.mouseRelease(key, Qt.MouseButton.LeftButton, pos=there)
        self._done()

    def drag(self, cells: Cells, name: str, to: str) -> None:
        """One cell pulled onto another."""
        start, end = self._point(cells, name), self._point(cells, to)
        QTest.mousePress(cells, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(cells, (start + end) / 2)
        QTest.mouseMove(cells, end)
        QTest.mouseRelease(cells, Qt.MouseButton.LeftButton, pos=end)
        self._done()

    def digits(self, pad: NumberPad, signs: str) -> None:
        """So many taps on a pad."""
        for sign in signs:
            self.tap(pad.keys[sign])

    def _press_long(self, cells: Cells, point: QPoint) -> None:
        QTest.mousePress(cells, Qt.MouseButton.LeftButton, pos=point)
        assert cells._hold.isActive(), "nothing comes of holding it"
        cells._hold.stop()
        cells._hold.timeout.emit()

    def _point(self, cells: Cells, name: str) -> QPoint:
        assert cells.isVisible()
        middle: QPointF = cells.center_of(cell_called(cells, name))
        return middle.toPoint()

    def _done(self) -> None:
        self.count += 1
        self.work.settle()
