"""Any page that somebody could compose."""

from hypothesis import strategies as st

from kasse.ports.paper import (
    Align,
    Bar,
    Cell,
    Correction,
    Cut,
    Element,
    Feed,
    QrCode,
    Row,
    Rule,
    RuleKind,
    Size,
    Text,
)

texts = st.text(
    alphabet=st.one_of(
        st.sampled_from("abc ÄÖÜß€–−×„“.,0123456789\n"), st.characters(codec="utf-8", exclude_characters="\r")
    ),
    max_size=120,
)
amounts = st.integers(-(10**9), 10**9).map(lambda cents: f"{cents / 100:,.2f}")
cells = st.builds(Cell, texts, st.just(None), st.sampled_from(Align)) | st.builds(
    Cell, amounts, st.integers(0, 10), st.just(Align.RIGHT)
)
sizes = st.sampled_from(Size)


def elements(*, codes: bool = True) -> st.SearchStrategy[Element]:
    """Any element but pictures."""
    plain: st.SearchStrategy[Element] = st.one_of(
        st.builds(
            Text, texts, sizes, st.booleans(), st.sampled_from(Align), st.booleans(), st.integers(0, 6)
        ),
        st.builds(
            Row, st.lists(cells, min_size=1, max_size=5).map(tuple), sizes, st.booleans(), st.booleans()
        ),
        st.builds(Rule, st.sampled_from(RuleKind)),
        st.builds(Bar, texts, st.integers(0, 1000), amounts),
        st.builds(Feed, st.integers(0, 3)),
        st.just(Cut()),
    )
    if not codes:
        return plain
    return plain | st.builds(
        QrCode, st.text(st.characters(codec="ascii"), min_size=1, max_size=60), st.sampled_from(Correction)
    )
