"""A closing as the checks know it: its master data, and what its sales add up to on the way through its receipts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from kasse.fiscal.de.dsfinvk.checks.order import ClosingKey
from kasse.fiscal.de.dsfinvk.checks.reading import Fields
from kasse.fiscal.de.dsfinvk.checks.values import Amounts, cents, moment
from kasse.fiscal.de.dsfinvk.tables import TABLES


def place(table: str, *columns: str) -> tuple[int, ...]:
    """Where columns stand in a table."""
    return tuple(TABLES[table].position(column) for column in columns)


Case = tuple[str, str, str, str]
"""GV_TYP, GV_NAME, AGENTUR_ID ("" for the own business), UST_SCHLUESSEL."""

_SERIAL, _CURRENCY = place("cashregister", "KASSE_SERIENNR", "KASSE_BASISWAEH_CODE")
_KEY, _RATE = place("vat", "UST_SCHLUESSEL", "UST_SATZ")
_TERMINAL, _TERMINAL_SERIAL = place("slaves", "TERMINAL_ID", "TERMINAL_SERIENNR")
(_AGENCY,) = place("pa", "AGENTUR_ID")
(_TSE_ID,) = place("tse", "TSE_ID")


@dataclass(slots=True)
class Totals:
    """What the receipts of type Beleg add up to, in hundred-thousandths."""

    cases: dict[Case, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    """Gross, net and tax."""
    without_voided: dict[Case, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    """The same without lines that are marked by P_STORNO: some tills leave their amounts in, others do not count them."""
    payments: dict[tuple[str, ...], int] = field(default_factory=lambda: defaultdict(int))
    """By ZAHLART_TYP and ZAHLART_NAME."""
    is_whole: bool = True
    """Whether all could be added up: no till has so many kinds of business cases or payments."""
    cash: dict[tuple[str, ...], int] = field(default_factory=lambda: defaultdict(int))
    """Cash by currency alone, in that currency."""


@dataclass(slots=True)
class Closing:
    """One closing. `rows` are those of its master data and totals, by table."""

    key: ClosingKey
    rows: dict[str, list[Fields]]
    created: datetime | None
    currency: str
    rates: dict[str, int]
    """By VAT key as it is written: basis points."""
    terminals: frozenset[str]
    agencies: frozenset[str]
    tse_ids: frozenset[str]
    serials: tuple[str, ...]
    """Serial numbers under which a TSE may know this till and its terminals."""
    totals: Totals = field(default_factory=Totals)
    receipts: int = 0
    lowest: str = ""
    highest: str = ""
    """The BON_IDs that came first and last, or the smallest and largest where they are numbers."""


def closing(key: ClosingKey, rows: dict[str, list[Fields]], amounts: Amounts) -> Closing:
    """A closing from its rows."""
    registers, slaves = rows["cashregister"], rows["slaves"]
    serials = [row[_SERIAL] for row in registers] + [row[_TERMINAL_SERIAL] for row in slaves]
    return Closing(
        key=key,
        rows=rows,
        created=moment(key[1]),
        currency=registers[0][_CURRENCY] if registers and registers[0][_CURRENCY] else "EUR",
        rates={row[_KEY]: cents(amounts[row[_RATE]]) for row in rows["vat"]},
        terminals=frozenset(row[_TERMINAL] for row in slaves),
        agencies=frozenset(row[_AGENCY] for row in rows["pa"]),
        tse_ids=frozenset(row[_TSE_ID] for row in rows["tse"]),
        serials=tuple(dict.fromkeys([serial for serial in serials if serial])),
    )
