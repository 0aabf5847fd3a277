"""States beside the journal, written in the transaction of the act that they follow from.

Tabs, vouchers and counters are derived from the journal, and `kasse verify` checks them against it.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table

from kasse.store.tables.metadata import METADATA, number, text

COUNTER = Table(
    "counter",
    METADATA,
    number("terminal", key=True),
    number("journal"),
    text("hash"),
    number("orders"),
    number("receipts"),
    number("closings"),
    number("closed_receipt"),
    number("closed_seq"),
    text("business_date"),
    text("pending"),
)
"""One row a terminal: the highest number of each series, the last hash, what is not secured yet."""

# What each waiter has on a table is a row of its own where tables are not open to all; `waiter` 0 is whoever was first.
TAB = Table(
    "tab",
    METADATA,
    number("table_no", key=True),
    number("training", key=True),
    number("version"),
    text("name"),
    number("operator"),
    number("opened_at"),
    number("total"),
    number("guests"),
    text("payer"),
    text("payment_code"),
    number("bill_printed"),
    text("lines"),
    number("called", added="0"),
    text("customer", added=""),
    number("waiter", key=True),
)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    number("terminal"),
    number("seq"),
    text("kind"),
    text("target"),
    text("payload"),
    number("created_at"),
    number("due_at"),
    number("attempts"),
    text("error"),
    number("begun"),
    number("set_aside"),
    Index("outbox_due", "terminal", "target", "due_at"),
)

VOUCHER = Table(
    "voucher",
    METADATA,
    text("number", key=True),
    text("business_case"),
    text("rate"),
    number("sold"),
    number("balance"),
)
"""Vouchers, down payments and receivables by number: what they stood for and what is left, in cents."""

AVAILABILITY = Table(
    "availability",
    METADATA,
    number("unit", key=True),
    number("article", key=True),
    number("locked"),
    number("remaining", optional=True),
)
"""What of an article is left in an accounting unit, in thousandths. Nobody derives it: people count."""

MASTER_VERSION = Table("master_version", METADATA, number("id", key=True), number("number"))
"""One row: how often the master data were changed."""

SETTING = Table("setting", METADATA, text("scope", key=True), text("key", key=True), text("value"))

MENU_ORDER = Table(
    "menu_order",
    METADATA,
    number("table_no", key=True),
    number("version"),
    text("items"),
)
"""Meals ordered ahead and not recalled; a row stays when it is empty, so that its versions go on."""

TOUCH_LAYOUT = Table("touch_layout", METADATA, text("wish", key=True), number("part", key=True), text("body"))
"""Touch layouts that a background program has made ahead (`ports.touch_layouts`). They can be made anew at any time."""
