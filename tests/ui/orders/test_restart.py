"""A till that starts again, after a quit as after a power cut, has everything there that was ordered and not sent."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kasse.cli.master_file import MasterFile
from kasse.domain.money import Money
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind, BooksError
from kasse.ui.orders import sending
from kasse.ui.orders.actions import OrderAction
from kasse.ui.theme.look import Look
from kasse.usecases.book_order import OrderSent
from kasse.usecases.send_order import send_order
from kasse.usecases.till import Till
from tests.conftest import ExpectedLog
from tests.ui.at_work import TillAtWork, free, open_at_work
from tests.ui.orders.ordering import BOSS, do, new_lines, sent_lines, tab_of, tap_line

FILE = "unsent-1.json"
Again = Callable[[TillAtWork], TillAtWork]


@pytest.fixture
def after_power_cut(
    tmp_path_factory: pytest.TempPathFactory, look: Look, qtbot: QtBot, demo_house: MasterFile
) -> Iterator[Again]:
    """A till on the disk as it was at that moment; the one before goes on and knows nothing of it."""
    opened: list[TillAtWork] = []

    def cut(work: TillAtWork) -> TillAtWork:
        folder = tmp_path_factory.mktemp("cut") / "till"
        shutil.copytree(work.shop.folder, folder, ignore=shutil.ignore_patterns("*-shm"))
        opened.append(open_at_work(folder, look, qtbot, None, dict(demo_house.pins)))
        return opened[-1]

    yield cut
    for work in opened:
        free(work)


def kept(work: TillAtWork) -> None:
    """Until everything that was tapped is on the disk."""
    work.until(lambda: not work.program.keeping.waiting)


def head(work: TillAtWork) -> str:
    return work.orders.ticket.model.new_head


class TestPowerCut:
    def test_what_was_typed_in_time_is_there_again_and_sent_though_its_time_is_over(
        self, waiter: TillAtWork, after_power_cut: Again
    ) -> None:
        waiter.tap_tile("Helles 0,5", times=2)
        kept(waiter)
        till = waiter.shop.till
        beer = replace(till.catalogue.named("Helles 0,5"), sold_times="Mo-Di 11:00-14:00")
        catalogue = replace(till.master.catalogue, articles={**till.catalogue.articles, beer.number: beer})
        with till.books.act(ActKind.MASTER_DATA, at=till.now()) as act:
            act.save_master(replace(till.master, catalogue=catalogue))
        again = after_power_cut(waiter)
        again.sign_in()
        again.open_table(12)
        assert again.tile("Helles 0,5").why_off == "ab Mo"
        again.send()
        assert [(str(line.quantity), line.name) for line in tab_of(again).lines] == [("2", "Helles 0,5")]

    def test_what_was_not_sent_is_there_again_and_marked(
        self, waiter: TillAtWork, after_power_cut: Again
    ) -> None:
        waiter.tap_tile("Helles 0,5", times=2)
        waiter.tap_tile("Radler 0,5")
        waiter.tap(waiter.orders.tools.keys[OrderAction.TAKE_AWAY])
        kept(waiter)
        again = after_power_cut(waiter)
        assert again.program.drafts.unsent(training=False) == {12: 3}
        again.sign_in()
        assert again.notice == "Nach dem Neustart wieder da, noch nicht gesendet: Tisch 12."
        again.open_table(12)
        assert new_lines(again) == new_lines(waiter)
        assert [line.wish for line in again.program.orders.draft] == [
            line.wish for line in waiter.program.orders.draft
        ]
        assert head(again) == "Nach Neustart · nicht gesendet"
        again.send()
        lines = [(line.name, line.take_away) for line in tab_of(again).lines]
        assert lines == [("Helles 0,5", False), ("Radler 0,5", True)]
        again.tap_tile("Helles 0,5")
        assert head(again) == "Neu · noch nicht gesendet"

    def test_a_colleague_can_send_it_or_take_it_away(
        self, waiter: TillAtWork, after_power_cut: Again
    ) -> None:
        waiter.tap_tile("Helles 0,5")
        waiter.tap_tile("Radler 0,5")
        kept(waiter)
        again = after_power_cut(waiter)
        again.sign_in(BOSS)
        again.open_table(12)
        assert head(again) == "Nicht gesendet · von Anna Berger"
        tap_line(again, "Radler")
        do(again, OrderAction.VOID)
        again.send()
        assert [line.name for line in tab_of(again).lines] == ["Helles 0,5"]

    def test_it_is_told_once(self, waiter: TillAtWork, after_power_cut: Again) -> None:
        waiter.tap_tile("Helles 0,5")
        kept(waiter)
        again = after_power_cut(waiter)
        again.sign_in()
        again.desk.board.solve("said")
        again.until(lambda: not again.notice)
        again.tap(again.tables.top.sign_out_key)
        again.until(lambda: again.window.shown == "signin")
        again.sign_in()
        assert again.notice == ""

    def test_practice_stays_practice(self, at_work: TillAtWork, after_power_cut: Again) -> None:
        staff = at_work.shop.till.staff.operators.values()
        at_work.sign_in(next(op.name for op in staff if op.training))
        at_work.open_table(12)
        at_work.tap_tile("Helles 0,5")
        kept(at_work)
        again = after_power_cut(at_work)
        assert again.program.drafts.unsent(training=True) == {12: 1}
        again.sign_in()
        assert again.notice == ""
        again.open_table(12)
        assert new_lines(again) == []

    def test_what_reached_the_books_does_not_come_again(
        self, waiter: TillAtWork, after_power_cut: Again
    ) -> None:
        """The order is booked, and the power goes before that is written down."""
        waiter.tap_tile("Helles 0,5")
        kept(waiter)
        before = (waiter.shop.folder / FILE).read_bytes()
        waiter.send()
        kept(waiter)
        (waiter.shop.folder / FILE).write_bytes(before)
        again = after_power_cut(waiter)
        again.sign_in()
        again.open_table(12)
        assert new_lines(again) == []
        assert [line.name for line in sent_lines(again)] == ["Helles 0,5"]

    def test_what_was_sent_and_did_not_reach_the_books_comes_again(
        self,
        waiter: TillAtWork,
        after_power_cut: Again,
        monkeypatch: pytest.MonkeyPatch,
        expected_log: ExpectedLog,
    ) -> None:
        def lost(*_args: object, **_facts: object) -> OrderSent:
            raise BooksError("Die Festplatte ist voll.")

        waiter.tap_tile("Helles 0,5")
        monkeypatch.setattr(sending, "send_order", lost)
        with expected_log(logging.WARNING, "Festplatte"):
            waiter.send()
        monkeypatch.undo()
        waiter.tap_tile("Radler 0,5")
        kept(waiter)
        again = after_power_cut(waiter)
        again.sign_in()
        again.open_table(12)
        assert new_lines(again) == [("1", "Helles 0,5"), ("1", "Radler 0,5")]
        again.send()
        assert len(tab_of(again).lines) == 2
        assert [act.kind for act in again.shop.till.books.journal(limit=30)].count(ActKind.ORDER) == 1

    def test_an_order_whose_answer_was_lost_comes_from_the_books_alone(
        self,
        waiter: TillAtWork,
        after_power_cut: Again,
        monkeypatch: pytest.MonkeyPatch,
        expected_log: ExpectedLog,
    ) -> None:
        def lossy(till: Till, *args: object, **facts: object) -> OrderSent:
            send_order(till, *args, **facts)  # type: ignore[arg-type]
            raise BooksError("Ob gebucht wurde, ist unbekannt.")

        monkeypatch.setattr(sending, "send_order", lossy)
        waiter.tap_tile("Helles 0,5")
        with expected_log(logging.WARNING, "unbekannt"):
            waiter.send()
        kept(waiter)
        again = after_power_cut(waiter)
        assert again.program.drafts.empty
        assert len(tab_of(again).lines) == 1

    def test_what_moved_to_another_table_and_was_sent_there_does_not_come_again(
        self, boss: TillAtWork, after_power_cut: Again
    ) -> None:
        """Even if the power goes before the move is written down."""
        boss.tap_tile("Radler 0,5")
        kept(boss)
        before = (boss.shop.folder / FILE).read_bytes()
        boss.program.drafts.move(12, 14, training=False)
        boss.tap(boss.orders.top.back_key)
        boss.open_table(14)
        boss.send()
        kept(boss)
        (boss.shop.folder / FILE).write_bytes(before)
        again = after_power_cut(boss)
        assert again.program.drafts.empty
        assert [line.name for line in tab_of(again, 14).lines] == ["Radler 0,5"]


def test_what_is_typed_just_before_the_program_is_quit_is_there_again(
    at_work: TillAtWork, look: Look, qtbot: QtBot
) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5")
    at_work.program.quit()
    at_work.close()
    again = open_at_work(at_work.shop.folder, look, qtbot, None, at_work.pins)
    assert again.program.drafts.unsent(training=False) == {12: 1}
    free(again)


class TestAnotherCard:
    """The card has changed while the till was off."""

    def change(self, work: TillAtWork, name: str, price: int | None) -> None:
        """Give an article another price, or take it off the card."""
        till = work.shop.till
        with till.books.act(ActKind.MASTER_DATA, at=till.now()) as act:
            master = till.books.master()
            catalogue = master.catalogue
            article = catalogue.named(name)
            other = (
                replace(article, active=False)
                if price is None
                else replace(article, prices=(Money(price), *article.prices[1:]))
            )
            articles = {**catalogue.articles, article.number: other}
            act.save_master(replace(master, catalogue=replace(catalogue, articles=articles)))

    def test_another_price_holds_and_is_told(self, waiter: TillAtWork, after_power_cut: Again) -> None:
        waiter.tap_tile("Helles 0,5")
        kept(waiter)
        self.change(waiter, "Helles 0,5", 555)
        again = after_power_cut(waiter)
        again.until(lambda: bool(again.notice))
        assert again.notice.startswith(
            "Noch nicht gesendet, neuer Preis: Tisch 12: 1 × Helles 0,5 kostet 5,55 statt "
        )
        again.tap(again.window.status.answer_keys[0])
        again.until(lambda: not again.notice)
        again.sign_in()
        again.open_table(12)
        assert again.program.orders.draft.total == Money(555)

    def test_what_is_gone_is_named_until_somebody_has_read_it(
        self, waiter: TillAtWork, after_power_cut: Again
    ) -> None:
        waiter.tap_tile("Helles 0,5", times=2)
        waiter.tap_tile("Radler 0,5")
        kept(waiter)
        self.change(waiter, "Helles 0,5", None)
        again = after_power_cut(waiter)
        again.until(lambda: bool(again.notice))
        assert again.notice.startswith("Nicht wieder auf dem Bon: Tisch 12: 2 × Helles 0,5 – ")
        assert again.program.drafts.unsent(training=False) == {12: 1}
        kept(again)
        once_more = after_power_cut(again)
        once_more.until(lambda: "2 × Helles 0,5" in once_more.notice)
        once_more.tap(once_more.window.status.answer_keys[0])
        once_more.until(lambda: not once_more.notice)
        kept(once_more)
        found = json.loads((once_more.shop.folder / FILE).read_text())
        assert [[line["name"] for line in draft["lines"]] for draft in found["drafts"]] == [["Radler 0,5"]]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "beschädigt"),
        (b"\xff\xfe", "beschädigt"),
        (b'{"format": "kasse-unsent", "version": 2, "terminal": 1}', "neueren Version"),
        (b'{"format": "kasse-unsent", "version": 1, "terminal": 7, "drafts": []}', "Kasse 7"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_put_aside_and_the_till_sells(
    waiter: TillAtWork, after_power_cut: Again, expected_log: ExpectedLog, content: bytes, why: str
) -> None:
    (waiter.shop.folder / FILE).write_bytes(content)
    with expected_log(logging.WARNING, "could not be read"):
        again = after_power_cut(waiter)
    again.until(lambda: "ist nicht lesbar" in again.notice)
    assert why in again.notice
    assert "unsent-1.broken.json" in again.notice
    assert (again.shop.folder / "unsent-1.broken.json").read_bytes() == content
    again.sign_in()
    again.open_table(12)
    again.tap_tile("Helles 0,5")
    again.send()
    assert len(tab_of(again).lines) == 1
    kept(again)
    assert json.loads((again.shop.folder / FILE).read_text())["drafts"] == []


def test_an_order_refused_in_the_second_try_and_booked_in_the_first_is_not_sent_a_third_time(
    waiter: TillAtWork, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
) -> None:
    """Its answer was lost, and meanwhile it is off the card."""

    def lossy(till: Till, operator: Operator, *args: object, **facts: object) -> OrderSent:
        send_order(till, operator, *args, **facts)  # type: ignore[arg-type]
        raise BooksError("Ob gebucht wurde, ist unbekannt.")

    waiter.tap_tile("Helles 0,5")
    monkeypatch.setattr(sending, "send_order", lossy)
    with expected_log(logging.WARNING, "unbekannt"):
        waiter.send()
    monkeypatch.undo()
    till = waiter.shop.till
    catalogue = till.master.catalogue
    helles = catalogue.named("Helles 0,5")
    gone = {**catalogue.articles, helles.number: replace(helles, active=False)}
    till.master = replace(till.master, catalogue=replace(catalogue, articles=gone))
    waiter.send()
    assert new_lines(waiter) == []
    assert [line.name for line in sent_lines(waiter)] == ["Helles 0,5"]
