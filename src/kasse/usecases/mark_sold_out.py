"""Saying that there is no more of an article today, or that there is some again."""

from __future__ import annotations

from dataclasses import replace

from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind
from kasse.usecases.renew_master import renew_master
from kasse.usecases.till import Changed, Till


def mark_sold_out(till: Till, operator: Operator, article: int, *, sold_out: bool) -> Changed:
    """Sell an article no more, or again; the till goes on with the new master data.

    Raises:
        Refused: no right, no such article.
        BooksError: it could not be written.
    """
    till.staff.require(operator, Right.MASTER_DATA)
    renew_master(till)
    catalogue = till.master.catalogue
    marked = replace(catalogue.article(article), sold_out=sold_out)
    articles = {**catalogue.articles, article: marked}
    master = replace(till.master, catalogue=replace(catalogue, articles=articles))
    with till.books.act(ActKind.MASTER_DATA, at=till.now(), operator=operator.number) as act:
        master = act.save_master(master)
        act.body.update(article=article, sold_out=int(sold_out))
    till.master = master
    return Changed.MASTER | Changed.JOURNAL
