"""A till put together: it opens where it may, sells whatever fails, and refuses in one clear sentence."""

import shutil
import threading
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kasse.app.shop import Shop, Wiring
from kasse.domain.business import Terminal
from kasse.domain.money import Money
from kasse.domain.sales import Tender
from kasse.domain.tax import Country
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind, BooksError
from kasse.sheets.declared import TERMINALS
from kasse.store.engine import BOOKS_FILE, sqlite_url, writing_engine
from kasse.usecases.book_order import secure_order
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.take_payment import begin_payment
from tests.app.houses import NOON, TABLE, boss, demo, in_country, open_shop, order, pay, with_printer

pytestmark = pytest.mark.usefixtures("quick_disk")

PATIENCE = 20.0


def kinds(shop: Shop) -> list[ActKind]:
    return [act.kind for act in reversed(shop.till.books.journal(limit=1000))]


def test_a_till_opens_sells_and_closes(tmp_path: Path) -> None:
    with closing(open_shop(tmp_path)) as shop:
        sent = order(shop.till)
        secured = secure_order(shop.till, sent.order)
        assert secured is not None
        assert secured.is_signed
        paid = pay(shop.till)
        assert paid.secured is not None
        assert paid.secured.is_signed
        shop.print_waiting()
        assert shop.outbox.waiting() == {}
    with closing(open_shop(tmp_path)) as shop:
        assert kinds(shop) == [
            ActKind.MASTER_DATA,
            ActKind.START,
            ActKind.DEVICE,
            ActKind.ORDER,
            ActKind.SECURED,
            ActKind.RECEIPT_BEGUN,
            ActKind.RECEIPT_FINISHED,
            ActKind.STOP,
            ActKind.START,
        ]


def test_the_house_is_set_up_once_and_never_overwritten(tmp_path: Path) -> None:
    open_shop(tmp_path).close()
    with closing(open_shop(tmp_path, with_printer(name="Anderswo"))) as shop:
        assert shop.till.master.house == demo().house
        assert kinds(shop).count(ActKind.MASTER_DATA) == 1


def test_nothing_opens_before_a_house_is_set_up(tmp_path: Path) -> None:
    with pytest.raises(BooksError, match="noch keine Stammdaten"):
        Shop(tmp_path, Wiring(now=lambda: NOON, threads=False))


def test_two_programs_never_share_a_data_folder(tmp_path: Path) -> None:
    running = open_shop(tmp_path)
    with pytest.raises(BooksError, match="schon von einer laufenden kasse geöffnet"):
        open_shop(tmp_path)
    running.close()
    open_shop(tmp_path).close()


def test_a_till_that_could_not_open_lets_the_folder_go(tmp_path: Path) -> None:
    open_shop(tmp_path).close()
    (tmp_path / "kasse.toml").write_text("terminal = 7\n", encoding="utf-8")
    with pytest.raises(BooksError, match="Eine Kasse 7 ist nicht angelegt"):
        open_shop(tmp_path)
    (tmp_path / "kasse.toml").unlink()
    open_shop(tmp_path).close()


def test_a_till_that_was_put_away_does_not_open(tmp_path: Path) -> None:
    away = Terminal(2, "Bar", "KASSE-2", active=False)
    with closing(open_shop(tmp_path)) as shop:
        change_master(shop.till, None, [Edit(TERMINALS, None, away)])
    (tmp_path / "kasse.toml").write_text("terminal = 2\n", encoding="utf-8")
    with pytest.raises(BooksError, match="Kasse 2 ist stillgelegt"):
        open_shop(tmp_path)


def test_books_of_a_newer_version_are_left_alone(tmp_path: Path) -> None:
    open_shop(tmp_path).close()
    engine = writing_engine(sqlite_url(tmp_path))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num='9999'")
    engine.dispose()
    with pytest.raises(BooksError, match="mit einer neueren kasse geschrieben"):
        open_shop(tmp_path)


def test_a_file_that_holds_no_books_is_refused(tmp_path: Path) -> None:
    (tmp_path / BOOKS_FILE).write_bytes(b"no books at all" * 1000)
    with pytest.raises(BooksError, match="lässt sich nicht öffnen"):
        open_shop(tmp_path)


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BooksError, match="lässt sich nicht beschreiben"):
        open_shop(tmp_path / "file" / "data")


# --- countries --------------------------------------------------------------------------------------------


def test_in_austria_nothing_is_sold_without_the_signature_of_the_law(tmp_path: Path) -> None:
    with pytest.raises(BooksError, match="RKSV"):
        open_shop(tmp_path, in_country(Country.AT))
    assert not (tmp_path / BOOKS_FILE).exists()


def test_an_austrian_house_in_the_books_does_not_open_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kasse.app.shop.NOT_YET", {})
    open_shop(tmp_path, in_country(Country.AT)).close()
    monkeypatch.undo()
    with pytest.raises(BooksError, match="RKSV"):
        Shop(tmp_path, Wiring(now=lambda: NOON, threads=False))


