"""The editor of many prices: what shall be done at the left, what would come of it at the right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from kasse.ui.master.prices_table import PriceTable
from kasse.ui.master.special_view import SpecialView
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.widgets.key_face import KeyText

ROWS = (
    ("which",),
    ("source", "target"),
    ("by",),
    ("grid", "direction"),
    ("since",),
    ("planned",),
    ("undo", "redo"),
)
MOST_WIDE = 760
"""Of the preview: farther apart, a name and its price are no longer read together."""
CAPTIONS = {
    "which": "welche Artikel",
    "source": "von Ebene",
    "target": "in Ebene",
    "by": "um wie viel",
    "grid": "gerundet",
    "direction": "Richtung",
    "since": "ab wann",
    "planned": "ansehen und zurücknehmen",
}


class PricesView(SpecialView):
    """It draws and reports taps."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.table = PriceTable(look, self)
        for name, caption in CAPTIONS.items():
            self.add_tool(name, KeyText("", sub=caption, px=18, narrow=True))
        self.add_tool("undo", KeyText(icon="undo-2"))
        self.add_tool("redo", KeyText(icon="redo-2")).setAccessibleName("Wiederholen")

    def show_fields(self, words: Mapping[str, str], off: dict[str, str]) -> None:
        """What is chosen in each field, and which keys are off and why."""
        for name, label in words.items():
            key = self.tools[name]
            key.show_text(replace(key.on_it, label=label))
        self.switch_tools(off)

    def own_parts(self) -> Iterable[QWidget]:
        return (self.table,)

    def lay_out(self, whole: Box) -> None:
        wide = min(360, max(248, whole.w * 34 // 100))
        high = min(72, (whole.h - (len(ROWS) - 1) * GAP) // len(ROWS))
        for i, names in enumerate(ROWS):
            row = Box(0, i * (high + GAP), wide, high)
            for name, cell in zip(names, row.cells(len(names), 1), strict=True):
                self.tools[name].place(cell)
        left = wide + 2 * GAP
        self.table.place(Box(left, 0, min(MOST_WIDE, whole.w - left), whole.h))
