"""The stage for written days: a real till with a clock to set and devices to fail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from kasse.app.shop import Shop, Wiring
from kasse.cli.play.stage import TseFault
from kasse.domain.master import Master
from kasse.hardware.printers.virtual import VirtualPrinter
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import BooksError
from kasse.ports.signing import TseSpec
from kasse.usecases.till import Till


class PlayClock:
    """A clock that stands until it is set."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The moment that it was set to."""
        return self.at

    def seconds(self) -> float:
        """The same as a count of seconds, for pauses."""
        return self.at.timestamp()


class PlayStage:
    """Implements `kasse.cli.play.stage.Stage` on a data folder."""

    def __init__(
        self,
        folder: Path,
        start: datetime,
        setup: Master | None,
        *,
        pictures: bool,
        tse: TseSpec | None = None,
    ) -> None:
        """Open the till with its clock at `start`. `tse`: the device in the place of the one that settings name.

        Raises:
            BooksError: the till cannot be opened.
        """
        self._folder = folder
        self._clock = PlayClock(start)
        self._wiring = Wiring(
            now=self._clock.now,
            monotonic=self._clock.seconds,
            pictures=pictures,
            threads=False,
            tse=tse,
        )
        self._silent: set[str] = set()
        self._tse_fault: TseFault | None = None
        self._shop = Shop(folder, self._wiring, setup=setup)

    @property
    def till(self) -> Till:
        """The open till."""
        return self._shop.till

    def set_clock(self, at: datetime) -> None:
        """Set the till's clock."""
        self._clock.at = at

    def printer_out(self, name: str) -> None:
        """See `Stage`."""
        self._silent.add(name)
        self._fail_printers()

    def printer_back(self, name: str) -> None:
        """See `Stage`."""
        self._silent.discard(name)
        printer = self._shop.printers.get(name)
        if isinstance(printer, VirtualPrinter):
            printer.mend()
            self._shop.lanes[name].hurry()

    def tse_out(self, fault: TseFault = TseFault.OUT) -> None:
        """See `Stage`."""
        self._tse_fault = fault
        self._fail_signing()

    def tse_back(self) -> None:
        """See `Stage`."""
        self._tse_fault = None
        self._fail_signing()

    def power_cut(self) -> None:
        """See `Stage`."""
        self._shop.close(clean=False)
        self._shop = Shop(self._folder, self._wiring)
        self._fail_printers()
        self._fail_signing()

    def waiting(self) -> Mapping[str, int]:
        """See `Stage`."""
        self._shop.print_waiting()
        return self._shop.outbox.waiting()

    def close(self) -> None:
        """Print what can be printed and close the till in good order."""
        self._shop.print_waiting()
        self._shop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self._shop.close()  # what waits to be printed stays in the outbox

    def _fail_printers(self) -> None:
        for name in self._silent:
            printer = self._shop.printers.get(name)
            if not isinstance(printer, VirtualPrinter):
                raise BooksError(
                    f"Nur ein virtueller Drucker lässt sich im Spiel abschalten, „{name}“ ist keiner."
                )
            printer.fail()

    def _fail_signing(self) -> None:
        if self._shop.faults is not None:
            self._shop.faults.fault = None if self._tse_fault is None else Fault(self._tse_fault.value)
