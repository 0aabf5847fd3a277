"""Kill the till while somebody orders: what was on the ticket for a second is there again, or sent, and once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from kasse.app.drafts_file import DraftsFile
from kasse.app.services import AppServices
from kasse.app.shop import Shop, Wiring
from kasse.cli.master_file import demo_master
from kasse.usecases.pins import hash_pin

LIVES = 4
A_MOMENT = 1.0
Portions = Counter[tuple[int, int]]
"""By table and article."""


def live(folder: Path, seed: int) -> tuple[Portions, Portions]:
    """Let a till live and be killed: what was on the ticket for a moment, and all that was tapped."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.app.tapping_child", str(folder), str(seed)]
    killed: list[float] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

        def kill() -> None:
            killed.append(time.monotonic())
            process.kill()

        end = threading.Timer(random.Random(seed).uniform(1.3, 2.6), kill)
        end.start()
        said = [line.split() for line in process.stdout if line.endswith("\n")]
        end.join()
    seen = [line for line in said if line[0] == "done" and float(line[3]) <= killed[0] - A_MOMENT]
    return (
        Counter((int(line[1]), int(line[2])) for line in seen),
        Counter((int(line[1]), int(line[2])) for line in said if line[0] == "try"),
    )


def there(folder: Path) -> Portions:
    """What the next start finds, sent or not."""
    shop = Shop(folder, Wiring(pictures=False, threads=False))
    found: Portions = Counter()
    for draft in DraftsFile(folder, shop.till.books).found.drafts:
        for line in draft.lines:
            found[draft.table, line.wish.article] += line.wish.quantity.thousandths // 1000
    for summary in shop.till.books.open_tabs():
        tab = shop.till.books.tab(summary.table)
        assert tab is not None
        for booked in tab.lines:
            found[tab.table, booked.article] += booked.quantity.thousandths // 1000
    shop.close()
    return found


def test_killed_at_random_moments_the_till_forgets_and_doubles_nothing(tmp_path: Path) -> None:
    Shop(tmp_path, Wiring(pictures=False, threads=False), setup=demo_master(hash_pin).master).close()
    before: Portions = Counter()
    for seed in range(LIVES):
        seen, tapped = live(tmp_path, seed)
        assert seen, "it did not live long enough"
        now = there(tmp_path)
        assert before + seen <= now <= before + tapped
        before = now
    assert not AppServices().verify(tmp_path, lambda _done, _all: True).findings
