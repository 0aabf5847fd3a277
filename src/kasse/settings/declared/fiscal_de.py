"""What Germany's fiscal law leaves to the house: the TSE, outages, the notification."""

from __future__ import annotations

from kasse.settings.kinds import Choice, Day, Entries, Number, Recipients, Switch
from kasse.settings.model import Scope, Setting

TSE_KIND = Setting(
    key="tse.kind",
    kind=Choice(
        {
            "software": "Software-TSE (nur zum Testen)",
            "swissbit": "Swissbit USB, SD oder LAN",
            "swissbit_cloud": "Swissbit Cloud",
            "fiskaly": "fiskaly SIGN DE",
            "epson": "Epson",
            "diebold": "Diebold Nixdorf",
        }
    ),
    default="software",
    label="Art der TSE",
    help="Mit diesem Gerät werden alle Vorgänge abgesichert. Ein Wechsel wird über den Assistenten eingerichtet.",
    page="Finanzamt/TSE",
    scope=Scope.TERMINAL,
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
