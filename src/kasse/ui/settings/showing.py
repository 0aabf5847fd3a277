"""From declarations and values to what the dialog shows: pages, rows, what is known of one setting, its changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kasse.domain.staff import Operator
from kasse.settings import Scope, Setting, Settings
from kasse.settings.kinds import Reference, Secret
from kasse.settings.names import Names
from kasse.settings.search import marks
from kasse.settings.values import EVERYWHERE
from kasse.ui.settings.draft import Draft
from kasse.ui.settings.editors import EMPTY, control
from kasse.ui.widgets.fact_sheet import Block, Fact, Sheet, Tone, Words
from kasse.ui.widgets.page_tree import Node
from kasse.ui.widgets.row_list import Row
from kasse.ui.widgets.setting_controls import Control, Edit
from kasse.ui.widgets.setting_rows import SettingRow
from kasse.usecases.change_setting import hindrance, waits_for
from kasse.usecases.setting_history import PastChange
from kasse.usecases.settings_file import Preview
from kasse.usecases.till import Till

FILES = "Daten/Datei"
"""The page on which settings are written to a file and read from one; it has no settings of its own."""
ICONS = {
    "Kasse und Bildschirm": "monitor",
    "Tische": "sofa",
    "Bonieren": "utensils",
    "Zahlen": "wallet",
    "Belege und Bons": "receipt-text",
    "Drucker und Lade": "printer",
    "Bedienerabrechnung": "users",
    "Finanzamt": "shield-check",
    "Daten": "hard-drive-download",
}
OTHER_ICON = "settings"


@dataclass(frozen=True, slots=True)
class Level:
    """For whom values are shown and chosen: for all tills, or for this one."""

    scope: str
    label: str

    @property
    def is_for_all(self) -> bool:
        """Whether it is for all."""
        return self.scope == EVERYWHERE


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that a row is made from."""

    till: Till
    operator: Operator
    names: Names
    level: Level
    draft: Draft
    query: str = ""
    at_terminals: bool = False
    """Say what each till has of its own."""

    @property
    def saved(self) -> Settings:
        """As stored, for the level."""
        return self.till.settings.for_all() if self.level.is_for_all else self.till.settings

    @property
    def now(self) -> Settings:
        """As it will be, for the level."""
        return self.draft.seen(self.saved, self.till.now())

    def shown(self, setting: Setting[Any], value: Any) -> str:
        """A value in words."""
        kind: object = setting.kind
        if isinstance(kind, Reference) and value not in (None, ""):
            return self.names.name(kind.of, value) or f"{kind.of.value} {value}"
        return setting.kind.show(value) or EMPTY


def visible(till: Till, operator: Operator, settings: Sequence[Setting[Any]]) -> tuple[Setting[Any], ...]:
    """The settings that an operator may look at."""
    all_rights = till.staff.has_all_rights(operator)
    return tuple(setting for setting in settings if all_rights or not setting.admin_only)


# --- the tree -----------------------------------------------------------------------------------------------------


def pages_of(settings: Sequence[Setting[Any]]) -> dict[str, list[str]]:
    """The areas and the full names of their pages, in the order of the declarations; at last the one for files."""
    found: dict[str, list[str]] = {}
    for page in (*dict.fromkeys(setting.page for setting in settings), FILES):
        found.setdefault(page.partition("/")[0], []).append(page)
    return found


def tree_of(
    pages: Mapping[str, Sequence[str]],
    open_area: str,
    changed: frozenset[str],
    counts: Mapping[str, int] | None,
) -> list[Node]:
    """The areas, and below the open one its pages. `counts`: hits by page, while something is searched for."""
    nodes = []
    for area, names in pages.items():
        hits = sum(counts.get(name, 0) for name in names) if counts is not None else 0
        nodes.append(
            Node(
                area,
                area,
                ICONS.get(area, OTHER_ICON),
                str(hits or ""),
                changed=any(name in changed for name in names),
                quiet=counts is not None and not hits,
            )
        )
        if area == open_area:
            nodes += [_page_node(name, changed, counts) for name in names]
    return nodes


def _page_node(name: str, changed: frozenset[str], counts: Mapping[str, int] | None) -> Node:
    hits = counts.get(name, 0) if counts is not None else 0
    label = name.partition("/")[2]
    quiet = counts is not None and not hits
    return Node(name, label, count=str(hits or ""), changed=name in changed, quiet=quiet)


