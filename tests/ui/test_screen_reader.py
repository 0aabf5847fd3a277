"""A screen reader finds a name for whatever it can stand on, what it is, and how it stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget

from kasse.ui.theme.look import Look
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyText
from kasse.ui.widgets.tabs import Tab, Tabs
from tests.ui.conftest import window_with
from tools import screen_samples as samples


def controls(widget: QWidget) -> list[QWidget]:
    """Whatever the keyboard can stand on and somebody sees."""
    return [
        child
        for child in (widget, *widget.findChildren(QWidget))
        if child.isVisible() and child.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]


def named(widget: QWidget) -> bool:
    """The name of an icon is none: nobody ever translated it."""
    name = widget.accessibleName().strip()
    return bool(name) and not (isinstance(widget, Key) and name == widget.on_it.icon)


@pytest.mark.parametrize("screen", samples.SCREENS)
def test_no_control_of_any_screen_is_without_a_name(look: Look, screen: str) -> None:
    window, view = window_with(look, screen)
    window.resize(1280, 800)
    window.show()
    QCoreApplication.processEvents()
    nameless = [repr(each) for each in controls(view) if not named(each)]
    silent = [
        f"{each!r}: {index}"
        for each in controls(view)
        if isinstance(each, Cells)
        for index in range(each.cell_count())
        if not each.cell_is_free(index) and not each.cell_name(index).strip()
    ]
    window.close()
    window.deleteLater()
    assert nameless == []
    assert silent == []


def test_keys_are_buttons_that_say_why_they_are_off_and_that_they_are_chosen(look: Look) -> None:
    key = Key(look, KeyText("Senden", badge="3"))
    told = QAccessible.queryAccessibleInterface(key)
    assert told.role() is QAccessible.Role.Button
    assert told.text(QAccessible.Text.Name) == "Senden 3"
    key.choose(chosen=True)
    assert told.text(QAccessible.Text.Description) == "gewählt"
    key.switch(off="Es ist noch nichts boniert.")
    assert told.text(QAccessible.Text.Description) == "Es ist noch nichts boniert."


def test_the_cell_under_the_keyboard_is_told_with_its_place(look: Look) -> None:
    tabs = Tabs(look, name="Bereiche")
    tabs.arrange(3, 1)
    tabs.show_tabs([Tab(1, "Gaststube"), Tab(2, "Terrasse")], 1)
    tabs._tell_cursor()
    told = QAccessible.queryAccessibleInterface(tabs)
    assert told.text(QAccessible.Text.Name) == "Bereiche"
    assert told.text(QAccessible.Text.Description) == "Gaststube, hier, 1 von 2"


def test_typed_words_stand_in_a_field_that_says_what_is_asked(look: Look) -> None:
    window, view = window_with(look, "order-remark")
    window.show()
    QCoreApplication.processEvents()
    fields = [field for field in view.findChildren(QLineEdit) if field.isVisible()]
    told = [QAccessible.queryAccessibleInterface(field) for field in fields]
    assert [each.role() for each in told] == [QAccessible.Role.EditableText]
    assert all(each.text(QAccessible.Text.Name) for each in told)
    window.close()
    window.deleteLater()
