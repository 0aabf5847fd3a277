"""Tells what a reader types from what a hand types: by the signs that it begins with, or by its haste.

A keyboard wedge is a keyboard to the computer. Where the reader begins with signs of its own, everything from these to
the enter key is its code. Without them whoever types as fast as no hand does, and ends with enter or tab, is a reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Event = TypeVar("Event")

LEAST_SIGNS = 6
"""Fewer signs before the enter key were typed by a hand."""
HASTE_SECONDS = 0.06
"""From one sign to the next; hands take more than 0.08 seconds, slow radio readers up to 0.06."""
PREFIXED_SECONDS = 1.0
"""After a pause as long as this, what looked like the beginning of a code was none."""
STX = "\x02"
"""Begins a code whatever is set: no hand types it."""
MOST_SIGNS = 200


@dataclass(frozen=True, slots=True)
class Code:
    """What a reader typed, without the signs around it. sure: it began as readers do, and not merely fast."""

    text: str
    sure: bool


@dataclass(slots=True)
class Wedge(Generic[Event]):
    """Fed with every key that is pressed; holds back what may belong to a code until that is known."""

    prefix: str = ""
    watches_haste: bool = False
    """Whether fast typing without the first signs may be a code, too."""
    held: list[Event] = field(default_factory=list)
    """What was held back, in order; whoever is told that it was typing takes it and delivers it."""
    _signs: str = ""
    _last: float = float("-inf")

    def take(self, sign: str, at: float, event: Event) -> bool:
        """A key with that sign, pressed at that moment in seconds. Whether it is held back.

        Whoever asks has looked before whether what is held already `is_over`.
        """
        signs = self._signs + sign
        if not self._may_begin(signs) or len(signs) > MOST_SIGNS:
            return False
        self._signs, self._last = signs, at
        self.held.append(event)
        return True

    def is_over(self, at: float) -> bool:
        """Whether too much time has passed for what is held to be a reader's."""
        return bool(self._signs) and at - self._last > self.patience

    @property
    def patience(self) -> float:
        """How long the next sign may take, in seconds."""
        return PREFIXED_SECONDS if self._begun_by(self._signs) else HASTE_SECONDS

    def end(self, at: float) -> Code | None:
        """The enter or tab key: the code that it ends; None: it was typing. What is held stays until it is taken."""
        beginning = self._begun_by(self._signs)
        if self.is_over(at) or not self._signs:
            return None
        if beginning and len(self._signs) > len(beginning):
            return Code(self._signs[len(beginning) :], sure=True)
        if not beginning and self.watches_haste and len(self._signs) >= LEAST_SIGNS:
            return Code(self._signs, sure=False)
        return None

    def let_go(self) -> Sequence[Event]:
        """What was held, which is nobody's business any more."""
        held, self.held, self._signs = self.held, [], ""
        return held

    def _begun_by(self, signs: str) -> str:
        """The signs of a reader that these begin with; empty: they do not."""
        return next((p for p in (STX, self.prefix) if p and signs.startswith(p)), "")

    def _may_begin(self, signs: str) -> bool:
        """Whether a code may begin with that."""
        if self.watches_haste or self._begun_by(signs):
            return True
        return any(p.startswith(signs) for p in (STX, self.prefix) if p)
