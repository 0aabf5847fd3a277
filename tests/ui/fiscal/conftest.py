"""The back office of a till that has sold nothing yet."""

import pytest

from tests.ui.at_work import TillAtWork
from tests.ui.fiscal.back_office import BackOffice


@pytest.fixture
def office(at_work: TillAtWork) -> BackOffice:
    return BackOffice(at_work)
