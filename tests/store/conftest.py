"""New books for every test, and tills that die."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store.house import Desk, new_books
from tests.store.survivors import Nursery


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


@pytest.fixture(scope="session")
def born(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a house that has been set up."""
    folder = tmp_path_factory.mktemp("born") / "data"
    url = new_books(folder, tmp_path_factory.getbasetemp())
    with Desk(url, folder):
        pass
    return folder


@pytest.fixture
def nursery(born: Path, tmp_path: Path) -> Iterator[Nursery]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.child"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Nursery(process, born, tmp_path)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait() == 0
