"""Taking over what another till has changed in the master data."""

from __future__ import annotations

from kasse.usecases.till import Changed, Till


def renew_master(till: Till) -> Changed:
    """Read the master data anew where they have been changed since; one row is asked for where they have not.

    Raises:
        BooksError: the books cannot be read.
    """
    if till.books.master_version() == till.master.version:
        return Changed.NOTHING
    till.master = till.books.master()
    return Changed.MASTER
