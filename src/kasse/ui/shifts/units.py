"""The report by accounting units: every unit and all together, day by day, seen as it is printed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject

from kasse.documents.picture import picture
from kasse.domain.shifts.units import ALL_UNITS, UnitDay, UnitsDay
from kasse.domain.staff import Operator
from kasse.ui import wording
from kasse.ui.desk import Desk
from kasse.ui.navigation import Navigator
from kasse.ui.receipts.view import ReceiptRow, ReceiptsModel
from kasse.ui.shifts.units_view import UnitsView
from kasse.usecases.report_units import UnitsPrinted, look_at_units, print_units, units_day_page
from kasse.usecases.till import Changed

TITLE = "Bericht je Betrieb"
PRACTICE = "In der Übung gibt es keine Berichte."
NO_LATER = "Einen späteren Tag gibt es noch nicht."


class UnitsScreen(QObject):
    """Units on the left, all of them first, the report of the chosen one beside them. Made once for its view."""

    def __init__(self, view: UnitsView, desk: Desk, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self._operator: Operator | None = None
        self._day = desk.till.books.business_date
        self._latest = self._day
        """The business date of the till that is furthest."""
        self._report: UnitsDay | None = None
        self._chosen = ""
        """Name of the unit; empty: all of them."""
        self._patience = desk.patience()
        view.back.connect(navigator.show_tables)
        view.signed_out.connect(navigator.sign_out)
        view.receipt_chosen.connect(self._choose)
        view.reprint.connect(lambda _key: self._print())
        view.change_payment.connect(lambda _key: self._go(-1))
        view.more.connect(lambda _key: self._go(1))
        desk.changed.connect(self._changed)

    def enter(self, operator: Operator) -> None:
        """Show the day that is sold for now as soon as it is added up."""
        self._operator, self._chosen = operator, ""
        self._day, self._report = self.till.books.business_date, None
        self._patience.start()  # the tap that opened this screen may come twice
        self._read()

    def _go(self, days: int) -> None:
        """Another business date."""
        self._day += timedelta(days)
        self._report = None
        self._read()

    def _read(self) -> None:
        operator, day = self._operator, self._day
        if operator is None:
            return
        self._show()
        if self._report is None:
            self.view.show_paper(None)

        def look() -> tuple[UnitsDay, date]:
            latest = max(self.till.books.business_dates().values(), default=day)
            return look_at_units(self.till, operator, day), latest

        self.desk.do(self.desk.background, look, asker=self, then=self._took)

    def _took(self, found: tuple[UnitsDay, date]) -> None:
        report, self._latest = found
        if report.business_date != self._day:
            return
        self._report = report
        if not any(unit.name == self._chosen for unit in report.units):
            self._chosen = ""
        self._show()
        self._draw()

    def _changed(self, changed: object) -> None:
        """Somebody sold something while one looks."""
        shown = Changed.RECEIPTS | Changed.SHIFT
        if isinstance(changed, Changed) and changed & shown and self.view.isVisible():
            self._read()

    def _show(self) -> None:
        report, operator = self._report, self._operator
        off = PRACTICE if operator is not None and operator.training else ""
        self.view.show_receipts(
            ReceiptsModel(
                () if report is None else rows_of(report),
                self._chosen or ALL_UNITS,
                empty="Wird zusammengezählt …" if report is None else "An diesem Tag gibt es nichts.",
                title=f"{TITLE} {_day(self._day)}",
                reprint_label="Drucken",
                reprint_off=off,
                reverse_label="",
                change_label="Tag davor",
                more_label="Tag danach",
                more_off=NO_LATER if self._day >= self._latest else "",
            )
        )

    def _choose(self, key: object) -> None:
        self._chosen = "" if key == ALL_UNITS else str(key)
        self._show()
        self._draw()

    def _draw(self) -> None:
        report, chosen, operator = self._report, self._chosen, self._operator
        if report is None or operator is None:
            return

        def draw() -> bytes:
            return picture(units_day_page(self.till, report, chosen, operator.name))

        def drawn(png: bytes) -> None:
            if report is self._report and chosen == self._chosen:
                self.view.show_paper(png)

        self.desk.do(self.desk.background, draw, asker=self, then=drawn)

    def _print(self) -> None:
        operator, chosen = self._operator, self._chosen
        if operator is None or not self._patience.allows:
            return
        self._patience.start()

        def printed(done: UnitsPrinted) -> None:
            unit = done.day.of(chosen)
            paper = "Er wird gedruckt." if done.on_paper else "Für Berichte ist kein Drucker eingerichtet."
            self.desk.board.say(f"{TITLE}, {unit.name}: Umsatz {unit.figures.gross} €.", paper)

        work = partial(print_units, self.till, operator, self._day, chosen)
        self.desk.do(self.desk.background, work, asker=self, then=printed)


def rows_of(report: UnitsDay) -> tuple[ReceiptRow, ...]:
    """All units together, then one by one."""
    return tuple(_row(unit) for unit in (report.total, *report.units))


def _row(unit: UnitDay) -> ReceiptRow:
    tills = ", ".join(map(str, unit.tills))
    place = f"Kasse {tills}" if len(unit.tills) == 1 else f"Kassen {tills}"
    still_open = "noch nicht abgeschlossen" if unit.still_open else ""
    figures = unit.figures
    count = wording.count(figures.receipts, "Rechnung", "Rechnungen")
    return ReceiptRow(unit.name, unit.name, place, still_open, str(figures.gross), count)


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
