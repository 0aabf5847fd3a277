"""The jobs that a waiter does most, each with its goal in one sentence and the fewest taps that it can be done with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kasse.domain.staff import Right


class JobKey(StrEnum):
    """One of the common jobs. The value stands in the documentation's table of taps."""

    ORDER = "J1"
    SPLIT = "J2"
    PAY = "J3"
    MOVE = "J4"
    VOID = "J5"
    AGAIN = "J6"
    REPRINT = "J7"
    SOLD_OUT = "J8"
    CHANGE = "J9"
    CLOSE = "J10"


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it is taught and measured. A digit that is typed is a tap; so is a key held down, a drag, and a card.

    `{article}`, `{table}` and `{other}` in the words stand for an article of the house and two of its tables.
    """

    key: JobKey
    goal: str
    """What shall be, in one sentence."""
    way: str
    """How it is done with the fewest taps."""
    aim: int
    """The fewest taps, from `start` until it is done."""
    right: Right = Right.ORDER
    """What whoever does it must be allowed."""
    start: str = "tables"
    """The screen that taps are counted from; empty: from wherever one is."""
    needs: str = ""
    """The table at which something must have been ordered before: "table" or "other"."""

    def words(self, names: Mapping[str, str]) -> str:
        """The goal with the names of this house."""
        return self.goal.format_map(names)


JOBS: tuple[Job, ...] = (
    Job(
        JobKey.ORDER,
        "3 × {article} an {table} senden.",
        "Tisch; Artikel halten und auf 3 ziehen; Senden",
        3,
    ),
    Job(
        JobKey.AGAIN,
        "An {table} dieselbe Runde noch einmal senden.",
        "am Tisch: Runde; Senden",
        2,
        start="orders",
        needs="table",
    ),
    Job(
        JobKey.VOID,
        "Eines von dem, was an {table} gesendet ist, mit Grund stornieren.",
        "am Tisch: Posten; Storno; Grund",
        3,
        right=Right.VOID,
        start="orders",
        needs="table",
    ),
    Job(
        JobKey.MOVE,
        "Alles von {table} auf {other} umbuchen.",
        "Tisch auf Tisch ziehen",
        1,
        right=Right.TRANSFER,
        needs="table",
    ),
    Job(
        JobKey.SPLIT,
        "{other} durch 4 teilen, alle zahlen passend bar.",
        "Tisch halten; ÷ 4; viermal Bar",
        6,
        right=Right.PAY,
        needs="other",
    ),
    Job(
        JobKey.PAY,
        "{table} bar kassieren, der Gast gibt einen größeren Schein.",
        "Tisch halten; Schein",
        2,
        right=Right.PAY,
        needs="table",
    ),
    Job(
        JobKey.REPRINT,
        "Eine Kopie der letzten Rechnung drucken.",
        "gleich nach dem Bezahlen: Kopie drucken",
        1,
        right=Right.REPRINT,
        start="",
    ),
    Job(
        JobKey.SOLD_OUT,
        "Einen Artikel als ausverkauft melden.",
        "am Tisch: Artikel halten; Ausverkauft",
        2,
        right=Right.MASTER_DATA,
        start="orders",
    ),
    Job(
        JobKey.CHANGE,
        "Den Bediener wechseln.",
        "Karte an den Leser",
        1,
        start="",
    ),
    Job(
        JobKey.CLOSE,
        "Den Tag abschließen; in der Übung bleibt er offen.",
        "Kasse; Tagesabschluss; Abschließen und drucken",
        3,
        right=Right.CLOSE_DAY,
    ),
)
"""The ten jobs in the order in which they are taught: each leaves what the next one needs."""

BY_KEY: Mapping[JobKey, Job] = {job.key: job for job in JOBS}
