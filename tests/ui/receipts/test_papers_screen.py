"""What printers without paper printed is seen on the screen."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from kasse.cli.master_file import MasterFile
from kasse.ui.receipts.view import ReceiptsView
from kasse.ui.theme.look import Look
from tests.ui.at_work import free, open_at_work


def test_the_last_papers_are_seen_newest_first(
    tmp_path: Path, look: Look, qtbot: QtBot, demo_house: MasterFile
) -> None:
    work = open_at_work(tmp_path, look, qtbot, demo_house.master, dict(demo_house.pins), pictures=True)
    work.sign_in()
    work.open_table(12)
    work.tap_tile("Pils vom Fass 0,5")
    work.send()
    work.to_pay()
    work.pay_cash()
    work.shop.print_waiting()
    work.program.show_papers()
    work.settle()
    work.settle()  # the list first, then the picture of the newest
    view = work.window.view("papers")
    assert isinstance(view, ReceiptsView)
    assert work.window.shown == "papers"
    printers = [work.shop.till.terminal.receipt_printer, "Schank"]
    shown = [view.list.cell_name(i) for i in range(view.list.cell_count())]
    assert len(shown) == 2
    assert sorted(printers) == sorted(p for name in shown for p in printers if p in name)
    assert not view.paper.picture.isNull()
    assert not view.reprint_key.isVisible()
    assert not view.reverse_key.isVisible()
    free(work)
