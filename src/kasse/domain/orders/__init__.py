"""What guests have ordered and not yet paid: lines on tabs, and every way to move, change and share them."""

from kasse.domain.orders.booking import Booking, BookingKind
from kasse.domain.orders.compose import Wish, compose
from kasse.domain.orders.line import Component, Line
from kasse.domain.orders.sharing import divide_line, equal_shares, share_of_amount, take_part
from kasse.domain.orders.tab import Tab

__all__ = [
    "Booking",
    "BookingKind",
    "Component",
    "Line",
    "Tab",
    "Wish",
    "compose",
    "divide_line",
    "equal_shares",
    "share_of_amount",
    "take_part",
]
