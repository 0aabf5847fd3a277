"""The walk over the journal of one terminal: chain, numbers, references, sums, signatures."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from kasse.domain.sales import ReceiptKind
from kasse.ports.books import RecordKind
from kasse.ports.content import Ordered, Practised, Subject, Sums
from kasse.ports.fiscal import DeviceFacts
from kasse.store.act import TO_BE_SECURED
from kasse.store.chain import GENESIS, act_hash
from kasse.store.proof.lines import OpenTabs, line_problem, parts_of
from kasse.store.proof.menus import Menus
from kasse.store.proof.outages import Outages
from kasse.store.proof.receipts import Day, ReceiptRows, sum_problems
from kasse.store.proof.report import CheckSignatures, Claim, Report
from kasse.store.proof.vouchers import Vouchers
from kasse.store.statements import Row, run, tuples
from kasse.store.tables import SEALED_DETAILS, facts, law

PORTION = 1000
MOST_CHECKING = 16
"""Portions whose signatures may still be with the checker."""
UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
"""What reading a row can raise after somebody wrote nonsense into it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the walks over all terminals share."""

    connection: Connection
    devices: Mapping[str, DeviceFacts]
    heads: frozenset[int]
    tabs: OpenTabs
    vouchers: Vouchers
    menus: Menus
    check: CheckSignatures
    report: Report
    goes_on: Callable[[], bool]
    """Asked after each portion: tell how far it is, and whether to go on."""


class Walk:
    """The walk over one terminal's journal."""

    def __init__(self, ground: Ground, counter: Row) -> None:
        self._ground = ground
        self._report = ground.report
        self._counter = counter
        self._terminal: int = counter[0]
        self._seq = 0
        self._last = {"customer_order": 0, "receipt": 0, "closing": 0}
        self._date: str | None = None
        """The business date in force; None: the next act tells it."""
        self._closed = ("", 0, 0)
        """Date of the last closing, the receipt that it reached, its place in the journal."""
        self._day = Day()
        self._outages = Outages(self.find)
        self._waiting: dict[tuple[str, int], ReceiptRows | Subject] = {}
        """Orders, receipts and notes that have no signature yet."""
        self._totals: dict[int, int] = {}
        """Totals of receipts that can be reversed."""
        self._claims: list[tuple[int, Claim]] = []
        self._checking: deque[tuple[list[int], Iterable[str]]] = deque()

    def find(self, text: str) -> None:
        """Note a finding at the act in hand."""
        self._report.find(text, self._terminal, self._seq)

    def run(self) -> None:
        """Walk from the first act to the last."""
        last: int = self._counter[1]
        previous, expected = GENESIS, 1
        for first in range(1, last + 1, PORTION):
            for act, details in self._portion(first, min(first + PORTION - 1, last)):
                self._seq = act[1]
                if act[1] != expected:
                    self.find(f"Es fehlen Einträge: erwartet {expected}.")
                expected = act[1] + 1
                if act[8] != previous:
                    self.find(
                        "Die Kette ist unterbrochen: Der Eintrag davor ist nicht der, der hier gemeint ist."
                    )
                previous = act[9]
                self._prove(act, details)
            self._check_claims()
            if not self._ground.goes_on():
                return
        self._read_checks(0)
        self._seq = last
        if expected != last + 1:
            self.find(f"Das Journal endet bei {expected - 1} statt bei {last}.")
        if previous != self._counter[2]:
            self.find("Der letzte Eintrag ist nicht der, den der Zähler nennt.")
        self._end()

    def _portion(self, first: int, last: int) -> Iterator[tuple[Row, dict[Table, list[Row]]]]:
        """Acts with their rows by table. Rows whose act is missing are findings."""
        span = (self._terminal, first, last)
        within = "WHERE terminal=? AND seq BETWEEN ? AND ? ORDER BY seq"
        by_seq: dict[int, dict[Table, list[Row]]] = {}
        for table in SEALED_DETAILS:
            group: list[Row] = []
            at = None
            for row in tuples(self._ground.connection, f"SELECT * FROM {table.name} {within}, pos", span):
                if row[1] != at:
                    at, group = row[1], []
                    by_seq.setdefault(row[1], {})[table] = group
                group.append(row)
        for act in tuples(self._ground.connection, f"SELECT * FROM journal {within}", span):
            yield act, by_seq.pop(act[1], {})
        for seq, orphans in by_seq.items():
            self._seq = seq
            for table in orphans:
                self.find(f"Zeilen in {table.name} ohne Eintrag im Journal.")

    def _prove(self, act: Row, details: Mapping[Table, list[Row]]) -> None:
        sealed = [[table.name, *row[2:]] for table, group in details.items() for row in group]
        self._report.acts += 1
        self._report.rows += 1 + len(sealed)
        try:
            unchanged = act_hash(act[:9], sealed) == act[9]
        except UNREADABLE:  # something that is neither number nor text
            unchanged = False
        if not unchanged:
            self.find("Der Eintrag oder eine seiner Zeilen wurde verändert.")
        try:
            self._examine(act, details)
        except UNREADABLE:
            self.find("Der Eintrag lässt sich nicht lesen.")

    # --- what an act says ---------------------------------------------------------------------------------

    def _examine(self, act: Row, details: Mapping[Table, list[Row]]) -> None:
        self._business_date(act[5])
        if problem := self._ground.menus.add(act[7]):
            self.find(problem)
        if act[3] == "restore":
            body = json.loads(act[7])
            self._last["receipt"] += body.get("skipped_receipts", 0)
            self._last["customer_order"] += body.get("skipped_orders", 0)
        for row in details.get(facts.ORDER, ()):
            self._number("customer_order", row[3], "Bestellung")
            # With a receipt it is a change of prices that the receipt states and is secured with.
            waits = facts.RECEIPT not in details and bool(json.loads(act[7]).get(TO_BE_SECURED))
            self._order(row, details.get(facts.ORDER_LINE, []), waits=waits)
        for row in details.get(facts.RECEIPT, ()):
            self._number("receipt", row[3], "Beleg")
            self._receipt(act, row, details)
        for row in details.get(law.RECORD, ()):
            if row[3] == RecordKind.NOTE and json.loads(act[7]).get(TO_BE_SECURED):
                self._waiting["note", row[4]] = json.loads(row[5])["text"]
        for row in details.get(facts.RECEIPT_ABORT, ()):
            self._abort(row[3])
        for row in details.get(facts.SIGNATURE, ()):
            self._signature(row)
        self._outages.look_at(details)
        for row in details.get(facts.CLOSING, ()):
            self._number("closing", row[3], "Abschluss")
            self._closing(row)

    def _business_date(self, stated: str) -> None:
        if self._date is None:
            self._date = stated
            if stated <= self._closed[0]:
                self.find(f"Das Kassendatum {stated} ist schon abgeschlossen.")
        elif stated != self._date:
            self.find(f"Das Kassendatum wechselt ohne Abschluss von {self._date} auf {stated}.")

    def _number(self, series: str, number: int, name: str) -> None:
        if number != self._last[series] + 1:
            self.find(f"{name} {number} folgt auf {self._last[series]}: Nummern fehlen oder sind doppelt.")
        self._last[series] = number

    def _order(self, order: Row, lines: Sequence[Row], *, waits: bool) -> None:
        ordered: list[Ordered] = []
        sums: list[tuple[int, int]] = []
        tabs = self._ground.tabs
        for row in lines:
            if row[3] != order[3]:
                self.find(f"Eine Zeile gehört zu Bestellung {row[3]}, steht aber bei {order[3]}.")
            if row[4] != "discount" and not row[9]:
                self.find("Eine bestellte Zeile ohne Menge.")
            parts, line = parts_of(row[19]), row[6:20]
            if problem := line_problem(line, parts):
                self.find(problem)
            if problem := tabs.add(row[5], order[9], line, parts, 1):
                self.find(problem)
            ordered += [(row[9], part[1], part[6]) for part in parts.fixed]
            if order[9] and row[9]:
                sums += [(code, cents) for (code, _), cents in parts.by_rate.items()]
        if waits:
            practice = Sums(ReceiptKind.SALE, training=True, taxes=sums, payments=())
            self._waiting["order", order[3]] = Practised(practice, ordered) if order[9] else ordered

    def _receipt(self, act: Row, r: Row, details: Mapping[Table, list[Row]]) -> None:
        receipt = ReceiptRows(
            r,
            details.get(facts.RECEIPT_LINE, []),
            details.get(facts.RECEIPT_TAX, []),
            details.get(facts.RECEIPT_PAYMENT, []),
            details.get(law.RECEIPT_ADDITION, []),
            [parts_of(row[17]) for row in details.get(facts.RECEIPT_LINE, ())],
        )
        self._report.receipts += 1
        for row, each in zip(receipt.lines, receipt.parts, strict=True):
            if problem := line_problem(row[4:18], each):
                self.find(problem)
        self._ground.vouchers.add(self._terminal, receipt, 1)
        for problem in sum_problems(receipt):
            self.find(problem)
        number, head, original = r[3], r[19], r[16]
        if r[5] != act[5]:
            self.find(f"Beleg {number} trägt ein anderes Kassendatum als sein Eintrag.")
        if head not in self._ground.heads:
            self.find(f"Beleg {number}: Der Kopf {head} fehlt.")
        if original is not None and self._totals.pop(original, None) != -r[9]:
            self.find(
                f"Beleg {number} storniert Beleg {original} nicht ganz, ein zweites Mal oder ins Leere."
            )
        self._settle(receipt, -1)
        if json.loads(act[7]).get(TO_BE_SECURED):
            self._waiting["receipt", number] = receipt
        else:
            self._done(receipt)

    def _settle(self, receipt: ReceiptRows, sign: int) -> None:
        """What a receipt takes off its table (-1), or an aborted one gives back (1)."""
        r, tabs = receipt.head, self._ground.tabs
        if r[13] is not None and r[16] is None:
            for row, parts in zip(receipt.lines, receipt.parts, strict=True):
                if problem := tabs.add(r[13], r[18], row[4:18], parts, sign):
                    self.find(problem)

    def _done(self, receipt: ReceiptRows) -> None:
        self._day.add(receipt)
        if receipt.head[16] is None:
            self._totals[receipt.head[3]] = receipt.head[9]

    def _abort(self, number: int) -> None:
        receipt = self._waiting.pop(("receipt", number), None)
        if not isinstance(receipt, ReceiptRows):
            self.find(f"Abgebrochen ist Beleg {number}, der nicht auf seine Signatur wartete.")
            return
        self._settle(receipt, 1)
        self._ground.vouchers.add(self._terminal, receipt, -1)
        original = receipt.head[16]
        if original is not None:
            self._totals[original] = -receipt.head[9]

    def _signature(self, row: Row) -> None:
        subject: ReceiptRows | Subject | None = None
        if row[3] != "abort":
            subject = self._waiting.pop((row[3], row[4]), None)
            if subject is None:
                self.find(f"Eine Signatur für {row[3]} {row[4]}, die keine braucht.")
        device = self._ground.devices.get(row[5])
        if isinstance(subject, ReceiptRows):
            self._done(subject)
            subject = subject.sums()
        if row[16]:
            self._report.outages += 1
        else:
            self._report.signatures += 1
        self._claims.append((self._seq, Claim(row[3:], device, subject)))

    def _closing(self, row: Row) -> None:
        for problem in self._day.problems(row):
            self.find(problem)
        if row[4] != self._date:
            self.find(f"Abschluss {row[3]} schließt {row[4]} ab statt {self._date}.")
        if row[12] not in self._ground.heads:
            self.find(f"Abschluss {row[3]}: Der Kopf {row[12]} fehlt.")
        if self._waiting:
            self.find(f"Abschluss {row[3]}, obwohl noch nicht alles abgesichert war.")
        self._day = Day()
        self._closed = (row[4], self._last["receipt"], self._seq)
        self._date = None

    # --- what the law says, and what is left at the end ---------------------------------------------------

    def _check_claims(self) -> None:
        batch, self._claims = self._claims, []
        problems = self._ground.check([claim for _, claim in batch])
        self._checking.append(([seq for seq, _ in batch], problems))
        self._read_checks(MOST_CHECKING)

    def _read_checks(self, leave: int) -> None:
        while len(self._checking) > leave:
            seqs, problems = self._checking.popleft()
            for seq, problem in zip(seqs, problems, strict=True):
                if problem:
                    self._report.find(problem, self._terminal, seq)

    def _end(self) -> None:
        counter, last = self._counter, self._counter[1]
        for table in (facts.JOURNAL, *SEALED_DETAILS):
            beyond = f"SELECT COUNT(*) FROM {table.name} WHERE terminal=? AND (seq>? OR seq<1)"
            count = run(self._ground.connection, beyond, (self._terminal, last)).scalar()
            if count:
                self.find(f"{count} Zeilen in {table.name} jenseits des Zählerstands.")
        pending = {(subject, number) for subject, number in json.loads(counter[9])}
        for subject, number in sorted(pending ^ self._waiting.keys()):
            name = {"order": "Bestellung", "note": "Vermerk"}.get(subject, "Beleg")
            self.find(f"{name} {number} ist nach Journal und Zähler nicht gleich weit abgesichert.")
        stated = {"customer_order": counter[3], "receipt": counter[4], "closing": counter[5]}
        if stated != self._last or (counter[6], counter[7]) != self._closed[1:]:
            self.find(f"Der Zähler steht auf {stated}, das Journal auf {self._last}.")
        if counter[8] != self._date if self._date else counter[8] <= self._closed[0]:
            self.find(f"Das Kassendatum {counter[8]} ist nicht das des Journals.")
