"""The life of a TSE at a till put together: archives after closings, another device live, several tills on one."""

import io
import json
import logging
import threading
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from kasse.app import archive_lane
from kasse.app.archive_lane import ArchiveKeeper, ArchiveLane
from kasse.app.exporting import Choice, export_dsfinvk
from kasse.app.services import AppServices
from kasse.app.shop import Shop, Wiring
from kasse.domain.business import Terminal
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.fiscal.de.findings import Verdict
from kasse.fiscal.de.tse_archive.check import check_archive
from kasse.hardware.signing.faults import Fault, FaultyDevice
from kasse.hardware.signing.software_tse import SoftwareTse
from kasse.ports.books import ActKind, BooksError
from kasse.ports.notices import Level, Notice
from kasse.ports.outbox import JobKind
from kasse.ports.signing import Tse, TseSpec
from kasse.settings.declared.fiscal_de import FISCAL_ADDRESSES, MEINFISKAL, TSE_DEADLINE, TSE_KIND
from kasse.store.engine import reading_engine, sqlite_url
from kasse.usecases.archive_tse import FOLDER, Archived, archive_problems, archives
from kasse.usecases.book_order import secure_order
from kasse.usecases.change_setting import change_setting
from kasse.usecases.close_day import ARCHIVE_LANE, close_day
from kasse.usecases.device_life import DeviceChanged, change_device, commission_till, decommission_till
from kasse.usecases.notify import hand_in, make_notification
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Till
from tests.app.houses import NOON, demo, order, pay
from tests.conftest import ExpectedLog

pytestmark = pytest.mark.usefixtures("quick_disk")

PATIENCE = 30.0
SECOND = TseSpec("software", {"folder": "tse-zwei"})


class Board:
    """Keeps the news about archives and notifications."""

    def __init__(self) -> None:
        self.news: dict[str, Notice] = {}
        self.archived = threading.Event()

    def post(self, notice: Notice) -> None:
        self.news[notice.topic] = notice

    def clear(self, topic: str) -> None:
        self.news.pop(topic, None)
        if topic == "tse-archive":
            self.archived.set()


@pytest.fixture
def board() -> Board:
    return Board()


def chef(till: Till) -> Operator:
    """Somebody who may do everything."""
    rights = (Right.SETTINGS, Right.CLOSE_DAY, Right.PAY)
    return next(o for o in till.staff.operators.values() if all(till.staff.may(o, right) for right in rights))


def opened(folder: Path, board: Board | None = None, *, threads: bool = False) -> Shop:
    wiring = Wiring(
        now=lambda: NOON, monotonic=partial(next, count(0.0, 10.0)), notices=board or Board(), pictures=False,
        threads=threads,
    )  # fmt: skip
    return Shop(folder, wiring, setup=demo())


def sell(shop: Shop) -> Paid:
    secure_order(shop.till, order(shop.till).order)
    return pay(shop.till)


def keeper(shop: Shop) -> ArchiveKeeper:
    assert shop.archives is not None
    return shop.archives


def change(shop: Shop, spec: TseSpec = SECOND) -> DeviceChanged:
    assert shop.tse is not None
    return change_device(
        shop.till,
        chef(shop.till),
        shop.tse,
        spec,
        reason="Zertifikat läuft ab",
        archive=keeper(shop).take_number,
    )


def kept(shop: Shop) -> list[Archived]:
    return list(archives(shop.till.books))


def waiting(shop: Shop) -> int:
    far = datetime(2100, 1, 1, tzinfo=UTC)
    return len(shop.outbox.due(ARCHIVE_LANE, far, kind=JobKind.TSE_ARCHIVE))


def exported(folder: Path, target: Path, url: str = "") -> list[str]:
    """What the self-test of a DSFinV-K export of everything finds wrong."""
    engine = reading_engine(url or sqlite_url(folder))
    try:
        written = export_dsfinvk(engine, target, Choice(), lambda _done, _all: True)
    finally:
        engine.dispose()
    assert written is not None
    return [
        finding.text
        for kind in written.report.kinds
        if kind.severity.name == "ERROR"
        for finding in kind.shown
    ]


def proved(folder: Path) -> None:
    assert AppServices().verify(folder, lambda _done, _total: True).findings == []


# --- archives ------------------------------------------------------------------------------------------------


def test_after_a_closing_the_archive_is_taken_in_the_background(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_lane, "START_SECONDS", 0.0)
    with closing(opened(tmp_path)) as shop:
        sell(shop)
        close_day(shop.till, chef(shop.till))
        assert waiting(shop) == 1
    with closing(opened(tmp_path, board, threads=True)) as shop:
        assert board.archived.wait(PATIENCE)
        assert waiting(shop) == 0
        (archive,) = kept(shop)
        assert archive.verdict == "valid"
        assert archive_problems([archive], tmp_path) == []


