"""The dialog of settings: for whom values hold in the top bar, a filter above the tree, and passwords looked at."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kasse.ui.settings.dialog_view import DialogView, Mode
from kasse.ui.settings.secret_panel import SecretPanel
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import BAR, GAP, Box, Metrics
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyText
from kasse.ui.widgets.tabs import Tab, Tabs

__all__ = ["Mode", "SettingsView"]


class SettingsView(DialogView):
    """It draws and reports taps; the pages come from the declarations."""

    spoken = "Einstellungen"
    level_chosen = Signal(object)
    filter_tapped = Signal()
    secret_over = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent, title="Einstellungen", finds="Einstellungen suchen")
        self.levels = Tabs(look, self.top, name="Gilt für")
        self.filter_key = Key(
            look, KeyText("Mit Arbeitsplatzeinstellungen", icon="monitor", narrow=True), parent=self
        )
        self.secret = SecretPanel(look, self)
        self.entry.raise_()
        self.levels.tapped.connect(self.level_chosen)
        self.filter_key.tapped.connect(self.filter_tapped)
        self.secret.over.connect(self.secret_over)
        self.show_mode()

    def show_levels(self, levels: Sequence[Tab], chosen: Hashable) -> None:
        """For whom values hold."""
        self.levels.show_tabs(levels, chosen)

    def show_filter(self, *, on: bool) -> None:
        """Whether only settings are shown that tills may have of their own."""
        self.filter_key.choose(chosen=on)

    def open_secret(self, label: str, secret: str, seconds: int) -> None:
        """A password, for so long."""
        self.take_mode(Mode.LOOK)
        self.secret.show_secret(label, secret, seconds)

    def own_parts(self) -> Iterable[tuple[QWidget, bool]]:
        is_text = self.mode is Mode.TEXT
        return ((self.secret, self.mode is Mode.LOOK), (self.filter_key, not is_text and not self.typing))

    def lay_out(self, m: Metrics) -> None:
        wide = 176 if m.width >= 1200 else 152
        count = max(1, self.levels.cell_count())
        width = count * (wide + GAP) - GAP
        self.levels.place(Box(m.width - 8 - width, 8, width, BAR - 16))
        self.levels.arrange(count, 1)
        super().lay_out(m)

    def lay_out_own(self, m: Metrics, left: Box, right: Box) -> int:
        self.filter_key.place(m.mirror(Box(left.x, left.y, left.w, 48)))
        for part in (self.rows, self.secret):
            part.place(m.mirror(right))
        return 0 if self.typing else 48 + GAP
