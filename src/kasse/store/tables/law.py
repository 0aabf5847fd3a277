"""Sealed tables for what the law wants kept beside the receipts. See `facts` for what holds for all of them."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, UniqueConstraint

from kasse.store.tables.metadata import METADATA, number, text


def _act() -> list[Column[int]]:
    return [number("terminal", key=True), number("seq", key=True), number("pos", key=True)]


RECEIPT_ADDITION = Table(
    "receipt_addition",
    METADATA,
    *_act(),
    number("number"),
    text("kind"),
    text("body"),
    Index("receipt_addition_number", "terminal", "number"),
)
"""What few receipts have: customer, references, what a money movement stands for."""

OUTAGE_SUBJECT = Table(
    "outage_subject",
    METADATA,
    *_act(),
    text("subject"),
    number("number"),
    number("outage"),
    UniqueConstraint("terminal", "subject", "number", name="outage_subject_once"),
    Index("outage_subject_outage", "terminal", "outage"),
)
"""Which outage left an order or receipt without signature: exactly one."""

RECORD = Table(
    "record",
    METADATA,
    *_act(),
    text("kind"),
    number("number"),
    text("body"),
    UniqueConstraint("terminal", "kind", "number", name="record_number"),
)
"""Numbered records of one kind each (`ports.books.RecordKind`), their content as JSON."""
