"""Accounting units: a till belongs to one, sells what its unit sells, and says so on its reports."""

import pytest

from kasse.documents.text import text
from kasse.domain.orders import Wish
from kasse.domain.refused import Refused
from kasse.usecases.close_day import close_day, report_day
from kasse.usecases.draw_paper import draw_paper
from tests.store.house import BEER, POTATO_SALAD, SCHNITZEL, SOUP, Desk
from tests.usecases.at_the_desk import jobs, state
from tests.usecases.house_changes import with_article, with_terminal, with_units


def divided(desk: Desk, unit: int) -> None:
    """A restaurant and a bar; soup is sold in the restaurant only, beer in both."""
    with_units(desk.till, "Restaurant", "Bar")
    with_terminal(desk.till, unit=unit)
    with_article(desk.till, SOUP, units=(1,))
    with_article(desk.till, BEER, units=(1, 2))


def newest_paper(desk: Desk) -> str:
    page = draw_paper(desk.till, jobs(desk)[-1].payload)
    assert page is not None
    return text(page, 42)


@pytest.mark.feature("M-BET-08")
def test_a_till_sells_what_its_unit_sells_and_says_why_not(desk: Desk) -> None:
    divided(desk, 2)
    desk.order(BEER)
    before = state(desk)
    with pytest.raises(Refused, match="„Tagessuppe“ wird in „Bar“ nicht verkauft"):
        desk.order(BEER, SOUP)
    assert state(desk) == before
    with_terminal(desk.till, unit=1)
    desk.order(SOUP, BEER)


@pytest.mark.feature("M-BET-08")
def test_a_side_of_another_unit_is_not_sold_either(desk: Desk) -> None:
    divided(desk, 2)
    with_article(desk.till, POTATO_SALAD, units=(1,))
    with pytest.raises(Refused, match="„Kartoffelsalat“ wird in „Bar“ nicht verkauft"):
        desk.order(Wish(SCHNITZEL, sides=(POTATO_SALAD,)))


def test_a_till_of_no_unit_sells_everything(desk: Desk) -> None:
    divided(desk, 0)
    desk.order(SOUP, BEER)


@pytest.mark.feature("M-BET-06")
def test_the_unit_of_the_till_stands_on_its_reports(desk: Desk) -> None:
    report_day(desk.till, desk.boss)
    assert "Betrieb" not in newest_paper(desk)
    divided(desk, 2)
    report_day(desk.till, desk.boss)
    x_report = newest_paper(desk)
    close_day(desk.till, desk.boss)
    closing = newest_paper(desk)
    with_units(desk.till, "Restaurant", "Umbenannt")
    for paper in (x_report, closing, newest_paper(desk)):
        (line,) = [line for line in paper.splitlines() if line.startswith("Betrieb")]
        assert line.split() == ["Betrieb", "Bar"]
