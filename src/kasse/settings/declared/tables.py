"""Tables: how the plan shows them, and who may touch them."""

from __future__ import annotations

from kasse.settings.kinds import Number, NumberSet, Ranges, Switch
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
BOSS_OVERVIEW = Setting(
    key="tables.boss_overview",
    kind=Switch(),
    default=False,
    label="Nach dem Anmelden die Tische aller Bediener",
    help="Wer das Recht „Tische anderer Bediener“ hat, sieht nach dem Anmelden zuerst, was alle Bediener offen haben. "
    "Ein Tipp öffnet den Tisch.",
    page="Tische/Tischplan",
    words=("als chef belegte tische aller bediener anzeigen", "chefübersicht", "leitung", "übersicht"),
)
FREE_NUMBER_FROM = Setting(
    key="tables.free_number_from",
    kind=Number(1, 99_999),
    default=1,
    label="Freie Nummer suchen ab",
    help="Unter „Kasse“ bietet „Tisch mit Namen“ den nächsten freien Tisch von dieser Nummer an.",
    page="Tische/Tischplan",
    words=("tisch-bezeichnung", "freien tisch suchen ab nr.", "temporäre bezeichnung", "tischname"),
)
OPEN_TO_ALL = Setting(
    key="tables.open_to_all",
    kind=Switch(),
    default=False,
    label="Tische allen Bedienern zugänglich",
    help="Jeder Bediener sieht und kassiert alles, was auf einem Tisch steht. Sonst hat jeder dort nur, was er selbst "
    "boniert hat; alles sieht dann, wer das Recht „Tische anderer Bediener“ hat.",
    page="Tische/Zugang",
    words=("soll derselbe tisch für alle bediener zugänglich sein", "fremde tische", "kellnertrennung"),
    guard=Guard.TABLES_SETTLED,
)
ONE_WAITER_TABLES = Setting(
    key="tables.one_waiter",
    kind=Ranges(1, 99_999, most=5_000),
    default=NumberSet(),
    label="Tische für nur einen Bediener",
    help="Wer einen Tisch mit diesen Nummern zuerst öffnet, behält ihn; kein anderer darf an ihn, welche Rechte er auch "
    "hat. Er kann ihn aber übergeben.",
    page="Tische/Zugang",
    words=("dürfen nur von einem bediener geöffnet werden", "tischbereich", "nummernbereich", "stammkellner"),
)
AUTO_TABLES = Setting(
    key="tables.auto_numbers",
    kind=Ranges(1, 99_999, most=5_000),
    default=NumberSet(),
    label="Auto-Tischsuche von–bis",
    help="Im Tischplan steht die Taste „AUTO TISCH“: Sie öffnet den nächsten freien Tisch dieser Nummern. Dazu müssen die "
    "Tische allen Bedienern zugänglich sein.",
    page="Tische/Zugang",
    words=("auto tisch", "auto tischsuche von-bis", "freier tisch", "tischbereich", "nummernbereich"),
    only_if=OPEN_TO_ALL,
)
AUTO_TABLE = Setting(
    key="tables.auto",
    kind=Switch(),
    default=False,
    label="Taste „AUTO TISCH“ an dieser Kasse",
    help="Diese Kasse sucht freie Tische im Bereich der Auto-Tischsuche.",
    page="Tische/Zugang",
    scope=Scope.TERMINAL,
    words=("auto tischsuche", "freier tisch", "schnellverkauf"),
    only_if=OPEN_TO_ALL,
)
