"""Handing tables over has a right of its own; whoever could do it until now keeps it. Discounts may be limited by operator
and article.

Never change a migration that has been released. Never drop or rewrite what is sealed: add beside it.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LEVEL = sa.table("password_level", sa.column("number", sa.BigInteger()), sa.column("rights", sa.Text()))


def upgrade() -> None:
    for table, name in (
        ("article", "discount_percents"),
        ("operator", "discount_percents"),
        ("operator", "discount_amounts"),
    ):
        op.add_column(table, sa.Column(name, sa.Text(), server_default="[]", nullable=False))
    op.add_column(
        "article",
        sa.Column(
            "amount_discounts", sa.BigInteger(), server_default="1", autoincrement=False, nullable=False
        ),
    )
    connection = op.get_bind()
    for number, text in connection.execute(sa.select(LEVEL.c.number, LEVEL.c.rights)).fetchall():
        rights = set(json.loads(text))
        if "transfer" in rights:
            # Written as the books write it, lest the next save finds a difference.
            kept = json.dumps(sorted(rights | {"hand_over"}), ensure_ascii=False, separators=(",", ":"))
            connection.execute(sa.update(LEVEL).where(LEVEL.c.number == number).values(rights=kept))
