"""What is inside every fake TSE in the cloud: a key that really signs, counters, a log, and its TAR export."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

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

LIFE = timedelta(days=5 * 365)


@dataclass(frozen=True, slots=True)
class Entry:
    """A log message as it is kept."""

    counter: int
    log_time: int
    transaction: int | None
    der: bytes
    signature: str


class SigningCore:
    """A key on `curve`, whose signatures and certificates are as those of a real device."""

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        curve: ec.EllipticCurve,
        digest: hashes.HashAlgorithm,
        algorithm: str,
        description: str,
        start_type: str = "",
    ) -> None:
        self._now = now
        self._key = ec.generate_private_key(curve)
        self._digest = digest
        self._size = (curve.key_size + 7) // 8
        self._start_type = start_type
        self.algorithm = algorithm
        self.description = description
        self.point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.serial = hashlib.sha256(self.point).hexdigest()
        self.entries: list[Entry] = []
        self.transaction = 0
        self.valid_until = now() + LIFE
        self.chain = self._certificates(curve)

    @property
    def counter(self) -> int:
        """The last signature counter."""
        return self.entries[-1].counter if self.entries else 0

    def public_key(self) -> str:
        """The point in base64."""
        return base64.b64encode(self.point).decode()

    def start(self, client: str) -> Entry:
        """Number and sign the beginning of a transaction."""
        self.transaction += 1
        return self._transaction(START, client, self.transaction, self._start_type, b"")

    def finish(self, client: str, transaction: int, process_type: str, data: bytes) -> Entry:
        """Sign the end of a transaction."""
        return self._transaction(FINISH, client, transaction, process_type, data)

    def event(self, name: str, text: str) -> Entry:
        """Sign that something happened to the device."""
        counter, time = self.counter + 1, int(self._now().timestamp())
        signed = signed_event_bytes(
            name,
            tlv(0x81, text.encode()),
            serial=bytes.fromhex(self.serial),
            algorithm=self.algorithm,
            counter=counter,
            log_time=str(time),
        )
        return self._keep(counter, time, None, signed)

    def export(self, wanted: Callable[[Entry], bool] = lambda _entry: True) -> bytes:
        """The TAR archive of the log messages that are wanted."""
        sink = io.BytesIO()
        writer = TarWriter(sink, at=self._now())
        writer.add_info(description=self.description, manufacturer="FAKE", version="1")
        for entry in self.entries:
            if wanted(entry):
                writer.add_log(entry.der)
        for certificate in self.chain:
            writer.add_certificate(certificate.public_bytes(serialization.Encoding.DER))
        writer.finish()
        return sink.getvalue()

    def _transaction(self, operation: str, client: str, number: int, process_type: str, data: bytes) -> Entry:
        counter, time = self.counter + 1, int(self._now().timestamp())
        message = LogMessage(
            operation=operation,
            client_id=client,
            process_type=process_type,
            process_data=data,
            transaction=number,
            serial=bytes.fromhex(self.serial),
            algorithm=self.algorithm,
            counter=counter,
            log_time=str(time),
        )
        return self._keep(counter, time, number, signed_bytes(message))

    def _keep(self, counter: int, time: int, transaction: int | None, signed: bytes) -> Entry:
        r, s = decode_dss_signature(self._key.sign(signed, ec.ECDSA(self._digest)))
        signature = r.to_bytes(self._size, "big") + s.to_bytes(self._size, "big")
        entry = Entry(
            counter, time, transaction, whole_message(signed, signature), base64.b64encode(signature).decode()
        )
        self.entries.append(entry)
        return entry

    def _certificates(self, curve: ec.EllipticCurve) -> tuple[x509.Certificate, ...]:
        """The device's own, and the root that issued it."""
        root = ec.generate_private_key(curve)

        def issued(name: str, key: ec.EllipticCurvePublicKey, days: timedelta) -> x509.Certificate:
            def called(text: str) -> x509.Name:
                return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

            return (
                x509.CertificateBuilder()
                .subject_name(called(name))
                .issuer_name(called("FAKE TSE ROOT"))
                .public_key(key)
                .serial_number(x509.random_serial_number())
                .not_valid_before(self._now() - timedelta(days=1))
                .not_valid_after(self._now() + days)
                .sign(root, self._digest if isinstance(self._digest, hashes.SHA256) else hashes.SHA384())
            )

        return (
            issued(self.serial, self._key.public_key(), LIFE),
            issued("FAKE TSE ROOT", root.public_key(), 2 * LIFE),
        )
