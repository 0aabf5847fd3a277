"""Colours of occupied tables: a hue and a colour of text for each of their three states.

Names are stored and never values: each theme has its own shades, and in every theme every one of these texts can be
read on every one of these hues (tests/ui/theme/test_table_paint.py).
"""

from __future__ import annotations

from kasse.settings.kinds import Choice, Colour
from kasse.settings.model import Setting

INKS = {
    "ink": "normal",
    "accent_text": "grün",
    "info_ink": "blau",
    "warn_ink": "bernstein",
    "danger_ink": "rot",
}
"""The colours of text by their role in a theme. In the dark theme they are light ones."""
_PAGE = "Tische/Status-Farben"
_TEXT = "Wirkt mit einer eigenen Hintergrundfarbe; jede Schrift ist auf jeder davon gut zu lesen."
_WORDS = (
    "status-farben",
    "tischfarbe",
    "hintergrundfarbe",
    "schriftfarbe",
    "tischplan",
    "farbe belegter tische",
)

OCCUPIED_BACK = Setting(
    key="tables.colour_occupied",
    kind=Colour(),
    default="",
    label="Belegt: Hintergrund",
    help="Diese Farbe haben im Tischplan die eigenen belegten Tische, in jedem Farbschema in dessen Tönung.",
    page=_PAGE,
    words=_WORDS,
)
OCCUPIED_TEXT = Setting(
    key="tables.text_occupied",
    kind=Choice(INKS),
    default="ink",
    label="Belegt: Schrift",
    help=f"Diese Farbe hat die Schrift auf den eigenen belegten Tischen. {_TEXT}",
    page=_PAGE,
    words=_WORDS,
)
OVER_TIME_BACK = Setting(
    key="tables.colour_over_time",
    kind=Colour(),
    default="",
    label="Belegt, Zeit überschritten: Hintergrund",
    help="Diese Farbe haben im Tischplan die eigenen Tische, die überzogen sind; die kleine Uhr steht immer dabei.",
    page=_PAGE,
    words=(*_WORDS, "farbe überzogener tische", "zeitüberschreitung"),
)
OVER_TIME_TEXT = Setting(
    key="tables.text_over_time",
    kind=Choice(INKS),
    default="ink",
    label="Belegt, Zeit überschritten: Schrift",
    help=f"Diese Farbe hat die Schrift auf überzogenen Tischen. {_TEXT}",
    page=_PAGE,
    words=(*_WORDS, "farbe überzogener tische", "zeitüberschreitung"),
)
OTHERS_BACK = Setting(
    key="tables.colour_others",
    kind=Colour(),
    default="",
    label="Belegt von anderem Bediener: Hintergrund",
    help="Diese Farbe haben im Tischplan die Tische anderer Bediener; ihr Kürzel steht immer dabei.",
    page=_PAGE,
    words=(*_WORDS, "fremde tische", "kollege"),
)
OTHERS_TEXT = Setting(
    key="tables.text_others",
    kind=Choice(INKS),
    default="ink",
    label="Belegt von anderem Bediener: Schrift",
    help=f"Diese Farbe hat die Schrift auf Tischen anderer Bediener. {_TEXT}",
    page=_PAGE,
    words=(*_WORDS, "fremde tische", "kollege"),
)
