"""A value or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from kasse.settings.kinds.base import Kind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Maybe(Generic[T]):
    """What `kind` allows, or None, which is the empty text."""

    kind: Kind[T]
    nothing: str = ""
    """What no value means, in German words: "wie Preis 1"."""

    def read(self, text: str) -> T | None:
        """See `Kind`."""
        return self.kind.read(text) if text.strip() else None

    def write(self, value: T | None) -> str:
        """See `Kind`."""
        return "" if value is None else self.kind.write(value)

    def show(self, value: T | None) -> str:
        """See `Kind`."""
        return self.nothing if value is None else self.kind.show(value)

    def bounds(self) -> str:
        """See `Kind`."""
        return f"{self.kind.bounds()} oder leer"
