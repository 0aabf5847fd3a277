"""Changing master data: checked as a whole, journaled with old and new values, in force at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind, AlreadyBooked, MasterMoved
from kasse.sheets import Sheet
from kasse.sheets.check import overreach, problems
from kasse.sheets.codes import with_automatic_code
from kasse.sheets.declared import ARTICLES
from kasse.sheets.progress import Progress, ask, go_on, part
from kasse.sheets.rules import rules_of
from kasse.usecases.in_use import keep_in_use
from kasse.usecases.renew_master import renew_master
from kasse.usecases.till import Changed, Till

MOST_GONE = 20
"""Rows that may be deleted at once where bookings may name them: that none does takes a look at every booking."""
_TRIES = 3


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
    progress: Progress = go_on,
) -> MasterChanged:
    """Make all of these changes at once, or none. `operator` None: whoever may use the data folder.

    What another till has changed meanwhile stays; only where it has changed the same rows this is refused.

    Raises:
        Refused: no right, somebody else was quicker, something that was booked would go, or the house would not be in
            order; says why and what to do. Stopped: `progress` said so before it was booked.
        BooksError: it could not be written.
    """
    if operator is not None:
        for sheet in {id(edit.sheet): edit.sheet for edit in edits}.values():
            till.staff.require(operator, sheet.right)
    keep_booked(till, edits)
    for _ in range(_TRIES):
        # Two tills that are at it at the same moment: whoever comes second looks at what the first one left.
        with suppress(MasterMoved):
            return _change(till, operator, edits, key, facts or {}, progress)
    return _change(till, operator, edits, key, facts or {}, progress)


def _change(
    till: Till,
    operator: Operator | None,
    edits: Sequence[Edit],
    key: UUID | None,
    facts: Mapping[str, object],
    progress: Progress,
) -> MasterChanged:
    renew_master(till)  # what another till has changed meanwhile must not be undone
    if key is not None and till.books.booked(key) is not None:
        return MasterChanged(len(edits))
    master = edited(till.master, [_coded(till, edit) for edit in edits])
    if found := problems(till.master, master, rules_of(till.settings), part(progress, 0, 70)):
        raise Refused(found[0].text)
    if operator is not None and (beyond := overreach(operator, till.master, master)):
        raise Refused(beyond.text)
    keep_in_use(till, till.master, master)
    try:
        with till.books.act(
            ActKind.MASTER_DATA,
            at=till.now(),
            operator=0 if operator is None else operator.number,
            key=key,
        ) as act:
            master = act.save_master(master)
            act.body.update(facts)
            # The last moment at which nothing has happened yet.
            ask(progress, 100, 100)
    except AlreadyBooked:
        renew_master(till)
        return MasterChanged(len(edits))
    till.master = master
    return MasterChanged(len(edits))


def put_away(
    till: Till, operator: Operator | None, sheet: Sheet[Any], rows: Sequence[Any], *, used: bool = False
) -> MasterChanged:
    """Have rows no longer used, or used again; the books keep them.

    Raises:
        Refused: as `change_master`; or this kind is deleted instead.
        BooksError: it could not be written.
    """
    if sheet.put_away is None:
        raise Refused(f"{sheet.label} werden nicht stillgelegt, sondern gelöscht.")
    return change_master(till, operator, [Edit(sheet, row, sheet.put_away(row, used)) for row in rows])


def remove(till: Till, operator: Operator | None, sheet: Sheet[Any], rows: Sequence[Any]) -> MasterChanged:
    """Delete rows that nothing in the books names.

    Raises:
        Refused: as `change_master`.
        BooksError: it could not be written.
    """
    return change_master(till, operator, [Edit(sheet, row, None) for row in rows])


def keep_booked(till: Till, edits: Sequence[Edit]) -> None:
    """Refuse to delete what the books name, or to know it by another key: it must stay to be read (GoBD Rz. 107 ff.).

    Raises:
        Refused: some row was booked, or so many would go that looking for all of them takes too long.
    """
    gone = [edit for edit in edits if _goes(edit) and edit.sheet.put_away is not None]
    if len(gone) > MOST_GONE:
        raise Refused(
            f"Bitte höchstens {MOST_GONE} Zeilen auf einmal löschen, oder stilllegen statt löschen."
        )
    for edit in gone:
        sheet, row = edit.sheet, edit.before
        if till.books.was_booked(sheet.table, sheet.key_of(row)):
            if edit.after is not None:
                raise Refused(
                    f"{sheet.one} „{sheet.title(row)}“ steht schon in den Büchern und behält die Nummer. Bitte unter "
                    "der neuen Nummer neu anlegen und diesen stilllegen."
                )
            done = "wurde schon verkauft" if sheet is ARTICLES else "steht schon in den Büchern"
            raise Refused(f"{sheet.one} „{sheet.title(row)}“ {done}. Bitte stilllegen statt löschen.")


def _goes(edit: Edit) -> bool:
    """Whether its key is there no more."""
    key_of = edit.sheet.key_of
    return edit.before is not None and (edit.after is None or key_of(edit.after) != key_of(edit.before))


def _coded(till: Till, edit: Edit) -> Edit:
    """A new article may get a code by itself."""
    if edit.sheet is not ARTICLES or edit.before is not None or edit.after is None:
        return edit
    return replace(edit, after=with_automatic_code(edit.after, till.settings))


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
        if (key := sheet.key_of(edit.after)) != was:
            if not sheet.key_changes:
                raise Refused(
                    f"Die Nummer lässt sich nicht ändern. Bitte „{sheet.title(edit.before)}“ kopieren."
                )
            if key in rows:
                raise Refused(f"{sheet.columns[0].label} {key} ist schon vergeben.")
            del rows[was]
    elif edit.after is not None and sheet.key_of(edit.after) in rows:
        raise Refused(f"{sheet.columns[0].label} {sheet.key_of(edit.after)} ist schon vergeben.")
    if edit.after is not None:
        rows[sheet.key_of(edit.after)] = edit.after
