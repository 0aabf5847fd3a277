"""How a key looks: its face for each kind and state, and what may stand on it."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.widgets import text as t
from kasse.ui.widgets.painted import outlined, pill, put_icon, rounded

EDGE = 3
RADIUS = 8


class KeyKind(Enum):
    """What a key is for; the kind decides its colours."""

    KEY = "key"
    MAIN = "main"
    SECOND = "second"
    PLACE = "place"
    DANGER = "danger"
    FINAL_DANGER = "final_danger"
    QUIET = "quiet"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class KeyText:
    """What stands on a key. spine: #RRGGBB of the stripe at its left; px: height of the label."""

    label: str = ""
    icon: str = ""
    sub: str = ""
    badge: str = ""
    spine: str = ""
    px: int = 17
    weight: int = fonts.MEDIUM
    icon_above: bool = False
    narrow: bool = False
    align_left: bool = False
    own: bool = False
    """For a guest: never put into the language of the waiter."""


@dataclass(frozen=True, slots=True)
class KeyState:
    """How a key is at this moment."""

    pressed: bool = False
    chosen: bool = False
    off: bool = False


PLAIN = KeyState()


@dataclass(frozen=True, slots=True)
class Face:
    """The colours of one key in one state, by role; no edge: it lies flat."""

    fill: str
    line: str
    ink: str
    edge: str = ""
    thick: int = 1
    shift: int = 0
    sub_ink: str = "muted"


_NORMAL: dict[KeyKind, Face] = {
    KeyKind.KEY: Face("key", "line", "ink", "edge"),
    KeyKind.PLACE: Face("key", "line", "ink", "edge"),
    KeyKind.MAIN: Face("accent", "accent", "on_accent", "accent_edge", sub_ink="on_accent"),
    KeyKind.SECOND: Face("key", "select_edge", "accent_text", "second_edge"),
    KeyKind.DANGER: Face("key", "line", "danger_ink", "edge"),
    KeyKind.FINAL_DANGER: Face("danger", "danger", "on_danger", "danger_edge", sub_ink="on_danger"),
    KeyKind.QUIET: Face("", "", "ink"),
    KeyKind.WARN: Face("warn_key", "warn_line", "warn_ink", "warn_line", sub_ink="warn_ink"),
}
_PRESSED: dict[KeyKind, Face] = {
    KeyKind.KEY: Face("key_down", "line", "ink", shift=2),
    KeyKind.PLACE: Face("key_down", "line", "ink", shift=2),
    KeyKind.MAIN: Face("accent_down", "accent_down", "on_accent", shift=2, sub_ink="on_accent"),
    KeyKind.SECOND: Face("select", "select_edge", "accent_text", shift=2),
    KeyKind.DANGER: Face("danger_soft", "line", "danger_ink", shift=2),
    KeyKind.FINAL_DANGER: Face("danger_edge", "danger_edge", "on_danger", shift=2, sub_ink="on_danger"),
    KeyKind.QUIET: Face("key_down", "key_down", "ink", shift=2),
    KeyKind.WARN: Face("warn", "warn_line", "warn_ink", shift=2, sub_ink="warn_ink"),
}
_OFF = Face("disabled", "line", "disabled_ink", sub_ink="disabled_ink")
_CHOSEN = Face("select", "select_line", "ink", "select_edge", thick=2)
_HERE = Face("strong", "strong", "on_strong", "strong_edge", sub_ink="on_strong")


def face_of(kind: KeyKind, state: KeyState) -> Face:
    """The colours of that kind of key in that state."""
    if state.off:
        return _OFF
    if state.chosen and kind is KeyKind.PLACE:
        return _HERE
    if state.pressed:
        return _PRESSED[kind]
    return _CHOSEN if state.chosen else _NORMAL[kind]


def draw_key(
    painter: QPainter, look: Look, box: QRectF, on_it: KeyText, kind: KeyKind, state: KeyState = PLAIN
) -> None:
    """Draw a whole key into the box."""
    face = face_of(kind, state)
    if face.fill:
        skin = look.skin(
            ("key", face, on_it.spine), box.width(), box.height(), _Skin(look, face, on_it.spine)
        )
        painter.drawPixmap(box.topLeft(), skin)
    body = box.adjusted(0, face.shift, 0, 0 if face.shift else -EDGE)
    if on_it.spine:
        body.adjust(8, 0, 0, 0)
    _draw_content(painter, look, body, on_it, kind, state, face)
    if on_it.badge:
        _draw_badge(painter, look, box, on_it.badge)


class _Skin:
    """Draws the face of a key; a class, so that nothing is built when the skin is kept already."""

    def __init__(self, look: Look, face: Face, spine: str) -> None:
        self._look, self._face, self._spine = look, face, spine

    def __call__(self, painter: QPainter, box: QRectF) -> None:
        color = self._look.tokens.color
        face = self._face
        body = QRectF(box)
        if face.edge:
            rounded(painter, box.adjusted(0, EDGE, 0, 0), RADIUS, color(face.edge))
            body.adjust(0, 0, 0, -EDGE)
        body.adjust(0, face.shift, 0, 0)
        outlined(painter, body, RADIUS, color(face.fill), color(face.line), face.thick)
        if self._spine:
            painter.setClipRect(QRectF(body.x(), body.y(), 8, body.height()))
            rounded(painter, body, RADIUS, QColor(self._spine))


