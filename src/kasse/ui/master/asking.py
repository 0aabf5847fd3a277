"""What is asked when a fact of a row is tapped: the same questions as in the settings."""

from __future__ import annotations

from typing import Any

from kasse.settings.names import Names
from kasse.sheets import Column
from kasse.ui.master.gathering import Gathering, gathered
from kasse.ui.settings.asking import Asking, Finding, Host, Listing, Naming, Picking, Typing
from kasse.ui.settings.asks import Browsed, Found, Listed, Named, Picked, Typed
from kasse.ui.settings.browsing import Browsing
from kasse.ui.settings.editors import ask

Fact = Column[Any, Any]


def question(host: Host[Fact], column: Fact, value: Any, names: Names) -> Asking[Fact] | None:
    """The question for another value of a fact; None where nothing is asked."""
    asking: Asking[Fact] | None = None
    if (found := gathered(column.kind, names)) is not None:
        return Gathering(host, column, found, column.kind.write(value))
    match ask(column.kind, value, names):
        case Typed() as typed:
            asking = Typing(host, column, typed)
        case Picked() as picked:
            asking = Picking(host, column, picked, column.kind.write(value))
        case Found() as one:
            asking = Finding(host, column, one)
        case Listed() as listed:
            asking = Listing(host, column, listed)
        case Named() as named:
            asking = Naming(host, column, named)
        case Browsed() as browsed:
            asking = Browsing(host, column, browsed)
    return asking
