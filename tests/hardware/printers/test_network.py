import dataclasses
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from kasse.hardware.printers.network import NetworkPrinter
from kasse.hardware.printers.profiles import Proof, profile
from kasse.ports.printing import DeviceError
from tests.contracts.printing import PrinterContract, page
from tests.hardware.printers.escpos_reader import pulses, read
from tests.hardware.printers.listener import Listener, Mood

PLAIN = profile("default")
READY = {
    b"\x10\x04\x01": b"\x16",
    b"\x10\x04\x02": b"\x12",
    b"\x10\x04\x03": b"\x12",
    b"\x10\x04\x04": b"\x12",
}


class NetworkBench:
    deadline = 0.5

    def __init__(self) -> None:
        self.listener = Listener()
        self.printer = NetworkPrinter("127.0.0.1", self.listener.port, PLAIN, job_seconds=self.deadline)

    def papers(self) -> list[str]:
        return [paper.text for job in self.listener.jobs for paper in read(job)]

    def drawer_openings(self) -> int:
        return sum(pulses(job) == [b"\x00\x19\xfa"] for job in self.listener.jobs)

    def break_it(self) -> None:
        self.listener.close()

    def mend_it(self) -> None:
        self.listener.open()

    def break_midway(self) -> None:
        self.listener.mood = Mood.RESET_AFTER_40

    def stall_it(self) -> None:
        self.listener.mood = Mood.NEVER_READ


class TestNetworkPrinter(PrinterContract):
    @pytest.fixture
    def bench(self) -> Iterator[NetworkBench]:
        bench = NetworkBench()
        yield bench
        bench.listener.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


def printer(
    listener: Listener, proof: Proof = Proof.NONE, *, status: bool = False, seconds: float = 5
) -> NetworkPrinter:
    model = dataclasses.replace(PLAIN, proof=proof, status=status)
    return NetworkPrinter("127.0.0.1", listener.port, model, job_seconds=seconds)


@pytest.mark.parametrize("long", [False, True])
def test_a_page_that_may_be_half_out_is_reported_as_begun(listener: Listener, *, long: bool) -> None:
    listener.mood = Mood.RESET_AFTER_40
    with pytest.raises(DeviceError, match="abgebrochen") as report:
        printer(listener).print(page("Bon 1", long=long))
    assert report.value.begun


def test_a_printer_that_names_the_job_has_printed_it(listener: Listener) -> None:
    listener.answers = {b"\x1d(H\x06\x00000001": b'7"0001\x00'}
    printer(listener, Proof.REQUEST).print(page("Bon 1"))
    # The job is recorded when the connection has been closed; the next connection is served after that.
    listener.answers = {}
    printer(listener).print(page("Bon 2"))
    assert len(listener.jobs) == 2


@pytest.mark.parametrize("proof", [Proof.REQUEST, Proof.COUNTED])
def test_a_page_that_the_printer_does_not_confirm_counts_as_not_printed(
    listener: Listener, proof: Proof
) -> None:
    with pytest.raises(DeviceError, match="nicht bestätigt") as report:
        printer(listener, proof, seconds=0.3).print(page("Bon 1"))
    assert report.value.begun


def test_an_answer_to_another_job_confirms_nothing(listener: Listener) -> None:
    listener.answers = {b"\x1d(H\x06\x00000001": b'7"0009\x00'}
    with pytest.raises(DeviceError, match="nicht bestätigt"):
        printer(listener, Proof.REQUEST, seconds=0.3).print(page("Bon 1"))


def test_a_printer_that_reports_its_paper_in_turn_has_printed_what_came_before(listener: Listener) -> None:
    listener.answers = {b"\x1dr\x01": b"\x00"}
    printer(listener, Proof.COUNTED).print(page("Bon 1"))


def test_a_ready_printer_prints(listener: Listener) -> None:
    listener.answers = READY
    printer(listener, status=True).print(page("Bon 1"))
    assert read(listener.jobs[0])[0].text.split()[:2] == ["Bon", "1"]


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (b"\x10\x04\x02", b"\x16", "Abdeckung"),
        (b"\x10\x04\x02", b"\x32", "kein Papier"),
        (b"\x10\x04\x04", b"\x7e", "kein Papier"),
        (b"\x10\x04\x03", b"\x1a", "Messer"),
        (b"\x10\x04\x03", b"\x32", "gestört"),
        (b"\x10\x04\x03", b"\x52", "heiß"),
        (b"\x10\x04\x01", b"\x1e", "nicht bereit"),
    ],
)
def test_a_printer_that_cannot_print_says_why(
    listener: Listener, question: bytes, answer: bytes, words: str
) -> None:
    listener.answers = READY | {question: answer}
    with pytest.raises(DeviceError, match=words) as report:
        printer(listener, status=True).print(page("Bon 1"))
    assert not report.value.begun
    assert listener.jobs == []


def test_paper_that_is_nearly_out_still_prints(listener: Listener) -> None:
    listener.answers = READY | {b"\x10\x04\x04": b"\x1e"}
    printer(listener, status=True).print(page("Bon 1"))
    assert len(listener.jobs) == 1


def test_a_printer_that_does_not_answer_a_question_gets_no_page(listener: Listener) -> None:
    with pytest.raises(DeviceError, match="Statusfrage"):
        printer(listener, status=True).print(page("Bon 1"))
    assert not any(b"Bon" in job for job in listener.jobs)


def test_two_tills_share_a_printer_without_mixing_their_pages(listener: Listener) -> None:
    tills = [
        threading.Thread(target=printer(listener).print, args=(page(f"Bon {number}", long=True),))
        for number in range(4)
    ]
    for till in tills:
        till.start()
    for till in tills:
        till.join()
    heads = [paper.text.split()[1] for job in listener.jobs for paper in read(job)]
    assert sorted(heads) == ["0", "1", "2", "3"]


def test_a_printer_that_never_closes_its_side_keeps_nobody_waiting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        begin = time.monotonic()
        NetworkPrinter("127.0.0.1", server.getsockname()[1], PLAIN).print(page("Bon 1"))
        assert time.monotonic() - begin < 2
