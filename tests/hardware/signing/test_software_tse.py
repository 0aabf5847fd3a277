"""The software TSE: a real signing device for tests, demonstrations and training."""

import base64
import errno
import gc
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from kasse.hardware.secrets.memory_secrets import MemorySecrets
from kasse.hardware.signing import log_file
from kasse.hardware.signing.log_file import LogFile
from kasse.hardware.signing.software_tse import SoftwareTse
from kasse.hardware.signing.tse_key import ALGORITHMS, P256_SHA256
from kasse.ports.signing import SigningDevice, SigningError, SigningRefused, Tse
from tests.contracts.signing import ORDER, RECEIPT, TILL, SigningBench, SigningContract, signature_fits
from tests.contracts.tse import Limits, TseContract, TseFactory
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.switches import Switches


class Factory:
    """A software TSE as strict as a certified one, in a folder."""

    limits = Limits()

    def __init__(self, folder: Path, algorithm: str = P256_SHA256) -> None:
        self.clock = Clock()
        self.secrets = MemorySecrets()
        self.switches = Switches()
        self._folder = folder
        self._algorithm = algorithm

    def open(self) -> Tse:
        tse = SoftwareTse(
            self._folder,
            now=self.clock,
            secrets=self.secrets,
            algorithm=self._algorithm,
            by_itself=False,
        )
        return self.switches.behind(tse)

    def pass_time(self, seconds: int) -> None:
        self.clock.move(seconds)


class TestSoftwareTse(TseContract):
    @pytest.fixture(params=ALGORITHMS)
    def factory(self, tmp_path: Path, request: pytest.FixtureRequest) -> TseFactory:
        return Factory(tmp_path, request.param)


class TestSoftwareTseInUseWithoutSetUp(SigningContract):
    """As it is for whoever only wants to try the till."""

    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[SigningBench[SigningDevice]]:
        bench = SigningBench[SigningDevice](open_tse(tmp_path), lambda: bench.device)

        def restart() -> SigningDevice:
            bench.device.close()
            bench.device = open_tse(tmp_path)
            return bench.device

        bench.restart = restart
        yield bench
        bench.device.close()


@pytest.fixture
def no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "_sync", lambda _descriptor: None)


def open_tse(folder: Path, clock: Clock | None = None) -> SoftwareTse:
    return SoftwareTse(folder, now=clock or Clock())


def test_everybody_can_see_that_it_is_no_certified_device(tmp_path: Path) -> None:
    with closing(open_tse(tmp_path)) as tse:
        info = tse.info()
        assert info.is_test
        assert "TEST" in info.description
        certificate = x509.load_der_x509_certificate(base64.b64decode(info.certificates[0]))
        certificate.verify_directly_issued_by(certificate)
        assert info.serial in certificate.subject.rfc4514_string()


def test_only_the_owner_can_read_the_key(tmp_path: Path) -> None:
    open_tse(tmp_path / "tse").close()
    if os.name == "nt":
        return  # there the folder of the user carries the rights
    assert stat.S_IMODE((tmp_path / "tse" / "key.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "tse").stat().st_mode) == 0o700


def test_its_time_never_runs_backwards(tmp_path: Path) -> None:
    clock = Clock()
    with closing(open_tse(tmp_path, clock)) as tse:
        first = tse.sign(TILL, *RECEIPT)
        clock.move(-3600)
        second = tse.sign(TILL, *RECEIPT)
    with closing(open_tse(tmp_path, clock)) as tse:
        third = tse.sign(TILL, *RECEIPT)
        clock.move(3605)
        fourth = tse.sign(TILL, *RECEIPT)
    assert first.log_time == second.log_time == third.log_time
    assert (fourth.log_time - first.log_time).total_seconds() == 5


def test_two_programs_never_use_one_tse(tmp_path: Path) -> None:
    attempt = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from kasse.hardware.signing.software_tse import SoftwareTse\n"
        "from kasse.ports.signing import SigningError\n"
        "try:\n    SoftwareTse(Path(sys.argv[1]), now=lambda: datetime.now(UTC))\n"
        "except SigningError as error:\n    print(error)\n"
    )
    with closing(open_tse(tmp_path)) as tse:
        with pytest.raises(SigningError, match="wird schon benutzt"):
            open_tse(tmp_path)
        said = subprocess.run(
            [sys.executable, "-c", attempt, str(tmp_path)], capture_output=True, check=True, timeout=60
        )
        assert "Bitte das andere kasse-Programm" in said.stdout.decode()
        assert tse.sign(TILL, *RECEIPT).transaction == 1
    open_tse(tmp_path).close()


CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kasse.hardware.signing.software_tse import SoftwareTse
tse = SoftwareTse(Path(sys.argv[1]), now=lambda: datetime.now(UTC))
tse.start("KASSE-1")
while True:
    finished = tse.sign("KASSE-1", "Kassenbeleg-V1", "Beleg^1.00_0.00_0.00_0.00_0.00^1.00:Bar")
    print(finished.transaction, finished.counter, finished.signature, flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 40])
