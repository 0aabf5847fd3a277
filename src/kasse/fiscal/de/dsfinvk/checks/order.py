"""In which order the rows of a file stand: by closing, and by receipt inside of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from kasse.fiscal.de.dsfinvk.checks.reading import Fields

ClosingKey = tuple[str, str, str]
"""Z_KASSE_ID, Z_ERSTELLUNG, Z_NR as they stand in the files."""

_KEY = itemgetter(0, 1, 2)
_LONGEST_ID = 18


def segments(rows: list[Fields]) -> Iterator[tuple[ClosingKey, list[Fields]]]:
    """The rows in runs of the same closing."""
    first = _KEY(rows[0])
    if set(map(_KEY, rows)) == {first}:
        yield first, rows
        return
    for key, run in groupby(rows, _KEY):
        yield key, list(run)


def id_numbers(ids: list[str]) -> list[int] | None:
    """BON_IDs as numbers; None unless all are plain numbers without leading zeros."""
    joined = ";".join(ids)
    if not joined.replace(";", "").isascii() or ";0" in joined or joined.startswith("0"):
        return None
    if len(max(ids, key=len)) > _LONGEST_ID or not all(map(str.isdigit, ids)):
        return None
    return list(map(int, ids))


def id_number(text: str) -> int | None:
    """The same for one BON_ID."""
    plain = 0 < len(text) <= _LONGEST_ID and text.isascii() and text.isdigit() and text[0] != "0"
    return int(text) if plain else None
