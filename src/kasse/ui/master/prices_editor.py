"""Changing many prices: what taps mean, what would come of it, and how it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from kasse.domain.catalogue import LEVELS, Catalogue, PlannedPrice
from kasse.domain.catalogue.price_change import ROUNDINGS, Direction, Raise
from kasse.domain.refused import Refused
from kasse.settings.kinds import Day
from kasse.ui.desk import once
from kasse.ui.master.host import Host
from kasse.ui.master.prices_draft import DIRECTIONS, PriceDraft, rounding_words, which_words
from kasse.ui.master.prices_showing import sheet_of
from kasse.ui.master.prices_view import PricesView
from kasse.ui.master.prices_which import WhichArticles
from kasse.ui.master.special_editor import Editor
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.change_master import Edit, MasterChanged
from kasse.usecases.change_prices import change_prices, take_back_planned

HINT = "Eine Zeile antippen nimmt den Artikel heraus oder wieder dazu."
BY_HINT = "Prozent wie 5 % oder −3,5 %, oder ein Betrag wie 0,20 € oder −0,50 €."
OFTEN = ("+2 %", "+3 %", "+5 %", "+10 %", "−5 %", "−10 %", "+0,10 €", "+0,20 €", "+0,50 €")


class PricesEditor(Editor[PriceDraft]):
    """See `Special`. What is half filled in stays until it is done or dropped: nothing is changed before."""

    widget: PricesView

    def __init__(self, host: Host) -> None:
        self._busy = False
        self._which = WhichArticles(self)
        super().__init__(host, PricesView(host.look))
        self.widget.tool.connect(self._tool)
        self.widget.table.tapped.connect(lambda number: self.do(self.now.toggled(int(str(number)))))

    def read(self) -> PriceDraft:
        """See `Editor`: nothing is in mind yet."""
        return PriceDraft()

    def edits(self, before: PriceDraft, after: PriceDraft) -> list[Edit]:
        """See `Editor`: it is not rows that are kept here, but what to do with them."""
        return []

    def leave(self) -> bool:
        """See `Special`: nothing would be lost."""
        self.end_asking()
        return True

    # Showing.

    @property
    def catalogue(self) -> Catalogue:
        """What is sold."""
        return self.master.catalogue

    def show(self) -> None:
        """See `Editor`."""
        now, catalogue = self.now, self.catalogue
        planned = len(catalogue.planned)
        words = {
            "which": which_words(now, catalogue),
            "source": f"Preis {now.source}",
            "target": f"Preis {now.target}",
            "by": str(now.by) if now.by is not None else "Änderung angeben",
            "grid": rounding_words(now.rounding),
            "direction": DIRECTIONS[now.rounding.direction],
            "since": f"ab {now.since:%d.%m.%Y}" if now.since else "sofort",
            "planned": f"{planned} geplante Preise" if planned else "Nichts geplant",
        }
        off = self.undo_off()
        if not planned:
            off["planned"] = "Es sind keine Preise geplant."
        self.widget.show_fields(words, off)
        self.widget.table.show_sheet(sheet_of(now, catalogue))

    def show_foot(self) -> None:
        """See `Editor`."""
        if not self._at_home():
            super().show_foot()
            return
        now = self.now
        count = sum(1 for row in self.widget.table.sheet.rows if row.new and not row.kept)
        off = "" if count else "So wird kein Preis ein anderer. Bitte links die Änderung angeben."
        what = "1 Preis" if count == 1 else f"{count} Preise"
        verb = f"{what} planen" if now.since else f"{what} ändern"
        words = HINT if count else "Links steht, was geschehen soll; rechts, was daraus würde."
        drop = "" if self.dirty else "Es ist nichts eingegeben."
        self.host.show_foot(Foot(words, "Verwerfen", drop, verb if count else "Preise ändern", off))

    def _at_home(self) -> bool:
        return not self.widget.table.isHidden()

    # Doing it.

    def save(self) -> None:
        """Change the prices, or plan them."""
        till, operator = self.host.desk.till, self.host.operator
        try:
            order = self.now.order(self.catalogue)
        except Refused as refusal:
            self.say(str(refusal))
            return
        self._have_done(lambda key: change_prices(till, operator, order, key=key), self._done)

    def _done(self, result: MasterChanged) -> None:
        since = self.now.since
        self.begin()
        what = "1 Preis" if result.rows == 1 else f"{result.rows} Preise"
        when = (
            f" ab {since:%d.%m.%Y} geplant."
            if since
            else (" ist geändert." if result.rows == 1 else " sind geändert.")
        )
        self.say(what + when)

    def _have_done(
        self, deed: Callable[[UUID], MasterChanged], then: Callable[[MasterChanged], None]
    ) -> None:
        if self._busy:
            return
        self._busy = True
        desk = self.host.desk

        def free() -> None:
            self._busy = False
            self.refresh()

        def done(result: MasterChanged) -> None:
            then(result)
            free()

        def refused(reason: str) -> None:
            self.say(reason)
            free()

        desk.do(desk.books, once(desk.till, deed), asker=self, then=done, refused=refused, failed=free)

    # Fields.

    def _tool(self, tool: object) -> None:
        asks: dict[str, Callable[[], None]] = {
            "undo": self.undo,
            "redo": self.redo,
            "which": self._which.open,
            "source": partial(self._ask_level, "source"),
            "target": partial(self._ask_level, "target"),
            "by": self._ask_by,
            "grid": self._ask_grid,
            "direction": self._ask_direction,
            "since": self._ask_since,
            "planned": self._ask_planned,
        }
        asks[str(tool)]()

    def _ask_level(self, end: str) -> None:
        own = Counter(
            level
            for article in self.catalogue.articles.values()
            for level, price in enumerate(article.prices, 1)
            if price is not None
        )
        now = self.now.source if end == "source" else self.now.target
        choices = [
            Choice(level, f"Preis {level}", f"{own[level]} Artikel", chosen=level == now)
            for level in range(1, LEVELS + 1)
        ]
        title = "Aus welcher Preisebene?" if end == "source" else "In welche Preisebene?"
        self.choose_from(
            title, choices, partial(self._take_level, end), "So viele Artikel haben dort einen Preis."
        )

    def _take_level(self, end: str, level: object) -> None:
        number, now = int(str(level)), self.now
        if end == "target":
            self.do(replace(now, target=number))
        else:
            together = now.source == now.target
            self.do(replace(now, source=number, target=number if together else now.target))

    def _ask_by(self) -> None:
        text = str(self.now.by) if self.now.by is not None else ""
        ask = TextAsk(
            "Um wie viel?",
            text,
            hint=BY_HINT,
            suggestions=OFTEN,
            replace=True,
            lift=False,
            signs=(("%", "%"),),
        )
        self.ask_words(ask, lambda typed: self.do(replace(self.now, by=Raise.parse(typed))))

    def _ask_grid(self) -> None:
        now = self.now.rounding
        choices = [
            Choice(i, rounding_words(each), chosen=(each.step, each.ending) == (now.step, now.ending))
            for i, each in enumerate(ROUNDINGS)
        ]
        self.choose_from("Auf welche Preise runden?", choices, self._take_grid)

    def _take_grid(self, index: object) -> None:
        grid = ROUNDINGS[int(str(index))]
        self.do(replace(self.now, rounding=replace(grid, direction=self.now.rounding.direction)))

    def _ask_direction(self) -> None:
        now = self.now.rounding.direction
        choices = [Choice(way, words, chosen=way is now) for way, words in DIRECTIONS.items()]
        self.choose_from("Wohin runden?", choices, self._take_direction)

    def _take_direction(self, way: object) -> None:
        self.do(replace(self.now, rounding=replace(self.now.rounding, direction=Direction(str(way)))))

    # Days.

    def _ask_since(self) -> None:
        today = self.host.desk.till.books.business_date
        month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        days = {
            "morgen": today + timedelta(days=1),
            "nächster Montag": today + timedelta(days=7 - today.weekday()),
            "Monatserster": month,
            "Jahresanfang": date(today.year + 1, 1, 1),
        }
        choices = [Choice("now", "sofort", chosen=self.now.since is None)]
        choices += [
            Choice(day.isoformat(), words, f"{day:%d.%m.%Y}", chosen=self.now.since == day)
            for words, day in days.items()
        ]
        choices.append(Choice("other", "Anderer Tag", icon="calendar-days"))
        hint = "Vom Beginn dieses Kassendatums an gelten die neuen Preise."
        self.choose_from("Ab wann?", choices, self._take_since, hint)

    def _take_since(self, day: object) -> None:
        if day == "other":
            hint = "Als Datum wie 01.12.2026."
            self.ask_words(TextAsk("Ab welchem Tag?", hint=hint, most=10, lift=False), self._type_since)
        else:
            self.do(replace(self.now, since=None if day == "now" else date.fromisoformat(str(day))))

    def _type_since(self, text: str) -> None:
        day = Day().read(text)
        if day is None or day <= self.host.desk.till.books.business_date:
            raise Refused("Bitte einen Tag nach dem heutigen Kassendatum angeben, wie 01.12.2026.")
        self.do(replace(self.now, since=day))

    def _ask_planned(self) -> None:
        days = Counter(planned.valid_from for planned in self.catalogue.planned)
        choices = [
            Choice(day, f"ab {day:%d.%m.%Y}", "1 Preis" if count == 1 else f"{count} Preise")
            for day, count in sorted(days.items())
        ]
        hint = "Antippen nimmt die Preise eines Tages zurück. Einzelne stehen in der Liste „Geplante Preise“."
        self.choose_from("Geplante Preise", choices, self._ask_take_back, hint)

    def _ask_take_back(self, day: object) -> None:
        rows = [planned for planned in self.catalogue.planned if planned.valid_from == day]
        choice = Choice("take", "Zurücknehmen", icon="undo-2", kind=KeyKind.DANGER)
        words = "1 geplanter Preis" if len(rows) == 1 else f"{len(rows)} geplante Preise"
        hint = f"{words} ab {day:%d.%m.%Y}; die Preise bleiben dann, wie sie sind."
        self.choose_from("Zurücknehmen?", [choice], lambda _choice: self._take_back(rows), hint, "Behalten")

    def _take_back(self, rows: list[PlannedPrice]) -> None:
        till, operator = self.host.desk.till, self.host.operator

        def deed(key: UUID) -> MasterChanged:
            return take_back_planned(till, operator, rows, key=key)

        self._have_done(deed, lambda _result: self.say("Zurückgenommen."))
