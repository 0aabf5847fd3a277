"""What Germany's fiscal law leaves to the house: the TSE, outages, the notification."""

from __future__ import annotations

from collections.abc import Mapping

from kasse.settings.kinds import Choice, Day, Entries, Number, Recipients, Switch, Text
from kasse.settings.model import Scope, Setting

KIND_NAMES: Mapping[str, str] = {
    "software": "Software-TSE (nur zum Testen)",
    "swissbit": "Swissbit USB, SD oder LAN",
    "swissbit_cloud": "Swissbit Cloud",
    "fiskaly": "fiskaly SIGN DE",
    "epson": "Epson",
    "diebold": "Diebold Nixdorf",
}
"""What the kinds of signing devices are called (`ports.signing.TseSpec.kind`)."""
BY_ASSISTANT = "Die TSE richtet der Assistent der Kasse ein: Kasse → Finanzamt → TSE einrichten."
TSE_KIND = Setting(
    key="tse.kind",
    kind=Choice(KIND_NAMES),
    default="software",
    label="Art der TSE",
    help="Mit diesem Gerät werden alle Vorgänge abgesichert. Ein Wechsel wird über den Assistenten eingerichtet.",
    page="Finanzamt/TSE",
    scope=Scope.TERMINAL,
    elsewhere=BY_ASSISTANT,
    words=(
        "technische sicherheitseinrichtung",
        "kassensicherung",
        "signatur",
        "swissbit",
        "fiskaly",
        "epson",
    ),
)
TSE_PLACES = Setting(
    key="tse.places",
    kind=Entries(),
    default={},
    label="Angaben zur TSE",
    help="Adresse, Laufwerk oder Kennung, unter denen die TSE zu finden ist. Der Assistent fragt danach.",
    page="Finanzamt/TSE",
    scope=Scope.TERMINAL,
    elsewhere=BY_ASSISTANT,
    words=("laufwerk", "ip-adresse", "tss"),
)
TSE_DEADLINE = Setting(
    key="tse.deadline_seconds",
    kind=Number(1, 30, "Sekunden"),
    default=3,
    label="Wartezeit auf die TSE",
    help="Antwortet die TSE nicht in dieser Zeit, geht der Beleg mit dem Hinweis auf den Ausfall hinaus.",
    page="Finanzamt/TSE",
    words=("timeout", "frist", "hängt"),
)
OUTAGE_SLIPS = Setting(
    key="tse.outage_slips",
    kind=Switch(),
    default=True,
    label="Ausfallbeleg und Fehlerbehebungsbeleg drucken",
    help="Bei einem Ausfall der TSE und nach seinem Ende kommt ein Beleg aus dem Drucker; "
    "aufgezeichnet wird der Ausfall in jedem Fall.",
    page="Finanzamt/Ausfall",
    words=("tse ausfallbeleg", "störung", "ausfallbeleg nicht drucken"),
)
ACQUIRED_ON = Setting(
    key="notification.acquired_on",
    kind=Day(),
    default=None,
    label="Anschaffungsdatum der Kasse",
    help="Der Tag, an dem die Kasse gekauft, gemietet oder geleast wurde; er steht in der Kassenmeldung.",
    page="Finanzamt/Kassenmeldung",
    scope=Scope.TERMINAL,
    words=("§ 146a", "elster", "anschaffung", "kauf"),
)
TILL_ART = Setting(
    key="notification.till_art",
    kind=Number(1, 99),
    default=1,
    label="Art der Kasse (Schlüssel)",
    help="Schlüssel in der Kassenmeldung: 1 steht für eine Kasse am PC. Die übrigen nennt das Formular bei ELSTER.",
    page="Finanzamt/Kassenmeldung",
    scope=Scope.TERMINAL,
    words=("§ 146a", "elster", "aufzeichnungssystem"),
)
TILL_MAKER = Setting(
    key="notification.till_maker",
    kind=Text(60),
    default="kasse",
    label="Hersteller der Kasse",
    help="Wie der Hersteller in der Kassenmeldung heißt.",
    page="Finanzamt/Kassenmeldung",
    scope=Scope.TERMINAL,
    words=("§ 146a", "elster"),
)
TILL_MODEL = Setting(
    key="notification.till_model",
    kind=Text(60),
    default="PC-Kasse",
    label="Modell der Kasse",
    help="Wie das Modell in der Kassenmeldung heißt, etwa der Name des Kassenrechners.",
    page="Finanzamt/Kassenmeldung",
    scope=Scope.TERMINAL,
    words=("§ 146a", "elster", "gerät"),
)
BSI_ID = Setting(
    key="notification.bsi_id",
    kind=Text(30),
    default="",
    label="Zertifizierungs-ID der TSE",
    help="Nur nötig, wenn die TSE sie nicht selbst nennt: die Nummer BSI-K-TR-… aus ihren Unterlagen. "
    "Bei einem Wechsel der TSE wird das Feld geleert.",
    page="Finanzamt/Kassenmeldung",
    scope=Scope.TERMINAL,
    words=("bsi", "zertifikat", "elster"),
)
FISCAL_ADDRESSES = Setting(
    key="notification.addresses",
    kind=Recipients(),
    default=(),
    label="Empfänger der Kassenmeldung",
    help="An diese Mailadressen geht jede Kassenmeldung, die von selbst entsteht; eine je Zeile.",
    page="Finanzamt/Kassenmeldung",
    words=("steuerberater", "mail", "fiskaladresse"),
)
MEINFISKAL = Setting(
    key="notification.meinfiskal",
    kind=Switch(),
    default=False,
    label="Kassenmeldung für DATEV MeinFiskal bereitstellen",
    help="Jede Kassenmeldung wird zusätzlich als Übergabepaket für MeinFiskal abgelegt.",
    page="Finanzamt/Kassenmeldung",
    words=("datev", "steuerberater"),
)
