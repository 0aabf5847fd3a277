"""Which language the screens are in: the till's own until somebody signs in, then that of whoever works."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Protocol

from PySide6.QtCore import QObject

from kasse.domain.master import Master
from kasse.domain.staff import Operator
from kasse.settings.declared.screen import LANGUAGE
from kasse.ui import language
from kasse.ui.desk import Desk
from kasse.ui.window import Window
from kasse.usecases.till import Changed


class Named(Protocol):
    """Whatever the house has given a name."""

    @property
    def name(self) -> str: ...


class Speaking(QObject):
    """Lives on the GUI thread beside the screens."""

    def __init__(self, window: Window, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._operator: Operator | None = None
        desk.changed.connect(self._changed)
        self.serve(None)

    def serve(self, operator: Operator | None) -> None:
        """From now on in the language of that operator; None: nobody is signed in."""
        self._operator = operator
        till = self._desk.till
        code = operator.language if operator is not None else ""
        if code not in language.LANGUAGES:
            code = till.settings[LANGUAGE]
        names = () if code == language.GERMAN else own_names(Master(till.house, till.catalogue, till.staff))
        self._window.look.speak(code, names)

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and changed & (Changed.SETTINGS | Changed.MASTER):
            self.serve(self._operator)


def own_names(master: Master) -> Iterator[str]:
    """What people and things of the house are called. Ways to pay are not among them: Bar is cash to everybody."""
    house, catalogue = master.house, master.catalogue
    yield house.business.name
    yield from house.void_reasons
    yield from house.remarks
    named: Iterator[Named] = chain(
        house.terminals.values(),
        house.areas.values(),
        house.printers.values(),
        house.internal_accounts.values(),
        house.units.values(),
        catalogue.articles.values(),
        catalogue.groups.values(),
        catalogue.main_groups.values(),
        catalogue.side_groups.values(),
        catalogue.menus,
        *(menu.sections for menu in catalogue.menus),
        master.staff.operators.values(),
    )
    yield from (thing.name for thing in named)
