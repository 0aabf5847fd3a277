"""Many touchable cells in one widget: hit test, pressed look, long press, scrolling, keyboard, names."""

from collections.abc import Hashable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.widgets.painted import Painted, ring

HOLD_MS = 500
DRAG = 14


class Cells(Painted):
    """The base of tile grids, tickets, lists and table plans.

    Cells are touched, never widgets of their own: showing another page only paints.
    A tap acts on release inside its cell; each of ten quick taps counts.
    """

    tapped = Signal(object)
    held = Signal(object)
    """A long press; the release after it is no tap."""
    refused = Signal(object)
    """A tap on a cell that is off."""

    radius = 8.0
    scrolls = False
    holdable = False

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._pressed: int | None = None
        self._cursor = 0
        self._offset = 0.0
        self._touch: QPointF | None = None
        self._offset_at_touch = 0.0
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(self._held)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    # What a kind of cells tells about itself.

    def cell_count(self) -> int:
        raise NotImplementedError

    def cell_box(self, index: int) -> QRectF:
        """Where the cell lies in the face, before scrolling."""
        raise NotImplementedError

    def cell_key(self, index: int) -> Hashable:
        """What a tap on it reports."""
        raise NotImplementedError

    def cell_name(self, index: int) -> str:
        """What a screen reader says."""
        raise NotImplementedError

    def cell_is_off(self, index: int) -> bool:
        return False

    def cell_is_holdable(self, index: int) -> bool:
        """Whether a long press on it means something else than a tap."""
        return self.holdable

    def cell_is_free(self, index: int) -> bool:
        """Whether nothing stands there: fingers and keys pass it over."""
        return False

    def view_box(self) -> QRectF:
        """The part of the face in which cells are seen and scrolled."""
        return self.face

    def content_height(self) -> float:
        """How high all cells are together; more than the view box means that it scrolls."""
        return self.view_box().height()

    # Showing.

    def pressed_cell(self) -> int | None:
        return self._pressed

    def shown_box(self, index: int) -> QRectF:
        """Where the cell is seen now."""
        return self.cell_box(index).translated(0, -self._offset)

    def refresh_cell(self, index: int) -> None:
        box = self.shown_box(index).adjusted(-6, -6, 6, 6)
        self.refresh(box)

    def cell_at(self, point: QPointF) -> int | None:
        """The cell under that point of the face."""
        if not self.view_box().contains(point):
            return None
        inside = (i for i in range(self.cell_count()) if self.shown_box(i).contains(point))
        found = next(inside, None)
        return None if found is None or self.cell_is_free(found) else found

    def center_of(self, index: int) -> QPointF:
        """The middle of a cell in pixels of the widget, as an event would have it."""
        middle, scale = self.shown_box(index).center(), self.look.metrics.scale
        return QPointF((middle.x() + self.bleed) * scale, (middle.y() + self.bleed) * scale)

    def draw_focus(self, painter: QPainter) -> None:
        """The ring around the cell that the keyboard is on."""
        if self.hasFocus() and self._cursor < self.cell_count():
            ring(painter, self.shown_box(self._cursor), self.radius, self.color("select_line"))

    def scroll_to(self, offset: float) -> None:
        """Show the cells from that height on, within what there is."""
        most = max(0.0, self.content_height() - self.view_box().height())
        offset = min(max(0.0, offset), most)
        if offset != self._offset:
            self._offset = offset
            self.refresh(self.view_box())

    def make_visible(self, index: int) -> None:
        box, view = self.cell_box(index), self.view_box()
        if view.height() <= 0:
            return
        if box.top() - self._offset < view.top():
            self.scroll_to(box.top() - view.top())
        elif box.bottom() - self._offset > view.bottom():
            self.scroll_to(box.bottom() - view.bottom())

    def cells_changed(self) -> None:
        """Other cells than before: no press, long press or cursor may carry over."""
        self._hold.stop()
        self._pressed = None
        self._cursor = max(0, min(self._cursor, self.cell_count() - 1))
        self.scroll_to(self._offset)

    # Fingers.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._touch = self.logical(event.position())
        self._offset_at_touch = self._offset
        self._press(self.cell_at(self._touch))
        if self._pressed is not None and self.cell_is_holdable(self._pressed):
            self._hold.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._touch is None:
            return
        here = self.logical(event.position())
        if self.scrolls and (self._pressed is None or abs(here.y() - self._touch.y()) > DRAG):
            self._press(None)
            self.scroll_to(self._offset_at_touch + self._touch.y() - here.y())
        elif self._pressed is not None and self.cell_at(here) != self._pressed:
            self._press(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        index, self._touch = self._pressed, None
        self._press(None)
        if index is not None and index < self.cell_count():
            self.tap(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.scrolls:
            self.scroll_to(self._offset - event.angleDelta().y() / 120 * 48)

    def tap(self, index: int) -> None:
        """What a finger does: report the cell, or that it is off."""
        signal = self.refused if self.cell_is_off(index) else self.tapped
        signal.emit(self.cell_key(index))

    def _press(self, index: int | None) -> None:
        if index == self._pressed:
            return
        before, self._pressed = self._pressed, index
        if index is None:
            self._hold.stop()
        for changed in (before, index):
            if changed is not None and changed < self.cell_count():
                self.refresh_cell(changed)

    def _held(self) -> None:
        index = self._pressed
        self._press(None)
        if index is not None and index < self.cell_count():
            self.held.emit(self.cell_key(index))

    # Keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            and self._cursor < self.cell_count()
            and not self.cell_is_free(self._cursor)
        ):
            self.tap(self._cursor)
        elif (way := _ARROWS.get(key)) is not None and self.cell_count():
            self._move_cursor(way)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_cursor()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _move_cursor(self, way: QPointF) -> None:
        """On to the nearest cell in that direction; sideways distance counts double."""
        here = self.cell_box(self._cursor).center()
        best: tuple[float, int] | None = None
        for index in range(self.cell_count()):
            step = self.cell_box(index).center() - here
            ahead = step.x() * way.x() + step.y() * way.y()
            aside = abs(step.x() * way.y()) + abs(step.y() * way.x())
            if ahead > 1 and not self.cell_is_free(index) and (best is None or ahead + 2 * aside < best[0]):
                best = (ahead + 2 * aside, index)
        if best is not None:
            self.refresh_cell(self._cursor)
            self._cursor = best[1]
            self.make_visible(self._cursor)
            self.refresh_cell(self._cursor)
            self._tell_cursor()

    def _tell_cursor(self) -> None:
        count = self.cell_count()
        words = ""
        if self._cursor < count and not self.cell_is_free(self._cursor):
            words = f"{self.cell_name(self._cursor)}, {self._cursor + 1} von {count}"
        self.setAccessibleDescription(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            # Whoever listens hears the cell at once; a changed description alone is passed over by most.
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleDescription()))

    def sizeHint(self) -> QSize:
        return QSize(self._face.w, self._face.h)


_ARROWS: dict[int, QPointF] = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
