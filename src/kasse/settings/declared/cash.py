"""How the cash of operators is carried from day to day."""

from __future__ import annotations

from kasse.settings.kinds import Switch
from kasse.settings.model import Setting

CARRY_BALANCE = Setting(
    key="cash.carry_balance",
    kind=Switch(),
    default=False,
    label="Bargeldbestand mitführen",
    help="Am Tagesende wird der Bestand jedes Bedieners zum Anfangsbestand des neuen Kassendatums "
    "und in der TSE aufgezeichnet.",
    page="Bedienerabrechnung/Bargeld",
    words=("fiskalisierung deutschland", "anfangsbestand", "kellnerbestand", "geldtasche"),
)
BOOK_CASH_OUT = Setting(
    key="cash.book_out",
    kind=Switch(),
    default=False,
    label="Bar-Umsatz automatisch ausbuchen",
    help="Der Barumsatz jedes Bedieners wird am Tagesende als „Geldtransit aus Kasse“ ausgebucht; "
    "sonst geschieht das mit dem Artikel „Bargeldbestand eingeben“.",
    page="Bedienerabrechnung/Bargeld",
    words=("geldtransit", "abschöpfung"),
)
EXPORT_CASH_BOOK = Setting(
    key="cash.export_book",
    kind=Switch(),
    default=False,
    label="Tageswechsel: Export Kassenbuch",
    help="Beim Tagesabschluss werden die Barbewegungen des Tages als Kassenbuch in den Ordner „exports“ geschrieben; "
    "führt die Kasse den Bargeldbestand mit, wird der Bar-Umsatz dann von selbst ausgebucht.",
    page="Bedienerabrechnung/Bargeld",
    words=("kassabuch", "kassenbuch", "tageswechsel"),
)
