"""Jobs in another process: what they return, refuse, tell and leave behind arrives; what dies is told."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from kasse.app.beside import Tell, run_beside
from kasse.domain.refused import Refused
from kasse.ports.books import BooksError
from tests.conftest import ExpectedLog


def always(_step: str, _part: float) -> bool:
    return True


def add(_tell: Tell, first: int, second: int) -> tuple[int, int]:
    return first + second, os.nice(0)


def refuse(_tell: Tell) -> None:
    raise Refused("So geht es nicht.")


def fail(_tell: Tell) -> None:
    raise BooksError("Die Daten fehlen.")


def stumble(_tell: Tell) -> None:
    raise ZeroDivisionError("ours to mend")


def die(_tell: Tell) -> None:
    os._exit(3)


def count_until_told(tell: Tell, trace: Path) -> str:
    try:
        while tell("zählt", 0.5):
            pass
    finally:
        trace.write_text("aufgeräumt")
    return "gehört"


def hang(tell: Tell, trace: Path) -> None:
    tell("hängt", 0.1)
    trace.write_text(str(os.getpid()))
    threading.Event().wait()


def test_the_answer_comes_back_from_a_process_of_low_priority() -> None:
    found = run_beside(always, add, 2, 3)
    assert found is not None
    total, nice = found
    assert total == 5
    assert nice > os.nice(0)


def test_refusals_and_errors_are_those_of_the_job(expected_log: ExpectedLog) -> None:
    with pytest.raises(Refused, match=r"So geht es nicht\."):
        run_beside(always, refuse)
    with pytest.raises(BooksError, match=r"Die Daten fehlen\."):
        run_beside(always, fail)
    with expected_log(40, "ours to mend"), pytest.raises(BooksError, match="Protokoll"):
        run_beside(always, stumble)


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(BooksError, match="unerwartet zu Ende"):
        run_beside(always, die)


def test_whoever_says_no_is_heard_and_the_job_cleans_up(tmp_path: Path) -> None:
    steps: list[str] = []

    def tell(step: str, _part: float) -> bool:
        steps.append(step)
        return step != "zählt"

    assert run_beside(tell, count_until_told, tmp_path / "trace") == "gehört"
    assert steps[-1] == "zählt"
    assert (tmp_path / "trace").read_text() == "aufgeräumt"


def test_a_job_that_does_not_hear_is_ended(tmp_path: Path) -> None:
    trace = tmp_path / "pid"
    assert run_beside(lambda _step, _part: not trace.exists(), hang, trace, end_seconds=0.1) is None
    with pytest.raises(ProcessLookupError):
        os.kill(int(trace.read_text()), 0)
