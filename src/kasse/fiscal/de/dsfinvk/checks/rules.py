"""What a single row must say beyond the form of each value (group 3): one of two, or what another column asks for."""

from __future__ import annotations

from collections.abc import Callable

from kasse.fiscal.de.dsfinvk.checks.reading import Fields
from kasse.fiscal.de.dsfinvk.tables import TABLES

Rule = Callable[[Fields], str]
"""Takes a row; an empty text, or a German sentence on what it lacks."""


def _one_of(table: str, first: str, second: str) -> Rule:
    i, j = TABLES[table].position(first), TABLES[table].position(second)
    return lambda row: "" if row[i] or row[j] else f"Eines von {first} und {second} ist Pflicht."


def _named(table: str, column: str, value: str, wanted: tuple[str, ...]) -> Rule:
    i = TABLES[table].position(column)
    places = [(name, TABLES[table].position(name)) for name in wanted]

    def rule(row: Fields) -> str:
        if row[i] != value:
            return ""
        missing = [name for name, place in places if not row[place]]
        return f"Zu {column} „{value}“ fehlt {', '.join(missing)}." if missing else ""

    return rule


def _signed_or_failed() -> Rule:
    table = TABLES["transactions_tse"]
    error = table.position("TSE_TA_FEHLER")
    names = ("TSE_TANR", "TSE_TA_START", "TSE_TA_ENDE", "TSE_TA_VORGANGSART", "TSE_TA_SIGZ", "TSE_TA_SIG")
    places = [(name, table.position(name)) for name in names]

    def rule(row: Fields) -> str:
        if row[error]:
            return ""
        missing = [name for name, place in places if not row[place]]
        return f"Ohne TSE_TA_FEHLER ist Pflicht: {', '.join(missing)}." if missing else ""

    return rule


def _article() -> Rule:
    """MENGE and STK_BR are mandatory if the line is an article."""
    table = TABLES["lines"]
    article, quantity, price = (table.position(name) for name in ("ART_NR", "MENGE", "STK_BR"))

    def rule(row: Fields) -> str:
        if not row[article] or (row[quantity] and row[price]):
            return ""
        return "Zu einem Artikel sind MENGE und STK_BR Pflicht."

    return rule


RULES: dict[str, tuple[Rule, ...]] = {
    "cashpointclosing": (_one_of("cashpointclosing", "STNR", "USTID"),),
    "pa": (_one_of("pa", "AGENTUR_STNR", "AGENTUR_USTID"),),
    "transactions": (_named("transactions", "BON_TYP", "AVSonstige", ("BON_NAME",)),),
    "lines": (_article(),),
    "transactions_tse": (_signed_or_failed(),),
    "references": (
        _named("references", "REF_TYP", "Transaktion", ("REF_DATUM", "REF_Z_KASSE_ID")),
        _named("references", "REF_TYP", "ExterneSonstige", ("REF_NAME",)),
    ),
}
