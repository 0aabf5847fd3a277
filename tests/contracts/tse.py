"""What a whole TSE promises: signing as `SigningContract` says, and care from set-up to the end of its life.

A driver's tests subclass `TseContract` and give the fixture `factory`: a device fresh from the shop, with switches
for its faults and with the limits of its kind. A kind that cannot do something says so in `Limits`, and the law then
demands the refusal.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

import pytest

from kasse.fiscal.de.findings import Verdict
from kasse.fiscal.de.tse_archive.certificates import read_certificates
from kasse.fiscal.de.tse_archive.check import check_archive
from kasse.fiscal.de.tse_archive.log import AuditLog, SystemLog, TransactionLog, read_log
from kasse.fiscal.de.verify import verify_signature
from kasse.ports.signing import (
    DeviceInfo,
    DeviceState,
    ExportCancelled,
    ExportRange,
    Finished,
    SigningError,
    SigningRefused,
    Span,
    Tse,
)
from tests.contracts.signing import (
    ORDER,
    OTHER_TILL,
    RECEIPT,
    TILL,
    SigningBench,
    SigningContract,
    signature_fits,
)

STRANGER = "KASSE-9"
DAY = 86_400
AHEAD = 12 * 3600.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a kind of device cannot do. The default is one that can do everything."""

    deletes: bool = True
    """False: `delete_exported` is always refused."""
    spans: frozenset[Span] = field(default_factory=lambda: frozenset(Span))
    """By what it can bound an export; every other range is refused."""
    exports_when_disabled: bool = True
    """False: once disabled it hands out nothing any more."""
    logs_events: bool = True
    """Whether set-up, registering and the like stand in its archive as system logs."""


class Switchboard(Protocol):
    """A device's faults, for tests to switch."""

    def unplug(self) -> None:
        """From now on nothing reaches the device: pulled out, cable cut, server gone."""
        ...

    def lose_answers(self) -> None:
        """From now on the device does what it is asked, and no answer to a signature arrives."""
        ...

    def mend(self) -> None:
        """All is well again."""
        ...


class TseFactory(Protocol):
    """One device and the world around it; new when the test begins."""

    @property
    def limits(self) -> Limits: ...

    @property
    def switches(self) -> Switchboard: ...

    def open(self) -> Tse:
        """A driver on the device as it is now. The one before has been closed."""
        ...

    def pass_time(self, seconds: int) -> None:
        """Let the clocks of device and till go on."""
        ...


@dataclass(frozen=True, slots=True)
class Archive:
    """An export, every signature in it checked."""

    transactions: tuple[TransactionLog, ...]
    events: tuple[SystemLog, ...]
    audits: tuple[AuditLog, ...]
    size: int

    def numbers(self) -> set[int]:
        return {log.transaction for log in self.transactions}


def read_archive(content: bytes, info: DeviceInfo, *, is_selection: bool = False) -> Archive:
    """Open an export and check every signature with the key of the certificate that it brings along.

    `is_selection`: a range, in which counters may be missing.
    """
    report = check_archive(io.BytesIO(content), is_selection=is_selection)
    assert report.verdict is Verdict.VALID, (report.wrong, report.unknown)
    assert [device.serial for device in report.devices] == [info.serial]
    logs: list[TransactionLog | SystemLog | AuditLog] = []
    points: dict[str, bytes] = {}
    names: list[str] = []
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        for member in tar:
            file = tar.extractfile(member)
            assert file is not None
            names.append(member.name)
            if member.name.endswith(".log"):
                logs.append(read_log(file.read()))
            elif member.name != "info.csv":
                for certificate in read_certificates(file.read()):
                    if certificate.serial is not None and certificate.point is not None:
                        points[certificate.serial] = certificate.point
    assert "info.csv" in names
    assert len(set(names)) == len(names)
    assert info.serial in points
    for log in logs:
        assert verify_signature(points[log.serial.hex()], log.algorithm, log.signed, log.signature)
    return Archive(
        tuple(log for log in logs if isinstance(log, TransactionLog)),
        tuple(log for log in logs if isinstance(log, SystemLog)),
        tuple(log for log in logs if isinstance(log, AuditLog)),
        len(content),
    )


def exported(tse: Tse, within: ExportRange | None = None) -> Archive:
    sink = io.BytesIO()
    tse.export(sink, within=within)
    return read_archive(sink.getvalue(), tse.info(), is_selection=within is not None)


