"""Open invoices: find one, look at its paper, collect it; what goes back stands large until the next tap."""

from PySide6.QtWidgets import QWidget

from kasse.ui.pay.models import PaidModel
from kasse.ui.pay.paid_panel import ChangePanel
from kasse.ui.receipts.view import ReceiptsModel, ReceiptsView
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.widgets.choices import ChoicePage
from kasse.ui.widgets.key_face import KeyText


class ReceivablesView(ReceiptsView):
    """The list of receipts with other words on its keys, and the change in the place of the paper."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.change: ChangePanel | None = None
        super().__init__(look, parent)
        self.change = ChangePanel(look, self)
        self.change.hide()
        self.reprint_key.show_text(KeyText("Kassieren", icon="hand-coins", px=20))
        self.more_key.show_text(KeyText("Suchen", icon="search", narrow=True))
        self.change_key.show_text(KeyText("Teilbetrag", icon="split", narrow=True))

    def show_receipts(self, model: ReceiptsModel) -> None:
        """Show these; one can search whatever is chosen."""
        super().show_receipts(model)
        self.more_key.switch(off=model.more_off or None)

    def show_change(self, model: PaidModel) -> None:
        """What was paid and what goes back, until something else is to be seen."""
        if self.change is not None:
            self.change.show_paid(model)
            self.change.show()
            self.change.raise_()

    def show_paper(self, png: bytes | None, words: str = "Rechnung links antippen") -> None:
        """See `ReceiptsView`."""
        self._end_change()
        super().show_paper(png, words)

    def show_choices(self, page: ChoicePage) -> None:
        """See `ReceiptsView`."""
        self._end_change()
        super().show_choices(page)

    def _end_change(self) -> None:
        if self.change is not None:
            self.change.hide()

    def lay_out(self, m: Metrics) -> None:
        super().lay_out(m)
        if self.change is not None:
            self.change.place(self.paper.place_in_parent())
