"""An ordered line: a quantity of an article with its sides, priced once and for all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from kasse.domain.business_case import BusinessCase
from kasse.domain.money import ZERO, Money
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.domain.tax import TaxRate


@dataclass(frozen=True, slots=True)
class Component:
    """One priced thing in a line: the article itself, or a side that was ordered with it.

    `amount` is what the line's whole quantity of it costs, `discount` what has been taken off that (both of the
    same sign as the quantity). A share of a line carries its share of both, so shares always add up.
    """

    article: int
    name: str
    group: int
    main_group: int
    rate: TaxRate
    unit_price: Money
    amount: Money
    discount: Money = ZERO
    case: BusinessCase = BusinessCase.SALE
    agency: int = 0
    """In whose name it is sold; 0: the own one."""
    voucher: str = ""
    """Number of the voucher that is sold."""

    @property
    def net_amount(self) -> Money:
        """What is to be paid for it: the amount less the discount."""
        return self.amount - self.discount

    @property
    def is_turnover(self) -> bool:
        """Whether the house earns by it; not what is sold for others, nor money in another form."""
        return self.case is not BusinessCase.MULTI_VOUCHER_SOLD and not self.agency

    @property
    def can_be_discounted(self) -> bool:
        """Only what the own house sells: voucher, deposit and the fixed price of others are worth what they say."""
        return self.case is BusinessCase.SALE and not self.agency


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a tab. `components[0]` is the article, the rest are its sides.

    `id` is given when the order is sent ("1-4711-3": terminal, order number, position); before that it is "".
    """

    id: str
    quantity: Quantity
    components: tuple[Component, ...]
    operator: int
    ordered_at: datetime
    take_away: bool = False
    price_level: int = 1
    course: int = 0
    remark: str = ""
    station: str = ""

    @property
    def article(self) -> int:
        """Number of the article."""
        return self.components[0].article

    @property
    def name(self) -> str:
        """Name of the article as it was when ordered."""
        return self.components[0].name

    @property
    def unit_price(self) -> Money:
        """Price of one, with sides, before discount."""
        return Money(sum(c.unit_price.cents for c in self.components))

    @property
    def amount(self) -> Money:
        """What is to be paid for the line, after discount."""
        return Money(sum(c.amount.cents - c.discount.cents for c in self.components))

    @property
    def full_amount(self) -> Money:
        """What it costs before discount."""
        return Money(sum(c.amount.cents for c in self.components))

    @property
    def discountable(self) -> Money:
        """What of it a discount can be reckoned on, before discount."""
        return Money(sum(c.amount.cents for c in self.components if c.can_be_discounted))

    @property
    def discount(self) -> Money:
        """What has been taken off."""
        return Money(sum(c.discount.cents for c in self.components))

    @property
    def is_nothing(self) -> bool:
        """Whether neither quantity nor money is left of it."""
        return not self.quantity and not any(c.amount or c.discount for c in self.components)

    @property
    def is_sound(self) -> bool:
        """Whether it can stand on a tab: no negative quantity or price, no discount above the price.

        A deposit that is paid back stands there with all signs turned.
        """
        return self.quantity.thousandths >= 0 and all(
            0 <= c.discount.cents <= c.amount.cents for c in self.components
        )

    def negated(self) -> Line:
        """The same with reversed signs, as a counter-booking writes it."""
        return replace(
            self,
            quantity=-self.quantity,
            components=tuple(replace(c, amount=-c.amount, discount=-c.discount) for c in self.components),
        )

    def holds(self, part: Line) -> bool:
        """Whether `part` can be taken out of it: of the same sign, and nothing more than is there."""
        if self.quantity.thousandths < 0:
            return self.negated().holds(part.negated())
        return part.is_sound and self.minus(part).is_sound

    def minus(self, part: Line) -> Line:
        """What is left when `part` of it is taken away. Components must match one by one."""
        return replace(
            self,
            quantity=self.quantity - part.quantity,
            components=tuple(
                replace(mine, amount=mine.amount - theirs.amount, discount=mine.discount - theirs.discount)
                for mine, theirs in zip(self.components, part.components, strict=True)
            ),
        )

    def plus(self, part: Line) -> Line:
        """The line with `part` of it put back."""
        return self.minus(part.negated())

    def discounted(self, discount: Money) -> Line:
        """The line with `discount` in all taken off, shared over its components by what they cost.

        It takes the place of an earlier discount.

        Raises:
            Refused: less than nothing, or more than what of the line can be discounted costs.
        """
        full = self.discountable
        if not min(ZERO, full) <= discount <= max(ZERO, full):
            raise Refused(f"Der Rabatt auf „{self.name}“ muss zwischen 0,00 und {full} € liegen.")
        weights = [abs(c.amount.cents) if c.can_be_discounted else 0 for c in self.components]
        shares = discount.split(weights) if any(weights) else [ZERO] * len(weights)
        return replace(
            self,
            components=tuple(
                replace(c, discount=share) for c, share in zip(self.components, shares, strict=True)
            ),
        )
