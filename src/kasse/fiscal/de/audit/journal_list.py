"""The journal list: what each number was that is no Bon (BON_ID counts all acts of the journal)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from kasse.fiscal.de.audit.csv_file import wall_clock
from kasse.fiscal.de.audit.words import ACTS
from kasse.fiscal.de.findings import shown
from kasse.ports.journal import ActLine

COLUMNS = ("Kasse", "Nummer", "Zeitpunkt", "Kassendatum", "Art", "Bediener", "Name", "Angaben")
_DETAILS: Mapping[str, str] = {
    "order": "Bestellung",
    "receipt": "Beleg",
    "note": "Vermerk",
    "closing": "Abschluss",
    "outage": "Ausfall",
    "version": "Version",
    "reason": "Grund",
    "table": "Tisch",
    "check": "Prüfung",
    "archive": "Archiv",
    "notification": "Meldung",
    "handed_in": "abgegeben: Meldung",
    "first": "erster Beleg",
    "last": "letzter Beleg",
    "skipped_receipts": "übersprungene Belege",
    "skipped_orders": "übersprungene Bestellungen",
    "article": "Artikel",
}
"""What is told of the body of an act, as far as it is a word or a number."""


def gap_rows(
    lines: Iterable[ActLine], is_bon: Callable[[int, int], bool], names: Mapping[int, str], zone: ZoneInfo
) -> Iterator[tuple[str, ...]]:
    """A row for each act that is no Bon. `is_bon` answers for a terminal and a number, `names` are the operators'."""
    for line in lines:
        if not is_bon(line.terminal, line.seq):
            yield (
                str(line.terminal),
                str(line.seq),
                wall_clock(line.at, zone),
                line.business_date,
                ACTS.get(line.kind, line.kind),
                str(line.operator or ""),
                names.get(line.operator, ""),
                _details(line.body),
            )


def _details(body: str) -> str:
    try:
        facts = json.loads(body)
    except ValueError:
        return "nicht lesbar"
    if not isinstance(facts, dict):
        return ""
    found = [
        f"{word} {facts[key]}"
        for key, word in _DETAILS.items()
        if isinstance(facts.get(key), str | int) and facts[key] != ""
    ]
    return shown(", ".join(found), 200)
