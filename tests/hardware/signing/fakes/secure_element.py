"""The chip of a certified TSE: signs really (brainpoolP384r1, SHA-384), logs everything, exports a TAR."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

from kasse.fiscal.de.log_message import (
    FINISH,
    START,
    LogMessage,
    signed_bytes,
    signed_event_bytes,
    tlv,
    whole_message,
)
from kasse.fiscal.de.tse_archive.writer import TarWriter

ALGORITHM = "ecdsa-plain-SHA384"
HALF = 48


@dataclass(frozen=True)
class Signed:
    """What the chip answers to a step."""

    transaction: int
    log_time: int
    counter: int
    signature: bytes


@dataclass(frozen=True)
class Log:
    """A log message in the store."""

    der: bytes
    log_time: int
    counter: int
    client_id: str = ""
    transaction: int | None = None


@lru_cache(maxsize=1)
def _identity() -> tuple[ec.EllipticCurvePrivateKey, tuple[x509.Certificate, x509.Certificate]]:
    """Key and chain. They take a while to make, and the tests need no two."""
    issuer_key = ec.generate_private_key(ec.BrainpoolP384R1())
    key = ec.generate_private_key(ec.BrainpoolP384R1())

    def certificate(name: str, subject: ec.EllipticCurvePublicKey, issuer: str) -> x509.Certificate:
        def dn(text: str) -> x509.Name:
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

        begin = datetime(2026, 1, 1, tzinfo=UTC)
        builder = x509.CertificateBuilder().subject_name(dn(name)).issuer_name(dn(issuer)).public_key(subject)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(begin)
        return builder.not_valid_after(begin + timedelta(days=1826)).sign(issuer_key, hashes.SHA384())

    own = certificate("TSE", key.public_key(), "Fake TSE CA")
    return key, (own, certificate("Fake TSE CA", issuer_key.public_key(), "Fake TSE CA"))


class SecureElement:
    """Its clock stands on `now` of the test once it was set."""

    def __init__(self, now: Callable[[], datetime], *, maker: str) -> None:
        self._key, self.chain = _identity()
        self._now = now
        self.maker = maker
        self.point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.serial = hashlib.sha256(self.point).digest()
        self.counter = 0
        self.transaction = 0
        self.open: dict[int, str] = {}
        self.last: dict[str, Signed] = {}
        self.logs: list[Log] = []
        self.clients: list[str] = []
        self.start_type = ""
        self._clock_shift = 0
        self._last_time = 0

    @property
    def time(self) -> int:
        """Its own time; never runs backwards."""
        self._last_time = max(self._last_time, int(self._now().timestamp()) + self._clock_shift)
        return self._last_time

    def seconds(self) -> int:
        """A clock that nobody sets, to measure by."""
        return int(self._now().timestamp())

    def set_time(self, seconds: int) -> None:
        before = self.time
        self._clock_shift = seconds - int(self._now().timestamp())
        self.event("updateTime", tlv(0x81, _number(before)) + tlv(0x82, _number(self.time)))

    def certificates_der(self) -> list[bytes]:
        return [each.public_bytes(serialization.Encoding.DER) for each in self.chain]

    def certificates_pem(self) -> bytes:
        return b"".join(each.public_bytes(serialization.Encoding.PEM) for each in self.chain)

    @property
    def expires(self) -> datetime:
        return self.chain[0].not_valid_after_utc

    def start(self, client_id: str) -> Signed:
        self.transaction += 1
        self.open[self.transaction] = client_id
        return self._step(START, client_id, self.transaction, self.start_type, b"")

    def finish(self, client_id: str, transaction: int, process_type: str, data: bytes) -> Signed:
        assert self.open.pop(transaction) == client_id
        return self._step(FINISH, client_id, transaction, process_type, data)

    def event(self, name: str, data: bytes) -> None:
        self.counter += 1
        moment = self.time
        signed = signed_event_bytes(
            name,
            data,
            serial=self.serial,
            algorithm=ALGORITHM,
            counter=self.counter,
            log_time=str(moment),
        )
        self.logs.append(Log(whole_message(signed, self._sign(signed)), moment, self.counter))

    def tar(self, wanted: Callable[[Log], bool] = lambda _: True) -> bytes:
        sink = io.BytesIO()
        writer = TarWriter(sink, at=self._now())
        writer.add_info(description="Fake", manufacturer=self.maker, version="1.2")
        for log in self.logs:
            if wanted(log):
                writer.add_log(log.der)
        for certificate in self.certificates_der():
            writer.add_certificate(certificate)
        writer.finish()
        return sink.getvalue()

    def _step(
        self, operation: str, client_id: str, transaction: int, process_type: str, data: bytes
    ) -> Signed:
        self.counter += 1
        moment = self.time
        message = LogMessage(
            operation,
            client_id,
            process_type,
            data,
            transaction,
            self.serial,
            ALGORITHM,
            self.counter,
            str(moment),
        )
        signed = signed_bytes(message)
        signature = self._sign(signed)
        self.logs.append(Log(whole_message(signed, signature), moment, self.counter, client_id, transaction))
        answer = Signed(transaction, moment, self.counter, signature)
        self.last[client_id] = answer
        return answer

    def _sign(self, signed: bytes) -> bytes:
        r, s = decode_dss_signature(self._key.sign(signed, ec.ECDSA(hashes.SHA384())))
        return r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")


def in_transactions(first: int, last: int, client_id: str = "") -> Callable[[Log], bool]:
    """What an export bounded by transactions has."""

    def wanted(log: Log) -> bool:
        number = log.transaction
        return number is not None and first <= number <= last and client_id in ("", log.client_id)

    return wanted


def in_time(first: int, last: int) -> Callable[[Log], bool]:
    """What an export bounded by time has."""
    return lambda log: first <= log.log_time <= last


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _number(value: int) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1, "big")
