"""Short texts to choose from with one tap: reasons for a void, remarks to an order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from kasse.domain.master import Master
from kasse.settings.kinds import Number, Text
from kasse.sheets.columns import fact, head, renumbered
from kasse.sheets.model import Sheet


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text and its place among the others, from 1 on."""

    number: int
    text: str


def _in_house(field: str) -> dict[str, Any]:
    """Where texts lie; numbers without a gap are given anew, since a place is all that they mean."""

    def rows(master: Master) -> Mapping[Any, Phrase]:
        return {i: Phrase(i, text) for i, text in enumerate(getattr(master.house, field), 1)}

    def with_rows(master: Master, changed: Mapping[Any, Phrase]) -> Master:
        texts = tuple(phrase.text for _, phrase in sorted(changed.items()))
        fields: dict[str, Any] = {field: texts}
        return replace(master, house=replace(master.house, **fields))

    return {"rows": rows, "with_rows": with_rows}


def _next(field: str) -> Callable[[Master], Phrase]:
    return lambda master: Phrase(len(getattr(master.house, field)) + 1, "")


VOID_REASONS: Sheet[Phrase] = Sheet(
    key="void_reasons",
    label="Stornogründe",
    one="Der Stornogrund",
    page="Kassieren",
    help="Diese Gründe stehen zur Auswahl, wenn etwas storniert wird.",
    table="words",
    columns=(
        head(Number(1, 200), "Platz", "In dieser Reihenfolge stehen die Gründe zur Auswahl."),
        fact("text", Text(60), "Grund", "So steht der Grund auf der Taste und in den Büchern.", shown=True, together=False),
    ),
    **_in_house("void_reasons"),
    title=attrgetter("text"),
    blank=_next("void_reasons"),
    renamed=renumbered(),
    words=("storno", "rückbuchung", "reklamation"),
)  # fmt: skip
REMARKS: Sheet[Phrase] = Sheet(
    key="remarks",
    label="Bemerkungen",
    one="Die Bemerkung",
    page="Speisekarte",
    help="Diese Bemerkungen lassen sich beim Bonieren mit einem Tipp an einen Posten hängen.",
    table="words",
    columns=(
        head(Number(1, 200), "Platz", "In dieser Reihenfolge stehen die Bemerkungen zur Auswahl."),
        fact("text", Text(60), "Bemerkung", "So steht die Bemerkung auf der Taste und auf dem Bon.", shown=True, together=False),
    ),
    **_in_house("remarks"),
    title=attrgetter("text"),
    blank=_next("remarks"),
    renamed=renumbered(),
    words=("bontext", "zusatztext", "küchenhinweis", "änderungswunsch", "memo"),
)  # fmt: skip
