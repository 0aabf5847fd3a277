"""Papers are drawn from the books when the printer takes them, and a second one never passes for the first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kasse.cli.master_file import demo_master
from kasse.documents.text import text
from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.quantity import Quantity
from kasse.domain.sales import Tender
from kasse.domain.staff import Operator, Right
from kasse.ports.outbox import JobKind, QueuedJob
from kasse.ports.paper import Page
from kasse.usecases.book_order import secure_order
from kasse.usecases.close_day import close_day, report_day
from kasse.usecases.draw_paper import closing_paper_page, draw_paper, receipt_paper_page
from kasse.usecases.follow_ups import paper_name
from kasse.usecases.print_again import print_interim_bill, reprint_receipt
from kasse.usecases.send_order import send_order
from kasse.usecases.take_payment import take_payment
from kasse.usecases.till import Till
from kasse.usecases.void_lines import void_lines
from tests.cli.play.stages import FAR, START, TestStage, hash_pin

TABLE = 12


class Bench:
    """The demonstration house with a receipt printer, and somebody who may do everything."""

    def __init__(self, folder: Path) -> None:
        house = demo_master(hash_pin).master
        self.stage = TestStage(folder, house, START)
        self.names = {article.name: number for number, article in house.catalogue.articles.items()}

    @property
    def till(self) -> Till:
        return self.stage.till

    @property
    def boss(self) -> Operator:
        return next(o for o in self.till.staff.operators.values() if self.till.staff.may(o, Right.CLOSE_DAY))

    def order(self, *names: str) -> None:
        sent = send_order(self.till, self.boss, TABLE, [Wish(self.names[name]) for name in names])
        secure_order(self.till, sent.order)

    def pay(self) -> int:
        tab = self.till.books.tab(TABLE)
        assert tab is not None
        tender = Tender(self.till.own_cash(), Money(200_00))
        return take_payment(self.till, self.boss, TABLE, [tender]).receipt.number

    def jobs(self, paper: str) -> list[QueuedJob]:
        """The papers of one kind that wait, oldest first."""
        found = [
            job
            for printer in self.till.house.printers
            for job in self.stage.outbox.due(printer, FAR, limit=1000)
            if job.job.payload["paper"] == paper
        ]
        return sorted(found, key=lambda job: job.id)

    def draw(self, paper: str, *, again: bool = False) -> str:
        """The text of the newest paper of a kind."""
        return drawn(draw_paper(self.till, self.jobs(paper)[-1].job.payload, again=again))


def drawn(page: Page | None) -> str:
    assert page is not None
    return text(page, 42)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.stage.close()


def test_each_station_gets_a_slip_with_what_it_has_to_do(bench: Bench) -> None:
    bench.order("Helles 0,5", "Frittatensuppe")
    slips = [drawn(draw_paper(bench.till, job.job.payload)) for job in bench.jobs("slip")]
    assert len(slips) == 2
    assert [sum(name in slip for slip in slips) for name in ("Helles", "Frittatensuppe")] == [1, 1]
    assert not any("Helles" in slip and "Frittatensuppe" in slip for slip in slips)


def test_a_slip_that_may_have_come_out_is_marked_so_that_nobody_cooks_twice(bench: Bench) -> None:
    bench.order("Frittatensuppe")
    assert "WIEDERHOLUNG" not in bench.draw("slip")
    assert "WIEDERHOLUNG" in bench.draw("slip", again=True)


def test_a_slip_that_comes_out_elsewhere_says_whose_it_is(bench: Bench) -> None:
    bench.order("Frittatensuppe")
    assert bench.stage.outbox.retarget("Küche", "Schank") == 1
    assert "statt Küche" in bench.draw("slip")
    bench.stage.outbox.retarget("Schank", "Beleg")
    assert "statt Küche" in bench.draw("slip")


def test_a_void_reaches_the_kitchen(bench: Bench) -> None:
    bench.order("Frittatensuppe")
    tab = bench.till.books.tab(TABLE)
    assert tab is not None
    void_lines(bench.till, bench.boss, TABLE, [(tab.lines[0].id, Quantity(1000))], "Vertippt")
    assert "STORNO" in bench.draw("slip")


def test_a_receipt_is_the_same_paper_whenever_it_is_drawn(bench: Bench) -> None:
    bench.order("Helles 0,5", "Frittatensuppe")
    number = bench.pay()
    first = bench.draw("receipt")
    bench.order("Helles 0,5")
    bench.pay()
    assert drawn(receipt_paper_page(bench.till, number)) == first
    assert "KOPIE" not in first


def test_a_receipt_that_may_have_come_out_is_a_copy(bench: Bench) -> None:
    bench.order("Helles 0,5")
    bench.pay()
    assert "KOPIE" in bench.draw("receipt", again=True)


def test_a_receipt_printed_on_demand_is_a_copy(bench: Bench) -> None:
    bench.order("Helles 0,5")
    number = bench.pay()
    reprint_receipt(bench.till, bench.boss, number)
    assert [bool(job.job.payload["copy"]) for job in bench.jobs("receipt")] == [False, True]
    assert "KOPIE" in bench.draw("receipt")


def test_an_interim_bill_shows_the_table_as_it_was_when_somebody_asked(bench: Bench) -> None:
    bench.order("Frittatensuppe")
    print_interim_bill(bench.till, bench.boss, TABLE)
    bench.order("Helles 0,5")
    paper = bench.draw("interim")
    assert "Frittatensuppe" in paper
    assert "Helles" not in paper
    assert "keine Rechnung" in paper
    assert "WIEDERHOLUNG" in bench.draw("interim", again=True)


def test_an_x_report_shows_the_figures_of_its_moment(bench: Bench) -> None:
    bench.order("Helles 0,5")
    bench.pay()
    report_day(bench.till, bench.boss)
    first = bench.draw("x_report")
    bench.order("Frittatensuppe")
    bench.pay()
    assert bench.draw("x_report") == first
    assert "WIEDERHOLUNG" in bench.draw("x_report", again=True)


def test_an_x_report_of_an_idle_day_has_no_receipts(bench: Bench) -> None:
    report_day(bench.till, bench.boss)
    assert "kein Abschluss" in bench.draw("x_report")


def test_a_closing_report_is_a_copy_the_second_time(bench: Bench) -> None:
    bench.order("Helles 0,5")
    bench.pay()
    closing = close_day(bench.till, bench.boss).closing
    assert "KOPIE" not in bench.draw("closing")
    assert "KOPIE" in bench.draw("closing", again=True)
    assert drawn(closing_paper_page(bench.till, closing.number, (0, 0))) == bench.draw("closing")


def test_a_paper_that_nobody_knows_is_refused(bench: Bench) -> None:
    with pytest.raises(ValueError, match="napkin"):
        draw_paper(bench.till, {"paper": "napkin"})
    with pytest.raises(KeyError):
        draw_paper(bench.till, {"paper": "receipt", "number": 99})


def test_every_paper_has_a_name_that_people_know(bench: Bench) -> None:
    bench.order("Frittatensuppe")
    print_interim_bill(bench.till, bench.boss, TABLE)
    bench.pay()
    report_day(bench.till, bench.boss)
    close_day(bench.till, bench.boss)
    kinds = ("slip", "interim", "receipt", "x_report", "closing")
    names = [paper_name(bench.jobs(kind)[-1].job.payload) for kind in kinds]
    assert names == ["Bon 1 (Küche)", "Zwischenrechnung Tisch 12", "Beleg 1", "X-Bericht", "Tagesabschluss 1"]


def test_the_drawer_opens_for_cash(bench: Bench) -> None:
    bench.order("Helles 0,5")
    bench.pay()
    printer = bench.till.terminal.receipt_printer
    assert len(bench.stage.outbox.due(printer, FAR, kind=JobKind.DRAWER)) == 1


def test_training_troubles_no_kitchen(bench: Bench) -> None:
    trainee = next(o for o in bench.till.staff.operators.values() if o.training)
    send_order(bench.till, trainee, TABLE, [Wish(bench.names["Frittatensuppe"])])
    assert bench.jobs("slip") == []
