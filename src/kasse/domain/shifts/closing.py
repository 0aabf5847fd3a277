"""The figures of a day, as the X report shows and the closing (Z) freezes them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kasse.domain.business_case import BusinessCase
from kasse.domain.money import ZERO, Money
from kasse.domain.sales.receipt import Receipt, ReceiptKind
from kasse.domain.shifts.cases import CaseCount
from kasse.domain.shifts.cash import CashBalance, CashCount
from kasse.domain.tax import TaxRate, TaxSum


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over the receipts of one terminal and day. Training and internal receipts count for nothing here."""

    receipts: int
    gross: Money
    """Turnover: goods less discounts and reversals, without tips and cash movements.

    Vouchers that are money in another form and what is sold for others are none either.
    """
    taxes: tuple[TaxSum, ...]
    """Gross, net and tax per rate, each column the sum of what was printed."""
    payments: tuple[tuple[str, str, int, Money], ...]
    """Code, name, how many, amount."""
    operators: tuple[tuple[int, str, int, Money], ...]
    """Number, name, receipts, turnover."""
    main_groups: tuple[tuple[int, Money], ...]
    """Turnover by main group. Discounts on a whole bill are shared out, so that it adds up to `gross`."""
    hours: tuple[tuple[int, tuple[tuple[int, Money], ...]], ...]
    """Hour of the local clock, and turnover by main group in it."""
    tips: Money
    discounts: Money
    reversals: tuple[int, Money]
    cash_movements: Money
    """Put into the drawer less taken out of it, without what guests paid on account and without count differences."""
    cash_expected: Money
    """What the drawer should hold of the day's business, in own cash: cash payments and cash movements.

    A count difference that was booked is left out: it is what was counted beside that.
    """
    internal: tuple[int, Money]
    training: int
    first_number: int
    last_number: int
    cases: tuple[tuple[BusinessCase, int, Money], ...] = ()
    """What was no plain sale, discount or way to pay: how often, and amount."""
    agencies: tuple[tuple[int, Money], ...] = ()
    """Sold in the name of others, by agency."""
    balances: tuple[CashBalance, ...] = ()
    """The cash of each operator."""

    @property
    def cash_difference(self) -> Money:
        """The count differences that have been booked."""
        return Money.sum(sum_ for case, _, sum_ in self.cases if case is BusinessCase.COUNT_DIFFERENCE)


@dataclass(frozen=True, slots=True)
class Closing:
    """A numbered closing (Z): the figures frozen, the counted cash beside the expected."""

    terminal: int
    number: int
    business_date: date
    closed_at: datetime
    operator: int
    operator_name: str
    figures: Figures
    counted: Money | None = None

    @property
    def difference(self) -> Money | None:
        """Counted less expected cash; None where nobody counted."""
        return None if self.counted is None else self.counted - self.figures.cash_expected


def _is_sale(receipt: Receipt) -> bool:
    """Whether something was sold, or a sale reversed; the reversal of a cash movement is none either."""
    return not receipt.cash and receipt.kind not in {ReceiptKind.CASH, ReceiptKind.TEST}


def turnover_parts(receipt: Receipt) -> Iterator[tuple[int, int, int]]:
    """The turnover of a receipt in parts: who ordered it, its main group, and cents.

    A discount on the whole is borne by what was sold at its rate. What counts for no turnover has no parts.
    """
    if receipt.training or receipt.kind is ReceiptKind.INTERNAL or not _is_sale(receipt):
        return
    parts = [(line.operator, c) for line in receipt.lines for c in line.components]
    for orderer, c in parts:
        if c.is_turnover:
            yield orderer, c.main_group, c.net_amount.cents
    for discount in receipt.discounts:
        for rate, amount in discount.amounts:
            if amount:
                bearers = [(orderer, c) for orderer, c in parts if c.rate == rate and c.is_turnover]
                shares = amount.split([abs(c.net_amount.cents) for _, c in bearers])
                for (orderer, c), share in zip(bearers, shares, strict=True):
                    yield orderer, c.main_group, -share.cents


_NO_MOVEMENT = frozenset({BusinessCase.RECEIVABLE_PAID, BusinessCase.COUNT_DIFFERENCE})


def figures_of(receipts: Iterable[Receipt], zone: ZoneInfo) -> Figures:
    """Add receipts up. Hours are those of the clock on the wall in `zone`."""
    taxes: dict[TaxRate, list[int]] = defaultdict(lambda: [0, 0, 0])
    payments: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    operators: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    groups: Counter[int] = Counter()
    hours: dict[int, Counter[int]] = defaultdict(Counter)
    cases, balances = CaseCount(), CashCount()
    count = gross = tips = discounts = reversals = reversed_cents = moved = cash = 0
    internal = internal_cents = training = first = last = 0
    for receipt in receipts:
        first = first or receipt.number
        last = receipt.number
        if receipt.training:
            training += 1
            continue
        if receipt.kind is ReceiptKind.INTERNAL:
            internal += 1
            internal_cents += receipt.total.cents
            continue
        for t in receipt.taxes:
            row = taxes[t.rate]
            row[0] += t.gross.cents
            row[1] += t.net.cents
            row[2] += t.tax.cents
        for p in receipt.payments:
            entry = payments[p.code, p.name]
            entry[0] += 1
            entry[1] += p.amount.cents
        cases.add(receipt)
        own_cash = balances.add(receipt).cents
        if receipt.movement is not BusinessCase.COUNT_DIFFERENCE:
            cash += own_cash
        if receipt.movement not in _NO_MOVEMENT:
            moved += receipt.cash.cents
        if not _is_sale(receipt):
            continue
        turnover = receipt.turnover.cents
        count += 1
        gross += turnover
        tips += receipt.tip.cents
        operators[receipt.operator, receipt.operator_name][0] += 1
        operators[receipt.operator, receipt.operator_name][1] += turnover
        if receipt.kind is ReceiptKind.REVERSAL:
            reversals += 1
            reversed_cents += turnover
        discounts += sum(d.total.cents for d in receipt.discounts if d.case is BusinessCase.DISCOUNT)
        hour = receipt.issued_at.astimezone(zone).hour
        discounts += sum(line.discount.cents for line in receipt.lines)
        for _, group, cents in turnover_parts(receipt):
            groups[group] += cents
            hours[hour][group] += cents
    return Figures(
        receipts=count,
        gross=Money(gross),
        taxes=tuple(TaxSum(r, Money(g), Money(n), Money(t)) for r, (g, n, t) in sorted(taxes.items())),
        payments=tuple((c, n, k, Money(a)) for (c, n), (k, a) in sorted(payments.items())),
        operators=tuple((o, n, k, Money(a)) for (o, n), (k, a) in sorted(operators.items())),
        main_groups=tuple((g, Money(a)) for g, a in sorted(groups.items())),
        hours=tuple(
            (h, tuple((g, Money(a)) for g, a in sorted(by.items()))) for h, by in sorted(hours.items())
        ),
        tips=Money(tips),
        discounts=Money(discounts),
        reversals=(reversals, Money(reversed_cents)),
        cash_movements=Money(moved),
        cash_expected=Money(cash),
        internal=(internal, Money(internal_cents)),
        training=training,
        first_number=first,
        last_number=last,
        cases=cases.cases(),
        agencies=cases.agencies(),
        balances=balances.balances(),
    )


NO_FIGURES = Figures(
    0, ZERO, (), (), (), (), (), ZERO, ZERO, (0, ZERO), ZERO, ZERO, (0, ZERO), 0, 0, 0
)  # fmt: skip
