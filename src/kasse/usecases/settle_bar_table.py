"""A bar table is settled in cash by itself when it is left."""

from __future__ import annotations

from uuid import UUID

from kasse.domain.sales import Tender
from kasse.domain.staff import Operator
from kasse.settings import Settings
from kasse.settings.declared.bar_tables import BAR_TABLE_NUMBERS, BAR_TABLES
from kasse.settings.kinds import NumberSet
from kasse.usecases.sign_receipt import Draft
from kasse.usecases.take_payment import begin_payment
from kasse.usecases.till import Till


def bar_tables(settings: Settings) -> NumberSet:
    """The numbers of the bar tables; none where they are not used."""
    return settings[BAR_TABLE_NUMBERS] if settings[BAR_TABLES] else NumberSet()


def leave_table(till: Till, operator: Operator, table: int, *, key: UUID | None = None) -> Draft | None:
    """Begin the payment of all that is open on a bar table, in cash and to the cent; `sign_receipt` ends it.

    None: it is no bar table, or nothing is open there.

    Raises:
        Refused: no right, somebody else's table, or it cannot be paid in cash; the table stays open.
        BooksError: it could not be written; look the key up before trying again.
    """
    if operator.menus:
        return None
    if key is None or till.books.booked(key) is None:
        tab = till.tab_of(till.books, operator, table)
        if table not in bar_tables(till.settings) or tab is None or not tab.lines:
            return None
        parts, total = tab.lines, tab.total
        tenders = (Tender(till.own_cash(), total),) if total.cents > 0 else ()
        return begin_payment(till, operator, table, tenders, parts=parts, key=key)
    return begin_payment(till, operator, table, (), key=key)
