"""Signing in and out."""

from __future__ import annotations

from typing import NoReturn

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind
from kasse.settings.declared.card_reader import PIN_BESIDE_LOCK, PIN_LENGTH, WAITER_LOCK
from kasse.usecases.cards import owner_of
from kasse.usecases.pins import pin_matches
from kasse.usecases.renew_master import renew_master
from kasse.usecases.till import Till


def sign_in(till: Till, number: int, pin: str) -> Operator:
    """Let an operator in who knows his PIN; both outcomes stand in the journal.

    Raises:
        Refused: unknown operator, wrong PIN, or the waiter lock wants a key.
    """
    renew_master(till)
    operator = till.staff.operator(number)
    till.read_settings()  # another till may have changed what holds for all
    if refusal := why_no_pin(till, operator):
        raise Refused(refusal)
    welcome = pin_matches(pin, operator.pin_hash)
    kind = ActKind.LOGIN if welcome else ActKind.LOGIN_REFUSED
    with till.books.act(kind, at=till.now(), operator=number) as act:
        act.body["name"] = operator.name
    if not welcome:
        raise Refused("Diese PIN stimmt nicht. Bitte noch einmal eingeben.")
    return operator


def sign_in_by_pin(till: Till, pin: str) -> Operator:
    """Let in whoever has this PIN, without having said who he is. Each operator's PIN is tried, which takes its time.

    Raises:
        Refused: nobody has it, or several have, or the waiter lock wants a key.
    """
    renew_master(till)
    till.read_settings()
    found = [
        operator
        for operator in till.staff.operators.values()
        if operator.active and not why_no_pin(till, operator) and pin_matches(pin, operator.pin_hash)
    ]
    if len(found) > 1:
        raise Refused("Diese PIN haben mehrere. Bitte zuerst den Namen antippen.")
    kind = ActKind.LOGIN if found else ActKind.LOGIN_REFUSED
    with till.books.act(kind, at=till.now(), operator=found[0].number if found else 0) as act:
        act.body["name"] = found[0].name if found else ""
    if not found:
        raise Refused("Diese PIN stimmt nicht. Bitte noch einmal eingeben.")
    return found[0]


def pin_length(till: Till) -> int:
    """How many digits every PIN has; 0: any."""
    length = till.settings[PIN_LENGTH]
    return int(length) if length.isdigit() else 0


def why_no_pin(till: Till, operator: Operator) -> str:
    """Why a PIN will not do here, as a German sentence; empty where it does.

    It always does for whoever has all rights, and while nobody has a key: a reader may break, and a till that nobody
    can open helps nobody.
    """
    if not till.settings[WAITER_LOCK] or till.settings[PIN_BESIDE_LOCK]:
        return ""
    has_keys = any(other.card and other.active for other in till.staff.operators.values())
    if not has_keys or till.staff.has_all_rights(operator):
        return ""
    return "Hier meldet man sich mit dem Schlüssel an. Bitte ins Kellnerschloss stecken."


def known_card(till: Till, text: str) -> Operator | None:
    """Whose card this is; None: nobody's. Nothing is written down.

    Raises:
        Refused: what was read can be no card.
    """
    renew_master(till)
    return owner_of(till.staff, text)


def welcome_by_card(till: Till, operator: Operator) -> Operator:
    """Write down that somebody was let in by the card; answers who."""
    till.read_settings()  # another till may have changed what holds for all
    with till.books.act(ActKind.LOGIN, at=till.now(), operator=operator.number) as act:
        act.body.update(name=operator.name, by="card")
    return operator


def refuse_card(till: Till) -> NoReturn:
    """Write down that a card was read which nobody knows.

    Raises:
        Refused: always.
    """
    with till.books.act(ActKind.LOGIN_REFUSED, at=till.now()) as act:
        act.body["by"] = "card"
    raise Refused("Diese Karte kennt die Kasse nicht. Die Leitung kann sie unter Bediener zuordnen.")


def sign_out(till: Till, operator: Operator) -> None:
    """Write down that an operator left the till."""
    with till.books.act(ActKind.LOGOUT, at=till.now(), operator=operator.number) as act:
        act.body["name"] = operator.name
