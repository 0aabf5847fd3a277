"""Saying what is left of an article today: locked, there again, or so many portions; by right, and at once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from kasse.domain.catalogue import Availability
from kasse.domain.quantity import Quantity
from kasse.domain.refused import OnlyPractice, Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind, MasterMoved
from kasse.usecases.renew_master import renew_master
from kasse.usecases.till import Changed, Till

MOST_LEFT = Quantity.of(9999)


def lock_article(till: Till, operator: Operator, article: int) -> Changed:
    """Sell an article no more, however much of it is left.

    Raises:
        Refused: no right, no such article; practice changes nothing for the others.
        BooksError: it could not be written.
    """
    now = _known(till, operator, article)
    return _keep(till, operator, {(till.availability_unit, article): replace(now, locked=True)})


def unlock_article(till: Till, operator: Operator, article: int) -> Changed:
    """Sell an article again: locked or sold out, also where its master data say so.

    Where each unit keeps its own locks and the master data locked it for all, the others stay locked.

    Raises:
        Refused: no right, no such article; practice changes nothing for the others.
        BooksError: it could not be written.
    """
    now = _known(till, operator, article)
    unit = till.availability_unit
    left = now.left if now.left is not None and now.left.thousandths > 0 else None
    wanted = {(unit, article): Availability(left=left)}
    if not till.catalogue.article(article).sold_out:
        return _keep(till, operator, wanted)
    if unit:
        for other in set(till.house.units) - {unit}:
            wanted[other, article] = replace(till.availabilities.of(other, article), locked=True)
    with suppress(MasterMoved):
        return _keep(till, operator, wanted, no_longer_sold_out=article)
    return _keep(till, operator, wanted, no_longer_sold_out=article)


def set_remaining(till: Till, operator: Operator, article: int, left: Quantity | None) -> Changed:
    """From now on there is so much of an article; None: nobody counts it any more.

    Raises:
        Refused: no right, no such article, a quantity out of range.
        BooksError: it could not be written.
    """
    now = _known(till, operator, article)
    if left is not None and not 0 <= left.thousandths <= MOST_LEFT.thousandths:
        raise Refused(f"Eine Restmenge liegt zwischen 0 und {MOST_LEFT}.")
    return _keep(till, operator, {(till.availability_unit, article): replace(now, left=left)})


def _known(till: Till, operator: Operator, article: int) -> Availability:
    till.staff.require(operator, Right.MASTER_DATA)
    name = till.catalogue.article(article).name
    if operator.training:
        raise OnlyPractice(f"Übung: „{name}“ bleibt für alle anderen, wie es ist.")
    till.read_availabilities()
    return till.availabilities.of(till.availability_unit, article)


def _keep(
    till: Till,
    operator: Operator,
    wanted: Mapping[tuple[int, int], Availability],
    *,
    no_longer_sold_out: int | None = None,
) -> Changed:
    changed = Changed.AVAILABILITY | Changed.JOURNAL
    master = None
    if no_longer_sold_out is not None:
        renew_master(till)
        catalogue = till.master.catalogue
        article = replace(catalogue.article(no_longer_sold_out), sold_out=False)
        articles = {**catalogue.articles, article.number: article}
        master = replace(till.master, catalogue=replace(catalogue, articles=articles))
    with till.books.act(ActKind.MASTER_DATA, at=till.now(), operator=operator.number) as act:
        if master is not None:
            master = act.save_master(master)
            changed |= Changed.MASTER
        for (unit, number), availability in wanted.items():
            act.set_availability(unit, number, availability)
    if master is not None:
        till.master = master
    till.read_availabilities()
    return changed
