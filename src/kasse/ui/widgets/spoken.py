"""What a screen reader says of a widget: its name and its remark, in the language of whoever works here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kasse.ui import language

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class Spoken(_Widget):
    """Comes before the Qt class among the bases; keeps the German words, so that another language can be put on."""

    _german_name = ""
    _german_remark = ""

    def setAccessibleName(self, name: str) -> None:
        self._german_name = name
        super().setAccessibleName(language.shown(name))

    def setAccessibleDescription(self, description: str) -> None:
        self._german_remark = description
        super().setAccessibleDescription(language.shown(description))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt asks this of what has the keyboard and goes away, too: then the screen has it, and no key by chance."""
        if self.isVisible():
            return super().focusNextPrevChild(forward)
        screen: QWidget | None = self.parentWidget()
        while screen is not None and screen.focusPolicy() is not Qt.FocusPolicy.StrongFocus:
            screen = screen.parentWidget()
        if screen is None or not screen.isVisible():
            return super().focusNextPrevChild(forward)
        screen.setFocus()
        return True

    def say_again(self) -> None:
        """The language is another one."""
        super().setAccessibleName(language.shown(self._german_name))
        super().setAccessibleDescription(language.shown(self._german_remark))
