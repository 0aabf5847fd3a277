"""The stage of written days: a real till whose clock stands, and whose devices fail when told."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kasse.app.stage import PlayStage
from kasse.cli.play.stage import TseFault
from kasse.ports.books import ActKind, BooksError
from kasse.usecases.book_order import secure_order
from tests.app.houses import NOON, TABLE, demo, order, pay, with_printer

pytestmark = pytest.mark.usefixtures("quick_disk")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[PlayStage]:
    with PlayStage(tmp_path, NOON, demo(), pictures=False) as stage:
        yield stage


def papers(folder: Path, printer: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((folder / "papers" / printer).glob("*.txt"))]


def test_what_is_booked_carries_the_time_of_the_clock(stage: PlayStage) -> None:
    later = NOON + timedelta(hours=3)
    stage.set_clock(later)
    order(stage.till)
    assert stage.till.books.journal(limit=1)[0].at == later


def test_papers_wait_for_a_printer_that_is_out_and_come_when_it_is_back(
    stage: PlayStage, tmp_path: Path
) -> None:
    stage.printer_out("Küche")
    order(stage.till)
    pay(stage.till)
    assert stage.waiting() == {"Küche": 1}
    assert len(papers(tmp_path, "Beleg")) == 1
    stage.printer_back("Küche")
    assert stage.waiting() == {}
    assert len(papers(tmp_path, "Küche")) == 1


def test_a_printer_stays_out_over_a_power_cut(stage: PlayStage) -> None:
    stage.printer_out("Küche")
    order(stage.till)
    stage.power_cut()
    assert stage.waiting() == {"Küche": 1}


def test_only_printers_that_print_nothing_can_be_switched_off(tmp_path: Path) -> None:
    house = with_printer(kind="device", address="/nowhere/lp0")
    with (
        PlayStage(tmp_path, NOON, house, pictures=False) as stage,
        pytest.raises(BooksError, match="„Küche“ ist keiner"),
    ):
        stage.printer_out("Küche")


def test_a_tse_that_is_out_leaves_an_outage_note_and_signs_again_when_it_is_back(stage: PlayStage) -> None:
    stage.tse_out()
    order(stage.till)
    out = pay(stage.till).secured
    assert out is not None
    assert "nicht erreichbar" in out.error
    stage.tse_back()
    stage.set_clock(NOON + timedelta(minutes=1))
    order(stage.till)
    back = pay(stage.till).secured
    assert back is not None
    assert back.is_signed


@pytest.mark.parametrize("fault", TseFault)
def test_every_fault_of_a_written_day_leaves_receipts_unsigned_until_it_is_gone(
    stage: PlayStage, fault: TseFault
) -> None:
    stage.tse_out(fault)
    order(stage.till)
    out = pay(stage.till).secured
    assert out is not None
    assert out.error
    stage.tse_back()
    stage.set_clock(NOON + timedelta(minutes=1))
    order(stage.till)
    back = pay(stage.till).secured
    assert back is not None
    assert back.is_signed


def test_a_tse_stays_out_over_a_power_cut(stage: PlayStage) -> None:
    stage.tse_out()
    stage.power_cut()
    secured = secure_order(stage.till, order(stage.till).order)
    assert secured is not None
    assert not secured.is_signed


def test_a_power_cut_takes_nothing_that_was_booked(stage: PlayStage) -> None:
    sent = order(stage.till)
    before = stage.till
    stage.power_cut()
    assert stage.till is not before
    tab = stage.till.books.tab(TABLE)
    assert tab is not None
    assert [line.id for line in tab.lines] == [b.line.id for b in sent.order.bookings]
    kinds = [act.kind for act in stage.till.books.journal(limit=10)]
    assert kinds[:2] == [ActKind.SECURED, ActKind.START]  # the order that was not secured yet
    assert ActKind.STOP not in kinds


def test_who_leaves_in_good_order_leaves_no_paper_behind(tmp_path: Path) -> None:
    with PlayStage(tmp_path, NOON, demo(), pictures=False) as stage:
        order(stage.till)
    assert len(papers(tmp_path, "Küche")) == 1


def test_who_is_interrupted_leaves_the_papers_to_the_next_start(tmp_path: Path) -> None:
    def interrupted() -> None:
        with PlayStage(tmp_path, NOON, demo(), pictures=False) as stage:
            order(stage.till)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert papers(tmp_path, "Küche") == []
    with PlayStage(tmp_path, NOON, None, pictures=False) as stage:
        assert ActKind.STOP in [act.kind for act in stage.till.books.journal()]
        assert stage.waiting() == {}
    assert len(papers(tmp_path, "Küche")) == 1
