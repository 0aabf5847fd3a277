"""A child that plays written days of sales, as `kasse play` does, and looks at its own memory meanwhile.

    python -m bench.sales_child FOLDER SALES GROWN SALES_EACH BLOCKS

First SALES sales into empty books in FOLDER/played. Then in turns blocks of SALES_EACH sales into books that
were empty (FOLDER/fresh) and into the GROWN ones; this comes to nothing with 0 blocks. It prints the seconds
that this took, those of each portion of `PORTION` sales, and the megabytes held after each portion.

The days are played as they stand, without the rehearsal that the command makes before: it is the same again.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench.house import big_house, demo_house, five_lines
from kasse.app.stage import PlayStage
from kasse.cli.master_file import MasterFile
from kasse.cli.play.format import Day, day_of
from kasse.cli.play.runner import EVERY, Phase, play
from kasse.domain.business import PaymentKind

PORTION = EVERY // 2
"""Sales between two looks: a sale is two steps of a day, an order and its payment."""
DAY = 500
"""Sales in one written day."""
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def megabytes() -> float:
    """What this process holds in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE / 1e6


class Player:
    """Plays day after day into one folder."""

    def __init__(self, folder: Path, house: MasterFile) -> None:
        self._house = house
        self._orders = five_lines(house.master)
        self._tables = sorted(house.master.house.places)
        self._waiter = next(o.number for o in house.master.staff.operators.values() if not o.training)
        self._cash = next(
            m.code for m in house.master.house.payment_methods.values() if m.kind is PaymentKind.CASH
        )
        self._sold = 0
        self._days = 0
        self.stage = PlayStage(folder, START, house.master, pictures=False)
        self.portions: list[float] = []
        self.memory: list[float] = []

    def sell(self, sales: int) -> float:
        """Play so many sales; returns the seconds that they took."""
        return sum(self._play(self._day(min(DAY, sales - first))) for first in range(0, sales, DAY))

    def _play(self, day: Day) -> float:
        looks: list[float] = []

        def look(_phase: Phase, part: float) -> None:
            looks.append(time.perf_counter())
            if 0 < part < 1:
                self.portions.append(looks[-1] - looks[-2])
                self.memory.append(megabytes())

        tally = play([day], self.stage, progress=look)
        assert tally.signed == 2 * tally.sales, "every order and every receipt is signed"
        return looks[-1] - looks[0]

    def _day(self, sales: int) -> Day:
        start = (START + timedelta(days=self._days)).astimezone(ZONE)
        self._days += 1
        steps: list[dict[str, Any]] = [{"do": "sign_in", "by": self._waiter}]
        for i in range(sales):
            at = start + timedelta(seconds=40 * i)
            table = self._tables[self._sold % len(self._tables)]
            lines = list(self._orders[self._sold % len(self._orders)])
            common = {"by": self._waiter, "table": table, "at": f"{at:%Y-%m-%d %H:%M:%S}"}
            steps += [{**common, "do": "order", "lines": lines}, {**common, "do": "pay", "with": self._cash}]
            self._sold += 1
        return day_of(
            {"start": f"{start:%Y-%m-%d %H:%M:%S}", "step": steps}, f"day {self._days}", self._house
        )


def main() -> None:
    """Run as a child."""
    folder, sales, grown, each, blocks = Path(sys.argv[1]), *sys.argv[2:6]
    house = demo_house()
    player = Player(folder / "played", house)
    seconds = player.sell(int(sales))
    player.stage.close()
    found: dict[str, Any] = {
        "seconds": seconds,
        "portions": player.portions,
        "memory": player.memory,
        "fresh": [],
        "grown": [],
    }
    if int(blocks):
        pair = {"fresh": Player(folder / "fresh", house), "grown": Player(Path(grown), big_house())}
        for _ in range(int(blocks)):
            for name, each_player in pair.items():
                found[name].append(each_player.sell(int(each)))
        for each_player in pair.values():
            each_player.stage.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
