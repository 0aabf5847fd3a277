"""Whoever watches long work hears how far it is, and what he stops leaves no trace."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.sheets.declared import ARTICLES
from kasse.sheets.preview import preview
from kasse.sheets.progress import EVERY, Progress, Stopped, go_on, part, watched
from kasse.sheets.transfer import as_csv, as_workbook, read_table
from tests.store.house import START, small_master

MASTER = small_master()
ROWS = list(MASTER.catalogue.articles.values())


@given(st.integers(0, 5 * EVERY), st.integers(0, 5 * EVERY))
def test_every_row_comes_through_and_the_last_word_is_all_of_it(rows: int, guess: int) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    assert list(watched(range(rows), guess, tell)) == list(range(rows))
    assert all(done <= total for done, total in told)
    assert told[-1][0] == told[-1][1] == max(rows, guess)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 50), st.integers(0, 50))
def test_a_step_stays_within_its_share_of_the_whole(first: int, wide: int, done: int, more: int) -> None:
    last, total = min(100, first + wide), done + more
    told: list[float] = []

    def tell(got: int, of: int) -> bool:
        told.append(got / of)
        return True

    part(tell, first, last)(done, total)
    assert first / 100 - 1e-9 <= told[0] <= last / 100 + 1e-9


def stops_at(call: int) -> Progress:
    calls = iter(range(1, call + 1))

    def tell(_done: int, _total: int) -> bool:
        return next(calls) < call

    return tell


@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize("write", [as_csv, as_workbook])
def test_writing_and_reading_a_list_can_be_stopped(call: int, write: object) -> None:
    assert callable(write)
    with pytest.raises(Stopped):
        write(ARTICLES, ROWS, (), stops_at(call))
    content = write(ARTICLES, ROWS, (), go_on)
    with pytest.raises(Stopped):
        read_table(ARTICLES, content, stops_at(call))
    assert len(read_table(ARTICLES, content).rows) == len(ROWS)


@pytest.mark.parametrize("call", [1, 2, 3, 4])
def test_comparing_can_be_stopped_at_every_step(call: int) -> None:
    table = read_table(ARTICLES, as_csv(ARTICLES, ROWS))
    with pytest.raises(Stopped):
        preview(ARTICLES, MASTER, table, day=START.date(), progress=stops_at(call))


def test_a_workbook_knows_how_many_rows_it_has_before_they_are_read() -> None:
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for number in range(3 * EVERY):
        book.active.append([number, "x"])
    book.save(out)
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    read_table(ARTICLES, out.getvalue(), tell)
    assert told == [(done, 3 * EVERY) for done in range(0, 3 * EVERY + 1, EVERY)]
