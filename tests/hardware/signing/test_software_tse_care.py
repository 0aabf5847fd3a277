"""The software TSE as its carers see it: PINs, self tests, exports, deletion, and folders from before all that."""

import io
import json
import os
import shutil
import stat
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.tse_archive.log import SystemLog
from kasse.hardware.secrets.memory_secrets import MemorySecrets
from kasse.hardware.signing.software_tse import DESCRIPTION, SoftwareTse
from kasse.hardware.signing.tse_chip import MOST_CLIENTS, TseChip
from kasse.hardware.signing.tse_key import BRAINPOOL_P384_SHA384, P256_SHA256
from kasse.hardware.signing.tse_pins import ADMIN, PUK, TIME_ADMIN, TRIES
from kasse.ports.secrets import SecretsError
from kasse.ports.signing import (
    DeviceForm,
    DeviceState,
    ExportRange,
    SigningError,
    SigningRefused,
    Span,
)
from tests.contracts.signing import ORDER, OTHER_TILL, RECEIPT, TILL, signature_fits, start_fits
from tests.contracts.tse import exported, read_archive
from tests.hardware.signing.clock import Clock

BEFORE = Path(__file__).parents[2] / "data" / "tse" / "without_set_up"
pytestmark = pytest.mark.usefixtures("quick_disk")


def strict(folder: Path, **arguments: object) -> SoftwareTse:
    arguments = {"now": Clock(), "secrets": MemorySecrets(), "by_itself": False, **arguments}
    return SoftwareTse(folder, **arguments)  # type: ignore[arg-type]  # as each test wants them


def events(tse: SoftwareTse) -> list[SystemLog]:
    return list(exported(tse).events)


# Folders from before


@pytest.fixture
def from_before(tmp_path: Path) -> Path:
    """A folder as the first version left it: two tills, an open transaction, no set-up, no PINs."""
    folder = tmp_path / "tse"
    shutil.copytree(BEFORE, folder)
    return folder


@pytest.mark.parametrize("by_itself", [True, False])
def test_a_folder_from_before_set_up_goes_on_as_if_nothing_had_happened(
    from_before: Path, by_itself: bool
) -> None:
    with closing(strict(from_before, by_itself=by_itself)) as tse:
        assert tse.status().state is DeviceState.READY
        assert [f.transaction for f in tse.finished_since(TILL, 0)] == [1, 4]
        assert tse.open_transactions(TILL) == (2,)
        finished = tse.finish(TILL, 2, *RECEIPT)
        assert start_fits(tse.info(), TILL, finished.started)
        assert signature_fits(tse.info(), finished)
        assert tse.sign(OTHER_TILL, *ORDER).transaction == 5
    with closing(strict(from_before, by_itself=by_itself)) as tse:
        assert [f.transaction for f in tse.finished_since(TILL, 0)] == [1, 2, 4]
        assert tse.sign(TILL, *RECEIPT).transaction == 6
        assert exported(tse).numbers() == {1, 2, 3, 4, 5, 6}


def test_a_folder_from_before_can_be_cared_for_first(from_before: Path) -> None:
    with closing(strict(from_before)) as tse:
        assert exported(tse).numbers() == {1, 2, 3, 4}
        with pytest.raises(SigningRefused, match="offen"):
            tse.disable()
        tse.finish(TILL, 2, *RECEIPT)
        tse.deregister_client(TILL)
        with pytest.raises(SigningRefused, match="nicht angemeldet"):
            tse.sign(TILL, *RECEIPT)
        tse.disable()
        assert tse.status().state is DeviceState.DISABLED


# Without set-up


def test_whoever_only_tries_the_till_needs_no_set_up(tmp_path: Path) -> None:
    with closing(SoftwareTse(tmp_path, now=Clock())) as tse:
        assert tse.status().state is DeviceState.NEW
        assert tse.sign(TILL, *RECEIPT).transaction == 1
        assert tse.sign(OTHER_TILL, *RECEIPT).transaction == 2
        status = tse.status()
        assert (status.state, status.clients) == (DeviceState.READY, (TILL, OTHER_TILL))
        tse.deregister_client(OTHER_TILL)
        with pytest.raises(SigningRefused):
            tse.sign(OTHER_TILL, *RECEIPT)


# What it is


