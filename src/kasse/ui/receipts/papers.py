"""The last papers of printers that keep them instead of printing: what came out, and where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from kasse.ui import wording
from kasse.ui.desk import Desk, KeptPaper
from kasse.ui.navigation import Navigator
from kasse.ui.receipts.view import ReceiptRow, ReceiptsModel, ReceiptsView

TITLE = "Letzte Papiere"
NOTHING = "Kein virtueller Drucker hat etwas gedruckt"
NO_PICTURE = "Dieses Papier wurde ohne Bild gedruckt"


class PapersScreen(QObject):
    """Newest first, all printers together. Made once for its view; `enter()` reads the list behind the screen."""

    def __init__(self, view: ReceiptsView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self._papers: dict[tuple[str, int], KeptPaper] = {}
        self._chosen: tuple[str, int] | None = None
        view.back.connect(navigator.show_tables)
        view.signed_out.connect(navigator.sign_out)
        view.receipt_chosen.connect(self._choose)

    def enter(self) -> None:
        """Show the list as soon as it is read, its newest paper chosen."""
        self._papers, self._chosen = {}, None
        self._show()
        self.view.show_paper(None)
        self.desk.do(self.desk.background, self.desk.opened.papers, asker=self, then=self._read)

    def _read(self, papers: Sequence[KeptPaper]) -> None:
        self._papers = {(paper.printer, paper.number): paper for paper in papers}
        if self._papers:
            self._choose(next(iter(self._papers)))
        else:
            self.view.show_paper(None, NOTHING)

    def _show(self) -> None:
        zone = self.desk.till.zone
        rows = tuple(
            ReceiptRow(key, paper.title, wording.clock(paper.printed_at, zone), paper.printer, "")
            for key, paper in self._papers.items()
        )
        self.view.show_receipts(
            ReceiptsModel(rows, self._chosen, title=TITLE, reprint_label="", reverse_label="", more_label="")
        )

    def _choose(self, key: object) -> None:
        chosen = next((known for known in self._papers if known == key), None)
        if chosen is None:
            return
        self._chosen = chosen
        self._show()
        self.desk.do(
            self.desk.background,
            self._papers[chosen].picture,
            asker=self,
            then=partial(self._drawn, chosen),
        )

    def _drawn(self, key: tuple[str, int], png: bytes) -> None:
        if key == self._chosen:
            self.view.show_paper(png or None, NO_PICTURE)