def test_a_killed_program_loses_nothing_that_was_signed(tmp_path: Path, after: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        told = [child.stdout.readline().split() for _ in range(after)]
        child.kill()
        told += [line.split() for line in child.stdout if line.endswith("\n")]
    with closing(open_tse(tmp_path)) as tse:
        found = tse.finished_since(TILL, 0)
        known = [[str(f.transaction), str(f.counter), f.signature] for f in found]
        assert known[: len(told)] == told
        assert len(known) - len(told) <= 1
        assert all(signature_fits(tse.info(), finished) for finished in found)
        assert tse.open_transactions(TILL) == (1,)
        assert tse.sign(TILL, *RECEIPT).transaction == found[-1].transaction + 1
        assert tse.sign(TILL, *RECEIPT).counter > found[-1].counter + 2


@pytest.fixture(scope="module")
def power_cuts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, list[int], bytes]:
    """A folder, its log with set-up and a few transactions, and where each frame ended."""
    folder = tmp_path_factory.mktemp("tse")
    with closing(open_tse(folder)) as tse:
        tse.sign(TILL, *RECEIPT)
        tse.start(TILL)
        tse.sign(TILL, *ORDER)
        tse.finish(TILL, 2, *RECEIPT)
    log = LogFile(folder / "log")
    ends = [0]
    for body in log.forwards(0, log.end):
        ends.append(ends[-1] + log.frame_size(body))
    log.close()
    return folder, (folder / "log").read_bytes(), ends, (folder / "pins.json").read_bytes()


def signed_in(folder: Path, pins: bytes, log: bytes) -> list[int]:
    """The transactions that a device with this log has finished; it works on and signs no number twice."""
    (folder / "log").write_bytes(log)
    (folder / "pins.json").write_bytes(pins)
    with closing(open_tse(folder)) as tse:
        found = [finished.transaction for finished in tse.finished_since(TILL, 0)]
        begun = [*found, *tse.open_transactions(TILL)]
        assert tse.sign(TILL, *RECEIPT).transaction == max(begun, default=0) + 1
        assert all(signature_fits(tse.info(), finished) for finished in tse.finished_since(TILL, 0))
    return found


@given(data=st.data())
def test_a_power_cut_takes_only_what_was_not_acknowledged(
    power_cuts: tuple[Path, bytes, list[int], bytes], data: st.DataObject
) -> None:
    folder, whole, ends, pins = power_cuts
    acknowledged = data.draw(st.integers(0, len(ends) - 2))
    begin, end = ends[acknowledged : acknowledged + 2]
    torn = whole[begin : data.draw(st.integers(begin, end))]
    if data.draw(st.booleans()):
        torn = torn[: len(torn) // 2] + bytes(
            len(torn) - len(torn) // 2
        )  # blocks that never reached the disk
    ahead = bytes(data.draw(st.sampled_from([0, 1, 4096, log_file.AHEAD])))  # zeros that were written before
    arrived = end if torn == whole[begin:end] else begin
    assert signed_in(folder, pins, whole[:begin] + torn + ahead) == signed_in(folder, pins, whole[:arrived])


