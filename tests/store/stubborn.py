"""A till on a failing disk, with a cashier who tries again: says what was told him and what is done at last.

`python -m tests.store.stubborn` reads a data folder a line, forks a till that opens it and stops until somebody
makes system calls fail; then it sells.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.sales import Tender
from kasse.ports.books import BooksError
from kasse.store.engine import sqlite_url
from kasse.usecases.book_order import OrderSent, secure_order
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.send_order import send_order
from kasse.usecases.take_payment import Paid, take_payment
from tests.domain.examples import CASH
from tests.store.child import let_anybody_watch
from tests.store.house import BEER, SOUP, Desk

T = TypeVar("T")
PATIENCE = 3
"""So often one thing is tried."""


class GivenUp(Exception):
    """The cashier has lost his patience and waits for help."""


class Cashier:
    """Does everything under a key of its own, and again under the same key while the books cannot do it."""

    def __init__(self, desk: Desk, told: int) -> None:
        self._desk = desk
        self._told = told

    def hear(self, *words: object) -> None:
        os.write(self._told, (json.dumps(words) + "\n").encode())

    def insist(self, deed: Callable[[UUID], T]) -> T:
        key = uuid4()
        for _ in range(PATIENCE):
            try:
                return deed(key)
            except BooksError as error:
                self.hear("trouble", str(error))
        raise GivenUp

    def order(self) -> OrderSent:
        till, boss = self._desk.till, self._desk.boss
        sent = self.insist(lambda key: send_order(till, boss, 12, [Wish(BEER), Wish(SOUP)], key=key))
        self.hear("order", sent.order.number)
        self.insist(lambda _: secure_order(till, sent.order))
        return sent

    def pay(self) -> Paid:
        till, boss, tender = self._desk.till, self._desk.boss, Tender(CASH, Money(20_00))
        paid = self.insist(lambda key: take_payment(till, boss, 12, [tender], key=key))
        self.hear("receipt", paid.receipt.number)
        return paid

    def reverse(self, number: int) -> None:
        till, boss = self._desk.till, self._desk.boss
        back = self.insist(lambda key: reverse_receipt(till, boss, number, "Reklamation", key=key))
        self.hear("receipt", back.receipt.number)


def work(folder: Path) -> None:
    """Open, stop until somebody watches, and sell."""
    told = os.open(folder / "told", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    desk = Desk(sqlite_url(folder), folder, hurried=True)
    let_anybody_watch()
    os.kill(os.getpid(), signal.SIGSTOP)
    cashier = Cashier(desk, told)
    try:
        cashier.order()
        cashier.reverse(cashier.pay().receipt.number)
    except GivenUp:
        cashier.hear("given up")


def serve() -> None:
    """Fork a till for every line."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                work(Path(line.strip()))
            except BaseException:  # noqa: BLE001 - shown, and told by the exit code
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        os.waitpid(pid, os.WUNTRACED)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
