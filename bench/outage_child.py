"""A child that sells while the signing device is well, while it is out, and while it hangs.

    python -m bench.outage_child FOLDER SALES BLOCKS

BLOCKS times in turns SALES sales with the device and as many without it. Then SALES sales with it, one at which it
begins to hang, and SALES more. It prints the seconds of each block, of the one sale (its order, too, has to be
secured), and of each payment before and after.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from bench.acts_child import Seller, Timings
from bench.house import demo_house
from kasse.app.shop import Shop, Wiring
from kasse.hardware.signing.faults import Fault
from kasse.settings.declared.fiscal_de import TSE_DEADLINE
from kasse.usecases.outages import all_outages

DEADLINE_SECONDS = float(TSE_DEADLINE.default)
WARM_UP = 20


class LeapingClock:
    """A clock that runs as others do, and leaps over the pause that a device gets after trouble."""

    def __init__(self) -> None:
        self._leapt = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self._leapt

    def leap(self) -> None:
        """An hour later."""
        self._leapt += 3600.0


class Evening:
    """A shop whose signing device fails when told."""

    def __init__(self, folder: Path) -> None:
        self._clock = LeapingClock()
        wiring = Wiring(monotonic=self._clock, pictures=False, threads=False)
        self.shop = Shop(folder / "data", wiring, setup=demo_house().master)
        self.seller = Seller(self.shop.till)

    def fail(self, fault: Fault | None) -> None:
        """From now on the device is like this."""
        assert self.shop.faults is not None
        self.shop.faults.fault = fault
        self._clock.leap()

    def block(self, sales: int) -> float:
        """Seconds for so many sales."""
        begun = time.perf_counter()
        self.seller.sell_many(sales)
        return time.perf_counter() - begun

    def payments(self, sales: int) -> list[float]:
        """Seconds of each payment."""
        note = Timings()
        for _ in range(sales):
            self.seller.sell(note)
        return note.ours["settle"]


def main() -> None:
    """Run as a child."""
    folder, sales, blocks = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    evening = Evening(folder)
    evening.block(WARM_UP)
    found: dict[str, Any] = {"signed": [], "out": []}
    for _ in range(blocks):
        found["signed"].append(evening.block(sales))
        evening.fail(Fault.OUT)
        found["out"].append(evening.block(sales))
        evening.fail(None)
        evening.block(1)
    found["before"] = evening.payments(sales)
    evening.fail(Fault.SILENT)
    found["hang"] = evening.block(1)
    found["after"] = evening.payments(sales)
    evening.fail(None)
    assert len(list(all_outages(evening.shop.till.books))) == blocks + 1, (
        "one outage for each time without it"
    )
    evening.shop.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
