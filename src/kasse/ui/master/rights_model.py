"""Rights of password levels: what each right means, and the steps from one table of rights to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right, Staff
from kasse.domain.staff.operators import RIGHT_NAMES

GROUPS: Mapping[str, tuple[Right, ...]] = {
    "Bonieren": (
        Right.ORDER,
        Right.VOID,
        Right.PRICE,
        Right.DISCOUNT,
        Right.TRANSFER,
        Right.HAND_OVER,
        Right.OTHERS_TABLES,
    ),
    "Kassieren": (Right.PAY, Right.INTERNAL, Right.REVERSAL, Right.REPRINT, Right.CASH),
    "Leitung": (Right.REPORT, Right.CLOSE_DAY, Right.MASTER_DATA, Right.SETTINGS),
}
"""Every right, in the order in which the table shows them."""

HELP: Mapping[Right, str] = {
    Right.ORDER: "Artikel bonieren und an Küche und Schank senden.",
    Right.VOID: "Bereits gesendete Posten mit einem Grund stornieren.",
    Right.PRICE: "Den Preis eines Postens am Tisch ändern.",
    Right.DISCOUNT: "Auf Posten oder die ganze Rechnung Rabatt geben.",
    Right.TRANSFER: "Posten und Tische umbuchen.",
    Right.HAND_OVER: "Tische anderen Bedienern übergeben und ihre übernehmen.",
    Right.OTHERS_TABLES: "Auch auf Tischen arbeiten, die ein anderer bedient.",
    Right.PAY: "Zwischenrechnungen drucken und Tische kassieren.",
    Right.INTERNAL: "Auf interne Konten wie Personal oder Eigenverbrauch buchen.",
    Right.REVERSAL: "Eine abgeschlossene Rechnung stornieren.",
    Right.REPRINT: "Kopien von Belegen und Nachweise über Ausfälle drucken.",
    Right.CASH: "Geld ein- und auszahlen, Lade öffnen, Bargeld zählen.",
    Right.REPORT: "Berichte mit Umsätzen ansehen und drucken.",
    Right.CLOSE_DAY: "Den Tag abschließen.",
    Right.MASTER_DATA: "Artikel, Tische, Bediener ändern; Artikel sperren.",
    Right.SETTINGS: "Einstellungen ändern, TSE einrichten, Meldungen und Prüfung.",
}
"""What somebody may do who has the right."""


@dataclass(frozen=True, slots=True)
class RightsTable:
    """All levels with their rights, and who is in them."""

    staff: Staff

    def has(self, level: int, right: Right) -> bool:
        """Whether a level gives a right."""
        return right in self.staff.levels[level].rights

    def toggled(self, level: int, right: Right, by: Operator) -> RightsTable:
        """The level with the right, or without it.

        Raises:
            Refused: nobody would have all rights any more, or whoever gives the right lacks it.
        """
        before = self.staff.levels[level]
        if right not in before.rights and not self.staff.may(by, right):
            raise Refused(f"„{RIGHT_NAMES[right]}“ gibt nur, wer es selbst hat.")
        after = replace(before, rights=before.rights ^ {right})
        changed = replace(self, staff=replace(self.staff, levels={**self.staff.levels, level: after}))
        if administrators(self.staff) and not administrators(changed.staff):
            raise Refused(
                f"Dann hätte niemand mehr alle Rechte. „{RIGHT_NAMES[right]}“ bleibt bei „{before.name}“; "
                "bitte zuerst einem anderen alle Rechte geben."
            )
        return changed

    def members(self, level: int) -> tuple[Operator, ...]:
        """Who is in a level and still works here, by number."""
        operators = sorted(self.staff.operators.items())
        return tuple(operator for _, operator in operators if operator.level == level and operator.active)


def administrators(staff: Staff) -> tuple[Operator, ...]:
    """Who can sign in with every right there is and does not only practise."""
    return tuple(
        operator
        for operator in staff.operators.values()
        if operator.active and operator.pin_hash and not operator.training and staff.has_all_rights(operator)
    )
