"""Long reading jobs in a process of their own at the lowest priority: who sells meanwhile feels nothing of them."""

from __future__ import annotations

import logging
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from kasse.domain.refused import Refused
from kasse.ports.books import BooksError

log = logging.getLogger(__name__)

T = TypeVar("T")
Tell = Callable[[str, float], bool]
"""The step in hand (German) and how far the whole is, from 0 to 1; answers whether to go on."""

TELL_SECONDS = 0.1
"""News of a step come no more often."""
POLL_SECONDS = 0.2
"""A job that is silent, because it is only starting or at something long, is asked after so often."""
END_SECONDS = 10.0
"""So long a job that was cancelled may take to clean up."""


class Cancelled(Exception):  # noqa: N818 - an answer, not a fault
    """`Tell` answered no. Raised and caught within a job."""


class _NobodyWaits(BaseException):
    """Whoever asked for the job is gone. No error that a job could take for one of its own."""


def run_beside(
    tell: Tell, job: Callable[..., T], *arguments: object, end_seconds: float = END_SECONDS
) -> T | None:
    """Run `job(tell, *arguments)` in another process and return what it returns.

    The job is a function of a module, and everything that goes in and out can be pickled. When `tell` answers no, it
    hears that the next time it tells; it then has `end_seconds` to clean up. None: it was cancelled.

    Raises:
        Refused, BooksError: the job did.
        BooksError: the process came to an unexpected end.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, job, arguments), name="kasse beside", daemon=True)
    with interrupts_wait():
        process.start()
    theirs.close()
    try:
        answer = _listen(tell, ours)
    except (EOFError, OSError) as error:
        raise BooksError(
            "Ein Nebenprogramm ist unerwartet zu Ende gegangen. Bitte noch einmal versuchen."
        ) from error
    finally:
        ours.close()
        process.join(end_seconds)
        if process.is_alive():
            process.kill()
            process.join()
    return None if answer is None else _unpacked(*answer)


def _listen(tell: Tell, channel: Connection) -> tuple[str, Any] | None:
    """The answer of the job; None if `tell` says no while the job is silent."""
    step: tuple[str, float] = ("Vorbereitung", 0.0)
    while True:
        if not channel.poll(POLL_SECONDS):
            if not tell(*step):
                return None
            continue
        kind, content = channel.recv()
        if kind != "told":
            return kind, content
        step = content
        channel.send(tell(*step))


def _unpacked(kind: str, content: Any) -> Any:
    if kind == "done":
        return content
    if kind == "refused":
        raise Refused(content)
    if kind == "failed":
        log.error("a job in another process failed:\n%s", content)
        content = "Ein Nebenprogramm hat einen Fehler gemacht; Einzelheiten stehen im Protokoll."
    raise BooksError(content)


@contextmanager
def interrupts_wait() -> Iterator[None]:
    """What is started meanwhile is deaf to Ctrl-C before its first line; here it is heard a moment later."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _run(channel: Connection, job: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    # Ctrl-C reaches the whole group of processes; only the one that was started by hand answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(19)
    told_at = float("-inf")

    def tell(step: str, part: float) -> bool:
        nonlocal told_at
        now = time.monotonic()
        if now - told_at < TELL_SECONDS:
            return True
        told_at = now
        try:
            channel.send(("told", (step, part)))
            answer: bool = channel.recv()
        except (EOFError, OSError):
            raise _NobodyWaits from None
        return answer

    try:
        answer: tuple[str, object] = ("done", job(tell, *arguments))
    except Refused as refusal:
        answer = ("refused", str(refusal))
    except BooksError as error:
        answer = ("books", str(error))
    except _NobodyWaits:
        return
    except Exception:  # noqa: BLE001 - told where it can be logged
        answer = ("failed", traceback.format_exc())
    with suppress(OSError):
        channel.send(answer)
