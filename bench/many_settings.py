"""Settings by the thousand, with different words: a program in years to come."""

from __future__ import annotations

import re
from typing import Any

from kasse.settings import Setting
from kasse.settings.kinds import Number

_WORDS = re.findall(
    r"\w+",
    """
    Drucker Bon Rechnung Tisch Farbe Schrift Lade Kasse Bediener Abschluss Steuer Mail Export Ordner Preis Ebene
    Gutschein Gang Küche Schank Artikel Gruppe Rabatt Storno Umbuchung Übergabe Größe Fußzeile Kopfzeile Sprache
    """,
)


def synthetic(count: int = 1000) -> tuple[Setting[Any], ...]:
    """So many settings with different words."""
    made = []
    for i in range(count):
        a, b, c = (_WORDS[(i * step + shift) % len(_WORDS)] for step, shift in ((1, 0), (7, 3), (11, 5)))
        made.append(
            Setting(
                key=f"made.number_{i}",
                kind=Number(0, 9),
                default=1,
                label=f"{a}{b.lower()} {i}",
                help=f"Legt fest, wie {a} und {b} mit {c} zusammenhängen, wenn jemand an Stelle {i} danach fragt.",
                page=f"{a}/{b}",
                words=(f"{c.lower()}vorgabe{i % 97}", f"alt{i}"),
            )
        )
    return tuple(made)
