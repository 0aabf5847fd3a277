"""The code on our own receipts: just what a reader of the strict form expects."""

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from kasse.fiscal.de.foreign_qr import check_qr
from kasse.fiscal.de.log_message import FINISH, LogMessage, signed_bytes
from kasse.fiscal.de.receipt_qr import receipt_qr
from kasse.fiscal.de.verify import fits, verify_signature
from kasse.ports.fiscal import DeviceFacts, Process, Secured
from tests.fiscal.de.samples import QR, SERIAL, SIGNED

FIELDS = QR.split(";")
POINT, SIGNATURE = base64.b64decode(FIELDS[11]), base64.b64decode(FIELDS[10])
SECURED = Secured(
    Process(FIELDS[1], FIELDS[2], FIELDS[3]),
    serial=SERIAL,
    transaction=1,
    started_at=datetime(2021, 8, 23, 14, 36, 27, tzinfo=UTC),
    finished_at=datetime(2021, 8, 23, 14, 36, 33, tzinfo=UTC),
    start_counter=30,
    counter=31,
    signature=FIELDS[10],
)
DEVICE = DeviceFacts(SERIAL, FIELDS[11], FIELDS[8], FIELDS[9], "", "", is_test=False)


def test_the_bytes_of_a_known_receipt_verify() -> None:
    assert verify_signature(POINT, "ecdsa-plain-SHA256", SIGNED, SIGNATURE)


def test_the_writer_makes_the_very_text_that_a_certified_till_printed() -> None:
    assert receipt_qr(SECURED, DEVICE) == QR


def test_what_we_write_needs_no_tolerance_of_its_reader() -> None:
    report = check_qr(receipt_qr(SECURED, DEVICE))
    assert report.is_fine
    assert report.hints == ()


def test_a_semicolon_or_a_missing_signature_never_gets_into_a_code() -> None:
    with pytest.raises(ValueError, match="semicolon"):
        receipt_qr(replace(SECURED, process=Process("K", "SonstigerVorgang", "a;b")), DEVICE)
    with pytest.raises(ValueError, match="signature"):
        receipt_qr(Secured(SECURED.process, error="TSE aus"), DEVICE)


def test_a_message_of_the_third_version_verifies_too() -> None:
    key = ec.generate_private_key(ec.BrainpoolP384R1())
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    message = LogMessage(
        FINISH, "K", "Kassenbeleg-V1", b"x", 1, b"s" * 32, "ecdsa-plain-SHA384", 2, "260823143633Z"
    )
    third = replace(message, version=3, operation="finishTransaction")
    r, s = decode_dss_signature(key.sign(signed_bytes(third), ec.ECDSA(hashes.SHA384())))
    assert fits(message, point, r.to_bytes(48, "big") + s.to_bytes(48, "big"))
