"""Each closing: its master data (group 2), its number and moment (group 4), its totals (group 7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kasse.fiscal.de.dsfinvk.checks.closing import Case, Closing, place
from kasse.fiscal.de.dsfinvk.checks.files import closing_name
from kasse.fiscal.de.dsfinvk.checks.findings import Findings
from kasse.fiscal.de.dsfinvk.checks.order import id_number
from kasse.fiscal.de.dsfinvk.checks.values import CENT, Amounts, money
from kasse.fiscal.de.dsfinvk.tables import TABLES
from kasse.fiscal.de.dsfinvk.value_lists import CASH, FIRST_OWN_KEY, RATES
from kasse.fiscal.de.findings import shown

_TOLERANCE = CENT // 2
_FIRST, _LAST, _PAID, _CASH = place(
    "cashpointclosing", "Z_START_ID", "Z_ENDE_ID", "Z_SE_ZAHLUNGEN", "Z_SE_BARZAHLUNGEN"
)
_KEY = place("vat", "UST_SCHLUESSEL")[0]
_GV, _GV_NAME, _AGENCY, _GV_KEY, _GROSS, _NET, _TAX = place(
    "businesscases",
    "GV_TYP",
    "GV_NAME",
    "AGENTUR_ID",
    "UST_SCHLUESSEL",
    "Z_UMS_BRUTTO",
    "Z_UMS_NETTO",
    "Z_UST",
)
_TYPE, _NAME, _AMOUNT = place("payment", "ZAHLART_TYP", "ZAHLART_NAME", "Z_ZAHLART_BETRAG")
_CURRENCY, _CURRENCY_AMOUNT = place("cash_per_currency", "ZAHLART_WAEH", "ZAHLART_BETRAG_WAEH")
_UNSETTLED_KEY = 3
"""The rate for farmers changes every year, and the list knows those up to 2025."""


class ClosingChecks:
    """Sees the closings in the order of the export."""

    def __init__(self, findings: Findings, amounts: Amounts) -> None:
        self._findings = findings
        self._amounts = amounts
        self._last: dict[str, tuple[int, datetime | None]] = {}

    def begin(self, closing: Closing) -> None:
        """Check what is known before its receipts."""
        name = closing_name(closing.key)
        for table in ("cashpointclosing", "location", "cashregister"):
            if (count := len(closing.rows[table])) != 1:
                text = f"Zu einem Abschluss gehört hier genau eine Zeile; es sind {count}."
                self._findings.error(2, "one-row", text, TABLES[table].file, key=name)
        if not closing.rows["vat"]:
            self._findings.error(
                2, "no-vat", "Zu einem Abschluss gehört hier eine Zeile.", "vat.csv", key=name
            )
        self._check_rates(closing, name)
        self._check_number(closing, name)

    def _check_rates(self, closing: Closing, name: str) -> None:
        if len(closing.rates) != len(closing.rows["vat"]):
            self._findings.error(2, "vat-twice", "Ein Schlüssel kommt zweimal vor.", "vat.csv", key=name)
        for key, rate in closing.rates.items():
            number = int(key) if key.isascii() and key.isdigit() and len(key) < 10 else 0
            if number >= FIRST_OWN_KEY or rate in RATES.get(number, ()):
                continue
            text = f"Zum Umsatzsteuerschlüssel {shown(key)} gehört kein Satz von {money(rate * CENT)} %."
            add = self._findings.hint if number == _UNSETTLED_KEY else self._findings.error
            add(2, "vat-rate", text, "vat.csv", key=name)

    def _check_number(self, closing: Closing, name: str) -> None:
        number = int(closing.key[2]) if closing.key[2].isascii() and closing.key[2].isdigit() else None
        if number is None:
            return
        last = self._last.get(closing.key[0])
        self._last[closing.key[0]] = (number, closing.created)
        if last is None:
            return
        if number != last[0] + 1:
            text = f"Auf Abschluss {last[0]} muss {last[0] + 1} folgen."
            self._findings.error(4, "closing-number", text, "cashpointclosing.csv", key=name)
        if last[1] is not None and closing.created is not None and closing.created < last[1]:
            text = "Dieser Abschluss ist früher erstellt als der vorige."
            self._findings.error(4, "closing-time", text, "cashpointclosing.csv", key=name)

    def end(self, closing: Closing) -> None:
        """Check its totals, now that its receipts are added up."""
        name = closing_name(closing.key)
        for row in closing.rows["cashpointclosing"][:1]:
            self._check_range(closing, row[_FIRST], row[_LAST], name)
        if not closing.totals.is_whole:
            text = "Die Summen dieses Abschlusses haben zu viele Arten, um sie zu prüfen."
            self._findings.error(7, "too-many-kinds", text, key=name)
            return
        for row in closing.rows["cashpointclosing"][:1]:
            self._check_sums(closing, row[_PAID], row[_CASH], name)
        self._check_cases(closing, name)
        payments: dict[tuple[str, ...], int] = {}
        for row in closing.rows["payment"]:
            kind = (row[_TYPE], row[_NAME])
            payments[kind] = payments.get(kind, 0) + self._amounts[row[_AMOUNT]]
        self._compare(payments, closing.totals.payments, "payment.csv", "payment-total", name)
        cash: dict[tuple[str, ...], int] = {}
        for row in closing.rows["cash_per_currency"]:
            currency = (row[_CURRENCY],)
            cash[currency] = cash.get(currency, 0) + self._amounts[row[_CURRENCY_AMOUNT]]
        self._compare(cash, closing.totals.cash, "cash_per_currency.csv", "cash-total", name)

    def _check_range(self, closing: Closing, first: str, last: str, name: str) -> None:
        if not closing.receipts:
            return
        for column, told, found in (
            ("Z_START_ID", first, closing.lowest),
            ("Z_ENDE_ID", last, closing.highest),
        ):
            if told != found:
                text = f"{column} ist „{shown(told)}“, der Bon dazu im Abschluss ist „{shown(found)}“."
                self._findings.error(4, "closing-range", text, "cashpointclosing.csv", key=name)

    def _check_sums(self, closing: Closing, paid: str, cash: str, name: str) -> None:
        payments = closing.totals.payments
        in_cash = sum(amount for kind, amount in payments.items() if kind[0] == CASH)
        for column, told, found in (
            ("Z_SE_ZAHLUNGEN", paid, sum(payments.values())),
            ("Z_SE_BARZAHLUNGEN", cash, in_cash),
        ):
            if abs(self._amounts[told] - found) > _TOLERANCE:
                text = f"{column} ist {shown(told)}, die Belege ergeben {money(found)}."
                self._findings.error(7, "closing-sum", text, "cashpointclosing.csv", key=name)

    def _check_cases(self, closing: Closing, name: str) -> None:
        told: dict[Case, list[int]] = {}
        for row in closing.rows["businesscases"]:
            case = (row[_GV], row[_GV_NAME], "" if row[_AGENCY] == "0" else row[_AGENCY], row[_GV_KEY])
            sums = told.setdefault(case, [0, 0, 0])
            for i, column in enumerate((_GROSS, _NET, _TAX)):
                sums[i] += self._amounts[row[column]]
        totals = closing.totals
        nothing = [0, 0, 0]
        for case in sorted(told.keys() | totals.cases.keys()):
            gross, net, tax = told.get(case, nothing)
            candidates = [each.get(case, nothing) for each in (totals.cases, totals.without_voided)]
            fitting = [sums for sums in candidates if abs(sums[0] - gross) <= _TOLERANCE]
            shown_case = " / ".join([shown(part) for part in case if part])
            if not fitting:
                text = (
                    f"{shown_case}: dort stehen {money(gross)}, die Belege ergeben {money(candidates[0][0])}."
                )
                self._findings.error(7, "case-total", text, "businesscases.csv", key=name)
            elif not any(abs(s[1] - net) <= _TOLERANCE and abs(s[2] - tax) <= _TOLERANCE for s in fitting):
                text = (
                    f"{shown_case}: Netto {money(net)} und Steuer {money(tax)} sind nicht die Summen der Belege, "
                    f"{money(fitting[0][1])} und {money(fitting[0][2])}."
                )
                self._findings.error(7, "case-net", text, "businesscases.csv", key=name)

    def _compare(
        self,
        told: Mapping[tuple[str, ...], int],
        found: Mapping[tuple[str, ...], int],
        file: str,
        kind: str,
        name: str,
    ) -> None:
        for key in sorted(told.keys() | found.keys()):
            written, summed = told.get(key, 0), found.get(key, 0)
            if abs(written - summed) > _TOLERANCE:
                label = shown(", ".join([part for part in key if part]))
                text = f"{label}: dort stehen {money(written)}, die Belege ergeben {money(summed)}."
                self._findings.error(7, kind, text, file, key=name)


def first_and_last(lowest: str, highest: str, bon_id: str) -> tuple[str, str]:
    """The smallest and largest BON_ID with one more; where they are no numbers, the first and the last that came."""
    number, low, high = id_number(bon_id), id_number(lowest), id_number(highest)
    if number is None or low is None or high is None:
        return lowest or bon_id, bon_id
    return (bon_id if number < low else lowest), (bon_id if number > high else highest)
