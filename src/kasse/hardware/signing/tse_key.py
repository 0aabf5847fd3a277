"""Key and self-signed certificate of the software TSE, as two files that only their owner may read."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kasse.hardware.signing.log_file import sync_folder
from kasse.ports.signing import SigningError

_LIFE = timedelta(days=8 * 365)


def make_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """A new P-256 key, durable before it signs anything."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write_durably(path, pem)
    return key


def read_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """The key that was made here.

    Raises:
        SigningError: the file holds something else.
    """
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as error:
        raise SigningError(
            f"Der Schlüssel {path} der Test-TSE ist beschädigt. Bitte den Ordner aus einer Sicherung zurückholen."
        ) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise SigningError(f"Der Schlüssel {path} gehört nicht zu einer Test-TSE. Bitte die Datei prüfen.")
    return key


def certificate(path: Path, key: ec.EllipticCurvePrivateKey, serial: str, now: datetime) -> str:
    """Base64 of the certificate's DER form; where the file is missing it is made, valid from `now`."""
    if not path.exists():
        _write_durably(path, _self_signed(key, serial, now.astimezone(UTC)))
    return "".join(path.read_text(encoding="ascii").splitlines()[1:-1])


def _self_signed(key: ec.EllipticCurvePrivateKey, serial: str, now: datetime) -> bytes:
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
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + _LIFE)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)


def _write_durably(path: Path, content: bytes) -> None:
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
