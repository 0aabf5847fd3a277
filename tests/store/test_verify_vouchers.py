"""Vouchers, notes and practice in the proof: whoever changes what is left of a voucher, or what it was, is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.store.engine import BOOKS_FILE
from tests.store.day import play
from tests.store.forging import Forgery
from tests.store.house import WORTH, Desk, assert_clean, check_claims, new_books


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day with everything in it, and a voucher of the next one."""
    folder = tmp_path_factory.mktemp("vouchers")
    url = new_books(folder, tmp_path_factory.getbasetemp())
    with Desk(url, folder) as desk:
        play(desk)
        desk.order(Wish(WORTH, price=Money(30_00), voucher="W-9"), table=9)
        desk.pay(9)
    assert_clean(url)
    return folder / BOOKS_FILE


@pytest.fixture
def forgery(books: Path) -> Iterator[Forgery]:
    with Forgery(books) as forgery:
        yield forgery


def found(forgery: Forgery) -> str:
    forgery.rehash()
    return "\n".join(map(str, forgery.prove(check_claims).findings))


@pytest.mark.parametrize(
    ("forged", "words"),
    [
        ("UPDATE voucher SET balance=balance+1 WHERE number='W-9'", "W-9: Was davon übrig ist"),
        ("UPDATE voucher SET sold=5000 WHERE number='W-9'", "W-9: Was davon übrig ist"),
        ("UPDATE voucher SET rate='[1,1900]' WHERE number='W-9'", "W-9: Was davon übrig ist"),
        ("UPDATE voucher SET business_case='down_payment' WHERE number='W-9'", "W-9: Was davon übrig ist"),
        ("DELETE FROM voucher WHERE number='W-9'", "W-9 fehlt unter den Gutscheinen"),
        ("INSERT INTO voucher VALUES ('W-77', 'multi_voucher_sold', '', 5000, 5000)", "W-77: Was davon"),
    ],
)
def test_what_is_left_of_a_voucher_is_what_the_journal_says(
    forgery: Forgery, forged: str, words: str
) -> None:
    forgery.run(forged)
    assert words in found(forgery)


@pytest.mark.parametrize(
    ("forged", "words"),
    [
        ("UPDATE receipt_addition SET body='[0,\"W-9\"]' WHERE kind='voucher'", "W-9: Was davon übrig ist"),
        (
            "DELETE FROM receipt_addition WHERE kind='voucher'",
            "lässt sich nicht lesen|Was davon übrig ist|fehlt unter",
        ),
        ("UPDATE receipt_addition SET body='\"wages\"' WHERE kind='movement'", "cases"),
        ("UPDATE receipt_addition SET number=number+1 WHERE kind='movement'", "steht aber bei"),
        (
            "UPDATE receipt_line SET components=replace(components, '\"W-1\"', '\"W-9\"') WHERE components LIKE '%W-1%'",
            "ist nicht der, der bestellt wurde",
        ),
        (
            "UPDATE receipt_line SET components=replace(components, 'multi_voucher_sold', 'single_voucher_sold')",
            "ist nicht der, der bestellt wurde",
        ),
        (
            "UPDATE record SET body=replace(body, 'rechnung ', 'summe ') WHERE kind='note'",
            "in den Büchern steht",
        ),
        (
            "UPDATE record SET body=replace(body, 'Schublade', 'Lade') WHERE kind='note'",
            "in den Büchern steht",
        ),
        ("UPDATE receipt_payment SET kind='other' WHERE kind='voucher'", "in den Büchern steht"),
        ("UPDATE receipt_payment SET kind='room' WHERE kind='account'", "fehlt unter|Was davon übrig ist"),
        ("UPDATE customer_order SET training=0 WHERE training=1", "in den Büchern steht"),
    ],
)
def test_what_was_sold_redeemed_moved_or_noted_is_what_was_secured(
    forgery: Forgery, forged: str, words: str
) -> None:
    forgery.run(forged)
    told = found(forgery)
    assert any(word in told for word in words.split("|")), told


@pytest.mark.parametrize("name", ["cases", "agencies", "balances"])
def test_a_closing_states_what_was_no_plain_sale(forgery: Forgery, name: str) -> None:
    ((figures,),) = forgery.run("SELECT figures FROM closing WHERE number=1")
    assert f'"{name}":[[' in figures
    forgery.run(
        "UPDATE closing SET figures=? WHERE number=1", figures.replace(f'"{name}":[[', f'"{name}":[[1],[', 1)
    )
    assert name in found(forgery)


def test_an_older_closing_without_these_figures_is_clean(books: Path) -> None:
    with Forgery(books) as forgery:
        ((figures,),) = forgery.run("SELECT figures FROM closing WHERE number=1")
        forgery.run("UPDATE closing SET figures=? WHERE number=1", figures[: figures.index(',"cases"')] + "}")
        assert found(forgery) == ""
