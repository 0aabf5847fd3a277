"""*Kassenmeldung*: the notification to the tax office, from making it to the note that it was handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum, auto
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from kasse.documents.picture import picture
from kasse.domain.refused import Refused
from kasse.settings.declared.fiscal_de import (
    ACQUIRED_ON,
    BSI_ID,
    FISCAL_ADDRESSES,
    MEINFISKAL,
    TILL_ART,
    TILL_MAKER,
    TILL_MODEL,
)
from kasse.settings.kinds import Day
from kasse.ui.fiscal.notification_showing import (
    OTHER_DAY,
    OTHER_WAY,
    hand_out_page,
    handed_in_page,
    history,
    state_sheet,
)
from kasse.ui.fiscal.page import Page, PageKey, Picture
from kasse.ui.fiscal.places import PlaceQuestion
from kasse.ui.fiscal.section import Host, Section
from kasse.ui.fiscal.setting_part import SettingKeys
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.draw_paper import notification_paper_page
from kasse.usecases.notify import (
    NotificationMade,
    NotificationView,
    hand_in,
    make_notification,
    notifications,
    print_notification,
)
from kasse.usecases.till import Changed

NO_MAIL = "Unter „Angaben“ ist noch kein Empfänger eingetragen."


class Shown(Enum):
    """What of the section is open."""

    STATE = auto()
    SHEET = auto()
    FACTS = auto()
    HAND_OUT = auto()
    HAND_IN = auto()
    PLACE = auto()


class NotificationSection(Section):
    """The history left; of the chosen one its state or its sheet right."""

    key = "notification"
    label = "Kassenmeldung"

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(host, parent)
        self._views: Sequence[NotificationView] | None = None
        self._chosen: int | None = None
        self._shown = Shown.STATE
        self._paper: tuple[int, bytes] | None = None
        self._question: PlaceQuestion | None = None
        self._on: date | None = None
        self._how = ""
        facts = (ACQUIRED_ON, TILL_ART, TILL_MAKER, TILL_MODEL, BSI_ID, FISCAL_ADDRESSES, MEINFISKAL)
        self._settings = SettingKeys(self, facts)

    def enter(self) -> None:
        """Read the history."""
        if self._shown is not Shown.SHEET:
            self._shown = Shown.STATE
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        work = partial(notifications, self.till.books)
        self.desk.do(self.desk.background, work, asker=self, then=self._read)

    def _read(self, views: Sequence[NotificationView]) -> None:
        self._views = views
        numbers = [view.number for view in views]
        if self._chosen not in numbers:
            self._choose(numbers[0] if numbers else None)
        self.renewed.emit()

    @property
    def _view(self) -> NotificationView | None:
        return next((view for view in self._views or () if view.number == self._chosen), None)

    @property
    def _today(self) -> date:
        return self.till.now().astimezone(self.till.zone).date()

    # Showing.

    def page(self) -> Page:
        """The history with what is shown of the chosen one, or what is asked."""
        view = self._view
        match self._shown:
            case Shown.PLACE if self._question is not None:
                return Page(self._question.page())
            case Shown.FACTS:
                return Page(self._settings.part(), keys=(PageKey("state", "Zur Liste", "chevron-left"),))
            case Shown.HAND_OUT if view is not None:
                off = "" if self.till.terminal.receipt_printer else "An dieser Kasse ist kein Belegdrucker."
                mail = "" if self.till.settings[FISCAL_ADDRESSES] else NO_MAIL
                return Page(hand_out_page(view, off, mail))
            case Shown.HAND_IN if view is not None:
                off = "" if self._on and self._how else "Bitte antippen, wann und wie."
                main = PageKey("note", "Als abgegeben vermerken", "check", off)
                return Page(handed_in_page(self._on, self._how, self._today), main=main)
        return self._list_page(view)

    def _list_page(self, view: NotificationView | None) -> Page:
        left = history(self._views, self._chosen, self._today, self.till.zone)
        form = None if view is None else self.till.fiscal.notification_form(view.notification)
        right: Picture | None = None
        if self._shown is Shown.SHEET and view is not None:
            drawn = self._paper is not None and self._paper[0] == view.number
            right = Picture(
                self._paper[1] if drawn and self._paper else None, "Das Datenblatt wird gezeichnet."
            )
        return Page(
            left,
            right or state_sheet(view, form, self._today),
            40,
            keys=self._keys(view),
            main=PageKey("make", "Neue Meldung generieren", "plus", self._off()),
        )

    def _off(self) -> str:
        return "Die letzte Eingabe wird noch gespeichert." if self.working else self.lacking()

    def _keys(self, view: NotificationView | None) -> tuple[PageKey, ...]:
        none = "Es gibt noch keine Meldung." if view is None else ""
        done = ""
        if view is not None and view.handed_in_on is not None:
            done = f"Meldung {view.number} ist schon als abgegeben vermerkt."
        elif view is not None and view.names_test_device:
            done = "Eine Meldung mit der Test-TSE wird nicht abgegeben."
        shows_sheet = self._shown is Shown.SHEET
        toggle = (
            PageKey("state", "Stand", "info") if shows_sheet else PageKey("sheet", "Blatt", "file-text", none)
        )
        return (
            PageKey("facts", "Angaben", "settings"),
            toggle,
            PageKey("hand-out", "Ausgeben", "send", none or self.lacking()),
            PageKey("hand-in", "Abgegeben", "check", none or done or self.lacking()),
        )

    # Taps.

    def chosen(self, key: object) -> None:
        """A row, a key, a setting, or an answer."""
        pages = {
            "facts": Shown.FACTS,
            "state": Shown.STATE,
            "hand-out": Shown.HAND_OUT,
        }
        if self._shown is Shown.PLACE and self._question is not None:
            self._question.choose(key)
        elif self._shown is Shown.FACTS and self._settings.chosen(key):
            return
        elif self._shown is Shown.HAND_IN:
            self._answer(key)
        elif isinstance(key, int):
            self._choose(key)
        elif isinstance(key, str) and key in pages:
            self._shown = pages[key]
        else:
            self._act(key)

    def _act(self, key: object) -> None:
        operator, view = self.host.operator, self._view
        if operator is None:
            return
        match key:
            case "make":
                self.work(self.desk.books, partial(make_notification, self.till, operator), self._made)
            case "mail":
                deed = partial(make_notification, self.till, operator, mail=True)
                self.work(self.desk.books, deed, self._made)
            case "sheet":
                self._shown = Shown.SHEET
                self._draw()
            case "hand-in":
                self._shown, self._on, self._how = Shown.HAND_IN, self._today, ""
            case "print" if view is not None:
                self.work(
                    self.desk.books,
                    partial(print_notification, self.till, operator, view.number),
                    self._printed,
                )
            case "save" if view is not None:
                title = f"Meldung {view.number} speichern"
                self._question = PlaceQuestion(self, title, "XML für ELSTER und Datenblatt", self._save)
                self._shown = Shown.PLACE

    def close(self) -> None:
        """Back to the list."""
        self._shown, self._question = Shown.STATE, None

    def _choose(self, number: int | None) -> None:
        self._chosen = number
        if self._shown is Shown.SHEET:
            self._draw()

    def _draw(self) -> None:
        number = self._chosen
        if number is None or (self._paper is not None and self._paper[0] == number):
            return

        def drawn(png: bytes) -> None:
            self._paper = (number, png)
            self.renewed.emit()

        self.desk.do(self.desk.background, partial(_picture_of, self, number), asker=self, then=drawn)

    def _made(self, made: NotificationMade) -> None:
        self._chosen, self._shown = made.number, Shown.STATE
        missing = f" Es fehlen noch {len(made.form.missing)} Angaben." if made.form.missing else ""
        self.desk.board.say(
            f"Meldung {made.number} ist erstellt.", f"Bitte prüfen und vor der Abgabe ergänzen.{missing}"
        )
        self.refresh()

    def _printed(self, _: Changed) -> None:
        self._shown = Shown.STATE
        self.desk.board.say("Das Datenblatt wird gedruckt.")

    def _save(self, folder: Path) -> None:
        number = self._chosen
        self.close()
        if number is None:
            return

        def saved(files: Sequence[Path]) -> None:
            self.desk.board.say(
                f"Meldung {number} ist gespeichert.", ", ".join(f"{path.name}" for path in files)
            )

        self.work(self.desk.background, partial(self.office.save_notification, number, folder), saved)

    # Handed in.

    def _answer(self, key: object) -> None:
        if isinstance(key, date):
            self._on = key
        elif key == OTHER_DAY:
            ask = TextAsk("Abgegeben am", "", placeholder="30.11.2026", most=10, lift=False)
            self.host.ask(ask, self._typed_day)
        elif key == OTHER_WAY:
            self.host.ask(TextAsk("Wie abgegeben", self._how, most=200), self._typed_way)
        elif key == "note":
            self._note()
        elif isinstance(key, str):
            self._how = key

    def _typed_day(self, text: str) -> None:
        day = Day().read(text)
        if day is None:
            raise Refused("Bitte ein Datum in der Form 31.12.2026 angeben.")
        self._on = day
        self.renewed.emit()

    def _typed_way(self, text: str) -> None:
        if not text:
            raise Refused("Bitte kurz angeben, wie sie abgegeben wurde.")
        self._how = text
        self.renewed.emit()

    def _note(self) -> None:
        operator, number, on = self.host.operator, self._chosen, self._on
        if operator is None or number is None or on is None:
            return

        def noted(_: Changed) -> None:
            self.close()
            self.desk.board.say(f"Meldung {number} ist als abgegeben vermerkt.")
            self.refresh()

        deed = partial(hand_in, self.till, operator, number, on=on, how=self._how)
        self.work(self.desk.books, deed, noted)


def _picture_of(section: NotificationSection, number: int) -> bytes:
    """On a lane."""
    return picture(notification_paper_page(section.till, number))
