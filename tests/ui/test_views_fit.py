"""Every screen in every class: nothing cut short, nothing too small, everything named, nothing on top of another."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.widgets import text
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.number_pad import NumberPad
from tests.ui.conftest import SIZES, window_with
from tools import screen_samples as samples

Show = Callable[[QWidget], QWidget]
SCREEN = pytest.mark.parametrize("screen", samples.SCREENS)
SIZE = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())

IN_SMALL = ("master-layout-large",)
"""Where the keys of a larger screen are shown as a picture of it."""


class TextWatch:
    """Sees all text that is drawn: what was cut short, and what runs out of its widget."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.cut: list[str] = []
        self._elided, self._broken = text.elided, text.broken
        self._write, self._write_at = text.write, text.write_at
        patch.setattr(text, "elided", self.elided)
        patch.setattr(text, "broken", self.broken)
        patch.setattr(text, "write", self.write)
        patch.setattr(text, "write_at", self.write_at)

    def elided(self, words: str, room: float, face: text.Face) -> str:
        shown = self._elided(words, room, face)
        if shown != words.replace(text.SOFT_HYPHEN, ""):
            self.cut.append(f"{words} → {shown}")
        return shown

    def broken(self, words: str, room: float, face: text.Face, most: int) -> tuple[str, ...]:
        lines = self._broken(words, room, face, most)
        if "…" in "".join(lines).replace("× …", ""):
            self.cut.append(f"{words} → {lines}")
        return lines

    def write(
        self, painter: QPainter, box: QRectF, words: str, face: text.Face, color: QColor, *align: object
    ) -> None:
        wide = text.width(words, face)
        if wide > box.width() + 1:
            self.cut.append(f"{words}: {wide:.0f} in {box.width():.0f}")
        self._write(painter, box, words, face, color, *align)  # type: ignore[arg-type]

    def write_at(
        self, painter: QPainter, x: float, y: float, words: str, face: text.Face, color: QColor
    ) -> None:
        seen = painter.combinedTransform().map(QPointF(x + text.width(words, face), y))
        if seen.x() > painter.device().width() + 1:
            self.cut.append(f"{words} runs out at the right")
        self._write_at(painter, x, y, words, face, color)


@pytest.fixture
def text_watch(monkeypatch: pytest.MonkeyPatch) -> TextWatch:
    return TextWatch(monkeypatch)


@SCREEN
@SIZE
def test_no_text_is_cut_short_in_any_class(
    look: Look, show: Show, text_watch: TextWatch, screen: str, size: tuple[int, int]
) -> None:
    look.set(metrics=Metrics(*size))
    window, _ = window_with(look, screen)
    show(window)
    window.grab()
    assert text_watch.cut == []


@SCREEN
def test_no_text_is_cut_short_with_larger_text(
    look: Look, show: Show, text_watch: TextWatch, screen: str
) -> None:
    look.set(metrics=Metrics.of(1280, 800, text_percent=125))
    window, _ = window_with(look, screen)
    show(window)
    window.grab()
    assert text_watch.cut == []


@SCREEN
def test_a_standing_screen_for_the_left_hand_fits_too(
    look: Look, show: Show, text_watch: TextWatch, screen: str
) -> None:
    look.set(theme="strong", metrics=Metrics(*SIZES["tall"], left_handed=True))
    window, view = window_with(look, screen)
    show(window)
    window.grab()
    assert text_watch.cut == []
    assert not overlapping(view)


def test_search_undo_and_take_away_stand_in_the_bar_of_the_narrowest_screen(look: Look, show: Show) -> None:
    look.set(metrics=Metrics(*SIZES["tall"]))
    window, view = window_with(look, "order")
    show(window)
    shown = {key.on_it.label for key in view.top.shown_tools()}
    assert {"Im Haus", "AH", "Suche", "Rückgängig"} <= shown


@SCREEN
@pytest.mark.parametrize("percent", [125, 150])  # 960 × 1536 and 800 × 1280 are left
def test_larger_text_fits_on_a_standing_screen(
    look: Look, show: Show, text_watch: TextWatch, screen: str, percent: int
) -> None:
    look.set(metrics=Metrics.of(1200, 1920, text_percent=percent))
    window, view = window_with(look, screen)
    show(window)
    window.grab()
    assert text_watch.cut == []
    assert not overlapping(view)


@SCREEN
@SIZE
def test_every_key_is_large_enough_and_within_the_screen(
    look: Look, show: Show, screen: str, size: tuple[int, int]
) -> None:
    look.set(metrics=Metrics(*size))
    window, view = window_with(look, screen)
    show(window)
    for key in window.findChildren(Key):
        if key.isVisible():
            box = key.place_in_parent()
            least = 64 if isinstance(key.parent(), NumberPad) and screen != "signin" else 48
            assert min(box.w, box.h) >= least, key.accessibleName()
            assert view.rect().contains(view.mapFromGlobal(key.mapToGlobal(key.rect().center())))


@SCREEN
@SIZE
def test_every_cell_is_large_enough(look: Look, show: Show, screen: str, size: tuple[int, int]) -> None:
    look.set(metrics=Metrics(*size))
    window, _ = window_with(look, screen)
    show(window)
    least = 40 if screen in IN_SMALL else 48
    for cells in window.findChildren(Cells):
        if cells.isVisible():
            for index in range(cells.cell_count()):
                box = cells.cell_box(index)
                assert min(box.width(), box.height()) >= least, (
                    cells.accessibleName(),
                    cells.cell_name(index),
                )


@SCREEN
def test_everything_that_is_touched_has_a_name(look: Look, show: Show, screen: str) -> None:
    window, _ = window_with(look, screen)
    show(window)
    for key in window.findChildren(Key):
        assert not key.isVisible() or key.accessibleName()
    for cells in window.findChildren(Cells):
        if cells.isVisible():
            assert cells.accessibleName(), type(cells)
            assert all(cells.cell_name(index) for index in range(cells.cell_count()))


@SCREEN
def test_keys_and_cells_of_a_screen_never_lie_on_each_other(look: Look, show: Show, screen: str) -> None:
    window, view = window_with(look, screen)
    show(window)
    assert not overlapping(view)


def overlapping(view: QWidget) -> list[str]:
    """Pairs of keys that lie on each other."""
    keys = [key for key in view.findChildren(Key) if key.isVisible() and not key.visibleRegion().isEmpty()]
    boxes = []
    for key in keys:
        corner = key.mapTo(view, key.rect().topLeft())
        boxes.append((key.accessibleName(), key.rect().translated(corner).adjusted(4, 4, -4, -4)))
    return [
        f"{name} and {other_name}"
        for i, (name, one) in enumerate(boxes)
        for other_name, other in boxes[i + 1 :]
        if one.intersects(other)
    ]
