"""Walking through an export closing by closing and receipt by receipt, with the rows of all files side by side.

Files whose rows follow one another as in cashpointclosing.csv and by ascending BON_ID are read side by side, so that
memory holds one receipt. Others are sorted by closing into a temporary file, and the receipts of one closing are held.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO, Protocol

from kasse.fiscal.de.dsfinvk.checks.files import Looked, Overview, closing_name
from kasse.fiscal.de.dsfinvk.checks.findings import Findings
from kasse.fiscal.de.dsfinvk.checks.order import ClosingKey, segments
from kasse.fiscal.de.dsfinvk.checks.reading import Fields
from kasse.fiscal.de.dsfinvk.tables import TABLES
from kasse.fiscal.de.findings import shown

OF_RECEIPT = (
    "datapayment", "lines", "itemamounts", "subitems", "transactions_tse", "transactions_vat", "lines_vat",
    "allocation_groups", "references",
)  # fmt: skip
"""The tables with rows of receipts, besides transactions."""
OF_CLOSING = tuple(name for name in TABLES if name not in (*OF_RECEIPT, "transactions"))
"""The tables with a few rows for a closing."""

MOST_OF_TABLE = 8 << 20
"""Bytes of one table for a closing that has a few rows of it, or for a receipt."""
MOST_HELD = 256 << 20
"""Bytes of a closing that are held together where they are not in order: some two hundred thousand rows."""
_MOST_PIECES = 500_000

_BON_ID = itemgetter(3)
_NO_ROWS: list[Fields] = []


@dataclass(slots=True)
class Receipt:
    """One Bon: its row in transactions.csv, and its rows in the other files."""

    id: str
    head: Fields
    datapayment: list[Fields]
    lines: list[Fields]
    itemamounts: list[Fields]
    subitems: list[Fields]
    transactions_tse: list[Fields]
    transactions_vat: list[Fields]
    lines_vat: list[Fields]
    allocation_groups: list[Fields]
    references: list[Fields]


class _Rows(Protocol):
    def of(self, index: int) -> Iterator[list[Fields]]:
        """The rows of one closing in pieces. Closings are asked for in ascending order."""


class _NoRows:
    def of(self, index: int) -> Iterator[list[Fields]]:  # noqa: ARG002 - what every table answers to
        return iter(())


class _InOrder:
    """Reads along with the closings."""

    def __init__(self, looked: Looked, order: dict[ClosingKey, int], read: Callable[[int], None]) -> None:
        self._pieces = _pieces(looked, order, read)
        self._next: tuple[int, list[Fields]] | None = None

    def of(self, index: int) -> Iterator[list[Fields]]:
        while True:
            piece = self._next or next(self._pieces, None)
            if piece is None:
                return
            self._next = piece
            if piece[0] > index:
                return
            self._next = None
            if piece[0] == index:
                yield piece[1]


class _Sorted:
    """Sorts by closing into a temporary file first."""

    def __init__(
        self, looked: Looked, order: dict[ClosingKey, int], read: Callable[[int], None], file: BinaryIO
    ) -> None:
        self._file = file
        self._places: dict[int, list[int]] = {}
        count = 0
        for index, rows in _pieces(looked, order, read):
            count += 1
            if count > _MOST_PIECES:
                break
            self._places.setdefault(index, []).append(file.seek(0, 2))
            file.write(json.dumps(rows).encode() + b"\n")
        self.is_whole = count <= _MOST_PIECES

    def of(self, index: int) -> Iterator[list[Fields]]:
        for place in self._places.get(index, ()):
            self._file.seek(place)
            rows: list[Fields] = json.loads(self._file.readline())
            yield rows


def _pieces(
    looked: Looked, order: dict[ClosingKey, int], read: Callable[[int], None]
) -> Iterator[tuple[int, list[Fields]]]:
    quiet = Findings()  # what is wrong with the form was told at the first look
    for batch in looked.sheet.batches(quiet, read):
        for key, rows in segments(batch.rows):
            index = order.get(key)
            if index is not None:
                yield index, rows


def _size(rows: list[Fields]) -> int:
    """About how many bytes rows take."""
    return sum([50 + len(field) for row in rows for field in row])


class Walk:
    """The whole way through an export, once. To be closed; use it in a `with`."""

    def __init__(self, overview: Overview, findings: Findings, read: Callable[[int], None]) -> None:
        self._order = overview.order
        self._findings = findings
        self._temporary: list[BinaryIO] = []
        self._rows: dict[str, _Rows] = {}
        self._is_ascending = all(
            overview.sheets[name].is_ascending
            for name in ("transactions", *OF_RECEIPT)
            if name in overview.sheets
        )
        for name in TABLES:
            looked = overview.sheets.get(name)
            if looked is None:
                self._rows[name] = _NoRows()
            elif looked.in_order:
                self._rows[name] = _InOrder(looked, overview.order, read)
            else:
                self._rows[name] = self._sorted(looked, read)

    def _sorted(self, looked: Looked, read: Callable[[int], None]) -> _Rows:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the walk
        self._temporary.append(file)
        rows = _Sorted(looked, self._order, read, file)
        if not rows.is_whole:
            text = "Die Abschlüsse sind so durchmischt, dass diese Datei nicht ganz geprüft werden kann."
            self._findings.error(1, "too-mixed", text, looked.sheet.table.file)
        return rows

    def __enter__(self) -> Walk:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._temporary:
            file.close()

    def closings(self) -> Iterator[tuple[ClosingKey, dict[str, list[Fields]]]]:
        """Each closing with its rows of the tables in `OF_CLOSING`. Its receipts must be taken before the next."""
        for key, index in self._order.items():
            yield key, {name: self._few(name, key, index) for name in OF_CLOSING}

    def _few(self, name: str, key: ClosingKey, index: int) -> list[Fields]:
        kept: list[Fields] = []
        size = 0
        for rows in self._rows[name].of(index):
            size += _size(rows)
            if size <= MOST_OF_TABLE:
                kept += rows
            else:
                text = "Ein Abschluss hat hier zu viele Zeilen; weitere wurden nicht geprüft."
                self._findings.error(2, "too-many-rows", text, TABLES[name].file, key=closing_name(key))
        return kept

    def receipts(self, key: ClosingKey) -> Iterator[Receipt]:
        """The receipts of a closing. Rows whose receipt does not exist are told."""
        return self._side_by_side(key) if self._is_ascending else self._held(key)

    def _groups(self, name: str, key: ClosingKey) -> Iterator[tuple[str, list[Fields]]]:
        """Rows of the same receipt that follow one another."""
        current, kept, size = "", list[Fields](), 0
        for piece in self._rows[name].of(self._order[key]):
            for bon_id, run in groupby(piece, _BON_ID):
                rows = list(run)
                if bon_id != current or not kept:
                    if kept:
                        yield current, kept
                    current, kept, size = bon_id, rows, 0
                    continue
                size += _size(rows)
                if size <= MOST_OF_TABLE:
                    kept += rows
                else:
                    text = "Ein Bon hat hier zu viele Zeilen; weitere wurden nicht geprüft."
                    self._findings.error(
                        5, "too-many-rows", text, TABLES[name].file, key=receipt_name(key, bon_id)
                    )
        if kept:
            yield current, kept

    def _side_by_side(self, key: ClosingKey) -> Iterator[Receipt]:
        groups = [self._groups(name, key) for name in OF_RECEIPT]
        waiting = [next(each, None) for each in groups]
        for bon_id, heads in self._groups("transactions", key):
            self._check_single(key, bon_id, heads)
            number = int(bon_id)
            rows: list[list[Fields]] = []
            for i, each in enumerate(groups):
                group = waiting[i]
                while group is not None and int(group[0]) < number:
                    self._orphan(key, OF_RECEIPT[i], group[0])
                    group = next(each, None)
                if group is not None and group[0] == bon_id:
                    rows.append(group[1])
                    group = next(each, None)
                else:
                    rows.append(_NO_ROWS)
                waiting[i] = group
            yield Receipt(bon_id, heads[0], *rows)
        for i, each in enumerate(groups):
            group = waiting[i]
            while group is not None:
                self._orphan(key, OF_RECEIPT[i], group[0])
                group = next(each, None)

    def _held(self, key: ClosingKey) -> Iterator[Receipt]:
        held = 0
        tables: list[dict[str, list[Fields]]] = []
        for name in ("transactions", *OF_RECEIPT):
            by_receipt: dict[str, list[Fields]] = {}
            for bon_id, rows in self._groups(name, key):
                held += _size(rows)
                if held <= MOST_HELD:
                    by_receipt.setdefault(bon_id, []).extend(rows)
            tables.append(by_receipt)
        if held > MOST_HELD:
            text = "Dieser Abschluss ist nicht nach aufsteigender BON_ID geordnet und zu groß, um seine Bons zu prüfen."
            self._findings.hint(4, "not-ordered", text, key=closing_name(key))
            return
        heads_by_id, *others = tables
        for bon_id, heads in heads_by_id.items():
            self._check_single(key, bon_id, heads)
            yield Receipt(bon_id, heads[0], *[each.pop(bon_id, _NO_ROWS) for each in others])
        for name, left in zip(OF_RECEIPT, others, strict=True):
            for bon_id in left:
                self._orphan(key, name, bon_id)

    def _check_single(self, key: ClosingKey, bon_id: str, heads: list[Fields]) -> None:
        if len(heads) > 1:
            text = f"Diese BON_ID gibt es {len(heads)}-mal."
            self._findings.error(4, "id-twice", text, "transactions.csv", key=receipt_name(key, bon_id))

    def _orphan(self, key: ClosingKey, name: str, bon_id: str) -> None:
        text = "Diesen Bon gibt es in transactions.csv nicht."
        self._findings.error(5, "orphan", text, TABLES[name].file, key=receipt_name(key, bon_id))


def receipt_name(key: ClosingKey, bon_id: str) -> str:
    """Which Bon, for people."""
    return f"Abschluss {shown(key[2])}, BON_ID {shown(bon_id)}"
