"""The self-check on the command line, beside a till at work or without one."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from zoneinfo import ZoneInfo

from kasse.app.beside import Tell
from kasse.app.checks import other_cores
from kasse.app.config import read_config
from kasse.app.examining import examine
from kasse.app.self_check import SelfCheck
from kasse.app.shop import ZONES, SilentNotices, system_clock
from kasse.cli.services import Checked
from kasse.domain.refused import Refused
from kasse.domain.tax import Country
from kasse.ports.books import BooksError
from kasse.ports.self_check import Examined
from kasse.store.books import SqlBooks
from kasse.store.engine import lock_folder, reading_engine, writing_engine
from kasse.store.outbox import SqlOutbox
from kasse.store.reading import every_terminal
from kasse.store.writer import Writer
from kasse.usecases.self_check import Plan, next_plan, unsealed_state

_ZONE = ZoneInfo(ZONES[Country.DE])
"""All countries that kasse knows keep the same time."""


def check_folder(tell: Tell, folder: Path, url: str) -> Checked | None:
    """Check the books of a data folder that are on the form of this version. None: `tell` answered no.

    Raises:
        Refused: its till has booked nothing yet.
        BooksError: the books cannot be read, or the outcome could not be written.
    """
    terminal, now, zone = read_config(folder).terminal, system_clock, _ZONE
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
            return Checked(
                unsealed_state(own, examined, now=now(), zone=zone), examined, sealed=False, zone=zone
            )
        writer = Writer(writing_engine(url))
        undo.callback(writer.close)
        books = SqlBooks(writer, reader, terminal, today=own.business_date)
        outbox = SqlOutbox(writer, reader, terminal)
        check = SelfCheck(folder, books, outbox, SilentNotices(), now=now, zone=zone, examine=examined_here)
        state = check.run(tell)
        return None if state is None else Checked(state, kept[0], sealed=True, zone=zone)
