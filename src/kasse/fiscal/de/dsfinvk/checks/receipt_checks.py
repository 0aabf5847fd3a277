"""Each receipt: its moments and numbers (group 4), that its rows belong together (5), that its amounts add up (6)."""

from __future__ import annotations

from collections import Counter

from kasse.fiscal.de.dsfinvk.checks.closing import Closing, place
from kasse.fiscal.de.dsfinvk.checks.closing_checks import first_and_last
from kasse.fiscal.de.dsfinvk.checks.findings import Findings
from kasse.fiscal.de.dsfinvk.checks.numbers import IdSet
from kasse.fiscal.de.dsfinvk.checks.order import id_number
from kasse.fiscal.de.dsfinvk.checks.reading import Fields
from kasse.fiscal.de.dsfinvk.checks.values import CENT, Amounts, moment, money
from kasse.fiscal.de.dsfinvk.checks.walk import Receipt, receipt_name
from kasse.fiscal.de.dsfinvk.tables import TABLES
from kasse.fiscal.de.dsfinvk.value_lists import CASH, RECEIVABLE_GV
from kasse.fiscal.de.findings import shown

_HALF = CENT // 2
_TYPE, _TERMINAL, _START, _END, _TOTAL = place(
    "transactions", "BON_TYP", "TERMINAL_ID", "BON_START", "BON_ENDE", "UMS_BRUTTO"
)
_PAYMENT, _PAYMENT_NAME, _CURRENCY, _FOREIGN, _BASE = place(
    "datapayment", "ZAHLART_TYP", "ZAHLART_NAME", "ZAHLWAEH_CODE", "ZAHLWAEH_BETRAG", "BASISWAEH_BETRAG"
)
_LINE, _GV, _GV_NAME, _VOIDED, _AGENCY = place(
    "lines", "POS_ZEILE", "GV_TYP", "GV_NAME", "P_STORNO", "AGENTUR_ID"
)
_VAT_KEY, _GROSS, _NET, _TAX = place(
    "transactions_vat", "UST_SCHLUESSEL", "BON_BRUTTO", "BON_NETTO", "BON_UST"
)
_L_KEY, _L_GROSS, _L_NET, _L_TAX = place("lines_vat", "UST_SCHLUESSEL", "POS_BRUTTO", "POS_NETTO", "POS_UST")
_SUB_KEY = place("subitems", "ZI_UST_SCHLUESSEL")[0]
_ITEM_KEY = place("itemamounts", "UST_SCHLUESSEL")[0]
_REF_LINE = place("references", "POS_ZEILE")[0]
_TSE_ID = place("transactions_tse", "TSE_ID")[0]

SALE = "Beleg"
_MOST_KINDS = 20_000
_NO_SUMS = frozenset(("AVBelegabbruch", "AVSonstige", "AVTransfer"))
"""Types whose lines and totals need not agree: what was broken off has lines, but comes to nothing."""


