"""fiskaly SIGN DE V2 against a fake of its documented protocol over a real socket."""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest

from kasse.hardware.signing import fiskaly
from kasse.hardware.signing.fiskaly import care
from kasse.hardware.signing.fiskaly.api import FiskalyApi
from kasse.hardware.signing.fiskaly.care import FiskalyTse
from kasse.hardware.signing.fiskaly.keys import Keys
from kasse.hardware.signing.rest import RestClient
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
from tests.contracts.tse import Limits, TseContract, exported, read_archive
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.fiskaly import API_KEY, API_SECRET, FakeFiskaly, Tss
from tests.hardware.signing.fakes.http_fake import Fault, Request
from tests.hardware.signing.fakes.keys import SomeSecrets

DASHBOARD_TSS = "a4724605-7fc3-400e-aa26-e5f1f9b10af0"


class Rig:
    """A fake service, and a driver whose waiting costs no time."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.server = FakeFiskaly(self.clock)
        self.secrets = SomeSecrets({"fiskaly/api_key": API_KEY, "fiskaly/api_secret": API_SECRET})
        self.given_tss = DASHBOARD_TSS
        self.waits: list[float] = []
        self.seconds = 0.0
        self.limits = Limits(deletes=False)
        self.switches = self
        self.opened: list[Tse] = []

    def open(self) -> FiskalyTse:
        keys = Keys(self.secrets)
        rest = RestClient("fiskaly", self.server.address, wait=self._wait)
        device = FiskalyTse(
            FiskalyApi(rest, keys, monotonic=lambda: self.seconds), keys, self.given_tss, wait=self._wait
        )
        self.opened.append(device)
        return device

    def dashboard(self) -> Tss:
        return self.server.new_tss(DASHBOARD_TSS)

    def ready(self) -> FiskalyTse:
        """A device that two tills may use."""
        self.dashboard()
        device = self.open()
        device.set_up(TILL)
        device.register_client(OTHER_TILL)
        return device

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

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)


def is_step(request: Request) -> bool:
    return request.method == "PUT" and "/tx/" in request.path


@pytest.fixture
def rig() -> Iterator[Rig]:
    rig = Rig()
    yield rig
    rig.close()


class TestFiskaly(TseContract):
    """A TSS that the owner created in the dashboard."""

    @pytest.fixture
    def factory(self, rig: Rig) -> Rig:
        rig.dashboard()
        return rig


# Set-up


def test_a_tss_that_nobody_created_is_created_once(rig: Rig) -> None:
    rig.given_tss = ""
    device = rig.open()
    assert device.status().state is DeviceState.NEW
    rig.server.http.fail(Fault.LOST, times=1, of=lambda request: request.method == "PUT")
    device.set_up(TILL)
    device.set_up(TILL)
    assert len(rig.server.tss) == 1
    tss = next(iter(rig.server.tss.values()))
    assert rig.secrets.kept["fiskaly/tss"] == tss.id
    assert tss.state == "INITIALIZED"
    assert signature_fits(device.info(), rig.open().sign(TILL, *RECEIPT))


def test_a_set_up_that_broke_off_anywhere_goes_on_where_it_was(rig: Rig) -> None:
    for broken in range(12):
        rig.given_tss = ""
        rig.secrets.kept = {name: value for name, value in rig.secrets.kept.items() if "api" in name}
        device = rig.open()
        asked: list[Request] = []

        def is_the_one(request: Request, asked: list[Request] = asked, broken: int = broken) -> bool:
            asked.append(request)
            return broken <= len(asked) <= broken + 5

        rig.server.http.fail(Fault.LOST, times=6, of=is_the_one)
        with suppress(SigningError):
            device.set_up(TILL)
        rig.mend()
        device.set_up(TILL)
        assert device.sign(TILL, *RECEIPT).transaction == 1


def test_a_pin_is_chosen_by_chance_and_kept_for_this_tss(rig: Rig) -> None:
    tss = rig.dashboard()
    rig.open().set_up(TILL)
    assert tss.pin is not None
    assert len(tss.pin) >= 6
    assert rig.secrets.kept[f"fiskaly/{DASHBOARD_TSS}/admin_pin"] == tss.pin
    assert rig.secrets.kept[f"fiskaly/{DASHBOARD_TSS}/admin_puk"] == tss.puk


def test_a_tss_that_is_in_use_needs_its_pin_only(rig: Rig) -> None:
    tss = rig.dashboard()
    tss.state, tss.pin = "INITIALIZED", "abc123"
    rig.secrets.kept["fiskaly/admin_pin"] = "abc123"
    rig.open().set_up(TILL)
    assert [client["serial_number"] for client in tss.clients.values()] == [TILL]
    assert not tss.admin


def test_without_pin_and_puk_the_owner_is_told_what_is_missing(rig: Rig) -> None:
    tss = rig.dashboard()
    tss.state, tss.pin = "INITIALIZED", "abc123"
    with pytest.raises(SigningError, match="Admin-PIN"):
        rig.open().set_up(TILL)
    tss.state = "UNINITIALIZED"
    with pytest.raises(SigningError, match="Admin-PUK"):
        rig.open().set_up(TILL)


def test_a_wrong_pin_is_tried_once(rig: Rig) -> None:
    tss = rig.dashboard()
    tss.state, tss.pin = "INITIALIZED", "abc123"
    rig.secrets.kept["fiskaly/admin_pin"] = "wrong1"
    device = rig.open()
    for _ in range(3):
        with pytest.raises(SigningError, match="richtige Admin-PIN"):
            device.register_client(TILL)
    assert tss.wrong_pins == 1
    rig.secrets.kept["fiskaly/admin_pin"] = "abc123"
    device.register_client(TILL)
    assert tss.wrong_pins == 0


def test_a_pin_that_was_changed_elsewhere_counts_once_it_is_typed_in(rig: Rig) -> None:
    tss = rig.dashboard()
    device = rig.open()
    device.set_up(TILL)
    tss.pin = "changed-1"
    rig.secrets.kept["fiskaly/admin_pin"] = "changed-1"
    device.register_client(OTHER_TILL)
    assert rig.secrets.kept[f"fiskaly/{DASHBOARD_TSS}/admin_pin"] == "changed-1"


def test_an_owner_who_lost_the_pin_gives_the_puk(rig: Rig) -> None:
    tss = rig.dashboard()
    tss.state, tss.pin = "INITIALIZED", "forgotten"
    rig.secrets.kept["fiskaly/admin_puk"] = tss.puk
    rig.open().set_up(TILL)
    assert tss.pin == rig.secrets.kept[f"fiskaly/{DASHBOARD_TSS}/admin_pin"] != "forgotten"


def test_a_wrong_tss_id_creates_nothing(rig: Rig) -> None:
    rig.given_tss = str(uuid4())
    with pytest.raises(SigningError, match="TSS-ID") as caught:
        rig.open().set_up(TILL)
    assert caught.value.code == "E_TSS_NOT_FOUND"
    assert not rig.server.tss


@pytest.mark.parametrize("tss", ["keine", "../tss", "a4724605/x", "{}"])
def test_what_is_no_tss_id_is_refused_before_anything_is_asked(rig: Rig, tss: str) -> None:
    rig.given_tss = tss
    with pytest.raises(SigningError, match="TSS-ID"):
        rig.open()
    assert not rig.server.http.requests


@pytest.mark.parametrize(
    ("state", "words"),
    [("DEFECTIVE", "außer Betrieb"), ("DELETED", "außer Betrieb"), ("EVICTED", "außer Betrieb")],
)
def test_a_dead_tss_is_not_set_up(rig: Rig, state: str, words: str) -> None:
    rig.dashboard().state = state
    device = rig.open()
    assert device.status().state is DeviceState.DISABLED
    with pytest.raises(SigningError, match=words):
        device.set_up(TILL)


# Who it is


def test_it_says_what_the_notification_asks_for(rig: Rig) -> None:
    info = rig.ready().info()
    assert (info.maker, info.form, info.is_test) == ("fiskaly GmbH", DeviceForm.CLOUD, True)
    assert info.certification_id == "BSI-K-TR-0717-2025"
    assert (info.algorithm, info.log_time_format) == ("ecdsa-plain-SHA256", "unixTime")
    rig.server.env = "LIVE"
    assert not rig.open().info().is_test


def test_its_status_tells_the_end_of_its_certificate(rig: Rig) -> None:
    status = rig.ready().status()
    assert status.certificate_until == rig.server.tss[DASHBOARD_TSS].core.valid_until
    assert (status.most_clients, status.most_open_transactions) == (199, 2000)
    assert status.signatures_made == rig.server.tss[DASHBOARD_TSS].core.counter


# What goes over the line


def test_process_data_goes_raw_and_as_base64(rig: Rig) -> None:
    device = rig.ready()
    device.sign(TILL, *ORDER)
    start, finish = (each for each in rig.server.http.requests if is_step(each))
    assert set(start.json()) == {"state", "client_id"}
    raw = finish.json()["schema"]["raw"]
    assert base64.b64decode(raw["process_data"]).decode() == ORDER[1]
    assert (start.one("tx_revision"), finish.one("tx_revision")) == ("1", "2")


def test_one_connection_serves_a_whole_evening(rig: Rig) -> None:
    device = rig.ready()
    for _ in range(10):
        device.sign(TILL, *RECEIPT)
    assert rig.server.http.connections == 1
    assert len(rig.server.tokens) == 1


def test_a_connection_that_was_hung_up_is_opened_anew(rig: Rig) -> None:
    device = rig.ready()
    first = device.sign(TILL, *RECEIPT)
    rig.server.http.hang_up()
    assert device.sign(TILL, *RECEIPT).transaction == first.transaction + 1


# Tokens


def test_a_token_is_renewed_before_it_runs_out(rig: Rig) -> None:
    device = rig.ready()
    rig.seconds += 24 * 3600 - 30
    device.sign(TILL, *RECEIPT)
    assert len(rig.server.tokens) == 2


def test_a_token_that_is_no_longer_taken_is_renewed_at_once(rig: Rig) -> None:
    device = rig.ready()
    rig.server.tokens.clear()
    assert device.sign(TILL, *RECEIPT).transaction == 1
    step = next(each for each in rig.server.http.requests if is_step(each))
    assert step.headers["authorization"] == "Bearer token-1"


def test_a_token_that_is_never_taken_ends_the_question(rig: Rig) -> None:
    device = rig.ready()
    rig.server.http.fail(Fault.EXPIRED, of=is_step)
    with pytest.raises(SigningError, match="API-Key") as caught:
        device.sign(TILL, *RECEIPT)
    assert not isinstance(caught.value, SigningRefused)
    assert caught.value.code == "E_UNAUTHORIZED"


def test_wrong_credentials_are_named_and_not_shown(rig: Rig) -> None:
    rig.dashboard()
    rig.secrets.kept["fiskaly/api_secret"] = "hunter2"
    with pytest.raises(SigningError, match="API-Key und API-Secret") as caught:
        rig.open().status()
    assert "hunter2" not in repr(caught.value) + str(caught.value.__cause__) + str(caught.value.__context__)


def test_missing_credentials_are_named(rig: Rig) -> None:
    del rig.secrets.kept["fiskaly/api_key"]
    with pytest.raises(SigningError, match="fehlen API-Key"):
        rig.open().status()


def test_a_key_store_that_is_locked_is_an_error_of_the_device(rig: Rig) -> None:
    rig.secrets.is_locked = True
    with pytest.raises(SigningError, match="gesperrt"):
        rig.open().status()


def test_a_till_without_a_key_store_cannot_use_it() -> None:
    with pytest.raises(SigningError, match="Schlüsselbund"):
        fiskaly.open_device(TseSpec("fiskaly"), folder=Path(), secrets=None, now=Clock())


# Lost answers


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.TORN, Fault.BROKEN, Fault.TOO_MANY])
def test_a_step_is_asked_again_and_signed_once(rig: Rig, fault: Fault) -> None:
    device = rig.ready()
    rig.server.http.fail(fault, times=2, of=is_step)
    finished = device.sign(TILL, *RECEIPT)
    assert finished.transaction == 1
    assert signature_fits(device.info(), finished)
    core = rig.server.tss[DASHBOARD_TSS].core
    assert sum(entry.transaction == 1 for entry in core.entries) == 2
    assert rig.waits


def test_an_answer_that_stays_away_is_given_up_and_found_later(rig: Rig) -> None:
    device = rig.ready()
    known = device.sign(TILL, *RECEIPT)
    begun = device.start(TILL)
    rig.server.http.fail(Fault.LOST, of=is_step)
    with pytest.raises(SigningError) as caught:
        device.finish(TILL, begun.transaction, *ORDER)
    assert not isinstance(caught.value, SigningRefused)
    rig.mend()
    again = rig.open()
    (found,) = again.finished_since(TILL, known.transaction)
    assert (found.process_data, found.started) == (ORDER[1], begun)
    assert signature_fits(again.info(), found)
    assert device.finish(TILL, begun.transaction, *ORDER) == found


def test_a_server_that_is_silent_costs_its_time_limit(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    device = rig.ready()
    device.sign(TILL, *RECEIPT)
    monkeypatch.setattr("kasse.hardware.signing.fiskaly.signing.SIGNING_SECONDS", 0.4)
    for fault in (Fault.HANGS, Fault.STALLS):
        rig.server.http.fail(fault, of=is_step)
        with pytest.raises(SigningTimeout, match="Internetverbindung") as caught:
            device.sign(TILL, *RECEIPT)
        assert caught.value.code == "TIMEOUT"
        rig.mend()


def test_more_than_a_page_of_lost_answers_is_found(rig: Rig) -> None:
    device = rig.ready()
    finished = [device.sign(TILL, *RECEIPT) for _ in range(103)]
    begun = [device.start(TILL).transaction for _ in range(101)]
    assert device.finished_since(TILL, 1) == tuple(finished[1:])
    assert device.open_transactions(TILL) == tuple(begun)


def test_a_wait_that_is_longer_than_the_time_limit_is_not_begun(rig: Rig) -> None:
    device = rig.ready()
    rig.server.http.fail(Fault.TOO_MANY, of=is_step, retry_after="30")
    with pytest.raises(SigningError, match="zu oft gefragt") as caught:
        device.sign(TILL, *RECEIPT)
    assert caught.value.code == "HTTP 429"
    assert 30.0 not in rig.waits


# Refusals and troubles


def test_what_fiskaly_calls_its_errors_is_kept_for_the_report(rig: Rig) -> None:
    device = rig.ready()
    rig.server.tss[DASHBOARD_TSS].state = "DEFECTIVE"
    with pytest.raises(SigningError, match="defekt") as caught:
        device.sign(TILL, *RECEIPT)
    assert caught.value.code == "E_TSS_DEFECTIVE"
    assert not isinstance(caught.value, SigningRefused)


def test_a_certificate_at_its_end_is_an_outage(rig: Rig) -> None:
    device = rig.ready()
    rig.pass_time(6 * 365 * 24 * 3600)
    with pytest.raises(SigningError, match="abgelaufen") as caught:
        device.sign(TILL, *RECEIPT)
    assert not isinstance(caught.value, SigningRefused)


def test_a_till_that_another_program_took_off_is_refused_and_asked_for_anew(rig: Rig) -> None:
    device = rig.ready()
    device.sign(TILL, *RECEIPT)
    (client,) = (c for c in rig.server.tss[DASHBOARD_TSS].clients.values() if c["serial_number"] == TILL)
    client["state"] = "DEREGISTERED"
    with pytest.raises(SigningRefused, match="abgemeldet"):
        device.sign(TILL, *RECEIPT)
    device.register_client(TILL)
    assert device.sign(TILL, *RECEIPT).transaction == 2


QUESTIONS: dict[str, tuple[str, Callable[[Tse], object]]] = {
    "log in": ("/auth", lambda tse: tse.info()),
    "info": (f"/tss/{DASHBOARD_TSS}", lambda tse: tse.info()),
    "status": (f"/tss/{DASHBOARD_TSS}", lambda tse: tse.status()),
    "clients": ("/client", lambda tse: tse.sign(TILL, *RECEIPT)),
    "start": ("/tx/", lambda tse: tse.start(TILL)),
    "open": ("/tx", lambda tse: tse.open_transactions(TILL)),
    "found": ("/tx", lambda tse: tse.finished_since(TILL, 0)),
    "export": ("/export/", lambda tse: tse.export(io.BytesIO())),
}


@pytest.mark.parametrize("fault", [Fault.GARBAGE, Fault.STRANGE, Fault.HUGE])
@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_of_any_shape_are_errors_and_no_crash(
    rig: Rig, fault: Fault, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.ready().sign(TILL, *RECEIPT)
    monkeypatch.setattr("kasse.hardware.signing.rest.MOST_BYTES", 100_000)
    end_of_path, ask = QUESTIONS[question]
    rig.server.http.fail(fault, of=lambda request: end_of_path in request.path)
    device = rig.open()
    with pytest.raises(SigningError) as caught:
        ask(device)
    assert str(caught.value).endswith(".")
    assert not isinstance(caught.value, SigningRefused)
    rig.mend()
    assert device.sign(TILL, *RECEIPT).transaction > 1


def test_an_answer_about_another_transaction_is_not_taken(rig: Rig) -> None:
    device = rig.ready()
    tss = rig.server.tss[DASHBOARD_TSS]
    others = device.sign(OTHER_TILL, *RECEIPT)
    other = next(t for t in tss.transactions.values() if t.number == others.transaction)
    answer = rig.server._finish
    rig.server._finish = lambda *_: other.revisions[1].answer  # type: ignore[method-assign]
    with pytest.raises(SigningError, match="nicht lesbar") as caught:
        device.sign(TILL, *RECEIPT)
    assert not isinstance(caught.value, SigningRefused)
    rig.server._finish = answer  # type: ignore[method-assign]


def test_no_secret_is_ever_logged(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        device = rig.ready()
        device.sign(TILL, *RECEIPT)
        exported(device)
    said = caplog.text
    for secret in (*rig.secrets.kept.values(), *rig.server.tokens):
        assert secret not in said


# Exports


def test_an_export_is_asked_for_no_more_often_than_it_wants(rig: Rig) -> None:
    device = rig.ready()
    rig.server.polls_until_ready = 4
    rig.waits.clear()
    exported(device)
    assert sum(rig.waits) == 4 * 3  # Retry-After: 3
    assert len(rig.server.http.asked("GET", "/export/")) == 5 + 1


def test_a_cancelled_export_is_cancelled_there_too(rig: Rig) -> None:
    device = rig.ready()
    rig.server.polls_until_ready = 50
    told: list[int] = []

    def until_the_fourth(_done: int, _whole: int | None) -> bool:
        told.append(1)
        return len(told) < 4

    with pytest.raises(ExportCancelled):
        device.export(io.BytesIO(), progress=until_the_fourth)
    (made,) = rig.server.tss[DASHBOARD_TSS].exports.values()
    assert made.state == "CANCELLED"


def test_more_than_one_export_can_hold_comes_in_parts_and_is_one_archive(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = rig.ready()
    for _ in range(10):
        device.sign(TILL, *RECEIPT)
    rig.server.most_records = 7
    monkeypatch.setattr(care, "MOST_RECORDS", 7)
    core = rig.server.tss[DASHBOARD_TSS].core
    archive = exported(device)
    assert len(rig.server.tss[DASHBOARD_TSS].exports) == -(-core.counter // 7)
    assert archive.numbers() == set(range(1, 11))
    assert len(archive.transactions) + len(archive.events) == len(core.entries)
    with pytest.raises(SigningRefused, match="zu groß"):
        exported(device, ExportRange(Span.TRANSACTIONS, 1, 10))


def test_an_empty_range_is_refused(rig: Rig) -> None:
    with pytest.raises(SigningRefused, match="nichts aufgezeichnet"):
        exported(rig.ready(), ExportRange(Span.TRANSACTIONS, 500, 600))


def test_an_export_that_fails_there_says_so(rig: Rig) -> None:
    device = rig.ready()
    rig.server.export_trouble = "E_INTERNAL"
    with pytest.raises(SigningError, match="E_INTERNAL") as caught:
        exported(device)
    assert caught.value.code == "E_INTERNAL"


def test_a_download_that_breaks_off_is_not_taken_for_whole(rig: Rig) -> None:
    device = rig.ready()
    rig.server.http.fail(Fault.TORN, times=1, of=lambda request: request.path.endswith("/file"))
    with pytest.raises(SigningError, match="abgebrochen"):
        device.export(io.BytesIO())
    assert read_archive(_whole(device), device.info()).events


def test_an_export_of_a_dead_tss_is_still_possible(rig: Rig) -> None:
    device = rig.ready()
    finished = device.sign(TILL, *RECEIPT)
    rig.server.tss[DASHBOARD_TSS].state = "DEFECTIVE"
    assert exported(device).numbers() == {finished.transaction}


def _whole(device: Tse) -> bytes:
    sink = io.BytesIO()
    device.export(sink)
    return sink.getvalue()


# Opening


def test_the_assistant_is_told_what_to_ask_for(rig: Rig) -> None:
    fields = {field.name: field for field in fiskaly.KIND.fields}
    assert fiskaly.KIND.kind == "fiskaly"
    assert [name for name, field in fields.items() if field.secret] == [
        "api_key",
        "api_secret",
        "admin_puk",
        "admin_pin",
    ]
    assert fields["address"].default.startswith("https://")
    rig.dashboard()
    places = {"tss": DASHBOARD_TSS, "address": rig.server.address}
    device = fiskaly.open_device(
        TseSpec("fiskaly", places), folder=Path(), secrets=rig.secrets, now=rig.clock
    )
    device.set_up(TILL)
    assert device.sign(TILL, *RECEIPT).transaction == 1
    device.close()
