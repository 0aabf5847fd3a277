"""When a signing device in trouble is left alone, and when its trouble begins and ends. Used by one lane."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable

from kasse.ports.signing import SigningError, SigningTimeout

OnChange = Callable[[SigningError | None], None]
"""Told when trouble begins, and with None when it has ended."""

_SELDOM_SECONDS = 60.0
"""Even a device that is away for days is looked after once a minute."""

log = logging.getLogger(__name__)


class Breaker:
    """The lane calls everything but `tell` and `trouble` under its lock.

    Probes see that a device can be reached, not that it would sign: one whose certificate has expired answers
    well. So when the first signature after a probe fails, only a signature (or care) ends the trouble.
    """

    def __init__(
        self,
        *,
        pause: float,
        probe_seconds: float | None,
        on_change: OnChange | None,
        monotonic: Callable[[], float],
    ) -> None:
        self._pause = pause
        self._probe_seconds = probe_seconds
        self._on_change = on_change
        self._monotonic = monotonic
        self.trouble: SigningError | None = None
        """Why nothing is signed; None: all is well, as far as is known."""
        self._failed_at: float | None = None
        self._failures = 0
        self._probe_delay = 0.0
        self._probed_at = monotonic()
        self._is_ended_by_probe = False
        self._probes_mislead = False
        self._news: deque[SigningError | None] = deque()
        self._telling = threading.Lock()

    @property
    def _probes(self) -> bool:
        return self._probe_seconds is not None and not self._probes_mislead

    def refusal(self) -> SigningError | None:
        """Why the device is not even asked; None: try it."""
        if self.trouble is None or self._probes:
            return self.trouble
        if self._failed_at is not None and self._monotonic() - self._failed_at < self._patience():
            return self.trouble
        return None

    def failed(self, error: SigningError) -> None:
        """The device did not do what a till needs."""
        self._failed_at = self._monotonic()
        self._failures += 1
        self.timed_out(error)

    def timed_out(self, error: SigningError) -> None:
        """It has not answered in time, or still owes an answer."""
        if self._is_ended_by_probe:
            self._is_ended_by_probe = False
            self._probes_mislead = True
        if self.trouble is None:
            self._probe_delay = self._probe_seconds or 0.0
            self._news.append(plain(error))
        self.trouble = plain(error)

    def signed(self) -> None:
        """It signed in time."""
        self._is_ended_by_probe = False
        self._probes_mislead = False
        self._end()

    def answered(self) -> None:
        """It answered something else, or refused: it may be tried again."""
        self._failed_at = None

    def cared(self) -> None:
        """Somebody has looked after it: it may be tried again."""
        self._failed_at = None
        self._probes_mislead = False
        self._probe_delay = 0.0

    def freed(self) -> None:
        """It has answered at last. Whether it is quick enough again a probe finds out, where there are any."""
        if self._probes:
            self._probe_delay = 0.0
        else:
            self._end()

    def probed(self, *, is_well: bool) -> None:
        """Somebody has had a look at it."""
        self._probed_at = self._monotonic()
        self._probe_delay = min(max(self._probe_delay * 2, self._probe_seconds or 0.0), _SELDOM_SECONDS)
        if is_well and self._probes and self.trouble is not None:
            self._end()
            self._is_ended_by_probe = True

    def wants_probe(self) -> bool:
        """Whether somebody who waits for it may have it looked after out of turn."""
        return self._probes and self._monotonic() - self._probed_at >= self._pause

    def probe_in(self) -> float | None:
        """In how many seconds it wants to be looked after; None: not at all."""
        return self._probe_delay if self._probes and self.trouble is not None else None

    def tell(self) -> None:
        """Pass on what has changed, in its order. Called without any lock."""
        if not self._news:
            return
        with self._telling:
            while self._news:
                news = self._news.popleft()
                try:
                    if self._on_change is not None:
                        self._on_change(news)
                except Exception:
                    # Whoever listens must not cost the device its thread.
                    log.exception("a listener of the signing device failed")

    def _end(self) -> None:
        self._failed_at = None
        self._failures = 0
        if self.trouble is not None:
            self.trouble = None
            self._news.append(None)

    def _patience(self) -> float:
        """Where probes mislead, every attempt may cost a deadline: they become rarer."""
        if not self._probes_mislead:
            return self._pause
        return min(self._pause * (1 << min(self._failures, 8)), _SELDOM_SECONDS)


def plain(error: SigningError) -> SigningError:
    """The same without its history, to be kept and raised more than once."""
    kind = SigningTimeout if isinstance(error, SigningTimeout) else SigningError
    return kind(str(error), error.code)
