"""What settings say about the screen itself: colours, sizes, how long news stands, when nobody is there any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from kasse.settings import Settings
from kasse.settings.declared.screen import (
    DARK_BY_CLOCK,
    DARK_FROM,
    DARK_UNTIL,
    LEFT_HANDED,
    NOTICE_SECONDS,
    SCALE,
    SIGN_OUT_MINUTES,
    TEXT_SIZE,
    THEME,
)
from kasse.ui.desk import Desk
from kasse.ui.theme.table_paint import table_paints
from kasse.ui.window import Window, Wish
from kasse.usecases.till import Changed

DARK = "dark"
_TOUCHES = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.KeyPress,
        QEvent.Type.Wheel,
    }
)


def is_dark_time(settings: Settings, now: time) -> bool:
    """Whether the clock says that it is evening. The span may reach over midnight."""
    first, last = settings[DARK_FROM], settings[DARK_UNTIL]
    if not settings[DARK_BY_CLOCK] or first == last:
        return False
    return first <= now < last if first < last else now >= first or now < last


def wish_of(settings: Settings) -> Wish:
    """How large everything shall be."""
    scale = settings[SCALE]
    return Wish(
        None if scale == "auto" else float(scale), int(settings[TEXT_SIZE]), left_handed=settings[LEFT_HANDED]
    )


class ScreenSettings(QObject):
    """Lives on the GUI thread beside the screens; takes over what changes, and looks at the clock."""

    def __init__(self, window: Window, desk: Desk, leave: Callable[[], None]) -> None:
        """`leave`: nobody is there any more."""
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._leave = leave
        self._theme = ""
        self._watching = False
        self._touched_at = desk.monotonic()
        desk.changed.connect(self._changed)
        self.apply()

    def apply(self) -> None:
        """Take over what the settings say now."""
        settings = self._desk.till.settings
        is_chosen = settings.origin(NOTICE_SECONDS) is not None
        self._desk.board.show_infos(settings[NOTICE_SECONDS] if is_chosen else None)
        wish = wish_of(settings)
        if wish != self._window.wish:
            self._window.fit(wish)
        self._window.look.paint_tables(table_paints(settings))
        self._take_theme()
        self._watch(on=bool(settings[SIGN_OUT_MINUTES]))

    def tick(self) -> None:
        """A moment has passed."""
        self._take_theme()
        minutes = self._desk.till.settings[SIGN_OUT_MINUTES]
        if minutes and not self._desk.busy and self._desk.monotonic() - self._touched_at >= 60 * minutes:
            self.touched()
            self._leave()

    def touched(self) -> None:
        """Somebody is there."""
        self._touched_at = self._desk.monotonic()

    def _take_theme(self) -> None:
        """Only when another one is due: what somebody chose by hand stays until then."""
        till = self._desk.till
        now = till.now().astimezone(till.zone).time()
        due = DARK if is_dark_time(till.settings, now) else till.settings[THEME]
        if due != self._theme:
            self._theme = due
            self._window.look.set(theme=due)

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and Changed.SETTINGS in changed:
            self.apply()

    def _watch(self, *, on: bool) -> None:
        """Every event of the program passes a filter, so there is one only where somebody is to be missed."""
        app = QApplication.instance()
        if on == self._watching or app is None:
            return
        self._watching = on
        self.touched()
        if on:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touched()
        return False
