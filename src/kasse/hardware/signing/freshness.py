"""What a device that does not tell how long self test and time last has had of them, by the till's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

SELF_TEST_SECONDS = 25 * 3600
"""The shortest that a maker demands (Swissbit, whose chip is in Epson's devices, too)."""
TIME_SECONDS = 24 * 3600


class Freshness:
    """Used by one thread at a time. What was done before this program began is not known."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._test_until = 0.0
        self._time_until = 0.0

    def tested(self) -> None:
        """It has just passed a self test."""
        self._test_until = self._now().timestamp() + SELF_TEST_SECONDS

    def timed(self) -> None:
        """Its clock has just been set."""
        self._time_until = self._now().timestamp() + TIME_SECONDS

    @property
    def test_left(self) -> float:
        """Seconds until the next self test; 0: due, or not known."""
        return max(0.0, self._test_until - self._now().timestamp())

    @property
    def time_left(self) -> float:
        """Seconds until the clock is to be set; 0: due, or not known."""
        return max(0.0, self._time_until - self._now().timestamp())
