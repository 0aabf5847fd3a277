"""Bringing the books to the form that this version needs, with a backup first."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from kasse.ports.books import BooksError
from kasse.store.statements import run

HEAD = "0005"
"""The revision of `migrations/versions` that this version works with; a test holds both together."""


def revision_of(engine: Engine) -> str | None:
    """The revision of the books; None for an empty database."""
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            revision: str | None = run(connection, "SELECT version_num FROM alembic_version").scalar()
            return revision
    except SQLAlchemyError as error:
        raise BooksError(
            "Die Datenbank lässt sich nicht öffnen. Bitte prüfen, ob sie läuft und der Ordner beschreibbar ist."
        ) from error


def upgrade(engine: Engine, url: str, *, backups: Path, now: datetime) -> Path | None:
    """Run the migrations that are missing. Books with content are backed up before (SQLite: into `backups`).

    Returns the backup, if one was made.

    Raises:
        BooksError: the books were written by a newer version, or the migration failed (nothing changed then).
    """
    current = revision_of(engine)
    if current == HEAD:
        return None
    # Alembic costs a tenth of a second to import, and is needed only when something is to be migrated.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise BooksError(
            "Diese Daten wurden mit einer neueren kasse geschrieben. Bitte die neuere Version installieren."
        )
    backup: Path | None = None
    if current is not None and engine.dialect.name == "sqlite":
        from kasse.store.backup import copy_books

        backups.mkdir(parents=True, exist_ok=True)
        backup = backups / f"vor-{HEAD}-{now:%Y%m%d-%H%M%S}.sqlite"
        copy_books(url, backup)
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except (SQLAlchemyError, CommandError) as error:
        raise BooksError(
            "Die Daten konnten nicht auf den neuen Stand gebracht werden. Sie sind unverändert; "
            "bitte die bisherige Version weiter benutzen und den Betreuer rufen."
        ) from error
    return backup
