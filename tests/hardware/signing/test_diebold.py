"""The Diebold Nixdorf TSE over its wire: frames, numbers of questions, modes of the service, hostile answers."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kasse.hardware.signing.diebold.device import DieboldTse
from kasse.hardware.signing.diebold.errors import failure
from kasse.hardware.signing.diebold.link import MOST_BYTES, DieboldLink
from kasse.ports.signing import DeviceForm, SigningError, SigningRefused, SigningTimeout
from tests.contracts.signing import ORDER, OTHER_TILL, RECEIPT, TILL, signature_fits
from tests.hardware.signing.fakes.diebold_bench import Service

pytestmark = pytest.mark.usefixtures("quick_disk")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(tmp_path)
    yield service
    service.close()


@pytest.fixture
def tse(service: Service) -> Iterator[DieboldTse]:
    """Set up, and at work."""
    tse = service.open()
    tse.set_up(TILL)
    yield tse
    service.device.say = lambda text: text
    tse.close()


def asked(service: Service) -> list[str]:
    names = list(service.device.asked)
    service.device.asked.clear()
    return names


# Daily work


def test_each_receipt_costs_two_questions(service: Service, tse: DieboldTse) -> None:
    tse.sign(TILL, *RECEIPT)
    asked(service)
    tse.sign(TILL, *RECEIPT)
    assert asked(service) == ["StartTransaction", "FinishTransaction"]


def test_each_connection_is_told_which_till_speaks(service: Service, tse: DieboldTse) -> None:
    tse.register_client(OTHER_TILL)
    tse.sign(TILL, *RECEIPT)
    cut = tse._session.link._connection
    assert cut is not None
    service.device.server.cut()
    cut.recv_events_thread.join(10)  # it has noticed
    asked(service)
    tse.sign(TILL, *RECEIPT)
    tse.sign(OTHER_TILL, *RECEIPT)
    names = asked(service)
    assert names[0] == "SetDefaultClientID"
    assert names.count("SetDefaultClientID") == 2


def test_who_it_is_is_read_in_the_forms_of_the_service(service: Service, tse: DieboldTse) -> None:
    info = tse.info()
    assert info.serial == service.device.chip.serial.hex()
    assert (info.log_time_format, info.algorithm) == ("unixTime", "ecdsa-plain-SHA384")
    assert (info.certification_id, info.form) == ("BSI-K-TR-0393-2020", DeviceForm.USB)
    assert len(info.certificates) == 2
    status = tse.status()
    assert status.certificate_until == service.device.chip.expires
    assert (status.software, status.most_clients, status.most_open_transactions) == ("1.4.2", 100, 512)


def test_what_the_maker_registered_for_itself_is_no_till(tse: DieboldTse) -> None:
    assert tse.status().clients == (TILL,)


def test_self_test_and_time_are_done_when_the_service_asks_for_them(
    service: Service, tse: DieboldTse
) -> None:
    tse.sign(TILL, *RECEIPT)
    service.device.power_cycle()
    asked(service)
    tse.sign(TILL, *RECEIPT)
    assert asked(service) == [
        "StartTransaction",
        "PerformSelfTest",
        "StartTransaction",
        "UpdateTime",
        "StartTransaction",
        "FinishTransaction",
    ]


def test_an_export_left_open_by_a_till_that_died_is_ended(service: Service, tse: DieboldTse) -> None:
    tse.sign(TILL, *RECEIPT)
    service.device.must_remove = True
    assert tse.sign(TILL, *RECEIPT).transaction == 2
    assert not service.device.must_remove


# Passwords


def test_a_wrong_password_is_tried_once_only_and_never_told(service: Service, tse: DieboldTse) -> None:
    service.secrets.set("diebold/admin_pin", "geheim-4711")
    for words in ("Passwort der TSE ist falsch", "nicht noch einmal versucht", "nicht noch einmal versucht"):
        with pytest.raises(SigningError, match=words) as caught:
            tse.register_client(OTHER_TILL)
        assert "4711" not in str(caught.value)
    assert service.device.retries["admin"] == 2


def test_without_passwords_it_says_which_is_missing(service: Service) -> None:
    service.secrets.values.clear()
    tse = service.open()
    with pytest.raises(SigningError, match="„Admin-Passwort“"):
        tse.set_up(TILL)
    assert service.device.state == "new"
    tse.close()


# What is remembered


@pytest.mark.parametrize("lost", ["start", "finish"])
def test_a_lost_signature_is_found_by_a_short_export(service: Service, tse: DieboldTse, lost: str) -> None:
    known = tse.sign(TILL, *RECEIPT)
    begun = tse.start(TILL) if lost == "finish" else known.started
    ask = (
        (lambda: tse.finish(TILL, begun.transaction, *ORDER))
        if lost == "finish"
        else (lambda: tse.start(TILL))
    )
    service.lose_answers()
    with pytest.raises(SigningError, match="abgebrochen"):
        ask()
    service.mend()
    again = service.open()  # the program was killed meanwhile
    asked(service)
    found = again.finished_since(TILL, known.transaction)
    assert asked(service).count("Export") == 1
    if lost == "start":
        assert found == ()
        [left] = again.open_transactions(TILL)
        found = (again.finish(TILL, left, *ORDER),)
    [finished] = found
    assert finished.process_data == ORDER[1]
    assert signature_fits(again.info(), finished)
    assert again.open_transactions(TILL) == ()
    again.close()


def test_what_the_till_forgot_is_read_from_the_device(service: Service, tse: DieboldTse) -> None:
    finished = [tse.sign(TILL, *RECEIPT) for _ in range(3)]
    begun = tse.start(TILL)
    tse.close()
    for file in (service.folder / "tse").iterdir():
        file.unlink()
    again = service.open()
    assert again.open_transactions(TILL) == (begun.transaction,)
    assert again.finished_since(TILL, 0) == tuple(finished)
    assert again.finish(TILL, begun.transaction, *ORDER).started == begun
    again.close()


# Exports


def test_an_export_in_many_portions_is_whole(service: Service, tse: DieboldTse) -> None:
    for _ in range(20):
        tse.sign(TILL, *RECEIPT)
    service.device.portion = 700
    sink = io.BytesIO()
    tse.export(sink)
    assert sink.getvalue() == service.device.chip.tar()
    tse.delete_exported()
    assert tse.sign(TILL, *RECEIPT).transaction == 21


def test_portions_under_way_when_an_export_is_cancelled_disturb_nothing(
    service: Service, tse: DieboldTse
) -> None:
    tse.sign(TILL, *RECEIPT)
    service.device.portion = 200
    calls = iter([True, True, False])
    with pytest.raises(Exception, match=r"^$") as caught:
        tse.export(io.BytesIO(), progress=lambda _done, _whole: next(calls))
    assert type(caught.value).__name__ == "ExportCancelled"
    assert tse.sign(TILL, *RECEIPT).transaction == 2


# Hostile and broken answers


def framed(text: str, **changes: Any) -> str:
    value = {**json.loads(text[1:-2]), **changes}
    return f"\x02{json.dumps({name: each for name, each in value.items() if each is not None})}\x03\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda _text: "no frame",
        lambda text: text[1:],
        lambda text: text[:-1],
        lambda _text: "\x02{\x03\n",
        lambda _text: "\x02[]\x03\n",
        lambda _text: "\x02" + "[" * 100_000 + "\x03\n",
        lambda _text: b"\xff\xfe",
        lambda text: framed(text, Status=None),
        lambda text: framed(text, Status="error"),
        lambda text: framed(text, Status="error", Code="viele"),
        lambda text: framed(text, Command="UpdateTime"),
        lambda text: framed(text, TransactionNumber="-1"),
        lambda text: framed(text, LogTime="gestern"),
        lambda text: framed(text, LogTime="2026-11-07T17:30:00"),
        lambda text: framed(text, LogTime="0001-01-01T00:00:00+14:00"),
        lambda text: framed(text, Signature="keine"),
        lambda text: framed(text, SignatureCounter=None),
    ],
    ids=range(17),
)
def test_an_answer_that_no_service_gives_is_an_error_and_no_crash(
    service: Service, tse: DieboldTse, change: Any
) -> None:
    before = tse.sign(TILL, *RECEIPT)
    service.device.say = lambda text: change(text) if "StartTransaction" in text else text
    with pytest.raises(SigningError) as caught:
        tse.start(TILL)
    assert caught.value.code == "UNREADABLE"
    assert str(caught.value).endswith(".")
    service.device.say = lambda text: text
    assert tse.sign(TILL, *RECEIPT).transaction > before.transaction


def test_an_answer_without_end_is_cut_off(service: Service, tse: DieboldTse) -> None:
    service.device.say = lambda text: "\x02" + "x" * (MOST_BYTES + 1)
    with pytest.raises(SigningError, match="abgebrochen") as caught:
        tse.status()
    assert caught.value.code == "NETWORK"


def test_answers_to_other_questions_are_passed_over(service: Service, tse: DieboldTse) -> None:
    link = DieboldLink(service.places["address"])
    service.device.say = lambda text: text
    link.ask("PingPong", 5)
    link.send("PingPong")
    link.send("PingPong")
    assert link.answer("PingPong", 5).number("PingPong") == 3
    link.close()


def test_a_flood_of_events_is_given_up(service: Service, tse: DieboldTse) -> None:
    tse.sign(TILL, *RECEIPT)
    events = iter([framed("\x02{}\x03\n", event="DeviceStatus")] * 1000)
    link = DieboldLink(service.places["address"])
    service.device.say = lambda _text: next(events)
    for _ in range(60):
        link.send("PingPong")
    with pytest.raises(SigningError, match="PingPong"):
        link.answer("PingPong", 5)
    link.close()


def test_a_service_that_says_nothing_is_given_up_after_its_time(service: Service) -> None:
    service.device.say = lambda _text: "\x02{}\x03\n"
    times = iter([0.0, 1000.0, 1000.0])
    link = DieboldLink(service.places["address"], monotonic=lambda: next(times))
    with pytest.raises(SigningTimeout, match="antwortet nicht"):
        link.ask("PingPong", 5)
    link.close()


def test_where_no_service_runs_it_says_what_to_check(service: Service) -> None:
    service.device.server.stop()
    with pytest.raises(SigningError, match=r"ws://127\.0\.0\.1:\d+/ ist nicht erreichbar") as caught:
        service.open().status()
    assert caught.value.code == "NETWORK"


def test_every_number_says_what_to_do() -> None:
    for code in [*range(1, 45), *range(5001, 5040), 1337, 99999]:
        for sign in (1, -1):
            error = failure(sign * code)
            assert error.code == str(code)
            assert str(error).endswith(".")
    assert isinstance(failure(-5017), SigningRefused)
    assert isinstance(failure(19), SigningRefused)
    assert not isinstance(failure(8), SigningRefused)


@pytest.mark.parametrize("below_zero", [True, False])
def test_the_chips_numbers_may_count_below_zero(service: Service, tse: DieboldTse, below_zero: bool) -> None:
    service.device.counts_below_zero = below_zero
    with pytest.raises(SigningRefused) as caught:
        tse.finish(TILL, 99, *RECEIPT)
    assert caught.value.code == "5017"


def test_a_fault_of_the_device_is_told_and_passes(service: Service, tse: DieboldTse) -> None:
    tse.sign(TILL, *RECEIPT)
    service.device.fails_with = {"StartTransaction": 8}
    with pytest.raises(SigningError, match="Gerätefehler") as caught:
        tse.sign(TILL, *RECEIPT)
    assert caught.value.code == "8"
    assert tse.sign(TILL, *RECEIPT).transaction == 2
