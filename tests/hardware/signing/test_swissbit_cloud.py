"""Swissbit Cloud TSE V2 against a fake of its protocol over a real socket."""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kasse.hardware.signing import swissbit_cloud
from kasse.hardware.signing.opening import kinds, open_tse
from kasse.hardware.signing.rest import RestClient
from kasse.hardware.signing.swissbit_cloud.api import CloudApi
from kasse.hardware.signing.swissbit_cloud.device import SwissbitCloudTse
from kasse.ports.signing import (
    DeviceForm,
    DeviceState,
    ExportCancelled,
    ExportRange,
    SigningError,
    SigningRefused,
    SigningTimeout,
    Span,
    Tse,
    TseSpec,
)
from tests.contracts.signing import ORDER, OTHER_TILL, RECEIPT, TILL, signature_fits
from tests.contracts.tse import Limits, TseContract, exported
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.http_fake import Fault, HttpFake, Request, Response
from tests.hardware.signing.fakes.memory_secrets import MemorySecrets
from tests.hardware.signing.fakes.swissbit_cloud import TOKEN, FakeSwissbitCloud


class Rig:
    """A fake service, and drivers whose waiting costs no time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.server = FakeSwissbitCloud(self.clock)
        self.secrets = MemorySecrets()
        self.secrets.values["swissbit_cloud/token"] = TOKEN
        self.waits: list[float] = []
        self.limits = Limits(deletes=False)
        self.switches = self
        self.opened: list[Tse] = []

    def open(self, folder: str = "till") -> SwissbitCloudTse:
        rest = RestClient("Swissbit Cloud", self.server.http.address, wait=self.waits.append)
        api = CloudApi(rest, self.server.serial, self.secrets)
        device = SwissbitCloudTse(api, self.folder / folder, wait=self.waits.append)
        self.opened.append(device)
        return device

    def ready(self) -> SwissbitCloudTse:
        device = self.open()
        device.set_up(TILL)
        device.register_client(OTHER_TILL)
        return device

    def exports(self) -> int:
        return len(self.server.exports)

    def pass_time(self, seconds: int) -> None:
        self.clock.move(seconds)

    def unplug(self) -> None:
        self.server.http.unplug()

    def lose_answers(self) -> None:
        self.server.http.fail(Fault.LOST, of=is_step)

    def mend(self) -> None:
        self.server.http.mend()

    def close(self) -> None:
        for device in self.opened:
            device.close()
        self.server.close()


def is_step(request: Request) -> bool:
    return request.path.endswith("Transaction")


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    rig.close()


class TestSwissbitCloud(TseContract):
    @pytest.fixture
    def factory(self, rig: Rig) -> Rig:
        return rig


# Who it is, and how


def test_it_says_what_the_notification_asks_for(rig: Rig) -> None:
    info = rig.ready().info()
    assert (info.maker, info.form) == ("Swissbit AG", DeviceForm.CLOUD)
    assert (info.algorithm, info.log_time_format) == ("ecdsa-plain-SHA384", "unixTime")
    assert len(info.certificates) == 2
    assert info.is_test  # not the address where certified ones are


def test_what_it_does_not_tell_is_read_from_its_certificate(rig: Rig) -> None:
    whole = rig.server._status
    quiet = ("publicKey", "signatureAlgorithm", "logTimeFormat")
    rig.server._routes[0] = (
        "GET",
        rig.server._routes[0][1],
        lambda request: {name: value for name, value in whole(request).items() if name not in quiet},
    )
    device = rig.ready()
    assert signature_fits(device.info(), device.sign(TILL, *RECEIPT))


def test_a_device_with_another_serial_number_is_not_taken(rig: Rig) -> None:
    whole = rig.server._status
    rig.server._routes[0] = (
        "GET",
        rig.server._routes[0][1],
        lambda request: {**whole(request), "serialNumber": "0" * 64},
    )
    with pytest.raises(SigningError, match="Seriennummer"):
        rig.open().info()


def test_what_the_maker_has_not_made_ready_is_not_set_up(rig: Rig) -> None:
    rig.server.state = "uninitialized"
    device = rig.open()
    assert device.status().state is DeviceState.NEW
    with pytest.raises(SigningError, match="freigeschaltet"):
        device.set_up(TILL)


def test_its_status_tells_storage_and_certificate(rig: Rig) -> None:
    device = rig.ready()
    device.sign(TILL, *RECEIPT)
    status = device.status()
    assert status.certificate_until == rig.server.core.valid_until
    assert (status.capacity_bytes, status.most_clients) == (10_000_000, 100)
    assert status.stored_bytes


# What goes over the line


def test_process_data_goes_as_base64_and_the_start_says_nothing(rig: Rig) -> None:
    rig.ready().sign(TILL, *ORDER)
    start, finish = (each.json() for each in rig.server.http.requests if is_step(each))
    assert start == {"clientId": TILL, "processType": "", "processData": ""}
    assert base64.b64decode(finish["processData"]).decode() == ORDER[1]


def test_wrong_credentials_are_named_and_not_shown(rig: Rig) -> None:
    rig.secrets.values["swissbit_cloud/token"] = "hunter2"
    device = rig.open()
    with pytest.raises(SigningError, match="Zugriffstoken") as caught:
        device.status()
    assert caught.value.code == "UNAUTHORIZED"
    assert not isinstance(caught.value, SigningRefused)
    assert "hunter2" not in repr(caught.value) + str(caught.value.__cause__) + str(caught.value.__context__)
    rig.secrets.values["swissbit_cloud/token"] = TOKEN
    device.status()


def test_a_token_that_is_missing_or_locked_away_is_named(rig: Rig) -> None:
    rig.secrets.values.clear()
    with pytest.raises(SigningError, match="Zugriffstoken"):
        rig.open().status()
    rig.secrets.is_locked = True
    with pytest.raises(SigningError, match="gesperrt"):
        rig.open().status()


def test_no_secret_is_ever_logged_or_kept(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        device = rig.ready()
        device.sign(TILL, *RECEIPT)
        exported(device)
    assert TOKEN not in caplog.text
    for file in rig.folder.rglob("*"):
        assert not file.is_file() or TOKEN.encode() not in file.read_bytes()


# Lost answers


def test_what_may_have_been_signed_is_never_asked_again(rig: Rig) -> None:
    device = rig.ready()
    for fault in (Fault.LOST, Fault.TORN, Fault.GARBAGE, Fault.STRANGE):
        before = rig.server.core.counter
        rig.server.http.fail(fault, of=is_step)
        with pytest.raises(SigningError):
            device.sign(TILL, *RECEIPT)
        rig.mend()
        assert rig.server.core.counter == before + 1


def test_an_evening_without_a_lost_answer_costs_no_export(rig: Rig) -> None:
    device = rig.ready()
    known = device.sign(TILL, *RECEIPT)
    begun = device.start(TILL)
    device.start(OTHER_TILL)
    last = device.sign(TILL, *ORDER)
    device = rig.open()
    assert device.finished_since(TILL, known.transaction) == (last,)
    assert device.open_transactions(TILL) == (begun.transaction,)
    assert device.finish(TILL, begun.transaction, *RECEIPT).started == begun
    assert rig.exports() == 0


def test_a_lost_answer_costs_one_export(rig: Rig) -> None:
    device = rig.ready()
    known = device.sign(TILL, *RECEIPT)
    begun = device.start(TILL)
    rig.lose_answers()
    with pytest.raises(SigningError):
        device.finish(TILL, begun.transaction, *ORDER)
    rig.mend()
    (found,) = device.finished_since(TILL, known.transaction)
    assert (found.process_data, found.started) == (ORDER[1], begun)
    assert signature_fits(device.info(), found)
    assert device.open_transactions(TILL) == ()
    assert device.finished_since(TILL, known.transaction) == (found,)
    assert rig.exports() == 1


def test_tills_on_one_tse_do_not_finish_each_others_transactions(rig: Rig) -> None:
    one = rig.ready()
    other = rig.open("other")
    mine, theirs = one.start(TILL), other.start(OTHER_TILL)
    assert one.open_transactions(TILL) == (mine.transaction,)
    assert other.open_transactions(OTHER_TILL) == (theirs.transaction,)
    assert rig.exports() == 0 + 1  # the second till's memory is new: it cannot know whose the first one is
    assert rig.open("new").open_transactions(TILL) == (mine.transaction,)


def test_a_server_that_is_silent_costs_its_time_limit(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    device = rig.ready()
    monkeypatch.setattr("kasse.hardware.signing.swissbit_cloud.api.SIGNING_SECONDS", 0.3)
    monkeypatch.setattr(CloudApi.step, "__kwdefaults__", {"seconds": 0.3})
    rig.server.http.fail(Fault.HANGS, of=is_step)
    with pytest.raises(SigningTimeout, match="Internetverbindung"):
        device.sign(TILL, *RECEIPT)


@pytest.mark.parametrize("fault", [Fault.BROKEN, Fault.TOO_MANY])
def test_troubles_of_the_service_are_no_refusals(rig: Rig, fault: Fault) -> None:
    device = rig.ready()
    rig.server.http.fail(fault, of=is_step)
    with pytest.raises(SigningError, match="warten") as caught:
        device.sign(TILL, *RECEIPT)
    assert not isinstance(caught.value, SigningRefused)
    rig.mend()
    assert device.sign(TILL, *RECEIPT).transaction == 1


QUESTIONS: dict[str, tuple[str, Callable[[Tse], object]]] = {
    "info": ("/tse", lambda tse: tse.info()),
    "status": ("/tse", lambda tse: tse.status()),
    "clients": ("/clients", lambda tse: tse.status()),
    "start": ("/startTransaction", lambda tse: tse.start(TILL)),
    "sign": ("/finishTransaction", lambda tse: tse.sign(TILL, *RECEIPT)),
    "open": ("/transactions", lambda tse: tse.open_transactions(TILL)),
    "begin export": ("/export", lambda tse: tse.export(io.BytesIO())),
    "wait for export": ("/export/e1a00000", lambda tse: tse.export(io.BytesIO())),
}


@pytest.mark.parametrize("fault", [Fault.GARBAGE, Fault.STRANGE, Fault.HUGE])
@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_of_any_shape_are_errors_and_no_crash(
    rig: Rig, fault: Fault, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = rig.ready()
    device.sign(TILL, *RECEIPT)
    monkeypatch.setattr("kasse.hardware.signing.rest.MOST_BYTES", 100_000)
    end_of_path, ask = QUESTIONS[question]
    rig.server.http.fail(fault, of=lambda request: request.path.endswith(end_of_path))
    with pytest.raises(SigningError) as caught:
        ask(device)
    assert str(caught.value).endswith(".")
    assert not isinstance(caught.value, SigningRefused)
    rig.mend()
    assert device.sign(TILL, *RECEIPT).transaction > 1


# Exports


def test_receipts_are_signed_while_an_export_is_made(rig: Rig) -> None:
    device = rig.ready()
    first = device.sign(TILL, *RECEIPT)
    rig.server.polls_until_ready = 3
    content = b""
    with closing(device.export_portions(None)) as parts:
        for number, part in enumerate(parts):
            content += part
            if number % 20 == 0:
                device.sign(TILL, *RECEIPT)
    assert content
    assert device.finished_since(TILL, first.transaction)


def test_an_export_that_somebody_left_behind_is_waited_for(rig: Rig) -> None:
    device = rig.ready()
    rig.server.polls_until_ready = 5
    with pytest.raises(ExportCancelled):
        device.export(io.BytesIO(), progress=lambda _done, _whole: False)
    finished = device.sign(TILL, *RECEIPT)
    assert exported(device).numbers() == {finished.transaction}
    assert rig.exports() == 2


def test_an_export_that_fails_there_says_so(rig: Rig) -> None:
    device = rig.ready()
    rig.server.export_trouble = "STORAGE_ERROR"
    with pytest.raises(SigningError, match="STORAGE_ERROR") as caught:
        exported(device)
    assert caught.value.code == "STORAGE_ERROR"


def test_an_export_that_lies_elsewhere_is_fetched_without_our_token(rig: Rig) -> None:
    device = rig.ready()
    finished = device.sign(TILL, *RECEIPT)
    storage = HttpFake(lambda _request: Response(200, rig.server.core.export()))
    rig.server.download_address = storage.address + "/bucket/export.tar?signature=abc"
    assert exported(device).numbers() == {finished.transaction}
    (request,) = storage.requests
    assert "authorization" not in request.headers
    assert request.one("signature") == "abc"
    storage.close()


@pytest.mark.parametrize("address", ["http://evil.example/x", "file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_an_export_is_not_fetched_from_anywhere(rig: Rig, address: str) -> None:
    rig.server.download_address = address
    with pytest.raises(SigningError, match="https://"):
        exported(rig.ready())


def test_an_export_that_is_no_archive_is_told(rig: Rig) -> None:
    device = rig.ready()
    rig.server.http.fail(Fault.GARBAGE, of=lambda request: request.path.endswith("/file"))
    with pytest.raises(SigningError, match="lesbar"):
        exported(device, ExportRange(Span.TRANSACTIONS, 1, 2))


# Opening


def test_the_assistant_is_told_what_to_ask_for(rig: Rig) -> None:
    kind = swissbit_cloud.KIND
    assert kind in kinds()
    assert [field.name for field in kind.fields if field.secret] == ["token"]
    places = {"serial": rig.server.serial.upper(), "address": rig.server.http.address}
    device = open_tse(
        TseSpec("swissbit_cloud", places), folder=rig.folder, secrets=rig.secrets, now=rig.clock
    )
    device.set_up(TILL)
    assert device.sign(TILL, *RECEIPT).transaction == 1
    device.close()


@pytest.mark.parametrize("serial", ["", "1234", "g" * 64, "../" * 21 + "a"])
def test_what_is_no_serial_number_is_refused_before_anything_is_asked(rig: Rig, serial: str) -> None:
    with pytest.raises(SigningError, match="Seriennummer"):
        swissbit_cloud.open_device(
            TseSpec("swissbit_cloud", {"serial": serial}), folder=rig.folder, secrets=rig.secrets, now=Clock()
        )


def test_a_till_without_a_key_store_cannot_use_it(rig: Rig) -> None:
    spec = TseSpec("swissbit_cloud", {"serial": rig.server.serial})
    with pytest.raises(SigningError, match="Schlüsselbund"):
        swissbit_cloud.open_device(spec, folder=rig.folder, secrets=None, now=Clock())
