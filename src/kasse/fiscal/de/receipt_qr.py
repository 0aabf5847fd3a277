"""The QR code of a German receipt, version V0: written strictly, read with some tolerance, and verified."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from kasse.fiscal.de.log_message import FINISH, LogMessage, LogMessageError, raw_log_time
from kasse.fiscal.de.verify import POINT_SIZES, can_verify, fits, is_point
from kasse.ports.fiscal import DeviceFacts, Secured

_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")


class UnreadableCodeError(ValueError):
    """The text cannot be checked as a receipt's QR code. The message is German and says why."""


@dataclass(frozen=True, slots=True)
class CheckedCode:
    """What a QR code says, and whether its signature fits.

    A fitting signature does not prove whose key it is, and it does not cover `start_time`.
    """

    client_id: str
    process_type: str
    process_data: str
    transaction: int
    counter: int
    start_time: datetime
    log_time: datetime
    algorithm: str
    serial: str
    """Serial number of the TSE as 64 hex digits, made from the key in the code."""
    signature_fits: bool


def _utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def receipt_qr(secured: Secured, device: DeviceFacts) -> str:
    """The text of the QR code for what this device signed.

    Raises:
        ValueError: it is not signed, or a field contains a semicolon, which the format cannot carry.
    """
    if not secured.is_signed or secured.started_at is None or secured.finished_at is None:
        raise ValueError("a QR code needs a signature")
    process = secured.process
    fields = (
        "V0",
        process.client_id,
        process.process_type,
        process.process_data,
        str(secured.transaction),
        str(secured.counter),
        _utc_text(secured.started_at),
        _utc_text(secured.finished_at),
        device.algorithm,
        device.log_time_format,
        secured.signature,
        device.public_key,
    )
    text = ";".join(fields)
    if text.count(";") != len(fields) - 1:
        raise ValueError("no field of a receipt's QR code may contain a semicolon")
    return text


def _binary(text: str, what: str) -> bytes:
    try:
        # Some tills print hex where base64 belongs; base64 of random bytes is never only hex digits that long.
        return bytes.fromhex(text) if _HEX.fullmatch(text) else base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise UnreadableCodeError(f"{what} im QR-Code ist nicht lesbar.") from error


def _point(text: str) -> bytes:
    key = _binary(text, "Der öffentliche Schlüssel")
    if key[:1] == b"\x30":  # a SubjectPublicKeyInfo: the point stands at its end, behind a bit string's 00
        for size in POINT_SIZES:
            if key[-size - 1 : -size + 1] == b"\x00\x04":
                return key[-size:]
    return key


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UnreadableCodeError(f"„{text}“ im QR-Code ist keine Uhrzeit.") from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise UnreadableCodeError(f"„{text}“ im QR-Code ist keine Nummer.")
    return int(text)


def verify_qr(text: str) -> CheckedCode:
    """Read a receipt's QR code and check its signature.

    Raises:
        UnreadableCodeError: it is no such code, or its algorithm cannot be checked.
    """
    fields = text.strip().split(";")
    if len(fields) != 12 or fields[0] != "V0":
        raise UnreadableCodeError("Das ist kein QR-Code eines Kassenbelegs (V0 mit zwölf Feldern).")
    _, client_id, kind, data, transaction, counter, start, end, algorithm, time_format, signature, key = (
        fields
    )
    if not can_verify(algorithm):
        raise UnreadableCodeError(f"Das Signaturverfahren „{algorithm}“ kann kasse nicht prüfen.")
    point = _point(key)
    if not is_point(point):
        raise UnreadableCodeError("Der öffentliche Schlüssel im QR-Code liegt auf keiner bekannten Kurve.")
    serial = hashlib.sha256(point).digest()
    log_time = _moment(end)
    try:
        raw_time = raw_log_time(log_time, time_format)
    except LogMessageError as error:
        raise UnreadableCodeError(f"Das Zeitformat „{time_format}“ im QR-Code ist unbekannt.") from error
    message = LogMessage(
        operation=FINISH,
        client_id=client_id,
        process_type=kind,
        process_data=data.encode(),
        transaction=_number(transaction),
        serial=serial,
        algorithm=algorithm,
        counter=_number(counter),
        log_time=raw_time,
    )
    return CheckedCode(
        client_id=client_id,
        process_type=kind,
        process_data=data,
        transaction=message.transaction,
        counter=message.counter,
        start_time=_moment(start),
        log_time=log_time,
        algorithm=algorithm,
        serial=serial.hex(),
        signature_fits=fits(message, point, _binary(signature, "Die Signatur")),
    )
