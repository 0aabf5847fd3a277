"""Cards and keys that sign in: kept as a costly hash with one salt for the house, so that one look finds the owner.

A PIN is asked of somebody who has said who he is; a card has to say that itself. With a salt for each card, sixty
operators would cost sixty hashes a reading. So all cards of a house share a random salt, which stands before each hash:
a reading costs one hash, and it is costly enough (as for PINs) that a copy of the books tells nobody the codes, short
as those of some cards are. The books need no key store for it, and every till that shares them knows every card.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from hmac import compare_digest

from argon2.low_level import Type, hash_secret_raw

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Staff
from kasse.domain.staff.key_codes import key_code
from kasse.sheets.declared import OPERATORS
from kasse.usecases.change_master import Edit, MasterChanged, change_master
from kasse.usecases.renew_master import renew_master
from kasse.usecases.till import Till

FORM = "1"
"""Argon2id with the measures below; other measures will be another form."""
_SALT_BYTES, _HASH_BYTES = 16, 24
_TIME, _MEMORY_KIB = 2, 19 * 1024


def owner_of(staff: Staff, text: str) -> Operator | None:
    """Whose card was read; None: nobody's who works here. Takes some 20 ms, so not on the screen's thread.

    Raises:
        Refused: what was read can be no card at all.
    """
    return _holder((operator for operator in staff.operators.values() if operator.active), key_code(text))


def assign_card(till: Till, by: Operator | None, number: int, text: str) -> MasterChanged:
    """From now on this card is that operator's; one he had before signs in no more.

    Raises:
        Refused: no right, no such operator, no card, or it is somebody else's.
        BooksError: it could not be written.
    """
    renew_master(till)
    staff, code = till.staff, key_code(text)
    operator = staff.operator(number)
    holder = _holder(staff.operators.values(), code)
    edits = []
    if holder is not None and holder.number != number:
        if holder.active:
            raise Refused(f"Diese Karte hat schon {holder.name}. Bitte dort zuerst wegnehmen.")
        edits.append(Edit(OPERATORS, holder, replace(holder, card="")))
    known = (_parts(other.card)[0] for other in staff.operators.values())
    salt = next(filter(None, known), "") or secrets.token_hex(_SALT_BYTES)
    edits.append(Edit(OPERATORS, operator, replace(operator, card=f"{FORM}${salt}${_hash(code, salt)}")))
    return change_master(till, by, edits)


def take_card(till: Till, by: Operator | None, number: int) -> MasterChanged:
    """From now on nobody is signed in by the card that this operator had.

    Raises:
        Refused: no right, or no such operator.
        BooksError: it could not be written.
    """
    renew_master(till)
    operator = till.staff.operator(number)
    return change_master(till, by, [Edit(OPERATORS, operator, replace(operator, card=""))])


def _holder(operators: Iterable[Operator], code: str) -> Operator | None:
    hashes: dict[str, str] = {}
    for operator in operators:
        salt, kept = _parts(operator.card)
        if salt and salt not in hashes:  # more than one only where two tills gave out the first cards at once
            hashes[salt] = _hash(code, salt)
        if salt and compare_digest(hashes[salt], kept):
            return operator
    return None


def _parts(card: str) -> tuple[str, str]:
    """Salt and hash; empty where there is no card, or one that a newer version has kept."""
    form, _, rest = card.partition("$")
    salt, _, kept = rest.partition("$")
    return (salt, kept) if form == FORM else ("", "")


def _hash(code: str, salt: str) -> str:
    return hash_secret_raw(
        code.encode(),
        bytes.fromhex(salt),
        time_cost=_TIME,
        memory_cost=_MEMORY_KIB,
        parallelism=1,
        hash_len=_HASH_BYTES,
        type=Type.ID,
    ).hex()
