"""The till on the screen: what the screens get of an open shop."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kasse.app.drafts_file import DraftsFile
from kasse.app.foot import ShopFoot
from kasse.app.habits_file import HabitsFile
from kasse.app.office import office_of
from kasse.app.shop import Shop, Wiring
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.hardware.printers.virtual import Paper, VirtualPrinter
from kasse.hardware.sounds import SystemPlayer
from kasse.ports.books import BooksError
from kasse.ports.notices import Notices
from kasse.ui.desk import KeptPaper, OpenTill
from kasse.ui.start import run


def show(folder: Path, setup: Master | None, window: str) -> int:
    """Show the till until it is quit; the exit code. `window`: "" for the whole screen, else "1280x800".

    Raises:
        Refused: `window` is no size.
        BooksError: the till could not be opened.
    """
    return run(partial(_open_for_good, folder, setup), window=_size(window))


def _open_for_good(folder: Path, setup: Master | None, notices: Notices) -> OpenTill:
    """Open it for a program that ends when it is closed: what stands now, the collector need never look through."""
    opened = open_for_screen(folder, setup, notices)
    gc.freeze()
    gc.enable()
    return opened


def open_for_screen(folder: Path, setup: Master | None, notices: Notices) -> OpenTill:
    """Open the shop of a folder with its lanes at work, and hand over what the screens need of it.

    Raises:
        BooksError: the till could not be opened.
    """
    shop = Shop(folder, Wiring(notices=notices), setup=setup)

    def reroute(printer: str, other: str) -> None:
        shop.outbox.retarget(printer, other)
        shop.lanes[other].hurry()

    try:
        drafts = DraftsFile(folder, shop.till.books)
    except BooksError:
        shop.close()
        raise
    player = SystemPlayer()

    def close() -> None:
        player.close()
        shop.close()

    return OpenTill(
        shop.till,
        shop.wake_lanes,
        shop.outbox.waiting,
        reroute,
        close,
        partial(kept_papers, shop),
        office_of(shop),
        shop.secrets,
        drafts,
        folder / "pictures",
        layouts=shop.layouts,
        foot=ShopFoot(shop),
        player=player,
        habits=HabitsFile(folder, shop.till.terminal.number),
    )


def kept_papers(shop: Shop, count: int = 40) -> Sequence[KeptPaper]:
    """The last papers of the shop's virtual printers, newest first."""
    found = [
        KeptPaper(
            name,
            paper.number,
            datetime.fromtimestamp(paper.raw.stat().st_mtime, UTC),
            next((line.strip() for line in paper.text.splitlines() if line.strip()), name),
            partial(_picture, paper),
        )
        for name, printer in shop.printers.items()
        if isinstance(printer, VirtualPrinter)
        for paper in printer.latest(count)
    ]
    return sorted(found, key=lambda paper: paper.printed_at, reverse=True)[:count]


def _picture(paper: Paper) -> bytes:
    return paper.picture.read_bytes() if paper.picture is not None and paper.picture.exists() else b""


def _size(window: str) -> tuple[int, int] | None:
    if not window:
        return None
    wide, _, high = window.partition("x")
    if not (wide.isdigit() and high.isdigit()):
        raise Refused(f"„{window}“ ist keine Größe. Bitte in der Form 1280x800 angeben.")
    return int(wide), int(high)
