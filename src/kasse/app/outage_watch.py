"""What the program does about outages beside booking them: tells the screens, and listens to the device's answers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from kasse.ports.books import BooksError
from kasse.ports.notices import Level, Notice, Notices
from kasse.usecases.outages import device_answers
from kasse.usecases.till import Till

log = logging.getLogger(__name__)

TOPIC = "signing"
END_SECONDS = 5.0
"""So long the end of the program waits for an end of an outage that is being written."""


class OutageWatch:
    """Any thread may call. Made before the till is opened, so that an outage found at the start is told too."""

    def __init__(
        self, till: Till, notices: Notices, *, is_well: Callable[[], bool], wake: Callable[[], None]
    ) -> None:
        """`is_well`: whether the device is in no trouble now, as far as is known. `wake`: there may be slips."""
        self._till = till
        self._is_well = is_well
        self._wake = wake
        self._notices = notices
        self._told = False
        self._lock = threading.Lock()
        self._ending: threading.Thread | None = None
        self._closed = False
        till.on_outage = self.tell

    def tell(self) -> None:
        """Put the outage on the line for news, or take it off."""
        self._wake()
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
        """The device answers again. Returns at once, since whoever calls is the device's own lane."""
        with self._lock:
            if not self._closed:
                self._ending = threading.Thread(target=self._end, name="outage-end", daemon=True)
                self._ending.start()

    def close(self) -> None:
        """Let what was begun come to its end; nothing is begun any more."""
        with self._lock:
            self._closed = True
            ending = self._ending
        if ending is not None:
            ending.join(END_SECONDS)

    def _end(self) -> None:
        try:
            # Behind whoever is having something signed: it may be what has only just begun the outage.
            with self._till.securing:
                if self._is_well():
                    device_answers(self._till)
        except BooksError as error:
            # The next signature ends it.
            log.warning("the end of an outage could not be written: %s", error)
