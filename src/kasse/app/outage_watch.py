"""What the program does about outages beside booking them: tells the screens, and listens to the device's answers."""

from __future__ import annotations

import logging
import threading

from kasse.ports.books import BooksError
from kasse.ports.notices import Level, Notice, Notices
from kasse.usecases.outages import device_answers
from kasse.usecases.till import Till

log = logging.getLogger(__name__)

TOPIC = "signing"


class OutageWatch:
    """Any thread may call. Made before the till is opened, so that an outage found at the start is told too."""

    def __init__(self, till: Till, notices: Notices) -> None:
        self._till = till
        self._notices = notices
        self._told = False
        till.on_outage = self.tell

    def tell(self) -> None:
        """Put the outage on the line for news, or take it off."""
        outage = self._till.outage
        if outage is None:
            if self._told:
                self._notices.post(Notice(TOPIC, Level.INFO, "Die TSE arbeitet wieder."))
            self._told = False
            return
        self._told = True
        began, now = (at.astimezone(self._till.zone) for at in (outage.began_at, self._till.now()))
        since = f"{began:%H:%M}" if began.date() == now.date() else f"{began:%d.%m.} {began:%H:%M}"
        self._notices.post(
            Notice(
                TOPIC,
                Level.WARNING,
                f"Die TSE ist seit {since} Uhr ausgefallen.",
                f"Es wird weiter verkauft, die Belege tragen Ausfallnummer {outage.number}. Bitte die TSE prüfen.",
            )
        )

    def answered(self) -> None:
        """The device answers again. Returns at once: whoever calls is the device's own lane."""
        threading.Thread(target=self._end, name="outage-end", daemon=True).start()

    def _end(self) -> None:
        try:
            device_answers(self._till)
        except BooksError as error:
            # The next signature ends it.
            log.warning("the end of an outage could not be written: %s", error)