def test_the_curve_is_chosen_once_and_kept(tmp_path: Path) -> None:
    with closing(strict(tmp_path, algorithm=BRAINPOOL_P384_SHA384)) as tse:
        tse.set_up(TILL)
        info = tse.info()
        assert info.algorithm == BRAINPOOL_P384_SHA384
        finished = tse.sign(TILL, *RECEIPT)
    with closing(strict(tmp_path, algorithm=P256_SHA256)) as tse:
        assert tse.info() == info
        assert tse.finished_since(TILL, 0) == (finished,)


def test_an_unknown_curve_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(SigningError, match="SHA256, ecdsa-plain-SHA384"):
        strict(tmp_path, algorithm="ecdsa-plain-SHA512")
    strict(tmp_path).close()


def test_it_says_who_made_it_and_that_nobody_certified_it(tmp_path: Path) -> None:
    with closing(strict(tmp_path)) as tse:
        info = tse.info()
        assert (info.maker, info.certification_id, info.form) == ("kasse", "", None)
        assert "TEST" in info.description
        assert info.form not in set(DeviceForm)


# Self test, time, certificate


def test_set_up_and_the_day_after_stand_in_the_archive(tmp_path: Path) -> None:
    clock = Clock()
    with closing(strict(tmp_path, now=clock)) as tse:
        tse.set_up(TILL)
        clock.move(26 * 3600)
        tse.sign(TILL, *RECEIPT)
        tse.deregister_client(TILL)
        logs = events(tse)
    assert [log.event for log in logs] == [
        "initialize",
        *("authenticateUser", "registerClient", "logOut"),
        *("selfTest", "authenticateUser", "updateTime", "logOut"),
        *("selfTest", "authenticateUser", "updateTime", "logOut"),
        *("authenticateUser", "deregisterClient", "logOut"),
        "authenticateUser",
    ]
    fields = [dict(log.fields) for log in logs]
    assert fields[0] == {"description": DESCRIPTION}
    assert fields[1] == {"userId": "admin", "role": "admin", "result": "true"}
    assert fields[2] == {"clientId": TILL}
    assert fields[5] == {"userId": "timeAdmin", "role": "timeAdmin", "result": "true"}
    assert int(fields[10]["timeAfter"]) - int(fields[10]["timeBefore"]) >= 0


def test_a_device_that_fails_its_self_test_signs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(strict(tmp_path)) as tse:
        tse.set_up(TILL)
        with monkeypatch.context() as patch:
            patch.setattr("kasse.hardware.signing.tse_chip.verify_signature", lambda *_: False)
            with pytest.raises(SigningError, match="Selbsttest") as caught:
                tse.self_test(TILL)
            assert caught.value.code == "SELF_TEST_FAILED"
            assert tse.status().self_test_passed is False
            with pytest.raises(SigningError, match="Selbsttest"):
                tse.sign(TILL, *RECEIPT)
        assert tse.sign(TILL, *RECEIPT).transaction == 1
        assert tse.status().self_test_passed


def test_after_the_end_of_its_certificate_it_signs_nothing_and_still_hands_out(tmp_path: Path) -> None:
    clock = Clock()
    with closing(strict(tmp_path, now=clock)) as tse:
        tse.set_up(TILL)
        tse.sign(TILL, *RECEIPT)
        until = tse.status().certificate_until
        assert until is not None
        clock.time = until - timedelta(seconds=1)
        last = tse.sign(TILL, *RECEIPT)
        clock.time = until
        with pytest.raises(SigningError, match=f"{until:%d.%m.%Y} abgelaufen") as caught:
            tse.sign(TILL, *RECEIPT)
        assert caught.value.code == "CERTIFICATE_EXPIRED"
        archive = exported(tse)
        assert archive.numbers() == {1, 2}
        assert max(log.counter for log in archive.events) < last.counter
        tse.delete_exported()
        sink = io.BytesIO()
        tse.export(sink)
        assert b".log" not in sink.getvalue()


# Tills


def test_it_knows_so_many_tills_and_no_more(tmp_path: Path) -> None:
    with closing(strict(tmp_path)) as tse:
        tse.set_up("KASSE-0")
        for number in range(1, MOST_CLIENTS):
            tse.register_client(f"KASSE-{number}")
        with pytest.raises(SigningRefused, match=str(MOST_CLIENTS)):
            tse.register_client("KASSE-X")
        tse.deregister_client("KASSE-5")
        tse.register_client("KASSE-X")
        assert len(tse.status().clients) == MOST_CLIENTS


# PINs


