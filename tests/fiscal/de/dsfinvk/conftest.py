"""What the tests of the DSFinV-K share."""

import tracemalloc
from collections.abc import Callable

import pytest


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
