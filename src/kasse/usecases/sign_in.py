"""Signing in and out."""

from __future__ import annotations

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind
from kasse.usecases.pins import pin_matches
from kasse.usecases.renew_master import renew_master
from kasse.usecases.till import Till


def sign_in(till: Till, number: int, pin: str) -> Operator:
    """Let an operator in who knows his PIN; both outcomes stand in the journal.

    Raises:
        Refused: unknown operator or wrong PIN.
    """
    renew_master(till)
    operator = till.staff.operator(number)
    till.read_settings()  # another till may have changed what holds for all
    welcome = pin_matches(pin, operator.pin_hash)
    kind = ActKind.LOGIN if welcome else ActKind.LOGIN_REFUSED
    with till.books.act(kind, at=till.now(), operator=number) as act:
        act.body["name"] = operator.name
    if not welcome:
        raise Refused("Diese PIN stimmt nicht. Bitte noch einmal eingeben.")
    return operator


def sign_out(till: Till, operator: Operator) -> None:
    """Write down that an operator left the till."""
    with till.books.act(ActKind.LOGOUT, at=till.now(), operator=operator.number) as act:
        act.body["name"] = operator.name
