"""Ctrl-C at a place where it does no harm: the first one asks to stop, the second one interrupts."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def stop_flag() -> Iterator[Callable[[], bool]]:
    """Answers whether somebody asked to stop. A booking in hand is brought to its end that way."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return

    def ask(_number: int, _frame: object) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def until_ended() -> Iterator[Callable[[float], bool]]:
    """Waits so many seconds and answers whether somebody asked to end meanwhile, by Ctrl-C or SIGTERM.

    What is in hand is brought to its end; a second Ctrl-C interrupts it.
    """
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked.wait
        return

    def ask(_number: int, _frame: object) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked.wait
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
