"""What a reader types for a card is compared in one form, whichever way round the reader types it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.refused import Refused
from kasse.domain.staff.key_codes import crc8, key_code


def ibutton(serial: bytes) -> bytes:
    body = b"\x01" + serial
    return body + bytes([crc8(body)])


def test_the_check_of_the_makers_example_is_right() -> None:
    assert crc8(bytes.fromhex("021CB801000000")) == 0xA2


@given(st.binary(min_size=6, max_size=6))
def test_an_ibutton_is_the_same_key_whichever_way_its_bytes_come(serial: bytes) -> None:
    code = ibutton(serial)
    assert key_code(code.hex()) == key_code(code[::-1].hex().upper()) == code.hex().upper()


@given(st.binary(min_size=6, max_size=6), st.integers(1, 6), st.integers(0, 7))
def test_an_ibutton_with_one_wrong_bit_is_never_taken_for_another_one(
    serial: bytes, place: int, bit: int
) -> None:
    code = bytearray(ibutton(serial))
    code[place] ^= 1 << bit
    if code[7] == 0x01:  # the same bytes backwards may be a whole key of their own
        return
    with pytest.raises(Refused, match="nicht richtig gelesen"):
        key_code(bytes(code).hex())


def test_codes_of_other_cards_stay_as_they_are_but_for_small_letters_and_sentinels() -> None:
    assert key_code(" 04a3b2c1d0 ") == "04A3B2C1D0"
    assert key_code("%0012345678?") == "0012345678"
    assert key_code(";4711-12?") == "4711-12"


@pytest.mark.parametrize("text", ["", "12", "0000000000", "ÄÖÜ123", "1" * 65, "12\x0034", "%?"])
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="keine ganze Karte"):
        key_code(text)


@pytest.mark.parametrize("track", [";4111111111111111=29121010000?", "%B4111111111111111^MUSTER/EVA^2912?"])
def test_a_bank_card_is_never_taken(track: str) -> None:
    with pytest.raises(Refused, match="Bankkarte") as refused:
        key_code(track)
    assert "4111" not in str(refused.value)


@given(st.text(max_size=80))
def test_whatever_is_read_is_refused_or_a_code_that_stays_the_same(text: str) -> None:
    with suppress(Refused):
        code = key_code(text)
        assert key_code(code) == code
