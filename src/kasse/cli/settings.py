"""`kasse settings`: what the screen's dialog does, without a screen: look, set, write to a file, take over from one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator

if TYPE_CHECKING:
    from kasse.cli.commands import Output
    from kasse.cli.services import Services
    from kasse.settings import Setting, Settings
    from kasse.usecases.settings_file import Preview
    from kasse.usecases.till import Till

_ORIGINS = {None: "Standard", "everywhere": "für alle Kassen", "terminal": "nur an dieser Kasse"}


def declare(verb: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the parser of the command line what there is; `verb` makes a parser from a name and what it does."""
    listing = _meant(verb("list", "zeigt alle Einstellungen, oder die, die zu einem Suchwort passen"))
    listing.add_argument("query", metavar="SUCHWORT", nargs="*", help="wie auf dem Bildschirm gesucht wird")
    getting = _meant(verb("get", "zeigt eine Einstellung"))
    getting.add_argument("name", metavar="NAME", help="ihr Name, etwa receipt.copies")
    setting = _meant(verb("set", "ändert eine Einstellung, während die Kasse geschlossen ist"))
    setting.add_argument("name", metavar="NAME", help="ihr Name, etwa receipt.copies")
    setting.add_argument(
        "value", metavar="WERT", nargs="?", help="der neue Wert; keiner: zurück zum Standard"
    )
    help_ = "nur für diese Kasse, nicht für alle"
    setting.add_argument("--here", action="store_true", help=help_)
    _add_operator(setting)
    writing = _meant(verb("export", "schreibt die Einstellungen in eine Datei, ohne Passwörter"))
    writing.add_argument(
        "target", metavar="DATEI", type=Path, nargs="?", help="die neue Datei; keine: auf die Ausgabe"
    )
    reading = _meant(
        verb("import", "übernimmt Einstellungen aus einer Datei, während die Kasse geschlossen ist")
    )
    reading.add_argument("source", metavar="DATEI", type=Path, help="die Datei")
    reading.add_argument("--dry-run", action="store_true", help="nur zeigen, was sich ändern würde")
    _add_operator(reading)


