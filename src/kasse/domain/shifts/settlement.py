"""The settlement of a waiter (Bedienerabrechnung): what he ordered, what he collected, and what lies between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from kasse.domain.money import ZERO, Money
from kasse.domain.sales.receipt import Receipt
from kasse.domain.shifts.cash import CashBalance
from kasse.domain.shifts.closing import Figures, figures_of, turnover_parts


@dataclass(frozen=True, slots=True)
class Settlement:
    """One operator's share of a day: `ordered` + `also_collected` - `not_collected` is what he `collected`.

    Only what has a receipt counts, so that the settlements of all operators add up to the figures of the day.
    """

    operator: int
    name: str
    figures: Figures
    """Of the receipts that he issued himself."""
    main_groups: tuple[tuple[int, Money], ...]
    """What he ordered, by main group, whoever collected it. Discounts on a whole bill are shared out."""
    also_collected: Money
    """What he collected though others had ordered it (Davon zusätzlich kassiert)."""
    not_collected: Money
    """What he ordered and others collected (Nicht kassiert)."""
    voids: tuple[int, Money] = (0, ZERO)
    """How many lines he took back after they had been sent, and their worth."""

    @property
    def ordered(self) -> Money:
        """The turnover of what he ordered."""
        return Money.sum(amount for _, amount in self.main_groups)

    @property
    def collected(self) -> Money:
        """The turnover of the receipts that he issued."""
        return self.figures.gross

    @property
    def cash(self) -> CashBalance:
        """His own cash since the last closing."""
        return next(iter(self.figures.balances), CashBalance(self.operator, self.name))


def settlement_of(
    receipts: Callable[[], Iterable[Receipt]],
    operator: int,
    name: str,
    zone: ZoneInfo,
    voids: tuple[int, Money] = (0, ZERO),
) -> Settlement:
    """Settle one operator. `receipts` are asked for twice, so that a long day needs no more memory than a short one."""
    groups: Counter[int] = Counter()
    also = lacking = 0
    for receipt in receipts():
        collects = receipt.operator == operator
        for orderer, group, cents in turnover_parts(receipt):
            if orderer == operator:
                groups[group] += cents
                lacking += 0 if collects else cents
            elif collects:
                also += cents
    own = figures_of((receipt for receipt in receipts() if receipt.operator == operator), zone)
    return Settlement(
        operator=operator,
        name=name,
        figures=own,
        main_groups=tuple((group, Money(cents)) for group, cents in sorted(groups.items())),
        also_collected=Money(also),
        not_collected=Money(lacking),
        voids=voids,
    )