# --- rows ---------------------------------------------------------------------------------------------------------


def row_of(setting: Setting[Any], seen: Seen, *, with_page: bool = False) -> SettingRow:
    """One setting as it stands on its page, or among what was found."""
    now = seen.now
    scope = now.scope_for(setting)
    is_changed = seen.draft.has(setting, scope)
    off = "" if setting.elsewhere else off_reason(setting, seen)
    origin, tone, dotted = _origin(setting, seen, is_changed=is_changed)
    has_own = now.own(setting) is not None and not isinstance(setting.kind, Secret)
    return SettingRow(
        setting.key,
        setting.label,
        setting.help,
        control_of(setting, now[setting], seen.names),
        origin,
        off,
        tone,
        dotted,
        changed=is_changed,
        undo=not off and (is_changed or has_own),
        more=True,
        marks=marks(seen.query, setting.label) if seen.query else (),
        place=setting.page.replace("/", " · ") if with_page else "",
    )


def control_of(setting: Setting[Any], value: Any, names: Names) -> Control:
    """The control of a setting. What somebody else changes is only shown."""
    if setting.elsewhere:
        return Edit(setting.kind.show(value), "Assistent", "settings")
    return control(setting.kind, value, names)


def off_reason(setting: Setting[Any], seen: Seen) -> str:
    """Why a setting cannot be changed here and now; empty if it can."""
    if reason := hindrance(seen.till, seen.operator, setting):
        return reason
    if not seen.level.is_for_all and setting.scope is Scope.EVERYWHERE:
        return "Das gilt für alle Kassen. Oben „Alle Kassen“ wählen, um es zu ändern."
    now = seen.now
    if now.is_forced(setting):
        others = " und ".join(f"„{other.label}“" for other in setting.on_with)
        return f"„{setting.label}“ bleibt eingeschaltet, solange {others} es sind."
    if now.is_idle(setting) and setting.only_if is not None:
        return f"Erst „{setting.only_if.label}“ einschalten."
    return waits_for(seen.till, setting)


def _origin(setting: Setting[Any], seen: Seen, *, is_changed: bool) -> tuple[str, str, bool]:
    """Where the value comes from, in which colour, and whether a dot says that it differs here."""
    saved, now = seen.saved, seen.now
    if now.is_forced(setting):
        return f"Eingeschaltet durch {' und '.join(f'„{o.label}“' for o in setting.on_with)}", "muted", False
    if is_changed:
        was = "nicht gesetzt" if saved[setting] is None else seen.shown(setting, saved[setting])
        return f"Noch nicht gespeichert · bisher: {was}", "accent_text", True
    own = saved.own(setting)
    if own is not None and (problem := saved.problem(setting, own)):
        return (
            f"Gespeichert ist „{own[:30]}“. {problem} Es gilt: {seen.shown(setting, saved[setting])}",
            "danger_ink",
            True,
        )
    words, dotted = _where(setting, seen)
    if seen.at_terminals and (terminals := _terminals(setting, seen)):
        words, dotted = f"{words} · {terminals}", True
    elif seen.level.is_for_all and seen.till.settings.origin(setting) is Scope.TERMINAL:
        here = seen.shown(setting, seen.till.settings[setting])
        words, dotted = f"{words} · {seen.till.terminal.name}: {here}", True
    return words, "accent_text" if dotted else "muted", dotted


def _where(setting: Setting[Any], seen: Seen) -> tuple[str, bool]:
    saved = seen.saved
    if isinstance(setting.kind, Secret):
        since = saved[setting]
        return (
            f"Gesetzt am {since.astimezone(seen.till.zone):%d.%m.%Y}" if since else "Nicht gesetzt"
        ), False
    match saved.origin(setting):
        case None:
            return "Standard", False
        case Scope.TERMINAL:
            beyond = saved.without_own(setting)
            name = "Standard" if beyond.origin(setting) is None else "für alle"
            return f"Nur an dieser Kasse · {name}: {seen.shown(setting, beyond[setting])}", True
        case _ if not seen.level.is_for_all:
            return "Für alle Kassen", False
    standard = seen.shown(setting, setting.default)
    return f"Für alle Kassen · Standard: {standard}", True


