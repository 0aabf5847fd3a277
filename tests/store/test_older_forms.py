"""Books of every older form open in this version, keep what they hold, and prove clean."""

from __future__ import annotations

import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kasse.app.services import AppServices
from kasse.app.shop import Shop, Wiring
from kasse.domain.money import Money

DATABASES = Path(__file__).parent.parent / "data" / "databases"


@pytest.mark.parametrize("form", sorted(path.name for path in DATABASES.glob("*.tar.xz")))
def test_books_of_an_older_form_open_with_all_they_hold(form: str, tmp_path: Path) -> None:
    with tarfile.open(DATABASES / form) as archive:
        archive.extractall(tmp_path, filter="data")
    shop = Shop(tmp_path, Wiring(now=lambda: datetime(2026, 11, 21, 9, tzinfo=UTC), threads=False))
    receipt = shop.till.books.receipt(1)
    assert receipt.receipt.total == Money(sum(line.amount.cents for line in receipt.receipt.lines)) > Money(0)
    assert receipt.secured is not None
    assert receipt.secured.is_signed
    assert [tab.table for tab in shop.till.books.open_tabs()] == [3]
    assert shop.till.catalogue.articles
    shop.close()
    assert list((tmp_path / "backups").iterdir())
    assert AppServices().verify(tmp_path, lambda done, total: True).findings == []
