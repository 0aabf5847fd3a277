"""A till is put into service, gets another TSE in the middle of the day, and is taken out of service: nothing is lost."""

import io
from datetime import date

import pytest

from kasse.domain.orders import Wish
from kasse.domain.refused import Refused
from kasse.fiscal.de.germany import Germany
from kasse.fiscal.de.receipt_qr import receipt_qr
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind, BooksError
from kasse.ports.notification import Reason
from kasse.ports.signing import DeviceState, TseSpec
from kasse.settings.declared.fiscal_de import ACQUIRED_ON, BSI_ID, TSE_KIND, TSE_PLACES
from kasse.usecases.change_setting import change_setting
from kasse.usecases.close_day import close_day
from kasse.usecases.device_events import Event
from kasse.usecases.device_life import Decommissioned, decommission_till, is_commissioned
from kasse.usecases.notify import notifications
from kasse.usecases.open_till import open_till
from kasse.usecases.print_again import reprint_receipt
from kasse.usecases.send_order import send_order
from tests.store.house import BEER, Desk, assert_clean
from tests.usecases.device_bench import (
    OTHER,
    DeskSwitch,
    all_archives,
    change,
    commission,
    events,
    numbered_archive,
    tse,
)
from tests.usecases.test_outage import no_room_for
from tests.usecases.test_outages import lasts

TODAY = date(2026, 5, 4)


def decommission(
    desk: Desk, reason: str = "verkauft", *, disable: bool = False, without_device: bool = False
) -> Decommissioned:
    return decommission_till(
        desk.till, desk.boss, tse(desk), reason=reason, disable=disable, without_device=without_device,
        archive=lambda device, *, whole: numbered_archive(desk, device, whole=whole),
    )  # fmt: skip


def reasons(desk: Desk) -> list[Reason]:
    """Why notifications were made, oldest first."""
    return [view.notification.reason for view in reversed(notifications(desk.books))]


def serial(desk: Desk) -> str:
    return tse(desk).info().serial


def sell(desk: Desk, table: int = 12) -> str:
    """A sale; the serial of the device that signed its receipt."""
    desk.order(BEER, table=table)
    secured = desk.pay(table).secured
    assert secured is not None
    return secured.serial if secured.is_signed else ""


# --- commissioning -------------------------------------------------------------------------------------------


@pytest.mark.feature("M-DE-04")
def test_commissioning_sets_the_device_up_signs_a_test_receipt_and_makes_the_notification(desk: Desk) -> None:
    change_setting(desk.till, desk.boss, ACQUIRED_ON, date(2026, 4, 20))
    assert is_commissioned(desk.till) is None
    done = commission(desk)
    assert done.paid.secured is not None
    assert done.paid.secured.is_signed
    assert tse(desk).status().clients == ("LINDE-1",)
    assert is_commissioned(desk.till) == TODAY
    in_use, commissioned = events(desk)
    assert (in_use.event, commissioned.event) == (Event.IN_USE, Event.COMMISSIONED)
    assert commissioned.receipt == done.paid.receipt.number
    assert in_use.serial == commissioned.serial == serial(desk)
    (view,) = notifications(desk.books)
    assert (view.number, view.notification.reason) == (done.notification, Reason.COMMISSIONING)
    assert view.notification.tills[0].started_on == TODAY
    assert view.due_on == date(2026, 5, 20)  # a month after the acquisition, not after the commissioning


def test_a_till_in_service_is_not_commissioned_again(desk: Desk) -> None:
    commission(desk)
    with pytest.raises(Refused, match=r"schon seit 04\.05\.2026 in Betrieb"):
        commission(desk)
    assert len(notifications(desk.books)) == 1


@pytest.mark.parametrize("fault", [Fault.OUT, Fault.STORE_FULL, Fault.SELF_TEST_FAILS])
def test_a_device_that_does_not_do_its_part_puts_no_till_into_service(desk: Desk, fault: Fault) -> None:
    tse(desk).fault = fault
    with pytest.raises(Refused):
        commission(desk)
    assert is_commissioned(desk.till) is None
    assert notifications(desk.books) == []
    tse(desk).fault = None
    commission(desk)
    assert is_commissioned(desk.till) == TODAY


def test_only_who_may_change_settings_commissions_and_nobody_in_training(desk: Desk) -> None:
    for somebody in (desk.waiter, desk.trainee):
        with pytest.raises(Refused):
            commission(desk, somebody)
    assert events(desk)[1:] == []


