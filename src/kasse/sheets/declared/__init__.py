"""All sheets, a file a topic, in the order in which the tree shows them."""

from collections.abc import Sequence
from typing import Any

from kasse.sheets.declared.articles import ARTICLES
from kasse.sheets.declared.business import BUSINESS, UNITS
from kasse.sheets.declared.devices import PRINTERS, TERMINALS
from kasse.sheets.declared.groups import MAIN_GROUPS, PRODUCT_GROUPS, SIDE_GROUPS
from kasse.sheets.declared.menus import MENUS, PLANNED_PRICES
from kasse.sheets.declared.paying import AGENCIES, INTERNAL_ACCOUNTS, PAYMENT_METHODS
from kasse.sheets.declared.phrases import REMARKS, VOID_REASONS
from kasse.sheets.declared.staff import OPERATORS, PASSWORD_LEVELS
from kasse.sheets.declared.tables import AREAS, PLACES
from kasse.sheets.model import Sheet

ALL: Sequence[Sheet[Any]] = (
    ARTICLES,
    PRODUCT_GROUPS,
    MAIN_GROUPS,
    MENUS,
    SIDE_GROUPS,
    REMARKS,
    PLANNED_PRICES,
    PLACES,
    AREAS,
    OPERATORS,
    PASSWORD_LEVELS,
    PAYMENT_METHODS,
    INTERNAL_ACCOUNTS,
    VOID_REASONS,
    TERMINALS,
    PRINTERS,
    BUSINESS,
    UNITS,
    AGENCIES,
)

__all__ = [
    "AGENCIES",
    "ALL",
    "AREAS",
    "ARTICLES",
    "BUSINESS",
    "INTERNAL_ACCOUNTS",
    "MAIN_GROUPS",
    "MENUS",
    "OPERATORS",
    "PASSWORD_LEVELS",
    "PAYMENT_METHODS",
    "PLACES",
    "PLANNED_PRICES",
    "PRINTERS",
    "PRODUCT_GROUPS",
    "REMARKS",
    "SIDE_GROUPS",
    "TERMINALS",
    "UNITS",
    "VOID_REASONS",
]


def sheet(key: str) -> Sheet[Any]:
    """The sheet with this key.

    Raises:
        KeyError: there is none.
    """
    for each in ALL:
        if each.key == key:
            return each
    raise KeyError(key)
