"""What checking an export finds: German sentences by group, and no more of each kind than a person can read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_SHOWN = 20
"""Of each kind. A damaged export can earn a sentence for each of its millions of rows."""


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    """Against the DSFinV-K, or the export contradicts itself."""
    HINT = "hint"
    """Worth a look: readable, but not as it should be, or not to be told from the export alone."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One German sentence about one place."""

    text: str
    file: str = ""
    line: int | None = None
    key: str = ""
    """Which closing or receipt, for people."""

    @property
    def place(self) -> str:
        """Where it is, for people; empty if it is about the whole."""
        parts = [self.file, f"Zeile {self.line}" if self.line else "", self.key]
        return ", ".join([part for part in parts if part])


@dataclass(frozen=True, slots=True)
class Kind:
    """All findings of one kind: how many, and the first of them. `group` is 1 to 9."""

    group: int
    severity: Severity
    name: str
    count: int
    shown: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What checking an export came to, and how much was looked at."""

    kinds: tuple[Kind, ...]
    """Ordered by group, errors before hints."""
    files: int
    rows: int
    closings: int
    receipts: int
    """Bons of all types."""
    signatures: int
    """Signatures that were verified and fit."""
    archived: int | None
    """Transactions found in the TSE's archive; None: there was no archive to compare with."""

    @property
    def errors(self) -> int:
        """How many errors."""
        return sum(kind.count for kind in self.kinds if kind.severity is Severity.ERROR)

    @property
    def hints(self) -> int:
        """How many hints."""
        return sum(kind.count for kind in self.kinds if kind.severity is Severity.HINT)

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to say at all."""
        return not self.kinds

    @property
    def groups(self) -> frozenset[int]:
        """The groups that found something."""
        return frozenset(kind.group for kind in self.kinds)


class Findings:
    """Collects findings and keeps so many of each kind."""

    def __init__(self) -> None:
        self._counts: dict[tuple[int, Severity, str], int] = {}
        self._shown: dict[tuple[int, Severity, str], list[Finding]] = {}

    def error(
        self, group: int, kind: str, text: str, file: str = "", line: int | None = None, key: str = ""
    ) -> None:
        """One more error."""
        self._add(group, Severity.ERROR, kind, Finding(text, file, line, key))

    def hint(
        self, group: int, kind: str, text: str, file: str = "", line: int | None = None, key: str = ""
    ) -> None:
        """One more hint."""
        self._add(group, Severity.HINT, kind, Finding(text, file, line, key))

    def count(self, kind: str) -> int:
        """How many of a kind so far, whatever group and severity."""
        return sum(count for (_, _, name), count in self._counts.items() if name == kind)

    def _add(self, group: int, severity: Severity, kind: str, finding: Finding) -> None:
        key = (group, severity, kind)
        self._counts[key] = self._counts.get(key, 0) + 1
        kept = self._shown.setdefault(key, [])
        if len(kept) < MOST_SHOWN:
            kept.append(finding)

    def kinds(self) -> tuple[Kind, ...]:
        """Everything, ordered by group, errors before hints."""
        return tuple(
            Kind(group, severity, name, self._counts[group, severity, name], tuple(kept))
            for (group, severity, name), kept in sorted(self._shown.items())
        )
