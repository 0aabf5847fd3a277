"""Text on painted things: which face fits, where a long German word breaks, and the one way to draw it."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from kasse.ui import language
from kasse.ui.theme import fonts

SOFT_HYPHEN = "\u00ad"
SPLIT = "\u2010"  # a hyphen of ours at a line's end, told apart from one of the name
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter


class Face(NamedTuple):
    """A way to write: height in logical pixels, weight, narrow or not."""

    px: int
    weight: int = fonts.REGULAR
    condensed: bool = False
    own: bool = False
    """Names and whatever a guest reads: never put into the language of the waiter."""

    @property
    def font(self) -> QFont:
        return fonts.font(self.px, self.weight, condensed=self.condensed)

    @property
    def metrics(self) -> QFontMetricsF:
        return fonts.measure(self.px, self.weight, condensed=self.condensed)

    @property
    def line(self) -> float:
        """The distance of two lines."""
        return self.px * 1.2


SECOND = Face(15)
SECOND_NARROW = Face(15, condensed=True)
SMALL = Face(14, condensed=True)
COUNTER = Face(14, fonts.SEMIBOLD)
LABEL = Face(17, fonts.MEDIUM)
LABEL_NARROW = Face(17, fonts.MEDIUM, condensed=True)
LABEL_TIGHT = Face(16, fonts.MEDIUM, condensed=True)
LINE = Face(18, condensed=True)
LINE_NEW = Face(18, fonts.MEDIUM, condensed=True)
AMOUNT = Face(18)
AMOUNT_NEW = Face(18, fonts.SEMIBOLD)
TITLE = Face(22, fonts.SEMIBOLD)
PANEL_TITLE = Face(20, fonts.SEMIBOLD)
BIG_TITLE = Face(26, fonts.SEMIBOLD)


def shown(text: str, face: Face) -> str:
    """The text as it is read: in the language of whoever works here, unless the face keeps it."""
    return text if face.own else language.shown(text)


@lru_cache(8192)
def width(text: str, face: Face) -> float:
    """How wide the text runs in that face."""
    text = shown(text, face)
    return face.metrics.horizontalAdvance(text)


@lru_cache(4096)
def elided(text: str, room: float, face: Face) -> str:
    """The text, or as much of it as fits, with an ellipsis."""
    whole = shown(text, face).replace(SOFT_HYPHEN, "")
    if width(whole, face) <= room:
        return whole
    return face.metrics.elidedText(whole, Qt.TextElideMode.ElideRight, room)


@lru_cache(4096)
def fit(text: str, room: float, *faces: Face) -> Face:
    """The first face in which the text fits; the last one if none does."""
    return next((face for face in faces if width(text.replace(SOFT_HYPHEN, ""), face) <= room), faces[-1])


@lru_cache(4096)
def broken(text: str, room: float, face: Face, most: int) -> tuple[str, ...]:
    """The text in at most that many lines, broken at spaces and soft hyphens, elided only as a last resort."""
    text, face = shown(text, face), face._replace(own=True)
    if (whole := _words_kept_whole(text.replace(SOFT_HYPHEN, ""), room, face, most)) is not None:
        return whole
    lines: list[str] = []
    current = ""
    for word in text.split():
        parts = word.split(SOFT_HYPHEN)
        while parts:
            lead = f"{current} " if current else ""
            taken = _parts_that_fit(lead, parts, room, face)
            if taken == len(parts):
                current = lead + "".join(parts)
                break
            if taken:
                lines.append(lead + "".join(parts[:taken]) + SPLIT)
                parts, current = parts[taken:], ""
            elif current:
                lines.append(current)
                current = ""
            elif len(parts[0]) <= 1:
                current = "".join(parts)
                break
            else:
                head = _letters_that_fit(parts[0], room, face)
                lines.append(parts[0][:head] + SPLIT)
                parts[0] = parts[0][head:]
    if current:
        lines.append(current)
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :]).replace(f"{SPLIT} ", "")
        lines = [*lines[: most - 1], face.metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)]
    return tuple(line.replace(SPLIT, "-") for line in lines)


def _words_kept_whole(text: str, room: float, face: Face, most: int) -> tuple[str, ...] | None:
    """Lines broken at spaces only, if that is enough."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", face) <= room:
            lines[-1] += f" {word}"
        elif width(word, face) <= room:
            lines.append(word)
        else:
            return None
    return tuple(lines) if len(lines) <= most else None


def _parts_that_fit(lead: str, parts: list[str], room: float, face: Face) -> int:
    if width(lead + "".join(parts), face) <= room:
        return len(parts)
    fitting = (
        n for n in range(len(parts) - 1, 0, -1) if width(lead + "".join(parts[:n]) + "-", face) <= room
    )
    return next(fitting, 0)


def _letters_that_fit(word: str, room: float, face: Face) -> int:
    fitting = (n for n in range(len(word) - 1, 0, -1) if width(word[:n] + "-", face) <= room)
    return next(fitting, 1)


def write(
    painter: QPainter, box: QRectF, text: str, face: Face, color: QColor, align: Qt.AlignmentFlag = LEFT
) -> None:
    """Draw one line of text in the box; it is not clipped, so whoever calls has made it fit."""
    painter.setFont(face.font)
    painter.setPen(color)
    painter.drawText(
        box, int(align) | int(Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine), shown(text, face)
    )


def write_at(painter: QPainter, x: float, baseline: float, text: str, face: Face, color: QColor) -> None:
    """Draw text from that point of its base line."""
    painter.setFont(face.font)
    painter.setPen(color)
    painter.drawText(QPointF(x, baseline), shown(text, face))


def write_right(
    painter: QPainter, right: float, baseline: float, text: str, face: Face, color: QColor
) -> None:
    """Draw text that ends at that point of its base line."""
    write_at(painter, right - width(text, face), baseline, text, face, color)


def _forget() -> None:
    for measured in (width, elided, fit, broken):
        measured.cache_clear()


language.tell(_forget)
