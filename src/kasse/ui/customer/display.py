"""The window on the guest's screen: where it stands, what it shows, and the pictures in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QScreen

from kasse.settings.declared.customer_display import DISPLAY, PAID_SECONDS, SLIDE_SECONDS, SLIDES, TIPS
from kasse.ui.customer.view import CustomerView
from kasse.ui.desk import Desk
from kasse.ui.guest import GuestBill
from kasse.ui.slides import SlideShow
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.window import Window
from kasse.usecases.till import Changed

TRIAL = (1024, 640)
"""The window for trying it out, in pixels."""
GUEST_VIEWS = frozenset({"orders", "pay"})
"""Screens of the till on which a guest is being served."""


class CustomerDisplay(QObject):
    """Follows the settings: there is a window only where one is wanted and its screen is plugged in."""

    def __init__(
        self,
        window: Window,
        desk: Desk,
        screens: Callable[[], Sequence[QScreen]] = QGuiApplication.screens,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._screens = screens
        self._where: tuple[str, QScreen | None] = ("off", None)
        self.view: CustomerView | None = None
        self.seen: GuestBill | None = None
        """What the guest has before him; None: pictures, or the name of the house."""
        self._slides = SlideShow(desk.drives, self._show_picture, self._pixels, self)
        self._thanks = QTimer(self)
        self._thanks.setSingleShot(True)
        self._thanks.timeout.connect(self.thanked)
        desk.guests.shown.connect(self._shown)
        desk.changed.connect(self._changed)
        window.view_shown.connect(self._till_shows)
        window.look.changed.connect(self._dress)
        window.about_to_close.connect(self._close)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self.apply)
            app.screenRemoved.connect(self.apply)
        self.apply()

    # Where it stands.

    def apply(self, *_screen: object) -> None:
        """Take over what settings and plugs say now."""
        where = self._desk.till.settings[DISPLAY]
        screen = self._screen_for(where)
        wanted = where == "window" or screen is not None
        if (where, screen) != self._where:
            self._where = (where, screen)
            self._close()
            if wanted:
                self._open(screen)
        self._desk.guests.watched = self.view is not None
        if self.view is not None:
            self.view.show_shop(self._desk.till.house.business.name)
            settings = self._desk.till.settings
            self._slides.take(settings[SLIDES], settings[SLIDE_SECONDS])

    def _screen_for(self, where: str) -> QScreen | None:
        screens = self._screens()
        return screens[int(where) - 1] if where.isdigit() and len(screens) >= int(where) else None

    def _open(self, screen: QScreen | None) -> None:
        width, height = (screen.size().width(), screen.size().height()) if screen else TRIAL
        # It has little to say, so it says it as large as there is room: guests stand at arm's length and more.
        large = min(width / 1200, height / 750)
        look = Look(self._window.look.theme, Metrics.of(width, height, calibrated=large), self)
        view = self.view = CustomerView(look, self._desk.till.house.business.name)
        view.tip_tapped.connect(self._desk.guests.tip_chosen)
        view.resize(width, height)
        if screen is not None:
            look.set(ratio=screen.devicePixelRatio())
            view.setWindowFlags(
                Qt.WindowType.Tool
                | Qt.WindowType.FramelessWindowHint
                | Qt.WindowType.WindowDoesNotAcceptFocus
            )
            view.setScreen(screen)
            view.setGeometry(screen.geometry())
            view.showFullScreen()
        else:
            view.show()
        self._shown(self._desk.guests.bill)

    def _close(self) -> None:
        self._slides.stop()
        view, self.view = self.view, None
        if view is not None:
            view.look.deleteLater()
            view.close()
            view.deleteLater()

    def _dress(self) -> None:
        if self.view is not None:
            self.view.look.set(theme=self._window.look.theme)

    # What it shows.

    def _shown(self, bill: object) -> None:
        if self.view is None or not (bill is None or isinstance(bill, GuestBill)):
            return
        if bill is None and self.seen is not None and self.seen.is_paid:
            # The guest has not taken his change yet when the waiter is at the next table already.
            self._thanks.start(1000 * self._desk.till.settings[PAID_SECONDS])
            return
        self._thanks.stop()
        if bill is not None and bill.tips and not self._desk.till.settings[TIPS]:
            bill = replace(bill, tips=())
        self._show(bill)

    def _show(self, bill: GuestBill | None) -> None:
        self.seen = bill
        if self.view is not None:
            self.view.show_bill(bill)
        if bill is None:
            self._slides.play()
        else:
            self._slides.stop()

    def _till_shows(self, name: str) -> None:
        """The waiter goes elsewhere: nobody is served any more."""
        if name not in GUEST_VIEWS:
            self._desk.guests.show(None)

    def thanked(self) -> None:
        """He has had time to take his change."""
        self._show(None)

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changed) and changed & (Changed.SETTINGS | Changed.MASTER):
            self.apply()

    def _show_picture(self, picture: QImage | None) -> None:
        if self.view is not None:
            self.view.show_picture(picture)

    def _pixels(self) -> QSize:
        return self.view.pixels() if self.view is not None else QSize(*TRIAL)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DeferredDelete:
            self._close()
        return super().event(event)
