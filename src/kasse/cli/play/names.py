"""What steps call by name or number, looked up once while the day is read, so that playing only uses numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kasse.cli.master_file import MasterFile
from kasse.cli.toml_source import Problem, TomlSource
from kasse.cli.toml_table import Table, as_money, as_quantity, as_whole, gist
from kasse.domain.business import PaymentMethod, counter_of
from kasse.domain.catalogue import LEVELS
from kasse.domain.orders import Wish
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused

COUNTER = "Direktverkauf"
"""The table under which a till sells without a table."""

LAST = "last"
"""The receipt that was issued last."""

_SHORT = re.compile(r"\s*(\d[\d.,/]*)\s*[x×]\s+(.+?)\s*")
"""The short form of a line: "2 x Helles 0,5"."""


@dataclass(frozen=True, slots=True)
class LineRef:
    """Which open lines of a table are meant: those of an article, oldest first, or the n-th on the ticket.

    Without a quantity all of it is meant.
    """

    article: int | None
    position: int | None
    quantity: Quantity | None


def as_percent(value: object) -> int | None:
    """A percentage from a text or a whole number as basis points, or None. Refused: a text that is no number."""
    bare = value.strip().removesuffix("%") if isinstance(value, str) else value
    amount = as_money(bare)
    return None if amount is None else amount.cents


class Names:
    """The names of a house: people, articles, tables, ways to pay, found without regard to capitals."""

    def __init__(self, file: MasterFile) -> None:
        master = file.master
        self.master = master
        self.pins = file.pins
        self.labels: set[str] = set()
        """Names that the steps read so far give their receipts."""
        self.counter = counter_of(min(master.house.terminals))
        self.operators = {o.name.casefold(): o.number for o in master.staff.operators.values() if o.active}
        self.articles: dict[str, list[int]] = {}
        for article in master.catalogue.articles.values():
            if article.active:
                self.articles.setdefault(article.name.casefold(), []).append(article.number)
        self.accounts = {a.name.casefold(): a.number for a in master.house.internal_accounts.values()}

    def article(self, value: object) -> int:
        """Number of an article that is called by number or name.

        Raises:
            Refused: there is none, or several bear the name.
        """
        catalogue = self.master.catalogue
        number = as_whole(value)
        if number is not None:
            return catalogue.article(number).number
        if not isinstance(value, str):
            raise Refused("Ein Artikel wird mit Nummer oder Name genannt.")
        found = self.articles.get(value.casefold(), [])
        if not found:
            known = (a.name for a in catalogue.articles.values())
            raise Refused(f"Einen Artikel „{value}“ gibt es nicht.{gist(value, known)}")
        return found[0] if len(found) == 1 else catalogue.named(value).number

    def operator(self, value: object) -> int:
        """Number of an operator who is called by number or name.

        Raises:
            Refused: there is none.
        """
        staff = self.master.staff
        number = as_whole(value)
        if number is not None:
            return staff.operator(number).number
        found = self.operators.get(value.casefold()) if isinstance(value, str) else None
        if found is None:
            known = (o.name for o in staff.operators.values())
            raise Refused(f"Einen Bediener „{value}“ gibt es nicht.{gist(str(value), known)}")
        return found

    def place(self, value: object) -> int:
        """Number of a table, or of the till's counter.

        Raises:
            Refused: there is none.
        """
        if isinstance(value, str) and value.casefold() == COUNTER.casefold():
            return self.counter
        number = as_whole(value)
        if number is None or number not in self.master.house.places:
            raise Refused(f"Einen Tisch {value} gibt es nicht.")
        return number

    def menu_level(self, value: object) -> int:
        """The price level of a menu that is called by number or name.

        Raises:
            Refused: there is none.
        """
        number, name = as_whole(value), str(value).casefold()
        for menu in self.master.catalogue.menus:
            if menu.number == number or (number is None and menu.name.casefold() == name):
                return menu.price_level
        raise Refused(f"Eine Karte „{value}“ gibt es nicht.")

    def account(self, value: object) -> int:
        """Number of an internal account that is called by number or name.

        Raises:
            Refused: there is none.
        """
        number = as_whole(value)
        if number is None and isinstance(value, str):
            number = self.accounts.get(value.casefold())
        if number is None:
            raise Refused(f"Ein internes Konto „{value}“ gibt es nicht.")
        return self.master.house.internal_account(number).number


class StepTable(Table):
    """One step while it is being read."""

    def __init__(
        self,
        source: TomlSource,
        data: Mapping[str, Any],
        problems: list[Problem],
        names: Names,
        *where: str | int,
    ) -> None:
        super().__init__(source, data, problems, *where)
        self.names = names

    def _inside(self, data: Mapping[str, Any], *where: str | int) -> StepTable:
        return StepTable(self._source, data, self._problems, self.names, *self.where, *where)

    def place(self, key: str = "table") -> int:
        """A table; required."""
        return self._get(key, None, 0, "eine Tischnummer", self.names.place)

    def article(self, key: str = "article") -> int:
        """An article; required."""
        return self._get(key, None, 0, "ein Artikel", self.names.article)

    def operator(self, key: str) -> int:
        """An operator; required."""
        return self._get(key, None, 0, "ein Bediener", self.names.operator)

    def account(self, key: str) -> int:
        """An internal account; required."""
        return self._get(key, None, 0, "ein internes Konto", self.names.account)

    def printer(self, key: str = "printer") -> str:
        """A printer; required."""
        name = self.text(key)
        if name:
            self.one_of(key, name, self.names.master.house.printers, "Einen Drucker")
        return name

    def payment(self, key: str, default: str | None = None) -> PaymentMethod | None:
        """A way to pay by its code; required without `default`, None for an empty one."""
        code = self.text(key, default)
        return self._get(key, None, None, "eine Zahlungsart", self._method) if code else None

    def menu_level(self, key: str = "menu") -> int:
        """The price level of the menu that is sold from, called by number or name; 1 where none is named."""
        return self._get(key, 1, 1, "eine Karte", self.names.menu_level)

    def percent(self, key: str) -> int:
        """A percentage such as 10 or "12,5", in basis points; required."""
        return self._get(key, None, 1, 'eine Prozentzahl wie 10 oder "12,5"', as_percent)

    def _method(self, value: object) -> PaymentMethod:
        return self.names.master.house.payment_method(str(value))

    def wishes(self, key: str) -> tuple[Wish, ...]:
        """What is ordered: tables, or texts in short form. `level` and `take_away` of the step hold for all."""
        level = self.number("level", 0, least=1, most=LEVELS)
        away = self.flag("take_away")
        return tuple(each.wish(level, take_away=away) for each in self._lines(key, required=True))

    def wish(self, level: int, *, take_away: bool) -> Wish:
        """This table as one ordered line."""
        number = self.article()
        article = self.names.master.catalogue.articles.get(number)
        if article is not None and article.function is not None:
            self.wrong(f"„{article.name}“ ist eine Funktion und wird nicht boniert.", "article")
        wish = Wish(
            article=number,
            quantity=self.quantity("quantity", ONE),
            sides=tuple(self._sides()),
            price=self.money("price") if self.has("price") else None,
            price_level=self.number("level", level, least=1, most=LEVELS),
            take_away=self.flag("take_away", default=take_away),
            course=self.number("course", most=99) if self.has("course") else None,
            remark=self.text("remark", ""),
            voucher=self.text("voucher", ""),
        )
        self.end()
        return wish

    def _sides(self) -> list[int]:
        sides = []
        value = self.raw("sides")
        if value is not None and not isinstance(value, list):
            self.wrong("„sides“ muss eine Liste von Artikeln sein.", "sides")
            return []
        for index, each in enumerate(value or []):
            try:
                sides.append(self.names.article(each))
            except Refused as refusal:
                self.wrong(str(refusal), "sides", index)
        return sides

    def line_refs(self, key: str, *, required: bool = False) -> tuple[LineRef, ...] | None:
        """Which open lines are meant; None if the field is missing."""
        if not self.has(key) and not required:
            return None
        return tuple(each.line_ref() for each in self._lines(key, required=required))

    def line_ref(self, *, with_quantity: bool = True) -> LineRef:
        """This table as a reference to open lines."""
        has_article, has_line = self.has("article"), self.has("line")
        if has_article == has_line:
            self.wrong("Ein Posten wird entweder mit „article“ oder mit „line“ genannt.")
        ref = LineRef(
            self.article() if has_article else None,
            self.number("line", least=1) if has_line else None,
            self.quantity("quantity") if with_quantity and self.has("quantity") else None,
        )
        if with_quantity:
            self.end()
        return ref

    def _lines(self, key: str, *, required: bool) -> list[StepTable]:
        value = self.raw(key)
        if value is None and not required:
            return []
        if not isinstance(value, list) or not value:
            self.wrong(f"„{key}“ muss eine Liste mit mindestens einem Posten sein.", key)
            return []
        found = []
        for index, each in enumerate(value):
            data = self._spelt_out(each)
            if data is None:
                self.wrong("Ein Posten ist eine Tabelle oder ein Text wie „2 x Helles 0,5“.", key, index)
            else:
                found.append(self._inside(data, key, index))
        return found

    @staticmethod
    def _spelt_out(value: object) -> Mapping[str, Any] | None:
        """The long form of a line."""
        if isinstance(value, Mapping):
            return value
        if as_whole(value) is not None:
            return {"article": value}
        if not isinstance(value, str):
            return None
        short = _SHORT.fullmatch(value)
        if short is None:
            return {"article": value}
        try:
            as_quantity(short[1])
        except Refused:
            return {"article": value}
        return {"article": short[2], "quantity": short[1]}
