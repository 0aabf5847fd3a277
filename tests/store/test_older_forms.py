"""Books of every older form open in this version, keep what they hold, and prove clean."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, MetaData, delete, insert, select

from kasse.app.services import AppServices
from kasse.app.shop import Shop, Wiring
from kasse.domain.business import Pricing
from kasse.domain.catalogue import Availabilities
from kasse.domain.money import Money
from kasse.domain.staff import Right
from kasse.ports.books import ActKind
from kasse.store import migrations
from kasse.store.books import SqlBooks
from kasse.store.engine import reading_engine, sqlite_url, writing_engine
from kasse.store.upgrade import revision_of, upgrade
from kasse.store.writer import Writer
from tests.store.house import START, assert_clean

DATABASES = Path(__file__).parent.parent / "data" / "databases"
FORMS = sorted(path.name for path in DATABASES.glob("*.tar.xz"))
LATER = datetime(2026, 11, 21, 9, tzinfo=UTC)


def unpack(form: str, folder: Path) -> Path:
    with tarfile.open(DATABASES / form) as archive:
        archive.extractall(folder, filter="data")
    return folder


@pytest.mark.parametrize("form", FORMS)
def test_books_of_an_older_form_open_with_all_they_hold(form: str, tmp_path: Path) -> None:
    unpack(form, tmp_path)
    shop = Shop(tmp_path, Wiring(now=lambda: LATER, threads=False))
    receipt = shop.till.books.receipt(1)
    assert receipt.receipt.total == Money(sum(line.amount.cents for line in receipt.receipt.lines)) > Money(0)
    assert receipt.secured is not None
    assert receipt.secured.is_signed
    assert [tab.table for tab in shop.till.books.open_tabs()] == [3]
    assert shop.till.catalogue.articles
    shop.close()
    assert list((tmp_path / "backups").iterdir())
    assert AppServices().verify(tmp_path, lambda done, total: True).findings == []


@pytest.mark.parametrize("form", FORMS)
def test_what_came_later_means_in_older_books_what_there_was_before(form: str, tmp_path: Path) -> None:
    url = sqlite_url(unpack(form, tmp_path))
    engine = writing_engine(url)
    upgrade(engine, url, backups=tmp_path / "backups", now=LATER)
    engine.dispose()
    with opened(url) as books:
        master = books.master()
        house, catalogue = master.house, master.catalogue
        for rows in (
            house.terminals,
            house.places,
            house.internal_accounts,
            house.agencies,
            catalogue.main_groups,
            catalogue.groups,
        ):
            assert all(row.active for row in rows.values())
        assert all(a.pricing is Pricing.LEVEL for a in house.internal_accounts.values())
        assert {(a.price_level, a.units, a.purchase_price) for a in catalogue.articles.values()} == {
            (0, (), None)
        }
        assert {(t.unit, t.price_level) for t in house.terminals.values()} == {(0, 0)}
        assert (house.units, catalogue.planned) == ({}, ())
        assert books.availabilities() == Availabilities()
        assert books.master_version() == master.version >= 1
        assert {each.change["table"] for each in books.master_changes()} >= {"article", "terminal"}
        assert books.was_booked("terminal", 1)
        for level in master.staff.levels.values():
            assert (Right.HAND_OVER in level.rights) is (Right.TRANSFER in level.rights)
        assert any(level.rights == frozenset(Right) for level in master.staff.levels.values())
        with books.act(ActKind.MASTER_DATA, at=LATER) as act:
            act.save_master(master)
            assert "changes" not in act.body, "what was taken over reads as if it had been saved so"


@pytest.mark.parametrize("form", FORMS)
def test_books_of_an_older_form_open_on_postgresql_too(
    form: str, tmp_path: Path, postgres_database: str
) -> None:
    old_url = sqlite_url(unpack(form, tmp_path))
    old, new = writing_engine(old_url), writing_engine(postgres_database)
    revision = revision_of(old)
    assert revision is not None
    bring_to(new, revision)
    copy_all(old, new)
    for engine, url in ((old, old_url), (new, postgres_database)):
        upgrade(engine, url, backups=tmp_path / "backups", now=LATER)
        engine.dispose()
    assert_clean(postgres_database)
    with opened(old_url) as here, opened(postgres_database) as there:
        assert here.master() == there.master()
        assert here.open_tabs() == there.open_tabs()
        assert here.receipt(1) == there.receipt(1)
        assert here.journal() == there.journal()
        assert here.settings() == there.settings()


@contextmanager
def opened(url: str) -> Iterator[SqlBooks]:
    writer, reader = Writer(writing_engine(url)), reading_engine(url)
    yield SqlBooks(writer, reader, 1, today=START.date())
    writer.close()
    reader.dispose()


def bring_to(engine: Engine, revision: str) -> None:
    """An empty database in an older form."""
    config = Config()
    config.set_main_option("script_location", str(Path(next(iter(migrations.__path__)))))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def copy_all(old: Engine, new: Engine) -> None:
    """Every row of one database into the other, which has the same tables."""
    tables = MetaData()
    tables.reflect(old)
    with old.connect() as source, new.connect() as target, target.begin():
        for table in tables.sorted_tables:
            rows = [dict(row._mapping) for row in source.execute(select(table))]
            if table.name == "master_version":
                target.execute(delete(table))  # it begins with a row of its own
            if rows and table.name != "alembic_version":
                target.execute(insert(table), rows)
