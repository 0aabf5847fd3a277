"""The foot of the window: signing device, self-check, printers, backup, shared database, what waits; the date."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from concurrent.futures import Future

from PySide6.QtCore import QObject, QTimer, Signal

from kasse.ports.books import BooksError
from kasse.ports.foot import FootFacts
from kasse.ports.self_check import CheckState, Light
from kasse.ui import wording
from kasse.ui.board_notices import PRINTER, SEEN
from kasse.ui.desk import Desk
from kasse.ui.foot_words import (
    BACKUP,
    LATE,
    NETWORK,
    backup_device,
    backup_words,
    late_device,
    late_words,
    network_device,
    network_words,
)
from kasse.ui.widgets.status_line import Device, DeviceState, StatusLine
from kasse.usecases.till import Changed

log = logging.getLogger(__name__)

LOOK_MS = 5000
"""How often the outbox is looked at."""
TSE = "tse"
LIGHT = "light"
_LIGHTS = {
    Light.GREEN: ("circle-check", "Geprüft", DeviceState.GOOD),
    Light.AMBER: ("triangle-alert", "Zu tun", DeviceState.ATTENTION),
    Light.RED: ("octagon-alert", "Mangel", DeviceState.FAULT),
}


class Status(QObject):
    """Keeps the status line true."""

    light_tapped = Signal()
    """Somebody wants to know what the self-check found; see `light`."""

    def __init__(self, line: StatusLine, desk: Desk) -> None:
        super().__init__(line)
        self.light: CheckState | None = None
        self._line = line
        self._desk = desk
        self._waiting: Mapping[str, int] = {}
        self._facts = FootFacts()
        self._is_there = True
        """Whether the database of the books answered when it was last asked."""
        self._looking = False
        desk.signing_changed.connect(self.refresh)
        desk.board.changed.connect(self.refresh)
        desk.changed.connect(self._changed)
        line.tapped.connect(self._explain)
        line.notice_answered.connect(self._answered)
        line.more_asked.connect(desk.board.turn)
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(LOOK_MS)
        self.refresh()

    def refresh(self) -> None:
        """Show devices and date as far as they are known."""
        till = self._desk.till
        devices: list[Device] = []
        if till.outage is not None:
            devices.append(Device(TSE, "shield-alert", "TSE gestört", DeviceState.FAULT))
        elif till.fiscal.mark:
            devices.append(Device(TSE, "shield-check", till.fiscal.mark, DeviceState.ATTENTION))
        elif self._desk.signed is not None:
            devices.append(Device(TSE, "shield-check", "TSE bereit"))
        if self.light is not None and self.light.light in _LIGHTS:
            icon, word, lamp = _LIGHTS[self.light.light]
            count = len(self.light.faults) + self.light.more
            devices.append(Device(LIGHT, icon, f"{word} · {count}" if count else word, lamp))
        lost = {notice.key for notice in self._desk.board.all()}
        for name in till.house.printers:
            count = self._waiting.get(name, 0)
            is_lost = f"{PRINTER}{name}" in lost
            label = f"{name} · {count}" if count else name
            state = DeviceState.FAULT if is_lost else DeviceState.ATTENTION if count else DeviceState.WELL
            devices.append(Device(name, "printer-x" if is_lost else "printer", label, state))
        devices += self._besides()
        self._line.show_devices(tuple(devices))
        self._show_date()

    def _besides(self) -> list[Device]:
        """Only what somebody needs to know; the rest is silence."""
        foot, facts = self._desk.opened.foot, self._facts
        devices = []
        if facts.late:
            devices.append(late_device(facts.late))
        if facts.backup is not None:
            devices.append(backup_device(facts.backup))
        if foot is not None and foot.shared:
            devices.append(network_device(is_there=self._is_there))
        return devices

    def _show_date(self) -> None:
        till = self._desk.till
        date, today = till.books.business_date, till.now().astimezone(till.zone).date()
        if date == today:
            words = (
                f"{wording.long_day(date)} · {till.terminal.name}",
                f"{wording.short_day(date)} · {till.terminal.name}",
            )
        else:
            words = (
                f"Kassendatum {wording.long_day(date)} · {till.terminal.name}",
                f"Kassendatum {wording.short_day(date)}",
            )
        self._line.show_place(*words)

    def look(self) -> None:
        """Ask how much waits for each printer, and how the self-check stands."""
        if not self._looking:
            self._looking = True
            self._desk.background.run(self._read, asker=self, then=self._have_read)

    def _read(self) -> tuple[Mapping[str, int], CheckState | None, FootFacts]:
        """On a lane."""
        opened = self._desk.opened
        facts = FootFacts() if opened.foot is None else opened.foot.read()
        return opened.waiting(), None if opened.office is None else opened.office.state(), facts

    def _have_read(self, done: Future[tuple[Mapping[str, int], CheckState | None, FootFacts]]) -> None:
        self._looking = False
        error = done.exception()
        if error is None:
            self._waiting, self.light, self._facts = done.result()
        elif not isinstance(error, BooksError):
            log.error("the foot could not be made true", exc_info=error)
        # Books in a file that cannot be read are told of by the next deed; the way to a server is shown before.
        self._is_there = not isinstance(error, BooksError)
        self.refresh()

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and Changed.SHIFT in changed:
            self._show_date()

    def _explain(self, key: object) -> None:
        board = self._desk.board
        if key == LIGHT:
            self.light_tapped.emit()
            return
        if key == BACKUP and self._facts.backup is not None:
            board.say(*backup_words(self._facts.backup, self._desk.till.zone))
            return
        if key == LATE:
            board.say(*late_words(self._facts.late))
            return
        if key == NETWORK:
            board.say(*network_words(is_there=self._is_there))
            return
        if key == TSE:
            outage = self._desk.till.outage
            if outage is not None:
                since = wording.clock(outage.began_at, self._desk.till.zone)
                words = f"Die Belege tragen Ausfallnummer {outage.number}."
                board.say(f"Die TSE ist seit {since} Uhr ausgefallen.", words)
            elif self._desk.till.fiscal.mark:
                board.say(
                    f"{self._desk.till.fiscal.mark}: nur zum Üben.", "Für den Betrieb eine TSE anschließen."
                )
            else:
                board.say("Die TSE ist bereit.")
            return
        count = self._waiting.get(str(key), 0)
        papers = (
            "Nichts wartet."
            if not count
            else "1 Papier wartet."
            if count == 1
            else f"{count} Papiere warten."
        )
        board.say(f"Drucker {key}:", papers)

    def _answered(self, notice: object, answer: object) -> None:
        if answer == SEEN:
            self._desk.board.solve(notice)
        elif isinstance(answer, tuple) and answer[0] == "reroute":
            _, name, other = answer
            self._desk.do(
                self._desk.background,
                lambda: self._desk.opened.reroute(name, other),
                asker=self,
                then=lambda _: self._desk.board.solve(notice),
            )
