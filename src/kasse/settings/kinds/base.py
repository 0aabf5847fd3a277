"""What every kind of setting promises."""

from __future__ import annotations

from typing import Protocol, TypeVar

T = TypeVar("T")


class Kind(Protocol[T]):
    """Between a value and its text, stored or typed. `read(write(value)) == value` for every value that is allowed."""

    def read(self, text: str) -> T:
        """The value of a stored or typed text.

        Raises:
            Refused: it does not fit; the German text says what would.
        """
        ...

    def write(self, value: T) -> str:
        """The text of a value, as it is stored."""
        ...

    def show(self, value: T) -> str:
        """The value in German words, for screens, papers and the manual; empty for nothing."""
        ...

    def bounds(self) -> str:
        """What is allowed, in a few German words: "1 bis 30 Sekunden"."""
        ...
