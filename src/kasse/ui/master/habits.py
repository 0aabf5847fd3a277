"""How somebody looks at the lists and where files go, kept when the program ends and there again at the next start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from kasse.sheets import Sheet
from kasse.sheets.listing import State
from kasse.ui.desk import Desk
from kasse.ui.master.lists import Sight

LISTS, FOLDER = "lists", "export_folder"


class Habits(QObject):
    """What was found at the start; `keep` writes what has become another one since. What is marked is not kept."""

    def __init__(self, desk: Desk, sheets: Sequence[Sheet[Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        kept = desk.opened.habits
        found: Mapping[str, object] = {} if kept is None else kept.found
        lists = found.get(LISTS)
        lists = lists if isinstance(lists, dict) else {}
        self.sights = {sheet.key: sight_of(sheet, lists.get(sheet.key)) for sheet in sheets}
        folder = found.get(FOLDER)
        self.folder = Path(folder) if isinstance(folder, str) and Path(folder).is_absolute() else None
        """Where lists are written; None: the folder of the till's exports."""
        self._known = self._facts()

    def keep(self) -> None:
        """Write it down, if anything is another one now. Nobody waits for it."""
        kept, facts = self._desk.opened.habits, self._facts()
        if kept is None or facts == self._known:
            return
        self._known = facts
        self._desk.unsent.run(partial(kept.write, facts), asker=self, then=self._written)

    def _written(self, done: Future[None]) -> None:
        if (error := done.exception()) is not None:
            self._desk.board.say("Wie die Listen gezeigt werden, ist nicht gemerkt.", str(error))

    def _facts(self) -> dict[str, object]:
        told = {key: facts_of(sight) for key, sight in self.sights.items()}
        lists = {key: facts for key, facts in told.items() if facts}
        folder = {} if self.folder is None else {FOLDER: str(self.folder)}
        return {LISTS: lists, **folder}


def facts_of(sight: Sight) -> dict[str, object]:
    """What is to be kept of how a list is looked at; nothing where it is as usual."""
    facts: dict[str, object] = {}
    if sight.columns:
        facts["columns"] = list(sight.columns)
    if sight.sort:
        facts["sort"] = [sight.sort, sight.descending]
    if sight.only:
        facts["only"] = {key: sorted(texts) for key, texts in sight.only.items()}
    if sight.state is not State.ACTIVE:
        facts["state"] = sight.state.name
    return facts


def sight_of(sheet: Sheet[Any], facts: object) -> Sight:
    """What was kept, as far as the sheet still has it."""
    sight = Sight()
    if not isinstance(facts, dict):
        return sight
    known = {column.key for column in sheet.columns}
    sight.columns = tuple(key for key in _texts(facts.get("columns")) if key in known)
    match facts.get("sort"):
        case [str(key), bool(descending)] if key in known:
            sight.sort, sight.descending = key, descending
    only = facts.get("only")
    if isinstance(only, dict):
        sight.only = {
            key: frozenset(texts) for key, found in only.items() if key in known and (texts := _texts(found))
        }
    sight.state = next((state for state in State if state.name == facts.get("state")), State.ACTIVE)
    if sheet.put_away is None:
        sight.state = State.ACTIVE
    return sight


def _texts(found: object) -> list[str]:
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []
