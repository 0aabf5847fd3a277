"""*Bargeld*: how the cash of operators is carried from day to day, with what turns on by itself."""

from __future__ import annotations

from PySide6.QtCore import QObject

from kasse.settings.declared.cash import BOOK_CASH_OUT, BOOK_DIFFERENCE, CARRY_BALANCE, EXPORT_CASH_BOOK
from kasse.ui.fiscal.page import Page
from kasse.ui.fiscal.section import Host, Section
from kasse.ui.fiscal.setting_part import SettingKeys


class CashSection(Section):
    """Switches only."""

    key = "cash"
    label = "Bargeld"

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(host, parent)
        self._settings = SettingKeys(self, (CARRY_BALANCE, EXPORT_CASH_BOOK, BOOK_CASH_OUT, BOOK_DIFFERENCE))

    def page(self) -> Page:
        """The switches."""
        return Page(self._settings.part())

    def chosen(self, key: object) -> None:
        """A switch."""
        self._settings.chosen(key)
