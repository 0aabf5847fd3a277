"""What the command line gets of the program: proving, copying, bringing up to date, and a stage to play on."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kasse.app.services import AppServices
from kasse.app.stage import PlayStage
from kasse.ports.books import BooksError
from kasse.store.engine import BOOKS_FILE, sqlite_url, writing_engine
from kasse.store.upgrade import HEAD
from kasse.usecases.book_order import secure_order
from tests.app.houses import NOON, TABLE, demo, open_shop, order, pay

pytestmark = pytest.mark.usefixtures("quick_disk")

SERVICES = AppServices()


def watch(_done: int, _total: int) -> bool:
    return True


@pytest.fixture
def sold(tmp_path: Path) -> Path:
    """A folder in which something was sold."""
    folder = tmp_path / "data"
    with closing(open_shop(folder)) as shop:
        secure_order(shop.till, order(shop.till).order)
        pay(shop.till)
        shop.print_waiting()
    return folder


def at_revision(folder: Path, revision: str) -> None:
    engine = writing_engine(sqlite_url(folder))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num='{revision}'")
    engine.dispose()


def test_a_folder_without_books_is_told_from_one_with_books(sold: Path, tmp_path: Path) -> None:
    assert SERVICES.has_books(sold)
    assert not SERVICES.has_books(tmp_path / "empty")
    assert not (tmp_path / "empty").exists()


def test_books_are_proved_while_the_till_sells(sold: Path) -> None:
    with closing(open_shop(sold)) as shop:
        secure_order(shop.till, order(shop.till).order)
        proof = SERVICES.verify(sold, watch)
    assert proof.findings == []
    assert (proof.receipts, proof.signatures, proof.outages) == (1, 3, 0)


def test_one_changed_letter_is_found(sold: Path) -> None:
    file = sold / BOOKS_FILE
    content = file.read_bytes()
    assert content.count(b"Beleg^") == 1
    file.write_bytes(content.replace(b"Beleg^", b"Beleq^"))
    assert SERVICES.verify(sold, watch).findings


@pytest.mark.feature("J-22")
def test_what_is_sold_while_the_tse_is_out_is_sealed_like_everything_else(tmp_path: Path) -> None:
    with PlayStage(tmp_path, NOON, demo(), pictures=False) as stage:
        stage.tse_out()
        secure_order(stage.till, order(stage.till).order)
        pay(stage.till)
    proof = SERVICES.verify(tmp_path, watch)
    assert (proof.findings, proof.receipts, proof.signatures, proof.outages) == ([], 1, 0, 2)
    file = tmp_path / BOOKS_FILE
    written = file.read_bytes()
    for honest, forged in (
        (b"nicht erreichbar", b"nicht  rreichbar"),
        (b'"code":"NO_DEVICE"', b'"code":"NO_DEVICF"'),
        (b'"client_id":"', b'"client_ie":"'),
    ):
        assert honest in written
        file.write_bytes(written.replace(honest, forged))
        assert SERVICES.verify(tmp_path, watch).findings


def test_a_folder_without_books_cannot_be_proved(tmp_path: Path) -> None:
    with pytest.raises(BooksError, match="sind keine Daten"):
        SERVICES.verify(tmp_path, watch)


def test_books_of_another_version_are_not_guessed_at(sold: Path) -> None:
    at_revision(sold, "0000")
    with pytest.raises(BooksError, match="kasse migrate"):
        SERVICES.verify(sold, watch)


def test_the_latest_moment_is_that_of_the_last_act(sold: Path) -> None:
    assert SERVICES.latest(sold) == NOON


def test_the_master_data_are_read_without_opening_the_till(sold: Path) -> None:
    with closing(open_shop(sold)):
        assert SERVICES.master(sold) == demo()


def test_a_backup_taken_while_selling_is_a_whole_till(sold: Path, tmp_path: Path) -> None:
    with closing(open_shop(sold)) as shop:
        order(shop.till)
        SERVICES.backup(sold, tmp_path / "backup.sqlite", watch)
        order(shop.till)
    other = tmp_path / "other"
    assert SERVICES.restore(other, tmp_path / "backup.sqlite") is None
    assert SERVICES.verify(other, watch).findings == []
    with closing(open_shop(other)) as shop:
        tab = shop.till.books.tab(TABLE)
        assert tab is not None
        assert len(tab.lines) == 1


def test_a_backup_is_never_put_over_newer_books(sold: Path, tmp_path: Path) -> None:
    SERVICES.backup(sold, tmp_path / "backup.sqlite", watch)
    with closing(open_shop(sold)) as shop:
        order(shop.till)
        pay(shop.till)
    with pytest.raises(BooksError, match="nicht zweimal vergeben"):
        SERVICES.restore(sold, tmp_path / "backup.sqlite")


def test_the_books_that_were_there_are_kept(sold: Path, tmp_path: Path) -> None:
    SERVICES.backup(sold, tmp_path / "backup.sqlite", watch)
    kept = SERVICES.restore(sold, tmp_path / "backup.sqlite")
    assert kept is not None
    assert kept.parent == sold
    with closing(sqlite3.connect(kept)) as old:
        assert old.execute("SELECT receipts FROM counter").fetchone() == (1,)


def test_nothing_is_restored_into_a_running_till(sold: Path, tmp_path: Path) -> None:
    SERVICES.backup(sold, tmp_path / "backup.sqlite", watch)
    with closing(open_shop(sold)), pytest.raises(BooksError, match="laufenden kasse"):
        SERVICES.restore(sold, tmp_path / "backup.sqlite")


def test_books_that_are_up_to_date_are_left_as_they_are(sold: Path) -> None:
    done = SERVICES.migrate(sold)
    assert (done.before, done.after, done.backup) == (HEAD, HEAD, None)


def test_a_database_without_tables_is_no_set_up_house(tmp_path: Path) -> None:
    engine = writing_engine(sqlite_url(tmp_path))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE something (x)")
    engine.dispose()
    assert not SERVICES.has_books(tmp_path)
    with pytest.raises(BooksError, match="sind keine Daten"):
        SERVICES.migrate(tmp_path)


def test_a_running_till_is_not_migrated_under_its_feet(sold: Path) -> None:
    with closing(open_shop(sold)), pytest.raises(BooksError, match="laufenden kasse"):
        SERVICES.migrate(sold)


def test_a_rehearsal_leaves_no_trace(sold: Path) -> None:
    before = (sold / BOOKS_FILE).read_bytes(), (sold / "tse" / "log").read_bytes()
    with SERVICES.rehearsal(sold, NOON + timedelta(hours=1), None) as stage:
        order(stage.till)
        paid = pay(stage.till)
        assert paid.secured is not None
        assert paid.secured.is_signed
        assert paid.receipt.number == 2
    assert ((sold / BOOKS_FILE).read_bytes(), (sold / "tse" / "log").read_bytes()) == before


def test_a_rehearsal_of_the_second_till_is_the_second_till(tmp_path: Path) -> None:
    """The number of the till lies in its folder, beside the books."""
    (tmp_path / "kasse.toml").write_text("terminal = 2\n", encoding="utf-8")
    with (
        pytest.raises(BooksError, match="Eine Kasse 2 ist nicht angelegt"),
        SERVICES.rehearsal(tmp_path, NOON, demo()),
    ):
        pass


def test_without_a_display_there_is_nothing_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "kein Bildschirm" in SERVICES.can_show()
    monkeypatch.setenv("DISPLAY", ":0")
    assert SERVICES.can_show() == ""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert "kein Bildschirm" in SERVICES.can_show()
    monkeypatch.setenv("QT_QPA_PLATFORM", "eglfs")
    assert SERVICES.can_show() == ""
