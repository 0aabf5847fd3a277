"""`kasse watch` in words: what it does, a line each, until somebody ends it."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kasse.cli.interrupt import until_ended
from kasse.cli.services import BooksAway, BooksBack, LayoutsLaidReady, NothingAsked, WatchNews

if TYPE_CHECKING:
    from kasse.cli.commands import Output
    from kasse.cli.services import Services


def watch(_options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    """Watch until Ctrl-C or SIGTERM; returns 0."""

    def tell(news: WatchNews) -> None:
        text, facts = _told(news)
        out.say(f"{datetime.now().astimezone():%H:%M:%S}  {text}", facts)

    with until_ended() as wait:
        services.watch(folder, tell, wait)
    tell_end = "Beendet. Die Kassen machen ihre Touchbelegung ab jetzt selbst."
    out.say(f"{datetime.now().astimezone():%H:%M:%S}  {tell_end}", {"what": "ended"})
    return 0


def _told(news: WatchNews) -> tuple[str, dict[str, object]]:
    match news:
        case LayoutsLaidReady(version, layouts, tills, seconds):
            many = "1 Touchbelegung" if layouts == 1 else f"{layouts} Touchbelegungen"
            whom = "1 Kasse" if tills == 1 else f"{tills} Kassen"
            took = f"{seconds:.1f}".replace(".", ",")
            facts: dict[str, object] = {
                "what": "made",
                "version": version,
                "layouts": layouts,
                "tills": tills,
                "milliseconds": round(seconds * 1000),
            }
            return f"{many} für {whom} vorbereitet (Stammdaten {version}, {took} s).", facts
        case BooksAway(trouble, again_in):
            return f"{trouble} Nächster Versuch in {again_in} s.", {"what": "away", "again_in": again_in}
        case BooksBack():
            return "Die Datenbank antwortet wieder.", {"what": "back"}
        case NothingAsked():
            text = (
                "Keine Kasse holt ihre Touchbelegung hier. Bitte „Touchbelegung vom Hintergrundprogramm“ unter "
                "Einstellungen → Bonieren einschalten."
            )
            return text, {"what": "nothing_asked"}
