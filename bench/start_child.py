"""A child that starts the till on the screen as the command `kasse` does, and taps as soon as it can be seen.

    python -m bench.start_child FOLDER

Once the sign-in screen has painted its waiters, a finger comes down on the first of them and goes up again.
It prints when that was painted and when the program had answered the tap, by the clock that all processes
share; then the program is ended like any other.
"""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPaintEvent

from kasse.app.services import AppServices
from kasse.cli.main import run
from kasse.ui.widgets.operator_tiles import OperatorTiles

WINDOW = "1280x800"
TOO_LONG_MS = 20_000


class Finger:
    """Taps the first waiter once he has been painted, and ends the program when that was answered."""

    def __init__(self) -> None:
        self.painted = 0.0
        self.answered = 0.0
        paint = OperatorTiles.paintEvent

        def painted(tiles: OperatorTiles, event: QPaintEvent) -> None:
            paint(tiles, event)
            if not self.painted and tiles.cell_count():
                self.painted = time.monotonic()
                tiles.tapped.connect(self._answered)
                # Behind whatever the program has still to do before it takes anything.
                QTimer.singleShot(0, lambda: tap(tiles))
                QTimer.singleShot(TOO_LONG_MS, QCoreApplication.quit)

        OperatorTiles.paintEvent = painted  # type: ignore[method-assign,assignment]

    def _answered(self, _waiter: object) -> None:
        self.answered = time.monotonic()
        QCoreApplication.quit()


def tap(tiles: OperatorTiles) -> None:
    """Down and up on the first cell, as the window system brings it."""
    at, left = tiles.center_of(0), Qt.MouseButton.LeftButton
    for kind, down in (
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(kind, at, tiles.mapToGlobal(at), left, down, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(tiles, event)


class Unseen(AppServices):
    """The program, content with a screen that nobody sees."""

    def can_show(self) -> str:
        """Always."""
        return ""


def main() -> None:
    """Run as a child."""
    finger = Finger()
    code = run(["--data", sys.argv[1], "--window", WINDOW], Unseen())
    if code or not finger.answered:
        sys.exit(f"the till ended with {code} before it had answered a tap")
    print(json.dumps({"painted": finger.painted, "answered": finger.answered}))


if __name__ == "__main__":
    main()
