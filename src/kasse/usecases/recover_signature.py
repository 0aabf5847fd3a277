"""Asking the signing device whether it has signed what the books began: after a restart, and before a second try."""

from __future__ import annotations

from kasse.ports.books import Pending, Subject
from kasse.ports.fiscal import Process, Secured
from kasse.usecases.till import Till


def recover_signature(till: Till, process: Process, subject: Subject, number: int) -> Secured | None:
    """The signature that the device gave this order or receipt and the books do not know yet; None for none.

    Two orders may say the same, so the transactions of others are passed over.
    """
    device = till.fiscal.device()
    if device is None:
        return None
    after = till.books.last_transaction(device.serial, before=Pending(subject, number))
    while (found := till.fiscal.recover(process, after)) is not None and found.transaction is not None:
        if not till.books.knows_transaction(found.serial, found.transaction):
            return found
        after = found.transaction
    return None
