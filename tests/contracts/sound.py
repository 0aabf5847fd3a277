"""What whoever plays tones promises. A new one subclasses this and adds a bench."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kasse.ports.sound import Player, Tone


@dataclass
class Bench:
    """A player, what was heard of it so far (waits until it rests), and its failure."""

    player: Player
    heard: Callable[[], list[Tone]]
    break_it: Callable[[], None]


class PlayerContract:
    def test_a_tone_is_heard(self, bench: Bench) -> None:
        bench.player.play(Tone.PAID, 60)
        assert bench.heard() == [Tone.PAID]
        assert not bench.player.trouble()

    def test_tones_follow_each_other_in_their_order(self, bench: Bench) -> None:
        bench.player.play(Tone.REFUSED, 60)
        bench.player.play(Tone.DOWN, 100)
        assert bench.heard() == [Tone.REFUSED, Tone.DOWN]

    def test_what_cannot_be_played_is_silence_with_a_reason(self, bench: Bench) -> None:
        bench.break_it()
        bench.player.play(Tone.PAID, 60)
        assert bench.heard() == []
        bench.player.play(Tone.PAID, 60)
        assert bench.heard() == []
        assert bench.player.trouble().endswith(".")

    def test_after_the_end_it_is_quiet(self, bench: Bench) -> None:
        bench.player.close()
        bench.player.play(Tone.PAID, 60)
        assert bench.heard() == []
        bench.player.close()