@pytest.fixture
def chip(tmp_path: Path) -> TseChip:
    chip = TseChip(tmp_path, algorithm=P256_SHA256, description="TEST", now=Clock())
    chip.initialize({ADMIN: "12345", TIME_ADMIN: "54321", PUK: "123456"}, by_itself=False)
    return chip


def test_nothing_of_care_goes_without_a_pin(chip: TseChip) -> None:
    everything: tuple[Callable[[], object], ...] = (
        lambda: chip.register(TILL),
        lambda: chip.deregister(TILL),
        chip.update_time,
        lambda: chip.mark_exported(1),
        chip.delete_exported,
        chip.disable,
        lambda: chip.take_pins({ADMIN: "00000"}),
    )
    for forbidden in everything:
        with pytest.raises(SigningRefused) as caught:
            forbidden()
        assert caught.value.code == "NOT_AUTHORIZED"
    with pytest.raises(SigningRefused) as caught:
        chip.initialize({ADMIN: "00000"}, by_itself=False)
    assert caught.value.code == "ALREADY_INITIALIZED"
    chip.memory.close()


def test_three_wrong_pins_lock_and_the_puk_unlocks(chip: TseChip, tmp_path: Path) -> None:
    for left in reversed(range(TRIES)):
        with pytest.raises(SigningRefused, match=f"noch {left} Versuche"):
            chip.login(ADMIN, "99999")
    chip.memory.close()
    chip = TseChip(
        tmp_path, algorithm=P256_SHA256, description="TEST", now=Clock()
    )  # a lock outlives the current
    with pytest.raises(SigningRefused, match="gesperrt") as caught:
        chip.login(ADMIN, "12345")
    assert caught.value.code == "PIN_BLOCKED"
    chip.login(TIME_ADMIN, "54321")
    with pytest.raises(SigningRefused, match="PUK der TSE ist falsch"):
        chip.unblock(ADMIN, "000000", "11111")
    chip.unblock(ADMIN, "123456", "11111")
    with pytest.raises(SigningRefused, match="falsch"):
        chip.login(ADMIN, "12345")
    chip.login(ADMIN, "11111")
    chip.register(TILL)
    chip.memory.close()


def test_a_puk_that_was_guessed_too_often_locks_for_good(chip: TseChip) -> None:
    for _ in range(TRIES):
        with pytest.raises(SigningRefused):
            chip.unblock(ADMIN, "000000", "11111")
    with pytest.raises(SigningRefused, match="lässt sich nicht mehr verwalten"):
        chip.unblock(ADMIN, "123456", "11111")
    chip.login(ADMIN, "12345")
    chip.memory.close()


def test_a_right_pin_gives_all_tries_back(chip: TseChip) -> None:
    for _ in range(3):
        with pytest.raises(SigningRefused):
            chip.login(ADMIN, "99999")
        chip.login(ADMIN, "12345")
        chip.logout(ADMIN)
    chip.memory.close()


def test_logged_out_means_out(chip: TseChip) -> None:
    chip.login(ADMIN, "12345")
    chip.logout(ADMIN)
    with pytest.raises(SigningRefused):
        chip.register(TILL)
    chip.memory.close()


def test_pins_lie_in_the_key_store_and_nowhere_in_the_folder(tmp_path: Path) -> None:
    secrets = MemorySecrets()
    with closing(strict(tmp_path, secrets=secrets)) as tse:
        tse.set_up(TILL)
        serial = tse.info().serial
    pins = [secrets.get(f"tse/software/{serial[:16]}/{user}") for user in (ADMIN, TIME_ADMIN, PUK)]
    assert [len(pin or "") for pin in pins] == [5, 5, 6]
    everything = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not (tmp_path / "pins.json").exists()
    assert not any(f'"{pin}"'.encode() in everything for pin in pins)


class NoKeyStore:
    """A machine without one."""

    def get(self, name: str) -> str | None:
        raise SecretsError("Auf diesem Rechner gibt es keinen Schlüsselbund.")

    def set(self, name: str, value: str) -> None:
        raise SecretsError("Auf diesem Rechner gibt es keinen Schlüsselbund.")

    def delete(self, name: str) -> None:
        raise SecretsError("Auf diesem Rechner gibt es keinen Schlüsselbund.")