def _draw_content(
    painter: QPainter, look: Look, body: QRectF, on_it: KeyText, kind: KeyKind, state: KeyState, face: Face
) -> None:
    ink = look.tokens.color(face.ink)
    strong = state.chosen or kind in (KeyKind.MAIN, KeyKind.SECOND, KeyKind.FINAL_DANGER)
    weight = fonts.SEMIBOLD if strong else on_it.weight
    room = body.width() - 16
    if on_it.icon and not on_it.label:
        put_icon(painter, body.center(), look.icon(on_it.icon, face.ink, 24 if on_it.px > 20 else 22))
    elif on_it.icon and on_it.icon_above:
        _draw_stacked(painter, look, body, on_it, face, weight)
    elif on_it.sub:
        label = t.fit(on_it.label, room, *_faces(on_it, weight))
        small_room = body.width() - 6
        top = body.center().y() - (label.px * 1.25 + 18) / 2
        t.write(
            painter, QRectF(body.x(), top, body.width(), label.px * 1.25), on_it.label, label, ink, t.CENTER
        )
        below = QRectF(body.x(), top + label.px * 1.25 + 1, body.width(), 18)
        small = t.SMALL._replace(own=on_it.own)
        t.write(
            painter,
            below,
            t.elided(on_it.sub, small_room, small),
            small,
            look.tokens.color(face.sub_ink),
            t.CENTER,
        )
    else:
        _draw_beside(
            painter, look, body, on_it, face, weight, room, ticked=state.chosen and kind is KeyKind.KEY
        )


def _faces(on_it: KeyText, weight: int) -> tuple[t.Face, ...]:
    px = on_it.px
    sizes = (px, max(15, px - 1), max(15, px - 4), 15)
    smaller = tuple(t.Face(size, weight, condensed=True, own=on_it.own) for size in sizes)
    return smaller if on_it.narrow else (t.Face(px, weight, own=on_it.own), *smaller)


def _draw_stacked(
    painter: QPainter, look: Look, body: QRectF, on_it: KeyText, face: Face, weight: int
) -> None:
    faces = (
        t.Face(17, weight, condensed=True),
        t.Face(16, weight, condensed=True),
        t.Face(15, weight, condensed=True),
    )
    label = t.fit(on_it.label, body.width() - 8, *faces)
    sub = on_it.sub if body.height() >= 60 else ""
    slack = body.height() - 22 - 4 - 20 - (17 if sub else 0)
    top = body.y() + slack / 2
    put_icon(painter, QPointF(body.center().x(), top + 11), look.icon(on_it.icon, face.ink, 22))
    line = QRectF(body.x(), top + 26, body.width(), 20)
    if sub:
        below = line.translated(0, 18)
        t.write(
            painter,
            below,
            t.elided(sub, body.width() - 8, t.SMALL),
            t.SMALL,
            look.tokens.color(face.sub_ink),
            t.CENTER,
        )
    shown = t.elided(on_it.label, body.width() - 4, label)
    t.write(painter, line, shown, label, look.tokens.color(face.ink), t.CENTER)


def _draw_beside(
    painter: QPainter,
    look: Look,
    body: QRectF,
    on_it: KeyText,
    face: Face,
    weight: int,
    room: float,
    *,
    ticked: bool,
) -> None:
    ink = look.tokens.color(face.ink)
    icon = on_it.icon
    size, gap = 24 if on_it.px >= 20 else 22, 10
    if (
        not icon
        and ticked
        and on_it.label
        and body.width() - 8 - t.width(on_it.label, _faces(on_it, weight)[0]) >= 26
    ):
        icon, size, gap = "check", 18, 8
    beside = size + gap if icon else 0
    label = t.fit(on_it.label, room - beside, *_faces(on_it, weight))
    if t.width(on_it.label, label) > room - beside and body.height() >= 44 and not icon:
        _draw_two_lines(painter, body, on_it.label, t.Face(16, weight, condensed=True), look, face)
        return
    shown = t.elided(on_it.label, room - beside, label)
    whole = beside + t.width(shown, label)
    left = body.x() + 12 if on_it.align_left else body.center().x() - whole / 2
    if icon:
        put_icon(painter, QPointF(left + size / 2, body.center().y()), look.icon(icon, face.ink, size))
    t.write(painter, QRectF(left + beside, body.y(), whole, body.height()), shown, label, ink)


def _draw_two_lines(
    painter: QPainter, body: QRectF, words: str, label: t.Face, look: Look, face: Face
) -> None:
    lines = t.broken(words, body.width() - 8, label, 2)
    top = body.center().y() - label.line * len(lines) / 2
    for i, line in enumerate(lines):
        row = QRectF(body.x(), top + i * label.line, body.width(), label.line)
        t.write(painter, row, line, label, look.tokens.color(face.ink), t.CENTER)


def _draw_badge(painter: QPainter, look: Look, box: QRectF, badge: str) -> None:
    wide = max(24.0, t.width(badge, t.COUNTER) + 14)
    spot = QRectF(box.right() - 6 - wide, box.y() + 6, wide, 24)
    pill(painter, spot, look.tokens.color("strong"))
    t.write(painter, spot, badge, t.COUNTER, look.tokens.color("on_strong"), t.CENTER)
