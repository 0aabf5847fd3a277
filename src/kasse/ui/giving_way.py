"""Giving way: long work on a lane leaves the interpreter to the screen every few moments."""

from __future__ import annotations

import time

STRETCH = 0.0004
"""Seconds that is worked at a stretch."""
BREATH = 0.00005
"""Seconds of rest in between: whoever taps meanwhile gets the interpreter at once."""


class GivingWay:
    """Called between small portions of work on a lane: rests for a moment after each stretch.

    A tap needs the interpreter some twenty times, since Qt lets it go on the way; without a rest each of these times costs
    a full turn of whoever works (`sys.getswitchinterval`, 5 ms).
    """

    __slots__ = ("_since",)

    def __init__(self) -> None:
        self._since = time.perf_counter()

    def __call__(self) -> None:
        if time.perf_counter() - self._since > STRETCH:
            time.sleep(BREATH)
            self._since = time.perf_counter()
