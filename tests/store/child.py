"""A till that dies: plays orders and payments, and says after each deed what the waiter was told.

`python -m tests.store.child` waits for one JSON line a run, forks a till for it, and answers with how it ended. So
the libraries are loaded once, and hundreds of deaths take seconds. `python -m tests.store.child FOLDER DEEDS` plays
without forking, for watching its system calls.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

from kasse.domain.orders import Wish
from kasse.domain.quantity import Quantity
from kasse.domain.sales import Tender
from kasse.hardware.signing.on_demand import OnDemandDevice
from kasse.ports.signing import Finished, Started, Tse
from kasse.store import writer
from kasse.store.engine import sqlite_url
from kasse.usecases.book_order import secure_order
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.take_payment import take_payment
from kasse.usecases.transfer_lines import transfer_lines
from tests.domain.examples import CARD
from tests.store.house import BEER, COFFEE, POTATO_SALAD, SCHNITZEL, SOUP, Desk


class Fate:
    """Counts the moments at which a till can die, and dies at one of them."""

    def __init__(self, die_at: int) -> None:
        self._left = die_at

    def moment(self) -> None:
        """Perhaps the last one."""
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class MortalDevice(OnDemandDevice):
    """A signing device whose till may die before it is asked and after it has answered."""

    def __init__(self, device: Tse, fate: Fate) -> None:
        super().__init__(lambda: device)
        self._fate = fate

    def start(self, client_id: str) -> Started:
        self._fate.moment()
        started = super().start(client_id)
        self._fate.moment()
        return started

    def finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> Finished:
        self._fate.moment()
        finished = super().finish(client_id, transaction, process_type, process_data)
        self._fate.moment()
        return finished

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        """In two steps, as most real devices do it."""
        started = self.start(client_id)
        return self.finish(client_id, started.transaction, process_type, process_data)


def die_around_commits(fate: Fate) -> None:
    """Every commit of this process is a moment before and a moment after."""
    commit = DefaultDialect.do_commit

    def do_commit(self: DefaultDialect, dbapi_connection: Any) -> None:
        fate.moment()
        commit(self, dbapi_connection)  # type: ignore[no-untyped-call]
        fate.moment()

    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]


def tell(acks: int, text: str) -> None:
    """What the waiter was told, past every buffer."""
    os.write(acks, f"ACK {text}\n".encode())


def rest(desk: Desk) -> None:
    """A quiet moment in which the log is brought into the file, long or not."""
    writer.LONG = 1
    desk.writer.rest()
    desk.writer.rest()


def sell(desk: Desk, deeds: int, acks: int, *, rests: bool) -> None:
    """An evening, `deeds` times: order, pay a part, order at the next table, move it, pay all, reverse.

    `rests`: with a quiet moment before each payment.
    """
    till, boss = desk.till, desk.boss
    for i in range(deeds):
        table, other = 1 + i % 5, 6 + i % 5
        schnitzel = Wish(SCHNITZEL, Quantity.of(2), sides=(POTATO_SALAD,))
        tell(acks, f"order {desk.order(schnitzel, BEER, table=table).order.number}")
        tab = desk.books.tab(table)
        assert tab is not None
        if rests:
            rest(desk)
        paid = take_payment(till, boss, table, [Tender(CARD, tab.lines[1].amount)], parts=tab.lines[1:])
        tell(acks, f"receipt {paid.receipt.number}")
        tell(acks, f"order {desk.order(SOUP, COFFEE, table=other).order.number}")
        moved = transfer_lines(till, boss, other, table).order
        tell(acks, f"order {moved.number}")
        secure_order(till, moved)
        if rests:
            rest(desk)
        paid = desk.pay(table)
        tell(acks, f"receipt {paid.receipt.number}")
        reversal = reverse_receipt(till, boss, paid.receipt.number, "Reklamation")
        tell(acks, f"receipt {reversal.receipt.number}")


def live(folder: Path, die_at: int, deeds: int, acks: int, *, rests: bool = False) -> None:
    """Open the till as after a power cut and sell."""
    fate = Fate(die_at)
    die_around_commits(fate)
    url = sqlite_url(folder)
    with Desk(url, folder, hurried=True, wrap=lambda device: MortalDevice(device, fate)) as desk:
        sell(desk, deeds, acks, rests=rests)


def _forked(run: dict[str, Any]) -> None:
    folder = Path(run["folder"])
    acks = os.open(folder / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    if run.get("hold"):
        let_anybody_watch()
        os.kill(os.getpid(), signal.SIGSTOP)  # until somebody watches
    live(folder, run.get("die_at", 0), run.get("deeds", 1), acks, rests=run.get("rests", False))


def _told_of_trouble() -> int:
    """The exit code of a till that did not die: 1 after an exception, which is shown."""
    if sys.exc_info()[0] is not None:
        traceback.print_exc()
    return int(sys.exc_info()[0] is not None)


def let_anybody_watch() -> None:
    """Where processes may be traced by their parents only, allow it to every process of ours."""
    pr_set_ptracer, anybody = 0x59616D61, -1
    ctypes.CDLL(None).prctl(pr_set_ptracer, anybody, 0, 0, 0)


def serve() -> None:
    """Fork a till for every line."""
    for line in sys.stdin:
        run = json.loads(line)
        pid = os.fork()
        if pid == 0:
            try:
                _forked(run)
            finally:
                os._exit(_told_of_trouble())
        if run.get("hold"):
            os.waitpid(pid, os.WUNTRACED)
            print(json.dumps({"held": pid}), flush=True)
        _, status = os.waitpid(pid, 0)
        print(json.dumps({"ended": os.waitstatus_to_exitcode(status)}), flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        live(Path(sys.argv[1]), 0, int(sys.argv[2]), 1)
    else:
        serve()
