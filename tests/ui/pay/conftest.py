"""Tables that want to pay."""

from collections.abc import Iterator

import pytest

from tests.ui.at_work import TillAtWork
from tests.ui.pay.at_the_table import AtTheTable


@pytest.fixture
def table(at_work: TillAtWork) -> Iterator[AtTheTable]:
    """Table 12, nothing ordered yet, the head of the house signed in; in the end the books are proved."""
    at_the_table = AtTheTable(at_work)
    at_the_table.sign_in()
    yield at_the_table
    at_the_table.close_and_prove()
