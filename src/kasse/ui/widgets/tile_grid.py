"""All article tiles of a page in one painted widget."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.hues import Hue
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import ScreenClass
from kasse.ui.theme.tokens import Tokens, contrast
from kasse.ui.widgets import text as t
from kasse.ui.widgets.fan import Fan
from kasse.ui.widgets.grid import Grid, MoreCell
from kasse.ui.widgets.painted import outlined, pill, put_icon, rounded

SPINE = 8
LEAST_CONTRAST = 4.5
EDGE = 3
NAME_FACES = tuple(t.Face(px, fonts.MEDIUM, condensed=True, own=True) for px in (18, 17, 16))
TIGHT = t.Face(15, fonts.MEDIUM, condensed=True, own=True)
PRICE = t.Face(17)
LEFT = t.Face(14, fonts.MEDIUM)
NAME_BOTTOM = 52
"""Where a name of two lines ends, below the top of the tile."""
COUNT_ROOM = 30
PICTURE = 36
"""Side of the square that the picture of an article fits into, where there is so much room below its name."""


@dataclass(frozen=True, slots=True)
class Tile:
    """An article as it stands on the screen; texts are ready to show, the name may hold soft hyphens."""

    key: Hashable
    name: str
    price: str = ""
    hue: str = "Ziegel"
    count: str = ""
    sold_out: bool = False
    left: str = ""
    """How many portions are still there, where somebody counts them."""
    why_off: str = ""
    """In a word why it cannot be had now ("ab 11:00"), where that is not because it is sold out."""
    picture: QImage | None = field(default=None, compare=False)


FREE = Tile(None, "")
"""A place where nothing stands."""


class TileGrid(Grid[Tile]):
    """The articles of a menu. A tap reports the key of the tile, a long press too, each as its own signal.

    Where `fans` is on, a long press shows numbers around the finger: sliding onto one reports it with `many`, and only
    lifting off elsewhere reports that the tile was held.
    """

    many = Signal(object, int)
    holdable = True

    def __init__(self, look: Look, parent: QWidget | None = None, *, fans: bool = False) -> None:
        super().__init__(look, parent)
        self._fans = fans
        self._fan: Fan | None = None
        self._fanned: Hashable = None
        self.setAccessibleName("Artikel")

    def show_counts(self, counts: Mapping[Hashable, str]) -> None:
        """What is already on this table, by the key of the tile; paints only tiles whose number changes."""
        self.replace_items(
            [
                tile if tile.count == (count := counts.get(tile.key, "")) else replace(tile, count=count)
                for tile in self._items
            ]
        )

    def item_key(self, item: Tile) -> Hashable:
        return item.key

    def item_name(self, item: Tile) -> str:
        name = item.name.replace(t.SOFT_HYPHEN, "")
        extra = f"{item.price} Euro" if item.price else ""
        if self.item_is_off(item):
            extra = item.why_off or "ausverkauft"
        already = f"{item.count} auf dem Tisch" if item.count else ""
        left = f"noch {item.left}" if item.left and not self.item_is_off(item) else ""
        return ", ".join(part for part in (name, extra, already, left) if part)

    def item_is_off(self, item: Tile) -> bool:
        return _is_off(item)

    def cell_is_free(self, index: int) -> bool:
        return self._shown[index] is FREE

    # A finger that rests and slides.

    @property
    def fan(self) -> Fan | None:
        """The numbers around the finger, while it rests on a tile."""
        return self._fan

    def cells_changed(self) -> None:
        self._fan = None
        super().cells_changed()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._fan is None:
            super().mouseMoveEvent(event)
        elif self._fan.slide(self.logical(event.position())):
            self.refresh(self._fan.whole)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        fan, self._fan = self._fan, None
        super().mouseReleaseEvent(event)
        if fan is None:
            return
        self.refresh(fan.whole.adjusted(-4, -4, 4, 4))
        if fan.chosen:
            self.many.emit(self._fanned, fan.chosen)
        else:
            self.held.emit(self._fanned)

    def _held(self) -> None:
        index = self._pressed
        if not self._fans or self._touch is None or index is None or self.cell_is_off(index):
            super()._held()
            return
        box = self.cell_box(index)
        key = QSizeF(max(64.0, box.width() * 0.75), max(56.0, box.height() * 0.85))
        self._press(None)
        self._fanned = self.cell_key(index)
        self._fan = Fan(self._touch, self.view_box(), key)
        self.refresh(self._fan.whole.adjusted(-4, -4, 4, 4))

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        super().draw(painter, dirty)
        if self._fan is not None:
            self._fan.draw(painter, self.look)

    def name_lines(self, index: int) -> tuple[tuple[str, ...], t.Face]:
        """How the name of a shown tile is broken, and in which face."""
        item = self._shown[index]
        if isinstance(item, MoreCell):
            return (), NAME_FACES[0]
        return _name_lines(item.name, _room(item, self.cell_box(index).width()))

    def draw_item(self, painter: QPainter, item: Tile, box: QRectF, *, pressed: bool) -> None:
        if item is FREE:
            return
        hue = self.look.hues[item.hue]
        off = _is_off(item)
        skin = self.look.skin(
            ("tile", item.hue, off, pressed),
            box.width(),
            box.height(),
            _Skin(self.look, hue, off=off, pressed=pressed),
        )
        painter.drawPixmap(box.topLeft(), skin)
        top = box.y() + (2 if pressed and not off else 0)
        left, right = box.x() + SPINE + 8, box.right() - 8
        ink = self.color("disabled_ink" if off else "tile_ink")
        lines, face = _name_lines(item.name, _room(item, box.width()))
        first, step = (24, 21) if len(lines) <= 2 else (19, 16)
        for i, line in enumerate(lines):
            t.write_at(painter, left, top + first + i * step, line, face, ink)
        low = 10 if box.height() < 92 else 12
        base = top + box.height() - EDGE - low
        if off:
            self._draw_off(painter, item.why_off, left, base, right - left)
            return
        if item.left:
            spot = QRectF(right + 4 - _badge(item.left), top + 4, _badge(item.left), 20)
            outlined(painter, spot, 10, self.color("warn"), self.color("warn_line"))
            t.write(painter, spot, item.left, LEFT, self.color("warn_ink"), t.CENTER)
        if item.picture is not None and len(lines) <= 2:
            high = min(PICTURE, base + 5 - (top + NAME_BOTTOM))
            self._draw_picture(painter, item.picture, QRectF(left, base + 5 - high, PICTURE, high))
            room = right - t.width(item.price, PRICE) - left
            left += PICTURE + 4 if room >= PICTURE + 4 + COUNT_ROOM else 0.0
        if item.count:
            wide = max(26.0, t.width(item.count, t.COUNTER) + 16)
            spot = QRectF(left, base - 16, wide, 21)
            pill(painter, spot, self.color("strong"))
            t.write(painter, spot, item.count, t.COUNTER, self.color("on_strong"), t.CENTER)
        t.write_right(painter, right, base, item.price, PRICE, QColor(hue.price))

    @staticmethod
    def _draw_picture(painter: QPainter, picture: QImage, spot: QRectF) -> None:
        """As large as it fits, at the left of the spot."""
        shown = QSizeF(picture.size()).scaled(spot.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(spot.x(), spot.bottom() - shown.height(), shown.width(), shown.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, picture)

    def _draw_off(self, painter: QPainter, why: str, left: float, base: float, room: float) -> None:
        icon = "clock" if why else "ban"
        put_icon(painter, QPointF(left + 8, base - 5), self.look.icon(icon, "disabled_ink", 16))
        narrow = self.look.metrics.screen_class in (ScreenClass.K, ScreenClass.M)
        word = why or "ausverkauft"
        if not why and (narrow or t.width(word, t.SECOND_NARROW) > room - 20):
            word = "aus"
        t.write_at(painter, left + 20, base, word, t.SECOND_NARROW, self.color("disabled_ink"))


def _is_off(item: Tile) -> bool:
    return item.sold_out or bool(item.why_off)


def _badge(left: str) -> float:
    """How wide the badge with what is left is."""
    return max(24.0, t.width(left, LEFT) + 12)


def _room(item: Tile, width: float) -> float:
    """How wide the lines of its name may be on a tile."""
    badge = _badge(item.left) if item.left and not _is_off(item) else 0.0
    return width - SPINE - 14 - badge


def _name_lines(name: str, room: float) -> tuple[tuple[str, ...], t.Face]:
    """The largest face in which the name stands in two lines; else three small ones, elided at worst."""
    for face in NAME_FACES:
        lines = t.broken(name, room, face, 3)
        if len(lines) <= 2:
            return lines, face
    return t.broken(name, room, TIGHT, 3), TIGHT


def pressed_fill(tokens: Tokens, hue: Hue) -> QColor:
    """What a tile is filled with under the finger: its edge colour, unless its name could not be read on that."""
    return QColor(hue.edge if contrast(tokens.tile_ink, hue.edge) >= LEAST_CONTRAST else hue.fill)


class _Skin:
    def __init__(self, look: Look, hue: Hue, *, off: bool, pressed: bool) -> None:
        self._look, self._hue, self._off, self._pressed = look, hue, off, pressed

    def __call__(self, painter: QPainter, box: QRectF) -> None:
        color = self._look.tokens.color
        spine = QColor(self._hue.spine)
        if self._off:
            body = QRectF(box)
            outlined(painter, body, 8, color("disabled"), color("disabled"))
            spine.setAlphaF(0.5)
        elif self._pressed:
            body = box.adjusted(0, 2, 0, 0)
            outlined(painter, body, 8, pressed_fill(self._look.tokens, self._hue), QColor(self._hue.edge), 3)
        else:
            body = box.adjusted(0, 0, 0, -EDGE)
            rounded(painter, box.adjusted(0, EDGE, 0, 0), 8, QColor(self._hue.edge))
            rounded(painter, body, 8, QColor(self._hue.fill))
        stripe = QPainterPath()
        stripe.addRoundedRect(QRectF(body.x(), body.y(), body.width(), body.height()), 8, 8)
        painter.setClipRect(QRectF(body.x(), body.y(), SPINE, body.height()))
        painter.fillPath(stripe, spine)
