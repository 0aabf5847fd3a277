"""What taking a file over would do: each row beside the one that is there, told before anything happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kasse.domain.catalogue import ProductGroup
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.settings.kinds import Percent, Referred
from kasse.sheets.cells import Cells, referred
from kasse.sheets.headings import TAX_RATE, ColumnMapping, guessed
from kasse.sheets.model import SINGLE, Column, Key, Sheet
from kasse.sheets.new_groups import NewGroups, read_rate
from kasse.sheets.progress import Progress, go_on, part, watched
from kasse.sheets.reading import Reader, same_text
from kasse.sheets.table import Table, TableRow
from kasse.sheets.transfer import file_text


@dataclass(frozen=True, slots=True)
class CellChange:
    """One fact of a row, in German words, as it is and as it would be."""

    column: Column[Any, Any]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that would be another one, or new (no `before`)."""

    line: int
    key: Key
    title: str
    before: Any | None
    after: Any
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a line of the file cannot be taken over. `label`: of the column; empty: the whole row. Line 0: the whole file."""

    line: int
    label: str
    text: str

    def __str__(self) -> str:
        if not self.line:
            return self.text
        place = f"Zeile {self.line}, {self.label}" if self.label else f"Zeile {self.line}"
        return f"{place}: {self.text}"


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a file over would do. With `errors` nothing can be taken over."""

    sheet: Sheet[Any]
    new: tuple[RowChange, ...]
    changed: tuple[RowChange, ...]
    unchanged: int
    errors: tuple[RowError, ...]
    unknown_columns: tuple[str, ...]
    """Headings of columns that are left out."""
    groups: tuple[ProductGroup, ...] = ()
    """Product groups that would be made for it."""


def preview(
    sheet: Sheet[Any],
    master: Master,
    table: Table,
    mapping: ColumnMapping | None = None,
    *,
    day: date,
    progress: Progress = go_on,
) -> Preview:
    """What would change. Columns that the file has not leave values alone. `day`: whose rates of tax hold.

    Raises:
        Refused: no heading is known at all; Stopped: `progress` said so.
    """
    mapping = guessed(sheet, table.headings) if mapping is None else mapping
    if not any(mapping.targets):
        headings = ", ".join(column.label for column in sheet.columns if column.shown)
        raise Refused(
            f"In der Datei ist keine Spalte zu erkennen. In der ersten Zeile erwartet werden etwa: {headings}."
        )
    return _Comparison(sheet, master, mapping, day).preview(table, progress)


