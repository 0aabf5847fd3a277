"""The notification as an XML file for the upload in "Mein ELSTER".

The schema itself is not public; names and order below are those of files that the portal has taken. So the file says
that it has to be checked there, and everything that may turn out different is data of this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree as ET

from kasse.ports.notification import Notification, NotifiedTill

NAMESPACE = "http://finkonsens.de/elster/elsternachricht/aufzeichnung146a/v1"
ROOT, TILL = "Aufzeichnung146a", "AngabenAufzeichnungssystem"
NOTE = "Entwurf aus der Kasse: bitte nach dem Hochladen im Portal alle Angaben prüfen und ergänzen."
_BSI_ID = re.compile(r"(?:BSI-K-TR-)?(\d{4}-\d{4})")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def german_day(day: date | None) -> str:
    """31.12.2026, or nothing."""
    return "" if day is None else f"{day:%d.%m.%Y}"


def short_bsi_id(text: str) -> str:
    """The number in BSI-K-TR-nnnn-yyyy; empty if it is none."""
    found = _BSI_ID.fullmatch(text.strip())
    return found[1] if found else ""


ELEMENTS: tuple[tuple[str, Callable[[NotifiedTill], str]], ...] = (
    ("Art", lambda t: str(t.art)),
    ("Software", lambda t: t.software),
    ("SoftwareVersion", lambda t: t.software_version),
    ("SeriennummerAS", lambda t: t.serial),
    ("Hersteller", lambda t: t.maker),
    ("Modell", lambda t: t.model),
    ("SeriennummerTSE", lambda t: t.tse_serial),
    ("InbetriebnahmeTSE", lambda t: german_day(t.tse_started_on)),
    ("BSIID", lambda t: short_bsi_id(t.bsi_id)),
    ("ArtTSE", lambda t: "" if t.tse_form is None else str(t.tse_form)),
    ("AnschaffungAS", lambda t: german_day(t.acquired_on)),
    ("InbetriebnahmeAS", lambda t: german_day(t.started_on)),
    ("AusserbetriebnahmeAS", lambda t: german_day(t.ended_on)),
    ("GrundAusserbetriebnahme", lambda t: t.end_reason if t.ended_on else ""),
)
"""Of each till, in this order; what is empty is left out."""


def xml_of(notification: Notification) -> str:
    """The file's text. Firm and site stand in a comment, since they are entered in the portal itself."""
    root = ET.Element(ROOT, {"xmlns": NAMESPACE, "version": "1"})
    systems = ET.SubElement(root, ROOT)
    for till in notification.tills:
        system = ET.SubElement(systems, TILL)
        for name, value_of in ELEMENTS:
            value = _line(value_of(till))
            if value:
                ET.SubElement(system, name).text = value
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- {NOTE}\n{_head(notification)} -->\n{body}\n'


def _head(n: Notification) -> str:
    lines = (
        f"Im Portal einzugeben: {n.firm}, {n.street}, {n.postcode} {n.city}, Steuernummer {n.tax_number or 'fehlt noch'}",
        f"Betriebsstätte: {n.site_name}, {n.site_street}, {n.site_postcode} {n.site_city}",
    )
    return "\n".join(
        re.sub("-(?=-|$)", "\u2013", _line(line)) for line in lines
    )  # "--" would end the comment


def _line(text: str) -> str:
    """A text on one line, with nothing that XML cannot hold."""
    return " ".join(_NOT_XML.sub(" ", text).split())
