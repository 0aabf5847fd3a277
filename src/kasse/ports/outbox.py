"""What must follow an act: jobs that are written with it and carried out until they are done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class JobKind(StrEnum):
    """What there is to do."""

    PRINT = "print"
    DRAWER = "drawer"


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done after the commit. `target` names the lane: a printer's name."""

    kind: JobKind
    target: str
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """A job that waits. `id` makes it idempotent: a job done twice is recognised by it."""

    id: int
    job: Job
    created_at: datetime
    attempts: int
    error: str


class Outbox(Protocol):
    """The waiting jobs of this terminal. Kept until done."""

    def due(self, target: str, at: datetime, limit: int = 20) -> Sequence[QueuedJob]:
        """Jobs for a target, oldest first, up to the first whose time has not come: papers keep their order."""

    def done(self, job_id: int) -> None:
        """The job has been carried out."""

    def failed(self, job_id: int, error: str, next_try: datetime) -> None:
        """It did not work; try again at `next_try`."""

    def waiting(self) -> Mapping[str, int]:
        """How many jobs wait for each target."""

    def hurry(self, target: str, at: datetime) -> None:
        """What waits for a target because of a failure is due at `at`: somebody says that it works again."""

    def retarget(self, target: str, other: str) -> int:
        """Give what waits for one target to another (a printer is broken); returns how many."""
