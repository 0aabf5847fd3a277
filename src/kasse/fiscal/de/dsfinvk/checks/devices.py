"""A TSE as tse.csv describes it: its key, its certificate, and whether they belong together (group 8)."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from kasse.fiscal.de.dsfinvk.checks.closing import place
from kasse.fiscal.de.dsfinvk.checks.findings import Findings
from kasse.fiscal.de.dsfinvk.checks.reading import Fields
from kasse.fiscal.de.dsfinvk.tables import CERTIFICATE_PART
from kasse.fiscal.de.findings import shown
from kasse.fiscal.de.tse_archive.certificates import read_certificates
from kasse.fiscal.de.verify import POINT_SIZES, can_verify, is_point

_SERIAL, _ALGORITHM, _TIME_FORMAT, _KEY, _CERTIFICATE = place(
    "tse", "TSE_SERIAL", "TSE_SIG_ALGO", "TSE_ZEITFORMAT", "TSE_PUBLIC_KEY", "TSE_ZERTIFIKAT_I"
)
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Device:
    """What is needed to verify its signatures. `point` is empty where that cannot be done."""

    serial: str
    """TSE_SERIAL in lower case, whatever it is."""
    algorithm: str
    time_format: str
    point: bytes

    @property
    def signed_serial(self) -> bytes:
        """The serial number as it is signed: made from the key."""
        return hashlib.sha256(self.point).digest()


class Devices:
    """Knows each TSE that was described, and tells once what is wrong with a description."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._known: dict[tuple[str, ...], Device] = {}

    def device(self, row: Fields, name: str) -> Device:
        """The TSE that a row of tse.csv describes. `name` is the closing, for people."""
        described = tuple(row[_SERIAL:])
        device = self._known.get(described)
        if device is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            device = self._known[described] = self._read(row, name)
        return device

    def _read(self, row: Fields, name: str) -> Device:
        serial, algorithm = row[_SERIAL].lower(), row[_ALGORITHM]
        point = _point(row[_KEY])
        if not is_point(point):
            self._tell("tse-key", "TSE_PUBLIC_KEY ist kein Schlüssel, wie ihn eine TSE hat.", name)
            point = b""
        elif hashlib.sha256(point).hexdigest() != serial:
            self._tell("tse-serial", "TSE_SERIAL ist nicht der SHA-256-Wert von TSE_PUBLIC_KEY.", name)
        if point and not can_verify(algorithm):
            text = f"Signaturen mit „{shown(algorithm)}“ kann kasse nicht prüfen."
            self._findings.hint(8, "algorithm", text, "tse.csv", key=name)
            point = b""
        self._check_certificate(row[_CERTIFICATE:], serial, name)
        return Device(serial, algorithm, row[_TIME_FORMAT], point)

    def _check_certificate(self, parts: list[str], serial: str, name: str) -> None:
        while parts and not parts[-1]:
            parts = parts[:-1]
        if any(len(part) != CERTIFICATE_PART for part in parts[:-1]):
            text = "Das Zertifikat ist nicht nach genau 1000 Zeichen geteilt."
            self._findings.hint(8, "certificate-parts", text, "tse.csv", key=name)
        certificates = read_certificates(_bytes("".join(parts)))
        if not certificates:
            if parts:
                self._tell("certificate", "Das Zertifikat ist nicht lesbar.", name)
        elif all(certificate.serial != serial for certificate in certificates):
            self._tell("certificate", "Das Zertifikat gehört zu einer anderen TSE als TSE_SERIAL.", name)

    def _tell(self, kind: str, text: str, name: str) -> None:
        self._findings.error(8, kind, text, "tse.csv", key=name)


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def _point(text: str) -> bytes:
    """The key's uncompressed point; some tills write the whole SubjectPublicKeyInfo, with the point at its end."""
    key = _bytes(text)
    if key[:1] == b"\x30":
        for size in POINT_SIZES:
            if key[-size - 1 : -size + 1] == b"\x00\x04":
                return key[-size:]
    return key
