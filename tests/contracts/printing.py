"""What every printer promises. A new driver subclasses this and brings a bench."""

import time
from typing import Protocol

import pytest

from kasse.documents.page import PageWriter, amount
from kasse.ports.paper import Cell, Page
from kasse.ports.printing import DeviceError, Printer

LONG = "V0;" + "TGnWiq3ZW7gi4Vs+DxLGsJZj9v271dHmhQAcb057F3oWkdKJ61UW2LLVTZQhW673" * 8


class Bench(Protocol):
    """A printer on a test bench, with hands to break it and eyes on what came out."""

    printer: Printer
    deadline: float
    """Seconds after which a printer that stalls is reported."""

    def papers(self) -> list[str]:
        """The text of every paper that came out whole."""

    def drawer_openings(self) -> int:
        """How often the drawer on it sprang open."""

    def break_it(self) -> None:
        """Switch it off, pull the plug."""

    def mend_it(self) -> None:
        """Undo break_it."""

    def break_midway(self) -> None:
        """From now on it dies after the first bytes of a page."""

    def stall_it(self) -> None:
        """From now on it is there and takes nothing."""


def page(name: str, *, long: bool = False) -> Page:
    """A small page; a long one has a code larger than the buffers on the way."""
    writer = PageWriter(name)
    writer.centered(name, bold=True)
    writer.row(Cell("Käsespätzle groß"), amount("9,50 €"))
    if long:
        writer.qr(LONG)
    return writer.page()


class PrinterContract:
    """Subclasses bring the fixture `bench`."""

    def test_umlauts_and_the_euro_sign_arrive(self, bench: Bench) -> None:
        writer = PageWriter("Zeichen")
        writer.text("ÄÖÜ äöü ß § é 12,50 €")
        bench.printer.print(writer.page())
        assert bench.papers() == ["ÄÖÜ äöü ß § é 12,50 €"]

    def test_a_page_knows_how_wide_the_paper_is(self, bench: Bench) -> None:
        bench.printer.print(page("Bon 1"))
        assert max(len(line) for line in bench.papers()[0].splitlines()) == bench.printer.columns

    def test_a_dead_printer_is_reported(self, bench: Bench) -> None:
        bench.break_it()
        with pytest.raises(DeviceError) as report:
            bench.printer.print(page("Bon 1"))
        assert not report.value.begun
        assert bench.papers() == []

    def test_a_mended_printer_prints_on(self, bench: Bench) -> None:
        bench.break_it()
        with pytest.raises(DeviceError):
            bench.printer.print(page("Bon 1"))
        bench.mend_it()
        bench.printer.print(page("Bon 2"))
        assert [paper.split()[:2] for paper in bench.papers()] == [["Bon", "2"]]

    def test_a_page_that_was_not_accepted_is_never_reported_as_printed(self, bench: Bench) -> None:
        bench.break_midway()
        with pytest.raises(DeviceError):
            bench.printer.print(page("Bon 1", long=True))
        assert bench.papers() == []

    def test_a_stalled_printer_is_reported_within_its_deadline(self, bench: Bench) -> None:
        bench.stall_it()
        begin = time.monotonic()
        with pytest.raises(DeviceError):
            bench.printer.print(page("Bon 1", long=True))
        assert time.monotonic() - begin < bench.deadline + 1

    def test_two_pages_do_not_mix(self, bench: Bench) -> None:
        bench.printer.print(page("Bon 1"))
        bench.printer.print(page("Bon 2", long=True))
        bench.printer.print(page("Bon 3"))
        heads = [paper.split()[:2] for paper in bench.papers()]
        assert heads == [["Bon", "1"], ["Bon", "2"], ["Bon", "3"]]

    def test_the_drawer_opens_without_paper(self, bench: Bench) -> None:
        bench.printer.open_drawer()
        assert bench.drawer_openings() == 1
        assert bench.papers() == []

    def test_a_paper_opens_no_drawer(self, bench: Bench) -> None:
        bench.printer.print(page("Bon 1", long=True))
        assert bench.drawer_openings() == 0

    def test_a_drawer_that_stays_shut_is_reported(self, bench: Bench) -> None:
        bench.break_it()
        with pytest.raises(DeviceError):
            bench.printer.open_drawer()

    def test_a_name_cannot_command_the_printer(self, bench: Bench) -> None:
        writer = PageWriter("Angriff")
        writer.text("Tisch\x1b@\x1bp0 12\x00\x7f")
        bench.printer.print(writer.page())
        assert bench.papers()[0].split() == ["Tisch", "@", "p0", "12"]
