import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.documents.page import NO_BREAK
from kasse.hardware.printers.spelling import speller

CODECS = ("cp858", "cp1252")


@pytest.mark.parametrize(
    ("text", "dos", "windows"),
    [
        ("Käsespätzle 9,50 €", "Käsespätzle 9,50 €", "Käsespätzle 9,50 €"),
        ("−1,00", "-1,00", "-1,00"),
        ("„Zum Hirschen“ – gut…", '"Zum Hirschen" - gut...', "„Zum Hirschen“ – gut…"),
        ("2 × ½ Hähnchen", "2 × ½ Hähnchen", "2 × ½ Hähnchen"),
        ("STRAẞE", "STRASSE", "STRASSE"),
        ("Žižkov, Łódź", "Zizkov, Lódz", "Žižkov, Lódz"),
        ("⅛ Wein", "1/8 Wein", "1/8 Wein"),
        ("a\u0308 ist ä", "ä ist ä", "ä ist ä"),
        ("寿司 🍣", "?? ?", "?? ?"),
        ("x\x1b@\ty", "x @ y", "x @ y"),
    ],
)
def test_what_a_code_page_lacks_is_spelled_with_what_it_has(text: str, dos: str, windows: str) -> None:
    assert speller("cp858")(text) == dos
    assert speller("cp1252")(text) == windows


@given(st.text(), st.sampled_from(CODECS))
def test_every_text_can_be_sent_and_none_commands_the_printer(text: str, codec: str) -> None:
    spelt = speller(codec)(text).replace(NO_BREAK, " ").replace("\n", " ")
    assert all(byte >= 0x20 for byte in spelt.encode(codec))


@given(st.text(alphabet="ÄÖÜäöüß€ abcxyzABC0123456789.,-+%()/"), st.sampled_from(CODECS))
def test_plain_german_stays_as_it_is(text: str, codec: str) -> None:
    assert speller(codec)(text) == text
