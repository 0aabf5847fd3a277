"""The sheet of a notification to the tax office (Kassenmeldung): grouped like the form, with how to fill it in."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kasse.documents.head import day, moment
from kasse.documents.page import PageWriter
from kasse.ports.notification import FormField, NotificationForm, Reason
from kasse.ports.paper import Page, Size

TITLE = "Kassenmeldung"
MISSING = "fehlt noch"
REASONS = {
    Reason.COMMISSIONING: "Inbetriebnahme",
    Reason.TSE_CHANGE: "Wechsel der TSE",
    Reason.DECOMMISSIONING: "Außerbetriebnahme",
    Reason.ON_DEMAND: "auf Wunsch erstellt",
}
_LONG = 24
"""A value of more characters has a line of its own."""


def notification_page(
    form: NotificationForm, *, number: int, reason: Reason, made_at: datetime, zone: ZoneInfo
) -> Page:
    """All that is known for the form, what is missing, and what to do with it."""
    writer = PageWriter(f"{TITLE} {number}")
    writer.text(f"{TITLE} {number}", size=Size.TALL, bold=True)
    writer.text("Mitteilung nach § 146a Absatz 4 AO", size=Size.SMALL)
    writer.pair("Anlass", REASONS[reason])
    writer.pair("Erstellt", moment(made_at, zone))
    if reason is not Reason.ON_DEMAND:  # nobody waits for what somebody only wanted to see
        writer.pair("Abzugeben bis", day(form.due_on), bold=True)
    for hint in form.hints:
        writer.banner(hint, size=Size.NORMAL)
    for section in form.sections:
        writer.rule()
        writer.text(section.title, bold=True)
        for field in section.fields:
            _field(writer, field)
    if form.missing:
        writer.rule()
        writer.text("Das fehlt noch", bold=True)
        for missing in form.missing:
            writer.text(f"– {missing}")
    writer.rule()
    writer.text("So wird gemeldet", bold=True)
    for count, step in enumerate(form.steps, 1):
        writer.text(f"{count}. {step}")
    writer.rule()
    writer.text("Zu beachten", bold=True)
    for duty in form.duties:
        writer.text(f"– {duty}")
    return writer.page()


def _field(writer: PageWriter, field: FormField) -> None:
    value = field.value or (MISSING if field.needed else "–")
    if len(value) <= _LONG:
        writer.pair(field.label, value, bold=field.needed and not field.value)
    else:
        writer.text(f"{field.label}:")
        writer.text(value, size=Size.SMALL, indent=2)
