"""Archives made to break a reader: they are told apart from real ones, and nothing else happens."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.findings import Verdict
from kasse.fiscal.de.log_message import tlv
from kasse.fiscal.de.tse_archive.check import ArchiveReport, check_archive
from kasse.fiscal.de.tse_archive.log import UnreadableLogError, read_log
from kasse.fiscal.de.tse_archive.tar import BLOCK, MOST_BYTES, ArchiveError
from tests.fiscal.de.tse_archive.device import Device, pack, unpack


def _sample() -> bytes:
    device = Device()
    device.sale()
    device.event("updateTime", tlv(0x81, b"\x6a\xe0\x00\x00"))
    device.audit(b"\x01")
    device.sale()
    return device.archive()


ARCHIVE = _sample()
LOG = next(content for name, content in unpack(ARCHIVE).items() if "Finish" in name)


def check(archive: bytes) -> ArchiveReport:
    return check_archive(io.BytesIO(archive))


def member(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0, **more: str) -> bytes:
    """The header of a member alone."""
    header = tarfile.TarInfo(name)
    header.type, header.size = kind, size
    header.linkname = more.get("linkname", "")
    return header.tobuf(tarfile.GNU_FORMAT)


def extra(kind: bytes, content: bytes) -> bytes:
    return member("extra", kind, len(content)) + content + bytes(-len(content) % BLOCK)


def pax(key: str, value: str) -> bytes:
    record = f" {key}={value}\n"
    length = len(record) + len(str(len(record)))
    while len(str(length)) + len(record) != length:
        length += 1
    return extra(tarfile.XHDTYPE, f"{length}{record}".encode())


# --- whatever the bytes are -------------------------------------------------------------------------------


@given(st.binary(max_size=3_000))
def test_bytes_that_are_no_archive_are_refused_or_reported(content: bytes) -> None:
    try:
        report = check(content)
    except ArchiveError:
        return
    assert report.verdict is not Verdict.VALID


@given(st.lists(st.tuples(st.integers(0, len(ARCHIVE) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_an_archive_with_any_bytes_changed_is_read_to_its_end(changes: list[tuple[int, int]]) -> None:
    content = bytearray(ARCHIVE)
    for place, byte in changes:
        content[place] = byte
    try:
        check(bytes(content))
    except ArchiveError:
        assert content[257:262] != b"ustar"


@given(st.integers(0, len(ARCHIVE) - 1))
def test_an_archive_that_breaks_off_anywhere_is_never_valid(size: int) -> None:
    end = len(ARCHIVE) - 2 * BLOCK
    try:
        report = check(ARCHIVE[:size])
    except ArchiveError:
        assert size < BLOCK
        return
    if size < end + BLOCK:
        assert report.verdict is Verdict.WRONG


@given(st.lists(st.integers(0, len(ARCHIVE) // BLOCK - 3), max_size=60))
def test_blocks_in_any_order_are_read_to_their_end(order: list[int]) -> None:
    blocks = [ARCHIVE[i * BLOCK : (i + 1) * BLOCK] for i in order]
    try:
        check(b"".join(blocks) + bytes(2 * BLOCK))
    except ArchiveError:
        assert blocks[0][257:262] != b"ustar"


@given(
    st.lists(st.tuples(st.integers(0, len(LOG) - 1), st.integers(0, 255)), max_size=8),
    st.integers(0, len(LOG)),
)
def test_a_log_message_with_any_bytes_changed_is_read_or_refused(
    changes: list[tuple[int, int]], size: int
) -> None:
    content = bytearray(LOG)
    for place, byte in changes:
        content[place] = byte
    for each in (bytes(content), bytes(content[:size])):
        try:
            read_log(each)
        except UnreadableLogError:
            continue


@given(
    st.recursive(
        st.binary(max_size=20), lambda inner: st.lists(inner, max_size=5).map(b"".join), max_leaves=20
    )
)
def test_der_of_any_shape_is_read_or_refused(content: bytes) -> None:
    for tag in (0x30, 0x80, 0xA0, 0x04, 0x24):
        for wrapped in (tlv(tag, content), bytes((tag | 0x20, 0x80)) + content + b"\0\0"):
            with pytest.raises(UnreadableLogError):
                read_log(tlv(0x30, wrapped))


def test_depth_without_end_is_refused() -> None:
    for opening in (b"\xa2\x80", b"\x30\x80", b"\x24\x80"):
        with pytest.raises(UnreadableLogError):
            read_log(opening * 400_000)
        with pytest.raises(UnreadableLogError):
            read_log(tlv(0x30, opening * 100_000 + b"\0\0" * 100_000))


# --- other things than a TAR ------------------------------------------------------------------------------


def _zip() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as file:
        file.writestr("export.tar", ARCHIVE)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (_zip(), "eine ZIP-Datei"),
        (gzip.compress(ARCHIVE), "mit gzip gepackt"),
        (bz2.compress(ARCHIVE), "mit bzip2 gepackt"),
        (lzma.compress(ARCHIVE), "mit xz gepackt"),
        (b"%PDF-1.7" + bytes(600), "ein PDF"),
        (b"Hallo", "kein TAR-Archiv"),
        (b"", "leer"),
    ],
)
def test_what_is_no_tar_is_named(content: bytes, words: str) -> None:
    with pytest.raises(ArchiveError, match=words):
        check(content)


# --- tricks of archives -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (tarfile.SYMTYPE, "ein Verweis"),
        (tarfile.LNKTYPE, "ein Verweis"),
        (tarfile.CHRTYPE, "ein Gerät"),
        (tarfile.BLKTYPE, "ein Gerät"),
        (tarfile.FIFOTYPE, "ein Gerät"),
        (tarfile.DIRTYPE, "ein Ordner"),
        (tarfile.GNUTYPE_SPARSE, "keine gewöhnliche Datei"),
        (b"Z", "keine gewöhnliche Datei"),
    ],
)
def test_links_devices_and_folders_are_told_and_not_followed(kind: bytes, words: str) -> None:
    report = check(member("Unixt_1_Sig-1_Log-Aud.log", kind, linkname="/etc/passwd") + ARCHIVE)
    assert report.verdict is Verdict.WRONG
    assert words in report.wrong.shown[0]
    assert report.messages == 6


def test_reading_writes_nothing_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = check(pack([("../escaped.log", LOG), (f"{tmp_path}/absolute.log", LOG), ("a/b/c.log", LOG)]))
    assert report.verdict is Verdict.WRONG
    assert list(tmp_path.parent.glob("escaped*")) == list(tmp_path.iterdir()) == []


def test_a_file_that_claims_to_be_huge_is_passed_over_or_breaks_off() -> None:
    claimed = member("big.log", size=8_000_000_000)
    assert any("bricht ab" in sentence for sentence in check(claimed + ARCHIVE).wrong.shown)
    real = member("big.log", size=MOST_BYTES + 1) + bytes(MOST_BYTES + BLOCK)
    report = check(real + ARCHIVE)
    assert any("größer, als eine Datei einer TSE sein kann" in sentence for sentence in report.wrong.shown)
    assert report.messages == 6


def test_a_size_below_zero_is_damage() -> None:
    header = bytearray(member("x.log"))
    header[124:136] = b"\xff" * 12
    header[148:156] = b" " * 8
    header[148:156] = f"{sum(header):06o}\0 ".encode()
    report = check(bytes(header) + ARCHIVE)
    assert "Das Archiv ist von Byte 0 bis 512 beschädigt." in report.wrong.shown
    assert report.messages == 6


def test_one_damaged_header_does_not_hide_the_files_after_it() -> None:
    content = bytearray(ARCHIVE)
    content[2 * BLOCK + 10] ^= 1  # in the name of the first log message, whose checksum then fails
    report = check(bytes(content))
    assert report.messages == 5
    assert any("beschädigt" in sentence for sentence in report.wrong.shown)


def test_files_behind_the_end_are_told_and_checked_all_the_same() -> None:
    device = Device()
    device.sale()
    report = check(ARCHIVE + device.archive())
    assert "Hinter dem Ende des Archivs stehen noch weitere Dateien." in report.wrong.shown
    assert "info.csv liegt zweimal im Archiv." in report.wrong.shown
    assert len(report.devices) == 2


def test_two_files_of_one_name_are_both_read() -> None:
    name = next(name for name in unpack(ARCHIVE) if "Finish" in name)
    report = check(pack([(name, LOG), (name, LOG)]))
    assert any("kommt zweimal vor" in sentence for sentence in report.wrong.shown)


def test_long_names_come_from_either_kind_of_extra_header() -> None:
    name = "Unixt_1_Sig-1_Log-Aud" + "x" * 200 + ".log"
    gnu = extra(tarfile.GNUTYPE_LONGNAME, name.encode() + b"\0")
    for head in (gnu, pax("path", name), pax("mtime", "1.5") + pax("path", name), gnu + pax("comment", "x")):
        report = check(head + member("short") + ARCHIVE)
        assert any("Sig-1_Log-Audxxx" in sentence for sentence in report.wrong.shown)


def test_a_size_in_an_extra_header_counts() -> None:
    size = len(LOG)
    padded = LOG + bytes(-size % BLOCK)
    assert check(pax("size", str(size)) + member("x.log") + padded + ARCHIVE).messages == 7
    assert any("bricht ab" in s for s in check(pax("size", "9" * 19) + member("x.log") + ARCHIVE).wrong.shown)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (extra(tarfile.XHDTYPE, b"nonsense"), "nicht lesbar"),
        (extra(tarfile.XHDTYPE, b"0 path=x\n"), "nicht lesbar"),
        (extra(tarfile.XHDTYPE, b"99 path=x\n"), "nicht lesbar"),
        (extra(tarfile.XHDTYPE, bytes(1) + b"x"), ""),
        (extra(tarfile.XGLTYPE, b"nonsense"), ""),
        (member("x", tarfile.XHDTYPE, 1 << 17) + bytes(1 << 17), "zu groß"),
        (member("x", tarfile.XHDTYPE, 1 << 15), "bricht in einem Zusatz"),
    ],
)
def test_extra_headers_without_sense_are_told(head: bytes, words: str) -> None:
    tail = b"" if words.startswith("bricht") else ARCHIVE
    report = check(head + tail)
    assert words in " ".join(report.wrong.shown)


def test_extra_headers_one_after_the_other_do_not_pile_up() -> None:
    assert check(pax("comment", "x") * 20_000 + ARCHIVE).verdict is Verdict.VALID


# --- memory -----------------------------------------------------------------------------------------------


class Endless(io.RawIOBase):
    """An archive of very many files that nobody has to hold in memory."""

    def __init__(self, count: int, log: bytes) -> None:
        self._one = member("x.log", size=len(log)) + log + bytes(-len(log) % BLOCK)
        self._size = count * len(self._one)
        self._at = 0

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        place = self._at % len(self._one)
        part = self._one[place : place + min(len(buffer), self._size - self._at)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)


def test_memory_does_not_grow_with_the_archive() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        report = check_archive(io.BufferedReader(Endless(count, LOG)))  # type: ignore[type-var]
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert report.finishes == count
        return top

    peak(10)  # what is made once, once
    assert peak(4_000) < peak(2_000) + 100_000


def test_a_thousand_devices_are_enough() -> None:
    place = LOG.index(tlv(0x04, Device().serial)[:2])
    strangers = (LOG[: place + 2] + struct.pack(">I", n) + LOG[place + 6 :] for n in range(1_200))
    report = check(pack((f"{n}.log", log) for n, log in enumerate(strangers)))
    assert len(report.devices) == 1_000
    assert any("200 Protokolle der übrigen" in sentence for sentence in report.unknown.shown)
