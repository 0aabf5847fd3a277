"""The sealed tables: the journal, and the rows that belong to its acts.

Every row belongs to one act by (terminal, seq) and stands in it at `pos`. The act's hash covers all of them.
The database refuses to change or delete any (see `sealing`).
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, UniqueConstraint
from sqlalchemy import text as sql

from kasse.store.tables.law import OUTAGE_SUBJECT, RECEIPT_ADDITION, RECORD
from kasse.store.tables.metadata import METADATA, number, text

JOURNAL = Table(
    "journal",
    METADATA,
    number("terminal", key=True),
    number("seq", key=True),
    text("key"),
    text("kind"),
    number("at"),
    text("business_date"),
    number("operator"),
    text("body"),
    text("previous"),
    text("hash"),
    UniqueConstraint("key", name="journal_key"),
    # Of few acts only, so that it costs the others nothing.
    Index(
        "journal_master_data",
        "at",
        sqlite_where=sql("kind='master_data'"),
        postgresql_where=sql("kind='master_data'"),
    ),
)


def _act() -> list[Column[int]]:
    return [number("terminal", key=True), number("seq", key=True), number("pos", key=True)]


def _line() -> list[Column[int] | Column[str]]:
    return [
        text("line_id"),
        number("article"),
        text("name"),
        number("quantity"),
        number("amount"),
        number("discount"),
        number("operator"),
        number("ordered_at"),
        number("take_away"),
        number("price_level"),
        number("course"),
        text("remark"),
        text("station"),
        text("components"),
    ]


BUSINESS_VERSION = Table("business_version", METADATA, *_act(), number("number"), text("body"))
SIGNING_DEVICE = Table(
    "signing_device",
    METADATA,
    *_act(),
    text("serial"),
    text("public_key"),
    text("algorithm"),
    text("log_time_format"),
    text("certificate"),
    text("description"),
    number("is_test"),
)
ORDER = Table(
    "customer_order",
    METADATA,
    *_act(),
    number("number"),
    number("table_no"),
    text("table_label"),
    number("operator"),
    text("operator_name"),
    number("at"),
    number("training"),
    UniqueConstraint("terminal", "number", name="customer_order_number"),
)
ORDER_LINE = Table(
    "order_line",
    METADATA,
    *_act(),
    number("number"),
    text("kind"),
    number("table_no"),
    *_line(),
    text("reason"),
    text("origin"),
)
RECEIPT = Table(
    "receipt",
    METADATA,
    *_act(),
    number("number"),
    text("kind"),
    text("business_date"),
    number("issued_at"),
    number("operator"),
    text("operator_name"),
    number("total"),
    number("tip"),
    number("cash"),
    text("reason"),
    number("table_no", optional=True),
    text("table_label"),
    number("first_ordered_at", optional=True),
    number("reverses", optional=True),
    text("payer"),
    number("training"),
    number("head"),
    text("discounts"),
    UniqueConstraint("terminal", "number", name="receipt_number"),
    Index("receipt_reverses", "terminal", "reverses"),
)
RECEIPT_LINE = Table("receipt_line", METADATA, *_act(), number("number"), *_line())
RECEIPT_TAX = Table(
    "receipt_tax",
    METADATA,
    *_act(),
    number("number"),
    number("code"),
    number("basis_points"),
    number("gross"),
    number("net"),
    number("tax"),
)
RECEIPT_PAYMENT = Table(
    "receipt_payment",
    METADATA,
    *_act(),
    number("number"),
    text("code"),
    text("name"),
    text("kind"),
    number("amount"),
    number("given"),
    number("change"),
    text("currency"),
    number("rate_micros"),
)
RECEIPT_ABORT = Table(
    "receipt_abort",
    METADATA,
    *_act(),
    number("number"),
    UniqueConstraint("terminal", "number", name="receipt_abort_number"),
)
SIGNATURE = Table(
    "signature",
    METADATA,
    *_act(),
    text("subject"),
    number("number"),
    text("serial"),
    text("client_id"),
    text("process_type"),
    text("process_data"),
    number("tx", optional=True),
    number("started_at", optional=True),
    number("finished_at", optional=True),
    number("start_counter", optional=True),
    text("start_signature"),
    number("counter", optional=True),
    text("signature"),
    text("error"),
    UniqueConstraint("terminal", "subject", "number", name="signature_subject"),
    Index("signature_tx", "serial", "tx"),
)
CLOSING = Table(
    "closing",
    METADATA,
    *_act(),
    number("number"),
    text("business_date"),
    number("closed_at"),
    number("operator"),
    text("operator_name"),
    number("first_receipt"),
    number("last_receipt"),
    number("gross"),
    number("counted", optional=True),
    number("head"),
    text("figures"),
    UniqueConstraint("terminal", "number", name="closing_number"),
)

SEALED_DETAILS: tuple[Table, ...] = (
    BUSINESS_VERSION,
    SIGNING_DEVICE,
    ORDER,
    ORDER_LINE,
    RECEIPT,
    RECEIPT_LINE,
    RECEIPT_TAX,
    RECEIPT_PAYMENT,
    RECEIPT_ABORT,
    SIGNATURE,
    CLOSING,
    RECEIPT_ADDITION,
    OUTAGE_SUBJECT,
    RECORD,
)
"""In the order in which an act's hash takes them: new tables come last, so that older acts keep their hash."""

SEALED: tuple[Table, ...] = (JOURNAL, *SEALED_DETAILS)
