"""Which special editors there are, and above which list each of them is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from kasse.sheets import Sheet
from kasse.sheets.declared import (
    AREAS,
    ARTICLES,
    MENUS,
    OPERATORS,
    PASSWORD_LEVELS,
    PLACES,
    PLANNED_PRICES,
    PRODUCT_GROUPS,
)
from kasse.ui.master.card_editor import CardEditor
from kasse.ui.master.host import Host, Special
from kasse.ui.master.layout_editor import LayoutEditor
from kasse.ui.master.pin_editor import PinEditor
from kasse.ui.master.plan_editor import PlanEditor
from kasse.ui.master.prices_editor import PricesEditor
from kasse.ui.master.rights_editor import RightsEditor
from kasse.ui.master.taxes_page import TaxesPage


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of special editor: the list that leads to it, the word and icon on its key, and how it is made."""

    sheet: Sheet[Any]
    label: str
    icon: str
    make: Callable[[Host], Special]


SPECIALS: tuple[Kind, ...] = (
    Kind(ARTICLES, "Preise ändern", "percent", PricesEditor),
    Kind(PLANNED_PRICES, "Preise ändern", "percent", PricesEditor),
    Kind(MENUS, "Tasten anordnen", "layout-grid", LayoutEditor),
    Kind(PLACES, "Tischplan", "map", PlanEditor),
    Kind(PRODUCT_GROUPS, "Steuersätze", "scale", TaxesPage),
    Kind(OPERATORS, "PIN setzen", "key-round", PinEditor),
    Kind(OPERATORS, "Karte zuordnen", "nfc", CardEditor),
    Kind(PASSWORD_LEVELS, "Rechte vergeben", "shield-check", RightsEditor),
    Kind(AREAS, "Tischplan", "map", partial(PlanEditor, by_area=True)),
)
