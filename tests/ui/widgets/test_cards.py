"""Cards of facts, lists and settings: what is told is seen, by the eye and by a screen reader, and never cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.fact_sheet import Fact, FactSheet, Heading, Meter, Sheet, Tone, Words, spoken
from kasse.ui.widgets.row_list import Row, RowList
from tests.ui.conftest import Finger

Show = Callable[[QWidget], QWidget]
LONG = "Ein Satz, der so lang ist, dass er auf keiner Karte in eine Zeile passt, und deshalb umbrochen wird."
SHEET = Sheet(
    "TSE",
    (
        Words("Bitte bestellen.", Tone.WARN),
        Heading("Gerät"),
        Fact("Seriennummer", "a9b3f2c4 d5e6f708"),
        Fact("Selbsttest", "nicht bestanden", Tone.BAD),
        Meter("Speicher", "6 von 8 GB", 750, LONG, Tone.WARN),
        Words(LONG, quiet=True),
    ),
    "Stand vor 3 min",
)


@pytest.fixture
def card(look: Look, show: Show) -> FactSheet:
    made = FactSheet(look)
    show(made)
    made.place(Box(0, 0, 400, 300))
    made.show_sheet(SHEET)
    return made


def test_a_screen_reader_hears_every_block_with_what_its_colour_means(card: FactSheet) -> None:
    assert list(spoken(SHEET))[:4] == [
        "Bitte bestellen. (Achtung)",
        "Gerät",
        "Seriennummer a9b3f2c4 d5e6f708",
        "Selbsttest nicht bestanden (gestört)",
    ]
    assert card.accessibleDescription().startswith("Bitte bestellen. (Achtung). Gerät.")


def test_a_card_keeps_its_place_while_its_figures_change(card: FactSheet) -> None:
    card.scroll_to(40)
    card.show_sheet(Sheet("TSE", SHEET.blocks, "Stand vor 4 min"))
    assert card._offset == 40
    card.show_sheet(Sheet("Testsignatur", SHEET.blocks))
    assert card._offset == 0


@pytest.mark.parametrize("permille", [-500, 0, 1, 500, 1000, 2000])
def test_a_bar_never_leaves_its_track(card: FactSheet, permille: int) -> None:
    card.show_sheet(Sheet("", (Meter("Speicher", "", permille),)))
    image = card.grab().toImage()
    paper = card.look.tokens.color("paper")
    for y in range(image.height() // 8, image.height() // 2):
        assert image.pixelColor(14, y) == image.pixelColor(image.width() - 15, y) == paper


def test_long_words_are_broken_and_nothing_is_lost(card: FactSheet) -> None:
    for placed in card._placed:
        if isinstance(placed.block, (Words, Meter)):
            assert all(t.width(line, t.SECOND) <= 400 for line in placed.lines)
            assert "…" not in "".join(placed.lines)


def test_a_row_is_chosen_by_finger_and_stays_in_sight(look: Look, show: Show) -> None:
    rows = RowList(look, name="Ausfälle")
    show(rows)
    rows.place(Box(0, 0, 400, 200))
    found = [Row(i, f"Ausfall {i}", "heute", f"{i} Vorgänge", mark="dauert an") for i in range(20)]
    rows.show_list(found, 19)
    assert rows.view_box().contains(rows.shown_box(19))
    assert rows.cell_name(3) == "Ausfall 3, heute, 3 Vorgänge, dauert an"
    tapped: list[object] = []
    rows.tapped.connect(tapped.append)
    Finger(rows).tap(19)
    assert tapped == [19]
    rows.scroll_to(0)
    rows.show_list(found, 19)  # the same again: whoever scrolled away stays there
    assert rows._offset == 0
