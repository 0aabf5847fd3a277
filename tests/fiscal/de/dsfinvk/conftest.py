"""What the tests of the DSFinV-K share."""

import copy
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fiscal.de.dsfinvk.days import two_days
from tests.fiscal.de.dsfinvk.files import Files


@pytest.fixture
def peak() -> Callable[[Callable[[], None]], int]:
    """Measures how many bytes a piece of work holds at most."""

    def measure(work: Callable[[], None]) -> int:
        tracemalloc.start()
        try:
            work()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    return measure


@pytest.fixture(scope="session")
def _good(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files.of(two_days().export(tmp_path_factory.mktemp("dsfinvk") / "export"))


@pytest.fixture
def files(_good: Files) -> Files:
    """The files of an export without a fault, to be damaged."""
    return copy.deepcopy(_good)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where to put damaged files."""
    return tmp_path / "export"
