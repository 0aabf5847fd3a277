"""The look in force: theme, sizes, icons and painted skins in one object that every widget holds."""

from collections.abc import Callable, Hashable, Iterable, Mapping

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from kasse.ui import language
from kasse.ui.theme.hues import HUES, Hue
from kasse.ui.theme.icons import Icons
from kasse.ui.theme.metrics import Metrics
from kasse.ui.theme.sheet import style_sheet
from kasse.ui.theme.table_paint import TablePaint
from kasse.ui.theme.tokens import THEMES, Tokens


class Look(QObject):
    """Changing theme or sizes tells every widget once; nothing is restyled one by one."""

    changed = Signal()

    def __init__(self, theme: str, metrics: Metrics, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icons = Icons()
        self._skins: dict[Hashable, QPixmap] = {}
        self.theme = theme
        self.metrics = metrics
        self.tokens: Tokens = THEMES[theme]
        self.hues: dict[str, Hue] = HUES[theme]
        self.ratio = 1.0
        self.tables: Mapping[str, TablePaint] = {}
        """Colours of occupied tables that are others than usual, by state."""
        self.language = language.GERMAN

    def set(
        self, *, theme: str | None = None, metrics: Metrics | None = None, ratio: float | None = None
    ) -> None:
        """Take another theme, other sizes, or another ratio of device pixels; all widgets follow at once."""
        wanted = (theme or self.theme, metrics or self.metrics, ratio or self.ratio)
        if wanted == (self.theme, self.metrics, self.ratio):
            return
        self.theme, self.metrics, self.ratio = wanted
        self.tokens, self.hues = THEMES[self.theme], HUES[self.theme]
        self._skins.clear()
        self.changed.emit()

    def paint_tables(self, paints: Mapping[str, TablePaint]) -> None:
        """Occupied tables have these colours from now on."""
        if paints != self.tables:
            self.tables = paints
            self.changed.emit()

    def speak(self, code: str, names: Iterable[str] = ()) -> None:
        """From now on in that language, with those names of the house as they are; all widgets follow at once."""
        language.speak(code, names)
        if code != self.language:
            self.language = code
            self.changed.emit()

    def dress(self, app: QApplication) -> None:
        """Give the application its style and its one style sheet, now and after every change of the look."""
        app.setStyle("Fusion")

        def restyle() -> None:
            # Qt polishes every widget anew for it.
            if (sheet := style_sheet(self.tokens, self.metrics)) != app.styleSheet():
                app.setStyleSheet(sheet)

        restyle()
        self.changed.connect(restyle)

    @property
    def pixel_ratio(self) -> float:
        """Device pixels for each logical pixel of ours."""
        return self.metrics.scale * self.ratio

    def icon(self, name: str, role: str, size: int) -> QPixmap:
        """The icon in the colour of that role (or #RRGGBB), size logical pixels high."""
        color = role if role.startswith("#") else str(getattr(self.tokens, role))
        return self._icons.pixmap(name, color, size, self.pixel_ratio)

    def skin(
        self, key: Hashable, width: float, height: float, draw: Callable[[QPainter, QRectF], None]
    ) -> QPixmap:
        """A painted face that many things share, drawn once and kept until the look changes."""
        wish = (key, width, height)
        if (kept := self._skins.get(wish)) is None:
            ratio = self.pixel_ratio
            kept = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
            kept.fill(Qt.GlobalColor.transparent)
            painter = QPainter(kept)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(ratio, ratio)
            draw(painter, QRectF(0, 0, width, height))
            painter.end()
            kept.setDevicePixelRatio(ratio)
            self._skins[wish] = kept
        return kept
