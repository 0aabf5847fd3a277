"""Master data: what is stored comes back, and the journal alone tells how it came to be what it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.cli.master_file import demo_master
from kasse.domain.business import (
    Agency,
    InternalAccount,
    PaymentKind,
    Place,
    Pricing,
    Terminal,
    Unit,
)
from kasse.domain.business_case import BusinessCase
from kasse.domain.catalogue import Article, FunctionCode, MainGroup, Menu, MenuSection, PlannedPrice
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.staff import Operator, PasswordLevel, Right
from kasse.domain.tax import TaxClass
from kasse.ports.books import ActKind, BooksError
from kasse.store.books import SqlBooks
from kasse.store.engine import reading_engine, writing_engine
from kasse.store.master import SECRET_COLUMNS
from kasse.store.tables.master import MASTER
from kasse.store.writer import Writer
from tests.store.house import START, migrate, unhurried

State = dict[tuple[str, str], dict[str, object]]
"""Rows by table and key, each as columns and values."""


@cache
def demo() -> Master:
    return demo_master(lambda pin: f"hash-of-{pin}").master


@contextmanager
def opened(url: str, terminal: int = 1) -> Iterator[SqlBooks]:
    writer, reader = Writer(unhurried(writing_engine(url))), reading_engine(url)
    yield SqlBooks(writer, reader, terminal, today=START.date())
    writer.close()
    reader.dispose()


@pytest.fixture
def books(books_url: str) -> Iterator[SqlBooks]:
    with opened(books_url) as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def either_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of new books, on each of the databases."""
    if request.param == "sqlite":
        url: str = request.getfixturevalue("books_url")
        return url
    url = request.getfixturevalue("postgres_database")
    migrate(url, tmp_path)
    return url


def save(books: SqlBooks, master: Master) -> list[Mapping[str, Any]]:
    """Save and give what the journal says that changed."""
    with books.act(ActKind.MASTER_DATA, at=START, operator=9) as act:
        act.save_master(master)
    changes = books.journal(limit=1)[0].body.get("changes", [])
    assert isinstance(changes, list)
    return changes


def state_of(url: str) -> State:
    """All rows of master data as they lie in the database."""
    state: State = {}
    engine = reading_engine(url)
    with engine.connect() as connection:
        for table in MASTER:
            names = list(table.columns.keys())
            width = len(table.primary_key.columns)
            for row in connection.exec_driver_sql(f"SELECT * FROM {table.name}"):
                state[table.name, json.dumps(list(row[:width]))] = dict(
                    zip(names[width:], row[width:], strict=True)
                )
    engine.dispose()
    return state


def replay(state: State, changes: list[Mapping[str, Any]]) -> State:
    """The state after the changes that the journal tells; each has to begin with what was there."""
    after = {place: dict(row) for place, row in state.items()}
    columns = {table.name: table.columns.keys()[len(table.primary_key.columns) :] for table in MASTER}
    for change in changes:
        table = change["table"]
        place = (table, json.dumps(change["key"]))
        assert ("new" in change) == (place not in after), change
        row = after.setdefault(place, dict.fromkeys(columns[table]))
        for name in columns[table]:
            old, new = change.get(name, (row[name], row[name]))
            assert row[name] == old, change
            row[name] = new
        if "gone" in change:
            assert set(row.values()) == {None}
            del after[place]
    return after


def without_secrets(state: State) -> State:
    return {
        place: {name: value and "•" if name in SECRET_COLUMNS else value for name, value in row.items()}
        for place, row in state.items()
    }


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
numbers = st.integers(1, 300)
money = st.builds(Money, st.integers(-1000, 99_999))
some_numbers = st.lists(numbers, max_size=3).map(tuple)
anything = {
    "int": numbers,
    "str": words,
    "bool": st.booleans(),
    "int | None": st.none() | numbers,
    "tuple[int, ...]": some_numbers,
    "Money | None": st.none() | money,
    "tuple[Money | None, ...]": st.lists(st.none() | money, max_size=9).map(tuple),
    "FunctionCode | None": st.none() | st.sampled_from(FunctionCode),
    "BusinessCase": st.sampled_from(BusinessCase),
    "Pricing": st.sampled_from(Pricing),
    "date": st.dates(),
    "date | None": st.none() | st.dates(),
}
"""By the type of a field, as it is written down."""


def any_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    """A value of which every field there is may be anything: what the store forgets to keep is found out."""
    return st.builds(kind, **{field.name: anything[str(field.type)] for field in fields(kind)})


def any_rows(kind: type[Any], most: int = 4) -> st.SearchStrategy[dict[int, Any]]:
    return st.lists(any_of(kind), max_size=most).map(lambda found: {each.number: each for each in found})


operators = any_of(Operator).flatmap(lambda each: st.integers(1, 3).map(lambda n: replace(each, level=n)))
levels = st.builds(PasswordLevel, st.integers(1, 9), words, st.frozensets(st.sampled_from(Right)))
sections = st.builds(MenuSection, words, st.lists(st.integers(0, 300), max_size=4).map(tuple), words)
menus = st.lists(
    st.builds(Menu, numbers, words, st.lists(sections, max_size=3).map(tuple), st.integers(1, 9)),
    max_size=3,
    unique_by=lambda menu: menu.number,
).map(lambda found: tuple(sorted(found, key=lambda menu: menu.number)))
planned = st.lists(
    any_of(PlannedPrice), max_size=4, unique_by=lambda p: (p.article, p.level, p.valid_from)
).map(lambda found: tuple(sorted(found, key=lambda p: (p.valid_from, p.article, p.level))))


