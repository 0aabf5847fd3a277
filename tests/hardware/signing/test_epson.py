"""The Epson TSE over its wire: messages, hostile answers, logins, sharing, exports in portions."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.hardware.signing.epson import messages
from kasse.hardware.signing.epson.device import EpsonTse
from kasse.hardware.signing.epson.errors import failure
from kasse.hardware.signing.epson.link import EpsonLink
from kasse.hardware.signing.epson.messages import MessageError
from kasse.ports.signing import ExportRange, SigningError, SigningRefused, SigningTimeout, Span
from tests.contracts.signing import ORDER, OTHER_TILL, RECEIPT, TILL, signature_fits
from tests.hardware.signing.fakes.epson import HOST
from tests.hardware.signing.fakes.epson_bench import Printer
from tests.hardware.signing.fakes.worm_api import ADMIN

pytestmark = pytest.mark.usefixtures("quick_disk")


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[Printer]:
    printer = Printer(tmp_path)
    yield printer
    printer.close()


@pytest.fixture
def tse(printer: Printer) -> Iterator[EpsonTse]:
    """Set up, and at work."""
    tse = printer.open()
    tse.set_up(TILL)
    yield tse
    printer.device.say = lambda answer: answer
    tse.close()


def asked(printer: Printer) -> list[str]:
    names = list(printer.device.asked)
    printer.device.asked.clear()
    return names


# Messages


def test_questions_are_xml_with_the_json_escaped_and_a_nul_at_the_end() -> None:
    assert messages.open_device("local_TSE") == (
        b"<open_device><device_id>local_TSE</device_id><data><type>type_storage</type></data></open_device>\0"
    )
    assert messages.close_device("a<b") == (b"<close_device><device_id>a&lt;b</device_id></close_device>\0")
    asked = messages.operate("local_TSE", {"function": 'a"<&>b', "input": {"text": "ü"}}, seconds=60)
    assert asked == (
        b"<device_data><device_id>local_TSE</device_id><data><type>operate</type><timeout>60000</timeout>"
        b"<requestdata>{&quot;function&quot;: &quot;a\\&quot;&lt;&amp;&gt;b&quot;, &quot;input&quot;: "
        b"{&quot;text&quot;: &quot;\\u00fc&quot;}}</requestdata></data></device_data>\0"
    )


@given(st.text(max_size=200))
def test_any_text_survives_the_way_there(text: str) -> None:
    raw = messages.operate("id", {"function": text}, seconds=1)
    message = messages.read_message(raw.rstrip(b"\0"))
    assert message.kind == "device_data"
    assert messages.read_result(message.texts["requestdata"]) == {"function": text}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"nonsense",
        b"<a><b></a>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"<a>&unknown;</a>",
        b"<a>" * 9 + b"</a>" * 9,
        b"<a>" + b"<b/>" * 300 + b"</a>",
        b"\xff\xfe<a/>",
        b"<a>\xff</a>",
    ],
)
def test_what_is_no_message_is_refused(raw: bytes) -> None:
    with pytest.raises(MessageError):
        messages.read_message(raw)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    try:
        messages.read_message(raw)
    except MessageError:
        return


@pytest.mark.parametrize("text", ["", "[]", "1", "{", '{"a":', "[" * 100_000])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(MessageError):
        messages.read_result(text)


# Hostile and broken answers


def result(**changes: Any) -> bytes:
    answer = {"result": "EXECUTION_OK", "function": "x", "error": {}, "output": {}, **changes}
    text = json.dumps(answer).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return (
        "<device_data><data><success>true</success><code>SUCCESS</code>"
        f"<resultdata>{text}</resultdata></data></device_data>\0"
    ).encode()


STEP = {
    "transactionNumber": 7,
    "logTime": "2026-11-07T17:30:00Z",
    "signatureCounter": 9,
    "signature": "AAAA",
}


@pytest.mark.parametrize(
    "answer",
    [
        b"<broken\0",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><device_data>&a;</device_data>\0',
        b"<device_data><data><resultdata>no json</resultdata></data></device_data>\0",
        b"<device_data><data><resultdata>[]</resultdata></data></device_data>\0",
        b"<other/>\0" * 40,
        b"x" * (messages.MOST_BYTES + 70_000),
        result(result=5),
        result(output=[]),
        result(output={**STEP, "logTime": "yesterday"}),
        result(output={**STEP, "logTime": "2026-11-07T17:30:00"}),
        result(output={**STEP, "signature": "???"}),
        result(output={**STEP, "signatureCounter": -1}),
        result(output={**STEP, "signatureCounter": 2**70}),
        result(output={**STEP, "transactionNumber": True}),
    ],
    ids=range(14),
)
def test_an_answer_that_no_device_gives_is_an_error_and_no_crash(
    printer: Printer, tse: EpsonTse, answer: bytes
) -> None:
    before = tse.sign(TILL, *RECEIPT)
    printer.device.say = lambda _said: answer
    with pytest.raises(SigningError) as caught:
        tse.start(TILL)
    assert str(caught.value).endswith(".")
    assert caught.value.code in ("UNREADABLE", "SYSTEM_ERROR")
    printer.device.say = lambda said: said
    after = tse.sign(TILL, *RECEIPT)
    assert after.transaction > before.transaction


def test_a_connection_cut_in_the_middle_of_an_answer_is_opened_anew(printer: Printer, tse: EpsonTse) -> None:
    known = tse.sign(TILL, *RECEIPT)
    printer.device.say = lambda said: None if b"signatureCounter" in said else said
    with pytest.raises(SigningError, match="abgebrochen") as caught:
        tse.start(TILL)
    assert caught.value.code == "NETWORK"
    printer.device.say = lambda said: said
    [left] = tse.open_transactions(TILL)
    finished = tse.finish(TILL, left, *ORDER)
    assert signature_fits(tse.info(), finished)
    assert tse.finished_since(TILL, known.transaction) == (finished,)


def test_a_device_that_says_nothing_is_given_up_after_its_time(printer: Printer) -> None:
    times = iter([0.0] + [1000.0] * 20)
    printer.device.say = lambda _said: b""
    link = EpsonLink("127.0.0.1", printer.device.port, "local_TSE", monotonic=lambda: next(times))
    with pytest.raises(SigningTimeout, match="antwortet nicht"):
        link.operate({}, seconds=1)
    link.close()


def test_answers_may_come_in_crumbs_and_with_other_messages_between(printer: Printer, tse: EpsonTse) -> None:
    printer.device.say = lambda said: b"<device_event><x/></device_event>\0" + said
    assert tse.sign(TILL, *RECEIPT).transaction > 0


def test_where_nobody_is_it_says_what_to_check(printer: Printer) -> None:
    printer.device.server.stop()
    with pytest.raises(SigningError, match=r"127\.0\.0\.1:\d+ ist nicht erreichbar.*Netzwerkkabel"):
        printer.open().status()


def test_a_device_without_this_tse_says_so(printer: Printer) -> None:
    printer.places["device_id"] = "TSE_OTHER"
    with pytest.raises(SigningError, match="keine TSE mit dieser Kennung") as caught:
        printer.open().status()
    assert caught.value.code == "DEVICE_NOT_FOUND"


# Sharing


def patient(printer: Printer, waited: list[float]) -> EpsonTse:
    link = EpsonLink("127.0.0.1", printer.device.port, "local_TSE", wait=waited.append)
    return EpsonTse(link, is_shared=True, folder=printer.folder, secrets=printer.secrets, now=printer.clock)


def test_a_device_in_use_is_asked_for_a_moment_longer(printer: Printer) -> None:
    printer.device.in_use_answers = 5
    waited: list[float] = []
    tse = patient(printer, waited)
    tse.set_up(TILL)
    assert len(waited) == 5
    tse.close()


def test_a_device_that_stays_in_use_is_reported_in_time(printer: Printer) -> None:
    printer.device.in_use_answers = 1000
    waited: list[float] = []
    tse = patient(printer, waited)
    with pytest.raises(SigningError, match="anderen Kasse benutzt") as caught:
        tse.status()
    assert caught.value.code == "DEVICE_IN_USE"
    assert sum(waited) < 3
    tse.close()


def test_two_tills_share_one_tse(tmp_path: Path) -> None:
    printer = Printer(tmp_path, shared=True)
    one, other = printer.open(), printer.open()
    one.set_up(TILL)
    other.set_up(OTHER_TILL)
    numbers = [
        tse.sign(till, *RECEIPT).transaction
        for _ in range(3)
        for tse, till in ((one, TILL), (other, OTHER_TILL))
    ]
    assert numbers == sorted(set(numbers))
    assert other.finished_since(OTHER_TILL, 0) != one.finished_since(TILL, 0)
    with pytest.raises(SigningRefused):
        one.start("KASSE-7")  # also after a refusal the other may have it
    assert other.sign(OTHER_TILL, *RECEIPT).transaction > numbers[-1]
    one.close()
    other.close()
    printer.close()


# Logins


def test_a_till_logs_in_by_challenge_once_and_not_for_every_receipt(printer: Printer, tse: EpsonTse) -> None:
    tse.sign(TILL, *RECEIPT)
    asked(printer)
    tse.sign(TILL, *RECEIPT)
    assert asked(printer) == ["StartTransaction", "FinishTransaction"]


def test_a_login_that_ran_out_is_renewed_within_the_signature(printer: Printer, tse: EpsonTse) -> None:
    tse.sign(TILL, *RECEIPT)
    printer.pass_time(9 * 3600)
    asked(printer)
    assert tse.sign(TILL, *RECEIPT).transaction > 0
    assert asked(printer) == [
        "StartTransaction",
        "GetStorageInfo",
        "GetChallenge",
        "AuthenticateUserForTimeAdmin",
        "StartTransaction",
        "FinishTransaction",
    ]


def test_a_secret_of_their_own_between_till_and_device_is_used(printer: Printer) -> None:
    printer.device.secret = "GEHEIM99"
    tse = printer.open()
    with pytest.raises(SigningError, match="gemeinsame Geheimnis") as caught:
        tse.set_up(TILL)
    assert caught.value.code == "OTHER_ERROR_HOST_AUTHENTICATION_FAILED"
    printer.secrets.set("epson/shared_secret", "GEHEIM99")
    tse.set_up(TILL)
    assert tse.sign(TILL, *RECEIPT).transaction == 1
    tse.close()


def test_a_wrong_pin_is_tried_once_only(printer: Printer, tse: EpsonTse) -> None:
    serial = tse.info().serial
    printer.secrets.set(f"epson/{serial}/admin_pin", "00000")
    with pytest.raises(SigningError, match="Verbleibende Versuche: 2"):
        tse.register_client(OTHER_TILL)
    for _ in range(4):
        with pytest.raises(SigningError, match="nicht noch einmal versucht"):
            tse.register_client(OTHER_TILL)
    assert printer.device.stick.retries[ADMIN] == 2


def test_pins_travel_only_where_they_are_needed_and_never_into_errors(
    printer: Printer, tse: EpsonTse
) -> None:
    pins = [value for name, value in printer.secrets.values.items() if "pin" in name]
    assert len(pins) == 2
    printer.device.say = lambda said: said.replace(b"EXECUTION_OK", b"OTHER_ERROR_FATAL")
    for ask in (lambda: tse.register_client(OTHER_TILL), lambda: tse.sign(TILL, *RECEIPT), tse.status):
        with pytest.raises(SigningError) as caught:
            ask()
        assert not any(pin in str(caught.value) for pin in pins)


# Self test, time, set-up


def test_times_have_twenty_four_hours(printer: Printer, tse: EpsonTse) -> None:
    assert printer.clock().hour == 17
    finished = tse.sign(TILL, *RECEIPT)
    assert finished.log_time == printer.clock()


def test_a_tse_from_another_printer_is_bound_to_this_one(printer: Printer, tse: EpsonTse) -> None:
    tse.sign(TILL, *RECEIPT)
    tse.close()
    printer.device.host_id = "EPSON0815FFFF"
    printer.device.power_cycle()
    asked(printer)
    moved = printer.open()
    assert moved.sign(TILL, *RECEIPT).transaction == 2
    assert "SetUpForPrinter" in asked(printer)
    assert set(moved.status().clients) == {TILL}
    assert {HOST, "EPSON0815FFFF"} <= set(printer.device.stick.chip.clients)
    moved.close()


def test_a_new_tse_that_wants_a_self_test_first_gets_it(printer: Printer) -> None:
    printer.device.stick.test_was_asked = False
    tse = printer.open()
    tse.set_up(TILL)
    assert tse.sign(TILL, *RECEIPT).transaction == 1
    tse.close()


def test_every_error_name_says_what_to_do() -> None:
    for code in (
        "DEVICE_IN_USE",
        "DEVICE_OPEN_ERROR",
        "JSON_ERROR_INVALID_PARAMETER_RANGE",
        "OTHER_ERROR_FATAL",
        "TSE1_ERROR_STORE_FULL",
        "TSE1_ERROR_NEVER_HEARD_OF",
        "SOMETHING_NEW" * 20,
    ):
        error = failure(code)
        assert str(error).endswith(".")
        assert code.startswith(error.code)
        assert len(str(error)) < 300
    assert isinstance(failure("JSON_ERROR_INVALID_PARAMETER_RANGE"), SigningRefused)
    assert isinstance(failure("TSE1_ERROR_TRANSACTION_NOT_STARTED"), SigningRefused)
    assert not isinstance(failure("TSE1_ERROR_STORE_FULL"), SigningRefused)


# Exports


@pytest.mark.parametrize("portion", [5_000, 4_999, 4_998, 4_997])
def test_an_export_comes_in_portions_and_is_ended(printer: Printer, tse: EpsonTse, portion: int) -> None:
    for _ in range(10):
        tse.sign(TILL, *RECEIPT)
    printer.device.portion = portion
    asked(printer)
    sink = io.BytesIO()
    tse.export(sink)
    assert sink.getvalue() == printer.device.stick.chip.tar()
    assert asked(printer).count("GetExportData") > 3
    tse.delete_exported()
    assert asked(printer) == ["FinalizeExport", "LogOutForAdmin"]
    assert tse.sign(TILL, *RECEIPT).transaction == 11


def test_an_export_left_open_by_a_till_that_died_is_cancelled(printer: Printer, tse: EpsonTse) -> None:
    finished = tse.sign(TILL, *RECEIPT)
    printer.device.portion = 1_000
    sink = io.BytesIO()
    tse.export(io.BytesIO(), within=ExportRange(Span.TRANSACTIONS, 1, 1))
    with tse._using() as session, session.admin():
        session.call("ArchiveExport")
    assert tse.sign(TILL, *RECEIPT).transaction == 2
    with tse._using() as session, session.admin():
        session.call("ArchiveExport")
    tse.export(sink)
    assert f"No-{finished.transaction}_Finish".encode() in sink.getvalue()


def test_an_export_that_never_ends_is_given_up(printer: Printer) -> None:
    waited: list[float] = []
    tse = patient(printer, waited)
    tse._export._wait = waited.append
    tse.set_up(TILL)
    printer.device.say = lambda said: (
        result(output={"exportData": "", "exportStatus": "EXPORT_INCOMPLETE"})
        if b"exportData" in said or b"ALREADY_ALL" in said
        else said
    )
    with pytest.raises(SigningError, match="nicht zu Ende"):
        tse.export(io.BytesIO())
    printer.device.say = lambda said: said
    assert tse.sign(TILL, *RECEIPT).transaction == 1
    tse.close()


def test_a_start_of_the_program_needs_no_export(printer: Printer, tse: EpsonTse) -> None:
    known = tse.sign(TILL, *RECEIPT)
    later = tse.sign(TILL, *ORDER)
    tse.close()
    printer.device.power_cycle()
    asked(printer)
    again = printer.open()
    assert again.finished_since(TILL, known.transaction) == (later,)
    assert not [name for name in asked(printer) if "Export" in name]
    again.close()


def test_an_export_with_broken_text_is_refused_and_ended(printer: Printer, tse: EpsonTse) -> None:
    tse.sign(TILL, *RECEIPT)
    for broken in ("????", "AAA"):
        printer.device.say = lambda said, text=broken: (  # type: ignore[misc]
            result(output={"exportData": text, "exportStatus": "EXPORT_COMPLETE"})
            if b"exportData" in said
            else said
        )
        with pytest.raises(SigningError, match="nicht zu Ende"):
            tse.export(io.BytesIO())
    printer.device.say = lambda said: said
    assert tse.sign(TILL, *RECEIPT).transaction == 2
