"""Settings out of the till and into it as one file, with a look at what would change before anything does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.exports import ExportError
from kasse.settings import Setting
from kasse.settings.declared import ALL
from kasse.settings.model import Scope
from kasse.settings.transfer import MOST, Entry, as_file, goes_along, read_file
from kasse.settings.values import EVERYWHERE, scope_of_terminal
from kasse.usecases.change_setting import Change, SettingChanged, change_settings, hindrance
from kasse.usecases.till import Till

ENDING = ".toml"


@dataclass(frozen=True, slots=True)
class Planned:
    """One text that would change. `old` None: nothing is kept there yet."""

    setting: Setting[Any]
    scope: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a file over would do. With `wrong` nothing can be taken over."""

    planned: tuple[Planned, ...]
    skipped: tuple[str, ...]
    """German sentences: what in the file is left alone, and why."""
    wrong: tuple[str, ...]
    """German sentences: what does not fit."""
    same: int
    """How many texts are so already."""


def settings_text(till: Till) -> str:
    """What is stored, as a file."""
    at = till.now().astimezone(till.zone)
    title = f"Einstellungen von {till.house.business.name}, {at:%d.%m.%Y %H:%M}"
    return as_file(till.settings.stored, ALL, title)


def preview(till: Till, content: str, operator: Operator | None = None) -> Preview:
    """What would change. `operator` None: whoever may use the data folder.

    Raises:
        Refused: it is no file with settings.
    """
    declared = {key: setting for setting in ALL for key in (setting.key, *setting.former)}
    planned: dict[tuple[str, str], Planned] = {}
    skipped: list[str] = []
    wrong: list[str] = []
    same = 0
    for entry in read_file(content):
        setting = declared.get(entry.key)
        if setting is None:
            skipped.append(f"„{entry.key[:60]}“ kennt diese kasse nicht.")
        elif reason := _not_taken(till, operator, setting, entry):
            skipped.append(reason)
        elif reason := till.settings.problem(setting, entry.text):
            wrong.append(f"{setting.label}: {reason}")
        else:
            text = setting.kind.write(setting.kind.read(entry.text))
            old = till.settings.stored.get((entry.scope, setting.key))
            if old == text:
                same += 1
            else:
                planned[entry.scope, setting.key] = Planned(setting, entry.scope, old, text)
    return Preview(tuple(planned.values()), tuple(skipped), tuple(wrong), same)


def take_over(
    till: Till, content: str, operator: Operator | None = None, *, name: str = ""
) -> SettingChanged:
    """Take a file over: all of what `preview` plans, or nothing. `name`: of the file, for the journal.

    Raises:
        Refused: no file with settings, something in it does not fit, nothing to change, or it must not change now.
        BooksError: it could not be written.
    """
    plan = preview(till, content, operator)
    if plan.wrong:
        more = f" (und {len(plan.wrong) - 1} weitere)" if len(plan.wrong) > 1 else ""
        raise Refused(f"{plan.wrong[0]}{more} Übernommen ist nichts.")
    if not plan.planned:
        raise Refused("Alles, was in der Datei steht, ist schon so.")
    changes = [Change(each.setting, each.new, each.scope) for each in plan.planned]
    return change_settings(till, operator, changes, facts={"file": name[:200]})


def _not_taken(till: Till, operator: Operator | None, setting: Setting[Any], entry: Entry) -> str:
    if setting.elsewhere:
        return f"„{setting.label}“ wird nicht aus einer Datei übernommen. {setting.elsewhere}"
    if not goes_along(setting):
        return f"„{setting.label}“ wird nicht aus einer Datei übernommen."
    if reason := hindrance(till, operator, setting):
        return reason
    terminals = {scope_of_terminal(number): number for number in till.house.terminals}
    if entry.scope != EVERYWHERE and entry.scope not in terminals:
        return f"„{setting.label}“: Eine Kasse {entry.scope.partition(':')[2]} gibt es hier nicht."
    if entry.scope != EVERYWHERE and setting.scope is Scope.EVERYWHERE:
        return f"„{setting.label}“ gilt für alle Kassen und kann nicht an einer Kasse anders sein."
    return ""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that lies somewhere."""

    place: str


def write_settings(till: Till, operator: Operator) -> Written:
    """Write what is stored into a file of the exports.

    Raises:
        Refused: no right, or it could not be written.
    """
    till.staff.require(operator, Right.SETTINGS)
    at = till.now().astimezone(till.zone)
    name = f"einstellungen-{at:%Y-%m-%d-%H%M%S}{ENDING}"
    try:
        return Written(till.exports.write(name, settings_text(till).encode("utf-8")))
    except ExportError as error:
        raise Refused(str(error)) from error


def read_settings_file(till: Till, file: Path) -> str:
    """The content of a file that may hold settings.

    Raises:
        Refused: it cannot be read, or is no text.
    """
    try:
        return till.exports.read(file, MOST).decode("utf-8-sig")
    except ExportError as error:
        raise Refused(str(error)) from error
    except UnicodeDecodeError as error:
        raise Refused(f"{file.name} ist keine Datei mit Einstellungen.") from error
