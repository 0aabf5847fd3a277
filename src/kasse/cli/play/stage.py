"""What a written day needs of the program around it: a till, a clock to set, and devices to fail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from kasse.usecases.till import Till


class TseFault(StrEnum):
    """What may be wrong with the signing device of a written day, by its name there."""

    OUT = "out"
    DIES_AFTER_START = "dies_after_start"
    ANSWER_LOST = "answer_lost"
    REFUSES = "refuses"
    CERTIFICATE_EXPIRED = "certificate_expired"
    STORE_FULL = "store_full"
    SELF_TEST_FAILS = "self_test_fails"


class Stage(Protocol):
    """A till in a data folder, opened with its clock at the day's start. One thread plays on it."""

    @property
    def till(self) -> Till:
        """The open till. Ask again after `power_cut`: it is another one then."""

    def set_clock(self, at: datetime) -> None:
        """Set the till's clock (aware UTC); it stands until it is set again."""

    def printer_out(self, name: str) -> None:
        """The printer takes nothing until it is back; what it should print waits."""

    def printer_back(self, name: str) -> None:
        """The printer works again."""

    def tse_out(self, fault: TseFault = TseFault.OUT) -> None:
        """The signing device signs nothing until it is back, for this reason."""

    def tse_back(self) -> None:
        """The signing device works again."""

    def power_cut(self) -> None:
        """Drop the till as a power cut would, without a clean stop, and open it anew through its recovery.

        Devices that are out stay out.
        """

    def waiting(self) -> Mapping[str, int]:
        """How many papers wait for each printer once those that work have printed what they can."""
