"""The notification as the form in "Mein ELSTER" asks for it: fields by group, what is missing, how to hand it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from kasse.fiscal.de.notification.duty import due_on
from kasse.fiscal.de.notification.xml_file import german_day, short_bsi_id, xml_of
from kasse.ports.notification import FormField, FormSection, Notification, NotificationForm, NotifiedTill

ARTS: Mapping[int, str] = {1: "Computergestütztes Kassensystem (PC-Kasse)"}
"""Known keys of kinds of recording systems; others are shown as numbers."""
TSE_FORMS: Mapping[int, str] = {1: "SD-Karte", 2: "USB", 3: "Cloud"}

STEPS: tuple[str, ...] = (
    (
        "Unter www.elster.de bei „Mein ELSTER“ anmelden und das Formular „Mitteilung über elektronische "
        "Aufzeichnungssysteme (§ 146a Absatz 4 AO)“ öffnen."
    ),
    "Gruppe 1: Steuernummer und Namen des Steuerpflichtigen eintragen oder aus dem Profil übernehmen.",
    (
        "Gruppe 2: Bezeichnung und Anschrift der Betriebsstätte eintragen. Für jede Betriebsstätte ist eine eigene "
        "Mitteilung abzugeben."
    ),
    "Gruppe 3: entweder die XML-Datei hochladen oder für jede Kasse die Felder so abtippen, wie sie hier stehen.",
    "Alle Felder mit diesem Blatt vergleichen. Was hier „fehlt noch“ heißt, selbst ergänzen.",
    "Absenden, das Übertragungsprotokoll aufbewahren und die Meldung in der Kasse als abgegeben vermerken.",
)
DUTIES: tuple[str, ...] = (
    (
        "Diese Daten sind die, die der Kasse bekannt sind. Der Steuerpflichtige muss sie prüfen und ergänzen; "
        "verantwortlich für die Mitteilung ist er."
    ),
    "Jede Mitteilung nennt alle Kassen der Betriebsstätte und ersetzt die vorige ganz.",
    (
        "Frist: ein Monat nach Anschaffung oder Außerbetriebnahme. Mieten und Leasen zählen wie Anschaffen. "
        "Für Kassen, die vor dem 01.07.2025 angeschafft wurden, lief sie bis zum 31.07.2025."
    ),
)


def form_of(notification: Notification) -> NotificationForm:
    """What the law makes of the facts."""
    sections = (_taxpayer(notification), _site(notification), *map(_till, notification.tills))
    missing = tuple(
        f"{section.title}: {field.label}"
        for section in sections
        for field in section.fields
        if field.needed and not field.value
    )
    hints = tuple(hint for till in notification.tills for hint in _hints(till))
    return NotificationForm(
        xml=xml_of(notification),
        sections=sections,
        missing=missing,
        hints=hints,
        steps=STEPS,
        duties=DUTIES,
        due_on=due_on(notification.happened_on),
    )


def _taxpayer(n: Notification) -> FormSection:
    return FormSection(
        "1 Steuerpflichtiger",
        (
            FormField("Name", n.firm),
            FormField("Inhaber", n.owner, needed=False),
            FormField("Straße", n.street),
            FormField("PLZ, Ort", _town(n.postcode, n.city)),
            FormField("Steuernummer", n.tax_number),
            FormField("Finanzamt", n.tax_office, needed=False),
        ),
    )


def _site(n: Notification) -> FormSection:
    in_use = sum(till.ended_on is None for till in n.tills)
    return FormSection(
        "2 Betriebsstätte",
        (
            FormField("Bezeichnung", n.site_name),
            FormField("Straße", n.site_street),
            FormField("PLZ, Ort", _town(n.site_postcode, n.site_city)),
            FormField("Anzahl der Kassen", f"{len(n.tills)}, davon {in_use} in Betrieb"),
        ),
    )


def _town(postcode: str, city: str) -> str:
    return f"{postcode} {city}" if postcode and city else ""


def _till(t: NotifiedTill) -> FormSection:
    fields = [
        FormField("Art", f"{t.art} {ARTS.get(t.art, '')}".strip()),
        FormField("Software", t.software),
        FormField("Version der Software", t.software_version),
        FormField("Seriennummer", t.serial),
        FormField("Hersteller", t.maker),
        FormField("Modell", t.model),
        FormField("Seriennummer der TSE", t.tse_serial),
        FormField("Inbetriebnahme der TSE", german_day(t.tse_started_on)),
        FormField("Zertifizierungs-ID des BSI", short_bsi_id(t.bsi_id)),
        FormField("Art der TSE", "" if t.tse_form is None else _tse_form(t.tse_form)),
        FormField("Anschaffung", german_day(t.acquired_on)),
        FormField("Inbetriebnahme", german_day(t.started_on)),
    ]
    if t.ended_on is not None:
        fields += [
            FormField("Außerbetriebnahme", german_day(t.ended_on)),
            FormField("Grund der Außerbetriebnahme", t.end_reason),
        ]
    return FormSection(f"3 Kasse {t.number} „{t.name}“", tuple(fields))


def _tse_form(form: int) -> str:
    return f"{form} {TSE_FORMS.get(form, '')}".strip()


def _hints(t: NotifiedTill) -> Iterator[str]:
    who = f"Kasse {t.number}"
    if t.tse_is_test:
        yield (
            f"{who} arbeitet mit der Test-TSE, die nicht zertifiziert ist. So darf sie nicht für echte Umsätze "
            "benutzt und nicht gemeldet werden."
        )
    if t.bsi_id and not short_bsi_id(t.bsi_id):
        yield f"{who}: „{t.bsi_id}“ ist keine Zertifizierungs-ID der Form BSI-K-TR-0000-2026."
    order: tuple[tuple[str, date | None, str, date | None], ...] = (
        ("Inbetriebnahme", t.started_on, "Anschaffung", t.acquired_on),
        ("Außerbetriebnahme", t.ended_on, "Inbetriebnahme", t.started_on),
    )
    for later, later_on, earlier, earlier_on in order:
        if later_on is not None and earlier_on is not None and later_on < earlier_on:
            yield f"{who}: Die {later} ({german_day(later_on)}) liegt vor der {earlier} ({german_day(earlier_on)})."
