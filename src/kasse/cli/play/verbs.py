"""All verbs of a written day: the table that reading, playing and the documentation share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kasse.cli.play import verbs_day, verbs_money, verbs_orders
from kasse.cli.play.expect import CLOSING, ORDER, RECEIPT, REPORT, SETTLEMENT
from kasse.cli.play.names import StepTable
from kasse.cli.play.playing import Deed


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that a step can do.

    `read` asks for every field that the verb knows, whether it is there or not. `made` names what `expect` may
    look at beside what is to be seen after any step. A mishap happens by itself: nobody does it.
    """

    read: Callable[[StepTable], Deed]
    made: frozenset[str] = frozenset()
    mishap: bool = False
    labels: bool = False
    """Whether `as` can give its receipt a name."""


VERBS: Mapping[str, Verb] = {
    "sign_in": Verb(verbs_orders.read_sign_in),
    "sign_out": Verb(verbs_orders.read_sign_out),
    "order": Verb(verbs_orders.read_order, ORDER),
    "recall": Verb(verbs_orders.read_recall, ORDER),
    "void": Verb(verbs_orders.read_void, ORDER),
    "price": Verb(verbs_orders.read_price, ORDER),
    "discount": Verb(verbs_orders.read_discount, ORDER),
    "transfer": Verb(verbs_orders.read_transfer, ORDER),
    "hand_over": Verb(verbs_orders.read_hand_over),
    "describe": Verb(verbs_orders.read_describe),
    "interim_bill": Verb(verbs_money.read_interim_bill),
    "pay": Verb(verbs_money.read_pay, RECEIPT, labels=True),
    "internal": Verb(verbs_money.read_internal, RECEIPT, labels=True),
    "reverse": Verb(verbs_money.read_reverse, RECEIPT, labels=True),
    "reprint": Verb(verbs_money.read_reprint),
    "invoice": Verb(verbs_money.read_invoice),
    "cash_in": Verb(verbs_money.read_cash_in, RECEIPT, labels=True),
    "cash_out": Verb(verbs_money.read_cash_out, RECEIPT, labels=True),
    "collect": Verb(verbs_money.read_collect, RECEIPT, labels=True),
    "function": Verb(verbs_money.read_function, RECEIPT, labels=True),
    "drawer": Verb(verbs_money.read_drawer),
    "setting": Verb(verbs_day.read_setting),
    "lock": Verb(verbs_day.read_lock),
    "unlock": Verb(verbs_day.read_unlock),
    "remaining": Verb(verbs_day.read_remaining),
    "count": Verb(verbs_day.read_count),
    "x_report": Verb(verbs_day.read_x_report, REPORT),
    "units_report": Verb(verbs_day.read_units_report, REPORT),
    "settle": Verb(verbs_day.read_settle, SETTLEMENT),
    "close_day": Verb(verbs_day.read_close_day, CLOSING),
    "printer_out": Verb(verbs_day.read_printer_out, mishap=True),
    "printer_back": Verb(verbs_day.read_printer_back, mishap=True),
    "tse_out": Verb(verbs_day.read_tse_out, mishap=True),
    "tse_back": Verb(verbs_day.read_tse_back, mishap=True),
    "power_cut": Verb(verbs_day.read_power_cut, mishap=True),
}
