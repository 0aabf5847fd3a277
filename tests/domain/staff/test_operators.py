"""Operators may do what their password level allows, and are told so when it does not."""

import pytest

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, PasswordLevel, Right, Staff
from kasse.domain.staff.operators import RIGHT_NAMES

WAITER = Operator(1, "Anna Huber", 1, "hash")
BOSS = Operator(2, "Berta", 9, "hash")
STAFF = Staff(
    operators={1: WAITER, 2: BOSS, 3: Operator(3, "Carl", 1, "hash", active=False)},
    levels={
        1: PasswordLevel(1, "Service", frozenset({Right.ORDER, Right.PAY})),
        9: PasswordLevel(9, "Leitung", frozenset(Right)),
    },
)


@pytest.mark.parametrize("right", Right)
def test_a_level_gives_its_rights_and_no_others(right: Right) -> None:
    assert STAFF.may(WAITER, right) == (right in {Right.ORDER, Right.PAY})
    assert STAFF.may(BOSS, right)


@pytest.mark.parametrize("right", [right for right in Right if right not in {Right.ORDER, Right.PAY}])
def test_a_missing_right_is_refused_in_a_german_sentence_that_names_it(right: Right) -> None:
    with pytest.raises(Refused) as refused:
        STAFF.require(WAITER, right)
    assert str(refused.value) == (
        f"„{RIGHT_NAMES[right]}“ ist Anna Huber nicht erlaubt. Bitte die Leitung rufen."
    )


def test_a_right_that_is_there_is_not_refused() -> None:
    STAFF.require(WAITER, Right.PAY)


def test_every_right_has_a_german_name_of_its_own() -> None:
    assert set(RIGHT_NAMES) == set(Right)
    assert len(set(RIGHT_NAMES.values())) == len(Right)


def test_an_operator_of_an_unknown_level_may_do_nothing() -> None:
    stranger = Operator(4, "Dora", 5, "hash")
    assert not any(STAFF.may(stranger, right) for right in Right)


@pytest.mark.parametrize("number", [3, 99])
def test_who_has_left_or_was_never_there_cannot_sign_in(number: int) -> None:
    with pytest.raises(Refused, match=f"Einen Bediener mit der Nummer {number} gibt es nicht"):
        STAFF.operator(number)


def test_an_operator_is_found_by_number() -> None:
    assert STAFF.operator(2) is BOSS


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Anna Huber", "AH"),
        ("Berta", "BE"),
        ("eva maria von klein", "EK"),
        ("X", "X"),
        ("", "?"),
        ("  ", "?"),
    ],
)
def test_the_table_plan_shows_two_letters_of_a_name(name: str, initials: str) -> None:
    assert Operator(1, name, 1, "hash").initials == initials
