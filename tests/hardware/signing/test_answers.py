"""Answers of services are read by name and type, and whatever else stands there is an error in a sentence."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from contextlib import suppress

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from kasse.hardware.signing.answers import (
    Answer,
    certificates,
    own_first,
    point_of,
    read_answer,
    valid_until,
)
from kasse.ports.signing import SigningError
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.signing_core import SigningCore

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=10,
)
READERS: dict[str, Callable[[Answer], object]] = {
    "text": lambda answer: answer.text("a"),
    "text_or": lambda answer: answer.text_or("a"),
    "number": lambda answer: answer.number("a"),
    "number_or_none": lambda answer: answer.number_or_none("a"),
    "moment": lambda answer: answer.moment("a"),
    "octets": lambda answer: answer.octets("a"),
    "signature": lambda answer: answer.signature("a"),
    "part": lambda answer: answer.part("a").text("b"),
    "parts": lambda answer: [each.number("b") for each in answer.parts("a")],
}


@pytest.fixture(scope="module")
def core() -> SigningCore:
    return SigningCore(
        Clock(), curve=ec.SECP256R1(), digest=hashes.SHA256(), algorithm="ecdsa-plain-SHA256", description="x"
    )


@given(ANYTHING, st.sampled_from(sorted(READERS)))
def test_any_json_is_read_or_refused(value: object, reader: str) -> None:
    with suppress(SigningError):
        READERS[reader](read_answer("Testdienst", json.dumps(value).encode()))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(SigningError):
        read_answer("Testdienst", content)


@pytest.mark.parametrize("content", [b"[" * 100_000, b"1" * 10_000, b'{"a":' * 50_000, b"", b"\xff\xfe"])
def test_what_is_made_to_break_readers_breaks_nothing(content: bytes) -> None:
    with pytest.raises(SigningError, match=r"Die Antwort von Testdienst ist nicht lesbar .*\.$") as caught:
        read_answer("Testdienst", content)
    assert caught.value.code == "UNREADABLE"


@given(st.integers(0, 2**63 - 1))
def test_numbers_may_come_as_texts(number: int) -> None:
    answer = Answer("Testdienst", {"n": number, "t": str(number)})
    assert answer.number("n") == answer.number("t") == number


@pytest.mark.parametrize("value", [-1, 2**63, True, 1.0, "1.0", "-1", "١", "", None, "9" * 30])
def test_what_is_no_number_is_none(value: object) -> None:
    with pytest.raises(SigningError, match="n"):
        Answer("Testdienst", {"n": value}).number("n")


def test_certificates_come_in_three_shapes(core: SigningCore) -> None:
    own, root = (each.public_bytes(serialization.Encoding.DER) for each in core.chain)
    pem = b"".join(each.public_bytes(serialization.Encoding.PEM) for each in core.chain).decode()
    whole = tuple(base64.b64encode(each).decode() for each in (own, root))
    assert certificates(whole[0]) == whole[:1]
    assert certificates(pem) == whole
    assert certificates(base64.b64encode(pem.encode()).decode()) == whole
    assert certificates("nichts davon") == certificates("") == ()
    assert own_first(reversed(whole), core.serial) == whole
    assert valid_until(whole, core.serial) == core.valid_until
    assert valid_until((), core.serial) is None


def test_the_key_is_the_one_whose_hash_is_the_serial_number(core: SigningCore) -> None:
    own = base64.b64encode(core.chain[0].public_bytes(serialization.Encoding.DER)).decode()
    spki = (
        core.chain[0]
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    for sent in (core.public_key(), core.point.hex(), base64.b64encode(spki).decode()):
        assert point_of(core.serial, [sent], []) == core.point
    assert point_of(core.serial, ["?"], [own]) == core.point
    assert point_of("0" * 64, [core.public_key()], [own]) is None
