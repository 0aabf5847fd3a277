"""What German law wants kept beside the receipts: outages, frozen master data, what few receipts have.

Never change a migration that has been released. Never drop or rewrite what is sealed: add beside it.
"""

import sqlalchemy as sa
from alembic import op

from kasse.store.sealing import seal

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SEALED = ("receipt_addition", "outage_subject", "record")


def _act() -> list[sa.Column[int]]:
    return [
        sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False)
        for name in ("terminal", "seq", "pos")
    ]


def upgrade() -> None:
    op.create_table(
        "receipt_addition",
        *_act(),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
    )
    op.create_index("receipt_addition_number", "receipt_addition", ["terminal", "number"], unique=False)
    op.create_table(
        "outage_subject",
        *_act(),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("outage", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
        sa.UniqueConstraint("terminal", "subject", "number", name="outage_subject_once"),
    )
    op.create_index("outage_subject_outage", "outage_subject", ["terminal", "outage"], unique=False)
    op.create_table(
        "record",
        *_act(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
        sa.UniqueConstraint("terminal", "kind", "number", name="record_number"),
    )
    op.create_table(
        "voucher",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("business_case", sa.Text(), nullable=False),
        sa.Column("rate", sa.Text(), nullable=False),
        sa.Column("sold", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("balance", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "agency",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("tax_number", sa.Text(), nullable=False),
        sa.Column("vat_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.add_column("article", sa.Column("business_case", sa.Text(), server_default="sale", nullable=False))
    op.add_column("article", sa.Column("agency", sa.BigInteger(), server_default="0", nullable=False))
    for table in SEALED:
        for statement in seal(table, op.get_bind().dialect.name):
            op.execute(statement)
