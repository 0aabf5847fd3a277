"""The catalogue: every article, group, side and menu, found by number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kasse.domain.catalogue.articles import Article, MainGroup, ProductGroup, SideGroup
from kasse.domain.catalogue.menus import Menu
from kasse.domain.catalogue.planned import PlannedPrice
from kasse.domain.refused import Refused
from kasse.domain.tax import Country, TaxClass, TaxRate, rate_for


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that can be ordered, as valid now. Look-ups by number answer at once or refuse in German."""

    country: Country
    articles: Mapping[int, Article]
    groups: Mapping[int, ProductGroup]
    main_groups: Mapping[int, MainGroup]
    side_groups: Mapping[int, SideGroup]
    menus: tuple[Menu, ...]
    planned: tuple[PlannedPrice, ...] = ()
    """Prices that are to hold from a day on, the earliest first."""
    fills_levels: bool = True
    """Whether price 1 holds where a price level is empty."""
    take_away_level: int = 0
    """The price level of what is taken away; 0: none of its own."""
    small_business: bool = False
    """Whether all that the house sells as its own is free of tax (`Business.small_business`)."""

    def priced_on(self, day: date) -> Catalogue:
        """The catalogue with the planned prices that hold on a business date; they are planned no more."""
        due = sorted((p for p in self.planned if p.valid_from <= day), key=lambda p: p.valid_from)
        if not due:
            return self
        articles = dict(self.articles)
        for planned in due:
            if planned.article in articles:
                articles[planned.article] = articles[planned.article].with_price(planned.level, planned.price)
        later = tuple(p for p in self.planned if p.valid_from > day)
        return replace(self, articles=articles, planned=later)

    def article(self, number: int) -> Article:
        """The article with this number.

        Raises:
            Refused: there is none, or it has been put away.
        """
        found = self.articles.get(number)
        if found is None or not found.active:
            raise Refused(f"Einen Artikel mit der Nummer {number} gibt es nicht.")
        return found

    def named(self, name: str) -> Article:
        """The article with this name, not minding upper and lower case.

        Raises:
            Refused: there is none, or several bear the name.
        """
        wanted = name.casefold()
        found = [a for a in self.articles.values() if a.active and a.name.casefold() == wanted]
        if not found:
            raise Refused(f"Einen Artikel „{name}“ gibt es nicht.")
        if len(found) > 1:
            numbers = ", ".join(str(a.number) for a in found)
            raise Refused(f"„{name}“ heißen mehrere Artikel ({numbers}). Bitte die Nummer nennen.")
        return found[0]

    def group_of(self, article: Article) -> ProductGroup:
        """The product group of an article."""
        return self.groups[article.group]

    def rate(self, article: Article, day: date, *, take_away: bool) -> TaxRate:
        """The tax rate of an article on a day. With a second group, that group's class holds for take-away.

        What a small business sells for others keeps their rate: it is their turnover.
        """
        group = article.group
        if take_away and article.take_away_group is not None:
            group = article.take_away_group
        tax_class = self.groups[group].tax_class
        if self.small_business and not article.agency and tax_class is not TaxClass.NOT_TAXABLE:
            tax_class = TaxClass.EXEMPT
        return rate_for(self.country, tax_class, day, take_away=take_away)

    def sides_for(self, article: Article) -> tuple[SideGroup, ...]:
        """The side groups offered with an article: its own first, then the free ones."""
        own = tuple(self.side_groups[number] for number in article.side_groups)
        free = tuple(g for g in self.side_groups.values() if g.free and g.number not in article.side_groups)
        return own + free
