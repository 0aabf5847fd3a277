"""Giving way: long work on a lane leaves the interpreter to the screen every few moments."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

TURN = 0.0005
"""Seconds after which whoever works lets the interpreter go when the screen asks for it; Python's own 5 ms are meant for
programs at which nobody looks.
"""
STRETCH = 0.0004
"""Seconds that is worked at a stretch."""
BREATH = 0.00005
"""Seconds of rest in between: whoever taps meanwhile gets the interpreter at once."""


@contextmanager
def short_turns() -> Iterator[None]:
    """While a screen is shown: a tap needs the interpreter some twenty times, since Qt lets it go on the way, and each time
    whoever works on a lane keeps it for a turn.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


class GivingWay:
    """Called between small portions of work on a lane: rests for a moment after each stretch, so that not even turns are
    waited for.
    """

    __slots__ = ("_since",)

    def __init__(self) -> None:
        self._since = time.perf_counter()

    def __call__(self) -> None:
        if time.perf_counter() - self._since > STRETCH:
            time.sleep(BREATH)
            self._since = time.perf_counter()
