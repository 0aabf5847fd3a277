"""`kasse fiscal check-tar` on an export of a TSE, from the start of the command to its end."""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

from bench.bench import Bench
from bench.children import CannotMeasure, run_child
from bench.figures import Aim, Figure, percentile
from kasse.fiscal.de.log_message import FINISH, START, LogMessage, signed_bytes, whole_message
from kasse.fiscal.de.tse_archive.writer import TarWriter

BEGIN = datetime(2026, 11, 21, 10, tzinfo=UTC)
SALE = b"Beleg^75.33_7.99_0.00_0.00_0.00^83.32:Bar"


def measure(bench: Bench) -> list[Figure]:
    """Log messages per second, with the two curves that devices in the field use most."""
    folder = bench.empty_folder("check-tar")
    few, many = (2_000, 10_000) if bench.quick else (8_000, 40_000)
    fast = ("secp256r1, SHA-256", ec.SECP256R1(), hashes.SHA256(), "ecdsa-plain-SHA256", many)
    slow = ("brainpoolP384r1, SHA-384", ec.BrainpoolP384R1(), hashes.SHA384(), "ecdsa-plain-SHA384", few)
    figures: list[Figure] = []
    for (name, curve, digest, algorithm, messages), aim in ((fast, 2_000), (slow, None)):
        archive = folder / f"{algorithm}.tar"
        _write(archive, curve, digest, algorithm, messages // 2)
        rates = [_rate(archive, messages) for _ in range(2 if bench.quick else 3)]
        figures.append(
            Figure(
                f"kasse fiscal check-tar, {name}",
                "1/s",
                percentile(rates, 50),
                min(rates),
                aim=None if aim is None else Aim("p50", aim, at_least=True),
                more_is_better=True,
            )
        )
    return figures


def _rate(archive: Path, messages: int) -> float:
    begun = time.perf_counter()
    facts = run_child("kasse", "fiscal", "check-tar", archive, "--json")
    seconds = time.perf_counter() - begun
    if facts["devices"][0]["signatures_fit"] != messages:
        raise CannotMeasure(f"not every signature of {archive.name} fits")
    return messages / seconds


def _write(
    archive: Path, curve: ec.EllipticCurve, digest: hashes.HashAlgorithm, algorithm: str, sales: int
) -> None:
    """An export of so many sales, signed by a key of its own."""
    key = ec.generate_private_key(curve)
    half = (key.key_size + 7) // 8
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    serial = hashlib.sha256(point).digest()
    with archive.open("wb") as file:
        writer = TarWriter(file, at=BEGIN)
        writer.add_info(description="bench", manufacturer="bench", version="1")
        for number in range(1, 2 * sales + 1):
            transaction, is_finish = (number + 1) // 2, number % 2 == 0
            what = (FINISH, "Kassenbeleg-V1", SALE) if is_finish else (START, "", b"")
            operation, kind, data = what
            at = str(int(BEGIN.timestamp()) + number)
            signed = signed_bytes(
                LogMessage(operation, "KASSE-1", kind, data, transaction, serial, algorithm, number, at)
            )
            r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(digest)))
            writer.add_log(whole_message(signed, r.to_bytes(half, "big") + s.to_bytes(half, "big")))
        writer.add_certificate(_certificate(key))
        writer.finish()


def _certificate(key: ec.EllipticCurvePrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bench")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(BEGIN)
        .not_valid_after(BEGIN + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.DER)
