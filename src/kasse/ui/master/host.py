"""Between the screen of master data and the special editors in it: plans, layouts, rights, many prices at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from kasse.domain.staff import Operator
from kasse.sheets import Key, Sheet
from kasse.ui.desk import Desk
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.theme.look import Look
from kasse.usecases.change_master import Edit


class Host(Protocol):
    """What a special editor may ask of the screen that it lies in."""

    @property
    def desk(self) -> Desk:
        """The open till and its lanes."""

    @property
    def look(self) -> Look:
        """Colours and measures."""

    @property
    def operator(self) -> Operator:
        """Who sits before the screen."""

    def change(self, edits: Sequence[Edit], then: Callable[[], None] | None = None) -> None:
        """Have the rows changed on the books lane, then do what follows. Refusals are told at the foot, and nothing follows."""

    def show_foot(self, foot: Foot) -> None:
        """Words and keys at the foot of the screen."""

    def back(self) -> None:
        """Back to the list."""


class Special(Protocol):
    """An editor in the place of the list. Made when it is first opened, and kept."""

    @property
    def widget(self) -> QWidget:
        """What is shown in the place of the list; the screen gives it its size."""

    def open(self, key: Key | None) -> None:
        """Show it, for the row of that key; None: no row was chosen."""

    def tapped(self, key: object) -> None:
        """A key at the foot was tapped: "main" or "second"."""

    def changed(self) -> None:
        """The master data are others now."""

    def leave(self) -> bool:
        """Whether it may be left. False: something is unsaved, and the editor itself asks by its foot."""


class Kind(Protocol):
    """A kind of special editor: above the list of which sheet its key stands, and how it is made."""

    @property
    def sheet(self) -> Sheet[Any]:
        """The sheet."""

    @property
    def label(self) -> str:
        """The words on the key."""

    @property
    def icon(self) -> str:
        """The icon on the key."""

    @property
    def make(self) -> Callable[[Host], Special]:
        """Makes the editor."""
