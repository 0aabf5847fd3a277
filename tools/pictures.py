"""`make pictures`: stores how the main screens look; a test compares them with how they look now.

A picture is stored at a quarter of its size, and compared in blocks of 16 × 16 pixels of the screen: letters may be drawn a
little differently elsewhere, but nothing that has moved, gone, or changed its colour passes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from tools.screenshots import photograph

TARGET = Path(__file__).parent.parent / "tests" / "ui" / "pictures"
SIZE = (1024, 768)
SCREENS = ("signin", "tables", "tables-list", "order", "pay", "paid", "closing")
THEMES = ("light", "dark")
SMALLER, BLOCK = 4, 4
MOST = 5.0
"""By so much may the mean of a block differ, of 255, in any of the three colours."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A block that looks different: its corner on the screen in pixels, and by how much."""

    x: int
    y: int
    by: float


def path_of(screen: str, theme: str) -> Path:
    """Where the stored picture lies."""
    return TARGET / f"{screen}-{theme}.png"


def small(picture: QImage) -> QImage:
    """The picture as it is stored."""
    return picture.scaled(
        picture.width() // SMALLER,
        picture.height() // SMALLER,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB888)


def taken(look: Look, screen: str) -> QImage:
    """That screen as it looks now, as it would be stored."""
    return small(photograph(look, screen).toImage())


def differences(one: QImage, other: QImage) -> list[Spot]:
    """Where two stored pictures are not the same, the worst first; of another size: all of it."""
    if one.size() != other.size():
        return [Spot(0, 0, 255.0)]
    return sorted(_spots(one, other), key=lambda spot: -spot.by)


def _spots(one: QImage, other: QImage) -> Iterator[Spot]:
    wide, high = one.width(), one.height()
    first, second = bytes(one.constBits()), bytes(other.constBits())
    for top in range(0, high, BLOCK):
        for left in range(0, wide, BLOCK):
            rows = [row * one.bytesPerLine() for row in range(top, min(top + BLOCK, high))]
            columns = range(3 * left, 3 * min(left + BLOCK, wide))
            sums = [0, 0, 0]
            for row in rows:
                if (
                    first[row + columns.start : row + columns.stop]
                    != second[row + columns.start : row + columns.stop]
                ):
                    for at in columns:
                        sums[at % 3] += abs(first[row + at] - second[row + at])
            by = max(sums) / (len(rows) * len(columns) / 3)
            if by > MOST:
                yield Spot(left * SMALLER, top * SMALLER, round(by, 1))


def main() -> int:
    """Store all of them."""
    app = QApplication([])
    look = Look("light", Metrics(*SIZE))
    look.dress(app)
    TARGET.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        look.set(theme=theme)
        for screen in SCREENS:
            taken(look, screen).save(str(path_of(screen, theme)))
    print(f"{len(THEMES) * len(SCREENS)} Bilder liegen in {TARGET}. Bitte jedes ansehen.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
