"""Settings that no program declares: for tests of the registry itself."""

from __future__ import annotations

from typing import Any

from kasse.settings import Scope, Setting
from kasse.settings.kinds import Number, Printer, Switch, Text

COUNT = Setting(
    key="try.count",
    kind=Number(1, 9),
    default=3,
    label="Zahl",
    help="Eine Zahl, mit der nichts geschieht.",
    page="Probe/Eins",
    former=("try.number", "try.old_number"),
)
OWN = Setting(
    key="try.own",
    kind=Text(20),
    default="",
    label="Eigenes",
    help="Ein Text, der an jeder Kasse anders sein kann.",
    page="Probe/Eins",
    scope=Scope.TERMINAL,
)
BRANCH = Setting(
    key="try.branch",
    kind=Text(20),
    default="",
    label="Je Filiale",
    help="Ein Text, der in jeder Filiale anders sein kann.",
    page="Probe/Zwei",
    scope=Scope.BRANCH,
)
GATE = Setting(
    key="try.gate",
    kind=Switch(),
    default=False,
    label="Tor",
    help="Ohne diesen Schalter tut das andere nichts.",
    page="Probe/Zwei",
)
BEHIND = Setting(
    key="try.behind",
    kind=Switch(),
    default=True,
    label="Dahinter",
    help="Wirkt nur, wenn das Tor offen ist.",
    page="Probe/Zwei",
    only_if=GATE,
)
PAPER = Setting(
    key="try.paper",
    kind=Printer(),
    default="",
    label="Wohin",
    help="Ein Drucker, der da ist oder auch nicht.",
    page="Probe/Zwei",
)
EXAMPLES: tuple[Setting[Any], ...] = (COUNT, OWN, BRANCH, GATE, BEHIND, PAPER)
