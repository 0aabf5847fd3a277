"""Settings as one readable file: what is stored, without passwords and without what belongs to one device."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kasse.domain.refused import Refused
from kasse.settings.kinds import Number, Secret, Switch
from kasse.settings.model import Setting
from kasse.settings.values import EVERYWHERE

FORM = 1
"""Version of the form; a later one may be read by later programs only."""
MOST = 1_000_000
"""Characters of a file."""
_FOR_ALL = "alle"
_TERMINAL = re.compile(r"kasse-([1-9]\d{0,5})")
_SCOPE = re.compile(r"terminal:(\d+)")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One text for one place, as a file says."""

    scope: str
    key: str
    text: str


def goes_along(setting: Setting[Any]) -> bool:
    """Whether a setting belongs into a file."""
    return not setting.elsewhere and not setting.runs_on and not isinstance(setting.kind, Secret)


def as_file(stored: Mapping[tuple[str, str], str], settings: Iterable[Setting[Any]], title: str) -> str:
    """The file: for each place what is stored there, each with its label above it."""
    declared = [setting for setting in settings if goes_along(setting)]
    lines = [
        f"# {title}",
        "# Passwörter stehen nicht darin. Was fehlt, steht auf dem Standard.",
        f"form = {FORM}",
    ]
    for scope in sorted({scope for scope, _ in stored}, key=lambda scope: (scope != EVERYWHERE, scope)):
        section = _section(scope)
        found = [(setting, stored.get((scope, setting.key))) for setting in declared]
        if section and any(text is not None for _, text in found):
            lines += ["", f"[{section}]"]
            for setting, text in found:
                if text is not None:
                    lines += [f"# {setting.path}", f'"{setting.key}" = {_value(setting, text)}']
    return "\n".join(lines) + "\n"


def read_file(content: str) -> list[Entry]:
    """What a file says, in its order. Whether it fits is another question.

    Raises:
        Refused: it is no such file.
    """
    if len(content) > MOST:
        raise Refused("Das ist keine Datei mit Einstellungen: Sie ist zu groß.")
    try:
        found = tomllib.loads(content)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(f"Das ist keine Datei mit Einstellungen ({error}).") from error
    form = found.pop("form", None)
    if form != FORM:
        raise Refused(
            "Das ist keine Datei mit Einstellungen, oder sie ist von einer neueren kasse. "
            f"Am Anfang steht „form = {FORM}“."
        )
    entries = []
    for section, values in found.items():
        scope = EVERYWHERE if section == _FOR_ALL else ""
        if terminal := _TERMINAL.fullmatch(section):
            scope = f"terminal:{terminal[1]}"
        if not scope or not isinstance(values, dict):
            raise Refused(
                f"„{section[:30]}“ gehört in keine Datei mit Einstellungen. Es gibt [alle] und [kasse-1]."
            )
        entries += [Entry(scope, key, _text(key, value)) for key, value in values.items()]
    return entries


def _section(scope: str) -> str:
    if scope == EVERYWHERE:
        return _FOR_ALL
    terminal = _SCOPE.fullmatch(scope)
    return f"kasse-{terminal[1]}" if terminal else ""


def _value(setting: Setting[Any], text: str) -> str:
    kind: object = setting.kind
    if isinstance(kind, Switch) and text in ("0", "1"):
        return "true" if text == "1" else "false"
    if isinstance(kind, Number) and text.isascii() and text.isdigit() and str(int(text)) == text:
        return text
    if "\n" in text:
        return "[" + ", ".join(_quoted(line) for line in text.split("\n")) + "]"
    return _quoted(text)


def _quoted(text: str) -> str:
    return '"' + "".join(_sign(sign) for sign in text) + '"'


def _sign(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    return sign if sign.isprintable() else f"\\U{ord(sign):08X}"


def _text(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | str):
        return str(value)
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "\n".join(value)
    raise Refused(f"„{key[:60]}“ muss ein Text, eine Zahl, true, false oder eine Liste von Texten sein.")