def test_a_log_that_was_damaged_later_is_refused_with_advice(tmp_path: Path, no_sync: None) -> None:
    with closing(open_tse(tmp_path)) as tse:
        for _ in range(300):
            tse.sign(TILL, *RECEIPT)
    log = tmp_path / "log"
    sound = log.read_bytes()
    another = b"Y" if sound[3000:3001] == b"X" else b"X"
    log.write_bytes(sound[:3000] + another + sound[3001:])
    with closing(open_tse(tmp_path)) as tse, pytest.raises(SigningError, match="Sicherung"):
        tse.finished_since(TILL, 0)
    log.write_bytes(sound[:3000] + b"X" * 200_000)
    with pytest.raises(SigningError, match="Sicherung"):
        open_tse(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"nonsense", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_damaged_key_is_refused(tmp_path: Path, content: bytes) -> None:
    open_tse(tmp_path).close()
    (tmp_path / "key.pem").write_bytes(content)
    with pytest.raises(SigningError, match=r"key\.pem"):
        open_tse(tmp_path)


def test_a_missing_key_is_never_replaced_behind_the_back(tmp_path: Path) -> None:
    with closing(open_tse(tmp_path)) as tse:
        tse.sign(TILL, *RECEIPT)
    key = (tmp_path / "key.pem").read_bytes()
    (tmp_path / "key.pem").unlink()
    with pytest.raises(SigningError, match="fehlt der Schlüssel"):
        open_tse(tmp_path)
    (tmp_path / "key.pem").write_bytes(key)
    (tmp_path / "certificate.pem").unlink()
    with closing(open_tse(tmp_path)) as tse:
        assert tse.sign(TILL, *RECEIPT).transaction == 2


def test_a_full_disk_is_reported_and_nothing_is_numbered_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_tse(tmp_path)) as tse:
        first = tse.sign(TILL, *RECEIPT)
        write = os.write

        def half(descriptor: int, data: memoryview) -> int:
            write(descriptor, data[:100])
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, "write", half)
            with pytest.raises(SigningError, match="Speicherplatz"):
                tse.sign(TILL, *RECEIPT)
        again = tse.sign(TILL, *ORDER)
        assert (again.transaction, again.counter) == (first.transaction + 1, first.counter + 2)
        assert tse.finished_since(TILL, 0) == (first, again)


def test_what_reached_the_disk_before_an_error_counts_as_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with closing(open_tse(tmp_path)) as tse:
        first = tse.sign(TILL, *RECEIPT)
        with monkeypatch.context() as patch:
            patch.setattr(log_file, "_sync", broken)
            with pytest.raises(SigningError, match="Datenträger"):
                tse.sign(TILL, *RECEIPT)
        assert [f.transaction for f in tse.finished_since(TILL, first.transaction)] == [2]
        assert tse.sign(TILL, *RECEIPT).transaction == 3


def test_a_folder_that_cannot_be_used_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(SigningError, match="nicht benutzbar"):
        open_tse(tmp_path / "file" / "tse")


def test_too_much_is_refused_and_does_no_harm(tmp_path: Path, no_sync: None) -> None:
    with closing(open_tse(tmp_path)) as tse:
        with pytest.raises(SigningRefused, match="zu lang"):
            tse.sign(TILL, "SonstigerVorgang", "x" * 70_000)
        for _ in range(512):
            tse.start(TILL)
        with pytest.raises(SigningRefused, match="512"):
            tse.start(TILL)
        assert len(tse.open_transactions(TILL)) == 512
    with closing(open_tse(tmp_path)) as tse:
        tse.finish(TILL, 512, *RECEIPT)
        assert len(tse.open_transactions(TILL)) == 511


def test_a_large_log_is_read_from_its_end_only(
    tmp_path: Path, no_sync: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_tse(tmp_path)) as tse:
        for _ in range(400):
            tse.sign(TILL, *RECEIPT)
    count = 0
    read = os.read

    def counted(descriptor: int, size: int) -> bytes:
        nonlocal count
        data = read(descriptor, size)
        count += len(data)
        return data

    monkeypatch.setattr(os, "read", counted)
    with closing(open_tse(tmp_path)) as tse:
        assert [f.transaction for f in tse.finished_since(TILL, 398)] == [399, 400]
    assert count < 6_000


def test_memory_stays_flat_over_thousands_of_receipts(tmp_path: Path, no_sync: None) -> None:
    with closing(open_tse(tmp_path)) as tse:
        tse.sign(TILL, *RECEIPT)
        gc.collect()
        before = len(gc.get_objects())
        for _ in range(3_000):
            tse.sign(TILL, *RECEIPT)
        gc.collect()
        assert len(gc.get_objects()) - before < 100
