"""What a device answered lately is remembered over restarts, and nothing is claimed that is not certain."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.log_message import log_moment
from kasse.hardware.signing.recent import Asked, Recent
from kasse.ports.signing import Finished, SigningError, Started

pytestmark = pytest.mark.usefixtures("quick_disk")

TILL, OTHER = "KASSE-1", "KASSE-2"


def started(number: int, counter: int = 0) -> Started:
    raw = str(1_800_000_000 + number)
    return Started(number, log_moment(raw), raw, counter or number * 2, "c2ln")


def finished(number: int, till: str = TILL, data: str = "Beleg") -> Finished:
    step = started(number, number * 2 + 1)
    return Finished(
        till,
        number,
        "Kassenbeleg-V1",
        data,
        started(number),
        step.log_time,
        step.raw_log_time,
        step.counter,
        "c2ln",
    )


def signed(recent: Recent, number: int, till: str = TILL) -> None:
    recent.ask_start(till)
    recent.started(till, started(number))
    recent.ask_finish(till, number, "Kassenbeleg-V1", "Beleg")
    recent.finished(finished(number, till))


def seen(recent: Recent, till: str = TILL) -> tuple[object, ...]:
    return (
        recent.counter(till),
        recent.asked(till),
        recent.open(till),
        recent.last_known(till),
        [recent.since(till, number) for number in range(0, 400, 7)],
    )


def test_nothing_is_known_of_what_was_before(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "file")
    assert recent.since(TILL, 0) is None
    signed(recent, 5)
    assert recent.since(TILL, 3) is None
    assert recent.since(TILL, 4) == (finished(5),)
    assert recent.since(TILL, 5) == ()
    assert recent.since(OTHER, 5) is None


def test_after_a_gap_only_what_comes_later_is_certain(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "file")
    signed(recent, 5)
    recent.forget(TILL)
    assert recent.since(TILL, 5) is None
    signed(recent, 9)
    assert recent.since(TILL, 5) is None
    assert recent.since(TILL, 8) == (finished(9),)
    recent.learn(TILL, 5, [finished(7), finished(9)])
    assert recent.since(TILL, 5) == (finished(7), finished(9))
    assert recent.since(TILL, 4) is None


def test_an_open_question_is_remembered_until_it_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "file"
    recent = Recent(file)
    recent.ask_start(TILL)
    assert Recent(file).asked(TILL) == Asked()
    recent.started(TILL, started(1))
    recent.ask_finish(TILL, 1, "Bestellung-V1", "2;„Käse“ 🧀;1.00")
    assert Recent(file).asked(TILL) == Asked(1, "Bestellung-V1", "2;„Käse“ 🧀;1.00")
    recent.refused(TILL)
    assert Recent(file).asked(TILL) is None
    assert Recent(file).start_of(TILL, 1) == started(1)


def test_up_to_where_all_has_ended_is_known(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "file")
    assert recent.last_known(TILL) == 0
    signed(recent, 5)
    assert recent.last_known(TILL) == 5
    recent.started(TILL, started(6))
    signed(recent, 7)
    assert recent.last_known(TILL) == 5  # the sixth is still open
    recent.finished(finished(6))
    assert recent.last_known(TILL) == 7


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["sign", "start", "ask", "refused", "forget", "learn"]),
        st.sampled_from([TILL, OTHER]),
        st.integers(1, 9),
    ),
    max_size=40,
)


@given(STEPS)
def test_a_restart_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, int]]
) -> None:
    file = tmp_path_factory.mktemp("recent") / "file"
    recent, number = Recent(file), 0
    for what, till, jump in steps:
        number += jump
        match what:
            case "sign":
                signed(recent, number, till)
            case "start":
                recent.started(till, started(number))
            case "ask":
                recent.ask_finish(till, number, "SonstigerVorgang", "x\ud800")
            case "refused":
                recent.refused(till)
            case "forget":
                recent.forget(till)
            case "learn":
                recent.learn(till, max(0, number - 5), [finished(number, till)])
    again = Recent(file)
    for till in (TILL, OTHER):
        assert seen(again, till) == seen(recent, till)


def test_hundreds_of_receipts_leave_a_small_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    recent = Recent(file)
    for number in range(1, 801):
        signed(recent, number)
    assert file.stat().st_size < 800_000
    assert recent.since(TILL, 599) is None
    assert recent.since(TILL, 600) == tuple(finished(n) for n in range(601, 801))
    assert seen(Recent(file)) == seen(recent)


def test_a_long_export_is_learned_from_its_end(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "file")
    recent.learn(TILL, 0, [finished(number) for number in range(1, 301)])
    assert recent.since(TILL, 0) is None
    assert recent.since(TILL, 101) == tuple(finished(n) for n in range(102, 301))


@given(st.data())
def test_a_torn_file_makes_nothing_certain_and_can_be_written_on(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    file = tmp_path_factory.mktemp("recent") / "file"
    recent = Recent(file)
    for number in (1, 2, 3):
        signed(recent, number)
    content = file.read_bytes()
    ends = {at + 1 for at, byte in enumerate(content) if byte == 10}
    cut = data.draw(st.integers(1, len(content) - 1).filter(lambda at: at not in ends))
    file.write_bytes(content[:cut] + data.draw(st.sampled_from([b"", b"\0" * 50, b"{}\n", b"\xff\n"])))
    torn = Recent(file)
    assert torn.since(TILL, 3) is None
    signed(torn, 9)
    assert Recent(file).since(TILL, 8) == (finished(9),)


@pytest.mark.parametrize(
    "line",
    [
        b"null",
        b"[]",
        b"{}",
        b'{"kind":"x","client":"K"}',
        b'{"kind":"start","client":"K"}',
        b'{"kind":"all"}',
    ],
)
def test_a_line_that_is_none_of_ours_makes_nothing_certain(tmp_path: Path, line: bytes) -> None:
    file = tmp_path / "file"
    signed(Recent(file), 1)
    file.write_bytes(file.read_bytes() + line + b"\n")
    assert Recent(file).since(TILL, 1) is None


def test_what_was_learned_of_a_finish_stands_over_an_earlier_note(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "file")
    signed(recent, 1)
    corrected = replace(finished(1), process_data="anders")
    recent.learn(TILL, 0, [corrected])
    assert recent.since(TILL, 0) == (corrected,)


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    signed(Recent(tmp_path / "tse" / "file"), 1)
    assert stat.S_IMODE((tmp_path / "tse" / "file").stat().st_mode) & 0o077 == 0


def test_without_a_file_it_remembers_for_this_run() -> None:
    recent = Recent()
    signed(recent, 1)
    assert recent.since(TILL, 0) == (finished(1),)


def test_a_place_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "tse").write_text("in the way", encoding="utf-8")
    with pytest.raises(SigningError, match=r"nicht benutzbar.*Rechte"):
        Recent(tmp_path / "tse" / "file")
    recent = Recent(tmp_path / "folder" / "file")
    (tmp_path / "folder" / "file").mkdir()
    with pytest.raises(SigningError, match=r"nicht beschreibbar.*Speicherplatz"):
        recent.ask_start(TILL)
