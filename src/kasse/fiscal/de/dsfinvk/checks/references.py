"""References from one receipt to another: whoever is named must exist, as far as the export reaches (group 5)."""

from __future__ import annotations

from collections.abc import Callable

from kasse.fiscal.de.dsfinvk.checks.closing import place
from kasse.fiscal.de.dsfinvk.checks.files import Overview
from kasse.fiscal.de.dsfinvk.checks.findings import Findings
from kasse.fiscal.de.dsfinvk.checks.numbers import IdSet
from kasse.fiscal.de.findings import shown

_TYPE, _DATE, _TILL, _NUMBER, _TARGET = place(
    "references", "REF_TYP", "REF_DATUM", "REF_Z_KASSE_ID", "REF_Z_NR", "REF_BON_ID"
)
_OWN = "Transaktion"


def check_references(
    overview: Overview, ids: dict[str, IdSet], findings: Findings, read: Callable[[int], None]
) -> None:
    """Look each reference up among all BON_IDs (by Z_KASSE_ID), now that they are known."""
    looked = overview.sheets.get("references")
    if looked is None:
        return
    created = {(till, number): moment for till, moment, number in overview.order}
    for batch in looked.sheet.batches(Findings(), read):
        for i, row in enumerate(batch.rows):
            till, number, target = row[_TILL] or row[0], row[_NUMBER], row[_TARGET]
            if row[_TYPE] != _OWN or (till, number) not in created:
                continue
            if till in ids and ids[till].is_whole and target not in ids[till]:
                text = f"Den Bon {shown(target)}, auf den verwiesen wird, gibt es nicht."
                findings.error(5, "reference", text, "references.csv", batch.lines[i])
            elif row[_DATE] and not created[till, number].startswith(row[_DATE][:10]):
                text = "REF_DATUM ist nicht der Zeitpunkt des Abschlusses, auf den verwiesen wird."
                findings.hint(5, "reference-date", text, "references.csv", batch.lines[i])
