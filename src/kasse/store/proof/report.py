"""What a proof of the books says, and what it asks the law about signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kasse.ports.content import Subject
from kasse.ports.fiscal import DeviceFacts, Process, Secured
from kasse.store import rows
from kasse.store.statements import Row


@dataclass(frozen=True, slots=True)
class Claim:
    """That something was signed, or could not be, by a device: what the law has to judge."""

    signature: Row
    """A row of signature after its act columns."""
    device: DeviceFacts | None
    """The device that the books know by the signature's serial."""
    subject: Subject | None
    """What was secured; None where there is none (a receipt was broken off)."""

    @property
    def secured(self) -> Secured:
        """How the securing went."""
        return rows.secured_of(self.signature)

    @property
    def process(self) -> Process:
        """What was to be secured."""
        return Process(*self.signature[3:6])


CheckSignatures = Callable[[Sequence[Claim]], Iterable[str]]
"""For each claim an empty text, or a German sentence on what is wrong with it.

The answer is read only after the walk has gone on for a while, so it may be an iterator that waits for another core.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be."""

    terminal: int
    seq: int
    text: str
    """German: what is wrong."""

    def __str__(self) -> str:
        return f"Kasse {self.terminal}, Journal {self.seq}: {self.text}"


@dataclass(slots=True)
class Report:
    """The outcome of a proof."""

    acts: int = 0
    rows: int = 0
    receipts: int = 0
    signatures: int = 0
    outages: int = 0
    complete: bool = True
    """False if it was cancelled."""
    findings: list[Finding] = field(default_factory=list)

    def find(self, text: str, terminal: object = 0, seq: object = 0) -> None:
        """Note a finding. Where somebody wrote no number in the place of the terminal or the act, it is at 0."""
        where = terminal if isinstance(terminal, int) else 0
        self.findings.append(Finding(where, seq if isinstance(seq, int) else 0, text))

    @property
    def clean(self) -> bool:
        """Whether everything was looked at and nothing is wrong."""
        return self.complete and not self.findings
