"""Giving an operator a PIN: typed twice, kept as a hash, written down without its value."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.sheets import Key
from kasse.sheets.declared import OPERATORS
from kasse.ui.master.host import Host
from kasse.ui.master.pin_view import PinView
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.widgets.fact_sheet import Tone
from kasse.ui.widgets.row_list import Row
from kasse.usecases.change_master import Edit
from kasse.usecases.pins import check_pin, hash_pin
from kasse.usecases.sign_in import pin_length

FIRST, AGAIN = "Neue PIN mit 4 bis 12 Ziffern", "Dieselbe PIN noch einmal"
NEXT, SET = "Weiter", "PIN setzen"
HINT = "Einen Bediener antippen, dann seine neue PIN zweimal eingeben. Zwei Bediener dürfen dieselbe PIN haben: angemeldet wird mit dem Namen."


class PinEditor(QObject):
    """See `Special`. Nothing is half done here: a PIN is set, or it is not."""

    def __init__(self, host: Host) -> None:
        view = PinView(host.look)
        super().__init__(view)
        self.host = host
        self.widget = view
        self._who: int | None = None
        self._first = ""
        """What was typed the first time; forgotten as soon as it has been compared."""
        self._busy = False
        view.list.tapped.connect(self._choose)
        view.pad.entered.connect(self._entered)

    # See `Special`.

    def open(self, key: Key | None) -> None:
        """See `Special`."""
        self._ask(None if key is None else int(key))

    def tapped(self, key: object) -> None:
        """See `Special`: there are no keys at the foot."""

    def changed(self) -> None:
        """See `Special`."""
        if self._operator() is None:
            self._ask(None)
        else:
            self._show()

    def leave(self) -> bool:
        """See `Special`."""
        self._ask(None)
        return True

    # Asking.

    def _operator(self) -> Operator | None:
        operator = self.host.desk.till.staff.operators.get(self._who or 0)
        return operator if operator is not None and operator.active else None

    def _choose(self, number: object) -> None:
        if not self._busy:
            self._ask(int(str(number)))

    def _ask(self, number: int | None) -> None:
        """Ask for the first time."""
        self._who, self._first = number, ""
        operator = self._operator()
        if operator is None:
            self._who = None
        self.widget.ask(operator.name if operator else "", FIRST, NEXT)
        self._show()

    def _show(self) -> None:
        staff = self.host.desk.till.staff
        rows = []
        for number, operator in sorted(staff.operators.items()):
            if operator.active:
                level = staff.levels.get(operator.level)
                words = "" if operator.pin_hash else "keine PIN"
                note = f"Nr. {number} · {level.name if level else 'ohne Ebene'}"
                rows.append(Row(number, operator.name, note, mark=words, tone=Tone.WARN))
        self.widget.list.show_list(rows, self._who, "Es ist noch kein Bediener angelegt.")
        if self.widget.isVisible():
            self.host.show_foot(Foot(HINT))

    def _entered(self, pin: str) -> None:
        operator = self._operator()
        if operator is None or self._busy:
            return
        try:
            check_pin(pin, pin_length(self.host.desk.till))
        except Refused as refusal:
            self.widget.pad.refuse(str(refusal))
            return
        if not self._first:
            self._first = pin
            self.widget.ask(operator.name, AGAIN, SET)
            return
        first, self._first = self._first, ""
        if first != pin:
            self.widget.ask(operator.name, FIRST, NEXT)
            self.widget.pad.refuse("Das war nicht zweimal dieselbe PIN. Bitte neu beginnen.")
            return
        self._set(operator, pin)

    def _set(self, operator: Operator, pin: str) -> None:
        """Hashing takes its time, so it is done beside."""
        self._busy = True
        desk = self.host.desk

        def free() -> None:
            self._busy = False
            self._ask(operator.number)

        def ready(pin_hash: str) -> None:
            free()
            after = replace(operator, pin_hash=pin_hash)
            self.host.change([Edit(OPERATORS, operator, after)], partial(self._done, operator))

        self.widget.ask(operator.name, "Einen Augenblick …", SET)
        desk.do(desk.background, partial(hash_pin, pin), asker=self, then=ready, failed=free)

    def _done(self, operator: Operator) -> None:
        self.host.desk.board.say(f"Die neue PIN von {operator.name} gilt ab sofort.")
        self._show()
