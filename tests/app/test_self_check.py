"""The self-check: green while all is well, red with a date when something was changed, green again when it is restored."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kasse.app import self_check as at_work
from kasse.app.beside import Tell
from kasse.app.examining import examine
from kasse.app.self_check import CheckLane, SelfCheck, nothing_more
from kasse.app.services import AppServices
from kasse.app.shop import Shop, Wiring
from kasse.domain.refused import Refused
from kasse.fiscal.de.notification.duty import due_on
from kasse.hardware.signing.faults import Fault as DeviceFault
from kasse.ports.books import ActKind, BooksError, RecordKind
from kasse.ports.notices import Notice
from kasse.ports.notification import Notification, NotifiedTill, Reason
from kasse.ports.outbox import JobKind
from kasse.ports.self_check import Area, CheckState, Examined, Found, Light
from kasse.usecases import self_check
from kasse.usecases.book_order import secure_order
from kasse.usecases.close_day import CHECKS, close_day
from kasse.usecases.self_check import Plan, next_plan
from tests.app.houses import boss, demo, order, pay
from tests.app.office import archive, forge, played_desk
from tests.conftest import ExpectedLog
from tests.store.house import BEER, ZONE, Desk, assert_clean

pytestmark = pytest.mark.usefixtures("quick_disk")

ANY_TIME = datetime(9999, 1, 1, tzinfo=UTC)


class Board:
    """Keeps what was told last of each topic."""

    def __init__(self) -> None:
        self.open: dict[str, Notice] = {}
        self.posted = threading.Event()

    def post(self, notice: Notice) -> None:
        self.open[notice.topic] = notice
        self.posted.set()

    def clear(self, topic: str) -> None:
        self.open.pop(topic, None)


class Checker:
    """A self-check without another process, on a desk whose clock is set."""

    def __init__(self, desk: Desk, *, device_found: Callable[[], Sequence[Found]] = nothing_more) -> None:
        self.desk = desk
        self.board = Board()
        self.plans: list[Plan] = []
        self.check = SelfCheck(
            desk.folder,
            desk.books,
            desk.outbox,
            self.board,
            now=lambda: desk.clock,
            zone=ZONE,
            examine=self._examine,
            device_found=device_found,
        )

    def _examine(self, tell: Tell, folder: Path, plan: Plan) -> Examined | None:
        self.plans.append(plan)
        return examine(tell, folder, plan)

    def run(self) -> CheckState:
        """Check, one hour later than anything before."""
        self.desk.clock += timedelta(hours=1)
        state = self.check.run()
        assert state is not None
        assert state == self.check.state()
        return state


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Checker]:
    with played_desk(request, tmp_path / "data") as desk:
        yield Checker(desk)


@pytest.fixture(params=["sqlite"])
def checker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Checker]:
    with played_desk(request, tmp_path / "data") as desk:
        yield Checker(desk)


def close_next(desk: Desk) -> None:
    """Settle what is open and close another day."""
    for table in (20, 21, 3):
        desk.order(BEER, table=table)
        desk.pay(table)
    close_day(desk.till, desk.boss)


class TestTheLight:
    def test_is_green_while_all_is_well_and_the_outcome_is_sealed(self, either: Checker) -> None:
        assert either.check.state().light is Light.NONE
        archive(either.desk)
        state = either.run()
        assert (state.light, state.faults, state.more) == (Light.GREEN, (), 0)
        (record,) = either.desk.books.latest_records(RecordKind.SELF_CHECK)
        assert (record.body["closings"], record.body["archives"], record.body["whole"]) == ([1, 1], 1, 1)
        assert record.body["acts"] > 50
        assert either.board.open == {}
        assert_clean(either.desk.url)

    def test_turns_red_for_a_changed_byte_says_since_when_and_is_green_again_after_the_repair(
        self, checker: Checker
    ) -> None:
        checker.run()
        undo = forge(checker.desk.folder, "UPDATE receipt SET total=total+1 WHERE number=2")
        first = checker.run()
        assert first.light is Light.RED
        found_at = checker.desk.clock
        assert any("wurde verändert" in fault.text for fault in first.faults)
        assert {fault.since for fault in first.faults} == {found_at}
        assert first.headline in checker.board.open["self_check"].text
        again = checker.run()
        assert [f.text for f in again.faults] == [f.text for f in first.faults]
        assert {fault.since for fault in again.faults} == {found_at}
        undo()
        healed = checker.run()
        assert (healed.light, healed.faults) == (Light.GREEN, ())
        assert checker.board.open == {}
        forge(checker.desk.folder, "UPDATE receipt SET total=total+1 WHERE number=2")
        assert {fault.since for fault in checker.run().faults} == {checker.desk.clock}

    def test_is_red_when_an_archive_is_gone_or_changed(self, checker: Checker) -> None:
        taken = archive(checker.desk)
        file = checker.desk.folder / "tse-archive" / taken.file
        content = file.read_bytes()
        file.write_bytes(content[:-1])
        state = checker.run()
        assert [(fault.area, fault.light) for fault in state.faults] == [(Area.ARCHIVES, Light.RED)]
        file.unlink()
        assert "fehlt" in checker.run().faults[0].text
        file.write_bytes(content)
        assert checker.run().light is Light.GREEN

    def test_many_findings_are_counted_and_some_are_kept(self, checker: Checker) -> None:
        forge(checker.desk.folder, "UPDATE journal SET operator=operator+1")
        state = checker.run()
        kept = [fault for fault in state.faults if fault.area is Area.BOOKS]
        assert len(kept) == self_check.MOST_KEPT
        assert state.more > 50
        assert "weitere" in state.headline
        first = checker.desk.clock
        forge(checker.desk.folder, "UPDATE journal SET operator=operator-1 WHERE seq<30")
        assert {fault.since for fault in checker.run().faults} == {first}

    def test_says_that_an_outage_lasts_and_since_when(self, checker: Checker) -> None:
        desk = checker.desk
        checker.run()
        assert desk.faults is not None
        desk.faults.fault = DeviceFault.OUT
        desk.order(BEER, table=5)
        state = checker.check.state()
        assert [(fault.area, fault.light) for fault in state.faults] == [(Area.OUTAGE, Light.AMBER)]
        assert desk.till.outage is not None
        assert state.faults[0].since == desk.till.outage.began_at
        desk.faults.fault = None
        desk.order(BEER, table=5)
        assert checker.check.state().light is Light.GREEN

    def test_warns_before_the_certificate_ends_and_is_red_afterwards(self, checker: Checker) -> None:
        desk = checker.desk
        checker.run()
        device = desk.books.last_device()
        assert device is not None
        ends = self_check_end(desk)
        desk.clock = ends - timedelta(days=60)
        state = checker.check.state()
        faults = [fault for fault in state.faults if fault.area is Area.DEVICE]
        assert [(f.light, f.due) for f in faults] == [(Light.AMBER, ends.astimezone(ZONE).date())]
        assert faults[0].since == ends - timedelta(days=90)
        desk.clock = ends + timedelta(days=1)
        assert checker.check.state().light is Light.RED

    def test_what_the_device_says_is_told_and_keeps_its_date_though_its_words_change(
        self, checker: Checker
    ) -> None:
        percent = iter((81, 82))

        def found() -> Sequence[Found]:
            return [Found(Area.DEVICE, Light.AMBER, f"{next(percent)} % voll", None, "memory")]

        asking = Checker(checker.desk, device_found=found)
        first = asking.run()
        since = checker.desk.clock
        second = asking.run()
        assert [f.text for f in (*first.faults, *second.faults)] == ["81 % voll", "82 % voll"]
        assert second.faults[0].since == since

    def test_a_notification_that_is_not_handed_in_is_told_after_three_weeks_and_is_red_when_it_is_late(
        self, checker: Checker
    ) -> None:
        desk = checker.desk
        checker.run()
        made = notify(desk)
        desk.clock = made + timedelta(days=20)
        assert checker.check.state().light is Light.GREEN
        desk.clock = made + timedelta(days=21)
        (fault,) = checker.check.state().faults
        assert (fault.area, fault.light, fault.due) == (Area.NOTIFICATION, Light.AMBER, date(2026, 6, 4))
        assert "ELSTER" in fault.text
        desk.clock = datetime(2026, 6, 5, 12, tzinfo=UTC)
        assert checker.check.state().light is Light.RED
        with desk.books.act(ActKind.NOTIFICATION, at=desk.now()) as act:
            act.add_record(RecordKind.HANDED_IN, {"on": "2026-06-05", "how": "ELSTER"}, 1)
        assert checker.check.state().light is Light.GREEN

    def test_a_closing_that_nobody_checked_is_told_a_day_later(self, checker: Checker) -> None:
        checker.desk.clock += timedelta(hours=25)
        state = checker.check.state()
        assert [(f.area, f.light) for f in state.faults] == [(Area.CHECK, Light.AMBER)]
        assert state.faults[0].since == checker.desk.books.closing(1)[0].closed_at
        assert checker.run().light is Light.GREEN

    def test_a_record_that_somebody_wrote_nonsense_into_counts_for_nothing(self, checker: Checker) -> None:
        checker.run()
        forge(checker.desk.folder, "UPDATE record SET body='{\"found\":7}' WHERE kind='self_check'")
        assert checker.check.state().checked_at is None
        assert checker.run().light is Light.RED
        assert checker.plans[-1].whole


def self_check_end(desk: Desk) -> datetime:
    from kasse.usecases.standing_duties import certificate_end

    device = desk.books.last_device()
    assert device is not None
    ends = certificate_end(device)
    assert ends is not None
    return ends


def notify(desk: Desk) -> datetime:
    """A notification about a till with a certified device, as commissioning makes it."""
    at = desk.now()
    till = NotifiedTill(1, "Kasse 1", "LINDE-1", 1, "kasse", "PC-Kasse", "kasse", "1", tse_serial="ab" * 32)
    facts = Notification(
        reason=Reason.COMMISSIONING,
        happened_on=at.date(),
        firm="Gasthaus Zur Linde",
        owner="",
        street="Marktplatz 1",
        postcode="94032",
        city="Passau",
        tax_number="",
        tax_office="",
        site_name="",
        site_street="",
        site_postcode="",
        site_city="",
        tills=(till,),
    )
    rest = {"xml": "", "xml_sha256": "", "missing": [], "hints": [], "meinfiskal": 0, "mailed_to": []}
    body = {**facts.as_record(), **rest, "due_on": due_on(at.date()).isoformat()}
    with desk.books.act(ActKind.REPORT, at=at) as act:
        act.add_record(RecordKind.NOTIFICATION, body)
    return at


class TestHowFarItGoes:
    def test_only_what_was_closed_since_is_exported_again(self, checker: Checker) -> None:
        checker.run()
        close_next(checker.desk)
        checker.run()
        checker.run()
        assert [plan.first_closing for plan in checker.plans] == [1, 2, 2]

    def test_an_export_that_was_found_wrong_is_tested_again(self, checker: Checker) -> None:
        checker.run()
        close_next(checker.desk)
        undo = forge(checker.desk.folder, "UPDATE receipt_tax SET tax=tax+5, net=net-5 WHERE number=2")
        forge(checker.desk.folder, "DELETE FROM record WHERE kind='self_check'")
        state = checker.run()
        assert Area.EXPORT in {fault.area for fault in state.faults}
        undo()
        assert checker.run().light is not Light.GREEN  # the record that was taken away is still missing
        assert checker.plans[-1].first_closing == 1

    def test_large_books_are_walked_from_where_the_last_check_ended_and_whole_once_a_week(
        self, checker: Checker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(self_check, "WHOLE_ACTS", 10)
        checker.run()
        close_next(checker.desk)
        assert checker.run().light is Light.GREEN
        short = checker.desk.books.latest_records(RecordKind.SELF_CHECK, 1)[0].body
        assert (short["whole"], short["acts"] < 40) == (0, True)
        checker.desk.clock += timedelta(days=7)
        checker.run()
        assert [plan.whole for plan in checker.plans] == [True, False, True]

    def test_a_short_walk_finds_what_was_changed_since_and_the_next_one_is_whole(
        self, checker: Checker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(self_check, "WHOLE_ACTS", 10)
        checker.run()
        close_next(checker.desk)
        number = checker.desk.books.latest_receipts(1)[0].receipt.number
        undo = forge(checker.desk.folder, f"UPDATE receipt_payment SET code='XX' WHERE number={number}")
        state = checker.run()
        assert any("wurde verändert" in fault.text for fault in state.faults)
        undo()
        assert checker.run().light is Light.GREEN
        assert [plan.whole for plan in checker.plans] == [True, False, True]

    def test_a_clock_that_was_set_back_does_not_put_the_whole_proof_off(
        self, checker: Checker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(self_check, "WHOLE_ACTS", 10)
        checker.run()
        assert next_plan(checker.desk.books, checker.desk.clock - timedelta(days=1)).whole


class TestRunning:
    def test_a_closing_asks_for_it_once_and_it_is_done_with_it(self, checker: Checker) -> None:
        assert checker.check.is_due()
        close_next(checker.desk)
        assert len(waiting(checker.desk)) == 2
        checker.run()
        assert waiting(checker.desk) == []
        assert not checker.check.is_due()

    def test_cancelled_it_writes_nothing_and_stays_due(self, checker: Checker) -> None:
        told: set[str] = set()

        def listen(step: str, _part: float) -> bool:
            told.add(step)
            return True

        archive(checker.desk)
        checker.check.run(listen)
        assert told == {"Bücher", "Export", "TSE-Archive"}
        close_next(checker.desk)
        before = checker.desk.books.journal(limit=1)
        for step in told:
            assert checker.check.run(lambda now, _part, step=step: now != step) is None  # type: ignore[misc]
        assert checker.desk.books.journal(limit=1) == before
        assert checker.check.is_due()

    def test_two_at_once_are_refused(self, checker: Checker) -> None:
        def again(_step: str, _part: float) -> bool:
            with pytest.raises(Refused, match="gerade schon"):
                checker.check.run()
            return True

        assert checker.check.run(again) is not None

    def test_what_is_wrong_is_told_even_if_it_cannot_be_written_down(
        self, checker: Checker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        forge(checker.desk.folder, "UPDATE receipt SET total=total+1 WHERE number=2")

        def full(*_: object, **__: object) -> None:
            raise BooksError("Der Datenträger ist voll.")

        monkeypatch.setattr(checker.desk.books, "act", full)
        with pytest.raises(BooksError):
            checker.check.run()
        assert "Kasse 1" in checker.board.open["self_check"].text
        assert checker.check.is_due()


class TestTheLane:
    def test_checks_what_is_due_and_rests(self, checker: Checker) -> None:
        lane = CheckLane(checker.check)
        lane.run_once()
        assert not checker.check.is_due()
        lane.run_once()
        assert len(checker.plans) == 1

    def test_a_check_that_fails_is_told_and_tried_again_later(
        self, checker: Checker, expected_log: ExpectedLog, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> None:
            raise BooksError("Die Daten lassen sich gerade nicht lesen.")

        lane = CheckLane(checker.check)
        with monkeypatch.context() as patch, expected_log(30, "self-check could not be made"):
            patch.setattr(checker.check, "_examine", broken)
            assert lane.run_once() > 100
        assert "noch einmal versucht" in checker.board.open["self_check"].text
        lane.run_once()
        assert checker.board.open == {}

    def test_a_new_day_shows_what_has_become_due(self, checker: Checker) -> None:
        lane = CheckLane(checker.check)
        lane.run_once()
        checker.desk.clock = self_check_end(checker.desk) - timedelta(days=3)
        lane.run_once()
        assert "Zertifikat" in checker.board.open["self_check"].text


class TestInAShop:
    def test_a_till_at_work_checks_by_itself_after_a_closing_beside_what_it_does(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(at_work, "START_SECONDS", 0.0)
        folder = tmp_path / "data"
        with closing(Shop(folder, Wiring(pictures=False, threads=False), setup=demo())) as shop:
            secure_order(shop.till, order(shop.till).order)
            pay(shop.till)
            close_day(shop.till, boss(shop.till))
            assert shop.check.is_due()  # a played day does not wait for it
        forge(folder, "UPDATE receipt SET total=total+1 WHERE number=1")
        board = Board()
        with closing(Shop(folder, Wiring(pictures=False, notices=board), setup=demo())) as shop:
            assert board.posted.wait(60)
            assert "Selbstprüfung" in board.open["self_check"].title
            assert shop.check.state().light is Light.RED

    def test_what_the_signing_device_says_of_itself_is_asked_with_each_check(self, tmp_path: Path) -> None:
        with closing(Shop(tmp_path / "data", Wiring(pictures=False, threads=False), setup=demo())) as shop:
            assert shop.faults is not None
            secure_order(shop.till, order(shop.till).order)
            shop.faults.fault = DeviceFault.SELF_TEST_FAILS
            state = shop.check.run()
            assert state is not None
            (fault,) = state.faults
            assert (fault.area, fault.light) == (Area.DEVICE, Light.RED)
            assert "Selbsttest" in fault.text
            shop.faults.fault = DeviceFault.OUT
            assert shop.check.run() is not None
            shop.faults.fault = None

    def test_the_end_of_the_program_breaks_it_off_and_the_next_start_makes_it(self, tmp_path: Path) -> None:
        folder = tmp_path / "data"
        with closing(Shop(folder, Wiring(pictures=False, threads=False), setup=demo())) as shop:
            secure_order(shop.till, order(shop.till).order)
            pay(shop.till)
            close_day(shop.till, boss(shop.till))
        with closing(Shop(folder, Wiring(pictures=False))):
            pass
        with closing(Shop(folder, Wiring(pictures=False, threads=False))) as shop:
            assert shop.check.is_due() == (shop.check.state().checked_at is None)

    def test_the_command_line_checks_beside_a_till_and_seals_nothing_then(self, tmp_path: Path) -> None:
        folder = tmp_path / "data"
        services = AppServices()
        with closing(Shop(folder, Wiring(pictures=False, threads=False), setup=demo())) as shop:
            secure_order(shop.till, order(shop.till).order)
            pay(shop.till)
            close_day(shop.till, boss(shop.till))
            beside = services.check(folder, lambda _step, _part: True)
            assert beside is not None
            assert (beside.sealed, beside.state.light) == (False, Light.GREEN)
            assert shop.check.is_due()
        alone = services.check(folder, lambda _step, _part: True)
        assert alone is not None
        assert (alone.sealed, alone.state.light) == (True, Light.GREEN)
        with closing(Shop(folder, Wiring(pictures=False, threads=False))) as shop:
            assert not shop.check.is_due()


def waiting(desk: Desk) -> Sequence[object]:
    return desk.outbox.due(CHECKS, ANY_TIME, kind=JobKind.SELF_CHECK)
