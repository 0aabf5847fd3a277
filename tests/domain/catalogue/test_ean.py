"""EAN codes: the check digit finds a slip of the finger, and the house makes codes of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.catalogue.ean import automatic_code, check_digit, is_ean
from kasse.domain.refused import Refused

DIGITS = st.text("0123456789", min_size=1, max_size=20)


@pytest.mark.parametrize("code", ["96385074", "4006381333931", "036000291452", "9780201379624", "00000000"])
def test_codes_from_the_shelf_have_the_right_check_digit(code: str) -> None:
    assert is_ean(code)


@pytest.mark.parametrize("code", ["96385075", "4006381333932", "123", "", "4006381-33931", "٤٠٠٦٣٨١٣٣٣٩٣١"])
def test_others_are_none(code: str) -> None:
    assert not is_ean(code)


@given(digits=DIGITS, place=st.integers(0, 19), digit=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_noticed(digits: str, place: int, digit: str) -> None:
    place %= len(digits)
    other = digits[:place] + digit + digits[place + 1 :]
    assert (check_digit(other) == check_digit(digits)) is (other == digits)


def test_only_digits_have_a_check_digit() -> None:
    with pytest.raises(ValueError, match="no digits"):
        check_digit("12a")


@pytest.mark.parametrize(
    ("prefix", "number", "code"),
    [("20", 12345, "20123451"), ("2", 105, "20001056"), ("4012345", 12345, "4012345123456"), ("", 1, "00000017")],
)  # fmt: skip
def test_prefix_and_number_have_seven_digits_together_or_twelve(prefix: str, number: int, code: str) -> None:
    made = automatic_code(prefix, number)
    assert made == code
    assert is_ean(made)
    assert made.startswith(prefix)


@given(
    prefix=st.text("0123456789", max_size=6), numbers=st.sets(st.integers(1, 999_999), min_size=2, max_size=9)
)
def test_no_two_articles_get_the_same_code(prefix: str, numbers: set[int]) -> None:
    assert len({automatic_code(prefix, number) for number in numbers}) == len(numbers)


def test_what_is_too_long_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"zusammen 14 Stellen.*Präfix in den Einstellungen kürzen"):
        automatic_code("401234567", 12345)
    with pytest.raises(Refused, match="besteht aus Ziffern"):
        automatic_code("4x", 1)
