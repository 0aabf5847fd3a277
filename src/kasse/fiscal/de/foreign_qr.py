"""The QR code (V0) on the receipt of any till: what of it is proven, what cannot be known, and what is wrong.

Nothing is refused because of its looks: what tills in the field write differently is understood and told.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kasse.fiscal.de.findings import Verdict, shown
from kasse.fiscal.de.foreign_process_data import process_data_faults
from kasse.fiscal.de.log_message import FINISH, LogMessage, raw_log_time
from kasse.fiscal.de.verify import POINT_SIZES, can_verify, fitting, public_keys

MOST_CHARACTERS = 10_000
"""The largest QR code holds 4 296; an order that was printed as text may be somewhat longer."""

_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")
_STRICT_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_TIME_FORMATS = {
    name.lower(): name
    for name in (
        "unixTime",
        "utcTime",
        "utcTimeWithSeconds",
        "generalizedTime",
        "generalizedTimeWithMilliseconds",
    )
}
_ALGORITHM = re.compile(r"(ecdsa|ecsdsa)-plain-(SHA(?:3-)?(?:224|256|384|512))", re.IGNORECASE)
_FIELDS = 12
_FIRST, _LAST = 1970, 2199


@dataclass(frozen=True, slots=True)
class QrReport:
    """What a QR code says, and what is to be said about it, in German sentences."""

    signature: Verdict
    valid: tuple[str, ...]
    unknown: tuple[str, ...]
    wrong: tuple[str, ...]
    content: tuple[str, ...]
    """What was signed, but is not in the form that DSFinV-K asks for."""
    hints: tuple[str, ...]
    """Written differently than the norm has it, and understood all the same."""
    client_id: str = ""
    process_type: str = ""
    process_data: str = ""
    transaction: int | None = None
    counter: int | None = None
    start_time: datetime | None = None
    """Aware UTC; not protected by this signature."""
    log_time: datetime | None = None
    algorithm: str = ""
    curve: str = ""
    serial: str = ""
    """Serial number of the TSE (64 hex digits), made from the key in the code."""

    @property
    def is_fine(self) -> bool:
        """Whether the signature is proven and nothing is wrong with what it signs."""
        return self.signature is Verdict.VALID and not self.wrong and not self.content


def check_qr(text: str) -> QrReport:
    """Check the text of a receipt's QR code. Whatever the text is, the answer is a report."""
    text = text.strip().removeprefix("\ufeff")
    if len(text) > MOST_CHARACTERS:
        return _refused("Das ist länger, als ein QR-Code sein kann.")
    fields = text.split(";")
    if fields[0] != "V0" or len(fields) < _FIELDS:
        return _refused("Das ist kein QR-Code eines Kassenbelegs (V0 mit zwölf Feldern).")
    # A terminal hands over what is no UTF-8 as lone surrogates.
    if any("\ud800" <= character <= "\udfff" for character in text):
        return _refused("Der Text enthält Bytes, die kein UTF-8 sind.")
    return _Check(fields).report()


def _refused(text: str) -> QrReport:
    return QrReport(Verdict.UNKNOWN, (), (), (text,), (), ())


