"""The code on the receipt: what it says, and that nobody can change it unnoticed."""

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from kasse.fiscal.de.log_message import FINISH, LogMessage, signed_bytes
from kasse.fiscal.de.receipt_qr import UnreadableCodeError, receipt_qr, verify_qr
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


def with_field(number: int, text: str) -> str:
    fields = list(FIELDS)
    fields[number - 1] = text
    return ";".join(fields)


def test_a_receipt_of_another_till_verifies() -> None:
    checked = verify_qr(QR)
    assert checked.signature_fits
    assert checked.serial == SERIAL
    assert (checked.transaction, checked.counter) == (1, 31)
    assert checked.log_time == datetime(2021, 8, 23, 14, 36, 33, tzinfo=UTC)
    assert verify_signature(POINT, "ecdsa-plain-SHA256", SIGNED, SIGNATURE)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (2, "ERS 8cb8e2de-4052-481b-945b-118022951945"),
        (3, "Kassenbeleg-V2"),
        (4, "Beleg^21.43_0.00_0.00_0.00_0.00^21.43:Unbar"),
        (5, "2"),
        (6, "32"),
        (8, "2021-08-23T14:36:34.000Z"),
        (9, "ecdsa-plain-SHA384"),
        (11, base64.b64encode(bytes([SIGNATURE[0] ^ 1]) + SIGNATURE[1:]).decode()),
        (11, base64.b64encode(SIGNATURE[:-1]).decode()),
    ],
)
def test_one_changed_cent_or_anything_else_signed_is_noticed(field: int, text: str) -> None:
    assert not verify_qr(with_field(field, text)).signature_fits


def test_the_writer_makes_the_very_text_that_a_certified_till_printed() -> None:
    assert receipt_qr(SECURED, DEVICE) == QR


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (8, "2021-08-23T16:36:33+02:00"),
        (8, "2021-08-23T14:36:33"),
        (11, SIGNATURE.hex()),
        (
            12,
            base64.b64encode(
                bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200") + POINT
            ).decode(),
        ),
    ],
)
def test_what_other_tills_write_differently_is_understood(field: int, text: str) -> None:
    assert verify_qr(with_field(field, text)).signature_fits


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (1, "V1"),
        (5, "eins"),
        (7, "gestern"),
        (8, "gestern"),
        (9, "ecsdsa-plain-SHA256"),
        (10, "swatchBeats"),
        (11, "kein base64!"),
        (12, "AAAA"),
        (12, base64.b64encode(POINT[:-1] + bytes([POINT[-1] ^ 1])).decode()),
        (4, "zu;viele;Felder"),
    ],
)
def test_what_is_no_receipt_code_is_refused(field: int, text: str) -> None:
    with pytest.raises(UnreadableCodeError):
        verify_qr(with_field(field, text))


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
