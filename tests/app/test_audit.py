"""What docs/pruefung.md tells auditors is so: they can check the books with nothing of ours."""

import base64
import hashlib
import json
import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from kasse.app.stage import PlayStage
from kasse.ports.paper import QrCode
from kasse.usecases.book_order import secure_order
from kasse.usecases.draw_paper import receipt_paper_page
from tests.app.houses import NOON, demo, order, pay
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("quick_disk")

GUIDE = (ROOT / "docs" / "pruefung.md").read_text(encoding="utf-8")


def tables() -> list[str]:
    """The tables whose rows belong to entries of the journal, in the order that the guide tells for the hash."""
    listed = re.search(r"Reihenfolge der Tabellen `([^`]+)`", " ".join(GUIDE.split()))
    assert listed is not None
    return listed[1].split(", ")


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The books of a till that sold, with its TSE and without."""
    folder = tmp_path_factory.mktemp("sold")
    with PlayStage(folder, NOON, demo(), pictures=False) as stage:
        secure_order(stage.till, order(stage.till).order)
        pay(stage.till)
        stage.set_clock(NOON + timedelta(minutes=5))
        stage.tse_out()
        secure_order(stage.till, order(stage.till).order)
        pay(stage.till)
    return folder / "books.sqlite"


def rows(books: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(books)) as connection:
        return connection.execute(query, values).fetchall()


def test_the_chain_can_be_computed_with_nothing_of_ours(sold: Path) -> None:
    previous = "0" * 64
    acts = rows(
        sold,
        "SELECT terminal, seq, key, kind, at, business_date, operator, body, previous, hash FROM journal ORDER BY seq",
    )
    assert len(acts) > 10
    for *act, stated in acts:
        belonging: list[list[Any]] = []
        for table in tables():
            found = rows(sold, f"SELECT * FROM {table} WHERE terminal=? AND seq=? ORDER BY pos", *act[:2])
            belonging += [[table, *row[2:]] for row in found]
        text = json.dumps([*act, *belonging], ensure_ascii=False, separators=(",", ":"))
        assert act[8] == previous
        assert hashlib.sha256(text.encode()).hexdigest() == stated
        previous = stated


def test_the_query_for_outages_finds_them(sold: Path) -> None:
    query = re.search(r"```sql\n(.+?);\n```", GUIDE, re.DOTALL)
    assert query is not None
    assert [(row[0], *row[2:5]) for row in rows(sold, query[1])] == [
        (1, "2026-11-20 11:05:00", "order", 2),
        (1, "2026-11-20 11:05:00", "receipt", 2),
    ]


def test_the_serial_number_of_the_tse_is_the_hash_of_its_key(sold: Path) -> None:
    ((serial, key),) = rows(sold, "SELECT serial, public_key FROM signing_device")
    assert hashlib.sha256(base64.b64decode(key)).hexdigest() == serial
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(key))


def test_the_code_on_a_receipt_carries_all_that_a_check_needs(tmp_path: Path) -> None:
    with PlayStage(tmp_path, NOON, demo(), pictures=False) as stage:
        order(stage.till)
        number = pay(stage.till).receipt.number
        page = receipt_paper_page(stage.till, number)
    (code,) = (element for element in page.elements if isinstance(element, QrCode))
    fields = code.text.split(";")
    assert fields[:3] == ["V0", "KASSE-HIRSCHEN-1", "Kassenbeleg-V1"]
    assert len(fields) == 12


@pytest.mark.parametrize("table", ["journal", *tables()])
def test_the_database_refuses_to_change_what_is_sealed(sold: Path, table: str) -> None:
    with closing(sqlite3.connect(sold)) as connection:
        for change in (f"UPDATE {table} SET seq=seq+1", f"DELETE FROM {table}"):
            if connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]:
                with pytest.raises(sqlite3.IntegrityError, match="is sealed"):
                    connection.execute(change)
