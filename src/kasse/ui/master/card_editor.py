"""Giving an operator a card or key: held to the reader, kept as a hash, written down without its code."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from kasse.domain.staff import Operator
from kasse.sheets import Key
from kasse.ui.master.card_view import TAKE, CardView
from kasse.ui.master.host import Host
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.widgets.fact_sheet import Tone
from kasse.ui.widgets.row_list import Row
from kasse.usecases.cards import assign_card, take_card
from kasse.usecases.change_master import MasterChanged

HINT = "Einen Bediener antippen, dann seine Karte an den Leser halten oder den Schlüssel einstecken."
NOBODY = "Zuerst links antippen, wer die Karte bekommt."
READ = "Karte jetzt an den Leser halten."
READ_NEW = "Hat eine Karte. Eine neue an den Leser halten, oder die Karte wegnehmen."
MOMENT = "Einen Augenblick …"


class CardEditor(QObject):
    """See `Special`. While it is seen, what is read signs nobody in. Nothing is half done here."""

    def __init__(self, host: Host) -> None:
        view = CardView(host.look)
        super().__init__(view)
        self.host = host
        self.widget = view
        self._who: int | None = None
        self._busy = False
        view.list.tapped.connect(self._choose)
        view.tool.connect(self._tool)
        readings = host.desk.readings
        view.shown.connect(lambda: readings.want(self.read))
        view.hidden.connect(lambda: readings.want(None))

    # See `Special`.

    def open(self, key: Key | None) -> None:
        """See `Special`."""
        self._who = None if key is None else int(key)
        self._show()

    def tapped(self, key: object) -> None:
        """See `Special`: there are no keys at the foot."""

    def changed(self) -> None:
        """See `Special`."""
        if not self._busy:
            self._show()

    def leave(self) -> bool:
        """See `Special`."""
        self._who = None
        return True

    # Asking.

    def _operator(self) -> Operator | None:
        operator = self.host.desk.till.staff.operators.get(self._who or 0)
        return operator if operator is not None and operator.active else None

    def _choose(self, number: object) -> None:
        if not self._busy:
            self._who = int(str(number))
            self._show()

    def _show(self) -> None:
        staff = self.host.desk.till.staff
        rows = []
        for number, operator in sorted(staff.operators.items()):
            if operator.active:
                level = staff.levels.get(operator.level)
                note = f"Nr. {number} · {level.name if level else 'ohne Ebene'}"
                rows.append(
                    Row(number, operator.name, note, mark="Karte" if operator.card else "", tone=Tone.GOOD)
                )
        chosen = self._operator()
        self.widget.list.show_list(rows, self._who, "Es ist noch kein Bediener angelegt.")
        self.widget.take_key.switch(off=_why_not_taken(chosen))
        if chosen is None:
            self.widget.panel.show_words("", NOBODY)
        else:
            self.widget.panel.show_words(chosen.name, READ_NEW if chosen.card else READ)
        if self.widget.isVisible():
            self.host.show_foot(Foot(HINT))

    # Doing.

    def read(self, text: str) -> None:
        """A card was held to the reader."""
        operator = self._operator()
        if operator is None:
            self.widget.panel.show_words("", NOBODY, wrong=True)
        elif not self._busy:
            till, by = self.host.desk.till, self.host.operator
            said = f"Die Karte von {operator.name} gilt ab sofort."
            self._do(operator, partial(assign_card, till, by, operator.number, text), said)

    def _tool(self, key: object) -> None:
        operator = self._operator()
        if key == TAKE and operator is not None and not self._busy:
            till, by = self.host.desk.till, self.host.operator
            said = f"{operator.name} hat keine Karte mehr."
            self._do(operator, partial(take_card, till, by, operator.number), said)

    def _do(self, operator: Operator, deed: partial[MasterChanged], said: str) -> None:
        """Hashing takes its time, so it is done beside."""
        self._busy = True
        desk = self.host.desk
        self.widget.panel.show_words(operator.name, MOMENT)

        def done(_changed: MasterChanged) -> None:
            self._busy = False
            self._show()
            desk.board.say(said)

        def refused(reason: str) -> None:
            self._busy = False
            self.widget.panel.show_words(operator.name, reason, wrong=True)

        def failed() -> None:
            self._busy = False
            self._show()

        desk.do(desk.background, deed, asker=self, then=done, refused=refused, failed=failed)


def _why_not_taken(operator: Operator | None) -> str | None:
    if operator is None:
        return NOBODY
    return None if operator.card else f"{operator.name} hat keine Karte."
