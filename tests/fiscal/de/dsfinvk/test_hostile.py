"""Whatever lies there instead of an export: the answer is a report or one German sentence, and memory stays small."""

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.fiscal.de.dsfinvk.check import UnreadableExportError, check_export
from kasse.fiscal.de.dsfinvk.checks import files as first_look
from kasse.fiscal.de.dsfinvk.checks import reading, receipt_checks, source, walk
from kasse.fiscal.de.dsfinvk.checks.values import Amounts
from kasse.fiscal.de.dsfinvk.tables import DTD, INDEX, TABLES
from tests.fiscal.de.dsfinvk.files import Change, Files, everywhere, told

NAMES = [INDEX, DTD, *(table.file for table in TABLES.values())]


def zipped(files: Files, **options: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.content.items():
            archive.writestr(name, content, **options)
    return packed.getvalue()


def refused(path: Path) -> str:
    with pytest.raises(UnreadableExportError) as refusal:
        check_export(path)
    return str(refusal.value)


# --- no export at all -------------------------------------------------------------------------------------


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert "gibt es nicht" in refused(tmp_path / "nichts")


@pytest.mark.parametrize("name", ["\0", "x" * 5000])
def test_a_name_that_cannot_be_one_is_refused(tmp_path: Path, name: str) -> None:
    refused(tmp_path / name)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert "kein Export" in refused(tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"PK\x05\x06" + bytes(18), bytes(100_000)])
def test_a_file_that_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "e.zip").write_bytes(content)
    refused(tmp_path / "e.zip")


def test_a_pipe_is_not_waited_for(files: Files, folder: Path) -> None:
    del files.content["pa.csv"]
    export = files.write(folder)
    os.mkfifo(export / "pa.csv")
    assert any("pa.csv: Diese Datei fehlt." in text for text in told(check_export(export)))


# --- archives ---------------------------------------------------------------------------------------------


