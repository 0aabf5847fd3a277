"""What is secured of an order or a receipt: as much as the books tell of it without building the whole again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kasse.domain.business import PaymentKind
from kasse.domain.sales import ReceiptKind

Ordered = tuple[int, str, int]
"""An ordered thing: quantity in thousandths, name, price of one in cents. A side is one of its own."""


class Sums(NamedTuple):
    """A receipt, in cents."""

    kind: ReceiptKind
    training: bool
    taxes: Sequence[tuple[int, int]]
    """Code of the rate, gross."""
    payments: Sequence[tuple[PaymentKind, int, int, str]]
    """Kind, amount, what was given, foreign currency (else empty)."""


class Practised(NamedTuple):
    """An order in training. Books of the first version had it secured like any other order."""

    sums: Sums
    ordered: Sequence[Ordered]


Subject = Sums | Practised | Sequence[Ordered] | str
"""A receipt, an order in training, an order, or the text of a note."""
