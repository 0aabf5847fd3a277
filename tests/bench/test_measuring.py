"""What the benchmarks measure beside each other must be the same thing."""

from pathlib import Path

from pysqlite3 import dbapi2

from bench.acts_child import Bare, Capture, open_shop, selling
from bench.children import read_syncs
from bench.growing import form_of, grow
from bench.house import MANY, big_house, demo_house, five_lines
from kasse.app.services import AppServices
from kasse.domain.master import Master
from kasse.store.backup import copy_books
from kasse.store.engine import BOOKS_FILE, sqlite_url
from kasse.store.tables import COUNTER, OUTBOX, SEALED, TAB


def _rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = dbapi2.connect(str(file))
    try:
        tables = [table.name for table in (*SEALED, COUNTER, OUTBOX, TAB)]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    finally:
        connection.close()


def test_the_floor_of_a_sale_is_the_very_rows_that_the_use_cases_wrote(tmp_path: Path) -> None:
    copy = tmp_path / "floor.sqlite"
    with Capture() as capture:
        shop = open_shop(tmp_path)
        seller = selling(shop)
        seller.sell()
        copy_books(sqlite_url(tmp_path), copy)
        capture.forget()
        seller.sell()
        written = capture.written()
        after = _rows(tmp_path / BOOKS_FILE)
        shop.close()
    assert len(written) == 4, "order, its signature, the draft, its signature"
    bare = Bare(copy)
    bare.write(written)
    bare.close()
    assert _rows(copy) == after


def test_books_that_were_grown_are_as_sound_as_books_that_were_kept(tmp_path: Path) -> None:
    grow(tmp_path, 12)
    proof = AppServices().verify(tmp_path, lambda _done, _total: True)
    assert (proof.receipts, proof.signatures, list(proof.findings)) == (12, 24, [])


def test_books_grown_twice_have_the_same_form_and_others_have_not(tmp_path: Path) -> None:
    forms = []
    for name, receipts in (("one", 3), ("again", 3), ("more", 4)):
        (tmp_path / name).mkdir()
        grow(tmp_path / name, receipts)
        forms.append(form_of(tmp_path / name / BOOKS_FILE))
    assert forms[0] == forms[1] != forms[2]


def _rates(master: Master, articles: tuple[int, ...]) -> int:
    catalogue = master.catalogue
    return len({catalogue.groups[catalogue.articles[number].group].tax_class for number in articles})


def test_every_order_that_is_measured_has_five_lines_in_two_rates() -> None:
    for house in (demo_house(), big_house()):
        assert {(len(order), _rates(house.master, order)) for order in five_lines(house.master)} == {(5, 2)}


def test_the_big_house_has_ten_thousand_articles_and_all_of_the_new_ones_on_a_menu() -> None:
    small, big = demo_house().master.catalogue, big_house().master.catalogue
    assert len(big.articles) == MANY
    on_menu = {number for section in big.menus[-1].sections for number in section.articles}
    assert on_menu == big.articles.keys() - small.articles.keys()


def test_waits_for_the_disk_are_read_with_their_thread_moment_and_file(tmp_path: Path) -> None:
    trace = tmp_path / "syncs"
    trace.write_text(
        "17 1795235312.373916 fdatasync(3</data/books.sqlite-wal>) = 0 (DELAYED)\n"
        "18 1795235312.4 fsync(5</data>) = 0 (DELAYED)\n"
        "17 1795235312.396890 +++ exited with 0 +++\n",
        encoding="utf-8",
    )
    assert [(s.thread, s.at, s.file) for s in read_syncs(trace)] == [
        (17, 1795235312.373916, "/data/books.sqlite-wal"),
        (18, 1795235312.4, "/data"),
    ]
