"""From what a file would change to what is shown of it before anything does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kasse.sheets import Sheet
from kasse.sheets.headings import ColumnMapping, targets
from kasse.sheets.preview import Preview, RowChange
from kasse.ui.settings.editors import EMPTY
from kasse.ui.widgets import fact_sheet as f
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.row_list import Row

MOST_ROWS = 500
"""So many changes are shown one by one."""
MOST_ERRORS = 30
LEFT_OUT = "wird ausgelassen"


def count_words(count: int) -> str:
    """1 Zeile, 12 Zeilen."""
    return "1 Zeile" if count == 1 else f"{count} Zeilen"


def preview_sheet(plan: Preview, name: str) -> f.Sheet:
    """What is to be said of a file: what does not fit, how much is new, what is left out."""
    blocks: list[f.Block] = []
    if plan.errors:
        blocks.append(
            f.Words("So wird nichts übernommen. Bitte die Datei ändern und neu einlesen.", f.Tone.BAD)
        )
        blocks += [f.Words(str(error)) for error in plan.errors[:MOST_ERRORS]]
        if len(plan.errors) > MOST_ERRORS:
            blocks.append(f.Words(f"und {len(plan.errors) - MOST_ERRORS} weitere"))
    blocks.append(f.Fact("Neu", count_words(len(plan.new))))
    blocks.append(f.Fact("Geändert", count_words(len(plan.changed))))
    blocks.append(f.Fact("Schon so", count_words(plan.unchanged)))
    if plan.groups:
        names = ", ".join(group.name for group in plan.groups)
        blocks.append(f.Fact("Neue Warengruppen", names, f.Tone.WARN))
    if plan.unknown_columns:
        words = f"Ausgelassen werden die Spalten: {', '.join(plan.unknown_columns)}."
        blocks.append(f.Words(words, f.Tone.WARN))
    return f.Sheet(name, tuple(blocks))


def preview_rows(plan: Preview) -> list[Row]:
    """Each row that would be another one, with what it is and what it would be."""
    rows = [_row(("new", i), change, "neu", f.Tone.GOOD) for i, change in enumerate(plan.new)]
    rows += [_row(("changed", i), change, "", f.Tone.PLAIN) for i, change in enumerate(plan.changed)]
    if len(rows) > MOST_ROWS:
        more = len(rows) - MOST_ROWS
        rows = [*rows[:MOST_ROWS], Row("more", f"und {count_words(more)} mehr")]
    return rows


def mapping_page(
    sheet: Sheet[Any], headings: Sequence[str], mapping: ColumnMapping, heading: int | None, name: str
) -> ChoicePage:
    """The columns of a file, each with what it is taken for; with `heading` what that one may be."""
    labels = {target.key: target.label for target in targets(sheet)}
    names = [text or f"Spalte {i + 1}" for i, text in enumerate(headings)]
    if heading is None:
        found = (labels.get(key or "", LEFT_OUT) for key in mapping.targets)
        choices = [
            Choice(("heading", i), text, meant, chosen=meant != LEFT_OUT)
            for i, (text, meant) in enumerate(zip(names, found, strict=True))
        ]
        return ChoicePage("Welche Spalte ist was?", (Section("", tuple(choices)),), name, "Fertig", done=True)
    now = mapping.targets[heading]
    choices = [Choice(("target", ""), "Auslassen", chosen=now is None)]
    choices += [Choice(("target", key), label, chosen=key == now) for key, label in labels.items()]
    return ChoicePage(f"„{names[heading]}“ ist …", (Section("", tuple(choices)),))


def _row(key: tuple[str, int], change: RowChange, mark: str, tone: f.Tone) -> Row:
    if change.before is None:
        cells = [f"{cell.column.label} {cell.new or EMPTY}" for cell in change.cells]
    else:
        cells = [f"{cell.column.label} {cell.old or EMPTY} → {cell.new or EMPTY}" for cell in change.cells]
    return Row(
        key, f"{change.key} {change.title}", " · ".join(cells), f"Zeile {change.line}", mark=mark, tone=tone
    )
