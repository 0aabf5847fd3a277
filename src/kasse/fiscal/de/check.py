"""Checking what the books keep of a signature against the device that made it."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from kasse.domain.business import PaymentKind
from kasse.fiscal.de.log_message import FINISH, LogMessage, raw_log_time
from kasse.fiscal.de.process_data import BESTELLUNG, KASSENBELEG, SONSTIGER_VORGANG
from kasse.fiscal.de.processes import ABORTED, ordered_data, plain_text, sums_data
from kasse.fiscal.de.verify import can_verify, fits
from kasse.ports.content import Practised, Subject, Sums
from kasse.ports.fiscal import DeviceFacts, Process, Secured


def check_secured(secured: Secured, device: DeviceFacts | None) -> str:
    """An empty text if the signature of a TSE fits what was secured, else a German sentence on what is wrong."""
    if not secured.is_signed:
        return ""
    if device is None or device.serial != secured.serial:
        return f"Die TSE {secured.serial} zu dieser Signatur ist nicht bekannt."
    try:
        message, point = _finish_message(secured, device)
        signature = base64.b64decode(secured.signature, validate=True)
    except ValueError:
        return f"Die Signatur der Transaktion {secured.transaction} ist unvollständig oder nicht lesbar."
    if message.serial.hex() != device.serial:
        return f"Der Schlüssel der TSE passt nicht zu ihrer Seriennummer {device.serial}."
    if not fits(message, point, signature):
        return f"Die Signatur der Transaktion {secured.transaction} passt nicht zu ihrem Inhalt."
    return ""


def check_content(process: Process, subject: Subject | None) -> str:
    """An empty text if what was secured is what the books say of it, else a German sentence.

    The TSE signs words, and only this shows that they are those of the receipt or order in the books. `subject` is
    None for a receipt that was broken off.
    """
    told = (process.process_type, process.process_data)
    try:
        expected = _expected(subject)
        if told == expected or _once(subject) == told:
            return ""
    except (ValueError, TypeError):
        return f"Abgesichert wurde „{process.process_data}“, die Bücher geben nichts her, was sich absichern ließe."
    return f"Abgesichert wurde „{process.process_data}“, in den Büchern steht „{expected[1]}“."


def _expected(subject: Subject | None) -> tuple[str, str | None]:
    """Process type and content."""
    match subject:
        case None:
            return KASSENBELEG, ABORTED
        case str():
            return SONSTIGER_VORGANG, plain_text(subject)
        case Sums():
            return KASSENBELEG, sums_data(subject)
        case Practised():
            return KASSENBELEG, sums_data(subject.sums)
    return BESTELLUNG, ordered_data(subject)


def _once(subject: Subject | None) -> tuple[str, str | None] | None:
    """In the words of books of the first version: practice like any order, a room like any payment."""
    match subject:
        case Practised():
            return BESTELLUNG, ordered_data(subject.ordered)
        case Sums():
            payments = [
                (PaymentKind.OTHER if kind is PaymentKind.ROOM else kind, amount, given, currency)
                for kind, amount, given, currency in subject.payments
            ]
            return KASSENBELEG, sums_data(subject._replace(payments=payments))
    return None


def _finish_message(secured: Secured, device: DeviceFacts) -> tuple[LogMessage, bytes]:
    """The message that must have been signed, and the point of the key. ValueError where that cannot be told."""
    if secured.transaction is None or secured.counter is None or secured.finished_at is None:
        raise ValueError("a signature without its numbers")
    if not can_verify(device.algorithm):
        raise ValueError(f"no way to verify {device.algorithm}")
    point, serial = _point_and_serial(device.public_key)
    message = LogMessage(
        operation=FINISH,
        client_id=secured.process.client_id,
        process_type=secured.process.process_type,
        process_data=secured.process.process_data.encode(),
        transaction=secured.transaction,
        serial=serial,
        algorithm=device.algorithm,
        counter=secured.counter,
        log_time=raw_log_time(secured.finished_at, device.log_time_format),
    )
    return message, point


@lru_cache(maxsize=16)
def _point_and_serial(public_key: str) -> tuple[bytes, bytes]:
    point = base64.b64decode(public_key, validate=True)
    return point, hashlib.sha256(point).digest()