def test_names_with_paths_lead_nowhere(files: Files, tmp_path: Path) -> None:
    packed = tmp_path / "e.zip"
    packed.write_bytes(zipped(files))
    with zipfile.ZipFile(packed, "a") as archive:
        for name in ("../../evil.csv", "/etc/passwd", "..\\vat.csv", "C:\\lines.csv", "a/../../b"):
            archive.writestr(name, "x")
    report = check_export(packed)
    assert report.errors == 0
    assert {(kind.name, kind.count) for kind in report.kinds} == {("foreign-file", 5)}
    assert [path.name for path in tmp_path.iterdir()] == ["e.zip"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_found(files: Files, tmp_path: Path) -> None:
    packed = tmp_path / "e.zip"
    packed.write_bytes(zipped(files))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("vat.csv", files.content["vat.csv"])
    assert [kind.name for kind in check_export(packed).kinds] == ["double-file"]


def test_a_damaged_member_is_told_and_the_rest_is_checked(files: Files, tmp_path: Path) -> None:
    content = bytearray(zipped(files))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = archive.getinfo("lines.csv")
    at = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
    content[at : at + 8] = bytes(8)
    packed = tmp_path / "e.zip"
    packed.write_bytes(content)
    report = check_export(packed)
    assert "unreadable" in {kind.name for kind in report.kinds}
    assert report.closings == 3


def test_an_encrypted_or_strangely_packed_member_is_told(files: Files, tmp_path: Path) -> None:
    for offset, value in ((8, 1), (10, 99)):
        content = bytearray(zipped(files))
        at = content.index(b"PK\x01\x02")
        content[at + offset] = value
        packed = tmp_path / "e.zip"
        packed.write_bytes(content)
        assert "unreadable" in {kind.name for kind in check_export(packed).kinds}


def test_a_cut_archive_is_refused(files: Files, tmp_path: Path) -> None:
    packed = tmp_path / "e.zip"
    whole = zipped(files)
    for size in (10, len(whole) // 2, len(whole) - 10):
        packed.write_bytes(whole[:size])
        refused(packed)


def test_an_archive_that_would_become_huge_is_refused(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "e.zip"
    files.content["lines.csv"] = bytes(10 << 20)
    packed.write_bytes(zipped(files))
    monkeypatch.setattr(source, "_BOMB_SIZE", 1 << 20)
    assert "übermäßig groß" in refused(packed)


def test_an_archive_with_very_many_members_is_refused_before_they_are_listed(
    files: Files, tmp_path: Path
) -> None:
    packed = tmp_path / "e.zip"
    content = bytearray(zipped(files))
    struct.pack_into("<L", content, content.rindex(b"PK\x05\x06") + 12, 3 << 20)
    packed.write_bytes(content)
    assert "zu viele Dateien" in refused(packed)


def test_a_folder_with_very_many_files_is_refused(
    files: Files, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_MOST_ENTRIES", 10)
    assert "zu viele Dateien" in refused(files.write(folder))


# --- files ------------------------------------------------------------------------------------------------


def content(name: str, data: bytes) -> Change:
    return lambda files: files.content.update({name: data})


HEADER = (";".join(TABLES["lines"].header) + "\r\n").encode()
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE DataSet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><DataSet>&d;</DataSet>"""
OUTSIDE = b'<!DOCTYPE DataSet [<!ENTITY x SYSTEM "file:///etc/passwd">]><DataSet>&x;</DataSet>'

STRANGE: list[tuple[str, str, Change]] = [
    ("not-read-on", "a line without an end", content("lines.csv", HEADER + b"x" * (9 << 20))),
    ("not-read-on", "zeros", content("lines.csv", bytes(9 << 20))),
    ("not-read-on", "lines that are no rows", content("lines.csv", HEADER + b"\r\n" * 5000)),
    ("not-read-on", "separators without end", content("lines.csv", b";" * (3 << 20))),
    ("csv", "a field without an end", content("lines.csv", HEADER + b'"' + b"x\r\n" * 200_000)),
    ("csv", "an open quotation mark", content("lines.csv", HEADER + b'"')),
    ("not-read-on", "another table", content("lines.csv", b"a,b,c\n1,2,3\n")),
    ("utf-8", "text in UTF-16", content("lines.csv", HEADER.decode().encode("utf-16"))),
    ("index-xml", "entities that blow up", content(INDEX, LAUGHS)),
    ("index-xml", "an entity from outside", content(INDEX, OUTSIDE)),
    ("index-xml", "a million tables", content(INDEX, b"<a>" + b"<Table/>" * 900_000 + b"</a>")),
    ("index-xml", "a very long index", content(INDEX, b" " * (9 << 20))),
    ("index-xml", "an empty index", content(INDEX, b"")),
    ("orphan-closing", "numbers that are none", everywhere("Z_NR", "1", "²")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "change"), [pytest.param(kind, change, id=what) for kind, what, change in STRANGE]
)
def test_strange_content_is_told(files: Files, folder: Path, kind: str, change: Change) -> None:
    change(files)
    report = check_export(files.write(folder))
    if kind != "orphan-closing":
        assert kind in {found.name for found in report.kinds}, told(report)


def test_strange_content_takes_little_memory(
    files: Files, folder: Path, peak: Callable[[Callable[[], None]], int]
) -> None:
    files.content["lines.csv"] = HEADER + b"1;2;3\r\n" * 900 + b'"' + b"x;\r\n" * (4 << 20)
    export = files.write(folder)

    def check() -> None:
        check_export(export)

    assert peak(check) < 40 << 20


def reversed_rows(*names: str) -> Change:
    def change(files: Files) -> None:
        for name in names:
            files.put(name, files.rows(name)[::-1])

    return change


def many(name: str) -> Change:
    return lambda files: files.put(name, files.rows(name)[:1] * 2500)


LIMITS: list[tuple[str, object, str, Change]] = [
    ("too-many-rows", walk, "MOST_OF_TABLE", many("vat.csv")),
    ("too-many-rows", walk, "MOST_OF_TABLE", many("lines.csv")),
    ("not-ordered", walk, "MOST_HELD", reversed_rows("lines.csv")),
    ("too-mixed", walk, "_MOST_PIECES", reversed_rows("vat.csv")),
    ("too-many-closings", first_look, "MOST_CLOSINGS", reversed_rows("vat.csv")),
    ("too-many-kinds", receipt_checks, "_MOST_KINDS", reversed_rows("vat.csv")),
    ("not-read-on", reading, "_BLOCKS_OF_ROW", content("lines.csv", HEADER + b'"\r\n";' * 400_000)),
]


@pytest.mark.parametrize(("kind", "module", "limit", "change"), LIMITS)
def test_where_a_limit_is_reached_it_is_told(
    files: Files,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    module: object,
    limit: str,
    change: Change,
) -> None:
    monkeypatch.setattr(module, limit, 1)
    change(files)
    report = check_export(files.write(folder))
    assert kind in {found.name for found in report.kinds}, told(report)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.sampled_from(NAMES), st.data())
def test_no_bytes_anywhere_break_the_check(
    files: Files, tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    whole = bytearray(files.content[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole)))
        size = data.draw(st.integers(0, 3))
        whole[at : at + size] = data.draw(
            st.one_of(st.binary(max_size=4), st.sampled_from([b";", b'"', b"\n", b"\r"]))
        )
    damaged = Files({**files.content, name: bytes(whole)})
    report = check_export(damaged.write(tmp_path_factory.mktemp("any") / "export"))
    assert all(text.isprintable() for text in told(report))


@given(st.one_of(st.text(), st.from_regex(r"-?[0-9]{1,30}[,.][0-9]{0,8}", fullmatch=True)))
def test_any_text_is_some_amount(text: str) -> None:
    assert isinstance(Amounts()[text], int)
