"""Tones at work: each beside something that is seen, and none where they are switched off."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kasse.ports.sound import Tone
from kasse.settings.declared.sounds import KEY_CLICK, SOUNDS, VOLUME
from kasse.settings.model import Setting
from kasse.ui.notices import Level, Notice
from kasse.ui.sounds import Sounds
from kasse.usecases.change_setting import change_setting
from tests.fake_player import FakePlayer
from tests.ui.at_work import TillAtWork


@pytest.fixture
def player(at_work: TillAtWork) -> FakePlayer:
    fake = FakePlayer()
    Sounds(at_work.window, at_work.desk, fake)
    return fake


def set_to(work: TillAtWork, setting: Setting[Any], value: object) -> None:
    till = work.shop.till
    boss = next(op for op in till.staff.operators.values() if till.staff.may(op, setting.right))
    work.desk.do(work.desk.books, lambda: change_setting(till, boss, setting, value), asker=work.desk)
    work.settle()


def test_a_sale_is_heard_once_when_it_is_paid(at_work: TillAtWork, player: FakePlayer) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.tap_tile("Helles 0,5")
    at_work.send()
    at_work.to_pay()
    assert player.heard == []
    at_work.pay_cash()
    assert player.heard == [Tone.PAID]
    assert at_work.pay.change.isVisible()


def test_a_key_that_is_off_says_why_and_sounds_low(at_work: TillAtWork, player: FakePlayer) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.tap(at_work.orders.second_key)
    assert player.heard == [Tone.REFUSED]
    assert at_work.notice


def test_a_code_that_nobody_knows_sounds_low(at_work: TillAtWork, player: FakePlayer) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    at_work.clock.hurried = True
    QTest.keyClicks(at_work.orders, "4006381333931")
    at_work.key_press(Qt.Key.Key_Return)
    assert player.heard == [Tone.REFUSED]
    assert "4006381333931" in at_work.notice


def test_a_wrong_pin_sounds_low(at_work: TillAtWork, player: FakePlayer) -> None:
    at_work.tap_cell(at_work.signin.tiles, "Anna Berger")
    at_work.digits(at_work.signin.pin.pad, "0000")
    at_work.tap(at_work.signin.pin.enter_key)
    at_work.settle()
    assert player.heard == [Tone.REFUSED]


def test_a_lost_device_is_heard_once_however_often_it_is_told(
    at_work: TillAtWork, player: FakePlayer
) -> None:
    board = at_work.desk.board
    lost = Notice("printer:Küche", Level.WARNING, "Küche: Papier ist leer.")
    board.post(lost)
    at_work.until(lambda: bool(at_work.notice))
    board.post(lost)
    board.post(Notice("other", Level.WARNING, "Etwas anderes."))
    at_work.until(lambda: board.more == 1)
    assert player.heard == [Tone.DOWN]
    board.solve("printer:Küche")
    at_work.until(lambda: board.more == 0)
    board.post(lost)
    at_work.until(lambda: board.more == 1)
    assert player.heard == [Tone.DOWN, Tone.DOWN]


def test_keys_click_only_where_somebody_wants_it(at_work: TillAtWork, player: FakePlayer) -> None:
    at_work.sign_in()
    at_work.digits(at_work.tables.pad, "1")
    assert player.heard == []
    set_to(at_work, KEY_CLICK, True)
    at_work.digits(at_work.tables.pad, "2")
    assert player.heard == [Tone.CLICK]
    set_to(at_work, KEY_CLICK, False)
    at_work.digits(at_work.tables.pad, "3")
    assert player.heard == [Tone.CLICK]


def test_the_volume_is_that_of_the_setting_and_off_is_silence(
    at_work: TillAtWork, player: FakePlayer
) -> None:
    at_work.sign_in()
    at_work.open_table(12)
    set_to(at_work, VOLUME, 25)
    at_work.tap(at_work.orders.second_key)
    assert player.volumes == [25]
    set_to(at_work, SOUNDS, False)
    at_work.tap(at_work.orders.second_key)
    assert player.volumes == [25]
    assert at_work.notice
