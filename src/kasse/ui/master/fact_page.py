"""What the form of one row and that of several have in common: facts are asked for, problems stand beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kasse.domain.refused import Refused
from kasse.sheets import Column, Problem, Sheet
from kasse.ui.desk import Desk
from kasse.ui.master.asking import Fact, question
from kasse.ui.master.page import Page
from kasse.ui.master.showing import Seen
from kasse.ui.master.view import MasterView
from kasse.ui.settings.asking import Asking
from kasse.ui.settings.foot_bar import Foot

if TYPE_CHECKING:
    from kasse.ui.master.screen import MasterScreen


class FactPage(Page):
    """Implements `kasse.ui.settings.asking.Host` for columns."""

    def __init__(self, screen: MasterScreen, sheet: Sheet[Any]) -> None:
        super().__init__(screen)
        self.sheet = sheet
        self.problems: dict[str, str] = {}
        """What is wrong, by key of the column."""
        self.asking: Asking[Fact] | None = None

    # What the two kinds of form tell.

    def show_form(self) -> None:
        """Show rows, keys and foot."""
        raise NotImplementedError

    def value(self, column: Fact) -> Any:
        """What a question begins with."""
        raise NotImplementedError

    def check(self, column: Fact, text: str) -> None:
        """Refuse a text that does not fit.

        Raises:
            Refused: with what would.
        """
        raise NotImplementedError

    def put(self, column: Fact, text: str) -> None:
        """Take a text that fits."""
        raise NotImplementedError

    # Host.

    @property
    def view(self) -> MasterView:
        """See `Host`."""
        return self.screen.view

    @property
    def desk(self) -> Desk:
        """See `Host`."""
        return self.screen.desk

    def problem(self, setting: Fact, text: str) -> str:
        """See `Host`."""
        try:
            self.check(setting, text)
        except Refused as refusal:
            return str(refusal)
        return ""

    def chosen(self, setting: Fact, text: str | None) -> None:
        """See `Host`."""
        self.problems.pop(setting.key, None)
        self.put(setting, text or "")
        if self.asking is None:
            self.show_form()

    def end_asking(self) -> None:
        """See `Host`."""
        self.asking = None
        self.show()

    def is_asking(self, asking: Asking[Any]) -> bool:
        """See `Host`."""
        return self.asking is asking and self.view.isVisible()

    # Showing.

    @property
    def seen(self) -> Seen:
        """What rows are made from."""
        return Seen(self.sheet, self.screen.names, self.problems, self.screen.query)

    def show(self) -> None:
        self.asking = None
        self.show_form()
        self.view.open_rows()

    def refused(self, problems: tuple[Problem, ...]) -> None:
        """Mark the facts that do not fit, and show the first of them."""
        known = {column.key for column in self.sheet.columns}
        own = [each for each in problems if each.sheet == self.sheet.key and each.column in known]
        self.problems = {each.column: each.text for each in reversed(own)}
        self.show()
        if own:
            self.view.rows.show_row(own[0].column)

    # Taps.

    def ask(self, column: Column[Any, Any]) -> None:
        """Have another value asked for."""
        self.asking = question(self, column, self.value(column), self.screen.names)
        if self.asking is not None:
            self.asking.open()
            self.view.show_foot(Foot(column.help))

    def choice(self, key: object) -> None:
        if self.asking is not None:
            self.asking.choose(key)

    def close_choices(self) -> None:
        if self.asking is not None:
            self.asking.cancel()
        else:
            self.show()

    def typed(self, text: str) -> None:
        if self.asking is not None:
            self.asking.type(text)

    def typing(self, text: str) -> None:
        if self.asking is not None:
            self.asking.typing(text)

    def picked(self, key: object) -> None:
        if self.asking is not None:
            self.asking.pick(key)

    def type_cancelled(self) -> None:
        self.close_choices()

    def back(self) -> None:
        if self.asking is not None:
            self.asking.cancel()
        else:
            super().back()
