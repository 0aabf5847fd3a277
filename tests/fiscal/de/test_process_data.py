"""Kassenbeleg-V1 and Bestellung-V1 as the DSFinV-K wants them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.process_data import (
    PaymentEntry,
    Vorgangstyp,
    bestellung,
    kassenbeleg,
    read_bestellung,
    read_kassenbeleg,
)

BELEG = Vorgangstyp.BELEG

KNOWN: list[tuple[Vorgangstyp, tuple[int, ...], list[PaymentEntry], str]] = [
    (
        BELEG,
        (7533, 799, 0, 0, 0),
        [("Unbar", None, 6430), ("Bar", "USD", 500), ("Bar", None, 1000), ("Bar", "CHF", 500)],
        "Beleg^75.33_7.99_0.00_0.00_0.00^10.00:Bar_5.00:Bar:CHF_5.00:Bar:USD_64.30:Unbar",
    ),
    (BELEG, (10000, 0, 0, 0, 0), [("Bar", None, 10000)], "Beleg^100.00_0.00_0.00_0.00_0.00^100.00:Bar"),
    (BELEG, (5000, 5000, 0, 0, 0), [("Unbar", None, 10000)], "Beleg^50.00_50.00_0.00_0.00_0.00^100.00:Unbar"),
    (
        BELEG,
        (405, 300, 0, 0, 0),
        [("Bar", None, 1000), ("Bar", None, -295)],
        "Beleg^4.05_3.00_0.00_0.00_0.00^7.05:Bar",
    ),
    (BELEG, (0, 0, 0, 0, 10000), [("Bar", None, 10000)], "Beleg^0.00_0.00_0.00_0.00_100.00^100.00:Bar"),
    (BELEG, (0, 0, 0, 0, -10000), [("Bar", None, -10000)], "Beleg^0.00_0.00_0.00_0.00_-100.00^-100.00:Bar"),
    (BELEG, (500, 700, 0, 0, -700), [("Bar", None, 500)], "Beleg^5.00_7.00_0.00_0.00_-7.00^5.00:Bar"),
    (BELEG, (-2142, 0, 0, 0, 0), [("Unbar", None, -2142)], "Beleg^-21.42_0.00_0.00_0.00_0.00^-21.42:Unbar"),
    (Vorgangstyp.BELEGABBRUCH, (0,) * 5, [], "AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^"),
    (
        BELEG,
        (500, 0, 0, 0, 0),
        [("Bar", "USD", 5000), ("Bar", "CHF", 4000), ("Bar", None, -7118)],
        "Beleg^5.00_0.00_0.00_0.00_0.00^-71.18:Bar_40.00:Bar:CHF_50.00:Bar:USD",
    ),
]

cents = st.integers(-(10**9), 10**9)
sums = st.lists(cents, min_size=5, max_size=5)
entries = st.lists(
    st.tuples(st.sampled_from(["Bar", "Unbar"]), st.sampled_from([None, "CHF", "USD", "CZK"]), cents),
    max_size=8,
)


@pytest.mark.parametrize(("kind", "containers", "payments", "text"), KNOWN)
def test_the_known_good_receipts_are_written_exactly_so(
    kind: Vorgangstyp, containers: tuple[int, ...], payments: list[PaymentEntry], text: str
) -> None:
    assert kassenbeleg(kind, containers, payments) == text


@given(st.sampled_from([v for v in Vorgangstyp if v is not BELEG]), sums, entries)
def test_what_was_written_about_a_receipt_can_be_read_again(
    kind: Vorgangstyp, containers: list[int], payments: list[PaymentEntry]
) -> None:
    text = kassenbeleg(kind, containers, payments)
    read = read_kassenbeleg(text)
    assert read.vorgangstyp == kind.value
    assert list(read.containers) == containers
    assert kassenbeleg(kind, read.containers, read.payments) == text
    for kind_of_money in ("Bar", "Unbar"):
        for code in (None, "CHF", "USD", "CZK"):
            paid = [c for k, f, c in payments if (k, f) == (kind_of_money, code)]
            told = [c for k, f, c in read.payments if (k, f) == (kind_of_money, code)]
            assert told == ([sum(paid)] if sum(paid) else [])


@given(sums, st.lists(cents, max_size=5))
def test_a_receipt_is_paid_with_what_it_amounts_to(containers: list[int], cash: list[int]) -> None:
    rest = sum(containers) - sum(cash)
    payments: list[PaymentEntry] = [("Bar", None, c) for c in cash]
    text = kassenbeleg(BELEG, containers, [*payments, ("Unbar", None, rest)])
    assert text.count("_") >= 4
    assert sum(c for _, _, c in read_kassenbeleg(text).payments) == sum(containers)
    with pytest.raises(ValueError, match="payments"):
        kassenbeleg(BELEG, containers, [*payments, ("Unbar", None, rest + 1)])


@pytest.mark.parametrize("containers", [(), (1, 2, 3, 4), (0,) * 6])
def test_a_receipt_has_five_sums(containers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="five"):
        kassenbeleg(Vorgangstyp.TRAINING, containers, [])


@pytest.mark.parametrize("code", ["EUR", "chf", "CH", "FRANKEN"])
def test_only_foreign_money_has_a_code(code: str) -> None:
    with pytest.raises(ValueError, match="currency"):
        kassenbeleg(BELEG, (0,) * 5, [("Bar", code, 100)])


@pytest.mark.parametrize(
    "text",
    [
        "Beleg^1.00_0.00_0.00_0.00^1.00:Bar",
        "Beleg^1,00_0.00_0.00_0.00_0.00^1,00:Bar",
        "Beleg^1.0_0.00_0.00_0.00_0.00^1.00:Bar",
        "Beleg^3,000.00_0.00_0.00_0.00_0.00^3,000.00:Bar",
        "Beleg^+1.00_0.00_0.00_0.00_0.00^1.00:Bar",
        "Beleg^0.00_0.00_0.00_0.00_0.00^0.00:Bar",
        "Beleg^3.00_0.00_0.00_0.00_0.00^1.00:Unbar_2.00:Bar",
        "Beleg^3.00_0.00_0.00_0.00_0.00^1.00:Bar_2.00:Bar",
        "Beleg^3.00_0.00_0.00_0.00_0.00^3.00:Scheck",
        "",
    ],
)
def test_a_receipt_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Kassenbeleg|payment"):
        read_kassenbeleg(text)


def test_the_known_good_orders_are_written_exactly_so() -> None:
    assert (
        bestellung([(2000, 'Eisbecher "Himbeere"', 399), (1000, "Eiskaffee", 299)])
        == '2;"Eisbecher ""Himbeere""";3.99\r1;"Eiskaffee";2.99'
    )
    assert bestellung([(-1000, "Eiskaffee", 299)]) == '-1;"Eiskaffee";2.99'
    assert bestellung([(1500, "Karpfen", 290), (333, "Pizza", 900), (250, "Brot; grau", 0)]) == (
        '1.5;"Karpfen";2.90\r0.333;"Pizza";9.00\r0.25;"Brot; grau";0.00'
    )


