"""Certificates of a TSE: found by their key's hash, and checked up to the root that lies in the archive.

Read here and not by a library, because certificates in the field have serial numbers that X.509 forbids and
libraries refuse; keys and signatures are the library's business.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from kasse.fiscal.de.log_message import algorithm_name, log_moment
from kasse.fiscal.de.tse_archive.der import DerError, Element, element_at, elements, oid_text
from kasse.fiscal.de.verify import can_verify, is_point, public_keys, verify_signature

_BEGIN, _END = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"
_SEQUENCE, _SET, _INTEGER, _BITS, _OID, _VERSION = 0x30, 0x31, 0x02, 0x03, 0x06, 0xA0
_COMMON_NAME, _ORGANIZATION = bytes.fromhex("550403"), bytes.fromhex("55040a")
_ECDSA: dict[str, hashes.HashAlgorithm] = {
    "1.2.840.10045.4.3.1": hashes.SHA224(),
    "1.2.840.10045.4.3.2": hashes.SHA256(),
    "1.2.840.10045.4.3.3": hashes.SHA384(),
    "1.2.840.10045.4.3.4": hashes.SHA512(),
}
_MOST_BYTES = 1 << 14
"""Certificates of TSEs have about one KiB."""
_MOST_LINKS = 8
"""A chain has three or four links; whoever sends more wants to keep us busy."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """An X.509 certificate, as far as checking a TSE asks for it."""

    serial: str | None
    """SHA-256 of the key's point, 64 hex digits: a TSE's serial number. None: not a key on a known curve."""
    point: bytes
    name: str
    """Common name of the subject, for people."""
    subject: bytes
    issuer: bytes
    valid_from: datetime
    valid_until: datetime
    fingerprint: str
    """SHA-256 of the whole certificate, as authorities publish it."""
    content: bytes
    algorithm: bytes
    """Object identifier (content) of the signature's algorithm."""
    signature: bytes

    @property
    def is_root(self) -> bool:
        """Whether it names itself as its issuer."""
        return self.subject == self.issuer


@dataclass(frozen=True, slots=True)
class Chain:
    """How far a certificate can be followed inside the archive."""

    links: tuple[Certificate, ...]
    """From the certificate on, each signed by the next."""
    is_whole: bool
    """Whether the last one is a root that signed itself."""
    trouble: str
    """German: why it goes no further; empty if it is whole."""
    is_wrong: bool = False
    """Whether the trouble is a signature that does not fit, and not just something missing."""


def read_certificates(content: bytes) -> list[Certificate]:
    """All certificates of a file, DER or PEM; none if it is something else."""
    if _BEGIN not in content:
        ders = [content]
    else:
        bodies = [part.partition(_END)[0] for part in content.split(_BEGIN)[1:]]
        ders = [_from_base64(body) for body in bodies]
    found: list[Certificate] = []
    for der in ders:
        if len(der) > _MOST_BYTES:
            continue
        try:
            found.append(_read(der))
        except (ValueError, IndexError):
            continue  # something else than a certificate, or a damaged one
    return found


def _from_base64(body: bytes) -> bytes:
    try:
        return base64.b64decode(b"".join(body.split()), validate=True)
    except ValueError:
        return b""


def _inside(der: bytes, outer: Element) -> list[Element]:
    return elements(der, outer.start, outer.stop)


def _content(der: bytes, element: Element) -> bytes:
    return der[element.start : element.stop]


def _read(der: bytes) -> Certificate:
    whole = element_at(der, 0, len(der))
    if whole.tag != _SEQUENCE or der[whole.end :].strip(b"\r\n"):  # some end the file with a line feed
        raise DerError("no certificate")
    body, algorithm, signature = _inside(der, whole)[:3]
    parts = _inside(der, body)
    if parts[0].tag == _VERSION:
        del parts[0]
    number, _, issuer, validity, subject, key = parts[:6]
    if number.tag != _INTEGER or signature.tag != _BITS or _inside(der, algorithm)[0].tag != _OID:
        raise DerError("no certificate")
    begins, ends = _inside(der, validity)[:2]
    point = _content(der, _inside(der, key)[1])[1:]
    on_curve = is_point(point)
    return Certificate(
        serial=hashlib.sha256(point).hexdigest() if on_curve else None,
        point=point if on_curve else b"",
        name=_name(der, subject),
        subject=_content(der, subject),
        issuer=_content(der, issuer),
        valid_from=log_moment(_content(der, begins).decode("ascii")),
        valid_until=log_moment(_content(der, ends).decode("ascii")),
        fingerprint=hashlib.sha256(der[: whole.end]).hexdigest(),
        content=der[body.begin : body.end],
        algorithm=_content(der, _inside(der, algorithm)[0]),
        signature=_content(der, signature)[1:],
    )


def _name(der: bytes, subject: Element) -> str:
    names: dict[bytes, str] = {}
    for group in _inside(der, subject):
        for pair in _inside(der, group) if group.tag == _SET else ():
            kind, value = _inside(der, pair)[:2]
            names[_content(der, kind)] = _content(der, value).decode("utf-8", "replace")
    return names.get(_COMMON_NAME) or names.get(_ORGANIZATION) or "ohne Namen"


def signed_by(certificate: Certificate, issuer: Certificate) -> bool | None:
    """Whether the issuer's key signed the certificate; None if its algorithm cannot be checked here."""
    plain = algorithm_name(certificate.algorithm)
    if plain is not None and can_verify(plain):
        return verify_signature(issuer.point, plain, certificate.content, certificate.signature)
    try:
        digest = _ECDSA.get(oid_text(certificate.algorithm))
    except DerError:
        return None
    if digest is None or not issuer.point:
        return None
    for key in public_keys(issuer.point):
        try:
            key.verify(certificate.signature, certificate.content, ec.ECDSA(digest))
        except InvalidSignature:
            continue
        return True
    return False


def follow(certificate: Certificate, others: Sequence[Certificate]) -> Chain:
    """Follow a certificate to its root as far as the others allow."""
    links = [certificate]
    trouble, is_wrong = "", False
    while not trouble and not links[-1].is_root:
        issuer, trouble, is_wrong = _issuer(links[-1], [each for each in others if each not in links])
        if issuer is not None:
            links.append(issuer)
        if len(links) > _MOST_LINKS:
            trouble = f"Die Zertifikate über „{certificate.name}“ nehmen kein Ende."
    if not trouble:
        root = links[-1]
        fits = signed_by(root, root)
        if not fits:
            trouble = _unknown(root) if fits is None else f"Das Zertifikat „{root.name}“ ist verändert."
            is_wrong = fits is not None
    return Chain(tuple(links), not trouble, trouble, is_wrong)


def _issuer(certificate: Certificate, others: Sequence[Certificate]) -> tuple[Certificate | None, str, bool]:
    """Whoever signed it; else why nobody is found, and whether that is wrong."""
    answers = [(signed_by(certificate, each), each) for each in others if each.subject == certificate.issuer]
    for fits, each in answers:
        if fits:
            return each, "", False
    if not answers:
        return None, f"Der Aussteller des Zertifikats „{certificate.name}“ liegt nicht im Archiv.", False
    if any(fits is None for fits, _ in answers):
        return None, _unknown(certificate), False
    return (
        None,
        f"Das Zertifikat „{certificate.name}“ ist nicht von dem beglaubigt, den es als Aussteller nennt.",
        True,
    )


def _unknown(certificate: Certificate) -> str:
    return f"Das Verfahren, mit dem „{certificate.name}“ beglaubigt ist, kann kasse nicht prüfen."
