"""What the error names of the Epson TSE mean for the person at the till, and what is to be done."""

from __future__ import annotations

from kasse.hardware.signing.swissbit.errors import BY_NAME
from kasse.ports.signing import SigningError, SigningRefused

_CHIP = "TSE1_ERROR_"
_SERVICE = "Bitte den Fehlercode an den Kundendienst geben."
_POWER = "Bitte prüfen, ob Drucker oder TSE-Server eingeschaltet und im Netz ist und ob die TSE steckt."

_SENTENCES = {
    "DEVICE_NOT_FOUND": f"Das Gerät kennt keine TSE mit dieser Kennung. {_POWER}",
    "DEVICE_IN_USE": "Die TSE wird gerade von einer anderen Kasse benutzt. Bitte gleich noch einmal versuchen.",
    "ERROR_DEVICE_BUSY": "Die TSE wird gerade von einer anderen Kasse benutzt. Bitte gleich noch einmal versuchen.",
    "DEVICE_OPEN_ERROR": f"Die TSE lässt sich nicht öffnen. {_POWER}",
    "DEVICE_NOT_OPEN": "Die Verbindung zur TSE wurde getrennt. Bitte noch einmal versuchen.",
    "DEVICE_TYPE_INVALID": "Das Gerät mit dieser Kennung ist keine TSE. Bitte die Einstellungen prüfen.",
    "ERROR_TIMEOUT": f"Die TSE hat nicht rechtzeitig geantwortet. {_POWER}",
    "SYSTEM_ERROR": f"Das Gerät meldet einen inneren Fehler. {_POWER}",
    "OTHER_ERROR_UNKNOWN_STORAGE": "Im Gerät steckt keine TSE, die kasse kennt. Bitte den Steckplatz prüfen.",
    "OTHER_ERROR_NO_STORAGE_FOUND": f"Im Gerät steckt keine TSE. {_POWER}",
    "OTHER_ERROR_HOST_AUTHENTICATION_FAILED": (
        "Die TSE nimmt das gemeinsame Geheimnis nicht an. Bitte es in den Einstellungen der TSE berichtigen."
    ),
    "OTHER_ERROR_CURRENTLY_EXPORTING": "Die TSE wird gerade exportiert. Bitte danach noch einmal versuchen.",
    "OTHER_ERROR_NO_TIME_SET_BEFORE_EXPORT": "Vor dem Export muss die Uhr der TSE gestellt werden.",
    "OTHER_ERROR_TSE_ALREADY_SET_UP": "Die TSE ist schon eingerichtet.",
    "OTHER_ERROR_TOO_MANY_TIME_ADMIN_USER_LOGGED_IN": (
        "An der TSE sind zu viele Kassen zugleich angemeldet. Bitte eine andere Kasse beenden."
    ),
    "OTHER_ERROR_NO_MEMORY": f"Das Gerät hat keinen Speicher mehr frei. {_POWER}",
    "OTHER_ERROR_FATAL": f"Das Gerät meldet einen schweren Fehler der TSE. {_POWER}",
}
_REFUSED = ("JSON_ERROR_", "PARAM_ERROR", "OTHER_ERROR_PARAMETER_MISMATCH", "OTHER_ERROR_TSE_ALREADY_SET_UP")


def failure(code: str, remaining: int | None = None) -> SigningError:
    """What the device answered instead of EXECUTION_OK; `code` is its own name for it."""
    meaning = BY_NAME.get(code.removeprefix(_CHIP)) if code.startswith(_CHIP) else None
    if meaning is not None:
        sentence, refused = meaning.sentence, meaning.refused
    else:
        sentence = _SENTENCES.get(code, "")
        refused = code.startswith(_REFUSED)
        if not sentence and refused:
            sentence = f"Die TSE nimmt diesen Inhalt nicht an ({code[:60]}). {_SERVICE}"
        elif not sentence:
            sentence = f"Die TSE meldet den Fehler {code[:60]}. {_SERVICE}"
    if remaining is not None:
        sentence += f" Verbleibende Versuche: {remaining}."
    return (SigningRefused if refused else SigningError)(sentence, code[:60])
