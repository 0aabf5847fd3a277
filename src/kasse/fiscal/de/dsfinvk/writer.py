"""Writing an export: rows in, a folder or a ZIP file out, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from kasse import resources
from kasse.fiscal.de.dsfinvk.index_xml import Supplier, index_xml
from kasse.fiscal.de.dsfinvk.rows import Row, RowFormat, quoted
from kasse.fiscal.de.dsfinvk.tables import DTD, INDEX, TABLES, Table, with_certificate_columns

__all__ = ["ClosingRows", "ExportWriter", "Supplier"]

_BATCH = 500
_BLOCK = 1 << 20
_TSE = "tse"


def _nothing(_part: float) -> None:
    pass


class ExportWriter:
    """One export, made inside a `with`. Memory stays flat, however many rows it gets.

    A target that ends with `.zip` becomes a ZIP file, any other a folder. It appears under its name when the
    `with` ends well; an exception inside leaves nothing behind.

        with ExportWriter(target, supplier=supplier) as export:
            closing = export.closing("KASSE1", "2026-03-14T22:05:31+01:00", 7)
            closing.append("transactions", rows)

    `work` is where the files of a ZIP grow (default: beside the target); a fast disk helps where the target is a
    stick. `progress` hears from 0 to 1 how much is packed, and what it raises ends the export.
    """

    def __init__(
        self,
        target: Path,
        *,
        supplier: Supplier,
        work: Path | None = None,
        progress: Callable[[float], None] = _nothing,
    ) -> None:
        self._target = target
        self._supplier = supplier
        self._is_zip = target.suffix.casefold() == ".zip"
        self._work = work if work is not None and self._is_zip else target.parent
        self._progress = progress
        self._formats = {name: RowFormat(table) for name, table in TABLES.items()}
        self._files: dict[str, BinaryIO] = {}
        self._clean_up = ExitStack()
        self._folder = Path()
        self._devices: list[tuple[str, Row]] = []
        self._same_device: dict[Row, Row] = {}

    def __enter__(self) -> Self:
        """Begin.

        Raises:
            FileExistsError: there is something of the target's name already.
            OSError: the folder cannot be written to.
        """
        if os.path.lexists(self._target):
            raise FileExistsError(f"{self._target} exists")
        hidden = Path(tempfile.mkdtemp(prefix=f".{self._target.stem}.", dir=self._work))
        with ExitStack() as clean_up:
            clean_up.callback(shutil.rmtree, hidden, ignore_errors=True)
            # A folder of its own inside, since the outer one is closed to other users.
            self._folder = hidden / "export"
            self._folder.mkdir()
            for name, table in TABLES.items():
                if name != _TSE:
                    file = clean_up.enter_context((self._folder / table.file).open("wb", _BLOCK))
                    file.write(_header(table))
                    self._files[name] = file
            self._clean_up = clean_up.pop_all()
        return self

    def closing(self, till: str, created: str, number: int) -> ClosingRows:
        """Where the rows of one closing go: Z_KASSE_ID, Z_ERSTELLUNG and Z_NR, the same in all 20 files."""
        return ClosingRows(f"{quoted(till)};{quoted(created)};{number:d}", self._append)

    def _append(self, prefix: str, table: str, rows: Iterable[Row]) -> None:
        if table == _TSE:
            # How many columns the file has is known at the end; a day has a handful of rows, and the same ones.
            for row in rows:
                values = tuple(row)
                self._devices.append((prefix, self._same_device.setdefault(values, values)))
            return
        write, lines = self._files[table].write, self._formats[table].lines
        remaining = iter(rows)
        while batch := list(islice(remaining, _BATCH)):
            write(lines(prefix, batch))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._clean_up:
            if kind is None:
                self._finish()

    def _finish(self) -> None:
        tables = dict(TABLES)
        tables[_TSE] = self._write_devices()
        (self._folder / INDEX).write_bytes(index_xml(self._supplier, tables.values()))
        shutil.copyfile(resources.path("schemas", DTD), self._folder / DTD)
        for file in self._files.values():
            file.flush()
            if not self._is_zip:
                os.fsync(file.fileno())
            file.close()
        if self._is_zip:
            self._pack([INDEX, DTD, *(table.file for table in tables.values())])
        else:
            self._folder.rename(self._target)

    def _write_devices(self) -> Table:
        table = TABLES[_TSE]
        own = len(table.columns) - 3
        width = max([own, *(len(row) for _, row in self._devices)])
        table = with_certificate_columns(table, width + 3)
        lines = RowFormat(table).lines
        with (self._folder / table.file).open("wb") as file:
            file.write(_header(table))
            for prefix, row in self._devices:
                # A short row is a mistake of the caller; a shorter certificate than the longest is not.
                padded = [*row, *[""] * (width - len(row))] if len(row) >= own else row
                file.write(lines(prefix, [padded]))
        return table

    def _pack(self, names: list[str]) -> None:
        sources = [self._folder / name for name in names]
        everything, done = max(1, sum(source.stat().st_size for source in sources)), 0
        handle, name = tempfile.mkstemp(
            prefix=f".{self._target.stem}.", suffix=".zip", dir=self._target.parent
        )
        packed = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                # Level 1: a tenth of the size already, and four times as fast as the usual level.
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                    for source in sources:
                        # The size is known to the entry, so that files of several GB get the longer fields.
                        entry = zipfile.ZipInfo.from_file(source, source.name)
                        entry.compress_type = zipfile.ZIP_DEFLATED
                        with source.open("rb") as plain, archive.open(entry, "w") as packing:
                            while block := plain.read(_BLOCK):
                                packing.write(block)
                                done += len(block)
                                self._progress(done / everything)
                        source.unlink()
                file.flush()
                os.fsync(file.fileno())
            packed.chmod(entry.external_attr >> 16 & 0o777)
            packed.rename(self._target)
        finally:
            packed.unlink(missing_ok=True)


class ClosingRows:
    """Takes the rows of one closing, for any table and in any order of tables."""

    def __init__(self, prefix: str, append: Callable[[str, str, Iterable[Row]], None]) -> None:
        self._prefix = prefix
        self._append = append

    def append(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to a table, named as its file without the ending ("lines").

        A row has the table's columns in order, without the closing's first three. Texts are str, "" for nothing.
        Numbers are int or None: hundredths (cents, basis points) for columns with two or five decimals, thousandths
        for those with three, as they are for those without. Rows of `tse` may go on after TSE_ZERTIFIKAT_II: `III`
        and what follows are then added to header and index.xml (`tables.certificate_parts` cuts).

        Some hundred rows at a time are much faster than one.

        Raises:
            ValueError: a row has not as many values as its table has columns.
            TypeError: a value is not of its column's type.
            KeyError: there is no such table.
            OSError: it cannot be written.
        """
        self._append(self._prefix, table, rows)


def _header(table: Table) -> bytes:
    return (";".join(table.header) + "\r\n").encode()
