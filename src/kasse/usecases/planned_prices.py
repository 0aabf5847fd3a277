"""Planned prices: they become those of the articles when their day has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kasse.ports.books import ActKind, MasterMoved
from kasse.usecases.renew_master import renew_master
from kasse.usecases.till import Changed, Till


def apply_planned_prices(till: Till) -> Changed:
    """Write the planned prices whose day has come into the articles, all of them in one act; they are planned no more.

    At a till they hold from the first sale of their business date on by `Till.catalogue`. Tills that share their books
    have business dates of their own, so they are written down when the last of those that are in use has got there.
    Master data that another till has changed are taken over before.

    Raises:
        BooksError: the books do not answer, or it could not be written.
    """
    changed = renew_master(till)
    before = till.master.catalogue
    catalogue = before.priced_on(till.books.business_date)
    if catalogue is before:
        return changed
    catalogue = before.priced_on(min([till.books.business_date, *_other_dates(till)]))
    if catalogue is before:
        return changed
    try:
        with till.books.act(ActKind.MASTER_DATA, at=till.now()) as act:
            master = act.save_master(replace(till.master, catalogue=catalogue))
            act.body["planned_prices"] = len(before.planned) - len(catalogue.planned)
    except MasterMoved:  # another till was quicker; what is due after that, the next minute writes
        return changed | renew_master(till)
    till.master = master
    return Changed.MASTER | Changed.JOURNAL


def _other_dates(till: Till) -> list[date]:
    """Of the other tills that have ever sold here and are not put away."""
    terminals = till.house.terminals
    return [
        day
        for number, day in till.books.business_dates().items()
        if number != till.terminal.number and number in terminals and terminals[number].active
    ]
