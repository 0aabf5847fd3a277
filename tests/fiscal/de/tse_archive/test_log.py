"""Log messages of every kind and version, as TSEs of several makers write them."""

import pytest

from kasse.fiscal.de.log_message import FINISH, START, tlv, whole_message
from kasse.fiscal.de.tse_archive.log import AuditLog, Operation, SystemLog, TransactionLog, read_log
from kasse.fiscal.de.tse_archive.names import Named, log_name, read_name
from tests.fiscal.de.samples import SIGNED
from tests.fiscal.de.tse_archive.device import NOW, Device


def event(name: str, fields: bytes, version: int = 2) -> SystemLog:
    device = Device(version=version)
    device.event(name, fields)
    log = read_log(device.logs[0])
    assert isinstance(log, SystemLog)
    return log


def test_a_public_receipt_is_read_as_what_was_signed() -> None:
    log = read_log(whole_message(SIGNED, b"s" * 64))
    assert isinstance(log, TransactionLog)
    assert (log.operation, log.operation_text, log.version) == (Operation.FINISH, FINISH, 2)
    assert (log.transaction, log.counter, log.log_time) == (1, 31, "1629729393")
    assert (log.process_type, log.process_data) == (
        "Kassenbeleg-V1",
        b"Beleg^21.42_0.00_0.00_0.00_0.00^21.42:Unbar",
    )
    assert (log.signed, log.signature) == (SIGNED, b"s" * 64)


@pytest.mark.parametrize("process_type", ["", " "])
def test_a_start_may_have_a_blank_or_nothing_as_its_type(process_type: str) -> None:
    log = read_log(Device().message(START, 1, process_type))
    assert isinstance(log, TransactionLog)
    assert (log.operation, log.process_type, log.process_data) == (Operation.START, process_type, b"")


def test_an_update_without_a_type_is_read() -> None:
    signed = SIGNED.replace(tlv(0x83, b"Kassenbeleg-V1"), b"").replace(
        b"FinishTransaction", b"UpdateTransaction"
    )
    log = read_log(whole_message(signed, b"s" * 64))
    assert isinstance(log, TransactionLog)
    assert (log.operation, log.process_type) == (Operation.UPDATE, "")


def test_reserved_elements_and_a_whole_without_length_are_read() -> None:
    signed = SIGNED.replace(bytes.fromhex("850101"), bytes.fromhex("8402abcd8501018600"))
    endless = b"\x30\x80" + signed + tlv(0x04, b"s" * 64) + b"\0\0"
    log = read_log(endless)
    assert isinstance(log, TransactionLog)
    assert (log.transaction, log.signed) == (1, signed)


@pytest.mark.parametrize(
    ("name", "fields", "told"),
    [
        ("Initialize", tlv(0x81, b"Kasse 1"), (("description", "Kasse 1"),)),
        (
            "updateTime",
            tlv(0x81, bytes.fromhex("6123b271")) + tlv(0x82, bytes.fromhex("6123b272")),
            (("timeBefore", "1629729393"), ("timeAfter", "1629729394")),
        ),
        ("UpdateTime", tlv(0x81, b"210823143633Z"), (("timeBefore", "210823143633Z"),)),
        (
            "authenticateUser",
            tlv(0x81, b"chef") + tlv(0x82, b"\0") + tlv(0x83, b"\xff") + tlv(0x84, b"\3"),
            (("userId", "chef"), ("role", "admin"), ("result", "true"), ("remainingRetries", "3")),
        ),
        ("logOut", tlv(0x81, b"chef") + tlv(0x82, b"\1"), (("userId", "chef"), ("cause", "1"))),
        ("unblockUser", tlv(0x81, b"x") + tlv(0x82, b"\0"), (("userId", "x"), ("result", "false"))),
        ("selfTest", b"", ()),
        ("selfTest", b"\xff\xff", (("data", "ffff"),)),
        ("setConfiguration", tlv(0x8A, b"\xfe") + tlv(0x0C, b"ja"), (("[10]", "fe"), ("value", "ja"))),
        ("registerClient", tlv(0xA1, tlv(0x13, b"KASSE-1")), (("clientId", "KASSE-1"),)),
        ("registerClient", tlv(0xA1, b"\x13"), (("clientId", "13"),)),
        ("registerClient", tlv(0x30, tlv(0x81, b"KASSE-1")), (("clientId", "KASSE-1"),)),
    ],
)
@pytest.mark.parametrize("version", [2, 3])
def test_an_event_tells_its_fields(
    name: str, fields: bytes, told: tuple[tuple[str, str], ...], version: int
) -> None:
    log = event(name, fields, version)
    assert log.event == name[0].lower() + name[1:]
    assert log.fields == told


def test_an_event_of_the_third_version_tells_who_it_was() -> None:
    device = Device(version=3)
    device.event("selfTest")
    who = tlv(0x81, b"device") + tlv(0x82, b"chef")
    (der,) = device.logs
    place = der.index(tlv(0x80, b"selfTest")) + 10
    head = 3 if der[1] == 0x81 else 2
    log = read_log(tlv(0x30, der[head:place] + who + der[place:]))
    assert isinstance(log, SystemLog)
    assert log.fields == (("eventOrigin", "device"), ("eventTriggeredByUser", "chef"))


def test_an_audit_keeps_what_its_maker_wrote() -> None:
    device = Device()
    device.audit(b"\x01\x02")
    log = read_log(device.logs[0])
    assert isinstance(log, AuditLog)
    assert log.data == b"\x01\x02"


def test_an_unknown_algorithm_is_told_by_its_number() -> None:
    signed = SIGNED.replace(bytes.fromhex("0104010302"), bytes.fromhex("0104017f02"))
    assert read_log(whole_message(signed, b"s")).algorithm == "0.4.0.127.0.7.1.1.4.1.127"


@pytest.mark.parametrize("client", ["KASSE-1", "ERS 8cb8e2de-4052-481b-945b-118022951944", "a_Fc-1_b"])
@pytest.mark.parametrize("file_counter", [None, 3])
def test_a_name_says_what_the_message_says(client: str, file_counter: int | None) -> None:
    device = Device(client=client)
    log = read_log(device.message(FINISH, 7, "SonstigerVorgang", b"x"))
    seconds = int(NOW.timestamp()) + 1
    assert read_name(log_name(log, file_counter)) == Named(str(seconds), 1, "tra", 7, "Finish", client, "")
