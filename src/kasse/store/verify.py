"""The proof of the books: walks the chain and checks every sum, number, reference and signature in it.

Reads only; runs beside a till that sells (it looks at what was there when it began).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, Table

from kasse.domain.money import Money
from kasse.domain.tax import TaxRate, tax_sum
from kasse.ports.fiscal import DeviceFacts, Secured
from kasse.store import rows
from kasse.store.chain import GENESIS, act_hash
from kasse.store.statements import run
from kasse.store.tables import SEALED_DETAILS, facts

PORTION = 1000
Progress = Callable[[int, int], bool]
"""Acts done and acts in all; returns False to cancel."""
CheckSignatures = Callable[[Sequence[tuple[Secured, DeviceFacts | None]]], Sequence[str]]
"""For each signature an empty text, or a German sentence on what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be."""

    terminal: int
    seq: int
    text: str
    """German: what is wrong."""

    def __str__(self) -> str:
        return f"Kasse {self.terminal}, Journal {self.seq}: {self.text}"


@dataclass(slots=True)
class Report:
    """The outcome of a proof."""

    acts: int = 0
    rows: int = 0
    receipts: int = 0
    signatures: int = 0
    outages: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def verify_books(
    engine: Engine, check: CheckSignatures, progress: Progress = lambda _done, _total: True
) -> Report:
    """Prove the books of every terminal in a database."""
    report = Report()
    with engine.connect() as connection, connection.begin():
        counters = run(connection, "SELECT * FROM counter ORDER BY terminal").fetchall()
        total = sum(row[1] for row in counters)
        devices = {
            row[0]: rows.device_of(row)
            for row in run(
                connection,
                "SELECT serial, public_key, algorithm, log_time_format, certificate, description, is_test "
                "FROM signing_device",
            )
        }
        heads = {row[0] for row in run(connection, "SELECT number FROM business_version")}
        tabs = _Tabs()
        known = {row[0] for row in counters}
        _strangers(connection, known, report)
        for counter in counters:
            walk = _Walk(connection, counter, devices, heads, tabs, check, report)
            before = report.acts
            walk.run(lambda done, before=before: progress(before + done, total))  # type: ignore[misc]
        tabs.compare(connection, report)
    return report


def _strangers(connection: Connection, known: set[int], report: Report) -> None:
    """Rows of terminals that the books do not count."""
    for table in (facts.JOURNAL, *SEALED_DETAILS):
        for (terminal,) in run(connection, f"SELECT DISTINCT terminal FROM {table.name}"):
            if terminal not in known:
                report.findings.append(
                    Finding(terminal, 0, f"Zeilen in {table.name} ohne Zählerstand dieser Kasse.")
                )


class _Tabs:
    """What must be open by the journal: per line the sum of bookings less receipts."""

    def __init__(self) -> None:
        self._open: dict[tuple[int, int, str], list[int]] = {}

    def add(self, table: int, training: int, line_id: str, line: Sequence[int], sign: int) -> None:
        key = (table, training, line_id)
        entry = self._open.get(key)
        if entry is None:
            entry = self._open[key] = [0, 0, 0]
        for i in range(3):
            entry[i] += sign * line[i]
        if not any(entry):
            del self._open[key]

    def compare(self, connection: Connection, report: Report) -> None:
        stated: dict[tuple[int, int, str], list[int]] = {}
        for row in run(connection, "SELECT * FROM tab"):
            tab = rows.tab_of(row)
            if tab.total.cents != row[6]:
                report.findings.append(
                    Finding(0, 0, f"Tisch {tab.table}: Die Summe des Tisches stimmt nicht.")
                )
            for line in tab.lines:
                stated[tab.table, int(tab.training), line.id] = [
                    line.quantity.thousandths,
                    line.amount.cents,
                    line.discount.cents,
                ]
        for key in sorted(stated.keys() | self._open.keys()):
            if stated.get(key) != self._open.get(key):
                report.findings.append(
                    Finding(0, 0, f"Tisch {key[0]}: Posten {key[2]} ist anders offen, als das Journal sagt.")
                )


class _Walk:
    """The walk over one terminal's journal."""

    def __init__(
        self,
        connection: Connection,
        counter: Sequence[Any],
        devices: Mapping[str, DeviceFacts],
        heads: set[int],
        tabs: _Tabs,
        check: CheckSignatures,
        report: Report,
    ) -> None:
        self._connection = connection
        self.terminal: int = counter[0]
        self._counter = counter
        self._devices = devices
        self._heads = heads
        self._tabs = tabs
        self._check = check
        self._report = report
        self._last = {"customer_order": 0, "receipt": 0, "closing": 0}
        self._waiting: set[tuple[str, int]] = set()
        """Orders and receipts that have no signature yet."""
        self._aborted: dict[int, tuple[int, Sequence[Any], Sequence[Any]]] = {}
        self._reversed: set[int] = set()
        self._receipt_totals: dict[int, int] = {}
        self._to_check: list[tuple[int, Secured, DeviceFacts | None]] = []
        self._seq = 0

    def find(self, text: str) -> None:
        """Note a finding at the act in hand."""
        self._report.findings.append(Finding(self.terminal, self._seq, text))

    def run(self, progress: Callable[[int], bool]) -> None:
        """Walk from the first act to the last."""
        last: int = self._counter[1]
        previous, expected = GENESIS, 1
        for first in range(1, last + 1, PORTION):
            portion = self._portion(first, min(first + PORTION - 1, last))
            for act, details in portion:
                self._seq = act[1]
                if act[1] != expected:
                    self.find(f"Es fehlen Einträge: erwartet {expected}.")
                expected = act[1] + 1
                if act[8] != previous:
                    self.find(
                        "Die Kette ist unterbrochen: Der Eintrag davor ist nicht der, der hier gemeint ist."
                    )
                sealed = [[t.name, *row[2:]] for t, table_rows in details for row in table_rows]
                if act_hash(act[:9], sealed) != act[9]:
                    self.find("Der Eintrag oder eine seiner Zeilen wurde verändert.")
                previous = act[9]
                self._report.acts += 1
                self._report.rows += 1 + len(sealed)
                self._examine(act, dict(details))
            self._check_signatures()
            if not progress(first + PORTION - 1):
                return
        self._seq = last
        if expected != last + 1:
            self.find(f"Das Journal endet bei {expected - 1} statt bei {last}.")
        if last and previous != self._counter[2]:
            self.find("Der letzte Eintrag ist nicht der, den der Zähler nennt.")
        self._beyond(last)
        self._end()

    def _portion(
        self, first: int, last: int
    ) -> Iterator[tuple[Sequence[Any], list[tuple[Table, list[Any]]]]]:
        """Acts with their rows. Rows whose act is missing are findings."""
        con, span = self._connection, (self.terminal, first, last)
        by_seq: dict[int, list[tuple[Table, list[Any]]]] = defaultdict(list)
        for table in SEALED_DETAILS:
            group: list[Any] = []
            at = -1
            for row in run(
                con,
                f"SELECT * FROM {table.name} WHERE terminal=? AND seq BETWEEN ? AND ? ORDER BY seq, pos",
                span,
            ):
                if row[1] != at:
                    at, group = row[1], []
                    by_seq[at].append((table, group))
                group.append(row)
        acts = run(con, "SELECT * FROM journal WHERE terminal=? AND seq BETWEEN ? AND ? ORDER BY seq", span)
        for act in acts:
            yield act, by_seq.pop(act[1], [])
        for seq, orphans in by_seq.items():
            self._seq = seq
            for table, _ in orphans:
                self.find(f"Zeilen in {table.name} ohne Eintrag im Journal.")

    def _beyond(self, last: int) -> None:
        for table in (facts.JOURNAL, *SEALED_DETAILS):
            count = run(
                self._connection,
                f"SELECT COUNT(*) FROM {table.name} WHERE terminal=? AND (seq>? OR seq<1)",
                (self.terminal, last),
            ).scalar()
            if count:
                self.find(f"{count} Zeilen in {table.name} jenseits des Zählerstands.")

    # --- what an act says ---------------------------------------------------------------------------------

    def _examine(self, act: Sequence[Any], details: Mapping[Table, list[Any]]) -> None:
        if act[3] == "restore":
            body = json.loads(act[7])
            self._last["receipt"] += body.get("skipped_receipts", 0)
            self._last["customer_order"] += body.get("skipped_orders", 0)
        for row in details.get(facts.ORDER, ()):
            self._number("customer_order", row[3], "Bestellung")
            lines = details.get(facts.ORDER_LINE, ())
            # A discount alone orders nothing: it is secured with the receipt.
            if self._devices and any(line[9] for line in lines):
                self._waiting.add(("order", row[3]))
            self._order_lines(row, lines)
        for row in details.get(facts.RECEIPT, ()):
            self._number("receipt", row[3], "Beleg")
            self._receipt(row, details)
        for row in details.get(facts.RECEIPT_ABORT, ()):
            self._abort(row[3])
        for row in details.get(facts.SIGNATURE, ()):
            self._signature(row)
        for row in details.get(facts.CLOSING, ()):
            self._number("closing", row[3], "Abschluss")

    def _number(self, series: str, number: int, name: str) -> None:
        if number != self._last[series] + 1:
            self.find(f"{name} {number} folgt auf {self._last[series]}: Nummern fehlen oder sind doppelt.")
        self._last[series] = number

    def _order_lines(self, order: Sequence[Any], lines: Iterable[Sequence[Any]]) -> None:
        training = order[9]
        for row in lines:
            if row[3] != order[3]:
                self.find(f"Eine Zeile gehört zu Bestellung {row[3]}, steht aber bei {order[3]}.")
            self._line_sum(row[6:20])
            if row[4] != "discount" and not row[9]:
                self.find("Eine bestellte Zeile ohne Menge.")
            self._tabs.add(row[5], training, row[6], (row[9], row[10], row[11]), 1)

    def _line_sum(self, line: Sequence[Any]) -> None:
        components = json.loads(line[13])
        amount = sum(c[7] - c[8] for c in components)
        if amount != line[4] or sum(c[8] for c in components) != line[5]:
            self.find(f"Posten {line[0]}: Betrag und Bestandteile passen nicht zusammen.")

    def _receipt(self, r: Sequence[Any], details: Mapping[Table, list[Any]]) -> None:
        number, kind, total, tip, cash, training = r[3], r[4], r[9], r[10], r[11], r[18]
        self._report.receipts += 1
        lines = details.get(facts.RECEIPT_LINE, [])
        taxes = details.get(facts.RECEIPT_TAX, [])
        payments = details.get(facts.RECEIPT_PAYMENT, [])
        for row in (*lines, *taxes, *payments):
            if row[3] != number:
                self.find(f"Eine Zeile gehört zu Beleg {row[3]}, steht aber bei {number}.")
        self._taxes(number, lines, taxes, r[20], tip + cash)
        if sum(t[6] for t in taxes) != total:
            self.find(f"Beleg {number}: Die Summe ist nicht die der Steuersätze.")
        if kind != "internal" and sum(p[7] for p in payments) != total:
            self._internal_reversal(r, payments)
        self._receipt_totals[number] = total
        if r[19] not in self._heads:
            self.find(f"Beleg {number}: Der Kopf {r[19]} fehlt.")
        if r[16] is not None:
            self._reverses(number, r[16], total)
        if self._devices:
            self._waiting.add(("receipt", number))
        self._aborted[number] = (self._seq, r, lines)
        if len(self._aborted) > 64:
            self._aborted.pop(next(iter(self._aborted)))
        if r[13] is not None and r[16] is None:
            for row in lines:
                self._tabs.add(r[13], training, row[4], (row[7], row[8], row[9]), -1)

    def _taxes(
        self, number: int, lines: Iterable[Any], taxes: Iterable[Any], discounts: str, extra: int
    ) -> None:
        """The printed sums by rate against lines, discounts and what is not taxable (`extra`)."""
        by_rate: dict[tuple[int, int], int] = defaultdict(int)
        for row in lines:
            self._line_sum(row[4:18])
            for c in json.loads(row[17]):
                by_rate[c[4], c[5]] += c[7] - c[8]
        for _name, amounts in json.loads(discounts):
            for code, points, cents in amounts:
                by_rate[code, points] -= cents
        printed = {(t[4], t[5]): t for t in taxes}
        for key, t in printed.items():
            expected = by_rate.pop(key, 0)
            if extra and t[6] - expected == extra and t[5] == 0:
                expected, extra = expected + extra, 0
            if t[6] != expected:
                self.find(
                    f"Beleg {number}: Die Summe zu {TaxRate(*key)} stimmt nicht mit den Posten überein."
                )
            again = tax_sum(TaxRate(*key), Money(t[6]))
            if (t[7], t[8]) != (again.net.cents, again.tax.cents):
                self.find(f"Beleg {number}: Die Steuer zu {TaxRate(*key)} ist nicht die des Betrags.")
        if any(by_rate.values()) or extra:
            self.find(f"Beleg {number}: Ein Steuersatz der Posten fehlt in der Steuertabelle.")

    def _internal_reversal(self, r: Sequence[Any], payments: Sequence[Any]) -> None:
        """Only the reversal of an internal receipt may be without payments."""
        if r[16] is None or payments:
            self.find(f"Beleg {r[3]}: Die Zahlungen ergeben nicht die Summe.")

    def _reverses(self, number: int, original: int, total: int) -> None:
        if original in self._reversed:
            self.find(f"Beleg {original} ist zweimal storniert.")
        self._reversed.add(original)
        known = self._receipt_totals.get(original)
        if known is None:
            self.find(f"Beleg {number} storniert Beleg {original}, den es nicht gibt.")
        elif known != -total:
            self.find(f"Beleg {number} storniert Beleg {original} nicht ganz.")

    def _abort(self, number: int) -> None:
        found = self._aborted.get(number)
        self._waiting.discard(("receipt", number))
        if found is None:
            self.find(f"Abgebrochen ist Beleg {number}, den es so nicht gibt.")
            return
        _, r, lines = found
        if r[16] is not None:
            self._reversed.discard(r[16])
        elif r[13] is not None:
            for row in lines:
                self._tabs.add(r[13], r[18], row[4], (row[7], row[8], row[9]), 1)

    def _signature(self, row: Sequence[Any]) -> None:
        subject, number = row[3], row[4]
        if subject != "abort":
            if (subject, number) not in self._waiting:
                self.find(f"Eine Signatur für {subject} {number}, die keine braucht.")
            self._waiting.discard((subject, number))
        secured = rows.secured_of(row[3:])
        if secured.is_signed:
            self._report.signatures += 1
            self._to_check.append((self._seq, secured, self._devices.get(secured.serial)))
        else:
            self._report.outages += 1

    def _check_signatures(self) -> None:
        batch, self._to_check = self._to_check, []
        problems = self._check([(secured, device) for _, secured, device in batch])
        for (seq, _, _), problem in zip(batch, problems, strict=True):
            if problem:
                self._report.findings.append(Finding(self.terminal, seq, problem))

    def _end(self) -> None:
        pending = {(subject, number) for subject, number in json.loads(self._counter[9])}
        for subject, number in sorted(self._waiting - pending):
            name = "Bestellung" if subject == "order" else "Beleg"
            self.find(f"{name} {number} ist weder abgesichert noch als offen vermerkt.")
        for name, table, column in (
            ("Bestellung", "customer_order", 3),
            ("Beleg", "receipt", 4),
            ("Abschluss", "closing", 5),
        ):
            if self._last[table] != self._counter[column]:
                self.find(
                    f"Der Zähler für {name} steht auf {self._counter[column]} statt {self._last[table]}."
                )
