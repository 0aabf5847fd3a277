"""The self-check on the command line, beside a till at work or without one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kasse.app.beside import Tell
from kasse.app.checks import other_cores
from kasse.app.config import read_config
from kasse.app.examining import examine
from kasse.app.self_check import SelfCheck
from kasse.app.shop import SilentNotices
from kasse.domain.refused import Refused
from kasse.ports.books import BooksError
from kasse.ports.self_check import CheckState, Examined
from kasse.store.books import SqlBooks
from kasse.store.engine import lock_folder, reading_engine, writing_engine
from kasse.store.outbox import SqlOutbox
from kasse.store.reading import every_terminal
from kasse.store.writer import Writer
from kasse.usecases.self_check import Plan, next_plan, unsealed_state


@dataclass(frozen=True, slots=True)
class Checked:
    """A check that was made without a till."""

    state: CheckState
    examined: Examined
    sealed: bool
    """False: a till is at work on these books and would have to write it down itself."""


def check_folder(
    tell: Tell, folder: Path, url: str, now: Callable[[], datetime], zone: ZoneInfo
) -> Checked | None:
    """Check the books of a data folder that are on the form of this version. None: `tell` answered no.

    Raises:
        Refused: its till has booked nothing yet.
        BooksError: the books cannot be read, or the outcome could not be written.
    """
    terminal = read_config(folder).terminal
    kept: list[Examined] = []

    def examined_here(tell: Tell, folder: Path, plan: Plan) -> Examined | None:
        examined = examine(tell, folder, plan, other_cores())
        kept[:] = [] if examined is None else [examined]
        return examined

    with ExitStack() as undo:
        reader = reading_engine(url)
        undo.callback(reader.dispose)
        own = next((each for each in every_terminal(reader) if each.terminal == terminal), None)
        if own is None:
            raise Refused("Diese Kasse hat noch nichts gebucht; es gibt nichts zu prüfen.")
        try:
            undo.enter_context(lock_folder(folder))
        except BooksError:
            examined = examined_here(tell, folder, next_plan(own, now()))
            if examined is None:
                return None
            return Checked(unsealed_state(own, examined, now=now(), zone=zone), examined, sealed=False)
        writer = Writer(writing_engine(url))
        undo.callback(writer.close)
        books = SqlBooks(writer, reader, terminal, today=own.business_date)
        outbox = SqlOutbox(writer, reader, terminal)
        check = SelfCheck(folder, books, outbox, SilentNotices(), now=now, zone=zone, examine=examined_here)
        state = check.run(tell)
        return None if state is None else Checked(state, kept[0], sealed=True)
