"""What is said at the till, and what it means to the law."""

import pytest

from kasse.domain.business_case import CASE_NAMES, MOVES, MOVES_IN, MOVES_OUT, BusinessCase, move_called


def test_every_case_has_a_name_of_its_own() -> None:
    assert set(CASE_NAMES) == set(BusinessCase)
    assert len(set(CASE_NAMES.values())) == len(CASE_NAMES)


@pytest.mark.parametrize("case", sorted(MOVES))
def test_money_is_known_by_the_name_of_what_it_is_if_it_goes_that_way(case: BusinessCase) -> None:
    name = f" {CASE_NAMES[case].upper()} "
    assert move_called(name, comes_in=True) is (None if case in MOVES_OUT else case)
    assert move_called(name, comes_in=False) is (None if case in MOVES_IN else case)


def test_a_hand_over_is_transit_and_an_unknown_reason_means_nothing() -> None:
    assert move_called("Geldabgabe", comes_in=False) is BusinessCase.CASH_IN_TRANSIT
    assert move_called("Wechselgeld", comes_in=True) is BusinessCase.CASH_IN_TRANSIT
    assert move_called("Trinkgeld", comes_in=False) is BusinessCase.TIP_STAFF
    assert move_called("Trinkgeld", comes_in=True) is None
    assert move_called("Einkauf", comes_in=False) is None
