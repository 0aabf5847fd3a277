"""Tones made by ourselves and played by what the system has: Windows itself, else PipeWire, PulseAudio, ALSA, macOS."""

from __future__ import annotations

import io
import math
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import wave
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

from kasse.ports.sound import Tone

RATE = 44_100
"""Samples a second, 16 bit, one channel: every player takes that."""
WAITING = 2
"""So many tones may wait; more would lag behind what is seen."""
SECONDS = 3.0
"""A program that plays longer than this hangs."""
PROGRAMS = ("pw-play", "paplay", "aplay", "afplay")
_NOTES: dict[Tone, tuple[tuple[float, float, float], ...]] = {
    Tone.CLICK: ((160.0, 0.018, 0.5),),
    Tone.PAID: ((659.26, 0.11, 0.8), (987.77, 0.2, 0.8)),
    Tone.REFUSED: ((174.61, 0.26, 1.0),),
    Tone.DOWN: ((440.0, 0.14, 1.0), (349.23, 0.14, 1.0), (261.63, 0.3, 1.0)),
}
"""Hertz, seconds and strength of each note."""
Run = Callable[[Path], bool]
"""Plays a WAV file to its end; False: it could not."""


def samples(tone: Tone, volume: int) -> array[int]:
    """The tone as 16 bit samples; each note swells and fades, so that nothing cracks."""
    made = array("h")
    for hertz, seconds, strength in _NOTES[tone]:
        count = round(seconds * RATE)
        for i in range(count):
            swell = min(1.0, i / (0.004 * RATE)) * (1.0 - i / count) ** 1.5
            wave_ = math.sin(2 * math.pi * hertz * i / RATE) + 0.25 * math.sin(4 * math.pi * hertz * i / RATE)
            made.append(round(32_767 * 0.7 * wave_ / 1.25 * swell * strength * volume / 100))
    return made


def wav(tone: Tone, volume: int) -> bytes:
    """The tone as a WAV file."""
    made = samples(tone, volume)
    if sys.byteorder == "big":
        made.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(made.tobytes())
    return file.getvalue()


class SystemPlayer:
    """Implements `Player`. A thread of its own plays one tone after the other; it ends with the program."""

    def __init__(self, runs: Sequence[Run] | None = None) -> None:
        """`runs`: ways to play, the best first; None: what this system has."""
        self._runs = list(system_runs() if runs is None else runs)
        self._trouble = "" if self._runs else NO_PROGRAM
        self._queue: queue.Queue[tuple[Tone, int] | None] = queue.Queue(WAITING)
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def play(self, tone: Tone, volume: int) -> None:
        """See `Player`."""
        if self._trouble:
            return
        with self._lock:
            if self._thread is None and not self._trouble:
                self._thread = threading.Thread(target=self._work, name="sounds", daemon=True)
                self._thread.start()
        self._offer((tone, volume))

    def trouble(self) -> str:
        """See `Player`."""
        return self._trouble

    def close(self) -> None:
        """See `Player`."""
        self._trouble = self._trouble or "Die Kasse ist beendet."
        thread, self._thread = self._thread, None
        if thread is not None:
            while not self._offer(None):
                self._forget_one()
            thread.join(SECONDS + 1)

    def _offer(self, what: tuple[Tone, int] | None) -> bool:
        try:
            self._queue.put_nowait(what)
        except queue.Full:
            return False
        return True

    def _forget_one(self) -> None:
        try:
            self._queue.get_nowait()
        except queue.Empty:
            return
        self._queue.task_done()

    def _work(self) -> None:
        with tempfile.TemporaryDirectory(prefix="kasse-sounds-", ignore_cleanup_errors=True) as folder:
            while (wish := self._queue.get()) is not None:
                try:
                    self._play(Path(folder), *wish)
                except OSError as error:
                    self._trouble = (
                        f"Töne lassen sich nicht ablegen ({error}). Bitte Platz schaffen und neu starten."
                    )
                finally:
                    self._queue.task_done()
            self._queue.task_done()

    def _play(self, folder: Path, tone: Tone, volume: int) -> None:
        file = folder / f"{tone.value}-{volume}.wav"
        if not file.exists():
            file.write_bytes(wav(tone, volume))
        # What fails once has no speaker behind it, and would fail at every tap.
        while self._runs and not self._runs[0](file):
            del self._runs[0]
        if not self._runs:
            self._trouble = NO_SPEAKER


NO_PROGRAM = "Auf diesem Rechner ist kein Programm, das Töne abspielt: Es bleibt still. Unter Linux das Paket alsa-utils einrichten."
NO_SPEAKER = (
    "Dieser Rechner hat keinen Lautsprecher, oder er ist belegt: Es bleibt still bis zum nächsten Start."
)


def system_runs() -> list[Run]:
    """The ways to play that this system has."""
    if sys.platform == "win32":
        return [_windows]
    return [_program(path) for name in PROGRAMS if (path := shutil.which(name)) is not None]


def _program(path: str) -> Run:
    quiet = ["-q"] if Path(path).name == "aplay" else []

    def run(file: Path) -> bool:
        try:
            done = subprocess.run(  # noqa: S603 - found on the path, with a file of ours
                [path, *quiet, str(file)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0

    return run


def _windows(file: Path) -> bool:
    if sys.platform == "win32":
        import winsound

        try:
            winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
        except RuntimeError:
            return False
        return True
    return False
