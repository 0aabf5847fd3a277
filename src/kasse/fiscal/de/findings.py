"""What checking finds, as German sentences: how grave each is, and no more of them than a person can read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MOST_SHOWN = 1_000
"""Of each grade. A damaged archive can earn a sentence for each of its millions of files."""


class Grade(StrEnum):
    """How grave a finding is."""

    WRONG = "wrong"
    """Proven: something is not as it was signed or as the law wants it."""
    UNKNOWN = "unknown"
    """It can be neither proven nor refuted with what is there."""
    CONTENT = "content"
    """The signature may well fit, but what was signed is not in the form that the law asks for."""


class Verdict(StrEnum):
    """What a check comes to."""

    VALID = "valid"
    UNKNOWN = "unknown"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One German sentence."""

    grade: Grade
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """All findings of a grade: how many, and the first of them."""

    count: int
    shown: tuple[str, ...]


class Findings:
    """Collects findings and keeps so many of each grade."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(Grade, 0)
        self._shown: dict[Grade, list[str]] = {grade: [] for grade in Grade}

    def add(self, grade: Grade, text: str) -> None:
        """One more."""
        self._counts[grade] += 1
        if len(self._shown[grade]) < MOST_SHOWN:
            self._shown[grade].append(text)

    def take(self, findings: Iterable[Finding]) -> None:
        """Some more."""
        for finding in findings:
            self.add(finding.grade, finding.text)

    def told(self, grade: Grade) -> Told:
        """All of one grade."""
        return Told(self._counts[grade], tuple(self._shown[grade]))


def shown(text: str, longest: int = 120) -> str:
    """A text from outside as it may stand in a sentence: one line, printable, not too long."""
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)
