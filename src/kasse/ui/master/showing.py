"""From sheets and rows to what the screen of master data shows: the tree, the list, the rows of a form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kasse.settings.kinds import Amount, Number, Percent, Rate, Text
from kasse.settings.names import Names
from kasse.settings.search import marks
from kasse.sheets import Column, Sheet
from kasse.sheets.cells import inner, needle, referred
from kasse.sheets.listing import Listing
from kasse.ui.settings.editors import EMPTY, control
from kasse.ui.widgets.page_tree import Node
from kasse.ui.widgets.setting_controls import Control, Edit, Field
from kasse.ui.widgets.setting_rows import SettingRow
from kasse.ui.widgets.table_lines import Head

ICONS = {
    "Speisekarte": "book-open",
    "Tische": "sofa",
    "Personal": "users",
    "Kassieren": "wallet",
    "Geräte": "printer",
    "Betrieb": "store",
}
OTHER_ICON = "list"
FIRST_GROUP = "Allgemein"
"""What the group without a heading is called on its key."""
KEY_STAYS = "Die Nummer bleibt, weil die Bücher sie kennen. „Kopieren“ legt dasselbe unter einer anderen an."
ONLY_SHOWN = "Das ergibt sich aus dem Rest und wird hier nur gezeigt."
MIXED = "verschieden"
LONGEST_VALUE = 26
"""Letters that still have room on a key."""


# --- the tree -----------------------------------------------------------------------------------------------------


def tree_of(
    sheets: Sequence[Sheet[Any]],
    open_page: str,
    changed: str,
    counts: Mapping[str, int] | None,
    named: Collection[str] = (),
) -> list[Node]:
    """The pages, and below the open one its sheets. `counts`: rows found by sheet while something is searched for;
    `named`: keys of the sheets that are called so."""
    nodes: list[Node] = []
    for page in dict.fromkeys(sheet.page for sheet in sheets):
        own = [sheet for sheet in sheets if sheet.page == page]
        hits = sum(counts.get(sheet.key, 0) for sheet in own) if counts is not None else 0
        quiet = counts is not None and not hits and not any(sheet.key in named for sheet in own)
        is_changed = any(sheet.key == changed for sheet in own)
        nodes.append(
            Node(page, page, ICONS.get(page, OTHER_ICON), str(hits or ""), changed=is_changed, quiet=quiet)
        )
        if page == open_page:
            nodes += [_sheet_node(sheet, changed, counts, named) for sheet in own]
    return nodes


def _sheet_node(
    sheet: Sheet[Any], changed: str, counts: Mapping[str, int] | None, named: Collection[str]
) -> Node:
    hits = counts.get(sheet.key, 0) if counts is not None else 0
    quiet = counts is not None and not hits and sheet.key not in named
    return Node(
        ("sheet", sheet.key),
        sheet.label,
        count=str(hits or ""),
        changed=sheet.key == changed,
        quiet=quiet,
    )


def is_called(sheet: Sheet[Any], query: str) -> bool:
    """Whether somebody who types that may mean the sheet itself."""
    wanted = needle(query).strip()
    names = (sheet.label, *sheet.words, *sheet.former)
    return len(wanted) > 1 and any(needle(name).startswith(wanted) for name in names)


# --- the list -----------------------------------------------------------------------------------------------------


def is_number(column: Column[Any, Any]) -> bool:
    """Whether its values stand at the right, digit below digit."""
    kind: object = inner(column.kind)
    return isinstance(kind, Amount | Number | Percent | Rate) and referred(column.kind) is None


def heads_of(sheet: Sheet[Any], columns: Sequence[Column[Any, Any]], rows: Sequence[Any]) -> tuple[Head, ...]:
    """The heads of a list; what a row is called takes the room."""
    titled = [column for column in columns if rows and column.get(rows[0]) == sheet.title(rows[0])]
    words = [column for column in columns if isinstance(column.kind, Text) or referred(column.kind)]
    wide = next((column for column in (*titled, *words) if not is_number(column)), columns[0])
    return tuple(
        Head(column.key, column.label, is_number(column), stretch=column is wide) for column in columns
    )


def shown_cell(listing: Listing[Any], row: Any, column: Column[Any, Any], *, says_state: bool) -> str:
    """What stands in a cell. A row that is no longer used says so beside its name."""
    text = listing.text(row, column)
    if says_state and not listing.sheet.is_active(row):
        return f"{text} (stillgelegt)"
    return text


def filterable(sheet: Sheet[Any], columns: Iterable[Column[Any, Any]]) -> list[Column[Any, Any]]:
    """By which columns the list is best narrowed: what names something of the house or is chosen from a few."""
    return [
        column
        for column in columns
        if column is not sheet.columns[0]
        and (referred(column.kind) is not None or hasattr(inner(column.kind), "options"))
    ]


def counted(sheet: Sheet[Any], count: int) -> str:
    """1.234 Artikel."""
    return f"{count:,}".replace(",", ".") + f" {sheet.label}"


# --- the form -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that the rows of a form are made from."""

    sheet: Sheet[Any]
    names: Names
    problems: Mapping[str, str]
    """What is wrong, by key of the column."""
    query: str = ""

    def shown(self, column: Column[Any, Any], value: Any) -> str:
        """A value in words."""
        of = referred(column.kind)
        if of is not None and value not in (None, "", ()):
            keys = value if isinstance(value, tuple) else (value,)
            return ", ".join(self.names.name(of, key) or str(key) for key in keys)
        return column.kind.show(value) or EMPTY


