"""Equal shares with one tap: keys on the paper of a guest who has taken nothing yet."""

from collections.abc import Callable, Hashable, Sequence

from kasse.ui.pay.models import PayModel
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.item_sheet import ItemSheet, SheetModel
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyText

SPLITS = 6
LEAST, MOST, SLIM = 48, 64, 72
"""Of their height."""


class SplitKeys:
    """They stand only while nobody shares, so no line is ever behind them."""

    def __init__(self, look: Look, sheet: ItemSheet, chosen: Callable[[Hashable], None]) -> None:
        self._sheet = sheet
        self._splits: Sequence[Choice] = ()
        self.keys = [Key(look, KeyText(), parent=sheet, backdrop="paper") for _ in range(SPLITS)]
        for i, key in enumerate(self.keys):
            key.tapped.connect(lambda i=i: chosen(self._splits[i].key))
        self.show(())

    def show(self, splits: Sequence[Choice]) -> None:
        """Offer these shares; none takes the keys away."""
        self._splits = splits
        for i, key in enumerate(self.keys):
            key.setVisible(i < len(splits))
            if i < len(splits):
                key.choose(chosen=splits[i].chosen)
        self._write()

    def _write(self) -> None:
        """A slim key has room for the number only."""
        for key, split in zip(self.keys, self._splits, strict=False):
            slim = key.place_in_parent().w < SLIM
            key.show_text(KeyText(split.label, sub="" if slim else split.sub, px=22))

    def lay_out(self) -> None:
        """Stand at the foot of the free paper."""
        free = self._sheet.free_box()
        # On low paper they stand side by side rather than become too small for a finger.
        columns = next((n for n in (2, 3) if self._height(free, n) >= LEAST), SPLITS)
        high, rows = min(MOST, self._height(free, columns)), SPLITS // columns
        height = rows * (high + GAP) - GAP
        grid = Box(free.x, free.bottom - height, free.w, height)
        for key, cell in zip(self.keys, grid.cells(columns, rows), strict=True):
            key.place(cell)
        self._write()

    @staticmethod
    def _height(free: Box, columns: int) -> int:
        return (free.h + GAP) // (SPLITS // columns) - GAP


def guest_sheet(model: PayModel) -> SheetModel:
    """What a guest pays; as long as nobody shares, the empty paper offers equal shares."""
    if model.splits:
        help_ = "oder links Posten antippen"
        return SheetModel("Gleich teilen", help_, (), model.guest_foot, model.guest_total)
    return SheetModel("", "", model.guest_lines, model.guest_foot, model.guest_total, "Links antippen")
