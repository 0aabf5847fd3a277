"""A device that signs log messages with a real key, and archives of what it signed."""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

from kasse.fiscal.de.log_message import (
    FINISH,
    START,
    LogMessage,
    raw_log_time,
    signed_bytes,
    tlv,
    whole_message,
)
from kasse.fiscal.de.tse_archive.log import read_log
from kasse.fiscal.de.tse_archive.names import log_name
from kasse.fiscal.de.tse_archive.writer import TarWriter

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)
KINDS: dict[str, tuple[ec.EllipticCurve, hashes.HashAlgorithm]] = {
    "ecdsa-plain-SHA256": (ec.SECP256R1(), hashes.SHA256()),
    "ecdsa-plain-SHA384": (ec.BrainpoolP384R1(), hashes.SHA384()),
    "ecdsa-plain-SHA512": (ec.SECP521R1(), hashes.SHA512()),
}
SYSTEM, AUDIT = bytes.fromhex("060904007f000703070102"), bytes.fromhex("060904007f000703070103")


@dataclass
class Device:
    """Signs with a key of its own; every message gets the next counter and is one second later."""

    algorithm: str = "ecdsa-plain-SHA256"
    curve: ec.EllipticCurve | None = None
    client: str = "KASSE-1"
    version: int = 2
    time_format: str = "unixTime"
    counter: int = 0
    transaction: int = 0
    clock: datetime = NOW
    logs: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        curve, self.digest = KINDS[self.algorithm]
        self.key = ec.generate_private_key(self.curve or curve)
        self.point = _point(self.key.public_key())
        self.serial = hashlib.sha256(self.point).digest()
        self.root_key = ec.generate_private_key(curve)
        self.root = _certificate("Wurzel", self.root_key.public_key(), "Wurzel", self.root_key)
        self.certificate = _certificate("TSE", self.key.public_key(), "Wurzel", self.root_key)

    def message(
        self, operation: str, transaction: int, process_type: str = "", data: bytes = b"", **changes: object
    ) -> bytes:
        """A signed step of a transaction; it is not yet among `logs`."""
        self._next()
        if self.version == 3:
            operation = operation[0].lower() + operation[1:]
        fields: dict[str, object] = {
            "operation": operation,
            "client_id": self.client,
            "process_type": process_type,
            "process_data": data,
            "transaction": transaction,
            "serial": self.serial,
            "algorithm": self.algorithm,
            "counter": self.counter,
            "log_time": raw_log_time(self.clock, self.time_format),
            "version": self.version,
        }
        return self.sign(signed_bytes(LogMessage(**{**fields, **changes})))  # type: ignore[arg-type]

    def sale(
        self, data: str = "Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar", kind: str = "Kassenbeleg-V1"
    ) -> None:
        """Start and finish of a transaction."""
        self.transaction += 1
        self.logs.append(self.message(START, self.transaction))
        self.logs.append(self.message(FINISH, self.transaction, kind, data.encode()))

    def event(self, name: str, fields: bytes = b"") -> None:
        """A system log message."""
        self._next()
        parts = tlv(0x80, name.encode()) + (tlv(0xA3, fields) if self.version == 3 else tlv(0x81, fields))
        self.logs.append(self.sign(self._around(SYSTEM + parts, b"")))

    def audit(self, data: bytes) -> None:
        """An audit log message."""
        self._next()
        self.logs.append(self.sign(self._around(AUDIT, tlv(0x04, data))))

    def sign(self, signed: bytes) -> bytes:
        """A whole log message from the bytes to be signed."""
        r, s = decode_dss_signature(self.key.sign(signed, ec.ECDSA(self.digest)))
        size = (self.key.key_size + 7) // 8
        return whole_message(signed, r.to_bytes(size, "big") + s.to_bytes(size, "big"))

    def self_signed(self) -> bytes:
        """A certificate that nobody else vouches for."""
        return _certificate("TSE", self.key.public_key(), "TSE", self.key)

    def named(self, log: bytes) -> str:
        """The name of a log message's file."""
        return log_name(read_log(log))

    @property
    def root_serial(self) -> str:
        """Hash of the root's key, by which its file is named."""
        return hashlib.sha256(_point(self.root_key.public_key())).hexdigest()

    def archive(self, *, logs: Iterable[bytes] | None = None) -> bytes:
        """The export of all that it signed."""
        sink = io.BytesIO()
        writer = TarWriter(sink, at=NOW)
        writer.add_info(description="Probe", manufacturer="Probe GmbH", version="1.0")
        for log in self.logs if logs is None else logs:
            writer.add_log(log)
        for certificate in (self.certificate, self.root):
            writer.add_certificate(certificate)
        writer.finish()
        return sink.getvalue()

    def _next(self) -> None:
        self.counter += 1
        self.clock += timedelta(seconds=1)

    def _around(self, certified: bytes, audit: bytes) -> bytes:
        """A message that is no transaction: head and end are those of one."""
        model = signed_bytes(
            LogMessage(
                START, "", "", b"", 1, self.serial, self.algorithm, self.counter,
                raw_log_time(self.clock, self.time_format), self.version,
            )
        )  # fmt: skip
        serial = tlv(0x04, self.serial)
        end = model[model.index(serial) :]
        algorithm_end = len(serial) + 14
        return (
            tlv(0x02, bytes((self.version,))) + certified + end[:algorithm_end] + audit + end[algorithm_end:]
        )


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A TAR of any files, also of the same name."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return sink.getvalue()


def unpack(archive: bytes) -> dict[str, bytes]:
    """The files of a TAR, as a TAR program sees them."""
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _certificate(
    subject: str, key: ec.EllipticCurvePublicKey, issuer: str, issuer_key: ec.EllipticCurvePrivateKey
) -> bytes:
    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    return (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=30))
        .not_valid_after(NOW + timedelta(days=1800))
        .sign(issuer_key, hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )
