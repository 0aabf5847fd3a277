"""Each operator's cash over a day: what it began with, what came in from guests, what else went in and out."""

from __future__ import annotations

from dataclasses import dataclass

from kasse.domain.business import PaymentKind
from kasse.domain.business_case import BusinessCase
from kasse.domain.money import ZERO, Money
from kasse.domain.sales.receipt import Receipt


@dataclass(frozen=True, slots=True)
class CashBalance:
    """The own cash of one operator since the last closing."""

    operator: int
    name: str
    opening: Money = ZERO
    """Opening balance (Anfangsbestand)."""
    taken: Money = ZERO
    """Paid by guests in cash, less what went back to them."""
    handed_over: Money = ZERO
    """Gone to bank, safe or another till; never positive."""
    moved: Money = ZERO
    """All other money put in or taken out, change from the bank, wages and pay-outs among it."""

    @property
    def balance(self) -> Money:
        """What the operator must have: opening balance, cash sales, less what was paid out."""
        return self.opening + self.taken + self.handed_over + self.moved

    @property
    def to_hand_over(self) -> Money:
        """Of the cash sales, what has not gone to bank or safe yet."""
        return max(ZERO, self.taken + self.handed_over)


def own_cash(receipt: Receipt) -> Money:
    """What a receipt brings in own cash (negative: takes out)."""
    return Money.sum(p.amount for p in receipt.payments if p.kind is PaymentKind.CASH and not p.currency)


class CashCount:
    """Adds up whose cash it is, receipt by receipt."""

    def __init__(self) -> None:
        self._sums: dict[int, list[int]] = {}
        self._names: dict[int, str] = {}

    def add(self, receipt: Receipt) -> Money:
        """Count a receipt that counts; returns its own cash."""
        cash = own_cash(receipt)
        if cash:
            self._names[receipt.operator] = receipt.operator_name
            sums = self._sums.setdefault(receipt.operator, [0, 0, 0, 0])
            sums[_column(receipt)] += cash.cents
        return cash

    def balances(self) -> tuple[CashBalance, ...]:
        """The balance of each operator who had own cash in hand, by number."""
        return tuple(
            CashBalance(operator, self._names[operator], *(Money(cents) for cents in sums))
            for operator, sums in sorted(self._sums.items())
        )


def _column(receipt: Receipt) -> int:
    """Where its cash belongs among opening, taken, handed over and moved."""
    if not receipt.cash or receipt.movement is BusinessCase.RECEIVABLE_PAID:
        return 1
    if receipt.movement is BusinessCase.OPENING_FLOAT:
        return 0
    goes_out = (receipt.cash < ZERO) is (receipt.reverses is None)
    return 2 if receipt.movement is BusinessCase.CASH_IN_TRANSIT and goes_out else 3