class _Check:
    def __init__(self, fields: list[str]) -> None:
        self._hints: list[str] = []
        self._wrong: list[str] = []
        self._unknown: list[str] = []
        if len(fields) > _FIELDS:
            # An order's processData has semicolons of its own; all other fields cannot have one.
            self._hints.append("processData enthält Semikolons, die der QR-Code nicht vorsieht.")
            fields = [*fields[:3], ";".join(fields[3:-8]), *fields[-8:]]
        self._fields = fields

    def report(self) -> QrReport:
        (_, client_id, kind, data, number, count, begin, end, procedure, form, signed, key) = self._fields
        transaction = self._number(number, "Die Transaktionsnummer")
        counter = self._number(count, "Der Signaturzähler")
        starts = self._moments(begin, "Die Startzeit")
        ends = self._moments(end, "Die Zeit der Signatur")
        algorithm = self._known_algorithm(procedure)
        point = self._point(key)
        signature = self._binary(signed, "Die Signatur")
        candidates: Iterator[tuple[LogMessage, datetime]] = iter(())
        if transaction is not None and counter is not None:
            message = LogMessage(
                operation=FINISH,
                client_id=client_id,
                process_type=kind,
                process_data=data.encode(),
                transaction=transaction,
                serial=hashlib.sha256(point).digest(),
                algorithm=algorithm,
                counter=counter,
                log_time="",
            )
            candidates = _candidates(message, ends, self._time_formats(form))
        verdict, valid, moment = self._verdict(candidates, point, signature)
        start = starts[0] if starts else None
        if start is not None and moment is None and ends:
            moment = ends[0]
        if start is not None and moment is not None and start > moment:
            self._wrong.append("Die Startzeit liegt nach der Zeit der Signatur.")
        return QrReport(
            signature=verdict,
            valid=valid,
            unknown=tuple(self._unknown),
            wrong=tuple(self._wrong),
            content=process_data_faults(kind, data.encode()),
            hints=tuple(self._hints),
            client_id=client_id,
            process_type=kind,
            process_data=data,
            transaction=transaction,
            counter=counter,
            start_time=start,
            log_time=moment,
            algorithm=algorithm,
            curve=public_keys(point)[0].curve.name if point else "",
            serial=hashlib.sha256(point).hexdigest() if point else "",
        )

    def _verdict(
        self, candidates: Iterator[tuple[LogMessage, datetime]], point: bytes, signature: bytes
    ) -> tuple[Verdict, tuple[str, ...], datetime | None]:
        """Whether the signature fits one of the messages, what that proves, and at which moment it was made."""
        tried = False
        for message, moment in candidates:
            if not (point and signature and can_verify(message.algorithm)):
                break
            tried = True
            twin = fitting(message, point, signature)
            if twin is None:
                continue
            self._unknown += [
                "Die Startzeit ist durch diese Signatur nicht geschützt; sie steht im TSE-Export.",
                "Wem der Schlüssel gehört, sagt der QR-Code nicht; das Zertifikat steht im TSE-Export.",
            ]
            proven = (
                "Die Signatur passt zu Seriennummer der Kasse, processType, processData, Transaktionsnummer, "
                f"Signaturzähler und Zeit der Signatur (Protokoll Version {twin.version})."
            )
            return Verdict.VALID, (proven,), moment
        if not tried:
            return Verdict.UNKNOWN, (), None
        self._wrong.append(
            "Die Signatur passt nicht: der Inhalt, der Schlüssel oder sie selbst ist verändert."
        )
        return Verdict.WRONG, (), None

    def _number(self, text: str, what: str) -> int | None:
        if text.isascii() and text.isdigit() and len(text) < 20:
            return int(text)
        self._wrong.append(f"{what} „{shown(text)}“ ist keine Zahl.")
        return None

    def _moments(self, text: str, what: str) -> tuple[datetime, ...]:
        """What a time may mean, the likeliest first; none if it is no time."""
        found: tuple[datetime, ...] = ()
        try:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is not None:
                found = (moment.astimezone(UTC),)
            else:
                berlin = moment.replace(tzinfo=ZoneInfo("Europe/Berlin"))
                local = (berlin.astimezone(UTC), berlin.replace(fold=1).astimezone(UTC))
                found = (moment.replace(tzinfo=UTC), *local)
        except (ValueError, OverflowError):
            pass
        if not found or not all(_FIRST <= each.year <= _LAST for each in found):
            self._wrong.append(f"{what} „{shown(text)}“ ist keine Zeit.")
            return ()
        if not _STRICT_TIME.fullmatch(text):
            self._hints.append(f"{what} „{shown(text)}“ steht nicht in der Form 2026-11-21T18:00:00.000Z.")
        return tuple(dict.fromkeys(found))

    def _known_algorithm(self, text: str) -> str:
        parts = _ALGORITHM.fullmatch(text)
        if parts is None:
            self._unknown.append(f"Das Signaturverfahren „{shown(text)}“ kennt kasse nicht.")
            return shown(text)
        name = f"{parts[1].lower()}-plain-{parts[2].upper()}"
        if name != text:
            self._hints.append(f"Das Signaturverfahren heißt „{name}“ und nicht „{shown(text)}“.")
        if not can_verify(name):
            self._unknown.append(f"Das Signaturverfahren „{name}“ kann kasse nicht prüfen.")
        return name

    def _time_formats(self, text: str) -> tuple[str, ...]:
        """The format that is named, or all where the name says nothing."""
        known = _TIME_FORMATS.get(text.lower())
        if known is None:
            self._hints.append(f"Ein Zeitformat „{shown(text)}“ gibt es nicht; alle wurden versucht.")
            return tuple(_TIME_FORMATS.values())
        if known != text:
            self._hints.append(f"Das Zeitformat heißt „{known}“ und nicht „{shown(text)}“.")
        return (known,)

    def _point(self, text: str) -> bytes:
        key = self._binary(text, "Der öffentliche Schlüssel")
        point = key
        if (
            key[:1] == b"\x30"
        ):  # a SubjectPublicKeyInfo: the point stands at its end, behind a bit string's 00
            points = [key[-size:] for size in POINT_SIZES if key[-size - 1 : -size + 1] == b"\x00\x04"]
            point = points[0] if points else b""
            self._hints.append(
                "Der öffentliche Schlüssel steht als SubjectPublicKeyInfo da und nicht als Punkt."
            )
        if not key or public_keys(point):
            return point
        self._wrong.append("Der öffentliche Schlüssel liegt auf keiner Kurve, die TSEn benutzen.")
        return b""

    def _binary(self, text: str, what: str) -> bytes:
        if _HEX.fullmatch(text):  # base64 of random bytes is never only hex digits that long
            self._hints.append(f"{what} steht in Hexadezimalziffern da und nicht in Base64.")
            return bytes.fromhex(text)
        try:
            content = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            content = b""
        if not content:
            self._wrong.append(f"{what} ist nicht lesbar.")
        return content


def _candidates(
    message: LogMessage, moments: Iterable[datetime], formats: Iterable[str]
) -> Iterator[tuple[LogMessage, datetime]]:
    for moment in moments:
        for each in formats:
            yield replace(message, log_time=raw_log_time(moment, each)), moment