def in_groups(columns: Iterable[Column[Any, Any]]) -> list[Column[Any, Any]]:
    """The columns group by group, in the order in which the groups first appear; those without one come first."""
    columns = list(columns)
    groups = list(dict.fromkeys(["", *(column.group for column in columns)]))
    return sorted(columns, key=lambda column: groups.index(column.group))


def form_rows(
    seen: Seen, columns: Sequence[Column[Any, Any]], before: Any, now: Any, *, is_new: bool
) -> list[SettingRow]:
    """The rows of a form: each fact of a row with its control, and what it was before if it is another now."""
    rows, group = [], ""
    for column in columns:
        heading = column.group if column.group != group else ""
        group = column.group
        old, new = column.get(before), column.get(now)
        is_changed = old != new
        problem = seen.problems.get(column.key, "")
        origin = problem or (
            f"Noch nicht gespeichert · bisher: {seen.shown(column, old)}" if is_changed else ""
        )
        if is_new and not problem:
            origin = ""
        off = off_reason(seen.sheet, column, is_new=is_new)
        rows.append(
            SettingRow(
                column.key,
                column.label,
                column.help,
                Field(seen.shown(column, new), "lock") if off else control_of(seen, column, new),
                origin,
                off,
                "danger_ink" if problem else "accent_text",
                dotted=bool(origin),
                changed=is_changed and not is_new,
                undo=is_changed and not is_new,
                marks=marks(seen.query, column.label) if seen.query else (),
                heading=heading,
            )
        )
    return rows


def off_reason(sheet: Sheet[Any], column: Column[Any, Any], *, is_new: bool) -> str:
    """Why a fact of a row cannot be changed; empty if it can."""
    is_key = column is sheet.columns[0] and not sheet.single
    if is_key and not is_new and not sheet.key_changes:
        return KEY_STAYS
    return ONLY_SHOWN if column.put is None else ""


def control_of(seen: Seen, column: Column[Any, Any], value: Any) -> Control:
    """The control of a fact. What is long stands whole among the words."""
    of = referred(column.kind)
    made: Control
    if of is not None and value not in (None, ()):
        made = Field(seen.shown(column, value), "list" if isinstance(value, tuple) else "chevron-down")
    else:
        made = control(column.kind, value, seen.names)
    return Edit(made.value) if isinstance(made, Field) and len(made.value) > LONGEST_VALUE else made


def several_rows(
    seen: Seen, columns: Sequence[Column[Any, Any]], rows: Sequence[Any], texts: Mapping[str, str]
) -> list[SettingRow]:
    """The rows of a form for several rows at once: what they share, and what they are all to have."""
    made, group = [], ""
    for column in columns:
        heading = column.group if column.group != group else ""
        group = column.group
        values = {column.kind.write(column.get(row)) for row in rows}
        text = texts.get(column.key)
        problem, origin = seen.problems.get(column.key, ""), ""
        if text is not None:
            changes = sum(column.kind.write(column.get(row)) != text for row in rows)
            origin = f"Für alle {len(rows)} · {changes} davon ändern sich"
            words = seen.shown(column, column.kind.read(text))
        else:
            words = seen.shown(column, column.get(rows[0])) if len(values) == 1 else MIXED
        made.append(
            SettingRow(
                column.key,
                column.label,
                column.help,
                Field(words, "pencil"),
                problem or origin,
                tone="danger_ink" if problem else "accent_text",
                dotted=bool(problem or origin),
                changed=text is not None,
                undo=text is not None,
                heading=heading,
            )
        )
    return made
