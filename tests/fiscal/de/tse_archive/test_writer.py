"""An export as we write it: any TAR program reads it, and its names say what is inside."""

import io

import pytest

from kasse.fiscal.de.log_message import START
from kasse.fiscal.de.tse_archive.log import UnreadableLogError
from kasse.fiscal.de.tse_archive.writer import TarWriter
from tests.fiscal.de.tse_archive.device import NOW, Device, unpack


def test_any_tar_program_finds_the_files_under_the_names_of_the_law() -> None:
    device = Device()
    device.sale()
    device.event("updateTime", bytes.fromhex("8104 6af00000 8204 6af00001"))
    device.audit(b"\x01\x02")
    found = unpack(device.archive())
    seconds = int(NOW.timestamp())
    assert list(found) == [
        "info.csv",
        f"Unixt_{seconds + 1}_Sig-1_Log-Tra_No-1_Start_Client-KASSE-1.log",
        f"Unixt_{seconds + 2}_Sig-2_Log-Tra_No-1_Finish_Client-KASSE-1.log",
        f"Unixt_{seconds + 3}_Sig-3_Log-Sys_updateTime.log",
        f"Unixt_{seconds + 4}_Sig-4_Log-Aud.log",
        f"{device.serial.hex()}_X509.cer",
        *[name for name in found if name.endswith("_X509.cer") and device.serial.hex() not in name],
    ]
    assert list(found.values())[1:5] == device.logs
    assert found[f"{device.serial.hex()}_X509.cer"] == device.certificate
    assert found["info.csv"].startswith(b'"description:","Probe","manufacturer:","Probe GmbH"')


@pytest.mark.parametrize(
    ("time_format", "begins"),
    [
        ("utcTime", "Utc_261121180001Z_"),
        ("generalizedTime", "Gent_20261121180001Z_"),
        ("generalizedTimeWithMilliseconds", "Gent_20261121180001.000Z_"),
    ],
)
def test_a_name_begins_with_the_time_as_it_was_signed(time_format: str, begins: str) -> None:
    device = Device(time_format=time_format)
    device.sale()
    assert list(unpack(device.archive()))[1].startswith(begins)


def test_an_archive_is_plain_ustar_and_ends_with_two_blocks_of_zeros() -> None:
    archive = Device().archive()
    assert archive[257:265] == b"ustar\x0000"
    assert archive.endswith(bytes(1024))
    assert len(archive) % 512 == 0


def test_the_same_export_at_the_same_time_is_the_same_archive() -> None:
    device = Device()
    device.sale()
    assert device.archive() == device.archive()


def test_a_name_beyond_a_hundred_characters_keeps_every_one_of_them() -> None:
    device = Device(client="ERS 8cb8e2de-4052-481b-945b-118022951944")
    device.counter, device.transaction = 4_000_000_000, 4_000_000_000
    device.sale()
    names = list(unpack(device.archive()))
    assert max(map(len, names)) > 100
    assert names[1].endswith("_Client-ERS 8cb8e2de-4052-481b-945b-118022951944.log")


def test_two_devices_in_one_archive_never_share_a_name() -> None:
    one, other = Device(), Device()
    one.sale()
    other.sale()
    names = list(unpack(one.archive(logs=[*one.logs, *other.logs])))
    assert len(set(names)) == 7
    assert names[3] == names[1].replace(".log", "_Fc-1.log")


def test_what_is_no_log_message_or_out_of_order_never_gets_into_an_archive() -> None:
    writer = TarWriter(io.BytesIO(), at=NOW)
    device = Device()
    device.sale()
    with pytest.raises(UnreadableLogError):
        writer.add_log(b"\x30\x03abc")
    writer.add_log(device.logs[1])
    with pytest.raises(ValueError, match="signature counter 1 after 2"):
        writer.add_log(device.logs[0])
    with pytest.raises(ValueError, match="certificate"):
        writer.add_certificate(b"nothing of the kind")
    with pytest.raises(ValueError, match="name of a file"):
        writer.add_log(device.message(START, 7, client_id="../../etc"))
