"""Tones: what they are made of, and that nobody ever waits for them."""

from __future__ import annotations

import io
import stat
import threading
import wave
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.hardware.sounds import RATE, WAITING, SystemPlayer, samples, system_runs, wav
from kasse.ports.sound import Tone
from tests.contracts.sound import Bench, PlayerContract
from tests.fake_player import FakePlayer


def pitch(part: list[int]) -> float:
    """Hertz, from how often the wave rises through nothing."""
    rises = sum(1 for a, b in pairwise(part) if a < 0 <= b)
    return rises * RATE / len(part)


class TestSystemPlayer(PlayerContract):
    @pytest.fixture
    def bench(self) -> Iterator[Bench]:
        heard: list[Tone] = []
        whole = True

        def run(file: Path) -> bool:
            with wave.open(str(file)) as sound:
                assert sound.getframerate() == RATE
            if whole:
                heard.append(Tone(file.stem.split("-")[0]))
            return whole

        def break_it() -> None:
            nonlocal whole
            whole = False

        player = SystemPlayer([run])

        def rested() -> list[Tone]:
            player._queue.join()
            return heard

        yield Bench(player, rested, break_it)
        player.close()


class TestFakePlayer(PlayerContract):
    @pytest.fixture
    def bench(self) -> Bench:
        fake = FakePlayer()

        def break_it() -> None:
            fake.reason = "Kein Lautsprecher."

        return Bench(fake, lambda: fake.heard, break_it)


def test_a_player_that_hangs_keeps_nobody_waiting_and_nothing_piles_up() -> None:
    begun, may_end, played = threading.Event(), threading.Event(), []

    def hang(file: Path) -> bool:
        begun.set()
        may_end.wait(10)
        played.append(file.stem)
        return True

    player = SystemPlayer([hang])
    player.play(Tone.PAID, 50)
    assert begun.wait(10)
    for _ in range(50):
        player.play(Tone.REFUSED, 50)
    may_end.set()
    player._queue.join()
    player.close()
    assert len(played) == 1 + WAITING


def test_the_next_program_plays_where_the_first_one_has_no_server() -> None:
    heard: list[str] = []

    def plays(file: Path) -> bool:
        heard.append(file.stem)
        return True

    player = SystemPlayer([lambda _file: False, plays])
    player.play(Tone.PAID, 50)
    player._queue.join()
    player.close()
    assert heard == ["paid-50"]


def test_a_machine_without_any_program_says_so_and_starts_no_thread() -> None:
    player = SystemPlayer([])
    before = threading.active_count()
    player.play(Tone.PAID, 50)
    assert threading.active_count() == before
    assert "alsa-utils" in player.trouble()
    player.close()


def test_a_program_on_the_path_gets_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "aplay"
    program.write_text(f'#!/bin/sh\ncp "$2" "{tmp_path}/heard.wav"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    file = tmp_path / "paid.wav"
    file.write_bytes(wav(Tone.PAID, 50))
    assert system_runs()[-1](file)
    assert (tmp_path / "heard.wav").read_bytes() == file.read_bytes()


@given(st.sampled_from(Tone), st.integers(1, 100))
def test_no_tone_cracks_or_begins_with_a_step(tone: Tone, volume: int) -> None:
    made = samples(tone, volume)
    assert made[0] == 0
    assert abs(made[-1]) < 100
    assert max(map(abs, made)) <= 32_767 * volume / 100


def test_paid_rises_refused_is_low_and_three_notes_fall() -> None:
    paid = list(samples(Tone.PAID, 100))
    first = round(0.11 * RATE)
    assert pitch(paid[:first]) < pitch(paid[first:])
    assert pitch(list(samples(Tone.REFUSED, 100))) < 250
    down = list(samples(Tone.DOWN, 100))
    step = round(0.14 * RATE)
    assert pitch(down[:step]) > pitch(down[step : 2 * step]) > pitch(down[2 * step :])


def test_a_tone_is_a_wav_file_that_every_player_takes() -> None:
    with wave.open(io.BytesIO(wav(Tone.DOWN, 60))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 44_100)
        assert file.getnframes() / RATE < 1
