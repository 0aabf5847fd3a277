"""The books keep their promise on SQLite and on PostgreSQL, for one terminal and for several that share a shop."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from kasse.domain.orders import Tab
from kasse.domain.quantity import ONE
from kasse.domain.refused import Refused
from kasse.ports.books import ActKind, BooksError, MasterMoved
from kasse.store.tables import SEALED
from kasse.usecases.close_day import close_day
from kasse.usecases.transfer_lines import transfer_lines
from tests.contracts.back_office import BackOfficeContract
from tests.contracts.books import BooksContract, OpenDesk
from tests.store.house import BEER, COFFEE, SOUP, START, Desk, assert_clean, migrate


def opener(url: str, folder: Path, undo: ExitStack) -> OpenDesk:
    """Opens terminals, and closes them all at the end of the test."""

    def open_desk(terminal: int = 1, *, law: str = "de") -> Desk:
        return undo.enter_context(Desk(url, folder, terminal, law=law))

    return open_desk


class TestOnSqlite(BooksContract, BackOfficeContract):
    @pytest.fixture
    def open_desk(self, books_url: str, tmp_path: Path) -> Iterator[OpenDesk]:
        with ExitStack() as undo:
            yield opener(books_url, tmp_path, undo)


@pytest.fixture
def shared(postgres_database: str, tmp_path: Path) -> Iterator[OpenDesk]:
    """Terminals that share a database."""
    migrate(postgres_database, tmp_path)
    with ExitStack() as undo:
        yield opener(postgres_database, tmp_path, undo)


class TestOnPostgres(BooksContract, BackOfficeContract):
    @pytest.fixture
    def open_desk(self, shared: OpenDesk) -> OpenDesk:
        return shared


# --- several terminals on one database ----------------------------------------------------------------------


def run_all(*works: Callable[[], None]) -> None:
    """Run them at the same time; the first trouble of any is raised."""
    troubles: list[BaseException] = []
    ready = threading.Barrier(len(works))

    def guarded(work: Callable[[], None]) -> None:
        try:
            ready.wait()
            work()
        except BaseException as error:  # noqa: BLE001 - raised again below
            troubles.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise troubles[0]


def test_terminals_share_tables_and_have_numbers_and_chains_of_their_own(shared: OpenDesk) -> None:
    one, two = shared(1), shared(2)
    one.order(BEER, table=5)
    two.order(SOUP, table=5)
    tab = two.books.tab(5)
    assert tab == one.books.tab(5)
    assert [line.id for line in tab.lines] == ["1-1-1", "2-1-1"]  # type: ignore[union-attr]
    assert two.pay(5).receipt.number == 1
    one.order(BEER, table=6)
    assert one.pay(6).receipt.number == 1
    assert one.books.journal()[0].terminal == 1
    assert [receipt.terminal for receipt in two.books.receipts_of_day()] == [2]
    report = assert_clean(one.url)
    assert report.receipts == 2


def test_the_day_is_closed_only_when_no_terminal_has_open_tables(shared: OpenDesk) -> None:
    one, two = shared(1), shared(2)
    two.order(BEER, table=5)
    with pytest.raises(Refused, match="Noch offen: Tisch 5"):
        close_day(one.till, one.boss)
    two.pay(5)
    close_day(one.till, one.boss)
    close_day(two.till, two.boss)
    assert_clean(one.url)


def test_terminals_sell_at_the_same_time_without_gap_or_deadlock(shared: OpenDesk) -> None:
    desks = [shared(number, law="de" if number == 1 else "neutral") for number in (1, 2, 3, 4)]

    def sell(desk: Desk) -> Callable[[], None]:
        own = 10 + desk.terminal
        neighbour = 10 + desk.terminal % 4 + 1

        def work() -> None:
            for i in range(9):
                desk.order(BEER, SOUP, table=own)
                if i % 3 == 0:  # everybody moves something to the table of the next, all the way round
                    moved = desk.books.tab(own)
                    assert moved is not None
                    transfer_lines(
                        desk.till, desk.boss, own, neighbour, [(line.id, ONE) for line in moved.lines[-2:]]
                    )
                if desk.books.tab(own) is not None:
                    desk.pay(own)

        return work

    def tolerant(work: Callable[[], None]) -> Callable[[], None]:
        def go_on() -> None:
            try:
                work()
            except Refused:  # a neighbour put something on the table between looking and paying: look again
                go_on()

        return go_on

    run_all(*(tolerant(sell(desk)) for desk in desks))
    report = assert_clean(desks[0].url)
    assert report.receipts >= 4 * 9
    for desk in desks:
        numbers = [stored.receipt.number for stored in desk.books.latest_receipts(1000)]
        assert numbers == list(range(len(numbers), 0, -1))


def test_two_that_open_the_same_table_at_once_do_not_overwrite_each_other(shared: OpenDesk) -> None:
    desks = [shared(number) for number in (1, 2)]
    refused: list[Refused] = []

    def open_table(desk: Desk, table: int) -> None:
        try:
            desk.order(COFFEE, table=table)
        except Refused as refusal:
            refused.append(refusal)
            desk.order(COFFEE, table=table)

    for table in range(1, 11):
        run_all(*(lambda desk=desk, table=table: open_table(desk, table) for desk in desks))
        tab = desks[0].books.tab(table)
        assert tab is not None
        assert len(tab.lines) == 2
    assert all("an einer anderen Kasse geändert" in str(refusal) for refusal in refused)
    assert_clean(desks[0].url)


def test_two_tills_that_start_on_an_empty_database_make_it_once(
    postgres_database: str, tmp_path: Path
) -> None:
    start = "import sys; from pathlib import Path; from tests.store.house import migrate; migrate(sys.argv[1], Path())"
    tills = [subprocess.Popen([sys.executable, "-c", start, postgres_database]) for _ in range(2)]
    assert [till.wait() for till in tills] == [0, 0]
    with Desk(postgres_database, tmp_path) as desk:
        desk.order(BEER)
    assert_clean(postgres_database)


def test_two_programs_under_one_number_are_told_and_break_nothing(shared: OpenDesk) -> None:
    one, twin = shared(1, law="neutral"), shared(1, law="neutral")
    with pytest.raises(BooksError, match="zwei Kassen dieselbe Nummer"):
        one.order(BEER, table=5)
    one.order(BEER, table=5)  # now it knows how far the other one is
    with pytest.raises(BooksError, match="zwei Kassen dieselbe Nummer"):
        twin.order(BEER, table=6)
    twin.order(BEER, table=6)
    assert_clean(one.url)


def test_the_counter_of_a_terminal_is_made_once_and_kept(books_url: str, tmp_path: Path) -> None:
    with Desk(books_url, tmp_path, 1, law="neutral") as desk:
        desk.order(BEER)
        before = desk.books.journal()[0]
    with Desk(books_url, tmp_path, 1, law="neutral") as again:
        assert again.books.journal()[-1].seq == 1
        assert again.books.journal()[0].seq == before.seq + 1
        assert again.books.business_date == START.date()


def test_a_head_belongs_to_one_change_of_the_business_only(shared: OpenDesk) -> None:
    desks = [shared(number) for number in (1, 2)]

    def rename(desk: Desk) -> None:
        for i in range(5):
            known = desk.books.master()
            business = replace(known.house.business, name=f"Linde {desk.terminal}-{i}")
            try:
                with desk.books.act(ActKind.MASTER_DATA, at=START) as act:
                    act.save_master(replace(known, house=replace(known.house, business=business)))
            except MasterMoved:
                continue  # the other one was quicker
            desk.order(BEER, table=desk.terminal)
            receipt = desk.pay(desk.terminal).receipt
            assert desk.books.receipt(receipt.number).business.name.startswith("Linde")

    run_all(*(lambda desk=desk: rename(desk) for desk in desks))
    assert_clean(desks[0].url)


def test_every_sealed_row_belongs_to_an_act(books_url: str, tmp_path: Path) -> None:
    for table in SEALED:
        assert [column.name for column in table.primary_key.columns][:2] == ["terminal", "seq"]


def test_a_tab_that_is_free_again_begins_anew(books_url: str, tmp_path: Path) -> None:
    with Desk(books_url, tmp_path, law="neutral") as desk:
        for _ in range(2):
            desk.order(BEER, table=3)
            tab = desk.books.tab(3)
            assert isinstance(tab, Tab)
            assert tab.version == 1
            desk.pay(3)
            assert desk.books.tab(3) is None
