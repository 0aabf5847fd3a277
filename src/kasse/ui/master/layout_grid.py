"""The keys of a page as the order screen shows them, with free places, to be tapped and pulled about."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.widgets.cells import DRAG
from kasse.ui.widgets.grid import MoreCell
from kasse.ui.widgets.painted import dashed, ring, rounded
from kasse.ui.widgets.tile_grid import Tile, TileGrid

LEAST_FOR_PRICE = 78
LEAST_WIDE, SMALL_AS = 106, 116


class LayoutGrid(TileGrid):
    """The key of a tile is its place; a tile without a name is a free place."""

    holdable = False
    carrying = Signal(object)
    """A key is pulled: the point of the finger in logical pixels of this widget; None: no longer."""
    dropped = Signal(object, object)
    """(from, to): both places."""
    dropped_outside = Signal(object, QPointF)
    """(from, the point in logical pixels of this widget)."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._chosen: int | None = None
        self._carried: int | None = None
        self._over: int | None = None

    @property
    def carried(self) -> int | None:
        """The cell that is pulled about."""
        return self._carried

    def choose(self, place: int | None) -> None:
        """Put the ring around that place."""
        self._chosen = place
        self.update()

    def picture(self, index: int) -> QPixmap:
        """How a cell looks, in pixels of the screen."""
        scale, box = self.look.metrics.scale, self.shown_box(index).translated(self.bleed, self.bleed)
        real = QRectF(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale)
        return self.grab(real.toAlignedRect())

    def item_name(self, item: Tile) -> str:
        return super().item_name(item) if item.name else "freier Platz"

    def draw_item(self, painter: QPainter, item: Tile, box: QRectF, *, pressed: bool) -> None:
        if item.name and box.width() < LEAST_WIDE:
            # The keys of a much larger screen: a picture of them in small, with whole names.
            factor = box.width() / SMALL_AS
            painter.save()
            painter.scale(factor, factor)
            inside = QRectF(box.x() / factor, box.y() / factor, SMALL_AS, box.height() / factor)
            super().draw_item(painter, item, inside, pressed=pressed)
            painter.restore()
            return
        if item.name:
            # Beside the tree there is less height than on the order screen: two lines of a name leave no room.
            shown = item if box.height() >= LEAST_FOR_PRICE else replace(item, price="")
            super().draw_item(painter, shown, box, pressed=pressed)
            return
        body = box.adjusted(0, 0, 0, -3)
        if pressed:
            rounded(painter, body, 8, self.color("key_down"))
        dashed(painter, body, 8, self.color("free_line"), 1)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        super().draw(painter, dirty)
        if self._carried is not None and self._carried < self.cell_count():
            rounded(painter, self.cell_box(self._carried), 8, self.color("ground"))
            dashed(painter, self.cell_box(self._carried).adjusted(0, 0, 0, -3), 8, self.color("free_line"), 1)
        wanted = self._over if self._over is not None else self.index_of(self._chosen)
        if wanted is not None and wanted < self.cell_count():
            ring(painter, self.cell_box(wanted), 8, self.color("select_line"), 3, 1)

    # Fingers.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = self.logical(event.position())
        if self._carried is None:
            if not self._begins(here):
                return
            self._carried = self._pressed
            self._press(None)
        over = self.cell_at(here)
        self._over = None if over is None or isinstance(self._shown[over], MoreCell) else over
        self.update()
        self.carrying.emit(here)

    def _begins(self, here: QPointF) -> bool:
        if self._touch is None or self._pressed is None:
            return False
        item = self._shown[self._pressed]
        far = max(abs(here.x() - self._touch.x()), abs(here.y() - self._touch.y())) > DRAG
        if far and (isinstance(item, MoreCell) or not item.name):
            self._press(None)
        return far and self._pressed is not None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._carried is None:
            super().mouseReleaseEvent(event)
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        here, start, over = self.logical(event.position()), self._carried, self._over
        self._carried = self._over = self._touch = None
        self.carrying.emit(None)
        self.update()
        if start >= self.cell_count():
            return
        if over is not None:
            self.dropped.emit(self.cell_key(start), self.cell_key(over))
        else:
            self.dropped_outside.emit(self.cell_key(start), here)

    def cells_changed(self) -> None:
        super().cells_changed()
        if self._carried is not None:
            self._carried = self._over = None
            self.carrying.emit(None)


class Ghost(QWidget):
    """The key under the finger while it is pulled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def follow(self, picture: QPixmap | None, middle: QPointF) -> None:
        """Stand around that point of the parent, in pixels; a picture: from now on with that one."""
        if picture is not None:
            self._picture = picture
            size = picture.deviceIndependentSize()
            self.resize(round(size.width()), round(size.height()))
            self.raise_()
            self.show()
        self.move(round(middle.x() - self.width() / 2), round(middle.y() - self.height() / 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(0.85)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()
