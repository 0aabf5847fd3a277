"""Certificates as they are in the field, and what they prove."""

import base64
from datetime import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.tse_archive.certificates import follow, read_certificates, signed_by
from tests.fiscal.de.tse_archive.device import NOW, Device

DEVICE = Device()
(LEAF,) = read_certificates(DEVICE.certificate)
(ROOT,) = read_certificates(DEVICE.root)


def test_a_certificate_is_known_by_the_hash_of_its_key() -> None:
    assert LEAF.serial == DEVICE.serial.hex()
    assert LEAF.point == DEVICE.point
    assert (LEAF.name, LEAF.is_root, ROOT.is_root) == ("TSE", False, True)
    assert LEAF.valid_from < NOW < LEAF.valid_until


@pytest.mark.parametrize("number", [b"\x00", b"\xff"])
def test_a_serial_number_that_x509_forbids_is_no_hindrance(number: bytes) -> None:
    place = DEVICE.certificate.index(b"\xa0\x03\x02\x01\x02\x02") + 6
    length = DEVICE.certificate[place]
    changed = DEVICE.certificate[: place + 1] + number * length + DEVICE.certificate[place + 1 + length :]
    (read,) = read_certificates(changed)
    assert read.serial == DEVICE.serial.hex()


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_line_feed_behind_a_certificate_is_no_hindrance(end: bytes) -> None:
    assert read_certificates(DEVICE.certificate + end) == [LEAF]


def test_a_file_may_hold_a_whole_chain_as_text() -> None:
    lines = [
        b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE-----\n"
        for der in (DEVICE.certificate, DEVICE.root, b"no certificate")
    ]
    broken = b"-----BEGIN CERTIFICATE-----\n!!!\n"
    assert read_certificates(b"Kette:\n" + b"".join(lines) + broken) == [LEAF, ROOT]


def test_a_chain_is_followed_to_its_root() -> None:
    chain = follow(LEAF, [LEAF, ROOT])
    assert (chain.is_whole, chain.trouble) == (True, "")
    assert chain.links == (LEAF, ROOT)
    assert signed_by(LEAF, ROOT)
    assert not signed_by(ROOT, LEAF)


def test_a_changed_root_is_wrong() -> None:
    changed = bytearray(DEVICE.root)
    changed[-1] ^= 1
    (read,) = read_certificates(bytes(changed))
    chain = follow(read, [])
    assert chain.is_wrong
    assert "verändert" in chain.trouble


def test_an_issuer_with_another_kind_of_key_is_unknown_and_not_wrong() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Amt")])
    der = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1))  # noqa: DTZ001 - as X.509 has it
        .not_valid_after(datetime(2060, 1, 1))  # noqa: DTZ001
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )
    (read,) = read_certificates(der)
    assert (read.serial, read.name) == (None, "Amt")
    chain = follow(read, [])
    assert (chain.is_whole, chain.is_wrong) == (False, False)
    assert "kann kasse nicht prüfen" in chain.trouble


def test_issuers_in_a_circle_come_to_an_end() -> None:
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)]) for text in ("A", "B")]
    circle = []
    for own, issuer in ((0, 1), (1, 0)):
        made = (
            x509.CertificateBuilder()
            .subject_name(names[own])
            .issuer_name(names[issuer])
            .public_key(keys[own].public_key())
            .serial_number(1)
            .not_valid_before(NOW)
            .not_valid_after(NOW.replace(year=2050))
            .sign(keys[issuer], hashes.SHA384())
        )
        circle += read_certificates(made.public_bytes(serialization.Encoding.DER))
    chain = follow(circle[0], circle)
    assert not chain.is_whole
    assert len(chain.links) == 2


@given(st.lists(st.tuples(st.integers(0, len(DEVICE.certificate) - 1), st.integers(0, 255)), max_size=6))
def test_a_certificate_with_any_bytes_changed_is_read_or_passed_over(changes: list[tuple[int, int]]) -> None:
    content = bytearray(DEVICE.certificate)
    for place, byte in changes:
        content[place] = byte
    for read in read_certificates(bytes(content)):
        assert follow(read, [ROOT, LEAF]).links[0] == read


@given(st.binary(max_size=400))
def test_bytes_that_are_no_certificate_are_passed_over(content: bytes) -> None:
    assert read_certificates(content) == []
    read_certificates(b"-----BEGIN CERTIFICATE-----" + content)
