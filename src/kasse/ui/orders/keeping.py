"""Keeping what is not sent yet: written down a moment after each tap, and brought back when the till starts again."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer

from kasse.domain.business import table_name
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.drafts import DraftsError, Found, KeptDraft, KeptDrafts, KeptLine, KeptParcel
from kasse.ui import wording
from kasse.ui.desk import Desk
from kasse.ui.notices import Answer, Level, Notice
from kasse.ui.orders.draft import Draft, DraftLine, Drafts, Parcel, Pricing, priced

AFTER_MS = 40
"""So long after a tap it is written down: what the tap changed is painted by then, and a quick hand costs one writing."""
AGAIN_MS = 5_000
TROUBLE, UNREADABLE, GONE, REPRICED = "unsent", "unsent-unreadable", "unsent-gone", "unsent-repriced"
"""The matters of the notices."""
SEEN = (Answer("seen", "Verstanden"),)
MOST_NAMED = 3
log = logging.getLogger(__name__)


class Keeping(QObject):
    """Looks after the drafts of all tables. Without a place to keep them (`store` is None) they live in memory only."""

    def __init__(self, desk: Desk, drafts: Drafts, store: KeptDrafts | None, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._drafts = drafts
        self._store = store
        self._known: dict[tuple[int, bool], _Known] = {}
        self._gone: list[KeptDraft] = []
        """What could not be brought back, until somebody has read so."""
        self._back: dict[bool, list[int]] = {}
        """Tables to be told of, by whether they are practice."""
        self._changed = self._writing = False
        self._trouble = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.write)
        if store is not None:
            drafts.tell = self._note
            self._bring_back(store.found)

    @property
    def safe(self) -> bool:
        """Whether the program may end and lose nothing."""
        return self._store is not None and not self._trouble

    @property
    def waiting(self) -> bool:
        """Whether something is not written down yet."""
        return self._changed or self._writing

    # Writing.

    def _note(self) -> None:
        """A draft has changed."""
        self._changed = True
        if not self._timer.isActive() and not self._writing:
            self._timer.start(AFTER_MS)

    def write(self) -> None:
        """Write down what has changed by now; nobody waits for it."""
        if self._store is None or not self._changed or self._writing:
            return
        self._timer.stop()
        self._changed, self._writing = False, True
        work = partial(self._store.write, self._kept())
        self._desk.unsent.run(work, asker=self, then=self._written)

    def _kept(self) -> Sequence[KeptDraft]:
        known, self._known = self._known, {}
        for table, training, draft in self._drafts:
            before = known.get((table, training))
            is_known = before is not None and before.is_of(draft)
            self._known[table, training] = (
                before if is_known and before else _Known.of(table, training, draft)
            )
        return (*(each.kept for each in self._known.values()), *self._gone)

    def _written(self, done: Future[None]) -> None:
        self._writing = False
        error = done.exception()
        if error is None:
            if self._trouble:
                self._trouble = False
                self._desk.board.solve(TROUBLE)
            if self._changed:
                self._timer.start(AFTER_MS)
            return
        if not isinstance(error, DraftsError):
            log.error("what is not sent could not be kept", exc_info=error)
        elif not self._trouble:
            log.warning("what is not sent could not be kept: %s", error)
        if not self._trouble:
            self._trouble = True
            title = "Was nicht gesendet ist, lässt sich gerade nicht sichern."
            self._desk.board.post(Notice(TROUBLE, Level.WARNING, title, _text(error)))
        self._changed = True
        self._timer.start(AGAIN_MS)

    # Bringing back.

    def _bring_back(self, found: Found) -> None:
        if found.trouble:
            title = "Was vor dem Neustart nicht gesendet war, ist nicht lesbar."
            self._desk.board.post(Notice(UNREADABLE, Level.WARNING, title, found.trouble, SEEN))
        gone: list[str] = []
        repriced: list[str] = []
        for kept in found.drafts:
            lines, lost = self._lines(kept, gone, repriced)
            if lines:
                draft = self._drafts.of(kept.table, training=kept.training, waiter=kept.operator)
                draft.bring_back(kept.operator, kept.key, lines)
                self._back.setdefault(kept.training, []).append(kept.table)
            if lost:
                # Under no key that anybody sends: it stays as it is until somebody has read of it.
                self._gone.append(replace(kept, lines=tuple(lost), key=uuid4()))
        self._tell(GONE, "Nicht wieder auf dem Bon", gone, "Bitte mit den Gästen klären.")
        self._tell(REPRICED, "Noch nicht gesendet, neuer Preis", repriced, "")

    def _lines(
        self, kept: KeptDraft, gone: list[str], repriced: list[str]
    ) -> tuple[list[DraftLine], list[KeptLine]]:
        """The lines at the prices of today, and those that cannot be had any more; both are told."""
        till = self._desk.till
        operators = till.staff.operators
        pricing = Pricing(till, operators.get(kept.operator) or next(iter(operators.values())))
        place = table_name(kept.table)
        lines: list[DraftLine] = []
        lost: list[KeptLine] = []
        for line in kept.lines:
            what = f"{place}: {wording.portions(line.wish.quantity)} × {line.name}"
            try:
                till.house.require_place(kept.table)
                made = priced(line.wish, pricing)
            except Refused as refusal:
                lost.append(line)
                gone.append(f"{what} – {refusal}")
                continue
            lines.append(made)
            if made.line.amount != line.amount:
                repriced.append(f"{what} kostet {made.line.amount} statt {line.amount}")
        return lines, lost

    def _tell(self, matter: str, title: str, what: Sequence[str], text: str) -> None:
        if what:
            for each in what:
                log.info("%s: %s", matter, each)
            board = self._desk.board
            board.post(Notice(matter, Level.WARNING, f"{title}: {_listed(what, '; ')}", text, SEEN))

    def welcome(self, operator: Operator) -> None:
        """Tell the first who signs in, once, that something is there again."""
        tables = self._back.pop(operator.training, [])
        names = [table_name(table) for table in dict.fromkeys(tables)]
        if names:
            self._desk.board.say(
                "Nach dem Neustart wieder da, noch nicht gesendet:", f"{_listed(names, ', ')}."
            )

    def answered(self, matter: object, answer: object) -> None:
        """A notice was answered."""
        if matter in (UNREADABLE, GONE, REPRICED) and answer == "seen":
            self._desk.board.solve(matter)
            if matter == GONE:
                self._gone.clear()
                self._note()


@dataclass(frozen=True, slots=True)
class _Known:
    """A draft as it was written down, and what it was made of: of a full house, one table changes at a time."""

    lines: tuple[DraftLine, ...]
    parcels: tuple[Parcel, ...]
    kept: KeptDraft

    @staticmethod
    def of(table: int, training: bool, draft: Draft) -> _Known:
        parcels = tuple(KeptParcel(parcel.key, _kept_lines(parcel.lines)) for parcel in draft.parcels)
        kept = KeptDraft(table, training, draft.operator, draft.key, _kept_lines(draft.lines), parcels)
        return _Known(draft.lines, draft.parcels, kept)

    def is_of(self, draft: Draft) -> bool:
        return (
            self.lines is draft.lines
            and self.parcels is draft.parcels
            and (self.kept.operator, self.kept.key) == (draft.operator, draft.key)
        )


def _kept_lines(lines: Iterable[DraftLine]) -> tuple[KeptLine, ...]:
    return tuple(KeptLine(line.wish, line.line.name, line.line.amount) for line in lines)


def _listed(what: Sequence[str], between: str) -> str:
    more = len(what) - MOST_NAMED
    return between.join(what[:MOST_NAMED]) + (f" und {more} weitere" if more > 0 else "")


def _text(error: BaseException) -> str:
    why = str(error) if isinstance(error, DraftsError) else "Das steht im Protokoll."
    return f"{why} Bitte bald senden."
