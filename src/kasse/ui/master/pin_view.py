"""Setting a PIN: who works here at the left, the pad at the right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.master.special_view import SpecialView
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.view import digit_of
from kasse.ui.widgets.pin_pad import PinPad
from kasse.ui.widgets.row_list import RowList

PAD_WIDE, LOW, SIDE = 320, 520, 112


class PinView(SpecialView):
    """It draws and reports taps; what is typed stays in the pad until it is complete."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.list = RowList(look, self, name="Bediener")
        self.pad = PinPad(look, self)

    def ask(self, name: str, words: str, verb: str) -> None:
        """Have digits typed for that person; no name: for nobody."""
        self.pad.show_person(name, length=0, hint="", help_text=words)
        self.pad.enter_key.show_label(verb)

    def own_parts(self) -> Iterable[QWidget]:
        return (self.list, self.pad)

    def lay_out(self, whole: Box) -> None:
        low = whole.h < LOW
        wide = 432 if low else min(448, max(PAD_WIDE, whole.w * 40 // 100))
        self.pad.place(Box(whole.w - wide, 0, wide, min(whole.h, 680)))
        if low:  # no room below the digits: the key stands beside them
            digits = Box(24, 132, wide - 48 - SIDE - GAP, 4 * 64 + 3 * GAP)
            self.pad.pad.place(digits)
            self.pad.enter_key.place(Box(digits.right + GAP, digits.y, SIDE, digits.h))
        self.list.place(Box(0, 0, whole.w - wide - GAP, whole.h))

    def key(self, event: QKeyEvent) -> bool:
        if sign := digit_of(event):
            self.pad.press(sign)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pad.enter()
        else:
            return False
        return True
