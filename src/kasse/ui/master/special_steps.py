"""Steps of an editor: what is now, what was before, and the way back and forth between them."""

from __future__ import annotations

from typing import Generic, TypeVar

S = TypeVar("S")

MOST = 200
"""So many steps are kept."""


class Steps(Generic[S]):
    """States are immutable values; a step that changes nothing is none."""

    def __init__(self, start: S) -> None:
        self._now = start
        self._before: list[S] = []
        self._after: list[S] = []

    @property
    def now(self) -> S:
        """The state as it is."""
        return self._now

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return bool(self._after)

    def begin(self, start: S) -> None:
        """Begin anew, with nothing to take back."""
        self._now = start
        self._before.clear()
        self._after.clear()

    def do(self, state: S) -> bool:
        """One step on; False if that changes nothing."""
        if state == self._now:
            return False
        self._before = [*self._before[-MOST + 1 :], self._now]
        self._after.clear()
        self._now = state
        return True

    def undo(self) -> None:
        """One step back, if there is one."""
        if self._before:
            self._after.append(self._now)
            self._now = self._before.pop()

    def redo(self) -> None:
        """One step on again, if one was taken back."""
        if self._after:
            self._before.append(self._now)
            self._now = self._after.pop()
