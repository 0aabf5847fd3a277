"""A discount on a line that was sent: what the house gives, what the operator may, what the article allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from kasse.domain.money import Money
from kasse.domain.orders import Line
from kasse.settings.declared.paying import DISCOUNT_AMOUNTS, LINE_DISCOUNTS
from kasse.ui import wording
from kasse.ui.discounts import no_discount
from kasse.ui.questions import AmountQuestion, Question
from kasse.ui.widgets.choices import Choice, Section
from kasse.usecases.book_order import OrderSent
from kasse.usecases.change_line import discount_line

if TYPE_CHECKING:
    from kasse.ui.orders.screen import OrdersScreen

Deed = Callable[[UUID], OrderSent]
"""Books something under a key."""


def ask_discount(screen: OrdersScreen, line: Line, book: Callable[[Deed], None]) -> None:
    """Which discount: one of the house's percentages or amounts, or an amount that is typed."""
    operator, table, till = screen.operator, screen.table, screen.till

    def percent(points: int) -> None:
        book(lambda key: discount_line(till, operator, table, line.id, basis_points=points, key=key))

    def amount(off: Money) -> None:
        book(lambda key: discount_line(till, operator, table, line.id, amount=off, key=key))

    def chosen(answer: object) -> None:
        match answer:
            case "amount":
                screen.ask(AmountQuestion(f"Rabatt auf {line.name}", amount, confirm="Rabatt geben"))
            case ("amount", int(cents)):
                amount(Money(cents))
            case _:
                percent(int(str(answer)) * 100)

    percents = till.settings[LINE_DISCOUNTS]

    def off(points: int, cents: int = 0) -> str:
        return no_discount(operator, [line], till.catalogue, points, cents)

    rates = tuple(
        Choice(p, f"{p} %", f"− {line.discountable.percent(p * 100)}", off=off(p * 100)) for p in percents
    )
    sums = till.settings[DISCOUNT_AMOUNTS]
    others = [
        Choice(
            ("amount", cents),
            f"− {Money(cents)}",
            off=_too_much(Money(cents), line.discountable) or off(0, cents),
        )
        for cents in sums
    ]
    free = "" if not operator.discount_amounts else "Frei wählen darf der Bediener den Betrag nicht."
    others.append(Choice("amount", "Betrag …", icon="tag", off=free or off(0)))
    if line.discount:
        others.append(Choice(0, "Rabatt aufheben", icon="undo-2"))
    title = f"Rabatt auf {wording.portions(line.quantity)} × {line.name}"
    screen.ask(Question(title, (Section("", rates), Section("", tuple(others))), chosen))


def _too_much(off: Money, most: Money) -> str:
    return f"Der Rabatt ist höher als {most} €." if off.cents > abs(most.cents) else ""
