"""Numbers of tables that are set aside for something are used for that alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.numbering import FIXED, Span, clashes, reserved

NUMBER = st.integers(1, 200)
BAR, MONEY, STOCK = (
    Span(900, 989, "die Bartische"),
    Span(905, 905, "die Geldabgabe"),
    Span(995, 995, "die Fassung"),
)


@st.composite
def spans(draw: st.DrawFn, owner: str) -> Span:
    first, last = sorted((draw(NUMBER), draw(NUMBER)))
    return Span(first, last, owner)


def test_a_clash_names_the_numbers_and_both_owners() -> None:
    assert clashes((BAR, MONEY, STOCK)) == (
        (
            "Tisch 905 ist für die Bartische und für die Geldabgabe zugleich vorgesehen. "
            "Bitte einen der beiden Bereiche ändern."
        ),
    )
    assert clashes((BAR, Span(980, 999, "die Sammeltische"))) == (
        (
            "Die Tische 980 bis 989 sind für die Bartische und für die Sammeltische zugleich vorgesehen. "
            "Bitte einen der beiden Bereiche ändern."
        ),
    )


def test_ranges_of_one_owner_may_touch_and_some_may_share() -> None:
    assert clashes((Span(1, 9, "die Bartische"), Span(9, 20, "die Bartische"))) == ()
    assert (
        clashes(
            (Span(1, 9, "die Bartische"), Span(5, 7, "die Auto-Tische", shares=frozenset({"die Bartische"})))
        )
        == ()
    )


@given(one=spans("a"), other=spans("b"))
def test_two_ranges_clash_exactly_where_they_share_a_number(one: Span, other: Span) -> None:
    common = [number for number in range(1, 201) if number in one and number in other]
    assert bool(clashes((one, other))) is bool(common)
    assert bool(clashes((other, one))) is bool(common)


def test_ordinary_tables_lie_among_bar_tables_but_never_on_the_one_for_stock() -> None:
    assert reserved(901, (*FIXED, BAR)) == ""
    assert reserved(995, (*FIXED, BAR)) == (
        "Tisch 995 ist für die Fassung aus dem Lager reserviert. Bitte eine andere Nummer wählen."
    )
