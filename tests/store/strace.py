"""System calls of a till, watched and made to fail with strace (`make test` installs it)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest


@cache
def can_strace() -> bool:
    """Whether strace is there and may watch."""
    program = shutil.which("strace")
    return (
        program is not None
        and subprocess.run([program, "-o", "/dev/null", "true"], check=False).returncode == 0
    )


needs_strace = pytest.mark.skipif(
    not can_strace(), reason="strace is missing or may not watch processes here"
)


@contextmanager
def watched(pid: int, injection: str) -> Iterator[None]:
    """Let a process that was stopped go on, with system calls that fail as `injection` says."""
    calls = "pwrite64,fdatasync,write,fsync,ftruncate"
    command = [
        "strace",
        "-q",
        "-f",
        "-p",
        str(pid),
        "-o",
        "/dev/null",
        "-e",
        f"trace={calls}",
        "-e",
        f"inject={injection}",
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as strace:
        _wait_until_traced(pid, strace)
        os.kill(pid, signal.SIGCONT)
        yield
        strace.wait(60)


def _wait_until_traced(pid: int, strace: subprocess.Popen[bytes]) -> None:
    while strace.poll() is None:
        with Path(f"/proc/{pid}/status").open(encoding="ascii") as status:
            if "TracerPid:\t0\n" not in status.read():
                return
    raise AssertionError("strace could not watch the process")
