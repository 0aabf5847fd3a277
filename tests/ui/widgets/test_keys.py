"""What a key, a pad and the keyboard promise."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyState, KeyText, face_of
from kasse.ui.widgets.keyboard import BACK, FOOT, ROWS, OnScreenKeyboard
from kasse.ui.widgets.number_pad import NumberPad
from kasse.ui.widgets.pin_pad import PinPad

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def key(look: Look, show: Show) -> Key:
    made = Key(look, KeyText("Senden", icon="send"))
    show(made)
    made.place(Box(8, 8, 232, 64))
    QCoreApplication.processEvents()
    return made


def fill(key: Key) -> QColor:
    return key.grab().toImage().pixelColor(24, 34)


def test_a_key_acts_on_release_inside(key: Key, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(key.tapped):
        QTest.mousePress(key, Qt.MouseButton.LeftButton, pos=QPoint(50, 30))
    with qtbot.waitSignal(key.tapped):
        QTest.mouseRelease(key, Qt.MouseButton.LeftButton, pos=QPoint(50, 30))


def test_a_finger_that_slides_off_a_key_does_nothing(key: Key, qtbot: QtBot) -> None:
    QTest.mousePress(key, Qt.MouseButton.LeftButton, pos=QPoint(50, 30))
    with qtbot.assertNotEmitted(key.tapped):
        QTest.mouseRelease(key, Qt.MouseButton.LeftButton, pos=QPoint(500, 300))


def test_a_key_looks_pressed_on_the_next_frame(key: Key, look: Look) -> None:
    assert fill(key) == QColor(look.tokens.key)
    QTest.mousePress(key, Qt.MouseButton.LeftButton, pos=QPoint(50, 30))
    assert fill(key) == QColor(look.tokens.key_down)


def test_a_key_that_is_off_tells_why_instead_of_acting(key: Key, qtbot: QtBot) -> None:
    key.switch(off="Es ist nichts zu senden.")
    with qtbot.assertNotEmitted(key.tapped), qtbot.waitSignal(key.refused) as refused:
        QTest.mouseClick(key, Qt.MouseButton.LeftButton, pos=QPoint(50, 30))
    assert refused.args == ["Es ist nichts zu senden."]
    assert key.accessibleDescription() == "Es ist nichts zu senden."
    assert fill(key) == QColor(look_disabled(key))


def look_disabled(key: Key) -> str:
    return key.look.tokens.disabled


@pytest.mark.parametrize("press", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_can_be_pressed_by_keyboard(key: Key, qtbot: QtBot, press: Qt.Key) -> None:
    with qtbot.waitSignal(key.tapped):
        QTest.keyClick(key, press)


def test_a_tap_leaves_the_focus_where_it_is_and_tab_shows_a_ring(key: Key, look: Look) -> None:
    QTest.mouseClick(key, Qt.MouseButton.LeftButton, pos=QPoint(50, 30))
    ring = QColor(look.tokens.select_line)
    key.clearFocus()
    assert key.grab().toImage().pixelColor(100, 1) != ring
    key.setFocus(Qt.FocusReason.TabFocusReason)
    assert key.grab().toImage().pixelColor(100, 1) == ring


def test_a_key_has_a_name_even_when_it_shows_an_icon_only(look: Look) -> None:
    assert Key(look, KeyText(icon="delete")).accessibleName() == "letztes Zeichen löschen"
    assert Key(look, KeyText("Senden", badge="3")).accessibleName() == "Senden 3"


def test_states_of_a_key_differ_by_more_than_colour() -> None:
    normal = face_of(KeyKind.KEY, KeyState())
    pressed = face_of(KeyKind.KEY, KeyState(pressed=True))
    chosen = face_of(KeyKind.KEY, KeyState(chosen=True))
    off = face_of(KeyKind.MAIN, KeyState(off=True))
    assert pressed.shift == 2
    assert not pressed.edge
    assert (normal.thick, chosen.thick) == (1, 2)
    assert not off.edge


def test_only_what_books_a_void_is_red() -> None:
    red = {kind for kind in KeyKind if face_of(kind, KeyState()).fill == "danger"}
    assert red == {KeyKind.FINAL_DANGER}


def test_the_pad_reports_every_sign(look: Look, show: Show) -> None:
    pad = NumberPad(look, corners=("C", "×"))
    show(pad)
    pad.place(Box(0, 0, 232, 280))
    signs: list[str] = []
    pad.pressed.connect(signs.append)
    for key in pad.keys.values():
        key.click()
    assert signs == [*"123456789", "C", "0", "×"]


class TestPin:
    @pytest.fixture
    def pin(self, look: Look, show: Show) -> PinPad:
        paper = PinPad(look)
        show(paper)
        paper.place(Box(0, 0, 336, 624))
        paper.show_person("Anna Berger", length=4, hint="")
        return paper

    def test_four_digits_are_a_pin_without_enter(self, pin: PinPad, qtbot: QtBot) -> None:
        with qtbot.waitSignal(pin.entered) as entered:
            for digit in "1942":
                pin.pad.keys[digit].click()
        assert entered.args == ["1942"]
        assert pin.typed_digits == 0

    def test_back_and_clear_take_digits_away(self, pin: PinPad) -> None:
        for sign in ("1", "2", "back"):
            pin.press(sign)
        assert pin.typed_digits == 1
        pin.press("C")
        assert pin.typed_digits == 0

    def test_a_pin_of_unknown_length_ends_with_its_key(self, pin: PinPad, qtbot: QtBot) -> None:
        pin.show_person("Paul", length=0, hint="")
        assert not pin.enter_key.isHidden()
        for digit in "123456":
            pin.press(digit)
        with qtbot.waitSignal(pin.entered) as entered:
            pin.enter_key.click()
        assert entered.args == ["123456"]

    def test_without_a_name_nothing_is_typed(self, pin: PinPad) -> None:
        pin.show_person("", length=4, hint="")
        pin.press("1")
        assert pin.typed_digits == 0

    def test_the_digits_themselves_are_never_seen_or_said(self, pin: PinPad) -> None:
        blank = pin.grab().toImage()
        pin.press("7")
        seven = pin.grab().toImage()
        pin.press("C")
        pin.press("3")
        assert blank != seven == pin.grab().toImage()
        assert "3" not in pin.accessibleName() + pin.accessibleDescription()


class TestKeyboard:
    @pytest.fixture
    def keyboard(self, look: Look, show: Show) -> OnScreenKeyboard:
        board = OnScreenKeyboard(look)
        show(board)
        board.lay_out(Box(0, 0, 680, 280), Box(0, 296, 464, 64))
        return board

    def test_german_words_can_be_typed(self, keyboard: OnScreenKeyboard) -> None:
        typed: list[str] = []
        keyboard.typed.connect(typed.append)
        keyboard.shift_key.click()
        for letter in "größe":
            keyboard.letters[letter].click()
        keyboard.back_key.click()
        assert typed == ["G", "r", "ö", "ß", "e", BACK]

    def test_addresses_and_passwords_can_be_typed(self, keyboard: OnScreenKeyboard) -> None:
        typed: list[str] = []
        keyboard.typed.connect(typed.append)
        keyboard.signs_key.click()
        shown = {key.on_it.label: key for key in keyboard.letters.values()}
        for sign in ":_\\#?=~$+":
            shown[sign].click()
        assert "".join(typed) == ":_\\#?=~$+"
        keyboard.letters["1"].click()
        keyboard.shift_key.click()
        keyboard.letters["q"].click()
        assert typed[-2:] == ["1", "Q"]

    def test_every_key_is_large_enough_for_a_finger(self, keyboard: OnScreenKeyboard) -> None:
        boxes = [keyboard.letters[letter].place_in_parent() for letter in "".join(ROWS) + "".join(FOOT)]
        boxes += [keyboard.signs_key.place_in_parent(), keyboard.shift_key.place_in_parent()]
        assert min(min(box.w, box.h) for box in boxes) >= 48
