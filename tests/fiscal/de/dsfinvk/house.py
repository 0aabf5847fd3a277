"""A small till that writes exports: receipts given by their lines and payments, everything else added up from them."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kasse.fiscal.de.dsfinvk.rows import Row, Value
from kasse.fiscal.de.dsfinvk.tables import TABLES, certificate_parts
from kasse.fiscal.de.dsfinvk.value_lists import container
from kasse.fiscal.de.dsfinvk.writer import ExportWriter, Supplier
from kasse.fiscal.de.process_data import Vorgangstyp, bestellung, kassenbeleg
from tests.fiscal.de.dsfinvk.tse import ALGORITHM, TIME_FORMAT, Tse

ZONE = ZoneInfo("Europe/Berlin")
TILL = "KASSE-1"
SERIAL = "kasse 8f2c11d0"
RATES = {1: (1900, "Allgemeiner Steuersatz"), 2: (700, "Ermäßigter Steuersatz"), 5: (0, "Nicht steuerbar")}
SUPPLIER = Supplier("Gasthof Zur Post GmbH", "94032 Passau", "Export vom 14.03.2026 bis 16.03.2026")


def tax_in(gross: int, key: int) -> int:
    """The tax in a gross amount, half a cent rounded away from zero."""
    rate = RATES[key][0]
    tax = (2 * abs(gross) * rate + 10_000 + rate) // (2 * (10_000 + rate))
    return -tax if gross < 0 else tax


@dataclass(frozen=True)
class Line:
    """One line; `gross` by VAT key, in cents."""

    text: str
    gross: dict[int, int]
    gv: str = "Umsatz"
    gv_name: str = ""
    quantity: int = 1
    voucher: str = ""
    article: str = ""
    in_house: str = "1"
    agency: int = 0
    items: tuple[tuple[str, int, int], ...] = ()
    """How the price came about: kind, key, gross."""
    parts: tuple[tuple[str, str, int, int], ...] = ()
    """What a menu is made of: number, name, key, gross."""

    @property
    def total(self) -> int:
        """Gross over all keys."""
        return sum(self.gross.values())


@dataclass(frozen=True)
class Payment:
    """One payment in cents; `foreign` is a currency and the amount in it."""

    kind: str
    amount: int
    name: str = ""
    foreign: tuple[str, int] | None = None


@dataclass(frozen=True)
class Bon:
    """One receipt, or what DSFinV-K counts among them."""

    lines: tuple[Line, ...]
    payments: tuple[Payment, ...] = (Payment("Keine", 0),)
    kind: str = "Beleg"
    name: str = ""
    note: str = ""
    table: str = ""
    is_reversal: bool = False
    failure: str = ""
    references: tuple[tuple[Value, ...], ...] = ()
    """REF_TYP, REF_NAME, REF_DATUM, REF_Z_KASSE_ID, REF_Z_NR, REF_BON_ID."""
    process: str = "Kassenbeleg-V1"
    data: str | None = None
    customer: str = ""


@dataclass
class House:
    """Writes closings, one after the other."""

    tse: Tse = field(default_factory=lambda: Tse(SERIAL))
    bon_id: int = 100
    number: int = 0
    closings: list[tuple[str, int, dict[str, list[Row]]]] = field(default_factory=list)

    def close(
        self, begin: datetime, bons: Iterable[Bon], *, extra: dict[str, list[Row]] | None = None
    ) -> None:
        """Book these receipts, three minutes apart, and close five minutes after the last."""
        self.number += 1
        rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        moment, first = begin, self.bon_id + 1
        cases: dict[tuple[str, str, int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
        paid: dict[tuple[str, str], int] = defaultdict(int)
        cash: dict[str, int] = defaultdict(int)
        for bon in bons:
            self.bon_id += 1
            self._book(bon, moment, rows)
            if bon.kind == "Beleg":
                for line in bon.lines:
                    for key, gross in line.gross.items():
                        tax = tax_in(gross, key)
                        sums = cases[line.gv, line.gv_name, line.agency, key]
                        for i, amount in enumerate((gross, gross - tax, tax)):
                            sums[i] += amount
                for payment in bon.payments:
                    paid[payment.kind, payment.name] += payment.amount
                    if payment.kind == "Bar":
                        currency, amount = payment.foreign or ("EUR", payment.amount)
                        cash[currency] += amount
            moment += timedelta(minutes=3)
        created = (moment + timedelta(minutes=5)).astimezone(ZONE).isoformat(timespec="seconds")
        address = ("Marktplatz 1", "94032", "Passau", "DEU")
        in_cash = sum(amount for (kind, _), amount in paid.items() if kind == "Bar")
        first_id, last_id = (str(first), str(self.bon_id)) if self.bon_id >= first else ("", "")
        rows["cashpointclosing"] = [
            ("", "2.4", first_id, last_id, "Gasthof Zur Post GmbH", *address, "123/456/78901", "DE123456789",
             sum(paid.values()), in_cash)
        ]  # fmt: skip
        rows["location"] = [("Gasthof Zur Post", *address, "")]
        rows["cashregister"] = [("kasse", "PC", SERIAL, "kasse", "0.1.0", "EUR", "0")]
        rows["vat"] = [(key, rate, text) for key, (rate, text) in RATES.items()]
        certificate = base64.b64encode(self.tse.certificate).decode()
        rows["tse"] = [
            (
                1,
                self.tse.serial,
                ALGORITHM,
                TIME_FORMAT,
                "UTF-8",
                self.tse.public_key,
                *certificate_parts(certificate),
            )
        ]
        rows["businesscases"] = [
            (gv, name, agency, key, *sums) for (gv, name, agency, key), sums in cases.items()
        ]
        rows["payment"] = [(*kind, amount) for kind, amount in paid.items()]
        rows["cash_per_currency"] = list(cash.items())
        for name, more in (extra or {}).items():
            rows[name] += more
        self.closings.append((created, self.number, rows))

    def _book(self, bon: Bon, begin: datetime, rows: dict[str, list[Row]]) -> None:
        own = str(self.bon_id)
        end = begin + timedelta(minutes=1, seconds=7)
        total = sum(line.total for line in bon.lines)
        by_key: dict[int, int] = defaultdict(int)
        taxes: dict[int, int] = defaultdict(int)
        for i, line in enumerate(bon.lines, 1):
            for key, gross in line.gross.items():
                tax = tax_in(gross, key)
                by_key[key] += gross
                taxes[key] += tax
                rows["lines_vat"].append((own, str(i), key, gross, gross - tax, tax))
            price = abs(line.total // line.quantity)
            quantity = -line.quantity if line.total < 0 else line.quantity
            rows["lines"].append(
                (own, str(i), line.voucher, line.text, "", line.gv, line.gv_name, line.in_house, "0", line.agency,
                 line.article, "", "", "", quantity * 1000, 1000, "Stück", price)
            )  # fmt: skip
            for kind, key, gross in line.items:
                tax = tax_in(gross, key)
                rows["itemamounts"].append((own, str(i), kind, key, gross, gross - tax, tax))
            for number, name, key, gross in line.parts:
                tax = tax_in(gross, key)
                rows["subitems"].append(
                    (own, str(i), number, "", name, "", "", 1000, 1000, "Stück", key, gross, gross - tax, tax)
                )
        for key, gross in by_key.items():
            rows["transactions_vat"].append((own, key, gross, gross - taxes[key], taxes[key]))
        for payment in bon.payments:
            code, foreign = payment.foreign or ("EUR", None)
            rows["datapayment"].append((own, payment.kind, payment.name, code, foreign, payment.amount))
        rows["transactions"].append(
            (own, self.bon_id - 100, bon.kind, bon.name, "", "1" if bon.is_reversal else "0", local(begin), local(end),
             "7", "Vera", total, bon.customer, "", "Mitarbeiter" if bon.customer else "", "", "", "", "", "", bon.note)
        )  # fmt: skip
        if bon.table:
            rows["allocation_groups"].append((own, bon.table))
        rows["references"] += [(own, "", *reference) for reference in bon.references]
        rows["transactions_tse"].append((own, *self._secured(bon, by_key, begin, end)))

    def _secured(self, bon: Bon, by_key: dict[int, int], begin: datetime, end: datetime) -> tuple[Value, ...]:
        if bon.failure:
            self.tse.lose()
            return 1, None, "", "", "", None, "", bon.failure, ""
        data = bon.data if bon.data is not None else process_data(bon, by_key)
        number, start, finish, counter, signature = self.tse.sign(bon.process, data, begin, end)
        return 1, number, start, finish, bon.process, counter, signature, "", data

    def export(
        self, target: Path, change: Callable[[str, list[Row]], Sequence[Row]] = lambda _, rows: rows
    ) -> Path:
        """Write everything as an export."""
        with ExportWriter(target, supplier=SUPPLIER) as writer:
            for created, number, rows in self.closings:
                closing = writer.closing(TILL, created, number)
                for name, of_table in rows.items():
                    closing.append(name, change(name, of_table))
        return target


def process_data(bon: Bon, by_key: dict[int, int]) -> str:
    """What is secured for this receipt."""
    if bon.process == "Bestellung-V1":
        return bestellung(
            [(line.quantity * 1000, line.text, abs(line.total // line.quantity)) for line in bon.lines]
        )
    if bon.kind == "AVBelegabbruch":
        return kassenbeleg(Vorgangstyp.BELEGABBRUCH, [0] * 5, [])
    sums = [0] * 5
    for key, gross in by_key.items():
        sums[container(key, RATES[key][0]) - 1] += gross
    return kassenbeleg(
        Vorgangstyp(bon.kind),
        sums,
        [
            (
                "Bar" if payment.kind == "Bar" else "Unbar",
                payment.foreign[0] if payment.foreign else None,
                payment.foreign[1] if payment.foreign else payment.amount,
            )
            for payment in bon.payments
        ],
    )


def local(moment: datetime) -> str:
    """A moment of the till as it stands in the export."""
    return moment.astimezone(ZONE).isoformat(timespec="seconds")
