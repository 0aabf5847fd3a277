import errno
import os
from pathlib import Path

import pytest

from kasse.hardware.transports.device_file import write_all
from kasse.ports.printing import DeviceError


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (errno.ENOENT, "angesteckt"),
        (errno.ENXIO, "eingeschaltet"),
        (errno.EACCES, "Gruppe „lp“"),
        (errno.EBUSY, "anderen Programm"),
        (errno.EIO, "lässt sich nicht öffnen"),
    ],
)
def test_why_a_device_cannot_be_opened_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, cause: int, words: str
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(cause, os.strerror(cause))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(DeviceError, match=words) as report:
        write_all(Path("/dev/usb/lp0"), b"x", seconds=1)
    assert not report.value.begun


def test_a_system_without_device_files_says_what_to_do_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_NONBLOCK")
    with pytest.raises(DeviceError, match="Netzwerk"):
        write_all(Path("LPT1"), b"x", seconds=1)


def test_a_device_that_breaks_off_midway_is_reported_as_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "lp0"
    target.touch()
    taken = iter([4])

    def write(_: int, __: bytes) -> int:
        for count in taken:
            return count
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(DeviceError, match="abgebrochen") as report:
        write_all(target, b"12345678", seconds=1)
    assert report.value.begun


def test_every_byte_arrives(tmp_path: Path) -> None:
    target = tmp_path / "lp0"
    target.touch()
    write_all(target, bytes(range(256)) * 1000, seconds=5)
    assert target.read_bytes() == bytes(range(256)) * 1000
