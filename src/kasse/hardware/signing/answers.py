"""Answers of cloud TSEs, read by name and type: whatever else stands there is a SigningError, never a crash."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable
from datetime import datetime

from kasse.fiscal.de.log_message import LogMessageError, log_moment
from kasse.fiscal.de.tse_archive.certificates import read_certificates
from kasse.fiscal.de.verify import is_point
from kasse.ports.signing import SigningError

_PEM = re.compile(r"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", re.DOTALL)
_LARGEST = 2**63


class Answer:
    """A JSON object of a service, which is named in errors."""

    def __init__(self, service: str, value: object, where: str = "") -> None:
        self._service = service
        self._where = where
        if not isinstance(value, dict):
            raise self.unreadable(where or "Objekt")
        self._value: dict[str, object] = value

    def text(self, name: str) -> str:
        """A text that has to be there."""
        value = self._value.get(name)
        if not isinstance(value, str):
            raise self.unreadable(self._at(name))
        return value

    def text_or(self, name: str, otherwise: str = "") -> str:
        """A text that may be missing."""
        return self.text(name) if self._value.get(name) is not None else otherwise

    def number(self, name: str) -> int:
        """A number that has to be there, not negative. Services send some of them as texts."""
        value = self._value.get(name)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _LARGEST:
            raise self.unreadable(self._at(name))
        return value

    def number_or_none(self, name: str) -> int | None:
        """A number that may be missing."""
        return self.number(name) if self._value.get(name) is not None else None

    def moment(self, name: str) -> datetime:
        """Seconds since 1970 as a moment, aware UTC."""
        try:
            return log_moment(str(self.number(name)))
        except LogMessageError as error:
            raise self.unreadable(self._at(name)) from error

    def moment_or_none(self, name: str) -> datetime | None:
        """A moment that may be missing; 0 says that, too."""
        return self.moment(name) if self.number_or_none(name) else None

    def octets(self, name: str) -> bytes:
        """Bytes that were sent as base64."""
        try:
            return base64.b64decode(self.text(name), validate=True)
        except (binascii.Error, ValueError) as error:
            raise self.unreadable(self._at(name)) from error

    def signature(self, name: str) -> str:
        """A signature r‖s in base64: two numbers of one length."""
        octets = self.octets(name)
        if not octets or len(octets) % 2:
            raise self.unreadable(self._at(name))
        return self.text(name)

    def part(self, name: str) -> Answer:
        """An object inside."""
        return Answer(self._service, self._value.get(name), self._at(name))

    def parts(self, name: str) -> list[Answer]:
        """A list of objects inside."""
        return [Answer(self._service, each, self._at(name)) for each in self._list(name)]

    def texts(self, name: str) -> list[str]:
        """A list of texts inside."""
        return [Answer(self._service, {name: each}, self._where).text(name) for each in self._list(name)]

    def numbers(self, name: str) -> list[int]:
        """A list of numbers inside."""
        return [Answer(self._service, {name: each}, self._where).number(name) for each in self._list(name)]

    def unreadable(self, where: str) -> SigningError:
        """The error that says what could not be read."""
        return SigningError(
            f"Die Antwort von {self._service} ist nicht lesbar ({where}). "
            "Bitte die Internetverbindung prüfen; bleibt es so, hilft der Anbieter der TSE.",
            "UNREADABLE",
        )

    def _list(self, name: str) -> list[object]:
        value = self._value.get(name)
        if not isinstance(value, list):
            raise self.unreadable(self._at(name))
        return value

    def _at(self, name: str) -> str:
        return f"{self._where}.{name}" if self._where else name


def read_json(service: str, content: bytes) -> object:
    """The JSON value of an answer.

    Raises:
        SigningError: it is none.
    """
    try:
        value: object = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Answer(service, {}).unreadable("kein JSON") from error
    return value


def read_answer(service: str, content: bytes) -> Answer:
    """The JSON object of an answer.

    Raises:
        SigningError: it is none.
    """
    return Answer(service, read_json(service, content))


def certificates(text: str) -> tuple[str, ...]:
    """Certificates as services send them: PEM, base64 of the DER form, or base64 of PEM. Each as base64 of DER."""
    bodies = _PEM.findall(text)
    if not bodies:
        octets = _base64(text)
        if b"-----BEGIN" in octets:
            return certificates(octets.decode("ascii", "replace"))
        bodies = [text]
    ders = [_base64(body) for body in bodies]
    return tuple(base64.b64encode(der).decode("ascii") for der in ders if read_certificates(der))


def own_first(found: Iterable[str], serial: str) -> tuple[str, ...]:
    """The same certificates, that of the device with this serial number at the head."""
    return tuple(sorted(found, key=lambda each: _serial(each) != serial))


def valid_until(found: Iterable[str], serial: str) -> datetime | None:
    """Until when the certificate of this device is valid (aware UTC); None if it is not among them."""
    for each in found:
        for certificate in read_certificates(_base64(each)):
            if certificate.serial == serial:
                return certificate.valid_until
    return None


def point_of(serial: str, candidates: Iterable[str], found: Iterable[str]) -> bytes | None:
    """The public key's point whose hash is the serial number: sent as base64 or hex, else in a certificate."""
    points = [octets for text in candidates for octets in (_base64(text), _hex(text))]
    points += [certificate.point for each in found for certificate in read_certificates(_base64(each))]
    for point in points:
        for octets in (point, *(point[-size:] for size in (65, 97) if len(point) > size)):
            if is_point(octets) and hashlib.sha256(octets).hexdigest() == serial:
                return octets
    return None


def _serial(certificate: str) -> str | None:
    return next((each.serial for each in read_certificates(_base64(certificate))), None)


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
