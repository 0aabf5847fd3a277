"""The till on the screen: what the screens get of an open shop."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from kasse.app.shop import Shop, Wiring
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.ports.notices import Notices
from kasse.ui.desk import OpenTill
from kasse.ui.program import run


def show(folder: Path, setup: Master | None, window: str) -> int:
    """Show the till until it is quit; the exit code. `window`: "" for the whole screen, else "1280x800".

    Raises:
        Refused: `window` is no size.
        BooksError: the till could not be opened.
    """
    return run(partial(open_for_screen, folder, setup), window=_size(window))


def open_for_screen(folder: Path, setup: Master | None, notices: Notices) -> OpenTill:
    """Open the shop of a folder with its lanes at work, and hand over what the screens need of it.

    Raises:
        BooksError: the till could not be opened.
    """
    shop = Shop(folder, Wiring(notices=notices), setup=setup)

    def reroute(printer: str, other: str) -> None:
        shop.outbox.retarget(printer, other)
        shop.lanes[other].hurry()

    return OpenTill(shop.till, shop.wake_lanes, shop.outbox.waiting, reroute, shop.close)


def _size(window: str) -> tuple[int, int] | None:
    if not window:
        return None
    wide, _, high = window.partition("x")
    if not (wide.isdigit() and high.isdigit()):
        raise Refused(f"„{window}“ ist keine Größe. Bitte in der Form 1280x800 angeben.")
    return int(wide), int(high)
