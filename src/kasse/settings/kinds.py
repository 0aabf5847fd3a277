"""Kinds of settings: what a value looks like, how it is stored as text, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from kasse.domain.refused import Refused

T = TypeVar("T")


class Kind(Protocol[T]):
    """Between a value and its stored text. `read(write(value)) == value` for every value that is allowed."""

    def read(self, text: str) -> T:
        """The value of a stored or typed text.

        Raises:
            Refused: it does not fit; the German text says what would.
        """
        ...

    def write(self, value: T) -> str:
        """The text of a value."""
        ...


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    def read(self, text: str) -> bool:
        """See `Kind`."""
        known = {"1": True, "ja": True, "ein": True, "0": False, "nein": False, "aus": False}
        found = known.get(text.strip().lower())
        if found is None:
            raise Refused("Bitte „ja“ oder „nein“ angeben.")
        return found

    def write(self, value: bool) -> str:
        """See `Kind`."""
        return "1" if value else "0"


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number between two bounds, both included."""

    low: int
    high: int
    unit: str = ""

    def read(self, text: str) -> int:
        """See `Kind`."""
        try:
            value = int(text.strip()) if text.isascii() else None
        except ValueError:
            value = None
        if value is None or not self.low <= value <= self.high:
            unit = f" {self.unit}" if self.unit else ""
            raise Refused(f"Bitte eine ganze Zahl von {self.low} bis {self.high}{unit} angeben.")
        return value

    def write(self, value: int) -> str:
        """See `Kind`."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text."""

    longest: int = 200

    def read(self, text: str) -> str:
        """See `Kind`."""
        if len(text) > self.longest or not (text.isprintable() or not text):
            raise Refused(f"Bitte höchstens {self.longest} Zeichen in einer Zeile angeben.")
        return text

    def write(self, value: str) -> str:
        """See `Kind`."""
        return value


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; `options` maps the stored word to its German name."""

    options: Mapping[str, str]

    def read(self, text: str) -> str:
        """See `Kind`."""
        if text not in self.options:
            raise Refused(f"Zur Auswahl stehen: {', '.join(self.options)}.")
        return text

    def write(self, value: str) -> str:
        """See `Kind`."""
        return value


@dataclass(frozen=True, slots=True)
class Day:
    """A date, or none."""

    def read(self, text: str) -> date | None:
        """See `Kind`."""
        if not text.strip():
            return None
        try:
            if text[2:3] == ".":
                day, month, year = text.split(".")
                return date(int(year), int(month), int(day))
            return date.fromisoformat(text.strip())
        except ValueError as error:
            raise Refused("Bitte ein Datum in der Form 31.12.2026 angeben.") from error

    def write(self, value: date | None) -> str:
        """See `Kind`."""
        return "" if value is None else value.isoformat()


@dataclass(frozen=True, slots=True)
class Recipients:
    """Mail addresses, one a line."""

    most: int = 20

    def read(self, text: str) -> tuple[str, ...]:
        """See `Kind`."""
        found = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        for address in found:
            name, at, host = address.rpartition("@")
            if not (name and at and "." in host.strip(".") and address.isprintable() and " " not in address):
                raise Refused(f"„{address}“ ist keine Mailadresse. Bitte eine je Zeile angeben.")
        if len(found) > self.most:
            raise Refused(f"Bitte höchstens {self.most} Adressen angeben.")
        return found

    def write(self, value: tuple[str, ...]) -> str:
        """See `Kind`."""
        return "\n".join(value)


@dataclass(frozen=True, slots=True)
class Entries:
    """Short texts by name, as a driver asks for them."""

    def read(self, text: str) -> Mapping[str, str]:
        """See `Kind`."""
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            found = None
        if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
            raise Refused("Bitte die Angaben zum Gerät neu eintragen.")
        return found

    def write(self, value: Mapping[str, str]) -> str:
        """See `Kind`."""
        return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)
