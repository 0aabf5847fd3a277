"""Numbers, sums, percentages, and lists of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kasse.domain.money import Money
from kasse.domain.refused import Refused

_DECIMAL = re.compile(r"(-?)(\d{1,9})(?:,(\d{1,2}))?")
_RATE = re.compile(r"(\d{1,6})(?:,(\d{1,6}))?", re.ASCII)


def _hundredths(text: str) -> int | None:
    """12,5 → 1250; None where it is no number with at most two decimals."""
    found = _DECIMAL.fullmatch(text.strip().replace("−", "-"))
    if found is None or not text.isprintable():
        return None
    sign, whole, part = found.groups()
    value = int(whole) * 100 + int((part or "0").ljust(2, "0"))
    return -value if sign else value


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number between two bounds, both included."""

    low: int
    high: int
    unit: str = ""
    step: int = 1
    """How far one tap on + or − goes."""

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

    def show(self, value: int) -> str:
        """See `Kind`."""
        return f"{value} {self.unit}".strip()

    def bounds(self) -> str:
        """See `Kind`."""
        return f"{self.low} bis {self.high} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in cents between two bounds, both included; typed and stored as 12,50."""

    low: int = 0
    high: int = 1_000_000_00

    def read(self, text: str) -> int:
        """See `Kind`."""
        value = _hundredths(text.replace("€", ""))
        if value is None or not self.low <= value <= self.high:
            raise Refused(f"Bitte einen Betrag von {Money(self.low)} bis {Money(self.high)} € angeben.")
        return value

    def write(self, value: int) -> str:
        """See `Kind`."""
        sign, cents = "-" if value < 0 else "", abs(value)
        return f"{sign}{cents // 100},{cents % 100:02d}"

    def show(self, value: int) -> str:
        """See `Kind`."""
        return f"{Money(value)} €"

    def bounds(self) -> str:
        """See `Kind`."""
        return f"{Money(self.low)} bis {Money(self.high)} €"


@dataclass(frozen=True, slots=True)
class Amounts:
    """Several sums in cents, each once, the smallest first; typed and stored as 2,00; 5,00."""

    low: int = 1
    high: int = 100_000_00
    most: int = 10

    def read(self, text: str) -> tuple[int, ...]:
        """See `Kind`. Order does not matter; a blank separates them, too."""
        one = Amount(self.low, self.high)
        parts = text.replace("€", " ").replace(";", " ").split()
        found = tuple(sorted({one.read(part) for part in parts}))
        if len(found) > self.most:
            raise Refused(f"Bitte höchstens {self.most} Beträge angeben.")
        return found

    def write(self, value: tuple[int, ...]) -> str:
        """See `Kind`."""
        return "; ".join(Amount().write(cents) for cents in value)

    def show(self, value: tuple[int, ...]) -> str:
        """See `Kind`."""
        return " · ".join(f"{Money(cents)} €" for cents in value)

    def bounds(self) -> str:
        """See `Kind`."""
        return f"bis {self.most} Beträge, etwa 2,00; 5,00"


@dataclass(frozen=True, slots=True)
class Percent:
    """Basis points between two bounds, both included; typed and stored as 12,5."""

    low: int = 0
    high: int = 100_00
    step: int = 1_00
    """How far one tap on + or − goes."""

    def read(self, text: str) -> int:
        """See `Kind`."""
        value = _hundredths(text.replace("%", ""))
        if value is None or not self.low <= value <= self.high:
            raise Refused(
                f"Bitte einen Satz von {self.write(self.low)} bis {self.write(self.high)} Prozent angeben."
            )
        return value

    def write(self, value: int) -> str:
        """See `Kind`."""
        sign, points = "-" if value < 0 else "", abs(value)
        part = f",{points % 100:02d}".rstrip("0") if points % 100 else ""
        return f"{sign}{points // 100}{part}"

    def show(self, value: int) -> str:
        """See `Kind`."""
        return f"{self.write(value)} %"

    def bounds(self) -> str:
        """See `Kind`."""
        return f"{self.write(self.low)} bis {self.write(self.high)} %"


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a foreign currency is worth here, in millionths, more than 0; typed and stored as 1,0525."""

    def read(self, text: str) -> int:
        """See `Kind`."""
        found = _RATE.fullmatch(text.strip().replace(".", ","))
        value = 0
        if found is not None:
            value = int(found[1]) * 1_000_000 + int((found[2] or "0").ljust(6, "0"))
        if not value:
            raise Refused("Bitte einen Kurs größer als 0 angeben, etwa 1,0525.")
        return value

    def write(self, value: int) -> str:
        """See `Kind`."""
        whole, part = divmod(value, 1_000_000)
        return f"{whole}" + (f",{part:06d}".rstrip("0") if part else "")

    def show(self, value: int) -> str:
        """See `Kind`."""
        return self.write(value)

    def bounds(self) -> str:
        """See `Kind`."""
        return "ein Kurs mit bis zu sechs Stellen nach dem Komma, etwa 1,0525"


@dataclass(frozen=True, slots=True)
class NumberSet:
    """Numbers, written as spans from lowest to highest: 1, 2, 4 to 7, 9."""

    spans: tuple[tuple[int, int], ...] = ()

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and any(low <= number <= high for low, high in self.spans)

    def __iter__(self) -> Iterator[int]:
        for low, high in self.spans:
            yield from range(low, high + 1)

    def __bool__(self) -> bool:
        return bool(self.spans)


@dataclass(frozen=True, slots=True)
class Ranges:
    """A list of numbers and ranges, "1,2,4-7,9", between two bounds, both included."""

    low: int = 1
    high: int = 99_999
    unit: str = ""
    most: int = 200
    """So many numbers at most where they are used one by one; ranges count for each of theirs."""

    def read(self, text: str) -> NumberSet:
        """See `Kind`. Order and overlaps do not matter."""
        parts = text.replace(";", ",").replace("–", "-").split(",")
        spans = [self._span(part) for part in parts if part.strip()]
        joined: list[tuple[int, int]] = []
        for low, high in sorted(spans):
            if joined and low <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
            else:
                joined.append((low, high))
        if sum(high - low + 1 for low, high in joined) > self.most:
            raise Refused(f"Bitte höchstens {self.most} Nummern angeben.")
        return NumberSet(tuple(joined))

    def _span(self, part: str) -> tuple[int, int]:
        first, dash, last = part.partition("-")
        ends = [end.strip() for end in ((first, last) if dash else (first, first))]
        if not all(end.isascii() and end.isdigit() and len(end) < 12 for end in ends):
            raise Refused(
                f"„{part.strip()[:20]}“ ist keine Nummer. Bitte Nummern und Bereiche wie 1,2,4-7,9 angeben."
            )
        low, high = int(ends[0]), int(ends[1])
        if low > high:
            raise Refused(f"„{part.strip()}“ läuft rückwärts. Bitte die kleinere Nummer zuerst angeben.")
        if low < self.low or high > self.high:
            raise Refused(f"Bitte nur Nummern von {self.low} bis {self.high} angeben.")
        return low, high

    def write(self, value: NumberSet) -> str:
        """See `Kind`."""
        return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in value.spans)

    def show(self, value: NumberSet) -> str:
        """See `Kind`."""
        words = self.write(value).replace(",", ", ").replace("-", "–")
        return f"{words} {self.unit}".strip() if words else ""

    def bounds(self) -> str:
        """See `Kind`."""
        return f"Nummern und Bereiche von {self.low} bis {self.high}, etwa 1,2,4-7,9"
