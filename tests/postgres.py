"""A PostgreSQL server of the tests' own.

Every store contract runs on both engines. Where the server is not installed, its tests are skipped and say so.
"""

from collections.abc import Iterator
from itertools import count

import pytest

from tools.postgres_server import postgres_server

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """SQLAlchemy's URL of the maintenance database of a running server; started once per test process."""
    with postgres_server() as url:
        if url is None:
            pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql-15)")
        yield url


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """SQLAlchemy's URL of a new, empty database, dropped after the test even if connections are left."""
    import psycopg

    server = postgres_url.rpartition("/")[0]
    name = f"kasse_{next(_NUMBERS)}"
    maintenance = postgres_url.replace("+psycopg", "")
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield f"{server}/{name}"
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
