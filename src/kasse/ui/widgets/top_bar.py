"""The bar above each screen: the way back and tools at the left; waiter, clock and sign-off at the right."""

from dataclasses import replace

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import BAR, GAP, MARGIN, Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.painted import Painted

KEY_HEIGHT = 48
SIGN_OUT = 168
NARROW = 840
"""On a screen that is less wide the keys of the bar stand closer."""


class TopBar(Painted):
    """Keys stand in a fixed order; a key without a word, and those that do not fit, are left out."""

    bleed = 0
    back = Signal()
    signed_out = Signal()
    refused = Signal(str)

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, back: str = "", sign_out: bool = True
    ) -> None:
        super().__init__(look, parent)
        self._title = self._operator = self._clock = self._remark = ""
        self._reserved = 0
        self._tools: list[tuple[Key, int, str]] = []
        self.back_key = Key(look, KeyText(back, icon="chevron-left"), parent=self)
        self.back_key.setVisible(bool(back))
        self.back_key.tapped.connect(self.back)
        self.sign_out_key = Key(look, KeyText("Abmelden", icon="lock"), parent=self)
        self.sign_out_key.setVisible(sign_out)
        self.sign_out_key.tapped.connect(self.signed_out)

    def add_tool(self, on_it: KeyText, width: int, kind: KeyKind = KeyKind.KEY) -> Key:
        """A key beside the way back, that wide; its taps are connected by whoever adds it."""
        key = Key(self.look, on_it, kind, self)
        key.refused.connect(self.refused)
        self._tools.append((key, width, on_it.icon))
        return key

    def show_title(self, title: str) -> None:
        if title != self._title:
            self._title = title
            self.update()

    def show_operator(self, name: str) -> None:
        if name != self._operator:
            self._operator = name
            self.lay_out()

    def show_clock(self, clock: str) -> None:
        """The time as it shall stand there ("19:42")."""
        if clock != self._clock:
            self._clock = clock
            self.refresh(QRectF(self._clock_right() - 100, 0, 110, BAR))

    def show_remark(self, remark: str) -> None:
        """Words at the right end in place of waiter and clock."""
        if remark != self._remark:
            self._remark = remark
            self.update()

    def reserve(self, right: int) -> None:
        """Something of the screen stands at the left up to there; words keep clear of it."""
        if right != self._reserved:
            self._reserved = right
            self.update()

    def show_back(self, label: str) -> None:
        self.back_key.show_label(label)
        self.lay_out()

    @property
    def tools_left(self) -> int:
        """Where the tools or the title begin."""
        return self.back_key.place_in_parent().right + GAP if not self.back_key.isHidden() else MARGIN

    @property
    def tools_right(self) -> int:
        """Where tools must end, so that the clock keeps its place."""
        return int(self._clock_right() - 72)

    def place(self, box: Box) -> None:
        super().place(box)
        self.lay_out()

    def lay_out(self) -> None:
        label = self.back_key.on_it.label
        tight = self._face.w < NARROW
        wide = max(112 if tight else 128, int(t.width(label, t.LABEL)) + 72)
        self.back_key.place(Box(MARGIN, MARGIN, -(-wide // 8) * 8, KEY_HEIGHT))
        sign_out = self._sign_out_wide
        self.sign_out_key.place(Box(self._face.w - MARGIN - sign_out, MARGIN, sign_out, KEY_HEIGHT))
        x = self.tools_left
        name = t.width(self._operator, t.Face(16, condensed=True)) + 32 if self._operator and not tight else 0
        right = self.tools_right - (4 if tight else 12) - name
        for key, usual, icon in self._tools:
            width = usual - 28 if tight and icon else usual * 7 // 8 if tight else usual
            key.show_text(replace(key.on_it, icon="" if tight else icon))
            fits = bool(key.on_it.label) and x + width <= right
            key.setVisible(fits)
            if fits:
                key.place(Box(x, MARGIN, width, KEY_HEIGHT))
                x += width + GAP
        self.update()

    @property
    def _sign_out_wide(self) -> int:
        return 136 if self._face.w < NARROW else SIGN_OUT

    def shown_tools(self) -> list[Key]:
        """The tools that found room."""
        return [key for key, _, _ in self._tools if not key.isHidden()]

    def _clock_right(self) -> float:
        right = self._face.w - MARGIN
        return right - self._sign_out_wide - 24 if not self.sign_out_key.isHidden() else right - 8

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        tools = self.shown_tools()
        left: float = max(tools[-1].place_in_parent().right if tools else self.tools_left, self._reserved)
        right = self._clock_right()
        if self._remark:
            t.write(painter, QRectF(0, 0, right, BAR), self._remark, t.LABEL, self.color("muted"), t.RIGHT)
            right -= t.width(self._remark, t.LABEL) + 24
        elif self._clock:
            t.write(painter, QRectF(0, 0, right, BAR), self._clock, t.TITLE, self.color("ink"), t.RIGHT)
            right -= t.width(self._clock, t.TITLE) + 24
        if self._title and not tools:
            room = right - left - 24
            title = t.fit(
                self._title, room, t.TITLE, t.Face(22, 600, condensed=True), t.Face(18, 600, condensed=True)
            )
            words = t.elided(self._title, room, title)
            t.write(painter, QRectF(left + 8, 0, room, BAR), words, title, self.color("ink"))
            left += t.width(words, title) + 16
        name = t.fit(self._operator, right - left - 32, t.Face(16), t.Face(16, condensed=True))
        if self._operator and not self._remark and t.width(self._operator, name) <= right - 16 - left - 16:
            t.write(
                painter, QRectF(0, 0, right - 16, BAR), self._operator, name, self.color("muted"), t.RIGHT
            )
