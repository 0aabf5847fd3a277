"""`kasse watch`: a program on a workstation of its own that lays touch layouts ready for the tills on the same books."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from kasse.app.config import read_config
from kasse.cli.services import BooksAway, BooksBack, LayoutsLaidReady, NothingAsked, WatchNews
from kasse.ports.books import BooksError
from kasse.store.engine import lock_folder, writing_engine
from kasse.store.master_reading import MasterReading
from kasse.store.touch_layouts import SqlLayouts
from kasse.store.upgrade import HEAD, revision_of
from kasse.usecases.make_layouts import LayoutWatch

log = logging.getLogger(__name__)

ROUND_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
ALONE = (
    "„kasse watch“ gibt es nur für mehrere Kassen, die sich eine PostgreSQL-Datenbank teilen. Die Daten in {} gehören "
    "einer Kasse allein; sie macht ihre Touchbelegung selbst. Bitte database_url in kasse.toml eintragen."
)
OTHER_FORM = (
    "Diese Daten sind von einer anderen Version oder noch nicht eingerichtet. Bitte dieselbe kasse wie an den Kassen "
    "installieren, eine Kasse öffnen und „kasse watch“ dann neu starten."
)


def watch(folder: Path, tell: Callable[[WatchNews], None], wait: Callable[[float], bool]) -> None:
    """Lay ready what the tills want until `wait` (for so many seconds) answers True.

    A database that does not answer is tried again, with pauses that grow up to a minute.

    Raises:
        BooksError: these books are not shared, the folder is in use, or they are of another form than this version's.
    """
    url = read_config(folder).database_url
    if not url or url.startswith("sqlite"):
        raise BooksError(ALONE.format(folder))
    with lock_folder(folder):
        engine = writing_engine(url)
        try:
            _rounds(engine, tell, wait)
        finally:
            engine.dispose()


def _rounds(engine: Engine, tell: Callable[[WatchNews], None], wait: Callable[[float], bool]) -> None:
    work = LayoutWatch(MasterReading(engine), SqlLayouts(engine))
    away, idle = 0, False
    while True:
        pause = ROUND_SECONDS
        begun = time.monotonic()
        try:
            trouble = revision_of(engine) != HEAD
            if not trouble:
                seen = work.look()
        except BooksError as error:
            engine.dispose()
            away += 1
            pause = min(2.0**away, LONGEST_PAUSE_SECONDS)
            log.warning("the books do not answer: %s", error)
            tell(BooksAway(str(error), round(pause)))
        else:
            if trouble:
                raise BooksError(OTHER_FORM)
            if away:
                tell(BooksBack())
            away = 0
            if seen.made:
                seconds = time.monotonic() - begun
                tell(LayoutsLaidReady(seen.version, seen.made, seen.tills, seconds))
            if not seen.tills and not idle:
                tell(NothingAsked())
            idle = not seen.tills
        if wait(pause):
            return
