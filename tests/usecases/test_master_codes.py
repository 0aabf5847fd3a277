"""New articles get EAN codes by themselves where the house wants it, and no code stands for two things unless it may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kasse.domain.catalogue import Article
from kasse.domain.catalogue.ean import is_ean
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, PasswordLevel, Right
from kasse.settings.declared.ordering import AUTO_EAN, AUTO_EAN_NUMBERS, AUTO_EAN_PREFIX, SHARED_EAN
from kasse.settings.kinds import NumberSet
from kasse.sheets.declared import ARTICLES, OPERATORS, PASSWORD_LEVELS
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.change_setting import change_setting
from tests.store.house import BEER, SCHNITZEL, Desk


def chief(desk: Desk) -> Operator:
    """Who may do everything."""
    return desk.till.staff.operators[9]


def keep(desk: Desk, after: Article) -> Article:
    """Have an article kept; returns it as it is then."""
    before = desk.till.master.catalogue.articles.get(after.number)
    change_master(desk.till, chief(desk), [Edit(ARTICLES, before, after)])
    kept = desk.books.master().catalogue.articles[after.number]
    assert kept == desk.till.catalogue.articles[after.number]
    return kept


@pytest.mark.feature("M-EAN-01", "M-EAN-02")
def test_a_new_article_in_the_range_gets_prefix_number_and_check_digit(desk: Desk) -> None:
    change_setting(desk.till, chief(desk), AUTO_EAN, True)
    change_setting(desk.till, chief(desk), AUTO_EAN_NUMBERS, NumberSet(((7000, 7999),)))
    change_setting(desk.till, chief(desk), AUTO_EAN_PREFIX, "200")
    made = keep(desk, Article(7001, "Honig", 30, (Money(690),)))
    assert made.scan_code == "20070014"
    assert is_ean(made.scan_code)
    assert keep(desk, Article(8001, "Essig", 30, (Money(390),))).scan_code == ""
    assert (
        keep(desk, Article(7002, "Saft", 30, (Money(290),), scan_code="4006381333931")).scan_code
        == "4006381333931"
    )


def test_an_article_that_was_there_before_is_given_none(desk: Desk) -> None:
    change_setting(desk.till, chief(desk), AUTO_EAN, True)
    beer = desk.till.catalogue.articles[BEER]
    assert keep(desk, replace(beer, name="Helles")).scan_code == ""


def test_while_it_is_switched_off_nothing_happens(desk: Desk) -> None:
    assert keep(desk, Article(7001, "Honig", 30, (Money(690),))).scan_code == ""


@pytest.mark.feature("M-EAN-03")
def test_a_code_that_another_article_has_is_refused_when_it_is_saved(desk: Desk) -> None:
    articles = desk.till.catalogue.articles
    keep(desk, replace(articles[BEER], scan_code="4006381333931"))
    with pytest.raises(Refused, match=f"hat schon Artikel {BEER}"):
        keep(desk, replace(articles[SCHNITZEL], scan_code="4006381333931"))
    assert desk.books.master().catalogue.articles[SCHNITZEL].scan_code == ""


@pytest.mark.feature("M-EAN-04")
def test_unless_the_house_allows_it(desk: Desk) -> None:
    change_setting(desk.till, chief(desk), SHARED_EAN, True)
    articles = desk.till.catalogue.articles
    keep(desk, replace(articles[BEER], scan_code="4006381333931"))
    assert keep(desk, replace(articles[SCHNITZEL], scan_code="4006381333931")).scan_code == "4006381333931"


@pytest.mark.feature("R-02")
def test_the_right_to_keep_master_data_is_no_way_to_the_other_rights(desk: Desk) -> None:
    office = PasswordLevel(4, "Büro", frozenset({Right.MASTER_DATA}))
    eva = Operator(5, "Eva", 4, "hash-of-eva")
    change_master(desk.till, chief(desk), [Edit(PASSWORD_LEVELS, None, office), Edit(OPERATORS, None, eva)])
    with pytest.raises(Refused, match="gibt nur, wer es selbst hat"):
        change_master(
            desk.till, eva, [Edit(PASSWORD_LEVELS, office, replace(office, rights=frozenset(Right)))]
        )
    with pytest.raises(Refused, match="nur, wer selbst alle Rechte"):
        change_master(desk.till, eva, [Edit(OPERATORS, eva, replace(eva, level=2))])
    change_master(desk.till, eva, [Edit(OPERATORS, eva, replace(eva, name="Eva Maria"))])
    assert desk.books.master().staff.operators[5].name == "Eva Maria"
