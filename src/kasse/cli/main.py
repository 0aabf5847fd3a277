"""The command `kasse`: everything that the screens do on the books, done and checked without a screen."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from kasse import __version__
from kasse.cli import commands
from kasse.cli.services import Services
from kasse.domain.refused import Refused
from kasse.ports.books import BooksError

DONE, REFUSED, WRONG_USE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """Speaks German about wrong use, in one sentence."""

    def error(self, message: str) -> NoReturn:
        words = message
        for english, german in _GERMAN.items():
            words = words.replace(english, german)
        print(f"kasse: {words}. Hilfe gibt: {self.prog} --help", file=sys.stderr)
        raise SystemExit(WRONG_USE)


_GERMAN = {
    "unrecognized arguments": "unbekannte Angaben",
    "the following arguments are required": "es fehlt",
    "invalid choice": "unbekannt",
    "choose from": "zur Wahl stehen",
    "expected one argument": "braucht eine Angabe",
    "invalid int value": "keine ganze Zahl",
    "invalid positive value": "keine Zahl ab 1",
    "argument ": "",
}


def data_folder(given: str | None) -> Path:
    """The folder named by --data, else by KASSE_DATA, else the platform's."""
    name = given or os.environ.get("KASSE_DATA", "")
    if name:
        return Path(name)
    from platformdirs import site_data_dir, user_data_dir

    # Under Windows the data belong to the machine, not to whoever is signed in.
    place = site_data_dir if sys.platform == "win32" else user_data_dir
    return Path(place("Kasse" if sys.platform == "win32" else "kasse", appauthor=False))


def positive(text: str) -> int:
    """A whole number from 1 on, for argparse."""
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value


def _add_common(to: argparse.ArgumentParser, data: object, *, as_json: object) -> None:
    help_ = "Datenordner (sonst KASSE_DATA, sonst der des Systems)"
    to.add_argument("--data", metavar="ORDNER", default=data, help=help_)
    to.add_argument("--json", action="store_true", default=as_json, help="Ausgabe für Programme")


def parser() -> argparse.ArgumentParser:
    """Everything that the command understands."""
    top = _Parser(prog="kasse", description="Die Kasse. Ohne Befehl öffnet sich der Bildschirm der Kasse.")
    top.add_argument("--version", action="version", version=f"kasse {__version__}")
    _add_common(top, None, as_json=False)
    top.add_argument("--window", default="", metavar="BxH", help="im Fenster dieser Größe, etwa 1280x800")
    verbs = top.add_subparsers(dest="verb", metavar="BEFEHL", parser_class=_Parser)

    def verb(name: str, text: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=text, description=text)
        # Not given after the verb means as given before it.
        _add_common(made, argparse.SUPPRESS, as_json=argparse.SUPPRESS)
        return made

    demo = verb("demo", "ein Musterbetrieb mit gespielten Tagen, ohne Bildschirm")
    demo.add_argument("--days", type=positive, default=1, metavar="N", help="so viele Tage spielen")
    demo.add_argument("--seed", type=int, default=1, help="dieselbe Zahl gibt dieselben Tage")
    demo.add_argument("--show", action="store_true", help="stattdessen die Kasse des Musterbetriebs öffnen")
    play = verb("play", "spielt einen geschriebenen Tag durch dieselben Vorgänge wie am Bildschirm")
    play.add_argument("day", type=Path, metavar="TAG.toml")
    verb("verify", "prüft Kette, Summen, Nummern, Verweise und Signaturen der Bücher")
    backup = verb("backup", "sichert die Bücher, auch während verkauft wird")
    backup.add_argument("target", type=Path, metavar="DATEI")
    restore = verb("restore", "spielt eine Sicherung ein; vergibt nie eine Nummer zweimal")
    restore.add_argument("backup", type=Path, metavar="DATEI")
    return top


def run(arguments: Sequence[str], services: Services) -> int:
    """Carry the command out. Returns 0 done, 1 refused or found wrong, 2 wrong use."""
    try:
        options = parser().parse_args(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else WRONG_USE
    console = Console(sys.stdout, as_json=options.json)
    try:
        return commands.carry_out(options, data_folder(options.data), services, console)
    except (Refused, BooksError) as refusal:
        console.refuse(str(refusal))
        return REFUSED
    except KeyboardInterrupt:
        console.refuse("Abgebrochen. Was bis dahin gebucht ist, bleibt gebucht.")
        return REFUSED


class Console:
    """Output for people or programs; progress goes to stderr and only where somebody watches."""

    def __init__(self, out: TextIO, *, as_json: bool) -> None:
        self._out = out
        self._as_json = as_json
        self._last = ""

    def say(self, text: str, facts: object) -> None:
        """The result: a text for people, or facts as JSON for programs."""
        self.end_progress()
        print(json.dumps(facts, ensure_ascii=False) if self._as_json else text, file=self._out)

    def refuse(self, text: str) -> None:
        """A refusal, on stderr."""
        self.end_progress()
        for line in text.splitlines():
            print(f"kasse: {line}", file=sys.stderr)

    def progress(self, name: str, part: float) -> None:
        """How far a long job has come, from 0 to 1."""
        if not sys.stderr.isatty():
            return
        line = f"{name} … {min(part, 1.0):4.0%}"
        if line != self._last:
            self._last = line
            print(f"\r{line}", end="", file=sys.stderr, flush=True)

    def end_progress(self) -> None:
        """The line of progress is done."""
        if self._last:
            print("\r" + " " * len(self._last) + "\r", end="", file=sys.stderr, flush=True)
            self._last = ""
