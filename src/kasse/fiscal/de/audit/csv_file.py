"""CSV files for people with a spreadsheet: streaming, and nothing in them that it would carry out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import IO
from zoneinfo import ZoneInfo

from kasse.fiscal.de.outage_report import inert


def write_csv(target: IO[bytes], head: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write head and rows: semicolons, CRLF, UTF-8 with the mark by which Excel knows it. Returns how many rows.

    Raises:
        OSError: it cannot be written.
    """
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    count = 0
    for row in rows:
        writer.writerow([inert(cell) for cell in row])
        count += 1
    text.flush()
    text.detach()
    return count


def wall_clock(millis: int, zone: ZoneInfo) -> str:
    """Milliseconds as day and time on the wall, with seconds."""
    return f"{datetime.fromtimestamp(millis / 1000, UTC).astimezone(zone):%d.%m.%Y %H:%M:%S}"
