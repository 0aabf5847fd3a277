"""Checking signatures for `kasse verify`: a few here, many on the other cores, too."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self

from kasse.app.beside import interrupts_wait
from kasse.fiscal.de.check import check_content, check_secured
from kasse.ports.fiscal import DeviceFacts
from kasse.store.proof.report import Claim
from kasse.store.rows import secured_of
from kasse.store.statements import Row

Batch = Sequence[Claim]
Signed = tuple[Row, DeviceFacts | None]
"""A row of signature and the device that made it: all that another process needs."""

MANY = 1000
"""Signatures after which other cores are worth their start; here they take a tenth of a second."""
MOST_WORKERS = 3
"""Nobody walks so fast that more would have work."""
AHEAD = 3
"""Batches that wait for each worker; whoever brings more has time to check them himself."""


def check_signatures(batch: Sequence[Signed]) -> list[str]:
    """For each signature an empty text, or a German sentence if it does not fit what was signed."""
    return [check_secured(secured_of(row), device) for row, device in batch]


def other_cores() -> int:
    """How many cores there are beside the one that walks the books."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable - 1, MOST_WORKERS)


class SignatureChecks:
    """Implements `kasse.store.verify.CheckSignatures`. Answers come when they are read.

    Whether the books say what was signed is told here, where they have just been read. The workers are new processes and no forks, so that nothing of this one is theirs. If they die, what they
    had is checked here: no signature goes unchecked.
    """

    def __init__(self, workers: int | None = None, many: int = MANY) -> None:
        self._workers = other_cores() if workers is None else workers
        self._many = many
        self._seen = 0
        self._pool: ProcessPoolExecutor | None = None
        self._given: deque[Future[list[str]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def __call__(self, batch: Batch) -> Iterable[str]:
        """Have a batch checked."""
        signatures = self._check([(claim.signature, claim.device) for claim in batch])
        contents = [check_content(claim.process, claim.subject) for claim in batch]
        return (signature or content for signature, content in zip(signatures, contents, strict=True))

    def _check(self, batch: Sequence[Signed]) -> Iterable[str]:
        self._seen += len(batch)
        if self._seen < self._many or not self._workers or not batch:
            return check_signatures(batch)
        while self._given and self._given[0].done():
            self._given.popleft()
        if len(self._given) >= AHEAD * self._workers:
            return check_signatures(batch)
        try:
            pool = self._open_pool()
            with interrupts_wait():
                future = pool.submit(check_signatures, batch)
        except (BrokenProcessPool, OSError):
            self._workers = 0
            return check_signatures(batch)
        self._given.append(future)
        return _answers(future, batch)

    def _open_pool(self) -> ProcessPoolExecutor:
        if self._pool is None:
            from multiprocessing import get_context, resource_tracker

            if os.name == "posix":
                # Started with the first process otherwise, and it would let Ctrl-C through to that one.
                resource_tracker.ensure_running()
            self._pool = ProcessPoolExecutor(self._workers, get_context("spawn"), _begin_work)
        return self._pool


def _begin_work() -> None:
    # Ctrl-C reaches the whole group of processes; only the one that was started by hand answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what is loaded now stays, and the collector need not look at it again and again


def _answers(future: Future[list[str]], batch: Sequence[Signed]) -> Iterator[str]:
    if future.cancel():  # nobody has begun with it, and here is somebody with time
        yield from check_signatures(batch)
        return
    try:
        answers = future.result()
    except BrokenProcessPool:
        answers = check_signatures(batch)
    yield from answers
