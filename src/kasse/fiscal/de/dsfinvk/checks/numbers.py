"""Large sets of numbers and texts that take little memory: which BON_IDs and transactions occurred."""

from __future__ import annotations

from collections.abc import Iterator

from kasse.fiscal.de.dsfinvk.checks.order import id_number

_PAGE_BITS = 12
_MOST_PAGES = 50_000
_MOST_TEXTS = 1_000_000


class NumberSet:
    """Whole numbers from 0 on as bits, in pages of 4096: half a KB for numbers that lie close together."""

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}
        self.overflowed = False
        """Whether numbers were so far apart that some had to be left out."""

    def __contains__(self, number: int) -> bool:
        page = self._pages.get(number >> _PAGE_BITS)
        at = number & 0xFFF
        return page is not None and bool(page[at >> 3] & (1 << (at & 7)))

    def __bool__(self) -> bool:
        return bool(self._pages)

    def add(self, number: int) -> bool:
        """Keep a number. Returns whether it is new."""
        page = self._pages.get(number >> _PAGE_BITS)
        if page is None:
            if len(self._pages) >= _MOST_PAGES:
                self.overflowed = True
                return True
            page = self._pages[number >> _PAGE_BITS] = bytearray(1 << (_PAGE_BITS - 3))
        at = number & 0xFFF
        bit = 1 << (at & 7)
        is_new = not page[at >> 3] & bit
        page[at >> 3] |= bit
        return is_new

    @property
    def lowest(self) -> int:
        """The smallest number; StopIteration if there is none."""
        return next(self._ascending())

    @property
    def highest(self) -> int:
        """The largest number; ValueError if there is none."""
        page = max(self._pages)
        return (page << _PAGE_BITS) + int.from_bytes(self._pages[page], "little").bit_length() - 1

    def runs(self) -> Iterator[tuple[int, int]]:
        """First and last of the numbers that follow one another, ascending."""
        first = last = -2
        for number in self._ascending():
            if number != last + 1:
                if first >= 0:
                    yield first, last
                first = number
            last = number
        if first >= 0:
            yield first, last

    def _ascending(self) -> Iterator[int]:
        for page in sorted(self._pages):
            base = page << _PAGE_BITS
            for at, byte in enumerate(self._pages[page]):
                if byte:
                    yield from [base + at * 8 + bit for bit in range(8) if byte & (1 << bit)]

    def gaps(self) -> Iterator[tuple[int, int]]:
        """First and last of what is missing between the lowest and the highest number, ascending."""
        before = None
        for first, last in self.runs():
            if before is not None:
                yield before + 1, first - 1
            before = last


class IdSet:
    """Identifiers, most of which are numbers."""

    def __init__(self) -> None:
        self._numbers = NumberSet()
        self._others: set[int] = set()
        self._is_full = False

    @property
    def is_whole(self) -> bool:
        """Whether all could be kept; else `in` says nothing."""
        return not self._is_full and not self._numbers.overflowed

    def __contains__(self, text: str) -> bool:
        number = id_number(text)
        return hash(text) in self._others if number is None else number in self._numbers

    def add(self, text: str) -> bool:
        """Keep an identifier. Returns whether it is new."""
        number = id_number(text)
        if number is not None:
            return self._numbers.add(number)
        if len(self._others) >= _MOST_TEXTS:
            self._is_full = True
            return True
        size = len(self._others)
        # A hash of 64 bits in place of the text: a false alarm is less likely than a broken memory cell.
        self._others.add(hash(text))
        return len(self._others) > size