@pytest.mark.parametrize("secrets", [None, NoKeyStore()])
def test_where_there_is_no_key_store_the_pins_lie_in_the_folder_for_its_owner_only(
    tmp_path: Path, secrets: NoKeyStore | None
) -> None:
    with closing(strict(tmp_path, secrets=secrets)) as tse:
        tse.set_up(TILL)
    file = tmp_path / "pins.json"
    assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o600
    assert set(json.loads(file.read_text(encoding="utf-8"))) == {ADMIN, TIME_ADMIN, PUK}
    with closing(strict(tmp_path, secrets=secrets)) as tse:
        tse.register_client(OTHER_TILL)
        assert tse.sign(OTHER_TILL, *RECEIPT).transaction == 1


def test_a_locked_key_store_is_an_outage_with_advice(tmp_path: Path) -> None:
    with closing(strict(tmp_path)) as tse:
        tse.set_up(TILL)
    with closing(strict(tmp_path, secrets=NoKeyStore())) as tse:
        with pytest.raises(SigningError, match="keinen Schlüsselbund") as caught:
            tse.sign(TILL, *RECEIPT)
        assert not isinstance(caught.value, SigningRefused)
        assert caught.value.code == "PIN_UNKNOWN"


def test_a_forgotten_pin_is_told_with_advice(tmp_path: Path) -> None:
    with closing(strict(tmp_path)) as tse:
        tse.set_up(TILL)
    with closing(strict(tmp_path)) as tse, pytest.raises(SigningError, match="weder im Schlüsselbund noch"):
        tse.register_client(OTHER_TILL)


@given(content=st.binary(max_size=40) | st.just(b'{"admin": 5}') | st.just(b"[]"))
def test_a_damaged_pin_file_is_told_and_costs_no_try(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("tse")
    with closing(strict(folder, secrets=None)) as tse:
        tse.set_up(TILL)
    pins = (folder / "pins.json").read_bytes()
    (folder / "pins.json").write_bytes(content)
    with closing(strict(folder, secrets=None)) as tse, pytest.raises(SigningError, match=r"pins\.json"):
        tse.set_time()
    (folder / "pins.json").write_bytes(pins)
    with closing(strict(folder, secrets=None)) as tse:
        tse.set_time()


def test_a_driver_that_was_locked_out_unlocks_with_the_puk(tmp_path: Path) -> None:
    secrets = MemorySecrets()
    with closing(strict(tmp_path, secrets=secrets)) as tse:
        tse.set_up(TILL)
    chip = TseChip(tmp_path, algorithm=P256_SHA256, description="", now=Clock())
    for _ in range(TRIES):
        with suppress(SigningRefused):
            chip.login(ADMIN, "guess")
    chip.memory.close()
    with closing(strict(tmp_path, secrets=secrets)) as tse:
        tse.register_client(OTHER_TILL)
        tries = [dict(log.fields) for log in events(tse) if log.event == "authenticateUser"]
        assert [each["remainingRetries"] for each in tries if each["result"] == "false"] == ["2", "1", "0"]
        assert "unblockUser" in [log.event for log in events(tse)]


# Export and deletion


def test_a_range_takes_along_the_events_that_lie_in_it(tmp_path: Path) -> None:
    with closing(strict(tmp_path)) as tse:
        tse.set_up(TILL)
        tse.sign(TILL, *RECEIPT)
        tse.register_client(OTHER_TILL)
        tse.sign(TILL, *RECEIPT)
        tse.self_test(TILL)
        archive = exported(tse, ExportRange(Span.TRANSACTIONS, 1, 2))
        assert [log.event for log in archive.events] == ["authenticateUser", "registerClient", "logOut"]
        assert exported_sizes(tse, ExportRange(Span.TRANSACTIONS, 7, 9)) == 0
        assert exported_sizes(tse, ExportRange(Span.SECONDS, 0, 1000)) == 0


def exported_sizes(tse: SoftwareTse, within: ExportRange) -> int:
    """How many log messages an export has that may be empty."""
    sink = io.BytesIO()
    tse.export(sink, within=within)
    return sink.getvalue().count(b".log")


def test_a_transaction_that_is_open_for_long_is_whole_in_its_range(tmp_path: Path) -> None:
    with closing(strict(tmp_path)) as tse:
        tse.set_up(TILL)
        begun = tse.start(TILL)
        for _ in range(3):
            tse.sign(TILL, *RECEIPT)
        tse.finish(TILL, begun.transaction, *RECEIPT)
        archive = exported(tse, ExportRange(Span.TRANSACTIONS, 1, 1))
        assert [log.operation for log in archive.transactions] == ["Start", "Finish"]


def test_deletion_outlives_a_restart_between_it_and_the_export(tmp_path: Path) -> None:
    secrets = MemorySecrets()
    with closing(strict(tmp_path, secrets=secrets)) as tse:
        tse.set_up(TILL)
        tse.sign(TILL, *RECEIPT)
        first = exported(tse)
    with closing(strict(tmp_path, secrets=secrets)) as tse:
        tse.sign(TILL, *ORDER)
        tse.delete_exported()
        second = exported(tse)
    assert first.numbers() == {1}
    assert second.numbers() == {2}
    # Not one signature is missing between the two archives.
    last = max(log.counter for log in [*first.transactions, *first.events])
    rest = sorted(log.counter for log in [*second.transactions, *second.events])
    assert rest == list(range(last + 1, last + 1 + len(rest)))
    assert "deleteStoredData" in [log.event for log in second.events]


def test_open_transactions_are_not_deleted_away(tmp_path: Path) -> None:
    with closing(strict(tmp_path)) as tse:
        tse.set_up(TILL)
        begun = tse.start(TILL)
        exported(tse)
        with pytest.raises(SigningRefused, match="offen"):
            tse.delete_exported()
        tse.finish(TILL, begun.transaction, *RECEIPT)
        tse.delete_exported()
        assert [log.operation for log in exported(tse).transactions] == ["Finish"]


def test_thousands_of_receipts_signed_after_the_export_survive_the_deletion(tmp_path: Path) -> None:
    with closing(strict(tmp_path)) as tse:
        tse.set_up(TILL)
        tse.sign(TILL, *RECEIPT)
        exported(tse)
        later = [tse.sign(TILL, *RECEIPT) for _ in range(600)]
        tse.delete_exported()
        assert list(tse.finished_since(TILL, 1)) == later
        assert exported(tse).numbers() == {each.transaction for each in later}


@pytest.mark.parametrize("dies_at", ["before", "after"])
def test_a_deletion_that_is_cut_short_leaves_the_old_log_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dies_at: str
) -> None:
    secrets = MemorySecrets()
    with closing(strict(tmp_path, secrets=secrets)) as tse:
        tse.set_up(TILL)
        finished = [tse.sign(TILL, *RECEIPT) for _ in range(3)]
        exported(tse)
        replace = Path.replace

        def cut(self: Path, target: Path) -> Path:
            if dies_at == "after":
                replace(self, target)
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", cut)
            with pytest.raises(SigningError, match="nicht benutzbar"):
                tse.delete_exported()
        assert tse.sign(TILL, *RECEIPT).transaction == 4
    with closing(strict(tmp_path, secrets=secrets)) as tse:
        numbers = [each.transaction for each in tse.finished_since(TILL, 0)]
        assert numbers == ([4] if dies_at == "after" else [1, 2, 3, 4])
        assert tse.sign(TILL, *RECEIPT).counter > finished[-1].counter


