"""The line at the foot: quiet while all is well, and the one place where news stands."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kasse.ui.notices import Level, Notice
from kasse.ui.theme import fonts
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import BAR, GAP, MARGIN, Box
from kasse.ui.widgets import text as t
from kasse.ui.widgets.cells import Cells
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.painted import outlined, pill, put_icon


class DeviceState(Enum):
    """WELL is grey; GOOD has a green sign; ATTENTION amber (not connected, or a test device); FAULT red."""

    WELL = "bereit"
    GOOD = "in Ordnung"
    ATTENTION = "Achtung"
    FAULT = "gestört"


@dataclass(frozen=True, slots=True)
class Device:
    """One device in the foot: its icon and its word ("TSE bereit", "TEST-TSE", "Küche")."""

    key: Hashable
    icon: str
    label: str
    state: DeviceState = DeviceState.WELL


@dataclass(frozen=True, slots=True)
class _NoticeStyle:
    fill: str
    line: str
    ink: str
    icon: str
    key: KeyKind


_STYLES: dict[Level, _NoticeStyle] = {
    Level.INFO: _NoticeStyle("info", "info_line", "info_ink", "info", KeyKind.KEY),
    Level.WARNING: _NoticeStyle("warn", "warn_line", "warn_ink", "triangle-alert", KeyKind.WARN),
    Level.FAULT: _NoticeStyle("danger_soft", "danger", "danger_ink", "octagon-alert", KeyKind.KEY),
}


class StatusLine(Cells):
    """Devices and date; or one notice with its keys. News pushes nothing on the screen."""

    bleed = 0
    notice_answered = Signal(object, object)
    """The key of a notice was tapped: key of the notice, key of the answer."""
    more_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._devices: tuple[Device, ...] = ()
        self._shown: tuple[Device, ...] = ()
        self._boxes: list[QRectF] = []
        self._long = self._short = ""
        self._training = False
        self._notice: Notice | None = None
        self._more = 0
        self._notice_right = 0.0
        self._reserved = 0
        self.answer_keys = tuple(Key(look, KeyText(), KeyKind.WARN, self) for _ in range(2))
        for number, key in enumerate(self.answer_keys):
            key.tapped.connect(lambda number=number: self._answer(number))
            key.hide()
        self.more_key = Key(look, KeyText(), parent=self)
        self.more_key.tapped.connect(self.more_asked)
        self.more_key.hide()
        self.setAccessibleName("Geräte und Meldungen")

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        if devices != self._devices:
            self._devices = devices
            self._lay_out()

    def show_place(self, long: str, short: str = "") -> None:
        """Date and place at the right end; the short words where there is no room."""
        self._long, self._short = long, short or long
        self._lay_out()

    def reserve(self, wide: int) -> None:
        """Something of the window stands at the right end, that wide; words and news keep clear of it."""
        if wide != self._reserved:
            self._reserved = wide
            self._lay_out()

    def show_training(self, *, on: bool) -> None:
        """The word ÜBUNG stands there as long as nothing counts."""
        if on != self._training:
            self._training = on
            self._lay_out()

    @property
    def notice(self) -> Notice | None:
        return self._notice

    def show_notice(self, notice: Notice | None, more: int = 0) -> None:
        """Show that news, and how many more there are."""
        self._notice, self._more = notice, more
        words = f"{notice.title} {notice.text}".strip() if notice else ""
        self.setAccessibleDescription(words)
        self._lay_out()

    def place(self, box: Box) -> None:
        super().place(box)
        self._lay_out()

    def _lay_out(self) -> None:
        self._boxes, x = [], 16.0
        self._shown = self._fitting()
        for device in self._shown:
            wide = self._wide(device)
            self._boxes.append(QRectF(x - 8, MARGIN, wide - 4, 48))
            x += wide
        self._lay_out_notice()
        self.cells_changed()
        self.update()

    def _fitting(self) -> tuple[Device, ...]:
        """All of them; where there is no room, what is well makes place for what is not, from the right."""
        date = self._short.split(" · ")[0]
        room = self._face.w - 20.0 - self._reserved - t.width(date, t.SECOND_NARROW) - 96 * self._training
        shown = list(self._devices)
        for device in reversed(self._devices):
            if sum(map(self._wide, shown)) <= room:
                break
            if device.state is DeviceState.WELL:
                shown.remove(device)
        return tuple(shown)

    @staticmethod
    def _wide(device: Device) -> float:
        """With the gap to the next one."""
        return 52 + t.width(device.label, t.SECOND)

    def _lay_out_notice(self) -> None:
        right = self._face.w - MARGIN - self._reserved
        notice = self._notice
        keys = list(zip(self.answer_keys, notice.answers if notice else (), strict=False))
        for key in (*self.answer_keys, self.more_key):
            key.hide()
        if notice is not None:
            style = _STYLES[notice.level]
            for key, answer in reversed(keys):
                key.show_text(KeyText(answer.label, px=16, narrow=True))
                key.show_kind(style.key)
                wide = max(120, int(t.width(answer.label, t.LABEL_NARROW)) + 40)
                key.place(Box(right - wide, MARGIN, wide, 48))
                key.show()
                right -= wide + GAP
            if self._more:
                self.more_key.show_text(KeyText(f"{self._more} weitere", narrow=True))
                self.more_key.place(Box(right - 112, MARGIN, 112, 48))
                self.more_key.show()
                right -= 112 + GAP
        self._notice_right = right

    def _answer(self, number: int) -> None:
        if self._notice is not None:
            self.notice_answered.emit(self._notice.key, self._notice.answers[number].key)

    def cell_count(self) -> int:
        return 0 if self._notice is not None else len(self._shown)

    def cell_box(self, index: int) -> QRectF:
        return self._boxes[index]

    def cell_key(self, index: int) -> Hashable:
        return self._shown[index].key

    def cell_name(self, index: int) -> str:
        device = self._shown[index]
        return f"{device.label}, {device.state.value}"

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        if self._notice is not None:
            self._draw_notice(painter, self._notice)
            return
        for device, box in zip(self._shown, self._boxes, strict=True):
            icon, ink = {
                DeviceState.WELL: ("muted", "muted"),
                DeviceState.GOOD: ("accent_text", "muted"),
                DeviceState.ATTENTION: ("warn_line", "ink"),
                DeviceState.FAULT: ("danger_ink", "danger_ink"),
            }[device.state]
            put_icon(painter, QPointF(box.x() + 18, BAR / 2), self.look.icon(device.icon, icon, 20))
            is_quiet = device.state in (DeviceState.WELL, DeviceState.GOOD)
            face = t.SECOND if is_quiet else t.Face(15, fonts.MEDIUM)
            t.write(painter, QRectF(box.x() + 36, 0, box.width(), BAR), device.label, face, self.color(ink))
        right = self._face.w - 16.0 - self._reserved
        left = self._boxes[-1].right() if self._boxes else 0
        room = right - left - (96 if self._training else 0)
        words = self._long if t.width(self._long, t.SECOND) <= room else self._short
        if t.width(words, t.SECOND_NARROW) > room:
            words = words.split(" · ")[0]
        face = t.fit(words, room, t.SECOND, t.SECOND_NARROW)
        words = t.elided(words, room, face)
        t.write(painter, QRectF(0, 0, right, BAR), words, face, self.color("muted"), t.RIGHT)
        if self._training:
            spot = QRectF(right - t.width(words, face) - 92, BAR / 2 - 14, 78, 28)
            pill(painter, spot, self.color("warn"))
            t.write(painter, spot, "ÜBUNG", t.Face(15, fonts.SEMIBOLD), self.color("warn_ink"), t.CENTER)
        self.draw_focus(painter)

    def _draw_notice(self, painter: QPainter, notice: Notice) -> None:
        style = _STYLES[notice.level]
        box = QRectF(MARGIN, MARGIN, self._notice_right - MARGIN, 48)
        ink = self.color(style.ink)
        outlined(painter, box, 8, self.color(style.fill), self.color(style.line), 2)
        put_icon(
            painter,
            QPointF(box.x() + 24, box.center().y()),
            self.look.icon(notice.icon or style.icon, style.ink, 24),
        )
        left, room = box.x() + 48, box.width() - 60
        for px, narrow in ((16, False), (16, True), (15, True)):
            bold, plain = t.Face(px, fonts.SEMIBOLD, condensed=narrow), t.Face(px, condensed=narrow)
            wide = t.width(notice.title, bold)
            if wide + 12 + t.width(notice.text, plain) <= room:
                t.write(painter, QRectF(left, box.y(), room, 48), notice.title, bold, ink)
                t.write(painter, QRectF(left + wide + 12, box.y(), room, 48), notice.text, plain, ink)
                return
        bold, plain = t.Face(15, fonts.SEMIBOLD, condensed=True), t.Face(15, condensed=True)
        t.write(painter, QRectF(left, box.y() + 4, room, 20), t.elided(notice.title, room, bold), bold, ink)
        t.write(painter, QRectF(left, box.y() + 24, room, 20), t.elided(notice.text, room, plain), plain, ink)
