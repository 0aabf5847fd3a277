"""Backups are whole while the till sells, and restoring one never issues a number a second time."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

import kasse.store.backup
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind, BooksError
from kasse.store.backup import Numbers, copy_books, numbers_in, restore_books
from kasse.store.engine import BOOKS_FILE, lock_folder, sqlite_url
from tests.store.day import play
from tests.store.house import BEER, SOUP, Desk, assert_clean, new_books


@pytest.fixture
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with new books."""
    new_books(tmp_path / "data", tmp_path_factory.getbasetemp())
    return tmp_path / "data"


def sell(desk: Desk, times: int = 1) -> None:
    for _ in range(times):
        desk.order(BEER, SOUP)
        desk.pay()


def sold(folder: Path, times: int) -> None:
    """Open the till of a folder, sell, close it."""
    with Desk(sqlite_url(folder), folder) as desk:
        sell(desk, times)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# --- backup -------------------------------------------------------------------------------------------------


def test_a_backup_has_all_that_was_booked_before_it(folder: Path, tmp_path: Path) -> None:
    with Desk(sqlite_url(folder), folder) as desk:
        play(desk)  # and the log has not been carried over yet
        copy_books(desk.url, tmp_path / "copy.sqlite")
    assert numbers_in(tmp_path / "copy.sqlite") == numbers_in(folder / BOOKS_FILE)
    report = assert_clean(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    assert report.acts == assert_clean(sqlite_url(folder)).acts
    assert names(tmp_path) == {"data", "copy.sqlite"}  # a single file, without log or shared memory


def test_sales_between_two_pages_neither_wait_for_the_backup_nor_spoil_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kasse.store.backup, "PAGES", 8)
    told: list[tuple[int, int]] = []
    with Desk(sqlite_url(folder), folder) as desk:
        sell(desk, 5)

        def meanwhile(done: int, total: int) -> bool:
            sell(desk)
            told.append((done, total))
            return True

        copy_books(desk.url, tmp_path / "copy.sqlite", meanwhile)
        sell(desk)
    assert len(told) > 5
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]
    assert numbers_in(tmp_path / "copy.sqlite")[1].receipts == 5  # one state: that of its beginning
    assert numbers_in(folder / BOOKS_FILE)[1].receipts == 5 + len(told) + 1
    assert_clean(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    assert_clean(sqlite_url(folder))


def test_backups_are_whole_while_another_thread_sells(folder: Path, tmp_path: Path) -> None:
    copies = [tmp_path / f"copy-{n}.sqlite" for n in range(6)]
    enough, troubles = threading.Event(), []
    with Desk(sqlite_url(folder), folder) as desk:
        begun = threading.Event()

        def work() -> None:
            try:
                while not enough.is_set():
                    sell(desk)
                    begun.set()
            except BaseException as error:  # noqa: BLE001 - told by the test
                troubles.append(error)
                begun.set()

        seller = threading.Thread(target=work)
        seller.start()
        try:
            assert begun.wait(30)
            for copy in copies:
                before = len(desk.books.latest_receipts(10_000))
                copy_books(desk.url, copy)
                assert numbers_in(copy)[1].receipts >= before
        finally:
            enough.set()
            seller.join(30)
    assert not troubles
    assert not seller.is_alive()
    for copy in copies:
        assert_clean(f"sqlite:///{copy}")
    assert_clean(sqlite_url(folder))


def test_a_backup_that_is_broken_off_leaves_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kasse.store.backup, "PAGES", 8)
    sold(folder, 2)
    with pytest.raises(BooksError, match="abgebrochen"):
        copy_books(sqlite_url(folder), tmp_path / "copy.sqlite", lambda done, total: done < total // 2)
    assert names(tmp_path) == {"data"}


def test_a_backup_replaces_no_file(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.sqlite").write_text("wichtig")
    with pytest.raises(BooksError, match="gibt es schon"):
        copy_books(sqlite_url(folder), tmp_path / "copy.sqlite")
    assert (tmp_path / "copy.sqlite").read_text() == "wichtig"


def test_a_backup_into_nowhere_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BooksError, match="nicht gelungen"):
        copy_books(sqlite_url(folder), tmp_path / "nowhere" / "copy.sqlite")
    assert names(tmp_path) == {"data"}


def test_only_books_in_a_file_are_backed_up_here(tmp_path: Path) -> None:
    for url in ("postgresql+psycopg://kasse@127.0.0.1/kasse", sqlite_url(tmp_path)):
        with pytest.raises(BooksError, match="SQLite-Datei"):
            copy_books(url, tmp_path / "copy.sqlite")
    assert names(tmp_path) == set()


# --- restoring ----------------------------------------------------------------------------------------------


@pytest.fixture
def backup(folder: Path, tmp_path: Path) -> Path:
    """A backup after three sales; one more was made since."""
    sold(folder, 3)
    copy_books(sqlite_url(folder), tmp_path / "backup.sqlite")
    sold(folder, 1)
    return tmp_path / "backup.sqlite"


def lose(folder: Path) -> None:
    """The books are gone; the signing device is not."""
    for path in folder.glob(BOOKS_FILE + "*"):
        path.unlink()


def test_the_numbers_of_a_backup_are_read_without_opening_a_till(backup: Path) -> None:
    (numbers,) = numbers_in(backup).values()
    assert (numbers.terminal, numbers.receipts, numbers.orders, numbers.closings) == (1, 3, 3, 0)
    assert numbers.journal > 9
    assert isinstance(numbers, Numbers)


def test_a_backup_older_than_the_books_is_refused(folder: Path, backup: Path) -> None:
    before = numbers_in(folder / BOOKS_FILE)
    with pytest.raises(BooksError, match="Beleg 4 ist schon vergeben"):
        restore_books(backup, folder, keep_as="old.sqlite")
    assert numbers_in(folder / BOOKS_FILE) == before
    assert not (folder / "old.sqlite").exists()
    assert_clean(sqlite_url(folder))


def test_a_backup_of_other_terminals_is_refused(
    folder: Path, backup: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    url = new_books(tmp_path / "other", tmp_path_factory.getbasetemp())
    with Desk(url, tmp_path / "other", terminal=2) as desk:
        sell(desk, 9)
    copy_books(url, tmp_path / "two.sqlite")
    with pytest.raises(BooksError, match="nicht eingespielt"):
        restore_books(tmp_path / "two.sqlite", folder, keep_as="old.sqlite")


def test_books_that_went_on_elsewhere_come_back_and_what_was_there_is_kept(
    folder: Path, backup: Path, tmp_path: Path
) -> None:
    copy_books(sqlite_url(folder), tmp_path / "late.sqlite")
    kept = restore_books(tmp_path / "late.sqlite", folder, keep_as="old.sqlite")
    assert kept == folder / "old.sqlite"
    assert numbers_in(kept)[1].receipts == numbers_in(folder / BOOKS_FILE)[1].receipts == 4
    assert not list(folder.glob(f"{BOOKS_FILE}-*"))
    assert not list(folder.glob("*.part*"))
    with Desk(sqlite_url(folder), folder) as desk:
        assert desk.recovered.skipped == 0
        sell(desk)
    assert numbers_in(folder / BOOKS_FILE)[1].receipts == 5
    assert_clean(sqlite_url(folder))


def test_nothing_is_restored_under_a_till_that_works(folder: Path, backup: Path) -> None:
    before = (folder / BOOKS_FILE).read_bytes()
    with lock_folder(folder), pytest.raises(BooksError, match="schon von einer laufenden kasse"):
        restore_books(backup, folder, keep_as="old.sqlite")
    assert (folder / BOOKS_FILE).read_bytes() == before


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scratch(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 64] = b"\xff" * 64
    file.write_bytes(data)


def overwrite(file: Path) -> None:
    file.write_text("Einkaufsliste: Butter, Mehl, Eier\n" * 300)


def empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("damage", [cut, scratch, overwrite, empty, Path.unlink])
def test_what_is_damaged_or_no_backup_is_refused(
    folder: Path, backup: Path, damage: Callable[[Path], None]
) -> None:
    before = numbers_in(folder / BOOKS_FILE)
    damage(backup)
    with pytest.raises(BooksError, match=r"beschädigt|keine Sicherung|gibt es nicht"):
        restore_books(backup, folder, keep_as="old.sqlite")
    assert numbers_in(folder / BOOKS_FILE) == before
    assert not (folder / "old.sqlite").exists()


def test_after_the_books_were_lost_the_device_tells_which_numbers_are_used(
    folder: Path, backup: Path
) -> None:
    """Receipt 4 was in a guest's hand before the disk broke. It is skipped, and the journal says why."""
    lose(folder)
    assert restore_books(backup, folder, keep_as="old.sqlite") is None
    with Desk(sqlite_url(folder), folder) as desk:
        assert desk.recovered.skipped == 2  # one receipt and one order
        act = next(act for act in desk.books.journal() if act.kind is ActKind.RESTORE)
        assert act.body == {"skipped_receipts": 1, "skipped_orders": 1}
        sent = desk.order(BEER)
        assert sent.order.number == 5
        assert desk.pay().receipt.number == 5
        assert [stored.receipt.number for stored in desk.books.latest_receipts(9)] == [5, 3, 2, 1]
    assert_clean(sqlite_url(folder))
    with Desk(sqlite_url(folder), folder) as desk:
        assert desk.recovered.skipped == 0  # once is enough
    assert_clean(sqlite_url(folder))


def test_an_outage_whose_answer_was_lost_is_not_taken_for_a_lost_receipt(folder: Path) -> None:
    with Desk(sqlite_url(folder), folder) as desk:
        sell(desk)
        assert desk.faults is not None
        desk.faults.fault = Fault.ANSWER_LOST
        sell(desk)
    with Desk(sqlite_url(folder), folder) as desk:
        assert desk.recovered.skipped == 0
        sell(desk)
        assert [stored.receipt.number for stored in desk.books.latest_receipts(9)] == [3, 2, 1]
    assert_clean(sqlite_url(folder))


def test_a_backup_made_in_the_middle_of_a_payment_is_brought_to_its_end(folder: Path, tmp_path: Path) -> None:
    """The copy holds a draft that the till finished afterwards: its signature is found on the device."""
    with Desk(sqlite_url(folder), folder) as desk:
        sell(desk)
        desk.order(BEER)

        def copy_after_draft(_connection: object) -> None:
            if desk.books.pending() and not (tmp_path / "draft.sqlite").exists():
                copy_books(desk.url, tmp_path / "draft.sqlite")

        event.listen(desk.writer.engine, "begin", copy_after_draft)
        desk.pay()
        event.remove(desk.writer.engine, "begin", copy_after_draft)
        signed = desk.books.receipt(2).secured
    assert numbers_in(tmp_path / "draft.sqlite")[1].receipts == 2
    lose(folder)
    restore_books(tmp_path / "draft.sqlite", folder, keep_as="old.sqlite")
    with Desk(sqlite_url(folder), folder) as desk:
        assert (desk.recovered.finished, desk.recovered.skipped) == ((2,), 0)
        assert desk.books.receipt(2).secured == signed
    assert_clean(sqlite_url(folder))
