"""The screen of master data in the demonstration house: lists, forms, several at once, history, files."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

from kasse.cli.master_file import demo_master
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind, MasterChange
from kasse.settings import Settings
from kasse.sheets.declared import ARTICLES
from kasse.ui.desk import Desk
from kasse.ui.master.screen import MasterScreen
from kasse.ui.master.specials import SPECIALS
from kasse.ui.master.view import MasterView
from kasse.ui.master.working import Watch
from kasse.ui.navigation import Navigator
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.theme.look import Look
from kasse.ui.view import View

NOW = datetime(2026, 11, 20, 18, 42, tzinfo=UTC)
_FILE = (
    "Nummer;Bezeichnung;Warengruppe;Preis 1;Lieferant\n"
    "101;Frittatensuppe;Suppen und Vorspeisen;6,20;Huber\n"
    "102;Leberknödelsuppe;Suppen und Vorspeisen;6,80;Huber\n"
    "103;Kartoffelsuppe mit Würstel;Suppen und Vorspeisen;6,90;\n"
    "9001;Kaspressknödelsuppe;Suppen und Vorspeisen;7,10;\n"
).encode()
_WRONG = _FILE + "111;Gemischter Salat;Salate;teuer;\n112;Großer Salatteller;Obst;11,90;\n".encode()
_PAST = (
    {
        "table": "article",
        "key": [131],
        "prices": ["[1750, 1840]", "[1890, 1990]"],
        "name": ["Gulasch", "Rindergulasch"],
    },
    {"table": "article", "key": [131], "prices": ["[1690, 1790]", "[1750, 1840]"]},
    {"table": "article", "key": [131], "sold_out": [1, 0]},
)


class PictureDesk:
    """A desk at which nothing is booked: what is read is read at once."""

    def __init__(self) -> None:
        master = demo_master(lambda pin: pin).master
        self.boss: Operator = next(
            op for op in master.staff.operators.values() if master.staff.has_all_rights(op)
        )
        self.till = SimpleNamespace(
            master=master,
            house=master.house,
            catalogue=master.catalogue,
            staff=master.staff,
            settings=Settings({}, 1),
            now=lambda: NOW,
            zone=ZoneInfo("Europe/Berlin"),
            books=SimpleNamespace(business_date=date(2026, 11, 20), master_changes=self.past),
            exports=SimpleNamespace(
                files=lambda ending: [Path(f"artikel-2026-11-20-183000{ending}")],
                read=lambda file, _most: _WRONG if file.stem == "falsch" else _FILE,
            ),
        )
        self.changed = SimpleNamespace(connect=lambda _slot: None)
        self.board = SimpleNamespace(say=lambda *_words: None)
        self.books = self.background = self.drives = self.unsent = None
        self.opened = SimpleNamespace(habits=None)
        self.monotonic = lambda: 0.0

    def past(self, *_which: object, limit: int) -> Sequence[MasterChange]:
        """See `Books.master_changes`."""
        who = self.boss.number
        return [
            MasterChange(40 - i, 1, NOW - timedelta(days=9 * i), who, ActKind.MASTER_DATA, change)
            for i, change in enumerate(_PAST[:limit])
        ]

    def do(
        self, _lane: object, work: Callable[[], Any], *, then: Callable[[Any], None], **_more: object
    ) -> None:
        """See `Desk`."""
        then(work())


def opened(look: Look, path: str) -> tuple[MasterScreen, MasterView]:
    """The screen at a sheet or row."""
    desk, view = PictureDesk(), MasterView(look)
    navigator = cast("Navigator", SimpleNamespace(show_tables=lambda: None))
    screen = MasterScreen(view, cast("Desk", desk), navigator, SPECIALS)
    screen.enter(desk.boss, path)
    return screen, view


def at(path: str, *deeds: Callable[[MasterScreen], object]) -> Callable[[Look], View]:
    """A sample: the screen there, after some taps."""

    def sample(look: Look) -> View:
        screen, view = opened(look, path)
        for deed in deeds:
            deed(screen)
        return view

    return sample


def _marked(screen: MasterScreen) -> None:
    for row in (1, 2, 5):
        screen.list_page.mark(row)


def _changed(screen: MasterScreen) -> None:
    page: Any = screen.page
    page.chosen(ARTICLES.column("price_1"), "18,90")
    page.problems = {"group": "Diese Warengruppe gibt es nicht mehr. Bitte eine andere wählen."}
    page.show()


def _several(screen: MasterScreen) -> None:
    _marked(screen)
    screen.list_page.main()
    page: Any = screen.page
    page.chosen(ARTICLES.column("sold_out"), "1")


def _working(screen: MasterScreen) -> None:
    screen.open_files()
    watch = Watch(screen.desk, "artikel-alt.xlsx wird gelesen …", kept=False, parent=screen)
    watch.percent = 42
    screen.view.open_detail(watch.sheet("artikel-alt.xlsx"), (), None, "")
    screen.view.show_foot(Foot("", "Abbrechen"))


def _read(name: str) -> Callable[[MasterScreen], None]:
    def deed(screen: MasterScreen) -> None:
        screen.open_files()
        screen.page.choice(("file", f"{name}.csv"))

    return deed


def _mapping(screen: MasterScreen) -> None:
    _read("preise-herbst")(screen)
    screen.page.second()


def _search(screen: MasterScreen) -> None:
    screen.view.search.field.setText("gulasch")


def _typing(screen: MasterScreen) -> None:
    screen.view.search.field.setText("suppe")
    screen.view.show_keyboard(shown=True)


def _ask(key: str) -> Callable[[MasterScreen], None]:
    def deed(screen: MasterScreen) -> None:
        screen.page.tapped((key, 0))

    return deed


def _leave(screen: MasterScreen) -> None:
    _changed(screen)
    screen.go(screen.open_list)


SCREENS: dict[str, Callable[[Look], View]] = {
    "master-list": at("Artikel"),
    "master-marked": at("Artikel", _marked),
    "master-found": at("Drucker", _search),
    "master-typing": at("Artikel", _typing),
    "master-filter": at("Artikel", lambda screen: screen.list_page.chip(("filter", "group"))),
    "master-columns": at("Artikel", lambda screen: screen.list_page.chip("columns")),
    "master-form": at("Artikel/131"),
    "master-changed": at("Artikel/131", _changed),
    "master-new": at("Artikel", lambda screen: screen.open_new()),
    "master-typed": at("Artikel/131", _ask("price_1")),
    "master-choices": at("Artikel/131", _ask("group")),
    "master-gathered": at("Beilagengruppen/1", _ask("articles")),
    "master-leaving": at("Artikel/131", _leave),
    "master-delete": at("Artikel/131", lambda screen: screen.page.chip("delete")),
    "master-several": at("Artikel", _several),
    "master-history": at("Artikel/131", lambda screen: screen.page.chip("history")),
    "master-files": at("Artikel", lambda screen: screen.open_files()),
    "master-working": at("Artikel", _working),
    "master-preview": at("Artikel", _read("preise-herbst")),
    "master-errors": at("Artikel", _read("falsch")),
    "master-mapping": at("Artikel", _mapping),
    "master-business": at("Betriebsdaten"),
    "master-groups": at("Warengruppen"),
    "master-places": at("Tische/Tische"),
    "master-operators": at("Bediener"),
    "master-payment": at("Zahlungsarten"),
    "master-printers": at("Drucker"),
}
