"""Arranging a menu: what taps and pulls on its keys mean, and which rows that changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from kasse.domain.catalogue import Article, Catalogue, Levels, Menu
from kasse.domain.refused import Refused
from kasse.sheets import Key
from kasse.sheets.declared import ARTICLES, MENUS
from kasse.ui.master.host import Host
from kasse.ui.master.layout_model import LONGEST, Arrangement, KeyLook, Spot
from kasse.ui.master.layout_showing import DOT, dressed, hand_of, tiles_of, why_off
from kasse.ui.master.layout_view import SCREENS, LayoutView
from kasse.ui.master.special_choices import hue_choices
from kasse.ui.master.special_editor import Editor
from kasse.ui.master.special_finding import ArticleFinder
from kasse.ui.orders.layout import Layout
from kasse.ui.widgets.choices import Choice, Section
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.text import SOFT_HYPHEN
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.change_master import Edit
from kasse.usecases.touch_layout import menus_of

MOST_FOUND = 60
HINT = "Ein Artikel wird gezogen, oder angetippt und dann sein neuer Platz."
HINT_HAND = "Den neuen Platz antippen. Eine andere Seite oben öffnen, wenn er dort liegen soll."
HINT_FREE = "Auf diesen Platz kommt der nächste Artikel, der dazu genommen wird."


class LayoutEditor(Editor[Arrangement]):
    """See `Special`; it is opened for a menu, or for the first one."""

    widget: LayoutView

    def __init__(self, host: Host) -> None:
        self._page = 0
        self._chosen: Spot | None = None
        self._screen = ""
        """Which other kind of screen the page is shown as on; empty: as on this one."""
        self._finder = ArticleFinder()
        super().__init__(host, LayoutView(host.look))
        view = self.widget
        view.place_tapped.connect(self._tap_place)
        view.tab_tapped.connect(self._tap_tab)
        view.pulled.connect(self._pull)
        view.pulled_to_tab.connect(self._pull_to_tab)
        view.tool.connect(self._tool)

    # What it edits.

    def read(self) -> Arrangement:
        """See `Editor`."""
        catalogue = self.master.catalogue
        looks = {n: KeyLook(a.button_text, a.hue) for n, a in catalogue.articles.items()}
        menu = next((menu for menu in catalogue.menus if menu.number == self.key), None)
        if menu is None:
            menu = next(iter(catalogue.menus), None) or Menu(1, "Karte", ())
        return Arrangement(menu, looks)

    def edits(self, before: Arrangement, after: Arrangement) -> list[Edit]:
        """See `Editor`."""
        known = {menu.number for menu in self.master.catalogue.menus}
        made: list[Edit] = []
        if after.menu != before.menu or after.menu.number not in known:
            row = before.menu if before.menu.number in known else None
            made.append(Edit(MENUS, row, after.menu))
        new = dressed(self.master.catalogue, before, after).articles
        made += (Edit(ARTICLES, a, new[n]) for n, a in self.master.catalogue.articles.items() if new[n] != a)
        return made

    def open(self, key: Key | None) -> None:
        """See `Special`. Where there is no menu yet, one with a page for each product group is proposed."""
        super().open(key)
        if not self.dirty and not self.master.catalogue.menus:
            pages = menus_of(self.master.catalogue)[0].sections
            self.do(replace(self.now, menu=replace(self.now.menu, sections=pages)))

    def begin(self) -> None:
        """See `Editor`."""
        super().begin()
        self._page = min(self._page, max(0, len(self.now.pages) - 1))
        self._chosen = None

    # Showing.

    def show(self) -> None:
        """See `Editor`."""
        self._show()

    def _show(self, *, fresh: bool = False) -> None:
        now, self._page = self.now, min(self._page, max(0, len(self.now.pages) - 1))
        chosen = self._chosen
        if chosen is not None and chosen.page >= len(now.pages):
            chosen = self._chosen = None
        tabs = [Tab(i, page.name, hue=page.hue) for i, page in enumerate(now.pages)]
        tiles = tiles_of(now, self._page, self._catalogue(), self.widget.places)
        self.widget.show_page(tabs, self._page, tiles, fresh=fresh)
        here = chosen.place if chosen is not None and chosen.page == self._page else None
        off = {**why_off(now, self._page, chosen), **self.undo_off()}
        hand = hand_of(now, self._page, chosen, self._catalogue())
        self.widget.show_hand(hand, here, off, now.menu.name)

    def _catalogue(self) -> Catalogue:
        """What is sold, with the looks that were given to keys."""
        return dressed(self.host.desk.till.catalogue, self.base, self.now)

    def _article(self) -> Article | None:
        """What is in the hand."""
        number = self.now.at(self._chosen) if self._chosen is not None else 0
        return self._catalogue().articles.get(number)

    def hint(self) -> str:
        """See `Editor`."""
        if self._chosen is None:
            return f"Gezeigt wie auf: {SCREENS[self._screen][0]}. {HINT}" if self._screen else HINT
        return HINT_HAND if self._article() is not None else HINT_FREE

    # Keys on the page.

    def _tap_place(self, key: object) -> None:
        spot, chosen = Spot(self._page, int(str(key))), self._chosen
        if chosen == spot:
            self._chosen = None
        elif chosen is None or not self.now.at(chosen):
            self._chosen = spot
        else:
            self._move(chosen, spot)
            return
        self.refresh()

    def _move(self, source: Spot, target: Spot) -> None:
        self._chosen = None
        self.attempt(lambda: self.now.moved(source, target))

    def _pull(self, source: object, target: object) -> None:
        self._move(Spot(self._page, int(str(source))), Spot(self._page, int(str(target))))

    def _pull_to_tab(self, source: object, page: object) -> None:
        self._chosen = None
        to = int(str(page))
        if self.attempt(lambda: self.now.sent(Spot(self._page, int(str(source))), to)):
            self.say(f"Liegt jetzt auf der Seite „{self.now.pages[to].name}“.")

    def _tap_tab(self, page: object) -> None:
        self._page = int(str(page))
        if self._article() is None:
            self._chosen = None
        self._show(fresh=True)
        self.show_foot()

    # Tools.

    def _tool(self, tool: object) -> None:
        asks: dict[str, Callable[[], None]] = {
            "undo": self.undo,
            "redo": self.redo,
            "add": self._search,
            "text": self._ask_text,
            "hue": self._ask_hue,
            "page": self._ask_page,
            "rename": self._ask_name,
            "page_hue": self._ask_page_hue,
            "drop": self._ask_drop,
            "menu": self._ask_menu,
            "left": lambda: self._shift(-1),
            "right": lambda: self._shift(1),
        }
        if (ask := asks.get(str(tool))) is not None:
            ask()
        elif (spot := self._chosen) is not None:
            self._change_place(str(tool), spot)

    def _change_place(self, tool: str, spot: Spot) -> None:
        if tool == "widen":
            self._chosen = None
        step = {"take": self.now.taken, "widen": self.now.widened, "close": self.now.closed}[tool]
        self.attempt(lambda: step(spot))

    def _ask_page(self) -> None:
        self.ask_words(TextAsk("Neue Seite", placeholder="Name der Seite", most=LONGEST), self._add_page)

    def _ask_name(self) -> None:
        self.ask_words(TextAsk("Name der Seite", self.now.pages[self._page].name, most=LONGEST), self._rename)

    def _ask_page_hue(self) -> None:
        page = self.now.pages[self._page]
        hues = hue_choices(self.host.look, page.hue, "Keine Farbe")
        self.choose_from(f"Farbe der Seite „{page.name}“", hues, self._colour_page)

    def _shift(self, step: int) -> None:
        self._chosen, page = None, self._page
        after = self.now.page_moved(page, step)
        self._page = page + step
        self.do(after)

    def _add_page(self, name: str) -> None:
        after = self.now.page_added(name)
        self._page, self._chosen = len(after.pages) - 1, None
        self.do(after)

    def _rename(self, name: str) -> None:
        self.do(self.now.page_renamed(self._page, name))

    def _colour_page(self, hue: object) -> None:
        self.do(self.now.page_coloured(self._page, str(hue)))

    def _ask_drop(self) -> None:
        page = self.now.pages[self._page]
        count = sum(1 for number in page.articles if number)
        if not count:
            self._drop_page(None)
            return
        choice = Choice("drop", "Seite entfernen", icon="trash-2", kind=KeyKind.DANGER)
        hint = f"{count} Artikel liegen darauf; sie bleiben Artikel, nur ihre Tasten sind hier weg."
        self.choose_from(f"Seite „{page.name}“ entfernen?", [choice], self._drop_page, hint, "Behalten")

    def _drop_page(self, _choice: object) -> None:
        self._chosen = None
        self.do(self.now.page_removed(self._page))

    def _ask_menu(self) -> None:
        here, off = self.now.menu.number, ""
        if self.dirty:
            off = "Bitte zuerst speichern oder verwerfen, dann eine andere Karte öffnen."
        menus = [
            Choice(menu.number, menu.name, chosen=menu.number == here, off="" if menu.number == here else off)
            for menu in self.master.catalogue.menus
        ]
        screens = [Choice("", "Dieser Bildschirm", chosen=not self._screen)]
        screens += [Choice(key, name, chosen=key == self._screen) for key, (name, _) in SCREENS.items()]
        sections = [Section("Karte", tuple(menus)), Section("Gezeigt wie auf", tuple(screens))]
        self.choose_from("Welche Karte, wie gezeigt?", sections[not menus :], self._open_menu)

    def _open_menu(self, chosen: object) -> None:
        if isinstance(chosen, str):
            self._screen = chosen
            self.widget.show_as(SCREENS[chosen][1] if chosen else None)
            self._show(fresh=True)
        elif chosen != self.now.menu.number:
            self._page = 0
            self.open(int(str(chosen)))

    # Looks of keys.

    def _ask_hue(self) -> None:
        if (article := self._article()) is not None:
            hues = hue_choices(self.host.look, article.hue, "Wie die Warengruppe")
            self.choose_from(f"Farbe von „{article.name}“", hues, partial(self._give_hue, article))

    def _ask_text(self) -> None:
        if (article := self._article()) is None:
            return
        ask = TextAsk(
            f"Text auf der Taste „{article.name}“",
            article.label.replace(SOFT_HYPHEN, DOT),
            hint=f"Ein Punkt ({DOT}) zeigt, wo ein langes Wort getrennt werden darf. Leer gilt der Name.",
            lift=False,
            signs=((DOT, f"Trennen {DOT}"),),
        )
        self.ask_words(ask, partial(self._give_text, article))

    def _give_hue(self, article: Article, hue: object) -> None:
        self.do(self.now.looking(article.number, KeyLook(article.button_text, str(hue))))

    def _give_text(self, article: Article, text: str) -> None:
        words = " ".join(text.split()).replace(DOT, SOFT_HYPHEN)
        if words == article.name or not words.strip(SOFT_HYPHEN):
            words = ""
        self.do(self.now.looking(article.number, KeyLook(words, article.hue)))

    # Articles more.

    def _search(self) -> None:
        page = self.now.pages[self._page]
        ask = TextAsk(
            f"Artikel auf die Seite „{page.name}“: jeder Tipp legt einen dazu",
            cancel="Fertig",
            placeholder="Name oder Nummer",
            search=True,
            lift=False,
        )
        self.search(ask, self._show_found, self._add, self._add_first)

    def _found(self, text: str) -> list[Article]:
        catalogue = self._catalogue()
        if text.strip():
            return [catalogue.articles[a.number] for a in self._finder.found(self.master.catalogue, text)]
        lying = {number for page in self.now.pages for number in page.articles}
        return [a for a in catalogue.articles.values() if a.active and a.number not in lying][:MOST_FOUND]

    def _show_found(self, text: str) -> None:
        layout, level = Layout(self._catalogue()), Levels(0, self.now.menu.price_level)
        here: Mapping[int, str] = dict.fromkeys(self.now.pages[self._page].articles, "✓")
        tiles = [
            replace(layout.tile(article, level), count=here.get(article.number, ""))
            for article in self._found(text)
        ]
        self.widget.show_results(tiles)

    def _add(self, number: object) -> None:
        chosen, self._chosen = self._chosen, None
        place = None if chosen is None or self.now.at(chosen) else chosen.place
        self.do(self.now.added(int(str(number)), self._page, place))
        self._show_found(self.widget.entry.field.text())

    def _add_first(self, text: str) -> None:
        found = self._found(text) if text else []
        if not found:
            raise Refused("Bitte einen Namen oder eine Nummer eingeben, oder einen Artikel antippen.")
        self._add(found[0].number)
        self.widget.entry.field.clear()
