"""What one TSE signed, message by message: its counters, times and transactions have to fit together."""

from __future__ import annotations

from datetime import datetime

from kasse.fiscal.de.findings import Findings, Grade, shown
from kasse.fiscal.de.tse_archive.log import AuditLog, Operation, SystemLog, TransactionLog
from kasse.fiscal.de.tse_archive.runs import Gap, Runs

MOST_OPEN = 100_000
"""Transactions of which one half is still missing. TSEs allow some thousand open ones; more are not followed."""
MOST_CLIENTS = 100
"""So many tills are named; no TSE serves more."""
_LISTED = 10


class Ledger:
    """Takes the messages of one TSE in any order, and says at the end what is missing.

    `moment` is that of the first message. An export may begin and end anywhere in the life of a TSE: what lies outside is unknown, not wrong.
    """

    def __init__(self, serial: bytes, moment: datetime, findings: Findings) -> None:
        self.serial = serial.hex()
        self.name = f"TSE {self.serial[:16]}…"
        self.messages = 0
        self.algorithms: set[str] = set()
        self.clients: set[str] = set()
        self.counters = Runs()
        self.transactions = 0
        self.first_moment = self.last_moment = moment
        self._started = Runs()
        self._finished = Runs()
        self._open: dict[int, int] = {}
        self._early: dict[int, int] = {}
        self._updated: set[int] = set()
        self._lost_track = False
        self._findings = findings

    @property
    def open_transactions(self) -> int:
        """Transactions begun and, so far, not finished."""
        return len(self._open)

    def take(self, log: TransactionLog | SystemLog | AuditLog, name: str) -> None:
        """One more message. `name` is that of its file, fit to be shown."""
        self.messages += 1
        if len(self.algorithms) < _LISTED:
            self.algorithms.add(log.algorithm)
        is_newest = not self.counters or log.counter > self.counters.highest
        if log.counter in self.counters:
            self._wrong(f"„{name}“: Signaturzähler {log.counter} der {self.name} kommt zweimal vor.")
        elif not self.counters.add(log.counter, log.moment):
            self._wrong(
                f"„{name}“: Die Uhr der {self.name} ist bei Signaturzähler {log.counter} rückwärts gelaufen."
            )
        self.first_moment = min(self.first_moment, log.moment)
        self.last_moment = max(self.last_moment, log.moment)
        if isinstance(log, TransactionLog):
            if len(self.clients) < MOST_CLIENTS:
                self.clients.add(shown(log.client_id))
            self.transactions += log.operation is Operation.START
            self._step(log, name, is_newest=is_newest)

    def _step(self, log: TransactionLog, name: str, *, is_newest: bool) -> None:
        if len(self._open) + len(self._early) + len(self._updated) >= MOST_OPEN:
            self._lost_track = True
        if self._lost_track:
            return
        if log.operation is Operation.START:
            self._start(log, name)
        elif log.operation is Operation.FINISH:
            self._finish(log, name)
        else:
            self._update(log, name, is_newest=is_newest)

    def _start(self, log: TransactionLog, name: str) -> None:
        number = log.transaction
        if number in self._started:
            self._wrong(f"„{name}“: Transaktion {number} der {self.name} ist zweimal begonnen.")
            return
        self._started.add(number, log.moment)
        self._updated.discard(number)
        if number in self._early:
            self._check_order(log.counter, self._early.pop(number), number, name)
        else:
            self._open[number] = log.counter

    def _finish(self, log: TransactionLog, name: str) -> None:
        number = log.transaction
        if number in self._finished:
            self._wrong(f"„{name}“: Transaktion {number} der {self.name} ist zweimal beendet.")
            return
        self._finished.add(number, log.moment)
        self._updated.discard(number)
        if number in self._open:
            self._check_order(self._open.pop(number), log.counter, number, name)
        else:
            self._early[number] = log.counter

    def _update(self, log: TransactionLog, name: str, *, is_newest: bool) -> None:
        number = log.transaction
        # With the highest counter so far it is later than all that has been seen.
        if number in self._finished and is_newest:
            self._wrong(f"„{name}“: Transaktion {number} der {self.name} ist nach ihrem Ende noch geändert.")
        elif self._open.get(number, -1) > log.counter:
            self._wrong(f"„{name}“: Transaktion {number} der {self.name} ist vor ihrem Beginn geändert.")
        elif number not in self._started and number not in self._finished:
            self._updated.add(number)

    def _check_order(self, start: int, finish: int, number: int, name: str) -> None:
        if finish < start:
            self._wrong(f"„{name}“: Transaktion {number} der {self.name} endet vor ihrem Beginn.")

    def close(self, *, is_selection: bool) -> None:
        """All messages are there: say what is missing. In a selection gaps are no fault."""
        grade = Grade.UNKNOWN if is_selection else Grade.WRONG
        if self.counters.overflowed or self._lost_track:
            self._findings.add(
                Grade.UNKNOWN,
                f"{self.name}: So viele Lücken oder offene Transaktionen kann kasse nicht verfolgen.",
            )
            return
        begins_later = self.counters.lowest > 1
        if begins_later:
            self._findings.add(
                Grade.UNKNOWN,
                f"{self.name}: Der Export beginnt mit Signaturzähler {self.counters.lowest}; "
                "was davor war, sagt er nicht.",
            )
        gaps = 0
        for gap in self.counters.gaps():
            gaps += 1
            if not is_selection:
                self._wrong(f"{self.name}: {_missing(gap)}.")
            if gap.before > gap.after:
                self._wrong(
                    f"{self.name}: Die Uhr ist zwischen den Signaturzählern {gap.first - 1} und {gap.last + 1} "
                    "rückwärts gelaufen."
                )
        if gaps and is_selection:
            text = "1 Lücke" if gaps == 1 else f"{gaps} Lücken"
            self._findings.add(Grade.UNKNOWN, f"{self.name}: {text} in den Signaturzählern des Auszugs.")
        self._close_transactions(grade, may_begin_outside=begins_later or gaps > 0, has_gaps=gaps > 0)

    def _close_transactions(self, grade: Grade, *, may_begin_outside: bool, has_gaps: bool) -> None:
        if not has_gaps:
            for gap in self._started.gaps():
                missing = [
                    n
                    for n in range(gap.first, min(gap.last, gap.first + _LISTED) + 1)
                    if n not in self._finished
                ]
                if missing:
                    self._findings.add(
                        grade,
                        f"{self.name}: Transaktion {_listed(missing)} fehlt, obwohl kein Signaturzähler fehlt.",
                    )
        orphans = sorted(self._early.keys() | {n for n in self._updated if n not in self._started})
        if orphans:
            self._findings.add(
                Grade.UNKNOWN if may_begin_outside else Grade.WRONG,
                f"{self.name}: {_transactions(orphans)} ohne Beginn im Export.",
            )
        if self._open:
            self._findings.add(
                Grade.UNKNOWN,
                f"{self.name}: {_transactions(sorted(self._open))} am Ende des Exports noch offen.",
            )

    def _wrong(self, text: str) -> None:
        self._findings.add(Grade.WRONG, text)


def _missing(gap: Gap) -> str:
    if gap.first == gap.last:
        return f"Signaturzähler {gap.first} fehlt"
    return f"Die Signaturzähler {gap.first} bis {gap.last} fehlen"


def _transactions(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"Transaktion {numbers[0]} ist"
    return f"{len(numbers)} Transaktionen ({_listed(numbers)}) sind"


def _listed(numbers: list[int]) -> str:
    text = ", ".join(str(number) for number in numbers[:_LISTED])
    return text + " …" if len(numbers) > _LISTED else text
