"""Lists of master data out of the till and into it as files, with a look at what would change before anything does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.exports import ExportError
from kasse.sheets import Column, Key, Problem, Sheet
from kasse.sheets.check import overreach, problems
from kasse.sheets.declared import PRODUCT_GROUPS
from kasse.sheets.headings import ColumnMapping
from kasse.sheets.preview import Preview, RowChange, RowError
from kasse.sheets.preview import preview as preview_of
from kasse.sheets.progress import Progress, go_on, part
from kasse.sheets.rules import rules_of
from kasse.sheets.rules.saying import called
from kasse.sheets.table import MOST_BYTES, Table
from kasse.sheets.transfer import as_csv, as_workbook, read_table
from kasse.usecases.change_master import Edit, MasterChanged, change_master, edited
from kasse.usecases.till import Till

WORKBOOK, CSV = ".xlsx", ".csv"
ENDINGS = (WORKBOOK, CSV)
"""Of files that may hold a list."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that lies somewhere."""

    place: str


def write_rows(
    till: Till,
    operator: Operator,
    sheet: Sheet[Any],
    rows: Sequence[Any],
    columns: Sequence[Column[Any, Any]] = (),
    ending: str = WORKBOOK,
    progress: Progress = go_on,
    folder: Path | None = None,
) -> Written:
    """Write rows into a new file, in `folder` or else in that of the exports; without `columns` with all of them.

    Raises:
        Refused: no right, or it could not be written; Stopped: `progress` said so, and nothing is written.
    """
    till.staff.require(operator, sheet.right)
    at = till.now().astimezone(till.zone)
    name = f"{sheet.label.lower().replace(' ', '-')}-{at:%Y-%m-%d-%H%M%S}{ending}"
    try:
        return Written(till.exports.write(name, file_content(sheet, rows, columns, ending, progress), folder))
    except ExportError as error:
        raise Refused(str(error)) from error


def file_content(
    sheet: Sheet[Any],
    rows: Sequence[Any],
    columns: Sequence[Column[Any, Any]] = (),
    ending: str = WORKBOOK,
    progress: Progress = go_on,
) -> bytes:
    """Rows as a file with this ending.

    Raises:
        Refused: a text is too long for such a file, or no file with this ending is written; Stopped.
    """
    if ending not in ENDINGS:
        raise Refused(f"Geschrieben werden Dateien mit der Endung {' oder '.join(ENDINGS)}.")
    return (as_workbook if ending == WORKBOOK else as_csv)(sheet, rows, columns, progress)


def read_master_file(till: Till, sheet: Sheet[Any], file: Path, progress: Progress = go_on) -> Table:
    """What a file holds, before anybody asks what it means here.

    Raises:
        Refused: it cannot be read, or holds no list; Stopped.
    """
    try:
        content = till.exports.read(file, MOST_BYTES)
    except ExportError as error:
        raise Refused(str(error)) from error
    return read_table(sheet, content, progress)


def preview(
    till: Till,
    sheet: Sheet[Any],
    table: Table,
    mapping: ColumnMapping | None = None,
    operator: Operator | None = None,
    progress: Progress = go_on,
) -> Preview:
    """What taking it over would do, and why it cannot be; `mapping` None: as the headings seem to mean.

    Raises:
        Refused: no heading is known at all; Stopped.
    """
    found = preview_of(
        sheet, till.master, table, mapping, day=till.books.business_date, progress=part(progress, 0, 60)
    )
    changes = {change.key: change for change in (*found.new, *found.changed)}
    try:
        master = edited(till.master, _edits(found))
    except Refused as refusal:
        return replace(found, errors=(*found.errors, RowError(0, "", str(refusal))))
    wrong = list(problems(till.master, master, rules_of(till.settings), part(progress, 60, 100)))
    if operator is not None and (beyond := overreach(operator, till.master, master)):
        wrong.append(beyond)
    errors = (*found.errors, *(_as_error(sheet, problem, changes) for problem in wrong))
    return replace(found, errors=tuple(sorted(errors, key=lambda error: error.line)))


def take_over(
    till: Till,
    operator: Operator | None,
    found: Preview,
    *,
    name: str = "",
    key: UUID | None = None,
    progress: Progress = go_on,
) -> MasterChanged:
    """Take over all that was shown, in one act, or nothing. `name`: of the file, for the journal.

    Raises:
        Refused: there are errors, there is nothing to change, or somebody else was quicker; Stopped: `progress` said so,
            and nothing is taken over.
        BooksError: it could not be written.
    """
    if found.errors:
        count = len(found.errors)
        more = f" (und {count - 1} weitere Fehler)" if count > 1 else ""
        raise Refused(f"{found.errors[0]}{more} Übernommen ist nichts.")
    edits = _edits(found)
    if not edits:
        raise Refused("Alles, was in der Datei steht, ist schon so.")
    return change_master(till, operator, edits, key=key, facts={"file": name[:200]}, progress=progress)


def _edits(found: Preview) -> list[Edit]:
    """The product groups come first, since articles name them."""
    groups = [Edit(PRODUCT_GROUPS, None, group) for group in found.groups]
    rows = [Edit(found.sheet, change.before, change.after) for change in (*found.new, *found.changed)]
    return [*groups, *rows]


def _as_error(sheet: Sheet[Any], problem: Problem, changes: Mapping[Key, RowChange]) -> RowError:
    change = changes.get(problem.row) if problem.sheet == sheet.key else None
    if change is None:
        return RowError(0, "", problem.text)
    label = next((column.label for column in sheet.columns if column.key == problem.column), "")
    return RowError(change.line, label, problem.text.removeprefix(f"{called(sheet, change.after)}: "))
