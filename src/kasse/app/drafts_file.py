"""The file in the data folder that keeps what is ordered and not sent yet."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kasse.app.drafts_text import document, draft_text, read_drafts
from kasse.ports.books import Books
from kasse.ports.drafts import DraftsError, Found, KeptDraft
from kasse.usecases.unsent import not_in_the_books

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes; hundreds of full tables have one."""
log = logging.getLogger(__name__)


class DraftsFile:
    """Implements `kasse.ports.drafts.KeptDrafts` for one terminal.

    Each writing makes the file anew beside the old one and puts it in its place, so that at every moment one of both
    is whole, also after a power cut.
    """

    def __init__(self, folder: Path, books: Books) -> None:
        """Read what is there. What cannot be read is put aside, so that nothing is written over it.

        Raises:
            BooksError: the books could not say what has reached them.
        """
        self._terminal = books.terminal
        self._path = folder / f"unsent-{books.terminal}.json"
        self._aside = folder / f"unsent-{books.terminal}.broken.json"
        self._texts: dict[int, tuple[KeptDraft, str]] = {}
        trouble, drafts = "", tuple[KeptDraft, ...]()
        try:
            drafts = self._read()
        except DraftsError as error:
            trouble = str(error)
        self._found = Found(not_in_the_books(books, drafts), trouble)

    @property
    def found(self) -> Found:
        """See `KeptDrafts`."""
        return self._found

    def write(self, drafts: Sequence[KeptDraft]) -> None:
        """See `KeptDrafts`. Only what has changed since the last time is made a text again."""
        known = self._texts
        self._texts = {id(d): known.get(id(d)) or (d, draft_text(d)) for d in drafts}
        text = document(self._terminal, [text for _, text in self._texts.values()])
        try:
            self._replace(text.encode())
        except OSError as error:
            raise DraftsError(
                f"{self._path.parent} lässt sich nicht beschreiben ({error.strerror})."
            ) from error

    def _replace(self, content: bytes) -> None:
        unfinished = self._path.with_suffix(".new")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, opened for its owner only
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._path)
        if sys.platform != "win32":  # there the name is durable with the file
            folder = os.open(self._path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _read(self) -> tuple[KeptDraft, ...]:
        try:
            with self._path.open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
            if len(content) > LARGEST_FILE:
                raise DraftsError("Die Datei ist zu groß.")
            return read_drafts(content.decode(), self._terminal)
        except FileNotFoundError:
            return ()
        except OSError as error:
            reason = f"Die Datei lässt sich nicht lesen ({error.strerror})."
        except UnicodeDecodeError:
            reason = "Die Datei ist beschädigt."
        except DraftsError as error:
            reason = str(error)
        log.warning("what was not sent could not be read from %s: %s", self._path, reason)
        with suppress(OSError):
            self._path.replace(self._aside)
        raise DraftsError(f"{reason} Alles Gesendete ist da. Aufgehoben ist sie als {self._aside.name}.")
