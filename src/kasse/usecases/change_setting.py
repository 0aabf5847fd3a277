"""Changing settings: checked, journaled with old and new value, in force at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from kasse.domain.business import table_name
from kasse.domain.numbering import clashes
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind
from kasse.ports.secrets import Secrets, SecretsError
from kasse.settings import Setting, Settings
from kasse.settings.declared import ALL
from kasse.settings.declared.bar_tables import BAR_TABLE_NUMBERS
from kasse.settings.declared.collective_tables import COLLECTIVE_TABLES
from kasse.settings.declared.numbers import AUTO_TABLE_COUNTER
from kasse.settings.kinds import Secret
from kasse.settings.model import Guard, Scope
from kasse.settings.values import EVERYWHERE
from kasse.sheets.rules import spans_of
from kasse.usecases.auto_table import counter_problem
from kasse.usecases.till import Changed, Till

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """What shall be kept for a setting. `text` None: nothing; what is set further away holds again.

    For a secret `text` is the secret itself, which never reaches the books.
    """

    setting: Setting[Any]
    text: str | None
    scope: str = EVERYWHERE

    def __repr__(self) -> str:
        text = "…" if isinstance(self.setting.kind, Secret) and self.text else repr(self.text)
        return f"Change({self.setting.key}, {text}, {self.scope})"


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """Settings have other values."""

    also: str = ""
    """German: what else is on now by itself; empty for nothing."""
    changed: Changed = Changed.MASTER | Changed.JOURNAL | Changed.SETTINGS


def change_setting(till: Till, operator: Operator, setting: Setting[T], value: T) -> SettingChanged:
    """Give a setting another value, at this terminal or for all as its scope says.

    Raises:
        Refused: no right, a value that does not fit, or one that must not change now.
        BooksError: it could not be written.
    """
    text = setting.kind.write(value)
    return change_settings(till, operator, [Change(setting, text, till.settings.scope_for(setting))])


def change_settings(
    till: Till,
    operator: Operator | None,
    changes: Sequence[Change],
    *,
    secrets: Secrets | None = None,
    facts: Mapping[str, object] | None = None,
) -> SettingChanged:
    """Give several settings other values at once: all of them, or none.

    `operator` None: whoever may use the data folder. `secrets`: needed for secrets only. `facts` go into the journal.

    Raises:
        Refused: no right, a value that does not fit, or one that must not change now; or there is no key store.
        BooksError: it could not be written.
    """
    after = till.settings.changed(_texts(till, changes))
    for change in changes:
        _check(till, operator, change, after)
    known = set(clashes(spans_of(till.settings)))
    if clash := next((each for each in clashes(spans_of(after)) if each not in known), None):
        raise Refused(clash)
    forced = {each.key for each in ALL if till.settings.is_forced(each)}
    put_back = _keep_secrets(changes, secrets)
    try:
        with till.books.act(
            ActKind.SETTING, at=till.now(), operator=0 if operator is None else operator.number
        ) as act:
            for (scope, key), text in _texts(till, changes).items():
                act.save_setting(key, text, scope)
            act.body.update(facts or {})
    except BaseException:
        put_back()
        raise
    till.read_settings()
    labels = [each.label for each in ALL if each.key not in forced and till.settings.is_forced(each)]
    return SettingChanged(" ".join(f"„{label}“ ist damit auch eingeschaltet." for label in labels))


def hindrance(till: Till, operator: Operator | None, setting: Setting[Any]) -> str:
    """Why this operator cannot change a setting at all, as a German sentence; empty if he can."""
    if setting.elsewhere:
        return setting.elsewhere
    if operator is None:
        return ""
    if setting.admin_only and not till.staff.has_all_rights(operator):
        return f"„{setting.label}“ ändert nur, wer alle Rechte hat."
    try:
        till.staff.require(operator, setting.right)
    except Refused as refusal:
        return str(refusal)
    return ""


def waits_for(till: Till, setting: Setting[Any], after: Settings | None = None) -> str:
    """Why a setting must not change at this moment, as a German sentence; empty if it may.

    `after`: the settings as they are meant to be, where that is known.
    """
    match setting.guard:
        case Guard.TABLES_SETTLED:
            collective = till.settings[COLLECTIVE_TABLES]
            return _waits_for_tables(till, setting, "alle Tische", lambda table: table not in collective)
        case Guard.BAR_TABLES_SETTLED:
            numbers = (after or till.settings)[BAR_TABLE_NUMBERS], till.settings[BAR_TABLE_NUMBERS]
            return _waits_for_tables(
                till, setting, "alle Bartische", lambda table: any(table in each for each in numbers)
            )
        case Guard.BEFORE_FIRST_ORDER:
            return _waits_for_closing(till, setting)
    return ""


def _waits_for_tables(till: Till, setting: Setting[Any], which: str, concerns: Callable[[int], bool]) -> str:
    tabs = [tab for tab in till.books.open_tabs() if tab.total and concerns(tab.table)]
    names = [table_name(tab.table, tab.name) for tab in tabs]
    if not names:
        return ""
    listed = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")
    return f"„{setting.label}“ lässt sich nur ändern, wenn {which} kassiert sind. Noch offen: {listed}."


def _waits_for_closing(till: Till, setting: Setting[Any]) -> str:
    ordered = [order for order in till.books.orders_since(None, 1000) if not order.training]
    if not ordered:
        return ""
    first = ordered[-1]
    return (
        f"„{setting.label}“ lässt sich nur vor der ersten Bonierung eines Kassendatums ändern. Am "
        f"{till.books.business_date:%d.%m.} ist schon boniert worden, etwa an {first.table_label}. "
        "Bitte nach dem Tagesabschluss ändern."
    )


def _check(till: Till, operator: Operator | None, change: Change, after: Settings) -> None:
    setting, text = change.setting, change.text
    if reason := hindrance(till, operator, setting):
        raise Refused(reason)
    if change.scope != EVERYWHERE and not (
        setting.scope is not Scope.EVERYWHERE
        and change.scope.partition(":")[0] in {scope.value for scope in Scope}
    ):
        raise Refused(f"„{setting.label}“ gilt für alle Kassen und kann nicht an einer Kasse anders sein.")
    kind: object = setting.kind
    if isinstance(kind, Secret):
        if text is not None:
            kind.check(text)
    elif text is not None and (reason := after.problem(setting, text)):
        raise Refused(f"{setting.label}: {reason}")
    if after.is_forced(setting) and text is not None and not setting.kind.read(text):
        others = " und ".join(f"„{other.label}“" for other in setting.on_with)
        raise Refused(f"„{setting.label}“ bleibt eingeschaltet, solange {others} es sind.")
    if setting is AUTO_TABLE_COUNTER and (reason := counter_problem(after)):
        raise Refused(reason)
    if after[setting] != till.settings[setting] and (reason := waits_for(till, setting, after)):
        raise Refused(reason)


def _texts(till: Till, changes: Sequence[Change]) -> dict[tuple[str, str], str | None]:
    """What the books are to keep. What stands under earlier keys goes, lest it came back."""
    texts: dict[tuple[str, str], str | None] = {}
    for change in changes:
        text = change.text
        kind: object = change.setting.kind
        if isinstance(kind, Secret) and text is not None:
            text = kind.write(till.now())
        texts[change.scope, change.setting.key] = text
        for key in change.setting.former:
            if (change.scope, key) in till.settings.stored:
                texts[change.scope, key] = None
    return texts


def _keep_secrets(changes: Sequence[Change], secrets: Secrets | None) -> Callable[[], None]:
    """Put secrets into the key store first: it may be locked. Returns what puts back those that were there."""
    wanted = [(c.setting.kind.name, c.text) for c in changes if isinstance(c.setting.kind, Secret)]
    if not wanted:
        return lambda: None
    if secrets is None:
        raise Refused("Passwörter werden nur am Bildschirm der Kasse gesetzt.")
    before: list[tuple[str, str | None]] = []

    def put_back() -> None:
        with suppress(SecretsError):
            for name, text in before:
                _keep_secret(secrets, name, text)

    for name, text in wanted:
        try:
            before.append((name, secrets.get(name)))
            _keep_secret(secrets, name, text)
        except SecretsError as error:
            put_back()
            raise Refused(str(error)) from error
    return put_back


def _keep_secret(secrets: Secrets, name: str, text: str | None) -> None:
    if text is None:
        secrets.delete(name)
    else:
        secrets.set(name, text)
