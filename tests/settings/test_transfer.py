"""Settings as a file: readable, without passwords, and read again as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.refused import Refused
from kasse.settings.declared import ALL
from kasse.settings.transfer import Entry, as_file, goes_along, read_file
from tests.settings.examples import EXAMPLES, OWN

STORED = {
    ("everywhere", "receipt.copies"): "2",
    ("everywhere", "cash.in_reasons"): "Wechselgeld\nTüte „Brot“",
    ("terminal:1", "screen.theme"): "dark",
    ("terminal:1", "screen.left_handed"): "1",
    ("terminal:1", "tse.kind"): "epson",
    ("everywhere", "tse.fiskaly_key"): "2026-05-03T10:00:00+00:00",
}


def test_a_person_can_read_it() -> None:
    assert as_file(STORED, ALL, "Einstellungen von Gasthaus Linde") == (
        "# Einstellungen von Gasthaus Linde\n"
        "# Passwörter stehen nicht darin. Was fehlt, steht auf dem Standard.\n"
        "form = 1\n"
        "\n"
        "[alle]\n"
        "# Belege und Bons/Rechnung/Bonexemplare\n"
        '"receipt.copies" = 2\n'
        "# Bedienerabrechnung/Ein- und Auszahlungen/Gründe für Einlagen\n"
        '"cash.in_reasons" = ["Wechselgeld", "Tüte „Brot“"]\n'
        "\n"
        "[kasse-1]\n"
        "# Kasse und Bildschirm/Anzeige/Farben des Bildschirms\n"
        '"screen.theme" = "dark"\n'
        "# Kasse und Bildschirm/Anzeige/Für die linke Hand\n"
        '"screen.left_handed" = true\n'
    )


def test_no_password_and_nothing_of_a_single_device_goes_along() -> None:
    text = as_file(STORED, ALL, "")
    assert "fiskaly" not in text
    assert "tse.kind" not in text
    left_out = {setting.key for setting in ALL if not goes_along(setting)}
    assert {"tse.kind", "tse.places", "tse.fiskaly_key", "tse.fiskaly_secret"} <= left_out


def test_what_was_written_is_read_again() -> None:
    entries = {(entry.scope, entry.key): entry.text for entry in read_file(as_file(STORED, ALL, ""))}
    assert entries == {key: text for key, text in STORED.items() if not key[1].startswith("tse.")}


@given(st.text(max_size=60))
def test_whatever_is_stored_survives_the_file(text: str) -> None:
    stored = {("everywhere", OWN.key): text}
    assert [entry.text for entry in read_file(as_file(stored, EXAMPLES, "x"))] == [text]


@pytest.mark.parametrize(
    "content",
    ["", "form = 2", "form = 1\n[a", "form = 1\n[filiale]\nx = 1", "form = 1\nalle = 3", "form = 1\n[alle]\nx = 1.5",
     "form = 1\n[alle]\nx = [1]", "x" * 1_000_001, "\x00", 'form = "1"'],
)  # fmt: skip
def test_another_file_is_refused_in_a_sentence(content: str) -> None:
    with pytest.raises(Refused) as refused:
        read_file(content)
    assert "\n" not in str(refused.value)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(content: str) -> None:
    try:
        entries = read_file(f"form = 1\n{content}")
    except Refused:
        return
    assert all(isinstance(entry, Entry) for entry in entries)
