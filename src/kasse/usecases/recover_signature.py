"""Asking the signing device how far it got with what the books began: after a restart, and before a second try."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from kasse.ports.books import Pending
from kasse.ports.fiscal import Process, Secured
from kasse.usecases.till import Till


def recover_signature(till: Till, process: Process, pending: Pending, begun: datetime) -> Secured | None:
    """The signature that the device gave this order or receipt and the books do not know yet; None for none.

    Two guests may have the same: transactions that the books know are passed over, and so are those that the device
    must have finished for what was noted as unsigned before, because only its answer was lost. `begun`: when the
    books took it down; what the device finished before cannot be it.
    """
    device = till.fiscal.device()
    if device is None:
        return None
    after = till.books.last_transaction(device.serial, before=pending)
    finished = _unknown(till, till.fiscal.finished_since(after))
    # The device's clock counts whole seconds.
    second = begun.replace(microsecond=0)
    earlier = [each for each in finished if each.finished_at is not None and each.finished_at < second]
    taken = _matched(till.books.unsigned_since(device.serial, after), earlier)
    return next(
        (each for each in finished if each.process == process and each.transaction not in taken), None
    )


def last_explained(till: Till, after: int) -> int:
    """The last transaction of the device, from `after` on, of which the books know what it was for.

    Those that they know, and those of what they noted as unsigned while only the answer was lost.
    """
    device = till.fiscal.device()
    if device is None:
        return after
    finished = _unknown(till, till.fiscal.finished_since(after))
    lost = _matched(till.books.unsigned_since(device.serial, after), finished)
    return max({after, till.books.last_transaction(device.serial), *lost})


def oldest_doubt(till: Till) -> int:
    """The last transaction before anything that waits to be secured: from there on the device is asked."""
    device = till.fiscal.device()
    if device is None:
        return 0
    known = [till.books.last_transaction(device.serial, before=each) for each in till.books.pending()]
    return min([till.books.last_transaction(device.serial), *known])


def _unknown(till: Till, finished: Iterable[Secured]) -> Sequence[Secured]:
    """Those whose transaction the books do not have."""
    return [
        each
        for each in finished
        if each.transaction is not None and not till.books.knows_transaction(each.serial, each.transaction)
    ]


def _matched(processes: Iterable[Process], finished: Sequence[Secured]) -> set[int]:
    """The transactions that fit these processes, in the order of both. Some were never finished: they fit none."""
    taken: set[int] = set()
    for process in processes:
        for each in finished:
            number = each.transaction
            if number is not None and number not in taken and each.process == process:
                taken.add(number)
                break
    return taken
