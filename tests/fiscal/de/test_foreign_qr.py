"""The QR code of any till: what is proven, what nobody can know from it, and what is wrong."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.findings import Verdict
from kasse.fiscal.de.foreign_qr import check_qr
from kasse.fiscal.de.log_message import FINISH, LogMessage, raw_log_time, signed_bytes
from tests.fiscal.de.samples import QR, SERIAL

FIELDS = QR.split(";")
POINT, SIGNATURE = base64.b64decode(FIELDS[11]), base64.b64decode(FIELDS[10])
SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200") + POINT
MOMENT = datetime(2026, 7, 1, 16, 30, 15, 250_000, tzinfo=UTC)


def with_field(number: int, text: str) -> str:
    fields = list(FIELDS)
    fields[number - 1] = text
    return ";".join(fields)


def signed_code(
    data: str = "Beleg^1.00_0.00_0.00_0.00_0.00^1.00:Bar",
    *,
    kind: str = "Kassenbeleg-V1",
    curve: ec.EllipticCurve | None = None,
    digest: hashes.HashAlgorithm | None = None,
    algorithm: str = "ecdsa-plain-SHA256",
    time_format: str = "unixTime",
    time_text: str = "2026-07-01T16:30:15.250Z",
    operation: str = FINISH,
    version: int = 2,
) -> str:
    """A code that a till with this key would print."""
    key = ec.generate_private_key(curve or ec.SECP256R1())
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    serial = hashlib.sha256(point).digest()
    raw = raw_log_time(MOMENT, time_format)
    message = LogMessage(operation, "K-1", kind, data.encode(), 7, serial, algorithm, 99, raw, version)
    r, s = decode_dss_signature(key.sign(signed_bytes(message), ec.ECDSA(digest or hashes.SHA256())))
    size = (key.key_size + 7) // 8
    signature = base64.b64encode(r.to_bytes(size, "big") + s.to_bytes(size, "big")).decode()
    texts = [
        "V0",
        "K-1",
        kind,
        data,
        "7",
        "99",
        "2026-07-01T16:30:00.000Z",
        time_text,
        algorithm,
        time_format,
    ]
    return ";".join([*texts, signature, base64.b64encode(point).decode()])


# --- what is valid, and what is not known -----------------------------------------------------------------


def test_a_public_receipt_of_a_certified_tse_is_proven() -> None:
    report = check_qr(QR)
    assert report.signature is Verdict.VALID
    assert report.is_fine
    assert (report.serial, report.curve, report.transaction, report.counter) == (SERIAL, "secp256r1", 1, 31)
    assert report.log_time == datetime(2021, 8, 23, 14, 36, 33, tzinfo=UTC)
    assert report.start_time == datetime(2021, 8, 23, 14, 36, 27, tzinfo=UTC)
    assert (report.wrong, report.content, report.hints) == ((), (), ())


def test_the_start_time_and_the_owner_of_the_key_are_never_called_proven() -> None:
    report = check_qr(QR)
    assert any("Startzeit" in sentence for sentence in report.unknown)
    assert any("Zertifikat" in sentence for sentence in report.unknown)
    assert not any("Startzeit" in sentence for sentence in report.valid)
    moved = check_qr(with_field(7, "2021-08-23T14:30:00.000Z"))
    assert moved.signature is Verdict.VALID


@pytest.mark.parametrize(
    ("curve", "digest", "algorithm"),
    [
        (ec.SECP256R1(), hashes.SHA256(), "ecdsa-plain-SHA256"),
        (ec.BrainpoolP256R1(), hashes.SHA256(), "ecdsa-plain-SHA256"),
        (ec.BrainpoolP384R1(), hashes.SHA384(), "ecdsa-plain-SHA384"),
        (ec.SECP384R1(), hashes.SHA384(), "ecdsa-plain-SHA384"),
        (ec.BrainpoolP512R1(), hashes.SHA512(), "ecdsa-plain-SHA512"),
        (ec.SECP521R1(), hashes.SHA3_512(), "ecdsa-plain-SHA3-512"),
        (ec.SECP384R1(), hashes.SHA3_256(), "ecdsa-plain-SHA3-256"),
    ],
)
def test_the_curve_is_found_although_the_code_does_not_name_it(
    curve: ec.EllipticCurve, digest: hashes.HashAlgorithm, algorithm: str
) -> None:
    report = check_qr(signed_code(curve=curve, digest=digest, algorithm=algorithm))
    assert report.is_fine
    assert report.curve == curve.name


@pytest.mark.parametrize(
    ("version", "operation"),
    [(2, "FinishTransaction"), (3, "finishTransaction"), (2, "finishTransaction"), (3, "FinishTransaction")],
)
def test_every_version_of_log_messages_verifies_also_mixed_ones(version: int, operation: str) -> None:
    report = check_qr(signed_code(version=version, operation=operation))
    assert report.is_fine
    assert f"Version {version}" in report.valid[0]


@pytest.mark.parametrize(
    "time_format",
    ["unixTime", "utcTime", "utcTimeWithSeconds", "generalizedTime", "generalizedTimeWithMilliseconds"],
)
def test_every_time_format_verifies(time_format: str) -> None:
    assert check_qr(signed_code(time_format=time_format)).is_fine


# --- what tills write differently -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "text", "hint"),
    [
        (8, "2021-08-23T16:36:33+02:00", "steht nicht in der Form"),
        (8, "2021-08-23T14:36:33", "steht nicht in der Form"),
        (8, "2021-08-23T16:36:33", "steht nicht in der Form"),  # local time
        (7, "2021-08-23T16:36:27+02:00", "steht nicht in der Form"),
        (9, "ECDSA-plain-sha256", "heißt „ecdsa-plain-SHA256“"),
        (10, "unixtime", "heißt „unixTime“"),
        (10, "swatchBeats", "alle wurden versucht"),
        (11, SIGNATURE.hex(), "in Hexadezimalziffern"),
        (12, base64.b64encode(SPKI).decode(), "SubjectPublicKeyInfo"),
        (12, SPKI.hex(), "SubjectPublicKeyInfo"),
        (12, POINT.hex().upper(), "in Hexadezimalziffern"),
    ],
)
def test_what_other_tills_write_differently_is_understood_and_told(field: int, text: str, hint: str) -> None:
    report = check_qr(with_field(field, text))
    assert report.is_fine
    assert hint in " ".join(report.hints)


def test_semicolons_of_an_order_do_not_hide_that_it_is_signed() -> None:
    report = check_qr(signed_code('2;"Eiskaffee; groß";2.99\r1;"Bier";4.10', kind="Bestellung-V1"))
    assert report.is_fine
    assert report.process_data == '2;"Eiskaffee; groß";2.99\r1;"Bier";4.10'
    assert "Semikolons" in report.hints[0]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("Beleg^3,000.00_0.00_0.00_0.00_0.00^3000.00:Bar", "ein Trennzeichen für Tausender"),
        ("Beleg^3.00_0,00_0.00_0.00_0.00^3.00:Bar", "ein Dezimalkomma"),
        ("Beleg^3.00_0.00_0.00_0.00_0.00^3.01:Bar", "ergeben 3,00 €, die Zahlungen 3,01 €"),
    ],
)
def test_amounts_in_another_form_verify_and_are_a_finding_of_their_own(data: str, fault: str) -> None:
    report = check_qr(signed_code(data))
    assert report.signature is Verdict.VALID
    assert fault in " ".join(report.content)
    assert not report.is_fine


def test_another_spelling_of_the_process_type_verifies_and_is_told() -> None:
    report = check_qr(signed_code(kind="KassenBeleg-V1"))
    assert report.signature is Verdict.VALID
    assert report.content == ("Der processType heißt „Kassenbeleg-V1“ und nicht „KassenBeleg-V1“.",)


# --- what is wrong ----------------------------------------------------------------------------------------


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
        (10, "utcTime"),
        (11, base64.b64encode(bytes([SIGNATURE[0] ^ 1]) + SIGNATURE[1:]).decode()),
        (11, base64.b64encode(SIGNATURE[:-1]).decode()),
        (11, base64.b64encode(bytes(64)).decode()),
    ],
)
def test_one_changed_cent_or_anything_else_signed_is_noticed(field: int, text: str) -> None:
    report = check_qr(with_field(field, text))
    assert report.signature is Verdict.WRONG
    assert report.valid == ()
    assert "Die Signatur passt nicht" in " ".join(report.wrong)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (5, "eins", "Die Transaktionsnummer „eins“ ist keine Zahl."),
        (6, "9" * 5000, "Der Signaturzähler"),
        (6, "٣", "Der Signaturzähler „٣“ ist keine Zahl."),
        (8, "gestern", "Die Zeit der Signatur „gestern“ ist keine Zeit."),
        (8, "0001-01-01T00:00:00+14:00", "ist keine Zeit."),
        (11, "kein base64!", "Die Signatur ist nicht lesbar."),
        (12, "", "Der öffentliche Schlüssel ist nicht lesbar."),
        (12, "AAAA", "liegt auf keiner Kurve"),
        (12, base64.b64encode(b"\x30" + bytes(70)).decode(), "liegt auf keiner Kurve"),
        (12, base64.b64encode(POINT[:-1] + bytes([POINT[-1] ^ 1])).decode(), "liegt auf keiner Kurve"),
    ],
)
def test_what_cannot_be_read_is_named_and_proves_nothing(field: int, text: str, sentence: str) -> None:
    report = check_qr(with_field(field, text))
    assert report.signature is Verdict.UNKNOWN
    assert not report.is_fine
    assert sentence in " ".join(report.wrong)


@pytest.mark.parametrize("algorithm", ["ecsdsa-plain-SHA256", "rot13"])
def test_an_algorithm_that_we_do_not_have_is_unknown_and_not_wrong(algorithm: str) -> None:
    report = check_qr(with_field(9, algorithm))
    assert report.signature is Verdict.UNKNOWN
    assert report.wrong == ()
    assert algorithm in report.unknown[0]


def test_a_start_after_the_end_is_wrong_however_well_the_rest_is_signed() -> None:
    report = check_qr(with_field(7, "2021-08-23T14:36:34.000Z"))
    assert report.wrong == ("Die Startzeit liegt nach der Zeit der Signatur.",)
    assert not report.is_fine


@pytest.mark.parametrize(
    "text",
    [
        "",
        "V0",
        "V1;" + QR[3:],
        QR[:60],
        "https://example.org",
        QR + "x" * 10_000,
        QR.replace("Beleg^", "\udcff"),
    ],
)
def test_what_is_no_receipt_code_is_told_in_one_sentence(text: str) -> None:
    report = check_qr(text)
    assert report.signature is Verdict.UNKNOWN
    assert len(report.wrong) == 1
    assert not report.is_fine


# --- hostile texts ----------------------------------------------------------------------------------------


@given(st.text(max_size=400))
def test_no_text_breaks_the_check(text: str) -> None:
    assert not check_qr(text).is_fine


@given(st.lists(st.text(max_size=60), min_size=11, max_size=14))
def test_no_fields_break_the_check(fields: list[str]) -> None:
    assert check_qr(";".join(["V0", *fields])).signature is not Verdict.VALID


@given(st.integers(1, 11), st.text(max_size=60))
def test_one_foreign_field_never_makes_the_check_fail(field: int, text: str) -> None:
    report = check_qr(with_field(field + 1, text))
    if field + 1 in (2, 3, 4) and text != FIELDS[field]:
        assert report.signature is not Verdict.VALID


@given(st.integers(0, len(QR) - 1), st.characters())
def test_a_changed_character_never_leaves_other_words_proven(place: int, character: str) -> None:
    report = check_qr(QR[:place] + character + QR[place + 1 :])
    if report.signature is Verdict.VALID:
        told = (
            report.client_id,
            report.process_type,
            report.process_data,
            report.transaction,
            report.counter,
        )
        assert told == (FIELDS[1], FIELDS[2], FIELDS[3], 1, 31)


def test_the_report_of_a_mixed_form_says_which_moment_was_signed() -> None:
    local = check_qr(signed_code(time_text="2026-07-01T18:30:15", time_format="utcTime"))
    assert local.log_time == MOMENT.replace(microsecond=0)
