"""The Swissbit TSE at a till: order of the start, PINs, set-up that is cut short, errors, and what is remembered."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kasse.hardware.signing.swissbit.device import SwissbitTse
from kasse.hardware.signing.swissbit.errors import MEANINGS, failure
from kasse.hardware.signing.swissbit.values import WormError
from kasse.ports.signing import DeviceForm, SigningError, SigningRefused
from tests.contracts.signing import ORDER, OTHER_TILL, RECEIPT, TILL, signature_fits
from tests.hardware.signing.fakes.worm_api import ADMIN, TIME_ADMIN
from tests.hardware.signing.fakes.worm_api_bench import Stick

pytestmark = pytest.mark.usefixtures("quick_disk")

EXPORTS = {"worm_export_tar", "worm_export_tar_filtered_transaction"}


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path)


@pytest.fixture
def tse(stick: Stick) -> Iterator[SwissbitTse]:
    """Set up, and at work."""
    tse = stick.open()
    tse.set_up(TILL)
    yield tse
    tse.close()


def asked(stick: Stick) -> list[str]:
    """What the library was asked since the last time, without reading of what it has answered."""
    names = [
        name
        for name in stick.stick.asked
        if not name.startswith(("worm_info_", "worm_transaction_response_")) or name == "worm_info_read"
    ]
    stick.stick.asked.clear()
    return names


# Start, self test, time


def test_after_a_power_cut_it_is_made_ready_in_the_order_that_the_maker_asks_for(stick: Stick) -> None:
    first = stick.open()
    first.set_up(TILL)
    first.sign(TILL, *RECEIPT)
    first.close()
    stick.stick.power_cycle()
    asked(stick)
    second = stick.open()
    second.sign(TILL, *RECEIPT)
    steps = [name for name in asked(stick) if name != "worm_info_read"]
    assert steps == [
        "worm_init",
        "worm_tse_runSelfTest",
        "worm_user_login",
        "worm_tse_updateTime",
        "worm_user_logout",
        "worm_transaction_lastResponse",
        "worm_transaction_start",
        "worm_transaction_finish",
    ]
    second.sign(TILL, *RECEIPT)
    assert asked(stick) == ["worm_transaction_start", "worm_transaction_finish"]
    second.close()


def test_a_short_loss_of_power_costs_one_signature_at_most(stick: Stick, tse: SwissbitTse) -> None:
    before = tse.sign(TILL, *RECEIPT)
    stick.stick.power_fails_at = "worm_transaction_start"
    with pytest.raises(SigningError, match="ohne Strom") as caught:
        tse.sign(TILL, *RECEIPT)
    assert caught.value.code == "0x000d"
    assert not isinstance(caught.value, SigningRefused)
    after = tse.sign(TILL, *RECEIPT)
    assert after.transaction == before.transaction + 1
    assert tse.finished_since(TILL, 0) == (before, after)


def test_a_till_that_is_not_registered_does_not_stop_the_self_test(stick: Stick) -> None:
    first = stick.open()
    first.set_up(TILL)
    first.close()
    stick.stick.power_cycle()
    second = stick.open()
    with pytest.raises(SigningRefused, match="nicht angemeldet"):
        second.sign(OTHER_TILL, *RECEIPT)
    assert stick.stick.is_tested  # the registered till vouched for the machine
    assert second.sign(TILL, *RECEIPT).transaction == 1
    second.close()


def test_a_till_works_without_knowing_the_admins_pin(stick: Stick, tse: SwissbitTse) -> None:
    serial = tse.info().serial
    tse.close()
    stick.stick.power_cycle()
    stick.secrets.delete(f"swissbit/{serial}/admin_pin")
    again = stick.open()
    assert again.info().serial == serial  # asked for before any till says its name
    assert again.sign(TILL, *RECEIPT).transaction == 1
    assert again.status().clients == ()
    again.close()


def test_a_failed_self_test_is_told_with_what_to_do(stick: Stick, tse: SwissbitTse) -> None:
    stick.stick.self_test_code = 0x1310
    with pytest.raises(SigningError, match=r"Signaturchip.*neue TSE") as caught:
        tse.self_test(TILL)
    assert caught.value.code == "0x1310"
    with pytest.raises(SigningError):
        tse.sign(TILL, *RECEIPT)
    assert tse.status().self_test_passed is False


# Set-up and PINs


@pytest.mark.parametrize("step", ["puk", "admin", "time_admin"])
def test_a_set_up_that_was_cut_short_goes_on_with_the_same_pins(stick: Stick, step: str) -> None:
    stick.stick.set_up_breaks_after = step
    first = stick.open()
    with pytest.raises(SigningError):
        first.set_up(TILL)
    first.close()
    stick.stick.power_cycle()
    second = stick.open()
    second.set_up(TILL)
    assert second.sign(TILL, *RECEIPT).transaction == 1
    second.close()


def test_pins_are_chosen_by_chance_kept_as_secrets_and_are_not_the_makers(
    stick: Stick, tse: SwissbitTse
) -> None:
    serial = tse.info().serial
    kept = stick.secrets.values
    assert set(kept) == {f"swissbit/{serial}/{name}" for name in ("puk", "admin_pin", "time_admin_pin")}
    puk, pins = stick.stick.initial_credentials(b"SwissbitSwissbit")
    assert re.fullmatch(r"\d{6}", kept[f"swissbit/{serial}/puk"])
    assert stick.stick.puk.decode() == kept[f"swissbit/{serial}/puk"] != puk.decode()
    for user, name in ((ADMIN, "admin_pin"), (TIME_ADMIN, "time_admin_pin")):
        assert stick.stick.pins[user].decode() == kept[f"swissbit/{serial}/{name}"] != pins[user].decode()
        assert re.fullmatch(r"\d{5}", kept[f"swissbit/{serial}/{name}"])
    stored = b"".join(path.read_bytes() for path in stick.folder.rglob("*") if path.is_file())
    assert not any(value.encode() in stored for value in kept.values() if len(value) > 5)


def test_pins_that_somebody_typed_in_are_taken(stick: Stick) -> None:
    for name, value in (("puk", "111111"), ("admin_pin", "22222"), ("time_admin_pin", "33333")):
        stick.secrets.set(f"swissbit/{name}", value)
    tse = stick.open()
    tse.set_up(TILL)
    assert (stick.stick.puk, stick.stick.pins[ADMIN]) == (b"111111", b"22222")
    tse.close()


def test_without_a_key_store_nothing_is_set_up_that_nobody_could_open_again(stick: Stick) -> None:
    stick.secrets.is_locked = True
    tse = stick.open()
    with pytest.raises(SigningError, match="Schlüsselbund"):
        tse.set_up(TILL)
    assert stick.stick.changed == set()
    tse.close()


def test_a_wrong_pin_is_tried_once_only_so_that_nothing_locks_itself(stick: Stick, tse: SwissbitTse) -> None:
    serial = tse.info().serial
    right = stick.secrets.get(f"swissbit/{serial}/admin_pin")
    assert right is not None
    stick.secrets.set(f"swissbit/{serial}/admin_pin", "00000")
    with pytest.raises(SigningError, match="Verbleibende Versuche: 2") as caught:
        tse.register_client(OTHER_TILL)
    assert caught.value.code == "0x1100"
    for _ in range(5):
        with pytest.raises(SigningError, match="nicht noch einmal versucht") as again:
            tse.register_client(OTHER_TILL)
        assert "00000" not in str(again.value)
    assert stick.stick.retries[ADMIN] == 2
    stick.secrets.set(f"swissbit/{serial}/admin_pin", right)
    tse.register_client(OTHER_TILL)


def test_a_missing_pin_is_asked_for_in_the_settings(stick: Stick, tse: SwissbitTse) -> None:
    stick.secrets.values.clear()
    with pytest.raises(SigningError, match=r"„Admin-PIN“ der TSE.*Einstellungen"):
        tse.register_client(OTHER_TILL)
    stick.stick.power_cycle()
    with pytest.raises(SigningError, match="PIN des Zeit-Admins"):
        tse.set_time()


def test_the_pins_of_the_old_stick_outlive_the_new_one(stick: Stick, tse: SwissbitTse) -> None:
    old = dict(stick.secrets.values)
    stick.secrets.set("swissbit/admin_pin", "99999")  # typed in for another stick
    tse.register_client(OTHER_TILL)
    assert old.items() <= stick.secrets.values.items()


# Errors


def test_every_error_says_what_to_do_and_carries_its_number() -> None:
    for meaning in MEANINGS:
        error = failure(WormError(meaning.code))
        assert error.code == f"0x{meaning.code:04x}"
        assert isinstance(error, SigningRefused) == meaning.refused
        assert str(error)[0].isupper()
        assert str(error).endswith(".")
    assert len({meaning.code for meaning in MEANINGS}) == len({meaning.name for meaning in MEANINGS})
    assert failure(WormError(0x1099)).code == "0x1099"


@pytest.mark.parametrize(
    ("limit", "words", "code"),
    [
        ({"capacity_sectors": 0}, "Speicher der TSE ist voll", "0x1017"),
        ({"max_signatures": 0}, "alle ihre Signaturen", "0x100e"),
        ({"max_started": 0}, "offene Transaktionen", "0x1009"),
    ],
)
def test_a_device_at_its_limits_says_so(
    stick: Stick, tse: SwissbitTse, limit: dict[str, int], words: str, code: str
) -> None:
    for name, value in limit.items():
        setattr(stick.stick, name, value)
    with pytest.raises(SigningError, match=words) as caught:
        tse.sign(TILL, *RECEIPT)
    assert caught.value.code == code


def test_an_expired_certificate_ends_signing_and_not_exporting(stick: Stick, tse: SwissbitTse) -> None:
    finished = tse.sign(TILL, *RECEIPT)
    stick.pass_time(6 * 365 * 86_400)
    with pytest.raises(SigningError, match="Zertifikat der TSE ist abgelaufen") as caught:
        tse.sign(TILL, *RECEIPT)
    assert caught.value.code == "0x100a"
    sink = io.BytesIO()
    tse.export(sink)
    assert f"No-{finished.transaction}_Finish".encode() in sink.getvalue()


def test_a_stick_of_the_makers_developers_is_marked_as_a_test(stick: Stick) -> None:
    stick.stick.is_development = True
    stick.stick.form_factor = b"uSD"
    tse = stick.open()
    tse.set_up(TILL)
    info = tse.info()
    assert info.is_test
    assert info.form is DeviceForm.SD_CARD
    assert (info.maker, info.model, info.certification_id) == ("Swissbit", "TSE uSD", "BSI-K-TR-0362-2019")
    assert len(info.certificates) == 2
    tse.close()


# What is remembered


def restarted(stick: Stick, tse: SwissbitTse) -> SwissbitTse:
    """The program was killed and begins anew; nobody closed anything."""
    del tse
    stick.library.contexts.clear()
    stick.stick.power_cycle()
    asked(stick)
    return stick.open()


def test_a_start_of_the_program_needs_no_export(stick: Stick, tse: SwissbitTse) -> None:
    known = tse.sign(TILL, *RECEIPT)
    later = [tse.sign(TILL, *ORDER), tse.sign(TILL, *RECEIPT)]
    again = restarted(stick, tse)
    assert again.finished_since(TILL, known.transaction) == tuple(later)
    assert not EXPORTS & set(asked(stick))
    again.close()


@pytest.mark.parametrize("lost", ["start", "finish"])
def test_a_signature_lost_in_a_kill_is_recognised_by_the_last_response(
    stick: Stick, tse: SwissbitTse, lost: str
) -> None:
    known = tse.sign(TILL, *RECEIPT)
    if lost == "start":
        stick.lose_answers()
        with pytest.raises(SigningError, match="rechtzeitig"):
            tse.start(TILL)
    else:
        begun = tse.start(TILL)
        stick.lose_answers()
        with pytest.raises(SigningError, match="rechtzeitig"):
            tse.finish(TILL, begun.transaction, *ORDER)
    stick.mend()
    again = restarted(stick, tse)
    found = again.finished_since(TILL, known.transaction)
    if lost == "start":
        assert found == ()
        [left] = again.open_transactions(TILL)
        found = (again.finish(TILL, left, *ORDER),)
    assert not EXPORTS & set(asked(stick))
    assert [each.process_data for each in found] == [ORDER[1]]
    assert signature_fits(again.info(), found[0])
    again.close()


@pytest.mark.parametrize("firmware", [(1, 1, 0), (2, 0, 1)])
def test_what_the_till_forgot_is_read_from_the_device(tmp_path: Path, firmware: tuple[int, int, int]) -> None:
    stick = Stick(tmp_path, firmware)
    tse = stick.open()
    tse.set_up(TILL)
    tse.register_client(OTHER_TILL)
    finished = [tse.sign(TILL, *RECEIPT) for _ in range(3)]
    tse.sign(OTHER_TILL, *ORDER)
    begun = tse.start(TILL)
    for file in (tmp_path / "tse").iterdir():
        file.unlink()
    again = restarted(stick, tse)
    assert again.finished_since(TILL, finished[0].transaction) == tuple(finished[1:])
    assert EXPORTS & set(asked(stick))
    assert again.finished_since(TILL, finished[0].transaction) == tuple(finished[1:])
    assert not EXPORTS & set(asked(stick))  # once learned, known
    ended = again.finish(TILL, begun.transaction, *ORDER)
    assert ended.started == begun
    again.close()


def test_signatures_of_another_program_under_the_same_name_are_not_overlooked(
    stick: Stick, tse: SwissbitTse
) -> None:
    known = tse.sign(TILL, *RECEIPT)
    tse.close()
    strange = stick.stick.chip.start(TILL)
    stick.stick.chip.finish(TILL, strange.transaction, *("Kassenbeleg-V1", b"fremd"))
    again = restarted(stick, tse)
    [found] = again.finished_since(TILL, known.transaction)
    assert found.process_data == "fremd"
    assert signature_fits(again.info(), found)
    again.close()


# Export and deletion


def test_nothing_is_added_between_export_and_deletion(stick: Stick, tse: SwissbitTse) -> None:
    tse.sign(TILL, *RECEIPT)
    asked(stick)
    tse.export(io.BytesIO())
    tse.delete_exported()
    steps = [name for name in asked(stick) if name != "worm_info_read"]
    assert steps == [
        "worm_user_login",
        "worm_export_tar",
        "worm_export_deleteStoredData",
        "worm_user_logout",
    ]
    with pytest.raises(SigningRefused, match="vollständigen Export"):
        tse.delete_exported()


def test_the_admin_leaves_before_the_next_signature(stick: Stick, tse: SwissbitTse) -> None:
    tse.export(io.BytesIO())
    assert stick.stick.users == {ADMIN}
    tse.sign(TILL, *RECEIPT)
    assert stick.stick.users == set()
    with pytest.raises(SigningRefused, match="vollständigen Export"):
        tse.delete_exported()


def test_an_export_without_the_admin_pin_is_possible(stick: Stick, tse: SwissbitTse) -> None:
    finished = tse.sign(TILL, *RECEIPT)
    stick.secrets.values.clear()
    sink = io.BytesIO()
    tse.export(sink)
    assert f"No-{finished.transaction}_Finish".encode() in sink.getvalue()
    with pytest.raises(SigningError, match="Admin-PIN"):
        tse.delete_exported()


def test_a_full_disk_ends_an_export_and_harms_nothing(tse: SwissbitTse) -> None:
    finished = tse.sign(TILL, *RECEIPT)

    class Full(io.BytesIO):
        def write(self, data: object, /) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        tse.export(Full())
    with pytest.raises(SigningRefused):
        tse.delete_exported()
    assert tse.sign(TILL, *RECEIPT).transaction == finished.transaction + 1


# In the LAN


def lan(stick: Stick, **places: str) -> SwissbitTse:
    stick.places = {"lan_url": "http://127.0.0.1:10000", **places}
    return stick.open()


def test_a_lan_tse_is_found_by_the_beginning_of_its_serial_number(stick: Stick) -> None:
    serial = stick.stick.chip.serial
    stick.library.connected = [bytes([n]) * 32 for n in range(20)] + [serial]
    stick.secrets.set("swissbit/lan_token", "lan-token")
    tse = lan(stick, lan_serial=serial.hex()[:12].upper())
    tse.set_up(TILL)
    tse.register_client(OTHER_TILL)
    assert tse.sign(TILL, *RECEIPT).transaction == 1
    assert stick.library.selected == serial
    assert "worm_lantse_lock" in stick.stick.asked  # nobody else comes between login and logout
    assert stick.library.locks == 0
    tse.close()


def test_a_lan_tse_alone_needs_no_serial_number(stick: Stick) -> None:
    stick.secrets.set("swissbit/lan_token", "lan-token")
    tse = lan(stick)
    tse.set_up(TILL)
    assert tse.info().serial == stick.stick.chip.serial.hex()
    tse.close()


def test_which_of_several_tses_is_meant_has_to_be_said(stick: Stick) -> None:
    stick.library.connected.append(b"x" * 32)
    stick.secrets.set("swissbit/lan_token", "lan-token")
    for places in ({}, {"lan_serial": "ffff"}):
        with pytest.raises(SigningError, match=r"stecken 2 TSEs.*Seriennummer"):
            lan(stick, **places).status()


def test_the_token_of_a_lan_tse_is_needed_and_never_told(stick: Stick) -> None:
    with pytest.raises(SigningError, match="Token"):
        lan(stick).status()
    stick.secrets.set("swissbit/lan_token", "wrong-token-4711")
    with pytest.raises(SigningError, match="Zugangskennwort") as caught:
        lan(stick).status()
    assert caught.value.code == "0x0012"
    assert "4711" not in str(caught.value)