def test_an_export_is_stopped_by_a_damaged_log_and_nothing_is_deleted(tmp_path: Path) -> None:
    secrets = MemorySecrets()
    with closing(strict(tmp_path, secrets=secrets)) as tse:
        tse.set_up(TILL)
        for _ in range(50):
            tse.sign(TILL, *RECEIPT)
    log = tmp_path / "log"
    sound = log.read_bytes()
    log.write_bytes(sound[:9000] + b"X" + sound[9001:])
    with closing(strict(tmp_path, secrets=secrets)) as tse:
        for action in (lambda: exported(tse), tse.delete_exported):
            with pytest.raises(SigningError):
                action()


def test_an_archive_of_a_device_is_what_its_maker_and_version_say(tmp_path: Path) -> None:
    with closing(strict(tmp_path)) as tse:
        tse.set_up(TILL)
        sink = io.BytesIO()
        tse.export(sink)
        assert (
            f'"description:","{DESCRIPTION}","manufacturer:","kasse","version:","2"'.encode()
            in sink.getvalue()
        )
        assert read_archive(sink.getvalue(), tse.info()).events


def test_care_of_a_device_that_was_never_set_up_says_so(tmp_path: Path) -> None:
    with closing(strict(tmp_path)) as tse:
        tries: tuple[Callable[[], object], ...] = (
            lambda: tse.register_client(TILL),
            lambda: tse.export(io.BytesIO()),
            tse.delete_exported,
            tse.disable,
            tse.set_time,
        )
        for care in tries:
            with pytest.raises(SigningError, match="noch nicht eingerichtet"):
                care()
