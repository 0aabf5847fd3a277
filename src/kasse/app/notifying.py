"""Notifications to the tax office for the command line: made in a till that is opened for it, or read from its books."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from kasse.app.notification_files import FOLDER, PACKAGES, stem
from kasse.app.shop import Shop, Wiring
from kasse.cli.services import NotificationLine, NotificationMade
from kasse.documents.notification_sheet import REASONS
from kasse.ports.exports import ExportError
from kasse.ports.notices import Level, Notice
from kasse.ports.notification import Reason
from kasse.ports.outbox import JobKind
from kasse.store.outbox import waiting_payloads
from kasse.store.reading import every_terminal
from kasse.usecases.notify import (
    NotificationView,
    find_notification,
    hand_in,
    make_notification,
    notifications,
)

_ZONE = ZoneInfo("Europe/Berlin")


class _Complaints:
    """Keeps what went wrong with files, for whoever waits at the command line."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def post(self, notice: Notice) -> None:
        if notice.level is Level.WARNING and notice.topic == "notification":
            self.texts.append(notice.text)

    def clear(self, topic: str) -> None:
        """Nothing to clear."""


def make(folder: Path, *, mail: bool) -> NotificationMade:
    """Open the till of a folder and make one there.

    Raises:
        Refused, BooksError: see `make_notification` and `Shop`.
        ExportError: it is made, and its files could not be written.
    """
    complaints = _Complaints()
    with closing(Shop(folder, Wiring(threads=False, notices=complaints))) as shop:
        number = make_notification(shop.till, mail=mail).number
        view = find_notification(shop.till.books, number)
    if complaints.texts:
        raise ExportError(f"Kassenmeldung {number} ist erstellt, aber: {complaints.texts[-1]}")
    name = stem(view, view.made_at.astimezone(_ZONE))
    places = [
        folder / FOLDER / f"{name}.xml",
        folder / FOLDER / f"{name}.pdf",
        folder / PACKAGES / f"{name}.zip",
    ]
    return NotificationMade(_line(view, mail_waits=bool(view.mailed_to)), [p for p in places if p.exists()])


def note_handed_in(folder: Path, number: int, on: date, how: str) -> None:
    """Open the till of a folder and note it there.

    Raises:
        Refused, BooksError: see `hand_in` and `Shop`.
    """
    with closing(Shop(folder, Wiring(threads=False))) as shop:
        hand_in(shop.till, None, number, on=on, how=how)


def listed(engine: Engine, terminal: int) -> list[NotificationLine]:
    """What the till has made, newest first; the books are only read.

    Raises:
        BooksError: they cannot be read.
    """
    waiting = {
        payload.get("number")
        for payload in waiting_payloads(engine, terminal, JobKind.MAIL)
        if payload.get("mail") == "notification"
    }
    return [
        _line(view, mail_waits=view.number in waiting)
        for books in every_terminal(engine)
        if books.terminal == terminal
        for view in notifications(books)
    ]


def _line(view: NotificationView, *, mail_waits: bool) -> NotificationLine:
    reason = view.notification.reason
    return NotificationLine(
        number=view.number,
        made_at=view.made_at.astimezone(_ZONE),
        reason="" if reason is Reason.ON_DEMAND else REASONS[reason],
        due_on=view.due_on,
        missing=view.missing,
        hints=view.hints,
        is_test=view.names_test_device,
        mailed_to=view.mailed_to,
        mail_waits=mail_waits,
        xml_sha256=view.xml_sha256,
        handed_in_on=view.handed_in_on,
        handed_in_how=view.handed_in_how,
    )
