"""fiskaly SIGN DE V2 against a fake of its documented protocol over a real socket."""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kasse.hardware.signing import fiskaly
from kasse.ports.signing import (
    SigningError,
    SigningRefused,
    SigningTimeout,
    Tse,
    TseSpec,
)
from tests.contracts.signing import ORDER, OTHER_TILL, RECEIPT, TILL, signature_fits
from tests.contracts.tse import TseContract, exported
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.fiskaly_rig import DASHBOARD_TSS, Rig, is_step
from tests.hardware.signing.fakes.http_fake import Fault


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
    rig.secrets.values["fiskaly/api_secret"] = "hunter2"
    with pytest.raises(SigningError, match="API-Key und API-Secret") as caught:
        rig.open().status()
    assert "hunter2" not in repr(caught.value) + str(caught.value.__cause__) + str(caught.value.__context__)


def test_missing_credentials_are_named(rig: Rig) -> None:
    del rig.secrets.values["fiskaly/api_key"]
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
    for secret in (*rig.secrets.values.values(), *rig.server.tokens):
        assert secret not in said
