"""`kasse notification`: the notification of the tills to the tax office (§ 146a (4) AO): make, list, note as handed in."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kasse.cli.export import day

if TYPE_CHECKING:
    from kasse.cli.commands import Output
    from kasse.cli.services import NotificationLine, Services


def declare(verb: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the parser of the command line what there is; `verb` makes a parser from a name and what it does."""
    make = verb("make", "erstellt eine Kassenmeldung mit allen Kassen, wie sie jetzt sind")
    help_ = "auch an die eingetragenen Mailadressen (wartet, bis Mails versandt werden können)"
    make.add_argument_group("Was gemeint ist").add_argument("--mail", action="store_true", help=help_)
    verb("list", "zeigt die Kassenmeldungen dieser Kasse, die neueste zuerst")
    handed = verb("handed-in", "vermerkt, wann und wie eine Kassenmeldung abgegeben wurde")
    meant = handed.add_argument_group("Was gemeint ist")
    meant.add_argument("number", metavar="NR", type=int, help="die Nummer der Kassenmeldung")
    meant.add_argument("--on", type=day, metavar="TAG", help="der Tag der Abgabe, sonst heute")
    meant.add_argument("--how", required=True, metavar="TEXT", help="der Weg, etwa „ELSTER, XML hochgeladen“")


def carry_out(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    """Do what was asked for. Returns 0 done.

    Raises:
        Refused, BooksError: it cannot be done; the text says what to do.
    """
    return _VERBS[options.notification](options, folder, services, out)


def _make(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    made = services.make_notification(folder, mail=options.mail)
    lines = [f"Kassenmeldung {made.line.number} ist erstellt:", *(f"  {file}" for file in made.files)]
    lines += made.line.hints
    if made.line.missing:
        lines += ["Das fehlt noch:", *(f"  {each}" for each in made.line.missing)]
    if made.line.mailed_to:
        lines.append(f"Mail an {', '.join(made.line.mailed_to)}: wartet, bis Mails versandt werden können.")
    lines.append("Bitte vor der Abgabe prüfen und ergänzen; verantwortlich ist der Steuerpflichtige.")
    out.say("\n".join(lines), {**_facts(made.line), "files": [str(file) for file in made.files]})
    return 0


def _list(_options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    found = services.notifications(folder)
    text = "\n".join(_line(each) for each in found) or "Es gibt noch keine Kassenmeldung."
    out.say(text, {"notifications": [_facts(each) for each in found]})
    return 0


def _handed_in(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    on = options.on or datetime.now().date()  # noqa: DTZ005 - the day on the wall where somebody types
    services.hand_in_notification(folder, options.number, on, options.how)
    text = f"Kassenmeldung {options.number} ist als abgegeben vermerkt ({_german(on)})."
    out.say(text, {"number": options.number, "on": on.isoformat(), "how": options.how})
    return 0


def _line(each: NotificationLine) -> str:
    state = f"abzugeben bis {_german(each.due_on)}" if each.reason else "auf Wunsch"
    if each.handed_in_on is not None:
        state = f"abgegeben am {_german(each.handed_in_on)}: {each.handed_in_how}"
    notes = [f"{len(each.missing)} Angaben fehlen" if len(each.missing) != 1 else "1 Angabe fehlt"]
    if not each.missing:
        notes = []
    if each.is_test:
        notes.append("Test-TSE, nicht abgeben")
    if each.mail_waits:
        notes.append("Mail wartet")
    tail = f" ({', '.join(notes)})" if notes else ""
    reason = f" {each.reason}," if each.reason else ""
    return f"{each.number:4}  {each.made_at:%d.%m.%Y %H:%M} {reason} {state}{tail}"


def _facts(each: NotificationLine) -> dict[str, Any]:
    return {
        "number": each.number,
        "made_at": each.made_at.isoformat(),
        "reason": each.reason,
        "due_on": each.due_on.isoformat(),
        "missing": list(each.missing),
        "hints": list(each.hints),
        "test_device": each.is_test,
        "mailed_to": list(each.mailed_to),
        "mail_waits": each.mail_waits,
        "xml_sha256": each.xml_sha256,
        "handed_in_on": None if each.handed_in_on is None else each.handed_in_on.isoformat(),
        "handed_in_how": each.handed_in_how,
    }


def _german(when: date) -> str:
    return f"{when:%d.%m.%Y}"


_VERBS: Mapping[str, Callable[[argparse.Namespace, Path, Services, Output], int]] = {
    "make": _make,
    "list": _list,
    "handed-in": _handed_in,
}
