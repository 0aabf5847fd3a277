import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from kasse.domain import business
from kasse.hardware.printers.file import FilePrinter
from kasse.hardware.printers.network import NetworkPrinter
from kasse.hardware.printers.opening import folder_name, open_printer
from kasse.hardware.printers.profiles import profile
from kasse.hardware.printers.virtual import DRAWER_FILE, VirtualPrinter
from kasse.ports.printing import DeviceError
from tests.contracts.printing import PrinterContract, page
from tests.hardware.printers.escpos_reader import pulses, read

PLAIN = profile("default")


class VirtualBench:
    deadline = 0.5

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.printer = VirtualPrinter(folder, PLAIN, pictures=False)

    def drawer_openings(self) -> int:
        opened = self._folder / DRAWER_FILE
        return len(pulses(opened.read_bytes())) if opened.exists() else 0

    def papers(self) -> list[str]:
        found = sorted(self._folder.glob("[0-9]*.bin")) if self._folder.is_dir() else []
        return [paper.text for file in found for paper in read(file.read_bytes())]

    def break_it(self) -> None:
        self.printer.fail()

    def mend_it(self) -> None:
        self.printer.mend()

    def break_midway(self) -> None:
        shutil.rmtree(self._folder)

    def stall_it(self) -> None:
        self.printer.fail("Der Drucker nimmt nichts mehr an.")


class TestVirtualPrinter(PrinterContract):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> VirtualBench:
        return VirtualBench(tmp_path / "papers")


def test_each_paper_is_kept_as_picture_text_and_bytes(tmp_path: Path) -> None:
    printer = VirtualPrinter(tmp_path, PLAIN)
    printer.print(page("Bon 1"))
    (paper,) = printer.latest()
    assert "Käsespätzle groß" in paper.text
    assert "Käsespätzle groß" in read(paper.raw.read_bytes())[0].text
    assert paper.picture is not None
    with Image.open(BytesIO(paper.picture.read_bytes())) as picture:
        assert picture.width == 640


def test_the_last_papers_come_first(tmp_path: Path) -> None:
    printer = VirtualPrinter(tmp_path, PLAIN, pictures=False)
    for number in range(1, 6):
        printer.print(page(f"Bon {number}"))
    assert [paper.text.split()[1] for paper in printer.latest(3)] == ["5", "4", "3"]
    assert printer.latest(1)[0].picture is None


def test_only_the_newest_papers_are_kept(tmp_path: Path) -> None:
    printer = VirtualPrinter(tmp_path, PLAIN, pictures=False, keep=3)
    for number in range(1, 6):
        printer.print(page(f"Bon {number}"))
    assert [paper.number for paper in printer.latest()] == [5, 4, 3]
    assert len(list(tmp_path.iterdir())) == 6


def test_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    VirtualPrinter(tmp_path, PLAIN, pictures=False).print(page("Bon 1"))
    again = VirtualPrinter(tmp_path, PLAIN, pictures=False, keep=1)
    again.print(page("Bon 2"))
    assert [paper.number for paper in again.latest()] == [2]


def test_out_of_paper_says_so(tmp_path: Path) -> None:
    printer = VirtualPrinter(tmp_path, PLAIN)
    printer.fail()
    with pytest.raises(DeviceError, match="kein Papier"):
        printer.print(page("Bon 1"))


def test_the_settings_of_the_house_name_the_driver(tmp_path: Path) -> None:
    record = business.Printer("Küche 1/2", "virtual", profile="default-58")
    printer = open_printer(record, tmp_path, pictures=False)
    printer.print(page("Bon 1"))
    assert printer.columns == 32
    assert (tmp_path / "Küche 1_2" / "000001.txt").exists()
    network = business.Printer("Bar", "network", "192.168.1.50:9101")
    assert isinstance(open_printer(network, tmp_path), NetworkPrinter)
    assert isinstance(open_printer(business.Printer("USB", "device", "/dev/usb/lp0"), tmp_path), FilePrinter)


def test_an_unknown_kind_or_model_of_printer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="Art von Drucker „fax“"):
        open_printer(business.Printer("Bar", "fax"), tmp_path)
    with pytest.raises(LookupError, match="Druckerprofil „TM-9000“"):
        open_printer(business.Printer("Bar", "virtual", profile="TM-9000"), tmp_path)


def test_the_name_of_a_printer_never_leads_out_of_the_folder() -> None:
    assert folder_name("../../etc") == "______etc"
    assert folder_name(" / ") == "_"
    assert folder_name("") == "Drucker"
