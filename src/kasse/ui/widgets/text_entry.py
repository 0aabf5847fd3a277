"""Words typed on the screen: a field, the keyboard, suggestions or search results, and the two keys that end it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from kasse.ui import language
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.theme.zones import RailZones
from kasse.ui.widgets import text as t
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyKind, KeyText
from kasse.ui.widgets.keyboard import BACK, OnScreenKeyboard
from kasse.ui.widgets.painted import Painted
from kasse.ui.widgets.tabs import Tab, Tabs
from kasse.ui.widgets.tile_grid import Tile, TileGrid


@dataclass(frozen=True, slots=True)
class TextAsk:
    """What is asked. accept: the verb on the key; suggestions: words often written, one tap each.

    hint: a sentence below the field; secret: dots are seen in place of what is typed; lift: begin with a capital.
    """

    title: str
    text: str = ""
    accept: str = "Übernehmen"
    cancel: str = "Abbrechen"
    placeholder: str = ""
    suggestions: tuple[str, ...] = ()
    search: bool = False
    most: int = 60
    hint: str = ""
    secret: bool = False
    lift: bool = True
    replace: bool = False
    """A suggestion takes the place of what is typed, instead of following it."""
    signs: tuple[tuple[str, str], ...] = ()
    """Signs that the keyboard has not, each with the word on its key; a tap puts one where the cursor is."""


class TextEntry(Painted):
    """Covers tiles and rail; its last two keys stand where the rail has its last two."""

    bleed = 0
    accepted = Signal(str)
    cancelled = Signal()
    changed = Signal(str)
    result_tapped = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._ask = TextAsk("")
        self._above, self._below = 0, Box(0, 0, 0, 0)
        self.field = QLineEdit(self)
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.field.textChanged.connect(self.changed)
        self.field.returnPressed.connect(self._accept)
        self.eye_key = Key(look, KeyText("Zeigen", icon="eye", narrow=True), parent=self)
        self.eye_key.tapped.connect(self._look_at_secret)
        self.keyboard = OnScreenKeyboard(look, self)
        self.keyboard.typed.connect(self._typed)
        self.suggestions = Tabs(look, self, name="Vorschläge")
        self.suggestions.tapped.connect(self._suggested)
        self.results = TileGrid(look, self)
        self.results.setAccessibleName("Gefundene Artikel")
        self.results.tapped.connect(self.result_tapped)
        self.results.refused.connect(self.result_tapped)  # whoever asks says why it cannot be had
        self.cancel_key = Key(look, KeyText("Abbrechen", px=20), parent=self)
        self.cancel_key.tapped.connect(self.cancelled)
        self.accept_key = Key(look, KeyText("Übernehmen", icon="check", px=20), KeyKind.MAIN, self)
        self.accept_key.tapped.connect(self._accept)

    @property
    def asked(self) -> TextAsk:
        return self._ask

    def ask(self, ask: TextAsk) -> None:
        """Ask for words; the field has the keyboard from now on."""
        self._ask = ask
        self.field.setMaxLength(ask.most)
        self.field.setPlaceholderText(language.shown(ask.placeholder))
        self.field.setAccessibleName(language.shown(ask.title))
        self._show_secret(shown=not ask.secret)
        self.eye_key.setVisible(ask.secret)
        self.field.setText(ask.text)
        self.accept_key.show_label(ask.accept)
        self.cancel_key.show_label(ask.cancel)
        signs = [Tab((sign,), label) for sign, label in ask.signs]
        self.suggestions.show_tabs([*signs, *(Tab(words, words) for words in ask.suggestions)], None)
        self.suggestions.setVisible(not ask.search)
        self.results.setVisible(ask.search)
        self.keyboard.show_signs(shown=False)
        if not ask.text and ask.lift and not ask.search and not ask.secret:
            self.keyboard.lift()
        self._lay_out_above()
        self.field.setFocus()
        self.update()

    def show_results(self, tiles: Sequence[Tile]) -> None:
        """What the search found."""
        self.results.show_items(tiles)

    def lay_out(self, whole: Box, rail: RailZones) -> None:
        """Cover that box; the rail's zones say where pad, second and main key stand."""
        self.place(whole)

        def here(box: Box) -> Box:
            return box.moved(-whole.x, -whole.y)

        pad, second, main = here(rail.pad), here(rail.second), here(rail.main)
        keys = Box(0, pad.y, whole.w, pad.h)
        beside = Box(0 if second.x else second.right + GAP, second.y, whole.w - second.w - GAP, second.h)
        self.keyboard.lay_out(keys, beside)
        self.cancel_key.place(second)
        self.accept_key.place(main)
        self._above, self._below = pad.y, Box(beside.x, main.y, beside.w, main.h)
        self._lay_out_above()

    def _lay_out_above(self) -> None:
        """The field, the hint, and what is offered above the keyboard."""
        eye = 120 + GAP if self._ask.secret else 0
        wide = self._face.w - eye
        self.field.setGeometry(Box(0, 20, wide, 48).pixels(self.look.metrics.scale))
        self.eye_key.place(Box(wide + GAP, 20, 120, 48))
        top = 80 + (22 * len(self._hint_lines()) + 4 if self._ask.hint else 0)
        above = Box(0, top, self._face.w, self._above - 16 - top)
        self._offer(self.suggestions, above if above.h >= 56 else self._below, 136, 56)
        self._offer(self.results, above if above.h >= 80 else self._below, 116, 84)

    def _hint_lines(self) -> tuple[str, ...]:
        return t.broken(self._ask.hint, self._face.w, t.SECOND, 4)

    def _offer(self, grid: Tabs | TileGrid, box: Box, width: int, height: int) -> None:
        grid.place(box)
        grid.arrange((box.w + GAP) // (width + GAP), max(1, (box.h + GAP) // (height + GAP)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            event.ignore()

    def draw(self, painter: QPainter, dirty: QRectF) -> None:
        t.write(painter, QRectF(0, -2, self._face.w, 20), self._ask.title, t.Face(17, 600), self.color("ink"))
        for i, line in enumerate(self._hint_lines() if self._ask.hint else ()):
            row = QRectF(0, 74 + 22 * i, self._face.w, 22)
            t.write(painter, row, line, t.SECOND, self.color("muted"))

    def _typed(self, letter: str) -> None:
        if letter == BACK:
            self.field.backspace()
        else:
            self.field.insert(letter)
        self.field.setFocus()

    def _suggested(self, words: object) -> None:
        if isinstance(words, tuple):
            self._typed(words[0])
            return
        before = "" if self._ask.replace else self.field.text().strip()
        self.field.setText(f"{before}, {words}" if before else str(words))
        self.field.setFocus()

    def _look_at_secret(self) -> None:
        self._show_secret(shown=self.field.echoMode() is QLineEdit.EchoMode.Password)
        self.field.setFocus()

    def _show_secret(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)
        on_it = (
            KeyText("Verbergen", icon="eye-off", narrow=True)
            if shown
            else KeyText("Zeigen", icon="eye", narrow=True)
        )
        self.eye_key.show_text(on_it)

    def _accept(self) -> None:
        self.accepted.emit(self.field.text().strip())
