"""What a line is worth on an internal account: each account reckons by a rule of its own (Sonderpreise)."""

from __future__ import annotations

from dataclasses import replace

from kasse.domain.business import InternalAccount, Pricing
from kasse.domain.catalogue import Article, Catalogue
from kasse.domain.money import ZERO, Money
from kasse.domain.orders.line import Component, Line
from kasse.domain.refused import Refused

_PURCHASE = {
    Pricing.PURCHASE: "Einkaufspreis",
    Pricing.CALCULATED: "kalkulierten Einkaufspreis",
}


def repriced(line: Line, account: InternalAccount, catalogue: Catalogue) -> Line:
    """The line at the prices of an account, its sides too, and without the discounts of what has another price now.

    Deposits and what is sold in the name of others are worth the same to everybody. Of something without a price of
    its own, the price that was typed counts as price 1. A line that has these prices already stays as it is.

    Raises:
        Refused: a price that the rule needs is missing; says which.
    """
    if not line.quantity:
        return line  # cents that sharing by amount left over: there is nothing that could have another price
    prices = [_price(component, account, catalogue) for component in line.components]
    if all(price == c.unit_price for price, c in zip(prices, line.components, strict=True)):
        return line
    components = tuple(
        replace(c, unit_price=price, amount=line.quantity.price(price), discount=ZERO)
        for price, c in zip(prices, line.components, strict=True)
    )
    level = account.price_level if account.pricing is Pricing.LEVEL else line.price_level
    return replace(line, components=components, price_level=level)


def _price(component: Component, account: InternalAccount, catalogue: Catalogue) -> Money:
    """Of one, gross and rounded once."""
    if not component.can_be_discounted:
        return component.unit_price
    article = catalogue.articles.get(component.article)
    typed = article is None or article.open_price
    match account.pricing:
        case Pricing.LEVEL:
            if article is None or typed:
                return component.unit_price
            return article.price(account.price_level, fill=catalogue.fills_levels)
        case Pricing.PERCENT:
            first = component.unit_price if article is None or typed else article.price(1)
            return first.percent(account.percent)
        case Pricing.PURCHASE | Pricing.CALCULATED:
            return _with_tax(_purchase_price(component, article, account), component)


def _purchase_price(component: Component, article: Article | None, account: InternalAccount) -> Money:
    actual = account.pricing is Pricing.PURCHASE
    net = None if article is None else article.purchase_price if actual else article.calculated_price
    if net is not None:
        return net
    if not component.unit_price:
        return ZERO  # what guests get for nothing, such as a degree of roasting, is worth nothing here either
    raise Refused(
        f"„{component.name}“ hat keinen {_PURCHASE[account.pricing]}. Bitte im Artikel eintragen oder auf ein "
        f"anderes Konto als „{account.name}“ buchen."
    )


def _with_tax(net: Money, component: Component) -> Money:
    """Prices of lines are gross: their tax is taken out again, and leaves the purchase price as net."""
    return net.times(10_000 + component.rate.basis_points, 10_000)


def rule_of(account: InternalAccount) -> str:
    """The rule in a few words, as the choice of the account shows it."""
    match account.pricing:
        case Pricing.LEVEL:
            return f"Preisebene {account.price_level}"
        case Pricing.PERCENT:
            whole, rest = divmod(account.percent, 100)
            share = f"{whole},{rest:02d}".rstrip("0") if rest else f"{whole}"
            return f"{share} % von Preis 1"
        case Pricing.PURCHASE:
            return "zum Einkaufspreis"
        case Pricing.CALCULATED:
            return "zum kalkulierten Einkaufspreis"
