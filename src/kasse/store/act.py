"""One act while it is being written: it gathers rows, and writes them with their hash in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table

from kasse.domain.business import Business
from kasse.domain.catalogue import Availability
from kasse.domain.master import Master
from kasse.domain.orders import Tab
from kasse.domain.orders.menus import MenuOrder
from kasse.domain.quantity import Quantity
from kasse.domain.sales import Receipt
from kasse.domain.shifts import Closing
from kasse.ports.books import (
    ActKind,
    AlreadySecured,
    MasterMoved,
    Order,
    RecordKind,
    Series,
    Subject,
    Voucher,
)
from kasse.ports.fiscal import DeviceFacts, Secured
from kasse.ports.outbox import Job
from kasse.store import rows
from kasse.store.availability import set_availability, take_remaining
from kasse.store.chain import act_hash
from kasse.store.closing_rows import closing_row
from kasse.store.master import load_master, master_version, store_master
from kasse.store.menu_orders import TOLD, read_menu_order, told_of, write_menu_order
from kasse.store.running_numbers import running_number, save_running_number
from kasse.store.statements import add_rows, run
from kasse.store.tables import SEALED_DETAILS, facts, law, states
from kasse.store.tabs import read_tab, write_tab

TO_BE_SECURED = "to_be_secured"
"""In the body of an act that books something which still has to be secured."""


class CounterMoved(Exception):  # noqa: N818 - an answer, not a fault
    """Somebody else has booked under this terminal's number since the act began."""


@dataclass(frozen=True, slots=True)
class Head:
    """The counter row of a terminal: how far its journal and its numbers have come."""

    terminal: int
    journal: int
    hash: str
    orders: int
    receipts: int
    closings: int
    closed_receipt: int
    closed_seq: int
    business_date: str
    pending: str
    """JSON list of [subject, number] that are booked and not yet secured."""


