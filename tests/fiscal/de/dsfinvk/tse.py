"""A TSE whose key and signatures are the same in every run, so that exports can be compared byte by byte."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import BinaryIO

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

from kasse.fiscal.de.log_message import FINISH, START, LogMessage, raw_log_time, signed_bytes, whole_message
from kasse.fiscal.de.tse_archive.writer import TarWriter

ALGORITHM = "ecdsa-plain-SHA256"
TIME_FORMAT = "unixTime"


class Tse:
    """Signs transactions one after the other, and keeps their log messages for an archive."""

    def __init__(self, client: str, scalar: int = 20260314) -> None:
        self.client = client
        self._private = ec.derive_private_key(scalar, ec.SECP256R1())
        self.point = self._private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.serial = hashlib.sha256(self.point).hexdigest()
        self.messages: list[bytes] = []
        self.transaction = 0
        self._counter = 0

    @property
    def public_key(self) -> str:
        """As it stands in tse.csv."""
        return base64.b64encode(self.point).decode()

    @cached_property
    def certificate(self) -> bytes:
        """Self-signed, DER."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.serial)])
        begin = datetime(2026, 1, 1, tzinfo=UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self._private.public_key())
            .serial_number(4711)
            .not_valid_before(begin)
            .not_valid_after(begin + timedelta(days=5 * 365))
            .sign(self._private, hashes.SHA256(), ecdsa_deterministic=True)
        )
        return made.public_bytes(serialization.Encoding.DER)

    def sign(
        self, process: str, data: str, start: datetime, end: datetime, client: str | None = None
    ) -> tuple[int, str, str, int, str]:
        """One transaction: number, start and end as in the export, counter, signature in base64."""
        self.transaction += 1
        self._log(START, "", "", start, client)
        signature = self._log(FINISH, process, data, end, client)
        return (
            self.transaction,
            log_text(start),
            log_text(end),
            self._counter,
            base64.b64encode(signature).decode(),
        )

    def lose(self) -> None:
        """A transaction number is used up by an attempt that failed."""
        self.transaction += 1

    def _log(self, operation: str, process: str, data: str, at: datetime, client: str | None) -> bytes:
        self._counter += 1
        message = LogMessage(
            operation=operation,
            client_id=client or self.client,
            process_type=process,
            process_data=data.encode(),
            transaction=self.transaction,
            serial=bytes.fromhex(self.serial),
            algorithm=ALGORITHM,
            counter=self._counter,
            log_time=raw_log_time(at, TIME_FORMAT),
        )
        signed = signed_bytes(message)
        r, s = decode_dss_signature(
            self._private.sign(signed, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        )
        signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        self.messages.append(whole_message(signed, signature))
        return signature

    def write_archive(self, file: BinaryIO) -> None:
        """All that was signed, as a TAR."""
        writer = TarWriter(file, at=datetime(2026, 3, 17, tzinfo=UTC))
        writer.add_info(description="Test", manufacturer="kasse", version="1")
        for message in self.messages:
            writer.add_log(message)
        writer.add_certificate(self.certificate)
        writer.finish()


def log_text(moment: datetime) -> str:
    """A log time as it stands in the export."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
