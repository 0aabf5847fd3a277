"""Changing master data: checked as a whole, journaled with old and new values, in force at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind, AlreadyBooked
from kasse.sheets import Sheet
from kasse.sheets.check import problems
from kasse.usecases.till import Changed, Till


@dataclass(frozen=True, slots=True)
class Edit:
    """One row of a sheet as somebody saw it and as it shall be. No `before`: it is new; no `after`: it goes."""

    sheet: Sheet[Any]
    before: Any | None
    after: Any | None


@dataclass(frozen=True, slots=True)
class MasterChanged:
    """The master data are others now."""

    rows: int
    changed: Changed = Changed.MASTER | Changed.JOURNAL


def change_master(
    till: Till,
    operator: Operator | None,
    edits: Sequence[Edit],
    *,
    key: UUID | None = None,
    facts: Mapping[str, object] | None = None,
) -> MasterChanged:
    """Make all of these changes at once, or none. `operator` None: whoever may use the data folder.

    Raises:
        Refused: no right, somebody else was quicker, or the house would not be in order; says why and what to do.
        BooksError: it could not be written.
    """
    if operator is not None:
        for sheet in {id(edit.sheet): edit.sheet for edit in edits}.values():
            till.staff.require(operator, sheet.right)
    master = edited(till.master, edits)
    if found := problems(till.master, master):
        raise Refused(found[0].text)
    try:
        with till.books.act(
            ActKind.MASTER_DATA,
            at=till.now(),
            operator=0 if operator is None else operator.number,
            key=key,
        ) as act:
            act.save_master(master)
            act.body.update(facts or {})
    except AlreadyBooked:
        return MasterChanged(len(edits))
    till.master = master
    return MasterChanged(len(edits))


def edited(master: Master, edits: Sequence[Edit]) -> Master:
    """The master data with these changes.

    Raises:
        Refused: a row is not as it was when somebody began to change it.
    """
    for sheet in {id(edit.sheet): edit.sheet for edit in edits}.values():
        rows = dict(sheet.rows(master))
        for edit in (each for each in edits if each.sheet is sheet):
            _apply(sheet, rows, edit)
        master = sheet.with_rows(master, rows)
    return master


def _apply(sheet: Sheet[Any], rows: dict[Any, Any], edit: Edit) -> None:
    if edit.before is not None:
        was = sheet.key_of(edit.before)
        if rows.get(was) != edit.before:
            raise Refused(
                f"{sheet.one} „{sheet.title(edit.before)}“ ist inzwischen anders. "
                "Bitte neu öffnen und noch einmal ändern."
            )
        if edit.after is None:
            del rows[was]
            return
        if sheet.key_of(edit.after) != was:
            raise Refused(f"Die Nummer lässt sich nicht ändern. Bitte „{sheet.title(edit.before)}“ kopieren.")
    elif edit.after is not None and sheet.key_of(edit.after) in rows:
        raise Refused(f"{sheet.columns[0].label} {sheet.key_of(edit.after)} ist schon vergeben.")
    if edit.after is not None:
        rows[sheet.key_of(edit.after)] = edit.after
