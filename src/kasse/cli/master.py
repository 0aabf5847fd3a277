"""`kasse master`: lists of master data without a screen: looked at, written to files, taken over, and what they were."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kasse.domain.refused import Refused

if TYPE_CHECKING:
    from kasse.cli.commands import Output
    from kasse.cli.services import Services
    from kasse.domain.master import Master
    from kasse.sheets import Key, Sheet
    from kasse.sheets.headings import ColumnMapping
    from kasse.sheets.preview import Preview, RowChange
    from kasse.sheets.progress import Progress
    from kasse.sheets.table import Table
    from kasse.usecases.master_history import PastChange

ZONE = "Europe/Berlin"
MOST_SHOWN = 50
"""So many rows of a preview are shown to people; programs get all."""


def declare(verb: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the parser of the command line what there is; `verb` makes a parser from a name and what it does."""
    listing = _meant(verb("list", "zeigt, welche Listen es gibt, oder die Zeilen einer Liste"))
    _add_sheet(listing, nargs="?")
    listing.add_argument("query", metavar="SUCHWORT", nargs="*", help="wie auf dem Bildschirm gesucht wird")
    listing.add_argument("--all", action="store_true", help="auch, was stillgelegt ist")
    showing = _meant(verb("show", "zeigt alles, was von einer Zeile bekannt ist"))
    _add_sheet(showing)
    _add_key(showing)
    writing = _meant(verb("export", "schreibt eine Liste in eine Datei, als .xlsx oder .csv"))
    _add_sheet(writing)
    writing.add_argument(
        "target", metavar="DATEI", type=Path, nargs="?", help="die neue Datei; keine: als CSV auf die Ausgabe"
    )
    reading = _meant(verb("import", "zeigt, was eine Datei ändern würde, und übernimmt sie mit --yes"))
    _add_sheet(reading)
    reading.add_argument("source", metavar="DATEI", type=Path, help="die Datei, .xlsx oder .csv")
    reading.add_argument("--yes", "--apply", action="store_true", help="übernehmen und nicht nur zeigen")
    reading.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="ÜBERSCHRIFT=SPALTE",
        help="was eine Spalte der Datei hier ist, etwa „VK=price_1“; ohne SPALTE bleibt sie liegen",
    )
    reading.add_argument(
        "--by",
        type=int,
        metavar="NR",
        help="Nummer des Bedieners, der es veranlasst; ohne Angabe kasse selbst",
    )
    past = _meant(verb("history", "zeigt, wer wann was geändert hat"))
    _add_sheet(past)
    _add_key(past)
    past.add_argument("--limit", type=int, default=100, metavar="N", help="höchstens so viele Änderungen")


