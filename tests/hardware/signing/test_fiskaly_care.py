"""Caring for a TSS at fiskaly: set-up from any point on, PINs, status, exports."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

import pytest

from kasse.hardware.signing import fiskaly
from kasse.hardware.signing.fiskaly import care
from kasse.hardware.signing.opening import kinds
from kasse.ports.signing import (
    DeviceForm,
    DeviceState,
    ExportCancelled,
    ExportRange,
    SigningError,
    SigningRefused,
    Span,
    Tse,
    TseSpec,
)
from tests.contracts.signing import OTHER_TILL, RECEIPT, TILL, signature_fits
from tests.contracts.tse import exported, read_archive
from tests.hardware.signing.fakes.fiskaly_rig import DASHBOARD_TSS, Rig
from tests.hardware.signing.fakes.http_fake import Fault, Request


@pytest.fixture
def rig() -> Iterator[Rig]:
    rig = Rig()
    yield rig
    rig.close()


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
    assert rig.secrets.values["fiskaly/tss"] == tss.id
    assert tss.state == "INITIALIZED"
    assert signature_fits(device.info(), rig.open().sign(TILL, *RECEIPT))


def test_a_set_up_that_broke_off_anywhere_goes_on_where_it_was(rig: Rig) -> None:
    for broken in range(12):
        rig.given_tss = ""
        rig.secrets.values = {name: value for name, value in rig.secrets.values.items() if "api" in name}
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
    assert rig.secrets.values[f"fiskaly/{DASHBOARD_TSS}/admin_pin"] == tss.pin
    assert rig.secrets.values[f"fiskaly/{DASHBOARD_TSS}/admin_puk"] == tss.puk


def test_a_tss_that_is_in_use_needs_its_pin_only(rig: Rig) -> None:
    tss = rig.dashboard()
    tss.state, tss.pin = "INITIALIZED", "abc123"
    rig.secrets.values["fiskaly/admin_pin"] = "abc123"
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
    rig.secrets.values["fiskaly/admin_pin"] = "wrong1"
    device = rig.open()
    for _ in range(3):
        with pytest.raises(SigningError, match="richtige Admin-PIN"):
            device.register_client(TILL)
    assert tss.wrong_pins == 1
    rig.secrets.values["fiskaly/admin_pin"] = "abc123"
    device.register_client(TILL)
    assert tss.wrong_pins == 0


def test_a_pin_that_was_changed_elsewhere_counts_once_it_is_typed_in(rig: Rig) -> None:
    tss = rig.dashboard()
    device = rig.open()
    device.set_up(TILL)
    tss.pin = "changed-1"
    rig.secrets.values["fiskaly/admin_pin"] = "changed-1"
    device.register_client(OTHER_TILL)
    assert rig.secrets.values[f"fiskaly/{DASHBOARD_TSS}/admin_pin"] == "changed-1"


def test_an_owner_who_lost_the_pin_gives_the_puk(rig: Rig) -> None:
    tss = rig.dashboard()
    tss.state, tss.pin = "INITIALIZED", "forgotten"
    rig.secrets.values["fiskaly/admin_puk"] = tss.puk
    rig.open().set_up(TILL)
    assert tss.pin == rig.secrets.values[f"fiskaly/{DASHBOARD_TSS}/admin_pin"] != "forgotten"


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


# Exports


def test_an_export_is_asked_for_no_more_often_than_it_wants(rig: Rig) -> None:
    device = rig.ready()
    rig.server.polls_until_ready = 4
    rig.waits.clear()
    exported(device)
    assert sum(rig.waits) == 4 * 3  # Retry-After: 3
    assert len(rig.server.http.asked("GET", "/export/")) == 5 + 1


def test_receipts_are_signed_while_an_export_is_made(rig: Rig) -> None:
    device = rig.ready()
    first = device.sign(TILL, *RECEIPT)
    rig.server.polls_until_ready = 3
    content, signed = b"", 0
    with closing(device.export_portions(None)) as parts:
        for number, part in enumerate(parts):
            content += part
            if number % 10 == 0:
                device.sign(TILL, *RECEIPT)
                signed += 1
    assert signed > 1
    assert read_archive(content, device.info()).numbers() >= {first.transaction}


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
    assert fiskaly.KIND in kinds()
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
