"""Which discounts may be given: by the operator, and on the article."""

from __future__ import annotations

from collections.abc import Sequence

from kasse.domain.catalogue import Catalogue
from kasse.domain.orders.line import Line
from kasse.domain.refused import Refused
from kasse.domain.sales.bill import BillDiscount, discountable
from kasse.domain.staff import Operator


def allowed_lines(lines: Sequence[Line], catalogue: Catalogue, basis_points: int) -> tuple[Line, ...]:
    """The lines that may be sold with that discount; 0 stands for an amount. An article decides for its sides, too."""
    known = catalogue.articles
    return tuple(
        line
        for line in lines
        if (article := known.get(line.article)) is None or article.allows_discount(basis_points)
    )


def require_line_discount(
    operator: Operator, line: Line, catalogue: Catalogue, *, basis_points: int, amount: int
) -> None:
    """Refuse what the operator may not give, or what the article is not sold with. Nothing taken off is always allowed.

    Raises:
        Refused: says who or what is in the way.
    """
    if not (basis_points or amount):
        return
    if not operator.may_discount(basis_points=basis_points, amount=amount):
        raise Refused(
            f"Diesen Rabatt darf {operator.name} nicht geben. Bitte einen anderen wählen oder die Leitung rufen."
        )
    if not allowed_lines([line], catalogue, basis_points):
        raise Refused(f"Auf „{line.name}“ gibt es diesen Rabatt nicht. Bitte einen anderen wählen.")


def require_bill_discount(
    operator: Operator, discount: BillDiscount, lines: Sequence[Line], catalogue: Catalogue
) -> None:
    """Refuse a discount on these lines that no percentage and no amount that is allowed comes to.

    Raises:
        Refused: says who is in the way.
    """
    off = discount.total.cents
    by_amount = discountable(allowed_lines(lines, catalogue, 0)).cents
    amounts = operator.discount_amounts
    if off <= by_amount and (not amounts or any(off == min(amount, by_amount) for amount in amounts)):
        return
    for percent in operator.discount_percents or range(1, 101):
        points = percent * 100
        if off == discountable(allowed_lines(lines, catalogue, points)).percent(points).cents:
            return
    raise Refused(
        f"Diesen Rabatt darf {operator.name} hier nicht geben. Bitte einen anderen wählen oder die Leitung rufen."
    )
