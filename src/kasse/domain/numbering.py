"""Number ranges: what numbers of tables are set aside for, and where two uses clash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

STOCK_ISSUE = 995
"""The table on which goods are issued from stock (Fassung)."""
MENU_ORDERS = 98
"""The operator under whom menus are ordered ahead."""


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `first` to `last`, both included, with their owner as a German sentence names it."""

    first: int
    last: int
    owner: str
    """With article: "die Bartische"."""
    tables: bool = True
    """Whether ordinary tables may lie within: bar tables do, the table for stock does not."""
    shares: frozenset[str] = frozenset()
    """Owners with whom numbers may be shared."""

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.first <= number <= self.last

    def __str__(self) -> str:
        """German: "995", "900 bis 989"."""
        return str(self.first) if self.first == self.last else f"{self.first} bis {self.last}"


FIXED = (Span(STOCK_ISSUE, STOCK_ISSUE, "die Fassung aus dem Lager", tables=False),)
"""What is set aside whatever the settings say."""


BAR, AUTO, COLLECTIVE = "die Bartische", "die Auto-Tische", "die Sammeltische"
"""Owners that exclude each other: a table that is settled when it is left cannot stay open for days."""
ONE_WAITER, EXEMPT = "die Tische eines Bedieners", "die Tische ohne Übergabe"
"""Owners that only say who may touch a table, whatever else it is."""
KINDS_OF_TABLES = frozenset({BAR, AUTO, COLLECTIVE, ONE_WAITER, EXEMPT})


def clashes(spans: Sequence[Span]) -> tuple[str, ...]:
    """German sentences, one for each pair that claims the same numbers for different things."""
    found = []
    for one, other in combinations(spans, 2):
        if one.owner == other.owner or other.owner in one.shares or one.owner in other.shares:
            continue
        first, last = max(one.first, other.first), min(one.last, other.last)
        if first <= last:
            common = Span(first, last, "")
            found.append(
                f"{_tables(common)} für {one.owner} und für {other.owner} zugleich vorgesehen. "
                "Bitte einen der beiden Bereiche ändern."
            )
    return tuple(found)


def reserved(table: int, spans: Iterable[Span]) -> str:
    """Why a number cannot be that of an ordinary table, as a German sentence; empty if it can."""
    for span in spans:
        if table in span and not span.tables:
            return f"Tisch {table} ist für {span.owner} reserviert. Bitte eine andere Nummer wählen."
    return ""


def _tables(common: Span) -> str:
    if common.first == common.last:
        return f"Tisch {common} ist"
    return f"Die Tische {common} sind"
