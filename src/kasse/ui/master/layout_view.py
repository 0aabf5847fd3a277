"""The editor of a menu: tabs and keys as on the order screen, beside them what is in the hand and what can be done."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.master.layout_grid import Ghost, LayoutGrid
from kasse.ui.master.special_view import SpecialView
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box, Metrics
from kasse.ui.theme.zones import order_zones
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key_face import KeyText
from kasse.ui.widgets.painted import outlined
from kasse.ui.widgets.tabs import Tab, Tabs
from kasse.ui.widgets.tile_grid import Tile

CAPTION = 26
KEY_TOOLS = ("add", "take", "text", "hue", "widen", "close")
PAGE_TOOLS = ("page", "rename", "page_hue", "left", "right", "drop")
LABELS = {
    "add": KeyText("Artikel", icon="plus", narrow=True),
    "take": KeyText("Wegnehmen", narrow=True),
    "text": KeyText("Text", icon="pencil", narrow=True),
    "hue": KeyText("Farbe", icon="contrast", narrow=True),
    "widen": KeyText("Platz davor", narrow=True),
    "close": KeyText("Nachrücken", narrow=True),
    "page": KeyText("Neue Seite", icon="plus", narrow=True),
    "rename": KeyText("Umbenennen", narrow=True),
    "page_hue": KeyText("Seitenfarbe", narrow=True),
    "left": KeyText("Nach links", narrow=True),
    "right": KeyText("Nach rechts", narrow=True),
    "drop": KeyText("Seite weg", icon="trash-2", narrow=True),
}


SCREENS = {
    "K": ("10 Zoll", Metrics(1024, 640)),
    "M": ("15 Zoll", Metrics(1024, 768)),
    "L": ("Breitbild", Metrics(1280, 800)),
    "XL": ("22 Zoll", Metrics(1920, 1080)),
    "tall": ("Hochformat", Metrics(768, 1024)),
}
"""Screens that another till may have: what they are called, and one of that kind."""


@dataclass(frozen=True, slots=True)
class Hand:
    """What is chosen, in two lines."""

    title: str
    note: str = ""


class LayoutView(SpecialView):
    """Nothing on it moves but what a finger pulls."""

    place_tapped = Signal(object)
    tab_tapped = Signal(object)
    pulled = Signal(object, object)
    """From one place of the page to another."""
    pulled_to_tab = Signal(object, object)
    """From a place to another page."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._hand = Hand("")
        self._as: Metrics | None = None
        self._card, self._captions = QRectF(), (QRectF(), QRectF())
        self.tabs = Tabs(look, self, name="Seiten der Karte")
        self.grid = LayoutGrid(look, self)
        self.ghost = Ghost(self)
        for name, on_it in LABELS.items():
            self.add_tool(name, on_it)
        self.add_tool("undo", KeyText(icon="undo-2"))
        self.add_tool("redo", KeyText(icon="redo-2")).setAccessibleName("Wiederholen")
        self.add_tool("menu", KeyText("Karte", icon="book-open", narrow=True))
        self.tabs.tapped.connect(self.tab_tapped)
        self.grid.tapped.connect(self.place_tapped)
        self.grid.dropped.connect(self.pulled)
        self.grid.carrying.connect(self._carry)
        self.grid.dropped_outside.connect(self._drop_outside)

    @property
    def places(self) -> int:
        """How many places a page of the screen has."""
        return self.grid.capacity

    # Showing.

    def show_page(self, tabs: Sequence[Tab], page: Hashable, tiles: Sequence[Tile], *, fresh: bool) -> None:
        """A page of the menu; `fresh`: from its first keys on."""
        self.tabs.show_tabs(tabs, page)
        if fresh:
            self.grid.show_items(tiles)
        else:
            self.grid.replace_items(tiles)

    def show_hand(self, hand: Hand, place: int | None, off: dict[str, str], menu: str) -> None:
        """What is chosen, which keys are off and why, and which menu it is."""
        self._hand = hand
        self.grid.choose(place)
        self.switch_tools(off)
        self.tools["menu"].show_label(menu)
        self.setAccessibleDescription(f"{hand.title}. {hand.note}")
        self.update()

    def own_parts(self) -> Iterable[QWidget]:
        return (self.tabs, self.grid)

    # Layout.

    def show_as(self, metrics: Metrics | None) -> None:
        """With as many keys and tabs as that screen has, in the room that is here; None: as this screen has."""
        self._as = metrics
        self.lay_out(self._face.at_origin())
        self.update()

    def lay_out(self, whole: Box) -> None:
        zones, sizes = order_zones(self.look.metrics), self.look.metrics.sizes
        shown = zones if self._as is None else order_zones(self._as)
        wide = min(zones.tiles.w, whole.w - 248 - 2 * GAP)
        tab_high = shown.tab_rows * (min(sizes.tab_height, 52) + GAP) - GAP
        self.tabs.place(Box(0, 0, wide, tab_high))
        self.tabs.arrange(shown.tab_columns, shown.tab_rows)
        tiles = Box(0, tab_high + GAP, wide, whole.h - tab_high - GAP)
        self.grid.place(tiles)
        self.grid.arrange(shown.tile_columns, shown.tile_rows)
        self._lay_out_tools(Box(wide + 2 * GAP, 0, whole.w - wide - 2 * GAP, whole.h))

    def _lay_out_tools(self, right: Box) -> None:
        low = right.h < 540
        caption = 0 if low else CAPTION
        card = 56 if low else 80
        high = min(72, (right.h - card - 2 * caption - 7 * GAP) // 7)
        self._card = QRectF(right.x, right.y, right.w, card)
        y = right.y + card + GAP
        captions = []
        for names in (KEY_TOOLS, PAGE_TOOLS):
            captions.append(QRectF(right.x, y - 4, right.w, caption))
            y += caption
            group = Box(right.x, y, right.w, 3 * (high + GAP) - GAP)
            for name, cell in zip(names, group.cells(2, 3), strict=True):
                self.tools[name].place(cell)
            y = group.bottom + GAP
        self._captions = (captions[0], captions[1])
        self.tools["undo"].place(Box(right.x, y, 56, high))
        self.tools["redo"].place(Box(right.x + 64, y, 56, high))
        self.tools["menu"].place(Box(right.x + 128, y, right.w - 128, high))

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        if self.tabs.isHidden():
            return
        outlined(painter, self._card, 8, self.color("paper"), self.color("line"))
        inner = self._card.adjusted(12, 6, -12, -6)
        title = t.fit(
            self._hand.title, inner.width(), t.Face(18, fonts.SEMIBOLD), t.Face(18, 600, condensed=True)
        )
        lines = t.broken(self._hand.note, inner.width(), t.SECOND_NARROW, 2 if inner.height() > 60 else 1)
        top = inner.center().y() - (24 + 20 * len(lines)) / 2
        words = t.elided(self._hand.title, inner.width(), title)
        t.write(painter, QRectF(inner.x(), top, inner.width(), 24), words, title, self.color("ink"))
        for i, line in enumerate(lines):
            row = QRectF(inner.x(), top + 24 + 20 * i, inner.width(), 20)
            t.write(painter, row, line, t.SECOND_NARROW, self.color("muted"))
        for box, word in zip(self._captions, ("Taste", "Seite"), strict=True):
            if box.height():
                t.write(painter, box, word, t.Face(15, fonts.SEMIBOLD), self.color("muted"))

    # Pulling.

    def _carry(self, here: QPointF | None) -> None:
        if here is None:
            self.ghost.hide()
            return
        carried, picture = self.grid.carried, None
        if self.ghost.isHidden() and carried is not None:
            picture = self.grid.picture(carried)
        scale, place = self.look.metrics.scale, self.grid.place_in_parent()
        self.ghost.follow(picture, QPointF((here.x() + place.x) * scale, (here.y() + place.y) * scale))

    def _drop_outside(self, source: object, here: QPointF) -> None:
        grid, tabs = self.grid.place_in_parent(), self.tabs.place_in_parent()
        point = QPointF(here.x() + grid.x - tabs.x, here.y() + grid.y - tabs.y)
        index = self.tabs.cell_at(point)
        if index is not None:
            self.pulled_to_tab.emit(source, self.tabs.cell_key(index))