class SqlAct:
    """Implements `kasse.ports.books.Act` on an open transaction."""

    def __init__(
        self,
        connection: Connection,
        head: Head,
        *,
        kind: ActKind,
        at: datetime,
        operator: int,
        key: UUID,
        business_head: Callable[[Connection], int],
    ) -> None:
        self.terminal = head.terminal
        self.at = at
        self.business_date = date.fromisoformat(head.business_date)
        self.body: dict[str, object] = {}
        self.new_business_head: int | None = None
        self._connection = connection
        self._before = head
        self._kind = kind
        self._operator = operator
        self._key = key
        self._business_head = business_head
        self._numbers = {
            Series.ORDER: head.orders,
            Series.RECEIPT: head.receipts,
            Series.CLOSING: head.closings,
        }
        self._pending: list[list[Any]] | None = None
        self._next_date = head.business_date
        self._closed = (head.closed_receipt, head.closed_seq)
        self._details: dict[Table, list[tuple[Any, ...]]] = {}
        self._tabs: dict[tuple[int, bool, int], Tab] = {}
        self._vouchers: dict[str, Voucher] = {}
        self._menus: dict[int, MenuOrder] = {}
        self._jobs: list[tuple[Any, ...]] = []
        self._settings: list[tuple[str, str, str | None]] = []
        self._setting_changes: list[list[str | None]] = []
        self._told_availabilities: list[dict[str, object]] = []

    @property
    def seq(self) -> int:
        """The number that the act is going to have in the journal."""
        return self._before.journal + 1

    def next_number(self, series: Series) -> int:
        """See `Act`."""
        self._numbers[series] += 1
        return self._numbers[series]

    def tab(self, table: int, *, training: bool = False, waiter: int | None = 0) -> Tab | None:
        """See `Act`."""
        if waiter is not None and (saved := self._tabs.get((table, training, waiter))) is not None:
            return saved
        found = read_tab(self._connection, table, waiter, training=training)
        return None if found is None else self._tabs.get((table, training, found.waiter), found)

    def save_tab(self, tab: Tab) -> None:
        """See `Act`."""
        self._tabs[tab.table, tab.training, tab.waiter] = tab

    def book_order(self, order: Order, *, pending: bool) -> None:
        """See `Act`."""
        self._add(
            facts.ORDER,
            (
                order.number, order.table, order.table_label, order.operator, order.operator_name,
                rows.millis(order.at), int(order.training),
            ),
        )  # fmt: skip
        for booking in order.bookings:
            self._add(facts.ORDER_LINE, rows.booking_row(order.number, booking))
        if pending:
            self._pend(Subject.ORDER, order.number)

    def begin_receipt(self, receipt: Receipt, *, pending: bool) -> None:
        """See `Act`."""
        self._add(facts.RECEIPT, rows.receipt_row(receipt, self._business_head(self._connection)))
        for line in receipt.lines:
            self._add(facts.RECEIPT_LINE, (receipt.number, *rows.line_row(line)))
        for tax in receipt.taxes:
            self._add(facts.RECEIPT_TAX, rows.tax_row(receipt.number, tax))
        for payment in receipt.payments:
            self._add(facts.RECEIPT_PAYMENT, rows.payment_row(receipt.number, payment))
        for addition in rows.addition_rows(receipt):
            self._add(law.RECEIPT_ADDITION, addition)
        if pending:
            self._pend(Subject.RECEIPT, receipt.number)

    def secure(self, subject: Subject, number: int, secured: Secured) -> None:
        """See `Act`."""
        self._add(facts.SIGNATURE, rows.signature_row(subject.value, number, secured))
        if secured.outage:
            self._add(law.OUTAGE_SUBJECT, (subject.value, number, secured.outage))
        if subject is not Subject.ABORT:
            self._settle_pending(subject, number)

    def abort(self, number: int) -> None:
        """See `Act`."""
        self._add(facts.RECEIPT_ABORT, (number,))
        self._settle_pending(Subject.RECEIPT, number)

    def add_record(self, kind: RecordKind, body: Mapping[str, Any], number: int | None = None) -> int:
        """See `Act`."""
        if number is None:
            written = [row[4] for row in self._details.get(law.RECORD, ()) if row[3] == kind.value]
            found = run(
                self._connection,
                "SELECT MAX(number) FROM record WHERE terminal=? AND kind=?",
                (self.terminal, kind.value),
            ).scalar()
            number = max([found or 0, *written]) + 1
        self._add(law.RECORD, (kind.value, number, rows.dump(dict(body))))
        return number

    def add_note(self, name: str, text: str, *, pending: bool) -> int:
        """See `Act`."""
        number = self.add_record(RecordKind.NOTE, {"name": name, "text": text})
        if pending:
            self._pend(Subject.NOTE, number)
        return number

    def voucher(self, number: str) -> Voucher | None:
        """See `Act`."""
        known = self._vouchers.get(number)
        if known is not None:
            return known
        lock = "" if self._connection.dialect.name == "sqlite" else " FOR UPDATE"
        found = run(self._connection, f"SELECT * FROM voucher WHERE number=?{lock}", (number,)).fetchone()
        return None if found is None else rows.voucher_of(found)

    def save_voucher(self, voucher: Voucher) -> None:
        """See `Act`."""
        self._vouchers[voucher.number] = voucher

    def add_device(self, device: DeviceFacts) -> None:
        """See `Act`."""
        self._add(facts.SIGNING_DEVICE, rows.device_row(device))

    def close(self, closing: Closing, next_date: date) -> None:
        """See `Act`."""
        self._add(facts.CLOSING, closing_row(closing, self._business_head(self._connection)))
        self._next_date = next_date.isoformat()
        self._closed = (self._numbers[Series.RECEIPT], self.seq)

    def save_master(self, master: Master) -> Master:
        """See `Act`."""
        con = self._connection
        version = master_version(con, lock=True)
        if master.version not in (0, version):
            raise MasterMoved
        before = load_master(con)
        changes = store_master(con, before, master)
        if changes:
            self.body["changes"] = changes
            version += 1
            run(con, "UPDATE master_version SET number=?", (version,))
        if before is None or before.house.business != master.house.business:
            self._add_business(master.house.business)
        return replace(master, version=version)

    def set_availability(self, unit: int, article: int, availability: Availability) -> None:
        """See `Act`."""
        told = self._told_availabilities
        told.append(set_availability(self._connection, unit, article, availability))
        self.body["availability"] = told

    def menu_order(self, table: int) -> MenuOrder | None:
        """See `Act`."""
        return self._menus.get(table) or read_menu_order(self._connection, table)

    def save_menu_order(self, order: MenuOrder) -> None:
        """See `Act`."""
        self._menus[order.table] = order
        self.body[TOLD] = [told_of(each) for each in self._menus.values()]

    def take_remaining(self, unit: int, taken: Mapping[int, Quantity]) -> Mapping[int, Quantity]:
        """See `Act`."""
        return take_remaining(self._connection, unit, taken)

    def save_setting(self, key: str, value: str | None, scope: str) -> None:
        """See `Act`."""
        found = run(
            self._connection, "SELECT value FROM setting WHERE scope=? AND key=?", (scope, key)
        ).fetchone()
        self._settings.append((scope, key, value))
        before = None if found is None else found[0]
        self._setting_changes.append([scope, key, before, value])
        self.body["settings"] = self._setting_changes

    def running_number(self, key: str) -> int:
        """See `Act`."""
        return running_number(self._connection, key)

    def save_running_number(self, key: str, number: int) -> None:
        """See `Act`."""
        save_running_number(self._connection, key, number)

    def follow_up(self, job: Job) -> None:
        """See `Act`."""
        now = rows.millis(self.at)
        self._jobs.append(
            (
                self.terminal,
                self.seq,
                job.kind.value,
                job.target,
                rows.dump(job.payload),
                now,
                now,
                0,
                "",
                0,
                0,
            )
        )

    def write(self) -> Head:
        """Write everything; the caller commits. Returns the counter row as it is after the commit."""
        con, before = self._connection, self._before
        details = [[table.name, *row[2:]] for table in SEALED_DETAILS for row in self._details.get(table, ())]
        journal = (
            self.terminal, self.seq, str(self._key), self._kind.value, rows.millis(self.at),
            before.business_date, self._operator, rows.dump(self.body), before.hash,
        )  # fmt: skip
        digest = act_hash(journal, details)
        after = Head(
            terminal=self.terminal,
            journal=self.seq,
            hash=digest,
            orders=self._numbers[Series.ORDER],
            receipts=self._numbers[Series.RECEIPT],
            closings=self._numbers[Series.CLOSING],
            closed_receipt=self._closed[0],
            closed_seq=self._closed[1],
            business_date=self._next_date,
            pending=before.pending if self._pending is None else rows.dump(self._pending),
        )
        self._move_counter(after)
        add_rows(con, facts.JOURNAL, [(*journal, digest)])
        for table, entries in self._details.items():
            add_rows(con, table, entries)
        for tab in self._tabs.values():
            write_tab(con, tab)
        for order in self._menus.values():
            write_menu_order(con, order)
        for voucher in self._vouchers.values():
            run(con, "DELETE FROM voucher WHERE number=?", (voucher.number,))
            add_rows(con, states.VOUCHER, [rows.voucher_row(voucher)])
        if self._jobs:
            add_rows(con, states.OUTBOX, self._jobs)
        for scope, key, value in self._settings:
            run(con, "DELETE FROM setting WHERE scope=? AND key=?", (scope, key))
            if value is not None:
                add_rows(con, states.SETTING, [(scope, key, value)])
        return after

    def _move_counter(self, after: Head) -> None:
        """First of all, so that of two programs under one number the second waits here and then sees it."""
        written = run(
            self._connection,
            "UPDATE counter SET journal=?, hash=?, orders=?, receipts=?, closings=?, closed_receipt=?, "
            "closed_seq=?, business_date=?, pending=? WHERE terminal=? AND journal=? AND hash=?",
            (
                after.journal, after.hash, after.orders, after.receipts, after.closings, after.closed_receipt,
                after.closed_seq, after.business_date, after.pending, self.terminal, self._before.journal,
                self._before.hash,
            ),
        ).rowcount  # fmt: skip
        if written != 1:
            raise CounterMoved(f"terminal {self.terminal}")

    def _add(self, table: Table, row: tuple[Any, ...]) -> None:
        entries = self._details.setdefault(table, [])
        entries.append((self.terminal, self.seq, len(entries), *row))

    def _add_business(self, business: Business) -> None:
        highest = run(self._connection, "SELECT MAX(number) FROM business_version").scalar()
        self.new_business_head = (highest or 0) + 1
        self._add(facts.BUSINESS_VERSION, (self.new_business_head, rows.business_text(business)))

    def _pending_list(self) -> list[list[Any]]:
        if self._pending is None:
            self._pending = json.loads(self._before.pending)
        return self._pending

    def _pend(self, subject: Subject, number: int) -> None:
        self.body[TO_BE_SECURED] = 1
        self._pending_list().append([subject.value, number])

    def _settle_pending(self, subject: Subject, number: int) -> None:
        entry = [subject.value, number]
        if entry not in self._pending_list():
            raise AlreadySecured(f"{subject.value} {number}")
        self._pending_list().remove(entry)
