"""A child that orders and settles through the use cases, and writes the very same rows by the bare driver.

    python -m bench.acts_child prepare FOLDER
    python -m bench.acts_child measure FOLDER SALES

It prints seconds, the moments at which each act of ours began and ended, and the thread that did them, for counting
its waits for the disk.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Self, cast

from pysqlite3 import dbapi2

from bench.house import demo_house, five_lines
from kasse.app.shop import Shop, Wiring
from kasse.domain.orders import Wish
from kasse.domain.sales import Tender
from kasse.ports.fiscal import Process, Secured
from kasse.store.backup import copy_books
from kasse.store.engine import WRITER_PRAGMAS, sqlite_url
from kasse.usecases.book_order import secure_order
from kasse.usecases.send_order import send_order
from kasse.usecases.take_payment import take_payment
from kasse.usecases.till import Till

BLOCK = 20
"""So many sales of ours, then as many of the floor: whatever else the machine does hits both."""
WARM_UP = 100
TABLE = 12

Statement = tuple[str, Any, bool]
Transaction = list[Statement]


class AtOnce:
    """The law of the till, with a signing device that answers at once: for what is measured without its time."""

    def __init__(self, law: Any, signed: Secured) -> None:
        self._law = law
        self._signed = signed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._law, name)

    def secure(self, process: Process) -> Secured:
        """A signature made beforehand."""
        return replace(self._signed, process=process)


@dataclass(slots=True)
class Timings:
    """Seconds of each order and each payment, of ours and of the floor; and when ours began and ended."""

    ours: dict[str, list[float]] = field(default_factory=lambda: {"order": [], "settle": []})
    floor: dict[str, list[float]] = field(default_factory=lambda: {"order": [], "settle": []})
    windows: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: {"order": [], "settle": []})


class Seller:
    """Orders five lines and settles them, again and again, on one table."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self._waiter = next(o for o in till.staff.operators.values() if not o.training and o.active)
        self._orders = five_lines(till.master)
        self._cash = till.own_cash()
        self._sold = 0

    def sell(self, note: Timings | None = None) -> None:
        """One sale."""
        wishes = [Wish(article) for article in self._orders[self._sold % len(self._orders)]]
        self._sold += 1
        sent = self._timed(note, "order", lambda: send_order(self._till, self._waiter, TABLE, wishes))
        secure_order(self._till, sent.order)
        assert sent.tab is not None
        tender = Tender(self._cash, sent.tab.total)
        self._timed(note, "settle", lambda: take_payment(self._till, self._waiter, TABLE, [tender]))

    def sell_many(self, sales: int) -> None:
        """So many sales."""
        for _ in range(sales):
            self.sell()

    @staticmethod
    def _timed(note: Timings | None, kind: str, deed: Callable[[], Any]) -> Any:
        at, begun = time.time(), time.perf_counter()
        answer = deed()
        if note is not None:
            seconds = time.perf_counter() - begun
            note.ours[kind].append(seconds)
            note.windows[kind].append((at, at + seconds))
        return answer


class Capture:
    """What the driver is given to write: transaction by transaction the statements, without reading.

    Stands in the driver's way while it is entered; connections opened meanwhile tell it until they are closed.
    """

    def __init__(self) -> None:
        self.transactions: list[Transaction] = [[]]

    def __enter__(self) -> Self:
        self._connect = dbapi2.connect
        dbapi2.connect = partial(dbapi2.connect, factory=self._told())
        return self

    def __exit__(self, *error: object) -> None:
        dbapi2.connect = self._connect

    def forget(self) -> None:
        """Only what comes from now on counts."""
        self.transactions = [[]]

    def written(self) -> list[Transaction]:
        """All transactions that wrote something."""
        return [each for each in self.transactions if each]

    def _told(self) -> type[Any]:
        capture = self

        class Cursor(dbapi2.Cursor):  # type: ignore[misc]  # the driver has no types
            def execute(self, text: str, parameters: Any = ()) -> Any:
                if not text.startswith(("SELECT", "BEGIN", "PRAGMA")):
                    capture.transactions[-1].append((text, parameters, False))
                return super().execute(text, parameters)

            def executemany(self, text: str, parameters: Any) -> Any:
                capture.transactions[-1].append((text, parameters, True))
                return super().executemany(text, parameters)

        class Connection(dbapi2.Connection):  # type: ignore[misc]
            def cursor(self) -> Any:
                return super().cursor(Cursor)

            def commit(self) -> None:
                super().commit()
                capture.transactions.append([])

        return Connection


class Bare:
    """The bare driver on a copy of the books, with the pragmas of ours."""

    def __init__(self, file: Path) -> None:
        self._connection = dbapi2.connect(str(file), isolation_level=None)
        for pragma in WRITER_PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")

    def write(self, transactions: list[Transaction]) -> float:
        """Write transactions; returns the seconds that they took together."""
        execute, many = self._connection.execute, self._connection.executemany
        begun = time.perf_counter()
        for transaction in transactions:
            execute("BEGIN IMMEDIATE")
            for text, parameters, is_many in transaction:
                (many if is_many else execute)(text, parameters)
            execute("COMMIT")
        return time.perf_counter() - begun

    def close(self) -> None:
        """Let go of the copy."""
        self._connection.close()


def open_shop(folder: Path) -> Shop:
    """The till, with no printers and no other threads than the device's."""
    return Shop(folder, Wiring(threads=False), setup=demo_house().master)


def prepare(folder: Path) -> None:
    """Make the books, so that this happens on the fast disk."""
    open_shop(folder).close()


def selling(shop: Shop) -> Seller:
    """Somebody who sells in a shop whose signing device answers at once."""
    till = shop.till
    process = till.fiscal.for_note("Messung")
    assert process is not None
    signed = till.fiscal.secure(process)
    assert signed.is_signed, signed.error
    return Seller(replace(till, fiscal=cast("Any", AtOnce(till.fiscal, signed))))


def capture_sales(folder: Path, copy: Path, sales: int) -> list[Transaction]:
    """Sell, and tell what that wrote; `copy` holds the books as they were before."""
    with Capture() as capture:
        shop = open_shop(folder)
        seller = selling(shop)
        seller.sell_many(min(WARM_UP, sales))
        copy_books(sqlite_url(folder), copy)
        capture.forget()
        seller.sell_many(sales)
        written = capture.written()
        shop.close()
    return written


def measure(folder: Path, sales: int) -> dict[str, Any]:
    """Sell and write in turns."""
    copy = folder / "floor.sqlite"
    written = capture_sales(folder, copy, sales)
    shop = open_shop(folder)
    seller = selling(shop)
    seller.sell_many(min(WARM_UP, sales))
    bare, note = Bare(copy), Timings()
    for first in range(0, sales, BLOCK):
        for sale in range(first, min(first + BLOCK, sales)):
            order, secured, draft, finish = written[4 * sale : 4 * sale + 4]
            note.floor["order"].append(bare.write([order]))
            bare.write([secured])
            note.floor["settle"].append(bare.write([draft, finish]))
        for _ in range(first, min(first + BLOCK, sales)):
            seller.sell(note)
    bare.close()
    shop.close()
    return {
        "ours": note.ours,
        "floor": note.floor,
        "windows": note.windows,
        "thread": threading.get_native_id(),
    }


def main() -> None:
    """Run as a child."""
    verb, folder = sys.argv[1], Path(sys.argv[2])
    if verb == "prepare":
        prepare(folder)
        print("{}")
    else:
        print(json.dumps(measure(folder, int(sys.argv[3]))))


if __name__ == "__main__":
    main()
