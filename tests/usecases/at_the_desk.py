"""Short ways to ask what a desk's books say now."""

from kasse.domain.money import Money
from kasse.domain.orders import Tab
from kasse.ports.books import Booked
from kasse.ports.outbox import Job, JobKind
from tests.store.house import Desk


def tab(desk: Desk, table: int = 12, *, training: bool = False) -> Tab:
    """What is open on a table that is not free."""
    found = desk.books.tab(table, training=training)
    assert found is not None
    return found


def open_sum(desk: Desk) -> Money:
    """What is open on all tables."""
    return Money.sum(summary.total for summary in desk.books.open_tabs())


def last_act(desk: Desk) -> Booked:
    """The newest entry of the journal."""
    return desk.books.journal(limit=1)[0]


def jobs(desk: Desk, kind: JobKind = JobKind.PRINT) -> list[Job]:
    """What waits to be printed, or drawers that wait to be opened, in order."""
    far = desk.clock.replace(year=2100)
    queued = [
        job for name in desk.till.house.printers for job in desk.outbox.due(name, far, kind=kind, limit=1000)
    ]
    return [job.job for job in sorted(queued, key=lambda each: each.id)]


def state(desk: Desk) -> tuple[object, ...]:
    """Everything that a refused deed must leave as it was."""
    return (
        last_act(desk),
        desk.books.open_tabs(),
        desk.books.pending(),
        jobs(desk),
        jobs(desk, JobKind.DRAWER),
    )