def test_an_archive_that_fails_is_told_and_taken_after_the_next_closing(tmp_path: Path, board: Board) -> None:
    with closing(opened(tmp_path, board)) as shop:
        lane = ArchiveLane(keeper(shop), shop.outbox, board)
        sell(shop)
        close_day(shop.till, chef(shop.till))
        assert shop.faults is not None
        shop.faults.fault = Fault.OUT
        assert not lane.run_once()
        assert board.news["tse-archive"].level is Level.WARNING
        assert "nächsten Abschluss" in board.news["tse-archive"].text
        assert waiting(shop) == 1
        shop.faults.fault = None
        assert not lane.run_once(again=False)  # not at once again
        sell(shop)
        close_day(shop.till, chef(shop.till))
        assert lane.run_once(again=False)
        assert waiting(shop) == 0
        assert "tse-archive" not in board.news
        (archive,) = kept(shop)  # one for both closings
        assert archive.last == shop.till.books.last_transaction(archive.serial)
        assert lane.run_once()


def test_an_archive_in_which_something_is_wrong_is_told(tmp_path: Path, board: Board) -> None:
    with closing(opened(tmp_path, board)) as shop:
        lane = ArchiveLane(keeper(shop), shop.outbox, board)
        sell(shop)
        close_day(shop.till, chef(shop.till))
        assert shop.device is not None
        export = shop.device.export

        def damaged(sink: io.BytesIO, **_: object) -> None:
            whole = io.BytesIO()
            export(whole)
            content = whole.getvalue()
            at = content.index(b"Beleg^")
            sink.write(content[:at] + b"belEg^" + content[at + 6 :])

        shop.device.export = damaged  # type: ignore[method-assign, assignment]
        assert lane.run_once()
        assert "stimmt etwas nicht" in board.news["tse-archive"].title


