"""What the guest's screen shows: pictures while nobody is there, else his paper and, beside it, what matters now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from kasse.ui.customer.paper import GuestPaper
from kasse.ui.guest import GuestBill
from kasse.ui.pay.models import Offer
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.panel import draw_mark

TIPS = 6
TIP_HEIGHT = 88
GAP = 16
_TITLE = t.Face(44, fonts.SEMIBOLD, own=True)
_LABEL = t.Face(26, fonts.MEDIUM, own=True)
_DUE = t.Face(72, fonts.SEMIBOLD, own=True)
_DUE_NARROW = tuple(t.Face(px, fonts.SEMIBOLD, own=True) for px in (56, 44))
_SHOP = t.Face(40, fonts.SEMIBOLD, own=True)


class CustomerView(QWidget):
    """Fills the guest's screen. Draws and reports taps; it never takes the focus from the till."""

    tip_tapped = Signal(object)

    def __init__(self, look: Look, shop: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._shop = shop
        self._bill: GuestBill | None = None
        self._picture: QPixmap | None = None
        self.setWindowTitle("Kundenbildschirm")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.paper = GuestPaper(look, self)
        self.paper.hide()
        self.tips: Sequence[Key] = [self._tip_key() for _ in range(TIPS)]
        self._offers: Sequence[Offer] = ()
        look.changed.connect(self._lay_out)

    def _tip_key(self) -> Key:
        key = Key(self.look, KeyText(px=22, own=True), KeyKind.KEY, self)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.tapped.connect(lambda: self.tip_tapped.emit(self._offers[self.tips.index(key)].key))
        key.hide()
        return key

    def pixels(self) -> QSize:
        """How large a picture fills the screen."""
        return self.size() * self.devicePixelRatioF()

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture for when nobody is there."""
        return self._picture is not None

    def show_shop(self, name: str) -> None:
        """The house is called otherwise now."""
        self._shop = name
        if self._bill is not None:
            self.paper.show_bill(name, self._bill)
        self.update()

    def show_bill(self, bill: GuestBill | None) -> None:
        """Show that; None: nobody is there."""
        self._bill = bill
        self._offers = bill.tips[:TIPS] if bill is not None else ()
        if bill is not None:
            self.paper.show_bill(self._shop, bill)
        for key, offer in zip(self.tips, self._offers, strict=False):
            key.show_text(KeyText(offer.label, sub=offer.sub, px=22, own=True))
            key.choose(chosen=offer.chosen)
        self._lay_out()

    def show_picture(self, picture: QImage | None) -> None:
        """The picture for when nobody is there; None: name and mark of the house."""
        self._picture = None if picture is None else QPixmap.fromImage(picture)
        if self._picture is not None:
            self._picture.setDevicePixelRatio(self.devicePixelRatioF())
        if self._bill is None:
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        m = self.look.metrics
        margin = 64 if m.width >= 1600 else 40 if m.width >= 1200 else 32
        width = round((m.width - 2 * margin) * (0.50 if m.width >= 1200 else 0.54))
        self.paper.place(Box(margin, margin, width, m.height - 2 * margin))
        self.paper.setVisible(self._bill is not None)
        left = margin + width + 40
        room = m.width - left - margin
        top = m.height // 2 + 40
        columns = 2 if len(self._offers) <= 4 else 3
        cells = Box(left, top, room, 2 * TIP_HEIGHT + GAP).cells(columns, 2, GAP)
        for i, key in enumerate(self.tips):
            key.setVisible(i < len(self._offers))
            if i < len(cells):
                key.place(cells[i])
        self.update()

    def _right(self) -> QRectF:
        m = self.look.metrics
        left = self.paper.place_in_parent().right + 40
        return QRectF(left, 0, m.width - left - self.paper.place_in_parent().x, m.height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look.tokens.color("ground"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._bill is None and self._picture is not None:
            self._draw_picture(painter, self._picture)
        else:
            painter.scale(self.look.metrics.scale, self.look.metrics.scale)
            if self._bill is None:
                self._draw_shop(painter)
            else:
                self._draw_now(painter, self._bill)
        painter.end()

    def _draw_picture(self, painter: QPainter, picture: QPixmap) -> None:
        size = picture.deviceIndependentSize()
        painter.drawPixmap(
            QPointF(round((self.width() - size.width()) / 2), round((self.height() - size.height()) / 2)),
            picture,
        )

    def _draw_shop(self, painter: QPainter) -> None:
        m = self.look.metrics
        ink = self.look.tokens.color("ink")
        box = QRectF(64, m.height / 2 - 40, m.width - 128, 80)
        name = t.elided(self._shop, box.width(), _SHOP)
        t.write(painter, box, name, _SHOP, ink, t.CENTER)
        tokens = self.look.tokens
        draw_mark(
            painter,
            QPointF(m.width / 2 - 11, m.height / 2 - 104),
            tokens.color("accent_text"),
            tokens.color("ground"),
        )

    def _draw_now(self, painter: QPainter, bill: GuestBill) -> None:
        """Beside the paper: the sum that is due with what he may add to it; thanks, once it is paid."""
        box, ink = self._right(), self.look.tokens.color("ink")
        middle = box.height() / 2
        if bill.is_paid:
            top = QRectF(box.x(), middle - 60, box.width(), 56)
            t.write(painter, top, "Vielen Dank", _TITLE, ink, t.CENTER)
            if bill.back:
                words = f"{bill.back_label} {bill.back}"
                t.write(
                    painter, top.translated(0, 72), words, _LABEL, self.look.tokens.color("muted"), t.CENTER
                )
            return
        shift = 120 if bill.tips else 0
        label = QRectF(box.x(), middle - 80 - shift, box.width(), 36)
        t.write(painter, label, bill.total_label, _LABEL, self.look.tokens.color("muted"), t.CENTER)
        face = t.fit(bill.total, box.width(), _DUE, *_DUE_NARROW)
        t.write(painter, label.translated(0, 64), bill.total, face, ink, t.CENTER)
        if bill.tips:
            t.write(
                painter,
                QRectF(box.x(), middle - 12, box.width(), 40),
                "Trinkgeld dazu?",
                _LABEL,
                ink,
                t.CENTER,
            )
