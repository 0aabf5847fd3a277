"""A table that wants to pay: what it had is in the books already, a waiter stands before its bill, taps are counted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kasse.domain.money import Money
from kasse.domain.orders import Tab, Wish
from kasse.domain.quantity import Quantity
from kasse.domain.sales import Receipt
from kasse.domain.staff import Operator
from kasse.ui.pay.view import PayView
from kasse.ui.widgets.cells import Cells
from kasse.usecases.book_order import secure_order
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.send_order import send_order
from kasse.usecases.till import Till
from tests.ui.at_work import TillAtWork

TABLE = 12
BOSS = "Georg Hirsch"
WAITER = "Anna Berger"
FOUR = ("Wiener Schnitzel", "Käsespätzle", "Helles 0,5", "Helles 0,5")


class AtTheTable:
    """The waiter and his table. `taps` counts from the last `start_counting`."""

    def __init__(self, at_work: TillAtWork) -> None:
        self.at_work = at_work
        self.taps = 0

    @property
    def till(self) -> Till:
        return self.at_work.shop.till

    @property
    def view(self) -> PayView:
        return self.at_work.pay

    # What went before.

    def sign_in(self, name: str = BOSS) -> Operator:
        operator = self.operator(name)
        self.at_work.program.signed_in(operator)
        return operator

    def operator(self, name: str = BOSS) -> Operator:
        return next(op for op in self.till.staff.operators.values() if op.name == name)

    def serve(
        self, *names: str | tuple[int, str], table: int = TABLE, who: str = BOSS, guests: int = 0
    ) -> Money:
        """Let a table order; what it comes to. A name is one of it, and each name a line of its own."""
        operator = self.sign_in(who)
        wishes = [self.wish(*((1, name) if isinstance(name, str) else name)) for name in names]
        secure_order(self.till, send_order(self.till, operator, table, wishes).order)
        if guests:
            describe_tab(self.till, operator, table, guests=guests)
        tab = self.tab(table)
        assert tab is not None
        return tab.total

    def wish(self, pieces: int, name: str) -> Wish:
        catalogue = self.till.catalogue
        article = catalogue.named(name)
        needed = [group for group in catalogue.sides_for(article) if group.least]
        return Wish(article.number, Quantity.of(pieces), sides=tuple(group.articles[0] for group in needed))

    def ask_for_the_bill(self, table: int = TABLE) -> None:
        """From the order screen, as a waiter would; that tap counts."""
        self.at_work.program.open_table(table)
        self.taps = 0
        self.tap(self.at_work.orders.main_key)
        assert self.at_work.window.shown == "pay"

    # Taps.

    def tap(self, key: QWidget) -> None:
        self.taps += 1
        self.at_work.tap(key)
        self.at_work.settle()

    def type(self, signs: str) -> None:
        for sign in signs:
            self.tap(self.view.pad.keys[sign])

    def line(self, name: str, sheet: Cells | None = None) -> None:
        """Tap a line of the open sheet, or of another one."""
        self.taps += 1
        self.at_work.tap_cell(sheet or self.view.open_sheet, line_name(sheet or self.view.open_sheet, name))

    def choice(self, name: str) -> None:
        self.taps += 1
        self.at_work.choose(self.view.choices, name)
        self.at_work.settle()

    def more(self, *names: str) -> None:
        """Choices behind *Mehr*, one page after the other."""
        self.tap(self.view.way_keys[3])
        for name in names:
            self.choice(name)

    def note(self, label: str) -> None:
        self.tap(next(key for key in self.view.note_keys if key.isVisible() and key.on_it.label == label))

    def tip(self, label: str) -> None:
        self.tap(next(key for key in self.view.tip_keys if key.isVisible() and key.on_it.label == label))

    def guest(self, name: str) -> None:
        self.taps += 1
        self.at_work.tap_cell(self.view.guests, name)
        self.at_work.settle()

    # What is to be seen, and what is in the books.

    @property
    def amount(self) -> str:
        """Who pays, and the large number."""
        return self.view.amount.accessibleName()

    @property
    def change(self) -> str:
        """What stands after the payment: its label and the largest number."""
        assert self.view.change.isVisible()
        return self.view.change.accessibleName()

    def open_names(self) -> list[tuple[str, str]]:
        return [(line.quantity, line.name) for line in self.view.open_sheet.model.lines]

    def guest_names(self) -> list[tuple[str, str]]:
        return [(line.quantity, line.name) for line in self.view.guest_sheet.model.lines]

    def tab(self, table: int = TABLE) -> Tab | None:
        return self.till.books.tab(table)

    def receipts(self) -> Sequence[Receipt]:
        """All receipts, oldest first."""
        return [stored.receipt for stored in reversed(self.till.books.latest_receipts(100))]

    def close_and_prove(self) -> None:
        """Nothing that was done leaves the books in doubt."""
        self.at_work.settle()
        self.at_work.close()
        assert self.at_work.findings() == []


def line_name(sheet: Cells, name: str) -> str:
    """The spoken name of the first line of that article ("1 Helles 0,5" of "1 Helles 0,5, 4,40")."""
    spoken = [sheet.cell_name(i).replace("\u00ad", "") for i in range(sheet.cell_count())]
    return next(words for words in spoken if f" {name}, " in words).split(", ")[0]


def euro(amount: Money) -> str:
    return f"{amount} €"
