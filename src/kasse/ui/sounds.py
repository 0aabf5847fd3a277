"""Tones beside what is seen: paid, refused, a device lost, and a click for each key where somebody wants it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from kasse.ports.sound import Player, Tone
from kasse.settings.declared.sounds import KEY_CLICK, SOUNDS, VOLUME
from kasse.ui.board_notices import PRINTER, SIGNING
from kasse.ui.desk import Desk
from kasse.ui.notices import Level
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.key import Key
from kasse.ui.window import Window
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Changed


class Sounds(QObject):
    """Lives on the GUI thread beside the screens; hears what happens and has it played."""

    def __init__(self, window: Window, desk: Desk, player: Player | None) -> None:
        super().__init__(window)
        self._desk = desk
        self._player = player
        self._lost: frozenset[str] = frozenset()
        self._clicking = False
        if player is not None:
            desk.done.connect(self._done)
            desk.refused.connect(self.refuse)
            desk.changed.connect(self._changed)
            desk.board.changed.connect(self._look_at_news)
            window.refused.connect(self.refuse)
            self._watch()

    def refuse(self) -> None:
        """Something was not done; why stands in the line for news."""
        self._play(Tone.REFUSED)

    def _play(self, tone: Tone) -> None:
        settings = self._desk.till.settings
        if self._player is not None and settings[SOUNDS]:
            self._player.play(tone, settings[VOLUME])

    def _done(self, result: object) -> None:
        if isinstance(result, Paid):
            self._play(Tone.PAID)

    def _look_at_news(self) -> None:
        lost = frozenset(
            str(notice.key)
            for notice in self._desk.board.all()
            if notice.level is not Level.INFO and str(notice.key).startswith((PRINTER, SIGNING))
        )
        if lost - self._lost:
            self._play(Tone.DOWN)
        self._lost = lost

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and Changed.SETTINGS in changed:
            self._watch()

    def _watch(self) -> None:
        """Every event of the program passes a filter, so there is one only where clicks are wanted."""
        settings = self._desk.till.settings
        wanted = settings[SOUNDS] and settings[KEY_CLICK]
        app = QApplication.instance()
        if wanted == self._clicking or app is None:
            return
        self._clicking = wanted
        if wanted:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, Key | Cells):
            self._play(Tone.CLICK)
        return False
