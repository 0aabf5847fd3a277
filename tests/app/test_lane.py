"""A lane beside the cashier goes on after a fault of ours, and ends when it is told to."""

import logging
import threading

from kasse.app.lane import Lane
from tests.conftest import ExpectedLog


class Twice(Lane):
    """Fails at the first look."""

    def __init__(self) -> None:
        super().__init__("twice", first_look=0.0, after_trouble=0.0)
        self.looks = 0
        self.looked_again = threading.Event()

    def run_once(self) -> float:
        self.looks += 1
        if self.looks == 1:
            raise ZeroDivisionError
        self.looked_again.set()
        return 3600.0


def test_a_fault_of_ours_is_written_down_and_the_lane_looks_again(expected_log: ExpectedLog) -> None:
    lane = Twice()
    with expected_log(logging.ERROR, "the lane twice failed"):
        lane.start()
        assert lane.looked_again.wait(20)
    lane.end()
    lane.join()
    assert not lane.goes_on()
    assert lane.looks == 2


def test_a_lane_that_never_began_is_joined_at_once() -> None:
    lane = Twice()
    lane.end()
    lane.join()
    assert lane.looks == 0
