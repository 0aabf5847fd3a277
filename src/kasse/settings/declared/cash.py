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
BOOK_CASH_OUT = Setting(
    key="cash.book_out",
    kind=Switch(),
    default=False,
    label="Bar-Umsatz automatisch ausbuchen",
    help="Führt die Kasse den Bargeldbestand mit, wird der Barumsatz jedes Bedieners am Tagesende als „Geldtransit "
    "aus Kasse“ ausgebucht; sonst geschieht das mit dem Artikel „Bargeldbestand eingeben“.",
    page="Bedienerabrechnung/Bargeld",
    words=("geldtransit", "abschöpfung"),
    on_with=(CARRY_BALANCE, EXPORT_CASH_BOOK),
)
BOOK_DIFFERENCE = Setting(
    key="cash.book_difference",
    kind=Switch(),
    default=True,
    label="Kassendifferenz buchen",
    help="Wurde beim Tagesabschluss mehr oder weniger Bargeld gezählt, als da sein soll, wird der Unterschied mit "
    "einem Beleg gebucht, damit das Kassenbuch zeigt, was wirklich in der Lade ist.",
    page="Bedienerabrechnung/Bargeld",
    words=("differenz", "soll", "ist", "zählen", "kassensturz"),
)
