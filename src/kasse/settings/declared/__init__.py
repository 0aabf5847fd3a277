"""All declarations, a file a topic, in the order in which the pages show them."""

from collections.abc import Sequence
from typing import Any

from kasse.settings.declared import (
    bar_tables,
    card_reader,
    cash,
    collective_tables,
    customer_display,
    data,
    fiscal_de,
    handing_over,
    menus,
    numbers,
    ordering,
    papers,
    paying,
    register,
    screen,
    sounds,
    table_colours,
    tables,
    touch_layout,
    tse_access,
    units,
)
from kasse.settings.model import Setting, checked

ALL: Sequence[Setting[Any]] = checked(
    value
    for topic in (
        screen,
        card_reader,
        sounds,
        customer_display,
        tables,
        table_colours,
        handing_over,
        bar_tables,
        collective_tables,
        touch_layout,
        ordering,
        units,
        paying,
        numbers,
        menus,
        papers,
        cash,
        register,
        fiscal_de,
        tse_access,
        data,
    )
    for value in vars(topic).values()
    if isinstance(value, Setting)
)
