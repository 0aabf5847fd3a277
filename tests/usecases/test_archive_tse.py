"""What the TSE signed is archived at each closing, checked, kept with its hash, and proved later."""

import hashlib
import io
from pathlib import Path
from typing import BinaryIO

import pytest

from kasse.fiscal.de.tse_archive.verdict import archive_verdict
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind, BooksError, RecordKind
from kasse.ports.outbox import JobKind
from kasse.ports.signing import ExportCancelled, ExportRange, Progress, SigningError, SigningRefused
from kasse.usecases.archive_tse import (
    FOLDER,
    ArchiveFailed,
    archive_problems,
    archives,
    copy_archive,
    take_archive,
)
from kasse.usecases.close_day import ARCHIVE_LANE, close_day
from tests.contracts.tse import read_archive
from tests.store.house import BEER, Desk
from tests.usecases.device_bench import all_archives, archive, change, tse
from tests.usecases.test_outage import no_room_for


def sell(desk: Desk, times: int = 1) -> None:
    for table in range(1, times + 1):
        desk.order(BEER, table=table)
        desk.pay(table)


def place(desk: Desk) -> Path:
    return desk.folder / FOLDER


def transactions(desk: Desk, name: str, *, is_selection: bool) -> set[int]:
    """The numbers in a stored archive, every signature of it checked."""
    content = (place(desk) / name).read_bytes()
    return read_archive(content, tse(desk).info(), is_selection=is_selection).numbers()


# --- taking --------------------------------------------------------------------------------------------------


def test_archives_follow_each_other_without_a_gap(desk: Desk) -> None:
    found: list[set[int]] = []
    for day in range(1, 4):
        sell(desk, day)
        taken = archive(desk)
        assert taken is not None
        assert taken.verdict == "valid"
        assert taken.whole == (day == 1)
        found.append(transactions(desk, taken.file, is_selection=not taken.whole))
    together = sorted(number for numbers in found for number in numbers)
    assert together == list(range(1, desk.books.last_transaction(tse(desk).info().serial) + 1))


