"""A demonstration house read once, and days played on books of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kasse.cli.master_file import MasterFile, demo_master
from kasse.cli.play.format import Day, read_day
from kasse.cli.play.runner import play
from kasse.cli.play.summary import Playing
from kasse.cli.toml_source import TomlSource
from tests.cli.play.stages import TestStage, hash_pin

HEAD = """business = "demo"
start = "2026-11-20 09:30"
"""


@pytest.fixture(scope="session")
def house() -> MasterFile:
    return demo_master(hash_pin)


def written(*steps: str, head: str = HEAD) -> str:
    """A day of steps, each on a line of its own, the first on line 4."""
    rows = [" ".join(step.split()) for step in steps]
    return head + "step = [\n" + "\n".join(f"  {{ {row} }}," for row in rows) + "\n]\n"


def day_of(*steps: str, head: str = HEAD) -> Day:
    return read_day(TomlSource.parse(written(*steps, head=head), "tag.toml"), hash_pin)


Open = Callable[[Day], TestStage]


@pytest.fixture
def open_stage(tmp_path: Path) -> Iterator[Open]:
    """Opens a stage for a day in a folder of its own."""
    stages: list[TestStage] = []

    def open_for(day: Day) -> TestStage:
        folder = tmp_path / f"books{len(stages)}"
        folder.mkdir()
        stages.append(TestStage(folder, day.master, day.start))
        return stages[-1]

    yield open_for
    for stage in stages:
        stage.close()


class Played:
    """A day that was played: its books, and what it came to."""

    def __init__(self, stage: TestStage, tally: Playing) -> None:
        self.stage, self.tally = stage, tally
        self.books = stage.till.books

    @property
    def kinds(self) -> list[str]:
        """What happened, oldest first, without the START and the device."""
        return [act.kind.value for act in reversed(self.books.journal(limit=10_000))]


Play = Callable[..., Played]


@pytest.fixture
def play_steps(open_stage: Open) -> Play:
    """Plays steps of a day in which Anna, Petra and Georg are signed in at 10:00."""

    def play_them(*steps: str, sign_in: bool = True) -> Played:
        people = ("Anna Berger", "Petra Steiner", "Georg Hirsch") if sign_in else ()
        welcome = [f'at = "10:00", by = "{name}", do = "sign_in"' for name in people]
        day = day_of(*welcome, *steps)
        stage = open_stage(day)
        return Played(stage, play([day], stage))

    return play_them
