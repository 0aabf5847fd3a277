"""`kasse watch` in words: a line for each thing that happens, for people or for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import pytest

from kasse.cli import main
from kasse.cli.main import DONE
from kasse.cli.services import (
    BooksAway,
    BooksBack,
    LayoutsLaidReady,
    NothingAsked,
    Services,
    WatchNews,
)

NEWS = (
    LayoutsLaidReady(17, 2, 3, 0.314),
    LayoutsLaidReady(18, 1, 1, 1.0),
    BooksAway("Die Datenbank lässt sich nicht öffnen.", 4),
    BooksBack(),
    NothingAsked(),
)


class Watching:
    """Tells what it was given and ends."""

    def watch(self, folder: Path, tell: Callable[[WatchNews], None], wait: Callable[[float], bool]) -> None:
        for news in NEWS:
            tell(news)
        assert not wait(0.0), "nobody asked to end"


def said(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> Sequence[str]:
    services = cast("Services", Watching())
    assert main.run(["watch", "--data", str(folder), *options], services) == DONE
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out.splitlines()


def test_each_line_has_the_time_and_says_in_german_what_happened(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = said(capsys, tmp_path)
    assert all(re.match(r"\d\d:\d\d:\d\d  ", line) for line in lines)
    assert [line[10:] for line in lines] == [
        "2 Touchbelegungen für 3 Kassen vorbereitet (Stammdaten 17, 0,3 s).",
        "1 Touchbelegung für 1 Kasse vorbereitet (Stammdaten 18, 1,0 s).",
        "Die Datenbank lässt sich nicht öffnen. Nächster Versuch in 4 s.",
        "Die Datenbank antwortet wieder.",
        (
            "Keine Kasse holt ihre Touchbelegung hier. Bitte „Touchbelegung vom Hintergrundprogramm“ unter "
            "Einstellungen → Bonieren einschalten."
        ),
        "Beendet. Die Kassen machen ihre Touchbelegung ab jetzt selbst.",
    ]


def test_programs_get_a_line_of_json_each(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    facts = [json.loads(line) for line in said(capsys, tmp_path, "--json")]
    assert [fact["what"] for fact in facts] == ["made", "made", "away", "back", "nothing_asked", "ended"]
    assert facts[0] == {"what": "made", "version": 17, "layouts": 2, "tills": 3, "milliseconds": 314}