def test_an_end_of_the_program_breaks_an_archive_off_and_the_next_start_takes_it(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as shop:
        lane = ArchiveLane(keeper(shop), shop.outbox, Board())
        sell(shop)
        close_day(shop.till, chef(shop.till))
        lane.end()
        assert not lane.run_once()
        assert waiting(shop) == 1
        assert kept(shop) == []
        assert list((tmp_path / FOLDER).iterdir()) == []


def test_a_fault_of_ours_does_not_end_the_lane(tmp_path: Path, expected_log: ExpectedLog) -> None:
    looked = threading.Event()

    class Broken:
        def due(self, *_: object, **__: object) -> object:
            looked.set()
            raise RuntimeError("ours")

    with closing(opened(tmp_path)) as shop, expected_log(logging.ERROR, "the lane of archives failed"):
        lane = ArchiveLane(keeper(shop), Broken(), Board())  # type: ignore[arg-type]
        lane.start()
        assert looked.wait(PATIENCE)
        lane.end()
        lane.join()


# --- another TSE while selling -------------------------------------------------------------------------------


def test_a_tse_is_changed_live_and_the_next_start_uses_the_new_one(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as shop:
        commission_till(shop.till, chef(shop.till), shop.tse.current)  # type: ignore[union-attr]
        first = sell(shop)
        done = change(shop)
        second = sell(shop)
        assert first.secured is not None
        assert second.secured is not None
        assert (first.secured.serial, second.secured.serial) == (done.old, done.new)
        number = close_day(shop.till, chef(shop.till)).closing.number
        assert keeper(shop).take() is not None
        found = kept(shop)
        assert {archive.serial for archive in found} == {done.old, done.new}
        assert {archive.verdict for archive in found} == {"valid"}
    with closing(opened(tmp_path)) as shop:
        third = sell(shop)
        assert third.secured is not None
        assert third.secured.serial == done.new
    proved(tmp_path)
    assert exported(tmp_path, tmp_path / "export") == []
    lines = (tmp_path / "export" / "tse.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3  # a head, and a row for each device of closing 1
    assert [done.old in line or done.new in line for line in lines] == [False, True, True]
    assert number == 1
    for archive in found:
        with (tmp_path / FOLDER / archive.file).open("rb") as stream:
            assert check_archive(stream, is_selection=not archive.whole).verdict is Verdict.VALID


def test_the_deadline_of_the_setting_holds_for_the_new_tse(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as shop:
        change_setting(shop.till, chef(shop.till), TSE_DEADLINE, 7)
        before = shop.device
        change(shop)
        assert shop.device is not before
        assert shop.device is not None
        assert shop.device.seconds == 7


def test_the_new_tse_is_the_one_that_fails_from_then_on(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as shop:
        sell(shop)
        change(shop)
        assert shop.faults is not None
        shop.faults.fault = Fault.OUT
        paid = sell(shop)
        assert paid.secured is not None
        assert not paid.secured.is_signed


def test_a_device_of_somebody_else_is_not_switched_to(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as shop, closing(_software(tmp_path / "elsewhere")) as device:
        assert shop.tse is not None
        with pytest.raises(TypeError):
            shop.tse.switch(SECOND, device)


def _software(folder: Path) -> SoftwareTse:
    return SoftwareTse(folder, now=lambda: NOON)


def test_the_mark_follows_the_device_that_is_used(tmp_path: Path) -> None:
    class Certified(FaultyDevice):
        """As if it were a certified one."""

        def info(self):  # type: ignore[no-untyped-def]
            return replace(super().info(), is_test=False)

    def device(spec: TseSpec) -> Tse:
        software = _software(tmp_path / (spec.places.get("folder") or "tse"))
        return Certified(software) if spec.kind == "swissbit" else software

    wiring = Wiring(now=lambda: NOON, pictures=False, threads=False, open_device=device)
    with closing(Shop(tmp_path, wiring, setup=demo())) as shop:
        assert shop.till.fiscal.mark == "TEST-TSE"
        test_receipt = sell(shop)
        change(shop, TseSpec("swissbit", {"folder": "stick"}))
        assert shop.till.fiscal.mark == ""
        paid = sell(shop)
        proof = shop.till.fiscal.proof
        assert proof(paid.receipt, paid.secured).mark == ""
        assert proof(test_receipt.receipt, test_receipt.secured).mark == "TEST-TSE"
    with closing(Shop(tmp_path, wiring)) as shop:
        assert shop.till.fiscal.mark == ""


def test_a_day_that_is_only_tried_out_reaches_no_real_device(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as shop, shop.till.books.act(ActKind.SETTING, at=NOON) as act:
        act.save_setting(TSE_KIND.key, "epson", shop.till.settings.scope_for(TSE_KIND))
    with AppServices().rehearsal(tmp_path, NOON, None) as stage:
        assert stage.till.settings[TSE_KIND] == "epson"
        assert stage.till.fiscal.mark == "TEST-TSE"
        assert stage.till.outage is None


# --- several tills on one TSE --------------------------------------------------------------------------------


class Shared(FaultyDevice):
    """One device for several tills of this process: whoever lets go of it leaves it to the others."""

    def __init__(self, device: Tse) -> None:
        super().__init__(device)
        self._turn = threading.Lock()

    def sign(self, *arguments: str):  # type: ignore[no-untyped-def]
        with self._turn:
            return super().sign(*arguments)

    def close(self) -> None:
        """Nothing: the other goes on."""


def two_tills() -> Master:
    master = demo()
    bar = Terminal(2, "Bar", "KASSE-HIRSCHEN-2", receipt_printer="Schank")
    return replace(master, house=replace(master.house, terminals={**master.house.terminals, 2: bar}))


def test_two_tills_on_one_tse_sign_with_their_own_names_and_both_exports_pass(
    tmp_path: Path, postgres_database: str
) -> None:
    software = _software(tmp_path / "tse")
    shared = Shared(software)

    def till(number: int) -> Shop:
        folder = tmp_path / str(number)
        folder.mkdir(exist_ok=True)
        text = f'terminal = {number}\ndatabase_url = "{postgres_database}"\n'
        (folder / "kasse.toml").write_text(text, encoding="utf-8")
        wiring = Wiring(now=lambda: NOON, pictures=False, threads=False, open_device=lambda _spec: shared)
        return Shop(folder, wiring, setup=two_tills())

    with closing(software), closing(till(1)) as one, closing(till(2)) as two:
        for shop in (one, two):
            assert shop.tse is not None
            commission_till(shop.till, chef(shop.till), shop.tse.current)
        assert shared.status().clients == ("KASSE-HIRSCHEN-1", "KASSE-HIRSCHEN-2")
        for shop in (one, two, one):
            paid = sell(shop)
            assert paid.secured is not None
            assert paid.secured.process.client_id == shop.till.terminal.serial
        for shop in (one, two):
            close_day(shop.till, chef(shop.till))
            archive = keeper(shop).take()
            assert archive is not None
            assert archive.verdict == "valid"
            with (shop.folder / FOLDER / archive.file).open("rb") as stream:
                (device,) = check_archive(stream).devices
            assert device.clients == ("KASSE-HIRSCHEN-1", "KASSE-HIRSCHEN-2")
        facts = make_notification(two.till, chef(two.till)).form.xml
        assert facts.count(shared.info().serial) == 2
        with pytest.raises(Refused, match="KASSE-HIRSCHEN-2"):
            decommission_till(
                one.till,
                chef(one.till),
                shared,
                reason="verkauft",
                archive=keeper(one).take_number,
                disable=True,
            )
        decommission_till(
            one.till, chef(one.till), shared, reason="verkauft", archive=keeper(one).take_number
        )
        assert shared.status().clients == ("KASSE-HIRSCHEN-2",)
        assert sell(two).secured.is_signed  # type: ignore[union-attr]
        close_day(two.till, chef(two.till))
    proved(tmp_path / "1")
    assert exported(tmp_path / "1", tmp_path / "export", postgres_database) == []


# --- files of notifications ----------------------------------------------------------------------------------


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.feature("M-DE-01", "M-DE-03")
def test_a_notification_is_saved_as_file_for_the_portal_and_as_sheet(tmp_path: Path, board: Board) -> None:
    with closing(opened(tmp_path, board)) as shop:
        made = make_notification(shop.till, chef(shop.till))
        place = tmp_path / "notifications"
        assert files(place) == ["kassenmeldung-0001-2026-11-20.pdf", "kassenmeldung-0001-2026-11-20.xml"]
        assert (place / "kassenmeldung-0001-2026-11-20.xml").read_text(encoding="utf-8") == made.form.xml
        assert (place / "kassenmeldung-0001-2026-11-20.pdf").read_bytes().startswith(b"%PDF")
        assert "zu prüfen und zu ergänzen" in board.news["notification"].text
        assert files(tmp_path / "exports" / "meinfiskal") == []


# There is no upload: DATEV lets only partners under contract do that. What a till can do is to lay the package out.
@pytest.mark.feature("M-DE-03", "M-DE-05")
def test_with_the_link_to_meinfiskal_every_notification_lies_ready_as_a_package(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as shop:
        till, who = shop.till, chef(shop.till)
        change_setting(till, who, MEINFISKAL, True)
        commission_till(till, who, shop.tse.current)  # type: ignore[union-attr]
        change(shop)
        make_notification(till, who)
        place = tmp_path / "exports" / "meinfiskal"
        assert files(place) == [f"kassenmeldung-000{n}-2026-11-20.zip" for n in (1, 2, 3)]
        with zipfile.ZipFile(place / "kassenmeldung-0002-2026-11-20.zip") as package:
            assert sorted(package.namelist()) == [
                "kassenmeldung-0002-2026-11-20.pdf", "kassenmeldung-0002-2026-11-20.xml", "metadata.json",
            ]  # fmt: skip
            told = json.loads(package.read("metadata.json"))
        assert (told["date_from"], told["date_to"]) == ("2026-11-20", "2026-11-20")
        assert told["registers"][0]["serial_number"] == till.terminal.serial
        assert told["registers"][0]["tse_serial_number"] == shop.device.info().serial  # type: ignore[union-attr]
        hand_in(till, who, 3, on=date(2026, 11, 20), how="MeinFiskal")
        for path in place.iterdir():
            path.unlink()
    with closing(opened(tmp_path)):  # what was not handed in lies there again
        assert files(place) == [f"kassenmeldung-000{n}-2026-11-20.zip" for n in (1, 2)]


@pytest.mark.feature("M-DE-04")
def test_what_is_made_by_itself_is_saved_and_waits_to_be_mailed(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as shop:
        till, who = shop.till, chef(shop.till)
        change_setting(till, who, FISCAL_ADDRESSES, ("chef@linde.example",))
        commission_till(till, who, shop.tse.current)  # type: ignore[union-attr]
        change(shop)
        sell(shop)
        close_day(till, who)
        decommission_till(till, who, shop.tse.current, reason="verkauft", archive=keeper(shop).take_number)  # type: ignore[union-attr]
        far = NOON + timedelta(days=1000)
        mails = shop.outbox.due("mail", far, kind=JobKind.MAIL)
        assert [job.job.payload["number"] for job in mails] == [1, 2, 3]
        assert len(files(tmp_path / "notifications")) == 6
    with closing(opened(tmp_path)) as shop:  # nothing carries them out yet: they stay
        assert len(shop.outbox.due("mail", far, kind=JobKind.MAIL)) == 3


def test_files_that_could_not_be_written_are_told_and_written_at_the_next_start(
    tmp_path: Path, board: Board
) -> None:
    with closing(opened(tmp_path, board)) as shop:
        (tmp_path / "notifications").write_text("a file where the folder should be")
        make_notification(shop.till, chef(shop.till))
        assert board.news["notification"].level is Level.WARNING
    (tmp_path / "notifications").unlink()
    opened(tmp_path, board).close()
    assert len(files(tmp_path / "notifications")) == 2


def test_books_that_do_not_answer_stop_no_notification(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(opened(tmp_path, board)) as shop:

        def silent(*_: object) -> object:
            raise BooksError("Die Bücher antworten nicht.")

        monkeypatch.setattr("kasse.app.notification_files.notifications", silent)
        make_notification(shop.till, chef(shop.till))
        assert "Bücher antworten nicht" in board.news["notification"].text
