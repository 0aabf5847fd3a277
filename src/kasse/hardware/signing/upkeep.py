"""When a signing device that rests gets the self test and the time that the next receipt would wait for. For one lane."""

from __future__ import annotations

from collections.abc import Callable

REST_SECONDS = 600.0
"""So long nothing was signed before a resting device is looked after: a self test takes up to a minute."""
EXPORT_REST_SECONDS = 3600.0
"""Devices forget that they were exported when anything is added, so whoever checks an archive to delete has time."""
AHEAD_SECONDS = 6 * 3600.0
"""So long before it is due it is done; a till rests once in this time."""
RETRY_SECONDS = 600.0


class Upkeep:
    """The lane calls everything under its lock. Off until `begin`."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._is_on = False
        self._wanted_at: float | None = None
        self._rests_from = 0.0
        self.within = 0.0
        """What is due in so many seconds is to be done now."""

    def begin(self) -> None:
        """The device is in use from now on: it wants at once what is due."""
        self._is_on = True
        self.again()

    def again(self) -> None:
        """It was away, and may have lost power: it wants at once what is due."""
        self._wanted_at, self.within = self._monotonic(), 0.0

    def cared(self) -> None:
        """Somebody set it up or tested it: how long that lasts is asked when it rests."""
        self.used(REST_SECONDS)
        self._wanted_at, self.within = self._monotonic(), AHEAD_SECONDS

    def used(self, rest: float) -> None:
        """It had something to do, and is left alone for `rest` seconds."""
        self._rests_from = max(self._rests_from, self._monotonic() + rest)

    def due_in(self) -> float | None:
        """In how many seconds it is to be made ready; None: not at all."""
        if not self._is_on or self._wanted_at is None:
            return None
        # What is due now the next signature would wait for all the same, so it does not wait for a rest.
        from_when = max(self._wanted_at, self._rests_from) if self.within else self._wanted_at
        return from_when - self._monotonic()

    def done(self, left: float | None) -> None:
        """It was made ready; in `left` seconds something is due again, None: never (`TseCare.make_ready`)."""
        self.used(REST_SECONDS)
        self.within = AHEAD_SECONDS
        # Where less than that lies between two of them, half of it: no device is set right all night.
        wait = None if left is None else max(left - AHEAD_SECONDS, left / 2)
        self._wanted_at = None if wait is None else self._monotonic() + wait

    def failed(self) -> None:
        """It could not be made ready. The next signature does it or says why not, and a rest later it is tried again."""
        self._wanted_at, self.within = self._monotonic() + RETRY_SECONDS, AHEAD_SECONDS
