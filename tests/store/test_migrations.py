"""Books are brought to the form that a version needs, with a backup first, and never by half."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

import kasse.store.upgrade
from kasse.ports.books import BooksError
from kasse.store import migrations
from kasse.store.backup import numbers_in
from kasse.store.engine import BOOKS_FILE, sqlite_url, writing_engine
from kasse.store.sealing import seal
from kasse.store.tables import METADATA, SEALED
from kasse.store.upgrade import HEAD, revision_of, upgrade
from tests.store.house import BEER, START, Desk, assert_clean, new_books

MIGRATIONS = Path(next(iter(migrations.__path__)))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A writing engine on an empty database."""
    url = sqlite_url(tmp_path) if request.param == "sqlite" else request.getfixturevalue("postgres_database")
    engine = writing_engine(url)
    yield engine
    engine.dispose()


def bring_up(engine: Engine, folder: Path) -> Path | None:
    return upgrade(engine, engine.url.render_as_string(), backups=folder / "backups", now=START)


def columns_of(engine: Engine) -> dict[str, list[str]]:
    return {
        table: [column["name"] for column in inspect(engine).get_columns(table)]
        for table in inspect(engine).get_table_names()
    }


def test_the_newest_revision_is_the_one_that_this_version_works_with() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert scripts.get_heads() == [HEAD]
    assert scripts.get_base() is not None  # one line of revisions without forks
    assert len(list(scripts.walk_revisions())) == len(list((MIGRATIONS / "versions").glob("m*.py")))


def test_an_empty_database_is_filled_and_nothing_is_backed_up(empty: Engine, tmp_path: Path) -> None:
    assert revision_of(empty) is None
    assert bring_up(empty, tmp_path) is None
    assert revision_of(empty) == HEAD
    assert not (tmp_path / "backups").exists()
    assert bring_up(empty, tmp_path) is None  # and again nothing is to be done


def test_migrations_and_tables_agree(empty: Engine, tmp_path: Path) -> None:
    bring_up(empty, tmp_path)
    with empty.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, METADATA) == []
    # Rows are written and read by position: the order of columns counts too.
    written = columns_of(empty)
    del written["alembic_version"]
    assert written == {table.name: list(table.columns.keys()) for table in METADATA.tables.values()}
    with empty.connect() as connection:
        for table in METADATA.tables.values():
            key = inspect(connection).get_pk_constraint(table.name)["constrained_columns"]
            assert key == list(table.primary_key.columns.keys()), table.name


