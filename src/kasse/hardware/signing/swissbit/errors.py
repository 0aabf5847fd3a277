"""What the errors of Swissbit's chip mean for the person at the till, and what is to be done. Epson uses the chip, too."""

from __future__ import annotations

from dataclasses import dataclass

from kasse.hardware.signing.swissbit.values import WormError
from kasse.ports.signing import SigningError, SigningRefused

_REPLUG = "Bitte die TSE abziehen, wieder anstecken und noch einmal versuchen."
_CONNECT = "Bitte prüfen, ob die TSE fest steckt und ob sie Strom hat."
_REPLACE = "Bitte eine neue TSE beschaffen; bis dahin läuft die Kasse mit dem Ausfallvermerk weiter."
_NETWORK = "Bitte Netzwerk und Adresse der LAN-TSE prüfen."
_SERVICE = "Bitte den Fehlercode an den Kundendienst geben."


@dataclass(frozen=True, slots=True)
class Meaning:
    """An error of the chip. Refused: the device is well, and the question was wrong."""

    code: int
    name: str
    sentence: str
    refused: bool = False


MEANINGS = (
    Meaning(1, "INVALID_PARAMETER", f"Die TSE versteht die Anfrage nicht. {_SERVICE}", refused=True),
    Meaning(2, "NO_TSE", f"An dieser Stelle ist keine TSE. {_CONNECT}"),
    Meaning(3, "IO", f"Die TSE lässt sich nicht lesen oder beschreiben. {_REPLUG}"),
    Meaning(4, "TIMEOUT", f"Die TSE hat nicht rechtzeitig geantwortet. {_CONNECT}"),
    Meaning(5, "OUTOFMEM", "Der Speicher des Rechners ist voll. Bitte andere Programme schließen."),
    Meaning(6, "INVALID_RESPONSE", f"Die TSE hat Unverständliches geantwortet. {_REPLUG}"),
    Meaning(7, "STORE_FULL_INTERNAL", "Der Speicher der TSE ist voll. Bitte die TSE exportieren und leeren."),
    Meaning(8, "RESPONSE_MISSING", f"Die TSE hat einen Befehl nicht beantwortet. {_REPLUG}"),
    Meaning(
        9, "EXPORT_NOT_INITIALIZED", "Der Export ist nicht möglich: Die TSE ist noch nicht eingerichtet."
    ),
    Meaning(10, "EXPORT_FAILED", "Der Export der TSE ist abgebrochen. Bitte noch einmal versuchen."),
    Meaning(
        13,
        "POWER_CYCLE_DETECTED",
        "Die TSE war kurz ohne Strom. Bitte prüfen, ob sie fest steckt; die nächste Signatur versucht es neu.",
    ),
    Meaning(14, "FIRMWARE_UPDATE_NOT_APPLIED", f"Die TSE steckt in einem Update. {_SERVICE}"),
    Meaning(15, "THREAD_START_FAILED", "Der Rechner ist überlastet. Bitte andere Programme schließen."),
    Meaning(16, "NETWORK", f"Die LAN-TSE ist über das Netzwerk nicht erreichbar. {_NETWORK}"),
    Meaning(
        17,
        "UNSUPPORTED",
        "Die Bibliothek von Swissbit oder die TSE kennt diesen Befehl nicht. "
        "Bitte eine neuere Bibliothek vom Händler der TSE einspielen.",
    ),
    Meaning(
        18,
        "LAN_TOKEN_INVALID",
        "Die LAN-TSE nimmt das Zugangskennwort (Token) nicht an. Bitte in den Einstellungen berichtigen.",
    ),
    Meaning(19, "NETWORK_TIMEOUT", f"Die LAN-TSE hat nicht rechtzeitig geantwortet. {_NETWORK}"),
    Meaning(20, "CONNECTION_FAILED", f"Die LAN-TSE nimmt keine Verbindung an. {_NETWORK}"),
    Meaning(21, "UNBALANCED_LOCKS", "Die LAN-TSE ist noch gesperrt. Bitte das Programm neu starten."),
    Meaning(22, "INVALID_SERVER_RESPONSE", f"Die LAN-TSE hat Unverständliches geantwortet. {_NETWORK}"),
    Meaning(23, "INVALID_STATE", f"Die TSE ist für diesen Befehl im falschen Zustand. {_SERVICE}"),
    Meaning(
        24,
        "TSE_NOT_FOUND",
        "In der LAN-TSE steckt keine TSE mit dieser Seriennummer. Bitte die Angabe prüfen.",
    ),
    Meaning(25, "EXPORT_LIMIT_TOO_LOW", f"Der Export passt nicht in die erlaubte Größe. {_SERVICE}"),
    Meaning(0x1001, "UNKNOWN", f"Die TSE meldet einen inneren Fehler. {_REPLUG}"),
    Meaning(0x1002, "NO_TIME_SET", "Die Uhr der TSE ist nicht gestellt. Bitte die Zeit der TSE neu stellen."),
    Meaning(
        0x1004, "NO_TRANSACTION_IN_PROGRESS", "Die TSE kennt keine offene Transaktion dazu.", refused=True
    ),
    Meaning(0x1005, "INVALID_CMD_SYNTAX", f"Die TSE nimmt diesen Inhalt nicht an. {_SERVICE}", refused=True),
    Meaning(
        0x1006, "NOT_ENOUGH_DATA_WRITTEN", f"Die TSE hat zu wenig Daten bekommen. {_SERVICE}", refused=True
    ),
    Meaning(
        0x1007, "TSE_INVALID_PARAMETER", f"Die TSE nimmt diesen Inhalt nicht an. {_SERVICE}", refused=True
    ),
    Meaning(
        0x1008,
        "TRANSACTION_NOT_STARTED",
        "Diese Transaktion ist bei der TSE nicht offen, oder eine andere Kasse hat sie begonnen.",
        refused=True,
    ),
    Meaning(
        0x1009,
        "MAX_PARALLEL_TRANSACTIONS",
        "Die TSE hat so viele offene Transaktionen, wie sie verwalten kann. Bitte offene Vorgänge abschließen.",
        refused=True,
    ),
    Meaning(0x100A, "CERTIFICATE_EXPIRED", f"Das Zertifikat der TSE ist abgelaufen. {_REPLACE}"),
    Meaning(0x100C, "NO_LAST_TRANSACTION", "Die TSE hat für diese Kasse noch nichts signiert.", refused=True),
    Meaning(0x100D, "CMD_NOT_ALLOWED", f"Die TSE erlaubt diesen Befehl jetzt nicht. {_SERVICE}"),
    Meaning(
        0x100E, "TRANSACTION_SIGNATURES_EXCEEDED", f"Die TSE hat alle ihre Signaturen verbraucht. {_REPLACE}"
    ),
    Meaning(0x100F, "NOT_AUTHORIZED", "Für diesen Befehl fehlt der TSE die Anmeldung mit PIN."),
    Meaning(
        0x1010,
        "MAX_REGISTERED_CLIENTS_REACHED",
        "An der TSE sind schon so viele Kassen angemeldet, wie sie verwalten kann. Bitte eine Kasse abmelden.",
        refused=True,
    ),
    Meaning(
        0x1011,
        "CLIENT_NOT_REGISTERED",
        "Diese Kasse ist an der TSE nicht angemeldet. Bitte sie in den Einstellungen der TSE anmelden.",
        refused=True,
    ),
    Meaning(
        0x1012,
        "EXPORT_UNACKNOWLEDGED_DATA",
        "Seit dem letzten Export ist etwas dazugekommen. Bitte noch einmal ganz exportieren, dann löschen.",
        refused=True,
    ),
    Meaning(
        0x1013,
        "CLIENT_HAS_UNFINISHED_TRANSACTIONS",
        "Diese Kasse hat an der TSE noch offene Transaktionen. Bitte sie zuerst abschließen.",
        refused=True,
    ),
    Meaning(
        0x1014,
        "TSE_HAS_UNFINISHED_TRANSACTIONS",
        "An der TSE sind noch Transaktionen offen. Bitte sie zuerst an allen Kassen abschließen.",
        refused=True,
    ),
    Meaning(0x1015, "TSE_NO_RESPONSE_TO_FETCH", f"Die TSE hat keine Antwort bereit. {_REPLUG}"),
    Meaning(0x1016, "NOT_ALLOWED_EXPORT_IN_PROGRESS", "Die TSE wird gerade exportiert. Bitte danach weiter."),
    Meaning(0x1017, "STORE_FULL", "Der Speicher der TSE ist voll. Bitte die TSE exportieren und leeren."),
    Meaning(0x1050, "WRONG_STATE_NEEDS_PUK_CHANGE", "Die TSE ist noch nicht eingerichtet. Bitte einrichten."),
    Meaning(0x1051, "WRONG_STATE_NEEDS_PIN_CHANGE", "Die TSE ist noch nicht eingerichtet. Bitte einrichten."),
    Meaning(
        0x1053,
        "WRONG_STATE_NEEDS_ACTIVE_CTSS",
        "Die TSE gibt ihre Daten nicht frei: Der Selbsttest steht aus, oder sie ist nicht eingerichtet.",
    ),
    Meaning(0x1054, "WRONG_STATE_NEEDS_SELF_TEST", "Die TSE verlangt einen Selbsttest. Bitte ihn auslösen."),
    Meaning(
        0x1055,
        "WRONG_STATE_NEEDS_SELF_TEST_PASSED",
        f"Die TSE hat ihren Selbsttest nicht bestanden. {_REPLUG}",
    ),
    Meaning(0x10FD, "TSE_ALREADY_INITIALIZED", "Die TSE ist schon eingerichtet.", refused=True),
    Meaning(0x10FE, "TSE_DECOMMISSIONED", f"Die TSE ist außer Betrieb gesetzt. {_REPLACE}"),
    Meaning(
        0x10FF,
        "TSE_NOT_INITIALIZED",
        "Die TSE ist noch nicht eingerichtet. Bitte in den Einstellungen einrichten.",
    ),
    Meaning(
        0x1100, "AUTHENTICATION_FAILED", "Die PIN der TSE ist falsch. Bitte in den Einstellungen berichtigen."
    ),
    Meaning(
        0x1201,
        "AUTHENTICATION_PIN_BLOCKED",
        "Die PIN der TSE ist nach zu vielen falschen Eingaben gesperrt. "
        "Bitte sie mit der PUK und dem Werkzeug des Herstellers entsperren.",
    ),
    Meaning(
        0x1202, "AUTHENTICATION_USER_NOT_LOGGED_IN", "Für diesen Befehl fehlt der TSE die Anmeldung mit PIN."
    ),
    Meaning(
        0x1300, "SELF_TEST_FAILED_FW", f"Der Selbsttest der TSE ist fehlgeschlagen (Programm). {_REPLACE}"
    ),
    Meaning(
        0x1310,
        "SELF_TEST_FAILED_CSP",
        f"Der Selbsttest der TSE ist fehlgeschlagen (Signaturchip). {_REPLACE}",
    ),
    Meaning(
        0x1320,
        "SELF_TEST_FAILED_RNG",
        f"Der Selbsttest der TSE ist fehlgeschlagen (Zufallszahlen). {_REPLACE}",
    ),
    Meaning(0x2001, "EXPORT_NONE_IN_PROGRESS", "Es läuft kein Export der TSE. Bitte noch einmal versuchen."),
    Meaning(
        0x2002, "EXPORT_RETRY", "Die TSE ist mit dem Export noch nicht so weit. Bitte noch einmal versuchen."
    ),
    Meaning(0x2003, "EXPORT_NO_DATA_AVAILABLE", "Die TSE hat nichts zu exportieren.", refused=True),
    Meaning(0xF000, "CMD_NOT_FOUND", f"Die TSE kennt diesen Befehl nicht. {_SERVICE}"),
    Meaning(0xFF00, "SIG_ERROR", f"Die TSE konnte nicht signieren. {_REPLUG}"),
)

_BY_CODE = {meaning.code: meaning for meaning in MEANINGS}
BY_NAME = {meaning.name: meaning for meaning in MEANINGS}


def failure(error: WormError) -> SigningError:
    """What the library answered, for the person at the till; `code` is the number in hex."""
    meaning = _BY_CODE.get(error.code)
    code = f"0x{error.code:04x}"
    if meaning is None:
        return SigningError(f"Die TSE meldet den unbekannten Fehler {code}. {_SERVICE}", code)
    sentence = meaning.sentence
    if error.remaining is not None:
        sentence += f" Verbleibende Versuche: {error.remaining}."
    return (SigningRefused if meaning.refused else SigningError)(sentence, code)
