"""Cards and keys: one reading finds whose it is, the books hold no code, and nobody gets another's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind
from kasse.settings.declared.card_reader import PIN_BESIDE_LOCK, WAITER_LOCK
from kasse.sheets.declared import OPERATORS
from kasse.usecases import cards
from kasse.usecases.cards import assign_card, owner_of, take_card
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.change_setting import Change, change_settings
from kasse.usecases.sign_in import known_card, refuse_card, sign_in, welcome_by_card
from tests.store.house import Desk
from tests.usecases.at_the_desk import last_act

CARD, OTHER = "04A3B2C1D0", "0123456789"


def operators(desk: Desk) -> list[Operator]:
    return [operator for operator in desk.till.staff.operators.values() if operator.active]


def test_a_card_says_whose_it_is_and_letting_him_in_stands_in_the_journal(desk: Desk) -> None:
    one, two = operators(desk)[:2]
    assign_card(desk.till, None, one.number, CARD)
    assign_card(desk.till, None, two.number, OTHER)
    assert known_card(desk.till, CARD.lower()) == desk.till.staff.operator(one.number)
    found = known_card(desk.till, OTHER)
    assert found is not None
    assert found.number == two.number
    welcome_by_card(desk.till, found)
    act = last_act(desk)
    assert (act.kind, act.operator, act.body["by"]) == (ActKind.LOGIN, two.number, "card")


def test_an_unknown_card_is_refused_and_written_down_without_its_code(desk: Desk) -> None:
    assign_card(desk.till, None, operators(desk)[0].number, CARD)
    assert known_card(desk.till, OTHER) is None
    with pytest.raises(Refused, match="kennt die Kasse nicht"):
        refuse_card(desk.till)
    act = last_act(desk)
    assert act.kind is ActKind.LOGIN_REFUSED
    assert OTHER not in repr(act)


def test_the_books_hold_neither_the_code_nor_its_hash_in_the_journal(desk: Desk) -> None:
    one = operators(desk)[0]
    assign_card(desk.till, None, one.number, CARD)
    kept = desk.till.staff.operator(one.number).card
    assert kept
    assert CARD not in kept
    words = repr(last_act(desk).body)
    assert "card" in words
    assert CARD not in words
    assert kept not in words


def test_all_cards_of_a_house_take_one_hash_a_reading(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = operators(desk)
    for number, operator in enumerate(everybody):
        assign_card(desk.till, None, operator.number, f"CARD-{number:04}")
    assert len({operator.card for operator in operators(desk)}) == len(everybody)
    made: list[str] = []
    really = cards._hash

    def counted(code: str, salt: str) -> str:
        made.append(code)
        return really(code, salt)

    monkeypatch.setattr(cards, "_hash", counted)
    assert owner_of(desk.till.staff, f"CARD-{len(everybody) - 1:04}") == operators(desk)[-1]
    assert len(made) == 1


def test_a_card_that_somebody_has_is_refused_with_his_name(desk: Desk) -> None:
    one, two = operators(desk)[:2]
    assign_card(desk.till, None, one.number, CARD)
    before = desk.till.staff
    with pytest.raises(Refused, match=one.name):
        assign_card(desk.till, None, two.number, CARD)
    assert desk.till.staff == before


def test_the_card_of_whoever_left_can_be_given_to_the_next_one(desk: Desk) -> None:
    one, two = operators(desk)[:2]
    assign_card(desk.till, None, two.number, CARD)
    gone = desk.till.staff.operator(two.number)
    change_master(desk.till, None, [Edit(OPERATORS, gone, replace(gone, active=False))])
    assert known_card(desk.till, CARD) is None, "who left is not let in"
    assign_card(desk.till, None, one.number, CARD)
    assert known_card(desk.till, CARD) == desk.till.staff.operator(one.number)
    assert desk.till.staff.operators[two.number].card == ""


def test_a_card_that_was_taken_away_opens_nothing(desk: Desk) -> None:
    one = operators(desk)[0]
    assign_card(desk.till, None, one.number, CARD)
    take_card(desk.till, None, one.number)
    assert known_card(desk.till, CARD) is None


def test_whoever_lacks_rights_cannot_put_his_card_in_the_place_of_the_boss(desk: Desk) -> None:
    staff = desk.till.staff
    boss = next(operator for operator in operators(desk) if staff.has_all_rights(operator))
    waiter = next(operator for operator in operators(desk) if not staff.has_all_rights(operator))
    with pytest.raises(Refused):
        assign_card(desk.till, waiter, boss.number, CARD)
    assert not desk.till.staff.operator(boss.number).card


def test_a_copied_operator_has_no_card(desk: Desk) -> None:
    one = replace(operators(desk)[0], card="1$00$00")
    assert OPERATORS.renamed(one, 4711).card == ""


class TestPinBesideTheLock:
    @pytest.fixture
    def locked(self, desk: Desk) -> Desk:
        """A till with a waiter lock that lets in by keys only."""
        scope = desk.till.settings.scope_for(WAITER_LOCK)
        change_settings(
            desk.till, None, [Change(WAITER_LOCK, "1", scope), Change(PIN_BESIDE_LOCK, "0", scope)]
        )
        return desk

    @staticmethod
    def waiter(desk: Desk) -> Operator:
        return next(o for o in operators(desk) if not desk.till.staff.has_all_rights(o))

    def test_without_a_key_no_waiter_gets_in(self, locked: Desk) -> None:
        waiter = self.waiter(locked)
        assign_card(locked.till, None, waiter.number, CARD)
        with pytest.raises(Refused, match="mit dem Schlüssel"):
            sign_in(locked.till, waiter.number, "1111")

    def test_while_nobody_has_a_key_the_pin_is_asked(self, locked: Desk) -> None:
        with pytest.raises(Refused, match="PIN stimmt nicht"):
            sign_in(locked.till, self.waiter(locked).number, "00000")

    def test_a_broken_reader_does_not_lock_out_whoever_may_do_everything(self, locked: Desk) -> None:
        assign_card(locked.till, None, self.waiter(locked).number, CARD)
        boss = next(o for o in operators(locked) if locked.till.staff.has_all_rights(o))
        with pytest.raises(Refused, match="PIN stimmt nicht"):
            sign_in(locked.till, boss.number, "00000")
