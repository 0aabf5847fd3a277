"""The first form of the books: journal and sealed facts, states, outbox, master data.

Never change a migration that has been released. Never drop or rewrite what is sealed: add beside it.
"""

import sqlalchemy as sa
from alembic import op

from kasse.store.sealing import seal

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEALED = (
    "journal",
    "business_version",
    "signing_device",
    "customer_order",
    "order_line",
    "receipt",
    "receipt_line",
    "receipt_tax",
    "receipt_payment",
    "receipt_abort",
    "signature",
    "closing",
)


def upgrade() -> None:
    op.create_table(
        "area",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "article",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("product_group", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("prices", sa.Text(), nullable=False),
        sa.Column("open_price", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("zero_allowed", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("side_groups", sa.Text(), nullable=False),
        sa.Column("take_away_group", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("button_text", sa.Text(), nullable=False),
        sa.Column("hue", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=True),
        sa.Column("scan_code", sa.Text(), nullable=False),
        sa.Column("sold_out", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("active", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "business",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "business_version",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
    )
    op.create_table(
        "closing",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("operator", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("operator_name", sa.Text(), nullable=False),
        sa.Column("first_receipt", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_receipt", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("gross", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("counted", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("head", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
        sa.UniqueConstraint("terminal", "number", name="closing_number"),
    )
    op.create_table(
        "counter",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("journal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("orders", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("receipts", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("closings", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("closed_receipt", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("closed_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("terminal"),
    )
    op.create_table(
        "customer_order",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("table_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("table_label", sa.Text(), nullable=False),
        sa.Column("operator", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("operator_name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("training", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
        sa.UniqueConstraint("terminal", "number", name="customer_order_number"),
    )
    op.create_table(
        "internal_account",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("price_level", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "journal",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("operator", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq"),
        sa.UniqueConstraint("key", name="journal_key"),
    )
    op.create_table(
        "main_group",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "menu",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sections", sa.Text(), nullable=False),
        sa.Column("price_level", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "operator",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("training", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("active", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "order_line",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("table_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line_id", sa.Text(), nullable=False),
        sa.Column("article", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("discount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("operator", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ordered_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("take_away", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("price_level", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("course", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("components", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
    )
    op.create_table(
        "outbox",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("due_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("attempts", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("begun", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("set_aside", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("outbox_due", "outbox", ["terminal", "target", "due_at"], unique=False)
    op.create_table(
        "password_level",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rights", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "payment_method",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("opens_drawer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("rate_micros", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("active", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "place",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("area", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("x", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("y", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("width", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("height", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("round", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seats", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "printer",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("stations", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "product_group",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("main_group", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_class", sa.Text(), nullable=False),
        sa.Column("hue", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("course", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "receipt",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("operator", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("operator_name", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tip", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("table_no", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("table_label", sa.Text(), nullable=False),
        sa.Column("first_ordered_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("reverses", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("training", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("head", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("discounts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
        sa.UniqueConstraint("terminal", "number", name="receipt_number"),
    )
    op.create_index("receipt_reverses", "receipt", ["terminal", "reverses"], unique=False)
    op.create_table(
        "receipt_abort",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
        sa.UniqueConstraint("terminal", "number", name="receipt_abort_number"),
    )
    op.create_table(
        "receipt_line",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line_id", sa.Text(), nullable=False),
        sa.Column("article", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("discount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("operator", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ordered_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("take_away", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("price_level", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("course", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("components", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
    )
    op.create_table(
        "receipt_payment",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("given", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("change", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("rate_micros", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
    )
    op.create_table(
        "receipt_tax",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("basis_points", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("gross", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("net", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
    )
    op.create_table(
        "setting",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key"),
    )
    op.create_table(
        "side_group",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.Column("least", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("most", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("free", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "signature",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("process_type", sa.Text(), nullable=False),
        sa.Column("process_data", sa.Text(), nullable=False),
        sa.Column("tx", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("started_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("finished_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("start_counter", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("start_signature", sa.Text(), nullable=False),
        sa.Column("counter", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
        sa.UniqueConstraint("terminal", "subject", "number", name="signature_subject"),
    )
    op.create_index("signature_tx", "signature", ["serial", "tx"], unique=False)
    op.create_table(
        "signing_device",
        sa.Column("terminal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("algorithm", sa.Text(), nullable=False),
        sa.Column("log_time_format", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("is_test", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", "pos"),
    )
    op.create_table(
        "tab",
        sa.Column("table_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("training", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("operator", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("opened_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("total", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guests", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("payment_code", sa.Text(), nullable=False),
        sa.Column("bill_printed", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("table_no", "training"),
    )
    op.create_table(
        "terminal",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("receipt_printer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "words",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "pos"),
    )
    for table in SEALED:
        for statement in seal(table, op.get_bind().dialect.name):
            op.execute(statement)
