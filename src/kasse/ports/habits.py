"""How people look at lists and where their files go: kept beyond the end of the program, per till, in no book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class HabitsError(Exception):
    """They could not be kept. The text is German and says what to do."""


class KeptHabits(Protocol):
    """Values that JSON can hold, by name. Untrusted: whoever reads one looks whether it fits."""

    @property
    def found(self) -> Mapping[str, object]:
        """As they were when the till was opened; nothing where nothing can be read."""

    def write(self, habits: Mapping[str, object]) -> None:
        """Keep these in the place of all that were kept before. On one lane.

        Raises:
            HabitsError: they could not be written.
        """