def attentions(tse: Tse) -> int:
    """How often it had a self test or was given the time, as far as it keeps that."""
    return sum(log.event.lower() in ("selftest", "updatetime") for log in exported(tse).events)


def counters(*all_finished: Finished) -> list[int]:
    return [number for finished in all_finished for number in (finished.started.counter, finished.counter)]


def before_and_after_restart(bench: SigningBench[Tse]) -> Iterator[Tse]:
    """The device as it is, and then as it is after a restart, which closes the first."""
    yield bench.device
    yield bench.restart()


@pytest.mark.usefixtures("quick_disk")
class TseContract(SigningContract):
    """Subclasses give the fixture `factory`."""

    @pytest.fixture
    def factory(self) -> TseFactory:
        raise NotImplementedError

    @pytest.fixture
    def fresh(self, factory: TseFactory) -> Iterator[SigningBench[Tse]]:
        """A device that nobody has set up."""
        bench = SigningBench(factory.open(), lambda: bench.device)

        def restart() -> Tse:
            bench.device.close()
            bench.device = factory.open()
            return bench.device

        bench.restart = restart
        yield bench
        factory.switches.mend()
        bench.device.close()

    @pytest.fixture
    def bench(self, fresh: SigningBench[Tse]) -> SigningBench[Tse]:
        """One that two tills may use."""
        fresh.device.set_up(TILL)
        fresh.device.register_client(OTHER_TILL)
        return fresh

    @pytest.fixture
    def tse(self, bench: SigningBench[Tse]) -> Tse:
        return bench.device

    # Set-up and tills

    def test_a_new_device_signs_nothing_until_it_is_set_up(self, fresh: SigningBench[Tse]) -> None:
        assert fresh.device.status().state is DeviceState.NEW
        with pytest.raises(SigningError):
            fresh.device.sign(TILL, *RECEIPT)
        fresh.device.set_up(TILL)
        assert fresh.device.status().state is DeviceState.READY
        finished = fresh.device.sign(TILL, *RECEIPT)
        assert signature_fits(fresh.device.info(), finished)

    def test_set_up_holds_over_a_restart(self, fresh: SigningBench[Tse]) -> None:
        fresh.device.set_up(TILL)
        device = fresh.restart()
        assert device.status().state is DeviceState.READY
        assert device.sign(TILL, *RECEIPT).transaction > 0

    def test_setting_up_again_only_registers_the_till(self, fresh: SigningBench[Tse]) -> None:
        fresh.device.set_up(TILL)
        first = fresh.device.sign(TILL, *RECEIPT)
        device = fresh.restart()
        device.set_up(TILL)
        device.set_up(OTHER_TILL)
        second = device.sign(OTHER_TILL, *RECEIPT)
        assert second.transaction > first.transaction
        assert second.started.counter > first.counter
        assert signature_fits(device.info(), second)

    def test_a_till_that_nobody_registered_is_refused(self, tse: Tse) -> None:
        with pytest.raises(SigningRefused):
            tse.start(STRANGER)
        with pytest.raises(SigningRefused):
            tse.sign(STRANGER, *RECEIPT)
        tse.register_client(STRANGER)
        assert tse.sign(STRANGER, *RECEIPT).client_id == STRANGER

    def test_registered_tills_are_told(self, bench: SigningBench[Tse]) -> None:
        assert set(bench.device.status().clients) == {TILL, OTHER_TILL}
        assert set(bench.restart().status().clients) == {TILL, OTHER_TILL}

    def test_registering_twice_does_nothing(self, tse: Tse) -> None:
        tse.register_client(OTHER_TILL)
        assert sorted(tse.status().clients) == sorted({TILL, OTHER_TILL})

    def test_what_is_no_serial_number_is_not_registered(self, tse: Tse) -> None:
        for client_id in ("", "KASSE_1", "KASSE/1", "Käse", "K" * 31):
            with pytest.raises(SigningRefused):
                tse.register_client(client_id)
        assert sorted(tse.status().clients) == sorted({TILL, OTHER_TILL})

    def test_a_till_taken_off_signs_no_more(self, bench: SigningBench[Tse]) -> None:
        bench.device.sign(OTHER_TILL, *RECEIPT)
        bench.device.deregister_client(OTHER_TILL)
        for device in before_and_after_restart(bench):
            with pytest.raises(SigningRefused):
                device.sign(OTHER_TILL, *RECEIPT)
            assert device.status().clients == (TILL,)
            with pytest.raises(SigningRefused):
                device.deregister_client(OTHER_TILL)
        assert bench.device.sign(TILL, *RECEIPT).transaction > 1
        bench.device.register_client(OTHER_TILL)
        assert bench.device.sign(OTHER_TILL, *RECEIPT).client_id == OTHER_TILL

    def test_a_till_with_open_transactions_is_not_taken_off(self, tse: Tse) -> None:
        begun = tse.start(OTHER_TILL)
        with pytest.raises(SigningRefused):
            tse.deregister_client(OTHER_TILL)
        tse.finish(OTHER_TILL, begun.transaction, *RECEIPT)
        tse.deregister_client(OTHER_TILL)

    # Self test, time, status

    def test_a_self_test_on_demand_passes(self, tse: Tse) -> None:
        tse.self_test(TILL)
        assert tse.status().self_test_passed is not False
        assert tse.sign(TILL, *RECEIPT).transaction > 0

    def test_the_time_can_be_set(self, tse: Tse) -> None:
        tse.set_time()
        assert tse.status().time_is_set is not False

    def test_days_later_it_still_signs_without_being_asked_for_anything(
        self, tse: Tse, factory: TseFactory
    ) -> None:
        before = tse.sign(TILL, *RECEIPT)
        factory.pass_time(3 * DAY)
        after = tse.sign(TILL, *RECEIPT)
        assert after.log_time - before.log_time >= timedelta(days=3)
        assert after.started.counter > before.counter

    def test_who_was_made_ready_signs_without_self_test_and_time(
        self, bench: SigningBench[Tse], factory: TseFactory
    ) -> None:
        device = bench.restart()
        factory.pass_time(3 * DAY)
        device.make_ready(TILL)
        status = device.status()
        assert status.self_test_passed is not False
        assert status.time_is_set is not False
        before = attentions(device)
        assert device.sign(TILL, *RECEIPT).transaction > 0
        assert attentions(device) == before

    def test_made_ready_already_it_is_left_alone(self, tse: Tse) -> None:
        tse.make_ready(TILL, AHEAD)
        before = attentions(tse)
        tse.make_ready(TILL)
        tse.make_ready(TILL, 60.0)
        assert attentions(tse) == before

    def test_what_would_be_due_before_long_is_done_ahead(self, tse: Tse, factory: TseFactory) -> None:
        tse.make_ready(TILL)
        tse.status()
        factory.pass_time(20 * 3600)
        left = tse.make_ready(TILL, AHEAD)
        assert left is None or left > AHEAD
        factory.pass_time(20 * 3600)
        status = tse.status()
        assert status.self_test_passed is not False
        assert status.time_is_set is not False

    def test_a_new_device_is_not_made_ready_but_left_as_it_is(self, fresh: SigningBench[Tse]) -> None:
        assert fresh.device.make_ready(TILL, AHEAD) is None
        assert fresh.device.status().state is DeviceState.NEW

    def test_open_transactions_are_counted(self, tse: Tse) -> None:
        tse.start(TILL)
        begun = tse.start(OTHER_TILL)
        assert tse.status().open_transactions in (2, None)
        tse.finish(OTHER_TILL, begun.transaction, *ORDER)
        assert tse.status().open_transactions in (1, None)

    def test_its_status_is_plausible(self, tse: Tse) -> None:
        status = tse.status()
        for most, now in (
            (status.most_open_transactions, status.open_transactions),
            (status.most_clients, len(status.clients)),
            (status.capacity_bytes, status.stored_bytes),
        ):
            assert most is None or now is None or 0 <= now <= most
        assert status.signatures_left is None or status.signatures_left > 0
        if status.certificate_until is not None:
            assert status.certificate_until > tse.sign(TILL, *RECEIPT).log_time

    def test_counters_rise_over_all_that_is_done_to_it(self, bench: SigningBench[Tse]) -> None:
        first = bench.device.sign(TILL, *RECEIPT)
        bench.device.self_test(TILL)
        bench.device.set_time()
        bench.device.register_client(STRANGER)
        second = bench.device.sign(TILL, *RECEIPT)
        exported(bench.device)
        third = bench.restart().sign(TILL, *RECEIPT)
        rising = counters(first, second, third)
        assert rising == sorted(set(rising))
        assert first.transaction < second.transaction < third.transaction

    # Export

    def test_a_whole_export_holds_all_that_was_signed(self, bench: SigningBench[Tse]) -> None:
        finished = [bench.device.sign(TILL, *RECEIPT), bench.device.sign(OTHER_TILL, *ORDER)]
        begun = bench.device.start(TILL)
        for device in before_and_after_restart(bench):
            archive = exported(device)
            steps = {(log.transaction, log.operation, log.counter) for log in archive.transactions}
            for each in finished:
                assert (each.transaction, "Start", each.started.counter) in steps
                assert (each.transaction, "Finish", each.counter) in steps
            assert (begun.transaction, "Start", begun.counter) in steps
            ends = {log.transaction: log for log in archive.transactions if log.operation == "Finish"}
            for each in finished:
                end = ends[each.transaction]
                assert (end.client_id, end.process_type) == (each.client_id, each.process_type)
                assert end.process_data.decode() == each.process_data
            rising = [log.counter for log in sorted(archive.transactions, key=lambda log: log.counter)]
            assert rising == sorted(set(rising))

    def test_events_stand_in_the_archive(self, tse: Tse, factory: TseFactory) -> None:
        events = {log.event for log in exported(tse).events}
        assert ("registerClient" in events) == factory.limits.logs_events

    def test_a_range_of_transactions_is_exported(self, tse: Tse, factory: TseFactory) -> None:
        numbers = [tse.sign(TILL, *RECEIPT).transaction for _ in range(5)]
        within = ExportRange(Span.TRANSACTIONS, numbers[1], numbers[3])
        if Span.TRANSACTIONS not in factory.limits.spans:
            with pytest.raises(SigningRefused):
                exported(tse, within)
            return
        assert exported(tse, within).numbers() == set(numbers[1:4])

    def test_a_range_of_time_is_exported(self, tse: Tse, factory: TseFactory) -> None:
        finished = []
        for _ in range(4):
            factory.pass_time(3600)
            finished.append(tse.sign(TILL, *RECEIPT))
        first, last = (int(each.started.log_time.timestamp()) for each in (finished[1], finished[2]))
        within = ExportRange(Span.SECONDS, first, last + 5)
        if Span.SECONDS not in factory.limits.spans:
            with pytest.raises(SigningRefused):
                exported(tse, within)
            return
        assert exported(tse, within).numbers() == {finished[1].transaction, finished[2].transaction}

    def test_an_export_tells_how_far_it_is(self, tse: Tse) -> None:
        for _ in range(5):
            tse.sign(TILL, *RECEIPT)
        told: list[tuple[int, int | None]] = []
        sink = io.BytesIO()

        def progress(done: int, whole: int | None) -> bool:
            told.append((done, whole))
            return True

        tse.export(sink, progress=progress)
        size = len(sink.getvalue())
        done = [so_far for so_far, _ in told]
        assert done == sorted(done)
        assert done[-1] == size
        assert all(whole is None or whole >= so_far for so_far, whole in told)

    def test_an_export_can_be_cancelled_and_changes_nothing(self, tse: Tse) -> None:
        finished = tse.sign(TILL, *RECEIPT)
        with pytest.raises(ExportCancelled):
            tse.export(io.BytesIO(), progress=lambda _done, _whole: False)
        with pytest.raises(SigningRefused):
            tse.delete_exported()
        after = tse.sign(TILL, *RECEIPT)
        assert exported(tse).numbers() >= {finished.transaction, after.transaction}

    # Deletion

    def test_nothing_is_deleted_that_was_not_exported_whole(self, tse: Tse, factory: TseFactory) -> None:
        first = tse.sign(TILL, *RECEIPT)
        second = tse.sign(TILL, *RECEIPT)
        with pytest.raises(SigningRefused):
            tse.delete_exported()
        if Span.TRANSACTIONS in factory.limits.spans:
            exported(tse, ExportRange(Span.TRANSACTIONS, first.transaction, second.transaction))
            with pytest.raises(SigningRefused):
                tse.delete_exported()
        assert exported(tse).numbers() == {first.transaction, second.transaction}

    def test_what_was_exported_whole_can_be_deleted(
        self, bench: SigningBench[Tse], factory: TseFactory
    ) -> None:
        before = [bench.device.sign(TILL, *RECEIPT) for _ in range(3)]
        assert exported(bench.device).numbers() == {each.transaction for each in before}
        if not factory.limits.deletes:
            with pytest.raises(SigningRefused):
                bench.device.delete_exported()
            assert exported(bench.device).numbers() == {each.transaction for each in before}
            return
        bench.device.delete_exported()
        after = [bench.device.sign(TILL, *RECEIPT), bench.restart().sign(TILL, *RECEIPT)]
        assert after[0].transaction > before[-1].transaction
        assert after[0].started.counter > before[-1].counter
        left = exported(bench.device)
        assert left.numbers() == {each.transaction for each in after}
        assert min(log.counter for log in left.transactions) > before[-1].counter
        assert set(bench.device.status().clients) == {TILL, OTHER_TILL}

    def test_what_was_signed_after_the_export_is_not_deleted_with_it(self, tse: Tse) -> None:
        tse.sign(TILL, *RECEIPT)
        exported(tse)
        later = tse.sign(TILL, *ORDER)
        with suppress(SigningRefused):  # some forget what was handed out, some wait until all of it was
            tse.delete_exported()
        assert later.transaction in exported(tse).numbers()
        assert tse.finished_since(TILL, later.transaction - 1) == (later,)

    # End of life

    def test_a_device_with_open_transactions_is_not_disabled(self, tse: Tse) -> None:
        begun = tse.start(TILL)
        with pytest.raises(SigningRefused):
            tse.disable()
        assert tse.status().state is DeviceState.READY
        tse.finish(TILL, begun.transaction, *RECEIPT)
        tse.disable()
        assert tse.status().state is DeviceState.DISABLED

    def test_a_disabled_device_is_disabled_for_good(
        self, bench: SigningBench[Tse], factory: TseFactory
    ) -> None:
        finished = bench.device.sign(TILL, *RECEIPT)
        bench.device.disable()
        for device in before_and_after_restart(bench):
            assert device.status().state is DeviceState.DISABLED
            with pytest.raises(SigningError):
                device.sign(TILL, *RECEIPT)
            with pytest.raises(SigningError):
                device.start(TILL)
            with pytest.raises(SigningError):
                device.set_up(TILL)
        if factory.limits.exports_when_disabled:
            assert finished.transaction in exported(bench.device).numbers()
        else:
            with pytest.raises(SigningError):
                exported(bench.device)

    # Trouble

    def test_a_device_out_of_reach_is_reported_and_works_again_when_it_is_back(
        self, tse: Tse, factory: TseFactory
    ) -> None:
        before = tse.sign(TILL, *RECEIPT)
        factory.switches.unplug()
        for ask in _every_question(tse):
            with pytest.raises(SigningError) as caught:
                ask()
            assert not isinstance(caught.value, SigningRefused)
            assert str(caught.value).endswith((".", "!", "…"))
        factory.switches.mend()
        after = tse.sign(TILL, *RECEIPT)
        assert after.transaction > before.transaction
        assert signature_fits(tse.info(), after)

    def test_a_signature_whose_answer_was_lost_is_found_once(self, tse: Tse, factory: TseFactory) -> None:
        known = tse.sign(TILL, *RECEIPT)
        factory.switches.lose_answers()
        with pytest.raises(SigningError):
            tse.sign(TILL, *ORDER)
        factory.switches.mend()
        # Finished there, or begun and left open: never both, and never twice.
        found = tse.finished_since(TILL, known.transaction)
        left_open = tse.open_transactions(TILL)
        assert len(found) + len(left_open) == 1
        assert all(each.process_data == ORDER[1] and signature_fits(tse.info(), each) for each in found)
        for transaction in left_open:
            assert tse.finish(TILL, transaction, *ORDER).transaction == transaction
        after = tse.sign(TILL, *RECEIPT)
        assert tse.finished_since(TILL, known.transaction)[-1] == after


def _every_question(tse: Tse) -> tuple[Callable[[], object], ...]:
    return (
        lambda: tse.sign(TILL, *RECEIPT),
        lambda: tse.start(TILL),
        tse.status,
        lambda: tse.self_test(TILL),
        lambda: tse.export(io.BytesIO()),
    )
