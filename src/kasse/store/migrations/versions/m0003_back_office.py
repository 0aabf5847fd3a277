"""What the back office edits: accounting units, price rules, planned prices, what is put away, what is left today.

Never change a migration that has been released. Never drop or rewrite what is sealed: add beside it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PUT_AWAY = ("main_group", "product_group", "terminal", "place", "internal_account", "agency")
"""What gets a flag of its own now; nothing was put away before."""


def _number(name: str, *, default: str | None = None, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default=default, autoincrement=False, nullable=optional)


def _text(name: str, *, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def upgrade() -> None:
    op.create_table(
        "unit", _number("number"), _text("name"), _number("active"), sa.PrimaryKeyConstraint("number")
    )
    op.create_table(
        "planned_price",
        _number("article"),
        _number("level"),
        _text("valid_from"),
        _number("price", optional=True),
        sa.PrimaryKeyConstraint("article", "level", "valid_from"),
    )
    op.create_table(
        "availability",
        _number("unit"),
        _number("article"),
        _number("locked"),
        _number("remaining", optional=True),
        sa.PrimaryKeyConstraint("unit", "article"),
    )
    op.create_table("master_version", _number("id"), _number("number"), sa.PrimaryKeyConstraint("id"))
    op.execute("INSERT INTO master_version (id, number) VALUES (1, 1)")
    added: tuple[tuple[str, sa.Column[int] | sa.Column[str]], ...] = (
        ("article", _number("price_level", default="0")),
        ("article", _number("purchase_price", optional=True)),
        ("article", _number("calculated_price", optional=True)),
        ("article", _text("units", default="[]")),
        ("article", _text("picture", default="")),
        ("operator", _number("price_level", default="0")),
        ("terminal", _number("unit", default="0")),
        ("terminal", _number("price_level", default="0")),
        ("internal_account", _text("pricing", default="level")),
        ("internal_account", _number("percent", default="10000")),
    )
    for table, column in added:
        op.add_column(table, column)
    for table in PUT_AWAY:
        op.add_column(table, _number("active", default="1"))
    # The few acts that changed master data are found without going through millions of others.
    op.create_index(
        "journal_master_data",
        "journal",
        ["at"],
        unique=False,
        sqlite_where=sa.text("kind='master_data'"),
        postgresql_where=sa.text("kind='master_data'"),
    )
