"""An export as files that a test can damage and put back onto the disk."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kasse.fiscal.de.dsfinvk.check import Report

Change = Callable[["Files"], None]


@dataclass
class Files:
    """The content of each file, by name."""

    content: dict[str, bytes]

    @classmethod
    def of(cls, folder: Path) -> Files:
        """All files of a folder."""
        return cls({path.name: path.read_bytes() for path in folder.iterdir()})

    def write(self, folder: Path) -> Path:
        """Put them into a new folder."""
        folder.mkdir()
        for name, content in self.content.items():
            (folder / name).write_bytes(content)
        return folder

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV file, by column."""
        text = io.StringIO(self.content[name].decode(), newline="")
        return list(csv.DictReader(text, delimiter=";"))

    def put(self, name: str, rows: list[dict[str, str]]) -> None:
        """Write a CSV file anew."""
        header = self.content[name].decode().partition("\r\n")[0].split(";")
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, header, delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        self.content[name] = text.getvalue().encode()


def _matches(row: dict[str, str], where: dict[str, str]) -> bool:
    return all(row[column] == value for column, value in where.items())


def cell(name: str, column: str, value: str, **where: str) -> Change:
    """One cell says something else, in the first row that is meant."""

    def change(files: Files) -> None:
        rows = files.rows(name)
        row = next(row for row in rows if _matches(row, where))
        assert row[column] != value
        row[column] = value
        files.put(name, rows)

    return change


def everywhere(column: str, old: str, new: str) -> Change:
    """A value is another one in all files that have this column."""

    def change(files: Files) -> None:
        for name in files.content:
            if name.endswith(".csv"):
                rows = files.rows(name)
                for row in rows:
                    if row.get(column) == old:
                        row[column] = new
                files.put(name, rows)

    return change


def gone(name: str, **where: str) -> Change:
    """The rows that are meant are missing."""

    def change(files: Files) -> None:
        rows = files.rows(name)
        kept = [row for row in rows if not _matches(row, where)]
        assert len(kept) < len(rows)
        files.put(name, kept)

    return change


def gone_everywhere(bon_id: str) -> Change:
    """A whole receipt is missing."""

    def change(files: Files) -> None:
        for name in files.content:
            if name.endswith(".csv") and "BON_ID" in files.content[name].decode().partition("\r\n")[0].split(
                ";"
            ):
                files.put(name, [row for row in files.rows(name) if row["BON_ID"] != bon_id])

    return change


def twice(name: str, **where: str) -> Change:
    """The first row that is meant stands there twice."""

    def change(files: Files) -> None:
        rows = files.rows(name)
        at = next(i for i, row in enumerate(rows) if _matches(row, where))
        files.put(name, [*rows[: at + 1], *rows[at:]])

    return change


def raw(name: str, old: bytes, new: bytes, count: int = 1) -> Change:
    """Bytes are other ones."""

    def change(files: Files) -> None:
        assert old in files.content[name]
        files.content[name] = files.content[name].replace(old, new, count)

    return change


def no(name: str) -> Change:
    """A file is missing."""

    def change(files: Files) -> None:
        del files.content[name]

    return change


def both(first: Change, second: Change) -> Change:
    """One change after the other."""

    def change(files: Files) -> None:
        first(files)
        second(files)

    return change


def told(report: Report) -> list[str]:
    """All that is shown, for comparing and for reading what failed."""
    return [
        f"[{kind.group}] {kind.severity} {kind.name}: {finding.place}: {finding.text}"
        for kind in report.kinds
        for finding in kind.shown
    ]
