"""A desk with real books and a signing device that really signs; whatever a test does there, its books are proved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.house import Desk, assert_clean, new_books


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One till of the small house."""
    folder = tmp_path / "data"
    with Desk(new_books(folder, tmp_path_factory.getbasetemp()), folder) as desk:
        yield desk
        assert_clean(desk.url)
