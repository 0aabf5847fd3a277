"""What the till sounds like: few tones, each beside something that is seen, and somebody who plays them."""

from __future__ import annotations

from enum import Enum
from typing import Protocol


class Tone(Enum):
    """CLICK: a key was pressed. PAID. REFUSED: not done, or a code that nobody knows. DOWN: a device is lost."""

    CLICK = "click"
    PAID = "paid"
    REFUSED = "refused"
    DOWN = "down"


class Player(Protocol):
    """Plays tones. Nobody may rely on hearing them."""

    def play(self, tone: Tone, volume: int) -> None:
        """Begin with it, `volume` 1 to 100. Returns at once, on any thread, and raises nothing.

        What cannot be played is silence; while others still wait, a tone is left out.
        """

    def trouble(self) -> str:
        """Why nothing can be heard, and what to do, in a German sentence; empty: as far as is known it can."""

    def close(self) -> None:
        """Let go of everything; a tone that still sounds need not be finished."""
