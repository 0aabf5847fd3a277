"""The favourites of an operator: a page of the card that is his own, in the order that he chose."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind, MasterMoved
from kasse.usecases.renew_master import renew_master
from kasse.usecases.till import Changed, Till

MOST = 60
"""So many are found again."""


def favourites(till: Till, operator: Operator) -> tuple[int, ...]:
    """Those of his favourites that are sold here."""
    known = till.staff.operators.get(operator.number, operator).favourites
    articles = till.catalogue.articles
    return tuple(n for n in known if n in articles and articles[n].active and articles[n].sold_in(till.unit))


def set_favourite(till: Till, operator: Operator, article: int, *, on: bool) -> Changed:
    """Make an article one of his own favourites, behind the others, or one no more. Nobody needs a right for that.

    Raises:
        Refused: no such article, or too many.
        BooksError: it could not be written.
    """
    till.catalogue.article(article)
    with suppress(MasterMoved):
        return _keep(till, operator, article, on=on)
    return _keep(till, operator, article, on=on)


def _keep(till: Till, operator: Operator, article: int, *, on: bool) -> Changed:
    renew_master(till)
    now = till.staff.operator(operator.number)
    wanted = tuple(n for n in now.favourites if n != article) + ((article,) if on else ())
    if len(wanted) > MOST:
        raise Refused(f"Mehr als {MOST} Favoriten sind nicht vorgesehen. Bitte zuerst einen herausnehmen.")
    staff = replace(
        till.staff, operators={**till.staff.operators, now.number: replace(now, favourites=wanted)}
    )
    with till.books.act(ActKind.MASTER_DATA, at=till.now(), operator=operator.number) as act:
        master = act.save_master(replace(till.master, staff=staff))
    till.master = master
    return Changed.MASTER | Changed.JOURNAL
