"""Who serves: the screen on which a waiter signs in, by tile and PIN, by chip, or by keyboard."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import BAR, Box, Metrics
from kasse.ui.theme.zones import sign_in_zones
from kasse.ui.view import View, digit_of
from kasse.ui.widgets import text as t
from kasse.ui.widgets.operator_tiles import OperatorCard, OperatorTiles
from kasse.ui.widgets.panel import draw_mark
from kasse.ui.widgets.pin_pad import PinPad
from kasse.ui.widgets.slides import Slides

__all__ = ["OperatorCard", "SignIn", "SignInView"]


@dataclass(frozen=True, slots=True)
class SignIn:
    """What the screen shows. pin_length 0: of any length, ended by *Anmelden*. hint: of a chip reader."""

    house: str
    day: str
    operators: tuple[OperatorCard, ...]
    chosen: Hashable | None = None
    pin_length: int = 4
    hint: str = ""
    pin_alone: bool = False
    """Whether a PIN may be typed without a name."""


class SignInView(View):
    """Tiles of the waiters at the left, the PIN paper at the working hand."""

    spoken = "Wer bedient?"
    operator_chosen = Signal(object)
    pin_entered = Signal(object, str)
    """Whose, and what was typed."""
    touched = Signal()
    """Somebody is there: pictures make way."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent, sign_out=False)
        self._model = SignIn("", "", ())
        self._clock = ""
        self.top.hide()
        self.tiles = OperatorTiles(look, self)
        self.pin = PinPad(look, self)
        self.tiles.tapped.connect(self.operator_chosen)
        self.pin.entered.connect(self._entered)
        self.slides = Slides(look, self)
        self.slides.hide()
        for somebody in (self.slides.tapped, self.pin.pad.pressed):
            somebody.connect(lambda *_: self.touched.emit())

    def show_sign_in(self, model: SignIn) -> None:
        """Show these waiters; the typed digits are dropped when another one is chosen."""
        before, self._model = self._model, model
        self.tiles.replace_items(model.operators)
        if _asked(before) != _asked(model):
            chosen = next((card for card in model.operators if card.key == model.chosen), None)
            name = chosen.name if chosen else "Anmelden" if model.pin_alone else ""
            self.pin.show_person(name, length=model.pin_length, hint=model.hint)
        self.update()

    def show_picture(self, picture: QImage | None) -> None:
        """The picture over everything; None: none, and the waiters are to be seen."""
        self.slides.show_picture(picture)
        self.slides.setVisible(picture is not None)
        if picture is not None:
            self.slides.raise_()

    def refuse_pin(self, words: str = "PIN stimmt nicht") -> None:
        self.pin.refuse(words)

    def show_clock(self, clock: str) -> None:
        if clock != self._clock:
            self._clock = clock
            self.update()

    def lay_out(self, m: Metrics) -> None:
        zones = sign_in_zones(m)
        self.tiles.place(zones.tiles)
        self.tiles.arrange(zones.columns, zones.rows, zones.gap)
        self.pin.place(zones.pin)
        self.slides.place(Box(0, 0, m.width, m.height - BAR))

    def key(self, event: QKeyEvent) -> bool:
        self.touched.emit()
        if sign := digit_of(event):
            self.pin.press(sign)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pin.enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.pin.press("C")
        else:
            return False
        return True

    def _entered(self, pin: str) -> None:
        self.pin_entered.emit(self._model.chosen, pin)

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        zones = sign_in_zones(self.metrics)
        head, model = zones.head, self._model
        clock = t.Face(64, fonts.SEMIBOLD)
        t.write_at(painter, head.x, head.y + 48, self._clock, clock, self.color("ink"))
        left = head.x + t.width(self._clock or "00:00", clock) + 20
        room = head.right - 108 - left
        house = t.fit(
            model.house,
            room,
            t.Face(20, 600),
            t.Face(20, 600, condensed=True),
            t.Face(17, 600, condensed=True),
        )
        t.write_at(painter, left, head.y + 24, t.elided(model.house, room, house), house, self.color("ink"))
        t.write_at(painter, left, head.y + 48, model.day, t.Face(16), self.color("muted"))
        word = head.right - 4 - t.width("kasse", t.TITLE)
        t.write_at(painter, word, head.y + 30, "kasse", t.TITLE, self.color("ink"))
        draw_mark(painter, QPointF(word - 30, head.y + 8), self.color("accent_text"), self.color("ground"))
        base = head.bottom - 18
        t.write_at(painter, head.x, base, "Wer bedient?", t.PANEL_TITLE, self.color("ink"))


def _asked(model: SignIn) -> tuple[Hashable, ...]:
    """What the PIN pad asks for."""
    return model.chosen, model.pin_length, model.hint, model.pin_alone