order_lines = st.lists(
    st.tuples(
        st.integers(-(10**7), 10**7).filter(bool),
        st.text(
            st.characters(min_codepoint=32, exclude_categories=["Cs"], exclude_characters="\x7f"), max_size=40
        ),
        st.integers(0, 10**8),
    ),
    min_size=1,
    max_size=12,
)


@given(order_lines)
def test_what_was_written_about_an_order_can_be_read_again(lines: list[tuple[int, str, int]]) -> None:
    text = bestellung(lines)
    assert list(read_bestellung(text)) == lines
    assert text.count("\r") == len(lines) - 1
    assert "\n" not in text


@pytest.mark.parametrize(
    "lines",
    [[], [(0, "Pils", 420)], [(1000, "Pils", -1)], [(1000, "Pils\rWein", 420)], [(1000, "Pils\n", 420)]],
)
def test_an_impossible_order_is_never_signed(lines: list[tuple[int, str, int]]) -> None:
    with pytest.raises(ValueError, match="order"):
        bestellung(lines)


@pytest.mark.parametrize(
    "text",
    [
        "",
        '1;"Pils";4.20\r',
        '1;"Pils";4.20\n1;"Wein";5.00',
        "1;Pils;4.20",
        '1,5;"Pils";4.20',
        '1.50;"Pils";4.20',
        '0;"Pils";4.20',
        '1;"Pils";-4.20',
        '1;"Pi"ls";4.20',
        '1;"Pils";4,20',
    ],
)
def test_an_order_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Bestellung|nothing"):
        read_bestellung(text)
