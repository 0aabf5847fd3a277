"""A key that offers more while it is held: sliding onto an offer above it and lifting off chooses that one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import HOLD_MS
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText, draw_key
from kasse.ui.widgets.painted import Painted, outlined

OFFER = 64
TITLE = 32


@dataclass(frozen=True, slots=True)
class Fanned:
    """One offer. spine: the colour of its stripe, empty for none."""

    key: Hashable
    label: str
    sub: str = ""
    spine: str = ""


class FanPanel(Painted):
    """Offers one above the other. The finger rests on the key below, so the panel only paints what it is told."""

    bleed = 0

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._title = ""
        self._offers: Sequence[Fanned] = ()
        self._chosen: int | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def fan_out(self, title: str, offers: Sequence[Fanned], key: Box, top: int) -> None:
        """Stand above that key, below `top`; what does not fit is left out."""
        most = max(0, (key.y - GAP - top - TITLE - GAP) // (OFFER + GAP))
        self._title, self._offers, self._chosen = title, tuple(offers)[:most], None
        high = TITLE + len(self._offers) * (OFFER + GAP) + GAP
        self.place(Box(key.x - GAP, key.y - GAP - high, key.w + 2 * GAP, high))
        self.setAccessibleName(title)
        self.show()
        self.raise_()

    @property
    def chosen(self) -> Fanned | None:
        """The offer that the finger is on."""
        return None if self._chosen is None else self._offers[self._chosen]

    def box_of(self, index: int) -> QRectF:
        """Where an offer stands in the face."""
        return QRectF(GAP, TITLE + index * (OFFER + GAP), self._face.w - 2 * GAP, OFFER)

    def index_of(self, label: str) -> int:
        """The place of the offer with that word on it. ValueError if there is none."""
        return [offer.label for offer in self._offers].index(label)

    def slide(self, here: QPointF) -> None:
        """The finger is at that point of the face."""
        found = next((i for i in range(len(self._offers)) if self.box_of(i).contains(here)), None)
        if found != self._chosen:
            self._chosen = found
            self.update()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        outlined(painter, self.face, 12, self.color("ground"), self.color("line"))
        head = QRectF(GAP + 4, 2, self._face.w - 2 * GAP, TITLE - 4)
        face = t.fit(self._title, head.width(), t.Face(17, fonts.SEMIBOLD), t.SECOND_NARROW)
        t.write(painter, head, self._title, face, self.color("ink"))
        for i, offer in enumerate(self._offers):
            kind = KeyKind.MAIN if i == self._chosen else KeyKind.KEY
            on_it = KeyText(offer.label, sub=offer.sub, spine=offer.spine, px=22)
            draw_key(painter, self.look, self.box_of(i), on_it, kind)


class FanKey(Key):
    """A key whose long press fans out what `offers` has just then. Lifted off elsewhere, it does nothing."""

    slid = Signal(object)
    """The offer on which the finger was lifted."""

    def __init__(
        self, look: Look, on_it: KeyText, kind: KeyKind, parent: QWidget, *, title: str, top: int
    ) -> None:
        super().__init__(look, on_it, kind, parent)
        self.offers: Callable[[], Sequence[Fanned]] = tuple
        self.panel = FanPanel(look, parent)
        self._title, self._top = title, top
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(self._fan_out)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another screen came in between: what the finger does then is for that one."""
        self._hold.stop()
        self.panel.hide()
        super().hideEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.isDown() and self.off_reason is None:
            self._hold.start()

    def _fan_out(self) -> None:
        offers = self.offers() if self.isDown() else ()
        if offers:
            self.panel.fan_out(self._title, offers, self.place_in_parent(), self._top)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.panel.isHidden():
            super().mouseMoveEvent(event)
            return
        here = self.panel.mapFromGlobal(event.globalPosition())
        self.panel.slide(self.panel.logical(here))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hold.stop()
        if self.panel.isHidden():
            super().mouseReleaseEvent(event)
            return
        chosen = self.panel.chosen
        self.panel.hide()
        self.setDown(False)
        if chosen is not None:
            self.slid.emit(chosen.key)
        elif self.hitButton(event.position().toPoint()):
            self.click()