class ReceiptChecks:
    """Sees every receipt, and adds sales up for its closing."""

    def __init__(self, findings: Findings, amounts: Amounts) -> None:
        self.ids: dict[str, IdSet] = {}
        """All BON_IDs by Z_KASSE_ID."""
        self._findings = findings
        self._amounts = amounts
        self._last: dict[str, int] = {}

    def check(self, receipt: Receipt, closing: Closing) -> None:
        """One more receipt of this closing."""
        name = receipt_name(closing.key, receipt.id)
        self._check_id(receipt.id, closing, name)
        self._check_times(receipt.head, closing, name)
        self._check_belonging(receipt, closing, name)
        self._check_amounts(receipt, closing, name)
        self._add_up(receipt, closing)

    def _check_id(self, bon_id: str, closing: Closing, name: str) -> None:
        till = closing.key[0]
        if not self.ids.setdefault(till, IdSet()).add(bon_id):
            self._findings.error(4, "id-twice", "Diese BON_ID gab es schon.", "transactions.csv", key=name)
        number = id_number(bon_id)
        if number is not None:
            if number < self._last.get(till, 0):
                text = "Diese BON_ID ist kleiner als eine vorige."
                self._findings.hint(4, "id-order", text, "transactions.csv", key=name)
            self._last[till] = number
        closing.receipts += 1
        closing.lowest, closing.highest = first_and_last(closing.lowest, closing.highest, bon_id)

    def _check_times(self, head: Fields, closing: Closing, name: str) -> None:
        start, end = moment(head[_START]), moment(head[_END])
        if start is None or end is None or closing.created is None:
            return
        if start > end:
            self._findings.error(
                4, "bon-time", "BON_START liegt nach BON_ENDE.", "transactions.csv", key=name
            )
        # Z_ERSTELLUNG often has no fractions.
        if end.replace(microsecond=0) > closing.created:
            text = "BON_ENDE liegt nach der Erstellung des Abschlusses."
            self._findings.error(4, "bon-time", text, "transactions.csv", key=name)

    def _check_belonging(self, receipt: Receipt, closing: Closing, name: str) -> None:
        told = self._findings.error
        lines = [row[_LINE] for row in receipt.lines]
        known = set(lines)
        if len(known) != len(lines):
            told(5, "line-twice", "Eine POS_ZEILE kommt zweimal vor.", "lines.csv", key=name)
        taxed: set[str] = set()
        for table, rows in (
            ("lines_vat", receipt.lines_vat), ("itemamounts", receipt.itemamounts), ("subitems", receipt.subitems),
        ):  # fmt: skip
            of = {row[_LINE] for row in rows}
            if table == "lines_vat":
                taxed = of
            if not of <= known:
                text = f"POS_ZEILE {shown(min(of - known))} gibt es in lines.csv nicht."
                told(5, "orphan-line", text, TABLES[table].file, key=name)
        if not known <= taxed:
            text = f"Zu POS_ZEILE {shown(min(known - taxed))} steht nichts in lines_vat.csv."
            told(5, "line-without-vat", text, "lines.csv", key=name)
        if any(row[_REF_LINE] and row[_REF_LINE] not in known for row in receipt.references):
            told(5, "orphan-line", "POS_ZEILE gibt es in lines.csv nicht.", "references.csv", key=name)
        if receipt.head[_TYPE] == SALE:
            for table, rows in (
                ("lines", receipt.lines), ("datapayment", receipt.datapayment),
                ("transactions_vat", receipt.transactions_vat),
            ):  # fmt: skip
                if not rows:
                    text = f"Zu diesem Beleg steht nichts in {TABLES[table].file}."
                    told(5, "incomplete", text, "transactions.csv", key=name)
        self._check_master_data(receipt, closing, name)

    def _check_master_data(self, receipt: Receipt, closing: Closing, name: str) -> None:
        keys = {row[_VAT_KEY] for row in receipt.transactions_vat}
        keys.update([row[_L_KEY] for row in receipt.lines_vat])
        keys.update([row[_ITEM_KEY] for row in receipt.itemamounts])
        keys.update([row[_SUB_KEY] for row in receipt.subitems])
        for key in keys - closing.rates.keys():
            text = f"Der Umsatzsteuerschlüssel {shown(key)} steht nicht in vat.csv."
            self._findings.error(2, "vat-key", text, key=name)
        for row in receipt.transactions_tse:
            if row[_TSE_ID] not in closing.tse_ids:
                text = f"Die TSE_ID {shown(row[_TSE_ID])} steht nicht in tse.csv."
                self._findings.error(2, "tse-id", text, "transactions_tse.csv", key=name)
        for row in receipt.lines:
            agency = row[_AGENCY]
            if agency not in {"", "0"} and agency not in closing.agencies:
                text = f"Die AGENTUR_ID {shown(agency)} steht nicht in pa.csv."
                self._findings.error(5, "agency", text, "lines.csv", key=name)
        terminal = receipt.head[_TERMINAL]
        if terminal and terminal not in closing.terminals and terminal != closing.key[0]:
            text = f"Die TERMINAL_ID {shown(terminal)} steht nicht in slaves.csv."
            self._findings.hint(5, "terminal", text, "transactions.csv", key=name)

    def _check_amounts(self, receipt: Receipt, closing: Closing, name: str) -> None:
        amounts, kind = self._amounts, receipt.head[_TYPE]
        total = amounts[receipt.head[_TOTAL]]
        on_account = any(row[_GV] in RECEIVABLE_GV for row in receipt.lines)
        count = len(receipt.lines_vat)
        by_key: Counter[str] = Counter()
        for row in receipt.transactions_vat:
            by_key[row[_VAT_KEY]] += amounts[row[_GROSS]]
            # Taxes that were rounded line by line differ by up to half a cent for each.
            self._check_tax(row, closing, CENT + count * _HALF, "transactions_vat.csv", name)
        for row in receipt.lines_vat:
            if row[_L_GROSS] and row[_L_NET] and row[_L_TAX]:
                self._check_tax(row[:4] + row[5:], closing, 2 * CENT, "lines_vat.csv", name)
        if kind == SALE:
            paid = sum([amounts[row[_BASE]] for row in receipt.datapayment])
            if abs(paid - total) > _HALF:
                text = f"Gezahlt sind {money(paid)}, UMS_BRUTTO ist {money(total)}."
                self._findings.error(6, "paid", text, "datapayment.csv", key=name)
            taxed = sum(by_key.values())
            if not on_account and abs(taxed - total) > _HALF:
                text = f"Nach Steuersätzen sind es {money(taxed)}, UMS_BRUTTO ist {money(total)}."
                self._findings.error(6, "total", text, "transactions_vat.csv", key=name)
        if not on_account and kind not in _NO_SUMS and receipt.transactions_vat:
            self._check_lines(receipt, by_key, name)

    def _check_tax(self, row: Fields, closing: Closing, tolerance: int, file: str, name: str) -> None:
        """`row` has the columns of transactions_vat."""
        amounts = self._amounts
        gross, net, tax = amounts[row[_GROSS]], amounts[row[_NET]], amounts[row[_TAX]]
        if abs(gross - net - tax) > _HALF:
            text = f"{money(net)} netto und {money(tax)} Steuer sind nicht {money(gross)} brutto."
            self._findings.error(6, "gross-net", text, file, key=name)
        rate = closing.rates.get(row[_VAT_KEY])
        if rate is not None and abs(tax * (10_000 + rate) - gross * rate) > tolerance * (10_000 + rate):
            text = f"{money(tax)} ist nicht die Steuer zu {money(rate * CENT)} % in {money(gross)}."
            self._findings.error(6, "tax", text, file, key=name)

    def _check_lines(self, receipt: Receipt, by_key: Counter[str], name: str) -> None:
        voided = {row[_LINE] for row in receipt.lines if row[_VOIDED] == "1"}
        everything: Counter[str] = Counter()
        counted: Counter[str] = Counter()
        for row in receipt.lines_vat:
            gross = self._amounts[row[_L_GROSS]]
            everything[row[_L_KEY]] += gross
            if row[_LINE] not in voided:
                counted[row[_L_KEY]] += gross
        for key in everything.keys() | by_key.keys():
            off = min(abs(everything[key] - by_key[key]), abs(counted[key] - by_key[key]))
            if off > _HALF:
                text = (
                    f"Die Positionen zum Umsatzsteuerschlüssel {shown(key)} ergeben {money(everything[key])}, "
                    f"der Bon {money(by_key[key])}."
                )
                # Prices without tax, rounded line by line, can come to some cents.
                add = (
                    self._findings.error
                    if off > len(receipt.lines_vat) * _HALF + _HALF
                    else self._findings.hint
                )
                add(6, "lines", text, "transactions_vat.csv", key=name)

    def _add_up(self, receipt: Receipt, closing: Closing) -> None:
        if receipt.head[_TYPE] != SALE:
            return
        amounts, totals = self._amounts, closing.totals
        if len(totals.cases) + len(totals.payments) > _MOST_KINDS:
            totals.is_whole = False
            return
        lines = {row[_LINE]: row for row in receipt.lines}
        for row in receipt.lines_vat:
            line = lines.get(row[_LINE])
            if line is None:
                continue
            agency = line[_AGENCY]
            case = (line[_GV], line[_GV_NAME], "" if agency == "0" else agency, row[_L_KEY])
            gross, net, tax = amounts[row[_L_GROSS]], amounts[row[_L_NET]], amounts[row[_L_TAX]]
            for sums in [totals.cases[case]] + (
                [] if line[_VOIDED] == "1" else [totals.without_voided[case]]
            ):
                sums[0] += gross
                sums[1] += net
                sums[2] += tax
        for row in receipt.datapayment:
            kind, base = row[_PAYMENT], amounts[row[_BASE]]
            totals.payments[kind, row[_PAYMENT_NAME]] += base
            if kind == CASH:
                is_foreign = row[_CURRENCY] not in {"", closing.currency}
                currency = row[_CURRENCY] or closing.currency
                totals.cash[(currency,)] += amounts[row[_FOREIGN]] if is_foreign else base
