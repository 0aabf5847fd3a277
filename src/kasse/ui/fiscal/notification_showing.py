"""Notifications to the tax office as lists and sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from kasse.documents.notification_sheet import REASONS
from kasse.ports.notification import NotificationForm
from kasse.ui import wording
from kasse.ui.fiscal.page import Rows, Sheet
from kasse.ui.widgets.choices import Choice, ChoicePage
from kasse.ui.widgets.choices import Section as Choices
from kasse.ui.widgets.fact_sheet import Block, Fact, Heading, Tone, Words
from kasse.ui.widgets.row_list import Row
from kasse.usecases.notify import NotificationView

WAYS = (
    "ELSTER, XML hochgeladen",
    "ELSTER, von Hand eingetragen",
    "Steuerberater",
    "DATEV MeinFiskal",
)
OTHER_WAY, OTHER_DAY = "other-way", "other-day"
EMPTY = "Noch keine. Sie entsteht bei der Inbetriebnahme von selbst, oder mit „Neue Meldung generieren“."


def history(
    views: Sequence[NotificationView] | None, chosen: int | None, today: date, zone: ZoneInfo
) -> Rows:
    """All that were made, newest first."""
    newest = next((view.number for view in views or () if not view.names_test_device), None)
    rows = tuple(_row(view, newest, today, zone) for view in views or ())
    return Rows(
        "Kassenmeldungen", rows, chosen, EMPTY if views is not None else "Die Meldungen werden gelesen."
    )


def _row(view: NotificationView, newest: int | None, today: date, zone: ZoneInfo) -> Row:
    mark, tone = _mark(view, newest, today)
    made = view.made_at.astimezone(zone)
    reason = REASONS[view.notification.reason]
    return Row(
        view.number, f"Meldung {view.number}", reason, f"{made:%d.%m.%Y}", f"{made:%H:%M} Uhr", mark, tone
    )


def _mark(view: NotificationView, newest: int | None, today: date) -> tuple[str, Tone]:
    if view.handed_in_on is not None:
        return "abgegeben", Tone.GOOD
    if view.names_test_device:
        return "Test-TSE", Tone.WAITING
    if view.number != newest:
        return "überholt", Tone.WAITING
    return ("überfällig", Tone.BAD) if today > view.due_on else ("offen", Tone.WARN)


def state_sheet(view: NotificationView | None, form: NotificationForm | None, today: date) -> Sheet:
    """What of a notification is still missing, until when it is due, and how it is handed in."""
    if view is None:
        return Sheet(
            "Kassenmeldung",
            (
                Words("Jede Kasse ist dem Finanzamt zu melden (§ 146a Absatz 4 AO), binnen eines Monats."),
                Words(
                    "Die Kasse schreibt die Meldung; geprüft und abgegeben wird sie vom Steuerpflichtigen."
                ),
            ),
        )
    return Sheet(f"Meldung {view.number}", tuple(_state(view, form, today)))


def _state(view: NotificationView, form: NotificationForm | None, today: date) -> Iterator[Block]:
    if view.handed_in_on is not None:
        yield Words(
            f"Abgegeben am {wording.day(view.handed_in_on)}: {view.handed_in_how}", Tone.GOOD, strong=True
        )
    elif view.names_test_device:
        yield Words(
            "Sie nennt die Test-TSE und wird nicht abgegeben. Zuerst eine zertifizierte TSE einrichten.",
            Tone.WARN,
            strong=True,
        )
    else:
        late = today > view.due_on
        yield Words(
            f"Abzugeben bis {wording.day(view.due_on)}{', die Frist ist verstrichen' if late else ''}.",
            Tone.BAD if late else Tone.WARN,
            strong=True,
        )
    for hint in view.hints:
        if not view.names_test_device or "Test-TSE" not in hint:
            yield Words(hint, Tone.WARN)
    if view.missing:
        yield Heading(f"Das fehlt noch ({len(view.missing)})")
        for text in view.missing:
            yield Words(text, Tone.WARN)
    if view.mailed_to:
        yield Fact("Zu mailen an", ", ".join(view.mailed_to))
    if form is not None:
        yield Heading("Zu beachten")
        for duty in form.duties:
            yield Words(duty)
        yield Heading("So wird gemeldet")
        for number, step in enumerate(form.steps, 1):
            yield Words(f"{number}. {step}")


def handed_in_page(on: date | None, how: str, today: date) -> ChoicePage:
    """When it was handed in, and how."""
    yesterday = date.fromordinal(today.toordinal() - 1)
    other = on if on not in (None, today, yesterday) else None
    days = (
        Choice(today, "Heute", wording.day(today), chosen=on == today),
        Choice(yesterday, "Gestern", wording.day(yesterday), chosen=on == yesterday),
        Choice(
            OTHER_DAY,
            "Anderer Tag",
            wording.day(other) if other else "",
            "calendar-days",
            chosen=other is not None,
        ),
    )
    ways = [Choice(way, way, chosen=way == how) for way in WAYS]
    own = how if how and how not in WAYS else ""
    ways.append(Choice(OTHER_WAY, own or "Anders", icon="" if own else "pencil", chosen=bool(own)))
    return ChoicePage(
        "Wann und wie wurde sie abgegeben?",
        (Choices("Wann", days), Choices("Wie", tuple(ways))),
        "Der Vermerk bleibt in den Büchern und lässt sich nicht ändern.",
        "Abbrechen",
    )


def hand_out_page(view: NotificationView, print_off: str, mail_off: str) -> ChoicePage:
    """What can be done with a notification."""
    package = "XML, PDF, MeinFiskal" if view.meinfiskal else "XML und PDF"
    choices = (
        Choice("print", "Drucken", "Datenblatt", "printer", off=print_off),
        Choice("save", "Speichern", package, "download"),
        Choice("mail", "Neu und mailen", "an die Empfänger", "mail", off=mail_off),
    )
    return ChoicePage(f"Meldung {view.number} ausgeben", (Choices("", choices),), "", "Zurück")
