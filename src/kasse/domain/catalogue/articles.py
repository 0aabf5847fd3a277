"""Articles with nine price levels, the groups they belong to, and the sides that go with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kasse.domain.business_case import BusinessCase
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.domain.tax import TaxClass

LEVELS = 9
"""An article has this many price levels, numbered from 1."""


class FunctionCode(StrEnum):
    """What a function article does instead of being sold."""

    CASH_IN = "cash_in"
    """Money put into the drawer."""
    BALANCE = "balance"
    """The operator's cash is so much now (Bargeldbestand eingeben)."""
    CASH_OUT = "cash_out"
    """Money handed over to office, safe or bank (Geldabgabe)."""
    COMMISSION = "commission"
    """Commissioning of the signing device: a test process is signed and noted (Inbetriebnahme)."""
    DRAWER = "drawer"
    """Open the drawer without a sale."""
    TIP = "tip"
    """Tip for the staff with the bill."""


@dataclass(frozen=True, slots=True)
class MainGroup:
    """The coarsest division for reports: kitchen, drinks, goods."""

    number: int
    name: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class ProductGroup:
    """Articles that share tax class, colour and kitchen (Warengruppe)."""

    number: int
    name: str
    main_group: int
    tax_class: TaxClass
    hue: str = "Petrol"
    """One of the twelve hues by name, never a colour value: every theme has its own shade."""
    station: str = ""
    """Where slips for it come out: the name of a preparation station, empty for none."""
    course: int = 0
    """The course that its articles belong to unless the waiter says otherwise; 0 for none."""
    active: bool = True


@dataclass(frozen=True, slots=True)
class SideGroup:
    """Sides to choose from: between `least` and `most` of them go with one portion.

    A free group goes with every article; any other only with the articles that name it.
    """

    number: int
    name: str
    articles: tuple[int, ...]
    least: int = 0
    most: int = 9
    free: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """Something that can be ordered. `prices` are gross, level 1 first; None means: as level 1."""

    number: int
    name: str
    group: int
    prices: tuple[Money | None, ...]
    open_price: bool = False
    """The price is asked for on ordering."""
    zero_allowed: bool = False
    """May be sold for nothing (a service, a greeting from the kitchen)."""
    side_groups: tuple[int, ...] = ()
    take_away_group: int | None = None
    """The product group whose tax holds when it is taken away (second VAT level); None: the same group."""
    button_text: str = ""
    """What the key shows; soft hyphens (U+00AD) mark where a long word may break. Empty: the name."""
    hue: str = ""
    """Own colour of the key; empty: that of the group."""
    function: FunctionCode | None = None
    scan_code: str = ""
    sold_out: bool = False
    active: bool = True
    """Put away articles stay in the books but are sold no more."""
    case: BusinessCase = BusinessCase.SALE
    """What selling it means to the law: goods, deposit, voucher, down payment."""
    agency: int = 0
    """In whose name it is sold; 0: the own one."""
    price_level: int = 0
    """The level that it is always sold at; 0: that of the order."""
    purchase_price: Money | None = None
    """What one of it cost at the last delivery (tatsächlicher Einkaufspreis), net; None: not known."""
    calculated_price: Money | None = None
    """What one of it is reckoned to cost (kalkulierter Einkaufspreis), net; None: not reckoned."""
    units: tuple[int, ...] = ()
    """The accounting units that sell it; empty: all of them."""
    picture: str = ""
    """File of its picture in the data folder's `pictures`; empty: none."""
    discount_percents: tuple[int, ...] = ()
    """The discounts in whole percent that it can be sold with; empty: all, only 0: none."""
    amount_discounts: bool = True
    """Whether an amount may be taken off it."""
    sold_times: str = ""
    """When in the week it is sold, e.g. "Mo-Fr 11:00-14:30"; empty: always."""
    sold_from: date | None = None
    """The first business date on which it is sold; None: it is sold already."""
    sold_until: date | None = None
    """The last business date on which it is sold; None: for good."""
    by_weight: bool = False
    """Its price is that of a kilogram; the weight is asked for on ordering."""

    def allows_discount(self, basis_points: int) -> bool:
        """Whether so much may be taken off it; 0 stands for an amount."""
        if not basis_points:
            return self.amount_discounts
        return not self.discount_percents or basis_points in {p * 100 for p in self.discount_percents}

    def price(self, level: int, *, fill: bool = True) -> Money:
        """The price of a level; with `fill` a level without a price falls back to level 1.

        Raises:
            Refused: there is no price.
        """
        if not 1 <= level <= LEVELS:
            raise ValueError(f"price level {level}")
        own = self.prices[level - 1] if level <= len(self.prices) else None
        if own is not None:
            return own
        if self.prices and self.prices[0] is not None:
            if fill:
                return self.prices[0]
            raise Refused(f"„{self.name}“ hat in Preisebene {level} keinen Preis.")
        raise Refused(f"„{self.name}“ hat keinen Preis. Bitte im Artikel einen Preis eintragen.")

    def sold_in(self, unit: int) -> bool:
        """Whether an accounting unit sells it; 0 is a house that is not divided, or a till that sells for all."""
        return not self.units or unit in (0, *self.units)

    def with_price(self, level: int, price: Money | None) -> Article:
        """The article with another price at a level; None: as level 1."""
        prices = [*self.prices, *(None,) * (level - len(self.prices))]
        prices[level - 1] = price
        while prices and prices[-1] is None:
            prices.pop()
        return replace(self, prices=tuple(prices))

    @property
    def label(self) -> str:
        """What the key shows."""
        return self.button_text or self.name
