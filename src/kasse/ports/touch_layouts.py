"""Touch layouts that a background program makes ahead and that tills take: a promise between programs on shared books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class ReadyLayouts(Protocol):
    """What lies ready, as parts of text under the wish that it fulfils. Nothing in it counts: it can be made anew."""

    def take(self, wish: str) -> Sequence[str]:
        """The parts of a layout in their order; nothing if none is ready. They are untrusted.

        Raises:
            BooksError: the books cannot be read.
        """


class LayoutShelf(ReadyLayouts, Protocol):
    """The same for the program that fills it."""

    def wishes(self) -> Sequence[str]:
        """For which wishes a layout lies ready.

        Raises:
            BooksError: the books cannot be read.
        """

    def put(self, layouts: Mapping[str, Sequence[str]], *, keep: Sequence[str]) -> None:
        """Lay these ready, and take away all others but those to keep.

        Raises:
            BooksError: it could not be written; what was there still is.
        """
