"""How far work with many rows has come, and the way to stop it between two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from kasse.domain.refused import Refused

T = TypeVar("T")
Progress = Callable[[int, int], bool]
"""How much is done, and of how much; answers whether to go on. Called where the work is done."""
EVERY = 100
"""After so many rows it is told and asked."""


class Stopped(Refused):
    """Somebody asked to stop; what was begun left no trace."""

    def __init__(self) -> None:
        super().__init__("Abgebrochen. Es ist nichts geändert und nichts geschrieben.")


def go_on(_done: int, _total: int) -> bool:
    """For work that nobody watches."""
    return True


def watched(rows: Iterable[T], total: int, progress: Progress) -> Iterator[T]:
    """The rows one by one, while somebody watches. `total` may be a guess.

    Raises:
        Stopped: he asked to stop.
    """
    done = 0
    for done, row in enumerate(rows, 1):
        if done % EVERY == 1:
            ask(progress, min(done - 1, total), total)
        yield row
    ask(progress, max(done, total), max(done, total))


def ask(progress: Progress, done: int, total: int) -> None:
    """Tell how far it is.

    Raises:
        Stopped: the answer is to stop.
    """
    if not progress(done, total):
        raise Stopped


def part(progress: Progress, first: int, last: int) -> Progress:
    """For one step of several: what is the whole to the step goes from `first` to `last` percent."""

    def tell(done: int, total: int) -> bool:
        return progress(first * total + (last - first) * done, 100 * total) if total else progress(last, 100)

    return tell
