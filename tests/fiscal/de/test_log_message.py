"""What a TSE signs, byte for byte."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.log_message import (
    FINISH,
    START,
    LogMessage,
    LogMessageError,
    log_moment,
    raw_log_time,
    read_message,
    signed_bytes,
    tlv,
    whole_message,
)
from tests.fiscal.de.samples import SERIAL, SIGNED

SAMPLE = LogMessage(
    operation=FINISH,
    client_id="ERS 8cb8e2de-4052-481b-945b-118022951944",
    process_type="Kassenbeleg-V1",
    process_data=b"Beleg^21.42_0.00_0.00_0.00_0.00^21.42:Unbar",
    transaction=1,
    serial=bytes.fromhex(SERIAL),
    algorithm="ecdsa-plain-SHA256",
    counter=31,
    log_time="1629729393",
)

messages = st.builds(
    LogMessage,
    operation=st.sampled_from([START, FINISH]),
    client_id=st.text("abcXYZ019 -.", min_size=1, max_size=30),
    process_type=st.sampled_from(["", " ", "Kassenbeleg-V1", "Bestellung-V1", "SonstigerVorgang"]),
    process_data=st.binary(max_size=70_000),
    transaction=st.integers(0, 2**32 - 1),
    serial=st.binary(min_size=32, max_size=32),
    algorithm=st.sampled_from(["ecdsa-plain-SHA256", "ecdsa-plain-SHA384", "ecsdsa-plain-SHA3-512"]),
    counter=st.integers(0, 2**32 - 1),
    log_time=st.one_of(
        st.integers(0, 2**33).map(str),
        st.sampled_from(["260823143633Z", "20260823143633Z", "20260823143633.250Z"]),
    ),
    version=st.sampled_from([2, 3]),
)


def test_a_known_receipt_has_just_the_bytes_that_its_tse_signed() -> None:
    assert signed_bytes(SAMPLE) == SIGNED


@given(messages, st.binary(min_size=64, max_size=132))
def test_a_stored_message_says_what_was_signed(message: LogMessage, signature: bytes) -> None:
    signed = signed_bytes(message)
    assert read_message(whole_message(signed, signature)) == (message, signed, signature)


@pytest.mark.parametrize(
    ("number", "der"),
    [(0, "850100"), (127, "85017f"), (128, "85020080"), (256, "85020100"), (2**31, "85050080000000")],
)
def test_a_number_never_reads_as_negative(number: int, der: str) -> None:
    message = LogMessage(START, "K", "", b"", number, b"", "ecdsa-plain-SHA256", 1, "1")
    assert bytes.fromhex("82008300" + der + "0400") in signed_bytes(message)


def test_process_data_in_parts_is_read_as_one_and_signed_as_it_stands() -> None:
    whole = signed_bytes(SAMPLE)
    data = tlv(0x82, SAMPLE.process_data)
    parts = b"\xa2\x80" + tlv(0x04, SAMPLE.process_data[:10]) + tlv(0x04, SAMPLE.process_data[10:]) + b"\0\0"
    in_parts = whole.replace(data, parts)
    message, signed, _ = read_message(whole_message(in_parts, b"x" * 64))
    assert message == SAMPLE
    assert signed == in_parts


@pytest.mark.parametrize("missing", range(1, 12))
def test_a_message_that_breaks_off_is_refused(missing: int) -> None:
    der = whole_message(SIGNED, b"x" * 64)
    with pytest.raises(LogMessageError):
        read_message(der[: len(der) * missing // 12])


@pytest.mark.parametrize(
    "der",
    [
        b"",
        tlv(0x31, SIGNED + tlv(4, b"x")),
        tlv(0x30, SIGNED),
        tlv(0x30, SIGNED + tlv(5, b"x")),
        tlv(0x30, SIGNED + tlv(4, b"x")) + b"\0",
        tlv(0x30, SIGNED.replace(b"ERS", b"E\xff\xff") + tlv(4, b"x")),
        tlv(0x30, SIGNED.replace(bytes.fromhex("0104010302"), bytes.fromhex("0104017f02")) + tlv(4, b"x")),
    ],
)
def test_bytes_that_are_no_transaction_are_refused(der: bytes) -> None:
    with pytest.raises(LogMessageError):
        read_message(der)


@pytest.mark.parametrize(
    ("log_time_format", "raw"),
    [
        ("unixTime", "1629729393"),
        ("utcTime", "210823143633Z"),
        ("utcTimeWithSeconds", "210823143633Z"),
        ("generalizedTime", "20210823143633Z"),
        ("generalizedTimeWithMilliseconds", "20210823143633.000Z"),
    ],
)
def test_every_time_format_means_the_same_moment(log_time_format: str, raw: str) -> None:
    moment = datetime(2021, 8, 23, 14, 36, 33, tzinfo=UTC)
    assert raw_log_time(moment, log_time_format) == raw
    assert log_moment(raw) == moment


def test_what_no_device_writes_is_refused() -> None:
    with pytest.raises(LogMessageError, match="format"):
        raw_log_time(datetime(2021, 8, 23, tzinfo=UTC), "swatchBeats")
    with pytest.raises(LogMessageError, match="log time"):
        log_moment("gestern")
    with pytest.raises(LogMessageError, match="algorithm"):
        signed_bytes(LogMessage(START, "K", "", b"", 1, b"", "rot13", 1, "1"))
