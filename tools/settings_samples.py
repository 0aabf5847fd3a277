"""The dialog of settings of a believable inn: pages, hits, questions, changes that wait to be saved."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

from kasse.domain.staff import Operator, PasswordLevel, Right, Staff
from kasse.settings import Setting, Settings
from kasse.settings.declared import ALL, papers, paying, screen, tables, tse_access
from kasse.settings.declared.fiscal_de import TSE_DEADLINE
from kasse.settings.names import Names
from kasse.settings.search import Index
from kasse.settings.values import EVERYWHERE
from kasse.ui.settings.draft import Draft
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.settings.showing import FILES, Level, Seen, change_row, pages_of, row_of, sheet_of, tree_of
from kasse.ui.settings.view import SettingsView
from kasse.ui.theme.look import Look
from kasse.ui.view import View
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.setting_history import PastChange
from kasse.usecases.till import Till

NOW = datetime(2026, 11, 20, 18, 42, tzinfo=UTC)
BOSS = Operator(9, "Georg Hirsch", 3, "")
STORED = {
    (EVERYWHERE, papers.RECEIPT_COPIES.key): "2",
    ("terminal:1", papers.RECEIPT_COPIES.key): "3",
    (EVERYWHERE, paying.TIP_FIRST.key): "viel",
    ("terminal:1", screen.THEME.key): "dark",
    (EVERYWHERE, tse_access.FISKALY_KEY.key): "2026-11-02T09:00:00+00:00",
}
TABS = (Tab(EVERYWHERE, "Alle Kassen"), Tab("terminal:1", "Nur Kasse 1"))


def till() -> Till:
    """As much of a till as is shown: nothing is booked."""
    house = SimpleNamespace(
        terminals={1: SimpleNamespace(name="Kasse 1"), 2: SimpleNamespace(name="Kasse 2")},
        printers={name: SimpleNamespace(name=name) for name in ("Beleg", "Küche", "Schank")},
        places={},
    )
    level = PasswordLevel(3, "Leitung", frozenset(Right))
    return cast(
        "Till",
        SimpleNamespace(
            settings=Settings(STORED, 1),
            staff=Staff({9: BOSS}, {3: level}),
            house=house,
            terminal=SimpleNamespace(name="Kasse 1", number=1),
            books=SimpleNamespace(open_tabs=lambda: ()),
            master=SimpleNamespace(house=house),
            now=lambda: NOW,
            zone=ZoneInfo("Europe/Berlin"),
        ),
    )


def seen(draft: Draft | None = None, level: int = 0, query: str = "") -> Seen:
    one = till()
    levels = (Level(EVERYWHERE, "Alle Kassen"), Level("terminal:1", "Nur Kasse 1"))
    return Seen(one, BOSS, Names(lambda: one.master), levels[level], draft or Draft(), query)


def dialog(look: Look, page: str, what: Seen | None = None) -> SettingsView:
    """The dialog at a page."""
    what = what or seen()
    view = SettingsView(look)
    area, _, name = page.partition("/")
    view.show_levels(TABS, what.level.scope)
    view.show_tree(tree_of(pages_of(ALL), area, what.draft.pages(), None), page)
    view.show_rows(name, area, [row_of(setting, what) for setting in ALL if setting.page == page])
    count = len(what.draft)
    off = "" if count else "Es ist nichts geändert."
    words = f"{count} Änderungen, noch nicht gespeichert" if count else "Alles ist gespeichert"
    view.show_foot(Foot(words, "Verwerfen", off, "Speichern", off))
    return view


def first(look: Look) -> SettingsView:
    return dialog(look, ALL[0].page)


def changed(look: Look) -> SettingsView:
    draft, stored = Draft(), Settings(STORED, 1)
    draft.choose(papers.RECEIPT_COPIES, EVERYWHERE, "4", stored)
    draft.choose(papers.INTERIM_BILLS, EVERYWHERE, "0", stored)
    return dialog(look, papers.RECEIPT_COPIES.page, seen(draft))


def at_terminal(look: Look) -> SettingsView:
    return dialog(look, papers.RECEIPT_COPIES.page, seen(level=1))


def problem(look: Look) -> SettingsView:
    return dialog(look, paying.TIP_FIRST.page)


def secrets(look: Look) -> SettingsView:
    return dialog(look, tse_access.FISKALY_KEY.page)


def found(look: Look) -> SettingsView:
    view = dialog(look, ALL[0].page)
    query = "bon"
    hits = Index(ALL).find(query)
    counts: dict[str, int] = {}
    for hit in hits:
        counts[hit.setting.page] = counts.get(hit.setting.page, 0) + 1
    view.search.field.setText(query)
    view.show_tree(tree_of(pages_of(ALL), "", frozenset(), counts), "")
    rows = [row_of(hit.setting, seen(query=query), with_page=True) for hit in hits]
    view.show_rows(f"Treffer für „{query}“", f"{len(hits)} Einstellungen, die beste zuerst", rows)
    return view


def typing(look: Look) -> SettingsView:
    view = found(look)
    view.show_keyboard(shown=True)
    return view


def history(look: Look) -> SettingsView:
    view, what = dialog(look, TSE_DEADLINE.page), seen()
    past = [
        PastChange(1, 20, NOW, 9, BOSS.name, EVERYWHERE, "5", "7"),
        PastChange(2, 10, NOW, 9, BOSS.name, EVERYWHERE, None, "5"),
    ]
    rows = [change_row(change, TSE_DEADLINE, what, i) for i, change in enumerate(past)]
    view.open_detail(sheet_of(TSE_DEADLINE, what), rows, 0, "")
    view.show_foot(
        Foot(
            "Jede Änderung steht im Journal.",
            "Zur Seite",
            main="Letzte Änderung zurücknehmen",
            main_icon="undo-2",
        )
    )
    return view


def _asked(look: Look, setting: Setting[Any], choices: tuple[Choice, ...]) -> SettingsView:
    view = dialog(look, setting.page)
    view.open_choices(ChoicePage(setting.label, (Section("", choices),)))
    view.show_foot(Foot(setting.help))
    return view


def choices(look: Look) -> SettingsView:
    names = (("", "keiner"), *((name, name) for name in ("Beleg", "Küche", "Schank")))
    return _asked(
        look, papers.REPORT_PRINTER, tuple(Choice(key, label, chosen=not key) for key, label in names)
    )


def secret(look: Look) -> SettingsView:
    options = (
        Choice("set", "Ersetzen", icon="key-round"),
        Choice("delete", "Löschen", icon="trash-2", kind=KeyKind.DANGER),
        Choice("look", "Ansehen", icon="eye"),
    )
    return _asked(look, tse_access.FISKALY_KEY, options)


def eye(look: Look) -> SettingsView:
    view = dialog(look, tse_access.FISKALY_KEY.page)
    view.open_secret(tse_access.FISKALY_KEY.label, "live_12345678901234567890", 30)
    view.secret.timer.stop()
    view.show_foot(Foot("Dieser Blick steht im Journal.", main="Verbergen", main_icon="eye-off"))
    return view


def typed(look: Look) -> SettingsView:
    view, setting = dialog(look, tables.OVER_TIME_MINUTES.page), tables.OVER_TIME_MINUTES
    hint = f"{setting.help} Erlaubt: {setting.kind.bounds()}."
    view.open_text(TextAsk(setting.label, "30", hint=hint, lift=False))
    return view


def leaving(look: Look) -> SettingsView:
    view = changed(look)
    options = (
        Choice("save", "Speichern und verlassen", icon="check", kind=KeyKind.SECOND),
        Choice("drop", "Verwerfen und verlassen", icon="trash-2", kind=KeyKind.DANGER),
    )
    title = "2 Änderungen sind noch nicht gespeichert"
    view.open_choices(ChoicePage(title, (Section("", options),), close="Weiter bearbeiten"))
    view.show_foot(Foot())
    return view


def files(look: Look) -> SettingsView:
    view = dialog(look, FILES)
    sections = (
        Section("Ausgeben", (Choice("write", "In Datei schreiben", icon="download"),), "ohne Passwörter"),
        Section(
            "Einlesen",
            (
                Choice("one", "einstellungen-2026-11-20-183000", icon="file-text"),
                Choice("other", "Andere Datei …", icon="keyboard"),
            ),
            "zeigt zuerst, was sich ändern würde",
        ),
    )
    view.open_choices(ChoicePage("Einstellungen als Datei", sections))
    return view


SCREENS: dict[str, Callable[[Look], View]] = {
    "settings": first,
    "settings-changed": changed,
    "settings-terminal": at_terminal,
    "settings-problem": problem,
    "settings-secrets": secrets,
    "settings-found": found,
    "settings-typing": typing,
    "settings-history": history,
    "settings-choices": choices,
    "settings-secret": secret,
    "settings-eye": eye,
    "settings-typed": typed,
    "settings-leaving": leaving,
    "settings-files": files,
}
