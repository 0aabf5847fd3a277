"""Waiters at their tables."""

from __future__ import annotations

import pytest

from tests.ui.at_work import TillAtWork
from tests.ui.orders.ordering import BOSS, tap_line


@pytest.fixture
def waiter(at_work: TillAtWork) -> TillAtWork:
    """Anna at table 12."""
    at_work.sign_in()
    at_work.open_table(12)
    return at_work


@pytest.fixture
def boss(at_work: TillAtWork) -> TillAtWork:
    """The boss at table 12, with two beers sent."""
    at_work.sign_in(BOSS)
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5", times=2)
    at_work.send()
    tap_line(at_work, "Helles")
    return at_work
