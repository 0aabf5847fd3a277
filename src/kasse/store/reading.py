"""What the books on a SQL database answer; `kasse.store.books` adds the writing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine

from kasse.domain.business import Business
from kasse.domain.business_case import BusinessCase
from kasse.domain.customers import Customer
from kasse.domain.money import Money
from kasse.domain.orders import Tab
from kasse.domain.orders.menus import MenuOrder
from kasse.domain.sales import Receipt, receivable_receipt
from kasse.domain.shifts import Closing
from kasse.ports.bons import Bons
from kasse.ports.books import (
    ActKind,
    Booked,
    Order,
    Pending,
    Receivable,
    Record,
    RecordKind,
    Series,
    StoredReceipt,
    Subject,
    TabSummary,
    Voucher,
)
from kasse.ports.fiscal import DeviceFacts, Process
from kasse.store import rows
from kasse.store.act import Head
from kasse.store.bons import SqlBons
from kasse.store.closing_rows import closing_of
from kasse.store.connecting import reading
from kasse.store.day_reading import DayReading
from kasse.store.menu_orders import menu_order_of
from kasse.store.statements import run
from kasse.store.tabs import tab_query

_LINE_COLUMNS = (
    "number, line_id, article, name, quantity, amount, discount, operator, ordered_at, take_away, "
    "price_level, course, remark, station, components"
)
_RECEIPT_COLUMNS = (
    "number, kind, business_date, issued_at, operator, operator_name, total, tip, cash, reason, table_no, "
    "table_label, first_ordered_at, reverses, payer, training, head, discounts"
)
_TAX_COLUMNS = "number, code, basis_points, gross, net, tax"
_PAYMENT_COLUMNS = "number, code, name, kind, amount, given, change, currency, rate_micros"
_SIGNATURE_COLUMNS = (
    "subject, number, serial, client_id, process_type, process_data, tx, started_at, finished_at, "
    "start_counter, start_signature, counter, signature, error"
)


class SqlReading(DayReading):
    """What is in the books of one terminal, as its last act left them."""

    def __init__(self, reader: Engine, terminal: int, head: Head) -> None:
        super().__init__(reader)
        self.terminal = terminal
        self._head = head
        self._business_heads: dict[int, Business] = {}
        self._bons = SqlBons(reader)

    @property
    def bons(self) -> Bons:
        """See `Books`."""
        return self._bons

    @property
    def business_date(self) -> date:
        """See `Books`."""
        return date.fromisoformat(self._head.business_date)

    def booked(self, key: UUID) -> Booked | None:
        """See `Books`."""
        found = self._rows(f"{_BOOKED} WHERE key=?", (str(key),))
        return _booked(found[0]) if found else None

    def tab(self, table: int, *, training: bool = False, waiter: int | None = 0) -> Tab | None:
        """See `Books`."""
        found = self._rows(*tab_query(table, waiter, training=training))
        return rows.tab_of(found[0]) if found else None

    def open_tabs(self) -> Sequence[TabSummary]:
        """See `Books`."""
        found = self._rows(
            "SELECT table_no, name, operator, opened_at, total, guests, payer, bill_printed, training, waiter "
            "FROM tab ORDER BY table_no, training, waiter"
        )
        return [
            TabSummary(
                r[0], r[1], r[2], rows.moment(r[3]), Money(r[4]), r[5], r[6], bool(r[7]), bool(r[8]), r[9]
            )
            for r in found
        ]

    def menu_order(self, table: int) -> MenuOrder | None:
        """See `Books`."""
        found = self._rows("SELECT * FROM menu_order WHERE table_no=?", (table,))
        return menu_order_of(found[0]) if found else None

    def menu_orders(self) -> Sequence[MenuOrder]:
        """See `Books`."""
        found = self._rows("SELECT * FROM menu_order WHERE items<>'[]' ORDER BY table_no")
        return [menu_order_of(row) for row in found]

    def pending(self) -> Sequence[Pending]:
        """See `Books`."""
        return [Pending(Subject(subject), number) for subject, number in json.loads(self._head.pending)]

    def last_transaction(self, serial: str, *, before: Pending | None = None) -> int:
        """See `Books`."""
        earlier, place = "", tuple[int, ...]()
        if before is not None:
            where = _BOOKED_IN[before.subject]
            earlier = f"AND seq<(SELECT seq FROM {where} terminal=? AND number=?) "
            place = (self.terminal, before.number)
        found = self._rows(
            f"SELECT tx FROM signature WHERE serial=? AND tx IS NOT NULL AND terminal=? {earlier}"
            "ORDER BY tx DESC LIMIT 1",
            (serial, self.terminal, *place),
        )
        return int(found[0][0]) if found else 0

    def knows_transaction(self, serial: str, transaction: int) -> bool:
        """See `Books`."""
        return bool(self._rows("SELECT 1 FROM signature WHERE serial=? AND tx=?", (serial, transaction)))

    def unsigned_since(self, serial: str, transaction: int) -> Sequence[Process]:
        """See `Books`."""
        found = self._rows(
            "SELECT client_id, process_type, process_data FROM signature WHERE terminal=? AND error<>'' "
            "AND seq>(SELECT COALESCE(MAX(seq), 0) FROM signature WHERE serial=? AND tx=? AND terminal=?) "
            "ORDER BY seq",
            (self.terminal, serial, transaction, self.terminal),
        )
        return [Process(*row) for row in found]

    def device(self, serial: str) -> DeviceFacts | None:
        """See `Books`."""
        found = self._rows(
            "SELECT serial, public_key, algorithm, log_time_format, certificate, description, is_test "
            "FROM signing_device WHERE serial=? ORDER BY terminal, seq",
            (serial,),
        )
        return rows.device_of(found[0]) if found else None

    def last_device(self) -> DeviceFacts | None:
        """See `Books`."""
        found = self._rows(
            "SELECT serial FROM signature WHERE terminal=? AND tx IS NOT NULL ORDER BY seq DESC LIMIT 1",
            (self.terminal,),
        )
        return self.device(found[0][0]) if found else None

    def device_since(self, serial: str) -> datetime | None:
        """See `Books`."""
        found = self._rows(
            "SELECT j.at FROM signature s JOIN journal j ON j.terminal=s.terminal AND j.seq=s.seq "
            "WHERE s.terminal=? AND s.serial=? AND s.tx IS NOT NULL ORDER BY s.tx LIMIT 1",
            (self.terminal, serial),
        )
        return rows.moment(found[0][0]) if found else None

    def order(self, number: int) -> Order:
        """See `Books`."""
        heads = self._rows(
            "SELECT seq, table_no, table_label, operator, operator_name, at, training FROM customer_order "
            "WHERE terminal=? AND number=?",
            (self.terminal, number),
        )
        if not heads:
            raise KeyError(number)
        seq, table, label, operator, name, at, training = heads[0]
        lines = self._rows(
            f"SELECT number, kind, table_no, {_LINE_COLUMNS.removeprefix('number, ')}, reason, origin "
            "FROM order_line WHERE terminal=? AND seq=? ORDER BY pos",
            (self.terminal, seq),
        )
        return Order(
            self.terminal, number, table, label, operator, name, rows.moment(at),
            tuple(rows.booking_of(line) for line in lines), bool(training),
        )  # fmt: skip

    def orders_since(self, since: datetime | None, limit: int) -> Sequence[Order]:
        """See `Books`."""
        found = self._rows(
            "SELECT number FROM customer_order WHERE terminal=? AND at>=? "
            "AND seq>(SELECT COALESCE(MAX(seq), 0) FROM closing WHERE terminal=?) ORDER BY seq DESC LIMIT ?",
            (self.terminal, 0 if since is None else rows.millis(since), self.terminal, limit),
        )
        return [self.order(number) for (number,) in found]

    def receipt(self, number: int) -> StoredReceipt:
        """See `Books`."""
        found = self._receipts("terminal=? AND number=?", (self.terminal, number))
        if not found:
            raise KeyError(number)
        return found[0]

    def acts_of_receipt(self, number: int, kind: ActKind) -> Sequence[Booked]:
        """See `Books`."""
        found = self._rows(
            f"{_BOOKED} WHERE terminal=? AND seq>=(SELECT seq FROM receipt WHERE terminal=? AND number=?) "
            "AND kind=? ORDER BY seq",
            (self.terminal, self.terminal, number, kind.value),
        )
        return [act for act in map(_booked, found) if act.body.get("receipt") == number]

    def latest_receipts(self, limit: int, *, before: int | None = None) -> Sequence[StoredReceipt]:
        """See `Books`."""
        below = self._head.receipts + 1 if before is None else before
        # Not reckoned from the number: after an old backup was restored there may be a gap of any width.
        found = self._rows(
            "SELECT number FROM receipt WHERE terminal=? AND number<? ORDER BY number DESC LIMIT ?",
            (self.terminal, below, limit),
        )
        if not found:
            return []
        span = (self.terminal, found[-1][0], found[0][0])
        return self._receipts("terminal=? AND number BETWEEN ? AND ?", span)[::-1]

    def receipts_between(self, first: int, last: int) -> Iterator[Receipt]:
        """See `Books`. Reads in portions, so that a long day needs no more memory than a short one."""
        for number in range(first, last + 1, 500):
            portion = self._receipts(
                "terminal=? AND number BETWEEN ? AND ?", (self.terminal, number, min(number + 499, last))
            )
            yield from (stored.receipt for stored in portion if not stored.aborted)

    def receipts_of(self, terminal: int, first: int, last: int) -> Iterator[Receipt]:
        """See `Books`."""
        return SqlReading(self._reader, terminal, self._head).receipts_between(first, last)

    def reversal_of(self, number: int) -> int | None:
        """See `Books`."""
        found = self._rows(
            "SELECT r.number FROM receipt r LEFT JOIN receipt_abort a "
            "ON a.terminal=r.terminal AND a.number=r.number "
            "WHERE r.terminal=? AND r.reverses=? AND a.number IS NULL",
            (self.terminal, number),
        )
        return found[0][0] if found else None

    def receipts_of_day(self) -> Iterator[Receipt]:
        """See `Books`."""
        return self.receipts_between(self._head.closed_receipt + 1, self._head.receipts)

    def _receipts(self, where: str, parameters: tuple[Any, ...]) -> list[StoredReceipt]:
        with reading(self._reader) as connection:

            def fetch(columns: str, table: str, condition: str, values: tuple[Any, ...]) -> Sequence[Any]:
                found: Sequence[Any] = run(
                    connection, f"SELECT seq, {columns} FROM {table} WHERE {condition}", values
                ).fetchall()
                return found

            heads = fetch(_RECEIPT_COLUMNS, "receipt", f"{where} ORDER BY number", parameters)
            if not heads:
                return []
            span = (self.terminal, heads[0][0], heads[-1][0])
            within = "terminal=? AND seq BETWEEN ? AND ? ORDER BY seq, pos"
            lines = _by_seq(fetch(_LINE_COLUMNS, "receipt_line", within, span))
            taxes = _by_seq(fetch(_TAX_COLUMNS, "receipt_tax", within, span))
            payments = _by_seq(fetch(_PAYMENT_COLUMNS, "receipt_payment", within, span))
            numbers = (self.terminal, heads[0][1], heads[-1][1])
            signatures = {
                row[2]: rows.secured_of(row[1:])
                for row in fetch(
                    _SIGNATURE_COLUMNS,
                    "signature",
                    "terminal=? AND subject='receipt' AND number BETWEEN ? AND ?",
                    numbers,
                )
            }
            aborted = {
                row[1]
                for row in fetch("number", "receipt_abort", "terminal=? AND number BETWEEN ? AND ?", numbers)
            }
            additions = _by_seq(fetch("number, kind, body", "receipt_addition", within, span))
            if any(not secured.is_signed for secured in signatures.values()):
                unsigned = fetch(
                    "number, outage",
                    "outage_subject",
                    "terminal=? AND subject='receipt' AND number BETWEEN ? AND ?",
                    numbers,
                )
                for _, number, outage in unsigned:
                    signatures[number] = replace(signatures[number], outage=outage)
            return [
                StoredReceipt(
                    rows.with_additions(
                        rows.receipt_of(self.terminal, h[1:], lines[h[0]], taxes[h[0]], payments[h[0]]),
                        additions.get(h[0], ()),
                    ),
                    self._business(connection, h[17]),
                    signatures.get(h[1]),
                    h[1] in aborted,
                )
                for h in heads
            ]

    def _business(self, connection: Connection, head: int) -> Business:
        if head not in self._business_heads:
            text = run(connection, "SELECT body FROM business_version WHERE number=?", (head,)).scalar_one()
            self._business_heads[head] = rows.business_of(text)
        return self._business_heads[head]

    def voids_of_day(self, operator: int | None = None) -> tuple[int, Money]:
        """See `Books`."""
        by, who = ("", ()) if operator is None else (" AND o.operator=?", (operator,))
        found = self._rows(
            "SELECT COUNT(*), COALESCE(SUM(amount), 0) FROM order_line l JOIN customer_order o "
            "ON o.terminal=l.terminal AND o.seq=l.seq "
            f"WHERE l.terminal=? AND l.seq>? AND l.kind='void' AND o.training=0{by}",
            (self.terminal, self._head.closed_seq, *who),
        )
        return int(found[0][0]), Money(-int(found[0][1]))

    def last_number(self, series: Series) -> int:
        """See `Books`."""
        head = self._head
        last = {Series.ORDER: head.orders, Series.RECEIPT: head.receipts, Series.CLOSING: head.closings}
        return last[series]

    def closing(self, number: int) -> tuple[Closing, Business]:
        """See `Books`."""
        found = self._rows(
            "SELECT number, business_date, closed_at, operator, operator_name, first_receipt, last_receipt, "
            "gross, counted, head, figures FROM closing WHERE terminal=? AND number=?",
            (self.terminal, number),
        )
        if not found:
            raise KeyError(number)
        with reading(self._reader) as connection:
            return closing_of(self.terminal, found[0]), self._business(connection, found[0][9])

    def journal(self, *, limit: int = 100, before: int | None = None) -> Sequence[Booked]:
        """See `Books`."""
        found = self._rows(
            f"{_BOOKED} WHERE terminal=? AND seq<? ORDER BY seq DESC LIMIT ?",
            (self.terminal, self._head.journal + 1 if before is None else before, limit),
        )
        return [_booked(row) for row in found]

    def record(self, kind: RecordKind, number: int) -> Record | None:
        """See `Books`."""
        found = self._rows(
            f"{_RECORDS} WHERE r.terminal=? AND r.kind=? AND r.number=?", (self.terminal, kind.value, number)
        )
        return _record(found[0]) if found else None

    def latest_records(self, kind: RecordKind, limit: int = 100) -> Sequence[Record]:
        """See `Books`."""
        found = self._rows(
            f"{_RECORDS} WHERE r.terminal=? AND r.kind=? ORDER BY r.number DESC LIMIT ?",
            (self.terminal, kind.value, limit),
        )
        return [_record(row) for row in found]

    def records_by_terminal(self, kind: RecordKind) -> Mapping[int, Sequence[Record]]:
        """See `Books`."""
        found = self._rows(
            f"SELECT r.terminal, {_RECORDS.removeprefix('SELECT ')} WHERE r.kind=? ORDER BY r.terminal, r.number",
            (kind.value,),
        )
        grouped: dict[int, list[Record]] = defaultdict(list)
        for row in found:
            grouped[row[0]].append(_record(row[1:]))
        return grouped

    def without_signature(self, outage: int) -> Sequence[Pending]:
        """See `Books`."""
        found = self._rows(
            "SELECT subject, number FROM outage_subject WHERE terminal=? AND outage=? ORDER BY seq, pos",
            (self.terminal, outage),
        )
        return [Pending(Subject(row[0]), row[1]) for row in found]

    def voucher(self, number: str) -> Voucher | None:
        """See `Books`."""
        found = self._rows("SELECT * FROM voucher WHERE number=?", (number,))
        return rows.voucher_of(found[0]) if found else None

    def receivables(self) -> Sequence[Receivable]:
        """See `Books`."""
        found = self._rows(
            "SELECT number, sold, balance FROM voucher WHERE business_case=? AND balance>0",
            (BusinessCase.RECEIVABLE.value,),
        )
        owed = [self._receivable(row[0], Money(row[1]), Money(row[2])) for row in found]
        return sorted(owed, key=lambda one: (one.issued_at, one.terminal, one.number))

    def _receivable(self, name: str, sold: Money, balance: Money) -> Receivable:
        terminal, number = receivable_receipt(name)
        which = (terminal, number)
        at = self._rows("SELECT issued_at FROM receipt WHERE terminal=? AND number=?", which)
        named = self._rows(
            "SELECT body FROM receipt_addition WHERE terminal=? AND number=? AND kind='customer'", which
        )
        # On account a receipt always names somebody.
        customer = Customer(**json.loads(named[0][0]))
        return Receivable(terminal, number, rows.moment(at[0][0]), customer, sold, balance)

    def setting_acts(self, key: str) -> Sequence[Booked]:
        """See `Books`. Goes through the whole journal: nobody waits for a list of changes at the till."""
        found = self._rows(
            f"{_BOOKED} WHERE body LIKE ? ORDER BY at DESC, terminal, seq DESC", (f'%"settings":%"{key}"%',)
        )
        acts = [
            _booked(row) for row in found
        ]  # LIKE finds more: a text that says so, an underscore for any sign
        return [act for act in acts if key in _setting_keys(act)]


def every_terminal(reader: Engine) -> Sequence[SqlReading]:
    """The books of each terminal that has written into a database, as they are now.

    Raises:
        BooksError: the database does not answer.
    """
    with reading(reader) as connection:
        found = run(connection, "SELECT * FROM counter ORDER BY terminal").fetchall()
    return [SqlReading(reader, row[0], Head(*row)) for row in found]


_BOOKED_IN = {
    Subject.ORDER: "customer_order WHERE",
    Subject.RECEIPT: "receipt WHERE",
    Subject.ABORT: "receipt WHERE",
    Subject.NOTE: "record WHERE kind='note' AND",
}
_RECORDS = (
    "SELECT r.kind, r.number, j.at, j.operator, r.body FROM record r "
    "JOIN journal j ON j.terminal=r.terminal AND j.seq=r.seq"
)


def _record(row: Any) -> Record:
    return Record(RecordKind(row[0]), row[1], rows.moment(row[2]), row[3], json.loads(row[4]))


_BOOKED = "SELECT terminal, seq, key, kind, at, business_date, operator, body FROM journal"


def _booked(row: Any) -> Booked:
    return Booked(
        row[0], row[1], UUID(row[2]), ActKind(row[3]), rows.moment(row[4]), date.fromisoformat(row[5]), row[6],
        json.loads(row[7]),
    )  # fmt: skip


def _setting_keys(act: Booked) -> set[object]:
    entries = act.body.get("settings", [])
    return {entry[1] for entry in entries} if isinstance(entries, list) else set()


def _by_seq(found: Sequence[Any]) -> Mapping[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in found:
        grouped[row[0]].append(row[1:])
    return grouped
