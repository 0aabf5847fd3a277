"""A child that plays days of the demonstration house, packs them for an audit, and sells while it checks itself.

    python -m bench.audit_child FOLDER DAYS SALES

It prints the seconds of the package and of a check of everything, and of each payment without and with a check that
runs in its own process at the same time.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.acts_child import Seller, Timings
from kasse.app.audit import write_audit
from kasse.app.shop import Shop, Wiring
from kasse.app.stage import PlayStage
from kasse.cli.master_file import demo_master
from kasse.cli.play.generate import FIRST, DemoDays
from kasse.cli.play.runner import play
from kasse.ports.books import RecordKind
from kasse.ports.self_check import Light
from kasse.usecases.pins import hash_pin

WARM_UP = 20


def play_days(folder: Path, count: int) -> None:
    """So many days of the demonstration house."""
    days = DemoDays(demo_master(hash_pin), count, seed=1, first=FIRST)
    with PlayStage(folder, days[0].start, days[0].master, pictures=False) as stage:
        play(days, stage)


def payments(seller: Seller, sales: int) -> list[float]:
    """Seconds of each payment of so many sales."""
    note = Timings()
    for _ in range(sales):
        seller.sell(note)
    return note.ours["settle"]


def check_and_sell(shop: Shop, seller: Seller, sales: int) -> list[float]:
    """Seconds of the payments of at least so many sales, made while checks run, one after the other."""
    found: list[float] = []
    while len(found) < sales:
        checking = threading.Thread(target=shop.check.run)
        checking.start()
        while checking.is_alive():
            found += payments(seller, 1)
        checking.join()
    return found


def main() -> None:
    """Run as a child."""
    folder, days, sales = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    data = folder / "data"
    play_days(data, days)
    begun = time.perf_counter()
    written = write_audit(lambda _step, _part: True, data, folder / "audit", None, None, datetime.now(UTC))
    audit = time.perf_counter() - begun
    assert written is not None
    assert written.findings == ()
    shop = Shop(data, Wiring(pictures=False, threads=False))
    begun = time.perf_counter()
    state = shop.check.run()
    check = time.perf_counter() - begun
    assert state is not None
    assert state.light is Light.GREEN, state.faults
    acts = shop.till.books.latest_records(RecordKind.SELF_CHECK, 1)[0].body["acts"]
    seller = Seller(shop.till)
    seller.sell_many(WARM_UP)
    without = payments(seller, sales)
    during = check_and_sell(shop, seller, sales)
    without += payments(seller, sales)  # whatever else the machine did meanwhile
    shop.close()
    facts = {"bons": written.bons, "acts": acts, "audit": audit, "check": check}
    print(json.dumps({**facts, "without": without, "during": during}))


if __name__ == "__main__":
    main()
