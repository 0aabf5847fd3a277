"""At which price level something is sold: one rule for the tiles, the order and the written day."""

from __future__ import annotations

from dataclasses import dataclass

from kasse.domain.catalogue.articles import Article


@dataclass(frozen=True, slots=True)
class Levels:
    """What decides about the price level on a table: what was chosen by hand there, else what is usual.

    Between the two stand the level of what is taken away, then the one that an article always has, whoever sells it.
    """

    chosen: int = 0
    """By hand; 0: nothing was chosen."""
    usual: int = 1
    take_away: int = 0
    """Of what is taken away (`Catalogue.take_away_level`); 0: it has none of its own, or is eaten here."""

    def of(self, article: Article) -> int:
        """The level that an article is sold at, 1 to 9."""
        return self.chosen or self.take_away or article.price_level or self.usual


def usual_level(*, operator: int = 0, terminal: int = 0, menu: int = 1) -> int:
    """The level where nothing else decides: the operator's, else the till's (0: none of its own), else the menu's."""
    return operator or terminal or menu