@st.composite
def masters(draw: st.DrawFn) -> Master:
    """The demonstration house, with some of everything made new, changed or taken away."""
    master = demo()
    catalogue, staff, house = master.catalogue, master.staff, master.house
    some = {number: catalogue.articles[number] for number in sorted(catalogue.articles)[:5]}
    groups = {
        number: replace(
            group, tax_class=draw(st.sampled_from(TaxClass)), name=draw(words), active=draw(st.booleans())
        )
        for number, group in list(catalogue.groups.items())[: draw(st.integers(0, 4))]
    }
    methods = list(house.payment_methods.values())[: draw(st.integers(1, 9))]
    methods = [replace(each, kind=draw(st.sampled_from(PaymentKind)), name=draw(words)) for each in methods]
    return Master(
        house=replace(
            house,
            business=replace(house.business, greeting=draw(words), owner=draw(words)),
            payment_methods={each.code: each for each in draw(st.permutations(methods))},
            void_reasons=tuple(draw(st.lists(words, max_size=3))),
            remarks=tuple(draw(st.lists(words, max_size=3))),
            terminals=draw(any_rows(Terminal)),
            places=draw(any_rows(Place)),
            internal_accounts=draw(any_rows(InternalAccount)),
            agencies=draw(any_rows(Agency)),
            units=draw(any_rows(Unit)),
        ),
        catalogue=replace(
            catalogue,
            articles=dict(sorted({**some, **draw(any_rows(Article))}.items())),
            groups=groups,
            main_groups=draw(any_rows(MainGroup)),
            menus=draw(menus),
            planned=draw(planned),
        ),
        staff=replace(
            staff,
            operators={each.number: each for each in draw(st.lists(operators, max_size=4))},
            levels={each.number: each for each in draw(st.lists(levels, max_size=4))},
        ),
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=masters(), second=masters())
def test_any_master_data_come_back_and_the_journal_tells_the_way_there(
    either_url: str, first: Master, second: Master
) -> None:
    with opened(either_url) as books:
        save(books, first)
        assert books.master() == first
        before = state_of(either_url)
        changes = save(books, second)
        assert books.master() == second
        assert replay(without_secrets(before), changes) == without_secrets(state_of(either_url))
        assert save(books, second) == []


def test_ways_to_pay_and_reasons_keep_their_order(books: SqlBooks) -> None:
    house = demo().house
    turned = replace(
        house,
        payment_methods=dict(list(house.payment_methods.items())[::-1]),
        void_reasons=house.void_reasons[::-1],
        remarks=house.remarks[::-1],
    )
    save(books, demo())
    save(books, replace(demo(), house=turned))
    found = books.master().house
    assert list(found.payment_methods) == list(turned.payment_methods)
    assert (found.void_reasons, found.remarks) == (turned.void_reasons, turned.remarks)


def test_no_secret_of_anybody_stands_in_the_journal(books: SqlBooks) -> None:
    save(books, demo())
    staff = demo().staff
    changed = {
        number: replace(operator, pin_hash=f"$argon2id$new-{number}")
        for number, operator in list(staff.operators.items())[:3]
    }
    changes = save(books, replace(demo(), staff=replace(staff, operators=changed)))
    assert {tuple(each["pin_hash"]) for each in changes} == {("•", "•"), ("•", None)}
    assert len(changes) == len(staff.operators)  # it does say whose PIN was changed, and who went
    told = json.dumps([act.body for act in books.journal()], ensure_ascii=False)
    for operator in (*staff.operators.values(), *changed.values()):
        assert operator.pin_hash not in told
    assert "argon2" not in told


def test_a_new_head_is_sealed_only_when_the_business_itself_changed(books: SqlBooks, books_url: str) -> None:
    def heads() -> list[tuple[int, str]]:
        engine = reading_engine(books_url)
        with engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT number, body FROM business_version ORDER BY number")
            found = [(number, json.loads(body)["city"]) for number, body in rows]
        engine.dispose()
        return found

    house = demo().house
    save(books, demo())
    save(books, replace(demo(), house=replace(house, remarks=("ohne Salz",))))
    moved = replace(house, business=replace(house.business, city="Linz"))
    save(books, replace(demo(), house=moved))
    save(books, demo())
    assert heads() == [(1, house.business.city), (2, "Linz"), (3, house.business.city)]


def test_what_is_refused_changes_nothing(books: SqlBooks) -> None:
    save(books, demo())
    shorter = replace(demo(), catalogue=replace(demo().catalogue, articles={}))

    def break_off() -> None:
        with books.act(ActKind.MASTER_DATA, at=START) as act:
            act.save_master(shorter)
            raise KeyError("broken off")

    with pytest.raises(KeyError):
        break_off()
    assert books.master() == demo()
    assert len(books.journal()) == 1


def test_books_without_master_data_say_what_to_do(books: SqlBooks) -> None:
    assert not books.has_master()
    with pytest.raises(BooksError, match="noch keine Stammdaten"):
        books.master()


def test_every_table_of_master_data_is_used(books: SqlBooks, books_url: str) -> None:
    save(
        books,
        replace(
            demo(),
            house=replace(demo().house, units={1: Unit(1, "Bar")}),
            catalogue=replace(demo().catalogue, planned=(PlannedPrice(101, 1, date(2027, 1, 1), None),)),
        ),
    )
    assert {table for table, _ in state_of(books_url)} == {table.name for table in MASTER}
