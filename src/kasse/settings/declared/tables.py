"""Tables: how the plan shows them, and who may touch them."""

from __future__ import annotations

from kasse.settings.kinds import Number, Switch
from kasse.settings.model import Guard, Scope, Setting

OVER_TIME_MINUTES = Setting(
    key="tables.over_time_minutes",
    kind=Number(5, 600, "Minuten", step=5),
    default=30,
    label="Tisch überzogen nach",
    help="Ist ein Tisch so lange offen, bekommt er im Tischplan die Farbe für überzogene Tische.",
    page="Tische/Tischplan",
    scope=Scope.TERMINAL,
    words=(
        "farbe überzogener tische",
        "tisch überziehen farbe",
        "farbänderung (min.)",
        "status-farben",
        "zeitüberschreitung",
    ),
)
ONLY_MINE = Setting(
    key="tables.only_mine",
    kind=Switch(),
    default=False,
    label="Zuerst nur die eigenen Tische",
    help="Der Tischplan zeigt nach dem Anmelden nur die Tische des Bedieners; „Alle“ zeigt jederzeit die übrigen.",
    page="Tische/Tischplan",
    words=("meine tische", "revier", "kellnertische"),
)
COUNTER_SALE = Setting(
    key="tables.counter_sale",
    kind=Switch(),
    default=True,
    label="Direktverkauf",
    help="Neben dem Tischplan steht die Taste für den Verkauf ohne Tisch.",
    page="Tische/Tischplan",
    scope=Scope.TERMINAL,
    words=("verkauf ohne tisch", "thekenverkauf", "barverkauf", "schnellverkauf"),
)
LAST_ORDERS = Setting(
    key="tables.last_orders",
    kind=Switch(),
    default=True,
    label="Letzte Bonierungen anzeigen",
    help="Unter „Kasse“ steht „Letzte Bonierungen“: was alle Bediener an dieser Kasse zuletzt boniert haben.",
    page="Tische/Tischplan",
    words=("letzte bons", "übersicht", "bestellungen", "bonierungen"),
)
LAST_ORDERS_MINUTES = Setting(
    key="tables.last_orders_minutes",
    kind=Number(0, 600, "Minuten", step=10),
    default=0,
    label="Letzte Bonierungen der letzten",
    help="So weit reicht die Übersicht der letzten Bonierungen zurück; mit 0 über den ganzen Tag.",
    page="Tische/Tischplan",
    words=("ganzer tag", "letzte minuten", "zeitraum"),
    only_if=LAST_ORDERS,
)
OPEN_TO_ALL = Setting(
    key="tables.open_to_all",
    kind=Switch(),
    default=False,
    label="Tische allen Bedienern zugänglich",
    help="Jeder Bediener darf jeden Tisch öffnen und sieht alles, was darauf steht. Sonst darf das nur, wer das Recht "
    "„Tische anderer Bediener“ hat.",
    page="Tische/Zugang",
    words=("soll derselbe tisch für alle bediener zugänglich sein", "fremde tische", "kellnertrennung"),
    guard=Guard.TABLES_SETTLED,
)
