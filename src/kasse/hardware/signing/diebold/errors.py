"""What the error numbers of Diebold Nixdorf's web service mean for the person at the till, and what is to be done."""

from __future__ import annotations

from kasse.ports.signing import SigningError, SigningRefused

_SERVICE = "Bitte den Fehlercode an den Kundendienst geben."
_STICK = "Bitte die TSE abziehen, wieder anstecken und den TSE-Webservice neu starten."
_REPLACE = "Bitte eine neue TSE beschaffen; bis dahin läuft die Kasse mit dem Ausfallvermerk weiter."

SELF_TEST_RUNS, SELF_TEST_DUE, NO_DEFAULT_CLIENT = 11, 12, 13
EXPORT_REMOVE_MODE, EXPORT_MODE = 10, 15
CLIENT_UNKNOWN, WRONG_PASSWORD = 19, 30
NO_DATA = (5005, 5006, 5007)
NOT_INITIALIZED, TIME_NOT_SET, DISABLED = 5018, 5019, 5021

_SENTENCES: dict[int, str] = {
    1: f"Der TSE-Webservice versteht den Befehl nicht. {_SERVICE}",
    2: "Der TSE-Webservice kennt diesen Befehl nicht. Bitte eine neuere Version des Webservice einspielen.",
    5: f"Der TSE-Webservice kann den Befehl jetzt nicht ausführen. {_SERVICE}",
    8: f"Die TSE meldet einen Gerätefehler. {_STICK}",
    10: "Der letzte Export der TSE ist noch nicht abgeschlossen. Bitte gleich noch einmal versuchen.",
    11: "Die TSE testet sich gerade selbst. Bitte gleich noch einmal versuchen.",
    12: "Die TSE verlangt einen Selbsttest. Bitte ihn auslösen.",
    15: "Die TSE wird gerade exportiert. Bitte danach noch einmal versuchen.",
    16: f"Die TSE lässt sich nicht beschreiben. {_STICK}",
    19: "Diese Kasse ist an der TSE nicht angemeldet. Bitte sie in den Einstellungen der TSE anmelden.",
    20: f"Der Signaturchip der TSE ist nicht erreichbar. {_STICK}",
    21: (
        "Die TSE hat so viele offene Transaktionen, wie sie verwalten kann. Bitte offene Vorgänge abschließen."
    ),
    22: f"Die TSE hat alle ihre Signaturen verbraucht. {_REPLACE}",
    23: "An der TSE sind schon so viele Kassen angemeldet, wie sie verwalten kann. Bitte eine Kasse abmelden.",
    24: "Diese Kasse hat an der TSE noch offene Transaktionen. Bitte sie zuerst abschließen.",
    25: "An der TSE sind noch Transaktionen offen. Bitte sie zuerst an allen Kassen abschließen.",
    30: "Das Passwort der TSE ist falsch. Bitte in den Einstellungen berichtigen.",
    32: (
        "Das Passwort der TSE ist nach zu vielen falschen Eingaben gesperrt. Bitte es mit der PUK und dem "
        "Werkzeug des Herstellers entsperren."
    ),
    33: f"Die PUK der TSE ist gesperrt. {_REPLACE}",
    41: "Die TSE bekommt gerade ein Update. Bitte warten.",
    5001: f"Die TSE gibt ihre Signatur nicht heraus. {_STICK}",
    5002: f"Die TSE kann nicht speichern. Sie ist voll oder beschädigt; bitte exportieren. {_STICK}",
    5003: f"Die Uhr der TSE lässt sich nicht stellen. {_STICK}",
    5007: "Die TSE hat nichts zu exportieren.",
    5017: "Diese Transaktion ist bei der TSE nicht offen, oder eine andere Kasse hat sie begonnen.",
    5018: "Die TSE ist noch nicht eingerichtet. Bitte in den Einstellungen einrichten.",
    5019: "Die Uhr der TSE ist nicht gestellt. Bitte die Zeit der TSE neu stellen.",
    5020: f"Das Zertifikat der TSE ist abgelaufen. {_REPLACE}",
    5021: f"Die TSE ist außer Betrieb gesetzt. {_REPLACE}",
    5022: "Für diesen Befehl fehlt der TSE das richtige Passwort. Bitte in den Einstellungen berichtigen.",
    5023: "Für diesen Befehl fehlt der TSE das richtige Passwort. Bitte in den Einstellungen berichtigen.",
    5032: f"Die TSE konnte ihre Daten nicht löschen. {_STICK}",
    5033: "Seit dem letzten Export ist etwas dazugekommen. Bitte noch einmal ganz exportieren, dann löschen.",
}
_REFUSED = {3, 4, 9, 19, 21, 23, 24, 25, 1337, 5004, *NO_DATA, 5017, 5033}


def failure(code: int) -> SigningError:
    """What the service answered with status "error"; some versions count the chip's numbers below zero."""
    number = abs(code)
    sentence = _SENTENCES.get(number)
    if sentence is None and number in _REFUSED:
        sentence = f"Die TSE nimmt diesen Inhalt nicht an ({number}). {_SERVICE}"
    if sentence is None:
        sentence = f"Die TSE meldet den Fehler {number}. {_STICK}"
    return (SigningRefused if number in _REFUSED else SigningError)(sentence, str(number))


def is_code(error: SigningError, *codes: int) -> bool:
    """Whether it is one of these."""
    return error.code in {str(code) for code in codes}
