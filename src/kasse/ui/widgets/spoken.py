"""What a screen reader says of a widget: its name and its remark, in the language of whoever works here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kasse.ui import language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
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

    def say_again(self) -> None:
        """The language is another one."""
        super().setAccessibleName(language.shown(self._german_name))
        super().setAccessibleDescription(language.shown(self._german_remark))
