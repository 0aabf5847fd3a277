"""From a wish at the table to a priced line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from kasse.domain.business_case import CASE_NAMES, NUMBERED, BusinessCase
from kasse.domain.catalogue import LEVELS, Article, Catalogue, Levels
from kasse.domain.money import ZERO, Money
from kasse.domain.orders.line import Component, Line
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.domain.tax import not_taxable


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to order: an article number and how."""

    article: int
    quantity: Quantity = ONE
    sides: tuple[int, ...] = ()
    """Article numbers of the sides; each goes with every portion."""
    price: Money | None = None
    """Only for articles with open price."""
    price_level: int = 0
    """Chosen by hand; 0: not."""
    usual_level: int = 0
    """The level where neither a hand nor the article decides (`usual_level`); 0: that of who sends it."""
    take_away: bool = False
    course: int | None = None
    """None: the course of the product group."""
    remark: str = ""
    voucher: str = ""
    """Number of a voucher or down payment that is sold; empty: it is given one when the order is sent."""
    in_time: bool = field(default=False, compare=False)
    """It was sold when it was put on; that its time is over by now does not hold it up."""

    def levels_in(self, catalogue: Catalogue) -> Levels:
        """What decides about its prices; level 1 where nobody has said anything."""
        own = catalogue.take_away_level if self.take_away else 0
        return Levels(self.price_level, self.usual_level or 1, own)


MOST = Quantity.of(9999)


def check_sides(article: Article, sides: tuple[int, ...], catalogue: Catalogue) -> None:
    """Refuse sides that do not go with the article, or too few or too many of a group.

    A free group is an offer: what it asks for at least binds only the articles that name it.

    Raises:
        Refused: with the group and what it wants.
    """
    left = list(sides)
    for group in catalogue.sides_for(article):
        chosen = [number for number in left if number in group.articles]
        if len(chosen) < group.least and group.number in article.side_groups:
            raise Refused(f"Zu „{article.name}“ fehlt noch: {group.name}. Bitte wählen.")
        if len(chosen) > group.most:
            raise Refused(f"Zu „{article.name}“ passen höchstens {group.most} aus „{group.name}“.")
        left = [number for number in left if number not in group.articles]
    if left:
        name = catalogue.article(left[0]).name
        raise Refused(f"„{name}“ gibt es nicht als Beilage zu „{article.name}“.")


def _price(article: Article, wish: Wish, level: int, *, fill: bool) -> Money:
    if article.open_price:
        if wish.price is None:
            raise Refused(f"Bitte einen Preis für „{article.name}“ eingeben.")
        price = wish.price
    elif wish.price is not None:
        raise Refused(f"„{article.name}“ hat einen festen Preis. Ändern lässt er sich nach dem Bonieren.")
    else:
        price = article.price(level, fill=fill)
    if price.cents < 0:
        raise Refused(f"Der Preis für „{article.name}“ darf nicht negativ sein.")
    if price == ZERO and not article.zero_allowed:
        raise Refused(f"„{article.name}“ darf nicht für 0,00 verkauft werden. Bitte einen Preis eingeben.")
    return price


def _side_price(side: Article, level: int, *, fill: bool) -> Money:
    """A side may cost nothing: it is paid for with its article."""
    if side.function is not None:
        raise Refused(f"„{side.name}“ ist eine Funktion und wird nicht boniert.")
    if side.sold_out:
        raise Refused(f"„{side.name}“ ist ausverkauft.")
    if side.case not in (BusinessCase.SALE, BusinessCase.DEPOSIT):
        raise Refused(f"„{side.name}“ geht nicht als Beilage. Bitte für sich bonieren.")
    price = side.price(level, fill=fill)
    if price.cents < 0:
        raise Refused(f"Der Preis für „{side.name}“ darf nicht negativ sein.")
    return price


def voucher_number(text: str) -> str:
    """A number as it is kept, however it was typed: without blanks, in capitals."""
    return "".join(text.split()).upper()


def _voucher(article: Article, wish: Wish) -> str:
    number = voucher_number(wish.voucher)
    if article.case not in NUMBERED:
        if number:
            raise Refused(f"„{article.name}“ hat keine Gutscheinnummer.")
        return ""
    if wish.quantity != ONE:
        raise Refused(f"„{article.name}“ hat eine eigene Nummer. Bitte die Menge 1 bonieren.")
    if len(number) > 50 or not number.isprintable():
        raise Refused("Eine Gutscheinnummer hat höchstens 50 Zeichen.")
    return number


def compose(wish: Wish, catalogue: Catalogue, *, day: date, at: datetime, operator: int) -> Line:
    """Price a wish by the catalogue as it is on `day`.

    Raises:
        Refused: not sold, sold out, a price or side that the rules do not allow, a quantity out of range.
    """
    article = catalogue.article(wish.article)
    if article.function is not None:
        raise Refused(f"„{article.name}“ ist eine Funktion und wird nicht boniert.")
    if article.sold_out:
        raise Refused(f"„{article.name}“ ist ausverkauft.")
    if not 0 < wish.quantity.thousandths <= MOST.thousandths:
        raise Refused(f"Die Menge für „{article.name}“ muss zwischen 0,001 und {MOST} liegen.")
    levels = wish.levels_in(catalogue)
    level = levels.of(article)
    if not 1 <= level <= LEVELS:
        raise Refused(f"Eine Preisebene {level} gibt es nicht. Bitte 1 bis {LEVELS} wählen.")
    check_sides(article, wish.sides, catalogue)
    group = catalogue.groups[article.group]
    voucher = _voucher(article, wish)
    fill = catalogue.fills_levels
    components = [_component(article, wish, _price(article, wish, level, fill=fill), catalogue, day, voucher)]
    for number in wish.sides:
        side = catalogue.article(number)
        price = _side_price(side, levels.of(side), fill=fill)
        components.append(_component(side, wish, price, catalogue, day))
    line = Line(
        id="",
        quantity=wish.quantity,
        components=tuple(components),
        operator=operator,
        ordered_at=at,
        take_away=wish.take_away,
        price_level=level,
        course=group.course if wish.course is None else wish.course,
        remark=wish.remark.strip()[:120],
        station=group.station,
    )
    return line.negated() if article.case is BusinessCase.DEPOSIT_BACK else line


def _component(
    article: Article, wish: Wish, price: Money, catalogue: Catalogue, day: date, voucher: str = ""
) -> Component:
    rate = catalogue.rate(article, day, take_away=wish.take_away)
    if article.case is BusinessCase.MULTI_VOUCHER_SOLD:
        rate = not_taxable(
            catalogue.country
        )  # money in another form (§ 3 (15) UStG), whatever group it stands in
    elif article.case in NUMBERED and not rate.basis_points and not catalogue.small_business:
        raise Refused(
            f"„{article.name}“ ({CASE_NAMES[article.case]}) braucht einen Steuersatz. "
            "Bitte die Warengruppe im Artikel ändern."
        )
    return Component(
        article=article.number,
        name=article.name,
        group=article.group,
        main_group=catalogue.groups[article.group].main_group,
        rate=rate,
        unit_price=price,
        amount=wish.quantity.price(price),
        case=article.case,
        agency=article.agency,
        voucher=voucher,
    )
