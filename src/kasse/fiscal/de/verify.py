"""Verifying what a TSE signed: ECDSA in the plain form r‖s of BSI TR-03111."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from kasse.fiscal.de.log_message import LogMessage, signed_bytes

# Nothing but the point's length tells the curve; a point that is not on a curve is refused, so trying is safe.
_CURVES: dict[int, tuple[ec.EllipticCurve, ...]] = {
    65: (ec.SECP256R1(), ec.BrainpoolP256R1()),
    97: (ec.BrainpoolP384R1(), ec.SECP384R1()),
    129: (ec.BrainpoolP512R1(),),
    133: (ec.SECP521R1(),),
}
POINT_SIZES = tuple(_CURVES)

_ECDSA: dict[str, ec.ECDSA] = {
    "ecdsa-plain-SHA224": ec.ECDSA(hashes.SHA224()),
    "ecdsa-plain-SHA256": ec.ECDSA(hashes.SHA256()),
    "ecdsa-plain-SHA384": ec.ECDSA(hashes.SHA384()),
    "ecdsa-plain-SHA512": ec.ECDSA(hashes.SHA512()),
    "ecdsa-plain-SHA3-224": ec.ECDSA(hashes.SHA3_224()),
    "ecdsa-plain-SHA3-256": ec.ECDSA(hashes.SHA3_256()),
    "ecdsa-plain-SHA3-384": ec.ECDSA(hashes.SHA3_384()),
    "ecdsa-plain-SHA3-512": ec.ECDSA(hashes.SHA3_512()),
}


@lru_cache(maxsize=64)
def public_keys(point: bytes) -> tuple[ec.EllipticCurvePublicKey, ...]:
    """The keys that an uncompressed point 04‖X‖Y may stand for: one, unless it lay on two curves."""
    keys: list[ec.EllipticCurvePublicKey] = []
    for curve in _CURVES.get(len(point), ()):
        try:
            keys.append(ec.EllipticCurvePublicKey.from_encoded_point(curve, point))
        except ValueError:
            continue  # not a point of this curve: perhaps of the next
    return tuple(keys)


def is_point(point: bytes) -> bool:
    """Whether these bytes are an uncompressed point 04‖X‖Y of a curve that TSEs use."""
    return bool(public_keys(point))


def can_verify(algorithm: str) -> bool:
    """Whether `verify_signature` knows this algorithm. EC-Schnorr (ecsdsa) it does not."""
    return algorithm in _ECDSA


def verify_signature(point: bytes, algorithm: str, signed: bytes, signature: bytes) -> bool:
    """Whether r‖s is this key's signature of these bytes. `point` is the uncompressed point.

    Keys are remembered, so checking a journal of few devices costs hardly more than the arithmetic.

    Raises:
        KeyError: `can_verify` says no to the algorithm.
    """
    ecdsa = _ECDSA[algorithm]
    half = len(signature) // 2
    if not half or len(signature) % 2:
        return False
    sequence = encode_dss_signature(
        int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
    )
    for key in public_keys(point):
        try:
            key.verify(sequence, signed, ecdsa)
        except InvalidSignature:
            continue
        return True
    return False


def fits(message: LogMessage, point: bytes, signature: bytes) -> bool:
    """Whether the signature fits this message or its twin of another log message version.

    Neither QR code nor export names the version: 2 in the field, 3 in devices certified by TR-03153-1.

    Raises:
        KeyError: `can_verify` says no to the message's algorithm.
    """
    return fitting(message, point, signature) is not None


def fitting(message: LogMessage, point: bytes, signature: bytes) -> LogMessage | None:
    """The message or that twin of another log message version that the signature fits; None if it fits none.

    Raises:
        KeyError: `can_verify` says no to the message's algorithm.
    """
    for twin in _twins(message):
        if verify_signature(point, message.algorithm, signed_bytes(twin), signature):
            return twin
    return None


def _twins(message: LogMessage) -> Iterator[LogMessage]:
    yield message  # almost always the one, so that the others are made only when they are asked for
    lower = message.operation[0].lower() + message.operation[1:]
    for version, operation in ((3, lower), (3, message.operation), (2, lower)):
        yield replace(message, version=version, operation=operation)
