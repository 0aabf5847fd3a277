"""Transactions are read out of exports of any origin, ranges are cut out, and bad archives are refused."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.tse_archive.tar import members
from kasse.hardware.signing.tar_logs import Metered, copy_range, finished_in, start_in, starts_in, utc
from kasse.ports.signing import ExportCancelled, ExportRange, SigningError, Span
from tests.contracts.signing import OTHER_TILL, TILL
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.secure_element import SecureElement


def element() -> SecureElement:
    """Transactions 1 to 6, of two tills in turn, a minute each; the last of the first till is open."""
    clock = Clock()
    chip = SecureElement(clock, maker="Fake")
    chip.event("initialize", b"")
    for number in range(1, 7):
        clock.move(60)
        till = TILL if number % 2 else OTHER_TILL
        chip.start(till)
        if number != 5:
            chip.finish(till, number, "Kassenbeleg-V1", f"Beleg {number}".encode())
    return chip


CHIP = element()
TAR = CHIP.tar()


def cut(within: ExportRange) -> bytes:
    sink = io.BytesIO()
    copy_range(io.BytesIO(TAR), Metered(sink, None, None), within)
    return sink.getvalue()


def names(content: bytes) -> list[str]:
    found = list(members(io.BytesIO(content)))
    assert all(not member.trouble for member in found)
    return [member.name for member in found]


def test_what_a_till_finished_is_told_with_its_beginning() -> None:
    found = finished_in(io.BytesIO(TAR), TILL, 0)
    assert [(each.transaction, each.process_data) for each in found] == [(1, "Beleg 1"), (3, "Beleg 3")]
    assert all(each.started.transaction == each.transaction for each in found)
    assert all(each.counter == each.started.counter + 1 for each in found)
    assert [each.transaction for each in finished_in(io.BytesIO(TAR), OTHER_TILL, 2)] == [4, 6]
    assert finished_in(io.BytesIO(TAR), TILL, 3) == ()
    assert finished_in(io.BytesIO(b""), TILL, 0) == ()


def test_what_is_open_is_told_too() -> None:
    begun = starts_in(io.BytesIO(TAR), TILL)
    assert list(begun) == [5]
    assert start_in(io.BytesIO(TAR), TILL, 5) == begun[5]
    assert start_in(io.BytesIO(TAR), TILL, 6) is None
    assert starts_in(io.BytesIO(TAR), OTHER_TILL) == {}


@given(st.integers(0, 8), st.integers(0, 8))
def test_a_range_of_transactions_has_just_these(first: int, last: int) -> None:
    kept = names(cut(ExportRange(Span.TRANSACTIONS, first, last)))
    numbers = {int(name.split("_No-")[1].split("_")[0]) for name in kept if "_No-" in name}
    assert numbers == {number for number in range(1, 7) if first <= number <= last}
    assert "info.csv" in kept
    assert sum("X509" in name for name in kept) == 2


@given(st.integers(-2, 8), st.integers(-2, 8))
def test_a_range_of_time_has_just_what_happened_then(first: int, last: int) -> None:
    begin = int(Clock()().timestamp())
    kept = names(cut(ExportRange(Span.SECONDS, begin + 60 * first, begin + 60 * last)))
    times = {int(name.split("_")[1]) for name in kept if name.startswith("Unixt")}
    wanted = {log.log_time for log in CHIP.logs if first <= (log.log_time - begin) / 60 <= last}
    assert times == wanted


def test_the_whole_range_is_the_whole_archive() -> None:
    assert cut(ExportRange(Span.SECONDS, 0, 2**40)) == TAR


@given(st.integers(1, len(TAR) - 1025))
def test_an_archive_that_breaks_off_is_refused(at: int) -> None:
    with pytest.raises(SigningError, match="nicht lesbar"):
        finished_in(io.BytesIO(TAR[:at]), TILL, 0)


@given(st.binary(min_size=1, max_size=2000))
def test_bytes_that_are_no_archive_are_refused(content: bytes) -> None:
    with pytest.raises(SigningError, match="nicht lesbar") as caught:
        finished_in(io.BytesIO(content), TILL, 0)
    assert str(caught.value).endswith(".")


@given(st.integers(0, len(TAR) - 1), st.integers(1, 255))
def test_a_damaged_archive_is_refused_or_read(at: int, change: int) -> None:
    damaged = bytearray(TAR)
    damaged[at] ^= change
    try:
        found = finished_in(io.BytesIO(bytes(damaged)), TILL, 0)
    except SigningError:
        return
    assert {each.transaction for each in found} <= {1, 3}


def test_progress_rises_and_may_stop_everything() -> None:
    told: list[tuple[int, int | None]] = []

    def progress(done: int, whole: int | None) -> bool:
        told.append((done, whole))
        return done < 6

    metered = Metered(io.BytesIO(), progress, 4)
    assert metered.take(b"abc")
    assert not metered.take(b"defg")
    assert told == [(3, 4), (7, 7)]  # more than was announced: then at least as much
    with pytest.raises(ExportCancelled):
        metered.write(b"h")


def test_an_impossible_time_of_a_device_is_refused() -> None:
    with pytest.raises(SigningError, match="unmögliche Zeit"):
        utc(2**62)
