"""What an amount on a receipt stands for: a sale, or one of the other ways in which value changes hands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class BusinessCase(StrEnum):
    """The kinds that the law keeps apart (DSFinV-K GV_TYP). The value is stored and never changes its meaning."""

    SALE = "sale"
    DEPOSIT = "deposit"
    """Pfand, taken; its tax is that of the goods."""
    DEPOSIT_BACK = "deposit_back"
    DISCOUNT = "discount"
    SURCHARGE = "surcharge"
    SUBSIDY_REAL = "subsidy_real"
    """Paid by somebody else and no part of the price."""
    SUBSIDY_PART = "subsidy_part"
    TIP_OWNER = "tip_owner"
    TIP_STAFF = "tip_staff"
    SINGLE_VOUCHER_SOLD = "single_voucher_sold"
    """Einzweckgutschein: place and tax of the supply are known, so it is taxed when sold (§ 3 (14) UStG)."""
    SINGLE_VOUCHER_REDEEMED = "single_voucher_redeemed"
    MULTI_VOUCHER_SOLD = "multi_voucher_sold"
    """Mehrzweckgutschein: money in another form (§ 3 (15) UStG)."""
    MULTI_VOUCHER_REDEEMED = "multi_voucher_redeemed"
    RECEIVABLE = "receivable"
    """Sold on account: to be paid later."""
    RECEIVABLE_PAID = "receivable_paid"
    DOWN_PAYMENT = "down_payment"
    DOWN_PAYMENT_SET_OFF = "down_payment_set_off"
    OPENING_FLOAT = "opening_float"
    OWNER_OUT = "owner_out"
    OWNER_IN = "owner_in"
    CASH_IN_TRANSIT = "cash_in_transit"
    """To or from bank, safe, another till."""
    WAGES = "wages"
    CASH_IN = "cash_in"
    CASH_OUT = "cash_out"
    COUNT_DIFFERENCE = "count_difference"


CASE_NAMES: Mapping[BusinessCase, str] = {
    BusinessCase.SALE: "Verkauf",
    BusinessCase.DEPOSIT: "Pfand",
    BusinessCase.DEPOSIT_BACK: "Pfand zurück",
    BusinessCase.DISCOUNT: "Rabatt",
    BusinessCase.SURCHARGE: "Aufschlag",
    BusinessCase.SUBSIDY_REAL: "Zuschuss",
    BusinessCase.SUBSIDY_PART: "Zuschuss zum Preis",
    BusinessCase.TIP_OWNER: "Trinkgeld Inhaber",
    BusinessCase.TIP_STAFF: "Trinkgeld ausgezahlt",
    BusinessCase.SINGLE_VOUCHER_SOLD: "Einzweckgutschein",
    BusinessCase.SINGLE_VOUCHER_REDEEMED: "Einzweckgutschein eingelöst",
    BusinessCase.MULTI_VOUCHER_SOLD: "Mehrzweckgutschein",
    BusinessCase.MULTI_VOUCHER_REDEEMED: "Mehrzweckgutschein eingelöst",
    BusinessCase.RECEIVABLE: "Auf Rechnung",
    BusinessCase.RECEIVABLE_PAID: "Rechnung bezahlt",
    BusinessCase.DOWN_PAYMENT: "Anzahlung",
    BusinessCase.DOWN_PAYMENT_SET_OFF: "Anzahlung verrechnet",
    BusinessCase.OPENING_FLOAT: "Anfangsbestand",
    BusinessCase.OWNER_OUT: "Privatentnahme",
    BusinessCase.OWNER_IN: "Privateinlage",
    BusinessCase.CASH_IN_TRANSIT: "Geldtransit",
    BusinessCase.WAGES: "Lohnzahlung",
    BusinessCase.CASH_IN: "Einlage",
    BusinessCase.CASH_OUT: "Entnahme",
    BusinessCase.COUNT_DIFFERENCE: "Kassendifferenz",
}
"""What each is called on screen and paper."""

NUMBERED = frozenset(
    {BusinessCase.SINGLE_VOUCHER_SOLD, BusinessCase.MULTI_VOUCHER_SOLD, BusinessCase.DOWN_PAYMENT}
)
"""Sold with a number by which they are redeemed or set off later."""

SELLABLE = NUMBERED | {
    BusinessCase.SALE,
    BusinessCase.DEPOSIT,
    BusinessCase.DEPOSIT_BACK,
    BusinessCase.SURCHARGE,
    BusinessCase.TIP_OWNER,
}
"""What an article can stand for."""

MOVES_IN = frozenset({BusinessCase.OPENING_FLOAT, BusinessCase.OWNER_IN, BusinessCase.CASH_IN})
MOVES_OUT = frozenset(
    {BusinessCase.OWNER_OUT, BusinessCase.WAGES, BusinessCase.CASH_OUT, BusinessCase.TIP_STAFF}
)
MOVES = MOVES_IN | MOVES_OUT | {BusinessCase.CASH_IN_TRANSIT, BusinessCase.COUNT_DIFFERENCE}
"""What own cash that comes or goes without a sale can stand for."""

_MOVES_BY_WORD = {
    **{CASE_NAMES[case].casefold(): case for case in MOVES},
    "wechselgeld": BusinessCase.CASH_IN_TRANSIT,
    "bank": BusinessCase.CASH_IN_TRANSIT,
    "tresor": BusinessCase.CASH_IN_TRANSIT,
    "geldabgabe": BusinessCase.CASH_IN_TRANSIT,
    "trinkgeld": BusinessCase.TIP_STAFF,
    "lohn": BusinessCase.WAGES,
}


def move_called(reason: str, *, comes_in: bool) -> BusinessCase | None:
    """What money that is moved for this reason stands for; None: cash in or out, or nobody knows."""
    case = _MOVES_BY_WORD.get(reason.strip().casefold())
    return None if case in (MOVES_OUT if comes_in else MOVES_IN) else case