class _Comparison:
    """Rows of a file beside those of the house."""

    def __init__(self, sheet: Sheet[Any], master: Master, mapping: ColumnMapping, day: date) -> None:
        self._sheet, self._master, self._mapping = sheet, master, mapping
        self._rows = dict(sheet.rows(master))
        self._reader = Reader(sheet, master)
        self._groups = NewGroups(master, day)
        places = {key: i for i, key in enumerate(mapping.targets) if key is not None}
        self._rate_at = places.pop(TAX_RATE, None)
        self._key_at = None if sheet.single else places.pop(sheet.columns[0].key, None)
        self._columns = [(column, places[column.key]) for column in sheet.columns if column.key in places]
        self._errors: list[RowError] = []
        self._lines: dict[Key, int] = {}
        self._blank = None if sheet.blank is None else sheet.blank(master)
        self._next = self._free_numbers()
        self._titles = self._by_title()

    def preview(self, table: Table, progress: Progress) -> Preview:
        lines = watched(table.rows, len(table.rows), part(progress, 0, 60))
        changes = [change for row in lines if (change := self._row(row)) is not None]
        master = with_groups(self._master, self._groups.made.values())
        cells = Cells(self._sheet, master)
        told = [
            self._told(cells, *change) for change in watched(changes, len(changes), part(progress, 60, 100))
        ]
        unknown = (
            h for h, target in zip(table.headings, self._mapping.targets, strict=True) if target is None and h
        )
        return Preview(
            self._sheet,
            tuple(change for change in told if change.before is None),
            tuple(change for change in told if change.before is not None and change.before != change.after),
            sum(1 for change in told if change.before == change.after),
            tuple(self._errors),
            tuple(unknown),
            tuple(self._groups.made.values()),
        )

    def _told(self, cells: Cells, line: int, before: Any | None, after: Any) -> RowChange:
        sheet = self._sheet
        was = self._blank if before is None else before
        changes = (
            ()
            if was is None
            else tuple(
                CellChange(
                    column,
                    "" if before is None else cells.of(column, column.get(was)),
                    cells.of(column, column.get(after)),
                )
                for column in sheet.columns
                if column.put is not None
                and (sheet.single or column is not sheet.columns[0])
                and column.get(was) != column.get(after)
            )
        )
        return RowChange(line, sheet.key_of(after), sheet.title(after), before, after, changes)

    # --- one row ------------------------------------------------------------------------------------------------

    def _row(self, row: TableRow) -> tuple[int, Any | None, Any] | None:
        """Line, row as it is, row as it would be; None if there is an error in it."""
        errors = len(self._errors)
        try:
            before = self._before(row)
            base = self._new(row) if before is None else before
        except Refused as refusal:
            self._refuse(row, self._key_label(), refusal)
            return None
        after = self._filled(row, base, new=before is None)
        if len(self._errors) > errors:
            return None
        try:
            key = self._sheet.key_of(after)
            if not self._sheet.single and not self._sheet.columns[0].in_files:
                # A key that is made of other columns is known only now.
                before = self._rows.get(key)
                after = after if before is None else self._filled(row, before, new=False)
            if key in self._lines:
                raise Refused(f"„{key}“ steht schon in Zeile {self._lines[key]}.")
        except Refused as refusal:
            self._refuse(row, self._key_label(), refusal)
            return None
        self._lines[key] = row.line
        return row.line, before, after

    def _key_label(self) -> str:
        head = self._sheet.columns[0]
        return "" if self._sheet.single or not head.in_files else head.label

    def _refuse(self, row: TableRow, label: str, refusal: Refused) -> None:
        self._errors.append(RowError(row.line, label, str(refusal)))

    def _before(self, row: TableRow) -> Any | None:
        """The row of the house that a line is about: by its key, or where the file has none by its name."""
        if self._sheet.single:
            if self._lines:
                raise Refused("Hier gibt es nur eine Zeile.")
            return self._rows[SINGLE]
        if self._key_at is not None:
            return self._rows.get(self._key(row))
        name = next((row.cells[at] for column, at in self._columns if column.key == "name"), "")
        found = self._titles.get(name.strip().casefold(), ()) if name else ()
        if len(found) > 1:
            raise Refused(
                f"„{name}“ gibt es mehrmals. Ohne Nummer ist nicht zu sehen, welche Zeile gemeint ist."
            )
        return self._rows[found[0]] if found else None

    def _key(self, row: TableRow) -> Key:
        at = self._key_at
        text = "" if at is None else row.cells[at].strip()
        if not text:
            raise Refused("Hier muss etwas stehen.")
        key: Key = self._reader.value(self._sheet.columns[0], text)
        return key

    def _new(self, row: TableRow) -> Any:
        head = self._sheet.columns[0]
        if self._blank is None:
            raise Refused("Diese Zeile gibt es nicht, und neue werden hier nicht angelegt.")
        if self._key_at is not None:
            return self._sheet.renamed(self._blank, self._key(row))
        if not head.in_files:
            return self._blank
        if self._next is None:
            raise Refused("Für neue Zeilen fehlt in der Datei diese Spalte.")
        return self._sheet.renamed(self._blank, next(self._next))

    def _filled(self, row: TableRow, base: Any, *, new: bool) -> Any:
        """The row with what the file says; what does not fit is noted."""
        after = base
        for column, at in self._columns:
            text = row.cells[at]
            if column.put is None or (not new and same_text(column, text, file_text(column, base))):
                continue
            try:
                value = self._value(column, row, text, base if not new else None)
                if value != column.get(after):
                    after = column.put(after, value)
            except Refused as refusal:
                if not (new and not text.strip()):
                    self._refuse(row, column.label, refusal)
        if self._rate_at is not None and not any(column.key == "group" for column, _ in self._columns):
            after = self._with_rate(row, after, new=new)
        return after

    def _value(self, column: Column[Any, Any], row: TableRow, text: str, before: Any | None) -> Any:
        is_group = column.key == "group" and referred(column.kind) is Referred.PRODUCT_GROUP
        if not is_group or (text.strip().isdigit() and self._rate_at is None):
            return self._reader.value(column, text)
        name = text.strip()
        rate = None if self._rate_at is None else read_rate(row.cells[self._rate_at])
        if name.isdigit():
            number = int(name)
            self._compare(number, rate)
            return number
        if not name and (rate is None or before is not None):
            return self._reader.value(column, text)
        return self._groups.number(name, rate)

    def _with_rate(self, row: TableRow, after: Any, *, new: bool) -> Any:
        """The article in a product group with the rate that the file tells; one that is there already has its own."""
        column = self._sheet.column("group")
        try:
            rate = read_rate(row.cells[self._rate_at or 0])
            if rate is None or column.put is None:
                return after
            if new:
                return column.put(after, self._groups.number("", rate))
            self._compare(column.get(after), rate)
        except Refused as refusal:
            self._refuse(row, "Steuersatz", refusal)
        return after

    def _compare(self, group: int, rate: int | None) -> None:
        own = self._groups.rate(group)
        if rate is not None and own is not None and own != rate:
            raise Refused(
                f"{Percent().show(rate)} passen nicht zur Warengruppe {group} mit {Percent().show(own)}. "
                "Bitte eine andere Warengruppe angeben."
            )

    # --- what the house has -------------------------------------------------------------------------------------

    def _free_numbers(self) -> Iterator[Key] | None:
        """Numbers that nobody has, from that of a new row on; None where rows are known by a text."""
        blank = self._blank
        first = None if blank is None else self._sheet.key_of(blank)
        if not isinstance(first, int):
            return None
        return (number for number in range(first, 1_000_000_000) if number not in self._rows)

    def _by_title(self) -> Mapping[str, Sequence[Key]]:
        found: dict[str, list[Key]] = {}
        for key, row in self._rows.items():
            found.setdefault(self._sheet.title(row).strip().casefold(), []).append(key)
        return found


def with_groups(master: Master, groups: Iterable[ProductGroup]) -> Master:
    """The master data with further product groups."""
    found = {**master.catalogue.groups, **{group.number: group for group in groups}}
    return replace(master, catalogue=replace(master.catalogue, groups=found))
