"""Equal cells in rows and columns, in pages; the last cell leads on when there are more."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.key_face import KeyKind, KeyState, KeyText, draw_key

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class MoreCell:
    """The cell that turns the page."""

    page: int
    pages: int


class Grid(Cells, Generic[Item]):
    """A page of items. Showing other items or another page paints and does nothing else."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._items: tuple[Item, ...] = ()
        self._page = 0
        self._columns, self._rows, self._gap = 1, 1, GAP
        self._boxes = [QRectF()]
        self._shown: tuple[Item | MoreCell, ...] = ()

    # What a kind of item tells.

    def item_key(self, item: Item) -> Hashable:
        raise NotImplementedError

    def item_name(self, item: Item) -> str:
        raise NotImplementedError

    def item_is_off(self, item: Item) -> bool:
        raise NotImplementedError

    def draw_item(self, painter: QPainter, item: Item, box: QRectF, *, pressed: bool) -> None:
        raise NotImplementedError

    # Layout.

    def arrange(self, columns: int, rows: int, gap: int = GAP) -> None:
        """So many cells across and down; the size of a cell follows from the face."""
        self._columns, self._rows, self._gap = max(1, columns), max(1, rows), gap
        self._boxes = [cell.rect() for cell in self._face.at_origin().cells(self._columns, self._rows, gap)]
        self._turn_to(self._page)

    def place(self, box: Box) -> None:
        super().place(box)
        self.arrange(self._columns, self._rows, self._gap)

    @property
    def capacity(self) -> int:
        return self._columns * self._rows

    @property
    def pages(self) -> int:
        if len(self._items) <= self.capacity:
            return 1
        per_page = max(1, self.capacity - 1)
        return -(-len(self._items) // per_page)

    @property
    def page(self) -> int:
        return self._page

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these items from the first page on."""
        self._items = tuple(items)
        self._turn_to(0)

    def replace_items(self, items: Sequence[Item]) -> None:
        """Show changed items on the page that is open; only cells that differ are painted."""
        before, self._items = self._shown, tuple(items)
        self._page = min(self._page, self.pages - 1)
        self._shown = self._page_items()
        if len(before) != len(self._shown):
            self.cells_changed()
            self.update()
            return
        for index, (old, new) in enumerate(zip(before, self._shown, strict=True)):
            if old != new:
                self.refresh_cell(index)

    def next_page(self) -> None:
        self._turn_to((self._page + 1) % self.pages)

    def turn_to_item(self, key: Hashable) -> None:
        """Open the page that holds the item with that key, if there is one."""
        index = next((i for i, item in enumerate(self._items) if self.item_key(item) == key), None)
        if index is not None and self.pages > 1:
            self._turn_to(index // max(1, self.capacity - 1))

    def shown_items(self) -> tuple[Item | MoreCell, ...]:
        """What the open page shows."""
        return self._shown

    def index_of(self, key: Hashable) -> int | None:
        """Where the open page shows the item with that key."""
        found = (
            i
            for i, item in enumerate(self._shown)
            if not isinstance(item, MoreCell) and self.item_key(item) == key
        )
        return next(found, None)

    def _turn_to(self, page: int) -> None:
        self._page = min(page, self.pages - 1)
        self._shown = self._page_items()
        self.cells_changed()
        self.update()

    def _page_items(self) -> tuple[Item | MoreCell, ...]:
        if self.pages == 1:
            return self._items
        per_page = max(1, self.capacity - 1)
        start = self._page * per_page
        return (*self._items[start : start + per_page], MoreCell(self._page, self.pages))

    # Cells.

    def cell_count(self) -> int:
        return len(self._shown)

    def cell_box(self, index: int) -> QRectF:
        item = self._shown[index]
        # The way on stays in the corner even when the last page is short.
        return self._boxes[self.capacity - 1 if isinstance(item, MoreCell) else index]

    def cell_key(self, index: int) -> Hashable:
        item = self._shown[index]
        return item if isinstance(item, MoreCell) else self.item_key(item)

    def cell_name(self, index: int) -> str:
        item = self._shown[index]
        return "Weitere" if isinstance(item, MoreCell) else self.item_name(item)

    def cell_is_off(self, index: int) -> bool:
        item = self._shown[index]
        return not isinstance(item, MoreCell) and self.item_is_off(item)

    def cell_is_holdable(self, index: int) -> bool:
        return super().cell_is_holdable(index) and not isinstance(self._shown[index], MoreCell)

    def tap(self, index: int) -> None:
        if isinstance(self._shown[index], MoreCell):
            self.next_page()
        else:
            super().tap(index)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        for index, item in enumerate(self._shown):
            box = self.cell_box(index)
            if not box.intersects(dirty):
                continue
            if isinstance(item, MoreCell):
                sub = f"Seite {item.page + 1} von {item.pages}"
                on_it = KeyText("Weitere", icon="chevron-right", narrow=True)
                if box.width() < 104:
                    on_it = KeyText("Weitere", narrow=True)
                elif box.height() >= 80:
                    on_it = KeyText("Weitere", sub=sub, narrow=True)
                draw_key(
                    painter, self.look, box, on_it, KeyKind.KEY, KeyState(pressed=index == self._pressed)
                )
            else:
                self.draw_item(painter, item, box, pressed=index == self._pressed)
        self.draw_focus(painter)
