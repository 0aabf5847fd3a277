"""Choosing the sides of a line: its groups open in the place of the tiles, each tap counts at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kasse.domain.catalogue import Article, Catalogue, SideGroup
from kasse.domain.orders import Wish
from kasse.domain.refused import Refused
from kasse.ui.orders.draft import DraftLine
from kasse.ui.questions import Question
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.usecases.touch_layout import in_order


class SidesQuestion(Question):
    """Asks for the sides of one line of a draft.

    `changed` gets every new wish and may raise Refused; `complete` is called when nothing is left to choose; `off` says
    why a side cannot be had now; `order`: "assigned", "name" or "number" within each group.
    """

    closes = False

    def __init__(
        self,
        line: DraftLine,
        catalogue: Catalogue,
        changed: Callable[[Wish], DraftLine],
        complete: Callable[[], None],
        *,
        needed: bool,
        off: Callable[[Article], str],
        order: str = "assigned",
    ) -> None:
        super().__init__(f"Beilagen zu {line.line.name}", close="Fertig", done=True)
        self.line = line
        self._catalogue = catalogue
        self._changed = changed
        self._complete = complete
        self._needed = needed
        self._off = off
        self._order = order
        self._article: Article = catalogue.article(line.wish.article)

    @property
    def groups(self) -> tuple[SideGroup, ...]:
        """What can be chosen from, as it is ordered."""
        known = self._catalogue
        return tuple(
            replace(group, articles=in_order(known, group.articles, self._order))
            for group in known.sides_for(self._article)
        )

    def page(self) -> ChoicePage:
        wish = self.line.wish
        sections = tuple(
            Section(group.name, tuple(self._choice(group, n) for n in group.articles), _how_many(group))
            for group in self.groups
        )
        hint = self.line.missing or f"{wish.quantity} × {self.line.line.unit_price}"
        return ChoicePage(self.title, sections, hint, self.close, done=True)

    def choose(self, key: object) -> None:
        """A side was tapped: it comes, goes, or takes the place of the other one."""
        group, side = next((g, n) for g in self.groups for n in g.articles if (g.number, n) == key)
        wish = self.line.wish
        sides = list(wish.sides)
        if side in sides:
            sides.remove(side)
        else:
            chosen = [n for n in sides if n in group.articles]
            if group.most == 1 and chosen:
                sides.remove(chosen[0])
            sides.append(side)
        order = [n for g in self.groups for n in g.articles]
        self.line = self._changed(replace(wish, sides=tuple(sorted(sides, key=order.index))))
        if self._needed and not self.line.missing and self._own_groups_full():
            self._complete()

    def _own_groups_full(self) -> bool:
        own = [g for g in self.groups if g.number in self._article.side_groups]
        chosen = self.line.wish.sides
        return all(sum(n in g.articles for n in chosen) >= g.most for g in own)

    def _choice(self, group: SideGroup, number: int) -> Choice:
        side = self._catalogue.articles[number]
        try:
            price = side.price(
                self.line.wish.levels_in(self._catalogue).of(side), fill=self._catalogue.fills_levels
            )
        except Refused as refusal:
            return Choice((group.number, number), side.name, off=str(refusal))
        off = self._off(side)
        return Choice(
            (group.number, number),
            side.name,
            f"+ {price}" if price else "",
            chosen=number in self.line.wish.sides,
            off=off,
        )


def _how_many(group: SideGroup) -> str:
    if group.least == group.most:
        return "genau eine" if group.least == 1 else f"genau {group.least}"
    if group.least:
        return f"{group.least} bis {group.most}"
    return (
        "höchstens eine"
        if group.most == 1
        else "beliebig viele"
        if group.most >= 9
        else f"bis zu {group.most}"
    )