def test_event_and_notification_are_one_act(desk: Desk) -> None:
    with no_room_for(desk, ActKind.DEVICE), pytest.raises(BooksError):
        commission(desk)
    assert is_commissioned(desk.till) is None
    assert notifications(desk.books) == []
    commission(desk)
    assert reasons(desk) == [Reason.COMMISSIONING]


# --- another TSE in the middle of the day --------------------------------------------------------------------


@pytest.mark.feature("M-DE-04")
def test_the_tse_is_changed_in_the_middle_of_the_day_and_both_are_proved(desk: Desk) -> None:
    commission(desk)
    old = serial(desk)
    assert sell(desk) == old
    desk.order(BEER, table=7)  # is settled after the change
    done = change(desk)
    new = serial(desk)
    assert (done.old, done.new, done.trouble) == (old, new, "")
    assert desk.pay(7).secured.serial == new  # type: ignore[union-attr]
    assert sell(desk) == new
    last = events(desk)[-1]
    assert (last.event, last.serial, last.instead_of, last.reason) == (
        Event.IN_USE, new, old, "Zertifikat läuft ab",
    )  # fmt: skip
    assert last.deregistered
    assert last.archive
    assert reasons(desk) == [Reason.COMMISSIONING, Reason.TSE_CHANGE]
    view = notifications(desk.books)[0]
    assert view.notification.tills[0].tse_serial == new
    assert_clean(desk.url)
    closing = close_day(desk.till, desk.boss).closing
    (day,) = desk.books.bons.days(1, closing.number, closing.number)
    assert day.frozen is not None
    assert [device["serial"] for device in day.frozen["devices"]] == [old, new]


def test_a_receipt_of_the_old_tse_keeps_its_code_after_the_change(desk: Desk) -> None:
    sell(desk)
    stored = desk.books.receipt(1)
    assert stored.secured is not None
    before = desk.till.fiscal.proof(stored.receipt, stored.secured)
    change(desk)
    assert desk.till.fiscal.proof(stored.receipt, stored.secured) == before
    facts = desk.books.device(stored.secured.serial)
    assert facts is not None
    assert before.qr == receipt_qr(stored.secured, facts)


def test_the_settings_name_the_new_tse_so_the_next_start_finds_it(desk: Desk) -> None:
    change(desk)
    assert desk.till.settings[TSE_KIND] == "software"
    assert desk.till.settings[TSE_PLACES] == OTHER.places


def test_the_old_tse_is_archived_whole_and_knows_the_till_no_more(desk: Desk) -> None:
    sell(desk)
    old = tse(desk)
    gone: list[tuple[str, ...]] = []
    close = old.close

    def look_and_close() -> None:
        gone.append(old.status().clients)
        close()

    old.close = look_and_close  # type: ignore[method-assign]
    change(desk)
    assert gone == [()]
    taken = all_archives(desk)[-1]
    assert taken.whole
    assert taken.verdict == "valid"


def test_a_dead_tse_is_changed_too_and_it_stands_there_why_nothing_was_exported(desk: Desk) -> None:
    sell(desk)
    old = serial(desk)
    tse(desk).fault = Fault.OUT
    assert sell(desk) == ""
    assert lasts(desk)
    done = change(desk, reason="Stick defekt")
    assert done.old == old
    assert done.trouble
    assert not lasts(desk)
    last = events(desk)[-1]
    assert (last.instead_of, last.archive, last.deregistered, last.trouble) == (old, 0, False, done.trouble)
    assert sell(desk) == done.new


def test_a_new_tse_that_does_not_work_leaves_the_old_one_signing(desk: Desk) -> None:
    old = sell(desk)
    with pytest.raises(Refused, match="kennt kasse nicht"):
        change(desk, TseSpec("papier"))
    with pytest.raises(Refused, match="kann kein Ordner"):
        change(desk, TseSpec("software", {"folder": "../../etc"}))
    assert sell(desk) == old
    assert len(events(desk)) == 1


def test_a_change_that_cannot_be_written_leaves_the_old_one_signing(desk: Desk) -> None:
    old = sell(desk)
    with no_room_for(desk, ActKind.SETTING), pytest.raises(BooksError):
        change(desk)
    assert sell(desk) == old
    assert desk.till.settings[TSE_PLACES] == {}
    change(desk)
    assert sell(desk) == serial(desk) != old


def test_back_to_an_earlier_tse_is_a_change_again(desk: Desk) -> None:
    first = sell(desk)
    change(desk)
    second = sell(desk)
    change(desk, TseSpec("software", {"folder": "tse-1"}))
    assert sell(desk) == first
    assert [(e.serial, e.instead_of) for e in events(desk)] == [(first, ""), (second, first), (first, second)]


