"""Somebody who plays tones and only remembers them."""

from __future__ import annotations

from kasse.ports.sound import Tone


class FakePlayer:
    """Implements `kasse.ports.sound.Player`."""

    def __init__(self) -> None:
        self.heard: list[Tone] = []
        self.volumes: list[int] = []
        self.reason = ""

    def play(self, tone: Tone, volume: int) -> None:
        if not self.reason:
            self.heard.append(tone)
            self.volumes.append(volume)

    def trouble(self) -> str:
        return self.reason

    def close(self) -> None:
        self.reason = self.reason or "Zu Ende."
