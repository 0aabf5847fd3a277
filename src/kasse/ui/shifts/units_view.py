"""The view of the report by accounting units: that of the receipts, with keys from day to day."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kasse.ui.receipts.view import ReceiptsView
from kasse.ui.theme.look import Look
from kasse.ui.widgets.key_face import KeyText


class UnitsView(ReceiptsView):
    """`change_payment` is the day before, `more` the day after."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.list.setAccessibleName("Betriebe")
        self.change_key.show_text(KeyText("Tag davor", icon="chevron-left", narrow=True))
        self.more_key.show_text(KeyText("Tag danach", icon="chevron-right", narrow=True))
        self.reprint_key.show_text(KeyText("Drucken", icon="printer", px=20))
