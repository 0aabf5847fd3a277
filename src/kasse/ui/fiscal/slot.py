"""A place of the back office that shows one part at a time; every kind of part has a widget of its own, kept."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.fiscal.page import ChoicePage, Part, Picture, Rows, SettingPart
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.choices import ChoicePanel
from kasse.ui.widgets.fact_sheet import FactSheet, Sheet
from kasse.ui.widgets.painted import Painted
from kasse.ui.widgets.paper_picture import PaperPicture
from kasse.ui.widgets.row_list import RowList
from kasse.ui.widgets.setting_rows import SettingRows


class Slot(Painted):
    """Draws nothing itself; a tap inside reports its key."""

    bleed = 0
    chosen = Signal(object)
    refused = Signal(str)
    closed = Signal()
    """The way back of a page of choices was tapped."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.sheet = FactSheet(look, self)
        self.rows = RowList(look, self)
        self.settings = SettingRows(look, self)
        self.picture = PaperPicture(look, self)
        self.choices = ChoicePanel(look, self)
        self._all = (self.sheet, self.rows, self.settings, self.picture, self.choices)
        cells: tuple[Cells, ...] = (self.rows, self.settings)
        for part in cells:
            part.tapped.connect(self.chosen)
            part.refused.connect(lambda reason: self.refused.emit(str(reason)))
        self.choices.chosen.connect(self.chosen)
        self.choices.refused.connect(self.refused)
        self.choices.closed.connect(self.closed)
        for widget in self._all:
            widget.hide()

    def show_part(self, part: Part) -> None:
        """Show that, in place of what was shown."""
        shown: Painted
        match part:
            case Sheet():
                shown = self.sheet
                self.sheet.show_sheet(part)
            case Rows(name, rows, chosen, empty):
                shown = self.rows
                self.rows.setAccessibleName(name)
                self.rows.show_list(rows, chosen, empty)
            case SettingPart(rows):
                shown = self.settings
                self.settings.show_rows(rows)
            case Picture(png, words, whole):
                shown = self.picture
                self.picture.show_picture(png, words, whole=whole)
            case ChoicePage():
                shown = self.choices
                self.choices.show_page(part)
        for widget in self._all:
            widget.setVisible(widget is shown)

    def place(self, box: Box) -> None:
        super().place(box)
        for widget in self._all:
            widget.place(box.at_origin())
        self.choices.lay_out(max(2, box.w // 200), 72)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        """The part covers it."""
