"""Which discounts are offered to whom, and why others are not."""

from __future__ import annotations

from collections.abc import Sequence

from kasse.domain.catalogue import Catalogue
from kasse.domain.orders import Line
from kasse.domain.sales import allowed_lines
from kasse.domain.staff import Operator


def no_discount(
    operator: Operator, lines: Sequence[Line], catalogue: Catalogue, basis_points: int, cents: int
) -> str:
    """Why an operator cannot give that percentage, or that amount, on these lines; empty if he can."""
    if not operator.may_discount(basis_points=basis_points, amount=cents):
        return f"Diesen Rabatt darf {operator.name} nicht geben."
    if not allowed_lines(lines, catalogue, basis_points):
        return "Diesen Rabatt gibt es auf diese Artikel nicht."
    return ""
