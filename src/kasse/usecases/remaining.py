"""What is left of articles: orders take from it in their own act, voids give back, the closing of the day ends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kasse.domain.catalogue import Article, Availability, NotNow, not_now
from kasse.domain.orders import Line
from kasse.domain.quantity import Quantity
from kasse.domain.refused import Refused
from kasse.ports.books import Act
from kasse.usecases.book_order import OrderSent
from kasse.usecases.till import Changed, Till


def out_of_time(till: Till, article: Article) -> NotNow | None:
    """Why an article is not sold at this time, by the clock on the wall and the business date; None: it is."""
    if not (article.sold_times or article.sold_from or article.sold_until):
        return None
    return not_now(article, till.now().astimezone(till.zone), till.books.business_date)


def why_not(till: Till, article: Article, *, in_time: bool = False) -> str:
    """Why an article cannot be ordered here now, as a sentence; empty if it can.

    in_time: it was put on while it was sold, so its time may be over by now.
    """
    if not article.sold_in(till.unit):
        return f"„{article.name}“ wird in „{till.unit_name or till.unit}“ nicht verkauft."
    if till.availability(article).gone:
        return f"„{article.name}“ ist ausverkauft."
    late = None if in_time else out_of_time(till, article)
    return late.sentence if late else ""


def require_offered(till: Till, articles: Iterable[int], *, in_time: bool = False) -> None:
    """Refuse what another accounting unit sells, what is locked or sold out, and, unless it was put on `in_time`, what
    is not sold at this time.

    Raises:
        Refused: says which article and why.
    """
    for number in articles:
        article = till.catalogue.articles.get(number)
        if article is not None and (reason := why_not(till, article, in_time=in_time)):
            raise Refused(reason)


def require_left(till: Till, lines: Iterable[Line]) -> None:
    """Refuse more than is left, as far as this till knows; the act that sends knows for certain.

    Raises:
        Refused: says of what there is not so much, and how much is there.
    """
    for number, quantity in _counted(till, lines, till.availability_unit).items():
        left = till.availabilities.of(till.availability_unit, number).left
        if left is not None and quantity > left:
            raise Refused(lacking(till, number, left))


def take_remaining(till: Till, act: Act, lines: Iterable[Line]) -> bool:
    """Take what is ordered from what is left of it. False: nobody counts any of it. Ask for the tab first.

    Raises:
        Refused: less is left.
    """
    taken = _counted(till, lines, till.availability_unit)
    if not taken:
        return False
    for number, left in act.take_remaining(till.availability_unit, taken).items():
        raise Refused(lacking(till, number, left))
    return True


def give_back(till: Till, act: Act, lines: Iterable[Line]) -> bool:
    """What is voided is there again, in the unit of the till that ordered it. False: nobody counts any of it."""
    by_unit: dict[int, list[Line]] = {}
    for line in lines:
        by_unit.setdefault(_unit_of(till, line), []).append(line)
    given = False
    for unit, voided in sorted(by_unit.items()):
        back = _counted(till, voided, unit)
        act.take_remaining(unit, {number: -quantity for number, quantity in back.items()})
        given = given or bool(back)
    return given


def counted_anew(till: Till, sent: OrderSent, *, counted: bool) -> OrderSent:
    """The answer of an order that took or gave back what is counted: the till knows how much is left by now."""
    if not counted:
        return sent
    till.read_availabilities()
    return replace(sent, changed=sent.changed | Changed.AVAILABILITY)


def end_counts(till: Till, act: Act) -> None:
    """With the day ends what was left of it; locks stay."""
    for (unit, number), known in till.books.availabilities().known.items():
        if unit == till.availability_unit and known.left is not None:
            act.set_availability(unit, number, Availability(known.locked))


def lacking(till: Till, number: int, left: Quantity) -> str:
    """That there is not so much of an article."""
    article = till.catalogue.articles.get(number)
    name = article.name if article else str(number)
    if left.thousandths <= 0:
        return f"„{name}“ ist ausverkauft."
    return f"Von „{name}“ {'ist' if left.thousandths <= 1000 else 'sind'} noch {left} da."


def _counted(till: Till, lines: Iterable[Line], unit: int) -> Mapping[int, Quantity]:
    """How much of each article that is counted there the lines have, sides too; what is given back takes nothing."""
    known = till.availabilities.known
    if not known:
        return {}
    sums: Counter[int] = Counter()
    for line in lines:
        for component in line.components:
            entry = known.get((unit, component.article))
            if entry is not None and entry.left is not None and line.quantity.thousandths > 0:
                sums[component.article] += line.quantity.thousandths
    return {number: Quantity(thousandths) for number, thousandths in sums.items()}


def _unit_of(till: Till, line: Line) -> int:
    if not till.availability_unit:
        return 0
    terminal = till.house.terminals.get(int(line.id.split("-", 1)[0]))
    return terminal.unit if terminal is not None else till.availability_unit
