"""What the foot of the screens is told of an open shop, besides devices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from kasse.app.shop import Shop
from kasse.ports.foot import FootFacts
from kasse.ports.outbox import JobKind

LATE = timedelta(minutes=10)
"""What follows a closing takes its time; before that nobody has to hear of it."""
TOLD = (JobKind.SELF_CHECK, JobKind.TSE_ARCHIVE)
"""Papers stand beside their printers, the backup has a word of its own, mails are sent by whoever leads the house."""


class ShopFoot:
    """Implements `kasse.ports.foot.Foot`."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.shared = shop.layouts is not None

    def read(self) -> FootFacts:
        """See `Foot`."""
        waiting = self._shop.outbox.waiting_since(self._shop.till.now() - LATE)
        late: Mapping[JobKind, int] = {kind: waiting[kind] for kind in TOLD if kind in waiting}
        return FootFacts(self._shop.backups.state(), late)
