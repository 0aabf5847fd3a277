"""The controls at the right of a setting: what they look like, where they are touched, and what a tap on them reports."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key_face import RADIUS, KeyKind, KeyState, KeyText, draw_key
from kasse.ui.widgets.painted import outlined, pill, put_icon

SWITCH = (96, 48)
STEP = 64
HIGH = 56
UNDO = 48
LEAST_SEGMENT = 72


@dataclass(frozen=True, slots=True)
class Toggle:
    """On or off. A tap reports 0."""

    on: bool


@dataclass(frozen=True, slots=True)
class Stepper:
    """A number between two bounds; its two keys report -1 and +1, with `typed` the value between them 0."""

    value: str
    least: bool = False
    most: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """Something that is written; its key reports 0 and opens the field. The value stands among the words."""

    value: str
    label: str = "Ändern"
    icon: str = "pencil"


@dataclass(frozen=True, slots=True)
class Field:
    """A value on a key of its own; a tap reports 0 and opens what chooses another one."""

    value: str
    icon: str = "chevron-down"
    hue: str = ""
    """Name of the hue of the spine; empty for none."""


@dataclass(frozen=True, slots=True)
class Segments:
    """Few short choices side by side; a tap reports ("choose", key)."""

    options: tuple[tuple[str, str], ...]
    """Key and label."""
    chosen: str


Control = Toggle | Stepper | Edit | Field | Segments


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing to touch: its row, what a tap reports beside the key of the row, its place before scrolling."""

    row: int
    step: Hashable
    box: QRectF


def width_of(control: Control, wide: int) -> int:
    """How much room a control takes where `wide` is the usual."""
    match control:
        case Toggle():
            return SWITCH[0]
        case Edit():
            return 176
        case Segments(options):
            face = t.Face(16, fonts.SEMIBOLD, condensed=True)
            each = max(LEAST_SEGMENT, *(int(t.width(label, face)) + 24 for _, label in options))
            return len(options) * (each + GAP) - GAP
    return wide


def spots_of(row: int, control: Control, right: float, middle: float, wide: int) -> list[Spot]:
    """Where a control that ends at `right` is touched."""
    width = width_of(control, wide)
    whole = QRectF(right - width, middle - HIGH / 2, width, HIGH)
    match control:
        case Toggle():
            return [Spot(row, 0, QRectF(right - width, middle - SWITCH[1] / 2, *SWITCH))]
        case Stepper(typed=typed):
            less = Spot(row, -1, QRectF(whole.x(), whole.y(), STEP, HIGH))
            more = Spot(row, 1, QRectF(right - STEP, whole.y(), STEP, HIGH))
            value = Spot(row, 0, QRectF(whole.x() + STEP + GAP, whole.y(), width - 2 * (STEP + GAP), HIGH))
            return [less, value, more] if typed else [less, more]
        case Segments(options):
            each = (width + GAP) / len(options)
            return [
                Spot(row, ("choose", key), QRectF(whole.x() + i * each, whole.y(), each - GAP, HIGH))
                for i, (key, _) in enumerate(options)
            ]
    return [Spot(row, 0, whole)]


def spoken(control: Control, step: Hashable) -> str:
    """What a screen reader says of a spot."""
    match control:
        case Toggle(on):
            return "an" if on else "aus"
        case Stepper(value):
            return f"{ {-1: 'weniger', 1: 'mehr'}.get(step, 'eingeben') }, {value}"  # type: ignore[call-overload]
        case Edit(value, label):
            return f"{value}, {label}" if value else label
        case Field(value):
            return f"{value}, ändern"
        case Segments(options, chosen):
            return next(
                f"{label}, gewählt" if key == chosen else label
                for key, label in options
                if step == ("choose", key)
            )


