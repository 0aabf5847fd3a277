"""Bar tables: settled in cash by themselves when somebody leaves them."""

from __future__ import annotations

from kasse.settings.kinds import NumberSet, Ranges, Switch
from kasse.settings.model import Guard, Setting

BAR_TABLES = Setting(
    key="tables.bar",
    kind=Switch(),
    default=False,
    label="Bartische verwenden",
    help="Ein Bartisch wird beim Verlassen von selbst bar kassiert; was dort boniert und noch nicht gesendet ist, geht "
    "vorher hinaus.",
    page="Tische/Bartische",
    words=("tische 900-989 als bartische verwenden", "theke", "sofort kassieren", "barverkauf", "schank"),
    guard=Guard.BAR_TABLES_SETTLED,
)
BAR_TABLE_NUMBERS = Setting(
    key="tables.bar_numbers",
    kind=Ranges(1, 99_999, most=5_000),
    default=NumberSet(((900, 989),)),
    label="Nummern der Bartische",
    help="Tische mit diesen Nummern sind Bartische. Angelegt werden sie wie andere Tische unter Stammdaten.",
    page="Tische/Bartische",
    words=("tischbereich", "nummernbereich", "900-989"),
    only_if=BAR_TABLES,
    guard=Guard.BAR_TABLES_SETTLED,
)
