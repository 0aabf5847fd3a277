"""The keys of one menu as somebody arranges them: pure steps from one arrangement to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kasse.domain.catalogue import Menu, MenuSection
from kasse.domain.refused import Refused

MOST_PAGES, MOST_PLACES, LONGEST = 60, 2000, 40


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page; both counted from 0."""

    page: int
    place: int


@dataclass(frozen=True, slots=True)
class KeyLook:
    """What an article's key shows of its own: text with soft hyphens (empty: the name), hue (empty: the group's)."""

    text: str
    hue: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A menu, and the looks that were given to keys since."""

    menu: Menu
    looks: Mapping[int, KeyLook] = field(default_factory=dict)

    @property
    def pages(self) -> tuple[MenuSection, ...]:
        """The pages of the menu."""
        return self.menu.sections

    def at(self, spot: Spot) -> int:
        """The article there; 0: the place is free."""
        if not 0 <= spot.page < len(self.pages):
            return 0
        articles = self.pages[spot.page].articles
        return articles[spot.place] if 0 <= spot.place < len(articles) else 0

    # Keys.

    def moved(self, source: Spot, target: Spot) -> Arrangement:
        """The key lies at the other place, what lay there in its old one; nothing else moves."""
        carried, met = self.at(source), self.at(target)
        if not carried or source == target:
            return self
        self._require_once(carried, target.page, unless=source.page)
        if met:
            self._require_once(met, source.page, unless=target.page)
        return self.put(target, carried).put(source, met)

    def sent(self, source: Spot, page: int) -> Arrangement:
        """The key lies on the first free place of another page."""
        if page == source.page:
            return self
        return self.moved(source, Spot(page, self.first_free(page)))

    def added(self, number: int, page: int, place: int | None) -> Arrangement:
        """An article more: at that place if it is free, else at the first free one."""
        self._require_once(number, page)
        spot = Spot(page, self.first_free(page) if place is None else place)
        if self.at(spot):
            spot = Spot(page, self.first_free(page))
        return self.put(spot, number)

    def taken(self, spot: Spot) -> Arrangement:
        """The place is free."""
        return self.put(spot, 0)

    def widened(self, spot: Spot) -> Arrangement:
        """A free place more there; what follows moves on by one."""
        articles = self.pages[spot.page].articles
        return self._with(spot.page, (*articles[: spot.place], 0, *articles[spot.place :]))

    def closed(self, spot: Spot) -> Arrangement:
        """The free place there is gone; what follows moves up by one."""
        if self.at(spot):
            raise Refused("Hier liegt ein Artikel. Geschlossen wird nur ein freier Platz.")
        articles = self.pages[spot.page].articles
        return self._with(spot.page, (*articles[: spot.place], *articles[spot.place + 1 :]))

    def looking(self, number: int, look: KeyLook) -> Arrangement:
        """The key of an article looks like that, on every menu."""
        return replace(self, looks={**self.looks, number: look})

    def first_free(self, page: int) -> int:
        """The first free place of a page, which may be the one behind its last key."""
        articles = self.pages[page].articles
        return articles.index(0) if 0 in articles else len(articles)

    # Pages.

    def page_added(self, name: str) -> Arrangement:
        """A page more, behind the last one.

        Raises:
            Refused: no name, a name that is there already, or too many pages.
        """
        if len(self.pages) >= MOST_PAGES:
            raise Refused(
                f"Mehr als {MOST_PAGES} Seiten hat eine Karte nicht. Bitte eine zweite Karte anlegen."
            )
        return self._pages((*self.pages, MenuSection(self._fresh(name), ())))

    def page_renamed(self, page: int, name: str) -> Arrangement:
        """The page is called otherwise.

        Raises:
            Refused: no name, or a name that is there already.
        """
        if name.strip() == self.pages[page].name:
            return self
        return self._page(page, replace(self.pages[page], name=self._fresh(name)))

    def page_coloured(self, page: int, hue: str) -> Arrangement:
        """The tab of the page has that hue; empty for none."""
        return self._page(page, replace(self.pages[page], hue=hue))

    def page_moved(self, page: int, step: int) -> Arrangement:
        """The page stands one further to the left (-1) or right (1); at the end it stays."""
        to = page + step
        if not 0 <= to < len(self.pages):
            return self
        pages = list(self.pages)
        pages.insert(to, pages.pop(page))
        return self._pages(pages)

    def page_removed(self, page: int) -> Arrangement:
        """The page and the places on it are gone; its articles stay articles."""
        return self._pages((*self.pages[:page], *self.pages[page + 1 :]))

    # How it is done.

    def _fresh(self, name: str) -> str:
        name = " ".join(name.split())
        if not name:
            raise Refused("Eine Seite braucht einen Namen, etwa „Suppen“.")
        if len(name) > LONGEST:
            raise Refused(f"Der Name einer Seite hat höchstens {LONGEST} Zeichen. Bitte kürzen.")
        if any(page.name.casefold() == name.casefold() for page in self.pages):
            raise Refused(f"Eine Seite „{name}“ gibt es schon. Bitte einen anderen Namen wählen.")
        return name

    def _require_once(self, number: int, page: int, *, unless: int | None = None) -> None:
        if page != unless and number in self.pages[page].articles:
            raise Refused(f"Dieser Artikel liegt schon auf der Seite „{self.pages[page].name}“.")

    def put(self, spot: Spot, number: int) -> Arrangement:
        """That article lies there, whatever lay there before; 0: nothing does."""
        articles = list(self.pages[spot.page].articles)
        articles += [0] * (spot.place + 1 - len(articles))
        articles[spot.place] = number
        return self._with(spot.page, articles)

    def _with(self, page: int, articles: Sequence[int]) -> Arrangement:
        used = len(articles)
        while used and not articles[used - 1]:
            used -= 1  # free places at the end are there anyway
        if used > MOST_PLACES:
            raise Refused(
                f"Mehr als {MOST_PLACES} Plätze hat eine Seite nicht. Bitte eine neue Seite anlegen."
            )
        return self._page(page, replace(self.pages[page], articles=tuple(articles[:used])))

    def _page(self, page: int, changed: MenuSection) -> Arrangement:
        return self._pages((*self.pages[:page], changed, *self.pages[page + 1 :]))

    def _pages(self, pages: Sequence[MenuSection]) -> Arrangement:
        return replace(self, menu=replace(self.menu, sections=tuple(pages)))
