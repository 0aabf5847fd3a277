"""A till whose books are open and whose devices are not: for deeds that need nothing but the books."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from kasse.app.config import read_config
from kasse.app.exports import FolderExports
from kasse.app.shop import ZONES, system_clock
from kasse.domain.tax import Country
from kasse.fiscal.neutral import NeutralFiscal
from kasse.ports.books import BooksError
from kasse.store.books import SqlBooks
from kasse.store.engine import lock_folder, reading_engine, writing_engine
from kasse.store.writer import Writer
from kasse.usecases.till import Till


@contextmanager
def till_at_rest(folder: Path, url: str) -> Iterator[Till]:
    """The till of a folder with books of the form that this version needs. Nothing can be sold on it.

    Raises:
        BooksError: in use by a running till, not readable, or the terminal is not set up.
    """
    with lock_folder(folder):
        writer = Writer(writing_engine(url))
        reader = reading_engine(url)
        try:
            config = read_config(folder)
            today = system_clock().astimezone(ZoneInfo(ZONES[Country.DE])).date()
            books = SqlBooks(writer, reader, config.terminal, today=today)
            master = books.master()
            terminal = master.house.terminals.get(config.terminal)
            if terminal is None:
                raise BooksError(
                    f"Eine Kasse {config.terminal} ist nicht angelegt. Bitte kasse.toml in {folder} prüfen."
                )
            yield Till(
                terminal=terminal,
                books=books,
                fiscal=NeutralFiscal(),
                master=master,
                now=system_clock,
                zone=ZoneInfo(ZONES[master.house.business.country]),
                exports=FolderExports(folder / "exports"),
            )
        finally:
            writer.close()
            reader.dispose()
