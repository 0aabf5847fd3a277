"""The tests' own PostgreSQL gives each test an empty database."""

import psycopg
import pytest


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_an_empty_database_of_its_own(postgres_database: str, turn: int) -> None:
    with psycopg.connect(postgres_database.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE receipt (number integer)")
        assert connection.execute("SELECT count(*) FROM receipt").fetchone() == (0,)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
