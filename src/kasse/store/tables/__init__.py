"""Every table of the books. Sealed tables hold facts and only grow; the rest are states and master data."""

from kasse.store.tables.facts import JOURNAL, SEALED, SEALED_DETAILS
from kasse.store.tables.master import MASTER
from kasse.store.tables.metadata import METADATA
from kasse.store.tables.states import (
    AVAILABILITY,
    COUNTER,
    MASTER_VERSION,
    OUTBOX,
    SETTING,
    TAB,
    TOUCH_LAYOUT,
    VOUCHER,
)

__all__ = [
    "AVAILABILITY",
    "COUNTER",
    "JOURNAL",
    "MASTER",
    "MASTER_VERSION",
    "METADATA",
    "OUTBOX",
    "SEALED",
    "SEALED_DETAILS",
    "SETTING",
    "TAB",
    "TOUCH_LAYOUT",
    "VOUCHER",
]
