"""The change log: every change of master data and settings, with old and new value (GoBD Rz. 107 ff.)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from kasse.domain.money import Money
from kasse.domain.staff.operators import RIGHT_NAMES
from kasse.fiscal.de.audit.csv_file import wall_clock
from kasse.fiscal.de.audit.words import AMOUNTS, FIELDS, FLAGS, TABLES
from kasse.ports.books import ActKind
from kasse.ports.journal import ActLine
from kasse.settings import Setting
from kasse.settings.declared import ALL
from kasse.settings.kinds import Secret
from kasse.settings.values import EVERYWHERE, problem

COLUMNS = (
    "Kasse", "Journal", "Zeitpunkt", "Kassendatum", "Bediener", "Name", "Bereich", "Schlüssel", "Feld", "Alt", "Neu",
)  # fmt: skip
KINDS = (ActKind.MASTER_DATA.value, ActKind.SETTING.value)
"""The acts that change master data or settings."""
FIRST_SET_UP = "Ersteinrichtung"
ENTRY = "Eintrag"
_CAME_OR_WENT = {"new": "angelegt", "gone": "gelöscht"}
_SETTINGS = {key: setting for setting in ALL for key in (setting.key, *setting.former)}
_RIGHTS = {right.value: name for right, name in RIGHT_NAMES.items()}
Change = tuple[str, str, str, str, str]
"""Area, key, field, old, new."""


def change_rows(
    lines: Iterable[ActLine], names: Mapping[int, str], zone: ZoneInfo
) -> Iterator[tuple[str, ...]]:
    """A row for each field that an act changed. `names` are the operators'."""
    for line in lines:
        head = (
            str(line.terminal),
            str(line.seq),
            wall_clock(line.at, zone),
            line.business_date,
            str(line.operator or ""),
            names.get(line.operator, ""),
        )
        for change in _changes(line.body):
            yield (*head, *change)


def _changes(body: str) -> Iterator[Change]:
    try:
        facts = json.loads(body)
        for change in facts.get("changes", ()):
            yield from _master_change(change)
        for scope, key, old, new in facts.get("settings", ()):
            place = "alle Kassen" if scope == EVERYWHERE else str(scope).replace("terminal:", "Kasse ")
            setting = _SETTINGS.get(key)
            label = key if setting is None else setting.label
            yield "Einstellung", place, label, _shown(setting, old), _shown(setting, new)
    except (ValueError, TypeError, AttributeError, LookupError):
        yield "nicht lesbar", "", "", "", body[:200]


def _master_change(change: Mapping[str, Any]) -> Iterator[Change]:
    table = TABLES.get(change["table"], change["table"])
    if "rows" in change:
        yield table, "", FIRST_SET_UP, "", f"{change['rows']} Einträge"
        return
    key = ", ".join(str(part) for part in change["key"])
    fields = [(name, pair) for name, pair in change.items() if name not in {"table", "key", *_CAME_OR_WENT}]
    for fact, word in _CAME_OR_WENT.items():
        if fact in change:
            yield table, key, ENTRY, "", word
    if change["table"] == "business":
        fields = [each for _, pair in fields for each in _inner(pair)]
        key = ""
    for name, (old, new) in fields:
        yield table, key, FIELDS.get(name, name), _value(name, old), _value(name, new)


def _inner(pair: Sequence[Any]) -> list[tuple[str, tuple[Any, Any]]]:
    """The fields of the business that differ; it is kept as one text."""
    old, new = ({} if text is None else json.loads(text) for text in pair)
    names = dict.fromkeys([*old, *new])
    return [(n, (old.get(n), new.get(n))) for n in names if old.get(n) != new.get(n)]


def _value(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in FLAGS:
        return "ja" if value else "nein"
    if name in AMOUNTS:
        return str(Money(value))
    if name == "prices":
        return " / ".join("–" if cents is None else str(Money(cents)) for cents in json.loads(value))
    if name == "rights":
        return ", ".join(_RIGHTS.get(right, right) for right in json.loads(value))
    return _plain(value)


def _shown(setting: Setting[Any] | None, text: Any) -> str:
    """A value of a setting as the settings screen shows it; what does not fit (any more) as it stands there."""
    if setting is None:
        return _plain(text)
    kind: object = setting.kind
    if isinstance(kind, Secret):
        return "gesetzt" if text else "nicht gesetzt"
    if text is None:
        return "Standard"
    return _plain(text) if problem(setting, str(text)) else setting.kind.show(setting.kind.read(str(text)))


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
