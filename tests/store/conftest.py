"""New books for every test: copied on SQLite, migrated on PostgreSQL."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.house import new_books


@pytest.fixture
def books_url(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of new SQLite books."""
    return new_books(tmp_path / "data", tmp_path_factory.getbasetemp())


@pytest.fixture
def more_books(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Makes the URL of further SQLite books, for tests that need many."""
    count = 0

    def make() -> str:
        nonlocal count
        count += 1
        return new_books(tmp_path / f"data-{count}", tmp_path_factory.getbasetemp())

    return make