def test_in_switzerland_no_receipt_waits_for_a_signature(tmp_path: Path) -> None:
    with closing(open_shop(tmp_path, in_country(Country.CH))) as shop:
        assert secure_order(shop.till, order(shop.till).order) is None
        paid = pay(shop.till)
        assert paid.secured is None
        assert shop.till.books.receipt(paid.receipt.number).secured is None
        assert shop.till.fiscal.mark == ""
    assert not (tmp_path / "tse").exists()


def test_in_germany_the_test_tse_stands_on_everything(tmp_path: Path) -> None:
    with closing(open_shop(tmp_path)) as shop:
        assert shop.till.fiscal.mark == "TEST-TSE"


# --- the signing device -----------------------------------------------------------------------------------


def test_a_silent_tse_costs_one_deadline_and_stops_no_sale(tmp_path: Path) -> None:
    with closing(open_shop(tmp_path)) as shop:
        assert shop.faults is not None
        assert shop.device is not None
        order(shop.till)
        shop.faults.fault = Fault.SILENT
        shop.device._seconds = 0.2
        paid = pay(shop.till)
        assert paid.secured is not None
        assert "nicht innerhalb" in paid.secured.error
        shop.device._seconds = 10_000.0  # whoever waited now would wait for ever
        order(shop.till)
        again = pay(shop.till)
        assert again.secured is not None
        assert not again.secured.is_signed
        shop.faults.fault = None
        shop.device._seconds = PATIENCE


def test_a_damaged_tse_is_an_outage_and_stops_no_till(tmp_path: Path) -> None:
    open_shop(tmp_path).close()
    (tmp_path / "tse" / "key.pem").write_text("no key")
    with closing(open_shop(tmp_path)) as shop:
        order(shop.till)
        paid = pay(shop.till)
        assert paid.secured is not None
        assert "beschädigt" in paid.secured.error
        assert shop.till.books.receipt(paid.receipt.number).secured == paid.secured


def test_a_serial_number_that_no_tse_takes_is_refused_before_anything_is_sold(tmp_path: Path) -> None:
    master = demo()
    terminals = {1: replace(master.house.terminals[1], serial="KASSE_1_MÜNCHEN")}
    setup = replace(master, house=replace(master.house, terminals=terminals))
    with pytest.raises(BooksError, match="passt zu keiner TSE"):
        open_shop(tmp_path, setup)


def test_what_was_begun_before_a_power_cut_is_brought_to_its_end(tmp_path: Path) -> None:
    shop = open_shop(tmp_path)
    order(shop.till)
    draft = begin_payment(shop.till, boss(shop.till), TABLE, [Tender(shop.till.own_cash(), Money(500_00))])
    shop.close(clean=False)
    with closing(open_shop(tmp_path)) as shop:
        assert shop.recovered.aborted == (draft.receipt.number,)
        assert shop.recovered.orders == (1,)
        assert shop.till.books.tab(TABLE) is not None


# --- printers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "pigeon"}, "Art von Drucker „pigeon“"),
        ({"profile": "unknown"}, "Druckerprofil „unknown“"),
        ({"kind": "network", "address": "kitchen:nine"}, "nicht von der Form"),
        ({"kind": "device", "address": "/nowhere/lp0"}, "/nowhere/lp0"),
    ],
)
def test_a_printer_set_up_wrongly_says_so_and_stops_no_till(
    tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    with closing(open_shop(tmp_path, with_printer(**changes))) as shop:
        order(shop.till)
        shop.print_waiting()
        assert shop.outbox.waiting() == {"Küche": 1}
        (job,) = shop.outbox.due("Küche", NOON + timedelta(days=1))
        assert words in job.error


def test_papers_that_cannot_be_kept_stop_no_till(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("a file where the folder should be")
    with closing(open_shop(tmp_path)) as shop:
        order(shop.till)
        pay(shop.till)
        shop.print_waiting()
        assert shop.outbox.waiting() == {"Küche": 1, "Beleg": 1}


def test_printers_work_on_lanes_of_their_own_while_the_till_sells(tmp_path: Path) -> None:
    printed = threading.Event()
    with closing(open_shop(tmp_path, threads=True)) as shop:
        outbox_done = shop.outbox.done

        def done(job_id: int) -> None:
            outbox_done(job_id)
            if not shop.outbox.waiting():
                printed.set()

        shop.outbox.done = done  # type: ignore[method-assign]
        order(shop.till)
        shop.wake_lanes()
        assert printed.wait(PATIENCE)
    assert len(list((tmp_path / "papers" / "Küche").glob("*.txt"))) == 1


def test_what_was_not_printed_comes_out_after_the_next_start(tmp_path: Path) -> None:
    shop = open_shop(tmp_path)
    order(shop.till)
    shop.close(clean=False)
    with closing(open_shop(tmp_path)) as shop:
        shop.print_waiting()
    assert len(list((tmp_path / "papers" / "Küche").glob("*.txt"))) == 1


def test_a_fresh_folder_and_its_copy_are_the_same_till(tmp_path: Path) -> None:
    """All that a till knows lies in its data folder."""
    with closing(open_shop(tmp_path / "here")) as shop:
        order(shop.till)
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    with closing(open_shop(tmp_path / "there")) as shop:
        assert shop.till.books.tab(TABLE) is not None
        assert pay(shop.till).receipt.number == 1
