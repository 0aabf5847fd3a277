"""Sharing lines out: by part quantity, by amount, or in n equal parts. No cent is lost or made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kasse.domain.money import Money, divide_half_away, share_out
from kasse.domain.orders.line import Component, Line
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused


def divide_line(line: Line, weights: Sequence[int]) -> list[Line]:
    """Parts of a line by weights; quantities and amounts of the parts add up to the line."""
    quantities = share_out(line.quantity.thousandths, weights)
    # What is to be paid and the discount are shared, not the full amount: its own rounding could put more
    # discount than price into a part.
    nets = [share_out(c.net_amount.cents, weights) for c in line.components]
    discounts = [share_out(c.discount.cents, weights) for c in line.components]
    return [
        replace(
            line,
            quantity=Quantity(quantities[part]),
            components=tuple(
                replace(
                    c, amount=Money(nets[i][part] + discounts[i][part]), discount=Money(discounts[i][part])
                )
                for i, c in enumerate(line.components)
            ),
        )
        for part in range(len(weights))
    ]


def take_part(line: Line, quantity: Quantity) -> tuple[Line, Line]:
    """Take a part quantity off a line: (the part, what is left).

    Raises:
        Refused: more than there is, or nothing.
    """
    if line.quantity.thousandths < 0:
        part, rest = take_part(line.negated(), quantity)
        return part.negated(), rest.negated()
    if not 0 < quantity.thousandths <= line.quantity.thousandths:
        raise Refused(f"Von „{line.name}“ sind nur {line.quantity} da. Bitte eine kleinere Menge wählen.")
    if quantity == line.quantity:
        return line, line.minus(line)
    part, rest = divide_line(line, [quantity.thousandths, line.quantity.thousandths - quantity.thousandths])
    return part, rest


def _slice(component: Component, wanted: int) -> Component:
    """The share of a component that is worth `wanted` cents after discount."""
    whole = component.net_amount.cents
    discount = divide_half_away(component.discount.cents * wanted, whole) if whole else 0
    return replace(component, amount=Money(wanted + discount), discount=Money(discount))


def share_of_amount(lines: Sequence[Line], wanted: Money) -> tuple[list[Line], list[Line]]:
    """Take a share worth exactly `wanted` out of lines: (the share, what is left).

    Every line gives in proportion, so that each rate of tax is hit alike. Quantities follow the amounts to the
    thousandth; what they lose by that stays with the rest.

    Raises:
        Refused: more than the lines are worth, or nothing.
    """
    nets = [c.net_amount.cents for line in lines for c in line.components]
    total = sum(nets)
    if not 0 < wanted.cents <= total:
        raise Refused(f"Zu teilen sind {Money(total)} €. Bitte einen Betrag bis dahin wählen.")
    if any(net < 0 for net in nets):
        raise Refused("Posten mit negativem Betrag lassen sich nicht nach Betrag teilen.")
    # One share per component by largest remainder: the sum is `wanted`, and none exceeds what is there.
    wants = iter(share_out(wanted.cents, nets))
    shares, rest = [], []
    for line in lines:
        components = tuple(_slice(c, next(wants)) for c in line.components)
        quantity = line.quantity.thousandths * wanted.cents // total
        if not quantity and line.quantity.thousandths > 1 and any(c.amount for c in components):
            quantity = 1  # what is paid for is also there
        part = replace(line, quantity=Quantity(quantity), components=components)
        if wanted.cents == total:
            part = line
        left = line.minus(part)
        if not part.is_nothing:
            shares.append(part)
        if not left.is_nothing:
            rest.append(left)
    return shares, rest


def equal_shares(lines: Sequence[Line], count: int) -> list[list[Line]]:
    """Share lines out among `count` payers; their sums differ by one cent at most.

    Raises:
        Refused: fewer than two payers, more than 99, or less than a cent for each.
    """
    total = Money.sum(line.amount for line in lines)
    if not 2 <= count <= 99 or total.cents < count:
        raise Refused("Geteilt wird durch 2 bis 99, und für jeden muss etwas zu zahlen bleiben.")
    shares: list[list[Line]] = []
    rest = list(lines)
    for wanted in total.split([1] * count)[:-1]:
        share, rest = share_of_amount(rest, wanted)
        shares.append(share)
    return [*shares, rest]
