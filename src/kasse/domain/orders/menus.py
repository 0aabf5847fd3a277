"""Meals that were ordered ahead (Menübestellung): wishes that wait for their recall, and nothing was served yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kasse.domain.money import Money
from kasse.domain.orders.compose import Wish
from kasse.domain.orders.line import Line
from kasse.domain.orders.record import line_of_record, line_record
from kasse.domain.orders.sharing import take_part
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One thing ordered ahead."""

    line: Line
    """As it would be ordered at that moment; its id counts for menu orders only, and prices are those of the recall."""
    wish: Wish
    on_paper: bool = False
    """The kitchen has its docket already."""


@dataclass(frozen=True, slots=True)
class MenuOrder:
    """What is ordered ahead for one table number."""

    table: int
    items: tuple[MenuItem, ...] = ()
    version: int = 0
    """Counts the changes from 1 on and never begins anew; a change made to an older version is refused by the books."""

    @property
    def total(self) -> Money:
        """What it came to when it was ordered."""
        return Money.sum(item.line.amount for item in self.items)

    def item(self, item_id: str) -> MenuItem:
        """The item with this id.

        Raises:
            Refused: it is recalled or cancelled.
        """
        for item in self.items:
            if item.line.id == item_id:
                return item
        raise Refused("Das ist nicht mehr vorbestellt. Bitte den Tisch neu öffnen.")

    def without(self, ids: Collection[str]) -> MenuOrder:
        """The rest after a recall."""
        return replace(self, items=tuple(item for item in self.items if item.line.id not in ids))

    def reduced(self, item_id: str, quantity: Quantity) -> tuple[MenuItem, MenuOrder]:
        """Take a quantity back: (what is taken back, the rest).

        Raises:
            Refused: it is not there any more, or not so much of it.
        """
        item = self.item(item_id)
        part, rest = take_part(item.line, quantity)
        taken = replace(item, line=part, wish=replace(item.wish, quantity=part.quantity))
        if rest.is_nothing:
            return taken, self.without({item_id})
        left = replace(item, line=rest, wish=replace(item.wish, quantity=rest.quantity))
        items = tuple(left if each is item else each for each in self.items)
        return taken, replace(self, items=items)


def menu_record(item: MenuItem) -> list[Any]:
    """An item as plain lists, texts and whole numbers."""
    wish = item.wish
    wanted: dict[str, Any] = {
        "article": wish.article,
        "quantity": wish.quantity.thousandths,
        "sides": list(wish.sides),
        "price": None if wish.price is None else wish.price.cents,
        "level": wish.price_level,
        "away": int(wish.take_away),
        "course": wish.course,
        "remark": wish.remark,
    }
    return [line_record(item.line), wanted, int(item.on_paper)]


def menu_of_record(record: Sequence[Any]) -> MenuItem:
    """The item that `menu_record` wrote. At which level it is sold where nobody chose one, the recall decides."""
    line, wanted, on_paper = record
    return MenuItem(line_of_record(line), _wish(wanted), bool(on_paper))


def _wish(wanted: Mapping[str, Any]) -> Wish:
    return Wish(
        article=wanted["article"],
        quantity=Quantity(wanted["quantity"]),
        sides=tuple(wanted["sides"]),
        price=None if wanted["price"] is None else Money(wanted["price"]),
        price_level=wanted["level"],
        take_away=bool(wanted["away"]),
        course=wanted["course"],
        remark=wanted["remark"],
    )
