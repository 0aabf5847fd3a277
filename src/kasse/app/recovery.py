"""Opening a till after a power cut: its signing device got its power back only now, too, and may need a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kasse.usecases.open_till import Recovered, open_till
from kasse.usecases.till import Till

if TYPE_CHECKING:
    from kasse.app.tse_at_work import TseAtWork

START_UP_SECONDS = 60.0
"""So long the start waits for the device's self test where something was begun: nobody waits for a receipt yet, and
without an answer a receipt that was signed and not finished would be broken off."""


def take_up_work(till: Till, tse: TseAtWork | None) -> Recovered:
    """Open the till. Where something was begun and not ended, the device may take longer than for a receipt.

    Raises:
        BooksError: the books cannot be written.
    """
    if tse is None or not till.books.pending():
        return open_till(till)
    with tse.patient(START_UP_SECONDS):
        return open_till(till)