def test_what_is_kept_says_what_it_is(desk: Desk) -> None:
    sell(desk)
    taken = archive(desk)
    assert taken is not None
    assert taken == next(archives(desk.books))
    content = (place(desk) / taken.file).read_bytes()
    assert (taken.bytes, taken.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert taken.serial == tse(desk).info().serial
    assert archive_verdict(place(desk) / taken.file, False).messages == taken.messages
    assert [path.name for path in place(desk).iterdir()] == [taken.file]


def test_nothing_new_makes_no_archive(desk: Desk) -> None:
    sell(desk)
    assert archive(desk) is not None
    assert archive(desk) is None
    assert archive(desk, whole=True) is not None


def test_after_a_change_of_tse_the_new_one_begins_with_a_whole_archive(desk: Desk) -> None:
    sell(desk)
    change(desk)
    sell(desk)
    new = archive(desk)
    assert new is not None
    assert new.whole
    assert {a.serial for a in all_archives(desk)} == {new.serial, all_archives(desk)[-1].serial}


def test_what_was_open_in_one_archive_is_in_the_next_again(desk: Desk) -> None:
    till = desk.till.terminal.serial
    sell(desk)
    assert archive(desk) is not None
    begun = tse(desk).start(till)
    sell(desk)
    second = archive(desk)
    assert second is not None
    assert second.open_transactions == 1
    tse(desk).finish(till, begun.transaction, "Kassenbeleg-V1", "AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^")
    sell(desk)
    third = archive(desk)
    assert third is not None
    assert (third.first, third.open_transactions) == (second.first, 0)
    assert begun.transaction in transactions(desk, third.file, is_selection=True)
    sell(desk)
    fourth = archive(desk)
    assert fourth is not None
    assert fourth.first == third.last + 1


def test_a_device_that_exports_no_range_is_archived_whole(desk: Desk) -> None:
    sell(desk)
    assert archive(desk) is not None
    sell(desk)
    export = tse(desk).export

    def whole_only(
        sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        if within is not None:
            raise SigningRefused("Diese TSE exportiert nur alles.")
        export(sink, progress=progress)

    tse(desk).export = whole_only  # type: ignore[method-assign]
    taken = archive(desk)
    assert taken is not None
    assert taken.whole
    assert taken.verdict == "valid"


def test_a_range_in_which_something_is_missing_is_not_believed(desk: Desk) -> None:
    sell(desk)
    assert archive(desk) is not None
    sell(desk, 3)
    export = tse(desk).export

    def too_little(
        sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        if within is not None:
            within = ExportRange(within.span, within.first, within.last - 1)
        export(sink, within=within, progress=progress)

    tse(desk).export = too_little  # type: ignore[method-assign]
    taken = archive(desk)
    assert taken is not None
    assert taken.whole


def test_what_is_no_archive_of_this_device_is_not_put_away(desk: Desk) -> None:
    sell(desk)
    tse(desk).export = lambda sink, **_: sink.write(b"no archive")  # type: ignore[method-assign]
    with pytest.raises(ArchiveFailed, match="nicht das Archiv dieser TSE"):
        archive(desk)
    assert all_archives(desk) == []
    assert list(place(desk).iterdir()) == []


def test_an_archive_with_a_wrong_signature_is_kept_and_says_so(desk: Desk) -> None:
    sell(desk)
    export = tse(desk).export

    def damaged(sink: BinaryIO, **_: object) -> None:
        whole = io.BytesIO()
        export(whole)
        content = whole.getvalue()
        at = content.index(b"Beleg^")
        sink.write(content[:at] + b"belEg^" + content[at + 6 :])

    tse(desk).export = damaged  # type: ignore[method-assign]
    taken = archive(desk)
    assert taken is not None
    assert taken.verdict == "wrong"
    assert taken.findings
    (problem,) = archive_problems(all_archives(desk), desk.folder)
    assert "schon beim Ablegen fehlerhaft" in problem


@pytest.mark.parametrize("fault", [Fault.OUT, None])
def test_an_archive_that_could_not_be_taken_leaves_nothing_behind(desk: Desk, fault: Fault | None) -> None:
    sell(desk)
    if fault is None:
        with pytest.raises(ExportCancelled):
            take_archive(
                desk.till, tse=tse(desk), folder=desk.folder, check=archive_verdict, progress=lambda *_: False
            )
    else:
        tse(desk).fault = fault
        with pytest.raises(SigningError):
            archive(desk)
        tse(desk).fault = None
    assert not place(desk).exists() or list(place(desk).iterdir()) == []
    assert archive(desk) is not None


def test_a_place_that_cannot_be_written_is_told_in_one_sentence(desk: Desk) -> None:
    sell(desk)
    place(desk).write_text("a file where the folder should be")
    with pytest.raises(ArchiveFailed, match="nicht ablegen"):
        archive(desk)


def test_what_the_books_could_not_take_is_archived_anew(desk: Desk) -> None:
    sell(desk)
    with no_room_for(desk, ActKind.TSE_ARCHIVE), pytest.raises(BooksError):
        archive(desk)
    assert all_archives(desk) == []
    taken = archive(desk)
    assert taken is not None
    assert archive_problems([taken], desk.folder) == []


def test_halves_that_a_power_cut_left_are_swept_away(desk: Desk) -> None:
    sell(desk)
    place(desk).mkdir()
    (place(desk) / ".0123.teil").write_bytes(b"half")
    taken = archive(desk)
    assert taken is not None
    assert [path.name for path in place(desk).iterdir()] == [taken.file]


def test_each_closing_asks_for_an_archive(desk: Desk) -> None:
    sell(desk)
    number = close_day(desk.till, desk.boss).closing.number
    far = desk.clock.replace(year=2100)
    (job,) = desk.outbox.due(ARCHIVE_LANE, far, kind=JobKind.TSE_ARCHIVE)
    assert job.job.payload == {"closing": number}


# --- proving -------------------------------------------------------------------------------------------------


def test_stored_archives_are_proved_by_their_hash(desk: Desk) -> None:
    for _ in range(3):
        sell(desk)
        assert archive(desk) is not None
    third, second, first = all_archives(desk)
    assert archive_problems([third, second, first], desk.folder) == []
    (place(desk) / first.file).unlink()
    changed = bytearray((place(desk) / second.file).read_bytes())
    changed[700] ^= 1
    (place(desk) / second.file).write_bytes(changed)
    gone, altered = archive_problems([first, second, third], desk.folder)
    assert f"TSE-Archiv {first.number} ({first.file}) fehlt" in gone
    assert f"TSE-Archiv {second.number} ({second.file}) wurde verändert" in altered
    seen: list[tuple[int, int]] = []

    def once(done: int, total: int) -> bool:
        seen.append((done, total))
        return False

    assert len(archive_problems([first, second, third], desk.folder, once)) == 1
    assert seen == [(1, 3)]


def test_a_copy_is_proved_while_it_is_made(desk: Desk) -> None:
    sell(desk)
    taken = archive(desk)
    assert taken is not None
    copy = io.BytesIO()
    assert copy_archive(taken, desk.folder, copy) == ""
    assert copy.getvalue() == (place(desk) / taken.file).read_bytes()
    with (place(desk) / taken.file).open("ab") as file:
        file.write(b"x")
    assert "verändert" in copy_archive(taken, desk.folder, io.BytesIO())


def test_archives_stand_in_the_books_as_records(desk: Desk) -> None:
    sell(desk)
    assert archive(desk) is not None
    assert desk.books.record(RecordKind.TSE_ARCHIVE, 1) is not None
