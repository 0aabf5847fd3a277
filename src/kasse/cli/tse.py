"""`kasse tse`: how the TSE is, putting the till into service and out of it. Another TSE is chosen on the screen."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kasse.cli.commands import Output
    from kasse.cli.services import Services


def declare(verb: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the parser of the command line what there is; `verb` makes a parser from a name and what it does."""
    verb("status", "sagt, wie es der TSE geht und was bald zu tun ist")
    begin = verb("commission", "richtet die TSE ein und nimmt die Kasse in Betrieb, mit signiertem Testbeleg")
    _add_operator(begin.add_argument_group("Was gemeint ist"))
    end = verb("decommission", "nimmt die Kasse außer Betrieb: letztes Archiv, Abmeldung, Kassenmeldung")
    meant = end.add_argument_group("Was gemeint ist")
    _add_operator(meant)
    meant.add_argument(
        "--reason", required=True, metavar="TEXT", help="der Grund; er steht in der Kassenmeldung"
    )
    help_ = "auch die TSE für immer stilllegen, wenn keine andere Kasse sie benutzt"
    meant.add_argument("--disable", action="store_true", help=help_)
    help_ = "auch wenn die TSE verloren oder defekt ist: ohne letztes Archiv"
    meant.add_argument("--without-device", action="store_true", help=help_)


def _add_operator(meant: argparse._ArgumentGroup) -> None:
    help_ = "Nummer des Bedieners, der es veranlasst; er muss Einstellungen ändern dürfen"
    meant.add_argument("--by", required=True, type=int, metavar="NR", help=help_)


def carry_out(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    """Do what was asked for. Returns 0 done, 1 something is wrong with the TSE.

    Raises:
        Refused, BooksError: it cannot be done; the text says what to do.
    """
    return _VERBS[options.tse](options, folder, services, out)


def _status(_options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    found = services.tse_status(folder)
    lines = [f"{name}: {value}" for name, value in found.lines]
    lines += found.warnings or ["Es ist nichts zu tun."]
    out.say("\n".join(lines), {"state": dict(found.lines), "warnings": list(found.warnings)})
    return 1 if found.warnings else 0


def _commission(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    done = services.commission(folder, options.by)
    lines = [
        f"Die Kasse ist in Betrieb; Testbeleg {done.receipt} ist signiert.",
        f"Kassenmeldung {done.notification} liegt in {folder / 'notifications'} und ist abzugeben.",
    ]
    out.say("\n".join(lines), asdict(done))
    return 0


def _decommission(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    done = services.decommission(
        folder, options.by, options.reason, disable=options.disable, without_device=options.without_device
    )
    lines = [f"Die Kasse ist seit {datetime.now():%d.%m.%Y} außer Betrieb."]  # noqa: DTZ005 - the day on the wall
    lines += [f"Das letzte Archiv der TSE ist Nummer {done.archive}."] if done.archive else [done.trouble]
    lines.append(f"Kassenmeldung {done.notification} liegt in {folder / 'notifications'} und ist abzugeben.")
    out.say("\n".join(lines), asdict(done))
    return 0


_VERBS: Mapping[str, Callable[[argparse.Namespace, Path, Services, Output], int]] = {
    "status": _status,
    "commission": _commission,
    "decommission": _decommission,
}
