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
    SPLIT_LINES = "J2b"
    PAY = "J3"
    PAY_ORDERED = "J3a"
    MOVE = "J4"
    VOID = "J5"
    AGAIN = "J6"
    REPRINT = "J7"
    SOLD_OUT = "J8"
    CHANGE = "J9"
    CLOSE = "J10"


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it is taught and measured. A digit that is typed is a tap; so is a key held down, and a card.

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
    needs_open: bool = False
    """Whether something must have been ordered at the table before."""

    def words(self, names: Mapping[str, str]) -> str:
        """The goal with the names of this house."""
        return self.goal.format_map(names)


JOBS: tuple[Job, ...] = (
    Job(
        JobKey.ORDER,
        "3 × {article} an {table} senden.",
        "Tisch, Artikel gedrückt halten und 3, Senden",
        3,
    ),
    Job(
        JobKey.AGAIN,
        "An {table} dieselbe Runde noch einmal senden.",
        "am Tisch: Nochmal, Senden",
        2,
        start="orders",
        needs_open=True,
    ),
    Job(
        JobKey.VOID,
        "Von dem, was an {table} gesendet ist, eines mit Grund stornieren.",
        "am Tisch: Posten, −1, Grund",
        3,
        right=Right.VOID,
        start="orders",
        needs_open=True,
    ),
    Job(
        JobKey.MOVE,
        "Alles von {table} an {other} umbuchen.",
        "Tisch auf Tisch ziehen",
        1,
        right=Right.TRANSFER,
        needs_open=True,
    ),
    Job(
        JobKey.SPLIT,
        "Eine Rechnung durch 4 teilen, alle zahlen passend bar.",
        "am Tisch: Bezahlen, ÷ 4, viermal Bar",
        6,
        right=Right.PAY,
        start="orders",
        needs_open=True,
    ),
    Job(
        JobKey.PAY,
        "Einen Tisch bar kassieren, der Gast gibt einen größeren Schein.",
        "Tisch gedrückt halten, Schein",
        2,
        right=Right.PAY,
        needs_open=True,
    ),
    Job(
        JobKey.REPRINT,
        "Eine Kopie der letzten Rechnung drucken.",
        "gleich nach dem Bezahlen: Kopie",
        1,
        right=Right.REPRINT,
        start="",
    ),
    Job(
        JobKey.SOLD_OUT,
        "Einen Artikel ausverkauft melden.",
        "am Tisch: Artikel gedrückt halten, Ausverkauft",
        2,
        right=Right.MASTER_DATA,
        start="orders",
    ),
    Job(
        JobKey.CHANGE,
        "Den Bediener wechseln: abmelden und wieder anmelden.",
        "Karte an den Leser; ohne Karte mit der PIN",
        1,
        start="",
    ),
    Job(
        JobKey.CLOSE,
        "Den Tag abschließen (in der Übung bleibt er offen).",
        "Tischplan: Kasse, Tagesabschluss, Abschließen",
        3,
        right=Right.CLOSE_DAY,
    ),
)
"""The ten jobs in the order in which they are taught: each leaves what the next one needs."""

VARIANTS: tuple[Job, ...] = (
    Job(
        JobKey.SPLIT_LINES,
        "Zwei von sechs Posten bar kassieren, dann den Rest.",
        "am Tisch: Bezahlen, zwei Posten, Bar, Bar",
        6,
        right=Right.PAY,
        needs_open=True,
    ),
    Job(
        JobKey.PAY_ORDERED,
        "Kassieren, was auf dem Bildschirm steht: 23,50 € auf 50 €.",
        "Schein",
        1,
        right=Right.PAY,
        start="orders",
        needs_open=True,
    ),
)
"""Jobs that are measured and not taught on their own."""

BY_KEY: Mapping[JobKey, Job] = {job.key: job for job in (*JOBS, *VARIANTS)}