def draw_control(
    painter: QPainter, look: Look, control: Control, spot: Spot, box: QRectF, *, pressed: bool, off: bool
) -> None:
    """Draw what belongs to one spot of a control; `box` is where that is seen now."""
    state = KeyState(pressed=pressed, off=off)
    match control:
        case Toggle(on):
            _draw_switch(painter, look, box, on=on, pressed=pressed, off=off)
        case Stepper(value) if spot.step == 0:
            _draw_value(painter, look, box, value, framed=True, pressed=pressed, off=off)
        case Stepper(_, least, most):
            state = KeyState(pressed=pressed, off=off or (least if spot.step == -1 else most))
            draw_key(
                painter, look, box, KeyText(icon="minus" if spot.step == -1 else "plus"), KeyKind.KEY, state
            )
        case Edit(_, label, icon):
            draw_key(painter, look, box, KeyText(label, icon=icon), KeyKind.KEY, state)
        case Field(value, icon, hue):
            _draw_field(painter, look, box, value, icon, hue, state)
        case Segments(options, chosen):
            key, label = next(option for option in options if spot.step == ("choose", option[0]))
            state = KeyState(pressed=pressed, off=off, chosen=key == chosen)
            draw_key(painter, look, box, KeyText(label, px=16, narrow=True), KeyKind.KEY, state)


def draw_between(
    painter: QPainter, look: Look, control: Control, right: float, middle: float, wide: int
) -> None:
    """Draw what of a control is not touched: the number between two keys."""
    if isinstance(control, Stepper) and not control.typed:
        box = QRectF(right - wide, middle - HIGH / 2, wide, HIGH)
        _draw_value(painter, look, box.adjusted(STEP, 0, -STEP, 0), control.value)


def draw_undo(painter: QPainter, look: Look, box: QRectF, *, pressed: bool, off: bool) -> None:
    """The key that leads back to the value from further away."""
    draw_key(painter, look, box, KeyText(icon="undo-2"), KeyKind.KEY, KeyState(pressed=pressed, off=off))


def _draw_value(
    painter: QPainter,
    look: Look,
    box: QRectF,
    value: str,
    *,
    framed: bool = False,
    pressed: bool = False,
    off: bool = False,
) -> None:
    color = look.tokens.color
    body = box.adjusted(0, 0, 0, -3)
    if framed and not off:
        outlined(painter, body, RADIUS, color("key_down" if pressed else "paper"), color("line"))
    faces = (
        t.Face(22, fonts.SEMIBOLD),
        t.Face(18, fonts.SEMIBOLD, condensed=True),
        t.Face(15, fonts.SEMIBOLD, condensed=True),
    )
    face = t.fit(value, body.width() - 4, *faces)
    t.write(painter, body, value, face, color("disabled_ink" if off else "ink"), t.CENTER)


def _draw_field(
    painter: QPainter, look: Look, box: QRectF, value: str, icon: str, hue: str, state: KeyState
) -> None:
    spine = look.hues[hue].spine if hue in look.hues else ""
    draw_key(painter, look, box, KeyText(spine=spine), KeyKind.KEY, state)
    down = 2 if state.pressed else 0
    body = box.adjusted(24 if spine else 16, down, -16, 0 if state.pressed or state.off else -3)
    ink = "disabled_ink" if state.off else "ink"
    room = body.width() - 30
    face = t.fit(value, room, t.LABEL, t.LABEL_NARROW, t.Face(15, fonts.MEDIUM, condensed=True))
    t.write(painter, body, t.elided(value, room, face), face, look.tokens.color(ink))
    put_icon(painter, QPointF(body.right() - 10, body.center().y()), look.icon(icon, ink, 20))


def _draw_switch(painter: QPainter, look: Look, box: QRectF, *, on: bool, pressed: bool, off: bool) -> None:
    color = look.tokens.color
    knob = QRectF(box.right() - 44 if on else box.x() + 4, box.y() + 4, 40, 40)
    side = box.adjusted(0, 0, -44, 0) if on else box.adjusted(44, 0, 0, 0)
    face = t.Face(16, fonts.SEMIBOLD)
    if off:
        outlined(painter, box, 24, color("disabled"), color("line"), 2)
        pill(painter, knob, color("disabled_ink"))
        t.write(painter, side, "An" if on else "Aus", face, color("disabled_ink"), t.CENTER)
    elif on:
        pill(painter, box, color("accent_down" if pressed else "accent"))
        pill(painter, knob, color("on_accent"))
        t.write(painter, side, "An", face, color("on_accent"), t.CENTER)
    else:
        outlined(painter, box, 24, color("key_down" if pressed else "key"), color("muted"), 2)
        pill(painter, knob, color("muted"))
        t.write(painter, side, "Aus", face, color("ink"), t.CENTER)
