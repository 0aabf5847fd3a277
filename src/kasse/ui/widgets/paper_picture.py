"""A printed paper as a picture; always white, also in the dark."""

from collections.abc import Hashable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.painted import outlined


class PaperPicture(Cells):
    """Scrolls when the paper is long."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._picture = QPixmap()
        self._words = ""
        self._whole = False
        self.setAccessibleName("Vorschau")

    @property
    def picture(self) -> QPixmap:
        """The paper that is shown; null for none."""
        return self._picture

    def show_picture(
        self, png: bytes | None, words: str = "Rechnung links antippen", *, whole: bool = False
    ) -> None:
        """Show that PNG, or the words when there is none. whole: so small that nothing is below the edge."""
        self._whole = whole
        self._picture = QPixmap()
        if png is not None:
            self._picture.loadFromData(png)
        self._words = words
        self.setAccessibleDescription("" if png is not None else words)
        self.scroll_to(0)
        self.update()

    def _shown(self) -> QRectF:
        if self._picture.isNull():
            return QRectF()
        wide = min(self._face.w - 64.0, self._picture.width() * 1.0, 440.0)
        high = self._picture.height() * wide / self._picture.width()
        most = self._face.h - 48.0
        if self._whole and high > most:
            wide, high = wide * most / high, most
        return QRectF((self._face.w - wide) / 2, 24, wide, high)

    def content_height(self) -> float:
        return self._shown().height() + 48

    def cell_count(self) -> int:
        return 0

    def cell_box(self, index: int) -> QRectF:
        raise IndexError(index)

    def cell_key(self, index: int) -> Hashable:
        raise IndexError(index)

    def cell_name(self, index: int) -> str:
        raise IndexError(index)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        outlined(painter, self.face, 12, self.color("floor"), self.color("line"))
        if self._picture.isNull():
            t.write(painter, self.face, self._words, t.Face(17), self.color("muted"), t.CENTER)
            return
        painter.setClipRect(self.face.adjusted(1, 1, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = self._shown().translated(0, -self._offset)
        painter.fillRect(shown.adjusted(-12, -12, 12, 12), Qt.GlobalColor.white)
        painter.drawPixmap(shown, self._picture, QRectF(self._picture.rect()))
