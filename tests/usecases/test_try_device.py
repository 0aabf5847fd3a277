"""Trying devices out costs nothing but a receipt over nothing, and tells what an auditor would find."""

import pytest

from kasse.domain.money import ZERO
from kasse.domain.refused import Refused
from kasse.domain.sales import ReceiptKind
from kasse.hardware.signing.faults import Fault
from kasse.ports.signing import DeviceState, SigningError, TseSpec
from kasse.usecases.print_outage_slip import print_outage_slip
from kasse.usecases.try_device import look_at_another, look_at_device, run_self_test, try_signature
from tests.store.house import BEER, Desk, assert_clean
from tests.usecases.device_bench import OTHER, DeskSwitch, tse


def slips(desk: Desk) -> int:
    """How many papers wait for the printer of receipts."""
    return len(desk.outbox.due(desk.till.terminal.receipt_printer, desk.now(), limit=50))


def test_a_test_signature_is_proven_by_its_qr_code(desk: Desk) -> None:
    trial = try_signature(desk.till, desk.boss)
    assert trial.wrong == ()
    assert len(trial.right) == 3
    assert (trial.paid.receipt.kind, trial.paid.receipt.total) == (ReceiptKind.TEST, ZERO)
    assert_clean(desk.url)


def test_a_test_without_signature_says_why_and_is_kept(desk: Desk) -> None:
    tse(desk).fault = Fault.STORE_FULL
    trial = try_signature(desk.till, desk.boss)
    assert trial.right == ()
    assert trial.wrong == (trial.paid.secured.error,) if trial.paid.secured else False
    assert desk.till.outage is not None
    assert_clean(desk.url)


def test_only_who_may_change_settings_tries_devices_out(desk: Desk) -> None:
    with pytest.raises(Refused):
        try_signature(desk.till, desk.waiter)
    with pytest.raises(Refused):
        run_self_test(desk.till, desk.waiter, tse(desk))


def test_a_self_test_that_fails_is_a_sentence(desk: Desk) -> None:
    run_self_test(desk.till, desk.boss, tse(desk))
    tse(desk).fault = Fault.SELF_TEST_FAILS
    with pytest.raises(Refused, match="Selbsttest"):
        run_self_test(desk.till, desk.boss, tse(desk))


def test_another_device_is_looked_at_and_let_go_of(desk: Desk) -> None:
    devices = DeskSwitch(desk)
    for _ in range(2):  # one that was kept open could not be opened again
        seen = look_at_another(devices, OTHER)
        assert seen.info is None
        assert seen.status.state is DeviceState.NEW
    desk.order(BEER)
    in_use = look_at_device(devices.current)
    assert in_use.info is not None
    assert in_use.status.state is DeviceState.READY
    with pytest.raises(Refused, match="kann kein Ordner"):
        look_at_another(devices, TseSpec("software", {"folder": "../fremd"}))
    tse(desk).fault = Fault.OUT
    with pytest.raises(Refused):
        look_at_device(devices.current)


def test_slips_of_an_outage_come_out_again_for_those_who_may(desk: Desk) -> None:
    tse(desk).fault = Fault.OUT
    desk.order(BEER)
    assert desk.till.outage is not None
    with pytest.raises(Refused, match="dauert noch an"):
        print_outage_slip(desk.till, desk.boss, 1, over=True)
    with pytest.raises(Refused, match="Einen Ausfall 7 gibt es"):
        print_outage_slip(desk.till, desk.boss, 7, over=False)
    before = slips(desk)
    print_outage_slip(desk.till, desk.boss, 1, over=False)
    assert slips(desk) == before + 1


def test_a_signing_error_is_never_an_accident(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    devices = DeskSwitch(desk)

    def fails(_: TseSpec) -> None:
        raise SigningError("Diese TSE gibt es nicht.")

    monkeypatch.setattr(devices, "open", fails)
    with pytest.raises(Refused, match="gibt es nicht"):
        look_at_another(devices, OTHER)
