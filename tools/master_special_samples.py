"""The special editors of master data, in the demonstration house, as the screen of master data frames them."""

from collections.abc import Callable, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from kasse.cli.master_file import demo_master
from kasse.domain.catalogue.price_change import Raise
from kasse.domain.master import Master
from kasse.domain.staff import Operator, Right
from kasse.sheets import Key
from kasse.ui.desk import Desk
from kasse.ui.master.card_editor import CardEditor
from kasse.ui.master.layout_editor import LayoutEditor
from kasse.ui.master.pin_editor import PinEditor
from kasse.ui.master.plan_editor import PlanEditor
from kasse.ui.master.prices_draft import PriceDraft, Which
from kasse.ui.master.prices_editor import PricesEditor
from kasse.ui.master.rights_editor import RightsEditor
from kasse.ui.master.taxes_page import TaxesPage
from kasse.ui.master.view import MasterView
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.theme.look import Look
from kasse.ui.view import View
from kasse.usecases.change_master import Edit

DAY = date(2026, 11, 20)


class Frame:
    """The screen around an editor, as far as a picture needs it."""

    def __init__(self, look: Look, view: MasterView, master: Master) -> None:
        self._view = view
        books = SimpleNamespace(business_date=DAY)
        till = SimpleNamespace(master=master, catalogue=master.catalogue, staff=master.staff, books=books)
        board = SimpleNamespace(say=lambda *_words: None)
        readings = SimpleNamespace(want=lambda _take: None)
        self.desk = cast("Desk", SimpleNamespace(till=till, board=board, readings=readings))
        self.look = look
        self.operator: Operator = next(
            o for o in master.staff.operators.values() if master.staff.has_all_rights(o)
        )

    def change(self, edits: Sequence[Edit], then: Callable[[], None] | None = None) -> None:
        """Nothing is changed in a picture."""

    def show_foot(self, foot: Foot) -> None:
        """See `Host`."""
        self._view.show_foot(foot)

    def back(self) -> None:
        """Nothing is behind a picture."""


def framed(look: Look, make: Callable[[Any], Any], key: Key | None = None) -> tuple[MasterView, Any]:
    """An editor in the screen of master data."""
    view = MasterView(look)
    editor = make(Frame(look, view, demo_master(lambda pin: pin).master))
    view.open_special(editor.widget)
    editor.open(key)
    editor.changed()
    return view, editor


def layout(look: Look) -> View:
    view, _editor = framed(look, LayoutEditor)
    return view


def layout_hand(look: Look) -> View:
    view, editor = framed(look, LayoutEditor)
    editor.widget.place_tapped.emit(1)
    editor.widget.pulled.emit(3, 9)
    editor.widget.place_tapped.emit(5)
    editor.show_foot()
    return view


def layout_search(look: Look) -> View:
    view, editor = framed(look, LayoutEditor)
    editor.widget.tool.emit("add")
    editor.widget.entry.field.insert("sch")
    return view


def layout_text(look: Look) -> View:
    view, editor = framed(look, LayoutEditor)
    editor.widget.place_tapped.emit(0)
    editor.widget.tool.emit("text")
    return view


def layout_large(look: Look) -> View:
    """As on the large screen of another till."""
    view, editor = framed(look, LayoutEditor)
    editor.widget.tool.emit("menu")
    editor.widget.choices.chosen.emit("XL")
    return view


def layout_menu(look: Look) -> View:
    """Which menu, and as on which screen."""
    view, editor = framed(look, LayoutEditor)
    editor.widget.tool.emit("menu")
    return view


def layout_hue(look: Look) -> View:
    view, editor = framed(look, LayoutEditor)
    editor.widget.tool.emit("page_hue")
    return view


def plan(look: Look) -> View:
    view, editor = framed(look, PlanEditor)
    editor.widget.canvas.tapped.emit(4)
    editor.show_foot()
    return view


def plan_several(look: Look) -> View:
    view, editor = framed(look, PlanEditor)
    editor.widget.canvas.lassoed.emit(frozenset({1, 2, 3}))
    editor.widget.canvas.moved.emit(1, 1, 1)
    editor.show_foot()
    return view


def plan_more(look: Look) -> View:
    view, editor = framed(look, PlanEditor)
    editor.widget.canvas.lassoed.emit(frozenset({1, 2, 3}))
    editor.widget.tool.emit("more")
    return view


def prices(look: Look) -> View:
    view, editor = framed(look, PricesEditor)
    by = PriceDraft(by=Raise(500)).choosing(Which.MAIN_GROUPS, frozenset({1, 2}))
    editor.do(by)
    editor.widget.table.tapped.emit(editor.widget.table.sheet.rows[2].number)
    editor.show_foot()
    return view


def prices_first(look: Look) -> View:
    view, _editor = framed(look, PricesEditor)
    return view


def prices_by(look: Look) -> View:
    view, editor = framed(look, PricesEditor)
    editor.widget.tool.emit("by")
    return view


def prices_since(look: Look) -> View:
    view, editor = framed(look, PricesEditor)
    editor.widget.tool.emit("since")
    return view


def rights(look: Look) -> View:
    view, editor = framed(look, RightsEditor, 2)
    editor.widget.grid.tapped.emit((Right.VOID, 1))
    editor.show_foot()
    return view


def pin(look: Look) -> View:
    view, editor = framed(look, PinEditor, 1)
    for digit in "1234":
        editor.widget.pad.press(digit)
    return view


def card(look: Look) -> View:
    view, _editor = framed(look, CardEditor, 1)
    return view


def taxes(look: Look) -> View:
    view, _page = framed(look, TaxesPage)
    return view


SCREENS: dict[str, Callable[[Look], View]] = {
    "master-layout": layout,
    "master-layout-hand": layout_hand,
    "master-layout-search": layout_search,
    "master-layout-text": layout_text,
    "master-layout-hue": layout_hue,
    "master-layout-menu": layout_menu,
    "master-layout-large": layout_large,
    "master-prices": prices,
    "master-prices-first": prices_first,
    "master-prices-by": prices_by,
    "master-prices-since": prices_since,
    "master-rights": rights,
    "master-pin": pin,
    "master-card": card,
    "master-taxes": taxes,
    "master-plan": plan,
    "master-plan-several": plan_several,
    "master-plan-more": plan_more,
}
