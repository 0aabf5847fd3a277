"""The file of the software TSE: what was acknowledged is there, also where zeros stand behind it."""

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.hardware.signing.log_file import AHEAD, MAX_BODY, DamagedFile, LogFile

pytestmark = pytest.mark.usefixtures("quick_disk")
BODIES = st.lists(st.binary(min_size=1, max_size=400) | st.just(bytes(300)), min_size=1, max_size=30)


@given(bodies=BODIES)
def test_what_was_written_is_read_from_both_ends(
    bodies: Sequence[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("log") / "log"
    with closing(LogFile(path)) as log:
        for body in bodies:
            log.append(body)
        assert list(log.forwards(0, log.end)) == list(bodies)
    with closing(LogFile(path)) as log:
        assert list(log.forwards(0, log.end)) == list(bodies)
        assert list(log.backwards()) == list(reversed(bodies))
        assert log.read(0) == bodies[0]
        log.append(b"more")
        assert next(log.backwards()) == b"more"


def test_a_file_in_use_is_longer_than_what_it_holds_and_a_closed_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "log"
    log = LogFile(path)
    log.append(b"one")
    assert path.stat().st_size == AHEAD
    end = log.end
    log.close()
    assert path.stat().st_size == end
    log.close()


def test_large_frames_stand_across_what_was_written_ahead(tmp_path: Path) -> None:
    bodies = [os.urandom(MAX_BODY) for _ in range(7)]
    with closing(LogFile(tmp_path / "log")) as log:
        for body in bodies:
            log.append(body)
        assert list(log.forwards(0, log.end)) == bodies
        with pytest.raises(ValueError, match="a frame of"):
            log.append(bytes(MAX_BODY + 1))


def test_a_file_grows_while_it_is_read(tmp_path: Path) -> None:
    with closing(LogFile(tmp_path / "log")) as log:
        log.append(b"one")
        log.append(b"two")
        reading = log.forwards(0, log.end)
        assert next(reading) == b"one"
        log.append(b"three")
        assert list(reading) == [b"two"]


def test_a_program_that_was_killed_leaves_zeros_that_the_next_one_takes_away(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with closing(LogFile(path)) as log:
        log.append(b"one")
    sound = path.read_bytes()
    path.write_bytes(sound + bytes(AHEAD))
    with closing(LogFile(path)) as log:
        assert path.read_bytes() == sound
        assert list(log.backwards()) == [b"one"]


def test_more_zeros_than_were_ever_written_ahead_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with closing(LogFile(path)) as log:
        log.append(b"one")
    path.write_bytes(path.read_bytes() + bytes(2 * (AHEAD + MAX_BODY)))
    with pytest.raises(DamagedFile):
        LogFile(path)


def test_damage_in_the_middle_is_seen_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with closing(LogFile(path)) as log:
        for _ in range(3):
            log.append(b"a body")
    content = bytearray(path.read_bytes())
    content[30] ^= 1
    path.write_bytes(content)
    with closing(LogFile(path)) as log:
        with pytest.raises(DamagedFile):
            list(log.forwards(0, log.end))
        with pytest.raises(DamagedFile):
            list(log.backwards())
