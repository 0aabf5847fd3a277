"""Measuring in processes of their own: nothing is warm that would be cold, and a disk can be made slow.

A child is a module that is run with arguments and prints what it found as JSON on its last line.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_SYNC = re.compile(r"^(\d+) +(\d+\.\d+) (?:fdatasync|fsync)\(\d+<(.*?)>", re.MULTILINE)


class CannotMeasure(Exception):  # noqa: N818 - a reason
    """This machine or this state of the program does not allow the measurement; the text says why."""


def run_child(module: str, *arguments: object, under: Sequence[str] = ()) -> Any:
    """Run a child and return what it found.

    Raises:
        CannotMeasure: it failed.
    """
    command = [*under, sys.executable, "-m", module, *map(str, arguments)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        raise CannotMeasure(f"{module} ended with {done.returncode}: {last}")
    return json.loads(lines[-1])


@dataclass(frozen=True, slots=True)
class Sync:
    """A wait for the disk: by which thread, when it began (seconds since 1970), and for which file."""

    thread: int
    at: float
    file: str


def slow_disk(trace: Path, delay_us: int) -> Sequence[str]:
    """The prefix of a command that makes each of its waits for the disk longer, and writes them to `trace`.

    Only these calls are stopped at; all others run at full speed.

    Raises:
        CannotMeasure: there is no strace.
    """
    if shutil.which("strace") is None:
        raise CannotMeasure("a slow disk needs strace (apt-get install strace)")
    calls = "fdatasync,fsync"
    inject = f"inject={calls}:delay_exit={delay_us}"
    return [
        "strace", "-f", "--seccomp-bpf", "-qq", "-ttt", "-y", "-o", str(trace), "-e", f"trace={calls}",
        "-e", inject,
    ]  # fmt: skip


def read_syncs(trace: Path) -> list[Sync]:
    """The waits for the disk in a trace, in order."""
    found = _SYNC.findall(trace.read_text(encoding="utf-8", errors="replace"))
    return [Sync(int(thread), float(at), file) for thread, at, file in found]