def test_the_tse_in_use_is_no_other_one(desk: Desk) -> None:
    sell(desk)
    tse(desk).close()  # its folder can be opened again
    with pytest.raises(Refused, match="schon in Gebrauch"):
        change(desk, TseSpec("software", {"folder": "tse-1"}))
    assert desk.till.settings[TSE_PLACES] == {}


def test_a_tse_that_was_changed_behind_the_programs_back_is_noticed(desk: Desk) -> None:
    commission(desk)
    old = serial(desk)
    tse(desk).close()
    desk.till.known_devices.clear()
    fiscal = desk.till.fiscal
    assert isinstance(fiscal, Germany)
    switch = DeskSwitch(desk)
    switch.switch(OTHER, switch.open(OTHER))
    open_till(desk.till)
    assert events(desk)[-1].instead_of == old
    assert reasons(desk) == [Reason.COMMISSIONING, Reason.TSE_CHANGE]


def test_what_was_typed_in_of_the_old_tse_is_forgotten_with_it(desk: Desk) -> None:
    change_setting(desk.till, desk.boss, BSI_ID, "BSI-K-TR-0362-2019")
    change(desk)
    assert desk.till.settings[BSI_ID] == ""
    assert notifications(desk.books)[0].notification.tills[0].bsi_id == ""


# --- out of service ------------------------------------------------------------------------------------------


@pytest.mark.feature("M-DE-04")
def test_a_decommissioned_till_leaves_its_last_archive_a_notification_and_sells_no_more(desk: Desk) -> None:
    commission(desk)
    sell(desk)
    close_day(desk.till, desk.boss)
    done = decommission(desk)
    assert done.trouble == ""
    (archive,) = all_archives(desk)
    assert (archive.number, archive.whole, archive.verdict) == (done.archive, True, "valid")
    assert tse(desk).status().clients == ()
    last = events(desk)[-1]
    assert (last.event, last.reason, last.archive, last.deregistered, last.disabled) == (
        Event.DECOMMISSIONED, "verkauft", done.archive, True, False,
    )  # fmt: skip
    assert reasons(desk) == [Reason.COMMISSIONING, Reason.DECOMMISSIONING]
    till = notifications(desk.books)[0].notification.tills[0]
    assert (till.started_on, till.ended_on, till.end_reason) == (TODAY, TODAY, "verkauft")
    for _ in range(2):
        with pytest.raises(Refused, match=r"seit 04\.05\.2026 außer Betrieb"):
            send_order(desk.till, desk.boss, 12, [Wish(BEER)])
        desk.till.retired = None
        open_till(desk.till)  # and after the next start
    reprint_receipt(desk.till, desk.boss, 2)


def test_a_till_can_be_put_into_service_again(desk: Desk) -> None:
    commission(desk)
    close_day(desk.till, desk.boss)
    decommission(desk)
    commission(desk)
    assert sell(desk)
    till = notifications(desk.books)[0].notification.tills[0]
    assert till.ended_on is None


def test_the_day_has_to_be_closed_first(desk: Desk) -> None:
    sell(desk)
    with pytest.raises(Refused, match="zuerst den Tag abschließen"):
        decommission(desk)
    assert is_commissioned(desk.till) is None
    assert all_archives(desk) == []


def test_a_lost_tse_ends_the_till_only_when_somebody_says_so(desk: Desk) -> None:
    sell(desk)
    close_day(desk.till, desk.boss)
    tse(desk).fault = Fault.OUT
    with pytest.raises(Refused, match="ohne sie außer Betrieb"):
        decommission(desk)
    assert desk.till.retired is None
    done = decommission(desk, without_device=True)
    assert done.trouble
    assert events(desk)[-1].trouble == done.trouble
    assert desk.till.retired == TODAY


def test_the_devices_life_ends_with_the_till_if_nobody_else_needs_it(desk: Desk) -> None:
    commission(desk)
    close_day(desk.till, desk.boss)
    tse(desk).register_client("LINDE-2")
    with pytest.raises(Refused, match="LINDE-2"):
        decommission(desk, disable=True)
    assert tse(desk).status().clients == ("LINDE-1", "LINDE-2")
    tse(desk).deregister_client("LINDE-2")
    decommission(desk, disable=True)
    assert tse(desk).status().state is DeviceState.DISABLED
    assert events(desk)[-1].disabled
    tse(desk).export(io.BytesIO())


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_a_change_and_an_end_need_a_reason(desk: Desk, reason: str) -> None:
    with pytest.raises(Refused, match="Grund"):
        decommission(desk, reason)
    with pytest.raises(Refused, match="Grund"):
        change(desk, reason=reason)
