"""What taps on the closing screen mean: look at the day, count the cash, report, close."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from kasse.domain.business import table_name
from kasse.domain.money import Money
from kasse.domain.shifts import Figures
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Series
from kasse.settings.declared.papers import PRINT_X
from kasse.settings.declared.register import COUNT_BEFORE_CLOSING
from kasse.ui import wording
from kasse.ui.desk import Desk, once
from kasse.ui.navigation import Navigator
from kasse.ui.orders.draft import Drafts
from kasse.ui.questions import typed_digits
from kasse.ui.shifts.showing import (
    KINDS,
    SUM,
    Day,
    Obstacles,
    closing_model,
    count_model,
    counted_total,
    waiting_model,
)
from kasse.ui.shifts.view import ClosingView
from kasse.usecases.close_day import DayClosed, close_day, look_at_day, report_day
from kasse.usecases.till import Changed

CLOSING_NOW = "Der Tag wird gerade abgeschlossen."


class ClosingScreen(QObject):
    """One day, from the look at its figures to its closing.

    Made once for its view; `enter(operator)` adds the day up behind the screen. Whoever shows it has made sure
    that the operator may see figures or close the day.
    """

    def __init__(self, view: ClosingView, desk: Desk, drafts: Drafts, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.till = desk.till
        self.drafts = drafts
        self.navigator = navigator
        self._operator: Operator | None = None
        self._day: Day | None = None
        self._counted: Money | None = None
        self._counts: dict[int, str] = {}
        self._kind = KINDS[0]
        self._closing = False
        self._patience = desk.patience()
        view.back.connect(self._back)
        view.close_day.connect(self._close)
        view.interim_report.connect(self._report)
        view.count_asked.connect(self._count)
        view.count_row_chosen.connect(self._choose_kind)
        view.count_typed.connect(self._typed)
        view.count_done.connect(self._take_count)
        view.count_cancelled.connect(self._leave_count)
        desk.changed.connect(self._changed)

    def enter(self, operator: Operator) -> None:
        """Show the day as soon as its figures are added up."""
        self._operator = operator
        self._day, self._counted, self._counts = None, None, {}
        self._closing = False
        self._patience.start()  # the tap that opened this screen may come twice
        self.refresh()
        self.reload()

    def reload(self) -> None:
        """Add the figures up; a long day takes a moment."""
        self.desk.do(self.desk.background, self._look, asker=self, then=self._looked)

    def _look(self) -> Day:
        """On a lane."""
        return Day(look_at_day(self.till), len(self.till.books.pending()))

    def _looked(self, day: Day) -> None:
        self._day = day
        if self.view.counting:
            self._show_count()
        else:
            self.refresh()

    def _changed(self, changed: object) -> None:
        """Somebody sold or settled something, or something was secured."""
        shown = Changed.SHIFT | Changed.TABLES
        if isinstance(changed, Changed) and changed & shown and self.view.isVisible():
            self.reload()

    def refresh(self) -> None:
        """Show the figures as they are known."""
        if self._day is None:
            self.view.show_closing(waiting_model(self.till))
            return
        number = self.till.books.last_number(Series.CLOSING) + 1
        self.view.show_closing(
            closing_model(self.till, number, self._day, self._counted, self._obstacles(self._day))
        )

    def _obstacles(self, day: Day) -> Obstacles:
        operator = self._operator
        if operator is None:
            return Obstacles()
        report = wording.missing_right(self.till.staff, operator, Right.REPORT)
        return Obstacles(self._close_off(operator, day), report, blind=bool(report))

    def _close_off(self, operator: Operator, day: Day) -> str:
        if lacking := wording.missing_right(self.till.staff, operator, Right.CLOSE_DAY):
            return lacking
        if operator.training:
            return ""  # nothing of the house is in the way of practice, which closes nothing
        if day.state.open_tables:
            return f"Noch offen: {_listed(day.state.open_tables)}. Bitte zuerst kassieren oder umbuchen."
        if unsent := self.drafts.unsent(training=False):
            names = tuple(table_name(table) for table in unsent)
            return f"Noch nicht gesendet: {_listed(names)}. Bitte zuerst senden oder verwerfen."
        if self._counted is None and self.till.settings[COUNT_BEFORE_CLOSING]:
            return "Bitte zuerst das Bargeld zählen."
        return CLOSING_NOW if self._closing else ""

    def _back(self) -> None:
        if self.view.counting:
            self._leave_count()
        else:
            self.navigator.show_tables()

    # Counting.

    def _count(self) -> None:
        self._kind = KINDS[0]
        self._show_count()

    def _show_count(self) -> None:
        operator = self._operator
        expected = None
        if self._day and operator and self.till.staff.may(operator, Right.REPORT):
            expected = self._day.state.figures.cash_expected
        self.view.show_count(count_model(self._counts, self._kind, expected))

    def _choose_kind(self, kind: object) -> None:
        self._kind = int(str(kind))
        self._show_count()

    def _typed(self, sign: str) -> None:
        """How many of the chosen kind there are. A sum takes the place of pieces, and pieces that of a sum."""
        most = 8 if self._kind == SUM else 5
        typed = typed_digits(self._counts.get(self._kind, ""), sign, most)
        if typed and (self._kind == SUM) is not (SUM in self._counts):
            self._counts = {}
        self._counts[self._kind] = typed
        if not typed:
            del self._counts[self._kind]
        self._show_count()

    def _take_count(self) -> None:
        if not self._counts:
            self.desk.board.say(
                "Es ist noch nichts gezählt.", "Scheine und Münzen antippen, Anzahl eingeben."
            )
            return
        self._counted = counted_total(self._counts)
        self._leave_count()

    def _leave_count(self) -> None:
        self.refresh()
        self.view.setFocus()

    # Deeds.

    def _report(self) -> None:
        if self._operator is None or not self._patience.allows:
            return
        self._patience.start()

        def printed(figures: Figures) -> None:
            paper = "Der Zwischenbericht wird gedruckt." if self.till.settings[PRINT_X] else ""
            self.desk.board.say(f"Umsatz bisher {figures.gross} €.", paper)

        work = partial(report_day, self.till, self._operator)
        self.desk.do(self.desk.background, work, asker=self, then=printed)

    def _close(self) -> None:
        operator, counted = self._operator, self._counted
        if operator is None or self._closing or not self._patience.allows:
            return
        self._patience.start()
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
        difference = "" if closing.difference is None else f" Differenz {closing.difference} €."
        self.desk.board.say(
            f"{wording.short_day(closing.business_date)} ist abgeschlossen, Nr. {closing.number}.{difference}",
            done.problem or f"Jetzt läuft {wording.short_day(self.till.books.business_date)}.",
        )
        if self.view.isVisible():
            self.navigator.show_tables()

    def _not_closed(self, reason: str) -> None:
        self._unknown()
        self.desk.board.say(reason)
        self.reload()

    def _unknown(self) -> None:
        self._closing = False
        self.refresh()


def _listed(names: tuple[str, ...]) -> str:
    """The first six, and whether there are more."""
    return ", ".join(names[:6]) + (" …" if len(names) > 6 else "")
