"""Who the business is can be changed, and everything that is made from then on says so; what was made before does not."""

from __future__ import annotations

from typing import Any

import pytest

from kasse.domain.refused import Refused
from kasse.domain.staff import PasswordLevel, Right
from kasse.sheets.declared import BUSINESS, PASSWORD_LEVELS
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.close_day import close_day
from tests.store.house import BEER, Desk
from tests.usecases.at_the_desk import last_act


def change(desk: Desk, **texts: str) -> None:
    """Type other texts into the form of the business."""
    before = after = desk.till.house.business
    for key, text in texts.items():
        after = BUSINESS.column(key).typed(after, text)
    change_master(desk.till, desk.boss, [Edit(BUSINESS, before, after)])


@pytest.mark.feature("M-BET-03")
def test_name_address_and_tax_numbers_stand_on_the_next_receipt_and_not_on_those_before(desk: Desk) -> None:
    desk.order(BEER)
    earlier = desk.pay().receipt.number
    change(desk, name="Linde GmbH", street="Domplatz 3", tax_number="153/111/22222", vat_id="DE123456789")
    desk.order(BEER)
    head = desk.books.receipt(desk.pay().receipt.number).business
    assert (head.name, head.street, head.city) == ("Linde GmbH", "Domplatz 3", "Passau")
    assert (head.tax_number, head.vat_id) == ("153/111/22222", "DE123456789")
    assert desk.books.receipt(earlier).business.name == "Gasthaus Zur Linde"


@pytest.mark.feature("M-BET-04")
def test_a_site_that_differs_is_kept_beside_the_firm(desk: Desk) -> None:
    change(desk, site_name="Linde am See", site_street="Uferweg 2", site_postcode="94036", site_city="Passau")
    desk.order(BEER)
    desk.pay()
    business = desk.books.closing(close_day(desk.till, desk.boss).closing.number)[1]
    assert (business.site.name, business.site.street) == ("Linde am See", "Uferweg 2")
    assert (business.name, business.street) == ("Gasthaus Zur Linde", "Marktplatz 1")


def test_the_journal_has_who_changed_it(desk: Desk) -> None:
    change(desk, phone="0851 1234")
    act: Any = last_act(desk)
    assert act.operator == desk.boss.number
    assert "0851 1234" in str(act.body)


@pytest.mark.parametrize(
    ("texts", "words"),
    [({"name": ""}, "Namen eintragen"), ({"tax_number": ""}, "Steuernummer"), ({"site_street": "Ufer 2"}, "Postleitzahl und Ort")],
)  # fmt: skip
def test_what_every_receipt_needs_cannot_be_left_out(desk: Desk, texts: dict[str, str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        change(desk, **texts)


@pytest.mark.feature("R-02")
def test_levels_with_their_rights_are_made_and_changed(desk: Desk) -> None:
    level = PasswordLevel(5, "Schicht", frozenset({Right.ORDER}))
    change_master(desk.till, desk.boss, [Edit(PASSWORD_LEVELS, None, level)])
    more = PASSWORD_LEVELS.column("rights").typed(level, "Bonieren, Kassieren, Storno")
    change_master(desk.till, desk.boss, [Edit(PASSWORD_LEVELS, level, more)])
    kept = desk.books.master().staff.levels[5]
    assert kept.rights == {Right.ORDER, Right.PAY, Right.VOID}
