"""The business day: its date, its figures, its closing."""

from kasse.domain.shifts.business_day import next_business_date
from kasse.domain.shifts.cash import CashBalance, own_cash
from kasse.domain.shifts.closing import Closing, Figures, figures_of
from kasse.domain.shifts.settlement import Settlement, settlement_of

__all__ = [
    "CashBalance",
    "Closing",
    "Figures",
    "Settlement",
    "figures_of",
    "next_business_date",
    "own_cash",
    "settlement_of",
]
