"""Several tills share one PostgreSQL: each with its own folder, numbers, chain and signing device."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kasse.app.services import AppServices
from kasse.app.shop import Shop
from kasse.domain.business import Terminal
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.ports.books import BooksError
from kasse.usecases.book_order import secure_order
from tests.app.houses import TABLE, demo, open_shop, order, pay

pytestmark = pytest.mark.usefixtures("quick_disk")


def two_tills() -> Master:
    master = demo()
    bar = Terminal(2, "Bar", "KASSE-HIRSCHEN-2", receipt_printer="Schank")
    terminals = {**master.house.terminals, 2: bar}
    return replace(master, house=replace(master.house, terminals=terminals))


def till(folder: Path, number: int, url: str) -> Shop:
    folder.mkdir(exist_ok=True)
    (folder / "kasse.toml").write_text(f'terminal = {number}\ndatabase_url = "{url}"\n', encoding="utf-8")
    return open_shop(folder, two_tills())


def test_what_one_till_orders_another_settles(tmp_path: Path, postgres_database: str) -> None:
    with (
        closing(till(tmp_path / "one", 1, postgres_database)) as one,
        closing(till(tmp_path / "two", 2, postgres_database)) as two,
    ):
        secure_order(one.till, order(one.till).order)
        paid = pay(two.till)
        assert (paid.receipt.terminal, paid.receipt.number) == (2, 1)
        assert one.till.books.tab(TABLE) is None
        with pytest.raises(Refused):
            pay(one.till)
        secure_order(one.till, order(one.till).order)
        assert pay(one.till).receipt.number == 1
        for shop in (one, two):
            shop.print_waiting()
            assert shop.outbox.waiting() == {}
    proof = AppServices().verify(tmp_path / "one", lambda _done, _total: True)
    assert proof.findings == []
    assert (proof.receipts, proof.signatures) == (2, 4)


def test_each_till_prints_only_what_was_booked_on_it(tmp_path: Path, postgres_database: str) -> None:
    with (
        closing(till(tmp_path / "one", 1, postgres_database)) as one,
        closing(till(tmp_path / "two", 2, postgres_database)) as two,
    ):
        order(one.till)
        two.print_waiting()
        assert one.outbox.waiting() == {"Küche": 1}


def test_a_database_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    with pytest.raises(BooksError, match="lässt sich nicht öffnen"):
        till(tmp_path / "one", 1, "postgresql+psycopg://kasse@127.0.0.1:1/kasse")


def test_a_backup_of_a_shared_database_is_the_business_of_its_server(
    tmp_path: Path, postgres_database: str
) -> None:
    till(tmp_path / "one", 1, postgres_database).close()
    with pytest.raises(BooksError, match="pg_dump"):
        AppServices().backup(tmp_path / "one", tmp_path / "b", lambda _done, _total: True)
    assert AppServices().migrate(tmp_path / "one").backup is None
