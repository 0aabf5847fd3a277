"""Rooms and the tables in them."""

from __future__ import annotations

from operator import attrgetter

from kasse.domain.business import Area, Place
from kasse.domain.master import Master
from kasse.settings.kinds import Number, Text
from kasse.settings.kinds.references import Referred
from kasse.sheets.columns import active, fact, head, of, part_of, put_away, renumbered, switch
from kasse.sheets.model import Sheet, next_free

_PLAN = "Im Tischplan"
_SPAN = 400
"""Units of the longest side of a plan."""


def _new_place(master: Master) -> Place:
    areas = master.house.areas
    return Place(next_free(master.house.places), min(areas, default=0))


AREAS: Sheet[Area] = Sheet(
    key="areas",
    label="Bereiche",
    one="Der Bereich",
    page="Tische",
    help="Die Räume des Hauses, etwa Gaststube und Terrasse; jeder hat einen eigenen Tischplan.",
    table="area",
    columns=(
        head(
            Number(1, 999), "Nummer", "In der Reihenfolge der Nummern stehen die Bereiche über dem Tischplan."
        ),
        fact(
            "name", Text(40), "Name", "So heißt der Bereich über dem Tischplan.", shown=True, together=False
        ),
    ),
    **part_of("house", "areas"),
    title=attrgetter("name"),
    blank=lambda master: Area(next_free(master.house.areas), ""),
    renamed=renumbered(),
    words=("raum", "tischgruppe", "revier", "saal", "station"),
)
PLACES: Sheet[Place] = Sheet(
    key="places",
    label="Tische",
    one="Der Tisch",
    page="Tische",
    help="Alle Tische mit ihrem Platz im Tischplan. Leichter als hier lassen sie sich im Tischplan selbst stellen.",
    table="place",
    columns=(
        head(Number(1, 99_999), "Nummer", "Unter dieser Nummer wird der Tisch geöffnet."),
        of("area", Referred.AREA, "Bereich", "In diesem Bereich steht der Tisch.", shown=True, words=("raum", "tischgruppe")),
        fact("seats", Number(0, 99), "Plätze", "So viele Stühle zeigt der Tischplan.", shown=True, words=("sitzplätze", "stühle", "personen")),
        switch("round", "Rund", "Ein runder Tisch wird im Tischplan als Kreis gezeichnet.", shown=True, group=_PLAN),
        fact("x", Number(0, _SPAN), "Von links", "Abstand vom linken Rand; acht Einheiten sind ein Tisch.", group=_PLAN, together=False),
        fact("y", Number(0, _SPAN), "Von oben", "Abstand vom oberen Rand; acht Einheiten sind ein Tisch.", group=_PLAN, together=False),
        fact("width", Number(1, _SPAN), "Breite", "Breite im Tischplan; acht Einheiten sind ein gewöhnlicher Tisch.", group=_PLAN),
        fact("height", Number(1, _SPAN), "Tiefe", "Tiefe im Tischplan; acht Einheiten sind ein gewöhnlicher Tisch.", group=_PLAN),
        active("Ein Tisch, der nicht mehr in Gebrauch ist, fehlt im Tischplan und lässt sich nicht öffnen."),
    ),
    **part_of("house", "places"),
    title=lambda place: f"Tisch {place.number}",
    blank=_new_place,
    renamed=renumbered(),
    key_changes=True,
    is_active=attrgetter("active"),
    put_away=put_away,
    words=("konten", "tischplan", "tischnummer", "konto"),
)  # fmt: skip
