"""A till after a day with everything in it, on either database, as audits and self-checks find it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pysqlite3 import dbapi2

from kasse.app.config import FILE
from kasse.fiscal.de.tse_archive.verdict import archive_verdict
from kasse.store.engine import BOOKS_FILE
from kasse.usecases.archive_tse import Archived, take_archive
from tests.store.day import play
from tests.store.house import Desk, migrate, new_books


@contextmanager
def played_desk(request: pytest.FixtureRequest, folder: Path) -> Iterator[Desk]:
    """The desk in a data folder; `request.param` says which database."""
    if request.param == "sqlite":
        url = new_books(folder, request.getfixturevalue("tmp_path_factory").getbasetemp())
    else:
        url = request.getfixturevalue("postgres_database")
        folder.mkdir()
        (folder / FILE).write_text(f'database_url = "{url}"\n', encoding="utf-8")
        migrate(url, folder)
    with Desk(url, folder) as desk:
        play(desk)
        yield desk


def archive(desk: Desk) -> Archived:
    """What the device signed so far, put away."""
    assert desk.faults is not None
    taken = take_archive(desk.till, tse=desk.faults, folder=desk.folder, check=archive_verdict)
    assert taken is not None
    return taken


def forge(folder: Path, text: str, *parameters: object) -> Callable[[], None]:
    """Change SQLite books behind the back of the program; returns what undoes it."""
    file = folder / BOOKS_FILE

    def run(statements: list[tuple[str, tuple[Any, ...]]]) -> None:
        connection = dbapi2.connect(str(file))
        for statement, values in statements:
            connection.execute(statement, values)
        connection.commit()
        connection.close()

    connection = dbapi2.connect(str(file))
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
    table = text.split()[1] if text.startswith("UPDATE") else text.split()[2]
    before = connection.execute(f"SELECT rowid, * FROM {table}").fetchall()
    width = len(before[0])
    connection.close()
    drop: list[tuple[str, tuple[Any, ...]]] = [(f"DROP TRIGGER {name}", ()) for name, _ in triggers]
    seal: list[tuple[str, tuple[Any, ...]]] = [(sql, ()) for _, sql in triggers]
    run([*drop, (text, parameters), *seal])

    def undo() -> None:
        names = columns(file, table)
        rows: list[tuple[str, tuple[Any, ...]]] = [
            (f"INSERT INTO {table} (rowid, {names}) VALUES ({', '.join('?' * width)})", row) for row in before
        ]
        run([*drop, (f"DELETE FROM {table}", ()), *rows, *seal])

    return undo


def columns(file: Path, table: str) -> str:
    """The names of a table's columns."""
    connection = dbapi2.connect(str(file))
    found = connection.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchall()
    connection.close()
    return ", ".join(f'"{name}"' for (name,) in found)


def pdf_text(path: Path) -> str:
    """All words of a PDF, with single blanks between."""
    document = pypdfium2.PdfDocument(path)  # type: ignore[no-untyped-call]
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()  # type: ignore[no-untyped-call]
    return " ".join(words.replace("\ufffe", "").split())
