"""What the screens promise to the finger and to the keyboard: every tap and every key arrives."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kasse.ui.notices import Level, Notice
from kasse.ui.orders.actions import OrderAction
from kasse.ui.pay.view import PayView
from kasse.ui.shifts.view import ClosingView
from kasse.ui.signin.view import SignInView
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.widgets.key import Key
from tests.ui.conftest import Finger, window_with
from tools import pay_samples
from tools import screen_samples as samples

Show = Callable[[QWidget], QWidget]


@pytest.mark.parametrize("theme", ["light", "dark", "strong"])
def test_another_theme_repaints_all_of_a_screen(look: Look, show: Show, theme: str) -> None:
    window, _ = window_with(look, "order")
    show(window)
    look.set(theme=theme)
    image = window.grab().toImage()
    assert image.pixelColor(4, 400).name() == look.tokens.ground.lower()
    assert image.pixelColor(200, 620).name() in (look.tokens.paper.lower(), look.tokens.ink.lower())
    look.set(theme="light")


def test_zones_follow_when_the_waiter_is_left_handed(look: Look, show: Show) -> None:
    window, _ = window_with(look, "order")
    show(window)
    look.set(metrics=Metrics(1280, 800, left_handed=True))
    view = samples.order(look)
    show(view)
    assert view.main_key.place_in_parent().x == 8
    assert view.ticket.place_in_parent().right == 1272


class TestOrder:
    def test_taps_on_the_rail_arrive_as_actions(self, look: Look, show: Show) -> None:
        view = samples.order(look)
        show(view)
        actions: list[object] = []
        view.action.connect(actions.append)
        for action, key in view.keys.items():
            if key.isVisible():
                key.click()
                assert actions[-1] is action

    def test_digits_enter_and_function_keys_do_what_keys_do(
        self, look: Look, show: Show, qtbot: QtBot
    ) -> None:
        view = samples.order(look)
        show(view)
        view.setFocus()
        typed: list[str] = []
        view.typed.connect(typed.append)
        QTest.keyClicks(view, "3*")
        QTest.keyClick(view, Qt.Key.Key_Backspace)
        assert typed == ["3", "×", "back"]
        for key, signal in (
            (Qt.Key.Key_Return, view.pay),
            (Qt.Key.Key_F12, view.send),
            (Qt.Key.Key_Escape, view.back),
        ):
            with qtbot.waitSignal(signal):
                QTest.keyClick(view, key)
        with qtbot.waitSignal(view.action) as action:
            QTest.keyClick(view, Qt.Key.Key_F4)
        assert action.args == [OrderAction.VOID]

    def test_arrows_lead_into_the_tiles(self, look: Look, show: Show, qtbot: QtBot) -> None:
        view = samples.order(look)
        show(view)
        QTest.keyClick(view, Qt.Key.Key_Down)
        with qtbot.waitSignal(view.tile_tapped) as tapped:
            QTest.keyClick(view.middle.tiles, Qt.Key.Key_Return)
        assert tapped.args == ["Pils vom Fass 0,5"]

    def test_what_opens_in_the_place_of_the_tiles_moves_nothing_else(self, look: Look, show: Show) -> None:
        view = samples.order(look)
        show(view)
        before = {key: key.geometry() for key in view.findChildren(Key) if key.parent() is view}
        view.show_more({}, {})
        assert not view.middle.showing_tiles
        assert {key: key.geometry() for key in before} == before
        view.show_tiles()
        assert view.middle.showing_tiles

    def test_more_offers_what_the_rail_has_no_room_for(self, look: Look, show: Show) -> None:
        look.set(metrics=Metrics(1024, 640))
        view = samples.order(look)
        show(view)
        view.show_more({}, {})
        offered = {
            view.middle.choices.cells.cell_key(i) for i in range(view.middle.choices.cells.cell_count())
        }
        on_rail = {action for action, key in view.keys.items() if key.isVisible()}
        assert {OrderAction.SIDES, OrderAction.NOTE, OrderAction.TRANSFER, OrderAction.ROUND} <= offered
        assert not offered & on_rail

    def test_esc_closes_the_choices_before_it_leaves_the_table(
        self, look: Look, show: Show, qtbot: QtBot
    ) -> None:
        view = samples.order_void(look)
        show(view)
        view.setFocus()
        with qtbot.assertNotEmitted(view.back), qtbot.waitSignal(view.choices_closed):
            QTest.keyClick(view, Qt.Key.Key_Escape)

    def test_a_remark_is_typed_on_the_screen_or_on_a_keyboard(
        self, look: Look, show: Show, qtbot: QtBot
    ) -> None:
        view = samples.order_remark(look)
        show(view)
        entry = view.middle.text
        entry.field.clear()
        entry.keyboard.letters["s"].click()
        QTest.keyClicks(entry.field, "charf")
        with qtbot.waitSignal(view.text_accepted) as accepted:
            entry.accept_key.click()
        assert accepted.args == ["scharf"]
        Finger(entry.suggestions).tap(0)
        assert entry.field.text() == "scharf, ohne Zwiebel"

    def test_while_lines_move_the_last_two_keys_say_so(self, look: Look, show: Show, qtbot: QtBot) -> None:
        view = samples.order_transfer(look)
        show(view)
        assert view.main_key.on_it.label == "2 × Pils auf Tisch 5 umbuchen"
        with qtbot.assertNotEmitted(view.pay), qtbot.waitSignal(view.transfer_confirmed):
            view.main_key.click()
        with qtbot.assertNotEmitted(view.send), qtbot.waitSignal(view.transfer_cancelled):
            view.second_key.click()
        view.show_tiles()
        with qtbot.waitSignal(view.pay):
            view.main_key.click()


class TestTables:
    def test_a_number_typed_opens_its_table(self, look: Look, show: Show, qtbot: QtBot) -> None:
        view = samples.tables(look)
        show(view)
        QTest.keyClicks(view, "17")
        assert view.main_key.on_it.label == "Tisch 17 öffnen"
        assert view.plan.chosen == 17
        with qtbot.waitSignal(view.number_entered) as entered:
            QTest.keyClick(view, Qt.Key.Key_Return)
        assert entered.args == ["17"]
        assert view.typed == ""

    def test_a_tap_on_a_table_is_enough(self, look: Look, show: Show, qtbot: QtBot) -> None:
        view = samples.tables(look)
        show(view)
        index = view.plan.index_of(5)
        assert index is not None
        with qtbot.waitSignal(view.table_tapped) as tapped:
            Finger(view.plan).tap(index)
        assert tapped.args == [5]


class TestPay:
    @pytest.fixture
    def pay(self, look: Look, show: Show) -> PayView:
        view = pay_samples.pay(look)
        show(view)
        return view

    def test_a_note_settles_with_one_tap(self, pay: PayView, qtbot: QtBot) -> None:
        with qtbot.waitSignal(pay.note_given) as given:
            pay.note_keys[0].click()
        assert given.args == [5000]

    def test_a_tap_at_the_left_gives_to_the_guest_and_one_at_the_right_takes_back(
        self, pay: PayView, qtbot: QtBot
    ) -> None:
        with qtbot.waitSignal(pay.open_tapped) as given:
            Finger(pay.open_sheet).tap(1)
        with qtbot.waitSignal(pay.guest_tapped) as taken:
            Finger(pay.guest_sheet).tap(2)
        assert (given.args, taken.args) == ([2], [6])

    def test_another_guest_is_one_tap(self, pay: PayView, qtbot: QtBot) -> None:
        with qtbot.waitSignal(pay.guest_added):
            Finger(pay.guests).tap(2)
        with qtbot.waitSignal(pay.guest_chosen) as chosen:
            Finger(pay.guests).tap(0)
        assert chosen.args == [1]

    def test_enter_pays_the_usual_way(self, pay: PayView, qtbot: QtBot) -> None:
        with qtbot.waitSignal(pay.cash):
            QTest.keyClick(pay, Qt.Key.Key_Return)
        with qtbot.waitSignal(pay.card):
            QTest.keyClick(pay, Qt.Key.Key_F11)

    def test_on_a_low_screen_tips_open_in_the_row_of_the_notes(
        self, look: Look, show: Show, qtbot: QtBot
    ) -> None:
        look.set(metrics=Metrics(1024, 640))
        view = pay_samples.pay(look)
        show(view)
        assert [key.isVisible() for key in view.note_keys] == [True, True, True, False]
        view.tip_keys[0].click()
        assert all(key.isVisible() for key in view.tip_keys[:4])
        assert not any(key.isVisible() for key in view.note_keys)
        with qtbot.waitSignal(view.tip_chosen) as chosen:
            view.tip_keys[1].click()
        assert chosen.args == [1]
        assert view.note_keys[0].isVisible()

    def test_the_change_stands_until_the_next_tap(self, look: Look, show: Show, qtbot: QtBot) -> None:
        view = pay_samples.paid(look)
        show(view)
        assert view.change.accessibleName() == "Rückgeld 3,00 €"
        assert not view.cash_key.isVisible()
        with qtbot.waitSignal(view.next_step):
            QTest.keyClick(view, Qt.Key.Key_Return)
        with qtbot.waitSignal(view.paid_action) as action:
            view.paid_keys[0].click()
        assert action.args == ["copy"]

    def test_nothing_can_be_paid_by_tap_when_there_is_nothing_to_pay(
        self, pay: PayView, qtbot: QtBot
    ) -> None:
        from dataclasses import replace

        pay.show_pay(replace(pay._pay, pay_off="Diesem Gast ist noch nichts zugeteilt."))
        with qtbot.assertNotEmitted(pay.cash), qtbot.waitSignal(pay.refused) as refused:
            pay.cash_key.click()
        assert refused.args == ["Diesem Gast ist noch nichts zugeteilt."]


def test_a_pin_typed_on_a_keyboard_signs_the_chosen_waiter_in(look: Look, show: Show, qtbot: QtBot) -> None:
    view = samples.sign_in(look)
    show(view)
    assert isinstance(view, SignInView)
    with qtbot.waitSignal(view.pin_entered) as entered:
        QTest.keyClicks(view, "42")
    assert entered.args == ["AB", "1942"]


def test_the_day_closes_by_its_key_or_by_enter(look: Look, show: Show, qtbot: QtBot) -> None:
    view = samples.closing(look)
    show(view)
    assert isinstance(view, ClosingView)
    with qtbot.waitSignal(view.close_day):
        view.main_key.click()
    with qtbot.waitSignal(view.close_day):
        QTest.keyClick(view, Qt.Key.Key_Return)


def test_counting_takes_digits_and_is_given_up_with_esc(look: Look, show: Show, qtbot: QtBot) -> None:
    view = samples.counting(look)
    show(view)
    with qtbot.waitSignal(view.count_typed) as typed:
        QTest.keyClicks(view, "7")
    with qtbot.waitSignal(view.count_row_chosen) as chosen:
        Finger(view.count_grid).tap(3)
    with qtbot.assertNotEmitted(view.back), qtbot.waitSignal(view.count_cancelled):
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert (typed.args, chosen.args) == (["7"], [5000])


def test_the_chosen_receipt_is_reprinted_or_reversed(look: Look, show: Show, qtbot: QtBot) -> None:
    view = samples.receipts(look)
    show(view)
    with qtbot.waitSignal(view.reprint) as copy:
        view.reprint_key.click()
    with qtbot.waitSignal(view.reverse) as reverse:
        view.reverse_key.click()
    with qtbot.waitSignal(view.receipt_chosen) as chosen:
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert (copy.args, reverse.args, chosen.args) == ([20117], [20117], [20116])


def test_the_frame_and_the_word_say_that_it_is_practice(look: Look, show: Show) -> None:
    window, _ = window_with(look, "order")
    show(window)
    calm = window.grab().toImage()
    window.show_training(on=True)
    QCoreApplication.processEvents()
    practice = window.grab().toImage()
    assert practice.pixelColor(1, 400) in (QColor(look.tokens.warn_line), QColor(look.tokens.warn_ink))
    assert calm.pixelColor(1, 400) == QColor(look.tokens.ground)


def test_news_stands_in_the_foot_and_pushes_nothing(look: Look, show: Show, qtbot: QtBot) -> None:
    window, view = window_with(look, "order")
    show(window)
    before = view.grab().toImage()
    window.board.post(
        Notice("kitchen", Level.WARNING, "Küche: Papier ist leer.", answers=samples.NOTICE.answers)
    )
    QCoreApplication.processEvents()
    assert view.grab().toImage() == before
    with qtbot.waitSignal(window.status.notice_answered) as answered:
        window.status.answer_keys[0].click()
    assert answered.args == ["kitchen", "reroute"]


def test_a_key_that_is_off_says_why_in_the_foot(look: Look, show: Show) -> None:
    window, view = window_with(look, "order")
    show(window)
    view.refused.emit("Es ist nichts zu senden.")
    assert window.status.notice is not None
    assert window.status.notice.title == "Es ist nichts zu senden."


def test_a_screen_that_is_left_is_kept_and_comes_back(look: Look, show: Show) -> None:
    window, view = window_with(look, "order")
    tables = samples.tables(look)
    window.add("tables", tables)
    show(window)
    window.show_view("tables")
    assert tables.isVisible()
    assert not view.isVisible()
    window.show_view("order")
    assert view.isVisible()
    assert window.shown == "order"
