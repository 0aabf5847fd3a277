"""Key and self-signed certificate of the software TSE, as two files that only their owner may read."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from kasse.hardware.signing.log_file import sync_folder
from kasse.ports.signing import SigningError

P256_SHA256 = "ecdsa-plain-SHA256"
BRAINPOOL_P384_SHA384 = "ecdsa-plain-SHA384"
ALGORITHMS = (P256_SHA256, BRAINPOOL_P384_SHA384)
_CURVES: dict[str, ec.EllipticCurve] = {
    P256_SHA256: ec.SECP256R1(),
    BRAINPOOL_P384_SHA384: ec.BrainpoolP384R1(),
}
"""The curve that goes with a signature algorithm: those of certified devices (BSI TR-03116-5)."""
_HASHES: dict[str, hashes.HashAlgorithm] = {
    P256_SHA256: hashes.SHA256(),
    BRAINPOOL_P384_SHA384: hashes.SHA384(),
}
_LIFE = timedelta(days=8 * 365)


class TseKey:
    """A private key that signs as a TSE does: ECDSA in the plain form r‖s of BSI TR-03111."""

    def __init__(self, private: ec.EllipticCurvePrivateKey, algorithm: str) -> None:
        self.private = private
        self.algorithm = algorithm
        self.point = private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        """The uncompressed public point."""
        self._ecdsa = ec.ECDSA(_HASHES[algorithm])
        self._half = private.key_size // 8

    def sign(self, data: bytes) -> bytes:
        """r‖s of these bytes."""
        r, s = decode_dss_signature(self.private.sign(data, self._ecdsa))
        return r.to_bytes(self._half, "big") + s.to_bytes(self._half, "big")


def make_key(path: Path, algorithm: str) -> TseKey:
    """A new key for this algorithm, durable before it signs anything.

    Raises:
        SigningError: the software TSE knows no such algorithm.
    """
    if algorithm not in _CURVES:
        raise SigningError(
            f"Das Verfahren „{algorithm}“ beherrscht die Test-TSE nicht. Möglich sind: {', '.join(_CURVES)}."
        )
    private = ec.generate_private_key(_CURVES[algorithm])
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_durably(path, pem)
    return TseKey(private, algorithm)


def read_key(path: Path) -> TseKey:
    """The key that was made here; its curve tells the algorithm.

    Raises:
        SigningError: the file holds something else.
    """
    try:
        private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as error:
        raise SigningError(
            f"Der Schlüssel {path} der Test-TSE ist beschädigt. Bitte den Ordner aus einer Sicherung zurückholen."
        ) from error
    if isinstance(private, ec.EllipticCurvePrivateKey):
        for algorithm, curve in _CURVES.items():
            if private.curve.name == curve.name:
                return TseKey(private, algorithm)
    raise SigningError(f"Der Schlüssel {path} gehört nicht zu einer Test-TSE. Bitte die Datei prüfen.")


def certificate(path: Path, key: TseKey, serial: str, now: datetime) -> str:
    """Base64 of the certificate's DER form; where the file is missing it is made, valid from `now`."""
    if not path.exists():
        write_durably(path, _self_signed(key, serial, now.astimezone(UTC)))
    return "".join(path.read_text(encoding="ascii").splitlines()[1:-1])


def _self_signed(key: TseKey, serial: str, now: datetime) -> bytes:
    from cryptography import x509  # slow to import, and needed once in a device's life
    from cryptography.x509.oid import NameOID

    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "kasse TEST-TSE"),
            x509.NameAttribute(NameOID.COMMON_NAME, serial),
        ]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + _LIFE)
        .sign(key.private, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)


def write_durably(path: Path, content: bytes) -> None:
    """Write a file for this user's eyes only; it is there whole or not at all."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)
