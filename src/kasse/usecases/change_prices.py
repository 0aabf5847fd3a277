"""Changing many prices at once, now or from a business date on, and taking planned ones back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kasse.domain.catalogue import Article, Catalogue, PlannedPrice
from kasse.domain.catalogue.price_change import Preview, PriceChange, preview
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.sheets.declared import ARTICLES, PLANNED_PRICES
from kasse.sheets.declared.menus import planned_key
from kasse.usecases.change_master import Edit, MasterChanged, change_master
from kasse.usecases.till import Till


@dataclass(frozen=True, slots=True)
class PriceOrder:
    """A change for some articles. `since` None: at once; else from the beginning of that business date."""

    change: PriceChange
    articles: tuple[int, ...]
    since: date | None = None


def seen_ahead(catalogue: Catalogue, order: PriceOrder) -> Preview:
    """What an order would do: from a later day on, to the prices that hold then."""
    base = catalogue if order.since is None else catalogue.priced_on(order.since)
    articles = (base.articles[n] for n in order.articles if n in base.articles and base.articles[n].active)
    return preview(base, articles, order.change)


def price_edits(master: Master, order: PriceOrder) -> list[Edit]:
    """The rows that an order changes.

    Raises:
        Refused: no price would be another one.
    """
    prices = seen_ahead(master.catalogue, order).prices
    if not prices:
        raise Refused("So wird kein Preis ein anderer. Bitte die Änderung oder die Auswahl ändern.")
    level, since = order.change.target, order.since
    if since is None:
        articles = master.catalogue.articles
        return [_now(articles[price.article], level, price.new) for price in prices]
    planned = {planned_key(row): row for row in master.catalogue.planned}
    rows = [PlannedPrice(price.article, level, since, price.new) for price in prices]
    return [Edit(PLANNED_PRICES, planned.get(planned_key(row)), row) for row in rows]


def change_prices(
    till: Till, operator: Operator | None, order: PriceOrder, *, key: UUID | None = None
) -> MasterChanged:
    """Give the articles their new prices, or plan them, in one act.

    Raises:
        Refused: no right, a day that has begun, or no price would be another one.
        BooksError: it could not be written.
    """
    if order.since is not None and order.since <= till.books.business_date:
        raise Refused(
            "Dieses Kassendatum hat schon begonnen. Bitte einen späteren Tag wählen, oder sofort ändern."
        )
    change = order.change
    facts = {
        "price_change": {
            "source": change.source,
            "target": change.target,
            "by": str(change.by),
            "step": change.rounding.step,
            "ending": change.rounding.ending,
            "direction": change.rounding.direction.value,
            "since": None if order.since is None else order.since.isoformat(),
        }
    }
    return change_master(till, operator, price_edits(till.master, order), key=key, facts=facts)


def take_back_planned(
    till: Till, operator: Operator | None, planned: Iterable[PlannedPrice], *, key: UUID | None = None
) -> MasterChanged:
    """Planned prices are planned no more.

    Raises:
        Refused: no right, or some of them hold already.
        BooksError: it could not be written.
    """
    edits: Sequence[Edit] = [Edit(PLANNED_PRICES, row, None) for row in planned]
    return change_master(till, operator, edits, key=key)


def _now(article: Article, level: int, price: Money) -> Edit:
    return Edit(ARTICLES, article, article.with_price(level, price))
