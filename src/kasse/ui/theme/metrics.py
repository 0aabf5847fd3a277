"""From the size of a screen to the sizes on it: scale, class, and the measures that a class brings."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QRectF

LEAST_WIDTH, LEAST_HEIGHT = 1024, 640
TALL_WIDTH, TALL_HEIGHT = 768, 1024
"""The least screen that stands on its short side."""
MARGIN = GAP = 8
BAR = 64


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in logical pixels."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        return self.x + self.w

    @property
    def bottom(self) -> int:
        return self.y + self.h

    def inset(
        self, left: int, top: int | None = None, right: int | None = None, bottom: int | None = None
    ) -> "Box":
        """The box without that much on each side; one number means all four, two mean sides and top/bottom."""
        top = left if top is None else top
        right = left if right is None else right
        bottom = top if bottom is None else bottom
        return Box(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def moved(self, dx: int, dy: int) -> "Box":
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def at_origin(self) -> "Box":
        return Box(0, 0, self.w, self.h)

    def contains(self, other: "Box") -> bool:
        inside = self.x <= other.x and self.y <= other.y
        return inside and other.right <= self.right and other.bottom <= self.bottom

    def overlaps(self, other: "Box") -> bool:
        apart = (
            self.right <= other.x or other.right <= self.x or self.bottom <= other.y or other.bottom <= self.y
        )
        return not apart

    def rect(self) -> QRectF:
        return QRectF(self.x, self.y, self.w, self.h)

    def pixels(self, scale: float) -> QRect:
        """The device-independent rectangle of a widget at that scale."""
        left, top = round(self.x * scale), round(self.y * scale)
        return QRect(left, top, round(self.right * scale) - left, round(self.bottom * scale) - top)

    def cells(self, columns: int, rows: int, gap: int = GAP) -> list["Box"]:
        """Equal cells, row by row; the last column and row take what division leaves over."""
        lefts = [self.x + (self.w + gap) * i // columns for i in range(columns + 1)]
        tops = [self.y + (self.h + gap) * i // rows for i in range(rows + 1)]
        return [
            Box(lefts[c], tops[r], lefts[c + 1] - gap - lefts[c], tops[r + 1] - gap - tops[r])
            for r in range(rows)
            for c in range(columns)
        ]


class ScreenClass(Enum):
    """K: small panels of 10 inches; M: 15 inches 4:3; L: wide; XL: 22 inches and more."""

    K = "K"
    M = "M"
    L = "L"
    XL = "XL"


@dataclass(frozen=True, slots=True)
class ClassSizes:
    """What only depends on the class, in logical pixels."""

    ticket: int
    rail: int
    tab_columns: int
    tab_height: int
    tile_width: int
    tile_height: int
    action_height: int
    pad_height: int
    send_height: int
    main_height: int
    total_font: int
    due_font: int
    change_font: int
    digit_font: int
    pay_column: int
    pay_amount: int
    pay_row: int
    pay_main: int
    plan_table: tuple[int, int]
    plan_round: int


_M = ClassSizes(320, 208, 4, 48, 110, 80, 56, 64, 64, 72, 40, 60, 136, 26, 272, 128, 64, 72, (104, 88), 104)
SIZES: dict[ScreenClass, ClassSizes] = {
    ScreenClass.K: _M,
    ScreenClass.M: _M,
    ScreenClass.L: ClassSizes(
        384, 232, 4, 52, 120, 84, 64, 64, 64, 80, 44, 72, 168, 28, 336, 144, 64, 88, (128, 96), 112
    ),
    ScreenClass.XL: ClassSizes(
        480, 320, 8, 64, 129, 102, 80, 80, 96, 128, 56, 72, 168, 28, 480, 192, 80, 128, (168, 120), 144
    ),
}


@dataclass(frozen=True, slots=True)
class Metrics:
    """One screen: logical size, pixels for each logical pixel, class, and the hand that works on it."""

    width: int
    height: int
    scale: float = 1.0
    left_handed: bool = False

    @classmethod
    def of(
        cls,
        width: int,
        height: int,
        dpi: float = 100.0,
        *,
        calibrated: float | None = None,
        text_percent: int = 100,
        left_handed: bool = False,
    ) -> "Metrics":
        """The measures of a screen of that many pixels.

        dpi: dots per inch as the panel reports them; calibrated: the scale that somebody set by hand,
        because many panels report nonsense. The scale goes in quarters, is at least 1, and never leaves
        less than 1024 × 640 logical pixels, on a screen that stands 768 × 1024. Larger text is a larger scale:
        keys never get smaller for it.
        """
        wish = dpi / 100 if calibrated is None else calibrated
        wish *= text_percent / 100
        least = least_of(width, height)
        most = min(width / least[0], height / least[1])
        scale = max(1.0, min(round(wish * 4) / 4, int(most * 4) / 4))
        return cls(int(width / scale), int(height / scale), scale, left_handed)

    @property
    def is_tall(self) -> bool:
        """Whether the screen stands on its short side."""
        return self.height > self.width

    @property
    def screen_class(self) -> ScreenClass:
        if self.width >= 1600 and self.height >= 900 and not self.is_tall:
            return ScreenClass.XL
        if self.width >= 1200 and self.height >= 700 and not self.is_tall:
            return ScreenClass.L
        return ScreenClass.M if self.height >= 720 else ScreenClass.K

    @property
    def sizes(self) -> ClassSizes:
        return SIZES[self.screen_class]

    @property
    def content(self) -> Box:
        """What lies between the top bar and the status line."""
        return Box(MARGIN, BAR, self.width - 2 * MARGIN, self.height - 2 * BAR)

    @property
    def main_height(self) -> int:
        """The height of the next-step key; low wide screens take the small one."""
        low = self.screen_class is ScreenClass.L and self.height < 760
        return 72 if low else self.sizes.main_height

    def mirror(self, box: Box) -> Box:
        """The same zone for a left-handed waiter, else unchanged."""
        return Box(self.width - box.right, box.y, box.w, box.h) if self.left_handed else box


def least_of(width: int, height: int) -> tuple[int, int]:
    """The least logical size of a screen that lies or stands like this one."""
    return (TALL_WIDTH, TALL_HEIGHT) if height > width else (LEAST_WIDTH, LEAST_HEIGHT)