def _meant(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    return parser.add_argument_group("Was gemeint ist")


def _add_operator(meant: argparse._ArgumentGroup) -> None:
    help_ = "Nummer des Bedieners, der es veranlasst; ohne Angabe steht kasse selbst im Journal"
    meant.add_argument("--by", type=int, metavar="NR", help=help_)


def carry_out(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    """Do what was asked for. Returns 0 done, 1 nothing was found, or a file does not fit.

    Raises:
        Refused, BooksError: it cannot be done; the text says what to do.
    """
    return _VERBS[options.settings](options, folder, services, out)


# --- looking ------------------------------------------------------------------------------------------------------


def _list(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.settings.declared import ALL
    from kasse.settings.search import Index

    settings = services.settings(folder).settings
    query = " ".join(options.query)
    found = [hit.setting for hit in Index(ALL).find(query)] if query else list(ALL)
    if not found:
        raise Refused(f"Zu „{query}“ gibt es keine Einstellung.")
    facts = [_facts(each, settings) for each in found]
    wide = max(len(each.key) for each in found)
    lines = [f"{each.key:{wide}}  {_value(each, settings)}  ({each.label})" for each in found]
    out.say("\n".join(lines), {"settings": facts})
    return 0


def _get(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    setting = _named(options.name)
    settings = services.settings(folder).settings
    facts = _facts(setting, settings)
    lines = [
        f"{setting.label}: {_value(setting, settings)}",
        setting.help,
        f"Standard: {setting.kind.show(setting.default) or 'nichts'} · erlaubt: {setting.kind.bounds()}",
        f"Zu finden unter: {setting.path.replace('/', ' – ')}",
    ]
    out.say("\n".join(lines), facts)
    return 0


def _value(setting: Setting[Any], settings: Settings) -> str:
    shown = setting.kind.show(settings[setting]) or "nichts"
    return f"{shown} · {_ORIGINS[settings.origin(setting)]}"


def _facts(setting: Setting[Any], settings: Settings) -> dict[str, object]:
    origin = settings.origin(setting)
    return {
        "key": setting.key,
        "label": setting.label,
        "page": setting.page,
        "value": setting.kind.write(settings[setting]),
        "shown": setting.kind.show(settings[setting]),
        "origin": None if origin is None else origin.value,
    }


def _named(name: str) -> Setting[Any]:
    from kasse.settings.declared import ALL
    from kasse.settings.search import Index

    found = next((each for each in ALL if name in (each.key, *each.former)), None)
    if found is None:
        like = Index(ALL).find(name, 1)
        hint = f" Gemeint ist vielleicht {like[0].setting.key}." if like else ""
        raise Refused(f"Eine Einstellung „{name}“ gibt es nicht.{hint} Alle zeigt: kasse settings list")
    return found


# --- changing -----------------------------------------------------------------------------------------------------


def _set(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.settings.kinds import Secret
    from kasse.settings.values import EVERYWHERE, scope_of_terminal
    from kasse.usecases.change_setting import Change, change_settings

    setting = _named(options.name)
    if setting.elsewhere:
        raise Refused(setting.elsewhere)
    if isinstance(setting.kind, Secret):
        raise Refused("Passwörter werden nur am Bildschirm der Kasse gesetzt.")
    text = options.value
    if text is not None:
        reason = services.settings(folder).settings.problem(setting, text)
        if reason:
            raise Refused(f"{setting.label}: {reason}")
        text = setting.kind.write(setting.kind.read(text))
    with services.at_rest(folder) as till:
        scope = scope_of_terminal(till.terminal.number) if options.here else EVERYWHERE
        done = change_settings(till, _operator(till, options.by), [Change(setting, text, scope)])
        settings = till.settings
        said = f"{setting.label}: {_value(setting, settings)} {done.also}".rstrip()
        out.say(said, _facts(setting, settings))
    return 0


def _operator(till: Till, number: int | None) -> Operator | None:
    return None if number is None else till.staff.operator(number)


def _export(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    text = services.settings(folder).file
    if options.target is None:
        out.say(text.rstrip("\n"), {"file": text})
        return 0
    services.write_new_file(options.target, text.encode("utf-8"))
    out.say(f"Die Einstellungen stehen in {options.target}.", {"written": str(options.target)})
    return 0


def _import(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.usecases.settings_file import preview, read_settings_file, take_over

    with services.at_rest(folder) as till:
        operator = _operator(till, options.by)
        content = read_settings_file(till, options.source)
        plan = preview(till, content, operator)
        fine = not plan.wrong
        if fine and plan.planned and not options.dry_run:
            take_over(till, content, operator, name=options.source.name)
        done = fine and not options.dry_run
        out.say(_plan_text(plan, done=done), {**_plan_facts(plan), "done": done and bool(plan.planned)})
    return 0 if fine else 1


def _plan_text(plan: Preview, *, done: bool) -> str:
    changes = [
        f"{each.setting.label} ({_place(each.scope)}): {_past(each.old)} → {each.new}"
        for each in plan.planned
    ]
    lines = [*changes, *(f"bleibt liegen: {each}" for each in plan.skipped)]
    lines += [f"passt nicht: {each}" for each in plan.wrong]
    if plan.wrong:
        lines.append("Übernommen ist nichts.")
    elif not changes:
        lines.append("Alles, was in der Datei steht, ist schon so.")
    else:
        count = "1 Einstellung" if len(changes) == 1 else f"{len(changes)} Einstellungen"
        lines.append(f"{count} übernommen." if done else f"{count} nicht übernommen: Das war nur ein Blick.")
    return "\n".join(lines)


def _place(scope: str) -> str:
    return "alle Kassen" if scope == "everywhere" else scope.replace("terminal:", "Kasse ")


def _past(text: str | None) -> str:
    return "Standard" if text is None else text


def _plan_facts(plan: Preview) -> dict[str, object]:
    return {
        "planned": [
            {"key": each.setting.key, "scope": each.scope, "old": each.old, "new": each.new}
            for each in plan.planned
        ],
        "skipped": list(plan.skipped),
        "wrong": list(plan.wrong),
        "same": plan.same,
    }


_VERBS: Mapping[str, Callable[[argparse.Namespace, Path, Services, Output], int]] = {
    "list": _list,
    "get": _get,
    "set": _set,
    "export": _export,
    "import": _import,
}
