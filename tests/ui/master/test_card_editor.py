"""A manager gives somebody a card; it signs in from now on, and nobody else gets the same one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from kasse.domain.staff import Operator
from kasse.ui.master.card_editor import CardEditor
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.usecases.sign_in import known_card
from tests.ui.at_work import TillAtWork
from tests.ui.master.special_host import TillHost, stand, tap, tap_cell

Show = Callable[[QWidget], QWidget]
WAITER, OTHER, CARD = "Anna Berger", "Petra Steiner", "04A3B2C1D0"


@pytest.fixture
def host(at_work: TillAtWork) -> TillHost:
    return TillHost(at_work)


@pytest.fixture
def editor(host: TillHost, show: Show, look: Look) -> CardEditor:
    look.set(metrics=Metrics(1024, 768))
    made = CardEditor(host)
    show(made.widget)
    stand(made.widget)
    made.open(None)
    return made


def operator(host: TillHost, name: str) -> Operator:
    return next(o for o in host.work.shop.till.staff.operators.values() if o.name == name)


def hold(host: TillHost, code: str) -> None:
    """The card to the reader."""
    wanted = host.work.desk.readings.wanted
    assert wanted is not None
    wanted(code)
    host.work.settle()


def marks(editor: CardEditor) -> dict[str, str]:
    return {row.title: row.mark for row in editor.widget.list.rows}


def test_a_card_held_to_the_reader_is_the_chosen_ones_from_now_on(editor: CardEditor, host: TillHost) -> None:
    tap_cell(editor.widget.list, WAITER)
    hold(host, CARD)
    assert known_card(host.work.shop.till, CARD) == operator(host, WAITER)
    editor.changed()
    assert marks(editor)[WAITER] == "Karte"
    assert marks(editor)[OTHER] == ""


def test_before_somebody_is_chosen_a_card_is_nobodys(editor: CardEditor, host: TillHost) -> None:
    hold(host, CARD)
    assert known_card(host.work.shop.till, CARD) is None
    assert "Zuerst links antippen" in editor.widget.panel.words


def test_a_card_that_somebody_has_is_refused_with_his_name(editor: CardEditor, host: TillHost) -> None:
    tap_cell(editor.widget.list, WAITER)
    hold(host, CARD)
    tap_cell(editor.widget.list, OTHER)
    hold(host, CARD)
    assert WAITER in editor.widget.panel.words
    assert not operator(host, OTHER).card


def test_it_is_taken_away_again_with_one_tap(editor: CardEditor, host: TillHost) -> None:
    tap_cell(editor.widget.list, WAITER)
    assert editor.widget.take_key.off_reason is not None
    hold(host, CARD)
    tap(editor.widget.take_key)
    host.work.settle()
    assert known_card(host.work.shop.till, CARD) is None


def test_a_bank_card_is_refused_in_one_sentence(editor: CardEditor, host: TillHost) -> None:
    tap_cell(editor.widget.list, WAITER)
    hold(host, ";4111111111111111=29121010000?")
    assert "Bankkarte" in editor.widget.panel.words
    assert not operator(host, WAITER).card


def test_when_it_is_not_seen_any_more_cards_sign_in_again(editor: CardEditor, host: TillHost) -> None:
    assert host.work.desk.readings.wanted is not None
    editor.widget.hide()
    assert host.work.desk.readings.wanted is None
