"""What a terminal knows before it can open its books: `kasse.toml` in its data folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kasse.ports.books import BooksError

FILE = "kasse.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """The terminal's number, and where the books are (empty: SQLite in the data folder)."""

    terminal: int = 1
    database_url: str = ""


def read_config(folder: Path) -> Config:
    """The configuration of a data folder; defaults where there is no file.

    Raises:
        BooksError: the file cannot be read or says something unknown.
    """
    path = folder / FILE
    if not path.exists():
        return Config()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BooksError(f"{path} lässt sich nicht lesen. Bitte den Inhalt prüfen.") from error
    terminal, url = found.get("terminal", 1), found.get("database_url", "")
    unknown = set(found) - {"terminal", "database_url"}
    right = isinstance(terminal, int) and not isinstance(terminal, bool) and terminal >= 1
    if unknown or not right or not isinstance(url, str):
        raise BooksError(f"{path} kennt nur terminal (eine Zahl ab 1) und database_url (ein Text).")
    return Config(terminal, url)
