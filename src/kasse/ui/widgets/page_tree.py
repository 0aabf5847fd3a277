"""Areas and their pages as a list to choose from; one area is open at a time. Counts say where something was found."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.painted import outlined, put_icon, rounded

ROW = 52
TOP = 8


@dataclass(frozen=True, slots=True)
class Node:
    """An area (with an icon) or one of its pages. quiet: nothing was found there."""

    key: Hashable
    label: str
    icon: str = ""
    count: str = ""
    changed: bool = False
    """Something there is not saved yet."""
    quiet: bool = False

    @property
    def is_area(self) -> bool:
        """Whether it is an area."""
        return bool(self.icon)


class PageTree(Cells):
    """Painted; a tap reports the key of its row."""

    scrolls = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._nodes: tuple[Node, ...] = ()
        self._chosen: Hashable | None = None
        self.setAccessibleName("Seiten")

    @property
    def nodes(self) -> tuple[Node, ...]:
        """What is shown."""
        return self._nodes

    @property
    def chosen(self) -> Hashable | None:
        """Where one is."""
        return self._chosen

    def show_tree(self, nodes: Sequence[Node], chosen: Hashable | None) -> None:
        """Show these; the chosen one is scrolled to when it changes."""
        nodes = tuple(nodes)
        if nodes == self._nodes and chosen == self._chosen:
            return
        changed = [node.key for node in nodes] != [node.key for node in self._nodes]
        moved = changed or chosen != self._chosen
        self._nodes, self._chosen = nodes, chosen
        if changed:
            self.cells_changed()
        index = next((i for i, node in enumerate(nodes) if node.key == chosen), None)
        if moved:
            self.scroll_to(self._offset)
            if index is not None:
                self._cursor = index
                self._show_area(index)
        self.update()

    def _show_area(self, index: int) -> None:
        """The chosen page and, as far as there is room, the others of its area."""
        last = index
        while last + 1 < len(self._nodes) and not self._nodes[last + 1].is_area:
            last += 1
        self.make_visible(last)
        self.make_visible(index)

    def place(self, box: Box) -> None:
        super().place(box)
        self.scroll_to(self._offset)
        index = next((i for i, node in enumerate(self._nodes) if node.key == self._chosen), None)
        if index is not None:
            self._show_area(index)

    def view_box(self) -> QRectF:
        return self.face.adjusted(0, TOP, 0, -TOP)

    def content_height(self) -> float:
        return len(self._nodes) * ROW

    def cell_count(self) -> int:
        return len(self._nodes)

    def cell_box(self, index: int) -> QRectF:
        return QRectF(8, TOP + index * ROW, self._face.w - 16, ROW)

    def cell_key(self, index: int) -> Hashable:
        return self._nodes[index].key

    def cell_name(self, index: int) -> str:
        node = self._nodes[index]
        parts = (
            node.label,
            f"{node.count} Treffer" if node.count else "",
            "geändert" if node.changed else "",
        )
        return ", ".join(part for part in parts if part)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        outlined(painter, self.face, 12, self.color("paper"), self.color("line"))
        view = self.view_box()
        painter.setClipRect(view)
        for index, node in enumerate(self._nodes):
            box = self.shown_box(index)
            if box.intersects(dirty):
                self._draw_node(painter, node, box, pressed=index == self._pressed)
        if self.content_height() > view.height():
            share = view.height() / self.content_height()
            top = view.top() + self._offset * share
            painter.fillRect(QRectF(view.right() - 5, top, 3, view.height() * share), self.color("free_line"))
        self.draw_focus(painter)

    def _draw_node(self, painter: QPainter, node: Node, box: QRectF, *, pressed: bool) -> None:
        frame = box.adjusted(0, 1, 0, -1)
        is_chosen = node.key == self._chosen
        if is_chosen:
            outlined(painter, frame, 8, self.color("select"), self.color("select_line"), 2)
        elif pressed:
            rounded(painter, frame, 8, self.color("key_down"))
        ink = "muted" if node.quiet else "ink"
        if node.icon:
            put_icon(painter, QPointF(box.x() + 23, box.center().y()), self.look.icon(node.icon, ink, 22))
        right = box.right() - 12
        if node.count:
            t.write(painter, box.adjusted(0, 0, -12, 0), node.count, t.Face(16), self.color("muted"), t.RIGHT)
            right -= t.width(node.count, t.Face(16)) + 8
        if node.changed:
            rounded(painter, QRectF(right - 8, box.center().y() - 4, 8, 8), 4, self.color("accent_text"))
            right -= 16
        left = box.x() + 48
        weight = fonts.SEMIBOLD if is_chosen else fonts.MEDIUM if node.is_area else fonts.REGULAR
        face = t.fit(
            node.label,
            right - left,
            t.Face(17, weight),
            t.Face(17, weight, condensed=True),
            t.Face(15, weight, condensed=True),
        )
        words = t.elided(node.label, right - left, face)
        t.write(painter, QRectF(left, box.y(), right - left, box.height()), words, face, self.color(ink))
