"""The back office: who may see it, which section is open, and what is typed for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ui.board_notices import SECTIONS
from kasse.ui.desk import Desk
from kasse.ui.fiscal.office import Office
from kasse.ui.fiscal.section import Section
from kasse.ui.fiscal.view import FiscalView
from kasse.ui.navigation import Navigator
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.till import Changed

TICK_MS = 5000
"""How often the age of answers is written anew while somebody looks."""


class FiscalScreen(QObject):
    """Implements `kasse.ui.fiscal.section.Host`. Made once for its view; sections keep what was typed in them."""

    def __init__(self, view: FiscalView, desk: Desk, office: Office, navigator: Navigator) -> None:
        super().__init__(view)
        self.view = view
        self.desk = desk
        self.office = office
        self._navigator = navigator
        self._operator: Operator | None = None
        self._answered: Callable[[str], None] | None = None
        self._sections: Mapping[str, Section] = {}
        self._shown: Section | None = None
        self._told: frozenset[tuple[object, str]] = frozenset()
        view.back.connect(self._back)
        view.signed_out.connect(navigator.sign_out)
        view.section_chosen.connect(lambda key: self.go(str(key)))
        view.chosen.connect(self._chosen)
        view.closed.connect(self._close)
        view.words_typed.connect(self._typed)
        view.words_cancelled.connect(self._end_asking)
        desk.changed.connect(self._changed)
        desk.signing_changed.connect(self._refresh)
        desk.board.changed.connect(self._hear_news)
        timer = QTimer(self)
        timer.timeout.connect(self.tick)
        timer.start(TICK_MS)

    def put_in(self, *kinds: Callable[[FiscalScreen, QObject], Section]) -> None:
        """Make the sections, in the order of their tabs."""
        sections = [make(self, self) for make in kinds]
        self._sections = {section.key: section for section in sections}
        for section in sections:
            section.renewed.connect(lambda section=section: self._renewed(section))

    @property
    def operator(self) -> Operator | None:
        """See `Host`."""
        return self._operator

    def section(self, key: str) -> Section:
        """One of the sections."""
        return self._sections[key]

    def enter(self, operator: Operator, section: str = "") -> None:
        """Show a section, or the one that was open last."""
        if self._operator is not None and self._operator.number != operator.number:
            for each in self._sections.values():
                each.hand_over()
        self._operator = operator
        self._end_asking()
        self.go(section or (self._shown.key if self._shown else next(iter(self._sections))))

    def go(self, section: str) -> None:
        """See `Host`."""
        self._end_asking()
        before, self._shown = self._shown, self._sections[section]
        if before is not None and before is not self._shown:
            before.leave()
        tabs = [Tab(each.key, each.label) for each in self._sections.values()]
        self.view.show_sections(tabs, section)
        self._shown.enter()
        self.view.show_page(self._shown.page())

    def ask(self, ask: TextAsk, answered: Callable[[str], None]) -> None:
        """See `Host`."""
        self._answered = answered
        self.view.ask(ask)

    def _typed(self, text: str) -> None:
        answered, self._answered = self._answered, None
        if answered is None:
            return
        try:
            answered(text)
        except Refused as refusal:
            self._answered = answered
            self.desk.board.say(str(refusal))
        else:
            if self._answered is None:  # an answer may lead to the next question
                self._end_asking()

    def _end_asking(self) -> None:
        self._answered = None
        self.view.end_asking()

    def _back(self) -> None:
        if self.view.typing:
            self._end_asking()
            return
        if self._shown is not None:
            self._shown.leave()
        self._navigator.show_tables()

    def _chosen(self, key: object) -> None:
        if self._shown is not None and self._operator is not None:
            self._shown.chosen(key)
            self._renewed(self._shown)

    def _close(self) -> None:
        if self._shown is not None:
            self._shown.close()
            self._renewed(self._shown)

    def _renewed(self, section: Section) -> None:
        if section is self._shown:
            self.view.show_page(section.page())

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and changed & (Changed.MASTER | Changed.JOURNAL):
            self._refresh()

    def stop(self) -> None:
        """The program ends."""
        for section in self._sections.values():
            section.stop()

    def tick(self) -> None:
        """Time has passed."""
        if self._shown is not None and self.view.isVisible():
            self._shown.tick()

    def _hear_news(self) -> None:
        """An outage, a check, a notification. Other news are none of ours: our own failures are told there, too."""
        board = self.desk.board.all()
        told = frozenset((notice.key, notice.title) for notice in board if notice.key in SECTIONS)
        if told != self._told:
            self._told = told
            self._refresh()

    def _refresh(self) -> None:
        if self._shown is not None and self.view.isVisible():
            self._shown.refresh()
