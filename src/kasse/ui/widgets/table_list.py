"""A long list with columns: flicked by a finger, walked by arrow keys, sorted by its head; only what is seen is asked for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QScroller,
    QScrollerProperties,
    QTableView,
    QWidget,
)

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import DRAG
from kasse.ui.widgets.painted import ring
from kasse.ui.widgets.table_cell import PAD, TableCell
from kasse.ui.widgets.table_head import TableHead
from kasse.ui.widgets.table_lines import Head, Index, TableLines

ROW, HEAD, MARK_WIDE = 48, 48, 52
STRONG = t.Face(17, fonts.SEMIBOLD)
STRONG_NARROW = t.Face(17, fonts.SEMIBOLD, condensed=True)
PLAIN = t.Face(17)
NARROW = t.Face(17, condensed=True)
HEAD_FACE = t.Face(15, fonts.SEMIBOLD, condensed=True)
HEAD_SMALL = t.Face(14, fonts.SEMIBOLD, condensed=True)
SMALL = t.Face(15, condensed=True)
SAMPLE = 40
"""So many rows say how wide a column has to be."""
MOST_WIDE, LEAST_WIDE, LEAST_STRETCH = 260, 68, 196


class TableList(QTableView):
    """A row is tapped, or its mark is; a finger that moves away scrolls and taps nothing."""

    tapped = Signal(int)
    marked = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.lines = TableLines(self)
        self.pressed_row: int | None = None
        self._pressed_at: QPoint | None = None
        self._faces: list[t.Face] = []
        self._heads: tuple[Head, ...] = ()
        self._sampled = 0
        self._samples: dict[int, list[str]] = {}
        """What stands in the first rows, by column of the view: asked for once, measured in several faces."""
        self.head = TableHead(look, self.lines, self)
        self.setHorizontalHeader(self.head)
        self.setModel(self.lines)
        self.setItemDelegate(TableCell(look, self.lines, self.face, lambda: self.pressed_row, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self._flick()
        self.lines.modelReset.connect(self._fresh)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        look.changed.connect(self.fit)
        self.fit()

    def _flick(self) -> None:
        """A drag throws the list, as far as it was thrown and no further."""
        scroller = QScroller.scroller(self.viewport())
        props = scroller.scrollerProperties()
        metric = QScrollerProperties.ScrollMetric
        off = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
        props.setScrollMetric(metric.VerticalOvershootPolicy, off)
        props.setScrollMetric(metric.HorizontalOvershootPolicy, off)
        props.setScrollMetric(metric.MousePressEventDelay, 0.0)
        props.setScrollMetric(metric.DragStartDistance, 0.003)
        scroller.setScrollerProperties(props)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)

    # Sizes.

    def px(self, logical: float) -> int:
        """Real pixels."""
        return round(logical * self.look.metrics.scale)

    def fit(self) -> None:
        """Take the sizes of the look."""
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self.px(ROW))
        self.head.setFixedHeight(self.px(HEAD))
        self._widen()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()

    def _fresh(self) -> None:
        self.pressed_row = None
        self._samples.clear()
        QScroller.scroller(self.viewport()).stop()
        shown = self.lines.shown
        # Fewer rows of the same list must not make columns jump.
        if shown.heads != self._heads or self._sampled < min(shown.count, SAMPLE):
            self._heads = shown.heads
            self._widen()

    def _widen(self) -> None:
        """Each column as wide as its words; one of them takes most of what is left. Where it is tight, words give way."""
        lines = self.lines
        self._sampled = lines.rowCount()
        widths = [self._natural(column) for column in range(lines.columnCount())]
        room = self.viewport().width() / self.look.metrics.scale
        if not widths or room <= 0:
            return
        stretch = lines.stretch
        if stretch is not None:
            widths[stretch] = 0.0
            least = [self._least(column) for column in range(len(widths))]
            gives = [0.0 if i == stretch else max(0.0, width - least[i]) for i, width in enumerate(widths)]
            over = sum(widths) + LEAST_STRETCH - room
            if over > 0 and sum(gives) > 0:
                share = min(1.0, over / sum(gives))
                widths = [width - give * share for width, give in zip(widths, gives, strict=True)]
            own = max(LEAST_STRETCH, self._longest(stretch, STRONG) + 2 * PAD)
            loose = max(0.0, room - sum(widths) - own) / 2
            others = [i for i in range(1 if lines.markable else 0, len(widths)) if i != stretch]
            for i in others:
                widths[i] += loose / len(others)
            widths[stretch] = max(LEAST_STRETCH, room - sum(widths))
        self._faces = [self._face_of(column, width) for column, width in enumerate(widths)]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, self.px(width))

    def _longest(self, column: int, face: t.Face) -> float:
        return max((t.width(text, face) for text in self._sample(column)), default=0.0)

    def _sample(self, column: int) -> list[str]:
        if (known := self._samples.get(column)) is None:
            lines = self.lines
            rows = range(min(SAMPLE, lines.rowCount()))
            known = self._samples[column] = [lines.text(row, column) for row in rows]
        return known

    def _natural(self, column: int) -> float:
        lines = self.lines
        if lines.markable and column == 0:
            return MARK_WIDE
        head = t.width(lines.head(column).label, HEAD_FACE) + 16
        widest = max(LEAST_WIDE, head + 2 * PAD, self._longest(column, PLAIN) + 2 * PAD + 2)
        return widest if lines.head(column).right else min(MOST_WIDE, widest)

    def _least(self, column: int) -> float:
        """How narrow a column may be: its words have two lines, its numbers one."""
        lines = self.lines
        if lines.markable and column == 0:
            return MARK_WIDE
        head = lines.head(column)
        words = max(t.width(word, HEAD_SMALL) for word in head.label.split())
        if head.right:
            return max(LEAST_WIDE, words + 2 * PAD, self._longest(column, PLAIN) + 2 * PAD + 2)
        for text in self._sample(column):
            longest = max((t.width(word, SMALL) for word in text.split()), default=0.0)
            words = max(words, longest, t.width(text, SMALL) * 0.6)
        return min(MOST_WIDE, max(LEAST_WIDE, words + 2 * PAD + 2))

    def _face_of(self, column: int, width: float) -> t.Face:
        """One face for a whole column, so that nothing dances."""
        if self.lines.markable and column == 0:
            return PLAIN
        wide, narrow = (STRONG, STRONG_NARROW) if column == self.lines.stretch else (PLAIN, NARROW)
        return wide if self._longest(column, wide) <= width - 2 * PAD else narrow

    def face(self, column: int) -> t.Face:
        """In which face a column is written."""
        return self._faces[column] if column < len(self._faces) else PLAIN

    # Fingers.

    def _row_at(self, point: QPoint) -> int | None:
        index = self.indexAt(point)
        return index.row() if index.isValid() else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        moving = QScroller.scroller(self.viewport()).state() is QScroller.State.Scrolling
        self._pressed_at = None if moving else event.position().toPoint()
        self._press(None if moving else self._row_at(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pressed_at is not None and (here - self._pressed_at).manhattanLength() > self.px(DRAG):
            self._pressed_at = None
            self._press(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at, row, here = self._pressed_at, self.pressed_row, event.position().toPoint()
        self._pressed_at = None
        self._press(None)
        if at is None or row is None or row != self._row_at(here):
            return
        if (here - at).manhattanLength() <= self.px(DRAG):
            index = self.indexAt(here)
            self.setCurrentIndex(index)
            (self.marked if self.lines.markable and index.column() == 0 else self.tapped).emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def _press(self, row: int | None) -> None:
        if row != self.pressed_row:
            self.pressed_row = row
            self.viewport().update()

    # Keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.currentIndex().row()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.tapped.emit(row)
        elif key == Qt.Key.Key_Space and row >= 0 and self.lines.markable:
            self.marked.emit(row)
        elif key in _WALK:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def go_to(self, row: int) -> None:
        """Put the keyboard on a row and show it."""
        index = self.lines.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    # Drawing.

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.look.metrics.scale
        painter.scale(scale, scale)
        high, wide = self.viewport().height() / scale, self.viewport().width() / scale
        whole = self.verticalHeader().length() / scale
        if 0 < high < whole:
            share = high / whole
            top = self.verticalScrollBar().value() / scale * share
            bar = QRectF(wide - 5, top, 3, max(24.0, high * share))
            painter.fillRect(bar, self.look.tokens.color("free_line"))
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            top = self.rowViewportPosition(current.row()) / scale
            ring(painter, QRectF(5, top + 5, wide - 14, ROW - 10), 6, self.look.tokens.color("select_line"))
        painter.end()


_WALK = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
