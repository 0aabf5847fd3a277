"""What somebody has in mind with many prices: which articles, from where, by how much, rounded how, since when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from kasse.domain.catalogue import Article, Catalogue
from kasse.domain.catalogue.price_change import ROUNDINGS, Direction, PriceChange, Raise, Rounding
from kasse.domain.refused import Refused
from kasse.usecases.change_prices import PriceOrder


class Which(Enum):
    """By what articles are chosen."""

    ALL = "all"
    MAIN_GROUPS = "main_groups"
    GROUPS = "groups"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class PriceDraft:
    """A step of the editor. `numbers`: groups or articles, as `which` says; `kept`: articles that shall stay out."""

    which: Which = Which.ALL
    numbers: frozenset[int] = frozenset()
    source: int = 1
    target: int = 1
    by: Raise | None = None
    rounding: Rounding = ROUNDINGS[2]
    since: date | None = None
    kept: frozenset[int] = frozenset()

    def articles(self, catalogue: Catalogue) -> tuple[Article, ...]:
        """The articles that are meant, by number; none that is put away."""
        groups = catalogue.groups
        active = (a for _, a in sorted(catalogue.articles.items()) if a.active)
        match self.which:
            case Which.ALL:
                return tuple(active)
            case Which.MAIN_GROUPS:
                return tuple(a for a in active if groups[a.group].main_group in self.numbers)
            case Which.GROUPS:
                return tuple(a for a in active if a.group in self.numbers)
            case Which.CHOSEN:
                return tuple(a for a in active if a.number in self.numbers)

    def order(self, catalogue: Catalogue, *, all_of_them: bool = False) -> PriceOrder:
        """What is to be done; `all_of_them`: with those that shall stay out, to show them.

        Raises:
            Refused: nobody has said by how much.
        """
        if self.by is None:
            raise Refused("Bitte zuerst angeben, um wie viel sich die Preise ändern.")
        kept = frozenset() if all_of_them else self.kept
        numbers = tuple(a.number for a in self.articles(catalogue) if a.number not in kept)
        return PriceOrder(PriceChange(self.source, self.target, self.by, self.rounding), numbers, self.since)

    def toggled(self, article: int) -> PriceDraft:
        """The article stays out, or comes back in."""
        return replace(self, kept=self.kept ^ {article})

    def choosing(self, which: Which, numbers: frozenset[int]) -> PriceDraft:
        """Other articles; who stayed out before is forgotten."""
        return replace(self, which=which, numbers=numbers, kept=frozenset())


DIRECTIONS = {
    Direction.NEAREST: "kaufmännisch",
    Direction.UP: "aufrunden",
    Direction.DOWN: "abrunden",
}


def rounding_words(rounding: Rounding) -> str:
    """German: "auf 10 Cent", "auf …,90"."""
    if rounding.ending:
        return f"auf …,{rounding.ending}"
    return "auf 1 €" if rounding.step == 100 else f"auf {rounding.step} Cent"


def which_words(draft: PriceDraft, catalogue: Catalogue) -> str:
    """German: which articles are meant."""
    names = {
        Which.MAIN_GROUPS: {n: g.name for n, g in catalogue.main_groups.items()},
        Which.GROUPS: {n: g.name for n, g in catalogue.groups.items()},
        Which.CHOSEN: {n: a.name for n, a in catalogue.articles.items()},
    }.get(draft.which)
    if names is None:
        return "Alle Artikel"
    found = [names[number] for number in sorted(draft.numbers) if number in names]
    if len(found) == 1:
        return found[0]
    many = {
        Which.MAIN_GROUPS: "Hauptgruppen",
        Which.GROUPS: "Warengruppen",
        Which.CHOSEN: "Artikel",
    }[draft.which]
    return f"{len(found)} {many}"
