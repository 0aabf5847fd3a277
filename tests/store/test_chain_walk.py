"""The chain alone, from where an earlier proof ended: what came since is as it was written, or is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kasse.store.engine import BOOKS_FILE
from kasse.store.proof.report import Report
from kasse.store.verify import reached_now, verify_chain
from tests.store.day import play
from tests.store.forging import Forgery
from tests.store.house import BEER, Desk, new_books


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("played")
    url = new_books(folder, tmp_path_factory.getbasetemp())
    with Desk(url, folder) as desk:
        play(desk)
    return folder / BOOKS_FILE


@pytest.fixture(scope="module")
def shared(books: Path) -> Iterator[Forgery]:
    with Forgery(books) as forgery:
        yield forgery


@pytest.fixture
def forgery(shared: Forgery) -> Iterator[Forgery]:
    with shared.attempt():
        yield shared


def place(forgery: Forgery, seq: int) -> tuple[int, str]:
    ((digest,),) = forgery.run("SELECT hash FROM journal WHERE seq=?", seq)
    return seq, digest


def walk(forgery: Forgery, seq: int = 0) -> Report:
    return verify_chain(forgery.engine, {1: place(forgery, seq)} if seq else {})


@pytest.mark.parametrize("start", [0, 1, 40])
def test_honest_books_are_clean_from_wherever_it_starts(forgery: Forgery, start: int) -> None:
    acts = len(forgery.rows("journal"))
    report = walk(forgery, start)
    assert report.findings == []
    assert report.acts == acts - start
    assert reached_now(forgery.engine) == {1: place(forgery, acts)}


def test_from_the_last_act_there_is_nothing_to_do(forgery: Forgery) -> None:
    report = walk(forgery, len(forgery.rows("journal")))
    assert (report.acts, report.findings) == (0, [])


@pytest.mark.parametrize("table", ["journal", "receipt", "order_line", "signature", "record"])
def test_what_was_changed_since_is_found(forgery: Forgery, table: str) -> None:
    where, row = forgery.rows(table)[-1]
    column = "operator" if table == "journal" else "number"
    forgery.put(table, where, column, 4711)
    assert any("wurde verändert" in finding.text for finding in walk(forgery, row[1] - 1).findings)
    assert walk(forgery, row[1]).findings == []


def test_what_was_taken_away_or_added_since_is_found(forgery: Forgery) -> None:
    last = len(forgery.rows("journal"))
    forgery.run("DELETE FROM journal WHERE seq=?", last - 3)
    texts = " ".join(finding.text for finding in walk(forgery, 10).findings)
    assert "Es fehlen Einträge" in texts
    assert "unterbrochen" in texts
    forgery.run("INSERT INTO receipt_abort (terminal, seq, pos, number) VALUES (1, ?, 0, 1)", last - 3)
    assert any("ohne Eintrag" in finding.text for finding in walk(forgery, 10).findings)
    forgery.run("DELETE FROM journal WHERE seq=?", last)
    assert any("Zähler" in finding.text for finding in walk(forgery, 10).findings)


def test_books_that_were_written_anew_are_found_and_walked_from_the_first_act(forgery: Forgery) -> None:
    start = place(forgery, 30)
    where, _ = forgery.rows("customer_order")[0]
    forgery.put("customer_order", where, "table_label", "anders")
    forgery.rehash()
    report = verify_chain(forgery.engine, {1: start})
    assert any("nicht mehr derselbe" in finding.text for finding in report.findings)
    assert report.acts == len(forgery.rows("journal"))


def test_a_cell_that_is_neither_number_nor_text_is_a_finding(forgery: Forgery) -> None:
    where, row = forgery.rows("receipt")[-1]
    forgery.put("receipt", where, "reason", b"\xff\x00")
    assert any("verändert" in finding.text for finding in walk(forgery, row[1] - 1).findings)


def test_it_can_be_cancelled(forgery: Forgery) -> None:
    assert not verify_chain(forgery.engine, {}, lambda _done, _total: False).complete


def test_on_either_database_it_reads_the_same(postgres_database: str, tmp_path: Path) -> None:
    from kasse.store.engine import reading_engine
    from tests.store.house import migrate

    migrate(postgres_database, tmp_path)
    with Desk(postgres_database, tmp_path) as desk:
        play(desk)
        engine = reading_engine(postgres_database)
        reached = reached_now(engine)
        desk.order(BEER, table=9)
        report = verify_chain(engine, reached)
        assert (report.findings, report.acts) == ([], 2)
        engine.dispose()
