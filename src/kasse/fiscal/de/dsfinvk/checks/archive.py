"""What a TSE's archive says of each transaction, kept small, to hold it against the export (groups 8 and 9)."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import BinaryIO

from kasse.fiscal.de.tse_archive.log import Operation, TransactionLog
from kasse.fiscal.de.tse_archive.reader import read_archive

_PAGE_BITS = 8
_SIZE = 1 << _PAGE_BITS
_MOST_PAGES = 20_000
_MOST_CLIENTS = 1000
_STARTED, _FINISHED, _EXPORTED = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Archived:
    """A transaction as the archive has it; seconds since 1970, None for what is not there."""

    start: int | None
    end: int | None
    counter: int
    signature: int
    client: str


class _Page:
    """256 transactions in a row."""

    __slots__ = ("client", "counter", "end", "signature", "start", "state")

    def __init__(self) -> None:
        self.start = array("q", bytes(8 * _SIZE))
        self.end = array("q", bytes(8 * _SIZE))
        self.counter = array("Q", bytes(8 * _SIZE))
        self.signature = array("Q", bytes(8 * _SIZE))
        self.client = array("H", bytes(2 * _SIZE))
        self.state = bytearray(_SIZE)


def fingerprint(signature: bytes) -> int:
    """A signature in 64 bits: enough to see that two are not the same."""
    return int.from_bytes(blake2b(signature, digest_size=8).digest(), "big")


class Archive:
    """The transactions of an archive, by TSE and number. About 35 bytes for each."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read it. Whether its signatures are genuine is not looked at here: `kasse fiscal check-tar` does that.

        Raises:
            ArchiveError: it is no TAR.
            OSError: it cannot be read.
        """
        self._pages: dict[str, dict[int, _Page]] = {}
        self._clients: list[str] = []
        self._client_numbers: dict[str, int] = {}
        self._page_count = 0
        self.is_whole = True
        """Whether all of it could be kept."""
        for entry in read_archive(stream):
            if isinstance(entry.content, TransactionLog):
                self._take(entry.content)

    @property
    def serials(self) -> frozenset[str]:
        """The TSEs with transactions, as 64 hex digits."""
        return frozenset(self._pages)

    def _take(self, log: TransactionLog) -> None:
        if log.operation is Operation.UPDATE:
            return
        page = self._page(log.serial.hex(), log.transaction)
        counter_fits = log.counter < 1 << 64
        if page is None or not counter_fits:
            self.is_whole = False
            return
        at = log.transaction & (_SIZE - 1)
        seconds = int(log.moment.timestamp())
        page.client[at] = self._client(log.client_id)
        if log.operation is Operation.START:
            page.start[at] = seconds
            page.state[at] |= _STARTED
        else:
            page.end[at] = seconds
            page.counter[at] = log.counter
            page.signature[at] = fingerprint(log.signature)
            page.state[at] |= _FINISHED

    def _page(self, serial: str, transaction: int) -> _Page | None:
        page = self._pages.get(serial, {}).get(transaction >> _PAGE_BITS)
        if page is None:
            if self._page_count >= _MOST_PAGES:
                return None
            self._page_count += 1
            page = self._pages.setdefault(serial, {})[transaction >> _PAGE_BITS] = _Page()
        return page

    def _client(self, client: str) -> int:
        number = self._client_numbers.get(client)
        if number is None:
            if len(self._clients) >= _MOST_CLIENTS:
                return len(self._clients) - 1
            number = self._client_numbers[client] = len(self._clients)
            self._clients.append(client)
        return number

    def export(self, serial: str, transaction: int) -> Archived | None:
        """What the archive says of a transaction that stands in the export; None if it has nothing of it."""
        page = self._pages.get(serial, {}).get(transaction >> _PAGE_BITS)
        at = transaction & (_SIZE - 1)
        if page is None or not page.state[at]:
            return None
        page.state[at] |= _EXPORTED
        return self._archived(page, at)

    def _archived(self, page: _Page, at: int) -> Archived:
        state = page.state[at]
        return Archived(
            page.start[at] if state & _STARTED else None,
            page.end[at] if state & _FINISHED else None,
            page.counter[at],
            page.signature[at],
            self._clients[page.client[at]],
        )

    def transactions(self, serial: str) -> Iterator[tuple[int, Archived, bool]]:
        """All transactions of a TSE, ascending, and whether each was asked for as one of the export."""
        for number, page in sorted(self._pages.get(serial, {}).items()):
            for at, state in enumerate(page.state):
                if state:
                    yield (number << _PAGE_BITS) + at, self._archived(page, at), bool(state & _EXPORTED)

    def __contains__(self, transaction: tuple[str, int]) -> bool:
        serial, number = transaction
        page = self._pages.get(serial, {}).get(number >> _PAGE_BITS)
        return page is not None and bool(page.state[number & (_SIZE - 1)])

    def __len__(self) -> int:
        return sum(
            sum(1 for state in page.state if state)
            for pages in self._pages.values()
            for page in pages.values()
        )
