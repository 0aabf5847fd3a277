"""What taps on the closing screen mean: look at the day, count the cash, report, close."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from kasse.domain.business import table_name
from kasse.domain.money import Money
from kasse.domain.shifts import Figures
from kasse.domain.staff import Operator, Right
from kasse.ui import wording
from kasse.ui.desk import Desk, once
from kasse.ui.navigation import Navigator
from kasse.ui.orders.draft import Drafts
from kasse.ui.questions import typed_digits
from kasse.ui.shifts.showing import KINDS, closing_model, count_model, counted_total, waiting_model
from kasse.ui.shifts.view import ClosingView
from kasse.usecases.close_day import DayClosed, DayState, close_day, look_at_day, report_day
from kasse.usecases.till import Changed


class ClosingScreen(QObject):
    """One day, from the look at its figures to its closing."""

    def __init__(self, view: ClosingView, desk: Desk, drafts: Drafts, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self.drafts = drafts
        self.navigator = navigator
        self._operator: Operator | None = None
        self._day: DayState | None = None
        self._counted: Money | None = None
        self._counts: dict[int, str] = {}
        self._kind = KINDS[0]
        self._closing = False
        self._patience = desk.patience()
        view.back.connect(navigator.show_tables)
        view.close_day.connect(self._close)
        view.interim_report.connect(self._report)
        view.count_asked.connect(self._count)
        view.count_row_chosen.connect(self._choose_kind)
        view.count_typed.connect(self._typed)
        view.count_done.connect(self._take_count)
        view.count_cancelled.connect(self.refresh)
        desk.changed.connect(self._changed)

    def enter(self, operator: Operator) -> None:
        """Show the day as soon as its figures are added up."""
        self._operator = operator
        self._day, self._counted, self._counts = None, None, {}
        self._closing = False
        self._patience.start()
        self.refresh()
        self.reload()

    def reload(self) -> None:
        """Add the figures up; a long day takes a moment."""
        self.desk.do(self.desk.background, partial(look_at_day, self.till), asker=self, then=self._looked)

    def _looked(self, day: DayState) -> None:
        self._day = day
        self.refresh()

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and Changed.SHIFT in changed and self.view.isVisible():
            self.reload()

    def refresh(self) -> None:
        """Show the figures as they are known."""
        if self._day is None:
            self.view.show_closing(waiting_model(self.till))
        else:
            self.view.show_closing(
                closing_model(self.till, self._day, self._counted, close_off=self._close_off(self._day))
            )

    def _close_off(self, day: DayState) -> str:
        operator = self._operator
        if operator is None:
            return ""
        if lacking := wording.missing_right(self.till.staff, operator, Right.CLOSE_DAY):
            return lacking
        if operator.training:
            return "In der Übung wird kein Tag abgeschlossen."
        if day.open_tables:
            return f"Noch offen: {', '.join(day.open_tables[:6])}."
        unsent = self.drafts.unsent(training=False)
        if unsent:
            return f"Noch nicht gesendet: {', '.join(table_name(table) for table in unsent)}."
        return "Der Tag wird gerade abgeschlossen." if self._closing else ""

    # Counting.

    def _count(self) -> None:
        self._kind = KINDS[0]
        self._show_count()

    def _show_count(self) -> None:
        operator = self._operator
        expected = None
        if self._day and operator and self.till.staff.may(operator, Right.REPORT):
            expected = self._day.figures.cash_expected
        self.view.show_count(count_model(self._counts, self._kind, expected))

    def _choose_kind(self, kind: object) -> None:
        self._kind = int(str(kind))
        self._show_count()

    def _typed(self, sign: str) -> None:
        self._counts[self._kind] = typed_digits(self._counts.get(self._kind, ""), sign, 5)
        self._show_count()

    def _take_count(self) -> None:
        self._counted = counted_total(self._counts)
        self.refresh()

    # Deeds.

    def _report(self) -> None:
        if self._operator is None:
            return

        def printed(_figures: Figures) -> None:
            self.desk.board.say("Der Zwischenbericht wird gedruckt.")

        work = partial(report_day, self.till, self._operator)
        self.desk.do(self.desk.background, work, asker=self, then=printed)

    def _close(self) -> None:
        operator, counted = self._operator, self._counted
        if operator is None or self._closing or not self._patience.allows:
            return
        self._closing = True
        self.refresh()
        # Behind everything that still waits for the signing device.
        self.desk.do(
            self.desk.signing,
            once(self.till, lambda key: close_day(self.till, operator, counted, key=key)),
            asker=self,
            then=self._closed,
            refused=self._not_closed,
            failed=self._unknown,
        )

    def _closed(self, done: DayClosed) -> None:
        self._closing = False
        closing = done.closing
        self.desk.board.say(
            f"{wording.short_day(closing.business_date)} ist abgeschlossen, Nr. {closing.number}.",
            f"Jetzt läuft {wording.short_day(self.till.books.business_date)}.",
        )
        self.navigator.show_tables()

    def _not_closed(self, reason: str) -> None:
        self._unknown()
        self.desk.board.say(reason)
        self.reload()

    def _unknown(self) -> None:
        self._closing = False
        self.refresh()
