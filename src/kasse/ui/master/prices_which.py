"""Which articles shall have other prices: all, those of groups, or one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kasse.domain.catalogue import Article
from kasse.domain.refused import Refused
from kasse.ui.master.prices_draft import Which
from kasse.ui.master.special_finding import ArticleFinder
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.text_entry import TextAsk
from kasse.ui.widgets.tile_grid import Tile

if TYPE_CHECKING:
    from kasse.ui.master.prices_editor import PricesEditor

MOST_FOUND = 60


class WhichArticles:
    """Asks in the place of the editor's page; every tap is a step of the editor."""

    def __init__(self, editor: PricesEditor) -> None:
        self._editor = editor
        self._finder = ArticleFinder()

    def open(self) -> None:
        """Ask."""
        names = ("Alle Artikel", "Hauptgruppen", "Warengruppen", "Einzelne Artikel")
        choices = [
            Choice(which, name, chosen=self._editor.now.which is which)
            for which, name in zip(Which, names, strict=True)
        ]
        key = self._editor.key
        number = int(key) if key is not None and str(key).isdigit() else 0
        article = self._editor.catalogue.articles.get(number)
        if article is not None:
            choices.append(Choice(article.number, f"Nur „{article.name}“"))
        self._editor.choose_from("Welche Artikel?", choices, self._choose_which)

    def _choose_which(self, which: object) -> None:
        match which:
            case Which.ALL:
                self._editor.do(self._editor.now.choosing(Which.ALL, frozenset()))
            case Which.CHOSEN:
                self._search()
            case Which.MAIN_GROUPS | Which.GROUPS:
                self._ask_groups(which)
            case int(number):
                self._editor.do(self._editor.now.choosing(Which.CHOSEN, frozenset({number})))

    def _numbers(self, which: Which) -> frozenset[int]:
        return self._editor.now.numbers if self._editor.now.which is which else frozenset()

    def _toggle(self, which: Which, number: int) -> None:
        self._editor.do(self._editor.now.choosing(which, self._numbers(which) ^ {number}))

    def _ask_groups(self, which: Which) -> None:
        catalogue, chosen = self._editor.catalogue, self._numbers(which)
        if which is Which.GROUPS:
            choices = [
                Choice(n, g.name, chosen=n in chosen, spine=self._spine(g.hue))
                for n, g in sorted(catalogue.groups.items())
            ]
        else:
            choices = [
                Choice(n, g.name, chosen=n in chosen) for n, g in sorted(catalogue.main_groups.items())
            ]

        def tapped(number: object) -> None:
            self._toggle(which, int(str(number)))
            self._ask_groups(which)

        title = "Welche Warengruppen?" if which is Which.GROUPS else "Welche Hauptgruppen?"
        self._editor.choose_from(title, choices, tapped, "Mehrere antippen.", "Fertig", done=True)

    def _spine(self, hue: str) -> str:
        hues = self._editor.host.look.hues
        return hues[hue].spine if hue in hues else ""

    def _search(self) -> None:
        ask = TextAsk(
            "Welche Artikel? Jeder Tipp nimmt einen dazu oder heraus",
            cancel="Fertig",
            placeholder="Name oder Nummer",
            search=True,
            lift=False,
        )
        self._editor.search(ask, self._show_found, self._toggle_found, self._toggle_first)

    def _found(self, text: str) -> list[Article]:
        if text.strip():
            return self._finder.found(self._editor.catalogue, text)
        articles, chosen = self._editor.catalogue.articles, self._numbers(Which.CHOSEN)
        ahead = [articles[n] for n in sorted(chosen) if n in articles]
        return [*ahead, *(a for a in articles.values() if a.active and a.number not in chosen)][:MOST_FOUND]

    def _show_found(self, text: str) -> None:
        chosen, groups = self._numbers(Which.CHOSEN), self._editor.catalogue.groups
        self._editor.widget.show_results(
            [
                Tile(a.number, a.name, hue=groups[a.group].hue, count="✓" if a.number in chosen else "")
                for a in self._found(text)
            ]
        )

    def _toggle_found(self, number: object) -> None:
        self._toggle(Which.CHOSEN, int(str(number)))
        self._show_found(self._editor.widget.entry.field.text())

    def _toggle_first(self, text: str) -> None:
        found = self._found(text) if text else []
        if not found:
            raise Refused("Bitte einen Namen oder eine Nummer eingeben, oder einen Artikel antippen.")
        self._toggle_found(found[0].number)