def _meant(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    return parser.add_argument_group("Was gemeint ist")


def _add_sheet(meant: argparse._ArgumentGroup, nargs: str | None = None) -> None:
    meant.add_argument("sheet", metavar="LISTE", nargs=nargs, help="ihr Name, etwa articles oder Artikel")


def _add_key(meant: argparse._ArgumentGroup) -> None:
    meant.add_argument("key", metavar="NUMMER", nargs="?", help="Nummer oder Kürzel der Zeile")


def carry_out(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    """Do what was asked for. Returns 0 done, 1 nothing was found, or a file does not fit.

    Raises:
        Refused, BooksError: it cannot be done; the text says what to do.
    """
    return _VERBS[options.master](options, folder, services, out)


def _named(name: str) -> Sheet[Any]:
    from kasse.sheets.cells import needle
    from kasse.sheets.declared import ALL

    wanted = needle(name)
    for sheet in ALL:
        if wanted in (needle(sheet.key), needle(sheet.label)):
            return sheet
    names = ", ".join(sheet.key for sheet in ALL)
    raise Refused(f"Eine Liste „{name}“ gibt es nicht. Es gibt: {names}.")


def _master(folder: Path, services: Services) -> Master:
    found = services.master(folder)
    if found is None:
        raise Refused("Es sind noch keine Stammdaten angelegt. Das tut: kasse setup")
    return found


def _key(sheet: Sheet[Any], text: str | None) -> Key:
    from kasse.sheets.model import SINGLE

    if sheet.single:
        return SINGLE
    key: Key = sheet.columns[0].kind.read(text or "")
    return key


# --- looking ------------------------------------------------------------------------------------------------------


def _list(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.sheets.listing import Listing, State, Wanted, chosen_columns

    master = _master(folder, services)
    if options.sheet is None:
        return _list_sheets(master, out)
    sheet = _named(options.sheet)
    query = " ".join(options.query)
    listing = Listing(sheet, master)
    rows = listing.find(Wanted(query, state=State.ALL if options.all else State.ACTIVE))
    if query and not rows:
        raise Refused(f"Zu „{query}“ gibt es unter {sheet.label} nichts.")
    columns = chosen_columns(sheet)
    lines = [[column.label for column in columns]]
    lines += [[listing.text(row, column) for column in columns] for row in rows]
    out.say(_aligned(lines), {"rows": [_facts(sheet, row) for row in rows]})
    return 0


def _list_sheets(master: Master, out: Output) -> int:
    from kasse.sheets.declared import ALL

    facts = [
        {"key": sheet.key, "label": sheet.label, "page": sheet.page, "rows": len(sheet.rows(master))}
        for sheet in ALL
    ]
    lines = [[str(each["key"]), str(each["rows"]), f"{each['label']} ({each['page']})"] for each in facts]
    out.say(_aligned(lines), {"sheets": facts})
    return 0


def _show(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.sheets.cells import Cells

    sheet = _named(options.sheet)
    master = _master(folder, services)
    key = _key(sheet, options.key)
    row = sheet.rows(master).get(key)
    if row is None:
        raise Refused(f"{sheet.columns[0].label} {key} gibt es unter {sheet.label} nicht.")
    cells = Cells(sheet, master)
    lines = [[f"{column.label}:", cells.of(column, column.get(row))] for column in sheet.columns]
    out.say(_aligned(lines), _facts(sheet, row))
    return 0


def _facts(sheet: Sheet[Any], row: Any) -> dict[str, str]:
    return {column.key: column.text(row) for column in sheet.columns}


def _aligned(lines: Sequence[Sequence[str]]) -> str:
    """Columns below each other; a text with several lines stays in one."""
    plain = [[" ".join(text.split()) for text in line] for line in lines]
    wide = [max(map(len, column)) for column in zip(*plain, strict=True)]
    return "\n".join(
        "  ".join(f"{text:{width}}" for text, width in zip(line, wide, strict=True)).rstrip()
        for line in plain
    )


def _history(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    sheet = _named(options.sheet)
    key = None if options.key is None and not sheet.single else _key(sheet, options.key)
    found = services.master_history(folder, sheet.key, key, max(1, options.limit))
    text = "\n".join(_past_text(sheet, each) for each in found)
    out.say(text or "Bisher hat sich nichts geändert.", {"changes": [_past_facts(each) for each in found]})
    return 0


def _past_text(sheet: Sheet[Any], past: PastChange) -> str:
    at = past.at.astimezone(ZoneInfo(ZONE))
    what = (
        past.title
        if past.key is None or sheet.single or str(past.key) == past.title
        else f"{past.key} {past.title}"
    )
    head = f"{at:%d.%m.%Y %H:%M}  {past.operator_name}  {what}: {past.deed.value}"
    facts = (f"    {fact.label}: {fact.old or 'nichts'} → {fact.new or 'nichts'}" for fact in past.facts)
    return "\n".join((head, *facts))


def _past_facts(past: PastChange) -> dict[str, object]:
    return {
        "terminal": past.terminal,
        "seq": past.seq,
        "at": past.at.isoformat(),
        "operator": past.operator,
        "operator_name": past.operator_name,
        "deed": past.deed.name.lower(),
        "key": past.key,
        "title": past.title,
        "facts": [{"label": fact.label, "old": fact.old, "new": fact.new} for fact in past.facts],
    }


# --- files --------------------------------------------------------------------------------------------------------


def _export(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.interrupt import stop_flag
    from kasse.usecases.import_master import CSV, file_content

    sheet = _named(options.sheet)
    rows = list(sheet.rows(_master(folder, services)).values())
    with stop_flag() as stopped:
        progress = _watched(out, "Schreiben", stopped)
        if options.target is None:
            text = file_content(sheet, rows, ending=CSV, progress=progress).decode("utf-8-sig")
            out.say(text.rstrip("\r\n"), {"file": text})
            return 0
        content = file_content(sheet, rows, ending=options.target.suffix.lower(), progress=progress)
    services.write_new_file(options.target, content)
    count = "1 Zeile steht" if len(rows) == 1 else f"{len(rows)} Zeilen stehen"
    out.say(f"{count} in {options.target}.", {"written": str(options.target), "rows": len(rows)})
    return 0


def _import(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.interrupt import stop_flag
    from kasse.usecases.import_master import preview, read_master_file, take_over

    sheet = _named(options.sheet)
    with services.at_rest(folder) as till, stop_flag() as stopped:
        operator = None if options.by is None else till.staff.operator(options.by)
        table = read_master_file(till, sheet, options.source, _watched(out, "Lesen", stopped))
        mapping = _mapping(sheet, table, options.column)
        found = preview(till, sheet, table, mapping, operator, _watched(out, "Vergleichen", stopped))
        would = bool(found.new or found.changed)
        fine = not found.errors
        if fine and would and options.yes:
            progress = _watched(out, "Übernehmen", stopped)
            take_over(till, operator, found, name=options.source.name, progress=progress)
        done = fine and would and options.yes
        out.say(_preview_text(found, done=done), {**_preview_facts(found), "done": done})
    return 0 if fine else 1


def _watched(out: Output, name: str, stopped: Callable[[], bool]) -> Progress:
    """Told to whoever watches; Ctrl-C is the wish to stop."""

    def tell(done: int, total: int) -> bool:
        out.progress(name, done / total if total else 1.0)
        return not stopped()

    return tell


def _mapping(sheet: Sheet[Any], table: Table, told: Sequence[str]) -> ColumnMapping:
    from kasse.sheets.headings import guessed, targets

    mapping = guessed(sheet, table.headings)
    known = {name: target.key for target in targets(sheet) for name in (target.key, target.label)}
    for each in told:
        heading, is_told, name = (part.strip() for part in each.rpartition("="))
        if not is_told or heading not in table.headings:
            raise Refused(f"„{each}“: Eine Überschrift „{heading or name}“ gibt es in der Datei nicht.")
        if name and name not in known:
            raise Refused(
                f"„{name}“ ist keine Spalte von {sheet.label}. Es gibt: {', '.join(dict.fromkeys(known))}."
            )
        mapping = mapping.with_target(table.headings.index(heading), known.get(name))
    return mapping


def _preview_text(found: Preview, *, done: bool) -> str:
    changes = [*(_new_text(each) for each in found.new), *(_changed_text(each) for each in found.changed)]
    lines = [f"neue Warengruppe: {group.number} {group.name}" for group in found.groups]
    lines += _some(changes)
    lines += [f"bleibt liegen: Spalte „{heading}“" for heading in found.unknown_columns]
    lines += _some([f"passt nicht: {error}" for error in found.errors])
    counts = f"{len(found.new)} neu, {len(found.changed)} geändert, {found.unchanged} wie bisher"
    if found.errors:
        lines.append(f"{counts}, {len(found.errors)} Fehler. Übernommen ist nichts.")
    elif not changes:
        lines.append("Alles, was in der Datei steht, ist schon so.")
    elif done:
        lines.append(f"{counts}. Übernommen.")
    else:
        lines.append(f"{counts}. Das war nur ein Blick; übernommen wird mit --yes.")
    return "\n".join(lines)


def _some(lines: Sequence[str]) -> list[str]:
    if len(lines) <= MOST_SHOWN:
        return list(lines)
    return [*lines[:MOST_SHOWN], f"… und {len(lines) - MOST_SHOWN} weitere (alle mit --json)"]


def _new_text(change: RowChange) -> str:
    facts = ", ".join(f"{cell.column.label} {cell.new}" for cell in change.cells if cell.new)
    return f"neu: {change.key} {facts}"


def _changed_text(change: RowChange) -> str:
    facts = ", ".join(
        f"{cell.column.label} {cell.old or 'nichts'} → {cell.new or 'nichts'}" for cell in change.cells
    )
    return f"{change.key} {change.title}: {facts}"


def _preview_facts(found: Preview) -> dict[str, object]:
    def row(change: RowChange) -> dict[str, object]:
        cells = {cell.column.key: [cell.old, cell.new] for cell in change.cells}
        return {"line": change.line, "key": change.key, "title": change.title, "cells": cells}

    return {
        "new": [row(change) for change in found.new],
        "changed": [row(change) for change in found.changed],
        "unchanged": found.unchanged,
        "groups": [{"number": group.number, "name": group.name} for group in found.groups],
        "errors": [{"line": e.line, "column": e.label, "text": e.text} for e in found.errors],
        "unknown_columns": list(found.unknown_columns),
    }


_VERBS: Mapping[str, Callable[[argparse.Namespace, Path, Services, Output], int]] = {
    "list": _list,
    "show": _show,
    "export": _export,
    "import": _import,
    "history": _history,
}
