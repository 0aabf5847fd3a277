"""The command `kasse`: everything that the screens do on the books, done and checked without a screen."""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kasse import __version__
from kasse.cli import audit, commands, fiscal, master, notification, report, settings, tse
from kasse.cli.export import EXPORTS
from kasse.cli.log_file import LogFile
from kasse.domain.refused import Refused
from kasse.ports.books import BooksError

if TYPE_CHECKING:
    from kasse.cli.services import Services

log = logging.getLogger(__name__)

DONE, REFUSED, WRONG_USE = 0, 1, 2

_GERMAN = (
    (r"unrecognized arguments: (.*)", r"unbekannte Angaben: \1"),
    (r"the following arguments are required: (.*)", r"es fehlt: \1"),
    (
        r"argument BEFEHL: invalid choice: (\S+) \(choose from (.*)\)",
        r"einen Befehl \1 gibt es nicht; es gibt: \2",
    ),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\1 kennt kein \2; es gibt: \3"),
    (r"argument (\S+): expected one argument", r"\1 braucht eine Angabe"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 nimmt keine Angabe: \2"),
    (r"argument (\S+): invalid (?:int|positive) value: (.*)", r"\1 braucht eine ganze Zahl und nicht \2"),
    (r"argument (\S+): (.*)", r"\1: \2"),
)
_METAVARS = {"house": "HAUS.toml", "day": "TAG.toml", "target": "DATEI", "backup": "DATEI"}


class _Format(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Aufruf: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Speaks German, and about wrong use in one sentence."""

    def __init__(self, **more: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Format, **more)  # type: ignore[arg-type]
        self.options = self.add_argument_group("Angaben")
        self.options.add_argument("-h", "--help", action="help", help="zeigt diese Hilfe")

    def error(self, message: str) -> NoReturn:
        for english, german in _GERMAN:
            if re.fullmatch(english, message):
                message = re.sub(english, german, message)
                break
        print(f"kasse: {message}. Hilfe gibt: {self.prog} --help", file=sys.stderr)
        raise SystemExit(WRONG_USE)


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


def window(text: str) -> str:
    """A size like 1280x800, for argparse."""
    if text and not re.fullmatch(r"[1-9]\d*x[1-9]\d*", text):
        raise argparse.ArgumentTypeError(f"„{text}“ ist keine Größe wie 1280x800")
    return text


def _add_common(to: _Parser, data: object, *, as_json: object, size: object) -> None:
    options = to.options
    help_ = "Datenordner (sonst KASSE_DATA, sonst der des Systems)"
    options.add_argument("--data", metavar="ORDNER", default=data, help=help_)
    options.add_argument("--json", action="store_true", default=as_json, help="Ausgabe für Programme")
    help_ = "die Kasse in einem Fenster dieser Größe öffnen, etwa 1280x800"
    options.add_argument("--window", type=window, default=size, metavar="BxH", help=help_)


def parser() -> argparse.ArgumentParser:
    """Everything that the command understands."""
    top = _Parser(prog="kasse", description="Die Kasse. Ohne Befehl öffnet sich der Bildschirm der Kasse.")
    top.options.add_argument(
        "--version", action="version", version=f"kasse {__version__}", help="zeigt die Version"
    )
    _add_common(top, None, as_json=False, size="")
    verbs = top.add_subparsers(
        title="Befehle", dest="verb", metavar="BEFEHL", parser_class=_Parser, prog="kasse"
    )

    def verb(
        name: str, text: str, add: Callable[..., _Parser] = verbs.add_parser, **arguments: str
    ) -> _Parser:
        made = add(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        # Not given after the verb means as given before it.
        _add_common(made, argparse.SUPPRESS, as_json=argparse.SUPPRESS, size=argparse.SUPPRESS)
        if arguments:
            group = made.add_argument_group("Was gemeint ist")
            for argument, help_ in arguments.items():
                group.add_argument(argument, type=Path, metavar=_METAVARS[argument], help=help_)
        return made

    verb("setup", "richtet einen Betrieb aus einer Datei mit Stammdaten ein", house="die Stammdaten")
    demo = verb("demo", "spielt Tage im Musterbetrieb, ohne Bildschirm").options
    demo.add_argument("--days", type=positive, default=1, metavar="N", help="so viele Tage spielen")
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="dieselbe Zahl gibt dieselben Tage")
    help_ = "stattdessen die Kasse des Musterbetriebs öffnen, wo ein Bildschirm ist"
    demo.add_argument("--show", action="store_true", help=help_)
    verb(
        "play",
        "spielt einen geschriebenen Tag durch dieselben Vorgänge wie am Bildschirm",
        day="der geschriebene Tag",
    )
    verb("verify", "prüft Kette, Summen, Nummern, Verweise und Signaturen der Bücher")
    verb("backup", "sichert die Bücher, auch während verkauft wird", target="die neue Sicherung")
    verb("restore", "spielt eine Sicherung ein; vergibt nie eine Nummer zweimal", backup="die Sicherung")
    made = verb("export", "schreibt in Dateien, was Prüfer und Steuerberater bekommen")
    kinds = made.add_subparsers(
        title="Was", dest="export", metavar="WAS", parser_class=_Parser, prog="kasse export", required=True
    )
    for kind in EXPORTS:
        export: _Parser = kinds.add_parser(
            kind.name, help=kind.text, description=f"{kind.text[0].upper()}{kind.text[1:]}."
        )
        _add_common(export, argparse.SUPPRESS, as_json=argparse.SUPPRESS, size=argparse.SUPPRESS)
        kind.add_options(export.options)
        kind.add_target(export.add_argument_group("Was gemeint ist"))
    made = verb("notification", "macht und zeigt Kassenmeldungen an das Finanzamt (§ 146a AO)")
    deeds = made.add_subparsers(
        title="Befehle",
        dest="notification",
        metavar="BEFEHL",
        parser_class=_Parser,
        prog="kasse notification",
        required=True,
    )
    notification.declare(lambda name, text: verb(name, text, deeds.add_parser))
    made = verb("tse", "sagt, wie es der TSE geht; nimmt die Kasse in Betrieb und außer Betrieb")
    steps = made.add_subparsers(
        title="Befehle", dest="tse", metavar="BEFEHL", parser_class=_Parser, prog="kasse tse", required=True
    )
    tse.declare(lambda name, text: verb(name, text, steps.add_parser))
    made = verb(
        "settings", "zeigt und ändert Einstellungen, schreibt sie in eine Datei und übernimmt sie daraus"
    )
    ways = made.add_subparsers(
        title="Befehle",
        dest="settings",
        metavar="BEFEHL",
        parser_class=_Parser,
        prog="kasse settings",
        required=True,
    )
    settings.declare(lambda name, text: verb(name, text, ways.add_parser))
    made = verb("master", "zeigt Stammdaten, schreibt sie in Dateien und übernimmt sie daraus")
    lists = made.add_subparsers(
        title="Befehle",
        dest="master",
        metavar="BEFEHL",
        parser_class=_Parser,
        prog="kasse master",
        required=True,
    )
    master.declare(lambda name, text: verb(name, text, lists.add_parser))
    visit = verb("audit", "schreibt alles für eine Kassen-Nachschau in einen Ordner oder eine ZIP-Datei")
    audit.declare(visit.options, visit.add_argument_group("Was gemeint ist"))
    report.declare(
        verb("report", "zeigt den Umsatz eines Kassendatums je Betrieb, auch während verkauft wird").options
    )
    verb("check", "prüft die Kasse wie nach jedem Tagesabschluss: Bücher, Export, TSE-Archive, Fristen")
    verb(
        "watch",
        "bereitet auf einem eigenen Rechner die Touchbelegung für mehrere Kassen vor, bis es beendet wird",
    )
    verb("migrate", "bringt ältere Bücher auf den Stand dieser Version, nach einer Sicherung")
    verb("doctor", "sieht nach, ob der Rechner alles hat, was die Kasse braucht")
    checks = verb("fiscal", "prüft Belege und Exporte nach deutschem Recht, auch die anderer Kassen")
    kinds_of_check = checks.add_subparsers(
        title="Befehle",
        dest="fiscal",
        metavar="BEFEHL",
        parser_class=_Parser,
        prog="kasse fiscal",
        required=True,
    )
    fiscal.declare(lambda name, text: verb(name, text, kinds_of_check.add_parser))
    return top


def run(arguments: Sequence[str], services: Services) -> int:
    """Carry the command out. Returns 0 done, 1 refused or found wrong, 2 wrong use."""
    try:
        options = parser().parse_args(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else WRONG_USE
    console = Console(as_json=options.json)
    folder = data_folder(options.data)
    with LogFile(folder) as file:
        try:
            return commands.carry_out(options, folder, services, console)
        except (Refused, BooksError) as refusal:
            console.refuse(str(refusal))
        except KeyboardInterrupt:
            console.refuse("Abgebrochen. Was bis dahin gebucht ist, bleibt gebucht.")
        except BrokenPipeError:
            # Whoever read us has enough (kasse verify | head). What is left must not complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        except Exception as error:
            log.exception("the command %s failed", options.verb)
            console.refuse(_unexpected(error, file))
        return REFUSED


def _unexpected(error: Exception, file: LogFile) -> str:
    if file.path is None:
        return f"Unerwarteter Fehler ({type(error).__name__}: {error}). Bitte diese Zeile weitergeben."
    return f"Unerwarteter Fehler. Einzelheiten stehen in {file.path}."


class Console:
    """Output for people or programs; progress goes to stderr and only where somebody watches."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._last = ""

    def say(self, text: str, facts: object) -> None:
        """The result: a text for people, or facts as JSON for programs."""
        self.end_progress()
        print(json.dumps(facts, ensure_ascii=False) if self._as_json else text, flush=True)

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
