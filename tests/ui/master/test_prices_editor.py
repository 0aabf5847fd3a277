"""A manager changes many prices, sees before what comes of it, and takes planned ones back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from kasse.domain.money import Money
from kasse.ports.books import ActKind
from kasse.ui.master.prices_editor import PricesEditor
from kasse.ui.master.special_view import Page
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from tests.ui.at_work import TillAtWork
from tests.ui.master.special_host import TillHost, stand, tap, tap_cell, type_words

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def host(at_work: TillAtWork) -> TillHost:
    return TillHost(at_work)


@pytest.fixture
def editor(host: TillHost, show: Show, look: Look) -> PricesEditor:
    look.set(metrics=Metrics(1024, 768))
    made = PricesEditor(host)
    show(made.widget)
    stand(made.widget)
    made.open(None)
    return made


def choose(editor: PricesEditor, tool: str, name: str) -> None:
    tap(editor.widget.tools[tool])
    tap_cell(editor.widget.choices.cells, name)


def raise_by(editor: PricesEditor, text: str) -> None:
    tap(editor.widget.tools["by"])
    type_words(editor.widget, text)


def only(editor: PricesEditor, host: TillHost, *groups: str) -> None:
    choose(editor, "which", "Warengruppen")
    for name in groups:
        tap_cell(editor.widget.choices.cells, name)
    tap(editor.widget.choices.close_key)


def apply(editor: PricesEditor, host: TillHost) -> None:
    editor.tapped("main")
    host.work.settle()


def prices(host: TillHost, level: int = 1) -> dict[int, Money | None]:
    articles = host.master.catalogue.articles.items()
    return {n: a.prices[level - 1] if level <= len(a.prices) else None for n, a in articles}


def group_names(host: TillHost) -> list[str]:
    groups = host.master.catalogue.groups
    used = {
        a.group
        for a in host.master.catalogue.articles.values()
        if a.active and not a.open_price and not a.function
    }
    return [groups[n].name for n in sorted(used)]


class TestPreview:
    def test_old_new_and_difference_stand_there_before_anything_is_changed(
        self, editor: PricesEditor, host: TillHost
    ) -> None:
        before = prices(host)
        raise_by(editor, "5 %")
        sheet = editor.widget.table.sheet
        assert "Artikeln ändern sich" in sheet.title
        assert sum(each.count for each in sheet.bins) == len([row for row in sheet.rows if row.new])
        for row in sheet.rows:
            if row.new:
                old = before[row.number]
                assert old is not None
                assert (row.old, row.difference) == (str(old), f"+{Money.parse(row.new) - old}")
        assert prices(host) == before

    def test_what_is_booked_is_what_was_shown(self, editor: PricesEditor, host: TillHost) -> None:
        before = prices(host)
        raise_by(editor, "+10 %")
        choose(editor, "grid", "auf …,90")
        choose(editor, "direction", "aufrunden")
        shown = {row.number: Money.parse(row.new) for row in editor.widget.table.sheet.rows if row.new}
        assert shown
        apply(editor, host)
        assert prices(host) == before | shown
        assert all(price.cents % 100 == 90 for price in shown.values())
        act = host.work.shop.till.books.journal(limit=1)[0]
        assert act.kind is ActKind.MASTER_DATA
        assert not editor.dirty
        assert "geändert" in host.work.notice

    def test_a_row_that_is_tapped_stays_as_it_is(self, editor: PricesEditor, host: TillHost) -> None:
        before = prices(host)
        raise_by(editor, "+1,00 €")
        table = editor.widget.table
        number = table.sheet.rows[0].number
        table.tapped.emit(number)
        assert table.sheet.rows[0].kept
        assert host.foot.main == f"{len([r for r in table.sheet.rows if r.new]) - 1} Preise ändern"
        apply(editor, host)
        assert prices(host)[number] == before[number]

    def test_without_a_change_the_key_says_what_is_missing(
        self, editor: PricesEditor, host: TillHost
    ) -> None:
        assert "links die Änderung" in host.foot.main_off


class TestFields:
    def test_only_the_groups_that_were_tapped_change(self, editor: PricesEditor, host: TillHost) -> None:
        name = group_names(host)[0]
        group = next(n for n, g in host.master.catalogue.groups.items() if g.name == name)
        only(editor, host, name)
        raise_by(editor, "10 %")
        articles = host.master.catalogue.articles
        assert {articles[row.number].group for row in editor.widget.table.sheet.rows} == {group}

    def test_only_the_articles_that_were_searched_for_change(
        self, editor: PricesEditor, host: TillHost
    ) -> None:
        article = next(a for a in host.master.catalogue.articles.values() if a.prices and a.function is None)
        choose(editor, "which", "Einzelne Artikel")
        editor.widget.entry.field.insert(str(article.number))
        tap_cell(editor.widget.entry.results, article.name.replace("\u00ad", ""))
        tap(editor.widget.entry.cancel_key)
        raise_by(editor, "0,10 €")
        assert [row.number for row in editor.widget.table.sheet.rows] == [article.number]

    @pytest.mark.feature("M-PR-05")
    def test_an_empty_level_is_filled_from_another(self, editor: PricesEditor, host: TillHost) -> None:
        before = prices(host)
        choose(editor, "target", "Preis 7")
        raise_by(editor, "-20 %")
        apply(editor, host)
        assert prices(host) == before
        seventh = {n: price for n, price in prices(host, 7).items() if price is not None}
        assert seventh
        assert all(
            price < (before[n] or price) for n, price in seventh.items() if (before[n] or Money(0)).cents > 50
        )

    def test_what_is_no_change_can_be_typed_again(self, editor: PricesEditor, host: TillHost) -> None:
        tap(editor.widget.tools["by"])
        type_words(editor.widget, "fünf")
        assert editor.widget.page is Page.WORDS
        assert "%" in host.work.notice
        tap_cell(editor.widget.entry.suggestions, "+2 %")
        tap(editor.widget.entry.accept_key)
        assert str(editor.now.by) == "+2 %"

    def test_twenty_steps_are_taken_back(self, editor: PricesEditor) -> None:
        raise_by(editor, "1 %")
        number = editor.widget.table.sheet.rows[0].number
        for _ in range(21):
            editor.widget.table.tapped.emit(number)
        for _ in range(22):
            tap(editor.widget.tools["undo"])
        assert not editor.dirty

    def test_what_is_half_filled_in_is_there_again(self, editor: PricesEditor) -> None:
        raise_by(editor, "1 %")
        assert editor.leave()
        editor.open(None)
        assert str(editor.now.by) == "+1 %"


class TestFromADay:
    def test_prices_are_planned_and_taken_back(self, editor: PricesEditor, host: TillHost) -> None:
        before = prices(host)
        raise_by(editor, "10 %")
        choose(editor, "since", "Anderer Tag")
        type_words(editor.widget, "20.11.2026")
        assert "nach dem heutigen Kassendatum" in host.work.notice
        type_words(editor.widget, "24.12.2026")
        assert host.foot.main.endswith("Preise planen")
        apply(editor, host)
        planned = host.master.catalogue.planned
        assert {row.valid_from for row in planned} == {date(2026, 12, 24)}
        assert prices(host) == before
        choose(editor, "planned", "ab 24.12.2026")
        tap_cell(editor.widget.choices.cells, "Zurücknehmen")
        host.work.settle()
        assert host.master.catalogue.planned == ()


@pytest.mark.parametrize("box", [(728, 448), (728, 568), (936, 600), (1496, 864)])
def test_every_key_is_large_enough(editor: PricesEditor, box: tuple[int, int]) -> None:
    stand(editor.widget, *box)
    faces = [key.place_in_parent() for key in editor.widget.tools.values()]
    for face in faces:
        assert min(face.w, face.h) >= 48
        assert face.bottom <= box[1]
    assert not any(a.overlaps(b) for i, a in enumerate(faces) for b in faces[:i])