def test_every_sealed_table_has_its_seals(empty: Engine, tmp_path: Path) -> None:
    bring_up(empty, tmp_path)
    query = (
        "SELECT name FROM sqlite_master WHERE type='trigger'"
        if empty.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with empty.connect() as connection:
        found = set(connection.exec_driver_sql(query).scalars())
    wanted = {
        statement.split()[2]
        for table in SEALED
        for statement in seal(table.name, empty.dialect.name)
        if statement.startswith("CREATE TRIGGER")
    }
    assert found == wanted
    assert len(wanted) == 2 * len(SEALED)


# --- older and newer books ----------------------------------------------------------------------------------


@pytest.fixture
def sold(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with books in which something was sold."""
    folder = tmp_path / "data"
    with Desk(new_books(folder, tmp_path_factory.getbasetemp()), folder) as desk:
        desk.order(BEER)
        desk.pay()
    return folder


@pytest.fixture
def selling(sold: Path) -> Iterator[Engine]:
    engine = writing_engine(sqlite_url(sold))
    yield engine
    engine.dispose()


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The next version of the program: it has one migration more. `fails` makes that one break."""
    home = tmp_path / "next"
    (home / "migrations").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        (home / "migrations" / name).write_text((MIGRATIONS / name).read_text())
    (home / "migrations" / "versions").mkdir()
    for script in (MIGRATIONS / "versions").glob("m*.py"):
        (home / "migrations" / "versions" / script.name).write_text(script.read_text())
    step = home / "migrations" / "versions" / "m9999_next.py"

    def install(*, fails: bool = False) -> None:
        step.write_text(
            "from alembic import op\nimport sqlalchemy as sa\n"
            f"revision, down_revision = '9999', '{HEAD}'\n"
            "def upgrade():\n"
            "    op.add_column('setting', sa.Column('changed_at', sa.BigInteger()))\n"
            + ("    op.execute('INSERT INTO nowhere VALUES (1)')\n" if fails else "")
        )
        monkeypatch.setattr(kasse.store.upgrade, "HEAD", "9999")
        monkeypatch.setattr(kasse.store.upgrade, "__file__", str(home / "upgrade.py"))

    return SimpleNamespace(install=install)


def test_older_books_are_backed_up_before_they_are_migrated(
    sold: Path, selling: Engine, next_version: Any
) -> None:
    next_version.install()
    backup = bring_up(selling, sold)
    assert backup is not None
    assert backup.parent == sold / "backups"
    assert numbers_in(backup) == numbers_in(sold / BOOKS_FILE)
    assert numbers_in(backup)[1].receipts == 1
    assert revision_of(selling) == "9999"
    assert "changed_at" in columns_of(selling)["setting"]
    engine = writing_engine(f"sqlite:///{backup}")
    assert revision_of(engine) == HEAD
    assert "changed_at" not in columns_of(engine)["setting"]
    engine.dispose()
    assert_clean(f"sqlite:///{backup}")
    assert_clean(sqlite_url(sold))


def test_a_migration_that_breaks_leaves_the_books_as_they_were(
    sold: Path, selling: Engine, next_version: Any
) -> None:
    next_version.install(fails=True)
    with pytest.raises(BooksError, match="Sie sind unverändert"):
        bring_up(selling, sold)
    assert revision_of(selling) == HEAD
    assert "changed_at" not in columns_of(selling)["setting"]
    assert_clean(sqlite_url(sold))


def test_a_migration_of_postgresql_that_breaks_leaves_everything_as_it_was(
    postgres_database: str, tmp_path: Path, next_version: Any
) -> None:
    engine = writing_engine(postgres_database)
    bring_up(engine, tmp_path)
    next_version.install(fails=True)
    with pytest.raises(BooksError, match="Sie sind unverändert"):
        bring_up(engine, tmp_path)
    assert revision_of(engine) == HEAD
    assert "changed_at" not in columns_of(engine)["setting"]
    next_version.install()
    assert bring_up(engine, tmp_path) is None  # PostgreSQL is backed up by its own means
    assert revision_of(engine) == "9999"
    engine.dispose()


def test_without_a_backup_nothing_is_migrated(sold: Path, selling: Engine, next_version: Any) -> None:
    next_version.install()
    (sold / "backups").mkdir()
    (sold / "backups" / f"vor-9999-{START:%Y%m%d-%H%M%S}.sqlite").write_text("there already")
    with pytest.raises(BooksError, match="gibt es schon"):
        bring_up(selling, sold)
    assert revision_of(selling) == HEAD


def test_books_of_a_newer_version_are_refused_and_left_alone(
    sold: Path, selling: Engine, next_version: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version.install()
    bring_up(selling, sold)
    monkeypatch.undo()
    selling.dispose()  # carries the log over
    before = (sold / BOOKS_FILE).read_bytes()
    with pytest.raises(BooksError, match="mit einer neueren kasse geschrieben"):
        bring_up(selling, sold)
    assert revision_of(selling) == "9999"
    selling.dispose()
    assert len(list((sold / "backups").iterdir())) == 1
    assert (sold / BOOKS_FILE).read_bytes() == before


def test_a_file_that_is_no_database_is_refused_in_clear_words(tmp_path: Path) -> None:
    (tmp_path / BOOKS_FILE).write_text("Das ist keine Datenbank. " * 50)
    engine = writing_engine(sqlite_url(tmp_path))
    with pytest.raises(BooksError, match="lässt sich nicht öffnen"):
        bring_up(engine, tmp_path)
    engine.dispose()
    assert (tmp_path / BOOKS_FILE).read_text().startswith("Das ist")


def test_migrations_need_nothing_but_themselves() -> None:
    """A migration that used today's tables would mean something else tomorrow."""
    for script in (MIGRATIONS / "versions").glob("m*.py"):
        text = script.read_text(encoding="utf-8")
        assert "kasse.store.tables" not in text
        assert "def upgrade()" in text
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
