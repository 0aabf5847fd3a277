"""Papers: what is printed how often and where, and the drawer that hangs on the printer."""

from __future__ import annotations

from kasse.settings.kinds import Number, Printer, Switch
from kasse.settings.model import Scope, Setting

RECEIPT_COPIES = Setting(
    key="receipt.copies",
    kind=Number(1, 5),
    default=1,
    label="Bonexemplare",
    help="So oft wird ein Beleg nach der Zahlung gedruckt. Ab dem zweiten steht „KOPIE“ darauf.",
    page="Belege und Bons/Rechnung",
    scope=Scope.TERMINAL,
    words=("bonkopie", "doppelt drucken", "durchschlag", "rechnungskopie", "anzahl"),
)
INTERIM_BILLS = Setting(
    key="receipt.interim_bills",
    kind=Switch(),
    default=True,
    label="Zwischenrechnung",
    help="Vor dem Bezahlen lässt sich drucken, was der Tisch bisher schuldet. Das Papier ist keine Rechnung.",
    page="Belege und Bons/Rechnung",
    words=("zwischenbon", "proforma", "informationsrechnung", "vorabrechnung"),
)
REPORT_PRINTER = Setting(
    key="reports.printer",
    kind=Printer(),
    default="",
    label="Drucker für Berichte",
    help="Hier kommen Zwischenbericht und Tagesabschluss heraus; ohne Angabe auf dem Belegdrucker der Kasse.",
    page="Belege und Bons/Berichte",
    scope=Scope.TERMINAL,
    words=("x-bericht", "z-bericht", "bürodrucker", "tagesbericht"),
)
PRINT_X = Setting(
    key="reports.print_x",
    kind=Switch(),
    default=True,
    label="Zwischenbericht drucken",
    help="Ein Zwischenbericht kommt auch auf Papier heraus; sonst steht sein Umsatz nur auf dem Bildschirm.",
    page="Belege und Bons/Berichte",
    words=("x-bericht", "x-abschlag", "kassenbericht"),
)
Z_COPIES = Setting(
    key="reports.z_copies",
    kind=Number(0, 3),
    default=1,
    label="Exemplare des Tagesabschlusses",
    help="So oft wird der Tagesabschluss gedruckt. Aufgezeichnet wird er auch ohne Papier.",
    page="Belege und Bons/Berichte",
    words=("z-bericht", "z-abschlag", "tagesbericht", "kassenabschluss"),
)
RETRY_SECONDS = Setting(
    key="printing.retry_seconds",
    kind=Number(5, 300, "Sekunden", step=5),
    default=30,
    label="Drucker wieder versuchen nach",
    help="Antwortet ein Drucker nicht, wird es immer seltener versucht, spätestens aber nach dieser Zeit wieder.",
    page="Drucker und Lade/Druck",
    words=("druckerfehler", "wiederholung", "papier leer", "störung"),
)
KEPT_PAPERS = Setting(
    key="printing.kept_papers",
    kind=Number(20, 5000, step=10),
    default=200,
    label="Papiere aufheben",
    help="So viele Papiere hebt ein Drucker ohne Papier auf; danach gehen die ältesten. Die Bücher betrifft das nicht.",
    page="Drucker und Lade/Druck",
    words=("virtueller drucker", "letzte papiere", "speicher"),
)
DRAWER_FOR_CASH = Setting(
    key="drawer.for_cash",
    kind=Switch(),
    default=True,
    label="Schublade bei Barzahlung öffnen",
    help="Bei einer Barzahlung springt die Schublade auf. Für andere Zahlungsarten sagt es die Zahlungsart.",
    page="Drucker und Lade/Schublade",
    scope=Scope.TERMINAL,
    words=("kassenlade", "lade", "geldschublade", "geldlade"),
)
DRAWER_SECONDS = Setting(
    key="drawer.seconds",
    kind=Number(5, 120, "Sekunden", step=5),
    default=20,
    label="Schublade höchstens verspätet um",
    help="War der Drucker nicht bereit, öffnet sich die Schublade noch so lange danach, später nicht mehr: Dann steht "
    "niemand mehr davor.",
    page="Drucker und Lade/Schublade",
    words=("kassenlade", "lade", "geldschublade"),
)
