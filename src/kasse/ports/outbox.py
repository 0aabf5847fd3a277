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
    SELF_CHECK = "self_check"
    """To be checked: the books after a closing."""
    TSE_ARCHIVE = "tse_archive"
    """What the signing device signed since the last archive is to be exported and put away."""
    BACKUP = "backup"
    """The books are to be copied after a closing."""
    MAIL = "mail"
    """To be mailed. Kept until there is a lane for mails."""


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
    begun: bool
    """An earlier try may have put something on paper, or all of it."""


class Outbox(Protocol):
    """The waiting jobs of this terminal. Kept until done.

    Everything raises BooksError where the database does not answer, or nobody knows whether it was written.
    """

    def due(
        self, target: str, at: datetime, *, kind: JobKind = JobKind.PRINT, limit: int = 20
    ) -> Sequence[QueuedJob]:
        """Jobs for a target, oldest first, up to the first whose time has not come: papers keep their order."""

    def begin(self, job_id: int) -> None:
        """From now on something may come out: durable before the device hears of it."""

    def done(self, job_id: int) -> None:
        """The job has been carried out."""

    def failed(self, job_id: int, error: str, next_try: datetime, *, begun: bool) -> None:
        """It did not work; try again at `next_try`. `begun`: something may have come out all the same."""

    def set_aside(self, job_id: int, error: str) -> None:
        """It cannot be done as things are: it is kept, and no longer in the way of others."""

    def aside(self) -> Sequence[QueuedJob]:
        """What was set aside, oldest first."""

    def waiting(self) -> Mapping[str, int]:
        """How many papers wait for each printer; those set aside wait no more."""

    def waiting_since(self, before: datetime) -> Mapping[JobKind, int]:
        """How many jobs of each kind wait since before that moment; those set aside wait no more."""

    def hurry(self, target: str, at: datetime) -> None:
        """What waits for a target, and what was set aside, is due at `at`: somebody says that it works again."""

    def retarget(self, target: str, other: str) -> int:
        """Give the papers that wait for one printer to another; returns how many.

        The payload then says under `instead_of` whose paper it was at first.
        """
