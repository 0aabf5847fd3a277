"""Rows of an export as text: numbers, quotes and separators as DSFinV-K asks for them, column by column for speed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kasse.fiscal.de.dsfinvk.tables import Table

Value = str | int | None
Row = Sequence[Value]

_REMEMBERED = 50_000


class _Decimals(dict[int | None, str]):
    """Whole numbers of the smallest unit as text with a comma. The same few amounts come again and again."""

    def __init__(self, places: int, zeros: str = "") -> None:
        super().__init__()
        self._unit = 10**places
        self._pattern = f"%s%d,%0{places}d{zeros}"

    def __missing__(self, number: int | None) -> str:
        if number is None:
            return ""
        if type(number) is not int:
            raise TypeError(f"{number!r} is not a whole number")
        if len(self) >= _REMEMBERED:
            self.clear()
        whole, part = divmod(abs(number), self._unit)
        text = self[number] = self._pattern % ("-" if number < 0 else "", whole, part)
        return text


def _integers(column: Iterable[int | None]) -> Iterable[str]:
    return ["" if number is None else int.__repr__(number) for number in column]


def _formatter(places: int) -> Callable[[Iterable[int | None]], Iterable[str]]:
    if not places:
        return _integers
    # Five decimals are for prices; ours have cents, so that zeros follow.
    known = _Decimals(2, "000") if places == 5 else _Decimals(places)
    return lambda column: map(known.__getitem__, column)


def quoted(text: str) -> str:
    """A text as a field: in quotation marks where it needs them."""
    if '"' in text or ";" in text or "\r" in text or "\n" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


class RowFormat:
    """Turns rows of one table, without the closing's three columns, into the bytes of its file."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._numbers = [
            (i, _formatter(column.size)) for i, column in enumerate(table.columns[3:]) if column.is_number
        ]
        self._width = len(table.columns) - 3

    def lines(self, prefix: str, rows: Sequence[Row]) -> bytes:
        """The rows as CSV, each beginning with the prefix (the closing's three columns as they stand in the file).

        Texts are str, or None for nothing. Numbers are None or int: as they are where the column has no decimals,
        thousandths where it has three, hundredths (cents) where it has two or five.

        Raises:
            ValueError: a row has not as many values as the table has columns.
            TypeError: a text where a number belongs, or the other way round, or a number that is not whole.
        """
        if not rows:
            return b""
        widths = set(map(len, rows))
        if widths != {self._width}:
            raise ValueError(f"a row of {self._table.file} has {self._width} values, not {sorted(widths)}")
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for i, text in self._numbers:
            columns[i] = text(columns[i])
        try:
            body = "\r\n".join([prefix + ";" + ";".join(fields) for fields in zip(*columns, strict=True)])
        except TypeError:
            return self._slowly(prefix, rows)
        # One look at many rows at once: only what contains a special character is written field by field.
        ends = len(rows) - 1
        if (
            '"' in body
            or body.count(";") != (self._width + 2) * len(rows)
            or body.count("\n") != ends
            or body.count("\r") != ends
        ):
            return self._slowly(prefix, rows)
        return (body + "\r\n").encode()

    def _slowly(self, prefix: str, rows: Sequence[Row]) -> bytes:
        numbers = dict(self._numbers)
        written: list[str] = []
        for row in rows:
            fields = [prefix]
            for i, value in enumerate(row):
                if i in numbers:
                    fields.extend(numbers[i]([value]))  # type: ignore[list-item]
                elif value is None:
                    fields.append("")
                elif isinstance(value, str):
                    fields.append(quoted(value))
                else:
                    column = self._table.columns[i + 3].name
                    raise TypeError(f"{column} of {self._table.file} is a text, not {value!r}")
            written.append(";".join(fields) + "\r\n")
        return "".join(written).encode()