def _terminals(setting: Setting[Any], seen: Seen) -> str:
    """What tills have of their own."""
    stored, found = seen.till.settings.stored, []
    for number, terminal in seen.till.house.terminals.items():
        text = stored.get((f"terminal:{number}", setting.key))
        if text is not None and not seen.till.settings.problem(setting, text):
            found.append(f"{terminal.name}: {seen.shown(setting, setting.kind.read(text))}")
    return " · ".join(found)


def has_own_somewhere(setting: Setting[Any]) -> bool:
    """Whether tills may differ in it (*Mit Arbeitsplatzeinstellungen*)."""
    return setting.scope is not Scope.EVERYWHERE


# --- one setting --------------------------------------------------------------------------------------------------


def sheet_of(setting: Setting[Any], seen: Seen) -> Sheet:
    """All that is known of a setting."""
    reach = (
        "jede Kasse kann ihren eigenen Wert haben" if has_own_somewhere(setting) else "für alle Kassen gleich"
    )
    facts: list[Block] = [
        Words(setting.help),
        Fact("Wert", seen.shown(setting, seen.now[setting])),
        Fact(
            "Standard",
            "nicht gesetzt" if isinstance(setting.kind, Secret) else seen.shown(setting, setting.default),
        ),
        Fact("Erlaubt", setting.kind.bounds()),
        Fact("Gilt", reach),
        Fact("Zu finden unter", setting.path.replace("/", " · ")),
        Fact("Auf der Befehlszeile", setting.key),
    ]
    if off := off_reason(setting, seen):
        facts.append(Words(off, Tone.WARN))
    return Sheet(setting.label, tuple(facts))


def change_row(change: PastChange, setting: Setting[Any], seen: Seen, number: int) -> Row:
    """One change of the past."""
    where = "alle Kassen" if change.scope == EVERYWHERE else change.scope.replace("terminal:", "Kasse ")
    old, new = (_past_text(setting, text, seen) for text in (change.old, change.new))
    at = change.at.astimezone(seen.till.zone)
    return Row(number, f"{old} → {new}", f"{at:%d.%m.%Y %H:%M} · {change.operator_name} · {where}")


def _past_text(setting: Setting[Any], text: str | None, seen: Seen) -> str:
    if isinstance(setting.kind, Secret):
        return "gesetzt" if text else "nicht gesetzt"
    if text is None:
        return "Standard"
    return text if seen.till.settings.problem(setting, text) else seen.shown(setting, setting.kind.read(text))


# --- files --------------------------------------------------------------------------------------------------------


def preview_rows(plan: Preview, seen: Seen) -> list[Row]:
    """What a file would change."""
    rows = []
    for number, each in enumerate(plan.planned):
        where = "alle Kassen" if each.scope == EVERYWHERE else each.scope.replace("terminal:", "Kasse ")
        old, new = (_past_text(each.setting, text, seen) for text in (each.old, each.new))
        rows.append(
            Row(
                number,
                f"{each.setting.label}: {old} → {new}",
                f"{each.setting.page.replace('/', ' · ')} · {where}",
            )
        )
    return rows


def preview_sheet(plan: Preview, name: str) -> Sheet:
    """What else is to be said of a file."""
    blocks: list[Block] = [
        Words(f"{sentence} Übernommen wird so nichts.", Tone.BAD) for sentence in plan.wrong
    ]
    blocks += [Words(f"Bleibt liegen: {sentence}", Tone.WARN) for sentence in plan.skipped]
    if plan.same:
        words = "Ein Wert ist schon so." if plan.same == 1 else f"{plan.same} Werte sind schon so."
        blocks.append(Words(words, Tone.GOOD))
    if not plan.planned and not plan.wrong:
        blocks.append(Words("Es ändert sich nichts.", Tone.GOOD))
    return Sheet(name, tuple(blocks))


def changes_word(count: int) -> str:
    """1 Änderung, 3 Änderungen."""
    return "1 Änderung" if count == 1 else f"{count} Änderungen"


def file_note(modified: datetime, zone: ZoneInfo) -> str:
    """When a file was written."""
    return f"{modified.astimezone(zone):%d.%m.%Y %H:%M}"
